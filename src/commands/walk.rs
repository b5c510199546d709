//! A remote tree, folder by folder: parents before children, names in the order of their bytes.
//! Symbolic links are never followed where the server shows them. What is done with the entries is left to the caller.

use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind, MAX_ENTRIES, safe_name};
use crate::ftp::ops::link_proof::{LinkSearch, MarkedListed, MarkedListing};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

/// No tree that people made is deeper; one that is has a loop in it.
const MOST_LEVELS: usize = 200;

/// A step on the way.
pub(super) enum Step<'a> {
    /// Something in the folder that was entered last and not left.
    Found(&'a RemotePath, &'a Entry),
    /// The folder that was found last may be a link to a folder elsewhere: the server does not prove that it is none.
    Unproved(&'a RemotePath),
    /// A folder will be listed, and each folder in it.
    Entered,
    /// A folder has been listed with all that is in it; it lies so many levels below the beginning.
    Left(&'a RemotePath, usize),
    /// A folder could not be listed, or a name in it cannot be used.
    Failed(&'a RemotePath, Error),
}

/// Visits the tree below `root`, no deeper than `deepest` levels.
pub(super) fn walk(
    client: &mut Client,
    root: &RemotePath,
    deepest: usize,
    visit: &mut dyn FnMut(Step<'_>) -> Result<()>,
) -> Result<()> {
    let mut walk = Walk { client, deepest, entries: 0, above: Vec::new(), visit };
    walk.folder(root, 0)
}

struct Walk<'a> {
    client: &'a mut Client,
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
                Ok(MarkedListing { listing, unproved, .. }) => {
                    for entry in &listing.entries {
                        let is_unproved = unproved.contains(&entry.name);
                        self.entry(path, entry, is_unproved, depth + 1)?;
                    }
                }
                Err(stop @ Error::Stopped(_)) => return Err(stop),
                Err(error) => (self.visit)(Step::Failed(path, error))?,
            }
        }
        (self.visit)(Step::Left(path, depth))
    }

    fn entry(
        &mut self,
        folder: &RemotePath,
        entry: &Entry,
        is_unproved: bool,
        depth: usize,
    ) -> Result<()> {
        let path = folder.join(&entry.name);
        if let Err(why) = safe_name(&entry.name) {
            let why = format!("a name that cannot be used: {}: {why}", printable(&entry.name));
            return (self.visit)(Step::Failed(&path, Error::Plain(Class::Refused, why)));
        }
        (self.visit)(Step::Found(&path, entry))?;
        if entry.kind != Kind::Dir {
            return Ok(());
        }
        if is_unproved {
            (self.visit)(Step::Unproved(&path))?;
        }
        // A folder within itself is a link that the server lists as a folder.
        if entry.unique.is_some() && self.above.contains(&entry.unique) {
            let error = Error::Plain(Class::Refused, "a link to a folder that it lies in".into());
            return (self.visit)(Step::Failed(&path, error));
        }
        self.above.push(entry.unique.clone());
        let below = self.folder(&path, depth);
        self.above.pop();
        below
    }

    fn list(&mut self, path: &RemotePath, depth: usize) -> Result<MarkedListing> {
        let shown = printable(path.as_bytes());
        if depth >= MOST_LEVELS {
            return Err(Error::Plain(
                Class::Safety,
                format!("more than {MOST_LEVELS} levels deep"),
            ));
        }
        let mut marked =
            listed(self.client, path).map_err(|e| e.during(format!("listing {shown}")))?;
        let entries = &mut marked.listing.entries;
        self.entries = self.entries.saturating_add(entries.len());
        if self.entries > MAX_ENTRIES {
            return Err(Error::Plain(Class::Safety, format!("more than {MAX_ENTRIES} names")));
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(marked)
    }
}

/// Lists a folder and marks the links in it, as often as its connection is lost, within the rules of the run.
pub(super) fn listed(client: &mut Client, path: &RemotePath) -> Result<MarkedListing> {
    let mut attempts = client.attempts(format!("listing {}: ", printable(path.as_bytes())));
    let listed = loop {
        let op = |session: &mut Session| session.list_marking_links(path, LinkSearch::ToFolders);
        match client.with_data(Idempotence::Harmless, op) {
            Err(error) => attempts.again_after(error)?,
            Ok(listed) => break listed,
        }
    };
    match listed {
        MarkedListed::Folder(marked) => {
            marked.listing.check()?;
            Ok(marked)
        }
        MarkedListed::Single(_) => Err(Error::Plain(Class::Refused, "no folder any more".into())),
    }
}
