//! MLST: all that the server reports of one path (RFC 3659 section 7), over the control channel.

use crate::error::{Result, protocol};
use crate::ftp::listing::{Entry, mlsd};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::reply::Reply;

impl Session {
    /// Type, size, time and other facts of a path.
    ///
    /// # Errors
    /// The server's refusal; a reply without facts is a breach of the protocol.
    pub fn status(&mut self, path: &RemotePath) -> Result<Entry> {
        let command = self.about("MLST", path)?;
        let reply = self.call(command)?;
        entry_of(&reply).ok_or_else(|| protocol("the reply to MLST holds no facts"))
    }
}

/// The facts stand behind the first line.
pub(super) fn entry_of(reply: &Reply) -> Option<Entry> {
    reply.lines().iter().skip(1).find_map(|line| match mlsd::parse(line) {
        Some(mlsd::Parsed::Entry(entry) | mlsd::Parsed::Dot(entry)) => {
            Some(Entry { raw: Some(line.trim_ascii_start().to_vec()), ..entry })
        }
        None => None,
    })
}
