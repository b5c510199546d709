//! Records of transfers under way: one small file each, by which the next run finds a partial file and sees whether it
//! is of the same version of the same source.
//!
//! Whoever works on a transfer holds the lock of its record (`flock`, by [`File::try_lock`]). The system releases it
//! when the process ends, however that happens: a record that can be locked belongs to nobody.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};

use super::hasher::hex;

/// From this size on a download is resumed by the next run; a smaller one is fetched again.
pub const WORTH_RESUMING: u64 = 1024 * 1024;

/// No record is longer: two paths and a few numbers.
const LONGEST_RECORD: u64 = 256 * 1024;

/// So often a record is opened again that was removed between opening and locking it.
const MOST_TRIES: usize = 10;

/// How the bytes of a partial file lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// From the first on, as many as the file is long.
    #[default]
    Gapless,
    /// In several parts with gaps between them: such a file cannot be resumed.
    Parts,
    /// From the first on; but the server refused the upload when it had all of them: its size is no proof of them.
    Refused,
}

/// A transfer under way: where its bytes are, and of which version of the source they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The partial file: a local path for a download, a remote one for an upload, as its bytes.
    pub partial: Vec<u8>,
    /// Bytes of the whole source.
    pub size: u64,
    /// The source's modification time, in whatever form distinguishes versions.
    pub modified: String,
    /// How its bytes lie.
    #[serde(default)]
    pub form: Form,
}

impl Record {
    /// Of a partial file without gaps.
    pub fn new(partial: Vec<u8>, size: u64, modified: String) -> Self {
        Self { partial, size, modified, form: Form::Gapless }
    }

    /// Whether both are of the same version of a source.
    pub fn is_same_version(&self, other: &Self) -> bool {
        self.size == other.size && self.modified == other.modified
    }

    /// Whether the partial file can be resumed.
    pub fn is_gapless(&self) -> bool {
        self.form == Form::Gapless
    }
}

/// The parts that make a transfer the same one in another run: direction, account, remote path, local path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    name: String,
}

impl Key {
    /// Two keys are equal only if all their parts are: each part is hashed behind its length.
    pub fn new(parts: &[&[u8]]) -> Self {
        let mut context = Context::new(&SHA256);
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        Self { name: hex(context.finish().as_ref()) }
    }
}

/// The records of a folder; without a folder nothing is recorded.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    folder: Option<PathBuf>,
}

/// Whose a transfer is.
#[derive(Debug)]
pub enum Claim {
    /// Ours, as long as the record is held.
    Ours(HeldRecord),
    /// Another run works on it now: its partial file must not be touched.
    InUse,
    /// Nobody's: there is no record of it.
    None,
}

impl Journal {
    /// Records in this folder, which is made when it is needed.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Claims a transfer; a record is made where there is none. That it cannot be made only means that the next run
    /// starts anew.
    pub fn claim(&self, key: &Key) -> Claim {
        if let Some(folder) = &self.folder {
            // Where this fails, so does opening the record.
            let _ = fs::create_dir_all(folder);
        }
        self.lock(key, OpenOptions::new().create(true).truncate(false))
    }

    /// Claims a transfer of which an earlier run left a record.
    pub fn claim_recorded(&self, key: &Key) -> Claim {
        self.lock(key, &mut OpenOptions::new())
    }

    fn lock(&self, key: &Key, options: &mut OpenOptions) -> Claim {
        let Some(folder) = &self.folder else { return Claim::None };
        let path = folder.join(&key.name);
        options.read(true).write(true).mode(0o600);
        for _ in 0..MOST_TRIES {
            let Ok(file) = options.open(&path) else { return Claim::None };
            match file.try_lock() {
                Err(fs::TryLockError::WouldBlock) => return Claim::InUse,
                // A file system without locks.
                Err(fs::TryLockError::Error(_)) => return Claim::None,
                Ok(()) => {}
            }
            // Another run may have removed it between the two calls.
            if is_at(&file, &path).unwrap_or(false) {
                let previous = read(&file);
                return Claim::Ours(HeldRecord { file, path, previous });
            }
        }
        Claim::InUse
    }

    /// A file name that depends on all of `text`.
    pub fn name_for(text: &str) -> String {
        let mut name = hex(digest(&SHA256, text.as_bytes()).as_ref());
        name.truncate(32);
        name
    }
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let (ours, there) = (file.metadata()?, fs::metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

fn read(file: &File) -> Option<Record> {
    let mut text = Vec::new();
    file.take(LONGEST_RECORD).read_to_end(&mut text).ok()?;
    // A longer record may have been there before, of which the end was not cut off yet.
    serde_json::from_slice(text.split(|byte| *byte == b'\n').next()?).ok()
}

/// The record of a transfer that is ours. Dropped, it is left to the next run.
#[derive(Debug)]
pub struct HeldRecord {
    file: File,
    path: PathBuf,
    previous: Option<Record>,
}

impl HeldRecord {
    /// The record that an earlier run left; `None` where there was none.
    pub fn previous(&self) -> Option<&Record> {
        self.previous.as_ref()
    }

    /// Writes where the bytes of the transfer are. An error only means that the next run starts anew.
    pub fn write(&self, record: &Record) {
        let Ok(mut line) = serde_json::to_vec(record) else { return };
        line.push(b'\n');
        // One write, and the rest of an older record cut off behind it: a killed run leaves the one or the other.
        let written = self.file.write_all_at(&line, 0);
        drop(written.and_then(|()| self.file.set_len(line.len() as u64)));
    }

    /// Removes the record: the transfer is done, or nothing is left of it.
    pub fn forget(self) {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                // An empty record is none.
                drop(self.file.set_len(0));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key::new(&[text.as_bytes()])
    }

    fn record() -> Record {
        Record::new(b"\xff/x".to_vec(), 7, "then".into())
    }

    #[track_caller]
    fn ours(claim: Claim) -> HeldRecord {
        match claim {
            Claim::Ours(held) => held,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_record_comes_back_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::new(Some(folder.path().join("transfers")));
        let held = ours(journal.claim(&key("a")));
        assert_eq!(held.previous(), None);
        held.write(&Record { partial: vec![b'x'; 500], ..record() });
        held.write(&record());
        drop(held);
        assert!(matches!(journal.claim_recorded(&key("b")), Claim::None));
        let held = ours(journal.claim_recorded(&key("a")));
        assert_eq!(held.previous(), Some(&record()));
        held.forget();
        assert!(matches!(journal.claim_recorded(&key("a")), Claim::None));
    }

    #[test]
    fn a_record_is_in_use_as_long_as_somebody_holds_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, other] = [(); 2].map(|()| Journal::new(Some(folder.path().into())));
        let held = ours(one.claim(&key("a")));
        held.write(&record());
        assert!(matches!(other.claim(&key("a")), Claim::InUse));
        assert!(matches!(other.claim_recorded(&key("a")), Claim::InUse));
        drop(held);
        assert_eq!(ours(other.claim(&key("a"))).previous(), Some(&record()));
    }

    #[test]
    fn keys_are_equal_only_if_all_parts_are() {
        let same = |one: &[&[u8]], other: &[&[u8]]| Key::new(one) == Key::new(other);
        assert!(same(&[b"get", b"a b"], &[b"get", b"a b"]));
        assert!(!same(&[b"a b", b"c"], &[b"a", b"b c"]));
        assert!(!same(&[b"a", b""], &[b"", b"a"]));
        assert!(!same(&[b"\xff"], &[b"\xfe"]));
    }

    #[test]
    fn without_a_folder_nothing_is_recorded() {
        assert!(matches!(Journal::default().claim(&key("a")), Claim::None));
    }
}
