//! The lines of a log of any size: one at a time is held, and of that the beginning.

use std::io::{self, BufRead, Read as _, Take};

/// Longest log that is read, in bytes: weeks of a busy client, read in seconds.
pub const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// The part of a line that is looked at, in bytes: replies and the words of libraries are shorter; a log whose bytes are
/// all one line takes no more memory than this.
const LINE: u64 = 4 * 1024;

/// The lines, with their numbers from 1 on.
pub(super) struct Lines<R> {
    log: Take<R>,
    line: Vec<u8>,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn of(log: R) -> Self {
        Self { log: log.take(MOST_BYTES), line: Vec::new(), number: 0 }
    }

    /// The next line's number and beginning.
    pub(super) fn next(&mut self) -> io::Result<Option<(usize, &[u8])>> {
        self.line.clear();
        if self.log.by_ref().take(LINE).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        if self.line.last() != Some(&b'\n') {
            self.log.skip_until(b'\n')?;
        }
        self.number += 1;
        Ok(Some((self.number, &self.line)))
    }

    /// Whether the bound was not reached.
    pub(super) fn are_whole(&self) -> bool {
        self.log.limit() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_and_counts_as_one() {
        let long = [vec![b'x'; 100_000], b"\nnext\n".to_vec()].concat();
        let mut lines = Lines::of(long.as_slice());
        let (number, first) = lines.next().expect("readable").expect("a line");
        assert_eq!((number, first.len() as u64), (1, LINE));
        assert_eq!(lines.next().expect("readable"), Some((2, &b"next\n"[..])));
        assert_eq!(lines.next().expect("readable"), None);
        assert!(lines.are_whole());
    }
}
