//! Names in open folders: links on the way to a [`Place`] cannot lead an operation elsewhere.
//!
//! A place below a [`Root`] is reached without passing any link; one that a user typed, through the links in it.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::fd::{AsFd as _, OwnedFd};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{
    AtFlags, CWD, FileType, Mode, OFlags, Stat, Timespec, Timestamps, UTIME_OMIT, linkat, mkdirat,
    openat, renameat, statat, symlinkat, unlinkat, utimensat,
};
use rustix::io::Errno;

use crate::error::{Class, Error, Result, local};

/// How a folder is opened that only other names are looked up in: that needs no permission to read it.
#[cfg(target_os = "linux")]
const LOOK_UP: OFlags = OFlags::PATH;
#[cfg(not(target_os = "linux"))]
const LOOK_UP: OFlags = OFlags::RDONLY;

/// A folder below which nothing is reached through a link.
#[derive(Clone, Debug)]
pub struct Root {
    folder: Arc<OwnedFd>,
    path: PathBuf,
}

/// A name in an open folder. A link of that name is never followed.
#[derive(Clone, Debug)]
pub struct Place {
    folder: Arc<OwnedFd>,
    name: OsString,
    path: PathBuf,
}

impl Root {
    /// Opens a folder; links on the way to it are followed.
    pub fn open(path: &Path) -> Result<Self> {
        let folder =
            openat(CWD, path, LOOK_UP | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
        let folder = Arc::new(folder.map_err(|error| local(path)(error.into()))?);
        Ok(Self { folder, path: path.to_owned() })
    }

    /// The place at a relative path of plain names. An error of the class `Safety` where one of the folders on the way
    /// is a link: it would lead out of the tree.
    pub fn place(&self, relative: &Path) -> Result<Place> {
        let path = self.path.join(relative);
        let is_plain = |part| matches!(part, Component::Normal(_));
        let Some(name) = relative.file_name().filter(|_| relative.components().all(is_plain))
        else {
            let text = format!("{} is no path of plain names", relative.display());
            return Err(Error::Plain(Class::Safety, text));
        };
        let folder = match relative.parent().filter(|above| !above.as_os_str().is_empty()) {
            None => Arc::clone(&self.folder),
            Some(above) => match open_beneath(&self.folder, above) {
                Ok(folder) => Arc::new(folder),
                Err(Errno::LOOP | Errno::NOTDIR | Errno::XDEV) => {
                    let text = "a link is on the way to it: nothing is written through links";
                    return Err(Error::Plain(Class::Safety, text.into()));
                }
                Err(error) => return Err(local(path)(error.into())),
            },
        };
        Ok(Place { folder, name: name.to_owned(), path })
    }
}

/// Opens a folder below another without passing a link.
fn open_beneath(root: &OwnedFd, relative: &Path) -> rustix::io::Result<OwnedFd> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{ResolveFlags, openat2};
        let flags = LOOK_UP | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match openat2(root, relative, flags, Mode::empty(), resolve) {
            // A kernel before 5.6, or a sandbox that does not know the call.
            Err(Errno::NOSYS | Errno::PERM) => {}
            opened => return opened,
        }
    }
    walk_beneath(root, relative)
}

/// The same by one `openat` for each folder on the way.
fn walk_beneath(root: &OwnedFd, relative: &Path) -> rustix::io::Result<OwnedFd> {
    let flags = LOOK_UP | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut folder: Option<OwnedFd> = None;
    for part in relative.components() {
        let Component::Normal(name) = part else { return Err(Errno::XDEV) };
        let above = folder.as_ref().unwrap_or(root);
        let below = openat(above, name, flags, Mode::empty())?;
        folder = Some(below);
    }
    folder.ok_or(Errno::NOENT)
}

impl Place {
    /// The place at a path as a user typed it: its folder may be reached through links.
    pub fn typed(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(ErrorKind::IsADirectory)?;
        let above = path.parent().filter(|above| !above.as_os_str().is_empty());
        let flags = LOOK_UP | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = openat(CWD, above.unwrap_or(Path::new(".")), flags, Mode::empty())?;
        Ok(Self { folder: Arc::new(folder), name: name.to_owned(), path: path.to_owned() })
    }

    /// Its path, for messages and records.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name.
    pub fn name(&self) -> &OsStr {
        &self.name
    }

    /// Another name in the same folder.
    #[must_use]
    pub fn beside(&self, name: OsString) -> Self {
        let path = self.path.with_file_name(&name);
        Self { folder: Arc::clone(&self.folder), name, path }
    }

    /// Opens the file; one that `flags` make gets `mode`, as far as the umask allows.
    pub fn open(&self, flags: OFlags, mode: Mode) -> io::Result<File> {
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(File::from(openat(&*self.folder, &self.name, flags, mode)?))
    }

