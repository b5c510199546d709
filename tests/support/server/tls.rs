//! The TLS side of the server: one configuration for each kind of connection, with one ticket key and
//! one session store behind all, so that a session of any of them resumes on any other.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::{self, Ticketer, kx_group};
use rustls::server::{
    NoServerSessionStorage, ProducesTickets, ServerSessionMemoryCache, StoresServerSessions,
    WebPkiClientVerifier,
};
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

/// What makes sessions resume.
struct Memory {
    ticketer: Arc<dyn ProducesTickets>,
    storage: Arc<dyn StoresServerSessions>,
}

impl Tls {
    /// The configurations that the options ask for.
    pub fn new(options: &Options) -> Self {
        let memory = options.resumption.then(|| Memory {
            ticketer: Ticketer::new().expect("a ticket key"),
            storage: ServerSessionMemoryCache::new(1024),
        });
        let make = |tickets| Arc::new(config(options, options.identity, tickets, memory.as_ref()));
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
    memory: Option<&Memory>,
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
    match memory {
        Some(memory) => {
            config.ticketer = Arc::clone(&memory.ticketer);
            config.session_storage = Arc::clone(&memory.storage);
            config.send_tls13_tickets = tickets;
        }
        None => {
            config.session_storage = Arc::new(NoServerSessionStorage {});
            config.send_tls13_tickets = 0;
        }
    }
    config
}
