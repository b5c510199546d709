//! One download: asked for, written under a temporary name, checked, renamed; continued where it
//! was interrupted.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::SystemTime;

use super::ascii::{FromWire, Text};
use super::backup::{OnReplace, keep_here};
use super::hasher::Hasher;
use super::journal::Form;
use super::local::{Incoming, Target};
use super::partial::{Partial, is_worth_a_record};
use super::progress::{Meter, Observer};
use super::throttle::Throttle;
use super::{Moved, Rules, Stamped, State, Times, Verify, completeness, verify};
use crate::error::{Error, Result, integrity, printable, usage};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Moment, Precision, Zone};
use crate::ftp::ops::query::{Facts, Query};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::net::End;

/// So many bytes before the point of interruption are fetched again and compared: a source that
/// changed, or a server that ignores REST, is found out before anything is joined.
const OVERLAP: u64 = 64 * 1024;

/// What is asked ahead for a download, so that it travels with a login's setup.
pub fn asks(remote: &RemotePath) -> Vec<Query> {
    vec![Query::Facts(remote.clone()), Query::Passive]
}

/// Fetches one file, as often as it takes and the rules allow.
pub fn get(
    client: &mut Client,
    remote: &RemotePath,
    target: &Target,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    let mut attempts = client.attempts(format!("getting {}: ", printable(remote.as_bytes())));
    let mut fetch = Fetch {
        remote,
        target,
        rules,
        observer,
        known: None,
        file: None,
        partial: None,
        from_start: false,
    };
    loop {
        let before = fetch.have();
        let error = match fetch.attempt(client) {
            Ok(moved) => return Ok(moved),
            Err(error) => error,
        };
        if fetch.have() > before {
            attempts.progressed();
        }
        if let Err(error) = attempts.again_after(error) {
            fetch.give_up(client, &error);
            return Err(error);
        }
    }
}

/// A download and how far it came.
struct Fetch<'a> {
    remote: &'a RemotePath,
    target: &'a Target,
    rules: &'a Rules,
    observer: &'a dyn Observer,
    /// What the source was when the first byte was asked for.
    known: Option<Facts>,
    file: Option<(Incoming, Box<dyn Meter>)>,
    /// What the next run will know of it.
    partial: Option<Partial<'a>>,
    /// Continuing failed once: from here on only whole.
    from_start: bool,
}

/// How a data connection ended.
enum Fetched {
    /// With its end.
    Whole(End),
    /// What came first is not what was there before: nothing was joined.
    Different,
}

impl Fetch<'_> {
    fn have(&self) -> u64 {
        self.file.as_ref().map_or(0, |(incoming, _)| incoming.have())
    }

    /// One try: goes on with what earlier ones got, if the source is still the same.
    fn attempt(&mut self, client: &mut Client) -> Result<Moved> {
        let asks = asks(self.remote);
        client.session_asking(&asks)?;
        let facts = client.with(|session| {
            session.ask(&asks)?;
            session.facts(self.remote)
        })?;
        // As text it has another size here, and on the wire.
        let told = if self.rules.text == Text::Lines { None } else { facts.size };
        let facts = Facts { size: told, ..facts };
        let remote = client.absolute(self.remote)?;
        let algorithm = verify::algorithm(client, self.rules.verify)?;
        if self.known.as_ref().is_some_and(|known| *known != facts) {
            client.connector().trace.note(&format!("{remote} changed meanwhile: starting again"));
            self.from_start = true;
        }
        self.known = Some(facts.clone());
        let most = facts.size.filter(|_| self.rules.verify != Verify::None);
        let (mut incoming, mut meter) = match self.file.take() {
            Some(file) => file,
            None => {
                let partial = Partial::of(client, &remote, self.target, &facts);
                let incoming = self.partial.insert(partial).open(self.rules, Form::Gapless)?;
                if let Err(full) = incoming.take_room(most.unwrap_or(0)) {
                    if incoming.have() > 0 {
                        // What an earlier run got waits until there is room for the rest.
                        incoming.keep();
                    }
                    return Err(full);
                }
                let name = printable(self.remote.name().unwrap_or_default());
                (incoming, self.observer.begin(&name, facts.size))
            }
        };
        let offset = self.offset(&incoming, &facts);
        let stream = algorithm.filter(|_| !incoming.can_rewind()).map(Hasher::new);
        let mut way = Way { incoming: &mut incoming, meter: &mut *meter, sum: stream, most };
        let fetched = match self.rules.text {
            Text::AsIs => fetch(client, &remote, &mut way, offset, &self.rules.throttle),
            Text::Lines => fetch_text(client, &remote, &mut way, &self.rules.throttle),
        };
        let stream = way.sum.filter(|_| offset == 0).map(Hasher::finish);
        let resumed = offset > 0;
        let whole = match fetched {
            Ok(Fetched::Whole(end)) => {
                let trace = client.connector().trace.as_ref();
                completeness::check(incoming.have(), end, facts.size, self.rules, trace)
            }
            Ok(Fetched::Different) => Err(integrity("the file is not the one that was begun")),
            Err(error) => {
                self.file = Some((incoming, meter));
                return Err(explain(client, &remote, error));
            }
        };
        let whole = whole.and_then(|state| {
            let Some(algorithm) = algorithm else { return Ok(state) };
            let here = incoming.digest(algorithm)?.or(stream);
            let here = here.ok_or_else(|| integrity("what went to a stream cannot be compared"))?;
            verify::compare(client, &remote, &here, self.rules).map(|()| State::Verified)
        });
        match whole {
            Ok(state) => {
                let bytes = incoming.have();
                let time = time(&facts, self.rules.times);
                if let (OnReplace::KeptAs(aside), Some(goal)) =
                    (&self.rules.old, self.target.path())
                {
                    keep_here(goal, Path::new(OsStr::from_bytes(aside)))?;
                }
                incoming.land(time, self.rules.fsync)?;
                if let Some(partial) = &self.partial {
                    partial.forget(self.rules);
                }
                Ok(Moved { bytes, state, stamped: Stamped::of(time.as_ref()) })
            }
            Err(error) if error.is_transient() => {
                self.file = Some((incoming, meter));
                Err(error)
            }
            // What was continued and came out wrong is fetched whole, once.
            Err(_) if resumed && incoming.can_rewind() => {
                self.from_start = true;
                self.file = Some((incoming, meter));
                self.attempt(client)
            }
            Err(error) => Err(error),
        }
    }

    /// Where to go on: at the beginning unless size and time prove that the source is the same.
    fn offset(&self, incoming: &Incoming, facts: &Facts) -> u64 {
        let provable = facts.size.is_some_and(|size| incoming.have() <= size);
        let provable = provable && facts.modified.is_some() && !self.from_start;
        match incoming.have() {
            have if provable && incoming.can_rewind() => have.saturating_sub(OVERLAP),
            have if provable => have,
            _ => 0,
        }
    }

    /// After the last try: what is worth continuing stays, and is recorded; the rest goes.
    fn give_up(mut self, client: &Client, error: &Error) {
        let worth = error.is_transient() || matches!(error.root(), Error::Stopped(_));
        let worth = worth && self.known.as_ref().is_some_and(is_worth_a_record);
        if let Some((incoming, meter)) = self.file.take() {
            drop(meter);
            let have = incoming.have();
            // Nothing is kept of a stream.
            if worth && have > 0 && self.target.path().is_some() {
                let trace = &client.connector().trace;
                trace.note(&format!("{have} bytes are kept; --continue goes on from there"));
                incoming.keep();
            }
        }
        if let Some(partial) = &self.partial {
            partial.give_up(self.rules);
        }
    }
}

