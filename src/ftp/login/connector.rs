//! How to get in: all that a login to one server needs, shared by the sessions of a run.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::ftp::data::passive::{Passive, PasvAddress};
use crate::ftp::login::consent::Consent;
use crate::ftp::login::password::Password;
use crate::ftp::path::RemotePath;
use crate::ftp::wire::charset::Charset;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::secret::Secret;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::tls::TlsSettings;
use crate::net::{Route, Waits};

/// All that a login needs.
#[derive(Clone)]
pub struct Connector {
    /// The host as typed; certificates are checked against it.
    pub host: String,
    /// The port.
    pub port: u16,
    /// TLS from the first byte instead of AUTH TLS.
    pub implicit: bool,
    /// The virtual host to ask for (HOST, RFC 7151).
    pub virtual_host: Option<String>,
    /// The user.
    pub user: String,
    /// The password; one that must be asked for is asked for after the TLS handshake.
    pub password: Password,
    /// The account, for the few servers that ask for one.
    pub account: Option<Secret>,
    /// The TLS settings.
    pub tls: Arc<TlsSettings>,
    /// Decides about certificates that the rules refuse.
    pub consent: Arc<dyn Consent>,
    /// Limits of time.
    pub waits: Waits,
    /// How connections are made.
    pub route: Route,
    /// How data connections are asked for.
    pub passive: Passive,
    /// Which address of a PASV reply is used.
    pub pasv_address: PasvAddress,
    /// Commands that the user wants sent in every session, before any transfer (`--quote`).
    pub quotes: Vec<Command>,
    /// Commands that are sent once at the end of the run (`--quote-after`).
    pub quotes_after: Vec<Command>,
    /// The folder that is entered after every login, so that relative paths begin there.
    pub folder: Option<RemotePath>,
    /// The charset of the server's names, where that is not UTF-8 (`--remote-charset`).
    pub charset: Option<Charset>,
    /// The zone of the times in listings that do not say it (`--server-timezone`).
    pub zone: Option<TimeZone>,
    /// Takes the dialogue.
    pub trace: SharedTrace,
}

impl Connector {
    /// User, host and port as one name, for records.
    pub fn account_name(&self) -> String {
        format!("{}@{}:{}", self.user, self.host, self.port)
    }

    /// The context of an error: the step, and the server.
    pub(super) fn doing(&self, step: &str) -> String {
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        format!("{step} {host}:{}", self.port)
    }
}