    /// The status of the file or folder; `None` if there is none.
    pub fn status(&self) -> io::Result<Option<Stat>> {
        match statat(&*self.folder, &self.name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => Ok(None),
            found => found.map(Some).map_err(io::Error::from),
        }
    }

    /// Whether there is something that is no regular file.
    pub fn is_taken_by_another_kind(&self) -> io::Result<bool> {
        let found = self.status()?;
        Ok(found
            .is_some_and(|found| FileType::from_raw_mode(found.st_mode) != FileType::RegularFile))
    }

    /// Renames the file or folder; a file under the other name is replaced.
    pub fn rename(&self, to: &Self) -> io::Result<()> {
        Ok(renameat(&*self.folder, &self.name, &*to.folder, &to.name)?)
    }

    /// Gives the file a second name.
    pub fn link(&self, to: &Self) -> io::Result<()> {
        Ok(linkat(&*self.folder, &self.name, &*to.folder, &to.name, AtFlags::empty())?)
    }

    /// Makes a symbolic link that points to `target`.
    pub fn make_link(&self, target: &OsStr) -> io::Result<()> {
        Ok(symlinkat(target, &*self.folder, &self.name)?)
    }

    /// Makes a folder with `mode`, as far as the umask allows.
    pub fn make_folder(&self, mode: Mode) -> io::Result<()> {
        Ok(mkdirat(&*self.folder, &self.name, mode)?)
    }

    /// Removes a file or a link.
    pub fn remove(&self) -> io::Result<()> {
        Ok(unlinkat(&*self.folder, &self.name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self) -> io::Result<()> {
        Ok(unlinkat(&*self.folder, &self.name, AtFlags::REMOVEDIR)?)
    }

    /// Sets the modification time of a file or folder. An error where the system cannot keep that time.
    pub fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        let since = time.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
        let last_modification = Timespec::try_from(since).map_err(io::Error::other)?;
        let last_access = Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT };
        let times = Timestamps { last_access, last_modification };
        Ok(utimensat(&*self.folder, &self.name, &times, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Waits until the folder is on the disk, and with it the names in it.
    pub fn sync_folder(&self) -> io::Result<()> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        File::from(openat(self.folder.as_fd(), ".", flags, Mode::empty())?).sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    /// `tree/sub/file`, and `tree/out` that points to `outside`.
    fn tree() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("tree/sub")).expect("folders");
        fs::create_dir(folder.path().join("outside")).expect("a folder");
        fs::write(folder.path().join("tree/sub/file"), "x").expect("a file");
        symlink("../outside", folder.path().join("tree/out")).expect("a link");
        symlink("sub", folder.path().join("tree/inner")).expect("a link");
        folder
    }

    #[test]
    fn a_place_below_a_root_is_never_reached_through_a_link() {
        let folder = tree();
        let root = Root::open(&folder.path().join("tree")).expect("a root");
        assert!(root.place(Path::new("sub/file")).is_ok());
        for path in ["out/file", "inner/file", "sub/file/x", "../outside/x", "/x", "sub/../x", ""] {
            let error = root.place(Path::new(path)).expect_err(path);
            assert_eq!(error.class(), Class::Safety, "{path}: {error}");
        }
        assert_eq!(root.place(Path::new("none/x")).expect_err("missing").class(), Class::Local);
    }

    #[test]
    fn walking_finds_what_one_call_finds() {
        let folder = tree();
        let root = Root::open(&folder.path().join("tree")).expect("a root");
        fs::create_dir(folder.path().join("tree/sub/below")).expect("a folder");
        for path in ["sub", "sub/below", "out", "inner", "inner/below", "none", "sub/file"] {
            let (one, each) = (
                open_beneath(&root.folder, Path::new(path)).is_ok(),
                walk_beneath(&root.folder, Path::new(path)).is_ok(),
            );
            assert_eq!(one, each, "{path}");
        }
    }

    #[test]
    fn a_link_under_the_name_itself_is_not_opened() {
        let folder = tree();
        fs::write(folder.path().join("outside/precious"), "old").expect("a file");
        symlink("../outside/precious", folder.path().join("tree/link")).expect("a link");
        let root = Root::open(&folder.path().join("tree")).expect("a root");
        let place = root.place(Path::new("link")).expect("a place");
        assert!(place.open(OFlags::WRONLY | OFlags::TRUNC, Mode::empty()).is_err());
        assert!(place.is_taken_by_another_kind().expect("a status"));
        assert_eq!(fs::read(folder.path().join("outside/precious")).expect("a file"), b"old");
    }
}
