//! The listing of IIS and of others that print what DOS's `dir` did. No zone, no seconds, no permissions.

use super::order::{Numbers, Open, Order};
use super::reader::{Found, Reader};
use super::time::Clock;
use super::words::{Word, grouped_number, number, short_number, words};
use super::{Entry, Kind};

/// Columns that `dir` gives to `<DIR>` and its kin; the blanks that fill them are not part of the name.
const TAG_COLUMNS: usize = 15;

/// A blank that does not break, between thousands: in UTF-8, the narrow one too, and in the charsets of Windows.
const HARD_BLANKS: [&[u8]; 3] = [b"\xc2\xa0", b"\xe2\x80\xaf", b"\xa0"];

/// A listing in this form. The month comes first unless a row proves otherwise: IIS is American whatever its locale.
pub(super) struct Lines {
    dates: Open,
    /// The same with points, where the day comes first.
    dotted: Open,
}

impl Default for Lines {
    fn default() -> Self {
        Self { dates: Open::new(Some(Order::Mdy)), dotted: Open::new(Some(Order::Dmy)) }
    }
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let Some(row) = row(line) else {
            found.unknown(line);
            return;
        };
        let dates = if row.is_dotted { &mut self.dotted } else { &mut self.dates };
        dates.add(found, row.date, Some(row.clock));
        found.row(line, Some(row.entry));
    }

    fn end(&mut self, found: &mut Found) {
        self.dates.settle(found);
        self.dotted.settle(found);
    }
}

/// A line such as `01-31-26  09:00AM       <DIR>          name`.
struct Row {
    entry: Entry,
    date: Numbers,
    is_dotted: bool,
    clock: Clock,
}

fn row(line: &[u8]) -> Option<Row> {
    let words = words(line);
    let (day, rest) = words.split_first()?;
    let date = Numbers::read(day.text, b"-/.").filter(|date| Open::is_date(*date))?;
    let (clock, rest) = time(rest)?;
    let tag = rest.first()?;
    let entry = match tag_kind(tag.text) {
        Some(kind) => {
            let after = line.get(tag.end..)?.strip_prefix(b" ")?;
            let padding = TAG_COLUMNS.saturating_sub(tag.text.len() + 1);
            let blanks = after.iter().take(padding).take_while(|byte| **byte == b' ').count();
            tagged(after.get(blanks..)?, kind)
        }
        None => {
            let (size, end) = size(tag)?;
            let mut entry = Entry::new(line.get(end..)?.strip_prefix(b" ")?, Kind::File);
            entry.size = Some(size);
            entry
        }
    };
    let is_dotted = day.text.contains(&b'.');
    (!entry.name.trim_ascii().is_empty()).then_some(Row { entry, date, is_dotted, clock })
}

/// The size, with its thousands set apart or not, and where it ends.
fn size(word: &Word) -> Option<(u64, usize)> {
    let plain = HARD_BLANKS.iter().find_map(|blank| {
        let parted = word.text.windows(blank.len()).any(|part| part == *blank);
        parted.then(|| joined(word.text, blank))
    });
    let size = match plain {
        Some(digits) => number(&digits?)?,
        None => grouped_number(word.text)?,
    };
    Some((size, word.end))
}

