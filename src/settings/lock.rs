//! A lock that runs side by side take to change a file of the user's: each reads the text that the one before it wrote.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// Such a lock is held while a small file is read and written; on a share whose server is gone it cannot be had.
const LIMIT: Duration = Duration::from_secs(5);

/// How often it is tried meanwhile.
const TICK: Duration = Duration::from_millis(5);

/// A lock that is held; dropping it releases it.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code)] File);

impl Lock {
    /// Takes the lock for changing `file`, whose folder is made where it is missing.
    pub(super) fn for_changing(file: &Path) -> io::Result<Self> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // Nobody may write to a pipe of that name: to open it without this flag could take for ever.
        let unblocked = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        let lock = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .custom_flags(unblocked)
            .open(beside(file))?;
        let end = Instant::now() + LIMIT;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Self(lock)),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() >= end => {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                Err(TryLockError::WouldBlock) => thread::sleep(TICK),
            }
        }
    }
}

/// The file of the lock: not the changed one, which is replaced by another each time.
fn beside(file: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".lock");
    file.with_file_name(name)
}

/// Replaces a file by this text, whole or not at all. A link stays one; permissions stay, and a new file is private.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    use io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let private = fs::Permissions::from_mode(0o600);
    let mut fresh = tempfile::Builder::new().permissions(private).tempfile_in(folder)?;
    if let Ok(old) = fs::metadata(&path) {
        fresh.as_file().set_permissions(old.permissions())?;
    }
    fresh.write_all(text.as_bytes())?;
    fresh.persist(path).map(drop).map_err(|e| e.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_by_many_at_once_are_all_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("list");
        let add = |number: usize| {
            let _lock = Lock::for_changing(&file).expect("the lock");
            let before = fs::read_to_string(&file).unwrap_or_default();
            replace(&file, &format!("{before}{number}\n")).expect("written");
        };
        thread::scope(|scope| {
            let add = &add;
            (0..20).for_each(|number| drop(scope.spawn(move || add(number))));
        });
        assert_eq!(fs::read_to_string(&file).expect("the file").lines().count(), 20);
    }
}
