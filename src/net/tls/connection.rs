//! One TLS connection on rustls' unbuffered API: [`Tls`] turns records into plain bytes and back
//! without touching a socket; `net::stream` owns the socket.

use std::fmt;
use std::sync::Arc;

use rustls::client::UnbufferedClientConnection;
use rustls::unbuffered::{ConnectionState, EncodeError, EncryptError, WriteTraffic};
use rustls::{CertificateError, HandshakeKind, ProtocolVersion};

use super::words::{Peer, describe, offered};
use crate::error::{Error, Result, network, printable, tls};
use crate::net::buffer::Buffer;
use crate::net::trust::Refusal;
use crate::net::version::Version;

/// The result of a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// The version agreed on.
    pub version: Version,
    /// The cipher suite's name.
    pub suite: String,
    /// The key exchange group's name.
    pub group: String,
    /// Whether an earlier session was resumed.
    pub resumed: bool,
    /// Whether the server asked for another key share first, which costs a round trip.
    pub asked_again: bool,
}

/// How far [`Tls::advance`] came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::net) enum Step {
    /// More bytes from the peer are needed.
    Hungry,
    /// The handshake is done.
    Ready,
    /// The peer has sent close_notify, and all that it sent before has been given out.
    PeerClosed,
}

/// One TLS connection, without its socket.
pub(in crate::net) struct Tls {
    conn: UnbufferedClientConnection,
    /// For messages.
    peer: Arc<Peer>,
    /// Plain bytes that came out while something was being sent.
    early: Vec<u8>,
    peer_closed: bool,
    /// Why TLS failed, once it did: rustls panics where it is asked for more after its alert.
    failure: Option<Error>,
}

/// Puts records into the room it is given.
type Seal<'a> = dyn FnMut(
        &mut WriteTraffic<'_, rustls::client::ClientConnectionData>,
        &mut [u8],
    ) -> Result<usize, EncryptError>
    + 'a;

/// Takes plain bytes as they come.
pub type ChunkFn<'a> = dyn FnMut(&[u8]) -> Result<()> + 'a;

impl Tls {
    /// A connection to that server that has said nothing yet.
    pub(super) fn new(conn: UnbufferedClientConnection, peer: Arc<Peer>) -> Self {
        Self { conn, peer, early: Vec::new(), peer_closed: false, failure: None }
    }

    /// Processes the received bytes; plain bytes go to `sink`, bytes to be sent into `out`.
    ///
    /// Without a sink it stops at the first plain bytes, which stay where they are.
    pub(in crate::net) fn advance(
        &mut self,
        incoming: &mut Buffer,
        out: &mut Buffer,
        mut sink: Option<&mut ChunkFn<'_>>,
    ) -> Result<Step> {
        if let Some(sink) = sink.as_deref_mut()
            && !self.early.is_empty()
        {
            sink(&std::mem::take(&mut self.early))?;
        }
        self.check()?;
        self.drive(incoming, out, sink, None)
    }

    /// Puts `plain` into `out` as records.
    pub(in crate::net) fn seal(
        &mut self,
        plain: &[u8],
        into: &mut Buffer,
        from: &mut Buffer,
    ) -> Result<()> {
        self.write(from, into, &mut |traffic, room| traffic.encrypt(plain, room))
    }

    /// Puts a close_notify into `out`.
    pub(in crate::net) fn seal_close(
        &mut self,
        into: &mut Buffer,
        from: &mut Buffer,
    ) -> Result<()> {
        // Asked twice it would count as sent: there must be room at once.
        into.reserve(256);
        self.write(from, into, &mut |traffic, room| traffic.queue_close_notify(room))
    }

    fn write(
        &mut self,
        incoming: &mut Buffer,
        out: &mut Buffer,
        seal: &mut Seal<'_>,
    ) -> Result<()> {
        self.check()?;
        let mut early = std::mem::take(&mut self.early);
        let mut keep = |plain: &[u8]| {
            early.extend_from_slice(plain);
            Ok(())
        };
        let step = self.drive(incoming, out, Some(&mut keep), Some(seal));
        self.early = early;
        match step? {
            Step::Ready => Ok(()),
            Step::Hungry | Step::PeerClosed => Err(tls("TLS: the connection is not open")),
        }
    }

