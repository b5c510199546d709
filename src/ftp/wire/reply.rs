//! Replies of the control channel (RFC 959 section 4.2), parsed without I/O and with bounds.

use super::charset::Charset;
use crate::error::{Response, Result, printable, protocol};

/// The longest line of a reply: no server sends one of a thousandth of it.
const LONGEST_LINE: usize = 64 * 1024;

/// The longest reply: room for a FEAT or STAT of thousands of lines.
const LONGEST_REPLY: usize = 1024 * 1024;

/// Letters of a reply that an error shows.
const SHOWN: usize = 500;

/// Bytes that hold so many letters for sure.
const SHOWN_BYTES: usize = 4 * SHOWN;

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    code: u16,
    lines: Vec<Vec<u8>>,
}

impl Reply {
    /// Parses the reply at the front of `bytes`.
    ///
    /// Returns how many bytes it took, or `None` when more are needed. Bytes that can never become a
    /// reply, or that grow beyond the bounds, are an error.
    pub fn parse(bytes: &[u8]) -> Result<Option<(usize, Self)>> {
        let mut reader = ReplyReader::default();
        reader.push(bytes);
        let found = reader.next_reply()?;
        Ok(found.map(|reply| (bytes.len() - reader.unread(), reply)))
    }

    /// The same, its lines translated from the charset of the server.
    #[must_use]
    pub(super) fn decoded(self, charset: Charset) -> Self {
        let lines = self.lines.into_iter().map(|line| charset.decode(&line).into_owned()).collect();
        Self { lines, ..self }
    }

    /// The three digits.
    pub fn code(&self) -> u16 {
        self.code
    }

    /// Whether it is 1yz: another reply follows.
    pub fn is_preliminary(&self) -> bool {
        self.code < 200
    }

    /// Whether it is 2yz.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Whether it is 3yz: the server wants another command to go with this one (RFC 959 section 4.2.1).
    pub fn is_intermediate(&self) -> bool {
        (300..400).contains(&self.code)
    }

    /// Whether it is 4yz or 5yz, or a 3yz: where no command is due that completes this one, a server that asks for
    /// more has done nothing. Who sends USER, PASS, REST, RNFR or RANG looks for [`Reply::is_intermediate`] first.
    pub fn is_refusal(&self) -> bool {
        self.code >= 300
    }

    /// The lines behind the code, as they came.
    pub fn lines(&self) -> &[Vec<u8>] {
        &self.lines
    }

    /// The first line behind the code.
    pub fn first(&self) -> &[u8] {
        self.lines.first().map(Vec::as_slice).unwrap_or_default()
    }

    /// Code and words, safe to show, for an error.
    pub fn response(&self) -> Response {
        let mut text = String::new();
        for line in &self.lines {
            if text.len() > SHOWN_BYTES {
                break;
            }
            let line = line.trim_ascii();
            text += &printable(line.get(..SHOWN_BYTES).unwrap_or(line));
            text.push(' ');
        }
        if let Some((at, _)) = text.char_indices().nth(SHOWN) {
            text.truncate(at);
            text.push('…');
        }
        Response { code: self.code, text: text.trim().to_owned() }
    }

    /// The reply's lines for a trace, safe to show, each with its code.
    pub fn traced(&self) -> impl Iterator<Item = String> + '_ {
        let last = self.lines.len().saturating_sub(1);
        self.lines.iter().enumerate().map(move |(i, line)| {
            let mark = if i == last { ' ' } else { '-' };
            format!("{:03}{mark}{}", self.code, printable(line))
        })
    }
}

/// Cuts the bytes of a control channel into replies. Every byte is looked at once, however small the pieces are.
#[derive(Debug, Default)]
pub(super) struct ReplyReader {
    bytes: Vec<u8>,
    /// The first byte that belongs to no line read so far.
    line: usize,
    /// The first byte that was not searched for a line end.
    searched: usize,
    /// The code and the lines of a reply whose last line is not here, and its length in bytes so far.
    code: Option<u16>,
    lines: Vec<Vec<u8>>,
    size: usize,
}

impl ReplyReader {
    /// Takes bytes as they came.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.line);
        self.searched -= self.line;
        self.line = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// How many bytes wait that belong to no reply given out.
    pub(super) fn unread(&self) -> usize {
        self.bytes.len() - self.line + self.size
    }

