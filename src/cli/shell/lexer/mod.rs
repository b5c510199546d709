//! From a line as typed to commands and their words, as a POSIX shell splits them: quotes,
//! backslashes, `;`, `&`, `>`, `>>`, `|`, comments, and `${NAME}` from the environment.
//!
//! The meaning of the words, and the names that a pattern stands for, are left to others.

mod scan;
mod statement;

use self::scan::Reader;
pub(super) use self::statement::{Failure, Kind, Output, Pace, Statement, Word};

/// The commands of a line, or of several.
///
/// # Errors
/// A text for the user: a quote that is not closed, a variable that is not set, an operator without
/// its wishes.
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

/// A name as one would type it: special characters stand behind a backslash. Control characters
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
