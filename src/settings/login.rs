//! Who logs in, with which password: the sources in their order, and the prompt as the last.
//!
//! A password never comes from the command line, where every user of the machine could read it.

use std::fs;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use super::files;
use super::netrc::{Entry, Netrc};
use super::{Credentials, Questions, Settings, User};
use crate::error::{Class, Error, Result, local, usage};
use crate::ftp::wire::secret::Secret;
use crate::net::cancel::Cancel;

/// What a server that takes anonymous logins expects as the password (RFC 1635).
const ANONYMOUS: (&str, &str) = ("anonymous", "anonymous@");

/// The ways to give a password, for messages.
const WAYS: &str =
    "give it by --password-file FILE, --password-command COMMAND, FTPS_PASSWORD or a netrc file";

/// User, password and account for a login.
#[derive(Clone, Debug)]
pub struct Login {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Password,
    /// The account.
    pub account: Option<Secret>,
}

/// A password, or the question for it.
#[derive(Clone, Debug)]
pub enum Password {
    /// An option, the environment or a file gave it.
    Known(Secret),
    /// The user must be asked, and not before the server's certificate was accepted.
    Asked(Question),
}

/// The question for a password on the terminal.
#[derive(Clone, Debug)]
pub struct Question {
    user: String,
    host: String,
    cancel: Cancel,
}

/// Finds user and password for `host`; `typed` is the user in the target.
pub fn find(
    settings: &Settings,
    host: &str,
    typed: Option<&str>,
    cancel: &Cancel,
) -> Result<Login> {
    let given = &settings.credentials;
    let named = match (typed, given.user.as_deref()) {
        (Some(a), Some(b)) if a != b => {
            return Err(usage(format!("the target says user {a}, and --user says {b}")));
        }
        (a, b) => a.or(b),
    };
    let (named, anybody) = match (named, &given.saved) {
        (None, Some(User::Named(user))) => (Some(user.as_str()), false),
        (None, Some(User::Anonymous)) => (None, true),
        _ => (named, false),
    };
    if given.anonymous || anybody {
        let (user, password) = ANONYMOUS;
        let password = Password::Known(Secret::new(password));
        return Ok(Login { user: user.into(), password, account: None });
    }
    let noted = netrc(given, host, named, cancel)?;
    let user = match (named, noted.as_ref().and_then(|entry| entry.login.clone())) {
        (Some(user), _) => user.to_owned(),
        (None, Some(user)) => user,
        (None, None) => ask_user(given, host, cancel)?,
    };
    let account = noted.as_ref().and_then(|entry| entry.account.clone()).map(Secret::new);
    let password = match told(given, cancel)? {
        Some(password) => Password::Known(password),
        None => match noted.and_then(|entry| entry.password) {
            Some(password) => Password::Known(Secret::new(password)),
            None => Password::Asked(Question::new(given, &user, host, cancel)?),
        },
    };
    Ok(Login { user, password, account })
}

/// The password that an option or the environment gives.
fn told(given: &Credentials, cancel: &Cancel) -> Result<Option<Secret>> {
    if let Some(path) = &given.password_file {
        let text = files::read(path, cancel)?;
        return first_line(&text, &path.display().to_string()).map(Some);
    }
    if let Some(command) = &given.password_command {
        let mut run = Command::new("sh");
        run.arg("-c").arg(command).stdin(Stdio::inherit()).stderr(Stdio::inherit());
        let child = run.stdout(Stdio::piped()).spawn().map_err(local("sh"))?;
        let id = Pid::from_child(&child);
        let output = cancel.apart(None, move || child.wait_with_output()).inspect_err(|_| {
            // It may be waiting for a user who has just gone.
            let _ = kill_process(id, Signal::TERM);
        })?;
        let output = output.transpose().map_err(local("sh"))?;
        return match output {
            Some(done) if done.status.success() => {
                first_line(&done.stdout, "the password command").map(Some)
            }
            Some(done) => Err(failed(format!("the password command failed ({})", done.status))),
            None => Err(failed("the password command did not end".into())),
        };
    }
    Ok(std::env::var_os("FTPS_PASSWORD").map(|password| Secret::new(password.into_encoded_bytes())))
}

