//! Objects of IBM i: `owner size date time *TYPE name`, with names of both formats (NAMEFMT 0 and 1). Dates are in the
//! order of the server's job, which does not say which that is.

use super::order::{Numbers, Open};
use super::reader::{Found, Reader};
use super::time::{Clock, moment};
use super::words::{Word, number, short_number, words};
use super::{Entry, Kind};

/// Columns of the type and the blank behind it.
const TYPE_COLUMNS: usize = 11;

/// A listing of objects.
pub(super) struct Lines {
    dates: Open,
    /// The last file, whose members may follow.
    file: Vec<u8>,
}

impl Default for Lines {
    fn default() -> Self {
        Self { dates: Open::new(None), file: Vec::new() }
    }
}

/// The columns before the type.
#[derive(Default)]
struct Columns<'a> {
    owner: Option<&'a [u8]>,
    size: Option<u64>,
    date: Option<&'a [u8]>,
    clock: Option<Clock>,
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let words = words(line);
        let typed = words.iter().position(|word| is_type(word.text));
        let read = typed.and_then(|at| {
            let (before, rest) = words.split_at_checked(at)?;
            let kind = rest.first()?;
            Some((columns(before)?, kind.text, name(line, kind)?))
        });
        let Some((columns, kind, name)) = read else {
            found.unknown(line);
            return;
        };
        // Listed with its library, a file is followed by its members: they lie one level below.
        if kind == b"*MEM" && self.is_member_of_file(name) {
            found.heading();
            return;
        }
        let mut entry = entry(kind, name);
        entry.owner = columns.owner.map(<[u8]>::to_vec);
        entry.size = columns.size;
        if kind == b"*FILE" {
            self.file = entry.name.clone();
        }
        self.date(&columns, &mut entry, found);
        found.row(line, Some(entry));
    }

    fn end(&mut self, found: &mut Found) {
        self.dates.settle(found);
    }
}

impl Lines {
    fn is_member_of_file(&self, name: &[u8]) -> bool {
        let below = name.strip_prefix(self.file.as_slice()).filter(|_| !self.file.is_empty());
        below.is_some_and(|rest| rest.starts_with(b"/"))
    }

    /// A date by the day of the year is sure; others are settled by all rows.
    fn date(&mut self, columns: &Columns, entry: &mut Entry, found: &mut Found) {
        let Some(date) = columns.date else { return };
        if let Some(day) = day_of_year(date) {
            entry.modified = moment(day, columns.clock, None);
        } else if let Some(numbers) = Numbers::read(date, b"/-.,") {
            self.dates.add(found, numbers, columns.clock);
        }
    }
}

fn is_type(text: &[u8]) -> bool {
    let letters = text.strip_prefix(b"*").unwrap_or_default();
    letters.len() >= 2
        && letters.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn columns<'a>(words: &[Word<'a>]) -> Option<Columns<'a>> {
    let mut columns = Columns::default();
    let mut rest = words;
    if let [before @ .., date, time] = rest
        && let Some(clock) = clock(time.text)
    {
        columns.date = Some(date.text).filter(|date| is_date(date));
        columns.date?;
        columns.clock = Some(clock);
        rest = before;
    }
    // Profiles begin with a letter: a number alone is the size.
    if let [before @ .., size] = rest
        && let Some(size) = number(size.text)
    {
        columns.size = Some(size);
        rest = before;
    }
    match rest {
        [] => {}
        [owner] => columns.owner = Some(owner.text),
        _ => return None,
    }
    Some(columns)
}

fn is_date(text: &[u8]) -> bool {
    day_of_year(text).is_some() || Numbers::read(text, b"/-.,").is_some_and(Open::is_date)
}

/// `26/330`: the job's date format is *JUL.
fn day_of_year(text: &[u8]) -> Option<(i16, i8, i8)> {
    let (year, day) = text.split_at_checked(2)?;
    let day =
        day.strip_prefix(b"/").or_else(|| day.strip_prefix(b"-")).filter(|day| day.len() == 3)?;
    let first =
        jiff::civil::Date::new(super::order::two_digits(short_number(year, 2)?), 1, 1).ok()?;
    let day: i16 = short_number(day, 3).filter(|day| (1..=366).contains(day))?;
    let date = first.checked_add(jiff::Span::new().days(day - 1)).ok()?;
    (date.year() == first.year()).then(|| (date.year(), date.month(), date.day()))
}

/// A time with `:`, `.` or `,` between its parts.
fn clock(text: &[u8]) -> Option<Clock> {
    let separator = *text.get(2).filter(|byte| b":.,".contains(byte))?;
    let plain: Vec<u8> =
        text.iter().take(9).map(|&byte| if byte == separator { b':' } else { byte }).collect();
    super::time::clock(&plain).filter(|clock| clock.second.is_some() && text.len() == 8)
}

/// The name behind the type, with its own blanks.
fn name<'a>(line: &'a [u8], kind: &Word) -> Option<&'a [u8]> {
    let padding = TYPE_COLUMNS.saturating_sub(kind.text.len()).max(1);
    let rest = line.get(kind.end..)?;
    let blanks = rest.iter().take(padding).take_while(|&&byte| byte == b' ').count();
    let name = rest.get(blanks..).filter(|_| blanks > 0)?;
    (!name.trim_ascii().is_empty()).then_some(name)
}

/// The entry for a type. A file of a library is a folder of members, a save file can be fetched; where the names do not
/// say which it is (NAMEFMT 0), a file is fetched by its first member.
fn entry(kind: &[u8], name: &[u8]) -> Entry {
    let bare = name.strip_suffix(b"/").filter(|bare| !bare.is_empty()).unwrap_or(name);
    let of_file = |suffix: &[u8]| {
        let end = bare.len().checked_sub(suffix.len()).and_then(|from| bare.get(from..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    };
    let kind = match kind {
        b"*DIR" | b"*DDIR" | b"*LIB" | b"*FLR" => Kind::Dir,
        b"*FILE" if of_file(b".FILE") => Kind::Dir,
        b"*FILE" | b"*MEM" | b"*STMF" | b"*DSTMF" | b"*DOC" => Kind::File,
        b"*SYMLNK" => Kind::Symlink,
        _ => Kind::Other,
    };
    Entry::new(if kind == Kind::Dir { bare } else { name }, kind)
}
