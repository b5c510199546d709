//! Where results go: line by line as they come, or several at once where many come together.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::transfer::local::Stream;

/// Lines that come together are written in pieces of about this size: a write for each line costs more than making
/// the line.
const PIECE: usize = 64 * 1024;

/// A stream of results.
#[derive(Default)]
pub(super) struct Results {
    stream: Stream,
    /// Lines that come together; nothing where each is written as it comes.
    together: Mutex<Option<Together>>,
}

#[derive(Default)]
struct Together {
    lines: Vec<u8>,
    /// Why lines were lost that were written before something else was said.
    lost: Option<Error>,
}

impl Results {
    /// Results that go to this stream.
    pub(super) fn to(stream: Stream) -> Self {
        Self { stream, together: Mutex::default() }
    }

    /// Where they go.
    pub(super) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// From here on lines wait for others. Returns whether they did not before.
    pub(super) fn gather(&self) -> bool {
        let mut together = self.lock();
        let fresh = together.is_none();
        together.get_or_insert_default();
        fresh
    }

    /// Takes bytes; by `write` they go out, now or with those that follow.
    pub(super) fn take(&self, bytes: &[u8], write: &dyn Fn(&[u8]) -> Result<()>) -> Result<()> {
        match &mut *self.lock() {
            Some(together) => {
                together.lines.extend_from_slice(bytes);
                if together.lines.len() < PIECE { Ok(()) } else { together.flush(write) }
            }
            None => write(bytes),
        }
    }

    /// Writes what waits; more may wait after it.
    pub(super) fn flush(&self, write: &dyn Fn(&[u8]) -> Result<()>) -> Result<()> {
        self.lock().as_mut().map_or(Ok(()), |together| together.flush(write))
    }

    /// The same before something else is said. That it fails is told by the next line of results, or by their end.
    pub(super) fn make_way(&self, write: &dyn Fn(&[u8]) -> Result<()>) {
        if let Some(together) = self.lock().as_mut() {
            let lost = together.flush(write).err();
            together.lost = lost;
        }
    }

    /// Writes what waits, and from here on each line as it comes.
    pub(super) fn scatter(&self, write: &dyn Fn(&[u8]) -> Result<()>) -> Result<()> {
        let together = self.lock().take();
        together.map_or(Ok(()), |mut together| together.flush(write))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Together>> {
        self.together.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Together {
    fn flush(&mut self, write: &dyn Fn(&[u8]) -> Result<()>) -> Result<()> {
        let lines = std::mem::take(&mut self.lines);
        match self.lost.take() {
            Some(lost) => Err(lost),
            None if lines.is_empty() => Ok(()),
            None => write(&lines),
        }
    }
}
