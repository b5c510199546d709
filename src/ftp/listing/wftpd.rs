//! The short form of WFTPD: `name size MM/DD/YY Day. HH:MM`. Names hold no blanks, and there are no folders in it.

use super::order::{Numbers, Open};
use super::reader::{Found, Reader};
use super::time::{Clock, clock};
use super::words::{number, words};
use super::{Entry, Kind};

/// A listing in this form.
pub(super) struct Lines {
    dates: Open,
}

impl Default for Lines {
    fn default() -> Self {
        Self { dates: Open::new(None) }
    }
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let Some((entry, numbers, clock)) = parse(line) else {
            found.unknown(line);
            return;
        };
        self.dates.add(found, numbers, Some(clock));
        found.row(line, Some(entry));
    }

    fn end(&mut self, found: &mut Found) {
        self.dates.settle(found);
    }
}

fn parse(line: &[u8]) -> Option<(Entry, Numbers, Clock)> {
    let words = words(line);
    let [name, size, date, weekday, time] = words.as_slice() else { return None };
    let weekday = weekday.text.strip_suffix(b".")?;
    if !(2..=9).contains(&weekday.len()) || !weekday.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let numbers = Numbers::read(date.text, b"/-.").filter(|numbers| Open::is_date(*numbers))?;
    let mut entry = Entry::new(name.text, Kind::File);
    entry.size = Some(number(size.text)?);
    Some((entry, numbers, clock(time.text)?))
}
