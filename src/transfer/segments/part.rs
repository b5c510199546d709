//! One part of a file that is fetched in several: its bytes, how far it came, and how they are compared with those
//! of the part before.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

/// So many bytes before a part are fetched with it: a server that ignores REST, or begins somewhere else, sends
/// others there than the part before ends with.
pub(super) const OVERLAP: u64 = 64 * 1024;

/// The bytes from `start` to before `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The first byte that is asked for: before `start`, but for the first part.
    pub(super) begin: u64,
    pub(super) start: u64,
    pub(super) end: u64,
    /// The first byte that did not come yet.
    pub(super) next: u64,
    /// The bytes before `start`, to be compared with those that the part before wrote.
    head: Vec<u8>,
}

impl Part {
    fn new(start: u64, end: u64) -> Self {
        let begin = start.saturating_sub(OVERLAP);
        Self { begin, start, end, next: begin, head: Vec::new() }
    }

    /// The bytes from `from` to before `size` in so many parts, as equal as can be.
    pub(super) fn split(from: u64, size: u64, count: u64) -> Vec<Self> {
        let count = count.max(1);
        let length = (size.saturating_sub(from) / count).max(1);
        let bound = |n: u64| if n == count { size } else { (from + n * length).min(size) };
        (0..count).map(|n| Self::new(bound(n), bound(n + 1))).collect()
    }

    /// Whether nothing of it was fetched.
    pub(super) fn is_fresh(&self) -> bool {
        self.next == self.begin
    }

    /// Whether all of it was.
    pub(super) fn is_whole(&self) -> bool {
        self.next >= self.end
    }

    /// Bytes that are still to come.
    pub(super) fn left(&self) -> u64 {
        self.end.saturating_sub(self.next)
    }

    /// From where to go on, and the bytes from there that are known already.
    pub(super) fn resume(&self, file: &File) -> io::Result<(u64, Vec<u8>)> {
        let from = self.next.saturating_sub(OVERLAP).max(self.begin);
        let skipped = usize::try_from(from - self.begin).unwrap_or(usize::MAX);
        let mut known = self.head.get(skipped..).unwrap_or_default().to_vec();
        let written = from.max(self.start);
        if self.next > written {
            let held = known.len();
            known.resize(held + usize::try_from(self.next - written).unwrap_or(0), 0);
            file.read_exact_at(known.get_mut(held..).unwrap_or_default(), written)?;
        }
        Ok((from, known))
    }

    /// Takes the next bytes, no more than are left; returns how many of them are new to the file.
    pub(super) fn take(&mut self, bytes: &[u8], file: &File) -> io::Result<u64> {
        let before = usize::try_from(self.start.saturating_sub(self.next)).unwrap_or(usize::MAX);
        let (head, own) = bytes.split_at(before.min(bytes.len()));
        self.head.extend_from_slice(head);
        self.next += head.len() as u64;
        file.write_all_at(own, self.next)?;
        self.next += own.len() as u64;
        Ok(own.len() as u64)
    }

    /// Whether it begins with what the part before ends with. As long as it has not come to its own bytes that is
    /// not known, and no.
    pub(super) fn joins(&self, file: &File) -> io::Result<bool> {
        if self.next < self.start {
            return Ok(false);
        }
        let mut before = vec![0; self.head.len()];
        file.read_exact_at(&mut before, self.begin)?;
        Ok(before == self.head)
    }

    /// How many bytes from `from` on are there without a gap; the parts are in order.
    pub(super) fn gapless(parts: &[Self], from: u64, file: &File) -> io::Result<u64> {
        let mut have = from;
        for part in parts {
            if part.start != have || !part.joins(file)? {
                break;
            }
            have = part.next;
            if !part.is_whole() {
                break;
            }
        }
        Ok(have)
    }

    /// Takes over the part behind this one, if nothing of that was fetched. Returns whether it did.
    pub(super) fn absorb(&mut self, behind: &Self) -> bool {
        let joins = self.end == behind.start && behind.is_fresh();
        if joins {
            self.end = behind.end;
        }
        joins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1024 * 1024;

    fn written(bytes: &[u8]) -> File {
        let file = tempfile::tempfile().expect("a file");
        file.write_all_at(bytes, 0).expect("room");
        file
    }

    #[test]
    fn parts_cover_every_byte_once() {
        for (from, size, count) in [(0, 10 * MIB, 4), (MIB, 10 * MIB + 7, 3), (0, 1, 1), (5, 7, 4)]
        {
            let parts = Part::split(from, size, count);
            assert_eq!(parts.first().map(|part| part.start), Some(from));
            assert_eq!(parts.last().map(|part| part.end), Some(size));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }

    #[test]
    fn a_part_goes_on_with_what_it_has_whether_before_or_behind_its_start() {
        let size = 3 * OVERLAP;
        let bytes: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        let at = |n: u64| usize::try_from(n).expect("small");
        for step in [1, OVERLAP - 1, OVERLAP, OVERLAP + 1, 2 * OVERLAP - 1] {
            let file = written(&bytes[..at(OVERLAP)]);
            let mut part = Part::split(OVERLAP, size, 1).remove(0);
            part.take(&bytes[..at(step)], &file).expect("room");
            let (from, known) = part.resume(&file).expect("readable");
            assert_eq!(known, &bytes[at(from)..at(step)], "{step}");
            part.take(&bytes[at(step)..], &file).expect("room");
            assert!(part.is_whole() && part.joins(&file).expect("readable"));
        }
    }

    #[test]
    fn a_part_of_other_bytes_joins_nothing() {
        let file = written(&vec![1; at_least(2 * OVERLAP)]);
        let mut part = Part::split(OVERLAP, 2 * OVERLAP, 1).remove(0);
        part.take(&vec![2; at_least(2 * OVERLAP)], &file).expect("room");
        assert!(!part.joins(&file).expect("readable"));
        assert_eq!(Part::gapless(&[part], OVERLAP, &file).expect("readable"), OVERLAP);
    }

    fn at_least(count: u64) -> usize {
        usize::try_from(count).expect("small")
    }

    #[test]
    fn only_neighbours_become_one() {
        let mut parts = Part::split(0, 8 * MIB, 4);
        let mut first = parts[0].clone();
        assert!(first.absorb(&parts[1]));
        assert_eq!((first.start, first.end, first.next), (0, 4 * MIB, 0));
        let mut first = parts[0].clone();
        assert!(!first.absorb(&parts[2]));
        parts[1].next += 1;
        assert!(!first.absorb(&parts[1]));
    }
}
