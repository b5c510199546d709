//! Parts of remote files: the first or the last lines or bytes, and all from an offset on.
//!
//! A transfer that is lost on its way goes on behind the last byte that was taken, so that no byte is given out twice.

use super::{Rules, completeness};
use crate::error::{Result, integrity, printable, usage};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::data::Patience;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::retry::Attempts;
use crate::ftp::session::Session;

/// The first piece that is fetched from the end of a file to find its last lines: some hundred of them.
const FIRST_PIECE: u64 = 64 * 1024;

/// The most that is kept in memory to find the last lines of a file.
const LONGEST_TAIL: u64 = 64 * 1024 * 1024;

/// How much of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many lines.
    Lines(u64),
    /// So many bytes.
    Bytes(u64),
}

/// Takes bytes.
pub type Sink<'a> = dyn FnMut(&[u8]) -> Result<()> + 'a;

/// Gives the first lines or bytes of a file to `sink`. The transfer is aborted behind them.
pub fn first(
    client: &mut Client,
    remote: &RemotePath,
    count: Count,
    rules: &Rules,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let mut left = count;
    if is_nothing(left) {
        return Ok(());
    }
    let mut reading = Reading::new(client, remote, rules, 0);
    reading.read_on(client, None, &mut |bytes| {
        let taken = taken(&mut left, bytes);
        sink(bytes.get(..taken).unwrap_or_default())?;
        Ok(if is_nothing(left) { Flow::Enough } else { Flow::On })
    })
}

fn is_nothing(count: Count) -> bool {
    matches!(count, Count::Lines(0) | Count::Bytes(0))
}

/// How many of these bytes are wanted; takes them off what is left to take.
fn taken(left: &mut Count, bytes: &[u8]) -> usize {
    match left {
        Count::Lines(0) => 0,
        Count::Bytes(count) => {
            let taken = bytes.len().min(usize::try_from(*count).unwrap_or(usize::MAX));
            *count -= taken as u64;
            taken
        }
        Count::Lines(count) => {
            for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    return at + 1;
                }
            }
            bytes.len()
        }
    }
}

/// Gives the last lines or bytes of a file to `sink`; returns the length of the file by then.
pub fn last(
    client: &mut Client,
    remote: &RemotePath,
    count: Count,
    rules: &Rules,
    sink: &mut Sink<'_>,
) -> Result<u64> {
    let size = size(client, remote)?;
    match count {
        Count::Bytes(bytes) => {
            let Some(size) = size else {
                return last_of_stream(client, remote, count, rules, sink);
            };
            from(client, remote, (size.saturating_sub(bytes), Some(size)), rules, sink)
        }
        Count::Lines(_) => {
            let Some(size) = size else {
                return last_of_stream(client, remote, count, rules, sink);
            };
            let mut piece = FIRST_PIECE;
            loop {
                let begin = size.saturating_sub(piece);
                let mut text = Vec::new();
                let end = from(client, remote, (begin, Some(size)), rules, &mut |bytes| {
                    keep(&mut text, bytes, LONGEST_TAIL)
                })?;
                if let Some(tail) = tail(&text, count).filter(|tail| begin == 0 || *tail > 0) {
                    sink(text.get(tail..).unwrap_or_default())?;
                    return Ok(end);
                }
                if begin == 0 {
                    sink(&text)?;
                    return Ok(end);
                }
                piece = piece.saturating_mul(8).min(size);
            }
        }
    }
}

fn keep(text: &mut Vec<u8>, bytes: &[u8], most: u64) -> Result<()> {
    text.extend_from_slice(bytes);
    if text.len() as u64 > most {
        let mebibytes = most >> 20;
        return Err(usage(format!("so many lines are more than {mebibytes} MiB: get fetches all")));
    }
    Ok(())
}

/// The same where the server reports no size: the whole file is fetched, and its end kept.
fn last_of_stream(
    client: &mut Client,
    remote: &RemotePath,
    count: Count,
    rules: &Rules,
    sink: &mut Sink<'_>,
) -> Result<u64> {
    let mut text = Vec::new();
    let end = from(client, remote, (0, None), rules, &mut |bytes| {
        text.extend_from_slice(bytes);
        // Cut now and then, so that a long file does not fill the memory.
        if text.len() as u64 > LONGEST_TAIL {
            let Some(begin) = tail(&text, count).filter(|begin| *begin > 0) else {
                return keep(&mut text, &[], LONGEST_TAIL);
            };
            text.drain(..begin);
        }
        Ok(())
    })?;
    let begin = tail(&text, count).unwrap_or(0);
    sink(text.get(begin..).unwrap_or_default())?;
    Ok(end)
}

/// Where the last lines or bytes begin in a text; `None` if it has no more than them.
fn tail(text: &[u8], count: Count) -> Option<usize> {
    match count {
        Count::Bytes(bytes) => text.len().checked_sub(usize::try_from(bytes).ok()?),
        Count::Lines(0) => Some(text.len()),
        Count::Lines(lines) => {
            // The end of the last line begins no further one.
            let inner = text.strip_suffix(b"\n").unwrap_or(text);
            let ends = inner.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n');
            let mut ends = ends.skip(usize::try_from(lines - 1).ok()?);
            ends.next().map(|(at, _)| at + 1)
        }
    }
}

