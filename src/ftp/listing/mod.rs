//! Directory listings: what a server says lies in a directory, as one type whatever the server's form.
//!
//! One line in, one [`Entry`] out; the lines that nobody understands are kept as text and counted, so that the
//! caller can tell a whole listing from a doubtful one. Names come out as the server gave them: whoever uses one
//! as a local name asks [`safe_name`] first. Fetching the bytes and cutting them into lines is left to the caller.

mod date;
pub mod dos;
pub mod mlsd;
mod mode;
mod months;
mod time;
pub mod unix;
mod words;

use jiff::Timestamp;

use crate::error::{Error, integrity, printable};

pub use time::time_val;

/// Longest name in a listing, in bytes: that of the longest path most systems take.
pub const MAX_NAME: usize = 4 * 1024;
/// Most entries one listing may have; beyond it the memory for them is the server's choice, not ours.
pub const MAX_ENTRIES: usize = 1_000_000;
/// Longest listing, in bytes, for the same reason.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// How many of the lines that were not understood are kept as text; all are counted.
const UNKNOWN_KEPT: usize = 16;
/// How many bytes of each such line are kept: enough to recognise the form in a message.
const UNKNOWN_BYTES: usize = 512;

/// What an entry of a directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Dir,
    /// A symbolic link (also an NTFS junction).
    Symlink,
    /// Anything else: a device, a pipe, a socket, a type the server made up.
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

/// A time of modification with what is known of its worth.
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
    /// What it is.
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
    /// MLSD's `unique` fact: equal for two names of one file (RFC 3659 section 7.5.2).
    pub unique: Option<Vec<u8>>,
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
            unique: None,
        }
    }
}

/// Which command the listing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// MLSD: facts (RFC 3659 section 7).
    Mlsd,
    /// LIST: whatever the server likes (RFC 959 section 4.1.3).
    List,
}

/// A whole listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What was understood, in the server's order, without `.` and `..`.
    pub entries: Vec<Entry>,
    /// The first lines that were not understood, each cut to a readable length.
    pub unknown: Vec<Vec<u8>>,
    /// How many lines were not understood.
    pub unknown_count: usize,
    /// Whether the folder itself or its parent was among the lines: an empty listing that shows them was really read.
    pub dots: bool,
}

impl Listing {
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

/// Reads a listing line by line.
#[derive(Clone, Debug)]
pub struct Parser {
    form: Form,
    now: Timestamp,
    dos_first: bool,
    at_start: bool,
    unknown: Vec<Vec<u8>>,
    unknown_count: usize,
}

impl Parser {
    /// A parser for the answer to one command. `now` decides the year of dates that come without one.
    pub fn new(form: Form, now: Timestamp) -> Self {
        Self { form, now, dos_first: false, at_start: true, unknown: Vec::new(), unknown_count: 0 }
    }

    /// The entry in a line, which may end in CR, LF or both.
    ///
    /// `None` for lines that name no entry (blank ones, `total 12`, `.` and `..`) and for those that are not
    /// understood; only the latter show in [`Parser::unknown_count`].
    pub fn line(&mut self, line: &[u8]) -> Option<Entry> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return None;
        }
        let at_start = std::mem::replace(&mut self.at_start, false);
        // No name holds NUL: printed as it is, it would pass for two.
        if line.contains(&0) {
            self.keep_unknown(line);
            return None;
        }
        let entry = match self.form {
            Form::Mlsd => match mlsd::parse(line) {
                Some(mlsd::Parsed::Entry(entry)) => Some(entry),
                Some(mlsd::Parsed::Dot(_)) => return None,
                None => None,
            },
            Form::List => self.list(line),
        };
        match entry {
            Some(entry) if entry.name.len() <= MAX_NAME => {
                (entry.name != b"." && entry.name != b"..").then_some(entry)
            }
            None if self.form == Form::List && is_total(line, at_start) => None,
            _ => {
                self.keep_unknown(line);
                None
            }
        }
    }

    /// The first lines that were not understood, each cut to a readable length.
    pub fn unknown(&self) -> &[Vec<u8>] {
        &self.unknown
    }

    /// How many lines were not understood.
    pub fn unknown_count(&self) -> usize {
        self.unknown_count
    }

    /// Tries the form that the last line had first: a listing seldom mixes them.
    fn list(&mut self, line: &[u8]) -> Option<Entry> {
        if self.dos_first {
            return dos::parse(line).or_else(|| unix::parse(line, self.now));
        }
        if let Some(entry) = unix::parse(line, self.now) {
            return Some(entry);
        }
        let entry = dos::parse(line)?;
        self.dos_first = true;
        Some(entry)
    }

    fn keep_unknown(&mut self, line: &[u8]) {
        self.unknown_count = self.unknown_count.saturating_add(1);
        if self.unknown.len() < UNKNOWN_KEPT {
            self.unknown.push(line.get(..UNKNOWN_BYTES).unwrap_or(line).to_vec());
        }
    }
}

