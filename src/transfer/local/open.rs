//! The file of a download: opened beside its target, in place of it or as a stream, and renamed to it at the end.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{Mode, OFlags};

use super::place::Place;
use super::stream::Stream;
use super::target::Target;
use crate::error::{Class, Error, Result, local, timed_out};
use crate::net::cancel::Cancel;
use crate::transfer::rules::{Fsync, WriteMode};
use crate::transfer::temporary;

/// The permission bits that a file keeps when it is replaced. Set-user-id, set-group-id and the sticky bit are not
/// among them: bytes from a server must not run with the rights of a file's owner.
const KEPT_PERMISSIONS: u32 = 0o777;

/// The permissions of a new file, before the umask.
const NEW_FILE: u32 = 0o666;

/// Where the bytes go.
pub(super) enum Out {
    /// A temporary file beside its target.
    Temporary { file: File, temporary: Temporary, target: Place },
    /// The file itself: asked for, or a device or pipe that cannot be replaced.
    InPlace { file: File, special: bool },
    /// A stream.
    Stream(Stream),
}

/// A temporary file, removed when it is dropped unless it was renamed or kept.
pub(super) struct Temporary {
    place: Option<Place>,
}

impl Temporary {
    pub(super) fn at(place: Place) -> Self {
        Self { place: Some(place) }
    }

    /// Where it is.
    pub(super) fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Leaves the file where it is; returns where.
    pub(super) fn keep(mut self) -> Option<Place> {
        self.place.take()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(place) = self.place.take() {
            // It may be gone: then there is nothing to remove.
            let _ = place.remove();
        }
    }
}

impl Out {
    /// Opens a target for writing, empty; a temporary file's path is announced first.
    pub(super) fn open(
        target: &Target,
        write_mode: WriteMode,
        cancel: &Cancel,
        announce: &dyn Fn(&Path),
    ) -> Result<Self> {
        match target {
            Target::Stream(stream) => Ok(Out::Stream(stream.clone())),
            Target::File(path) => at_path(path, write_mode, cancel, announce),
            Target::Below(place) => at_place(place, write_mode, announce),
        }
    }

    /// Ends the file: with its time if one is given, under its final name.
    pub(super) fn finish(self, modified: Option<SystemTime>, fsync: Fsync) -> io::Result<()> {
        match self {
            Out::Temporary { file, temporary, target } => {
                rename_into_place(file, temporary, &target, modified, fsync)
            }
            Out::InPlace { file, special: false } => finish_in_place(&file, modified, fsync),
            Out::InPlace { .. } | Out::Stream(_) => Ok(()),
        }
    }
}

/// Opens the file at a path that a user typed.
fn at_path(
    path: &Path,
    write_mode: WriteMode,
    cancel: &Cancel,
    announce: &dyn Fn(&Path),
) -> Result<Out> {
    let target = final_path(path);
    let special = fs::metadata(&target).is_ok_and(|found| !found.is_file());
    if special || write_mode == WriteMode::Direct {
        let file = open_in_place(target, special, cancel, path)?;
        return Ok(Out::InPlace { file, special });
    }
    Place::typed(&target).and_then(|target| beside(target, announce)).map_err(local(path))
}

/// Opens the file at a place of a tree, where no link is followed.
fn at_place(place: &Place, write_mode: WriteMode, announce: &dyn Fn(&Path)) -> Result<Out> {
    let shown = place.path();
    if place.is_taken_by_another_kind().map_err(local(shown))? {
        let text = format!("{} is no file any more: it is not replaced", shown.display());
        return Err(Error::Plain(Class::Safety, text));
    }
    if write_mode == WriteMode::Direct {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::TRUNC;
        let file = place.open(flags, Mode::from_raw_mode(NEW_FILE)).map_err(local(shown))?;
        return Ok(Out::InPlace { file, special: false });
    }
    beside(place.clone(), announce).map_err(local(shown))
}

/// A fresh temporary file in the folder of `target`.
fn beside(target: Place, announce: &dyn Fn(&Path)) -> io::Result<Out> {
    // A private file must not be readable by others while its new version is fetched.
    let mode = target.status()?.map_or(NEW_FILE, |old| old.st_mode & KEPT_PERMISSIONS);
    loop {
        let fresh = temporary::name_for(target.name().as_bytes());
        let place = target.beside(OsString::from_vec(fresh));
        announce(place.path());
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL;
        match place.open(flags, Mode::from_raw_mode(mode)) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
            Ok(file) => {
                return Ok(Out::Temporary { file, temporary: Temporary::at(place), target });
            }
        }
    }
}

/// As many links in a row as Linux follows.
const MOST_LINKS: usize = 40;

/// Where a path leads: a link is followed, as cp does, and the file that it points to is replaced or made.
pub(super) fn final_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let mut target = path.to_owned();
        for _ in 0..MOST_LINKS {
            let Ok(to) = fs::read_link(&target) else { break };
            target = target.parent().unwrap_or(Path::new("")).join(to);
        }
        target
    })
}

/// A pipe without a reader keeps `open` waiting: that must not keep us from being interrupted.
fn open_in_place(target: PathBuf, special: bool, cancel: &Cancel, path: &Path) -> Result<File> {
    let opened = cancel.apart(None, move || {
        let mut options = OpenOptions::new();
        options.mode(NEW_FILE);
        options.write(true).read(!special).create(true).truncate(!special).open(target)
    })?;
    match opened {
        Some(file) => file.map_err(local(path)),
        None => Err(timed_out(format!("opening {}", path.display()))),
    }
}

fn rename_into_place(
    file: File,
    temporary: Temporary,
    target: &Place,
    modified: Option<SystemTime>,
    fsync: Fsync,
) -> io::Result<()> {
    if let Some(time) = modified {
        file.set_modified(time)?;
    }
    if let Some(old) = target.status()? {
        file.set_permissions(Permissions::from_mode(old.st_mode & KEPT_PERMISSIONS))?;
    }
    if fsync == Fsync::Wait {
        file.sync_all()?;
    }
    drop(file);
    if let Some(place) = &temporary.place {
        place.rename(target)?;
    }
    let _ = temporary.keep();
    if fsync == Fsync::Wait { target.sync_folder() } else { Ok(()) }
}

fn finish_in_place(file: &File, modified: Option<SystemTime>, fsync: Fsync) -> io::Result<()> {
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o7777 & !KEPT_PERMISSIONS != 0 {
        file.set_permissions(Permissions::from_mode(mode & KEPT_PERMISSIONS))?;
    }
    if let Some(time) = modified {
        file.set_modified(time)?;
    }
    if fsync == Fsync::Wait { file.sync_all() } else { Ok(()) }
}
