//! What is known of transfers that were interrupted: one small record each, so that the next run
//! can go on with the partial file, if it still belongs to the same version of the same source.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use serde::{Deserialize, Serialize};

/// Files smaller than this are simply moved again: a record for each would cost more.
pub const WORTH_RESUMING: u64 = 1024 * 1024;

/// How the bytes of a partial file lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// From the first on, as many as the file is long.
    #[default]
    Gapless,
    /// In several parts with gaps between them: nothing that can be gone on with.
    Parts,
}

/// An interrupted transfer: where its bytes are, and of which version of the source they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The partial file: a local path for a download, a remote one for an upload, as its bytes.
    pub partial: Vec<u8>,
    /// Bytes of the whole source.
    pub size: u64,
    /// The source's modification time, in whatever form tells versions apart.
    pub modified: String,
    /// How its bytes lie.
    #[serde(default)]
    pub form: Form,
    /// The process that wrote this; 0 once it gave up.
    #[serde(default)]
    owner: u32,
    /// Which of its runs that was: a shell has many, some at the same time.
    #[serde(default)]
    run: u64,
}

/// What an earlier run left of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing that is known of.
    Nothing,
    /// A partial file, and the run that wrote it is over.
    Partial(Record),
    /// Another run is at it now: what it writes is not ours to touch.
    InUse,
}

impl Record {
    /// Of a partial file without gaps.
    pub fn new(partial: Vec<u8>, size: u64, modified: String) -> Self {
        Self { partial, size, modified, form: Form::Gapless, owner: 0, run: 0 }
    }

    /// Whether both are of the same version of a source.
    pub fn is_same_version(&self, other: &Self) -> bool {
        self.size == other.size && self.modified == other.modified
    }

    /// Whether the partial file can be gone on with.
    pub fn is_gapless(&self) -> bool {
        self.form == Form::Gapless
    }
}

/// The records of a folder; without a folder nothing is kept.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    folder: Option<PathBuf>,
    /// Tells this run from others of the process.
    run: u64,
}

impl Journal {
    /// Records in this folder, which is made when it is needed.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let mut run = [0; 8];
        // Without randomness the runs of one shell look like one.
        let _ = rand::fill(&mut run);
        Self { folder, run: u64::from_ne_bytes(run) }
    }

    /// The record of a transfer, named by all that makes it the same one.
    pub fn recall(&self, transfer: &str) -> Left {
        match self.read(transfer) {
            None => Left::Nothing,
            Some(record) if self.is_another_run(&record) => Left::InUse,
            Some(record) => Left::Partial(record),
        }
    }

    fn read(&self, transfer: &str) -> Option<Record> {
        serde_json::from_slice(&fs::read(self.path(transfer)?).ok()?).ok()
    }

    /// Writes a record of what this run is at. That it cannot be written only means that the next
    /// run starts anew.
    pub fn keep(&self, transfer: &str, record: &Record) {
        let (owner, run) = (std::process::id(), self.run);
        self.write(transfer, &Record { owner, run, ..record.clone() });
    }

    /// Leaves what this run was at to the next one, if there is a record of it.
    pub fn give_up(&self, transfer: &str) {
        if let Left::Partial(record) = self.recall(transfer) {
            self.write(transfer, &Record { owner: 0, ..record });
        }
    }

    fn write(&self, transfer: &str, record: &Record) {
        let written = self.path(transfer).and_then(|path| {
            let folder = path.parent()?;
            fs::create_dir_all(folder).ok()?;
            let mut fresh = tempfile::NamedTempFile::new_in(folder).ok()?;
            fresh.write_all(&serde_json::to_vec(record).ok()?).ok()?;
            fresh.persist(path).ok()
        });
        drop(written);
    }

    /// Forgets a transfer, unless another run is at it.
    pub fn forget(&self, transfer: &str) {
        if self.recall(transfer) == Left::InUse {
            return;
        }
        if let Some(path) = self.path(transfer) {
            // There was none, or it can be overwritten next time.
            let _ = fs::remove_file(path);
        }
    }

    /// A file name for what all of `text` tells apart.
    pub fn name_for(text: &str) -> String {
        let sum = digest(&SHA256, text.as_bytes());
        let digits = sum.as_ref().iter().take(16).map(|byte| format!("{byte:02x}"));
        digits.collect::<Vec<_>>().concat()
    }

    /// Whether a run that is not this one is still at it.
    fn is_another_run(&self, record: &Record) -> bool {
        let ours = record.owner == std::process::id() && record.run == self.run;
        !ours && is_running(record.owner)
    }

    fn path(&self, transfer: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(Self::name_for(transfer)))
    }
}

/// Whether a process still runs. A number that was given again to a stranger only means that a
/// partial file stays where it is.
fn is_running(process: u32) -> bool {
    let id = i32::try_from(process).ok().and_then(Pid::from_raw);
    id.is_some_and(|id| test_kill_process(id) != Err(Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::new(Some(folder.path().join("transfers")));
        journal.keep("get a", &record());
        assert!(
            matches!(journal.recall("get a"), Left::Partial(left) if left.partial == b"\xff/x")
        );
        assert_eq!(journal.recall("get b"), Left::Nothing);
        journal.forget("get a");
        assert_eq!(journal.recall("get a"), Left::Nothing);
    }

    #[test]
    fn what_another_run_writes_now_is_in_use() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::new(Some(folder.path().into()));
        journal.write("get a", &Record { owner: 1, ..record() });
        assert_eq!(journal.recall("get a"), Left::InUse);
        journal.forget("get a");
        assert_eq!(journal.recall("get a"), Left::InUse);
    }

    #[test]
    fn another_run_of_this_process_is_one_until_it_gives_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = [(); 2].map(|()| Journal::new(Some(folder.path().into()))).into();
        one.keep("get a", &record());
        assert_eq!(other.recall("get a"), Left::InUse);
        other.give_up("get a");
        assert_eq!(other.recall("get a"), Left::InUse);
        one.give_up("get a");
        assert!(matches!(other.recall("get a"), Left::Partial(_)));
    }

    fn record() -> Record {
        Record::new(b"\xff/x".to_vec(), 7, "then".into())
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let journal = Journal::default();
        journal.keep("x", &record());
        assert_eq!(journal.recall("x"), Left::Nothing);
    }
}
