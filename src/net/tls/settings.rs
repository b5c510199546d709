//! The user's TLS settings, shared by all connections of a run to one server.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;

use super::identity::{ClientIdentity, IdentityFiles};
use super::policy::Policy;
use crate::error::Result;
use crate::net::cancel::Cancel;
use crate::net::trust::{Base, Certificate, Known, Trust, Verifier};
use crate::net::version::Version;

/// The application protocols that are offered in a handshake (ALPN, RFC 7301).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alpn {
    /// None: few servers know any, and some refuse what they do not know.
    Nothing,
    /// `ftp`, and `ftp-data` on data connections (the names that IANA has registered).
    Ftp,
}

/// Whether data connections must resume the session of their control connection, which proves to both
/// sides that it is the same peer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resumption {
    /// Servers that do not are taken as they are.
    #[default]
    Wanted,
    /// They are refused.
    Required,
}

/// The user's TLS settings.
#[derive(Debug)]
pub struct TlsSettings {
    /// How certificates are checked.
    pub trust: Trust,
    /// What is offered.
    pub policy: Policy,
    /// The lowest version.
    pub min: Version,
    /// The highest version.
    pub max: Version,
    /// How long before their end the user wants to be warned about certificates, if at all.
    pub warn_expiry: Option<Duration>,
    /// Whether data connections must resume the session of their control connection.
    pub resumption: Resumption,
    /// The files of a client certificate.
    pub identity: Option<IdentityFiles>,
    /// Which protocols are offered.
    pub alpn: Alpn,
    /// Their contents, read once for all servers.
    certified: Arc<Mutex<Option<Arc<CertifiedKey>>>>,
    pub(super) provider: Arc<CryptoProvider>,
    /// Read once for all servers.
    base: Arc<OnceLock<Arc<Base>>>,
    server: String,
    known: Vec<Known>,
    verifier: OnceLock<Arc<Verifier>>,
}

impl TlsSettings {
    /// Settings; files are read at the first handshake.
    pub fn new(trust: Trust, policy: Policy, min: Version, max: Version) -> Self {
        Self {
            trust,
            policy,
            min,
            max,
            warn_expiry: None,
            resumption: Resumption::default(),
            identity: None,
            alpn: Alpn::Nothing,
            certified: Arc::default(),
            provider: policy.provider(),
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
            policy: self.policy,
            min: self.min,
            max: self.max,
            warn_expiry: self.warn_expiry,
            resumption: self.resumption,
            identity: self.identity.clone(),
            alpn: self.alpn,
            certified: Arc::clone(&self.certified),
            provider: Arc::clone(&self.provider),
            base: Arc::clone(&self.base),
            server,
            known,
            verifier: OnceLock::new(),
        }
    }

    /// The same for the same server, with other versions.
    #[must_use]
    pub fn for_versions(&self, min: Version, max: Version) -> Self {
        Self { min, max, ..self.for_server(self.server.clone(), self.known.clone()) }
    }

    /// Reads and checks the client certificate, if there is one and that was not done yet; the user may
    /// be asked for a passphrase. Contexts are made after it.
    pub fn prepare(&self, cancel: &Cancel) -> Result<()> {
        let Some(files) = &self.identity else { return Ok(()) };
        let mut certified = self.certified.lock().unwrap_or_else(PoisonError::into_inner);
        if certified.is_none() {
            let now = jiff::Timestamp::now().as_second();
            *certified = Some(Arc::new(files.load(&self.provider, now, cancel)?));
        }
        Ok(())
    }

    /// The client's side for one control connection.
    pub(super) fn client(&self) -> ClientIdentity {
        let certified = self.certified.lock().unwrap_or_else(PoisonError::into_inner);
        ClientIdentity::new(certified.clone())
    }

    /// The client certificate, if there is one and it was read.
    pub fn client_certificate(&self) -> Option<Certificate> {
        let certified = self.certified.lock().unwrap_or_else(PoisonError::into_inner);
        certified.as_ref().and_then(|pair| Certificate::read(pair.cert.first()?))
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
                let fresh =
                    Arc::new(self.trust.load(&self.provider, self.policy.rules().least_rsa)?);
                Arc::clone(self.base.get_or_init(|| fresh))
            }
        };
        let fresh = Arc::new(Verifier::new(base, self.server.clone(), self.known.clone()));
        Ok(Arc::clone(self.verifier.get_or_init(|| fresh)))
    }
}
