//! The facts by which a source is recognized before it is removed.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::error::{Result, local};
use crate::ftp::ops::digest::Digest;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;

/// A source as it was when its copy was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFacts {
    /// A stream: there is nothing to remove.
    Stream,
    /// A local file.
    Local(LocalFacts),
    /// A file on the server.
    Remote(RemoteFacts),
}

/// A local file as it was when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFacts {
    /// Where it is.
    pub path: PathBuf,
    /// The number of its device.
    pub device: u64,
    /// Its number on that device.
    pub inode: u64,
    /// Bytes.
    pub size: u64,
    /// Its last modification, in seconds and nanoseconds since 1970.
    pub modified: (i64, i64),
}

/// A file on the server as it was when it was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFacts {
    /// Where it is.
    pub path: RemotePath,
    /// Size and time, as far as the server reports them.
    pub facts: Facts,
    /// The digest that the server computed of it, if that was asked for.
    pub digest: Option<Digest>,
}

impl LocalFacts {
    /// Those of a file that is open or was just looked at.
    pub fn new(path: &Path, found: &Metadata) -> Self {
        Self {
            path: path.to_owned(),
            device: found.dev(),
            inode: found.ino(),
            size: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
        }
    }

    /// Those of the file that is under a path now.
    pub fn read(path: &Path) -> Result<Self> {
        fs::metadata(path).map(|found| Self::new(path, &found)).map_err(local(path))
    }
}
