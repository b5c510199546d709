//! Looks a path up, without a data connection where the server can: by MLST, SIZE, MDTM and CWD (RFC 3659 sections 3,
//! 4 and 7), else in the listing of its folder.

use crate::error::{Error, Response, Result, protocol};
use crate::ftp::listing::{Entry, Kind, System};
use crate::ftp::ops::bare_names::Trial;
use crate::ftp::ops::list::Listed;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

impl Session {
    /// Whether SYST says that files lie on Windows (RFC 959 section 4.1.3), as IIS does. FileZilla Server and Serv-U
    /// say that they are Unix: their refusals must do.
    pub fn is_windows(&mut self) -> Result<bool> {
        Ok(self.ask_system()? == System::Windows)
    }

    /// Size and time of the file or folder at a path; `None` where nothing is, or nothing that the user may see.
    ///
    /// One refusal is no proof of absence: servers are known whose MLST answers 550 for every file, and others whose
    /// SIZE does. Two commands must deny it, else the listing of its folder decides, and one that is not understood is
    /// an error.
    pub fn lookup(&mut self, path: &RemotePath) -> Result<Option<Facts>> {
        let found = self.ask_for(path)?;
        match found {
            Found::Entry(entry) => Ok(Some(Facts { size: entry.size, modified: entry.modified })),
            Found::File(facts) | Found::Folder(facts) => Ok(Some(facts)),
            Found::Denied => Ok(None),
            Found::Unsure => {
                let entry = self.entry_in_listing(path)?;
                Ok(entry.map(|entry| Facts { size: entry.size, modified: entry.modified }))
            }
        }
    }

    /// All facts of the file or folder at a path; `None` where nothing is, or nothing that the user may see. The same
    /// proof of absence is asked for as by [`Session::lookup`].
    ///
    /// Without MLST it is found in the listing of its folder, and the exact size and time are asked for.
    pub fn entry(&mut self, path: &RemotePath) -> Result<Option<Entry>> {
        let name = path.name().unwrap_or(path.as_bytes()).to_vec();
        let found = self.ask_for(path)?;
        match found {
            Found::Entry(entry) => Ok(Some(Entry { name, ..*entry })),
            Found::Denied => Ok(None),
            Found::Folder(_) if path.name().is_none() => Ok(Some(Entry::new(&name, Kind::Dir))),
            Found::File(Facts { size, modified }) => {
                let listed = self.entry_in_listing(path)?;
                let entry = listed.unwrap_or_else(|| Entry::new(&name, Kind::File));
                // The size of a link is that of its target.
                if entry.kind != Kind::File {
                    return Ok(Some(entry));
                }
                let modified = modified.or(entry.modified);
                Ok(Some(Entry { size: size.or(entry.size), modified, ..entry }))
            }
            Found::Folder(_) => match self.entry_in_listing(path) {
                // A folder that is not listed may still be entered.
                Ok(None) | Err(Error::Refused(_)) => Ok(Some(Entry::new(&name, Kind::Dir))),
                listed => listed,
            },
            Found::Unsure => self.entry_in_listing(path),
        }
    }

    /// Asks for what stands at a path. That nothing does is believed only of a server that takes paths: else the bare
    /// name is asked for in its folder.
    fn ask_for(&mut self, path: &RemotePath) -> Result<Found> {
        let (found, refused) = self.ask_once(path)?;
        let Some(refused) = refused.filter(|_| matches!(found, Found::Denied | Found::Unsure))
        else {
            return Ok(found);
        };
        if !path.is_absolute() || path.name().is_none() || !self.doubts_paths(&refused)? {
            return Ok(found);
        }
        self.try_bare_names(refused);
        let again = match self.ask_once(path) {
            // The folder cannot be entered.
            Err(Error::Refused(_)) => None,
            Err(error) => return Err(error),
            Ok((found, _)) => (!matches!(found, Found::Denied | Found::Unsure)).then_some(found),
        };
        self.end_trial(if again.is_some() { Trial::Works } else { Trial::Fails });
        Ok(again.unwrap_or(found))
    }

    /// Asks for what stands at a path by MLST, then by SIZE, MDTM and CWD in one flight. CWD goes last, since a
    /// relative path means something else behind it.
    ///
    /// Returns also a refusal of the path, if there was one.
    fn ask_once(&mut self, path: &RemotePath) -> Result<(Found, Option<Response>)> {
        let mut denials = 0;
        if self.features().has("MLST") {
            match self.status(path) {
                Ok(entry) => return Ok((Found::Entry(Box::new(entry)), None)),
                Err(Error::Refused(said)) if denies(said.code) => denials += 1,
                // Announced, and not known after all.
                Err(Error::Refused(said)) if matches!(said.code, 500 | 502 | 504) => {}
                Err(error) => return Err(error),
            }
        }
        let mut asks = vec![self.about("SIZE", path)?, self.about("MDTM", path)?];
        let known = self.known_folder(path);
        if known.is_none() {
            asks.push(self.about("CWD", path)?);
        }
        // One by one: libunftp loses one of them at times where they are sent together for a name that is not there.
        let replies = asks.into_iter().map(|ask| self.try_call(ask)).collect::<Result<Vec<_>>>()?;
        let [size, time, cwd @ ..] = &replies[..] else {
            return Err(protocol("a reply is missing"));
        };
        let refusals = [size, time].iter().filter(|reply| denies(reply.code())).count();
        let is_folder = match (known, cwd) {
            (Some(known), _) => known,
            (None, [cwd, ..]) => self.note_entered(path, cwd),
            (None, []) => false,
        };
        let refused = denies(size.code()).then(|| size.response());
        let facts = self.facts_in(path, size, time)?;
        let found = match facts {
            // Some servers report the time of a folder by MDTM.
            Facts { size: None, .. } if is_folder => Found::Folder(facts),
            facts if facts != Facts::default() => Found::File(facts),
            // z/OS reports neither size nor time of a data set.
            _ if denials + refusals >= 2 && !path.is_native() => Found::Denied,
            _ => Found::Unsure,
        };
        Ok((found, refused))
    }

    fn entry_in_listing(&mut self, path: &RemotePath) -> Result<Option<Entry>> {
        let Some(name) = path.name() else { return Ok(None) };
        let folder = path.parent().unwrap_or_default();
        let listing = match self.list(&folder) {
            Ok(Listed::Folder(listing)) => listing,
            Ok(Listed::Single(_)) => return Ok(None),
            // Nothing is in a folder that is not there.
            Err(Error::Refused(said)) if denies(said.code) && !self.is_folder(&folder)? => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        match listing.entries.iter().find(|entry| entry.is_called(name, path)) {
            Some(entry) => Ok(Some(entry.clone())),
            None => listing.check().map(|()| None),
        }
    }
}

/// The answers to the question for one path.
enum Found {
    /// MLST gave its facts.
    Entry(Box<Entry>),
    /// SIZE or MDTM did.
    File(Facts),
    /// CWD entered it.
    Folder(Facts),
    /// Two commands that know files denied it.
    Denied,
    /// None of that.
    Unsure,
}

/// Whether a reply says that nothing is there, or nothing for this user (RFC 959 section 4.2.2).
fn denies(code: u16) -> bool {
    matches!(code, 550 | 553)
}
