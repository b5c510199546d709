//! Parts of remote files: the first or the last lines or bytes, and all from an offset on.

use super::{Rules, completeness};
use crate::error::{Result, usage};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::path::RemotePath;

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
    let trace = client.connector().trace.clone();
    client.with_data(Idempotence::Harmless, |session| {
        let mut left = count;
        let (mut download, _) = session.retrieve_from(remote, 0)?;
        let mut have = 0;
        while !is_nothing(left)
            && download.pull(&mut |bytes| {
                let taken = taken(&mut left, bytes);
                have += bytes.len() as u64;
                sink(bytes.get(..taken).unwrap_or_default())
            })?
        {}
        if is_nothing(left) {
            return download.break_off();
        }
        let end = download.finish()?;
        completeness::check(have, end, None, rules, trace.as_ref()).map(drop)
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
    let size = client.with(|session| session.size(remote))?;
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
    let trace = client.connector().trace.clone();
    client.with_data(Idempotence::Harmless, |session| {
        let (mut download, begun) = session.retrieve_from(remote, offset)?;
        // A server that refuses REST begins at 0.
        let mut skip = offset.saturating_sub(begun);
        let mut have = begun;
        while download.pull(&mut |bytes| {
            have += bytes.len() as u64;
            let skipped = bytes.len().min(usize::try_from(skip).unwrap_or(usize::MAX));
            skip -= skipped as u64;
            sink(bytes.get(skipped..).unwrap_or_default())
        })? {}
        let end = download.finish()?;
        let size = size.filter(|size| *size == have);
        completeness::check(have, end, size, rules, trace.as_ref())?;
        Ok(have)
    })
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
