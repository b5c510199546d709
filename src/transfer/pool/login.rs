//! The state of a worker's login at one server.

use std::time::{Duration, Instant};

/// The state of a worker's login at one server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoginState {
    /// Not logged in yet.
    NotLoggedIn,
    /// Logged in, or to be the first.
    LoggedIn,
    /// Refused: may try again at that time, and if in vain, after so long again.
    Later(Instant, Duration),
    /// Never to be tried: the first login failed.
    Shut,
}

impl LoginState {
    /// Whether the server refused it.
    pub(super) fn is_refused(self) -> bool {
        matches!(self, Self::Later(..) | Self::Shut)
    }
}
