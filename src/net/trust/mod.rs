//! Whom we trust: authorities, pins, certificates that the user has on record, and the message when a
//! certificate is refused (RFC 4217 section 10).
//!
//! The checks of chains are webpki's. Where records are kept and who is asked is left to the layers
//! above.

mod certificate;
mod chain;
mod faults;
mod known;
mod pin;
mod reason;
mod refusal;
mod revoked;
mod roots;
mod signature;
mod verifier;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rustls::client::WebPkiServerVerifier;
use rustls::crypto::CryptoProvider;

pub(super) use certificate::LEAST_RSA;
pub use certificate::{Certificate, Key, date, read_date, remaining};
pub use chain::{Judged, judge};
pub use known::{Follow, Kinship, Known};
pub use pin::Pin;
pub(super) use refusal::Refusal;
pub use roots::Roots;
pub(super) use roots::is_der;
pub(super) use verifier::{Base, Verifier};

use crate::error::{Result, tls};
use roots::Anchors;
use verifier::Rule;

/// How the server's certificate is checked.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Chain, name and dates, against these roots; the records of the server count beside them.
    Roots {
        /// The authorities.
        roots: Roots,
        /// Files with lists of revoked certificates.
        revoked: Vec<PathBuf>,
    },
    /// One of these pins, and nothing else.
    Pins {
        /// The pins. One may be that of an authority; then the server's certificate must be for its name, and in date.
        pins: Vec<Pin>,
        /// Among them a pinned authority may be.
        roots: Roots,
        /// Files with lists of revoked certificates.
        revoked: Vec<PathBuf>,
    },
    /// Not at all (`--insecure`).
    Nothing,
}

impl Trust {
    /// These roots, and no list of revoked certificates.
    pub fn by(roots: Roots) -> Self {
        Self::Roots { roots, revoked: Vec::new() }
    }

    /// What all servers are checked by; files are read here.
    pub(super) fn load(&self, provider: &Arc<CryptoProvider>, least_rsa: usize) -> Result<Base> {
        let lists = match self {
            Trust::Nothing => Vec::new(),
            Trust::Pins { revoked, .. } | Trust::Roots { revoked, .. } => {
                roots::revocation_lists(revoked)?
            }
        };
        let (rule, named, notes) = match self {
            Trust::Nothing => (Rule::Anything, Vec::new(), Vec::new()),
            Trust::Pins { pins, roots, .. } => {
                (Rule::Pins(pins.clone(), roots.clone()), Vec::new(), Vec::new())
            }
            Trust::Roots { roots, .. } => {
                let Anchors { store, named, notes } = Anchors::load(roots)?;
                let roots = Arc::new(store);
                let webpki = (!roots.is_empty()).then(|| {
                    WebPkiServerVerifier::builder_with_provider(
                        Arc::clone(&roots),
                        Arc::clone(provider),
                    )
                    .with_crls(lists.clone())
                    .enforce_revocation_expiration()
                    .build()
                });
                let webpki = webpki.transpose();
                let webpki =
                    webpki.map_err(|e| tls(format!("loading certificate authorities: {e}")))?;
                (Rule::Chain { webpki, roots }, named, notes)
            }
        };
        let (provider, notes) = (Arc::clone(provider), Mutex::new(notes));
        Ok(Base { rule, named, lists, provider, least_rsa, notes })
    }
}
