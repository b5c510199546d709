//! Backups of replaced files: made at the last moment, when the new file is whole and verified. Were they made earlier,
//! a transfer that fails would cost the file that was there, or an older backup.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::{folders, temporary};
use crate::error::{Error, Result, local, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::namespace::Renamed;
use crate::ftp::path::RemotePath;

/// The fate of a file that another replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OnReplace {
    /// It is gone.
    #[default]
    Replaced,
    /// It stays, under this path on its side; an older backup there goes.
    KeptAs(Vec<u8>),
}

impl OnReplace {
    /// Where it is kept on the server.
    pub(super) fn remote(&self) -> Option<RemotePath> {
        match self {
            OnReplace::Replaced => None,
            OnReplace::KeptAs(path) => Some(RemotePath::new(path.as_slice())),
        }
    }
}

/// Renames a remote file to its backup, and makes the folders for it. That there is no such file is fine: an earlier
/// try may have renamed it, and its reply been lost.
pub fn set_aside(client: &mut Client, from: &RemotePath, to: &RemotePath) -> Result<()> {
    let explain = |error: Error| {
        let (from, to) = (printable(from.as_bytes()), printable(to.as_bytes()));
        error.during(format!("keeping the old {from} as {to}"))
    };
    let mut said = match client.with(|session| session.rename(from, to, &[])).map_err(explain)? {
        Renamed::Done => return Ok(()),
        Renamed::NotFrom(said) => {
            let there = client.with(|session| session.lookup(from)).map_err(explain)?;
            return if there.is_none() { Ok(()) } else { Err(explain(Error::Refused(said))) };
        }
        Renamed::NotTo(said) => said,
    };
    // Its folder is missing, for which pure-ftpd says 451, or an older one is in the way (IIS).
    for remedy in [make_room_above, make_room_at] {
        remedy(client, to).map_err(explain)?;
        match client.with(|session| session.rename(from, to, &[])).map_err(explain)? {
            Renamed::Done => return Ok(()),
            Renamed::NotFrom(again) | Renamed::NotTo(again) => said = again,
        }
        if said.is_transient() {
            break;
        }
    }
    Err(explain(Error::Refused(said)))
}

fn make_room_above(client: &mut Client, path: &RemotePath) -> Result<()> {
    match path.parent() {
        Some(above) => folders::make_all(client, &above),
        None => Ok(()),
    }
}

fn make_room_at(client: &mut Client, path: &RemotePath) -> Result<()> {
    match client.with(|session| session.delete(path)) {
        // The refusal of the rename says more.
        Err(error) if error.refusal().is_some() => Ok(()),
        other => other,
    }
}

/// Renames a backup to the file that it was, where nothing came in its place.
pub(super) fn put_back(client: &mut Client, from: &RemotePath, to: &RemotePath) -> Result<bool> {
    if client.with(|session| session.lookup(to))?.is_some() {
        return Ok(false);
    }
    Ok(client.with(|session| session.rename(from, to, &[]))? == Renamed::Done)
}

/// Keeps a local file under a second name, and makes the folders for it. It stays under its own name too, until the new
/// one takes that: at no time there is none.
pub(super) fn keep_here(from: &Path, to: &Path) -> Result<()> {
    let kept = || -> io::Result<()> {
        if !fs::symlink_metadata(from)?.is_file() {
            return Ok(());
        }
        if let Some(above) = to.parent() {
            fs::create_dir_all(above)?;
        }
        // Beside its place first: an older backup goes only when this one is whole.
        let name = to.file_name().unwrap_or_default().as_encoded_bytes();
        let fresh = to.with_file_name(String::from_utf8_lossy(&temporary::name_for(name)).as_ref());
        let done = copy_or_link(from, &fresh).and_then(|()| fs::rename(&fresh, to));
        if done.is_err() {
            // It may not even be there.
            let _ = fs::remove_file(&fresh);
        }
        done
    };
    match kept() {
        Err(error) if error.kind() == ErrorKind::NotFound && !from.exists() => Ok(()),
        kept => kept.map_err(local(to)),
    }
}

fn copy_or_link(from: &Path, to: &Path) -> io::Result<()> {
    // Another file system, or one without links.
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let time = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(time)
}
