//! HP NonStop: a subvolume of Guardian, `File Code EOF Last-Modification Owner RWEP`. EOF is the size in bytes; there
//! are no folders in a subvolume.

use super::months::month;
use super::order::two_digits;
use super::reader::{Found, Reader};
use super::time::{civil, clock};
use super::words::{number, short_number, three_parts, words};
use super::{Entry, Kind};

/// Longest name of a file.
const MAX_FILE: usize = 8;

/// A listing of files.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let words = words(line);
        let text: Vec<&[u8]> = words.iter().map(|word| word.text).collect();
        match text.as_slice() {
            [b"File", b"Code", b"EOF", ..] => found.heading(),
            // The name of the subvolume: `$DATA1.PAYROLL`, with the system before it or not.
            [volume] if volume.starts_with(b"\\") || volume.starts_with(b"$") => found.heading(),
            columns => found.row(line, row(columns)),
        }
    }
}

/// `NAME [O] code[LP] eof dd-Mon-yy hh:mm:ss owner "rwep"`.
fn row(columns: &[&[u8]]) -> Option<Entry> {
    let (name, rest) = columns.split_first()?;
    // Opened by a process, or left corrupt or broken.
    let is_flag = |word: &&&[u8]| matches!(**word, b"O" | b"C" | b"B" | b"R" | b"?");
    let rest = if rest.first().as_ref().is_some_and(is_flag) { rest.get(1..)? } else { rest };
    let [code, eof, date, time, behind @ ..] = rest else { return None };
    let code = code
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .map_or(*code, |at| code.get(..at).unwrap_or(code));
    let is_name = (1..=MAX_FILE).contains(&name.len())
        && name.iter().all(u8::is_ascii_alphanumeric)
        && !name.first().is_some_and(u8::is_ascii_digit);
    let is_secured =
        behind.last().is_some_and(|word| word.starts_with(b"\"") && word.ends_with(b"\""));
    number(code).filter(|_| is_name && is_secured)?;
    let mut entry = Entry::new(name, Kind::File);
    entry.size = Some(number(eof)?);
    let [day, named, year] = three_parts(date, |byte| byte == b'-')?;
    let year = match year.len() {
        2 => two_digits(short_number(year, 2)?),
        4 => short_number(year, 4)?,
        _ => return None,
    };
    let clock = clock(time)?;
    let day = (year, month(named)?, short_number(day, 2)?);
    entry.modified =
        Some(civil(day, clock.hour, clock.minute, clock.second.map(|(second, _)| second))?);
    let owner = behind.get(..behind.len().saturating_sub(1)).map(<[&[u8]]>::concat);
    entry.owner = owner.filter(|owner| !owner.is_empty());
    Some(entry)
}
