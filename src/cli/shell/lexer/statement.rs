//! A command as it was typed: its words, where its results go, whether it is waited for.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

/// The characters that make a pattern, where they are not quoted.
pub(super) const SPECIAL: &[char] = &['*', '?', '[', '{'];

/// One word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its text, without quotes and backslashes.
    pub(crate) text: Vec<u8>,
    /// The same as a pattern: what was quoted stands behind backslashes where it would mean
    /// something.
    pub(crate) pattern: Vec<u8>,
    /// Whether something in it that was not quoted makes it a pattern.
    pub(crate) is_pattern: bool,
    /// Whether it begins with a `~` that was not quoted.
    pub(crate) is_home: bool,
}

/// The destination of a command's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// To standard output.
    Standard,
    /// To a file, which is emptied first.
    File(Word),
    /// To the end of a file.
    Append(Word),
    /// To a command of the system's shell.
    Pipe(String),
}

/// Whether one waits for a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// It runs until it is done.
    Foreground,
    /// It becomes a job: `&`.
    Background,
}

/// What becomes of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It counts.
    Counts,
    /// It is passed over: `-` before the command.
    Ignored,
}

/// A command as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    /// The typed text.
    pub(crate) text: String,
    /// The kind of the entry.
    pub(crate) kind: Kind,
    /// Whether its failure counts.
    pub(crate) failure: Failure,
}

/// The steps to take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `!…`: for the system's shell.
    System(String),
    /// A command of ours.
    Command { words: Vec<Word>, output: Output, pace: Pace },
}

impl Word {
    /// A word that is nothing but its text.
    pub(crate) fn plain(text: impl Into<Vec<u8>>) -> Self {
        let text = text.into();
        Self { pattern: text.clone(), text, is_pattern: false, is_home: false }
    }

    /// The same word read again as a pattern, of which some may have been quoted.
    pub(crate) fn of_pattern(self, pattern: &[u8]) -> Self {
        let mut bytes = pattern.iter();
        let mut is_pattern = false;
        while let Some(byte) = bytes.next() {
            match byte {
                b'\\' => drop(bytes.next()),
                byte => is_pattern |= SPECIAL.contains(&char::from(*byte)),
            }
        }
        Self { pattern: pattern.to_vec(), is_pattern, ..self }
    }

    /// For clap and for the system.
    pub(crate) fn to_os(&self) -> OsString {
        OsString::from_vec(self.text.clone())
    }

    /// Whether `>` right behind it would mean something to other shells.
    pub(super) fn is_descriptor(&self) -> bool {
        matches!(self.text.as_slice(), b"1" | b"2")
    }

    pub(super) fn push(&mut self, letter: char) {
        let mut bytes = [0; 4];
        let bytes = letter.encode_utf8(&mut bytes).as_bytes();
        self.text.extend_from_slice(bytes);
        self.pattern.extend_from_slice(bytes);
    }

    /// Adds what means nothing but itself.
    pub(super) fn push_quoted(&mut self, letter: char) {
        if letter == '\\' || SPECIAL.contains(&letter) {
            self.pattern.push(b'\\');
        }
        self.push(letter);
    }

    pub(super) fn push_value(&mut self, value: &[u8]) {
        for byte in value {
            if *byte == b'\\' || SPECIAL.contains(&char::from(*byte)) {
                self.pattern.push(b'\\');
            }
            self.text.push(*byte);
            self.pattern.push(*byte);
        }
    }
}
