//! One folder of a remote tree, its links told from folders; for commands that show a folder whole
//! before those in it.

use std::collections::HashSet;

use super::walk::{MOST_LEVELS, Step, doubt_of, walk};
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::Entry;
use crate::ftp::ops::link_loop::{Doubt, Trail};
use crate::ftp::path::RemotePath;

/// The way to a folder that is about to be listed.
pub(super) struct Way {
    above: Trail,
    unique: Option<Vec<u8>>,
    doubt: Doubt,
}

impl Way {
    /// The way to the first folder.
    pub(super) fn first() -> Self {
        Self { above: Trail::default(), unique: None, doubt: Doubt::None }
    }
}

/// The way to the folders in a folder that was listed.
pub(super) struct Inside {
    trail: Trail,
    /// Names of folders that may be links.
    unproved: HashSet<Vec<u8>>,
}

impl Inside {
    /// The way to `entry`, a folder. An error where it lies in itself, being a link that the server lists as a
    /// folder, or too deep.
    pub(super) fn way(&self, entry: &Entry) -> Result<Way> {
        self.trail.check(entry)?;
        // The first folder lies at no level.
        if self.trail.depth() > MOST_LEVELS {
            return Err(Error::Plain(
                Class::Safety,
                format!("more than {MOST_LEVELS} levels deep"),
            ));
        }
        let doubt = doubt_of(&entry.name, &self.unproved);
        Ok(Way { above: self.trail.clone(), unique: entry.unique.clone(), doubt })
    }
}

/// A name in a folder that cannot be used, and why.
pub(super) type Failed = (RemotePath, Error);

/// The entries of a folder, sorted by the bytes of their names, the failures of some of them, and the way to those
/// that are folders. An error where the folder is one of a loop of links.
pub(super) fn entries(
    client: &mut Client,
    folder: &RemotePath,
    way: &Way,
) -> Result<(Vec<Entry>, Vec<Failed>, Inside)> {
    let mut found = Vec::new();
    let mut failed = Vec::new();
    let mut unproved = HashSet::new();
    walk(client, folder, 1, &mut |step| {
        match step {
            Step::Found(_, entry) => found.push(entry.clone()),
            Step::Failed(path, error) if path == folder => return Err(error),
            Step::Failed(path, error) => failed.push((path.clone(), error)),
            Step::Unproved(path) => unproved.extend(path.name().map(<[u8]>::to_vec)),
            Step::Entered | Step::Left(..) => {}
        }
        Ok(())
    })?;
    let trail = way.above.with(way.unique.as_deref(), way.doubt, &found)?;
    Ok((found, failed, Inside { trail, unproved }))
}
