//! The TLS side of the server: one configuration for each kind of connection, with one ticket key and
//! one session store behind all, so that a session of any of them resumes on any other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::crypto::aws_lc_rs::{self, Ticketer, kx_group};
use rustls::server::{
    NoServerSessionStorage, ProducesTickets, ServerSessionMemoryCache, StoresServerSessions,
    WebPkiClientVerifier,
};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
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

/// What makes sessions resume: tickets, and under TLS 1.2 session ids for who wants no tickets (curl).
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
        let memory = memory.as_ref();
        let alpn = options.alpn.map_or((None, None), |(control, data)| (Some(control), Some(data)));
        let make = |tickets, protocol: Option<&str>| {
            let mut config = config(options, options.identity, tickets, memory);
            config.alpn_protocols =
                protocol.into_iter().map(|name| name.as_bytes().to_vec()).collect();
            Arc::new(config)
        };
        Self {
            control: make(options.tickets, alpn.0),
            download: make(options.data_tickets, alpn.1),
            upload: make(options.upload_tickets, alpn.1),
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
    // Not by the shorter way, which takes only certificates that webpki reads.
    let key = any_supported_type(&shown.key()).expect("our own key");
    let shown = SingleCertAndKey::from(CertifiedKey::new(shown.chain(), key));
    let mut config = builder.with_cert_resolver(Arc::new(shown));
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    if let Some(memory) = memory {
        config.session_storage = Arc::clone(&memory.storage);
        config.ticketer = Arc::clone(&memory.ticketer);
        config.send_tls13_tickets = tickets;
    }
    config
}

/// Tickets and stored sessions of one connection, which carry the number of the control connection
/// they belong to. (rustls has a place for such data, but does not give it back under TLS 1.2.)
#[derive(Debug)]
pub struct TaggedSessions {
    ticketer: Arc<dyn ProducesTickets>,
    storage: Arc<dyn StoresServerSessions>,
    tag: u64,
    /// The tag of the last session that the client brought; 0 is none.
    seen: AtomicU64,
}

impl TaggedSessions {
    /// Makes all sessions of a configuration those of the control connection `tag`, counted from 1.
    pub fn put_into(config: &mut ServerConfig, tag: u64) -> Arc<Self> {
        let tagged = Arc::new(Self {
            ticketer: Arc::clone(&config.ticketer),
            storage: Arc::clone(&config.session_storage),
            tag,
            seen: AtomicU64::new(0),
        });
        config.ticketer = Arc::clone(&tagged) as Arc<dyn ProducesTickets>;
        config.session_storage = Arc::clone(&tagged) as Arc<dyn StoresServerSessions>;
        tagged
    }

    /// The control connection whose session the client brought.
    pub fn seen(&self) -> Option<u64> {
        Some(self.seen.load(Ordering::SeqCst)).filter(|tag| *tag > 0)
    }

    fn tagged(&self, plain: &[u8]) -> Vec<u8> {
        [&self.tag.to_be_bytes(), plain].concat()
    }

    fn untagged(&self, value: &[u8]) -> Option<Vec<u8>> {
        let (tag, plain) = value.split_first_chunk()?;
        self.seen.store(u64::from_be_bytes(*tag), Ordering::SeqCst);
        Some(plain.to_vec())
    }
}

impl ProducesTickets for TaggedSessions {
    fn enabled(&self) -> bool {
        self.ticketer.enabled()
    }

    fn lifetime(&self) -> u32 {
        self.ticketer.lifetime()
    }

    fn encrypt(&self, plain: &[u8]) -> Option<Vec<u8>> {
        self.ticketer.encrypt(&self.tagged(plain))
    }

    fn decrypt(&self, cipher: &[u8]) -> Option<Vec<u8>> {
        self.untagged(&self.ticketer.decrypt(cipher)?)
    }
}

impl StoresServerSessions for TaggedSessions {
    fn put(&self, key: Vec<u8>, value: Vec<u8>) -> bool {
        self.storage.put(key, self.tagged(&value))
    }

    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.untagged(&self.storage.get(key)?)
    }

    fn take(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.untagged(&self.storage.take(key)?)
    }

    fn can_cache(&self) -> bool {
        self.storage.can_cache()
    }
}