/// Where fetched bytes go.
struct Way<'a> {
    incoming: &'a mut Incoming,
    meter: &'a mut dyn Meter,
    /// Only for what cannot be read again.
    sum: Option<Hasher>,
    /// Bytes that the whole file can have; what goes on for ever would fill the disk.
    most: Option<u64>,
}

/// Fetches the bytes from `offset` on; those that are there already are compared.
fn fetch(
    client: &mut Client,
    remote: &RemotePath,
    way: &mut Way<'_>,
    offset: u64,
    throttle: &Throttle,
) -> Result<Fetched> {
    let cancel = client.connector().waits.cancel.clone();
    let asks = client.asks_behind_this();
    let Way { incoming, meter, sum, most } = way;
    client.with_data(Idempotence::Harmless, |session| {
        let (mut download, begun) = session.retrieve_from(remote, offset)?;
        download.ask_meanwhile(asks)?;
        let mut overlap = Vec::new();
        if begun > 0 {
            let count = usize::try_from(incoming.have().saturating_sub(begun)).unwrap_or(0);
            overlap = incoming.tail(incoming.have(), count)?;
        } else {
            incoming.restart()?;
        }
        meter.restart(incoming.have());
        let mut expected = overlap.as_slice();
        let mut different = false;
        while download.pull(&mut |plain| {
            let (known, fresh) = plain.split_at(plain.len().min(expected.len()));
            let (known_before, rest) = expected.split_at(known.len());
            different |= known != known_before;
            expected = rest;
            if different || fresh.is_empty() {
                return Ok(());
            }
            meter.advance(fresh.len() as u64);
            if let Some(sum) = sum {
                sum.update(fresh);
            }
            incoming.write(fresh)?;
            if most.is_some_and(|most| incoming.have() > most) {
                return Err(integrity("the server sends more than the size that it told"));
            }
            throttle.pace(fresh.len() as u64, &cancel)
        })? && !different
        {}
        if different {
            return Ok(Fetched::Different);
        }
        let end = download.finish_then(asks)?;
        Ok(if expected.is_empty() { Fetched::Whole(end) } else { Fetched::Different })
    })
}

/// Fetches the whole file as text; its lines end here as lines do.
fn fetch_text(
    client: &mut Client,
    remote: &RemotePath,
    way: &mut Way<'_>,
    throttle: &Throttle,
) -> Result<Fetched> {
    let cancel = client.connector().waits.cancel.clone();
    let Way { incoming, meter, .. } = way;
    client.with_data(Idempotence::Harmless, |session| {
        let mut download = session.retrieve_text(remote)?;
        incoming.restart()?;
        meter.restart(0);
        let mut lines = FromWire::default();
        while download.pull(&mut |plain| {
            meter.advance(plain.len() as u64);
            incoming.write(lines.convert(plain))?;
            throttle.pace(plain.len() as u64, &cancel)
        })? {}
        incoming.write(lines.rest())?;
        download.finish().map(Fetched::Whole)
    })
}

/// The time that the file is to have here, if the server told it and it is wanted.
pub(super) fn time(facts: &Facts, times: Times) -> Option<SystemTime> {
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
