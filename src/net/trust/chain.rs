//! The certificates that a server shows, and whether an authority among them issued its own.

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

use super::certificate::Certificate;
use super::pin::Pin;

/// The certificates that a server shows in a handshake, its own first.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) own: &'a CertificateDer<'a>,
    pub(super) others: &'a [CertificateDer<'a>],
    pub(super) now: UnixTime,
}

impl Shown<'_> {
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
        let usage = KeyUsage::server_auth();
        EndEntityCert::try_from(self.own).is_ok_and(|own| {
            let verify = own.verify_for_usage(
                algorithms.all,
                anchors,
                self.others,
                self.now,
                usage,
                None,
                None,
            );
            verify.is_ok()
        })
    }

    /// Whether the server's certificate is for this name (RFC 6125, RFC 9525).
    pub(super) fn is_for(&self, name: &ServerName<'_>) -> bool {
        EndEntityCert::try_from(self.own)
            .is_ok_and(|own| own.verify_is_valid_for_subject_name(name).is_ok())
    }
}
