//! Checks certificates by one rule for all connections to a server.
//!
//! Chains are webpki's business. Here it is decided which rule applies, what the user's own records
//! add to it, and the message about a certificate that is refused.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::{
    CertificateDer, CertificateRevocationListDer, ServerName, TrustAnchor, UnixTime,
};
use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};

use super::certificate::{Certificate, Key, date};
use super::chain::Shown;
use super::faults::Faults;
use super::known::Known;
use super::pin::Pin;
use super::refusal::Refusal;
use super::revoked;
use super::roots::{Anchors, Roots};
use super::signature;
use crate::error::Standing;
use crate::net::version::Version;

/// The authorities and records that a certificate is checked against.
#[derive(Debug)]
pub(super) enum Rule {
    /// Chain, name and dates, by authorities.
    Chain {
        /// Checks by them; none where there are none: then nothing can be right.
        webpki: Option<Arc<WebPkiServerVerifier>>,
        /// The same authorities.
        roots: Arc<RootCertStore>,
    },
    /// These fingerprints, of the server's certificate or key or of an authority above it, which may
    /// be one of these roots. They are read only where they are needed.
    Pins(Vec<Pin>, Roots),
    /// Nothing.
    Anything,
}

/// What all servers of a run are checked by.
#[derive(Debug)]
pub(in crate::net) struct Base {
    pub(super) rule: Rule,
    /// Certificates that are trusted by themselves, if name and dates fit.
    pub(super) named: Vec<CertificateDer<'static>>,
    /// Lists of revoked certificates.
    pub(super) lists: Vec<CertificateRevocationListDer<'static>>,
    pub(super) provider: Arc<CryptoProvider>,
    /// The shortest RSA key that is taken, in bits.
    pub(super) least_rsa: usize,
    /// Warnings to the user about the files that were read.
    pub(super) notes: Mutex<Vec<String>>,
}

impl Base {
    /// Notes for the user; each is given once.
    pub(in crate::net) fn take_notes(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Checks the certificates of one server.
#[derive(Debug)]
pub(in crate::net) struct Verifier {
    base: Arc<Base>,
    /// The server as the `trust` command takes it.
    server: String,
    /// The records of the server.
    known: Vec<Known>,
    /// Trusted for this run only.
    accepted: Mutex<Vec<Pin>>,
}

/// Why a certificate is refused, and what can be done about it.
struct Refused {
    reason: String,
    standing: Standing,
    /// Its faults beside that nobody trusted vouches for it.
    faults: Vec<String>,
}

impl Refused {
    fn new(standing: Standing, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), standing, faults: Vec::new() }
    }
}

impl Verifier {
    /// A verifier for one server; `server` is how the `trust` command takes it.
    pub(in crate::net) fn new(base: Arc<Base>, server: String, known: Vec<Known>) -> Self {
        Self { base, server, known, accepted: Mutex::default() }
    }

    /// Trusts a certificate (DER) for the rest of the run.
    pub(in crate::net) fn accept(&self, certificate: &[u8]) {
        let mut accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.push(Pin::of(certificate));
    }

    fn algorithms(&self) -> WebPkiSupportedAlgorithms {
        self.base.provider.signature_verification_algorithms
    }

    fn check(&self, shown: &Shown<'_>, name: &ServerName<'_>) -> Result<(), Refused> {
        if matches!(self.base.rule, Rule::Anything) {
            return Ok(());
        }
        let Some(own) = Certificate::read(shown.own) else {
            let reason = "it is malformed: not an X.509 certificate";
            return Err(Refused::new(Standing::Never, reason));
        };
        let key = self.key_fault(&own);
        match &self.base.rule {
            Rule::Anything => Ok(()),
            Rule::Pins(pins, roots) => {
                if let Some(reason) = key.or_else(|| self.revoked(shown)) {
                    return Err(Refused::new(Standing::Never, reason));
                }
                self.check_pins(pins, roots, shown, name)
            }
            Rule::Chain { webpki, roots } => {
                self.check_chain(webpki.as_deref(), &roots.roots, key, shown, name)
            }
        }
    }

    /// A key that cannot sign the handshake, or is too short, cannot be trusted by any rule.
    fn key_fault(&self, own: &Certificate) -> Option<String> {
        match &own.key {
            Key::Rsa(bits) if *bits < self.base.least_rsa => Some(format!(
                "its key is too short: RSA with {bits} bits, at least {} are needed; the server \
                 needs a new certificate",
                self.base.least_rsa
            )),
            Key::Ec(bits @ ..256) => Some(format!(
                "its key is too short: EC with {bits} bits; the server needs a new certificate"
            )),
            Key::Other(name) => Some(format!(
                "TLS here cannot use its key ({name}); the server needs a certificate with a key for \
                 RSA, ECDSA or Ed25519"
            )),
            Key::Rsa(_) | Key::Ec(_) | Key::Ed25519 => None,
        }
    }

    /// The fault that a list of revoked certificates holds it, whatever makes it trusted.
    fn revoked(&self, shown: &Shown<'_>) -> Option<String> {
        let roots = || match &self.base.rule {
            Rule::Anything => Vec::new(),
            Rule::Chain { roots, .. } => roots.roots.clone(),
            Rule::Pins(_, roots) => {
                Anchors::load(roots).map(|anchors| anchors.store.roots).unwrap_or_default()
            }
        };
        revoked::fault(&self.base.lists, shown, self.algorithms(), roots)
    }

