//! Text in lines of so many columns, broken between words.

/// Text in lines of at most so many columns; a longer word has a line of its own.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    filled(text.split_whitespace(), columns)
}

fn filled<'a>(words: impl Iterator<Item = &'a str>, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words {
        let long = console::measure_text_width(&line) + 1 + console::measure_text_width(word);
        if !line.is_empty() && long > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// A message for a terminal of so many columns. Lines that begin with a blank stay whole: they hold commands to copy, and
/// tables.
pub(super) fn message(text: &str, columns: usize) -> String {
    let lines = text.split('\n').flat_map(|line| {
        if line.starts_with(char::is_whitespace) || console::measure_text_width(line) <= columns {
            vec![line.to_owned()]
        } else {
            // Names may hold several blanks in a row.
            filled(line.split(' '), columns)
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_breaks_between_words_and_a_command_to_copy_does_not() {
        let text = "one two three\n  ftps trust add host\nfour";
        assert_eq!(message(text, 8), "one two\nthree\n  ftps trust add host\nfour");
        assert_eq!(message("one  two", 8), "one  two");
        assert_eq!(message("a  b: one two", 9), "a  b: one\ntwo");
        assert_eq!(message("averylongword x", 5), "averylongword\nx");
    }
}
