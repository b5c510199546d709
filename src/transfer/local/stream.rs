//! Standard output, or the file or pipe that a shell opened in its place.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Result;

/// The name of standard input and output in messages.
pub(super) const STREAM: &str = "-";

/// A target that keeps nothing: bytes, one behind the other.
#[derive(Clone, Debug, Default)]
pub enum Stream {
    /// Standard output.
    #[default]
    Stdout,
    /// The file or pipe that a shell opened in its place.
    Open(Arc<Opened>),
}

/// A file, or a pipe to a command.
#[derive(Debug)]
pub struct Opened {
    file: Mutex<Option<File>>,
    /// Whether a pipe's reader has closed it.
    closed: AtomicBool,
}

impl Stream {
    /// A stream into an open file or pipe.
    pub fn open(file: File) -> Self {
        let (file, closed) = (Mutex::new(Some(file)), AtomicBool::new(false));
        Stream::Open(Arc::new(Opened { file, closed }))
    }

    /// Writes all bytes.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush())
            }
            Stream::Open(opened) => match &mut *opened.lock() {
                Some(file) => file.write_all(bytes).inspect_err(|error| {
                    let gone = error.kind() == ErrorKind::BrokenPipe;
                    opened.closed.fetch_or(gone, Ordering::SeqCst);
                }),
                None => Err(ErrorKind::BrokenPipe.into()),
            },
        }
    }

    /// Does something with its descriptor, if it is still open.
    pub fn with_fd(&self, work: impl FnOnce(BorrowedFd<'_>) -> Result<()>) -> Result<()> {
        match self {
            Stream::Stdout => work(io::stdout().as_fd()),
            Stream::Open(opened) => match &*opened.lock() {
                Some(file) => work(file.as_fd()),
                None => Ok(()),
            },
        }
    }

    /// Ends it, whoever else still holds it: only then a command that reads from it knows that it
    /// has all.
    pub fn close(&self) {
        if let Stream::Open(opened) = self {
            drop(opened.lock().take());
        }
    }

    /// Whether a command that read from it closed it before the end.
    pub fn reader_left(&self) -> bool {
        matches!(self, Stream::Open(opened) if opened.closed.load(Ordering::SeqCst))
    }
}

impl Opened {
    fn lock(&self) -> MutexGuard<'_, Option<File>> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
