//! The TLS session store of one control connection: it counts its tickets.
//!
//! Servers take a data connection only with a session of *its own* control connection, so a store
//! is never shared between two of them. TLS 1.3 tickets are used once (RFC 8446 appendix C.4); a
//! TLS 1.2 session may be resumed any number of times. What to do when the tickets run out is
//! left to `ftp::client`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rustls::NamedGroup;
use rustls::client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;

/// More tickets than any server sends on one connection; older ones are dropped.
const MOST_TICKETS: usize = 32;

/// The sessions that one control connection's data connections can resume.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    tls13: Vec<Tls13ClientSessionValue>,
    tls12: Option<Tls12ClientSessionValue>,
    group: Option<NamedGroup>,
}

impl Tickets {
    /// An empty store that offers `group` in its first hello, if one is known to please the host.
    pub(super) fn new(group: Option<NamedGroup>) -> Self {
        Self { held: Mutex::new(Held { group, ..Held::default() }) }
    }

    /// How many data connections can still be resumed; `None` means without limit (TLS 1.2).
    pub(super) fn left(&self) -> Option<usize> {
        let held = self.held();
        if held.tls12.is_some() { None } else { Some(held.tls13.len()) }
    }

    /// The key exchange group that the server chose last.
    pub(super) fn group(&self) -> Option<NamedGroup> {
        self.held().group
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientSessionStore for Tickets {
    fn set_kx_hint(&self, _: ServerName<'static>, group: NamedGroup) {
        self.held().group = Some(group);
    }

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        self.held().group
    }

    fn set_tls12_session(&self, _: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.held().tls12 = Some(value);
    }

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.held().tls12.clone()
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {
        self.held().tls12 = None;
    }

    fn insert_tls13_ticket(&self, _: ServerName<'static>, value: Tls13ClientSessionValue) {
        let mut held = self.held();
        if held.tls13.len() == MOST_TICKETS {
            held.tls13.remove(0);
        }
        held.tls13.push(value);
    }

    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.held().tls13.pop()
    }
}
