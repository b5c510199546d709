//! Progress as lines of text, for logs: where bars are asked for and there is no terminal.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use indicatif::HumanBytes;

use crate::transfer::progress::Meter;

/// How often a transfer says how far it is.
const INTERVAL: Duration = Duration::from_secs(1);

/// One transfer's lines.
pub(super) struct Lines {
    name: String,
    total: Option<u64>,
    done: u64,
    next: Instant,
}

impl Lines {
    /// Nothing is said before the first interval is over.
    pub(super) fn new(name: &str, total: Option<u64>) -> Self {
        Self { name: name.to_owned(), total, done: 0, next: Instant::now() + INTERVAL }
    }

    fn text(&self) -> String {
        let done = HumanBytes(self.done);
        match self.total.filter(|total| *total > 0) {
            Some(total) => {
                let percent = u128::from(self.done) * 100 / u128::from(total);
                format!("{}: {percent}%, {done} of {}", self.name, HumanBytes(total))
            }
            None => format!("{}: {done}", self.name),
        }
    }
}

impl Meter for Lines {
    fn advance(&mut self, bytes: u64) {
        self.done += bytes;
        let now = Instant::now();
        if now >= self.next {
            self.next = now + INTERVAL;
            // A log that cannot be written is no reason to stop.
            let _ = writeln!(io::stderr().lock(), "{}", self.text());
        }
    }

    fn restart(&mut self, position: u64) {
        self.done = position;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_much_of_what() {
        let mut lines = Lines::new("a.csv", Some(4096));
        lines.advance(1024);
        assert_eq!(lines.text(), "a.csv: 25%, 1.00 KiB of 4.00 KiB");
        assert_eq!(Lines::new("-", None).text(), "-: 0 B");
    }
}
