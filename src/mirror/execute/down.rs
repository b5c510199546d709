//! The actions of a plan whose target is local. Nothing is written or removed through a symbolic link below the root.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use rustix::fs::{FileType, Mode, OFlags};

use super::super::ledger::Seen;
use super::super::path_of;
use super::super::plan::Removal;
use super::super::times::{Stamp, Unit};
use super::super::tree::Entry;
use super::job::{Backup, Done, SourceAfter};
use super::running::Running;
use crate::error::{Class, Error, Result, local};
use crate::ftp::client::Client;
use crate::transfer::get::get;
use crate::transfer::local::{Place, Root, Target};
use crate::transfer::remove_source::remove_source;
use crate::transfer::{Stamped, Times};

/// The permissions of a folder before the umask, where the source has none.
const NEW_FOLDER: u32 = 0o777;

/// Fetches one file.
pub(super) fn transfer(
    running: &Running<'_>,
    client: &mut Client,
    path: &[u8],
    replaces: bool,
) -> Result<Done> {
    let job = running.job;
    let to = running.target()?.place(path_of(path))?;
    let entry = job.source.find(path);
    let rules = &job.rules_for(path, replaces);
    let target = Target::Below(to.clone());
    let transferred = get(client, &job.remote_path(path), &target, rules, job.observer)?;
    let mut moved = transferred.moved;
    if let (false, Some(mode)) = (replaces, entry.and_then(Entry::mode)) {
        keep_mode(&to, mode).map_err(local(to.path()))?;
    }
    let listed = entry.and_then(Entry::time);
    if moved.stamped == Stamped::No && job.rules.times == Times::Keep && set_time(&to, listed) {
        moved.stamped = Stamped::Yes;
    }
    if moved.stamped == Stamped::No {
        let local = time(&to).map_err(local(to.path()))?;
        running.unstamped(path, Seen { size: moved.bytes, local, remote: listed });
    }
    let source_after = job.source_after(path);
    if source_after == SourceAfter::Removed {
        remove_source(client, moved.completion, &transferred.source)?;
    }
    Ok(Done::Moved(moved, source_after))
}

/// Gives a new file the permissions of its source, as far as the umask allows and its owner can use it.
fn keep_mode(place: &Place, mode: u16) -> io::Result<()> {
    let mode = u32::from(mode) & 0o777 & !umask() | 0o600;
    let file = place.open(OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    if file.metadata()?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    file.set_permissions(Permissions::from_mode(mode))
}

/// The permissions that this process gives to nobody. The system call that returns them changes them, which is not for
/// threads.
fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("Umask:"));
    mask.and_then(|mask| u32::from_str_radix(mask.trim(), 8).ok()).unwrap_or(0o077)
}

/// Sets a time, if it is exact; returns whether it is set.
fn set_time(place: &Place, time: Option<Stamp>) -> bool {
    let Some(time) = time.filter(|time| time.universal && time.unit <= Unit::Second) else {
        return false;
    };
    let Ok(secs) = u64::try_from(time.secs) else { return false };
    UNIX_EPOCH
        .checked_add(Duration::from_secs(secs))
        .is_some_and(|at| place.set_modified(at).is_ok())
}

/// When a file was modified, in seconds and nanoseconds.
fn time(place: &Place) -> io::Result<(i64, u32)> {
    let found = place.status()?.ok_or(ErrorKind::NotFound)?;
    Ok((found.st_mtime, u32::try_from(found.st_mtime_nsec).unwrap_or(0)))
}

/// Makes one folder, with the permissions of its source as far as the umask allows and its owner can use it; that it is
/// there already is fine.
pub(super) fn make_folder(running: &Running<'_>, path: &[u8]) -> Result<()> {
    let place = running.target()?.place(path_of(path))?;
    let mode = running.job.source.find(path).and_then(Entry::mode).map(u32::from);
    // Some servers know no permissions and list folders that nobody may enter.
    let mode = mode.filter(|mode| mode & 0o111 != 0).map_or(NEW_FOLDER, |mode| mode & 0o777);
    make_folder_at(&place, mode | 0o700)
}

fn make_folder_at(place: &Place, mode: u32) -> Result<()> {
    let is_folder = || {
        let found = place.status().ok().flatten();
        found.is_some_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Directory)
    };
    match place.make_folder(Mode::from_raw_mode(mode)) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && is_folder() => Ok(()),
        outcome => outcome.map_err(local(place.path())),
    }
}

/// Removes one file, link or folder, or moves it to the backup folder.
pub(super) fn remove(running: &Running<'_>, path: &[u8], how: Removal) -> Result<()> {
    let place = running.target()?.place(path_of(path))?;
    let removed = match how {
        Removal::Delete => place.remove(),
        Removal::RemoveFolder => place.remove_folder(),
        Removal::Backup => return backup(running, path, &place),
    };
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(local(place.path())),
    }
}

fn backup(running: &Running<'_>, path: &[u8], from: &Place) -> Result<()> {
    let Some(Backup::Local(folder)) = &running.job.backup else {
        return Err(Error::Plain(Class::Usage, "no backup folder".into()));
    };
    fs::create_dir_all(folder).map_err(local(folder))?;
    let root = Root::open(folder)?;
    let path = path_of(path);
    let above: Vec<&Path> = path.ancestors().skip(1).collect();
    for folder in above.into_iter().rev().filter(|above| !above.as_os_str().is_empty()) {
        make_folder_at(&root.place(folder)?, NEW_FOLDER)?;
    }
    let to = root.place(path)?;
    match from.rename(&to) {
        // Another file system.
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            move_bytes(from, &to).map_err(local(from.path()))
        }
        moved => moved.map_err(local(from.path())),
    }
}

/// Copies a file with its permissions and time, then removes it.
fn move_bytes(from: &Place, to: &Place) -> io::Result<()> {
    let mut source = from.open(OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    let found = source.metadata()?;
    if !found.is_file() {
        return Err(ErrorKind::CrossesDevices.into());
    }
    if let Err(error) = to.remove()
        && error.kind() != ErrorKind::NotFound
    {
        return Err(error);
    }
    let mode = Mode::from_raw_mode(found.permissions().mode() & 0o777);
    let mut copy = to.open(OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, mode)?;
    io::copy(&mut source, &mut copy)?;
    found.modified().and_then(|time| File::set_modified(&copy, time))?;
    from.remove()
}

/// Makes a link. The entry in its place has been removed.
pub(super) fn make_link(running: &Running<'_>, path: &[u8], to: &[u8]) -> Result<()> {
    let place = running.target()?.place(path_of(path))?;
    place.make_link(OsStr::from_bytes(to)).map_err(local(place.path()))
}

/// Gives folders that were made the times of their sources, the deepest first; it is no failure if that cannot be.
pub(super) fn folder_times(running: &Running<'_>, folders: &[Vec<u8>]) -> Result<()> {
    let job = running.job;
    if job.rules.times == Times::Leave {
        return Ok(());
    }
    let target = running.target()?;
    for path in folders {
        if let Ok(place) = target.place(path_of(path)) {
            set_time(&place, job.source.find(path).and_then(Entry::time));
        }
    }
    Ok(())
}
