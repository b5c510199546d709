//! The way to ask whether a server's refused certificate is to be trusted all the same. Who is asked, and
//! where the answer is recorded, is left to the layers above.

use crate::error::{RefusedCertificate, Result};

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is trusted from here on.
    Trusted,
    /// The refusal stands.
    Refused,
}

/// Decides about refused certificates. Connections of several threads may ask at the same time.
pub trait Consent: Send + Sync {
    /// Whether this certificate is trusted; an error is the one that the login ends with.
    fn decide(&self, refused: &RefusedCertificate) -> Result<Decision>;
}

/// Trusts nothing beyond the rules.
pub struct NoConsent;

impl Consent for NoConsent {
    fn decide(&self, _: &RefusedCertificate) -> Result<Decision> {
        Ok(Decision::Refused)
    }
}
