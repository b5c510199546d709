//! The listing of IIS and of others that print what DOS's `dir` did. No zone, no seconds, no permissions.

use super::time::civil;
use super::words::{grouped_number, short_number, three_parts, words};
use super::{Entry, Kind, Moment};

/// Columns that `dir` gives to `<DIR>` and its kin; the blanks that fill them are not part of the name.
const TAG_COLUMNS: usize = 15;

/// The entry in one line such as `01-31-26  09:00AM       <DIR>          name`.
///
/// Years have two or four digits, times 12 or 24 hours. Where both may be the month, the first number is: IIS is
/// American whatever its locale.
pub fn parse(line: &[u8]) -> Option<Entry> {
    let words = words(line);
    let (date, rest) = words.split_first()?;
    let date = day(date.text)?;
    let (clock, rest) = rest.split_first()?;
    let (half, rest) = match rest {
        [word, rest @ ..] if half(word.text).is_some() => (half(word.text), rest),
        _ => (None, rest),
    };
    let modified = time(date, clock.text, half)?;
    let tag = rest.first()?;
    let after = line.get(tag.end..)?.strip_prefix(b" ")?;

    let mut entry = if let Some(kind) = tag_kind(tag.text) {
        let padding = TAG_COLUMNS.saturating_sub(tag.text.len() + 1);
        let blank = |byte: &&u8| **byte == b' ';
        let blanks = after.iter().take(padding).take_while(blank).count();
        tagged(after.get(blanks..)?, kind)
    } else {
        let mut entry = Entry::new(after, Kind::File);
        entry.size = Some(grouped_number(tag.text)?);
        entry
    };
    entry.modified = Some(modified);
    (!entry.name.trim_ascii().is_empty()).then_some(entry)
}

fn tag_kind(tag: &[u8]) -> Option<Kind> {
    match tag.to_ascii_uppercase().as_slice() {
        b"<DIR>" => Some(Kind::Dir),
        b"<JUNCTION>" | b"<SYMLINKD>" | b"<SYMLINK>" => Some(Kind::Symlink),
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

/// `MM-DD-YY`, `MM-DD-YYYY`, `YYYY-MM-DD`, `DD.MM.YYYY`, with slashes too.
fn day(text: &[u8]) -> Option<(i16, i8, i8)> {
    let separator = text.iter().find(|byte| b"-/.".contains(byte))?;
    let [first, second, third] = three_parts(text, |byte| byte == *separator)?;
    if first.len() == 4 {
        return Some((short_number(first, 4)?, short_number(second, 2)?, short_number(third, 2)?));
    }
    let (first, second): (i8, i8) = (short_number(first, 2)?, short_number(second, 2)?);
    let year = match third.len() {
        2 => short_number(third, 2)
            .map(|year: i16| if year < 70 { 2000 + year } else { 1900 + year })?,
        4 => short_number(third, 4)?,
        _ => return None,
    };
    let (month, day) =
        if *separator == b'.' || first > 12 { (second, first) } else { (first, second) };
    Some((year, month, day))
}

fn half(text: &[u8]) -> Option<bool> {
    match text.to_ascii_uppercase().as_slice() {
        b"AM" | b"A" => Some(false),
        b"PM" | b"P" => Some(true),
        _ => None,
    }
}

/// `HH:MM[:SS]`, with the half of the day glued on or as a word of its own.
fn time(date: (i16, i8, i8), text: &[u8], half_word: Option<bool>) -> Option<Moment> {
    let digits = text.iter().take_while(|byte| !byte.is_ascii_alphabetic()).count();
    let (text, tail) = text.split_at_checked(digits)?;
    let half = match tail {
        [] => half_word,
        tail => Some(half(tail)?),
    };
    let mut parts = text.splitn(3, |&byte| byte == b':');
    let hour: i8 = short_number(parts.next()?, 2)?;
    let minute = short_number(parts.next().filter(|minute| minute.len() == 2)?, 2)?;
    let second = match parts.next() {
        None => None,
        Some(second) => Some(short_number(second, 2)?),
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    civil(date, hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::super::{Precision, Zone};
    use super::*;

    #[track_caller]
    fn reads(line: &str, name: &str, size: Option<u64>, at: &str) -> Entry {
        let entry = parse(line.as_bytes()).unwrap_or_else(|| panic!("not understood: {line}"));
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
            assert_eq!(parse(line.as_bytes()), None, "{line:?}");
        }
    }
}
