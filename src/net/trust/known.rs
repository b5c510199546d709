//! A certificate that the user trusts for one server, and whether the server shows it now.

use rustls::crypto::{WebPkiSupportedAlgorithms, aws_lc_rs};
use rustls::pki_types::{CertificateDer, UnixTime};

use super::certificate::{Certificate, days_until};
use super::chain::Shown;
use super::pin::Pin;

/// Which later certificates are trusted with the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// None: the certificate itself.
    Certificate,
    /// Those with the same key, and those with the same names that the same authority issued.
    Renewals,
}

/// A certificate that is trusted for one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The certificates that may follow it.
    pub follow: Follow,
    /// Its fingerprint.
    pub certificate: Pin,
    /// The fingerprint of its key.
    pub key: Pin,
    /// The fingerprint of the key of the authority that issued it, if the server showed that.
    pub issuer_key: Option<Pin>,
    /// The subject's distinguished name.
    pub subject: String,
    /// The issuer's.
    pub issuer: String,
    /// Host names and addresses in it.
    pub names: Vec<String>,
    /// When it begins, in seconds since 1970.
    pub not_before: i64,
    /// When it ends, in seconds since 1970.
    pub not_after: i64,
    /// When it was recorded, in seconds since 1970.
    pub added: i64,
}

/// The parts that a changed certificate has in common with the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// The same key.
    Key,
    /// Another key, but issuer and names read the same.
    Names,
    /// Neither.
    Nothing,
}

impl Known {
    /// The record of the first certificate of a chain (DER) at `now`, in seconds since 1970; `None`
    /// where it cannot be read.
    pub fn of(chain: &[Vec<u8>], follow: Follow, now: i64) -> Option<Self> {
        let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms;
        let (own, others) = chain.split_first()?;
        let read = Certificate::read(own)?;
        let own = CertificateDer::from(own.as_slice());
        let others: Vec<_> =
            others.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
        let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(now.try_into().ok()?));
        let shown = Shown { own: &own, others: &others, now: time };
        Some(Self {
            follow,
            certificate: read.pin,
            key: read.key_pin,
            issuer_key: shown.issued_by(algorithms, |_| true),
            subject: read.subject,
            issuer: read.issuer,
            names: read.names,
            not_before: read.not_before,
            not_after: read.not_after,
            added: now,
        })
    }

    /// Whether the server shows the recorded certificate, or one that may follow it.
    pub(super) fn admits(&self, shown: &Shown<'_>, algorithms: WebPkiSupportedAlgorithms) -> bool {
        let Some(read) = Certificate::read(shown.own) else { return false };
        if read.pin == self.certificate {
            return true;
        }
        let renewed = || {
            // Names of issuers can be copied; only the authority's key cannot.
            let same_names = read.names == self.names && read.subject == self.subject;
            let issued = || shown.issued_by(algorithms, |ca| Some(ca.key_pin) == self.issuer_key);
            read.key_pin == self.key || same_names && issued().is_some()
        };
        self.follow == Follow::Renewals && renewed()
    }

    /// Whole days until it ends at `now` (seconds since 1970); `None` for a record without dates, which a
    /// person wrote.
    pub fn days_left(&self, now: i64) -> Option<i64> {
        (self.not_after > 0).then(|| days_until(self.not_after, now))
    }

    /// What another certificate has in common with the recorded one.
    pub fn kinship(&self, other: &Certificate) -> Kinship {
        if other.key_pin == self.key {
            Kinship::Key
        } else if other.issuer == self.issuer && other.names == self.names {
            Kinship::Names
        } else {
            Kinship::Nothing
        }
    }
}
