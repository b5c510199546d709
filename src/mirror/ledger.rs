//! The files that earlier runs moved, for servers whose times cannot be set or read: a file that is unchanged on
//! both sides
//! when it was moved need not be moved again.
//!
//! One text file a mirror. While a run goes on, lines are added behind the old ones; the last of a path counts, and a
//! run that ends well writes it anew. Where the file lies is the caller's business.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode, percent_encode};

use super::times::{Stamp, Unit};
use super::tree::Entry;

/// Characters that would end a line or a word.
const ESCAPED: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

/// Longer files are not read: nobody of ours wrote them.
const MOST_BYTES: u64 = 4 << 30;

/// A file on both sides, as it was when it was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Bytes.
    pub size: u64,
    /// The local time of modification.
    pub local: (i64, u32),
    /// The remote one, as it is listed; `None` where that was not seen yet.
    pub remote: Option<Stamp>,
}

/// The ledger's answer about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is unchanged on both sides since it was moved.
    Unchanged,
    /// It is not, or not of that size.
    Changed,
    /// Nothing, or not enough.
    Nothing,
}

/// The files that earlier runs of a mirror moved.
#[derive(Debug, Default)]
pub struct Ledger {
    seen: HashMap<Vec<u8>, Seen>,
    /// A run that wrote it did not come to its end.
    pub unfinished: bool,
}

impl Ledger {
    /// Reads the file that earlier runs wrote; empty where there is none, or none that can be read.
    pub fn load(path: &Path) -> Self {
        let mut ledger = Self::default();
        let Ok(file) = File::open(path) else { return ledger };
        if file.metadata().is_ok_and(|found| found.len() > MOST_BYTES) {
            return ledger;
        }
        for line in BufReader::new(file).split(b'\n').map_while(Result::ok) {
            match line.as_slice() {
                b"begun" => ledger.unfinished = true,
                b"done" => ledger.unfinished = false,
                line => ledger.seen.extend(parse(line)),
            }
        }
        ledger
    }

    /// Whether a file is unchanged on both sides.
    pub fn compare(&self, path: &[u8], local: &Entry, remote: &Entry) -> Known {
        let Some(seen) = self.seen.get(path) else { return Known::Nothing };
        let here = local.time().is_some_and(|time| (time.secs, time.nanos) == seen.local);
        let size = |entry: &Entry| entry.size().is_none_or(|size| size == seen.size);
        let there = match (seen.remote, remote.time()) {
            (Some(was), Some(is)) => was.universal == is.universal && was.overlaps(is),
            _ => true,
        };
        match (here && size(local) && size(remote), there) {
            (true, true) => Known::Unchanged,
            (false, _) => Known::Changed,
            (true, false) => Known::Nothing,
        }
    }

    /// Whether the time that the server lists for a file was not seen yet.
    pub fn wants_time(&self, path: &[u8]) -> bool {
        self.seen.get(path).is_some_and(|seen| seen.remote.is_none())
    }

    /// The paths of which something is known.
    pub fn paths(&self) -> impl Iterator<Item = &[u8]> {
        self.seen.keys().map(Vec::as_slice)
    }

    /// The entry of a path.
    pub fn seen(&self, path: &[u8]) -> Option<&Seen> {
        self.seen.get(path)
    }
}

/// Writes while a run goes on. That it cannot be written only means that files may be moved again.
#[derive(Debug)]
pub struct LedgerWriter {
    file: Option<Mutex<File>>,
    path: Option<PathBuf>,
}

impl LedgerWriter {
    /// Opens the record for more lines, and says that a run begins. Without a path nothing is kept.
    pub fn begin(path: Option<&Path>) -> Self {
        let open = |path: &Path| {
            fs::create_dir_all(path.parent()?).ok()?;
            let mut file = OpenOptions::new().create(true).append(true).open(path).ok()?;
            file.write_all(b"begun\n").ok()?;
            Some(Mutex::new(file))
        };
        Self { file: path.and_then(open), path: path.map(Path::to_owned) }
    }

