//! TLS for one control connection and all its data connections.
//!
//! A [`TlsContext`] holds the one `ClientConfig` that a control connection shares with its data
//! connections: rustls resumes a session only under the same configuration (measured), and
//! servers take it only from the same control connection. What goes through a connection is left
//! to `connection`.

mod connection;
mod identity;
mod policy;
mod settings;
mod words;

use std::fmt;
use std::sync::Arc;

use rustls::client::{self, UnbufferedClientConnection};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, NamedGroup, SupportedProtocolVersion};

use super::tickets::Tickets;
use crate::error::{Result, tls, usage};

pub use connection::{ChunkFn, TlsFacts};
pub(super) use connection::{Step, Tls};
pub use identity::{IdentityFiles, Passphrase, PassphraseFrom};
pub use policy::{POLICIES, Policy, Rules};
pub use settings::{Alpn, Resumption, TlsSettings};

pub use super::version::Version;
use words::Peer;

/// The TLS side of one control connection and its data connections.
#[derive(Clone)]
pub struct TlsContext {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    tickets: Arc<Tickets>,
    peer: Arc<Peer>,
    alpn: Alpn,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Commands and replies.
    Control,
    /// Files and listings.
    Data,
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
        let identity = Arc::new(settings.client());
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&settings.provider))
            .with_protocol_versions(&versions(settings.min, max))
            .map_err(|e| tls(format!("choosing TLS versions: {e}")))?
            .dangerous()
            .with_custom_certificate_verifier(verifier as _)
            .with_client_cert_resolver(Arc::clone(&identity) as _);
        let peer =
            Peer { name: name.to_str().into_owned(), client: identity, policy: settings.policy };
        let peer = Arc::new(peer);
        config.resumption = client::Resumption::store(Arc::clone(&tickets) as _);
        Ok(Self { config: Arc::new(config), name, tickets, peer, alpn: settings.alpn })
    }

    /// Whether the server asked for a client certificate and got none.
    pub fn lacks_client_certificate(&self) -> bool {
        self.peer.client.was_missing()
    }

    /// The same without any session to resume, and keeping none.
    #[must_use]
    pub fn without_sessions(&self) -> Self {
        let mut config = ClientConfig::clone(&self.config);
        config.resumption = client::Resumption::disabled();
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
    pub(super) fn connection(&self, purpose: Purpose) -> Result<Tls> {
        let protocols = match (self.alpn, purpose) {
            (Alpn::Nothing, _) => Vec::new(),
            (Alpn::Ftp, Purpose::Control) => vec![b"ftp".to_vec()],
            (Alpn::Ftp, Purpose::Data) => vec![b"ftp-data".to_vec()],
        };
        let (config, name) = (Arc::clone(&self.config), self.name.clone());
        let conn = UnbufferedClientConnection::new_with_alpn(config, name, protocols)
            .map_err(|e| tls(format!("starting TLS: {e}")))?;
        Ok(Tls::new(conn, Arc::clone(&self.peer)))
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
