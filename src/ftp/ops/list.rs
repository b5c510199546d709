//! What a remote folder holds: MLSD where there is one, else LIST, else NLST (RFC 3659 section 7, RFC 959).
//!
//! Reading the lines is left to `listing`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::{Error, Result, integrity, printable, protocol};
use crate::ftp::data::Download;
use crate::ftp::listing::{
    Entry, Form, Kind, Listing, MAX_BYTES, MAX_ENTRIES, MAX_NAME, Parser, System,
};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{FeatSupport, ListedBy, Session};
use crate::ftp::wire::charset::Charset;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::net::End;

/// The result of listing a path.
#[derive(Debug)]
pub enum Listed {
    /// The path is a folder, and this is in it.
    Folder(Listing),
    /// The path is a file or something else that holds nothing.
    Single(Entry),
}

/// Whether the lines of a listing are kept beside their entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw {
    /// In [`Entry::raw`].
    Keep,
    /// They are not.
    Drop,
}

/// How a listing is read.
pub struct Reading<'a> {
    /// Whether lines are kept.
    pub raw: Raw,
    /// Gets entries while the listing still comes in: each once, in the server's order, and only when they are
    /// certain to be entries of the folder.
    pub watch: &'a mut dyn FnMut(&[Entry]) -> Result<()>,
    /// How many entries of the result `watch` has been given.
    pub given: usize,
}

impl<'a> Reading<'a> {
    /// Gives entries to `watch`.
    pub fn new(raw: Raw, watch: &'a mut dyn FnMut(&[Entry]) -> Result<()>) -> Self {
        Self { raw, watch, given: 0 }
    }
}

/// When the entries of a listing are certain to be those of the folder that was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certain {
    /// At once: MLSD lists nothing but folders.
    AtOnce,
    /// With `.` or `..`: a server that does not know `-a` takes it for a name.
    WithDots,
    /// With the second one: LIST shows a file like a folder with one entry.
    WithTheSecond,
}

impl Session {
    /// Lists a path. An incomplete listing is an error, never a short result.
    pub fn list(&mut self, path: &RemotePath) -> Result<Listed> {
        self.list_reading(path, &mut Reading::new(Raw::Drop, &mut |_| Ok(())))
    }

