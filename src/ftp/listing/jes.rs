//! Jobs of z/OS, where `SITE FILETYPE=JES` is set: a job that has output can be fetched under its number.

use super::reader::{Found, Reader};
use super::words::{number, words};
use super::{Entry, Kind};

/// A listing of jobs, at interface level 1 or 2.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let words = words(line);
        let text: Vec<&[u8]> = words.iter().map(|word| word.text).collect();
        match text.as_slice() {
            [b"JOBNAME", b"JOBID", ..] => found.heading(),
            [_, id, status] if is_job(id) && is_waiting(status) => found.heading(),
            [_, id, _owner, status, ..] if is_job(id) && is_waiting(status) => found.heading(),
            [_, id, rest @ ..] if is_job(id) && has_output(rest) => {
                found.row(line, Some(Entry::new(id, Kind::File)));
            }
            _ => found.unknown(line),
        }
    }
}

/// `JOB04711`, `J0004711`, and the same of started tasks and of users.
fn is_job(text: &[u8]) -> bool {
    let digits = [&b"JOB"[..], b"STC", b"TSU", b"J", b"S", b"T"]
        .iter()
        .find_map(|kind| text.strip_prefix(*kind));
    text.len() == 8 && digits.is_some_and(|digits| number(digits).is_some())
}

/// A job that waits or runs has nothing to fetch.
fn is_waiting(text: &[u8]) -> bool {
    matches!(text, b"ACTIVE" | b"INPUT" | b"HELD")
}

/// `OUTPUT 4 Spool Files`, `USER OUTPUT A RC=0004 5 spool files`.
fn has_output(rest: &[&[u8]]) -> bool {
    let [columns @ .., count, spool, files] = rest else { return false };
    let is_spool = spool.eq_ignore_ascii_case(b"spool")
        && (files.eq_ignore_ascii_case(b"files") || files.eq_ignore_ascii_case(b"file"));
    is_spool && number(count).is_some() && columns.iter().take(2).any(|column| *column == b"OUTPUT")
}