/// All entries of a listing that is in memory already.
pub fn parse(listing: &[u8], form: Form, now: Timestamp) -> Listing {
    let mut parser = Parser::new(form, now);
    let entries =
        listing.split(|&byte| byte == b'\n').filter_map(|line| parser.line(line)).collect();
    Listing { entries, unknown: parser.unknown, unknown_count: parser.unknown_count, dots: false }
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

/// `total 12`, and on the first line the same in any language.
fn is_total(line: &[u8], at_start: bool) -> bool {
    let words = words::words(line);
    let [word, count] = words.as_slice() else {
        return false;
    };
    let is_count = count.text.first().is_some_and(u8::is_ascii_digit)
        && count.text.iter().all(|byte| byte.is_ascii_alphanumeric() || b".,".contains(byte));
    let is_word = word.text.iter().all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    is_count && (word.text.eq_ignore_ascii_case(b"total") || (at_start && is_word))
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
        let listing = parse(text, Form::List, now());
        assert_eq!(names(&listing), [b"x y"]);
        assert_eq!(listing.unknown_count, 0);
    }

    #[test]
    fn the_total_line_is_known_in_other_languages_at_the_start_only() {
        for first in ["insgesamt 12", "合計 12", "totale 1.5M"] {
            assert_eq!(parse(first.as_bytes(), Form::List, now()).unknown_count, 0, "{first}");
        }
        let listing =
            parse(b"-rw-r--r-- 1 a b 12 Jan 30 10:00 x\ninsgesamt 12\ntotal 4", Form::List, now());
        assert_eq!(listing.unknown, [b"insgesamt 12"]);
    }

    #[test]
    fn forms_may_change_from_line_to_line() {
        let text = b"01-31-26  09:00AM       <DIR>          d\n-rw-r--r-- 1 a b 12 Jan 30 10:00 x\n01-31-26  09:00AM                 5 f\n";
        assert_eq!(names(&parse(text, Form::List, now())), [b"d", b"x", b"f"]);
    }

    #[test]
    fn mlsd_drops_the_directory_itself_and_its_parent() {
        let text = b"type=cdir; /a\r\ntype=pdir; ..\r\ntype=dir; .\r\ntype=file;size=1; x\r\n";
        let listing = parse(text, Form::Mlsd, now());
        assert_eq!(names(&listing), [b"x"]);
        assert_eq!(listing.unknown_count, 0);
    }

    #[test]
    fn unknown_lines_are_counted_and_a_bounded_sample_is_kept() {
        let mut parser = Parser::new(Form::List, now());
        for _ in 0..100 {
            assert_eq!(parser.line(&[b'?'; 4000]), None);
        }
        assert_eq!(parser.unknown_count(), 100);
        assert_eq!(parser.unknown().len(), UNKNOWN_KEPT);
        assert!(parser.unknown().iter().all(|line| line.len() == UNKNOWN_BYTES));
    }

    #[test]
    fn lines_with_nul_are_unknown_and_a_bounded_sample_is_kept() {
        let mut parser = Parser::new(Form::Mlsd, now());
        for _ in 0..100 {
            assert_eq!(parser.line(b"type=file; a\0b"), None);
        }
        assert_eq!((parser.unknown_count(), parser.unknown().len()), (100, UNKNOWN_KEPT));
    }

    #[test]
    fn a_name_beyond_the_limit_makes_the_line_unknown() {
        for (length, known) in [(MAX_NAME, 1), (MAX_NAME + 1, 0)] {
            let text = format!("type=file; {}", "n".repeat(length));
            let listing = parse(text.as_bytes(), Form::Mlsd, now());
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
