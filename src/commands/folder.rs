//! One folder of a remote tree, its links told from folders; for commands that show a folder whole
//! before those in it.

use super::walk::{Step, walk};
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::Entry;
use crate::ftp::path::RemotePath;

/// No tree that people made is deeper; one that is has a loop in it.
const MOST_LEVELS: usize = 200;

/// The folders on the way to one, to find loops.
#[derive(Clone, Default)]
pub(super) struct Above(Vec<Vec<u8>>);

impl Above {
    /// The same with `entry`, a folder that is about to be listed. An error where it lies in itself,
    /// being a link that the server passes off as a folder, or too deep.
    pub(super) fn with(&self, entry: &Entry) -> Result<Self> {
        let mut above = self.0.clone();
        let unique = entry.unique.clone().unwrap_or_default();
        if !unique.is_empty() && above.contains(&unique) {
            return Err(Error::Plain(Class::Refused, "a link to a folder that it lies in".into()));
        }
        if above.len() >= MOST_LEVELS {
            return Err(Error::Plain(
                Class::Safety,
                format!("more than {MOST_LEVELS} levels deep"),
            ));
        }
        above.push(unique);
        Ok(Self(above))
    }
}

/// A name in a folder that cannot be used, and why.
pub(super) type Failed = (RemotePath, Error);

/// The entries of a folder, sorted by the bytes of their names, and the failures of some of them.
pub(super) fn entries(
    client: &mut Client,
    folder: &RemotePath,
) -> Result<(Vec<Entry>, Vec<Failed>)> {
    let mut found = Vec::new();
    let mut failed = Vec::new();
    walk(client, folder, 1, &mut |step| {
        match step {
            Step::Found(_, entry) => found.push(entry.clone()),
            Step::Failed(path, error) if path == folder => return Err(error),
            Step::Failed(path, error) => failed.push((path.clone(), error)),
            Step::Entered | Step::Left(..) | Step::Unproved(_) => {}
        }
        Ok(())
    })?;
    Ok((found, failed))
}
