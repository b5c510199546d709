//! Changes on the server that need no data connection: names, times, permissions.

use crate::error::{Error, Response, Result, protocol};
use crate::ftp::ops::query::Query;
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;

/// The outcome of a rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// It has the new name.
    Done,
    /// RNFR was refused: the old name cannot be left, or the server renames nothing.
    NotFrom(Response),
    /// RNTO was refused: the new name cannot be taken.
    NotTo(Response),
}

impl Renamed {
    /// The outcome by the replies to RNFR and RNTO.
    pub(in crate::ftp) fn by(from: &Reply, to: &Reply) -> Self {
        match (from, to) {
            (from, _) if from.is_refusal() && !from.is_intermediate() => {
                Self::NotFrom(from.response())
            }
            (_, to) if to.is_refusal() => Self::NotTo(to.response()),
            _ => Self::Done,
        }
    }
}

/// RNFR and RNTO: they go out together, since RNTO without a good RNFR does nothing.
pub(in crate::ftp) fn renaming(from: &RemotePath, to: &RemotePath) -> Result<[Command; 2]> {
    Ok([Command::new("RNFR", from)?, Command::new("RNTO", to)?])
}

impl Session {
    /// Sends a command as a user typed it, alone; a refusal is an error.
    pub fn quote(&mut self, command: &Command) -> Result<Reply> {
        // Names in it are meant from the login folder on.
        self.stand_for(&RemotePath::default())?;
        self.exchange().flush().map_err(|error| error.during(format!("sending {command}")))?;
        self.call(command.clone()).map_err(|error| error.during(format!("sending {command}")))
    }

    /// The size of a file in bytes; `None` when the server does not tell it.
    pub fn size(&mut self, path: &RemotePath) -> Result<Option<u64>> {
        let command = self.about("SIZE", path)?;
        let reply = self.try_call(command)?;
        match self.reported_size(&reply)? {
            None => Ok(self.facts_by_mlst(path)?.size),
            reported => Ok(reported),
        }
    }

    /// Goes into a folder; returns its path, where `..` and links are resolved if the server reports that. Where paths
    /// do not begin at `/` it is returned as it was typed, from the login folder on, which is the empty path.
    pub fn enter(&mut self, folder: &RemotePath) -> Result<RemotePath> {
        if folder.is_empty() {
            self.stand_for(folder)?;
            return Ok(self.home().filter(|home| home.is_absolute()).cloned().unwrap_or_default());
        }
        let command = self.about("CWD", folder)?;
        let cwd = self.exchange().send(command);
        let pwd = self.exchange().send(Command::bare("PWD"));
        let entered = self.exchange().answer(cwd)?;
        let pwd = self.exchange().answer(pwd)?;
        if entered.is_refusal() {
            return Err(Error::Refused(entered.response()));
        }
        self.place_mut().went_to(folder);
        let reported = if pwd.is_done() { parse_pwd(pwd.first()) } else { None };
        if let Some(path) =
            reported.as_ref().filter(|path| path.is_native() && self.has_native_names())
        {
            return Ok(path.clone());
        }
        let home = self.home();
        // A name that is no path, and the login folder's all the same, may be all that PWD ever reports.
        let path = reported
            .filter(|path| path.names_itself(home) && (path.is_absolute() || Some(path) != home));
        // A server that leaves `..` in its answer (libunftp) knows no links: then it is only text.
        Ok(path.unwrap_or_else(|| folder.clone()).without_dot_dot())
    }

    /// Makes a folder. One that the server made under another name is removed, and an error.
    pub fn make_folder(&mut self, path: &RemotePath) -> Result<()> {
        self.refuse_changed(path)?;
        let command = self.about("MKD", path)?;
        let made = self.call(command)?;
        self.place_mut().forget(path);
        let Err(changed) = self.check_made(path, &made) else { return Ok(()) };
        // The server makes the same of the name once more. It is empty: RMD removes nothing else.
        let command = self.about("RMD", path)?;
        self.try_call(command)?;
        Err(changed)
    }

    /// Makes a folder where the path has a `*` in it: ProFTPD refuses that in MKD, and in no other command. The folder
    /// above is entered, and where it is the name itself, that comes by renaming `meanwhile`.
    pub fn make_odd_folder(&mut self, path: &RemotePath, meanwhile: &[u8]) -> Result<()> {
        let (Some(above), Some(name)) = (path.parent(), path.name()) else {
            return Err(protocol("a folder without a name"));
        };
        if let Some(refused) = self.go_into(&above)? {
            return Err(Error::Refused(refused));
        }
        if !name.contains(&b'*') {
            return self.call(Command::new("MKD", name)?).map(drop);
        }
        // Bare names, in the folder that was entered.
        self.call(Command::new("MKD", meanwhile)?)?;
        let (from, to) = (RemotePath::new(meanwhile), RemotePath::new(name));
        let handles = self.exchange().send_all(renaming(&from, &to)?);
        match &self.exchange().answers(&handles)?[..] {
            [from, to] => match Renamed::by(from, to) {
                Renamed::Done => Ok(()),
                Renamed::NotFrom(said) | Renamed::NotTo(said) => {
                    // A folder that cannot be renamed must not stay; that it cannot be removed either is the smaller
                    // harm.
                    let _ = self.try_call(Command::new("RMD", meanwhile)?)?;
                    Err(Error::Refused(said))
                }
            },
            _ => Err(protocol("a reply is missing")),
        }
    }