/// The digits of groups of three.
fn joined(text: &[u8], blank: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.windows(blank.len()).position(|part| part == blank) {
        let group = rest.get(..at)?;
        digits.extend_from_slice(group);
        rest = rest.get(at + blank.len()..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length != 3 {
            return None;
        }
    }
    digits.extend_from_slice(rest);
    Some(digits)
}

fn tag_kind(tag: &[u8]) -> Option<Kind> {
    match tag.to_ascii_uppercase().as_slice() {
        b"<DIR>" => Some(Kind::Dir),
        b"<JUNCTION>" | b"<SYMLINKD>" | b"<SYMLINK>" | b"<MOUNTPOINT>" => Some(Kind::Symlink),
        _ => None,
    }
}

/// `name`, or `name [target]` for a link.
fn tagged(text: &[u8], kind: Kind) -> Entry {
    let inner = text.strip_suffix(b"]").filter(|_| kind == Kind::Symlink);
    let cut = inner
        .and_then(|inner| inner.windows(2).position(|pair| pair == b" [").map(|at| (inner, at)));
    let Some((inner, at)) = cut else {
        return Entry::new(text, kind);
    };
    let mut entry = Entry::new(inner.get(..at).unwrap_or(inner), kind);
    entry.link = inner.get(at + 2..).map(<[u8]>::to_vec);
    entry
}

fn half(text: &[u8]) -> Option<bool> {
    match text.to_ascii_uppercase().as_slice() {
        b"AM" | b"A" | b"A." => Some(false),
        b"PM" | b"P" | b"P." => Some(true),
        _ => None,
    }
}

/// `HH:MM[:SS]`, with the half of the day glued on, or in words of its own: `PM`, `p. m.`. Returns what follows too.
fn time<'a, 'b>(words: &'b [Word<'a>]) -> Option<(Clock, &'b [Word<'a>])> {
    let (first, rest) = words.split_first()?;
    let digits = first.text.iter().take_while(|byte| !byte.is_ascii_alphabetic()).count();
    let (text, tail) = first.text.split_at_checked(digits)?;
    let (half, rest) = match (tail, rest) {
        ([], [word, second, rest @ ..]) if second.text.eq_ignore_ascii_case(b"m.") => {
            (Some(half(word.text)?), rest)
        }
        ([], [word, rest @ ..]) if half(word.text).is_some() => (half(word.text), rest),
        ([], rest) => (None, rest),
        (tail, rest) => (Some(half(tail)?), rest),
    };
    let mut parts = text.splitn(3, |&byte| byte == b':');
    let hour: i8 = short_number(parts.next()?, 2)?;
    let minute = short_number(parts.next().filter(|minute| minute.len() == 2)?, 2)?;
    let second = match parts.next() {
        None => None,
        Some(second) => Some(short_number(second, 2).filter(|second| *second < 60)?),
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    Some((Clock { hour, minute, second: second.map(|second| (second, 0)) }, rest))
}

#[cfg(test)]
mod tests {
    use super::super::{Precision, Zone};
    use super::*;

    fn entry(line: &str) -> Option<Entry> {
        let mut found = Found::default();
        let mut lines = Lines::default();
        lines.line(line.as_bytes(), &mut found);
        lines.end(&mut found);
        found.entries.pop()
    }

    #[track_caller]
    fn reads(line: &str, name: &str, size: Option<u64>, at: &str) -> Entry {
        let entry = entry(line).unwrap_or_else(|| panic!("not understood: {line}"));
        assert_eq!(entry.name, name.as_bytes(), "{line}");
        assert_eq!(entry.size, size, "{line}");
        assert_eq!(entry.modified.unwrap().at.to_string(), at, "{line}");
        entry
    }

    #[test]
    fn iis_lists_files_and_directories() {
        let dir = reads(
            "01-31-26  09:00AM       <DIR>          pub dir",
            "pub dir",
            None,
            "2026-01-31T09:00:00Z",
        );
        assert_eq!(dir.kind, Kind::Dir);
        let moment = dir.modified.unwrap();
        assert_eq!((moment.precision, moment.zone), (Precision::Minute, Zone::Unknown));
        let file = reads(
            "04-14-1999  12:47PM           5000000000 a b",
            "a b",
            Some(5_000_000_000),
            "1999-04-14T12:47:00Z",
        );
        assert_eq!(file.kind, Kind::File);
        reads("04-14-99  12:07AM                  589 x", "x", Some(589), "1999-04-14T00:07:00Z");
    }

    #[test]
    fn dates_and_times_of_other_locales_are_read() {
        reads("2002-09-02  19:06                9,730 x", "x", Some(9730), "2002-09-02T19:06:00Z");
        reads("02.09.2002  19:06                9.730 x", "x", Some(9730), "2002-09-02T19:06:00Z");
        reads("31/01/2026  09:00 PM    <DIR>          x", "x", None, "2026-01-31T21:00:00Z");
        reads("01-31-26  09:00:07p 5 x", "x", Some(5), "2026-01-31T21:00:07Z");
    }

    #[test]
    fn a_row_that_proves_the_day_first_says_so_for_all() {
        let mut found = Found::default();
        let mut lines = Lines::default();
        for line in ["03/04/2026  09:00    <DIR>          a", "26/11/2026  09:00               5 b"]
        {
            lines.line(line.as_bytes(), &mut found);
        }
        lines.end(&mut found);
        let times: Vec<_> =
            found.entries.iter().map(|e| e.modified.unwrap().at.to_string()).collect();
        assert_eq!(times, ["2026-04-03T09:00:00Z", "2026-11-26T09:00:00Z"]);
    }

    #[test]
    fn junctions_and_links_may_show_their_target() {
        let junction = reads(
            "01-31-26  09:00AM    <JUNCTION>     old [C:\\a b]",
            "old",
            None,
            "2026-01-31T09:00:00Z",
        );
        assert_eq!(
            (junction.kind, junction.link.as_deref()),
            (Kind::Symlink, Some(&b"C:\\a b"[..]))
        );
        let link =
            reads("01-31-26  09:00AM    <SYMLINKD>     x", "x", None, "2026-01-31T09:00:00Z");
        assert_eq!((link.kind, link.link), (Kind::Symlink, None));
    }

    #[test]
    fn blanks_of_a_name_are_kept() {
        reads(
            "01-31-26  09:00AM                    5   x ",
            "  x ",
            Some(5),
            "2026-01-31T09:00:00Z",
        );
        reads("01-31-26  09:00AM       <DIR>            x", "  x", None, "2026-01-31T09:00:00Z");
    }

    #[test]
    fn lines_of_no_such_form_are_unknown() {
        for line in [
            "",
            "01-31-26",
            "01-31-26  09:00AM",
            "01-31-26  09:00AM 5",
            "01-31-26  09:00AM 5 ",
            "01-31-26  09:00AM 5    ",
            "01-31-26  09:00AM       <DIR>            ",
            "01-31-26  25:00 5 x",
            "01-31-26  13:00PM 5 x",
            "02-30-26  09:00AM 5 x",
            "01-31-126  09:00AM 5 x",
            "01-31-26  09:00AM <XYZ> x",
        ] {
            assert_eq!(entry(line), None, "{line:?}");
        }
    }
}
