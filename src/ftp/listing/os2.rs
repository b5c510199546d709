//! OS/2: `size [DIR] [attributes] MM-DD-YYY HH:MM  name`. The year counts from 1900.

use super::reader::{Found, Reader};
use super::time::{civil, clock};
use super::words::{number, short_number, three_parts, words};
use super::{Entry, Kind};

/// A listing in this form.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        found.row(line, parse(line));
    }
}

fn parse(line: &[u8]) -> Option<Entry> {
    let words = words(line);
    let (size, rest) = words.split_first()?;
    let size = number(size.text)?;
    let (kind, rest) = match rest {
        [word, rest @ ..] if word.text == b"DIR" => (Kind::Dir, rest),
        rest => (Kind::File, rest),
    };
    let rest = match rest {
        [word, rest @ ..] if word.text.iter().all(|byte| b"ARHS".contains(byte)) => rest,
        rest => rest,
    };
    let [date, time, ..] = rest else { return None };
    let [month, day, year] = three_parts(date.text, |byte| byte == b'-')?;
    let year = 1900 + short_number::<i16>(year, 3).filter(|_| year.len() >= 2)?;
    let clock = clock(time.text)?;
    let day = (year, short_number(month, 2)?, short_number(day, 2)?);
    let modified = civil(day, clock.hour, clock.minute, clock.second.map(|(second, _)| second))?;
    let name = line.get(time.end..)?;
    let name = name.strip_prefix(b"  ").or_else(|| name.strip_prefix(b" "))?;
    if name.trim_ascii().is_empty() {
        return None;
    }
    let mut entry = Entry::new(name, kind);
    entry.size = (kind == Kind::File).then_some(size);
    entry.modified = Some(modified);
    Some(entry)
}
