//! One download: asked for, written under a temporary name, checked, renamed.

use std::time::SystemTime;

use super::local::{Incoming, Target};
use super::progress::Observer;
use super::{Moved, Rules, State, Times, Verify};
use crate::error::{Error, Result, integrity, printable, usage};
use crate::ftp::client::{Care, Client};
use crate::ftp::listing::{Moment, Precision, Zone};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{Ask, Facts, Session};
use crate::net::End;

/// What is asked ahead for a download, so that it travels with a login's setup.
pub fn asks(remote: &RemotePath) -> Vec<Ask> {
    vec![Ask::Facts(remote.clone()), Ask::Passive]
}

/// Fetches one file.
pub fn get(
    client: &mut Client,
    remote: &RemotePath,
    target: &Target,
    rules: Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    let session = client.session_asking(&asks(remote))?;
    let facts = session.facts(remote)?;
    let remote = &client.absolute(remote)?;
    let cancel = client.connector().waits.cancel.clone();
    let mut incoming = Incoming::create(target, rules.landing, &cancel)?;
    let mut meter = observer.begin(&printable(remote.name().unwrap_or_default()), facts.size);
    let fetched = client.with_data(Care::Harmless, |session| {
        incoming.restart()?;
        meter.restart();
        let mut download = session.retrieve(remote)?;
        let mut bytes = 0;
        while download.pull(&mut |plain| {
            bytes += plain.len() as u64;
            meter.advance(plain.len() as u64);
            incoming.write(plain)
        })? {}
        Ok((bytes, download.finish()?))
    });
    drop(meter);
    let (bytes, end) = match fetched {
        Ok(done) => done,
        Err(error) => return Err(explain(client, remote, error)),
    };
    let state = check(bytes, end, &facts, rules.verify)?;
    incoming.land(time(&facts, rules.times))?;
    Ok(Moved { bytes, state })
}

fn check(bytes: u64, end: End, facts: &Facts, verify: Verify) -> Result<State> {
    if end == End::Cut {
        return Err(integrity(format!(
            "the data connection ended without close_notify after {bytes} bytes: some may be missing"
        )));
    }
    match facts.size {
        Some(size) if verify == Verify::Size && size != bytes => {
            Err(integrity(format!("the server told {size} bytes and sent {bytes}")))
        }
        Some(_) if verify == Verify::Size => Ok(State::Verified),
        _ => Ok(State::Acknowledged),
    }
}

fn time(facts: &Facts, times: Times) -> Option<SystemTime> {
    match (&facts.modified, times) {
        (Some(Moment { at, precision: Precision::Second, zone: Zone::Utc }), Times::Keep) => {
            Some(SystemTime::from(*at))
        }
        _ => None,
    }
}

/// Servers refuse RETR of a folder in many words; ours say what to do instead.
fn explain(client: &mut Client, remote: &RemotePath, error: Error) -> Error {
    let refused = matches!(error.root(), Error::Refused(said) if said.code == 550);
    if refused && client.with(|session: &mut Session| session.is_folder(remote)).unwrap_or(false) {
        let name = printable(remote.as_bytes());
        return usage(format!(
            "{name} is a folder; for whole folders: ftps mirror HOST:{name} LOCAL"
        ));
    }
    error
}