    /// Adds a file.
    pub fn add(&self, path: &[u8], seen: &Seen) {
        if let Some(file) = &self.file {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = file.write_all(line(path, seen).as_bytes());
        }
    }

    /// Ends the run: the record holds these files and no others.
    pub fn finish<'a>(self, files: impl Iterator<Item = (&'a [u8], Seen)>) {
        let Some(path) = self.path.filter(|_| self.file.is_some()) else { return };
        let mut files = files.peekable();
        if files.peek().is_none() {
            let _ = fs::remove_file(path);
            return;
        }
        let write = || -> Option<()> {
            let mut fresh = tempfile::NamedTempFile::new_in(path.parent()?).ok()?;
            let mut out = std::io::BufWriter::new(fresh.as_file_mut());
            for (path, seen) in files {
                out.write_all(line(path, &seen).as_bytes()).ok()?;
            }
            out.flush().ok()?;
            drop(out);
            fresh.persist(path).ok().map(drop)
        };
        let _ = write();
    }
}

fn line(path: &[u8], seen: &Seen) -> String {
    let Seen { size, local: (secs, nanos), remote } = seen;
    let mut text = format!("{size} {secs} {nanos} ");
    // Writing to a String cannot fail.
    let _ = match remote {
        None => write!(text, "-"),
        Some(Stamp { secs, unit, universal, .. }) => {
            let unit = match unit {
                Unit::Nanosecond | Unit::Second => 's',
                Unit::Minute => 'm',
                Unit::Day => 'd',
            };
            let zone = if *universal { 'Z' } else { '?' };
            write!(text, "{secs}{unit}{zone}")
        }
    };
    let _ = writeln!(text, " {}", percent_encode(path, ESCAPED));
    text
}

fn parse(line: &[u8]) -> Option<(Vec<u8>, Seen)> {
    let text = std::str::from_utf8(line).ok()?;
    let mut words = text.split(' ');
    let size = words.next()?.parse().ok()?;
    let local = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let remote = match words.next()? {
        "-" => None,
        stamp => Some(parse_stamp(stamp)?),
    };
    let path = percent_decode(words.next()?.as_bytes()).collect();
    Some((path, Seen { size, local, remote }))
}

fn parse_stamp(text: &str) -> Option<Stamp> {
    let (text, universal) = match text.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (text.strip_suffix('?')?, false),
    };
    let unit = match text.chars().next_back()? {
        's' => Unit::Second,
        'm' => Unit::Minute,
        'd' => Unit::Day,
        _ => return None,
    };
    let secs = text.get(..text.len() - 1)?.parse().ok()?;
    Some(Stamp { secs, nanos: 0, unit, universal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_as_it_was() {
        for remote in [
            None,
            Some(Stamp { secs: -5, nanos: 0, unit: Unit::Minute, universal: false }),
            Some(Stamp { secs: 7, nanos: 0, unit: Unit::Second, universal: true }),
        ] {
            let seen = Seen { size: 3, local: (-1, 999), remote };
            let path = b"a b/%\xff\n".to_vec();
            let text = line(&path, &seen);
            assert_eq!(parse(text.trim_end_matches('\n').as_bytes()), Some((path, seen)));
        }
        assert_eq!(parse(b"1 2"), None);
    }

    #[test]
    fn a_run_that_was_killed_shows() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x/record");
        let seen = Seen { size: 1, local: (2, 3), remote: None };
        LedgerWriter::begin(Some(&path)).add(b"a", &seen);
        let killed = Ledger::load(&path);
        assert!(killed.unfinished && killed.seen(b"a") == Some(&seen));
        LedgerWriter::begin(Some(&path)).finish([(&b"b"[..], seen)].into_iter());
        let done = Ledger::load(&path);
        assert!(!done.unfinished && done.seen(b"a").is_none() && done.seen(b"b").is_some());
        LedgerWriter::begin(Some(&path)).finish(std::iter::empty());
        assert!(!path.exists());
    }
}
