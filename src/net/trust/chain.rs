//! The certificates that a server shows, and whether an authority among them issued its own.

use std::time::Duration;

use rustls::crypto::{WebPkiSupportedAlgorithms, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use webpki::{
    EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, KeyUsage, anchor_from_trusted_cert,
};

use super::certificate::Certificate;
use super::pin::Pin;
use super::roots::{Anchors, Roots};
use crate::error::Result;

/// The certificates that a server shows in a handshake, its own first.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) own: &'a CertificateDer<'a>,
    pub(super) others: &'a [CertificateDer<'a>],
    pub(super) now: UnixTime,
}

/// Takes certificates for any purpose: that is judged by itself.
struct AnyPurpose;

impl ExtendedKeyUsageValidator for AnyPurpose {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}

impl Shown<'_> {
    /// All of them that can be read, the server's own first.
    pub(super) fn read(&self) -> Vec<Certificate> {
        self.ders().iter().filter_map(|der| Certificate::read(der)).collect()
    }

    /// The time of the handshake, in seconds since 1970.
    pub(super) fn seconds(&self) -> i64 {
        i64::try_from(self.now.as_secs()).unwrap_or(i64::MAX)
    }

    /// All of them in DER, the server's own first.
    pub(super) fn ders(&self) -> Vec<Vec<u8>> {
        std::iter::once(self.own).chain(self.others).map(|der| der.to_vec()).collect()
    }

    /// The fingerprint of the key of an authority shown here that `wanted` takes, if it issued the
    /// server's certificate and all dates fit.
    pub(super) fn issued_by(
        &self,
        algorithms: WebPkiSupportedAlgorithms,
        wanted: impl Fn(&Certificate) -> bool,
    ) -> Option<Pin> {
        self.others.iter().find_map(|other| {
            let read = Certificate::read(other).filter(|read| wanted(read))?;
            let anchor = anchor_from_trusted_cert(other).ok()?;
            self.leads_to(&[anchor], algorithms).then_some(read.key_pin)
        })
    }

    /// Whether a valid chain of the shown certificates ends at one of these authorities.
    pub(super) fn leads_to(
        &self,
        anchors: &[TrustAnchor<'_>],
        algorithms: WebPkiSupportedAlgorithms,
    ) -> bool {
        self.verify(anchors, algorithms, self.now, KeyUsage::server_auth()).is_ok()
    }

    /// Whether one of these authorities vouches for the server's certificate, whatever its dates and purpose are.
    pub(super) fn vouched(
        &self,
        anchors: &[TrustAnchor<'_>],
        algorithms: WebPkiSupportedAlgorithms,
    ) -> Result<(), webpki::Error> {
        let own = Certificate::read(self.own).ok_or(webpki::Error::BadDer)?;
        let then = self.seconds().max(own.not_before).min(own.not_after);
        self.verify(anchors, algorithms, time(then), AnyPurpose)
    }

    fn verify(
        &self,
        anchors: &[TrustAnchor<'_>],
        algorithms: WebPkiSupportedAlgorithms,
        at: UnixTime,
        usage: impl ExtendedKeyUsageValidator,
    ) -> Result<(), webpki::Error> {
        let own = EndEntityCert::try_from(self.own)?;
        let others = self.others;
        own.verify_for_usage(algorithms.all, anchors, others, at, usage, None, None).map(|_| ())
    }

    /// The authorities shown here that `wanted` takes.
    pub(super) fn authorities(
        &self,
        wanted: impl Fn(&Certificate) -> bool,
    ) -> Vec<TrustAnchor<'_>> {
        let wanted =
            |der: &&CertificateDer<'_>| Certificate::read(der).is_some_and(|one| wanted(&one));
        let others = self.others.iter().filter(wanted);
        others.filter_map(|der| anchor_from_trusted_cert(der).ok()).collect()
    }

    /// Whether the server's certificate names hosts as certificates do today, and not this one.
    pub(super) fn is_for_another(&self, name: &ServerName<'_>) -> bool {
        EndEntityCert::try_from(self.own)
            .is_ok_and(|own| own.verify_is_valid_for_subject_name(name).is_err())
    }

    /// Whether the server's certificate is for this name (RFC 6125, RFC 9525).
    pub(super) fn is_for(&self, name: &ServerName<'_>) -> bool {
        EndEntityCert::try_from(self.own)
            .is_ok_and(|own| own.verify_is_valid_for_subject_name(name).is_ok())
    }
}

/// A time of so many seconds since 1970.
fn time(seconds: i64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// Parts of the check of a chain, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The server's certificate is for the host.
    pub is_for_host: bool,
    /// One of the authorities issued it, directly or by authorities that are shown; whatever the date is.
    pub is_vouched_for: bool,
}

/// Judges a chain (DER, the server's own certificate first) by these authorities, at `now` in seconds since 1970.
///
/// # Errors
/// Files with authorities cannot be read.
pub fn judge(roots: &Roots, chain: &[Vec<u8>], host: &str, now: i64) -> Result<Judged> {
    let nothing = Judged { is_for_host: false, is_vouched_for: false };
    let Some((own, others)) = chain.split_first() else { return Ok(nothing) };
    let Some(read) = Certificate::read(own) else { return Ok(nothing) };
    let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms;
    let anchors = Anchors::load(roots)?.store.roots;
    let own = CertificateDer::from(own.as_slice());
    let others: Vec<_> = others.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    // Whether it is in date is another question.
    let then = now.max(read.not_before).min(read.not_after);
    let shown = Shown { own: &own, others: &others, now: time(then) };
    let name = ServerName::try_from(host.split('%').next().unwrap_or(host));
    Ok(Judged {
        is_for_host: name.is_ok_and(|name| shown.is_for(&name)),
        is_vouched_for: shown.leads_to(&anchors, algorithms),
    })
}
