//! Line ends of text: LF here, CR LF on the wire (RFC 959 section 3.1.1.1). Piece by piece, wherever
//! the pieces are cut.
//!
//! A CR that belongs to no CR LF is kept in both directions; a CR LF that is here already goes as it
//! is.

/// Whether line ends are converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Text {
    /// Bytes travel as they are.
    #[default]
    AsIs,
    /// Lines are converted (`--ascii`, `;type=a`).
    Lines,
}

/// From LF to CR LF.
#[derive(Debug, Default)]
pub struct ToWire {
    after_cr: bool,
    out: Vec<u8>,
}

impl ToWire {
    /// The next piece as the wire wants it.
    pub fn convert(&mut self, piece: &[u8]) -> &[u8] {
        self.out.clear();
        for line in piece.split_inclusive(|byte| *byte == b'\n') {
            if let Some(text) = line.strip_suffix(b"\n") {
                let has_cr = text.last().map_or(self.after_cr, |last| *last == b'\r');
                self.out.extend_from_slice(text);
                self.out.extend_from_slice(if has_cr { b"\n" } else { b"\r\n" });
                self.after_cr = false;
            } else {
                self.out.extend_from_slice(line);
                self.after_cr = line.ends_with(b"\r");
            }
        }
        &self.out
    }
}

/// From CR LF to LF.
#[derive(Debug, Default)]
pub struct FromWire {
    /// A CR was last: the next byte says whether it stays.
    held: bool,
    out: Vec<u8>,
}

impl FromWire {
    /// The next piece as it is kept here; a CR at its end waits for the next.
    pub fn convert(&mut self, piece: &[u8]) -> &[u8] {
        self.out.clear();
        let Some(first) = piece.first() else { return &self.out };
        if std::mem::take(&mut self.held) && *first != b'\n' {
            self.out.push(b'\r');
        }
        for line in piece.split_inclusive(|byte| *byte == b'\n') {
            if let Some(text) = line.strip_suffix(b"\r\n") {
                self.out.extend_from_slice(text);
                self.out.push(b'\n');
            } else if let Some(text) = line.strip_suffix(b"\r") {
                self.out.extend_from_slice(text);
                self.held = true;
            } else {
                self.out.extend_from_slice(line);
            }
        }
        &self.out
    }

    /// The byte that still waits when the text has ended.
    pub fn rest(&mut self) -> &'static [u8] {
        if std::mem::take(&mut self.held) { b"\r" } else { b"" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn to_wire<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut lines = ToWire::default();
        pieces.into_iter().flat_map(|piece| lines.convert(piece).to_vec()).collect()
    }

    fn from_wire<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut lines = FromWire::default();
        let mut out: Vec<u8> =
            pieces.into_iter().flat_map(|piece| lines.convert(piece).to_vec()).collect();
        out.extend_from_slice(lines.rest());
        out
    }

    #[test]
    fn line_ends_become_those_of_the_wire_once() {
        let cases: [(&[u8], &[u8]); 5] = [
            (b"a\nb\n", b"a\r\nb\r\n"),
            (b"a\r\nb", b"a\r\nb"),
            (b"\n\n", b"\r\n\r\n"),
            (b"a\rb\r", b"a\rb\r"),
            (b"\r\r\n", b"\r\r\n"),
        ];
        for (here, wire) in cases {
            assert_eq!(to_wire([here]), wire);
        }
    }

    #[test]
    fn line_ends_come_back_and_a_lone_cr_stays() {
        let cases: [(&[u8], &[u8]); 4] = [
            (b"a\r\nb\r\n", b"a\nb\n"),
            (b"a\nb\rc\r", b"a\nb\rc\r"),
            (b"\r\r\n\r", b"\r\n\r"),
            (b"", b""),
        ];
        for (wire, here) in cases {
            assert_eq!(from_wire([wire]), here);
        }
    }

    #[test]
    fn a_line_end_that_is_cut_in_two_is_one() {
        assert_eq!(from_wire([&b"a\r"[..], b"", b"\nb"]), b"a\nb");
        assert_eq!(from_wire([&b"a\r"[..], b"b"]), b"a\rb");
        assert_eq!(to_wire([&b"a\r"[..], b"", b"\nb"]), b"a\r\nb");
    }

    fn text() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(prop::sample::select(b"\r\n\r\na\0".to_vec()), 0..40)
    }

    proptest! {
        #[test]
        fn where_the_pieces_are_cut_makes_no_difference(text in text(), size in 1_usize..5) {
            prop_assert_eq!(to_wire(text.chunks(size)), to_wire([&text[..]]));
            prop_assert_eq!(from_wire(text.chunks(size)), from_wire([&text[..]]));
        }

        #[test]
        fn what_goes_and_comes_back_has_all_line_ends_of_here(text in text()) {
            let wire = to_wire([&text[..]]);
            prop_assert_eq!(from_wire([&wire[..]]), from_wire([&text[..]]));
            prop_assert_eq!(to_wire([&wire[..]]), wire.clone());
        }
    }
}
