//! Directory listings, as one type whatever the server's form.
//!
//! One file a form, and [`Parser`], which decides the form once for a whole listing. Lines in, entries out; the lines
//! that the form does not know are kept as text and counted, so that the caller can tell a whole listing from a
//! doubtful one. Names come out as the server gave them: whoever uses one as a local name asks [`safe_name`] first.
//! Fetching the bytes and cutting them into lines is left to the caller.

mod date;
mod dos;
pub mod eplf;
mod ibmi;
mod jes;
pub mod mlsd;
mod mode;
mod months;
mod names;
mod nonstop;
mod order;
mod os2;
mod parser;
mod pds;
mod reader;
mod time;
pub mod unix;
mod vms;
mod vshell;
mod wftpd;
mod words;
mod zos;
mod zvm;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::{Error, integrity, printable};
use crate::ftp::path::RemotePath;

pub use parser::{Form, Parser};
pub use reader::System;
pub use time::time_val;

/// Longest name in a listing, in bytes: that of the longest path most systems take.
pub const MAX_NAME: usize = 4 * 1024;
/// Most entries one listing may have; beyond it the memory for them is the server's choice, not ours.
pub const MAX_ENTRIES: usize = 1_000_000;
/// Longest listing, in bytes, for the same reason.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// What an entry of a directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Dir,
    /// A symbolic link (also an NTFS junction).
    Symlink,
    /// Anything else: a device, a pipe, a socket, a type the server made up; or a name of unknown kind.
    Other,
}

/// The smallest unit of time that a listing gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A second or less.
    Second,
    /// A minute.
    Minute,
    /// A day.
    Day,
}

/// Which zone a listed time is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Coordinated universal time, as RFC 3659 section 2.3 demands, or a zone that the line names.
    Utc,
    /// The server's own, which it does not tell: [`Moment::at`] reads it as if it were universal time.
    Unknown,
}

/// A time of modification with its precision and zone, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time; cut, not rounded, to `precision`.
    pub at: Timestamp,
    /// The smallest unit that was given.
    pub precision: Precision,
    /// Whether `at` is right, or off by the server's unknown offset.
    pub zone: Zone,
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name as listed, byte for byte; not yet known to be safe.
    pub name: Vec<u8>,
    /// The kind of the entry.
    pub kind: Kind,
    /// Bytes, as listed: for a file its length; for others what the server counts. `None` when it is not given,
    /// or only rounded.
    pub size: Option<u64>,
    /// When it was modified; `None` when the line does not say it in a way that can be read without guessing.
    pub modified: Option<Moment>,
    /// The target of a symbolic link, as listed.
    pub link: Option<Vec<u8>>,
    /// Unix permission bits, at most `0o7777`.
    pub mode: Option<u32>,
    /// The owner as listed; where blanks hide the border between owner and group, both.
    pub owner: Option<Vec<u8>>,
    /// The group as listed.
    pub group: Option<Vec<u8>>,
    /// MLSD's `unique` fact: equal for two names of one file (RFC 3659 section 7.5.2).
    pub unique: Option<Vec<u8>>,
    /// The line that the server sent, without its line end: kept by those who ask for it, and by MLST.
    pub raw: Option<Vec<u8>>,
}

impl Entry {
    /// An entry of which only name and kind are known.
    pub fn new(name: &[u8], kind: Kind) -> Self {
        Self {
            name: name.to_vec(),
            kind,
            size: None,
            modified: None,
            link: None,
            mode: None,
            owner: None,
            group: None,
            unique: None,
            raw: None,
        }
    }
}

impl Entry {
    /// Gives the time of modification its zone, where the line did not say it. A day stays a day.
    pub fn place_in(&mut self, zone: &TimeZone) {
        let Some(moment) = &mut self.modified else { return };
        if moment.zone == Zone::Utc || moment.precision == Precision::Day {
            return;
        }
        let civil = moment.at.to_zoned(TimeZone::UTC).datetime();
        if let Ok(zoned) = civil.to_zoned(zone.clone()) {
            (moment.at, moment.zone) = (zoned.timestamp(), Zone::Utc);
        }
    }

