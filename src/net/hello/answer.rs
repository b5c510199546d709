//! The answer to a ClientHello that was made by hand: the server's choice, or its alert.
//!
//! Only messages in clear are read (RFC 5246 section 7.4): all of the server's first flight up to TLS 1.2, its
//! ServerHello or HelloRetryRequest under TLS 1.3.

use super::offer::Protocol;

/// More bytes than the first flight of any server: a certificate chain of the greatest allowed length.
pub(super) const MOST_BYTES: usize = 512 * 1024;

/// The choice of a server from an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The version, as its number.
    pub protocol: u16,
    /// The cipher suite.
    pub suite: u16,
    /// The key exchange group, where the server named one.
    pub group: Option<u16>,
    /// Whether TLS compression was chosen.
    pub compresses: bool,
    /// Whether secure renegotiation is supported (RFC 5746).
    pub secure_renegotiation: bool,
    /// Whether the server asked for a client certificate. Under TLS 1.3 that is not seen in clear.
    pub wants_certificate: bool,
    /// The protocol chosen by ALPN.
    pub alpn: Option<String>,
    /// The certificates, the server's own first. Under TLS 1.3 they are not seen in clear.
    pub chain: Vec<Vec<u8>>,
    /// The size of the prime of a finite-field key exchange, in bits.
    pub prime_bits: Option<usize>,
}

/// The answer to a hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The server goes on with this choice.
    Chosen(Choice),
    /// An alert, as its number (RFC 8446 section 6.2).
    Alert(u8),
    /// Bytes that are no TLS, such as text.
    NoTls,
    /// The server closed the connection without an answer.
    Closed,
    /// Nothing came in time.
    Silent,
}

/// Most certificates of a chain that are kept: those of servers have two to four.
const MOST_CERTIFICATES: usize = 16;

/// Reads an answer from the bytes that came so far; `None` where more are needed.
pub fn read(received: &[u8]) -> Option<Answer> {
    let mut messages = Vec::new();
    let mut rest = received;
    loop {
        let [kind, major, _, high, low, tail @ ..] = rest else {
            return partial(rest, &messages);
        };
        if *major != 3 || !matches!(kind, 20..=23) {
            return if messages.is_empty() { Some(Answer::NoTls) } else { None };
        }
        let Some((body, next)) =
            tail.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))
        else {
            return partial(rest, &messages);
        };
        match (kind, body) {
            (21, [_, alert, ..]) if messages.is_empty() => return Some(Answer::Alert(*alert)),
            (22, body) => messages.extend_from_slice(body),
            // Under TLS 1.3 all behind the ServerHello is encrypted.
            _ => {
                let mut choice = Choice::default();
                return walk(&messages, &mut choice).map(|_| Answer::Chosen(choice));
            }
        }
        rest = next;
    }
}

/// The answer as far as messages allow whose end has not come.
fn partial(rest: &[u8], messages: &[u8]) -> Option<Answer> {
    // A first byte that no record begins with.
    if messages.is_empty() && rest.first().is_some_and(|kind| !matches!(kind, 20..=23)) {
        return Some(Answer::NoTls);
    }
    let mut choice = Choice::default();
    match walk(messages, &mut choice)? {
        Flight::Complete => Some(Answer::Chosen(choice)),
        Flight::GoesOn => None,
    }
}

#[derive(PartialEq, Eq)]
enum Flight {
    Complete,
    GoesOn,
}

/// Goes through the handshake messages; `None` where there is no ServerHello yet.
fn walk(messages: &[u8], choice: &mut Choice) -> Option<Flight> {
    let mut rest = messages;
    let mut flight = None;
    while let [kind, a, b, c, tail @ ..] = rest {
        let length = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        let Some((body, next)) = tail.split_at_checked(length) else { break };
        flight = Some(Flight::GoesOn);
        match kind {
            2 => {
                server_hello(body, choice)?;
                if choice.protocol == Protocol::TLS13.0 {
                    return Some(Flight::Complete);
                }
            }
            11 => choice.chain = certificates(body),
            12 => key_exchange(body, choice),
            13 => choice.wants_certificate = true,
            14 => return Some(Flight::Complete),
            _ => {}
        }
        rest = next;
    }
    flight
}

