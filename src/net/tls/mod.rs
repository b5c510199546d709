//! TLS for one control connection and all its data connections.
//!
//! A [`TlsContext`] holds the one `ClientConfig` that a control connection shares with its data
//! connections: rustls resumes a session only under the same configuration (measured), and
//! servers take it only from the same control connection. What goes through a connection is left
//! to `connection`.

mod connection;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustls::client::{Resumption, UnbufferedClientConnection};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{PrivateKeyDer, ServerName};
use rustls::{ClientConfig, NamedGroup, SupportedProtocolVersion};

use super::tickets::Tickets;
use super::trust::{Trust, Verifier, read_certificates};
use crate::error::{Result, local, tls, usage};

pub use connection::{ChunkFn, TlsFacts};
pub(super) use connection::{Step, Tls};

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

    /// The same without any session to resume, and keeping none.
    #[must_use]
    pub fn without_sessions(&self) -> Self {
        let mut config = ClientConfig::clone(&self.config);
        config.resumption = Resumption::disabled();
        Self { config: Arc::new(config), ..self.clone() }
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
        Ok(Tls::new(conn, Arc::clone(&self.verifier)))
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
