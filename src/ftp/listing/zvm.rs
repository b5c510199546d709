//! z/VM: files of a minidisk or of a shared file system, `name type format lrecl records blocks date time label`. The
//! size follows from no column for sure, so it is not told on.

use super::reader::{Found, Reader};
use super::time::{civil, clock};
use super::words::{number, short_number, three_parts, words};
use super::{Entry, Kind, Moment};

/// A listing of files.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let words = words(line);
        let text: Vec<&[u8]> = words.iter().map(|word| word.text).collect();
        found.row(line, row(&text));
    }
}

fn row(columns: &[&[u8]]) -> Option<Entry> {
    let [name, kind, format, lrecl, records, blocks, date, time, ..] = columns else { return None };
    if columns.len() > 9 || ![*name, *kind].into_iter().all(is_word) {
        return None;
    }
    let counts = [*lrecl, *records, *blocks];
    let mut entry = match *format {
        b"F" | b"V" if counts.iter().all(|count| number(count).is_some()) => {
            Entry::new(&[*name, *kind].join(&b'.'), Kind::File)
        }
        b"-" if *kind == b"DIR" && counts.iter().all(|count| *count == b"-") => {
            Entry::new(name, Kind::Dir)
        }
        _ => return None,
    };
    entry.modified = Some(modified(date, time)?);
    entry.owner = columns.get(8).filter(|label| **label != b"-").map(|label| label.to_vec());
    Some(entry)
}

/// A name or a type of CMS.
fn is_word(text: &[u8]) -> bool {
    (1..=8).contains(&text.len())
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"@#$+-:_".contains(byte))
}

/// `2026-11-25 16:32:00`, or the same as `11/25/26` or `11/25/2026`, where the month is always first.
fn modified(date: &[u8], time: &[u8]) -> Option<Moment> {
    let clock = clock(time)?;
    let day = if date.contains(&b'-') {
        let [year, month, day] = three_parts(date, |byte| byte == b'-')?;
        let year = (year.len() == 4).then(|| short_number(year, 4)).flatten()?;
        (year, short_number(month, 2)?, short_number(day, 2)?)
    } else {
        let [month, day, year] = three_parts(date, |byte| byte == b'/')?;
        let year = match year.len() {
            2 => super::order::two_digits(short_number(year, 2)?),
            4 => short_number(year, 4)?,
            _ => return None,
        };
        (year, short_number(month, 2)?, short_number(day, 2)?)
    };
    civil(day, clock.hour, clock.minute, clock.second.map(|(second, _)| second))
}
