//! What a remote folder holds: MLSD where there is one, else LIST, else NLST (RFC 3659 section 7, RFC 959).
//!
//! Reading the lines is left to `listing`.

use super::list_stream::{Certain, Lines, check_end, read, too_long};
pub use super::list_stream::{Raw, Reading};
use crate::error::{Error, Response, Result, printable};
use crate::ftp::listing::{Entry, Form, Kind, Listing, MAX_BYTES, System};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{Evidence, FeatSupport, ListedBy, Session};
use crate::ftp::wire::command::Command;

/// The result of listing a path.
#[derive(Debug)]
pub enum Listed {
    /// The path is a folder, and this is in it.
    Folder(Listing),
    /// The path is a file or something else that holds nothing.
    Single(Entry),
}

impl Session {
    /// Lists a path. An incomplete listing is an error, never a short result.
    pub fn list(&mut self, path: &RemotePath) -> Result<Listed> {
        self.list_reading(path, &mut Reading::new(Raw::Drop, &mut |_| Ok(())))
    }

    /// The same, with the entries given out while they come.
    pub fn list_reading(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        let listed = if self.features().has("MLST") || self.features().has("MLSD") {
            self.list_announced(path, reading)
        } else if self.lists().feat == FeatSupport::Nothing {
            self.list_trying(path, reading)
        } else {
            self.list_old(path, reading)
        };
        match listed {
            Err(Error::Refused(said)) if says_no_files(&said) && !self.is_broken() => {
                self.empty_folder(path, said)
            }
            listed => listed,
        }
    }

    /// What LIST tells of a folder: permissions too, where the facts of MLSD lack them (pyftpdlib).
    pub fn list_as_lines(&mut self, folder: &RemotePath) -> Result<Vec<Entry>> {
        let unwatched = &mut |_: &[Entry]| Ok(());
        let listing = self.list_lines(folder, &mut Reading::new(Raw::Drop, unwatched))?;
        listing.check()?;
        Ok(listing.entries)
    }

    /// The listing of a folder as the server sends it: that of MLSD where there is one, else that of LIST.
    pub fn list_text(&mut self, folder: &RemotePath) -> Result<Vec<u8>> {
        let verb = match (self.features().mlsd(), self.lists().list_all) {
            (true, _) => "MLSD",
            (false, Some(true)) => "LIST -a",
            (false, _) => "LIST",
        };
        let command = self.listing_command(verb, folder)?;
        let mut download = self.download(command)?;
        let mut text = Vec::new();
        while download.pull(&mut |bytes| {
            text.extend_from_slice(bytes);
            if text.len() as u64 > MAX_BYTES { Err(too_long()) } else { Ok(()) }
        })? {}
        let (end, reply) = download.finish_with_reply(&[])?;
        check_end(end, &reply)?;
        Ok(text)
    }

    /// The system that the server reports by SYST (RFC 959 section 4.1.3), asked once. Only where PWD reports no path
    /// of Unix does it decide anything; elsewhere it is not asked for.
    pub fn system(&mut self) -> Result<System> {
        if let Some(system) = self.lists().system {
            return Ok(system);
        }
        let is_plain = self.home().is_some_and(RemotePath::is_absolute);
        let system = if is_plain { System::Unknown } else { self.ask_system()? };
        self.lists().system = Some(system);
        Ok(system)
    }

    pub(super) fn ask_system(&mut self) -> Result<System> {
        let reply = self.try_call(Command::bare("SYST"))?;
        Ok(if reply.is_done() { System::of(reply.first()) } else { System::Unknown })
    }

    /// MLSD tells more than LIST, and a server that says nothing of itself may know it.
    fn list_trying(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        match self.list_by(Form::Mlsd, "MLSD", path, reading) {
            Ok(listing) => Ok(Listed::Folder(listing)),
            Err(Error::Refused(said)) if !self.is_broken() => {
                if is_unknown_command(said.code) {
                    self.lists().feat = FeatSupport::Features;
                }
                self.list_old(path, reading)
            }
            Err(error) => Err(error),
        }
    }

    /// A folder of which a refusal said that nothing is in it; CWD proves that it is there.
    fn empty_folder(&mut self, path: &RemotePath, said: Response) -> Result<Listed> {
        if !path.is_empty() && !self.is_folder(path)? {
            return Err(Error::Refused(said));
        }
        self.lists().listed_by.evidence = Evidence::Refusal;
        Ok(Listed::Folder(Listing::default()))
    }

