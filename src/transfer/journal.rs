//! What is known of transfers that were interrupted: one small record each, so that the next run
//! can go on with the partial file, if it still belongs to the same version of the same source.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// Files smaller than this are simply moved again: a record for each would cost more.
pub const WORTH_RESUMING: u64 = 1024 * 1024;

/// An interrupted transfer: where its bytes are, and of which version of the source they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The partial file: a local path for a download, a remote one for an upload, as its bytes.
    pub partial: Vec<u8>,
    /// Bytes of the whole source.
    pub size: u64,
    /// The source's modification time, in whatever form tells versions apart.
    pub modified: String,
}

impl Record {
    /// Whether both are of the same version of a source.
    pub fn is_same_version(&self, other: &Self) -> bool {
        self.size == other.size && self.modified == other.modified
    }
}

/// The records of a folder; without a folder nothing is kept.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    folder: Option<PathBuf>,
}

impl Journal {
    /// Records in this folder, which is made when it is needed.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The record of a transfer, named by all that makes it the same one.
    pub fn recall(&self, transfer: &str) -> Option<Record> {
        serde_json::from_slice(&fs::read(self.path(transfer)?).ok()?).ok()
    }

    /// Writes a record. That it cannot be written only means that the next run starts anew.
    pub fn keep(&self, transfer: &str, record: &Record) {
        let written = self.path(transfer).and_then(|path| {
            let folder = path.parent()?;
            fs::create_dir_all(folder).ok()?;
            let mut fresh = tempfile::NamedTempFile::new_in(folder).ok()?;
            fresh.write_all(&serde_json::to_vec(record).ok()?).ok()?;
            fresh.persist(path).ok()
        });
        drop(written);
    }

    /// Forgets a transfer.
    pub fn forget(&self, transfer: &str) {
        if let Some(path) = self.path(transfer) {
            // There was none, or it can be overwritten next time.
            let _ = fs::remove_file(path);
        }
    }

    fn path(&self, transfer: &str) -> Option<PathBuf> {
        let sum = digest(&SHA256, transfer.as_bytes());
        let name: String = sum
            .as_ref()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>()
            .concat();
        Some(self.folder.as_ref()?.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::new(Some(folder.path().join("transfers")));
        let record = Record { partial: b"\xff/x".to_vec(), size: 7, modified: "then".into() };
        journal.keep("get a", &record);
        assert_eq!(journal.recall("get a"), Some(record));
        assert_eq!(journal.recall("get b"), None);
        journal.forget("get a");
        assert_eq!(journal.recall("get a"), None);
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let journal = Journal::default();
        journal.keep("x", &Record { partial: Vec::new(), size: 1, modified: String::new() });
        assert_eq!(journal.recall("x"), None);
    }
}