    /// Removes an empty folder.
    pub fn remove_folder(&mut self, path: &RemotePath) -> Result<()> {
        // A server that stands in a folder that is gone serves nobody: pure-ftpd ends the session.
        let inside = |folder: &RemotePath| folder.as_bytes().starts_with(path.as_bytes());
        if self.place().folder().is_some_and(inside)
            && path.is_absolute()
            && let Some(above) = path.parent()
        {
            // Where it may not leave, it still stands inside, and RMD decides.
            let _refusal = self.go_into(&above)?;
        }
        let command = self.about("RMD", path)?;
        self.place_mut().forget(path);
        self.call(command).map(drop)
    }

    /// Sets the time of a file or folder by MFMT; that the server will not is fine.
    pub fn stamp(&mut self, path: &RemotePath, stamp: &str) -> Result<()> {
        let command = self.about_with("MFMT", stamp.as_bytes(), path)?;
        self.try_call(command).map(drop)
    }

    /// Removes a file.
    pub fn delete(&mut self, path: &RemotePath) -> Result<()> {
        let command = self.about("DELE", path)?;
        self.call(command).map(drop)
    }

    /// Renames a file; `asks` travel with the two commands.
    pub fn rename(
        &mut self,
        from: &RemotePath,
        to: &RemotePath,
        asks: &[Query],
    ) -> Result<Renamed> {
        let by_paths = self.needs_paths(from, to);
        let [from, to] = self.arguments(from, to)?;
        let asks = self.together(asks);
        let questions = self.questions(asks)?;
        let handles = self.exchange().send_all(renaming(&from, &to)?.into_iter().chain(questions));
        let (own, others) = handles.split_at(2);
        let replies = self.exchange().answers(own)?;
        self.take_answers(asks, others)?;
        match &replies[..] {
            [from, to] => match Renamed::by(from, to) {
                Renamed::NotFrom(said) | Renamed::NotTo(said) if by_paths => {
                    let why = "the server takes no paths, only names in one folder";
                    Err(Error::Refused(said).during(why))
                }
                renamed => Ok(renamed),
            },
            _ => Err(protocol("a reply is missing")),
        }
    }

    /// The commands that [`Session::stamp_and_size`] sends.
    pub fn settling(
        &mut self,
        path: &RemotePath,
        stamp: Option<&str>,
        asks: &[Query],
    ) -> Result<Vec<Command>> {
        let mut flight = vec![self.about("SIZE", path)?];
        if let Some(stamp) = stamp {
            let verb = if self.features().has("MFMT") { "MFMT" } else { "MDTM" };
            flight.push(self.about_with(verb, stamp.as_bytes(), path)?);
        }
        let asks = self.together(asks);
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
        let handles = self.exchange().send_all(flight);
        let (own, others) = handles.split_at(own.min(handles.len()));
        let replies = self.exchange().answers(own)?;
        let asks = self.together(asks);
        self.take_answers(asks, others)?;
        let told = match replies.first() {
            Some(reply) => self.reported_size(reply)?,
            None => None,
        };
        let told = if told.is_some() { told } else { self.facts_by_mlst(path)?.size };
        let set = replies.get(1).is_some_and(Reply::is_done);
        match stamp {
            Some(stamp) if !set && self.features().has("SITE UTIME") => {
                Ok((told, self.stamp_by_site(path, stamp)?))
            }
            _ => Ok((told, set)),
        }
    }

    /// The two forms of SITE UTIME: ProFTPD's, then pure-ftpd's.
    fn stamp_by_site(&mut self, path: &RemotePath, stamp: &str) -> Result<bool> {
        let path = &self.argument(path)?;
        let stamp = stamp.as_bytes();
        let short = [b"UTIME ", stamp, b" ", path.as_ref()].concat();
        if self.try_call(Command::new("SITE", short)?)?.is_done() {
            return Ok(true);
        }
        let times = [stamp, stamp, stamp].join(&b' ');
        let long = [b"UTIME ", path.as_ref(), b" ", &times, b" UTC"].concat();
        Ok(self.try_call(Command::new("SITE", long)?)?.is_done())
    }

    /// Sets permissions by SITE CHMOD, or MFF where the server has only that.
    pub fn change_mode(&mut self, path: &RemotePath, mode: &str) -> Result<()> {
        let path = &self.argument(path)?;
        let mode = mode.as_bytes();
        if self.features().has("MFF") && !self.features().has("SITE CHMOD") {
            let facts = [b"UNIX.mode=", mode, b"; ", path.as_ref()].concat();
            if self.try_call(Command::new("MFF", facts)?)?.is_done() {
                return Ok(());
            }
        }
        let words = [b"CHMOD ", mode, b" ", path.as_ref()].concat();
        self.call(Command::new("SITE", words)?).map(drop).map_err(|e| e.during("changing the mode"))
    }
}
