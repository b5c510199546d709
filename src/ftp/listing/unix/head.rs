//! The mode at the begin of a line, and what may stand before it and be glued to it.

use crate::ftp::listing::Kind;
use crate::ftp::listing::mode::{kind, mode};
use crate::ftp::listing::words::{Word, number};

/// Lengths of the modes that are not whole, without the letter of the kind.
const SHORT_MODES: std::ops::RangeInclusive<usize> = 5..=8;

/// What stands before the first column with a meaning of its own.
pub(super) struct Head {
    pub(super) kind: Kind,
    pub(super) mode: Option<u32>,
    pub(super) device: bool,
    pub(super) netware: bool,
    pub(super) words: usize,
}

/// Reads the mode; before it `ls -i` and `ls -s` show a number.
pub(super) fn head(words: &[Word]) -> Option<Head> {
    let first = words.first()?;
    if number(first.text).is_some() {
        let head = mode_at(words.get(1..)?)?;
        return Some(Head { words: head.words + 1, ..head });
    }
    mode_at(words)
}

fn mode_at(words: &[Word]) -> Option<Head> {
    let first = words.first()?;
    let (kind, device) = kind(*first.text.first()?)?;
    let rest = first.text.get(1..)?;
    let netware = |text: &[u8]| text.starts_with(b"[") && text.ends_with(b"]");
    if netware(rest) || (rest.is_empty() && words.get(1).is_some_and(|word| netware(word.text))) {
        let words = if rest.is_empty() { 2 } else { 1 };
        return Some(Head { kind, mode: None, device, netware: true, words });
    }
    // Some servers leave letters out; which they are is not known.
    let is_short =
        SHORT_MODES.contains(&rest.len()) && rest.iter().all(|byte| b"rwxsStT-".contains(byte));
    if is_short {
        return Some(Head { kind, mode: None, device, netware: false, words: 1 });
    }
    let (bits, mark) = rest.split_at_checked(9)?;
    if !is_mark(mark) {
        return None;
    }
    Some(Head { kind, mode: Some(mode(bits)?), device, netware: false, words: 1 })
}

/// What may stand behind the mode: the mark of an access list, and the number of links, glued to it.
fn is_mark(text: &[u8]) -> bool {
    let digits = match text {
        [b'+' | b'.' | b'@' | b'*', rest @ ..] => rest,
        whole => whole,
    };
    digits.iter().all(u8::is_ascii_digit)
}
