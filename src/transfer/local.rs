//! Local files: where a download lands, and from where an upload is read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek as _, Write};
use std::os::fd::AsFd as _;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempPath;

use super::{Landing, temporary};
use crate::error::{Error, Result, local, usage};
use crate::net::cancel::Cancel;

/// What standard input and output are called in messages.
const STREAM: &str = "-";

/// Where a download goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file.
    File(PathBuf),
    /// Standard output.
    Stdout,
}

/// A download's file while it is written.
pub struct Incoming {
    out: Out,
    /// What the messages call it.
    path: PathBuf,
    cancel: Cancel,
}

enum Out {
    /// A temporary file beside `goal`.
    Temporary { file: File, temporary: TempPath, goal: PathBuf },
    /// The file itself: asked for, or a device or pipe that cannot be replaced.
    InPlace(File),
    /// Standard output, and what waits to go there.
    Stdout(Vec<u8>),
}

/// What is gathered before standard output is written to: each write costs a thread.
const GATHERED: usize = 256 * 1024;

impl Incoming {
    /// Opens a target for writing.
    pub fn create(target: &Target, landing: Landing, cancel: &Cancel) -> Result<Self> {
        let cancel = cancel.clone();
        let Target::File(path) = target else {
            let out = Out::Stdout(Vec::with_capacity(GATHERED));
            return Ok(Self { out, path: STREAM.into(), cancel });
        };
        // A link is followed, as cp does: what it points to is replaced, not the link.
        let goal = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let special = fs::metadata(&goal).is_ok_and(|found| !found.is_file());
        let out = if special || landing == Landing::Direct {
            let mut options = OpenOptions::new();
            let file = options.write(true).create(true).truncate(!special).open(&goal);
            Out::InPlace(file.map_err(local(path))?)
        } else {
            beside(goal).map_err(local(path))?
        };
        Ok(Self { out, path: path.clone(), cancel })
    }

    /// Writes all bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.out {
            Out::Temporary { file, .. } | Out::InPlace(file) => {
                file.write_all(bytes).map_err(local(&self.path))
            }
            Out::Stdout(gathered) => {
                gathered.extend_from_slice(bytes);
                if gathered.len() < GATHERED {
                    return Ok(());
                }
                let whole = std::mem::replace(gathered, Vec::with_capacity(GATHERED));
                print(whole, &self.cancel)
            }
        }
    }

    /// Takes back what was written; possible only as long as nothing went to a stream.
    pub fn restart(&mut self) -> Result<()> {
        match &mut self.out {
            Out::Temporary { file, .. } | Out::InPlace(file) => {
                let again = file.rewind().and_then(|()| file.set_len(0));
                match again {
                    // Pipes and devices have no beginning to go back to.
                    Err(e)
                        if matches!(e.kind(), ErrorKind::NotSeekable | ErrorKind::InvalidInput) =>
                    {
                        Ok(())
                    }
                    other => other.map_err(local(&self.path)),
                }
            }
            Out::Stdout(_) => Ok(()),
        }
    }

    /// Ends the file: flushed, with its time if one is given, under its final name.
    pub fn land(self, modified: Option<SystemTime>) -> Result<()> {
        let path = self.path;
        match self.out {
            Out::Temporary { file, temporary, goal } => {
                if let Some(time) = modified {
                    file.set_modified(time).map_err(local(&path))?;
                }
                if let Ok(old) = fs::metadata(&goal) {
                    file.set_permissions(old.permissions()).map_err(local(&path))?;
                }
                drop(file);
                temporary.persist(&goal).map_err(|e| local(&path)(e.error))
            }
            Out::InPlace(file) => match modified {
                Some(time) if file.metadata().is_ok_and(|found| found.is_file()) => {
                    file.set_modified(time).map_err(local(&path))
                }
                _ => Ok(()),
            },
            Out::Stdout(gathered) => print(gathered, &self.cancel),
        }
    }
}

/// Writes to standard output on a thread of its own, so that a reader who has stopped reading
/// cannot keep us from being interrupted.
fn print(bytes: Vec<u8>, cancel: &Cancel) -> Result<()> {
    let written = cancel.apart(None, move || {
        let mut out = io::stdout().lock();
        out.write_all(&bytes).and_then(|()| out.flush())
    })?;
    written.unwrap_or(Ok(())).map_err(local(STREAM))
}

/// A fresh temporary file in the folder of `goal`.
fn beside(goal: PathBuf) -> io::Result<Out> {
    let name = goal.file_name().ok_or_else(|| io::Error::from(ErrorKind::IsADirectory))?;
    loop {
        let fresh = temporary::name_for(name.as_bytes());
        let path = goal.with_file_name(std::ffi::OsString::from_vec(fresh));
        match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
            Ok(file) => {
                let temporary = TempPath::try_from_path(path)?;
                return Ok(Out::Temporary { file, temporary, goal });
            }
        }
    }
}

/// From where an upload is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// An upload's source while it is read.
pub struct Outgoing {
    file: File,
    path: PathBuf,
    cancel: Cancel,
    /// Bytes, if it is a regular file.
    pub size: Option<u64>,
    /// Its modification time, if it is a regular file.
    pub modified: Option<SystemTime>,
}

impl Outgoing {
    /// Opens a source for reading.
    pub fn open(source: &Source, cancel: &Cancel) -> Result<Self> {
        let cancel = cancel.clone();
        let (file, path) = match source {
            Source::File(path) => (open_file(path)?, path.clone()),
            Source::Stdin => {
                let twin = io::stdin().as_fd().try_clone_to_owned().map_err(local(STREAM))?;
                (File::from(twin), PathBuf::from(STREAM))
            }
        };
        let found = file.metadata().map_err(local(&path))?;
        let regular = found.is_file() && matches!(source, Source::File(_));
        let size = regular.then_some(found.len());
        let modified = if regular { found.modified().ok() } else { None };
        Ok(Self { file, path, cancel, size, modified })
    }

    /// Whether it can be read again from its beginning.
    pub fn can_restart(&self) -> bool {
        self.size.is_some()
    }

    /// Goes back to the beginning.
    pub fn restart(&mut self) -> Result<()> {
        if self.can_restart() { self.file.rewind().map_err(local(&self.path)) } else { Ok(()) }
    }

    /// Reads into `buffer`; returns how many bytes came, 0 at the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.size.is_none() {
            self.cancel.wait_readable(self.file.as_fd())?;
        }
        loop {
            match self.file.read(buffer) {
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                other => return other.map_err(local(&self.path)),
            }
        }
    }

    /// An error if the file is no longer what it was when it was opened.
    pub fn check_unchanged(&self, sent: u64) -> Result<()> {
        let Some(size) = self.size else { return Ok(()) };
        let found = self.file.metadata().map_err(local(&self.path))?;
        let same = found.len() == size && found.modified().ok() == self.modified && sent == size;
        if same {
            return Ok(());
        }
        let path = self.path.display();
        Err(crate::error::integrity(format!("{path} changed while it was being sent")))
    }
}

fn open_file(path: &Path) -> Result<File> {
    let found = fs::metadata(path).map_err(local(path))?;
    if found.is_dir() {
        return Err(is_folder(path));
    }
    if found.file_type().is_socket() {
        return Err(usage(format!("{}: a socket cannot be sent", path.display())));
    }
    File::open(path).map_err(local(path))
}

fn is_folder(path: &Path) -> Error {
    let path = path.display();
    usage(format!("{path} is a folder; for whole folders: ftps mirror {path} REMOTE"))
}