    fn drive(
        &mut self,
        incoming: &mut Buffer,
        out: &mut Buffer,
        mut sink: Option<&mut ChunkFn<'_>>,
        mut seal: Option<&mut Seal<'_>>,
    ) -> Result<Step> {
        loop {
            let status = self.conn.process_tls_records(incoming.filled());
            let mut used = status.discard;
            let state = match status.state {
                Ok(state) => state,
                Err(error) => {
                    incoming.consume(used);
                    return Err(self.fail(&error, incoming, out));
                }
            };
            let step = match state {
                ConnectionState::ReadTraffic(mut traffic) => match sink.as_deref_mut() {
                    None => Some(Step::Ready),
                    Some(sink) => {
                        while let Some(record) = traffic.next_record() {
                            let record = record.map_err(|e| tls(describe(&e, &self.peer)))?;
                            used += record.discard;
                            sink(record.payload)?;
                        }
                        None
                    }
                },
                ConnectionState::EncodeTlsData(mut data) => {
                    encode(out, |room| data.encode(room))?;
                    None
                }
                ConnectionState::TransmitTlsData(data) => {
                    data.done();
                    None
                }
                // Reported once; what is still to be sent may go out after it.
                ConnectionState::PeerClosed if seal.is_some() => {
                    self.peer_closed = true;
                    None
                }
                ConnectionState::PeerClosed | ConnectionState::Closed => Some(Step::PeerClosed),
                ConnectionState::BlockedHandshake => Some(Step::Hungry),
                ConnectionState::WriteTraffic(mut traffic) => {
                    if let Some(seal) = seal.as_deref_mut() {
                        encrypt(out, |room| seal(&mut traffic, room))?;
                    }
                    Some(Step::Ready)
                }
                _ => return Err(tls("TLS: a state that this program does not know")),
            };
            incoming.consume(used);
            match step {
                Some(_) if seal.is_none() && self.peer_closed => return Ok(Step::PeerClosed),
                Some(step) => return Ok(step),
                None => {}
            }
        }
    }

    /// That the policy narrows the offer to the peer, if it does: text to follow the reason of a failure.
    pub(in crate::net) fn offered(&self) -> String {
        offered(&self.peer)
    }

    /// Whether the handshake is done.
    pub(in crate::net) fn is_ready(&self) -> bool {
        !self.conn.is_handshaking()
    }

    /// Whether plain bytes wait to be given out.
    pub(in crate::net) fn has_early(&self) -> bool {
        !self.early.is_empty()
    }

    /// The server's own certificate (DER), once it is known.
    pub(in crate::net) fn certificate(&self) -> Option<&[u8]> {
        self.conn.peer_certificates()?.first().map(AsRef::as_ref)
    }

    /// The certificates that the server showed (DER), its own first.
    pub(in crate::net) fn certificates(&self) -> Vec<Vec<u8>> {
        let shown = self.conn.peer_certificates().unwrap_or_default();
        shown.iter().map(|der| der.to_vec()).collect()
    }

    /// The result of the handshake; `None` while it runs.
    pub(in crate::net) fn facts(&self) -> Option<TlsFacts> {
        let version = match self.conn.protocol_version()? {
            ProtocolVersion::TLSv1_3 => Version::Tls13,
            _ => Version::Tls12,
        };
        let suite = self.conn.negotiated_cipher_suite()?.suite();
        let kind = self.conn.handshake_kind()?;
        Some(TlsFacts {
            version,
            suite: suite.as_str().map_or_else(|| format!("{suite:?}"), str::to_owned),
            group: self
                .conn
                .negotiated_key_exchange_group()
                .map_or_else(|| "no key exchange".into(), |group| format!("{:?}", group.name())),
            resumed: kind == HandshakeKind::Resumed,
            asked_again: kind == HandshakeKind::FullWithHelloRetryRequest,
        })
    }

    /// The failure that ended the connection, if one did.
    fn check(&self) -> Result<()> {
        self.failure.as_ref().map_or(Ok(()), |failure| Err(repeated(failure)))
    }