    /// Whether it is the one with this name; where names have no slashes, capitals are no difference.
    pub fn is_called(&self, name: &[u8], path: &RemotePath) -> bool {
        self.name == name || path.is_native() && self.name.eq_ignore_ascii_case(name)
    }
}

/// A whole listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The entries that were understood, in the server's order, without `.` and `..`.
    pub entries: Vec<Entry>,
    /// The first lines that were not understood, each cut to a readable length.
    pub unknown: Vec<Vec<u8>>,
    /// How many lines were not understood.
    pub unknown_count: usize,
    /// Whether the folder itself or its parent was among the lines: an empty listing that shows them was really read.
    pub dots: bool,
    /// The form is one of a system that marks links, or has none.
    pub shows_links: bool,
    /// Names are all there is: of no entry it is known what it is.
    pub names_only: bool,
}

impl Listing {
    /// Whether there are lines and none of them is understood.
    pub fn is_unreadable(&self) -> bool {
        self.entries.is_empty() && self.unknown_count > 0
    }

    /// Lines that nobody understands may be names: a listing that has some is not known to be whole.
    pub fn check(&self) -> Result<(), Error> {
        let Some(first) = self.unknown.first() else { return Ok(()) };
        Err(integrity(format!(
            "{} lines of the listing are not understood, the first: {}",
            self.unknown_count,
            printable(first)
        )))
    }
}

/// All entries of a listing that is in memory already.
pub fn parse(listing: &[u8], form: Form, system: System, now: Timestamp) -> Listing {
    let mut parser = Parser::new(form, system, now);
    listing.split(|&byte| byte == b'\n').for_each(|line| parser.line(line));
    parser.finish()
}

/// Whether a server's name may become one component of a local path.
///
/// # Errors
/// Says what is wrong: the name is empty, `.` or `..`, or holds a slash, NUL or another control character. A backslash
/// is a letter like others, unless it would lead out of the folder where it parts names (on Windows).
pub fn safe_name(name: &[u8]) -> Result<(), &'static str> {
    let control = |byte: &u8| byte.is_ascii_control();
    if name.is_empty() {
        return Err("empty name");
    }
    if name == b"." || name == b".." {
        return Err("name of a directory itself or of its parent");
    }
    if name.contains(&b'/') {
        return Err("name with a slash");
    }
    if name.contains(&b'\\') && (cfg!(windows) || leads_out(name)) {
        return Err("name with a backslash that leads elsewhere");
    }
    // In UTF-8 the C1 controls have two bytes; in other charsets those bytes are letters.
    if name.iter().any(control)
        || str::from_utf8(name).is_ok_and(|name| name.chars().any(char::is_control))
    {
        return Err("name with a control character");
    }
    Ok(())
}

