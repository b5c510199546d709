//! Whether a walk goes round in a loop: a link to a folder above it, which the server lists as a plain folder.
//!
//! ftp-srv and aioftp list links so (measured), and the system of the server ends such a path only after 40 links.
//! A folder is taken for one that lies in itself where its `unique` fact is that of a folder above, or where its
//! listing equals those of several folders above. Without the fact this is a likelihood: it is reported as an error,
//! and nothing may be concluded from the folder.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Class, Error, Result};
use crate::ftp::listing::{Entry, Kind};

/// Folders one within the other with equal listings make a loop, if the listings hold a file with its size and time.
/// Copies of a folder may lie in it, but not so deep, each with the next as one of its entries.
const EQUAL_WITH_FILE: usize = 4;

/// So many do if the listings hold only folders with their times: people make chains of empty folders.
const EQUAL_WITHOUT_FILE: usize = 17;

/// Whether a folder may be a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The server shows that it is none.
    None,
    /// It may be one, or it is one that was followed.
    MayBeLink,
}

/// The folders that a walk came through to one folder. Those of one walk share the loops that were found.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    above: Option<Arc<Level>>,
    /// Fingerprints of the listings that were found to repeat.
    loops: Arc<Mutex<HashSet<u64>>>,
}

/// A folder on the way.
#[derive(Debug)]
struct Level {
    /// Its `unique` fact, if the server gave one.
    unique: Option<Vec<u8>>,
    /// Whether it may be a link.
    doubt: Doubt,
    /// Of its listing, which is equal to others with the same.
    fingerprint: u64,
    above: Option<Arc<Level>>,
}

impl Trail {
    /// Checks a folder that was found in the last one of the trail, before it is listed.
    ///
    /// # Errors
    ///
    /// [`Class::Refused`] if its `unique` fact (RFC 3659 section 7.5.2) is that of a folder it lies in.
    pub fn check(&self, folder: &Entry) -> Result<()> {
        if folder.unique.is_some() && self.levels().any(|level| level.unique == folder.unique) {
            return Err(Error::Plain(Class::Refused, "a link to a folder that it lies in".into()));
        }
        Ok(())
    }

    /// How many folders there are on the way.
    pub fn depth(&self) -> usize {
        self.levels().count()
    }

    /// The trail with one folder more: its `unique` fact, whether it may be a link, and all entries of its listing.
    ///
    /// # Errors
    ///
    /// [`Class::Safety`] if the listing repeats those of folders above it so often that it is taken for a loop.
    pub fn with(&self, unique: Option<&[u8]>, doubt: Doubt, entries: &[Entry]) -> Result<Self> {
        let fingerprint = fingerprint(entries);
        let equal = 1 + self.repeats(doubt, fingerprint);
        let mut loops = self.loops.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = equal > 1 && loops.contains(&fingerprint);
        if is_known || most_equal(entries).is_some_and(|most| equal >= most) {
            loops.insert(fingerprint);
            let text = format!(
                "a loop, it seems: {equal} folders one within the other list the same entries, so one is a link to a \
                 folder that it lies in, which the server lists as a folder"
            );
            return Err(Error::Plain(Class::Safety, text));
        }
        drop(loops);
        let level = Level {
            unique: unique.map(<[u8]>::to_vec),
            doubt,
            fingerprint,
            above: self.above.clone(),
        };
        Ok(Self { above: Some(Arc::new(level)), loops: Arc::clone(&self.loops) })
    }

    /// How many folders above have the same listing, each with a folder that may be a link between it and the next.
    fn repeats(&self, doubt: Doubt, fingerprint: u64) -> usize {
        let mut found = 0;
        let mut may_be_link = doubt == Doubt::MayBeLink;
        for level in self.levels() {
            if may_be_link && level.fingerprint == fingerprint {
                (found, may_be_link) = (found + 1, false);
            }
            may_be_link |= level.doubt == Doubt::MayBeLink;
        }
        found
    }

    /// The folders on the way, the deepest first.
    fn levels(&self) -> impl Iterator<Item = &Level> {
        std::iter::successors(self.above.as_deref(), |level| level.above.as_deref())
    }
}

/// How many equal listings with these entries make a loop; `None` if they tell too little for any number.
fn most_equal(entries: &[Entry]) -> Option<usize> {
    let dated = |kind| move |entry: &&Entry| entry.kind == kind && entry.modified.is_some();
    if entries.iter().filter(dated(Kind::File)).any(|entry| entry.size.is_some()) {
        return Some(EQUAL_WITH_FILE);
    }
    entries.iter().any(|entry| dated(Kind::Dir)(&entry)).then_some(EQUAL_WITHOUT_FILE)
}

