//! An FTPS server inside the test's process. It really serves a temporary folder, over real sockets
//! and real TLS, and goes wrong where its script says so.
//!
//! ```text
//! let server = Server::build().without("MLSD").on(verb("RETR").nth(2), Fault::cut(1000)).start();
//! ```
//!
//! When it is dropped, the test fails if one of its threads panicked or a step of the script was
//! never reached.

mod channel;
mod commands;
mod data;
mod digest;
mod fault;
mod files;
mod folders;
mod gate;
mod listing;
mod options;
mod plan;
mod records;
mod script;
mod session;
mod site;
mod systems;
mod tls;
mod transfer;
mod turns;
mod wire;

use std::any::Any;
use std::fs;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::pki::{Pki, PkiFiles};
use super::until::until_some;
use channel::Channel;
use records::Records;
use session::Session;
use tls::Tls;
use turns::Turns;
use wire::{Door, Net, Source, Wire};

pub use fault::Fault;
pub use options::{Options, Refuse, Versions};
pub use plan::{
    At, DataPlan, Ending, Event, Instead, Moment, Opening, Passive, Plan, Preliminary, Stop,
};
pub use records::{Command, Events};
pub use script::{When, any, verb};
pub use systems::System;
pub use turns::Client;

/// How long [`Server::wait_for`] waits before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// What all threads of one server share.
struct Shared {
    options: Options,
    tls: Tls,
    net: Arc<Net>,
    records: Records,
    root: PathBuf,
    sessions: Mutex<Vec<JoinHandle<()>>>,
}

/// A running test server.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    acceptor: Mutex<Option<JoinHandle<()>>>,
    files: PkiFiles,
    // Last, so that the folder goes when no thread uses it any more.
    folder: TempDir,
}

impl Server {
    /// A server to be described further; [`Options::start`] starts it.
    pub fn build() -> Options {
        Options::default()
    }

