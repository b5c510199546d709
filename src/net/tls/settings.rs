//! What the user wants of TLS, shared by all connections of a run to one server.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustls::crypto::{CryptoProvider, aws_lc_rs};

use crate::error::Result;
use crate::net::trust::{Base, Known, LEAST_RSA, Trust, Verifier};
use crate::net::version::Version;

/// What the user wants of TLS.
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
    pub(super) provider: Arc<CryptoProvider>,
    /// Read once for all servers.
    base: Arc<OnceLock<Arc<Base>>>,
    server: String,
    known: Vec<Known>,
    verifier: OnceLock<Arc<Verifier>>,
}

impl TlsSettings {
    /// Settings; files are read at the first handshake.
    pub fn new(trust: Trust, min: Version, max: Version) -> Self {
        Self {
            trust,
            min,
            max,
            identity: None,
            provider: Arc::new(aws_lc_rs::default_provider()),
            base: Arc::default(),
            server: String::new(),
            known: Vec::new(),
            verifier: OnceLock::new(),
        }
    }

    /// The same for one server, with the certificates that are on record for it; `server` is how the
    /// `trust` command takes its name.
    #[must_use]
    pub fn for_server(&self, server: String, known: Vec<Known>) -> Self {
        Self {
            trust: self.trust.clone(),
            min: self.min,
            max: self.max,
            identity: self.identity.clone(),
            provider: Arc::clone(&self.provider),
            base: Arc::clone(&self.base),
            server,
            known,
            verifier: OnceLock::new(),
        }
    }

    /// Trusts a certificate (DER) of this server for the rest of the run.
    pub fn accept(&self, certificate: &[u8]) -> Result<()> {
        self.verifier()?.accept(certificate);
        Ok(())
    }

    /// Notes for the user on the files that were read; each is given once.
    pub fn take_notes(&self) -> Vec<String> {
        self.base.get().map(|base| base.take_notes()).unwrap_or_default()
    }

    /// The one verifier of the server: rustls compares it by identity before it resumes.
    pub(super) fn verifier(&self) -> Result<Arc<Verifier>> {
        if let Some(ready) = self.verifier.get() {
            return Ok(Arc::clone(ready));
        }
        let base = match self.base.get() {
            Some(ready) => Arc::clone(ready),
            None => {
                let fresh = Arc::new(self.trust.load(&self.provider, LEAST_RSA)?);
                Arc::clone(self.base.get_or_init(|| fresh))
            }
        };
        let fresh = Arc::new(Verifier::new(base, self.server.clone(), self.known.clone()));
        Ok(Arc::clone(self.verifier.get_or_init(|| fresh)))
    }
}
