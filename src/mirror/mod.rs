//! Makes one tree equal to another: both are scanned, a plan is made, and the plan is carried out.
//!
//! `scan` reads, `plan` decides and touches nothing, `safety` may stop it, `execute` does it. Options come in as values,
//! and results go out as values.

pub mod compare;
pub mod execute;
pub mod filter;
pub mod ledger;
pub mod lock;
pub mod names;
pub mod plan;
pub mod plan_file;
pub mod prove;
pub mod resolve;
pub mod safety;
pub mod scan;
pub mod times;
pub mod tree;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::error::Error;
use crate::ftp::path::RemotePath;

/// How symbolic links of the source are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// They are skipped.
    #[default]
    Skip,
    /// Their targets are mirrored.
    Follow,
    /// They are made again at the target, where that is local and they stay within the tree.
    Copy,
}

/// Which side is the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the server.
    Up,
    /// From the server.
    Down,
}

/// An entry that cannot be mirrored.
#[derive(Debug)]
pub struct Problem {
    /// The path of the entry, relative to the roots.
    pub path: Vec<u8>,
    /// Why.
    pub error: Error,
    /// Whether there may be more in the tree than is known: then nothing may be deleted.
    pub incomplete: bool,
    /// Whether it is a folder that seems to lie in itself.
    pub is_loop: bool,
}

impl Problem {
    /// One entry is skipped.
    pub fn failed(path: Vec<u8>, error: Error) -> Self {
        Self { path, error, incomplete: false, is_loop: false }
    }

    /// A folder seems to lie in itself, and its entries are not taken.
    pub fn in_loop(path: Vec<u8>, error: Error) -> Self {
        Self { is_loop: true, ..Self::incomplete(path, error) }
    }

    /// The entries of a folder are not known, or not all of them.
    pub fn incomplete(path: Vec<u8>, error: Error) -> Self {
        Self { path, error, incomplete: true, is_loop: false }
    }
}

/// The remote path of an entry below the root.
pub fn place(root: &RemotePath, path: &[u8]) -> RemotePath {
    if path.is_empty() { root.clone() } else { root.join(path) }
}

/// A relative path as the local system has it.
pub fn path_of(path: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(path))
}
