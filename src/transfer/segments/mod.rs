//! One large download over several logins: its parts are fetched side by side, each from its own offset (REST), into
//! one temporary file. Where a server limits each connection, or a line loses much, that is faster than one.
//!
//! RETR runs to the end of the file, so that whoever fetches any part but the last breaks the data connection off
//! behind it. The other logins are left then. The main one begins with the last part, which ends by itself; if it
//! takes another one, it goes on only when SIZE is answered by the size.
//!
//! A server may say 350 and begin somewhere else. Each part is fetched with some bytes of the one before, which must
//! be the same; and the last part must end where the file does, which catches a server that ignores REST even where
//! all bytes of a file are alike.

mod part;
mod queue;
mod worker;

use std::fs::File;
use std::sync::{Mutex, Once};

use super::ascii::Text;
use super::get::{asks, get, time};
use super::journal::Form;
use super::local::{Incoming, Target};
use super::partial::Partial;
use super::progress::Observer;
use super::{Moved, Rules, Stamped, State, WriteMode, completeness, verify};
use crate::error::{Error, Result, integrity, local, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::net::End;
use part::Part;
use queue::{Over, PartQueue};
use worker::Job;

/// A part smaller than this is not worth its login: some ten round trips.
const LEAST: u64 = 4 * 1024 * 1024;

/// Fetches one file in `count` parts at most. Where that cannot be done, or is not worth it, as one.
pub fn get_in_segments(
    client: &mut Client,
    remote: &RemotePath,
    target: &Target,
    rules: &Rules,
    count: usize,
    observer: &dyn Observer,
) -> Result<Moved> {
    if count < 2 {
        return get(client, remote, target, rules, observer);
    }
    // What goes wrong while asking will go wrong again, and be dealt with, in the one transfer.
    let why = match source(client, remote, target, rules) {
        Ok(Ok((remote, facts, size))) if size >= 2 * LEAST => {
            let whole = Whole { remote, facts, size, rules, target };
            match whole.fetch(client, count, observer)? {
                Outcome::Done(moved) => return Ok(moved),
                Outcome::AsOne(why) => Some(why),
            }
        }
        Ok(Err(why)) => Some(why.to_owned()),
        Ok(Ok(_)) | Err(_) => None,
    };
    if let Some(why) = why {
        let name = printable(remote.as_bytes());
        client.connector().trace.note(&format!("{name}: fetched as one, since {why}"));
    }
    get(client, remote, target, rules, observer)
}

/// What is to be fetched, or why not in parts.
fn source(
    client: &mut Client,
    remote: &RemotePath,
    target: &Target,
    rules: &Rules,
) -> Result<Result<(RemotePath, Facts, u64), &'static str>> {
    if rules.text == Text::Lines || rules.landing == WriteMode::Direct || !target.is_replaceable() {
        return Ok(Err("what is written is no file that can be replaced as a whole"));
    }
    client.session_asking(&asks(remote))?;
    let facts = client.with(|session| session.facts_ahead(remote))?;
    let Some(size) = facts.size else { return Ok(Err("the server tells no size")) };
    if facts.modified.is_none() {
        return Ok(Err("the server tells no time, by which a change would show"));
    }
    Ok(Ok((client.absolute(remote)?, facts, size)))
}

/// What became of it.
enum Outcome {
    Done(Moved),
    /// It is to be fetched as one.
    AsOne(String),
}

/// The file that is fetched.
struct Whole<'a> {
    remote: RemotePath,
    facts: Facts,
    size: u64,
    rules: &'a Rules,
    target: &'a Target,
}

