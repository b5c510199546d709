//! Where the server stands (CWD, RFC 959 section 4.1.1), for servers whose login folder is no path with slashes.
//!
//! The rule: no relative path is sent while the server stands elsewhere than after login. [`Session::stand_for`] goes back
//! first, by the name that PWD gave the login folder if that name means the same everywhere and PWD then confirms it;
//! else the session is given up, and the client logs in again.

use crate::error::{Error, Response, Result};
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;

/// Where the server stands, and what was learned on the way there.
#[derive(Debug, Default)]
pub(in crate::ftp) struct Place {
    /// The folder that the server was sent to; `None` is the one after login.
    folder: Option<RemotePath>,
    /// Whether these relative paths are folders. To ask moves the server, perhaps to where only a new login leads
    /// back: the answers outlive the session, for the operation that asked.
    answers: Vec<(RemotePath, bool)>,
}

impl Place {
    pub(in crate::ftp) fn folder(&self) -> Option<&RemotePath> {
        self.folder.as_ref()
    }

    /// The server was sent to a folder.
    pub(in crate::ftp) fn went_to(&mut self, folder: &RemotePath) {
        self.folder = Some(folder.clone());
    }

    /// The server stands in the login folder, or in one from where no relative path will be sent.
    pub(in crate::ftp) fn went_back(&mut self) {
        self.folder = None;
    }

    /// A folder was made or removed: the answer about it is no longer right.
    pub(in crate::ftp) fn forget(&mut self, path: &RemotePath) {
        self.answers.retain(|(known, _)| known != path);
    }

    /// The answers so far, for the session that comes after this one.
    pub(in crate::ftp) fn take_answers(&mut self) -> Vec<(RemotePath, bool)> {
        std::mem::take(&mut self.answers)
    }

    /// Takes the answers of the session before.
    pub(in crate::ftp) fn recall(&mut self, answers: Vec<(RemotePath, bool)>) {
        self.answers = answers;
    }
}

impl Session {
    /// Makes sure that a path means the same to the server as it did after login.
    ///
    /// # Errors
    /// [`Error::Displaced`] where no way back is proven: a new login is due.
    pub(in crate::ftp) fn stand_for(&mut self, path: &RemotePath) -> Result<()> {
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

    /// A command about a path, to be sent next.
    pub(in crate::ftp) fn about(
        &mut self,
        verb: &'static str,
        path: &RemotePath,
    ) -> Result<Command> {
        self.stand_for(path)?;
        Command::new(verb, path)
    }

    /// A command with words before its path, to be sent next: `MFMT 20260131090000 a`.
    pub(in crate::ftp) fn about_with(
        &mut self,
        verb: &'static str,
        words: &[u8],
        path: &RemotePath,
    ) -> Result<Command> {
        self.stand_for(path)?;
        Command::new(verb, [words, b" ", path.as_ref()].concat())
    }

    /// Sends the server to a folder, unless it stands there; names without a path are then names in it. Returns the
    /// refusal, if there was one.
    pub(in crate::ftp) fn go_into(&mut self, folder: &RemotePath) -> Result<Option<Response>> {
        if self.place().folder() == Some(folder) {
            return Ok(None);
        }
        let command = self.about("CWD", folder)?;
        let reply = self.try_call(command)?;
        self.note_folder(folder, reply.is_done());
        Ok((!reply.is_done()).then(|| reply.response()))
    }

    /// Keeps the answer to a CWD, and where it led.
    pub(in crate::ftp) fn note_folder(&mut self, path: &RemotePath, is_folder: bool) {
        let outlives = !path.is_rooted_as(self.home());
        let place = self.place_mut();
        if outlives {
            place.answers.push((path.clone(), is_folder));
        }
        if is_folder {
            place.went_to(path);
        }
    }

    /// Whether a path is a folder, if the operation that runs asked before.
    pub(in crate::ftp) fn known_folder(&self, path: &RemotePath) -> Option<bool> {
        let known = self.place().answers.iter().find(|(known, _)| known == path);
        known.map(|(_, is_folder)| *is_folder)
    }
}
