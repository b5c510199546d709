//! The steps of a plan whose target is here. Nothing is ever written or removed through a symbolic link below the root.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use super::super::ledger::Seen;
use super::super::names::lies_in;
use super::super::place;
use super::super::plan::Removal;
use super::super::times::{Stamp, Unit};
use super::super::tree::Entry;
use super::{Backup, Done, Job, Running, SourceAfter, here};
use crate::error::{Class, Error, Result, local};
use crate::ftp::client::Client;
use crate::transfer::get::get;
use crate::transfer::local::Target;
use crate::transfer::remove_source::remove_source;
use crate::transfer::{Stamped, Times};

/// Fetches one file.
pub(super) fn transfer(
    running: &Running<'_>,
    client: &mut Client,
    path: &[u8],
    replaces: bool,
) -> Result<Done> {
    let job = running.job;
    let to = here(job, path);
    check_way(job, &to)?;
    if fs::symlink_metadata(&to).is_ok_and(|found| !found.is_file()) {
        return Err(Error::Plain(Class::Safety, "something else is in its place now".into()));
    }
    let from = place(job.remote, path);
    let entry = job.source.find(path);
    let rules = &job.rules_for(path, replaces);
    let transferred = get(client, &from, &Target::File(to.clone()), rules, job.observer)?;
    let mut moved = transferred.moved;
    if let (false, Some(mode)) = (replaces, entry.and_then(Entry::mode)) {
        keep_mode(&to, mode)?;
    }
    let listed = entry.and_then(Entry::time);
    if moved.stamped == Stamped::No && job.rules.times == Times::Keep && set_time(&to, listed) {
        moved.stamped = Stamped::Yes;
    }
    if moved.stamped == Stamped::No {
        let time = Stamp::of_file(&fs::metadata(&to).map_err(local(&to))?);
        let local = (time.secs, time.nanos);
        running.unstamped(path, Seen { size: moved.bytes, local, remote: listed });
    }
    if job.fate == SourceAfter::Stays || lies_in(path, job.kept) {
        return Ok(Done::Moved(moved, SourceAfter::Stays));
    }
    remove_source(client, moved.completion, &transferred.source)?;
    Ok(Done::Moved(moved, SourceAfter::Removed))
}

/// An error if a folder on the way to a path is not one of the tree: a link would lead out of it.
fn check_way(job: &Job<'_>, path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(job.local);
    let real = fs::canonicalize(folder).map_err(local(folder))?;
    if real == folder {
        return Ok(());
    }
    let text = "a link is on the way to it: nothing is written through links";
    Err(Error::Plain(Class::Safety, text.into()))
}

/// New files get the permissions of their source, as far as the umask allows and their owner can use them.
fn keep_mode(path: &Path, mode: u16) -> Result<()> {
    let mode = u32::from(mode) & 0o777 & !umask() | 0o600;
    let found = fs::metadata(path).map_err(local(path))?.permissions();
    if found.mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(local(path))
}

/// What this process gives to nobody. It can be asked only by changing it, which is not for threads, but for here.
fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("Umask:"));
    mask.and_then(|mask| u32::from_str_radix(mask.trim(), 8).ok()).unwrap_or(0o077)
}

fn set_time(path: &Path, time: Option<Stamp>) -> bool {
    let Some(time) = time.filter(|time| time.universal && time.unit <= Unit::Second) else {
        return false;
    };
    let Ok(secs) = u64::try_from(time.secs) else { return false };
    let at = UNIX_EPOCH + Duration::from_secs(secs);
    File::open(path).and_then(|file| file.set_modified(at)).is_ok()
}

/// Makes one folder, with the permissions of its source as far as the umask allows and its owner can use it; that it is
/// there already is fine.
pub(super) fn make_folder(job: &Job<'_>, path: &[u8]) -> Result<()> {
    let folder = here(job, path);
    check_way(job, &folder)?;
    let told = job.source.find(path).and_then(Entry::mode);
    // A folder that nobody may enter is the fancy of a server that knows no permissions.
    let mode =
        told.map(u32::from).filter(|mode| mode & 0o111 != 0).map_or(0o777, |mode| mode & 0o777);
    match DirBuilder::new().mode(mode | 0o700).create(&folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let found = fs::symlink_metadata(&folder).map_err(local(&folder))?;
            if found.is_dir() { Ok(()) } else { Err(local(&folder)(error)) }
        }
        outcome => outcome.map_err(local(&folder)),
    }
}

/// Removes one thing, or moves it away.
pub(super) fn remove(job: &Job<'_>, path: &[u8], how: Removal) -> Result<()> {
    let place = here(job, path);
    check_way(job, &place)?;
    let removed = match how {
        Removal::Delete => fs::remove_file(&place),
        Removal::RemoveFolder => fs::remove_dir(&place),
        Removal::Backup => return backup(job, path, &place),
    };
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(local(&place)),
    }
}

fn backup(job: &Job<'_>, path: &[u8], from: &Path) -> Result<()> {
    let Some(Backup::Local(folder)) = &job.backup else {
        return Err(Error::Plain(Class::Usage, "no backup folder".into()));
    };
    let to = folder.join(super::path_of(path));
    if let Some(above) = to.parent() {
        fs::create_dir_all(above).map_err(local(above))?;
    }
    match fs::rename(from, &to) {
        // Another file system.
        Err(error)
            if error.kind() == ErrorKind::CrossesDevices
                && from.is_file()
                && !from.is_symlink() =>
        {
            fs::copy(from, &to).map_err(local(&to))?;
            let time = fs::metadata(from).and_then(|found| found.modified());
            if let Ok(time) = time {
                let _ = File::open(&to).and_then(|file| file.set_modified(time));
            }
            fs::remove_file(from).map_err(local(from))
        }
        moved => moved.map_err(local(from)),
    }
}

/// Makes a link. What stands in its place was removed before, or is a link that is replaced.
pub(super) fn link(job: &Job<'_>, path: &[u8], to: &[u8]) -> Result<()> {
    let place = here(job, path);
    check_way(job, &place)?;
    std::os::unix::fs::symlink(OsStr::from_bytes(to), &place).map_err(local(&place))
}

/// Folders that were made get the times of their sources, the deepest first.
pub(super) fn folder_times(job: &Job<'_>, folders: &[Vec<u8>]) {
    if job.rules.times == Times::Leave {
        return;
    }
    for path in folders {
        let folder = here(job, path);
        if check_way(job, &folder).is_ok() {
            set_time(&folder, job.source.find(path).and_then(Entry::time));
        }
    }
}
