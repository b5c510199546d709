//! A remote tree, folder by folder: parents before children, names in the order of their bytes.
//! Symbolic links are never followed. What is made of what is found is left to the caller.

use std::collections::HashSet;

use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind, MAX_ENTRIES, safe_name};
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;

/// No tree that people made is deeper; one that is has a loop in it.
const MOST_LEVELS: usize = 200;

/// MLSD shows a link to a folder like a folder on some servers (pyftpdlib), so LIST is asked too; this
/// is what happens where it has no answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// MLSD is believed.
    Guessed,
    /// The folder counts as not listed.
    Proven,
}

/// A step on the way.
pub(super) enum Step<'a> {
    /// Something in the folder that was entered last and not left.
    Found(&'a RemotePath, &'a Entry),
    /// A folder will be gone through.
    Entered,
    /// A folder has been gone through; it lies so many levels below the beginning.
    Left(&'a RemotePath, usize),
    /// A folder could not be listed, or a name in it cannot be used.
    Failed(&'a RemotePath, Error),
}

/// DeleteMode through the tree below `root`, no deeper than `deepest` levels.
pub(super) fn walk(
    client: &mut Client,
    root: &RemotePath,
    links: Links,
    deepest: usize,
    visit: &mut dyn FnMut(Step<'_>) -> Result<()>,
) -> Result<()> {
    let mut walk = Walk { client, links, deepest, entries: 0, above: Vec::new(), visit };
    walk.folder(root, 0)
}

struct Walk<'a> {
    client: &'a mut Client,
    links: Links,
    deepest: usize,
    entries: usize,
    /// What tells the folders apart that lead here, where the server tells it.
    above: Vec<Option<Vec<u8>>>,
    visit: &'a mut dyn FnMut(Step<'_>) -> Result<()>,
}

impl Walk<'_> {
    fn folder(&mut self, path: &RemotePath, depth: usize) -> Result<()> {
        (self.visit)(Step::Entered)?;
        if depth < self.deepest {
            match self.list(path, depth) {
                Ok(entries) => {
                    entries.iter().try_for_each(|entry| self.entry(path, entry, depth + 1))?;
                }
                Err(stop @ Error::Stopped(_)) => return Err(stop),
                Err(error) => (self.visit)(Step::Failed(path, error))?,
            }
        }
        (self.visit)(Step::Left(path, depth))
    }

    fn entry(&mut self, folder: &RemotePath, entry: &Entry, depth: usize) -> Result<()> {
        let path = folder.join(&entry.name);
        if let Err(why) = safe_name(&entry.name) {
            let why = format!("a name that cannot be used: {}: {why}", printable(&entry.name));
            return (self.visit)(Step::Failed(&path, Error::Plain(Class::Refused, why)));
        }
        (self.visit)(Step::Found(&path, entry))?;
        if entry.kind != Kind::Dir {
            return Ok(());
        }
        // A folder within itself is a link that the server passes off as a folder.
        if entry.unique.is_some() && self.above.contains(&entry.unique) {
            let error = Error::Plain(Class::Refused, "a link to a folder that it lies in".into());
            return (self.visit)(Step::Failed(&path, error));
        }
        self.above.push(entry.unique.clone());
        let below = self.folder(&path, depth);
        self.above.pop();
        below
    }

    fn list(&mut self, path: &RemotePath, depth: usize) -> Result<Vec<Entry>> {
        let shown = printable(path.as_bytes());
        if depth >= MOST_LEVELS {
            return Err(Error::Plain(
                Class::Safety,
                format!("more than {MOST_LEVELS} levels deep"),
            ));
        }
        let mut entries = self.listed(path).map_err(|e| e.during(format!("listing {shown}")))?;
        self.entries = self.entries.saturating_add(entries.len());
        if self.entries > MAX_ENTRIES {
            return Err(Error::Plain(Class::Safety, format!("more than {MAX_ENTRIES} names")));
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let doubtful = self.client.session()?.features().mlsd();
        if doubtful && entries.iter().any(|entry| entry.kind == Kind::Dir) {
            self.mark_links(path, &mut entries)?;
        }
        Ok(entries)
    }

    fn mark_links(&mut self, path: &RemotePath, entries: &mut [Entry]) -> Result<()> {
        let links = match links_in(self.client, path) {
            Err(error)
                if self.links == Links::Guessed
                    && matches!(error.class(), Class::Refused | Class::Integrity) =>
            {
                return Ok(());
            }
            told => told.map_err(|e| {
                let shown = printable(path.as_bytes());
                e.during(format!("listing {shown} once more, to tell links from folders"))
            })?,
        };
        for entry in entries.iter_mut().filter(|entry| links.contains(&entry.name)) {
            entry.kind = Kind::Symlink;
        }
        Ok(())
    }

    fn listed(&mut self, path: &RemotePath) -> Result<Vec<Entry>> {
        let listed = again(self.client, path, |client| {
            client.with_data(Idempotence::Harmless, |session| session.list(path))
        });
        match listed? {
            Listed::Folder(listing) => {
                listing.check()?;
                Ok(listing.entries)
            }
            Listed::Single(_) => Err(Error::Plain(Class::Refused, "no folder any more".into())),
        }
    }
}

/// The names of a folder that are symbolic links.
pub(super) fn links_in(client: &mut Client, folder: &RemotePath) -> Result<HashSet<Vec<u8>>> {
    again(client, folder, |client| {
        client.with_data(Idempotence::Harmless, |session| session.links(folder))
    })
}

/// Lists as often as its connection is lost, within the rules of the run.
fn again<T>(
    client: &mut Client,
    path: &RemotePath,
    mut list: impl FnMut(&mut Client) -> Result<T>,
) -> Result<T> {
    let mut attempts = client.attempts(format!("listing {}: ", printable(path.as_bytes())));
    loop {
        match list(client) {
            Err(error) => attempts.again_after(error)?,
            listed => return listed,
        }
    }
}
