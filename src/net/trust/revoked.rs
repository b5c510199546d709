//! Lists of revoked certificates (RFC 5280 section 5), read for themselves: a certificate that is trusted by a pin or
//! a record has no chain in which webpki would look them up.

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateRevocationListDer, SubjectPublicKeyInfoDer, TrustAnchor};
use webpki::RawPublicKeyEntity;
use x509_parser::prelude::{CertificateRevocationList, FromDer as _, X509Certificate};

use super::chain::Shown;

/// The fault of a server's certificate that a list holds, or of one that is shown above it; `None` where no list holds
/// any. A list holds a certificate if it is of its issuer's name and has its serial number. `roots` gives the
/// authorities of this run, which may have signed the list.
pub(super) fn fault<'a>(
    lists: &[CertificateRevocationListDer<'_>],
    shown: &Shown<'_>,
    algorithms: WebPkiSupportedAlgorithms,
    roots: impl FnOnce() -> Vec<TrustAnchor<'a>>,
) -> Option<String> {
    let ders = shown.ders();
    let chain: Vec<_> = ders.iter().filter_map(|der| parsed(der)).collect();
    let lists: Vec<_> = lists
        .iter()
        .filter_map(|list| CertificateRevocationList::from_der(list).ok().map(|(_, list)| list))
        .collect();
    let (place, list) = chain.iter().enumerate().find_map(|(place, one)| {
        lists.iter().find(|list| holds(list, one)).map(|list| (place, list))
    })?;
    let issuer = list.issuer().as_raw();
    let above = chain.iter().filter(|one| one.subject().as_raw() == issuer);
    let keys = above.map(|one| one.public_key().raw.to_vec());
    let roots = roots();
    let roots = roots.iter().filter(|root| sequence(&root.subject) == issuer);
    let mut keys = keys.chain(roots.map(|root| sequence(&root.subject_public_key_info)));
    let whose = if place == 0 { "it" } else { "the certificate of its issuer" };
    Some(if keys.any(|key| signed_by(list, &key, algorithms)) {
        format!("{whose} was revoked by its issuer")
    } else {
        format!(
            "{whose} stands on a list of revoked certificates under its issuer's name; whether its issuer signed \
             that list cannot be checked, since the issuer's certificate is not at hand or of another key"
        )
    })
}

fn parsed(der: &[u8]) -> Option<X509Certificate<'_>> {
    X509Certificate::from_der(der).ok().map(|(_, parsed)| parsed)
}

fn holds(list: &CertificateRevocationList<'_>, certificate: &X509Certificate<'_>) -> bool {
    let mut revoked = list.iter_revoked_certificates();
    list.issuer().as_raw() == certificate.issuer().as_raw()
        && revoked.any(|one| one.raw_serial() == certificate.raw_serial())
}

/// Whether the key (SubjectPublicKeyInfo, in DER) signed the list.
fn signed_by(
    list: &CertificateRevocationList<'_>,
    key: &[u8],
    algorithms: WebPkiSupportedAlgorithms,
) -> bool {
    let info = SubjectPublicKeyInfoDer::from(key);
    let (message, signature) = (list.tbs_cert_list.as_ref(), &list.signature_value.data);
    RawPublicKeyEntity::try_from(&info).is_ok_and(|key| {
        let mut all = algorithms.all.iter();
        all.any(|one| key.verify_signature(*one, message, signature).is_ok())
    })
}

/// A DER SEQUENCE with this content: root stores keep names and keys without their outermost header.
pub(super) fn sequence(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX).to_be_bytes();
    let header = match length {
        [0, short @ ..0x80] => vec![0x30, short],
        [0, long] => vec![0x30, 0x81, long],
        [high, low] => vec![0x30, 0x82, high, low],
    };
    [header.as_slice(), content].concat()
}
