//! Removing one remote name: whether it is a link or a folder, and the command for it. Which names are removed is left to
//! `rm` and `find`.

use super::remote_change::{Name, Turn, insist};
use super::walk::listed;
use crate::error::{Result, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::Kind;
use crate::ftp::path::RemotePath;

/// Refuses the login folder and those that it lies in, however they are written.
pub(super) fn refuse_home(client: &mut Client, path: &RemotePath) -> Result<()> {
    let path = path.collapsed();
    let home = client.session()?.home().map(RemotePath::collapsed);
    let holds = home.as_ref().is_some_and(|home| *home == path || path.holds(home));
    if holds || path.name().is_none() {
        return Err(usage("the login folder and the folders that it lies in are not removed"));
    }
    Ok(())
}

/// A name that is to be removed.
pub(super) struct Doomed {
    pub(super) path: RemotePath,
    pub(super) kind: Kind,
    pub(super) proof: LinkProof,
}

/// Whether a folder is proved to be no link to one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkProof {
    Proved,
    Unproved,
}

impl Doomed {
    /// A name that is no link, or is removed as one.
    pub(super) fn new(path: &RemotePath, kind: Kind) -> Self {
        Self { path: path.clone(), kind, proof: LinkProof::Proved }
    }
}

/// Looks at a name. A folder is one only if it is no link: servers enter both alike, and ftp-srv removes folders by
/// DELE.
pub(super) fn found(client: &mut Client, name: &Name) -> Result<Doomed> {
    let path = &name.path;
    if let Some(kind @ (Kind::File | Kind::Symlink | Kind::Other)) = name.kind {
        return Ok(Doomed::new(path, kind));
    }
    if !insist(client, "looking at", path, |session, _| session.is_folder(path))? {
        // A folder that may be listed above, and not entered.
        let kind = if name.kind == Some(Kind::Dir) { Kind::Dir } else { Kind::File };
        return Ok(Doomed::new(path, kind));
    }
    let folder = path.parent().unwrap_or_default();
    let marked = listed(client, &folder)
        .map_err(|error| error.during("telling whether it is a link or a folder"))?;
    let own = path.name().unwrap_or_default();
    let entry = marked.listing.entries.iter().find(|entry| entry.name == own);
    // libunftp lists a link to a folder as a file, and enters it.
    if let Some(other) = entry.map(|entry| entry.kind).filter(|kind| *kind != Kind::Dir) {
        return Ok(Doomed::new(path, other));
    }
    let is_proved = entry.is_some() && !marked.unproved.contains(own);
    let proof = if is_proved { LinkProof::Proved } else { LinkProof::Unproved };
    Ok(Doomed { proof, ..Doomed::new(path, Kind::Dir) })
}

/// Removes one thing. Where the reply to an earlier try was lost, a name that is gone counts as removed.
pub(super) fn remove(client: &mut Client, path: &RemotePath, kind: Kind) -> Result<()> {
    insist(client, "removing", path, |session, turn| {
        let removed = match kind {
            Kind::Dir => session.remove_folder(path),
            _ => session.delete(path),
        };
        match removed {
            Err(error) if turn == Turn::Again && error.refusal().is_some() => {
                if session.lookup(path)?.is_none() { Ok(()) } else { Err(error) }
            }
            other => other,
        }
    })
}
