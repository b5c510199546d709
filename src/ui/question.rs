//! Questions to the person at the terminal, whatever standard output and error are.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::fd::AsFd as _;

use super::Ui;
use crate::error::{Result, local};
use crate::net::cancel::Cancel;

/// Who answers something else so often means no.
const MOST_TRIES: usize = 3;

const TERMINAL: &str = "/dev/tty";

impl Ui {
    /// Shows `text` and asks until one of the answers is given, by its first letters; `None` for the
    /// end of input, or where none was given.
    pub fn choose<T: Copy>(
        &self,
        text: &str,
        question: &str,
        answers: &[(&str, T)],
        cancel: &Cancel,
    ) -> Result<Option<T>> {
        self.apart(|| {
            let options = OpenOptions::new().read(true).write(true).clone();
            let mut tty = options.open(TERMINAL).map_err(local(TERMINAL))?;
            let mut lines = BufReader::new(tty.try_clone().map_err(local(TERMINAL))?);
            writeln!(tty, "{}", self.fitted(text)).map_err(local(TERMINAL))?;
            // In one piece: the echo of a quick answer must not come between the question and its blank.
            let question = format!("{question} ");
            for _ in 0..MOST_TRIES {
                tty.write_all(question.as_bytes()).map_err(local(TERMINAL))?;
                // The terminal gives whole lines only.
                cancel.wait_readable(tty.as_fd()).inspect_err(|_| {
                    let _ = writeln!(&tty);
                })?;
                let mut line = String::new();
                if lines.read_line(&mut line).map_err(local(TERMINAL))? == 0 {
                    // The message that follows begins a line of its own.
                    let _ = writeln!(tty);
                    return Ok(None);
                }
                let typed = line.trim().to_ascii_lowercase();
                let is_meant = |name: &str| !typed.is_empty() && name.starts_with(&typed);
                let meant = answers.iter().find(|(name, _)| is_meant(name));
                if let Some((_, answer)) = meant {
                    return Ok(Some(*answer));
                }
            }
            Ok(None)
        })
    }
}