/// A ServerHello (RFC 5246 section 7.4.1.3, RFC 8446 section 4.1.3).
fn server_hello(body: &[u8], choice: &mut Choice) -> Option<()> {
    let (version, rest) = take16(body)?;
    let (_random, rest) = rest.split_at_checked(32)?;
    let (session, rest) = rest.split_first()?;
    let rest = rest.get(usize::from(*session)..)?;
    let (suite, rest) = take16(rest)?;
    let (compression, rest) = rest.split_first()?;
    (choice.protocol, choice.suite, choice.compresses) = (version, suite, *compression != 0);
    let Some((_, mut rest)) = take16(rest) else { return Some(()) };
    while let Some((number, tail)) = take16(rest) {
        let (length, tail) = take16(tail)?;
        let (data, next) = tail.split_at_checked(usize::from(length))?;
        match number {
            16 => {
                choice.alpn = data.get(3..).map(|name| String::from_utf8_lossy(name).into_owned());
            }
            43 => choice.protocol = take16(data)?.0,
            51 => choice.group = Some(take16(data)?.0),
            0xff01 => choice.secure_renegotiation = true,
            _ => {}
        }
        rest = next;
    }
    Some(())
}

/// A Certificate message up to TLS 1.2 (RFC 5246 section 7.4.2).
fn certificates(body: &[u8]) -> Vec<Vec<u8>> {
    let mut chain = Vec::new();
    let mut rest = body.get(3..).unwrap_or_default();
    while let [a, b, c, tail @ ..] = rest {
        let length = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        let Some((certificate, next)) = tail.split_at_checked(length) else { break };
        if chain.len() == MOST_CERTIFICATES {
            break;
        }
        chain.push(certificate.to_vec());
        rest = next;
    }
    chain
}

/// A ServerKeyExchange: a named curve (RFC 8422 section 5.4), or a prime (RFC 5246 section 7.4.3).
fn key_exchange(body: &[u8], choice: &mut Choice) {
    match body {
        [3, high, low, ..] if is_ecdhe(choice.suite) => {
            choice.group = Some(u16::from_be_bytes([*high, *low]));
        }
        [high, low, prime @ ..] if !is_ecdhe(choice.suite) => {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            let prime = prime.get(..length).unwrap_or_default();
            let zeros = prime.iter().take_while(|byte| **byte == 0).count();
            let bits = prime
                .get(zeros)
                .map(|first| (prime.len() - zeros) * 8 - first.leading_zeros() as usize);
            choice.prime_bits = bits;
        }
        _ => {}
    }
}

/// Whether a suite up to TLS 1.2 exchanges keys on elliptic curves: all those numbers begin with 0xC0 or 0xCC, but
/// for the DHE suite of ChaCha20 (0xCCAA).
fn is_ecdhe(suite: u16) -> bool {
    matches!(suite >> 8, 0xc0 | 0xcc) && suite != 0xccaa
}

fn take16(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u16::from_be_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let [.., a, b, c] = body.len().to_be_bytes();
        [&[kind, a, b, c], body].concat()
    }

    fn record(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [&[kind, 3, 3], &length[..], body].concat()
    }

    /// ServerHello (TLS 1.2, ECDHE, secure renegotiation, ALPN ftp), ServerKeyExchange, CertificateRequest, and the end.
    fn flight() -> Vec<u8> {
        let mut hello = vec![3, 3];
        hello.extend([7; 32]);
        hello.extend([0, 0xc0, 0x2f, 0, 0, 14, 0xff, 1, 0, 1, 0, 0, 16, 0, 6, 0, 4, 3]);
        hello.extend(b"ftp");
        let all = [
            message(2, &hello),
            message(12, &[3, 0, 23, 1, 4]),
            message(13, &[1, 1, 0, 0]),
            message(14, &[]),
        ];
        let (first, rest) = (all[0].clone(), all[1..].concat());
        // Messages may be spread over records.
        [record(22, &first), record(22, &rest[..5]), record(22, &rest[5..])].concat()
    }

    #[test]
    fn the_choice_is_read_whatever_pieces_it_comes_in() {
        let flight = flight();
        for end in 0..flight.len() {
            assert_eq!(read(&flight[..end]), None, "after {end} bytes");
        }
        let Some(Answer::Chosen(choice)) = read(&flight) else { panic!("no choice") };
        assert_eq!((choice.protocol, choice.suite, choice.group), (0x0303, 0xc02f, Some(23)));
        assert!(choice.secure_renegotiation && choice.wants_certificate && !choice.compresses);
        assert_eq!(choice.alpn.as_deref(), Some("ftp"));
    }

    #[test]
    fn an_alert_and_clear_text_are_answers_too() {
        assert_eq!(read(&record(21, &[2, 70])), Some(Answer::Alert(70)));
        assert_eq!(read(b"220 hi\r\n"), Some(Answer::NoTls));
        assert_eq!(read(&[]), None);
    }

    #[test]
    fn no_bytes_of_a_server_make_it_panic() {
        let flight = flight();
        for at in 0..flight.len() {
            for byte in [0, 1, 0x16, 0x7f, 0xff] {
                let mut damaged = flight.clone();
                damaged[at] = byte;
                read(&damaged);
                damaged.truncate(at + 1);
                read(&damaged);
            }
        }
    }
}
