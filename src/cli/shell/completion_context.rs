//! The line up to the cursor, which is not whole yet: the word that is being typed, and those before it.

use super::lexer::quoted;

/// The word at the cursor, as far as it is typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    /// Where it begins in the line.
    pub(super) start: usize,
    /// Its text so far.
    pub(super) text: String,
    /// Whether it stands in quotes that are still open.
    pub(super) quotes: Quotes,
    /// The words before it, of the same command.
    pub(super) before: Vec<String>,
    /// Whether it names the file behind `>`.
    pub(super) redirected: bool,
}

/// The quotes that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quotes {
    /// None.
    #[default]
    None,
    /// `'`.
    Single,
    /// `"`.
    Double,
}

impl Partial {
    /// Reads a line up to the cursor. Mistakes in it are for later.
    pub(super) fn read(line: &str) -> Self {
        let mut partial = Self::default();
        let mut in_word = false;
        let mut letters = line.char_indices();
        while let Some((at, letter)) = letters.next() {
            let starts = !in_word;
            match (partial.quotes, letter) {
                (Quotes::Single, '\'') | (Quotes::Double, '"') => partial.quotes = Quotes::None,
                (Quotes::Double, '\\') => match letters.next() {
                    Some((_, other @ ('"' | '\\' | '$'))) => partial.text.push(other),
                    Some((_, other)) => partial.text.extend(['\\', other]),
                    None => {}
                },
                (Quotes::None, ' ' | '\t') => {
                    if in_word {
                        partial.end_word();
                    }
                    in_word = false;
                    partial.start = at + letter.len_utf8();
                    continue;
                }
                (Quotes::None, ';' | '\n' | '&' | '|') => {
                    partial = Self { start: at + 1, ..Self::default() };
                    in_word = false;
                    continue;
                }
                (Quotes::None, '>') => {
                    if in_word {
                        partial.end_word();
                    }
                    partial.redirected = true;
                    in_word = false;
                    partial.start = at + 1;
                    continue;
                }
                (Quotes::None, '\'') => partial.quotes = Quotes::Single,
                (Quotes::None, '"') => partial.quotes = Quotes::Double,
                (Quotes::None, '\\') => {
                    if let Some((_, other)) = letters.next() {
                        partial.text.push(other);
                    }
                }
                // A failure to be passed over.
                (Quotes::None, '-') if starts && partial.before.is_empty() => {
                    partial.start = at + 1;
                    continue;
                }
                (_, other) => partial.text.push(other),
            }
            if starts {
                partial.start = at;
            }
            in_word = true;
        }
        partial
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.text);
        if std::mem::take(&mut self.redirected) {
            return;
        }
        self.before.push(word);
    }

    /// A name as it is to be typed here.
    pub(super) fn typed(&self, name: &str) -> String {
        match self.quotes {
            Quotes::None => quoted(name),
            Quotes::Single => format!("'{}", name.replace('\'', "'\\''")),
            Quotes::Double => {
                let mut typed = String::from("\"");
                for letter in name.chars() {
                    if matches!(letter, '"' | '\\' | '$') {
                        typed.push('\\');
                    }
                    typed.push(letter);
                }
                typed
            }
        }
    }

    /// The same with what ends a word.
    pub(super) fn whole(&self, name: &str) -> String {
        let close = match self.quotes {
            Quotes::None => "",
            Quotes::Single => "'",
            Quotes::Double => "\"",
        };
        format!("{}{close} ", self.typed(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn partial(line: &str) -> (usize, String, Vec<String>) {
        let read = Partial::read(line);
        (read.start, read.text, read.before)
    }

    #[test]
    fn the_word_at_the_cursor_is_read_with_its_quotes() {
        let words =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(partial(r"get a\ b/c\*"), (4, "a b/c*".into(), words(&["get"])));
        assert_eq!(partial("get 'a b"), (4, "a b".into(), words(&["get"])));
        assert_eq!(partial("ls; cd  "), (8, String::new(), words(&["cd"])));
        assert_eq!(partial("-rm x"), (4, "x".into(), words(&["rm"])));
        let read = Partial::read("ls -l > li");
        assert!(read.redirected && read.text == "li" && read.start == 8);
    }

    #[test]
    fn a_completed_name_is_quoted_as_the_line_is() {
        let name = |line: &str| Partial::read(line).whole("a b$.csv");
        assert_eq!(name("get a"), r"a\ b\$.csv ");
        assert_eq!(name("get 'a"), "'a b$.csv' ");
        assert_eq!(name("get \"a"), "\"a b\\$.csv\" ");
    }
}
