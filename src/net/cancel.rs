//! Ending any wait from outside: SIGINT, SIGTERM and the deadline of the run.
//!
//! Every wait of the core is a `poll` on its sockets and on the pipe of a [`Cancel`]; a byte in
//! that pipe ends all of them, on every thread, at once. What to do then is left to the caller.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};

use crate::error::{Class, Error, Result, network};

/// Something to wait for: a descriptor, and the event.
pub type Awaited<'a> = (BorrowedFd<'a>, PollFlags);

/// A handle by which all waits of a run can be ended; clones share it.
#[derive(Clone, Debug)]
pub struct Cancel {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    signal: Arc<AtomicUsize>,
    reader: OwnedFd,
    writer: OwnedFd,
    deadline: Option<Instant>,
    /// Whose end is ours too.
    parent: Option<Cancel>,
}

impl Cancel {
    /// A handle whose waits end `deadline` from now, if one is given.
    pub fn new(deadline: Option<Duration>) -> Result<Self> {
        Self::below(None, deadline.and_then(|d| Instant::now().checked_add(d)))
    }

    /// A handle for a part of the run: it ends with the run, or by [`Cancel::stop`] alone.
    pub fn child(&self) -> Result<Self> {
        Self::below(Some(self.clone()), self.inner.deadline)
    }

    fn below(parent: Option<Self>, deadline: Option<Instant>) -> Result<Self> {
        let (reader, writer) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)
            .map_err(|e| network(format!("creating a pipe: {e}")))?;
        let signal = Arc::new(AtomicUsize::new(0));
        Ok(Self { inner: Arc::new(Inner { signal, reader, writer, deadline, parent }) })
    }

    /// Ends all waits on this handle and its children, as SIGINT would.
    pub fn stop(&self) {
        self.stop_as(Class::Interrupted);
    }

    /// The same, as if by the signal of that class.
    pub fn stop_as(&self, class: Class) {
        self.inner.signal.store(class.code().into(), Ordering::SeqCst);
        // The pipe is full: then there is a byte in it already.
        let _ = rustix::io::write(&self.inner.writer, b"x");
    }

    /// This handle and those above it.
    fn line(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |one| one.inner.parent.as_ref())
    }

    /// Lets SIGINT, SIGTERM and SIGHUP end all waits; a second one of them ends the process at once.
    pub fn on_signals(&self) -> Result<()> {
        let again = Arc::new(AtomicBool::new(false));
        for (signal, class) in stops() {
            let code = class.code();
            let first = Arc::clone(&self.inner.signal);
            let pipe = self.inner.writer.try_clone().map_err(crate::error::socket)?;
            let shut = Arc::clone(&again);
            signal_hook::flag::register_conditional_shutdown(signal, i32::from(code), shut)
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&again)))
                .and_then(|_| signal_hook::flag::register_usize(signal, first, code.into()))
                .and_then(|_| signal_hook::low_level::pipe::register(signal, pipe))
                .map_err(|e| unhandled(&e))?;
        }
        let_writes_fail()
    }

    /// The error to end with, if the run was stopped or its deadline passed.
    pub fn check(&self) -> Result<()> {
        for one in self.line() {
            match one.inner.signal.load(Ordering::SeqCst) {
                0 => {}
                130 => return Err(Error::Stopped(Class::Interrupted)),
                _ => return Err(Error::Stopped(Class::Terminated)),
            }
        }
        match self.inner.deadline {
            Some(at) if Instant::now() >= at => Err(Error::Stopped(Class::Deadline)),
            _ => Ok(()),
        }
    }

    /// Waits until one of `fds` is ready as asked, for `limit` at most.
    ///
    /// Returns which are; none means that the limit passed. An error means that the run was
    /// stopped.
    pub fn poll(&self, fds: &[Awaited<'_>], limit: Option<Duration>) -> Result<Vec<bool>> {
        let end = limit.and_then(|d| Instant::now().checked_add(d));
        loop {
            self.check()?;
            let ready = self.poll_once(fds, earlier(end, self.inner.deadline))?;
            self.check()?;
            if ready.contains(&true) || end.is_some_and(|end| Instant::now() >= end) {
                return Ok(ready);
            }
        }
    }

    fn poll_once(&self, fds: &[Awaited<'_>], end: Option<Instant>) -> Result<Vec<bool>> {
        let pipes = self.line().map(|one| (one.inner.reader.as_fd(), PollFlags::IN));
        let mut polled: Vec<PollFd<'_>> = pipes
            .chain(fds.iter().copied())
            .map(|(fd, flags)| PollFd::from_borrowed_fd(fd, flags))
            .collect();
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let left = left.and_then(|d| Timespec::try_from(d).ok());
        match poll(&mut polled, left.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(e) => return Err(network(format!("polling: {e}"))),
        }
        Ok(polled.iter().skip(self.line().count()).map(|fd| !fd.revents().is_empty()).collect())
    }

    /// Waits until `fd` (a pipe, a terminal) can be read, without limit.
    pub fn wait_readable(&self, fd: BorrowedFd<'_>) -> Result<()> {
        self.poll(&[(fd, PollFlags::IN)], None).map(drop)
    }

    /// Sleeps, unless the run is stopped meanwhile.
    pub fn sleep(&self, time: Duration) -> Result<()> {
        self.poll(&[], Some(time)).map(drop)
    }

    /// Runs `work`, which cannot be interrupted, on a thread of its own and waits for it.
    ///
    /// When the run is stopped or `limit` passes, the thread is left to itself. Returns `None` for
    /// the limit.
    pub fn apart<T: Send + 'static>(
        &self,
        limit: Option<Duration>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.begin(work)?.wait(limit)
    }

    /// Begins `work` on a thread of its own; its result is waited for later.
    pub fn begin<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Begun<T>> {
        let (done, done_writer) =
            pipe_with(PipeFlags::CLOEXEC).map_err(|e| network(format!("creating a pipe: {e}")))?;
        let (sender, result) = channel();
        thread::Builder::new()
            .spawn(move || {
                let _ = sender.send(work());
                drop(done_writer);
            })
            .map_err(crate::error::socket)?;
        Ok(Begun { result, done, cancel: self.clone() })
    }
}