impl Whole<'_> {
    fn fetch(&self, client: &mut Client, count: usize, observer: &dyn Observer) -> Result<Outcome> {
        verify::algorithm(client, self.rules.verify)?;
        let partial = Partial::of(client, &self.remote, self.target, &self.facts);
        let mut incoming = partial.open(self.rules, Form::Parts)?;
        if incoming.have() > self.size {
            incoming.restart()?;
        }
        let from = incoming.have();
        let Some(file) = incoming.spread(self.size)? else {
            return Ok(Outcome::AsOne("there is no temporary file".to_owned()));
        };
        let most = (self.size.saturating_sub(from) / LEAST).max(1);
        let count = u64::try_from(count).unwrap_or(u64::MAX).min(most);
        let parts = Part::split(from, self.size, count);
        let helpers = parts.len() - 1;
        let desk = PartQueue::new(parts, helpers);
        let mut meter =
            observer.begin(&printable(self.remote.name().unwrap_or_default()), Some(self.size));
        meter.restart(from);
        let job = Job {
            whole: self,
            desk: &desk,
            file: &file,
            meter: Mutex::new(meter),
            told_of_fewer: Once::new(),
        };
        job.run(client, helpers)?;
        drop(job);
        let (parts, over) = desk.close();
        match over {
            None => self.finish(client, incoming, &parts, from, &file, &partial),
            Some(Over::AsOne(why)) => Ok(Outcome::AsOne(why)),
            Some(Over::Failed(error)) => {
                let have = Part::gapless(&parts, from, &file).unwrap_or(0);
                self.give_up(client, incoming, have, &error, &partial);
                Err(error)
            }
        }
    }

    /// All parts came: they must join, and be of the file that is there still.
    fn finish(
        &self,
        client: &mut Client,
        mut incoming: Incoming,
        parts: &[Part],
        from: u64,
        file: &File,
        partial: &Partial<'_>,
    ) -> Result<Outcome> {
        let have = Part::gapless(parts, from, file).map_err(local(STEP))?;
        if have != self.size {
            return Ok(Outcome::AsOne(format!("the parts do not join at byte {have}")));
        }
        incoming.gather(self.size)?;
        let mut attempts =
            client.attempts(format!("checking {}: ", printable(self.remote.as_bytes())));
        let state = loop {
            match self.check(client, &mut incoming) {
                Ok(state) => break state,
                Err(error) => {
                    if let Err(error) = attempts.again_after(error) {
                        self.give_up(client, incoming, self.size, &error, partial);
                        return Err(error);
                    }
                }
            }
        };
        let Some(state) = state else {
            return Ok(Outcome::AsOne("it changed meanwhile".to_owned()));
        };
        let time = time(&self.facts, self.rules.times);
        incoming.land(time, self.rules.fsync)?;
        partial.forget(self.rules);
        Ok(Outcome::Done(Moved { bytes: self.size, state, stamped: Stamped::of(time.as_ref()) }))
    }

    /// How sure it is that this is the file; nothing if it changed meanwhile.
    fn check(&self, client: &mut Client, incoming: &mut Incoming) -> Result<Option<State>> {
        if self.facts(client)? != self.facts {
            return Ok(None);
        }
        let trace = client.connector().trace.clone();
        let state = completeness::check(
            self.size,
            End::Clean,
            Some(self.size),
            self.rules,
            trace.as_ref(),
        )?;
        let Some(algorithm) = verify::algorithm(client, self.rules.verify)? else {
            return Ok(Some(state));
        };
        let here = incoming.digest(algorithm)?;
        let here = here.ok_or_else(|| integrity("what was written cannot be read again"))?;
        verify::compare(client, &self.remote, &here, self.rules)?;
        Ok(Some(State::Verified))
    }

    fn facts(&self, client: &mut Client) -> Result<Facts> {
        client.session_asking(&asks(&self.remote))?;
        client.with(|session: &mut Session| session.facts(&self.remote))
    }

    /// After the last try: the bytes before the first gap stay where that is of use, and are recorded.
    fn give_up(
        &self,
        client: &Client,
        mut incoming: Incoming,
        have: u64,
        error: &Error,
        partial: &Partial<'_>,
    ) {
        let worth = error.is_transient() || matches!(error.root(), Error::Stopped(_));
        if !worth || have == 0 || incoming.gather(have).is_err() {
            partial.forget(self.rules);
            return;
        }
        if let Some(path) = incoming.temporary() {
            partial.announce(path, self.rules, Form::Gapless);
        }
        partial.give_up(self.rules);
        let trace = &client.connector().trace;
        trace.note(&format!("{have} bytes are kept; --continue goes on from there"));
        incoming.keep();
    }
}

/// What errors of the temporary file name.
const STEP: &str = "the temporary file";
