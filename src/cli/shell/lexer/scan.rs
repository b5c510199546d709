//! Reads a line letter by letter: quotes, backslashes, variables, operators.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;

use super::statement::{Failure, Kind, Output, Pace, SPECIAL, Statement, Word};

const NO_AND: &str = "&& is not known here: a script stops at the first failure anyway";
const NO_OR: &str = "|| is not known here: - before a command passes over its failure";

/// A line, and how far it was read.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a str,
    pub(super) environment: &'a dyn Fn(&str) -> Option<OsString>,
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

    pub(super) fn skip_to_command(&mut self) {
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

    pub(super) fn statement(&mut self) -> Result<Option<Statement>, String> {
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
