//! The contents of a certificate, read for people: names, dates, key, signature.

use std::fmt;
use std::fmt::Write as _;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use x509_parser::oid_registry::Oid;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate, X509Version};
use x509_parser::public_key::PublicKey;

use super::pin::Pin;
use crate::error::printable;

/// The shortest RSA key whose signatures are checked, in bits (NIST SP 800-131A); also by aws-lc.
pub(in crate::net) const LEAST_RSA: usize = 2048;

const DAY: i64 = 24 * 60 * 60;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// Bits of the field of each curve (RFC 5480); the size of a point is only near it.
const CURVES: [(&str, u32); 4] = [
    ("1.2.840.10045.3.1.1", 192),
    ("1.2.840.10045.3.1.7", 256),
    ("1.3.132.0.34", 384),
    ("1.3.132.0.35", 521),
];

/// The algorithms with which certificates are signed (RFC 8017, 5758, 8410).
const SIGNATURES: [(&str, &str); 16] = [
    ("1.2.840.113549.1.1.2", "MD2 with RSA"),
    ("1.2.840.113549.1.1.4", "MD5 with RSA"),
    ("1.2.840.113549.1.1.5", "SHA-1 with RSA"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", "SHA-256 with RSA"),
    ("1.2.840.113549.1.1.12", "SHA-384 with RSA"),
    ("1.2.840.113549.1.1.13", "SHA-512 with RSA"),
    ("1.2.840.10040.4.3", "SHA-1 with DSA"),
    ("1.2.840.10045.4.1", "SHA-1 with ECDSA"),
    ("1.2.840.10045.4.3.1", "SHA-224 with ECDSA"),
    ("1.2.840.10045.4.3.2", "SHA-256 with ECDSA"),
    ("1.2.840.10045.4.3.3", "SHA-384 with ECDSA"),
    ("1.2.840.10045.4.3.4", "SHA-512 with ECDSA"),
    ("2.16.840.1.101.3.4.3.2", "SHA-256 with DSA"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
];

/// A certificate as people read it. All text is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The subject's distinguished name.
    pub subject: String,
    /// The issuer's.
    pub issuer: String,
    /// Host names and addresses that it is for.
    pub names: Vec<String>,
    /// When it begins, in seconds since 1970.
    pub not_before: i64,
    /// When it ends, in seconds since 1970.
    pub not_after: i64,
    /// Its public key.
    pub key: Key,
    /// The algorithm that it is signed with.
    pub signature: String,
    /// The version of X.509: 1, 2 or 3.
    pub version: u32,
    /// Purposes that it is limited to (extended key usage); none means no limit.
    pub purposes: Vec<String>,
    /// The fingerprint of the whole certificate.
    pub pin: Pin,
    /// The fingerprint of its public key.
    pub key_pin: Pin,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// RSA with a modulus of so many bits.
    Rsa(usize),
    /// A key on a curve with a field of so many bits.
    Ec(u32),
    /// Ed25519.
    Ed25519,
    /// An algorithm that TLS does not use, or one that is not known here.
    Other(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Rsa(bits) => write!(f, "RSA, {bits} bits"),
            Key::Ec(bits) => write!(f, "EC, {bits} bits"),
            Key::Ed25519 => f.write_str("Ed25519"),
            Key::Other(name) => f.write_str(name),
        }
    }
}

impl Certificate {
    /// Reads a certificate (DER); `None` where it is not one.
    pub fn read(der: &[u8]) -> Option<Self> {
        let (_, parsed) = X509Certificate::from_der(der).ok()?;
        let dates = parsed.validity();
        Some(Self {
            subject: printable(parsed.subject().to_string().as_bytes()),
            issuer: printable(parsed.issuer().to_string().as_bytes()),
            names: names(&parsed),
            not_before: dates.not_before.timestamp(),
            not_after: dates.not_after.timestamp(),
            key: key(&parsed),
            signature: signature(&parsed.signature_algorithm.algorithm),
            version: match parsed.version() {
                X509Version(number) => number.saturating_add(1),
            },
            purposes: purposes(&parsed),
            pin: Pin::of(der),
            key_pin: Pin::of(parsed.public_key().raw),
        })
    }

    /// Whether subject and issuer are the same.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whole days until it ends at `now` (seconds since 1970); less than 0 where it has ended.
    pub fn days_left(&self, now: i64) -> i64 {
        days_until(self.not_after, now)
    }

    /// Whether `now` (seconds since 1970) lies between its dates.
    pub fn is_current(&self, now: i64) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    /// Whether it may be used by a TLS server.
    pub fn is_for_servers(&self) -> bool {
        self.serves("servers")
    }

    /// Whether it may be used by a TLS client.
    pub fn is_for_clients(&self) -> bool {
        self.serves("clients")
    }

    fn serves(&self, purpose: &str) -> bool {
        self.purposes.is_empty() || self.purposes.iter().any(|own| own == purpose || own == "any")
    }

    /// Whether it is signed with a digest for which forgeries are known.
    pub fn has_weak_signature(&self) -> bool {
        ["MD2 ", "MD5 ", "SHA-1 "].iter().any(|weak| self.signature.starts_with(weak))
    }

