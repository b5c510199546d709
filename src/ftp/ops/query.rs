//! Questions that can be asked ahead of their use, so that they travel with other commands, and the answers that are
//! kept until somebody wants them. Asking is left to `ask`.

use crate::ftp::listing::{Entry, Moment};
use crate::ftp::path::RemotePath;

/// Something asked ahead of its use, so that it travels with other commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// A passive address for the next transfer.
    Passive,
    /// Size and time of a file.
    Facts(RemotePath),
    /// Whether a path is a folder.
    Folder(RemotePath),
    /// The file at a path: all that MLST reports, or its size where the server does not know MLST.
    Entry(RemotePath),
}

/// Size and time of a remote file, as far as the server reports them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Bytes.
    pub size: Option<u64>,
    /// Last modification.
    pub modified: Option<Moment>,
}

/// By which command the server reports sizes, as far as it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ftp) enum SizeCommand {
    /// SIZE.
    #[default]
    Size,
    /// Not that: perhaps MLST.
    Mlst,
    /// Neither.
    Neither,
}

/// Answers that came ahead of their use.
#[derive(Debug, Default)]
pub(in crate::ftp) struct Prefetched {
    facts: Option<(RemotePath, Facts)>,
    folder: Option<(RemotePath, bool)>,
    entries: Vec<(RemotePath, Entry)>,
    /// How sizes are asked for.
    pub(in crate::ftp) size_command: SizeCommand,
}

impl Prefetched {
    /// Forgets the answers: they hold only until something else is done.
    pub(in crate::ftp) fn forget(&mut self) {
        (self.facts, self.folder) = (None, None);
        self.entries.clear();
    }

    pub(in crate::ftp) fn has_facts(&self, path: &RemotePath) -> bool {
        self.facts.as_ref().is_some_and(|(known, _)| known == path)
    }

    pub(in crate::ftp) fn has_folder(&self, path: &RemotePath) -> bool {
        self.folder.as_ref().is_some_and(|(known, _)| known == path)
    }

    pub(in crate::ftp) fn keep_facts(&mut self, path: &RemotePath, facts: Facts) {
        self.facts = Some((path.clone(), facts));
    }

    pub(in crate::ftp) fn keep_folder(&mut self, path: &RemotePath, is_folder: bool) {
        self.folder = Some((path.clone(), is_folder));
    }

    /// Keeps the entry at a path; without one, an earlier answer is dropped.
    pub(in crate::ftp) fn keep_entry(&mut self, path: &RemotePath, entry: Option<Entry>) {
        self.entries.retain(|(known, _)| known != path);
        self.entries.extend(entry.map(|entry| (path.clone(), entry)));
    }

    pub(in crate::ftp) fn take_entry(&mut self, path: &RemotePath) -> Option<Entry> {
        let at = self.entries.iter().position(|(known, _)| known == path)?;
        Some(self.entries.swap_remove(at).1)
    }

    /// Size and time of this file, if they are known; other answers of the kind are dropped.
    pub(in crate::ftp) fn take_facts(&mut self, path: &RemotePath) -> Option<Facts> {
        self.facts.take().filter(|(known, _)| known == path).map(|(_, facts)| facts)
    }

    /// Whether this path is a folder, if that is known; other answers of the kind are dropped.
    pub(in crate::ftp) fn take_folder(&mut self, path: &RemotePath) -> Option<bool> {
        self.folder.take().filter(|(known, _)| known == path).map(|(_, is_folder)| is_folder)
    }
}