    fn start(options: Options) -> Self {
        let folder = tempfile::Builder::new().prefix("ftps-server-").tempdir();
        let folder = folder.expect("a temporary folder");
        let root = folder.path().join("root");
        let home = root.join(options.home.trim_start_matches('/'));
        fs::create_dir_all(if options.home.ends_with('.') { &root } else { &home })
            .expect("the served folder");
        let files = Pki::shared().write(folder.path());
        let net = Arc::new(Net::new(options.count_round_trips.then(Turns::start)));
        let ip = if options.ipv6 {
            IpAddr::from(Ipv6Addr::LOCALHOST)
        } else {
            IpAddr::from(Ipv4Addr::LOCALHOST)
        };
        let door = Door::open(ip, &net, None).expect("a free port");
        let address = door.address();
        let shared = Arc::new(Shared {
            tls: Tls::new(&options),
            options,
            net,
            records: Records::default(),
            root,
            sessions: Mutex::default(),
        });
        if let Some(turns) = &shared.net.turns {
            turns.enter();
        }
        let acceptor = Mutex::new(Some(accept_at(&shared, door)));
        Self { shared, address, acceptor, files, folder }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `ftp://u@127.0.0.1:PORT`, or `ftps://` where TLS is implicit; no slash at the end.
    pub fn url(&self) -> String {
        let scheme = if self.shared.options.implicit { "ftps" } else { "ftp" };
        format!("{scheme}://{}@{}", self.user(), self.address)
    }

    /// The first user.
    pub fn user(&self) -> &str {
        &self.shared.options.users[0].0
    }

    /// The first user's password.
    pub fn password(&self) -> &str {
        &self.shared.options.users[0].1
    }

    /// The files with the authority's and the client's certificate.
    pub fn files(&self) -> &PkiFiles {
        &self.files
    }

    /// The folder that is served as `/`.
    pub fn root(&self) -> &Path {
        &self.shared.root
    }

    /// The local path of a served path.
    pub fn path(&self, served: &str) -> PathBuf {
        self.root().join(served.trim_start_matches('/'))
    }

    /// Puts a file there, with its folders.
    pub fn write(&self, served: &str, content: impl AsRef<[u8]>) {
        let path = self.path(served);
        let folder = path.parent().expect("a path below the root");
        fs::create_dir_all(folder).expect("a served folder");
        fs::write(path, content).expect("a served file");
    }

    /// Puts a file of so many zeros there that takes no room.
    pub fn write_sparse(&self, served: &str, bytes: u64) {
        self.write(served, "");
        super::files::sparse(&self.path(served), bytes);
    }

    /// Puts a file there that was last changed at this time, in seconds since 1970.
    pub fn write_dated(&self, served: &str, content: impl AsRef<[u8]>, seconds: u64) {
        self.write(served, content);
        super::files::date(&self.path(served), seconds);
    }

    /// The content of a served file, which must be there.
    pub fn read(&self, served: &str) -> Vec<u8> {
        fs::read(self.path(served)).unwrap_or_else(|error| {
            panic!("{served} on the server: {error}; log:\n{}", self.log());
        })
    }

    /// When a served file was last changed, in seconds since 1970.
    pub fn modified(&self, served: &str) -> u64 {
        super::files::modified(&self.path(served))
    }

    /// Whether there is something at a served path.
    pub fn exists(&self, served: &str) -> bool {
        fs::symlink_metadata(self.path(served)).is_ok()
    }

    /// Asserts that a served folder holds exactly these names; none but these were left there.
    pub fn only_files(&self, served: &str, names: &[&str]) {
        super::files::only_files(&self.path(served), names);
    }

    /// All that happened so far.
    pub fn events(&self) -> Events {
        self.shared.records.events().clone()
    }

    /// Every command so far.
    pub fn commands(&self) -> Vec<Command> {
        self.events().commands
    }

    /// The verbs of all commands so far, in capitals.
    pub fn verbs(&self) -> Vec<String> {
        self.commands().iter().map(Command::verb).collect()
    }

    /// How often a verb was received.
    pub fn count(&self, verb: &str) -> usize {
        self.verbs().iter().filter(|known| *known == verb).count()
    }

    /// Logins that succeeded.
    pub fn logins(&self) -> usize {
        self.events().logins
    }

    /// Data connections that were taken.
    pub fn data_connections(&self) -> usize {
        self.events().data_connections
    }

    /// Data connections that resumed a session of their own control connection.
    pub fn resumed(&self) -> usize {
        self.events().resumed
    }

    /// Asserts that nothing but `AUTH` was said in clear (and nothing at all, where TLS is implicit).
    pub fn nothing_in_clear(&self) {
        let clear = |command: &Command| !command.secure && command.verb() != "AUTH";
        let said: Vec<Command> = self.commands().into_iter().filter(clear).collect();
        assert!(said.is_empty(), "said in clear: {said:?}");
    }

    /// All commands as text, for messages.
    pub fn log(&self) -> String {
        let line = |command: Command| {
            let over = if command.secure { "tls" } else { "clear" };
            let text = command.line.escape_ascii().to_string();
            format!("#{} {over}: {text}\n", command.connection)
        };
        self.commands().into_iter().map(line).collect()
    }

    /// Waits until a verb has been received `times` times.
    pub fn wait_for(&self, verb: &str, times: usize) {
        self.wait_until(&format!("{times} {verb}"), |events| {
            let fits = |command: &&Command| command.verb() == verb;
            events.commands.iter().filter(fits).count() >= times
        });
    }

    /// Waits until so many bytes of payload have moved, both directions together.
    pub fn wait_for_bytes(&self, bytes: u64) {
        self.wait_until(&format!("{bytes} bytes"), |events| events.bytes >= bytes);
    }

    /// Waits until the events are as wanted; `what` names it in the message.
    pub fn wait_until(&self, what: &str, wanted: impl FnMut(&Events) -> bool) {
        let came = self.shared.records.wait(PATIENCE, wanted);
        assert!(came, "waited in vain for {what}; log:\n{}", self.log());
    }

    /// Says who the client is, so that a slow one is not taken for a quiet one while round trips
    /// are counted. The harness does it for what it runs.
    pub fn watch(&self, client: &Client) {
        if let Some(turns) = &self.shared.net.turns {
            turns.watch(client);
        }
    }

    /// Round trips up to the last reply to a command other than QUIT; see the module `turns`.
    pub fn round_trips(&self) -> usize {
        let turns = self.shared.net.turns.as_ref();
        turns.expect("built with count_round_trips()").round_trips()
    }

    /// What a kill and a new start are to clients: every connection is cut, nobody listens for a `pause`, and then the
    /// same server does again, with what is in its folder. Returns how many logins there were before.
    pub fn restart(&self, pause: Duration) -> usize {
        self.stop();
        let logins = self.logins();
        thread::sleep(pause);
        self.shared.net.revive();
        // A connection of another test may have this port for a moment.
        let door = until_some(Duration::from_secs(10), || {
            match Door::open_at(self.address, &self.shared.net, None) {
                Err(error) if error.kind() == ErrorKind::AddrInUse => None,
                opened => Some(opened.expect("a port")),
            }
        });
        let door = door.expect("the same port");
        *self.acceptor() = Some(accept_at(&self.shared, door));
        logins
    }

    fn acceptor(&self) -> std::sync::MutexGuard<'_, Option<JoinHandle<()>>> {
        self.acceptor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends all threads.
    fn stop(&self) {
        self.shared.net.stop();
        // Wakes the acceptor.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        let acceptor = self.acceptor().take();
        let _ = acceptor.map(JoinHandle::join);
        let sessions = std::mem::take(&mut *self.shared.sessions());
        for session in sessions {
            let _ = session.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
            return;
        }
        let panics = self.events().panics;
        assert!(panics.is_empty(), "the server panicked: {panics:?}");
        let unreached = self.shared.options.script.unreached();
        assert!(
            unreached.is_empty(),
            "steps of the script that were never reached: {unreached:#?}; log:\n{}",
            self.log()
        );
    }
}

impl Shared {
    fn sessions(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept_at(shared: &Arc<Shared>, door: Door) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    thread::spawn(move || take_connections(&shared, &door))
}

/// The acceptor thread.
fn take_connections(shared: &Arc<Shared>, door: &Door) {
    loop {
        wire::wait(&shared.net, &[Source::Door(door)], None);
        if shared.net.is_stopping() {
            return;
        }
        if let Some(wire) = door.accept() {
            if let Some(turns) = &shared.net.turns {
                turns.enter();
            }
            let for_session = Arc::clone(shared);
            let session = thread::spawn(move || serve(&for_session, wire));
            shared.sessions().push(session);
        }
    }
}

/// The thread of one control connection.
fn serve(shared: &Arc<Shared>, wire: Wire) {
    let served = catch_unwind(AssertUnwindSafe(|| {
        let mut session = Session::new(shared, Channel::clear(wire));
        // An error is how every session ends: the client hung up, or the script did.
        let _ = session.run();
    }));
    if let Err(panic) = served {
        shared.records.note(|events| events.panics.push(message(&*panic)));
    }
    if let Some(turns) = &shared.net.turns {
        turns.leave();
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "no message".to_owned())
}
