//! Temporary files of interrupted runs beside the targets: reported with `-v`, never removed unasked, since another
//! run may be writing them at this moment.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use super::connections::Connections;
use super::env::Env;
use crate::error::printable;
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
use crate::transfer::temporary::is_temporary_for;

/// Names that files were to get, by folder.
type Goals<F> = BTreeMap<F, BTreeSet<Vec<u8>>>;

/// Where to look when all is done: nowhere, if nobody asked, since the names of many files take room.
pub(super) fn looked_for<T>(env: &Env<'_>, names: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if env.output().verbose == 0 { Vec::new() } else { names() }
}

/// Reports local temporary files beside the targets of downloads.
pub(super) fn report_local<'a>(env: &Env<'_>, targets: impl Iterator<Item = &'a Path>) {
    let mut goals: Goals<PathBuf> = BTreeMap::new();
    for target in targets {
        let folder = target.parent().unwrap_or(Path::new("")).to_owned();
        let name = target.file_name().unwrap_or_default().as_bytes().to_vec();
        goals.entry(folder).or_default().insert(name);
    }
    for (folder, names) in goals {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let found = fs::read_dir(here).into_iter().flatten().filter_map(Result::ok);
        for found in found.map(|found| found.file_name()) {
            if is_left(found.as_bytes(), &names) {
                let path = folder.join(OsStr::from_bytes(found.as_bytes()));
                report(env, path.as_os_str().as_bytes());
            }
        }
    }
}

/// Reports temporary files beside the goals of uploads; that costs a listing a folder.
pub(super) fn report_remote(
    env: &Env<'_>,
    servers: &mut Connections<'_>,
    server: usize,
    goals: &[RemotePath],
) {
    let Some(client) = servers.clients().nth(server) else { return };
    if goals.is_empty() || !client.is_open() {
        return;
    }
    let mut folders: Goals<Vec<u8>> = BTreeMap::new();
    for goal in goals {
        let folder = goal.parent().unwrap_or_default().as_bytes().to_vec();
        folders.entry(folder).or_default().insert(goal.name().unwrap_or_default().to_vec());
    }
    for (folder, names) in folders {
        let folder = RemotePath::new(folder);
        for name in listed(client, &folder).iter().filter(|name| is_left(name, &names)) {
            report(env, folder.join(name).as_bytes());
        }
    }
}

/// The names in a folder; none where it cannot be listed, which is no matter here.
fn listed(client: &mut Client, folder: &RemotePath) -> Vec<Vec<u8>> {
    match client.with_data(Idempotence::Harmless, |session| session.list(folder)) {
        Ok(Listed::Folder(listing)) => {
            listing.entries.into_iter().map(|entry| entry.name).collect()
        }
        _ => Vec::new(),
    }
}

fn is_left(name: &[u8], goals: &BTreeSet<Vec<u8>>) -> bool {
    goals.iter().any(|goal| is_temporary_for(name, goal))
}

fn report(env: &Env<'_>, path: &[u8]) {
    env.ui.warn(&format!(
        "{} is a temporary file: an interrupted run left it, or another run writes it",
        printable(path)
    ));
}
