//! Signals in a shell: Ctrl-C ends the command that runs, SIGTERM and SIGHUP end the shell and all
//! of its jobs.

use std::io::Read as _;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::Pid;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::jobs::Jobs;
use super::process;
use crate::error::{Class, Result};
use crate::net::cancel::{self, Cancel};

/// How long jobs may take to clean up when the shell is told to end.
const LAST_MOMENTS: Duration = Duration::from_secs(2);

/// Switches off bracketed paste, which a terminal would otherwise keep.
const PLAIN_PASTE: &[u8] = b"\x1b[?2004l\r\n";

/// What signals do at the moment.
#[derive(Clone)]
pub(super) struct Signals {
    inner: Arc<Inner>,
}

struct Inner {
    state: Mutex<State>,
    /// The code of the signal that came last.
    last: Arc<AtomicUsize>,
}

#[derive(Default)]
struct State {
    running: Option<(Cancel, Ends)>,
    /// Commands of the system that end with the run.
    children: Vec<Pid>,
    /// What ends the run as a whole.
    ended: Option<Class>,
    waiting: Waiting,
}

#[derive(Default)]
enum Waiting {
    /// Not at the prompt.
    #[default]
    No,
    /// At the prompt, the terminal being raw; it was like this before.
    AtPrompt(Box<Termios>),
    /// For a line of a script, which may be long in coming.
    ForLine,
}

/// What ends what runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Any signal.
    BySignal,
    /// Only the end of the run.
    WithTheRun,
}

/// What SIGINT is to do when no command runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// Nothing: at a prompt Ctrl-C is a key.
    Nothing,
    /// It ends the script.
    End,
}

impl Signals {
    /// Takes the signals over, for good.
    pub(super) fn install(jobs: Jobs, between: Between) -> Result<Self> {
        let (mut reader, writer) = UnixStream::pair().map_err(crate::error::socket)?;
        let last = Arc::new(AtomicUsize::new(0));
        let inner = Arc::new(Inner { state: Mutex::default(), last: Arc::clone(&last) });
        for (signal, class) in cancel::stops() {
            let pipe = OwnedFd::from(writer.try_clone().map_err(crate::error::socket)?);
            signal_hook::flag::register_usize(signal, Arc::clone(&last), class.code().into())
                .and_then(|_| signal_hook::low_level::pipe::register(signal, pipe))
                .map_err(crate::error::socket)?;
        }
        cancel::let_writes_fail()?;
        let signals = Self { inner };
        let ear = signals.clone();
        thread::spawn(move || {
            let mut byte = [0];
            while reader.read_exact(&mut byte).is_ok() {
                ear.heard(&jobs, between);
            }
        });
        Ok(signals)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heard(&self, jobs: &Jobs, between: Between) {
        let class = match self.inner.last.swap(0, Ordering::SeqCst) {
            0 => return,
            130 => Class::Interrupted,
            _ => Class::Terminated,
        };
        let mut state = self.lock();
        if class == Class::Terminated || between == Between::End {
            state.ended = Some(class);
            state.children.iter().for_each(|pid| process::end(*pid, class));
        }
        if let Some((running, ends)) = &state.running
            && (*ends == Ends::BySignal || state.ended.is_some())
        {
            running.stop_as(class);
        }
        if state.ended.is_some() && matches!(state.waiting, Waiting::ForLine) {
            jobs.stop_all(class);
            jobs.await_all(LAST_MOMENTS);
            std::process::exit(class.code().into());
        }
        if class == Class::Terminated {
            if let Waiting::AtPrompt(before) = &state.waiting {
                leave(jobs, before);
            }
            jobs.stop_all(class);
        }
    }

    /// What signals end while the guard lives.
    pub(super) fn during(&self, cancel: &Cancel) -> Running<'_> {
        self.begin(cancel, Ends::BySignal)
    }

    /// The same while a command of the system runs, which gets Ctrl-C from the terminal itself.
    pub(super) fn during_child(&self, cancel: &Cancel) -> Running<'_> {
        self.begin(cancel, Ends::WithTheRun)
    }

    fn begin(&self, cancel: &Cancel, ends: Ends) -> Running<'_> {
        let mut state = self.lock();
        if let Some(class) = state.ended {
            cancel.stop_as(class);
        }
        state.running = Some((cancel.clone(), ends));
        Running(self)
    }

    /// A command of the system that ends with the run, while the guard lives.
    pub(super) fn know(&self, pid: Pid) -> KnownChild {
        self.lock().children.push(pid);
        KnownChild { signals: self.clone(), pid }
    }

    /// What ends the run as a whole, if anything has.
    pub(super) fn ended(&self) -> Option<Class> {
        self.lock().ended
    }

    /// Says that the terminal is about to become raw.
    pub(super) fn at_prompt(&self) -> Asked<'_> {
        if let Ok(before) = tcgetattr(std::io::stdin()) {
            self.lock().waiting = Waiting::AtPrompt(Box::new(before));
        }
        Asked(self)
    }

    /// Says that the next line of a script is about to be read; a signal ends the program then.
    pub(super) fn for_line(&self) -> Asked<'_> {
        self.lock().waiting = Waiting::ForLine;
        Asked(self)
    }
}

/// A command runs.
pub(super) struct Running<'a>(&'a Signals);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.lock().running = None;
    }
}

/// A command of the system runs.
pub(super) struct KnownChild {
    signals: Signals,
    pid: Pid,
}

impl Drop for KnownChild {
    fn drop(&mut self) {
        let mut state = self.signals.lock();
        if let Some(at) = state.children.iter().position(|pid| *pid == self.pid) {
            state.children.swap_remove(at);
        }
    }
}

/// A line is asked for.
pub(super) struct Asked<'a>(&'a Signals);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.lock().waiting = Waiting::No;
    }
}

/// Ends the program while another thread waits for a key, which nothing can end.
fn leave(jobs: &Jobs, before: &Termios) -> ! {
    jobs.stop_all(Class::Terminated);
    jobs.await_all(LAST_MOMENTS);
    let _ = rustix::io::write(std::io::stdout(), PLAIN_PASTE);
    let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
    std::process::exit(Class::Terminated.code().into())
}
