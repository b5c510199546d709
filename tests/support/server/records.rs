//! What a test server remembers of its clients, for tests to look at.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A command as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which control connection, from 1.
    pub connection: usize,
    /// Whether it came over TLS.
    pub secure: bool,
    /// The line without CRLF.
    pub line: Vec<u8>,
}

impl Command {
    /// The verb in capitals, and what stands behind it.
    pub fn parts(&self) -> (String, &[u8]) {
        let mut parts = self.line.splitn(2, |byte| *byte == b' ');
        let verb = parts.next().unwrap_or_default();
        let verb = String::from_utf8_lossy(verb).to_uppercase();
        (verb, parts.next().unwrap_or_default())
    }

    /// The verb in capitals.
    pub fn verb(&self) -> String {
        self.parts().0
    }
}

/// All that happened so far.
#[derive(Clone, Default)]
pub struct Events {
    /// Every command line, in the order of arrival.
    pub commands: Vec<Command>,
    /// Control connections that were taken.
    pub connections: usize,
    /// Logins that succeeded.
    pub logins: usize,
    /// Logins that stand now.
    pub logged_in: usize,
    /// Data connections that were taken.
    pub data_connections: usize,
    /// Those that resumed a session of their own control connection.
    pub resumed: usize,
    /// Those that resumed a session of another control connection.
    pub resumed_from_others: usize,
    /// Uploads whose data ended without `close_notify`.
    pub unclean_uploads: usize,
    /// Bytes of payload, both directions.
    pub bytes: u64,
    /// What the server's threads said when they panicked.
    pub panics: Vec<String>,
}

/// The record, shared by all threads of a server.
#[derive(Default)]
pub struct Records {
    events: Mutex<Events>,
    changed: Condvar,
}

impl Records {
    /// The events so far; writable within this module's friends through [`Records::note`] only.
    pub fn events(&self) -> MutexGuard<'_, Events> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes something down and wakes who waits for it.
    pub fn note<T>(&self, change: impl FnOnce(&mut Events) -> T) -> T {
        let result = change(&mut self.events());
        self.changed.notify_all();
        result
    }

    /// Waits until the events are as wanted; says whether they came to be within `limit`.
    pub fn wait(&self, limit: Duration, mut wanted: impl FnMut(&Events) -> bool) -> bool {
        let deadline = Instant::now() + limit;
        let mut events = self.events();
        while !wanted(&events) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let woken = self.changed.wait_timeout(events, left);
            events = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}
