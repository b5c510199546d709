//! SHA-256 fingerprints of certificates and keys, read in every form in which people meet them.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Result, usage};

/// The text before the digits in a line of `openssl x509 -fingerprint -sha256`, in lower case.
const OPENSSL: &str = "sha256 fingerprint=";

/// The SHA-256 of a certificate or of its public key (SubjectPublicKeyInfo, as RFC 7469 pins it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pin([u8; 32]);

impl Pin {
    /// Reads `sha256//BASE64` (curl), `sha256:HEX`, hex with colons, or the whole line that
    /// `openssl x509 -fingerprint -sha256` prints.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = match text.strip_prefix("sha256//") {
            Some(base64) => STANDARD.decode(base64).ok(),
            None => hex(text),
        };
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(|| {
            usage(format!(
                "pin {text}: want sha256//BASE64, sha256:HEX or the 32 bytes in hex with colons, as \
                 openssl x509 -fingerprint -sha256 prints them"
            ))
        })
    }

    /// The pin of these bytes: a certificate or a SubjectPublicKeyInfo, in DER.
    pub fn of(der: &[u8]) -> Self {
        let mut sum = [0; 32];
        sum.copy_from_slice(digest(&SHA256, der).as_ref());
        Self(sum)
    }

    /// In hex with colons, as OpenSSL and Windows show it.
    pub fn colons(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }
}

/// The bytes of 64 hex digits, with or without colons and a known prefix.
fn hex(text: &str) -> Option<Vec<u8>> {
    let lower = text.trim().to_ascii_lowercase();
    let bare = lower.strip_prefix(OPENSSL).or_else(|| lower.strip_prefix("sha256:"));
    let bare = bare.unwrap_or(&lower);
    let digits: Vec<u8> = match bare.contains(':') {
        true if bare.split(':').all(|pair| pair.len() == 2) => bare.replace(':', "").into_bytes(),
        true => return None,
        false => bare.as_bytes().to_vec(),
    };
    // A number may have a sign, which these digits may not.
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pairs = digits.chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

impl std::fmt::Display for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sha256//{}", STANDARD.encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_reads_back_in_every_form_that_shows_it() {
        let pin = Pin::of(b"a certificate");
        let colons = pin.colons();
        let forms = [
            pin.to_string(),
            colons.clone(),
            colons.to_lowercase(),
            format!("sha256:{}", colons.replace(':', "")),
            format!("sha256 Fingerprint={colons}"),
            format!("SHA256 Fingerprint={colons}\n"),
        ];
        for form in forms {
            assert_eq!(Pin::parse(&form).ok(), Some(pin), "{form}");
        }
    }

    #[test]
    fn a_pin_of_another_length_or_form_is_a_usage_error() {
        let odd = ["sha256//AAAA", "sha1//AAAA", "", "sha256//not base64", "ab:cd", "sha256:+1"];
        for text in odd {
            assert!(Pin::parse(text).is_err(), "{text}");
        }
        let signs = "+1".repeat(32);
        assert!(Pin::parse(&signs).is_err());
    }
}