/// A number that is the same for listings with the same entries in any order.
fn fingerprint(entries: &[Entry]) -> u64 {
    let one = |entry: &Entry| {
        let Entry { name, kind, size, modified, link, mode, owner, group, unique, raw: _ } = entry;
        let mut hasher = DefaultHasher::new();
        (name, std::mem::discriminant(kind), size, link, mode).hash(&mut hasher);
        (modified.map(|moment| moment.at), owner, group, unique).hash(&mut hasher);
        hasher.finish()
    };
    entries.iter().map(one).fold(0, u64::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ftp::listing::{Moment, Precision, Zone};
    use jiff::Timestamp;

    fn dated(name: &str, kind: Kind, second: i64) -> Entry {
        let at = Timestamp::from_second(second).expect("a time");
        let modified = Some(Moment { at, precision: Precision::Second, zone: Zone::Utc });
        Entry { size: Some(3), modified, ..Entry::new(name.as_bytes(), kind) }
    }

    /// How many folders with these listings, one within the other, are entered before one is taken for a loop.
    fn entered(doubt: Doubt, listings: impl Iterator<Item = Vec<Entry>>) -> usize {
        let mut trail = Trail::default();
        for listing in listings.take(100) {
            match trail.with(None, doubt, &listing) {
                Ok(next) => trail = next,
                Err(error) => {
                    assert_eq!(error.class(), Class::Safety);
                    break;
                }
            }
        }
        trail.depth()
    }

    fn with_file() -> Vec<Entry> {
        vec![dated("l", Kind::Dir, 1), dated("file", Kind::File, 2)]
    }

    #[test]
    fn the_fourth_equal_listing_with_a_file_is_a_loop_whatever_lies_between() {
        let same = std::iter::repeat_with(with_file);
        assert_eq!(entered(Doubt::MayBeLink, same), 3);
        let between = |at: usize| {
            if at.is_multiple_of(2) { with_file() } else { vec![dated("a", Kind::Dir, 9)] }
        };
        assert_eq!(entered(Doubt::MayBeLink, (0..).map(between)), 6);
        let turned = |at: usize| {
            let mut listing = with_file();
            listing.rotate_left(at % 2);
            listing
        };
        assert_eq!(entered(Doubt::MayBeLink, (0..).map(turned)), 3, "in any order");
    }

    #[test]
    fn folders_that_are_proved_or_differ_in_a_fact_are_no_loop() {
        assert_eq!(entered(Doubt::None, std::iter::repeat_with(with_file)), 100);
        let other = |second| vec![dated("l", Kind::Dir, 1), dated("file", Kind::File, second)];
        assert_eq!(entered(Doubt::MayBeLink, (0..).map(other)), 100);
        let sized = |size| {
            let file = Entry { size: Some(size), ..dated("file", Kind::File, 2) };
            vec![dated("l", Kind::Dir, 1), file]
        };
        assert_eq!(entered(Doubt::MayBeLink, (0..).map(sized)), 100);
    }

    #[test]
    fn a_chain_of_folders_without_files_may_be_deep_and_one_without_times_has_no_limit_here() {
        let only_folder = || vec![dated("d", Kind::Dir, 1)];
        assert_eq!(entered(Doubt::MayBeLink, std::iter::repeat_with(only_folder)), 16);
        let bare = || vec![Entry::new(b"d", Kind::Dir)];
        assert_eq!(entered(Doubt::MayBeLink, std::iter::repeat_with(bare)), 100);
        assert_eq!(entered(Doubt::MayBeLink, std::iter::repeat_with(Vec::new)), 100);
    }

    #[test]
    fn a_loop_that_was_found_is_known_at_its_first_turn_from_then_on() {
        let top = Trail::default().with(None, Doubt::None, &with_file()).expect("no loop");
        let next = |trail: &Trail| trail.with(None, Doubt::MayBeLink, &with_file());
        let deep = next(&next(&top).expect("no loop yet")).expect("no loop yet");
        assert!(next(&deep).is_err() && next(&top).is_err());
    }

    #[test]
    fn a_folder_with_the_unique_fact_of_one_above_is_a_loop_at_once() {
        let trail = Trail::default().with(Some(b"1"), Doubt::None, &[]).expect("no loop");
        let folder =
            |unique: &[u8]| Entry { unique: Some(unique.into()), ..Entry::new(b"d", Kind::Dir) };
        assert!(trail.check(&folder(b"1")).is_err() && trail.check(&folder(b"2")).is_ok());
        assert!(trail.check(&Entry::new(b"d", Kind::Dir)).is_ok());
    }
}
