//! One run at a time for each pair of trees.
//!
//! The system forgets the lock with the process that holds it, however that ended: there are no stale ones.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::{Class, Error, Result, local};

/// Holds a lock until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock; an error of class `Locked` where another run has it.
    pub fn take(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(local(folder))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path).map_err(local(path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {
                // Whose it is, is for messages only.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                Ok(Self { _file: file })
            }
            Err(Errno::WOULDBLOCK) => {
                let mut owner = String::new();
                let _ = file.rewind().and_then(|()| file.take(20).read_to_string(&mut owner));
                let text = format!("another run (process {}) mirrors these two now", owner.trim());
                Err(Error::Plain(Class::Locked, text))
            }
            // A file system without locks cannot keep a second run away.
            Err(_) => Ok(Self { _file: file }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_one_runs_until_it_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("locks/x");
        let first = Lock::take(&path).expect("free");
        assert_eq!(Lock::take(&path).expect_err("taken").class(), Class::Locked);
        drop(first);
        assert!(Lock::take(&path).is_ok());
    }
}
