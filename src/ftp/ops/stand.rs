//! Where the server stands (CWD, RFC 959 section 4.1.1), for servers whose login folder is no path with slashes.
//!
//! The rule: no relative path is sent while the server stands elsewhere than after login. [`Session::stand_for`] goes back
//! first, by the name that PWD gave the login folder if that name means the same everywhere and PWD then confirms it;
//! else the session is given up, and the client logs in again.

use crate::error::{Class, Error, Response, Result, printable};
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;

impl Session {
    /// Makes sure that a path means the same to the server as it did after login.
    ///
    /// # Errors
    /// [`Error::Displaced`] where no way back is proven: a new login is due.
    pub(in crate::ftp) fn stand_for(&mut self, path: &RemotePath) -> Result<()> {
        self.check_charset(path)?;
        if path.is_rooted_as(self.home()) || self.place().folder().is_none() {
            return Ok(());
        }
        let home = self.home().filter(|home| home.is_rooted()).cloned();
        let Some(home) = home else { return Err(Error::Displaced) };
        let cwd = self.exchange().send(Command::new("CWD", &home)?);
        let pwd = self.exchange().send(Command::bare("PWD"));
        let went = self.exchange().answer(cwd)?.is_done();
        let reported = self.exchange().answer(pwd)?;
        if went && reported.is_done() && parse_pwd(reported.first()) == Some(home) {
            self.place_mut().went_back();
            return Ok(());
        }
        Err(Error::Displaced)
    }

    /// Refuses a name that cannot be written in the charset of the server, before anything is sent.
    fn check_charset(&mut self, path: &RemotePath) -> Result<()> {
        match self.exchange().charset() {
            Some(charset) if charset.encode(path.as_bytes()).is_none() => {
                let (shown, charset) = (printable(path.as_bytes()), charset.name());
                let why = format!("{shown}: its name cannot be written in {charset}");
                Err(Error::Plain(Class::Refused, why))
            }
            _ => Ok(()),
        }
    }

    /// A command about a path, to be sent next; a folder has the form that the system has for one.
    pub(in crate::ftp) fn about(
        &mut self,
        verb: &'static str,
        path: &RemotePath,
    ) -> Result<Command> {
        if verb == "CWD" {
            self.stand_for(path)?;
            return Command::new(verb, path.as_folder());
        }
        let argument = self.argument(path)?;
        match verb {
            "MKD" | "RMD" => Command::new(verb, argument.as_folder()),
            _ => Command::new(verb, argument),
        }
    }

    /// A command with words before its path, to be sent next: `MFMT 20260131090000 a`.
    pub(in crate::ftp) fn about_with(
        &mut self,
        verb: &'static str,
        words: &[u8],
        path: &RemotePath,
    ) -> Result<Command> {
        let argument = self.argument(path)?;
        Command::new(verb, [words, b" ", argument.as_ref()].concat())
    }

    /// Sends the server to a folder, unless it stands there; names without a path are then names in it. Returns the
    /// refusal, if there was one.
    pub(in crate::ftp) fn go_into(&mut self, folder: &RemotePath) -> Result<Option<Response>> {
        if self.place().folder() == Some(folder) {
            return Ok(None);
        }
        let command = self.about("CWD", folder)?;
        let reply = self.try_call(command)?;
        self.note_entered(folder, &reply);
        Ok((!reply.is_done()).then(|| reply.response()))
    }

    /// Keeps where a CWD led; returns whether the path is a folder.
    pub(in crate::ftp) fn note_entered(&mut self, path: &RemotePath, reply: &Reply) -> bool {
        let is_folder = reply.is_done() && (path.is_prefix() || !says_prefix(reply));
        let outlives = !path.is_rooted_as(self.home());
        let place = self.place_mut();
        if outlives {
            place.answered(path, is_folder);
        }
        if reply.is_done() {
            place.went_to(path);
        }
        is_folder
    }

    /// Whether a path is a folder, if the operation that runs asked before.
    pub(in crate::ftp) fn known_folder(&self, path: &RemotePath) -> Option<bool> {
        self.place().answer(path)
    }
}

/// Whether a CWD was taken for any name at all, as z/OS does: `"USER1.NEW." is the working directory name prefix.`
fn says_prefix(reply: &Reply) -> bool {
    let text = reply.response().text.to_ascii_lowercase();
    text.contains("working directory name prefix")
}
