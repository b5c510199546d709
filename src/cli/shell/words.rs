//! From a line as typed to commands and their words, as a POSIX shell splits them: quotes,
//! backslashes, `;`, `&`, `>`, `>>`, `|`, comments, and `${NAME}` from the environment.
//!
//! What the words mean, and which names a pattern stands for, is left to others.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

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

const NO_AND: &str = "&& is not known here: a script stops at the first failure anyway";
const NO_OR: &str = "|| is not known here: - before a command passes over its failure";

struct Reader<'a> {
    rest: &'a str,
    environment: &'a dyn Fn(&str) -> Option<OsString>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.rest = self.rest.get(letter.len_utf8()..).unwrap_or_default();
        Some(letter)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self, letter: char) -> bool {
        let there = self.peek() == Some(letter);
        if there {
            self.next();
        }
        there
    }

    fn skip_blanks(&mut self) {
        loop {
            if self.rest.starts_with("\\\n") {
                // The line goes on.
                self.next();
            } else if !self.peek().is_some_and(|letter| " \t\r".contains(letter)) {
                break;
            }
            self.next();
        }
        if self.peek() == Some('#') {
            self.rest_of_line();
        }
    }

    fn skip_to_command(&mut self) {
        loop {
            self.skip_blanks();
            if !self.take('\n') && !self.take(';') {
                return;
            }
        }
    }

    fn rest_of_line(&mut self) -> &'a str {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        line.trim()
    }

    fn statement(&mut self) -> Result<Option<Statement>, String> {
        let begin = self.rest;
        let failure = if self.take('-') { Failure::Ignored } else { Failure::Counts };
        let kind = if self.take('!') {
            Kind::System(self.rest_of_line().to_owned())
        } else {
            match self.command()? {
                Some(kind) => kind,
                None => return Ok(None),
            }
        };
        let length = begin.len() - self.rest.len();
        let text = begin.get(..length).unwrap_or(begin);
        let text = text.trim_end_matches(|letter: char| letter == ';' || letter.is_whitespace());
        Ok(Some(Statement { text: text.to_owned(), kind, failure }))
    }

    fn command(&mut self) -> Result<Option<Kind>, String> {
        let mut words = Vec::new();
        let mut output = Output::Standard;
        let mut pace = Pace::Foreground;
        loop {
            let before = self.rest.len();
            self.skip_blanks();
            let glued = before == self.rest.len();
            match self.peek() {
                None | Some('\n' | ';') => {
                    self.next();
                    break;
                }
                Some('&') => {
                    self.next();
                    if self.peek() == Some('&') {
                        return Err(NO_AND.into());
                    }
                    pace = Pace::Background;
                    break;
                }
                Some('|') if output != Output::Standard => {
                    return Err("both > and |: what is printed goes one way".into());
                }
                Some('|') => output = self.pipe()?,
                Some('>') if output != Output::Standard => {
                    return Err("more than one >: what is printed goes one way".into());
                }
                Some('>') if glued && words.last().is_some_and(Word::is_descriptor) => {
                    return Err("2> is not known here: > takes what is printed, messages go to standard error".into());
                }
                Some('>') => output = self.redirection()?,
                Some('<') => {
                    return Err(
                        "< is not known here; put takes files, and - is standard input".into()
                    );
                }
                Some(_) => words.push(self.word()?),
            }
        }
        if words.is_empty() {
            return match (&output, pace) {
                (Output::Standard, Pace::Foreground) => Ok(None),
                _ => Err("a command is missing before >, | or &".into()),
            };
        }
        Ok(Some(Kind::Command { words, output, pace }))
    }

    fn pipe(&mut self) -> Result<Output, String> {
        self.next();
        if self.peek() == Some('|') {
            return Err(NO_OR.into());
        }
        let (command, rest) =
            self.rest.split_at_checked(end_of_pipe(self.rest)?).unwrap_or_default();
        self.rest = rest;
        match command.trim() {
            "" => Err("| without a command behind it".into()),
            command => Ok(Output::Pipe(command.to_owned())),
        }
    }

    fn redirection(&mut self) -> Result<Output, String> {
        self.next();
        let append = self.take('>');
        self.skip_blanks();
        if self.peek().is_none_or(|letter| "\n;&|>".contains(letter)) {
            return Err("> without a file behind it".into());
        }
        let word = self.word()?;
        Ok(if append { Output::Append(word) } else { Output::File(word) })
    }

    fn word(&mut self) -> Result<Word, String> {
        let mut word = Word { is_home: self.peek() == Some('~'), ..Word::default() };
        while let Some(letter) = self.peek() {
            match letter {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '>' | '<' => break,
                '\'' => self.single_quotes(&mut word)?,
                '"' => self.double_quotes(&mut word)?,
                '\\' => {
                    self.next();
                    match self.next() {
                        // The line goes on.
                        Some('\n') => {}
                        Some(letter) => word.push_quoted(letter),
                        None => return Err("a backslash with nothing behind it".into()),
                    }
                }
                '$' => self.variable(&mut word)?,
                letter => {
                    self.next();
                    word.is_pattern |= SPECIAL.contains(&letter);
                    word.push(letter);
                }
            }
        }
        Ok(word)
    }

    fn single_quotes(&mut self, word: &mut Word) -> Result<(), String> {
        self.next();
        loop {
            match self.next() {
                Some('\'') => return Ok(()),
                Some(letter) => word.push_quoted(letter),
                None => return Err("' is not closed".into()),
            }
        }
    }

    fn double_quotes(&mut self, word: &mut Word) -> Result<(), String> {
        self.next();
        loop {
            match self.peek() {
                Some('"') => {
                    self.next();
                    return Ok(());
                }
                Some('$') => self.variable(word)?,
                Some('\\') => {
                    self.next();
                    match self.peek() {
                        Some(letter @ ('"' | '\\' | '$')) => {
                            self.next();
                            word.push_quoted(letter);
                        }
                        _ => word.push_quoted('\\'),
                    }
                }
                Some(letter) => {
                    self.next();
                    word.push_quoted(letter);
                }
                None => return Err("\" is not closed".into()),
            }
        }
    }

    /// `${NAME}`. The value is never split, and is no pattern. What other shells take for a variable
    /// is refused: a file named `$DAY.csv` would be a surprise. Any other dollar sign is one.
    fn variable(&mut self, word: &mut Word) -> Result<(), String> {
        let name = self.rest.strip_prefix("${").and_then(|rest| rest.split_once('}'));
        let Some((name, behind)) = name else {
            self.next();
            if self.peek().is_some_and(|letter| letter == '_' || letter.is_ascii_alphabetic()) {
                return Err("$ before a name: a variable is ${NAME}, a dollar sign \\$".into());
            }
            word.push_quoted('$');
            return Ok(());
        };
        let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if name.is_empty() || !letters {
            return Err(format!("${{{name}}}: want the name of a variable; nothing more is known"));
        }
        let value = (self.environment)(name);
        let value = value.ok_or_else(|| format!("the variable {name} is not set"))?;
        word.push_value(value.as_bytes());
        self.rest = behind;
        Ok(())
    }
}

/// Where a command for the system's shell ends that stands behind `|`: where any other would. What
/// follows `;` is meant for the server, and must not be done here.
fn end_of_pipe(text: &str) -> Result<usize, String> {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let follows = letters.peek().map(|(_, letter)| *letter);
        match (quote, letter) {
            (None | Some('"'), '\\') => drop(letters.next()),
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, '\n') => return Ok(at),
            (None, '#') if before.is_whitespace() => return Ok(at),
            _ if depth > 0 => {}
            (None, ';') => return Ok(at),
            (None, '&') if follows == Some('&') => return Err(NO_AND.into()),
            (None, '|') if follows == Some('|') => return Err(NO_OR.into()),
            (None, '&') if !"<>".contains(before) && follows != Some('>') => return Ok(at),
            _ => {}
        }
        before = letter;
    }
    quote.map_or(Ok(text.len()), |open| Err(format!("{open} is not closed")))
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
