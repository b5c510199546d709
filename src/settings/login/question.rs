//! Questions to the user, on the terminal that the user sits at.

use std::fs::{self, File};
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use zeroize::Zeroizing;

use crate::error::{Result, local, usage};
use crate::ftp::wire::secret::Secret;
use crate::net::cancel::Cancel;

/// The terminal, whatever the standard streams are.
const TERMINAL: &str = "/dev/tty";

/// The ways to give a password, for messages.
const WAYS: &str = "give it by --password-file FILE, --password-command COMMAND, --password-stdin, \
    --password-credential NAME, FTPS_PASSWORD, a netrc file or a saved site";

/// Whether the user may be asked for a name or a password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Questions {
    /// On the terminal, if there is one.
    #[default]
    Asked,
    /// The terminal is somebody else's: this is a job in the background.
    Never,
}

impl Questions {
    /// Whether there is anybody to ask. Standard error must be the terminal, since cron and scripts that redirect it
    /// have nobody to answer.
    pub fn can_be_asked(self) -> bool {
        self == Questions::Asked && std::io::stderr().is_terminal() && File::open(TERMINAL).is_ok()
    }
}

/// The question for a password on the terminal.
#[derive(Clone, Debug)]
pub struct Question {
    prompt: String,
    cancel: Cancel,
}

impl Question {
    /// The question for the password of a user at a host; an error if nobody can be asked.
    pub(super) fn new(
        questions: Questions,
        user: &str,
        host: &str,
        cancel: &Cancel,
    ) -> Result<Self> {
        if !questions.can_be_asked() {
            return Err(usage(format!("no password for {user} at {host}: {WAYS}")));
        }
        Ok(Self { prompt: format!("Password for {user} at {host}: "), cancel: cancel.clone() })
    }

    /// Asks on the terminal; the answer is not shown.
    pub fn ask(&self) -> Result<Secret> {
        ask_secret(&self.prompt, &self.cancel).map(Secret::new)
    }
}

/// Asks for a line on the terminal that is not shown.
pub fn ask_secret(prompt: &str, cancel: &Cancel) -> Result<Zeroizing<Vec<u8>>> {
    let tty = File::open(TERMINAL).map_err(local(TERMINAL))?;
    let before = tcgetattr(&tty);
    // Before the question is seen: who answers at once must not see the answer either.
    if let Ok(before) = &before {
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        let _ = tcsetattr(&tty, OptionalActions::Now, &hidden);
    }
    let prompt = prompt.to_owned();
    let asked = cancel.apart(None, move || rpassword::prompt_password(prompt));
    if let Ok(before) = &before {
        // Also where the thread that reads is left behind.
        let _ = tcsetattr(&tty, OptionalActions::Now, before);
    }
    let password = asked?.transpose().map_err(local(TERMINAL))?;
    let password = password.ok_or_else(|| usage("no answer was given"))?;
    Ok(Zeroizing::new(password.into_bytes()))
}

/// Asks for a line on the terminal; the answer is without blanks at its ends.
pub fn ask(prompt: &str, cancel: &Cancel) -> Result<String> {
    let tty = fs::OpenOptions::new().read(true).write(true).open(TERMINAL);
    let mut tty = tty.map_err(local(TERMINAL))?;
    write!(tty, "{prompt}").map_err(local(TERMINAL))?;
    // The terminal gives whole lines only. Nobody is left behind who would read the next one.
    cancel.wait_readable(tty.as_fd()).inspect_err(|_| {
        // The message that follows begins a line of its own.
        let _ = writeln!(&tty);
    })?;
    let mut line = String::new();
    let read = std::io::BufReader::new(&tty).read_line(&mut line).map_err(local(TERMINAL))?;
    if read == 0 {
        let _ = writeln!(&tty);
        return Err(usage("the questions were not answered"));
    }
    Ok(line.trim().to_owned())
}