    /// LIST shows a file like a folder with one entry, and a path that does not exist, on some
    /// servers (vsftpd), like an empty folder: then CWD decides.
    pub(super) fn list_old(
        &mut self,
        path: &RemotePath,
        reading: &mut Reading<'_>,
    ) -> Result<Listed> {
        if path.is_native() {
            return self.list_native(path, reading);
        }
        if (is_odd(path, "LIST") || self.sends_bare_names())
            && let Some(refused) = self.go_into(path)?
        {
            return self.among_others(path, Error::Refused(refused), reading.raw);
        }
        let listing = self.list_lines(path, reading)?;
        if !may_be_single(&listing, path) || path.is_empty() {
            return Ok(Listed::Folder(listing));
        }
        let is_folder = listing.entries.first().is_some_and(|entry| entry.kind == Kind::Dir);
        let Some(refused) = self.go_into(path)? else {
            // Some systems list the folder itself for its name, as `ls -d` does.
            let inside = is_folder && self.system()? != System::Unknown;
            return if inside {
                self.list_by(Form::List, "LIST", path, reading).map(Listed::Folder)
            } else {
                Ok(Listed::Folder(listing))
            };
        };
        let name = path.name().unwrap_or_default().to_vec();
        match listing.entries.into_iter().next() {
            Some(entry) => Ok(Listed::Single(Entry { name, ..entry })),
            None => Err(Error::Refused(refused)),
        }
    }

    /// A data set or a folder without slashes: entered, and listed without a name. z/OS lists for a name the object
    /// itself, and enters any name as the beginning of others.
    fn list_native(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        if let Some(refused) = self.go_into(path)? {
            return self.among_others(path, Error::Refused(refused), reading.raw);
        }
        match self.list_by(Form::List, "LIST", path, reading) {
            Ok(listing) if listing.is_unreadable() => {
                Ok(Listed::Folder(self.list_names(path, reading)?.unwrap_or(listing)))
            }
            Err(Error::Refused(said)) if !self.is_broken() && path.parent().is_some() => {
                self.among_others(path, Error::Refused(said), reading.raw)
            }
            listed => listed.map(Listed::Folder),
        }
    }

    /// A file whose name cannot stand behind LIST, found in the listing of its folder.
    fn among_others(&mut self, path: &RemotePath, refused: Error, raw: Raw) -> Result<Listed> {
        let folder = path.parent().unwrap_or_default();
        let unwatched = &mut |_: &[Entry]| Ok(());
        let mut reading = Reading::new(raw, unwatched);
        let listing = if folder.is_native() {
            match self.list_by(Form::List, "LIST", &folder, &mut reading) {
                Err(Error::Refused(_)) if !self.is_broken() => return Err(refused),
                listed => listed?,
            }
        } else {
            self.list_lines(&folder, &mut reading)?
        };
        let Some(name) = path.name() else { return Err(refused) };
        let found = listing.entries.into_iter().find(|entry| entry.is_called(name, path));
        // A folder that is listed above, and whose own listing is refused, is no file.
        let found = found.filter(|entry| !(path.is_native() && entry.kind == Kind::Dir));
        found.map(Listed::Single).ok_or(refused)
    }

