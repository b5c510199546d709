//! What a remote folder holds: MLSD where there is one, else LIST (RFC 3659 section 7, RFC 959).
//!
//! Reading the lines is left to `listing`.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::error::{Error, Result, integrity, protocol};
use crate::ftp::data::Download;
use crate::ftp::listing::{Entry, Form, Kind, Listing, MAX_BYTES, MAX_ENTRIES, MAX_NAME, Parser};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{FeatSupport, ListedBy, Session};
use crate::ftp::wire::command::Command;
use crate::net::End;

/// What a listing of a path showed.
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
        if self.features().has("MLST") || self.features().has("MLSD") {
            match self.list_by(Form::Mlsd, "MLSD", path) {
                Ok((listing, _)) => Ok(Listed::Folder(listing)),
                Err(error) => self.single(path, error),
            }
        } else if self.lists().feat == FeatSupport::Nothing {
            self.list_trying(path)
        } else {
            self.list_old(path)
        }
    }

    /// What LIST tells of a folder: permissions too, where the facts of MLSD lack them (pyftpdlib).
    pub fn list_as_lines(&mut self, folder: &RemotePath) -> Result<Vec<Entry>> {
        let (listing, _) = self.list_lines(folder)?;
        listing.check()?;
        Ok(listing.entries)
    }

    /// MLSD tells more than LIST, and a server that says nothing of itself may know it.
    fn list_trying(&mut self, path: &RemotePath) -> Result<Listed> {
        match self.list_by(Form::Mlsd, "MLSD", path) {
            Ok((listing, _)) => Ok(Listed::Folder(listing)),
            Err(Error::Refused(said)) if !self.is_broken() => {
                if matches!(said.code, 500 | 501 | 502 | 504) {
                    self.lists().feat = FeatSupport::Features;
                }
                self.list_old(path)
            }
            Err(error) => Err(error),
        }
    }

    /// MLSD is refused for a file: MLST tells what it is.
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
    fn list_old(&mut self, path: &RemotePath) -> Result<Listed> {
        if is_odd(path, "LIST")
            && let Some(refused) = self.go_into(path)?
        {
            return self.among_others(path, Error::Refused(refused));
        }
        let (listing, dots) = self.list_lines(path)?;
        let name = path.name().unwrap_or_default();
        let alone = match listing.entries.as_slice() {
            [] => !dots,
            [one] => !dots && (one.name == name || one.name == path.as_bytes()),
            _ => false,
        };
        if !alone || path.is_empty() {
            return Ok(Listed::Folder(listing));
        }
        let Some(refused) = self.go_into(path)? else { return Ok(Listed::Folder(listing)) };
        match listing.entries.into_iter().next() {
            Some(entry) => Ok(Listed::Single(Entry { name: name.to_vec(), ..entry })),
            None => Err(Error::Refused(refused)),
        }
    }

    /// A file whose name cannot stand behind LIST, found in the listing of its folder.
    fn among_others(&mut self, path: &RemotePath, refused: Error) -> Result<Listed> {
        let folder = path.parent().unwrap_or_default();
        let (listing, _) = self.list_lines(&folder)?;
        let found = listing.entries.into_iter().find(|entry| Some(&*entry.name) == path.name());
        found.map(Listed::Single).ok_or(refused)
    }

    /// LIST, with `-a` once that has proven itself on this session: vsftpd hides dotfiles without
    /// it, and a server that does not know it takes it for a name.
    fn list_lines(&mut self, path: &RemotePath) -> Result<(Listing, bool)> {
        let known = self.lists().list_all;
        if known != Some(false) {
            match self.list_by(Form::List, "LIST -a", path) {
                Ok((listing, true)) => {
                    self.lists().list_all = Some(true);
                    return Ok((listing, true));
                }
                Ok(other) if known == Some(true) => return Ok(other),
                Ok(_) => {}
                Err(Error::Refused(_)) if !self.is_broken() && known.is_none() => {}
                Err(error) => return Err(error),
            }
        }
        let plain = self.list_by(Form::List, "LIST", path)?;
        // Without the two dots in it, a listing by `-a` proves nothing: it may be a file's.
        Ok(plain)
    }

    /// One listing; returns also whether `.` or `..` was in it.
    fn list_by(
        &mut self,
        form: Form,
        verb: &'static str,
        path: &RemotePath,
    ) -> Result<(Listing, bool)> {
        let command = self.listing_command(verb, path)?;
        let (listing, dots) = read(self.download(command)?, form)?;
        let dots_by_all = verb == "LIST -a" && dots;
        self.lists().listed_by = ListedBy { form, dots_by_all };
        Ok((listing, dots))
    }

    /// Servers expand patterns in the argument and take a leading `-` for an option: such a folder
    /// is entered and listed without an argument.
    fn listing_command(&mut self, verb: &'static str, path: &RemotePath) -> Result<Command> {
        if path.is_empty() {
            self.stand_for(path)?;
            return Ok(Command::bare(verb));
        }
        if is_odd(path, verb) || self.place().folder() == Some(path) && !path.is_absolute() {
            let refused = self.go_into(path)?;
            return refused.map_or(Ok(Command::bare(verb)), |said| Err(Error::Refused(said)));
        }
        self.about(verb, path)
    }
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
fn read(mut download: Download<'_>, form: Form) -> Result<(Listing, bool)> {
    let mut lines = Lines::new(form);
    while download.pull(&mut |bytes| lines.take(bytes))? {}
    let (end, said) = download.finish_with_reply(&[])?;
    if end == End::Cut {
        return Err(integrity(
            "the listing is incomplete: its connection ended without close_notify",
        ));
    }
    let said = said.response();
    // pure-ftpd lists 10,000 entries and no more: `226 Output truncated to 10000 matches`.
    if said.text.to_ascii_lowercase().contains("truncated") {
        return Err(integrity(format!("the listing is incomplete: {said}")));
    }
    lines.finish()
}

