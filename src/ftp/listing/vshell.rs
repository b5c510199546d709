//! VShell: `size  Mon DD, YYYY HH:MM name`; a folder ends in a slash.

use super::months::month;
use super::reader::{Found, Reader};
use super::time::{civil, clock};
use super::words::{number, short_number, words};
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
    let [size, named, day, year, time, ..] = words.as_slice() else { return None };
    let size = number(size.text)?;
    let day = short_number(day.text.strip_suffix(b",")?, 2)?;
    let year = (year.text.len() == 4).then(|| short_number(year.text, 4)).flatten()?;
    let clock = clock(time.text)?;
    let modified = civil((year, month(named.text)?, day), clock.hour, clock.minute, None)?;
    let name = line.get(time.end..)?.strip_prefix(b" ")?;
    let folder = name.strip_suffix(b"/");
    let name = folder.unwrap_or(name);
    if name.trim_ascii().is_empty() {
        return None;
    }
    let mut entry = Entry::new(name, if folder.is_some() { Kind::Dir } else { Kind::File });
    entry.size = folder.is_none().then_some(size);
    entry.modified = Some(modified);
    Some(entry)
}
