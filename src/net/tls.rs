//! TLS for one control connection and all its data connections, on rustls' unbuffered API.
//!
//! A [`TlsContext`] holds the one `ClientConfig` that a control connection shares with its data
//! connections: rustls resumes a session only under the same configuration (measured), and
//! servers take it only from the same control connection. `Tls` turns records into plain bytes
//! and back without touching a socket; `net::stream` owns the socket.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustls::client::{Resumption, UnbufferedClientConnection};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{PrivateKeyDer, ServerName};
use rustls::unbuffered::{ConnectionState, EncodeError, EncryptError, WriteTraffic};
use rustls::{ClientConfig, HandshakeKind, NamedGroup, ProtocolVersion, SupportedProtocolVersion};

use super::buffer::Buffer;
use super::tickets::Tickets;
use super::trust::{Trust, Verifier, read_certificates};
use crate::error::{Error, Result, local, network, tls, usage};

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// RFC 5246.
    Tls12,
    /// RFC 8446.
    Tls13,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Version::Tls12 { "1.2" } else { "1.3" })
    }
}

/// What the user wants of TLS; shared by all connections of a run.
#[derive(Debug)]
pub struct TlsSettings {
    /// How certificates are checked.
    pub trust: Trust,
    /// The lowest version.
    pub min: Version,
    /// The highest version.
    pub max: Version,
    /// PEM files of a client certificate and of its key.
    pub identity: Option<(PathBuf, PathBuf)>,
    provider: Arc<CryptoProvider>,
    verifier: OnceLock<Arc<Verifier>>,
}

impl TlsSettings {
    /// Settings; files are read at the first handshake.
    pub fn new(trust: Trust, min: Version, max: Version) -> Self {
        let provider = Arc::new(aws_lc_rs::default_provider());
        Self { trust, min, max, identity: None, provider, verifier: OnceLock::new() }
    }

    /// The one verifier of the run: rustls compares it by identity before it resumes.
    fn verifier(&self) -> Result<Arc<Verifier>> {
        if let Some(ready) = self.verifier.get() {
            return Ok(Arc::clone(ready));
        }
        let fresh = Arc::new(self.trust.verifier(&self.provider)?);
        Ok(Arc::clone(self.verifier.get_or_init(|| fresh)))
    }
}

/// The TLS side of one control connection and its data connections.
#[derive(Clone)]
pub struct TlsContext {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    tickets: Arc<Tickets>,
    verifier: Arc<Verifier>,
}

impl TlsContext {
    /// A context for `host`, with versions up to `max` and `group` offered first.
    pub fn new(
        settings: &TlsSettings,
        host: &str,
        max: Version,
        group: Option<u16>,
    ) -> Result<Self> {
        let verifier = settings.verifier()?;
        let bare = host.split('%').next().unwrap_or(host).to_owned();
        let name = ServerName::try_from(bare)
            .map_err(|_| usage(format!("{host}: not a host name that a certificate can be for")))?;
        let tickets = Arc::new(Tickets::new(group.map(NamedGroup::from)));
        let builder = ClientConfig::builder_with_provider(Arc::clone(&settings.provider))
            .with_protocol_versions(&versions(settings.min, max))
            .map_err(|e| tls(format!("choosing TLS versions: {e}")))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as _);
        let mut config = match &settings.identity {
            None => builder.with_no_client_auth(),
            Some((certificate, key)) => {
                let pem = std::fs::read(key).map_err(local(key))?;
                let secret = PrivateKeyDer::from_pem_slice(&pem).map_err(|e| {
                    usage(format!(
                        "{}: not a PEM private key without a passphrase: {e}",
                        key.display()
                    ))
                })?;
                builder.with_client_auth_cert(read_certificates(certificate)?, secret).map_err(
                    |e| {
                        usage(format!("{}: client certificate and key: {e}", certificate.display()))
                    },
                )?
            }
        };
        config.resumption = Resumption::store(Arc::clone(&tickets) as _);
        Ok(Self { config: Arc::new(config), name, tickets, verifier })
    }

    /// How many data connections can still be resumed; `None` means without limit.
    pub fn tickets_left(&self) -> Option<usize> {
        self.tickets.left()
    }

    /// The key exchange group that the server chose, as its number (RFC 8446 section 4.2.7).
    pub fn group(&self) -> Option<u16> {
        self.tickets.group().map(u16::from)
    }

    /// A new connection in this context.
    pub(super) fn connection(&self) -> Result<Tls> {
        let conn = UnbufferedClientConnection::new(Arc::clone(&self.config), self.name.clone())
            .map_err(|e| tls(format!("starting TLS: {e}")))?;
        Ok(Tls {
            conn,
            verifier: Arc::clone(&self.verifier),
            early: Vec::new(),
            peer_closed: false,
        })
    }
}

