//! Counting round trips exactly, without a clock that guesses how long a line is.
//!
//! A round trip is a turn from client to server and back, on any of the connections, TCP and TLS
//! handshakes included. The server's *reads* are gated: an umpire thread takes what arrives off the
//! sockets and keeps it back until the client has been quiet on all its connections for
//! [`QUIET_TICKS`] milliseconds and every thread of the server waits for input. Then all that was
//! kept back becomes visible together: one generation. The first write after that counts one turn,
//! and so whatever the server writes without having read anything new belongs to the same turn.
//!
//! Connections: the SYN belongs to one generation (the SYN-ACK is its turn) and is handed to the
//! server with the next one, together with the first bytes behind it; so the banner is a turn of
//! its own, as on a real line (ACK, then banner). A client that blocks in `connect` sends
//! nothing else meanwhile, so bytes on the control connection that come in behind the SYN of its
//! data connection belong to the later generation too. (Where the two arrive in the same instant,
//! the bytes are taken to be behind the SYN.) Other control connections are not held back by it.
//!
//! Several workers on several connections share generations when their flights coincide, as they
//! would on a real line. The figure that tests see is the count up to the last final reply to a
//! command other than QUIT, since nobody waits for that one.
//!
//! On a loaded machine a client may be slow without being quiet. So the umpire also looks at the
//! client's threads, where it was told of them ([`Turns::watch`]) and the system says what they do
//! (`/proc`): while one of them runs, or wants to run, the client is not quiet.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, Read};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

pub use super::gate::Id;
use super::gate::{Door, Line, State};

/// How many ticks of a millisecond the client must be quiet before its bytes become visible.
const QUIET_TICKS: u32 = 15;
/// A tick that took longer than this says that the machine is busy, the client perhaps too.
const LATE_TICK: Duration = Duration::from_millis(5);

/// Whose threads tell whether the client is quiet.
pub enum Client {
    /// All threads of a process.
    Process(u32),
    /// The thread that says so.
    ThisThread,
}

/// The gate in front of all that a server reads.
#[derive(Default)]
pub struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

impl Turns {
    /// A gate with its umpire thread, which ends with [`Turns::stop`].
    pub fn start() -> Arc<Self> {
        let turns = Arc::new(Self::default());
        let umpire = Arc::clone(&turns);
        thread::spawn(move || umpire.preside());
        turns
    }

    /// Opens the gate for good: every wait returns, every read says that the connection ended.
    pub fn stop(&self) {
        self.lock().stopping = true;
        self.changed.notify_all();
    }

    /// Puts a listener behind the gate. `group` is the control connection it serves, if any.
    pub fn add_door(&self, listener: Arc<TcpListener>, group: Option<Id>) -> Id {
        let mut state = self.lock();
        let id = state.fresh_id();
        let door = Door {
            listener,
            group,
            syn: Vec::new(),
            acknowledged: Vec::new(),
            ready: VecDeque::new(),
        };
        state.doors.insert(id, door);
        id
    }

    /// Puts a connection behind the gate that the server itself has opened.
    pub fn add_line(&self, stream: Arc<TcpStream>, group: Id) -> Id {
        let mut state = self.lock();
        let id = state.fresh_id();
        state.lines.insert(id, Line::new(stream, group));
        id
    }

    /// Forgets a listener.
    pub fn remove_door(&self, id: Id) {
        self.lock().doors.remove(&id);
    }

    /// Forgets a connection.
    pub fn remove_line(&self, id: Id) {
        self.lock().lines.remove(&id);
    }

    /// A server thread begins to run. Called by the thread that starts it, so that there is no gap.
    pub fn enter(&self) {
        self.lock().running += 1;
    }

    /// A server thread has ended.
    pub fn leave(&self) {
        self.lock().running -= 1;
    }

    /// The next connection that the server may see at this listener.
    pub fn accept(&self, door: Id) -> Option<(Arc<TcpStream>, Id)> {
        self.lock().doors.get_mut(&door)?.ready.pop_front()
    }

    /// Reads visible bytes, waiting for them; 0 at the end of the connection.
    pub fn read(&self, line: Id, buffer: &mut [u8]) -> io::Result<usize> {
        self.wait(&[line], None);
        let mut state = self.lock();
        let Some(line) = state.lines.get_mut(&line) else {
            return Ok(0);
        };
        if line.visible.is_empty() {
            let kind = line.end.as_ref().and_then(|end| end.kind);
            return kind.map_or(Ok(0), |kind| Err(kind.into()));
        }
        line.visible.read(buffer)
    }

