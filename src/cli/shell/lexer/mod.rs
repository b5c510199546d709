//! From a line as typed to commands and their words, as a POSIX shell splits them: quotes,
//! backslashes, `;`, `&`, `>`, `>>`, `|`, comments, and `${NAME}` from the environment.
//!
//! What the words mean, and which names a pattern stands for, is left to others.

mod scan;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use self::scan::Reader;

/// What a pattern is made of, where it is not quoted.
const SPECIAL: &[char] = &['*', '?', '[', '{'];

/// One word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// What it says, quotes and backslashes taken away.
    pub(super) text: Vec<u8>,
    /// The same as a pattern: what was quoted stands behind backslashes where it would mean
    /// something.
    pub(super) pattern: Vec<u8>,
    /// Whether something in it that was not quoted makes it a pattern.
    pub(super) is_pattern: bool,
    /// Whether it begins with a `~` that was not quoted.
    pub(super) is_home: bool,
}

/// Where goes what a command prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Output {
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
pub(super) enum Pace {
    /// It runs until it is done.
    Foreground,
    /// It becomes a job: `&`.
    Background,
}

/// What becomes of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It counts.
    Counts,
    /// It is passed over: `-` before the command.
    Ignored,
}

/// A command as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// What was typed.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether its failure counts.
    pub(super) failure: Failure,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `!…`: for the system's shell.
    System(String),
    /// A command of ours.
    Command { words: Vec<Word>, output: Output, pace: Pace },
}

impl Word {
    /// A word that is nothing but its text.
    pub(super) fn plain(text: impl Into<Vec<u8>>) -> Self {
        let text = text.into();
        Self { pattern: text.clone(), text, is_pattern: false, is_home: false }
    }

    /// The same word read again as a pattern, of which some may have been quoted.
    pub(super) fn of_pattern(self, pattern: &[u8]) -> Self {
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
    pub(super) fn to_os(&self) -> OsString {
        OsString::from_vec(self.text.clone())
    }

    /// Whether `>` right behind it would mean something to other shells.
    fn is_descriptor(&self) -> bool {
        matches!(self.text.as_slice(), b"1" | b"2")
    }

    fn push(&mut self, letter: char) {
        let mut bytes = [0; 4];
        let bytes = letter.encode_utf8(&mut bytes).as_bytes();
        self.text.extend_from_slice(bytes);
        self.pattern.extend_from_slice(bytes);
    }

    /// Adds what means nothing but itself.
    fn push_quoted(&mut self, letter: char) {
        if letter == '\\' || SPECIAL.contains(&letter) {
            self.pattern.push(b'\\');
        }
        self.push(letter);
    }

    fn push_value(&mut self, value: &[u8]) {
        for byte in value {
            if *byte == b'\\' || SPECIAL.contains(&char::from(*byte)) {
                self.pattern.push(b'\\');
            }
            self.text.push(*byte);
            self.pattern.push(*byte);
        }
    }
}

/// The commands of a line, or of several.
///
/// # Errors
/// A text for the user: a quote that is not closed, a variable that is not set, an operator without
/// what it wants.
pub(super) fn split(line: &str) -> Result<Vec<Statement>, String> {
    let mut reader = Reader { rest: line, environment: &|name| std::env::var_os(name) };
    let mut statements = Vec::new();
    loop {
        reader.skip_to_command();
        if reader.rest.is_empty() {
            return Ok(statements);
        }
        if let Some(statement) = reader.statement()? {
            statements.push(statement);
        }
    }
}

/// A name as one would type it: what has a meaning stands behind a backslash. Control characters
/// cannot be typed; they are left as they are.
pub(super) fn quoted(name: &str) -> String {
    let mut typed = String::with_capacity(name.len());
    for (at, letter) in name.chars().enumerate() {
        let first = at == 0 && "~#-!".contains(letter);
        if first || " \t\\'\"$;&|<>*?[{".contains(letter) {
            typed.push('\\');
        }
        typed.push(letter);
    }
    typed
}

#[cfg(test)]
mod tests;
