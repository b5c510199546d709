//! Where a shell is: a server, a folder on it, and the client that stays open between commands.
//! What is typed there without a server is read here.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::Env;
use crate::error::{Result, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern;
use crate::settings::target::{Operand, Place, Target, TransferType};

/// A server and a folder on it.
pub struct Here {
    /// The server as it was named; its path is the folder.
    target: Target,
    /// Taken by the command that runs.
    client: Mutex<Option<Client>>,
}

/// From where a command runs.
#[derive(Clone, Copy)]
pub enum Stand<'a> {
    /// From the command line: targets name their server.
    OneShot,
    /// From a shell, which may be at a server.
    Shell(Option<&'a Here>),
}

impl Here {
    /// At the folder that the target names.
    pub fn new(target: Target, client: Client) -> Self {
        Self { target, client: Mutex::new(Some(client)) }
    }

    /// The server as it was named, and the folder.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The folder.
    pub fn folder(&self) -> &RemotePath {
        &self.target.path
    }

    /// Goes to another folder.
    pub fn go(&mut self, folder: RemotePath) {
        self.target.path = folder;
    }

    /// A path typed here.
    pub fn below(&self, typed: &[u8]) -> Target {
        let folder = &self.target.path;
        let typed_as_pattern = if typed.starts_with(b"/") || folder.is_empty() {
            typed.to_vec()
        } else {
            [&pattern::literally(folder.as_bytes()), &b"/"[..], typed].concat()
        };
        Target {
            path: RemotePath::absolute(folder, typed),
            pattern: typed_as_pattern,
            transfer_type: None,
            ..self.target.clone()
        }
    }

    /// The client, unless another command has it.
    pub(super) fn take(&self) -> Option<Client> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Takes the client back.
    pub(super) fn give_back(&self, client: Client) {
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = Some(client);
    }
}

impl<'a> Stand<'a> {
    fn here(self) -> Result<&'a Here> {
        match self {
            Stand::Shell(Some(here)) => Ok(here),
            Stand::Shell(None) => {
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

    /// Reads an operand that may be local, but for in a shell.
    pub(super) fn operand(&self, text: &OsStr) -> Result<Operand> {
        let operand = Operand::parse(text, Place::Operand).map_err(usage)?;
        match (self.stand, operand) {
            (Stand::Shell(_), Operand::Local(_)) => {
                Ok(Operand::Remote(self.stand.here()?.below(text.as_encoded_bytes())))
            }
            (_, operand) => Ok(operand),
        }
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
        Ok(self.stand.here()?.below(b""))
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
        let here = Here { target, client: Mutex::new(None) };
        let found = here.below(typed.as_bytes());
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
        assert_eq!(below("/in", "").0, "/in");
    }
}
