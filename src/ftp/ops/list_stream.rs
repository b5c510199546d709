//! A listing while it comes in: its bytes are cut into lines and parsed, within bounds, and entries are given out as soon
//! as they are certain. Which command asks for it is left to `list`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::{Error, Result, integrity, protocol};
use crate::ftp::data::Download;
use crate::ftp::listing::{Entry, Form, Listing, MAX_BYTES, MAX_ENTRIES, MAX_NAME, Parser, System};
use crate::ftp::wire::charset::Charset;
use crate::ftp::wire::reply::Reply;
use crate::net::End;

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
pub(super) enum Certain {
    /// At once: MLSD lists nothing but folders.
    AtOnce,
    /// With `.` or `..`: a server that does not know `-a` takes it for a name.
    WithDots,
    /// With the second one: LIST shows a file like a folder with one entry.
    WithTheSecond,
}

/// Reads a listing to its end, within the bounds.
pub(super) fn read(
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
pub(super) fn check_end(end: End, reply: &Reply) -> Result<()> {
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

pub(super) fn too_long() -> Error {
    protocol(format!("the listing is longer than {} MiB", MAX_BYTES >> 20))
}

/// Cuts the received bytes into lines and parses them.
pub(super) struct Lines {
    parser: Parser,
    pub(super) charset: Option<Charset>,
    /// Of times that do not say theirs.
    pub(super) zone: Option<TimeZone>,
    rest: Vec<u8>,
    bytes: u64,
}

impl Lines {
    pub(super) fn new(form: Form, system: System, raw: Raw) -> Self {
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
