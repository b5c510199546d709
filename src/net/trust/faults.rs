//! All faults of a certificate: webpki names the first that it meets, and the user has to judge by all of them.

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{ServerName, TrustAnchor};
use rustls::{CertificateError, Error};

use super::certificate::Certificate;
use super::chain::Shown;
use super::reason;

/// The faults of a certificate, in words.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Nobody who is trusted vouches for it.
    pub(super) issuer: Option<String>,
    /// The faults that it has whoever vouches for it, each once.
    pub(super) others: Vec<String>,
}

impl Faults {
    /// The faults of a certificate for which `error` is what webpki found first, by these authorities.
    pub(super) fn of(
        error: &Error,
        shown: &Shown<'_>,
        name: &ServerName<'_>,
        anchors: &[TrustAnchor<'_>],
        algorithms: WebPkiSupportedAlgorithms,
    ) -> Self {
        let chain = shown.read();
        let first = reason::reason(error, &chain, name);
        let mut faults = Self::default();
        if is_about_issuer(error, &chain) {
            faults.issuer = Some(first);
        } else {
            let vouched = shown.vouched(anchors, algorithms);
            if vouched == Err(webpki::Error::UnknownIssuer) {
                faults.issuer = Some(reason::unknown_issuer(&chain));
            }
            faults.others.push(first);
        }
        for own in own(shown, &chain, name) {
            faults.add(own);
        }
        faults
    }

    /// Those that the certificate has by itself, whoever vouches for it.
    pub(super) fn by_itself(shown: &Shown<'_>, name: &ServerName<'_>) -> Self {
        Self { issuer: None, others: own(shown, &shown.read(), name) }
    }

    /// Adds a fault, unless it is named already.
    pub(super) fn add(&mut self, fault: String) {
        if !self.others.contains(&fault) {
            self.others.push(fault);
        }
    }

    /// All in one text.
    pub(super) fn text(&self) -> String {
        let all: Vec<&str> = self.issuer.iter().chain(&self.others).map(String::as_str).collect();
        all.join("; ")
    }
}

/// Whether an error says that nobody trusted vouches for a certificate. A self-signed one that may sign others is what
/// `openssl req -x509` makes: by itself that is no other fault.
fn is_about_issuer(error: &Error, chain: &[Certificate]) -> bool {
    let is_self_issued = chain.first().is_some_and(Certificate::is_self_issued);
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => true,
        Error::InvalidCertificate(CertificateError::BadSignature) => is_self_issued,
        Error::InvalidCertificate(
            CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. },
        ) => is_self_issued && !reason::is_weak(chain),
        Error::InvalidCertificate(CertificateError::Other(other)) => {
            let known = other.0.downcast_ref::<webpki::Error>();
            is_self_issued && known == Some(&webpki::Error::CaUsedAsEndEntity)
        }
        _ => false,
    }
}

/// Dates, name, purpose and signature, each by itself.
fn own(shown: &Shown<'_>, chain: &[Certificate], name: &ServerName<'_>) -> Vec<String> {
    let Some(own) = chain.first() else { return Vec::new() };
    let now = shown.seconds();
    let found = [
        shown.is_for_another(name).then(|| reason::wrong_name(chain, name)),
        (now > own.not_after).then(|| reason::expired(chain, Some(own.not_after))),
        (now < own.not_before).then(|| reason::not_yet(chain, Some(own.not_before))),
        (!own.is_for_servers()).then(|| reason::wrong_purpose(chain)),
        reason::is_weak(chain).then(|| reason::signature(chain)),
    ];
    found.into_iter().flatten().collect()
}
