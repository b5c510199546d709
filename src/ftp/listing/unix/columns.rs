//! The columns between mode and name, which have no fixed place: size and date, owner and group.

use jiff::Timestamp;

use super::head::Head;
use crate::ftp::listing::date::{self, Stamp};
use crate::ftp::listing::words::{Word, number};

/// Columns between mode and size in most listings: links, owner and group.
const USUAL_COLUMNS: usize = 3;

/// Where the size stands, and the date behind it: the first in the line, since names may hold dates too.
pub(super) fn find_date(words: &[Word], from: usize, now: Timestamp) -> Option<(usize, Stamp)> {
    let is_size_at = |at: usize| words.get(at).is_some_and(|word| is_size(word.text));
    let known = |at: usize| date::known(words.get(at + 1..)?, now).filter(|_| is_size_at(at));
    let shaped = |at: usize| date::shaped(words.get(at + 1..)?, now).filter(|_| is_size_at(at));
    let found = (from..words.len()).find_map(|at| {
        let first = known(at);
        first.or_else(|| shaped(at)).map(|stamp| (at, first, stamp))
    });
    let Some((at, first, stamp)) = found else { return behind_glued_size(words, from, now) };
    // `2 jan 20 2020 Nov 25 10:00`: an owner and a group that look like a month and its day, and a size like a year;
    // or a year, and a name that begins with a date.
    let size = at + stamp.words;
    let Some(second) = known(size).or_else(|| shaped(size)) else { return Some((at, stamp)) };
    let usual = from + USUAL_COLUMNS;
    match first {
        _ if at == usual => Some((at, stamp)),
        None => Some((size, second)),
        Some(_) => (size == usual).then_some((size, second)),
    }
}

/// `longgroupname123456 Nov 25 10:00`: where the size begins is not known, where it ends is.
fn behind_glued_size(words: &[Word], from: usize, now: Timestamp) -> Option<(usize, Stamp)> {
    let is_glued = |word: &Word| {
        word.text.last().is_some_and(u8::is_ascii_digit)
            && word.text.iter().any(u8::is_ascii_alphabetic)
    };
    (from + 1..words.len()).find_map(|at| {
        words.get(at).filter(|word| is_glued(word))?;
        Some((at, date::known(words.get(at + 1..)?, now)?))
    })
}

/// A number in any of the forms met: `1,234`, `-2147483648` of servers that count to 2 GiB, `33.5K` of `ls -h`,
/// `8,1` of devices. Only exact ones are read as a size later.
fn is_size(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let text = match text {
        [rest @ .., b'k' | b'K' | b'M' | b'G' | b'T' | b'P' | b'B'] => rest,
        whole => whole,
    };
    text.first().is_some_and(u8::is_ascii_digit)
        && text.iter().all(|byte| byte.is_ascii_digit() || b",.'".contains(byte))
}

type Text = Option<Vec<u8>>;

/// Owner and group; where blanks hide the border between them, both as the owner.
pub(super) fn owner_and_group(line: &[u8], columns: &[Word], head: &Head) -> (Text, Text) {
    let columns = match columns {
        // `8, 1`: the last number was the minor one.
        [columns @ .., major] if head.device && major.text.ends_with(b",") => columns,
        all => all,
    };
    let columns = match columns {
        [only] if number(only.text).is_some() => return (None, None),
        [links, columns @ ..] if number(links.text).is_some() && !head.netware => columns,
        all => all,
    };
    match columns {
        [] => (None, None),
        [owner] => (Some(owner.text.to_vec()), None),
        [owner, group] => (Some(owner.text.to_vec()), Some(group.text.to_vec())),
        [first, .., last] => (line.get(first.start..last.end).map(<[u8]>::to_vec), None),
    }
}
