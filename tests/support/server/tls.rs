//! The TLS side of the server: one configuration for each kind of connection, with one ticket key behind
//! all, so that a session of any of them resumes on any other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::{self, Ticketer, kx_group};
use rustls::server::{NoServerSessionStorage, ProducesTickets, WebPkiClientVerifier};
use rustls::version::{TLS12, TLS13};

use super::super::pki::{Identity, Pki};
use super::options::{Options, Versions};

/// The configurations of one server.
pub struct Tls {
    /// For control connections.
    pub control: Arc<ServerConfig>,
    /// For data connections of downloads and listings.
    pub download: Arc<ServerConfig>,
    /// For data connections of uploads.
    pub upload: Arc<ServerConfig>,
}

impl Tls {
    /// The configurations that the options ask for.
    pub fn new(options: &Options) -> Self {
        let ticketer = options
            .resumption
            .then(|| Ticketer::new().expect("a ticket key"));
        let make = |tickets| {
            Arc::new(config(
                options,
                options.identity,
                tickets,
                ticketer.as_ref(),
            ))
        };
        Self {
            control: make(options.tickets),
            download: make(options.data_tickets),
            upload: make(options.upload_tickets),
        }
    }

    /// A configuration with another certificate. It resumes nothing, since a resumed handshake shows
    /// no certificate.
    pub fn stranger(options: &Options, identity: Identity) -> Arc<ServerConfig> {
        Arc::new(config(options, identity, 0, None))
    }
}

fn config(
    options: &Options,
    identity: Identity,
    tickets: usize,
    ticketer: Option<&Arc<dyn ProducesTickets>>,
) -> ServerConfig {
    let mut provider = aws_lc_rs::default_provider();
    if options.only_p256 {
        provider.kx_groups = vec![kx_group::SECP256R1];
    }
    let provider = Arc::new(provider);
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let builder = match options.versions {
        Versions::Both => builder.with_protocol_versions(&[&TLS12, &TLS13]),
        Versions::Tls12 => builder.with_protocol_versions(&[&TLS12]),
        Versions::Tls13 => builder.with_protocol_versions(&[&TLS13]),
    };
    let builder = builder.expect("versions that the provider has");
    let pki = Pki::shared();
    let builder = if options.client_certificate {
        let verifier = WebPkiClientVerifier::builder_with_provider(pki.roots(), provider);
        builder.with_client_cert_verifier(verifier.build().expect("our own authority"))
    } else {
        builder.with_no_client_auth()
    };
    let shown = pki.server(identity);
    let mut config = builder
        .with_single_cert(shown.chain(), shown.key())
        .expect("our own certificate");
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = if ticketer.is_some() { tickets } else { 0 };
    if let Some(ticketer) = ticketer {
        config.ticketer = Arc::clone(ticketer);
    }
    config
}

/// Tickets of one connection, which carry the number of the control connection they belong to.
/// (rustls has a place for such data, but does not give it back under TLS 1.2.)
#[derive(Debug)]
pub struct TaggedTickets {
    inner: Arc<dyn ProducesTickets>,
    tag: u64,
    /// The tag of the last ticket that the client brought; 0 is none.
    seen: AtomicU64,
}

impl TaggedTickets {
    /// Tickets of the control connection `tag`, counted from 1.
    pub fn new(inner: Arc<dyn ProducesTickets>, tag: u64) -> Arc<Self> {
        Arc::new(Self {
            inner,
            tag,
            seen: AtomicU64::new(0),
        })
    }

    /// The control connection whose ticket the client brought.
    pub fn seen(&self) -> Option<u64> {
        Some(self.seen.load(Ordering::SeqCst)).filter(|tag| *tag > 0)
    }
}

impl ProducesTickets for TaggedTickets {
    fn enabled(&self) -> bool {
        self.inner.enabled()
    }

    fn lifetime(&self) -> u32 {
        self.inner.lifetime()
    }

    fn encrypt(&self, plain: &[u8]) -> Option<Vec<u8>> {
        self.inner
            .encrypt(&[&self.tag.to_be_bytes(), plain].concat())
    }

    fn decrypt(&self, cipher: &[u8]) -> Option<Vec<u8>> {
        let plain = self.inner.decrypt(cipher)?;
        let (tag, plain) = plain.split_first_chunk()?;
        self.seen.store(u64::from_be_bytes(*tag), Ordering::SeqCst);
        Some(plain.to_vec())
    }
}
