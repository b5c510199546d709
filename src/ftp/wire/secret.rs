//! Passwords and accounts: sent, never shown, not even where a server repeats them, and wiped from memory after use.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::printable;

/// Shorter secrets are not looked for in texts: they would be found everywhere.
const SHORTEST_MASKED: usize = 4;

/// What stands for a secret.
const MASK: &str = "****";

/// A password or account.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Wraps a secret.
    pub fn new(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        Self(bytes.into())
    }

    pub(in crate::ftp) fn reveal(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({MASK})")
    }
}

/// The secrets of a login, as they would look in a text.
#[derive(Clone, Default)]
pub struct Secrets {
    shown: Vec<Zeroizing<String>>,
}

impl Secrets {
    /// Those that are given.
    pub fn new<'a>(given: impl IntoIterator<Item = Option<&'a Secret>>) -> Self {
        let long = given.into_iter().flatten().filter(|secret| secret.0.len() >= SHORTEST_MASKED);
        Self { shown: long.map(|secret| Zeroizing::new(printable(&secret.0))).collect() }
    }

    /// The text with each secret masked.
    pub fn mask(&self, text: &str) -> String {
        self.shown.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), MASK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_a_server_repeats_is_masked() {
        let secret = Secret::new(b"hunter2".to_vec());
        let secrets = Secrets::new([Some(&secret), None]);
        assert_eq!(secrets.mask("530 'hunter2' is wrong"), "530 '****' is wrong");
        assert_eq!(format!("{secret:?}"), "Secret(****)");
    }
}
