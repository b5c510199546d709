//! The reports of a session while it runs: the dialogue, TLS facts, notes for the user.

use std::sync::Arc;
use std::time::Duration;

use crate::net::tls::{Policy, TlsFacts};
use crate::net::trust::Certificate;

/// Takes the reports of a session; all text is safe to show.
pub trait Trace: Send + Sync {
    /// A command was sent (passwords masked).
    fn sent(&self, line: &str);
    /// A line of a reply was received.
    fn received(&self, line: &str);
    /// A fact about a connection: an address, a TLS version.
    fn fact(&self, text: &str);
    /// A control connection is protected now.
    fn protected(&self, _: &Protection) {}
    /// Something that the user should know although the run goes on.
    fn note(&self, text: &str);
}

/// What protects a control connection.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The server's name.
    pub host: String,
    /// What the handshake came to.
    pub facts: TlsFacts,
    /// What was offered.
    pub policy: Policy,
    /// How long before their end certificates are warned about, if at all.
    pub warn_expiry: Option<Duration>,
    /// The server's certificate.
    pub server: Option<Certificate>,
    /// The client's, if there is one.
    pub client: Option<Certificate>,
}

/// A shared trace.
pub type SharedTrace = Arc<dyn Trace>;

/// Hears nothing.
#[cfg(test)]
pub(in crate::ftp) struct Deaf;

#[cfg(test)]
impl Trace for Deaf {
    fn sent(&self, _: &str) {}
    fn received(&self, _: &str) {}
    fn fact(&self, _: &str) {}
    fn note(&self, _: &str) {}
}
