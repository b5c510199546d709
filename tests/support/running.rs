//! The program while it runs: signals, and the end of it, which comes within a limit.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::output::Output;
use super::server::Server;

/// How often a running process is looked at.
const TICK: Duration = Duration::from_millis(5);

/// The program while it runs.
pub struct Running<'a> {
    child: Guard,
    stdout: JoinHandle<Vec<u8>>,
    stderr: JoinHandle<Vec<u8>>,
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
            stdout: collect(child.stdout.take()),
            stderr: collect(child.stderr.take()),
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

    /// Waits for the end. After the limit the program is killed and the test fails.
    #[track_caller]
    pub fn finish(mut self) -> Output {
        let (status, late) = self.wait();
        let bytes = |reader: JoinHandle<Vec<u8>>| reader.join().expect("a reading thread");
        let output = Output {
            status: status.code(),
            signal: status.signal(),
            stdout: bytes(self.stdout),
            stderr: bytes(self.stderr),
            command: self.shown,
            log: self.server.map(Server::log).unwrap_or_default(),
        };
        assert!(!late, "killed after the time limit\n{}", output.context());
        output
    }

    fn wait(&mut self) -> (ExitStatus, bool) {
        while Instant::now() < self.deadline {
            if let Some(status) = self.child.0.try_wait().expect("a child of ours") {
                return (status, false);
            }
            thread::sleep(TICK);
        }
        let _ = self.child.0.kill();
        (self.child.0.wait().expect("a child of ours"), true)
    }
}

/// Reads to the end what goes to us; nothing goes elsewhere.
fn collect(from: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.map(|mut from| from.read_to_end(&mut bytes));
        bytes
    })
}