    /// Subject, names, issuer, dates, key and fingerprints, a line each, indented.
    pub fn description(&self, now: i64) -> String {
        let mut text = String::new();
        let names = if self.names.is_empty() { "none".into() } else { self.names.join(", ") };
        let _ = write!(text, "  subject: {}\n  names:   {names}", self.subject);
        let _ = write!(text, "\n  issuer:  {}\n  valid:   {}", self.issuer, self.validity(now));
        let _ = write!(text, "\n  key:     {}; signed with {}", self.key, self.signature);
        let _ = write!(text, "\n  sha-256: {}\n           {}", self.pin, self.pin.colons());
        text
    }

    /// `2026-01-01T00:00:00Z to 2026-04-01T00:00:00Z (12 days left)`.
    pub fn validity(&self, now: i64) -> String {
        let (from, to) = (date(self.not_before), date(self.not_after));
        format!("{from} to {to} ({})", remaining(self.days_left(now)))
    }
}

/// Whole days from `now` to `end`; less than 0 where that has passed.
pub(super) fn days_until(end: i64, now: i64) -> i64 {
    end.saturating_sub(now).div_euclid(DAY)
}

/// `12 days left`, `1 day left`, `ended 3 days ago`.
pub fn remaining(days: i64) -> String {
    let counted = |days: i64| if days == 1 { "1 day".into() } else { format!("{days} days") };
    match days {
        0.. => format!("{} left", counted(days)),
        // The first day behind the end is not over yet.
        -1 => "ended less than a day ago".into(),
        _ => format!("ended {} ago", counted(-days - 1)),
    }
}

/// A time in RFC 3339. The end that means "none" (9999-12-31T23:59:59Z, RFC 5280 section 4.1.2.5) is one, although it is
/// beyond the time stamps of jiff.
pub fn date(seconds: i64) -> String {
    let time = EPOCH.checked_add(SignedDuration::from_secs(seconds));
    time.map_or_else(|_| format!("{seconds} s after 1970"), |time| format!("{time}Z"))
}

/// Reads a time in RFC 3339 as [`date`] writes it, or with another offset; returns seconds since 1970.
pub fn read_date(text: &str) -> Option<i64> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.as_second());
    }
    let time: DateTime = text.strip_suffix('Z')?.parse().ok()?;
    Some(EPOCH.duration_until(time).as_secs())
}

fn names(parsed: &X509Certificate<'_>) -> Vec<String> {
    let extension = parsed.subject_alternative_name().ok().flatten();
    let all = extension.map(|extension| &extension.value.general_names);
    all.map(|names| names.iter().filter_map(alternative).collect()).unwrap_or_default()
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

fn key(parsed: &X509Certificate<'_>) -> Key {
    let info = parsed.public_key();
    let algorithm = info.algorithm.algorithm.to_id_string();
    match info.parsed() {
        Ok(PublicKey::RSA(key)) => Key::Rsa(key.key_size()),
        Ok(PublicKey::EC(_)) => {
            let curve = info.algorithm.parameters.as_ref().and_then(|any| any.as_oid().ok());
            let curve = curve.map(|oid| oid.to_id_string()).unwrap_or_default();
            let known = CURVES.iter().find(|(oid, _)| *oid == curve);
            known.map_or(Key::Other(format!("EC on a curve {curve}")), |(_, bits)| Key::Ec(*bits))
        }
        Ok(PublicKey::DSA(_)) => Key::Other("DSA".into()),
        _ if algorithm == "1.3.101.112" => Key::Ed25519,
        _ => Key::Other(format!("algorithm {algorithm}")),
    }
}

fn signature(algorithm: &Oid<'_>) -> String {
    let oid = algorithm.to_id_string();
    let known = SIGNATURES.iter().find(|(known, _)| *known == oid);
    known.map_or_else(|| format!("algorithm {oid}"), |(_, name)| (*name).to_owned())
}

/// The purposes in words that users of TLS know.
fn purposes(parsed: &X509Certificate<'_>) -> Vec<String> {
    let Some(usage) = parsed.extended_key_usage().ok().flatten() else { return Vec::new() };
    let usage = usage.value;
    let known = [
        (usage.any, "any"),
        (usage.server_auth, "servers"),
        (usage.client_auth, "clients"),
        (usage.code_signing, "code signing"),
        (usage.email_protection, "e-mail"),
        (usage.time_stamping, "time stamps"),
        (usage.ocsp_signing, "OCSP"),
    ];
    let named = known.into_iter().filter(|(set, _)| *set).map(|(_, name)| name.to_owned());
    named.chain(usage.other.iter().map(ToString::to_string)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_down_and_then_up() {
        assert_eq!(remaining(14), "14 days left");
        assert_eq!((remaining(1), remaining(0)), ("1 day left".into(), "0 days left".into()));
        assert_eq!(remaining(-1), "ended less than a day ago");
        assert_eq!(remaining(days_until(0, DAY + 1)), "ended 1 day ago");
    }

    #[test]
    fn dates_are_written_and_read_to_the_last_second_that_a_certificate_can_have() {
        let endless = 253_402_300_799;
        assert_eq!(date(endless), "9999-12-31T23:59:59Z");
        for seconds in [0, -1, 1_700_000_000, endless] {
            assert_eq!(read_date(&date(seconds)), Some(seconds));
        }
        assert_eq!((read_date("2026-01-31"), read_date(&date(i64::MAX))), (None, None));
    }

    #[test]
    fn bytes_that_are_no_certificate_are_none() {
        assert!(Certificate::read(b"").is_none() && Certificate::read(b"junk").is_none());
    }
}
