//! One upload: sent under a temporary name, checked there, renamed.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::local::{Outgoing, Source};
use super::progress::{Meter, Observer};
use super::{Landing, Moved, Rules, State, Times, Verify, temporary};
use crate::error::{Error, Result, integrity, printable};
use crate::ftp::client::{Care, Client};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{Renamed, Session};

/// What is read from the source at a time: the plain text of sixteen records.
const PIECE: usize = 256 * 1024;

/// Sends one file.
pub fn put(
    client: &mut Client,
    source: &Source,
    remote: &RemotePath,
    rules: Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    let cancel = client.connector().waits.cancel.clone();
    let mut outgoing = Outgoing::open(source, &cancel)?;
    let mut meter = observer.begin(&printable(remote.name().unwrap_or_default()), outgoing.size);
    let mut refused = None;
    for name in names(client, remote, rules.landing) {
        let temporary = &name != remote;
        if let (false, Some(error)) = (temporary, &refused) {
            client.connector().trace.note(&format!(
                "{}: written under its name at once, since a temporary one is refused: {error}",
                printable(remote.as_bytes())
            ));
        }
        match send(client, &mut outgoing, &name, &mut *meter, temporary) {
            Ok(Sent::Bytes(bytes)) => {
                drop(meter);
                // The dot was refused, and the same name without it was not.
                client.habits_mut().no_dot_names |= refused.is_some() && temporary;
                let settled = settle(client, &outgoing, &name, remote, bytes, rules);
                if temporary && client.habits().no_rename && outgoing.can_restart() {
                    return without_renaming(client, &name, source, remote, rules, observer);
                }
                return settled;
            }
            // Another name may do; a source that can be read once is still untouched.
            Ok(Sent::NameRefused(error)) => refused = Some(error),
            Err(error) => return Err(give_up(client, &name, remote, error)),
        }
    }
    Err(refused.unwrap_or_else(|| integrity("no name to send to")))
}

/// The server turned out to rename nothing: the temporary goes, and the file under its name at once.
fn without_renaming(
    client: &mut Client,
    temporary: &RemotePath,
    source: &Source,
    remote: &RemotePath,
    rules: Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    client.connector().trace.note(&format!(
        "{}: written under its name at once, since the server renames nothing",
        printable(remote.as_bytes())
    ));
    client.with(|session| session.delete(temporary))?;
    put(client, source, remote, Rules { landing: Landing::Direct, ..rules }, observer)
}

/// The names to try: a temporary one, the same without its leading dot, the final one.
fn names(client: &Client, remote: &RemotePath, landing: Landing) -> Vec<RemotePath> {
    let habits = client.habits();
    if landing == Landing::Direct || habits.no_rename {
        return vec![remote.clone()];
    }
    let hidden = temporary::name_for(remote.name().unwrap_or_default());
    let bare = hidden.strip_prefix(b".").unwrap_or(&hidden).to_vec();
    let folder = remote.parent().unwrap_or_default();
    let mut list = vec![folder.join(&bare), remote.clone()];
    if !habits.no_dot_names {
        list.insert(0, folder.join(&hidden));
    }
    list
}

fn is_about_the_name(error: &Error) -> bool {
    matches!(error.root(), Error::Refused(said) if matches!(said.code, 501 | 504 | 550 | 553))
}

/// How sending went.
enum Sent {
    /// So many bytes were taken.
    Bytes(u64),
    /// Nothing was taken: the server does not like the name.
    NameRefused(Error),
}

/// Sends the bytes.
fn send(
    client: &mut Client,
    outgoing: &mut Outgoing,
    name: &RemotePath,
    meter: &mut dyn Meter,
    temporary: bool,
) -> Result<Sent> {
    let care = if temporary && outgoing.can_restart() { Care::Harmless } else { Care::Final };
    let mut piece = vec![0; PIECE];
    client.with_data(care, |session| {
        outgoing.restart()?;
        meter.restart();
        // Later on the same codes may mean that the disk is full: no reason to touch the final name.
        let mut upload = match session.store(name) {
            Err(error) if is_about_the_name(&error) => return Ok(Sent::NameRefused(error)),
            begun => begun?,
        };
        let mut sent = 0;
        loop {
            let count = outgoing.read(&mut piece)?;
            let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
            upload.write(bytes)?;
            sent += count as u64;
            meter.advance(count as u64);
        }
        upload.finish()?;
        Ok(Sent::Bytes(sent))
    })
}

