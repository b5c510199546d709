//! Where a password can be, other than in a netrc file and in the user's head: a file, a command, standard input, a
//! credential of systemd, the environment. Which of them counts is left to `login`.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{IsTerminal as _, Read as _};
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::command;
use crate::error::{Result, local, usage};
use crate::ftp::wire::secret::Secret;
use crate::net::cancel::Cancel;
use crate::settings::files;
use crate::settings::program::PASSWORD_VARIABLE;

/// The folder in which systemd puts the credentials of a service (systemd.exec(5)).
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Longer than any password.
const LONGEST: usize = 64 * 1024;

/// Where a password is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// `--password-file`.
    File(PathBuf),
    /// `--password-command`.
    Command(OsString),
    /// `--password-stdin`.
    Stdin,
    /// `--password-credential`.
    Credential(String),
    /// `FTPS_PASSWORD`.
    Environment,
}

/// As messages name it.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::File(_) => "--password-file",
            Source::Command(_) => "--password-command",
            Source::Stdin => "--password-stdin",
            Source::Credential(_) => "--password-credential",
            Source::Environment => PASSWORD_VARIABLE,
        })
    }
}

impl Source {
    /// The password; `warn` takes a warning about the file that it is in.
    pub(super) fn read(&self, warn: &mut Vec<String>, cancel: &Cancel) -> Result<Secret> {
        let password = match self {
            Source::File(path) => file(path, warn, cancel),
            Source::Command(line) => {
                let printed = command::run(command::PASSWORD, line, command::LIMIT, cancel)?;
                first_line(&printed, command::PASSWORD)
            }
            Source::Stdin => first_line(&standard_input(cancel)?, "standard input"),
            Source::Credential(name) => file(&credential(name)?, warn, cancel),
            Source::Environment => match std::env::var_os(PASSWORD_VARIABLE) {
                Some(password) => Ok(Zeroizing::new(password.into_encoded_bytes())),
                None => Err(usage(format!("{PASSWORD_VARIABLE} is not set"))),
            },
        };
        password.map(Secret::new)
    }
}

impl Source {
    /// The same for the passphrase of a key, as bytes.
    pub(in crate::settings) fn passphrase(&self, cancel: &Cancel) -> Result<Zeroizing<Vec<u8>>> {
        match self {
            Source::Command(line) => {
                let printed = command::run(command::PASSPHRASE, line, command::LIMIT, cancel)?;
                first_line(&printed, command::PASSPHRASE)
            }
            Source::File(path) => file(path, &mut Vec::new(), cancel),
            _ => Err(usage(format!("{self}: not for passphrases"))),
        }
    }
}

/// The first line of a file with a secret in it.
pub(in crate::settings) fn file(
    path: &Path,
    warn: &mut Vec<String>,
    cancel: &Cancel,
) -> Result<Zeroizing<Vec<u8>>> {
    let (text, others) = files::read_with_permissions(path, cancel)?;
    warn.extend(others.warning(path)?);
    first_line(&text, &path.display().to_string())
}

fn credential(name: &str) -> Result<PathBuf> {
    let folder = std::env::var_os(CREDENTIALS).filter(|folder| !folder.is_empty());
    let folder = folder.ok_or_else(|| {
        usage(format!(
            "--password-credential {name}: {CREDENTIALS} is not set; it is for services that systemd starts with \
             LoadCredential= or SetCredential="
        ))
    })?;
    if name.is_empty() || name.contains('/') || name.starts_with('.') {
        return Err(usage("--password-credential takes the name of a credential, not a path"));
    }
    Ok(PathBuf::from(folder).join(name))
}

/// The first line of standard input, byte by byte: what follows it may be for somebody else (`put -`).
fn standard_input(cancel: &Cancel) -> Result<Zeroizing<Vec<u8>>> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Err(usage(
            "--password-stdin: standard input is a terminal, which would show the password; leave the option out and be asked",
        ));
    }
    let broken = |error| local("standard input")(error);
    let mut input = File::from(input.as_fd().try_clone_to_owned().map_err(broken)?);
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = [0];
    while line.len() < LONGEST {
        cancel.wait_readable(input.as_fd())?;
        if input.read(&mut byte).map_err(broken)? == 0 || byte == *b"\n" {
            break;
        }
        line.extend_from_slice(&byte);
    }
    Ok(line)
}

/// The first line, without the marks that editors of other systems leave.
fn first_line(text: &[u8], from: &str) -> Result<Zeroizing<Vec<u8>>> {
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
        return Err(usage(format!(
            "{from}: it is in UTF-16; save it as UTF-8 without a byte order mark"
        )));
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return Err(usage(format!(
            "{from}: the first line is empty; a password was expected there"
        )));
    }
    Ok(Zeroizing::new(line.to_vec()))
}

/// The passwords that command line and environment gave to this run, each with the server that it is for: the first
/// that asked. Sent to another server it would be no secret any more. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Claims(Arc<Mutex<HashMap<Source, Claim>>>);

#[derive(Clone, Debug)]
struct Claim {
    server: String,
    password: Secret,
}

/// Whose a password is.
pub(super) enum Claimed {
    /// The server's that asks.
    Granted(Secret),
    /// That of another, which asked first.
    Taken(String),
}

impl Claims {
    /// The password in `source` for `server`, unless another server had it. It is read once.
    pub(super) fn claim(
        &self,
        source: &Source,
        server: &str,
        read: impl FnOnce() -> Result<Secret>,
    ) -> Result<Claimed> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(source) {
            Some(claim) if claim.server == server => Ok(Claimed::Granted(claim.password.clone())),
            Some(claim) => Ok(Claimed::Taken(claim.server.clone())),
            None => {
                let password = read()?;
                let claim = Claim { server: server.to_owned(), password: password.clone() };
                known.insert(source.clone(), claim);
                Ok(Claimed::Granted(password))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_other_systems_are_no_part_of_a_password() {
        for text in ["pw\nmore", "\u{feff}pw\r\n", "pw", "\u{feff}pw"] {
            assert_eq!(**first_line(text.as_bytes(), "x").unwrap(), *b"pw", "{text:?}");
        }
        assert_eq!(**first_line(b" pw ", "x").unwrap(), *b" pw ");
        assert!(first_line(b"\xff\xfep\0w\0", "x").unwrap_err().to_string().contains("UTF-16"));
        assert!(first_line(b"\xef\xbb\xbf\r\npw", "x").unwrap_err().to_string().contains("empty"));
    }

    #[test]
    fn a_password_is_one_servers_and_read_once() {
        let claims = Claims::default();
        let mut reads = 0;
        let mut claim = |server: &str| {
            claims.claim(&Source::Environment, server, || {
                reads += 1;
                Ok(Secret::new(b"pw".to_vec()))
            })
        };
        assert!(matches!(claim("a:21"), Ok(Claimed::Granted(_))));
        assert!(matches!(claim("b:21"), Ok(Claimed::Taken(first)) if first == "a:21"));
        assert!(matches!(claim("a:21"), Ok(Claimed::Granted(_))));
        assert_eq!(reads, 1);
    }
}
