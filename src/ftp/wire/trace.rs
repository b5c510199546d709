//! What a session tells of itself while it runs: the dialogue, TLS facts, notes for the user.

use std::sync::Arc;

/// Takes what a session tells; all text is safe to show.
pub trait Trace: Send + Sync {
    /// A command was sent (passwords masked).
    fn sent(&self, line: &str);
    /// A line of a reply was received.
    fn received(&self, line: &str);
    /// A fact about a connection: an address, a TLS version.
    fn fact(&self, text: &str);
    /// Something that the user should know although the run goes on.
    fn note(&self, text: &str);
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