impl fmt::Debug for TlsContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsContext").field("name", &self.name).finish_non_exhaustive()
    }
}

fn versions(min: Version, max: Version) -> Vec<&'static SupportedProtocolVersion> {
    let mut list = Vec::new();
    if max >= Version::Tls13 {
        list.push(&rustls::version::TLS13);
    }
    if min <= Version::Tls12 {
        list.push(&rustls::version::TLS12);
    }
    list
}

/// What a handshake came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// The version agreed on.
    pub version: Version,
    /// The cipher suite's name.
    pub suite: String,
    /// Whether an earlier session was resumed.
    pub resumed: bool,
    /// Whether the server asked for another key share first, which costs a round trip.
    pub asked_again: bool,
}

/// How far [`Tls::advance`] came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// More bytes from the peer are needed.
    Hungry,
    /// The handshake is done.
    Ready,
    /// The peer has sent close_notify, and all that it sent before has been given out.
    PeerClosed,
}

/// One TLS connection, without its socket.
pub(super) struct Tls {
    conn: UnbufferedClientConnection,
    verifier: Arc<Verifier>,
    /// Plain bytes that came out while something was being sent.
    early: Vec<u8>,
    peer_closed: bool,
}

/// Puts records into the room it is given.
type Seal<'a> = dyn FnMut(
        &mut WriteTraffic<'_, rustls::client::ClientConnectionData>,
        &mut [u8],
    ) -> Result<usize, EncryptError>
    + 'a;

/// Takes plain bytes as they come.
pub type Sink<'a> = dyn FnMut(&[u8]) -> Result<()> + 'a;

impl Tls {
    /// Processes what came in; plain bytes go to `sink`, what must be sent is put into `out`.
    ///
    /// Without a sink it stops at the first plain bytes, which stay where they are.
    pub(super) fn advance(
        &mut self,
        incoming: &mut Buffer,
        out: &mut Buffer,
        mut sink: Option<&mut Sink<'_>>,
    ) -> Result<Step> {
        if let Some(sink) = sink.as_deref_mut()
            && !self.early.is_empty()
        {
            sink(&std::mem::take(&mut self.early))?;
        }
        self.drive(incoming, out, sink, None)
    }

    /// Puts `plain` into `out` as records.
    pub(super) fn seal(
        &mut self,
        plain: &[u8],
        into: &mut Buffer,
        from: &mut Buffer,
    ) -> Result<()> {
        self.write(from, into, &mut |traffic, room| traffic.encrypt(plain, room))
    }

