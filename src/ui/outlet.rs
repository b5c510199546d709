//! Writes to standard output and standard error that end with the run: a reader that has stopped reading keeps nobody
//! waiting beyond a signal or the deadline.

use std::io::{self, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::error::{Error, Result, local};
use crate::net::cancel::Cancel;
use crate::transfer::local::Stream;

/// What a pipe with room takes without blocking (POSIX's `PIPE_BUF` on Linux).
const PIECE: usize = 4096;

/// How long a stopped run may still wait to write its last lines: a summary, and why it ended. Nothing may outlive
/// its deadline by more than a second.
const LAST_LINES: Duration = Duration::from_millis(500);

/// The way out of a run.
#[derive(Default)]
pub(super) struct Outlet {
    cancel: OnceLock<Cancel>,
    /// Until when the lines of a stopped run may be waited for.
    last: OnceLock<Instant>,
}

impl Outlet {
    /// Lets writes end with the run. Without this they wait as long as the reader likes.
    pub(super) fn end_with(&self, cancel: &Cancel) {
        // A run has one handle; a second one could only say the same.
        let _ = self.cancel.set(cancel.clone());
    }

    /// Writes all bytes to a stream of results.
    pub(super) fn write(&self, stream: &Stream, bytes: &[u8]) -> Result<()> {
        for piece in bytes.chunks(PIECE) {
            stream.with_fd(|fd| self.wait_for_room(fd))?;
            stream.write(piece).map_err(local("standard output"))?;
        }
        Ok(())
    }

    /// Writes a line to standard error. With that gone nobody is left to read of it.
    pub(super) fn say(&self, line: &str) {
        let mut out = io::stderr().lock();
        for piece in format!("{line}\n").as_bytes().chunks(PIECE) {
            if self.wait_for_room(io::stderr().as_fd()).is_err() || out.write_all(piece).is_err() {
                return;
            }
        }
    }

    fn wait_for_room(&self, fd: BorrowedFd<'_>) -> Result<()> {
        let Some(cancel) = self.cancel.get() else { return Ok(()) };
        match cancel.poll(&[(fd, PollFlags::OUT)], None) {
            Err(stopped @ Error::Stopped(_)) => {
                let last = self.last.get_or_init(|| Instant::now() + LAST_LINES);
                let left = last.saturating_duration_since(Instant::now());
                if has_room(fd, left) { Ok(()) } else { Err(stopped) }
            }
            waited => waited.map(drop),
        }
    }
}

/// Whether something can be written within `limit`.
fn has_room(fd: BorrowedFd<'_>, limit: Duration) -> bool {
    let mut polled = [PollFd::from_borrowed_fd(fd, PollFlags::OUT)];
    let Ok(time) = Timespec::try_from(limit) else { return false };
    !limit.is_zero() && poll(&mut polled, Some(&time)).is_ok_and(|ready| ready > 0)
}
