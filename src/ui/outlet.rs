//! Writes to standard output and standard error that end with the run: a reader that has stopped reading keeps nobody
//! waiting beyond a signal or the deadline.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, OFlags, fstat};
use rustix::net::{SendFlags, send};

use crate::error::{Error, Result, local};
use crate::net::cancel::Cancel;
use crate::transfer::local::Stream;

/// What a pipe with room takes without blocking (POSIX's `PIPE_BUF` on Linux).
const PIECE: usize = 4096;

/// How long a stopped run may still wait to write its last lines: a summary, and why it ended. Nothing may outlive
/// its deadline by more than a second.
const LAST_LINES: Duration = Duration::from_millis(500);

/// How standard output takes bytes without blocking.
enum Way {
    /// A pipe, opened once more such that a write takes what there is room for: whoever shares the descriptor itself
    /// must not find it changed.
    Pipe(File),
    /// A socket, asked at each write not to wait.
    Socket,
    /// A file, or a terminal: by pieces.
    Other,
}

impl Way {
    fn of_standard_output() -> Self {
        let mode = fstat(io::stdout()).map(|out| FileType::from_raw_mode(out.st_mode));
        let open = || {
            let mut options = OpenOptions::new();
            options.write(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed());
            options.open("/proc/self/fd/1").ok()
        };
        match mode {
            Ok(FileType::Fifo) => open().map_or(Self::Other, Self::Pipe),
            Ok(FileType::Socket) => Self::Socket,
            _ => Self::Other,
        }
    }
}

/// The way out of a run.
#[derive(Default)]
pub(super) struct Outlet {
    cancel: OnceLock<Cancel>,
    way: OnceLock<Way>,
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
        match (stream, self.way.get_or_init(Way::of_standard_output)) {
            (Stream::Stdout, Way::Pipe(twin)) => {
                self.write_at_once(twin.as_fd(), bytes, |rest| (&*twin).write(rest))
            }
            (Stream::Stdout, Way::Socket) => {
                let send = |rest: &[u8]| Ok(send(io::stdout(), rest, SendFlags::DONTWAIT)?);
                self.write_at_once(io::stdout().as_fd(), bytes, send)
            }
            _ => bytes.chunks(PIECE).try_for_each(|piece| {
                stream.with_fd(|fd| self.wait_for_room(fd))?;
                stream.write(piece).map_err(local("standard output"))
            }),
        }
    }

    /// Writes as much at once as the reader has room for.
    fn write_at_once(
        &self,
        fd: BorrowedFd<'_>,
        mut bytes: &[u8],
        write: impl Fn(&[u8]) -> io::Result<usize>,
    ) -> Result<()> {
        while !bytes.is_empty() {
            self.wait_for_room(fd)?;
            match write(bytes) {
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                Err(error) => return Err(local("standard output")(error)),
            }
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
