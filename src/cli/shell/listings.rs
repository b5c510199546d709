//! Remote folders as completion saw them: kept for a minute, and forgotten when a command may have
//! changed something.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::ftp::listing::{Entry, Kind, safe_name};
use crate::ftp::path::RemotePath;

/// How long a listing is believed.
const FRESH: Duration = Duration::from_secs(60);

/// More folders than this nobody completes names in within a minute.
const MOST: usize = 100;

/// A name to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As it is.
    pub(super) text: String,
    /// Whether it is a folder, or may be one.
    pub(super) is_folder: bool,
}

/// The listings.
#[derive(Default)]
pub(super) struct Listings {
    known: RefCell<HashMap<RemotePath, (Instant, Vec<Name>)>>,
}

impl Listings {
    /// Forgets all.
    pub(super) fn forget(&self) {
        self.known.borrow_mut().clear();
    }

    /// The names in a folder, if they are known.
    pub(super) fn names(&self, folder: &RemotePath) -> Option<Vec<Name>> {
        let known = self.known.borrow();
        let (seen, names) = known.get(folder)?;
        (seen.elapsed() < FRESH).then(|| names.clone())
    }

    /// Keeps a listing; returns the names in it that can be typed.
    pub(super) fn keep(&self, folder: RemotePath, entries: &[Entry]) -> Vec<Name> {
        let mut names: Vec<Name> = entries.iter().filter_map(name).collect();
        names.sort_by(|a, b| a.text.cmp(&b.text));
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(folder, (Instant::now(), names.clone()));
        names
    }
}

/// A name that can be typed and shown: text without control characters.
fn name(entry: &Entry) -> Option<Name> {
    safe_name(&entry.name).ok()?;
    let text = String::from_utf8(entry.name.clone()).ok()?;
    if crate::error::printable(text.as_bytes()) != text {
        return None;
    }
    Some(Name { text, is_folder: entry.kind == Kind::Dir })
}
