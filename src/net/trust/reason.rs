//! Why a certificate is refused, in words: one text for each error of rustls and webpki.

use rustls::pki_types::ServerName;
use rustls::{CertRevocationListError, CertificateError, Error};

use super::certificate::{Certificate, Key, LEAST_RSA, date};

/// Why a handshake ended at the certificate; `chain` holds the server's certificates, its own first.
pub(super) fn reason(error: &Error, chain: &[Certificate], name: &ServerName<'_>) -> String {
    match error {
        Error::InvalidCertificate(why) => of_certificate(why, chain, name),
        Error::InvalidCertRevocationList(why) => of_revocation_list(why),
        // The verifier gives no others.
        _ => "it cannot be checked".into(),
    }
}

fn of_certificate(why: &CertificateError, chain: &[Certificate], name: &ServerName<'_>) -> String {
    use CertificateError as E;
    match why {
        E::BadEncoding => "it is malformed".into(),
        E::Expired | E::ExpiredContext { .. } => expired(chain, seconds(why)),
        E::NotValidYet | E::NotValidYetContext { .. } => not_yet(chain, seconds(why)),
        E::Revoked => "it was revoked by its issuer".into(),
        E::UnhandledCriticalExtension => {
            "it has a critical extension that ftps does not know (RFC 5280 section 4.2)".into()
        }
        E::UnknownIssuer => unknown_issuer(chain),
        E::UnknownRevocationStatus => {
            "no revocation list given by --crl-file is from its issuer".into()
        }
        E::ExpiredRevocationList => "the revocation list of its issuer is out of date".into(),
        E::ExpiredRevocationListContext { next_update, .. } => format!(
            "the revocation list of its issuer is out of date since {}",
            date(i64::try_from(next_update.as_secs()).unwrap_or(i64::MAX))
        ),
        E::BadSignature => bad_signature(chain),
        // The key of an authority of the issuer's name is of another kind: another authority issued it.
        E::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } if !is_weak(chain) => {
            bad_signature(chain)
        }
        E::NotValidForName | E::NotValidForNameContext { .. } => wrong_name(chain, name),
        E::InvalidPurpose | E::InvalidPurposeContext { .. } => wrong_purpose(chain),
        E::InvalidOcspResponse => "the OCSP response shown with it is invalid".into(),
        E::ApplicationVerificationFailure => "it is not the pinned one".into(),
        E::Other(other) => {
            let known = other.0.downcast_ref::<webpki::Error>();
            known.map_or_else(unchecked, |error| of_webpki(error, chain))
        }
        // Signature errors; listing them would name deprecated variants.
        _ => signature(chain),
    }
}

/// The time in an error, if it holds one.
fn seconds(why: &CertificateError) -> Option<i64> {
    let time = match why {
        CertificateError::ExpiredContext { not_after, .. } => not_after,
        CertificateError::NotValidYetContext { not_before, .. } => not_before,
        _ => return None,
    };
    i64::try_from(time.as_secs()).ok()
}

/// It may be one of the others in the chain that has expired.
pub(super) fn expired(chain: &[Certificate], end: Option<i64>) -> String {
    match chain.iter().position(|one| Some(one.not_after) == end) {
        Some(place) if place > 0 => {
            format!("the certificate of its issuer has expired: {}", at(end))
        }
        _ => format!("it has expired: {}", at(end)),
    }
}

pub(super) fn not_yet(chain: &[Certificate], begin: Option<i64>) -> String {
    match chain.iter().position(|one| Some(one.not_before) == begin) {
        Some(place) if place > 0 => {
            format!("the certificate of its issuer is not valid yet: {}", at(begin))
        }
        _ => format!("it is not valid yet: {}", at(begin)),
    }
}

fn at(seconds: Option<i64>) -> String {
    seconds.map_or_else(|| "see its dates".into(), date)
}

/// Signatures by short keys are not checked at all. A self-signed certificate is checked against authorities of the same
/// name too (`CN=localhost` is not rare), which did not sign it.
fn bad_signature(chain: &[Certificate]) -> String {
    if chain.first().is_some_and(Certificate::is_self_issued) {
        return unknown_issuer(chain);
    }
    let is_short = |one: &Certificate| matches!(one.key, Key::Rsa(bits) if bits < LEAST_RSA);
    match chain.iter().skip(1).find(|one| is_short(one)) {
        Some(issuer) => format!("the key of its issuer is too short: {}", issuer.key),
        None => "its signature is wrong: it was altered, or its issuer did not sign it".into(),
    }
}

