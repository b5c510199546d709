//! What a session changes on the server without a data connection: names, times, permissions.

use crate::error::{Error, Response, Result, protocol};
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::prefetch::Query;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;

/// What a renaming came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// It has the new name.
    Done,
    /// RNFR was refused: the old name cannot be left, or the server renames nothing.
    NotFrom(Response),
    /// RNTO was refused: the new name cannot be taken.
    NotTo(Response),
}

pub(in crate::ftp) fn renamed(replies: &[Reply]) -> Result<Renamed> {
    match replies {
        [first, _] if first.is_refusal() => Ok(Renamed::NotFrom(first.response())),
        [_, last] if last.is_refusal() => Ok(Renamed::NotTo(last.response())),
        [_, last] if last.is_done() => Ok(Renamed::Done),
        _ => Err(protocol("the server did not finish the renaming")),
    }
}

impl Session {
    /// The size of a file in bytes; `None` when the server does not tell it.
    pub fn size(&mut self, path: &RemotePath) -> Result<Option<u64>> {
        let reply = self.try_call(Command::new("SIZE", path)?)?;
        match self.told_size(&reply)? {
            None => Ok(self.facts_by_status(path)?.size),
            told => Ok(told),
        }
    }

    /// Goes into a folder; returns what the server calls it, where `..` and links are resolved.
    pub fn enter(&mut self, folder: &RemotePath) -> Result<RemotePath> {
        let mut replies = self.flight(vec![Command::new("CWD", folder)?, Command::bare("PWD")])?;
        let (Some(pwd), Some(cwd)) = (replies.pop(), replies.pop()) else {
            return Err(protocol("a reply is missing"));
        };
        if cwd.is_refusal() {
            return Err(Error::Refused(cwd.response()));
        }
        self.stands_in = Some(folder.clone());
        let told = if pwd.is_done() { parse_pwd(pwd.first()) } else { None };
        // A server that leaves `..` in its answer (libunftp) knows no links: then it is only text.
        Ok(told.unwrap_or_else(|| folder.clone()).without_dot_dot())
    }

    /// Makes a folder.
    pub fn make_folder(&mut self, path: &RemotePath) -> Result<()> {
        self.call(Command::new("MKD", path)?).map(drop)
    }

    /// Makes a folder where the path has a `*` in it: ProFTPD refuses that in MKD, and in no other command. The folder
    /// above is entered, and where it is the name itself, that comes by renaming `meanwhile`.
    pub fn make_odd_folder(&mut self, path: &RemotePath, meanwhile: &[u8]) -> Result<()> {
        let (Some(above), Some(name)) = (path.parent(), path.name()) else {
            return Err(protocol("a folder without a name"));
        };
        self.call(Command::new("CWD", &above)?)?;
        if !name.contains(&b'*') {
            return self.call(Command::new("MKD", name)?).map(drop);
        }
        self.call(Command::new("MKD", meanwhile)?)?;
        match self.rename(&above.join(meanwhile), path, &[])? {
            Renamed::Done => Ok(()),
            Renamed::NotFrom(said) | Renamed::NotTo(said) => {
                // What cannot be renamed must not stay; that it cannot go either is the smaller harm.
                let _ = self.try_call(Command::new("RMD", above.join(meanwhile))?)?;
                Err(Error::Refused(said))
            }
        }
    }

    /// Removes an empty folder.
    pub fn remove_folder(&mut self, path: &RemotePath) -> Result<()> {
        // A server that stands in a folder that is gone serves nobody: pure-ftpd ends the session.
        let inside = |folder: &RemotePath| folder.as_bytes().starts_with(path.as_bytes());
        if self.stands_in.as_ref().is_some_and(inside)
            && let Some(above) = path.parent()
        {
            self.stands_in = None;
            self.try_call(Command::new("CWD", &above)?)?;
        }
        self.call(Command::new("RMD", path)?).map(drop)
    }

    /// Sets the time of a file or folder by MFMT; that the server will not is fine.
    pub fn stamp(&mut self, path: &RemotePath, stamp: &str) -> Result<()> {
        let argument = [stamp.as_bytes(), b" ", path.as_ref()].concat();
        self.try_call(Command::new("MFMT", argument)?).map(drop)
    }

