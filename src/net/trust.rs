//! Whom we trust: roots, pins, and the message when a certificate is refused.
//!
//! The checks themselves are webpki's; this module chooses which apply and keeps what was refused,
//! so that the user is told subject, names, dates, digest and what to do. RFC 4217 section 10.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, RootCertStore, SignatureScheme};
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use crate::error::{Result, local, printable, tls, usage};

/// Which certificate authorities are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// The system's.
    Native,
    /// Mozilla's, as bundled with this program.
    Bundled,
    /// The system's and the bundled ones.
    Both,
    /// None: only a pin can be right.
    None,
    /// Those in a PEM file, instead of all others.
    File(PathBuf),
}

/// The SHA-256 of a certificate or of its public key, written `sha256//BASE64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin([u8; 32]);

impl Pin {
    /// Reads `sha256//BASE64`.
    pub fn parse(text: &str) -> Result<Self> {
        text.strip_prefix("sha256//")
            .and_then(|rest| STANDARD.decode(rest).ok())
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| {
                usage(format!("pin {text}: want sha256// and the base64 of 32 bytes behind it"))
            })
    }

    /// The pin of a whole certificate.
    pub fn of(certificate: &[u8]) -> Self {
        let mut sum = [0; 32];
        sum.copy_from_slice(digest(&SHA256, certificate).as_ref());
        Self(sum)
    }

    fn fits(self, certificate: &[u8]) -> bool {
        self == Self::of(certificate)
            || X509Certificate::from_der(certificate)
                .is_ok_and(|(_, parsed)| self == Self::of(parsed.public_key().raw))
    }
}

impl std::fmt::Display for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sha256//{}", STANDARD.encode(self.0))
    }
}

/// How the server's certificate is checked.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Chain, name and dates, against these roots.
    Roots(Roots),
    /// One of these pins, and nothing else.
    Pins(Vec<Pin>),
    /// Not at all (`--insecure`).
    Nothing,
}

impl Trust {
    /// The verifier for this choice; certificate files are read here.
    pub(super) fn verifier(&self, provider: &Arc<CryptoProvider>) -> Result<Verifier> {
        let rule = match self {
            Trust::Nothing => Rule::Anything,
            Trust::Pins(pins) => Rule::Pins(pins.clone()),
            Trust::Roots(roots) => {
                let store = load(roots)?;
                if store.is_empty() {
                    Rule::Nobody
                } else {
                    let chain = WebPkiServerVerifier::builder_with_provider(
                        Arc::new(store),
                        Arc::clone(provider),
                    );
                    Rule::Chain(chain.build().map_err(|e| tls(format!("loading roots: {e}")))?)
                }
            }
        };
        Ok(Verifier { rule, provider: Arc::clone(provider), refused: Mutex::default() })
    }
}

fn load(roots: &Roots) -> Result<RootCertStore> {
    let mut store = RootCertStore::empty();
    if let Roots::File(path) = roots {
        store.add_parsable_certificates(read_certificates(path)?);
        if store.is_empty() {
            return Err(usage(format!("{}: no usable CA certificate in it", path.display())));
        }
    }
    if matches!(roots, Roots::Native | Roots::Both) {
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if matches!(roots, Roots::Bundled | Roots::Both) {
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Ok(store)
}

/// Reads the certificates of a PEM file.
pub(super) fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let pem = std::fs::read(path).map_err(local(path))?;
    CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| usage(format!("{}: not PEM certificates: {e}", path.display())))
}

/// Checks certificates by one rule and remembers the message about the one it refused.
#[derive(Debug)]
pub(super) struct Verifier {
    rule: Rule,
    provider: Arc<CryptoProvider>,
    refused: Mutex<Option<String>>,
}

#[derive(Debug)]
enum Rule {
    Chain(Arc<WebPkiServerVerifier>),
    Pins(Vec<Pin>),
    Nobody,
    Anything,
}

