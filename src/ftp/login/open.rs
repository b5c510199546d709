//! From a host name to a session that is logged in and set up, in as few steps as the server is known to bear.

use super::connector::Connector;
use super::host_profile::{Entering, HostProfile};
use super::secure::{for_want_of_a_certificate, secured};
use super::setup::{enter, may_be_too_fast, may_enter_at_once};
use crate::error::Result;
use crate::ftp::ops::query::Query;
use crate::ftp::session::Session;
use crate::net::tls::Version;

/// The arguments of `open`, kept for a second attempt.
struct Login<'a> {
    connector: &'a Connector,
    max: Version,
    asks: &'a [Query],
}

/// Connects, secures, logs in and sets up a session; `asks` travel with the setup.
///
/// `profile` holds the known facts of the host and takes new ones.
pub(in crate::ftp) fn open(
    connector: &Connector,
    max: Version,
    profile: &mut HostProfile,
    asks: &[Query],
) -> Result<Session> {
    let channel = secured(connector, max, profile)?;
    if channel.software.enters_at_once() && profile.entering.get().is_none() {
        profile.entering.suspect(Entering::ByPassword, "its greeting");
    }
    let known = profile.entering.get().filter(|_| may_enter_at_once(connector, profile));
    let tls = channel.tls.clone();
    let entered = enter(connector, channel, profile, asks);
    match (entered.map_err(|error| for_want_of_a_certificate(error, &tls)), known) {
        (Err(error), Some(known)) if may_be_too_fast(&error) => {
            connector.trace.fact(&format!("{error}; once more, step by step"));
            let all = Login { connector, max, asks };
            enter_again(&all, profile, known, &error.to_string())
        }
        (entered, _) => entered,
    }
}

/// Logs in step by step where all at once failed, perhaps for that reason (`why`). A server that bore it
/// before is tried once more another time.
fn enter_again(
    login: &Login<'_>,
    profile: &mut HostProfile,
    known: Entering,
    why: &str,
) -> Result<Session> {
    let Login { connector, max, asks } = *login;
    profile.entering.suspect(Entering::StepByStep, why);
    let entered = secured(connector, max, profile)
        .and_then(|channel| enter(connector, channel, profile, asks));
    let lesson = match (&entered, known) {
        (Err(_), known) => known,
        (Ok(_), Entering::AtOnce) => Entering::ByPassword,
        (Ok(_), _) => Entering::StepByStep,
    };
    profile.entering.learn(lesson, why);
    entered
}
