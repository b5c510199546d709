//! The work of a run, and its outcome.

use std::borrow::Cow;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::ledger::{LedgerWriter, Seen};
use super::super::names::{Paths, lies_in};
use super::super::plan::Action;
use super::super::tree::Tree;
use super::super::{Direction, path_of};
use crate::error::Result;
use crate::ftp::path::RemotePath;
use crate::transfer::backup::OnReplace;
use crate::transfer::progress::Observer;
use crate::transfer::{Moved, Rules};

/// The work of a run.
pub struct Job<'a> {
    /// Which side is the source.
    pub direction: Direction,
    /// The local root, without links in it.
    pub local: &'a Path,
    /// The remote root.
    pub remote: &'a RemotePath,
    /// The source as it was scanned.
    pub source: &'a Tree,
    /// How files are moved.
    pub rules: &'a Rules,
    /// The folder that keeps deleted and replaced files, if they are kept.
    pub backup: Option<Backup>,
    /// What becomes of sources.
    pub source_after: SourceAfter,
    /// Folders whose sources stay all the same: they may be links to folders elsewhere.
    pub kept: &'a Paths,
    /// The effect of the first failure.
    pub failure: Failure,
    /// Takes the files that were moved without their times.
    pub ledger: &'a LedgerWriter,
    /// Draws the progress of files.
    pub observer: &'a dyn Observer,
    /// Reports an action that is done, or failed. An error ends the run.
    pub report: &'a Report<'a>,
}

/// Reports an action with the time that it took and its outcome.
pub type Report<'a> = dyn Fn(&Action, Duration, Result<Done>) -> Result<()> + Sync + 'a;

/// The folder that keeps deleted and replaced files.
#[derive(Clone, Debug)]
pub enum Backup {
    /// A local one.
    Local(PathBuf),
    /// One on the server.
    Remote(RemotePath),
}

/// What becomes of the source of a file that arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceAfter {
    /// It stays.
    #[default]
    Stays,
    /// It is removed, once its copy is verified.
    Removed,
}

/// The effect of a failure on the rest of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failure {
    /// Nothing.
    #[default]
    GoesOn,
    /// It ends the run.
    Stops,
}

/// The result of one action.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// A file was moved.
    Moved(Moved, SourceAfter),
    /// A folder or link was made, something was deleted or moved away.
    Changed,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Actions that failed.
    pub failed: usize,
    /// Actions whose turn never came.
    pub untried: usize,
    /// Deletions that were not made because something failed.
    pub withheld: usize,
    /// Files that were moved without their times.
    pub unstamped: Vec<(Vec<u8>, Seen)>,
}

impl Job<'_> {
    /// What becomes of the source at a path.
    pub(super) fn source_after(&self, path: &[u8]) -> SourceAfter {
        if lies_in(path, self.kept) { SourceAfter::Stays } else { self.source_after }
    }

    /// The local path of what lies below the root.
    pub(super) fn local_path(&self, path: &[u8]) -> PathBuf {
        if path.is_empty() { self.local.to_owned() } else { self.local.join(path_of(path)) }
    }

    /// The remote path of what lies below the root.
    pub(super) fn remote_path(&self, path: &[u8]) -> RemotePath {
        super::super::place(self.remote, path)
    }

    /// The rules for one file: with the backup of the file that it replaces, where that is kept.
    pub(super) fn rules_for(&self, path: &[u8], replaces: bool) -> Cow<'_, Rules> {
        let backup = self.backup.as_ref().filter(|_| replaces).map(|backup| match backup {
            Backup::Local(folder) => folder.join(path_of(path)).into_os_string().into_vec(),
            Backup::Remote(folder) => folder.join(path).as_bytes().to_vec(),
        });
        match backup {
            Some(path) => {
                Cow::Owned(Rules { on_replace: OnReplace::KeptAs(path), ..self.rules.clone() })
            }
            None => Cow::Borrowed(self.rules),
        }
    }
}