    /// Waits until one of these has something for the server, and says which have.
    pub fn wait(&self, ids: &[Id], limit: Option<Duration>) -> Vec<bool> {
        let deadline = limit.map(|limit| Instant::now() + limit);
        let mut state = self.lock();
        if !state.any_ready(ids) {
            let waiter = state.next_waiter;
            state.next_waiter += 1;
            state.waiting.insert(waiter, ids.to_vec());
            state.running -= 1;
            while !state.any_ready(ids) {
                let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
                if left.is_some_and(|left| left.is_zero()) {
                    break;
                }
                let left = left.unwrap_or(Duration::from_secs(3600));
                let woken = self.changed.wait_timeout(state, left);
                state = woken.unwrap_or_else(PoisonError::into_inner).0;
            }
            state.waiting.remove(&waiter);
            state.running += 1;
        }
        ids.iter().map(|id| state.is_ready(*id)).collect()
    }

    /// Tells the gate that the server writes now.
    pub fn wrote(&self) {
        let mut state = self.lock();
        state.quiet = 0;
        state.count();
    }

    /// Tells the gate that a final reply goes out now which the client waits for. Said before the
    /// write, since the client may look at the count as soon as it has the reply.
    pub fn replies(&self) {
        let mut state = self.lock();
        state.quiet = 0;
        state.count();
        state.turns_at_reply = state.turns;
    }

    /// Takes a client for quiet only while its threads wait for something.
    pub fn watch(&self, client: &Client) {
        let path = match client {
            Client::Process(id) => Path::new("/proc").join(id.to_string()).join("task"),
            Client::ThisThread => {
                let thread = fs::read_link("/proc/thread-self").unwrap_or_default();
                Path::new("/proc").join(thread)
            }
        };
        self.lock().clients.push(path);
    }

    /// Round trips up to the last reply that [`Turns::replies`] was told of.
    pub fn round_trips(&self) -> usize {
        self.lock().turns_at_reply
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The umpire: takes in what arrives, and opens the gate when the client is quiet.
    fn preside(&self) {
        loop {
            let (lines, doors, newest) = {
                let state = self.lock();
                if state.stopping {
                    return;
                }
                let (lines, doors) = state.open_sockets();
                (lines, doors, state.next_id)
            };
            let began = Instant::now();
            let arrived = poll_sockets(&lines, &doors);
            let mut state = self.lock();
            if state.next_id != newest {
                // A listener has come up meanwhile: a SYN there would have been overlooked.
                continue;
            }
            if arrived.iter().any(|ready| *ready) {
                // Listeners first: a SYN holds back what came behind it.
                for ((id, _), _) in doors.iter().zip(&arrived[lines.len()..]).filter(|(_, r)| **r) {
                    state.take_connection(*id);
                }
                for ((id, stream), _) in lines.iter().zip(&arrived).filter(|(_, ready)| **ready) {
                    state.take_bytes(*id, stream);
                }
                state.quiet = 0;
            } else if state.is_busy()
                || state.clients.iter().any(|client| runs(client))
                || began.elapsed() > LATE_TICK
            {
                state.quiet = 0;
            } else {
                state.quiet += 1;
            }
            if state.quiet >= QUIET_TICKS && state.has_something_kept_back() {
                state.open_gate();
                self.changed.notify_all();
            }
        }
    }
}

/// Which of the sockets have something. Connections stand before listeners: when a SYN and the bytes
/// behind it arrive while poll walks the list, it never reports the bytes without the SYN.
fn poll_sockets(lines: &[(Id, Arc<TcpStream>)], doors: &[(Id, Arc<TcpListener>)]) -> Vec<bool> {
    let of_lines = lines.iter().map(|(_, line)| PollFd::new(line, PollFlags::IN));
    let of_doors = doors.iter().map(|(_, door)| PollFd::new(door, PollFlags::IN));
    let mut sockets: Vec<PollFd<'_>> = of_lines.chain(of_doors).collect();
    let tick = Timespec { tv_sec: 0, tv_nsec: 1_000_000 };
    let _ = poll(&mut sockets, Some(&tick));
    sockets.iter().map(|fd| !fd.revents().is_empty()).collect()
}

/// Whether a thread, or one of the threads in a folder, runs or wants to run.
fn runs(tasks: &Path) -> bool {
    if let Ok(stat) = fs::read_to_string(tasks.join("stat")) {
        // `1234 (name) S ...`, and the name may hold anything.
        let state = stat.rsplit(") ").next();
        return state.is_some_and(|state| state.starts_with(['R', 'D']));
    }
    let threads = fs::read_dir(tasks).into_iter().flatten();
    let mut threads = threads.filter_map(Result::ok);
    threads.any(|thread| thread.path().join("stat").exists() && runs(&thread.path()))
}
