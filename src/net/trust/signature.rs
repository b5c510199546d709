//! The signature of a handshake: the server's proof that it holds the key of its certificate. Also
//! for certificates that webpki does not read (X.509 version 1): their key signs like any other.

use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, SubjectPublicKeyInfoDer};
use rustls::{CertificateError, DigitallySignedStruct, Error};
use webpki::{EndEntityCert, RawPublicKeyEntity};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::net::version::Version;

type Verified = Result<HandshakeSignatureValid, Error>;

/// Checks the signature under the rules of a version of TLS.
pub(super) fn verify(
    version: Version,
    message: &[u8],
    certificate: &CertificateDer<'_>,
    signed: &DigitallySignedStruct,
    algorithms: &WebPkiSupportedAlgorithms,
) -> Verified {
    match (version, EndEntityCert::try_from(certificate)) {
        (Version::Tls12, Ok(_)) => verify_tls12_signature(message, certificate, signed, algorithms),
        (Version::Tls13, Ok(_)) => verify_tls13_signature(message, certificate, signed, algorithms),
        (version, Err(_)) => by_key(version, message, certificate, signed, algorithms),
    }
}

/// The same by the key alone. TLS 1.2 leaves the curve open: any algorithm of the scheme may fit.
fn by_key(
    version: Version,
    message: &[u8],
    certificate: &CertificateDer<'_>,
    signed: &DigitallySignedStruct,
    algorithms: &WebPkiSupportedAlgorithms,
) -> Verified {
    let encoding = || Error::from(CertificateError::BadEncoding);
    let (_, parsed) = X509Certificate::from_der(certificate).map_err(|_| encoding())?;
    let info = SubjectPublicKeyInfoDer::from(parsed.public_key().raw);
    let key = RawPublicKeyEntity::try_from(&info).map_err(|_| encoding())?;
    let of_scheme = algorithms.mapping.iter().find(|(scheme, _)| *scheme == signed.scheme);
    let candidates = of_scheme.map_or(&[][..], |(_, candidates)| candidates);
    let most = if version == Version::Tls13 { 1 } else { candidates.len() };
    candidates
        .iter()
        .take(most)
        .any(|algorithm| key.verify_signature(*algorithm, message, signed.signature()).is_ok())
        .then(HandshakeSignatureValid::assertion)
        .ok_or_else(|| CertificateError::BadSignature.into())
}
