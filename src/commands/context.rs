//! Where a shell is: a server, a folder on it, and the client that stays open between commands.
//! What is typed there without a server is read here.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Env;
use super::connections::{self, Connections};
use crate::error::{Result, printable, usage};
use crate::ftp::client::{Client, Idempotence, RunContext};
use crate::ftp::listing::Entry;
use crate::ftp::ops::list::Listed;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern;
use crate::settings::login::Claims;
use crate::settings::target::{Operand, Place, Target, TransferType};

/// A server and a folder on it.
pub struct Here {
    /// The server as it was named; its path is the folder.
    target: Target,
    /// Taken by the command that runs.
    client: Slot,
}

/// Where the client is while no command has it.
type Slot = Arc<Mutex<Option<Client>>>;

/// Keeps the connection of a shell alive, from another thread.
#[derive(Clone)]
pub struct Keepalive(Slot);

/// From where a command runs.
#[derive(Clone, Copy)]
pub enum Stand<'a> {
    /// From the command line: targets name their server.
    OneShot,
    /// From a shell.
    Shell(Inside<'a>),
}

/// What a command finds in a shell.
#[derive(Clone, Copy)]
pub struct Inside<'a> {
    /// Where the shell is, if it is at a server.
    pub here: Option<&'a Here>,
    /// What the words with quotes in them are as patterns.
    pub patterns: &'a HashMap<OsString, Vec<u8>>,
    /// The passwords of the shell's run.
    pub claims: &'a Claims,
    /// Where relative local names begin, for a job that outlives the folder it was started in.
    pub local: Option<&'a Path>,
}

impl Here {
    /// Logs in at the server that `text` names, and goes to the folder in it.
    pub fn open(env: &Env<'_>, text: &OsStr) -> Result<Self> {
        let parsed = Operand::parse(text, Place::Target).map_err(usage)?;
        let Operand::Remote(mut target) = parsed else { return Err(not_remote(Path::new(text))) };
        let mut client = connections::enter(env, &target)?;
        let typed = client.absolute(&target.path)?;
        target.path = match client.session()?.home() {
            Some(home) if typed.is_empty() || typed == *home => home.clone(),
            _ if typed.is_empty() => typed,
            _ => go_into(&mut client, &typed)?,
        };
        Ok(Self { target, client: Arc::new(Mutex::new(Some(client))) })
    }

    /// The same place with a login of its own, for a job.
    #[must_use]
    pub fn fork(&self) -> Self {
        let client = self.lock().as_ref().map(Client::fork);
        Self { target: self.target.clone(), client: Arc::new(Mutex::new(client)) }
    }

    /// DeleteMode to a folder that is known to be there.
    pub fn enter(&mut self, folder: RemotePath) {
        self.target.path = folder;
    }

    /// Does something with the client, if no command has it.
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

    /// The names in a folder, to choose from.
    pub fn list(&self, folder: &RemotePath, manner: RunContext) -> Result<Vec<Entry>> {
        let mut slot = self.lock();
        let Some(client) = slot.as_mut() else { return Ok(Vec::new()) };
        client.begin(manner);
        let listed = client.with_data(Idempotence::Harmless, |session| session.list(folder))?;
        Ok(match listed {
            Listed::Folder(listing) => listing.entries,
            Listed::Single(entry) => vec![entry],
        })
    }

    /// For another thread.
    pub fn pulse(&self) -> Keepalive {
        Keepalive(Arc::clone(&self.client))
    }

    /// A path typed here, and the pattern that it is.
    pub fn below(&self, typed: &[u8], pattern: &[u8]) -> Target {
        let folder = &self.target.path;
        let target = self.target.clone();
        // Names that are no paths (z/OS) are sent as typed.
        if !folder.is_absolute() {
            let (path, pattern) = (RemotePath::new(typed), pattern.to_vec());
            return Target { path, pattern, transfer_type: None, ..target };
        }
        let pattern = if typed.starts_with(b"/") {
            pattern.to_vec()
        } else {
            [&pattern::literally(folder.as_bytes()), &b"/"[..], pattern].concat()
        };
        let path = RemotePath::absolute(folder, typed);
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
    /// Asks the server whether it is still there, so that it does not take us for gone.
    pub fn beat(&self, manner: RunContext) {
        if let Some(client) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            client.begin(manner);
            client.ping();
        }
    }
}

/// DeleteMode into a folder; returns what the server calls it.
fn go_into(client: &mut Client, folder: &RemotePath) -> Result<RemotePath> {
    let entered = client.with(|session| session.enter(folder));
    entered.map_err(|error| error.during(format!("cd {}", printable(folder.as_bytes()))))
}

impl<'a> Stand<'a> {
    pub(super) fn here(self) -> Result<&'a Here> {
        match self {
            Stand::Shell(Inside { here: Some(here), .. }) => Ok(here),
            Stand::Shell(_) => {
                Err(usage("not at a server: open HOST first, or say HOST:PATH or ftp://HOST/PATH"))
            }
            Stand::OneShot => Err(usage("no server is named")),
        }
    }
}

