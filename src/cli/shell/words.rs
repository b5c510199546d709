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

    /// For clap and for the system.
    pub(super) fn to_os(&self) -> OsString {
        OsString::from_vec(self.text.clone())
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
            self.skip_blanks();
            match self.peek() {
                None | Some('\n' | ';') => {
                    self.next();
                    break;
                }
                Some('&') => {
                    self.next();
                    if self.peek() == Some('&') {
                        return Err(
                            "&& is not known here: a script stops at the first failure anyway"
                                .into(),
                        );
                    }
                    pace = Pace::Background;
                    break;
                }
                Some('|') => {
                    self.next();
                    output = match (output, self.rest_of_line()) {
                        (_, "") => return Err("| without a command behind it".into()),
                        (Output::Standard, command) => Output::Pipe(command.to_owned()),
                        _ => return Err("both > and |: what is printed goes one way".into()),
                    };
                    break;
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

    /// `${NAME}`; a dollar sign before anything else is one. The value is never split, and is no
    /// pattern.
    fn variable(&mut self, word: &mut Word) -> Result<(), String> {
        let name = self.rest.strip_prefix("${").and_then(|rest| rest.split_once('}'));
        let Some((name, behind)) = name else {
            self.next();
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
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Vec<Statement>, String> {
        let environment = |name: &str| (name == "DAY").then(|| OsString::from("mon *"));
        let mut reader = Reader { rest: line, environment: &environment };
        let mut statements = Vec::new();
        loop {
            reader.skip_to_command();
            if reader.rest.is_empty() {
                return Ok(statements);
            }
            statements.extend(reader.statement()?);
        }
    }

    #[track_caller]
    fn words(line: &str) -> Vec<String> {
        let statement = read(line).expect("a line").remove(0);
        let Kind::Command { words, .. } = statement.kind else { panic!("{statement:?}") };
        words.into_iter().map(|word| String::from_utf8(word.text).expect("text")).collect()
    }

    #[test]
    fn quotes_and_backslashes_make_words_as_in_a_shell() {
        assert_eq!(
            words(r#"get 'a b' "c 'd'" e\ f g"h"'i'"#),
            ["get", "a b", "c 'd'", "e f", "ghi"]
        );
        assert_eq!(words(r#"get "a\"b\c" 'x\y' ''"#), ["get", r#"a"b\c"#, r"x\y", ""]);
        assert_eq!(words("get a#b # not c"), ["get", "a#b"]);
        assert_eq!(words("get a \\\n b"), ["get", "a", "b"]);
        for open in ["get 'a", "get \"a", "get a\\"] {
            assert!(read(open).is_err(), "{open}");
        }
    }

    #[test]
    fn what_is_quoted_is_no_pattern() {
        let statement = read(r"get *.csv '*.txt' a\[1] x[1]${DAY}").expect("a line").remove(0);
        let Kind::Command { words, .. } = statement.kind else { panic!("{statement:?}") };
        let seen: Vec<(bool, &[u8])> =
            words.iter().skip(1).map(|word| (word.is_pattern, word.pattern.as_slice())).collect();
        assert_eq!(
            seen,
            [
                (true, &b"*.csv"[..]),
                (false, b"\\*.txt"),
                (false, b"a\\[1]"),
                (true, b"x[1]mon \\*")
            ]
        );
    }

    #[test]
    fn variables_are_not_split_and_must_be_set() {
        assert_eq!(
            words("get ${DAY} \"${DAY}\" '${DAY}' $x"),
            ["get", "mon *", "mon *", "${DAY}", "$x"]
        );
        assert!(read("get ${NONE}").is_err() && read("get ${A:-b}").is_err());
    }

    #[test]
    fn a_line_may_hold_several_commands() {
        let texts: Vec<String> = read("cd a; -rm b;; ls &\nmget *.csv # all\n# nothing")
            .expect("lines")
            .into_iter()
            .map(|s| s.text)
            .collect();
        assert_eq!(texts, ["cd a", "-rm b", "ls &", "mget *.csv # all"]);
        let two = read("-rm a; rm b").expect("a line");
        assert_eq!([two[0].failure, two[1].failure], [Failure::Ignored, Failure::Counts]);
    }

    #[test]
    fn what_is_printed_goes_where_it_is_sent() {
        let output = |line: &str| match read(line).expect("a line").remove(0).kind {
            Kind::Command { output, .. } => output,
            Kind::System(_) => panic!("{line}"),
        };
        assert_eq!(
            output("ls > a\\ b"),
            Output::File(Word { pattern: b"a b".to_vec(), ..Word::plain("a b") })
        );
        assert_eq!(output("ls>>x"), Output::Append(Word::plain("x")));
        assert_eq!(
            output("cat a | grep -c 'x;y' | sort"),
            Output::Pipe("grep -c 'x;y' | sort".into())
        );
        for bad in ["ls >", "ls > a | b", "> a", "| a", "ls |", "a && b", "ls < a"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_system_gets_its_line_as_it_is() {
        let statement = read("!ls -l | wc; date").expect("a line").remove(0);
        assert_eq!(statement.kind, Kind::System("ls -l | wc; date".into()));
    }

    #[test]
    fn a_quoted_name_is_read_as_that_name() {
        for name in [
            "a b",
            "it's",
            "x*y[1]{2}",
            "~a",
            "#b",
            "-c",
            "a\\b",
            "${DAY}",
            "a;b&c|d>e<f\"g",
            "\u{fc}",
        ] {
            assert_eq!(words(&format!("get {}", quoted(name))), ["get", name]);
        }
    }
}