    /// Removes a file.
    pub fn delete(&mut self, path: &RemotePath) -> Result<()> {
        self.call(Command::new("DELE", path)?).map(drop)
    }

    /// Renames a file: RNFR and RNTO in one flight, since RNTO without a good RNFR does nothing.
    /// `asks` travel with them.
    pub fn rename(
        &mut self,
        from: &RemotePath,
        to: &RemotePath,
        asks: &[Query],
    ) -> Result<Renamed> {
        let mut flight = vec![Command::new("RNFR", from)?, Command::new("RNTO", to)?];
        flight.extend(self.questions(asks)?);
        let mut replies = self.flight(flight)?;
        let answers = replies.split_off(2.min(replies.len()));
        self.take_answers(asks, answers)?;
        renamed(&replies)
    }

    /// What [`Session::stamp_and_size`] says.
    pub fn settling(
        &self,
        path: &RemotePath,
        stamp: Option<&str>,
        asks: &[Query],
    ) -> Result<Vec<Command>> {
        let mut flight = vec![Command::new("SIZE", path)?];
        if let Some(stamp) = stamp {
            let verb = if self.features.has("MFMT") { "MFMT" } else { "MDTM" };
            let argument = [stamp.as_bytes(), b" ", path.as_ref()].concat();
            flight.push(Command::new(verb, argument)?);
        }
        flight.extend(self.questions(asks)?);
        Ok(flight)
    }

    /// Sets a file's time (MFMT, or MDTM with a stamp) and asks for its size, in one flight; where
    /// that sets no time, SITE UTIME does it. `asks` travel with them.
    ///
    /// Returns the size, if told, and whether the time was set.
    pub fn stamp_and_size(
        &mut self,
        path: &RemotePath,
        stamp: Option<&str>,
        asks: &[Query],
    ) -> Result<(Option<u64>, bool)> {
        let flight = self.settling(path, stamp, asks)?;
        let own = 1 + usize::from(stamp.is_some());
        let mut replies = self.flight(flight)?;
        let answers = replies.split_off(own.min(replies.len()));
        self.take_answers(asks, answers)?;
        let told = match replies.first() {
            Some(reply) => self.told_size(reply)?,
            None => None,
        };
        let told = if told.is_some() { told } else { self.facts_by_status(path)?.size };
        let set = replies.get(1).is_some_and(Reply::is_done);
        match stamp {
            Some(stamp) if !set && self.features.has("SITE UTIME") => {
                Ok((told, self.stamp_by_site(path, stamp)?))
            }
            _ => Ok((told, set)),
        }
    }

    /// The two forms of SITE UTIME: ProFTPD's, then pure-ftpd's.
    fn stamp_by_site(&mut self, path: &RemotePath, stamp: &str) -> Result<bool> {
        let stamp = stamp.as_bytes();
        let short = [b"UTIME ", stamp, b" ", path.as_ref()].concat();
        if self.try_call(Command::new("SITE", short)?)?.is_done() {
            return Ok(true);
        }
        let times = [stamp, stamp, stamp].join(&b' ');
        let long = [b"UTIME ", path.as_ref(), b" ", &times, b" UTC"].concat();
        Ok(self.try_call(Command::new("SITE", long)?)?.is_done())
    }

    /// Sets permissions by SITE CHMOD, or MFF where that is what the server has.
    pub fn change_mode(&mut self, path: &RemotePath, mode: &str) -> Result<()> {
        let mode = mode.as_bytes();
        if self.features.has("MFF") && !self.features.has("SITE CHMOD") {
            let facts = [b"UNIX.mode=", mode, b"; ", path.as_ref()].concat();
            if self.try_call(Command::new("MFF", facts)?)?.is_done() {
                return Ok(());
            }
        }
        let words = [b"CHMOD ", mode, b" ", path.as_ref()].concat();
        self.call(Command::new("SITE", words)?).map(drop).map_err(|e| e.during("changing the mode"))
    }
}
