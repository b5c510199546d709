//! OpenVMS: `NAME.TYPE;VERSION used/allocated date [OWNER] (protection)`, on two lines where the name is long, between
//! `Directory DISK:[PATH]` and `Total of N files`.
//!
//! Sizes are in blocks of 512 bytes, rounded up, so they are not told on. Of several versions of a file the newest has
//! the name alone, as RETR takes it.

use std::collections::HashMap;

use super::months::month;
use super::reader::{Found, Reader};
use super::time::{civil, clock};
use super::words::{Word, short_number, three_parts, words};
use super::{Entry, Kind, MAX_NAME, Moment};

/// A listing of files.
#[derive(Default)]
pub(super) struct Lines {
    /// A name whose facts are to follow on the next line.
    name: Option<Vec<u8>>,
    /// The newest version of each file: where it stands, and its number.
    versions: HashMap<Vec<u8>, (usize, u32)>,
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        if let Some(name) = self.name.take() {
            if line.first().is_some_and(u8::is_ascii_whitespace)
                && let Some(facts) = facts(&words(line))
            {
                let both = [&name[..], b" ", line.trim_ascii_start()].concat();
                self.entry(&name, facts, &both, found);
                return;
            }
            found.unknown(&name);
        }
        if is_heading(line) {
            found.heading();
            return;
        }
        let words = words(line);
        let name = words.first().filter(|word| word.start == 0 && split(word.text).is_some());
        match (name, words.get(1..)) {
            (Some(name), Some([])) if name.text.len() <= MAX_NAME => {
                self.name = Some(name.text.to_vec());
            }
            (Some(name), Some(rest)) => match facts(rest).or_else(|| refused(rest)) {
                Some(facts) => self.entry(name.text, facts, line, found),
                None => found.unknown(line),
            },
            _ => found.unknown(line),
        }
    }

    fn end(&mut self, found: &mut Found) {
        found.open = false;
        if let Some(name) = self.name.take() {
            found.unknown(&name);
        }
    }
}

/// What stands behind a name.
#[derive(Default)]
struct Facts {
    modified: Option<Moment>,
    owner: Option<Vec<u8>>,
}

impl Lines {
    fn entry(&mut self, whole: &[u8], facts: Facts, line: &[u8], found: &mut Found) {
        let Some((name, version)) = split(whole) else {
            found.unknown(whole);
            return;
        };
        let folder = name.len().checked_sub(4).and_then(|at| {
            let (name, kind) = name.split_at_checked(at)?;
            (kind.eq_ignore_ascii_case(b".DIR") && !name.is_empty()).then_some(name)
        });
        let place = found.entries.len();
        let mut entry = Entry::new(
            folder.unwrap_or(name),
            if folder.is_some() { Kind::Dir } else { Kind::File },
        );
        entry.modified = facts.modified;
        entry.owner = facts.owner;
        match self.versions.get(name).copied() {
            None => drop(self.versions.insert(name.to_vec(), (place, version))),
            Some((_, newest)) if version <= newest => entry.name = whole.to_vec(),
            Some((before, newest)) => {
                self.versions.insert(name.to_vec(), (place, version));
                if let Some(older) = found.entries.get_mut(before) {
                    older.name = [name, format!(";{newest}").as_bytes()].concat();
                }
            }
        }
        // An older row may be newer than this one.
        found.open = true;
        found.row(line, Some(entry));
    }
}

/// Name and version of `NAME.TYPE;12`.
fn split(text: &[u8]) -> Option<(&[u8], u32)> {
    let at = text.iter().rposition(|&byte| byte == b';')?;
    let version = short_number(text.get(at + 1..)?, 5)?;
    text.get(..at).filter(|name| name.contains(&b'.') && name.len() > 1).map(|name| (name, version))
}

/// `14/15 26-NOV-2026 08:00:00.12 [GROUP,OWNER] (RWED,RWED,RE,)`; all but the size and the date may be missing.
fn facts(words: &[Word]) -> Option<Facts> {
    let [size, date, rest @ ..] = words else { return None };
    let mut blocks = size.text.splitn(2, |&byte| byte == b'/');
    blocks.next().and_then(|used| short_number::<u64>(used, 12))?;
    blocks.next().map_or(Some(0), |allocated| short_number::<u64>(allocated, 12))?;
    let [day, named, year] = three_parts(date.text, |byte| byte == b'-')?;
    let year = (year.len() == 4).then(|| short_number(year, 4)).flatten()?;
    let day = (year, month(named)?, short_number(day, 2)?);
    let (time, rest) = match rest {
        [time, rest @ ..] if clock(time.text).is_some() => (clock(time.text), rest),
        rest => (None, rest),
    };
    let owner = rest.first().filter(|word| word.text.starts_with(b"["));
    let modified = match time {
        Some(time) => civil(day, time.hour, time.minute, time.second.map(|(second, _)| second))?,
        None => super::time::moment(day, None, None)?,
    };
    Some(Facts { modified: Some(modified), owner: owner.map(|word| word.text.to_vec()) })
}

/// The words in place of facts that the user may not see.
fn refused(words: &[Word]) -> Option<Facts> {
    let first: Vec<Vec<u8>> =
        words.iter().take(2).map(|word| word.text.to_ascii_lowercase()).collect();
    let known = [["no", "privilege"], ["insufficient", "privilege"], ["protection", "violation"]];
    let is_known = |two: &[&str; 2]| {
        first.iter().map(Vec::as_slice).eq(two.iter().map(|word| word.as_bytes()))
    };
    known.iter().any(is_known).then(Facts::default)
}

fn is_heading(line: &[u8]) -> bool {
    let starts =
        |with: &[u8]| line.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    (starts(b"Directory ") && line.contains(&b'['))
        || (starts(b"Total of ") || starts(b"Grand total of ")) && ends_in_blocks(line)
        || starts(b"%DIRECT-W-NOFILES")
}

fn ends_in_blocks(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let line = line.strip_suffix(b".").unwrap_or(line);
    let last = line.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    matches!(last.to_ascii_lowercase().as_slice(), b"blocks" | b"block" | b"files" | b"file")
}
