//! From a host name to a session that is logged in and set up, in as few steps as the server is known to bear.

use super::connector::Connector;
use super::host_profile::{Entering, HostProfile};
use super::secure::secured;
use super::setup::{enter, may_be_too_fast, may_enter_at_once};
use crate::error::Result;
use crate::ftp::ops::query::Query;
use crate::ftp::session::Session;
use crate::net::tls::Version;

/// Connects, secures, logs in and sets up a session; `asks` travel with the setup.
///
/// `profile` gives what is known of the host and takes what is learned.
pub(in crate::ftp) fn open(
    connector: &Connector,
    max: Version,
    profile: &mut HostProfile,
    asks: &[Query],
) -> Result<Session> {
    let channel = secured(connector, max, profile)?;
    if channel.software.enters_at_once() {
        profile.entering = profile.entering.or(Some(Entering::ByPassword));
    }
    let known = profile.entering.filter(|_| may_enter_at_once(connector, profile));
    match (enter(connector, channel, profile, asks), known) {
        (Err(error), Some(known)) if may_be_too_fast(&error) => {
            connector.trace.fact(&format!("{error}; once more, step by step"));
            enter_again(connector, max, profile, asks, known)
        }
        (entered, _) => entered,
    }
}

/// Logs in step by step where all at once failed, perhaps for that reason. A server that bore it
/// before is tried once more another time.
fn enter_again(
    connector: &Connector,
    max: Version,
    profile: &mut HostProfile,
    asks: &[Query],
    known: Entering,
) -> Result<Session> {
    profile.entering = Some(Entering::StepByStep);
    let entered = secured(connector, max, profile)
        .and_then(|channel| enter(connector, channel, profile, asks));
    profile.entering = match (&entered, known) {
        (Err(_), known) => Some(known),
        (Ok(_), Entering::AtOnce) => Some(Entering::ByPassword),
        (Ok(_), _) => Some(Entering::StepByStep),
    };
    entered
}