    /// Puts a close_notify into `out`.
    pub(super) fn seal_close(&mut self, into: &mut Buffer, from: &mut Buffer) -> Result<()> {
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
        mut sink: Option<&mut Sink<'_>>,
        mut seal: Option<&mut Seal<'_>>,
    ) -> Result<Step> {
        loop {
            let status = self.conn.process_tls_records(incoming.filled());
            let mut used = status.discard;
            let state = match status.state {
                Ok(state) => state,
                Err(error) => {
                    incoming.consume(used);
                    return Err(self.explain(&error, incoming, out));
                }
            };
            let step = match state {
                ConnectionState::ReadTraffic(mut traffic) => match sink.as_deref_mut() {
                    None => Some(Step::Ready),
                    Some(sink) => {
                        while let Some(record) = traffic.next_record() {
                            let record = record.map_err(|e| tls(format!("TLS: {e}")))?;
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
                // Told once; what we still want to send may go out after it.
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
                other => return Err(tls(format!("TLS: unexpected state {other:?}"))),
            };
            incoming.consume(used);
            match step {
                Some(_) if seal.is_none() && self.peer_closed => return Ok(Step::PeerClosed),
                Some(step) => return Ok(step),
                None => {}
            }
        }
    }

    /// Whether the handshake is done.
    pub(super) fn is_ready(&self) -> bool {
        !self.conn.is_handshaking()
    }

    /// Whether plain bytes wait to be given out.
    pub(super) fn has_early(&self) -> bool {
        !self.early.is_empty()
    }

    /// The server's own certificate (DER), once it is known.
    pub(super) fn certificate(&self) -> Option<&[u8]> {
        self.conn.peer_certificates()?.first().map(AsRef::as_ref)
    }

    /// What the handshake came to; `None` while it runs.
    pub(super) fn facts(&self) -> Option<TlsFacts> {
        let version = match self.conn.protocol_version()? {
            ProtocolVersion::TLSv1_3 => Version::Tls13,
            _ => Version::Tls12,
        };
        let suite = self.conn.negotiated_cipher_suite()?.suite();
        let kind = self.conn.handshake_kind()?;
        Some(TlsFacts {
            version,
            suite: suite.as_str().map_or_else(|| format!("{suite:?}"), str::to_owned),
            resumed: kind == HandshakeKind::Resumed,
            asked_again: kind == HandshakeKind::FullWithHelloRetryRequest,
        })
    }

    /// The error to report; the alert for the peer is put into `out`.
    fn explain(&mut self, error: &rustls::Error, incoming: &mut Buffer, out: &mut Buffer) -> Error {
        // Once only: rustls panics where it is asked for more after its alert. And with the bytes it
        // saw: it remembers where messages lie in them.
        let state = self.conn.process_tls_records(incoming.filled()).state;
        if let Ok(ConnectionState::EncodeTlsData(mut data)) = state {
            // Without the alert the peer sees the connection end, which says enough.
            let _ = encode(out, |room| data.encode(room));
        }
        let refused = matches!(error, rustls::Error::InvalidCertificate(_));
        match self.verifier.refusal() {
            Some(text) if refused => Error::Certificate(text),
            // vsftpd whose parent died says so in clear: the connection is lost, and another may do.
            _ if is_disturbed(error) && !self.conn.is_handshaking() => {
                network(format!("the connection was disturbed ({error})"))
            }
            _ => tls(describe(error)),
        }
    }
}

/// Whether what came is not what the peer's TLS sent.
fn is_disturbed(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::InvalidMessage(_) | rustls::Error::DecryptError)
}

fn describe(error: &rustls::Error) -> String {
    use rustls::AlertDescription as A;
    match error {
        rustls::Error::AlertReceived(A::CertificateRequired | A::BadCertificate) => {
            format!("{error}: the server wants a client certificate (--cert FILE --key FILE)")
        }
        // What OpenSSL says under TLS 1.2 where 1.3 has an alert of its own.
        rustls::Error::AlertReceived(A::HandshakeFailure) => {
            format!(
                "{error}: the server found no cipher in common, or wants a client certificate \
                 (--cert FILE --key FILE)"
            )
        }
        rustls::Error::AlertReceived(A::ProtocolVersion) => {
            format!(
                "{error}: the server does not speak the TLS versions allowed here (--tls-min, --tls-max)"
            )
        }
        rustls::Error::InvalidMessage(_) => format!("the peer does not speak TLS here ({error})"),
        other => other.to_string(),
    }
}

/// Runs `encode` on the room of `out`, growing it as asked.
fn encode(
    out: &mut Buffer,
    mut encode: impl FnMut(&mut [u8]) -> Result<usize, EncodeError>,
) -> Result<()> {
    loop {
        match encode(out.room()) {
            Ok(n) => {
                out.add(n);
                return Ok(());
            }
            Err(EncodeError::InsufficientSize(e)) => out.reserve(e.required_size),
            Err(other) => return Err(tls(format!("TLS: {other}"))),
        }
    }
}

/// Runs `seal` on the room of `out`, growing it as asked.
fn encrypt(
    out: &mut Buffer,
    mut seal: impl FnMut(&mut [u8]) -> Result<usize, EncryptError>,
) -> Result<()> {
    loop {
        match seal(out.room()) {
            Ok(n) => {
                out.add(n);
                return Ok(());
            }
            Err(EncryptError::InsufficientSize(e)) => out.reserve(e.required_size),
            Err(other) => return Err(tls(format!("TLS: {other}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_between_min_and_max() {
        assert_eq!(versions(Version::Tls12, Version::Tls13).len(), 2);
        assert_eq!(versions(Version::Tls12, Version::Tls12), [&rustls::version::TLS12]);
        assert_eq!(versions(Version::Tls13, Version::Tls13), [&rustls::version::TLS13]);
    }
}