pub(super) fn unknown_issuer(chain: &[Certificate]) -> String {
    let Some(own) = chain.first() else { return unchecked() };
    if own.is_self_issued() {
        return "it is self-signed: its issuer is not trusted here".into();
    }
    let is_shown = chain.iter().any(|other| other.subject == own.issuer);
    let missing =
        if is_shown { "" } else { ", and the server does not show the issuer's certificate" };
    format!("its issuer is not trusted here{missing}")
}

pub(super) fn wrong_name(chain: &[Certificate], name: &ServerName<'_>) -> String {
    let name = name.to_str();
    match chain.first() {
        Some(own) if own.names.is_empty() => {
            format!("it is not for {name}: it names no host (subjectAltName)")
        }
        Some(own) => format!("it is not for {name}, but for {}", own.names.join(", ")),
        None => format!("it is not for {name}"),
    }
}

pub(super) fn wrong_purpose(chain: &[Certificate]) -> String {
    match chain.first() {
        Some(own) if !own.purposes.is_empty() => {
            format!(
                "it is not for servers, but for {} (extended key usage)",
                own.purposes.join(", ")
            )
        }
        _ => "it is not for servers (extended key usage)".into(),
    }
}

pub(super) fn is_weak(chain: &[Certificate]) -> bool {
    weakly_signed(chain).is_some()
}

/// The first certificate with a signature that can be forged. That of an authority by itself proves nothing anyhow.
fn weakly_signed(chain: &[Certificate]) -> Option<usize> {
    let mut places = chain.iter().enumerate();
    places
        .find(|(place, one)| one.has_weak_signature() && (*place == 0 || !one.is_self_issued()))
        .map(|(place, _)| place)
}

/// Which signature of the chain cannot be taken.
pub(super) fn signature(chain: &[Certificate]) -> String {
    match weakly_signed(chain) {
        Some(place) => {
            let whose = if place == 0 { "it" } else { "the certificate of its issuer" };
            let algorithm = chain.get(place).map_or("", |one| one.signature.as_str());
            format!("{whose} is signed by {algorithm}, which can be forged")
        }
        None => {
            let algorithm = chain.first().map_or("an unknown algorithm", |own| &own.signature);
            format!("a signature in its chain cannot be checked by ftps ({algorithm})")
        }
    }
}

fn of_webpki(error: &webpki::Error, chain: &[Certificate]) -> String {
    use webpki::Error as E;
    match error {
        E::UnsupportedCertVersion => {
            let version = chain.first().map_or(1, |own| own.version);
            format!(
                "it is an X.509 version {version} certificate, which cannot say for which host it is"
            )
        }
        E::CaUsedAsEndEntity => "it is an authority's own certificate, not a server's".into(),
        E::EndEntityUsedAsCa => "its issuer's certificate is not an authority's".into(),
        E::NameConstraintViolation => "its issuer may not issue for its names".into(),
        E::PathLenConstraintViolated => "its issuer may not stand so deep in a chain".into(),
        E::CertDistrusted => "its issuer is distrusted".into(),
        E::SignatureAlgorithmMismatch => "it names two different signature algorithms".into(),
        E::EmptyEkuExtension => "it is for no purpose at all (extended key usage)".into(),
        E::UnsupportedNameType | E::MalformedDnsIdentifier => "a name in it is malformed".into(),
        E::InvalidSerialNumber => "its serial number breaks RFC 5280 section 4.1.2.2".into(),
        E::MalformedNameConstraint | E::InvalidNetworkMaskConstraint => {
            "name constraints in its chain are malformed".into()
        }
        E::MaximumNameConstraintComparisonsExceeded
        | E::MaximumPathBuildCallsExceeded
        | E::MaximumPathDepthExceeded
        | E::MaximumSignatureChecksExceeded => "its chain is too long to be checked".into(),
        E::ExtensionValueInvalid | E::MalformedExtensions => "its extensions are malformed".into(),
        _ => unchecked(),
    }
}

fn of_revocation_list(why: &CertRevocationListError) -> String {
    use CertRevocationListError as E;
    let why = match why {
        E::BadSignature => "its signature is wrong",
        E::IssuerInvalidForCrl => "its issuer may not sign such lists",
        E::ParseError | E::InvalidCrlNumber | E::InvalidRevokedCertSerialNumber => {
            "it is malformed"
        }
        E::UnsupportedCriticalExtension => "it has a critical extension that ftps does not know",
        E::UnsupportedDeltaCrl => "it lists changes only (delta)",
        E::UnsupportedIndirectCrl => "it covers several issuers (indirect)",
        E::UnsupportedCrlVersion => "it is of an unknown version",
        _ => "ftps cannot check it",
    };
    format!("the revocation list of its issuer cannot be used: {why}")
}

fn unchecked() -> String {
    "it does not follow the rules for certificates (RFC 5280)".into()
}