    /// The server's own certificate or key, or an authority above it: then name and dates count.
    fn check_pins(
        &self,
        pins: &[Pin],
        roots: &Roots,
        shown: &Shown<'_>,
        name: &ServerName<'_>,
    ) -> Result<(), Refused> {
        let pinned = |read: &Certificate| pins.contains(&read.pin) || pins.contains(&read.key_pin);
        if Certificate::read(shown.own).is_some_and(|own| pinned(&own)) {
            return Ok(());
        }
        let algorithms = self.algorithms();
        let mut authorities = shown.authorities(pinned);
        if shown.vouched(&authorities, algorithms).is_err() {
            // Servers seldom show the root of their chain.
            let roots = Anchors::load(roots).map(|anchors| anchors.store.roots).unwrap_or_default();
            let pinned = |root: &TrustAnchor<'_>| pins.contains(&key_pin(root));
            authorities = roots.into_iter().filter(pinned).collect();
        }
        if shown.vouched(&authorities, algorithms).is_err() {
            return Err(Refused::new(Standing::NotPinned, "it is not the pinned one"));
        }
        let faults = Faults::by_itself(shown, name);
        if faults.others.is_empty() && shown.leads_to(&authorities, algorithms) {
            return Ok(());
        }
        let why = match faults.text() {
            none if none.is_empty() => "another certificate of its chain is not valid".into(),
            text => text,
        };
        let reason = format!("the pinned authority issued it, but {why}");
        Err(Refused::new(Standing::NotPinned, reason))
    }

    fn check_chain(
        &self,
        webpki: Option<&WebPkiServerVerifier>,
        roots: &[TrustAnchor<'_>],
        key: Option<String>,
        shown: &Shown<'_>,
        name: &ServerName<'_>,
    ) -> Result<(), Refused> {
        let verdict = match webpki {
            None => Err(CertificateError::UnknownIssuer.into()),
            Some(webpki) => {
                webpki.verify_server_cert(shown.own, shown.others, name, &[], shown.now)
            }
        };
        let (mut faults, concerns_revocation) = match &verdict {
            Ok(_) if key.is_none() => return Ok(()),
            Ok(_) => (Faults::default(), false),
            Err(error) => (
                Faults::of(error, shown, name, roots, self.algorithms()),
                concerns_revocation(error),
            ),
        };
        // A revoked certificate stays so, whoever vouched for it before.
        let never: Vec<String> = key.into_iter().chain(self.revoked(shown)).collect();
        let is_final = !never.is_empty() || concerns_revocation;
        for fault in never {
            faults.add(fault);
        }
        let why = faults.text();
        if is_final {
            return Err(Refused::new(Standing::Never, why));
        }
        if self.is_named(shown, name) || self.is_accepted(shown) {
            return Ok(());
        }
        if self.known.iter().any(|known| known.admits(shown, self.algorithms())) {
            return Ok(());
        }
        let (standing, reason) = match self.known.last() {
            None => (Standing::Unknown, why),
            Some(known) => (
                Standing::Changed,
                format!(
                    "THE CERTIFICATE HAS CHANGED since it was trusted on {}: either the server has a \
                     new one, or somebody stands in between; and {why}",
                    date(known.added)
                ),
            ),
        };
        Err(Refused { reason, standing, faults: faults.others })
    }

    /// Whether the user named this very certificate as trusted (`--ca-file`), as OpenSSL takes it:
    /// then chain and authority do not count, name, dates and purpose do.
    fn is_named(&self, shown: &Shown<'_>, name: &ServerName<'_>) -> bool {
        let own = Certificate::read(shown.own);
        self.base.named.iter().any(|named| named == shown.own)
            && shown.is_for(name)
            && own.is_some_and(|own| own.is_current(shown.seconds()) && own.is_for_servers())
    }

    fn is_accepted(&self, shown: &Shown<'_>) -> bool {
        let accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.contains(&Pin::of(shown.own))
    }

    fn refusal(&self, shown: &Shown<'_>, refused: Refused) -> Error {
        let refusal = Refusal {
            reason: refused.reason,
            standing: refused.standing,
            faults: refused.faults,
            chain: shown.ders(),
            known: self.known.clone(),
            server: self.server.clone(),
            now: shown.seconds(),
        };
        Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(refusal))))
    }

    fn verify_signature(
        &self,
        version: Version,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let verified = signature::verify(version, message, certificate, signed, &self.algorithms());
        match verified {
            // Nobody is authenticated anyhow, and some old keys cannot be checked here.
            Err(_) if matches!(self.base.rule, Rule::Anything) => {
                Ok(HandshakeSignatureValid::assertion())
            }
            Err(_) => {
                let shown = Shown { own: certificate, others: &[], now: UnixTime::now() };
                let reason = "the server did not prove that it has the key of this certificate";
                Err(self.refusal(&shown, Refused::new(Standing::Never, reason)))
            }
            verified => verified,
        }
    }
}

/// Whether a certificate was revoked, or that cannot be ruled out as the user wants it.
fn concerns_revocation(error: &Error) -> bool {
    use CertificateError as E;
    matches!(
        error,
        Error::InvalidCertRevocationList(_)
            | Error::InvalidCertificate(
                E::Revoked
                    | E::UnknownRevocationStatus
                    | E::ExpiredRevocationList
                    | E::ExpiredRevocationListContext { .. }
            )
    )
}

/// The fingerprint of an authority's key. The store keeps it without its outermost DER header.
fn key_pin(root: &TrustAnchor<'_>) -> Pin {
    Pin::of(&revoked::sequence(&root.subject_public_key_info))
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let shown = Shown { own: end_entity, others: intermediates, now };
        match self.check(&shown, server_name) {
            Ok(()) => Ok(ServerCertVerified::assertion()),
            Err(refused) => Err(self.refusal(&shown, refused)),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verify_signature(Version::Tls12, message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verify_signature(Version::Tls13, message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms().supported_schemes()
    }
}
