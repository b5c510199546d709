//! Data sets of z/OS: `Volume Unit Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname`.
//!
//! Sizes are in tracks and the date is that of the last use, so neither is told on. A partitioned data set is a
//! folder; its members are read by `pds`.

use super::reader::{Found, Reader};
use super::words::{Word, words};
use super::{Entry, Kind};

/// Longest name of a data set.
const MAX_DSNAME: usize = 44;

/// A listing of data sets.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let found_words = words(line);
        let text: Vec<&[u8]> = found_words.iter().map(|word| word.text).collect();
        match text.as_slice() {
            [b"Volume", b"Unit", ..] => found.heading(),
            _ => found.row(line, row(&found_words)),
        }
    }
}

fn row(words: &[Word]) -> Option<Entry> {
    let (name, columns) = words.split_last()?;
    let columns: Vec<&[u8]> = columns.iter().map(|word| word.text).collect();
    let kind = match columns.as_slice() {
        [b"Migrated"] => Kind::File,
        [b"Pseudo", b"Directory"] | [b"GDG"] => Kind::Dir,
        [b"VSAM"] => Kind::Other,
        [volume, b"Tape" | b"TAPE"] | [volume, b"Not", b"Direct", b"Access", b"Device"]
            if is_volume(volume) =>
        {
            Kind::File
        }
        [volume, unit, b"VSAM"] if is_volume(volume) && is_plain(unit) => Kind::Other,
        [volume, unit, referred, space @ .., dsorg] => {
            let is_row = is_volume(volume)
                && is_plain(unit)
                && is_referred(referred)
                && (3..=6).contains(&space.len())
                && space.iter().all(|column| is_plain(column));
            organization(dsorg).filter(|_| is_row)?
        }
        _ => return None,
    };
    is_dsname(name.text).then(|| Entry::new(name.text, kind))
}

/// What DSORG means for who fetches; `U` marks what cannot be moved, `E` an extended data set.
fn organization(dsorg: &[u8]) -> Option<Kind> {
    let (plain, mark) = dsorg.split_at_checked(2)?;
    let mark = mark.strip_prefix(b"-").unwrap_or(mark);
    if !matches!(mark, b"" | b"E" | b"L" | b"U") && dsorg != b"VSAM" {
        return None;
    }
    match plain {
        b"PO" => Some(Kind::Dir),
        b"PS" | b"DA" => Some(Kind::File),
        b"VS" | b"IS" => Some(Kind::Other),
        _ => None,
    }
}

fn is_volume(text: &[u8]) -> bool {
    (1..=6).contains(&text.len())
        && text.iter().all(|&byte| is_name_byte(byte) || b"*-".contains(&byte))
}

fn is_plain(text: &[u8]) -> bool {
    text.iter()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"?+-*".contains(byte))
}

fn is_referred(text: &[u8]) -> bool {
    let is_date = text.len() == 10
        && text.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'/',
            _ => byte.is_ascii_digit(),
        });
    is_date || text == b"**NONE**"
}

/// Qualifiers of at most eight letters, with dots between them.
pub(super) fn is_dsname(text: &[u8]) -> bool {
    text.len() <= MAX_DSNAME && text.split(|&byte| byte == b'.').all(is_qualifier)
}

fn is_qualifier(text: &[u8]) -> bool {
    (1..=8).contains(&text.len())
        && text.iter().all(|&byte| is_name_byte(byte) || byte == b'-')
        && !text.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
}

/// A letter, digit or one of the national characters.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"@#$".contains(&byte)
}