fn failed(text: String) -> Error {
    Error::Plain(Class::Local, text)
}

fn first_line(text: &[u8], from: &str) -> Result<Secret> {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return Err(usage(format!(
            "{from}: the first line is empty; a password was expected there"
        )));
    }
    Ok(Secret::new(line))
}

fn netrc(
    given: &Credentials,
    host: &str,
    user: Option<&str>,
    cancel: &Cancel,
) -> Result<Option<Entry>> {
    if given.no_netrc {
        return Ok(None);
    }
    let path = match &given.netrc_file {
        Some(path) => path.clone(),
        None => match dirs::home_dir().map(|home| home.join(".netrc")) {
            Some(path) if path.exists() => path,
            _ => return Ok(None),
        },
    };
    let bytes = files::read(&path, cancel)?;
    let known = Netrc::parse(&bytes).map_err(|e| usage(format!("{}: {e}", path.display())))?;
    Ok(known.lookup(host, user))
}

fn ask_user(given: &Credentials, host: &str, cancel: &Cancel) -> Result<String> {
    if !can_ask(given) {
        return Err(usage(format!(
            "no user for {host}: say USER@HOST, --user USER or --anonymous, or name one in a netrc file"
        )));
    }
    let mut tty = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .map_err(local("/dev/tty"))?;
    let asked = write!(tty, "User for {host}: ");
    asked.map_err(local("/dev/tty"))?;
    // The terminal gives whole lines only. Nobody is left behind who would read the next one.
    cancel.wait_readable(tty.as_fd()).inspect_err(|_| {
        // What is told next begins a line of its own.
        let _ = writeln!(&tty);
    })?;
    let mut line = String::new();
    std::io::BufReader::new(&tty).read_line(&mut line).map_err(local("/dev/tty"))?;
    match line.trim_end_matches(['\r', '\n']) {
        "" => Err(usage("no user was given")),
        user => Ok(user.to_owned()),
    }
}

impl Question {
    /// An error if nobody can be asked.
    fn new(given: &Credentials, user: &str, host: &str, cancel: &Cancel) -> Result<Self> {
        if !can_ask(given) {
            return Err(usage(format!("no password for {user} at {host}: {WAYS}")));
        }
        let (user, host) = (user.to_owned(), host.to_owned());
        Ok(Self { user, host, cancel: cancel.clone() })
    }

    /// Asks on the terminal; the answer is not shown.
    pub fn ask(&self) -> Result<Secret> {
        let tty = fs::File::open("/dev/tty").map_err(local("/dev/tty"))?;
        let before = tcgetattr(&tty);
        // Before the question is seen: who answers at once must not see the answer either.
        if let Ok(before) = &before {
            let mut hidden = before.clone();
            hidden.local_modes.remove(LocalModes::ECHO);
            let _ = tcsetattr(&tty, OptionalActions::Now, &hidden);
        }
        let prompt = format!("Password for {} at {}: ", self.user, self.host);
        let asked = self.cancel.apart(None, move || rpassword::prompt_password(prompt));
        if let Ok(before) = &before {
            // Also where the thread that reads is left behind.
            let _ = tcsetattr(&tty, OptionalActions::Now, before);
        }
        let password = asked?.transpose().map_err(local(PathBuf::from("/dev/tty")))?;
        password.map(Secret::new).ok_or_else(|| usage("no password was given"))
    }
}

/// Questions go to the terminal that the user sits at: standard error must be it, since cron and
/// scripts that redirect it have nobody to answer.
fn can_ask(given: &Credentials) -> bool {
    given.questions == Questions::Asked
        && std::io::stderr().is_terminal()
        && fs::File::open("/dev/tty").is_ok()
}