/// Checks what arrived, sets its time and gives it its name.
fn settle(
    client: &mut Client,
    outgoing: &Outgoing,
    name: &RemotePath,
    remote: &RemotePath,
    sent: u64,
    rules: Rules,
) -> Result<Moved> {
    let stamp = match (outgoing.modified, rules.times) {
        (Some(time), Times::Keep) => stamp(time),
        _ => None,
    };
    let checked = outgoing.check_unchanged(sent).and_then(|()| {
        let (told, _) = client.with(|session| session.stamp_and_size(name, stamp.as_deref()))?;
        check(sent, told, rules.verify)
    });
    let state = match checked {
        Ok(state) => state,
        Err(error) => return Err(give_up(client, name, remote, error)),
    };
    if name != remote {
        rename(client, name, remote)?;
    }
    Ok(Moved { bytes: sent, state })
}

fn check(sent: u64, told: Option<u64>, verify: Verify) -> Result<State> {
    match told {
        Some(size) if verify == Verify::Size && size != sent => {
            Err(integrity(format!("{sent} bytes were sent, and the server has {size}")))
        }
        Some(_) if verify == Verify::Size => Ok(State::Verified),
        _ => Ok(State::Acknowledged),
    }
}

/// Gives the temporary its final name. Where RNTO does not replace (IIS), the old file is deleted
/// first, now that the new one is known to be whole; never where it is RNFR that is refused.
fn rename(client: &mut Client, from: &RemotePath, to: &RemotePath) -> Result<()> {
    let refused = match client.with(|session| session.rename(from, to)) {
        Ok(Renamed::Done) => return Ok(()),
        Ok(Renamed::NotFrom(said)) => {
            // Not implemented, not known, or not for this user.
            client.habits_mut().no_rename |= matches!(said.code, 500 | 502 | 504);
            return Err(kept(from, Error::Refused(said)));
        }
        Ok(Renamed::NotTo(said)) if said.is_transient() => {
            return Err(kept(from, Error::Refused(said)));
        }
        Ok(Renamed::NotTo(said)) => said,
        Err(error) => return Err(kept(from, error)),
    };
    match client.with(|session| session.delete(to)) {
        Ok(()) => {}
        // The first refusal says more than what came of the second try.
        Err(error) if error.refusal().is_some() => return Err(kept(from, Error::Refused(refused))),
        Err(error) => return Err(kept(from, error)),
    }
    match client.with(|session| session.rename(from, to)) {
        Ok(Renamed::Done) => Ok(()),
        Ok(_) => Err(kept(from, Error::Refused(refused))),
        Err(error) => Err(kept(from, error)),
    }
}

fn kept(temporary: &RemotePath, error: Error) -> Error {
    let name = printable(temporary.as_bytes());
    error.during(format!("renaming {name} (it is whole, and kept under that name)"))
}

/// After a failure: our temporary is removed if the session still stands.
fn give_up(client: &mut Client, name: &RemotePath, remote: &RemotePath, error: Error) -> Error {
    if name != remote && !error.breaks_session() {
        // What cannot be removed is found and reported by the next run.
        let _ = client.with(|session: &mut Session| session.delete(name));
    }
    error
}

/// A time as MFMT wants it: `YYYYMMDDHHMMSS`, UTC (draft-somers-ftp-mfxx).
fn stamp(time: SystemTime) -> Option<String> {
    let at = Timestamp::try_from(time).ok()?.to_zoned(TimeZone::UTC);
    (at.year() >= 1970).then(|| at.strftime("%Y%m%d%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_stamp_is_utc_to_the_second() {
        let time = UNIX_EPOCH + Duration::new(1_769_850_000, 900_000_000);
        assert_eq!(stamp(time).as_deref(), Some("20260131090000"));
    }

    #[test]
    fn sizes_that_differ_are_never_a_success_unless_asked_for() {
        assert!(check(5, Some(4), Verify::Size).is_err());
        assert_eq!(check(5, Some(5), Verify::Size).ok(), Some(State::Verified));
        assert_eq!(check(5, None, Verify::Size).ok(), Some(State::Acknowledged));
    }
}
