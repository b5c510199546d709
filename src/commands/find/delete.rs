//! `find --delete`: removes what a search found, once all of the tree has been listed.

use super::super::inspect::Inspection;
use super::super::remote_change::{Name, refused};
use super::super::removal::{LinkProof, found, refuse_home, remove};
use super::{Event, Search};
use crate::error::{Error, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::Kind;
use crate::ftp::path::RemotePath;

/// Removes the matches in a tree, the deepest first. Nothing is removed where a listing is incomplete, nor below a
/// folder that is not proved to be no link.
pub(super) fn matches(
    search: &Search<'_>,
    run: &mut Inspection<'_>,
    client: &mut Client,
    root: &Name,
) -> Result<()> {
    let mut doomed: Vec<(RemotePath, Kind)> = Vec::new();
    let mut unproved: Vec<RemotePath> = Vec::new();
    let mut is_whole = true;
    if is_unproved(client, root)? {
        unproved.push(root.path.clone());
    }
    search.tree(run, client, &root.path, &mut |_, event| {
        match event {
            Event::Match(path, entry) => doomed.push((path.clone(), entry.kind)),
            Event::Unproved(path) => unproved.push(path.clone()),
            Event::NotListed => is_whole = false,
        }
        Ok(())
    })?;
    if !is_whole {
        return run.withheld(&root.path, "a listing is incomplete: nothing is removed");
    }
    // A path comes behind those that it lies in.
    doomed.sort_by(|(a, _), (b, _)| b.cmp(a));
    let is_sure = |path: &RemotePath| !unproved.iter().any(|link| link == path || link.holds(path));
    let (sure, unsure): (Vec<_>, Vec<_>) = doomed.into_iter().partition(|(path, _)| is_sure(path));
    for (path, kind) in sure {
        let removed = match kind {
            Kind::Dir => refuse_home(client, &path).and_then(|()| remove(client, &path, kind)),
            _ => remove(client, &path, kind),
        };
        match removed {
            Ok(()) => run.removed(&path)?,
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(error) => run.failed(&path, &error)?,
        }
    }
    let held = unproved
        .iter()
        .filter(|link| unsure.iter().any(|(path, _)| *link == path || link.holds(path)));
    held.into_iter().try_for_each(|link| {
        run.withheld(link, "it may be a link to a folder elsewhere: nothing in it is removed")
    })
}

/// Whether the root may be a link. The login folder has no name to be one.
fn is_unproved(client: &mut Client, root: &Name) -> Result<bool> {
    if root.path.name().is_none() {
        return Ok(false);
    }
    let looked = found(client, &Name { path: root.path.clone(), kind: root.kind, entry: None })?;
    match looked.kind {
        Kind::Dir => Ok(looked.proof == LinkProof::Unproved),
        Kind::Symlink => Err(refused("a link: name the folder that it leads to")),
        Kind::File | Kind::Other => Ok(false),
    }
}
