//! A remote tree, folder by folder: parents before children, names in the order of their bytes.
//! Symbolic links are never followed where the server shows them. What is done with the entries is left to the caller.

use std::collections::HashSet;

use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind, MAX_ENTRIES, safe_name};
use crate::ftp::ops::link_loop::{Doubt, Trail};
use crate::ftp::ops::link_proof::{LinkSearch, MarkedListed, MarkedListing};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

/// No tree that people made is deeper; one that is has a loop in it.
pub(super) const MOST_LEVELS: usize = 200;

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
    let mut walk = Walk { client, deepest, entries: 0, visit };
    walk.folder(Folder { path: root, unique: None, doubt: Doubt::None }, &Trail::default(), 0)
}

/// A folder that is entered.
#[derive(Clone, Copy)]
struct Folder<'a> {
    path: &'a RemotePath,
    unique: Option<&'a [u8]>,
    doubt: Doubt,
}

struct Walk<'a> {
    client: &'a mut Client,
    deepest: usize,
    entries: usize,
    visit: &'a mut dyn FnMut(Step<'_>) -> Result<()>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: Folder<'_>, above: &Trail, depth: usize) -> Result<()> {
        let Folder { path, unique, doubt } = folder;
        (self.visit)(Step::Entered)?;
        if depth < self.deepest {
            let listed = self.list(path, depth).and_then(|marked| {
                let trail = above.with(unique, doubt, &marked.listing.entries);
                let trail = trail.map_err(|error| error.during(listing(path)))?;
                Ok((marked, trail))
            });
            match listed {
                Ok((MarkedListing { listing, unproved, .. }, trail)) => {
                    for entry in &listing.entries {
                        let doubt = doubt_of(&entry.name, &unproved);
                        self.entry(path, (entry, doubt), &trail, depth + 1)?;
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
        (entry, doubt): (&Entry, Doubt),
        trail: &Trail,
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
        if doubt == Doubt::MayBeLink {
            (self.visit)(Step::Unproved(&path))?;
        }
        if let Err(error) = trail.check(entry) {
            return (self.visit)(Step::Failed(&path, error));
        }
        self.folder(Folder { path: &path, unique: entry.unique.as_deref(), doubt }, trail, depth)
    }

    fn list(&mut self, path: &RemotePath, depth: usize) -> Result<MarkedListing> {
        if depth >= MOST_LEVELS {
            return Err(Error::Plain(
                Class::Safety,
                format!("more than {MOST_LEVELS} levels deep"),
            ));
        }
        let mut marked = listed(self.client, path).map_err(|error| error.during(listing(path)))?;
        let entries = &mut marked.listing.entries;
        self.entries = self.entries.saturating_add(entries.len());
        if self.entries > MAX_ENTRIES {
            return Err(Error::Plain(Class::Safety, format!("more than {MAX_ENTRIES} names")));
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(marked)
    }
}

/// The words for the listing of a folder.
fn listing(path: &RemotePath) -> String {
    format!("listing {}", printable(path.as_bytes()))
}

/// Whether a folder of this name may be a link, beside those that are not proved.
pub(super) fn doubt_of(name: &[u8], unproved: &HashSet<Vec<u8>>) -> Doubt {
    if unproved.contains(name) { Doubt::MayBeLink } else { Doubt::None }
}

/// Lists a folder and marks the links in it, as often as its connection is lost, within the rules of the run.
pub(super) fn listed(client: &mut Client, path: &RemotePath) -> Result<MarkedListing> {
    let mut attempts = client.attempts(format!("{}: ", listing(path)));
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