    /// The bytes behind the last whole line.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.line..).unwrap_or_default()
    }

    /// The code that opened a reply whose last line has not come.
    pub(super) fn unfinished(&self) -> Option<u16> {
        self.code
    }

    /// The last line that came, if a reply is unfinished behind it although it begins like the last line of a reply with
    /// another code. It may be text within the reply (RFC 959 section 4.2), or the end of one that began wrongly.
    pub(super) fn other_end(&self) -> Option<&[u8]> {
        let code = self.code.filter(|_| self.rest().is_empty())?;
        let last = self.lines.last()?;
        matches!(opening(last), (Some(other), false) if other != code).then_some(last)
    }

    /// The next whole reply.
    pub(super) fn next_reply(&mut self) -> Result<Option<Reply>> {
        while let Some(line) = self.next_line()? {
            let (number, more) = opening(&line);
            let code = match self.code {
                Some(code) => code,
                None => *self.code.insert(number.ok_or_else(|| unlike(&line))?),
            };
            // Only the first line and those that repeat its code have the code before their text.
            let text = if number == Some(code) { line.get(4..) } else { Some(&line[..]) };
            self.lines.push(text.unwrap_or_default().to_vec());
            if number == Some(code) && !more {
                (self.code, self.size) = (None, 0);
                return Ok(Some(Reply { code, lines: std::mem::take(&mut self.lines) }));
            }
        }
        let rest = self.bytes.get(self.line..).unwrap_or_default();
        if self.code.is_none() && cannot_open(rest) {
            return Err(unlike(rest));
        }
        Ok(None)
    }

    /// The next whole line, without its end.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>> {
        let fresh = self.bytes.get(self.searched..).unwrap_or_default();
        let end = fresh.iter().position(|byte| *byte == b'\n').map(|at| self.searched + at);
        let stop = end.unwrap_or(self.bytes.len());
        if stop - self.line > LONGEST_LINE {
            return Err(protocol("the server's reply has a line without end"));
        }
        if self.size + (stop - self.line) > LONGEST_REPLY {
            return Err(protocol("the server's reply does not end"));
        }
        let Some(end) = end else {
            self.searched = stop;
            return Ok(None);
        };
        let line = self.bytes.get(self.line..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
        self.size += end + 1 - self.line;
        (self.line, self.searched) = (end + 1, end + 1);
        Ok(Some(line))
    }
}

/// The number that opens a line, and whether a `-` says that more lines follow.
fn opening(line: &[u8]) -> (Option<u16>, bool) {
    let (Some(digits), after) = (line.get(..3), line.get(3)) else { return (None, false) };
    let valid =
        matches!(digits.first(), Some(b'1'..=b'5')) && digits.iter().all(u8::is_ascii_digit);
    if !valid || !matches!(after, None | Some(b' ' | b'-')) {
        return (None, false);
    }
    let number = digits.iter().fold(0, |n, digit| n * 10 + u16::from(digit - b'0'));
    (Some(number), after == Some(&b'-'))
}

/// Whether these first bytes of a line can no longer become a reply.
fn cannot_open(bytes: &[u8]) -> bool {
    bytes.iter().take(3).any(|byte| !byte.is_ascii_digit())
        || bytes.first().is_some_and(|byte| !matches!(byte, b'1'..=b'5'))
}

fn unlike(bytes: &[u8]) -> crate::error::Error {
    let begin = bytes.get(..bytes.len().min(60)).unwrap_or_default();
    protocol(format!("what came is not an FTP reply: {}", printable(begin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> (usize, Reply) {
        Reply::parse(bytes).expect("a reply").expect("a whole one")
    }

    #[test]
    fn one_line_and_many_lines_are_replies() {
        let (used, reply) = whole(b"220 hi\r\n331 next\r\n");
        assert_eq!((used, reply.code(), reply.first()), (8, 220, &b"hi"[..]));
        let (_, reply) = whole(b"211-Features:\r\n SIZE\r\n211-more\r\n220 inner\r\n211 End\r\n");
        let lines: Vec<&[u8]> = reply.lines().iter().map(Vec::as_slice).collect();
        assert_eq!(lines, [&b"Features:"[..], b" SIZE", b"more", b"220 inner", b"End"]);
    }

    #[test]
    fn a_reply_in_pieces_needs_more_until_its_last_byte() {
        let bytes = b"230-a\r\n230-b\r\n230 c\r\n";
        for cut in 0..bytes.len() {
            assert_eq!(Reply::parse(&bytes[..cut]).ok(), Some(None), "{cut}");
        }
        assert_eq!(whole(bytes).0, bytes.len());
    }

    #[test]
    fn a_line_like_the_end_of_another_reply_is_seen_until_more_comes() {
        let mut reader = ReplyReader::default();
        reader.push(b"553-careful\r\n150 Opening\r\n");
        assert_eq!(reader.next_reply().ok(), Some(None));
        assert_eq!(reader.other_end(), Some(&b"150 Opening"[..]));
        reader.push(b"553 no\r\n");
        assert!(reader.next_reply().is_ok_and(|reply| reply.is_some()));
        assert_eq!(reader.other_end(), None);
    }

    #[test]
    fn bare_codes_and_bare_line_feeds_are_tolerated() {
        assert_eq!(whole(b"226\r\n").1.code(), 226);
        assert_eq!(whole(b"226 x\n").0, 6);
    }

    #[test]
    fn other_protocols_and_endless_replies_are_errors() {
        assert!(Reply::parse(b"SSH-2.0-OpenSSH_9\r\n").is_err());
        assert!(Reply::parse(b"HT").is_err());
        assert!(Reply::parse(b"999 x\r\n").is_err());
        assert!(Reply::parse(&[b'2'; 3].repeat(LONGEST_LINE)).is_err());
        let endless = b"220-x\r\n".repeat(LONGEST_REPLY / 6);
        assert!(Reply::parse(&endless).is_err());
    }

    #[test]
    fn a_response_is_escaped_and_short() {
        let (_, reply) = whole(b"550 \x1b[31mno\r\n");
        assert_eq!(reply.response().text, "\\u{1b}[31mno");
    }
}