/// Whether a name leads out of its folder where backslashes part names: `..\a`, `\a`, `C:\a`.
fn leads_out(name: &[u8]) -> bool {
    let mut parts = name.split(|byte| *byte == b'\\');
    parts.clone().next().is_some_and(|first| first.is_empty() || first.ends_with(b":"))
        || parts.any(|part| part == b"." || part == b"..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-01-31T12:00:00Z".parse().unwrap()
    }

    fn names(listing: &Listing) -> Vec<&[u8]> {
        listing.entries.iter().map(|entry| entry.name.as_slice()).collect()
    }

    #[test]
    fn a_unix_listing_loses_its_total_its_dots_and_its_line_ends() {
        let text = b"total 12\r\ndrwxr-xr-x 2 a b 4096 Jan 30 10:00 .\r\ndrwxr-xr-x 2 a b 4096 Jan 30 10:00 ..\r\n\
            -rw-r--r-- 1 a b 12 Jan 30 10:00 x y\r\n\r\n";
        let listing = parse(text, Form::List, System::Unknown, now());
        assert_eq!(names(&listing), [b"x y"]);
        assert_eq!(listing.unknown_count, 0);
    }

    #[test]
    fn the_total_line_is_known_in_other_languages_at_the_start_only() {
        for first in ["insgesamt 12", "合計 12", "totale 1.5M"] {
            assert_eq!(
                parse(first.as_bytes(), Form::List, System::Unknown, now()).unknown_count,
                0,
                "{first}"
            );
        }
        let listing = parse(
            b"-rw-r--r-- 1 a b 12 Jan 30 10:00 x\ninsgesamt 12\ntotal 4",
            Form::List,
            System::Unknown,
            now(),
        );
        assert_eq!(listing.unknown, [b"insgesamt 12"]);
    }

    #[test]
    fn the_form_is_decided_for_a_whole_listing() {
        let dos =
            "01-31-26  09:00AM       <DIR>          d\n01-31-26  09:00AM                 5 f\n";
        let unix = "-rw-r--r-- 1 a b 12 Jan 30 10:00 x\n";
        let text = [dos, unix].concat();
        let listing = parse(text.as_bytes(), Form::List, System::Unknown, now());
        assert_eq!((names(&listing), listing.unknown_count), (vec![&b"d"[..], b"f"], 1));
        let text = [unix, unix, unix, dos].concat();
        let listing = parse(text.as_bytes(), Form::List, System::Unknown, now());
        assert_eq!((listing.entries.len(), listing.unknown_count), (3, 2));
        assert_eq!(listing.unknown[0], dos.split('\n').next().unwrap().as_bytes());
    }

    #[test]
    fn mlsd_drops_the_directory_itself_and_its_parent() {
        let text = b"type=cdir; /a\r\ntype=pdir; ..\r\ntype=dir; .\r\ntype=file;size=1; x\r\n";
        let listing = parse(text, Form::Mlsd, System::Unknown, now());
        assert_eq!(names(&listing), [b"x"]);
        assert_eq!(listing.unknown_count, 0);
    }

    #[test]
    fn unknown_lines_are_counted_and_a_bounded_sample_is_kept() {
        for form in [Form::List, Form::Mlsd] {
            let mut parser = Parser::new(form, System::Unknown, now());
            for _ in 0..100 {
                parser.line(&[b'?'; 4000]);
                parser.line(b"type=file; a\0b");
            }
            let listing = parser.finish();
            assert_eq!((listing.unknown_count, listing.unknown.len()), (200, 16));
            assert!(listing.unknown.iter().all(|line| line.len() <= 512));
        }
    }

    #[test]
    fn a_list_of_names_has_names_of_unknown_kind() {
        let listing = parse(b"/in/a b\r\nc.csv\r\n", Form::Names, System::Unknown, now());
        assert_eq!(names(&listing), [&b"a b"[..], b"c.csv"]);
        assert!(
            listing.entries.iter().all(|entry| entry.kind == Kind::Other && entry.size.is_none())
        );
    }

    #[test]
    fn a_name_beyond_the_limit_makes_the_line_unknown() {
        for (length, known) in [(MAX_NAME, 1), (MAX_NAME + 1, 0)] {
            let text = format!("type=file; {}", "n".repeat(length));
            let listing = parse(text.as_bytes(), Form::Mlsd, System::Unknown, now());
            assert_eq!((listing.entries.len(), listing.unknown_count), (known, 1 - known));
        }
    }

    #[test]
    fn only_one_plain_component_is_a_safe_name() {
        for good in
            [&b"a"[..], b" a b ", b"...", b"a:b", b"a\\b", b"\xe4", "ä".as_bytes(), b"\x85x"]
        {
            assert_eq!(safe_name(good), Ok(()), "{good:?}");
        }
        for bad in [
            &b""[..],
            b".",
            b"..",
            b"a/b",
            b"..\\a",
            b"a\\..",
            b"\\a",
            b"C:\\a",
            b"a\0",
            b"a\nb",
            b"\x1b[2J",
            b"\x7f",
            "a\u{85}".as_bytes(),
        ] {
            assert!(safe_name(bad).is_err(), "{bad:?}");
        }
    }
}
