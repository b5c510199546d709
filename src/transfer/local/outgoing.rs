//! An upload's source: a file or standard input, read once or again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{OFlags, fcntl_getfl};

use super::stream::STREAM;
use crate::error::{Error, Result, integrity, local, timed_out, usage};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::net::cancel::Cancel;
use crate::transfer::hasher;
use crate::transfer::source_facts::{LocalFacts, SourceFacts};

/// From where an upload is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// Bytes that are read from the source at a time: the plain text of sixteen records.
const PIECE: usize = 256 * 1024;

/// An upload's source while it is read.
pub struct Outgoing {
    file: File,
    path: PathBuf,
    cancel: Cancel,
    /// Bytes, if it is a regular file.
    pub size: Option<u64>,
    /// Its modification time, if it is a regular file.
    pub modified: Option<SystemTime>,
    /// The facts by which it is recognized before it is removed.
    pub facts: SourceFacts,
    touched: bool,
}

impl Outgoing {
    /// Opens a source for reading.
    pub fn open(source: &Source, cancel: &Cancel) -> Result<Self> {
        let cancel = cancel.clone();
        let (file, path) = match source {
            Source::File(path) => (open_file(path, &cancel)?, path.clone()),
            Source::Stdin => {
                if was_closed(io::stdin().as_fd()) {
                    return Err(local(STREAM)(io::Error::other("standard input is closed")));
                }
                let twin = io::stdin().as_fd().try_clone_to_owned().map_err(local(STREAM))?;
                (File::from(twin), PathBuf::from(STREAM))
            }
        };
        let found = file.metadata().map_err(local(&path))?;
        let regular = found.is_file() && matches!(source, Source::File(_));
        let size = regular.then_some(found.len());
        let modified = if regular { found.modified().ok() } else { None };
        let facts = if regular {
            SourceFacts::Local(LocalFacts::new(&path, &found))
        } else {
            SourceFacts::Stream
        };
        Ok(Self { file, path, cancel, size, modified, facts, touched: false })
    }

    /// Whether it can be read again from its beginning.
    pub fn can_restart(&self) -> bool {
        self.size.is_some()
    }

    /// The digest of the whole source; `None` where it can be read only once.
    pub fn digest(&mut self, algorithm: Algorithm) -> Result<Option<Digest>> {
        if !self.can_restart() {
            return Ok(None);
        }
        hasher::of_open(&mut self.file, &self.path, algorithm, &self.cancel).map(Some)
    }

    /// The digest of the bytes from the first offset to before the second.
    pub fn digest_of(&self, algorithm: Algorithm, from: u64, to: u64) -> Result<Digest> {
        hasher::of_file(&self.path, algorithm, Some((from, to)), &self.cancel)
    }

    /// Whether bytes were read that cannot be read again.
    pub fn is_spent(&self) -> bool {
        self.touched
    }

    /// Goes to `offset`; a stream stays where it is, and must not have been
    /// read.
    pub fn go_to(&mut self, offset: u64) -> Result<()> {
        if self.can_restart() {
            return self.file.seek(SeekFrom::Start(offset)).map(drop).map_err(local(&self.path));
        }
        if self.touched || offset > 0 {
            let path = self.path.display();
            return Err(integrity(format!("{path} can be read only once, and part of it is gone")));
        }
        Ok(())
    }

    /// Gives the rest of it to `sink`, piece by piece.
    pub fn pour(&mut self, sink: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut piece = vec![0; PIECE];
        loop {
            let count = self.read(&mut piece)?;
            match piece.get(..count) {
                Some(bytes) if !bytes.is_empty() => sink(bytes)?,
                _ => return Ok(()),
            }
        }
    }

    /// Reads into `buffer`; returns how many bytes came, 0 at the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            if self.size.is_none() {
                self.cancel.wait_readable(self.file.as_fd())?;
                self.touched = true;
            }
            match self.file.read(buffer) {
                Err(e) if matches!(e.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {}
                other => return other.map_err(local(&self.path)),
            }
        }
    }

    /// An error if the file changed since it was opened.
    pub fn check_unchanged(&self, sent: u64) -> Result<()> {
        let Some(size) = self.size else { return Ok(()) };
        let found = self.file.metadata().map_err(local(&self.path))?;
        let same = found.len() == size && found.modified().ok() == self.modified && sent == size;
        if same {
            return Ok(());
        }
        let path = self.path.display();
        Err(integrity(format!("{path} changed while it was being sent")))
    }
}

/// Whether a standard stream was closed when the program began: then Rust has put the null device
/// in its place, open for both reading and writing, which a shell's `</dev/null` is not. Nobody
/// meant to send the bytes that would be read from it.
fn was_closed(stream: BorrowedFd<'_>) -> bool {
    let both = fcntl_getfl(stream).is_ok_and(|flags| flags.contains(OFlags::RDWR));
    let null = fs::metadata("/dev/null").map(|found| found.rdev());
    both && rustix::fs::fstat(stream)
        .is_ok_and(|found| null.is_ok_and(|null| null == found.st_rdev))
}

fn open_file(path: &Path, cancel: &Cancel) -> Result<File> {
    let found = fs::metadata(path).map_err(local(path))?;
    if found.is_dir() {
        return Err(is_folder(path));
    }
    if found.file_type().is_socket() {
        return Err(usage(format!("{}: a socket cannot be sent", path.display())));
    }
    if found.is_file() {
        return File::open(path).map_err(local(path));
    }
    // A pipe without a writer keeps `open` waiting: that must not keep us from being interrupted.
    let name = path.to_owned();
    let opened = cancel.apart(None, move || File::open(name))?;
    opened.transpose().map_err(local(path))?.ok_or_else(|| timed_out("opening a pipe"))
}

fn is_folder(path: &Path) -> Error {
    let path = path.display();
    usage(format!("{path} is a folder; for whole folders: ftps mirror {path} REMOTE"))
}
