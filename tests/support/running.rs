//! The program while it runs: signals, and the end of it, which comes within a limit.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::output::Output;
use super::server::Server;
use super::until::{until, until_some};

/// The program while it runs.
pub struct Running<'a> {
    child: Guard,
    stdout: Heard,
    stderr: Heard,
    shown: String,
    server: Option<&'a Server>,
    deadline: Instant,
}

/// A process that does not outlive the test.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl<'a> Running<'a> {
    /// Takes charge of a program that was started with pipes: feeds it, and reads what it says.
    pub fn new(
        mut child: Child,
        input: &[u8],
        shown: String,
        server: Option<&'a Server>,
        limit: Duration,
    ) -> Self {
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.to_vec();
        // A program that ends without reading is no fault of the test.
        thread::spawn(move || drop(stdin.write_all(&input)));
        Self {
            stdout: Heard::from(child.stdout.take()),
            stderr: Heard::from(child.stderr.take()),
            child: Guard(child),
            shown,
            server,
            deadline: Instant::now() + limit,
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.0.id()
    }

    /// Ctrl-C.
    pub fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// SIGKILL.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.id()).ok().and_then(Pid::from_raw);
        // One that has ended meanwhile shows in what finish() returns.
        let _ = kill_process(pid.expect("a process id"), signal);
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.0.try_wait(), Ok(None))
    }

    /// Waits until it has said this on standard error.
    #[track_caller]
    pub fn says(&self, text: &str) {
        let left = self.deadline.saturating_duration_since(Instant::now());
        until(&format!("{text:?} from {}", self.shown), left, || self.stderr.has(text));
    }

    /// Waits for the end. After the limit the program is killed and the test fails.
    #[track_caller]
    pub fn finish(mut self) -> Output {
        let (status, late) = self.wait();
        let output = Output {
            status: status.code(),
            signal: status.signal(),
            stdout: self.stdout.all(),
            stderr: self.stderr.all(),
            command: self.shown,
            log: self.server.map(Server::log).unwrap_or_default(),
        };
        assert!(!late, "killed after the time limit\n{}", output.context());
        output
    }

    fn wait(&mut self) -> (ExitStatus, bool) {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let ended = until_some(left, || self.child.0.try_wait().expect("a child of ours"));
        if let Some(status) = ended {
            return (status, false);
        }
        let _ = self.child.0.kill();
        (self.child.0.wait().expect("a child of ours"), true)
    }
}

/// What a program has said so far to us; nothing where it talks to somebody else.
struct Heard {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Heard {
    fn from(pipe: Option<impl Read + Send + 'static>) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let so_far = Arc::clone(&bytes);
        let reader = thread::spawn(move || {
            let mut piece = [0; 8192];
            let Some(mut pipe) = pipe else { return };
            loop {
                let count = match pipe.read(&mut piece) {
                    Ok(0) => return,
                    Ok(count) => count,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    Err(_) => return,
                };
                let mut bytes = so_far.lock().unwrap_or_else(PoisonError::into_inner);
                bytes.extend_from_slice(&piece[..count]);
            }
        });
        Self { bytes, reader }
    }

    fn has(&self, text: &str) -> bool {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).contains(text)
    }

    /// Waits for the end of it.
    fn all(self) -> Vec<u8> {
        self.reader.join().expect("a reading thread");
        std::mem::take(&mut *self.bytes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