impl Env<'_> {
    /// Whether a shell runs the command: nothing tells local and remote names apart there, so all
    /// operands of `get` are remote and all of `put` are local.
    pub(super) fn is_shell(&self) -> bool {
        matches!(self.stand, Stand::Shell(_))
    }

    /// Whether it runs in the background, where nobody can be asked.
    pub(super) fn is_job(&self) -> bool {
        matches!(self.stand, Stand::Shell(Inside { local: Some(_), .. }))
    }

    /// Reads an operand that may be local, but for in a shell.
    pub(super) fn operand(&self, text: &OsStr) -> Result<Operand> {
        let operand = Operand::parse(text, Place::Operand).map_err(usage)?;
        let Stand::Shell(inside) = self.stand else { return Ok(operand) };
        let pattern = inside.patterns.get(text).map_or(text.as_encoded_bytes(), Vec::as_slice);
        match operand {
            Operand::Local(_) => {
                let target = self.stand.here()?.below(text.as_encoded_bytes(), pattern);
                Ok(Operand::Remote(target))
            }
            Operand::Remote(target) => {
                // What was quoted means itself in a full target too.
                let quoted = Operand::parse(OsStr::from_bytes(pattern), Place::Operand);
                let pattern = match quoted {
                    Ok(Operand::Remote(as_pattern)) => as_pattern.pattern,
                    _ => target.pattern,
                };
                Ok(Operand::Remote(Target { pattern, ..target }))
            }
        }
    }

    /// A local name as typed, which a job looks for where it was started.
    pub(super) fn local(&self, name: PathBuf) -> PathBuf {
        match self.stand {
            Stand::Shell(Inside { local: Some(folder), .. }) => folder.join(name),
            _ => name,
        }
    }

    /// DeleteMode from where the shell is to the folder that `text` names; returns what the server calls it.
    pub fn folder(&self, text: &OsStr) -> Result<RemotePath> {
        let target = self.remote(text, Place::Operand)?;
        go_into(Connections::new(self, 0).client(&target)?, &target.path)
    }

    /// Whether a remote name exists.
    pub fn exists(&self, text: &OsStr) -> Result<bool> {
        self.facts(text).map(|found| found.is_some())
    }

    /// Size and time of what stands under a remote name, as far as they are told; `None` if nothing does.
    pub fn facts(&self, text: &OsStr) -> Result<Option<Facts>> {
        let target = self.remote(text, Place::Operand)?;
        let mut servers = Connections::new(self, 0);
        let client = servers.client(&target)?;
        let path = client.absolute(&target.path)?;
        let shown = printable(path.as_bytes());
        let found = client.with(|session| session.lookup(&path));
        found.map_err(|error| error.during(format!("looking for {shown}")))
    }

    /// Reads an operand that must be remote; `place` says whether a bare word is a host, which in a
    /// shell it never is.
    pub(super) fn remote(&self, text: &OsStr, place: Place) -> Result<Target> {
        match self.remote_or_text(text, place)? {
            target if target.transfer_type == Some(TransferType::Ascii) => Err(usage(
                ";type=a asks for text with line ends converted, which only get and put do",
            )),
            target => Ok(target),
        }
    }

    /// The same, where `;type=a` has a meaning.
    pub(super) fn remote_or_text(&self, text: &OsStr, place: Place) -> Result<Target> {
        let operand = if self.is_shell() {
            self.operand(text)?
        } else {
            Operand::parse(text, place).map_err(usage)?
        };
        match operand {
            Operand::Remote(target) => Ok(target),
            Operand::Local(path) => Err(not_remote(&path)),
        }
    }

    /// The folder that the shell is in.
    pub(super) fn here(&self) -> Result<Target> {
        Ok(self.stand.here()?.below(b"", b""))
    }

    /// The targets that the operands called `target` name. In a shell there may be none: then it is
    /// the folder that one is in.
    pub(super) fn targets(&self) -> Result<Vec<Target>> {
        let given = self.matches.get_many::<OsString>("target").into_iter().flatten();
        let targets =
            given.map(|text| self.remote(text, Place::Target)).collect::<Result<Vec<_>>>()?;
        if targets.is_empty() { Ok(vec![self.here()?]) } else { Ok(targets) }
    }
}

fn not_remote(path: &Path) -> crate::error::Error {
    let path = path.display();
    usage(format!("{path} is a local file; a remote one is ftp://HOST/{path} or HOST:{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::target::Operand;

    #[track_caller]
    fn below(folder: &str, typed: &str) -> (String, String) {
        let parsed = Operand::parse(OsStr::new("joe@host"), Place::Target).expect("a target");
        let Operand::Remote(mut target) = parsed else { panic!("a target") };
        target.path = RemotePath::new(folder);
        let here = Here { target, client: Slot::default() };
        let found = here.below(typed.as_bytes(), typed.as_bytes());
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
        assert_eq!(below("'JOE.'", "DATA(A)"), text("DATA(A)", "DATA(A)"));
        assert_eq!(below("/in", "").0, "/in");
    }
}