    /// The same, with the entries given out while they come.
    pub fn list_reading(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        if self.features().has("MLST") || self.features().has("MLSD") {
            match self.list_by(Form::Mlsd, "MLSD", path, reading) {
                Ok(listing) => Ok(Listed::Folder(listing)),
                Err(error) => self.single(path, error),
            }
        } else if self.lists().feat == FeatSupport::Nothing {
            self.list_trying(path, reading)
        } else {
            self.list_old(path, reading)
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

    /// MLSD is refused for a file: MLST reports its kind.
    fn single(&mut self, path: &RemotePath, refused: Error) -> Result<Listed> {
        if !matches!(refused, Error::Refused(_)) || self.is_broken() {
            return Err(refused);
        }
        match self.status(path) {
            // MLST may tell the whole path for a name (RFC 3659 section 7.2).
            Ok(entry) if entry.kind != Kind::Dir => {
                let name = path.name().unwrap_or_default().to_vec();
                Ok(Listed::Single(Entry { name, ..entry }))
            }
            _ => Err(refused),
        }
    }

    /// LIST shows a file like a folder with one entry, and a path that does not exist, on some
    /// servers (vsftpd), like an empty folder: then CWD decides.
    fn list_old(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        if path.is_native() {
            return self.list_native(path, reading);
        }
        if is_odd(path, "LIST")
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

    /// One listing.
    fn list_by(
        &mut self,
        form: Form,
        verb: &'static str,
        path: &RemotePath,
        reading: &mut Reading<'_>,
    ) -> Result<Listing> {
        let certain = match form {
            Form::Mlsd => Certain::AtOnce,
            Form::List if verb == "LIST -a" && self.lists().list_all.is_none() => Certain::WithDots,
            Form::List | Form::Names => Certain::WithTheSecond,
        };
        let system = if form == Form::List { self.system()? } else { System::Unknown };
        let command = self.listing_command(verb, path)?;
        let lines = Lines {
            charset: self.exchange().charset(),
            zone: self.zone().cloned(),
            ..Lines::new(form, system, reading.raw)
        };
        let listing = read(self.download(command)?, lines, certain, reading)?;
        for line in &listing.unknown {
            self.trace().received(&format!("{} (not understood)", printable(line)));
        }
        let links_by_form = (verb == "LIST -a" && listing.dots) || listing.shows_links;
        self.lists().listed_by = ListedBy { form, links_by_form };
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
        if is_odd(path, verb) || path.is_native() || stands_there {
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

/// Reads a listing to its end, within the bounds.
fn read(
    mut download: Download<'_>,
    mut lines: Lines,
    certain: Certain,
    reading: &mut Reading<'_>,
) -> Result<Listing> {
    let mut unique = Unique::default();
    let mut taken = 0;
    let mut take = |bytes: &[u8]| {
        lines.take(bytes)?;
        if lines.parser.entries().len() == taken || !lines.is_certain(certain) {
            return Ok(());
        }
        let mut fresh = unique.of(lines.parser.entries(), taken);
        if let Some(zone) = &lines.zone {
            fresh.to_mut().iter_mut().for_each(|entry| entry.place_in(zone));
        }
        taken = lines.parser.entries().len();
        reading.given += fresh.len();
        (reading.watch)(&fresh)
    };
    while download.pull(&mut take)? {}
    let (end, reply) = download.finish_with_reply(&[])?;
    check_end(end, &reply)?;
    let mut listing = lines.finish();
    let last = unique.of(&listing.entries, taken).len();
    if unique.dropped > 0 {
        let given = reading.given;
        listing.entries = Unique::default().of(&listing.entries, 0).into_owned();
        debug_assert_eq!(listing.entries.len(), given + last);
    }
    Ok(listing)
}

/// Each entry once: equal lines, which some servers send, are one name.
#[derive(Default)]
struct Unique {
    /// Of the names so far.
    hashes: HashSet<u64>,
    dropped: usize,
}

impl Unique {
    /// The entries from `from` on that do not equal an earlier one.
    fn of<'e>(&mut self, entries: &'e [Entry], from: usize) -> Cow<'e, [Entry]> {
        let fresh = entries.get(from..).unwrap_or_default();
        let mut repeated = Vec::new();
        for (at, entry) in fresh.iter().enumerate() {
            let mut hasher = DefaultHasher::new();
            entry.name.hash(&mut hasher);
            let earlier = || entries.iter().take(from + at).any(|earlier| earlier == entry);
            if !self.hashes.insert(hasher.finish()) && earlier() {
                repeated.push(at);
            }
        }
        self.dropped += repeated.len();
        if repeated.is_empty() {
            return Cow::Borrowed(fresh);
        }
        let kept = fresh.iter().enumerate().filter(|(at, _)| repeated.binary_search(at).is_err());
        Cow::Owned(kept.map(|(_, entry)| entry.clone()).collect())
    }
}

/// An error for a listing that the server ended early.
fn check_end(end: End, reply: &Reply) -> Result<()> {
    if end == End::Cut {
        return Err(integrity(
            "the listing is incomplete: its connection ended without close_notify",
        ));
    }
    let said = reply.response();
    // pure-ftpd lists 10,000 entries and no more: `226 Output truncated to 10000 matches`.
    if said.text.to_ascii_lowercase().contains("truncated") {
        return Err(integrity(format!("the listing is incomplete: {said}")));
    }
    Ok(())
}

fn too_long() -> Error {
    protocol(format!("the listing is longer than {} MiB", MAX_BYTES >> 20))
}

/// Cuts the received bytes into lines and parses them.
struct Lines {
    parser: Parser,
    charset: Option<Charset>,
    /// Of times that do not say theirs.
    zone: Option<TimeZone>,
    rest: Vec<u8>,
    bytes: u64,
}

impl Lines {
    fn new(form: Form, system: System, raw: Raw) -> Self {
        let parser = Parser::new(form, system, Timestamp::now());
        let parser = if raw == Raw::Keep { parser.keeping_lines() } else { parser };
        Self { parser, charset: None, zone: None, rest: Vec::new(), bytes: 0 }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > MAX_BYTES {
            return Err(too_long());
        }
        let mut pieces = bytes.split(|byte| *byte == b'\n');
        let last = pieces.next_back().unwrap_or_default();
        for piece in pieces {
            if self.rest.is_empty() {
                self.line(piece)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.extend_from_slice(piece);
                self.line(&whole)?;
            }
        }
        self.rest.extend_from_slice(last);
        if self.rest.len() > 4 * MAX_NAME {
            return Err(protocol("the listing has a line without end"));
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> Result<()> {
        self.parse(line);
        if self.parser.entries().len() > MAX_ENTRIES {
            return Err(protocol(format!("the listing has more than {MAX_ENTRIES} entries")));
        }
        Ok(())
    }

    fn is_certain(&self, certain: Certain) -> bool {
        let is_certain = match certain {
            Certain::AtOnce => true,
            Certain::WithDots => self.parser.has_dots(),
            Certain::WithTheSecond => self.parser.has_dots() || self.parser.entries().len() > 1,
        };
        is_certain && self.parser.is_settled()
    }

    fn finish(mut self) -> Listing {
        let rest = std::mem::take(&mut self.rest);
        self.parse(&rest);
        let mut listing = self.parser.finish();
        if let Some(zone) = &self.zone {
            listing.entries.iter_mut().for_each(|entry| entry.place_in(zone));
        }
        listing
    }

    fn parse(&mut self, line: &[u8]) {
        match self.charset {
            Some(charset) => self.parser.line(&charset.decode(line)),
            None => self.parser.line(line),
        }
    }
}