impl Verifier {
    /// The message about the certificate that was refused last.
    pub(super) fn refusal(&self) -> Option<String> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verdict = match &self.rule {
            Rule::Anything => Ok(ServerCertVerified::assertion()),
            Rule::Pins(pins) if pins.iter().any(|pin| pin.fits(end_entity)) => {
                Ok(ServerCertVerified::assertion())
            }
            Rule::Nobody => Err(rustls::Error::from(CertificateError::UnknownIssuer)),
            Rule::Pins(_) => {
                Err(rustls::Error::from(CertificateError::ApplicationVerificationFailure))
            }
            Rule::Chain(chain) => {
                chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            }
        };
        if let Err(error) = &verdict {
            let text = explain(error, end_entity, server_name);
            *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
        }
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Why a certificate was refused, what it is, and what the user can do.
fn explain(error: &rustls::Error, certificate: &[u8], name: &ServerName<'_>) -> String {
    let mut text = format!("certificate refused: {}", reason(error, name));
    describe(certificate, &mut text);
    let pin = Pin::of(certificate);
    let _ = write!(
        text,
        "\n  sha-256: {pin}\nif this is the certificate that the server's owner told you of, trust it and \
         no other by\n  --pin {pin}\nif an authority of your own issued it, name that by --ca-file \
         FILE"
    );
    text
}

/// Subject, names, issuer and dates of a certificate (DER), and its digest; a line each, indented.
pub fn description(certificate: &[u8]) -> String {
    let mut text = String::new();
    describe(certificate, &mut text);
    let _ = write!(text, "\n  sha-256: {}", Pin::of(certificate));
    text.trim_start_matches('\n').to_owned()
}

fn reason(error: &rustls::Error, name: &ServerName<'_>) -> String {
    use CertificateError as E;
    let rustls::Error::InvalidCertificate(why) = error else { return error.to_string() };
    match why {
        E::Expired | E::ExpiredContext { .. } => "it has expired".into(),
        E::NotValidYet | E::NotValidYetContext { .. } => "it is not valid yet".into(),
        E::NotValidForName | E::NotValidForNameContext { .. } => {
            format!("it is not for {}", name.to_str())
        }
        E::UnknownIssuer => "its issuer is not trusted here".into(),
        E::ApplicationVerificationFailure => "it is not the pinned one".into(),
        E::Other(other) if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            "it is a self-signed authority's own".into()
        }
        other => other.to_string(),
    }
}

fn describe(certificate: &[u8], text: &mut String) {
    let Ok((_, parsed)) = X509Certificate::from_der(certificate) else { return };
    let _ = write!(text, "\n  subject: {}", printable(parsed.subject().to_string().as_bytes()));
    let names = parsed
        .subject_alternative_name()
        .ok()
        .flatten()
        .map(|extension| &extension.value.general_names)
        .map(|names| names.iter().filter_map(alternative).collect::<Vec<_>>().join(", "));
    let names = names.filter(|names| !names.is_empty());
    let _ = write!(text, "\n  names:   {}", names.as_deref().unwrap_or("none"));
    let _ = write!(text, "\n  issuer:  {}", printable(parsed.issuer().to_string().as_bytes()));
    let dates = parsed.validity();
    let _ = write!(text, "\n  valid:   {} to {}", date(&dates.not_before), date(&dates.not_after));
}

fn date(at: &x509_parser::time::ASN1Time) -> String {
    jiff::Timestamp::from_second(at.timestamp()).map_or_else(|_| at.to_string(), |t| t.to_string())
}

fn alternative(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(printable(name.as_bytes())),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| std::net::Ipv4Addr::from(b).to_string()),
            16 => {
                <[u8; 16]>::try_from(*bytes).ok().map(|b| std::net::Ipv6Addr::from(b).to_string())
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_reads_back_as_it_is_shown() {
        let pin = Pin::of(b"a certificate");
        assert_eq!(Pin::parse(&pin.to_string()).ok(), Some(pin));
    }

    #[test]
    fn a_pin_of_another_length_or_form_is_a_usage_error() {
        for text in ["sha256//AAAA", "sha1//AAAA", "", "sha256//not base64"] {
            assert!(Pin::parse(text).is_err(), "{text}");
        }
    }
}