/// Gives all bytes from `offset` on to `sink`; returns the length of the file by then. `size` is the one that the
/// server reported, if it did: the file may have grown since.
pub fn from(
    client: &mut Client,
    remote: &RemotePath,
    (offset, size): (u64, Option<u64>),
    rules: &Rules,
    sink: &mut Sink<'_>,
) -> Result<u64> {
    let mut reading = Reading::new(client, remote, rules, offset);
    reading.read_on(client, size, &mut |bytes| sink(bytes).map(|()| Flow::On))?;
    Ok(reading.reached)
}

/// The size of a file, asked for again where the connection is lost; `None` where the server does not report it.
pub fn size(client: &mut Client, remote: &RemotePath) -> Result<Option<u64>> {
    let mut attempts = attempts(client, remote);
    insist(client, &mut attempts, |session| session.size(remote))
}

/// Whether more bytes are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Enough,
}

/// A file on its way from an offset to its end.
struct Reading<'a> {
    remote: &'a RemotePath,
    rules: &'a Rules,
    /// All bytes before this offset were taken or are not wanted.
    reached: u64,
    /// Counts the tries that made no progress.
    attempts: Attempts,
    /// Size and time of the file when its first transfer was lost.
    facts: Option<Facts>,
}

impl<'a> Reading<'a> {
    fn new(client: &Client, remote: &'a RemotePath, rules: &'a Rules, offset: u64) -> Self {
        let attempts = attempts(client, remote);
        Self { remote, rules, reached: offset, attempts, facts: None }
    }

    /// Reads on until the end of the file, or until `take` has enough.
    fn read_on(
        &mut self,
        client: &mut Client,
        size: Option<u64>,
        take: &mut dyn FnMut(&[u8]) -> Result<Flow>,
    ) -> Result<()> {
        loop {
            let before = self.reached;
            let Err(error) = self.once(client, size, take) else { return Ok(()) };
            if self.reached > before {
                self.attempts.progressed();
            }
            self.attempts.again_after(error)?;
            self.refuse_another_version(client, size)?;
        }
    }

    /// One transfer.
    fn once(
        &mut self,
        client: &mut Client,
        size: Option<u64>,
        take: &mut dyn FnMut(&[u8]) -> Result<Flow>,
    ) -> Result<()> {
        let trace = client.connector().trace.clone();
        client.with_data(Idempotence::Harmless, |session| {
            let (mut download, begun) = session.retrieve_from(self.remote, self.reached)?;
            // A server that refuses REST begins at 0.
            let mut skip = self.reached.saturating_sub(begun);
            let mut have = begun;
            let mut flow = Flow::On;
            while flow == Flow::On
                && download.pull(&mut |bytes| {
                    have += bytes.len() as u64;
                    let skipped = bytes.len().min(usize::try_from(skip).unwrap_or(usize::MAX));
                    skip -= skipped as u64;
                    let wanted = bytes.get(skipped..).unwrap_or_default();
                    if flow == Flow::On && !wanted.is_empty() {
                        flow = take(wanted)?;
                        self.reached = have;
                    }
                    Ok(())
                })?
            {}
            if flow == Flow::Enough {
                return download.break_off(Patience::Brief);
            }
            let end = download.finish()?;
            let size = size.filter(|size| *size == have);
            completeness::check(have, end, size, self.rules, trace.as_ref()).map(drop)
        })
    }

    /// Before a lost transfer goes on: the file must not have become another one. It may have grown, as logs do.
    fn refuse_another_version(&mut self, client: &mut Client, size: Option<u64>) -> Result<()> {
        if self.reached == 0 {
            return Ok(());
        }
        let remote = self.remote;
        let now = insist(client, &mut self.attempts, |session| session.facts(remote))?;
        let known = self.facts.get_or_insert_with(|| Facts { size, ..now.clone() });
        let has_shrunk = matches!((known.size, now.size), (Some(before), Some(now)) if now < before)
            || now.size.is_some_and(|size| size < self.reached);
        let was_rewritten = known.size == now.size
            && matches!((known.modified, now.modified), (Some(before), Some(now)) if now != before);
        if has_shrunk || was_rewritten {
            let shown = printable(remote.as_bytes());
            return Err(integrity(format!("{shown} was replaced on the server while it was read")));
        }
        Ok(())
    }
}

fn attempts(client: &Client, remote: &RemotePath) -> Attempts {
    client.attempts(format!("reading {}: ", printable(remote.as_bytes())))
}

fn insist<T>(
    client: &mut Client,
    attempts: &mut Attempts,
    mut op: impl FnMut(&mut Session) -> Result<T>,
) -> Result<T> {
    loop {
        match client.with(&mut op) {
            Err(error) => attempts.again_after(error)?,
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_begin_behind_the_line_end_before_them() {
        let lines = |text: &[u8], count| tail(text, Count::Lines(count));
        assert_eq!(lines(b"a\nb\nc\n", 1), Some(4));
        assert_eq!(lines(b"a\nb\nc", 2), Some(2));
        assert_eq!(lines(b"a\nb\n", 3), None);
        assert_eq!(lines(b"a\nb\n", 0), Some(4));
        assert_eq!(tail(b"abc", Count::Bytes(2)), Some(1));
    }

    #[test]
    fn the_first_lines_end_with_their_line_end() {
        let mut left = Count::Lines(2);
        assert_eq!(taken(&mut left, b"a\n"), 2);
        assert_eq!(taken(&mut left, b"bc\nd\n"), 3);
        assert_eq!(left, Count::Lines(0));
        let mut left = Count::Bytes(3);
        assert_eq!((taken(&mut left, b"ab"), taken(&mut left, b"cd")), (2, 1));
    }
}
