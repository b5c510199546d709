//! Known servers: certificates that the user is asked about, that are recorded, that change.

mod command;
mod expiry;
mod faults;
mod identity;
mod pins;
mod policies;
mod questions;
mod refusals;
mod roots;
mod store;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Identity, Pki};

/// The pin of these bytes.
fn sha256(der: &[u8]) -> String {
    format!("sha256//{}", STANDARD.encode(digest(&SHA256, der)))
}

/// The pin of a whole certificate.
fn pin(identity: Identity) -> String {
    sha256(&Pki::shared().server(identity).chain()[0])
}

/// The key of an authority with its outermost header, which a root store leaves out.
fn whole_key(root: &rustls::pki_types::TrustAnchor<'_>) -> Vec<u8> {
    let inner = root.subject_public_key_info.as_ref();
    [&[0x30, u8::try_from(inner.len()).expect("a short key")], inner].concat()
}
