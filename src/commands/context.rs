//! From where a command runs: the command line, or a shell that stands in a folder on a server and
//! keeps its client open between commands.
//!
//! Logging in and changing the folder are left to `navigate`, reading operands to `env`.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Result, printable, usage};
use crate::ftp::client::{Client, Idempotence, RunContext};
use crate::ftp::listing::Entry;
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern;
use crate::settings::login::Claims;
use crate::settings::target::Target;

/// A folder on a server, and the client that is logged in there.
pub struct Location {
    /// The server as it was named; its path is the folder.
    target: Target,
    /// The name of the login folder, where it is no path from `/`; the folder is then the empty path.
    login: Option<RemotePath>,
    /// Taken by the command that runs.
    client: Slot,
}

/// Holds the client while no command has it.
type Slot = Arc<Mutex<Option<Client>>>;

/// Keeps the connection of a shell alive, from another thread.
#[derive(Clone)]
pub struct Keepalive(Slot);

/// From where a command runs.
#[derive(Clone, Copy)]
pub enum Context<'a> {
    /// From the command line: targets name their server.
    OneShot,
    /// From a shell.
    Shell(ShellContext<'a>),
}

/// The state of a shell that its commands use.
#[derive(Clone, Copy)]
pub struct ShellContext<'a> {
    /// Where the shell is, if it is at a server.
    pub location: Option<&'a Location>,
    /// The patterns of the words with quotes in them.
    pub patterns: &'a HashMap<OsString, Vec<u8>>,
    /// The passwords of the shell's run.
    pub claims: &'a Claims,
    /// Where relative local names begin, for a job that outlives the folder it was started in.
    pub local: Option<&'a Path>,
}

impl Location {
    /// The folder `target`, on the server that `client` is logged in at. `login` is the name of the login folder where
    /// that is no path from `/`.
    pub(super) fn new(target: Target, login: Option<RemotePath>, client: Client) -> Self {
        Self { target, login, client: Arc::new(Mutex::new(Some(client))) }
    }

    /// The same folder with a login of its own, for a job.
    #[must_use]
    pub fn fork(&self) -> Self {
        let client = self.lock().as_ref().map(Client::fork);
        let (target, login) = (self.target.clone(), self.login.clone());
        Self { target, login, client: Arc::new(Mutex::new(client)) }
    }

    /// Changes to a folder that is known to exist.
    pub fn enter(&mut self, folder: RemotePath) {
        self.target.path = folder;
    }

    /// Gives the client to `work`; `None` while a command has it.
    pub fn with_client<T>(&self, work: impl FnOnce(&mut Client) -> T) -> Option<T> {
        self.lock().as_mut().map(work)
    }

    /// The server as it was named, and the folder.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The folder.
    pub fn folder(&self) -> &RemotePath {
        &self.target.path
    }

    /// The folder as it is shown.
    pub fn shown_folder(&self) -> String {
        let folder = if self.folder().is_empty() { self.login.as_ref() } else { None };
        printable(folder.unwrap_or(self.folder()).as_bytes())
    }

    /// The entries of a folder, within the limits of `context`; none while a command has the client.
    pub fn list(&self, folder: &RemotePath, context: RunContext) -> Result<Vec<Entry>> {
        let mut slot = self.lock();
        let Some(client) = slot.as_mut() else { return Ok(Vec::new()) };
        client.begin(context);
        let listed = client.with_data(Idempotence::Harmless, |session| session.list(folder))?;
        Ok(match listed {
            Listed::Folder(listing) => listing.entries,
            Listed::Single(entry) => vec![entry],
        })
    }

    /// A handle that keeps the connection alive from another thread.
    pub fn keepalive(&self) -> Keepalive {
        Keepalive(Arc::clone(&self.client))
    }

    /// The target of a path and its pattern, both typed relative to this folder.
    pub fn below(&self, typed: &[u8], pattern: &[u8]) -> Target {
        let folder = &self.target.path;
        let target = self.target.clone();
        // In the login folder, names that are no paths from `/` are sent as typed.
        if folder.is_empty() {
            let (path, pattern) = (RemotePath::new(typed), pattern.to_vec());
            return Target { path, pattern, transfer_type: None, ..target };
        }
        let pattern = if typed.starts_with(b"/") {
            pattern.to_vec()
        } else {
            let folder = folder.without_slash();
            let slash = if folder.ends_with_slash() { &b""[..] } else { b"/" };
            [&pattern::literally(folder.as_bytes()), slash, pattern].concat()
        };
        let path = if folder.is_absolute() {
            RemotePath::absolute(folder, typed)
        } else {
            folder.with_name(typed)
        };
        Target { path, pattern, transfer_type: None, ..target }
    }

    /// The client, unless another command has it.
    pub(super) fn take(&self) -> Option<Client> {
        self.lock().take()
    }

    /// Takes the client back.
    pub(super) fn give_back(&self, client: Client) {
        *self.lock() = Some(client);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Client>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keepalive {
    /// Sends a command that changes nothing, so that the server does not close an idle connection.
    pub fn beat(&self, context: RunContext) {
        if let Some(client) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            client.begin(context);
            client.ping();
        }
    }
}

impl<'a> Context<'a> {
    /// Where the shell is.
    pub(super) fn location(self) -> Result<&'a Location> {
        match self {
            Context::Shell(ShellContext { location: Some(location), .. }) => Ok(location),
            Context::Shell(_) => {
                Err(usage("not at a server: open HOST first, or name HOST:PATH or ftp://HOST/PATH"))
            }
            Context::OneShot => Err(usage("no server is named")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;
    use crate::settings::target::{Operand, Place};

    #[track_caller]
    fn below(folder: &str, typed: &str) -> (String, String) {
        let parsed = Operand::parse(OsStr::new("joe@host"), Place::Target).expect("a target");
        let Operand::Remote(mut target) = parsed else { panic!("a target") };
        target.path = RemotePath::new(folder);
        let location = Location { target, login: None, client: Slot::default() };
        let found = location.below(typed.as_bytes(), typed.as_bytes());
        assert_eq!((found.host.as_str(), found.user.as_deref()), ("host", Some("joe")));
        (found.path.to_string(), String::from_utf8_lossy(&found.pattern).into_owned())
    }

    #[test]
    fn what_is_typed_in_a_folder_lies_below_it() {
        let text = |path: &str, pattern: &str| (path.to_owned(), pattern.to_owned());
        assert_eq!(below("/in", "a*.csv"), text("/in/a*.csv", "/in/a*.csv"));
        assert_eq!(below("/in [1]", "a*"), text("/in [1]/a*", "/in \\[1]/a*"));
        assert_eq!(below("/in", "/out/x"), text("/out/x", "/out/x"));
        assert_eq!(below("", "a"), text("a", "a"));
        assert_eq!(below("in", "a").0, "in/a");
        assert_eq!(below("'JOE.'", "DATA").0, "'JOE.DATA'");
        assert_eq!(below("/in", "").0, "/in");
    }
}
