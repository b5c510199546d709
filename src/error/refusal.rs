//! The server's refusal of a command, and the client's refusal of a server's certificate.

use std::fmt;

/// A server's refusal: its code and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The three digits.
    pub code: u16,
    /// The text behind them, lines joined by blanks, safe to show ([`super::printable`]).
    pub text: String,
}

/// A server's certificate that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCertificate {
    /// The whole message: why, the certificate, what to do.
    pub text: String,
    /// Why, in a few words.
    pub reason: String,
    /// The certificate, in lines; beside the recorded one, if it changed.
    pub shown: String,
    /// The certificates that the server showed, in DER, its own first.
    pub chain: Vec<Vec<u8>>,
    /// Whether it can be trusted all the same.
    pub standing: Standing,
    /// Its faults beside that nobody trusted vouches for it: a wrong name, dates, purpose, signature.
    pub faults: Vec<String>,
}

/// Whether a refused certificate can be trusted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known of it: the user may say so.
    Unknown,
    /// Another one is on record for the server.
    Changed,
    /// The user wants another one (`--pin`).
    NotPinned,
    /// No: it was revoked, or its key proves nothing.
    Never,
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "server said {:03}", self.code)?;
        if self.text.is_empty() { Ok(()) } else { write!(f, " {}", self.text) }
    }
}

impl Response {
    /// Whether the same request may succeed later: 4yz, and a 530 that speaks of too many
    /// connections or users (measured on vsftpd, `ProFTPD`, pure-ftpd).
    pub fn is_transient(&self) -> bool {
        (400..500).contains(&self.code) && self.code != 430 || self.means_too_many()
    }

    /// Whether a limit on connections is the reason (421 or 530 with words to that effect).
    pub fn means_too_many(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        matches!(self.code, 421 | 530)
            && (text.contains("too many") || text.contains("maximum") || text.contains("limit"))
    }
}