/// Whether a line of MLSD is about the listed folder or its parent (RFC 3659 section 7.5.1).
fn is_own_folder(line: &[u8]) -> bool {
    let own = [&b"type=cdir;"[..], b"type=pdir;"];
    own.iter().any(|own| line.get(..own.len()).is_some_and(|head| head.eq_ignore_ascii_case(own)))
}

/// Cuts what comes into lines and parses them.
struct Lines {
    parser: Parser,
    rest: Vec<u8>,
    entries: Vec<Entry>,
    bytes: u64,
    dots: bool,
}

impl Lines {
    fn new(form: Form) -> Self {
        let parser = Parser::new(form, Timestamp::now());
        Self { parser, rest: Vec::new(), entries: Vec::new(), bytes: 0, dots: false }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > MAX_BYTES {
            return Err(protocol(format!("the listing is longer than {} MiB", MAX_BYTES >> 20)));
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
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        self.dots |= line.ends_with(b" .") || line.ends_with(b" ..") || is_own_folder(line);
        if let Some(entry) = self.parser.line(line) {
            if self.entries.len() == MAX_ENTRIES {
                return Err(protocol(format!("the listing has more than {MAX_ENTRIES} entries")));
            }
            self.entries.push(entry);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Listing, bool)> {
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            self.line(&rest)?;
        }
        let unknown_count = self.parser.unknown_count();
        let unknown = self.parser.unknown().to_vec();
        let dots = self.dots;
        let listing = Listing { entries: distinct(self.entries), unknown, unknown_count, dots };
        Ok((listing, self.dots))
    }
}

/// Each entry once: equal lines, which some servers send, are one name.
fn distinct(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen: HashMap<Vec<u8>, Entry> = HashMap::new();
    let mut names = HashSet::with_capacity(entries.len());
    let doubled: HashSet<Vec<u8>> = entries
        .iter()
        .filter(|entry| !names.insert(entry.name.as_slice()))
        .map(|entry| entry.name.clone())
        .collect();
    if !doubled.is_empty() {
        entries.retain(|entry| {
            !doubled.contains(&entry.name)
                || seen.insert(entry.name.clone(), entry.clone()).as_ref() != Some(entry)
        });
    }
    entries
}
