//! Texts for messages: counts with their nouns, text from outside made safe to show, the system's words.

use std::io;

/// A count with its noun: `1 file`, `2 files`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Text that came from outside, made safe to show: control characters (C0, DEL, C1) and those that
/// turn the direction of writing are spelled out, and what is not UTF-8 is replaced.
pub fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || is_bidi_control(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The system's words without the number that Rust puts behind them, in this program's case.
pub(super) fn plain(source: &io::Error) -> String {
    let text = source.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_bytes_of_a_server_are_spelled_out() {
        assert_eq!(printable(b"a\x1b[2Jb\x07\r"), "a\\u{1b}[2Jb\\u{7}\\r");
        assert_eq!(printable("na\u{ef}ve \u{202e}x".as_bytes()), "na\u{ef}ve \\u{202e}x");
    }
}
