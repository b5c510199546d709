//! The file that is fetched in parts, as it was when the first part was asked for.

use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::transfer::get::asks;
use crate::transfer::local::Target;
use crate::transfer::rules::Rules;

/// The name of the temporary file in errors.
pub(super) const TEMPORARY: &str = "the temporary file";

/// The file that is fetched.
pub(super) struct Source<'a> {
    pub(super) remote: RemotePath,
    pub(super) facts: Facts,
    pub(super) size: u64,
    pub(super) rules: &'a Rules,
    pub(super) target: &'a Target,
}

impl Source<'_> {
    /// Asks for size and time as they are now.
    pub(super) fn ask(&self, client: &mut Client) -> Result<Facts> {
        client.session_asking(&asks(&self.remote))?;
        client.with(|session: &mut Session| session.facts(&self.remote))
    }
}
