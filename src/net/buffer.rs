//! Bytes on their way between a socket and TLS: filled at one end, consumed at the other.

/// A growing buffer whose unconsumed bytes are always in one piece.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    /// The bytes that wait.
    pub(super) fn filled(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.start..self.end).unwrap_or_default()
    }

    /// How many bytes wait.
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    /// Takes `n` bytes away at the front.
    pub(super) fn consume(&mut self, n: usize) {
        self.start = self.end.min(self.start + n);
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        }
    }

    /// The room behind the bytes that wait.
    pub(super) fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.end..).unwrap_or_default()
    }

    /// Counts the first `n` bytes of the room as filled.
    pub(super) fn add(&mut self, n: usize) {
        self.end = self.bytes.len().min(self.end + n);
    }

    /// Makes room for at least `n` bytes more.
    pub(super) fn reserve(&mut self, n: usize) {
        if self.bytes.len() - self.end >= n {
            return;
        }
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.bytes.len() - self.end < n {
            self.bytes.resize(self.end + n, 0);
        }
    }

    /// Puts `more` behind the bytes that wait.
    pub(super) fn extend(&mut self, more: &[u8]) {
        self.reserve(more.len());
        self.bytes[self.end..self.end + more.len()].copy_from_slice(more);
        self.end += more.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_stays_in_one_piece_when_room_is_made() {
        let mut buffer = Buffer::default();
        buffer.extend(b"abcdef");
        buffer.consume(4);
        buffer.reserve(3);
        buffer.extend(b"ghi");
        assert_eq!(buffer.filled(), b"efghi");
        buffer.consume(99);
        assert_eq!(buffer.len(), 0);
    }
}