    /// Ends the connection; returns the error to report.
    fn fail(&mut self, error: &rustls::Error, incoming: &mut Buffer, out: &mut Buffer) -> Error {
        let error = self.explain(error, incoming, out);
        self.failure = Some(repeated(&error));
        error
    }

    /// The error to report; the alert for the peer is put into `out`.
    fn explain(&mut self, error: &rustls::Error, incoming: &mut Buffer, out: &mut Buffer) -> Error {
        // With the bytes that rustls saw: it remembers where messages lie in them.
        let state = self.conn.process_tls_records(incoming.filled()).state;
        if let Ok(ConnectionState::EncodeTlsData(mut data)) = state {
            // Without the alert the peer sees the connection end, which says enough.
            let _ = encode(out, |room| data.encode(room));
        }
        match refusal(error) {
            Some(refusal) => Error::Certificate(Box::new(refusal.error())),
            // vsftpd says in clear why it gives a user up (`500 OOPS: cannot change directory`), and so may anyone.
            _ if is_no_record(error) => match clear_text(incoming.filled()) {
                Some(text) => tls(format!(
                    "clear text came instead of TLS: \"{text}\" \
                     (not protected, perhaps not the server's words)"
                )),
                None if self.conn.is_handshaking() => tls(describe(error, &self.peer)),
                None => network(format!("the connection was disturbed ({error})")),
            },
            _ if is_disturbed(error) && !self.conn.is_handshaking() => {
                let why = describe(error, &self.peer);
                network(format!("the connection was disturbed: {why}"))
            }
            _ => tls(describe(error, &self.peer)),
        }
    }
}

/// Letters of text in clear that are shown.
const CLEAR_SHOWN: usize = 200;

/// The line of text that came where a record of TLS was due, safe to show.
fn clear_text(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let line = line.get(..CLEAR_SHOWN).unwrap_or(line);
    let readable = line.len() >= 3 && line.iter().all(|byte| matches!(byte, b' '..=b'~' | 0x80..));
    readable.then(|| printable(line))
}

/// Whether the bytes that came do not even look like a record of TLS.
fn is_no_record(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::InvalidMessage(_))
}

/// The error of a connection that failed before with this one.
fn repeated(failure: &Error) -> Error {
    match failure {
        Error::Network(why) => network(why.clone()),
        other => tls(other.to_string()),
    }
}

/// The verifier's reason for refusing a certificate.
fn refusal(error: &rustls::Error) -> Option<&Refusal> {
    match error {
        rustls::Error::InvalidCertificate(CertificateError::Other(other)) => {
            other.0.downcast_ref::<Refusal>()
        }
        _ => None,
    }
}

/// Whether the bytes that came were not sent by the peer's TLS.
fn is_disturbed(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::DecryptError)
}

/// Puts what `encode` writes into `out`.
fn encode(
    out: &mut Buffer,
    encode: impl FnMut(&mut [u8]) -> Result<usize, EncodeError>,
) -> Result<()> {
    fill(out, encode, |error| match error {
        EncodeError::InsufficientSize(short) => Some(short.required_size),
        EncodeError::AlreadyEncoded => None,
    })
}

/// Puts what `seal` writes into `out`.
fn encrypt(
    out: &mut Buffer,
    seal: impl FnMut(&mut [u8]) -> Result<usize, EncryptError>,
) -> Result<()> {
    fill(out, seal, |error| match error {
        EncryptError::InsufficientSize(short) => Some(short.required_size),
        EncryptError::EncryptExhausted => None,
    })
}

/// Runs `write` on the room of `out`, growing it to what an error says is `required`.
fn fill<E: fmt::Display>(
    out: &mut Buffer,
    mut write: impl FnMut(&mut [u8]) -> Result<usize, E>,
    required: fn(&E) -> Option<usize>,
) -> Result<()> {
    loop {
        match write(out.room()) {
            Ok(n) => {
                out.add(n);
                return Ok(());
            }
            Err(error) => match required(&error) {
                Some(size) => out.reserve(size),
                None => return Err(tls(format!("TLS: {error}"))),
            },
        }
    }
}