/// Work that runs on a thread of its own.
pub struct Begun<T> {
    result: Receiver<T>,
    done: OwnedFd,
    cancel: Cancel,
}

impl<T> Begun<T> {
    /// Waits for it; `None` means that `limit` passed. When the run is stopped, the thread is left
    /// to itself.
    pub fn wait(self, limit: Option<Duration>) -> Result<Option<T>> {
        if !self.cancel.poll(&[(self.done.as_fd(), PollFlags::IN)], limit)?.contains(&true) {
            return Ok(None);
        }
        received(&self.result)
    }
}

/// The signals that end a run, but for those that are to be ignored, and the class of each.
pub fn stops() -> impl Iterator<Item = (i32, Class)> {
    let all =
        [(SIGINT, Class::Interrupted), (SIGTERM, Class::Terminated), (SIGHUP, Class::Terminated)];
    all.into_iter().filter(|(signal, _)| !is_ignored(*signal))
}

/// Where files may not grow (`ulimit -f`), a write is to fail like on a full disk: by default SIGXFSZ
/// ends the process, which then removes nothing and says nothing.
pub fn let_writes_fail() -> Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::default()).map(drop).map_err(|e| unhandled(&e))
}

/// Whether whoever started us wants this signal ignored, as nohup and background jobs do.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    u32::try_from(signal)
        .is_ok_and(|bit| bit > 0 && mask.checked_shr(bit - 1).unwrap_or(0) & 1 == 1)
}

fn unhandled(error: &io::Error) -> Error {
    network(format!("installing signal handlers: {error}"))
}

fn received<T>(receiver: &Receiver<T>) -> Result<Option<T>> {
    receiver.recv().map(Some).map_err(|_| network("a thread ended without a result"))
}

fn earlier(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_ends_a_sleep() {
        let cancel = Cancel::new(Some(Duration::from_millis(20))).expect("a pipe");
        let begin = Instant::now();
        let error = cancel.sleep(Duration::from_secs(60)).expect_err("must be cut short");
        assert_eq!(error.class(), Class::Deadline);
        assert!(begin.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_child_ends_with_its_parent_and_the_parent_not_with_its_child() {
        let parent = Cancel::new(None).expect("a pipe");
        let child = parent.child().expect("a pipe");
        let twin = child.clone();
        let sleeper = thread::spawn(move || twin.sleep(Duration::from_secs(60)));
        child.stop();
        assert!(sleeper.join().expect("no panic").is_err());
        assert!(child.check().is_err() && parent.check().is_ok());
        let other = parent.child().expect("a pipe");
        parent.stop();
        assert!(other.sleep(Duration::from_secs(60)).is_err());
    }

    #[test]
    fn work_that_hangs_is_left_behind() {
        let cancel = Cancel::new(None).expect("a pipe");
        let (sender, silent) = channel::<()>();
        let limit = Some(Duration::from_millis(10));
        let result = cancel.apart(limit, move || silent.recv()).expect("no stop");
        assert!(result.is_none());
        drop(sender);
    }
}