    /// LIST, with `-a` once that has proven itself on this session: vsftpd hides dotfiles without it, and a server
    /// that does not know it takes it for a name. Where it proved useless it is not tried again.
    fn list_lines(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listing> {
        if self.lists().list_all != Some(false) {
            match self.list_by(Form::List, "LIST -a", path, reading) {
                Ok(listing) if listing.dots => {
                    self.lists().list_all = Some(true);
                    return Ok(listing);
                }
                Ok(other) if self.lists().list_all == Some(true) => return Ok(other),
                Ok(_) => {}
                Err(Error::Refused(_)) if !self.is_broken() && self.lists().list_all.is_none() => {}
                Err(error) => return Err(error),
            }
        }
        let plain = match self.list_by(Form::List, "LIST", path, reading) {
            Ok(listing) if listing.is_unreadable() => {
                self.list_names(path, reading)?.unwrap_or(listing)
            }
            Err(Error::Refused(said)) if is_unknown_command(said.code) && !self.is_broken() => {
                self.list_names(path, reading)?.ok_or(Error::Refused(said))?
            }
            listed => listed?,
        };
        // A listing without the two dots proves nothing where it may be that of a file, or of nothing.
        if self.lists().list_all.is_none() && !may_be_single(&plain, path) {
            self.lists().list_all = Some(false);
        }
        Ok(plain)
    }

    /// The names in a folder by NLST, the last way to them; `None` where that is refused or gives none.
    fn list_names(
        &mut self,
        path: &RemotePath,
        reading: &mut Reading<'_>,
    ) -> Result<Option<Listing>> {
        match self.list_by(Form::Names, "NLST", path, reading) {
            Ok(listing) if listing.entries.is_empty() => Ok(None),
            Ok(listing) => Ok(Some(listing)),
            Err(Error::Refused(_)) if !self.is_broken() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One listing of a path.
    pub(super) fn list_by(
        &mut self,
        form: Form,
        verb: &'static str,
        path: &RemotePath,
        reading: &mut Reading<'_>,
    ) -> Result<Listing> {
        let system = if form == Form::List { self.system()? } else { System::Unknown };
        let command = self.listing_command(verb, path)?;
        self.list_with((form, system), verb, command, reading)
    }

    /// One listing by this command, which begins with `verb`.
    pub(super) fn list_with(
        &mut self,
        (form, system): (Form, System),
        verb: &'static str,
        command: Command,
        reading: &mut Reading<'_>,
    ) -> Result<Listing> {
        let certain = match form {
            Form::Mlsd => Certain::AtOnce,
            Form::List if verb == "LIST -a" && self.lists().list_all.is_none() => Certain::WithDots,
            Form::List | Form::Names => Certain::WithTheSecond,
        };
        let mut lines = Lines::new(form, system, reading.raw);
        lines.charset = self.exchange().charset();
        lines.zone = self.zone().cloned();
        let by_path = command.has_path();
        let listing = read(self.download(command)?, lines, certain, reading)?;
        // LIST answers 226 to anything on some servers: only entries prove that its path was taken.
        if by_path && !listing.entries.is_empty() {
            self.exchange().note_path_taken();
        }
        for line in &listing.unknown {
            self.trace().received(&format!("{} (not understood)", printable(line)));
        }
        let links_by_form = (verb == "LIST -a" && listing.dots) || listing.shows_links;
        self.lists().listed_by = ListedBy { form, links_by_form, evidence: Evidence::Listing };
        Ok(listing)
    }

    /// Servers expand patterns in the argument and take a leading `-` for an option: such a folder
    /// is entered and listed without an argument.
    fn listing_command(&mut self, verb: &'static str, path: &RemotePath) -> Result<Command> {
        if path.is_empty() {
            self.stand_for(path)?;
            return Ok(Command::bare(verb));
        }
        let stands_there = self.place().folder() == Some(path) && !path.is_absolute();
        let goes_there = is_odd(path, verb) || path.is_native() || self.sends_bare_names();
        if goes_there || stands_there {
            let refused = self.go_into(path)?;
            return refused.map_or(Ok(Command::bare(verb)), |said| Err(Error::Refused(said)));
        }
        self.about(verb, path)
    }
}

/// Whether a listing may be that of a file, or of nothing.
fn may_be_single(listing: &Listing, path: &RemotePath) -> bool {
    match listing.entries.as_slice() {
        [] => !listing.dots,
        [one] => {
            let is_path = Some(&*one.name) == path.name() || one.name == path.as_bytes();
            !listing.dots && is_path
        }
        _ => false,
    }
}

/// Whether a listing was refused because the folder is empty: `550 No files found.`, `450 No files found`.
pub(super) fn says_no_files(said: &Response) -> bool {
    let text = said.text.to_ascii_lowercase();
    let nothing = ["no files", "no members found", "no data sets found", "no entries", "is empty"];
    matches!(said.code, 450 | 550) && nothing.iter().any(|words| text.contains(words))
}

/// Whether a server refuses a command because it does not know it.
fn is_unknown_command(code: u16) -> bool {
    matches!(code, 500 | 501 | 502 | 504)
}

/// Whether a server may take the path for a pattern or an option.
fn is_odd(path: &RemotePath, verb: &str) -> bool {
    let bytes = path.as_bytes();
    let odd = |byte: &u8| b"*?[]{}~\\".contains(byte);
    bytes.iter().any(odd)
        || bytes.first() == Some(&b'-')
        || (verb != "MLSD" && bytes.contains(&b' '))
}
