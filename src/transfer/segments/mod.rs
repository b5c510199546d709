//! One large download over several logins: its parts are fetched side by side, each from its own offset (REST), into
//! one temporary file. Where a server limits each connection, or a line loses much, that is faster than one.
//!
//! RETR runs to the end of the file, so that whoever fetches any part but the last breaks the data connection off
//! behind it. The first worker begins with the last part, which ends by itself; after another part a session is used
//! again only when SIZE is answered by the size.
//!
//! A server may say 350 and begin somewhere else. Each part is fetched with some bytes of the one before, which must
//! be the same; and the last part must end where the file does, which catches a server that ignores REST even where
//! all bytes of a file are alike.

mod fetch;
mod part;
mod source;

use std::fs::File;
use std::sync::{Mutex, PoisonError};

use super::ascii::Text;
use super::get::{asks, get, time};
use super::journal::Form;
use super::local::{Incoming, Target};
use super::outcome::{Completion, Moved, Stamped, Transferred};
use super::partial::Partial;
use super::pool::{Task, WorkerPool};
use super::progress::Observer;
use super::rules::{Rules, Verify, WriteMode};
use super::source_facts::{RemoteFacts, SourceFacts};
use super::{completeness, verify};
use crate::error::{Error, Result, integrity, local, network, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::digest::Digest;
use crate::ftp::path::RemotePath;
use crate::net::End;
use fetch::Fetching;
use part::Part;
use source::{Source, TEMPORARY};

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
) -> Result<Transferred> {
    if count < 2 {
        return get(client, remote, target, rules, observer);
    }
    // An error of these queries will come again, and be dealt with, in the one transfer.
    let why = match source(client, remote, target, rules) {
        Ok(Ok(source)) if source.size >= 2 * LEAST => {
            match source.fetch(client, count, observer)? {
                Outcome::Done(transferred) => return Ok(*transferred),
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

/// The source, or why it is not fetched in parts.
fn source<'a>(
    client: &mut Client,
    remote: &RemotePath,
    target: &'a Target,
    rules: &'a Rules,
) -> Result<Result<Source<'a>, &'static str>> {
    let direct = rules.write_mode == WriteMode::Direct;
    if rules.text == Text::Lines || direct || !target.is_replaceable() {
        return Ok(Err("the target is no file that can be replaced as a whole"));
    }
    client.session_asking(&asks(remote))?;
    let facts = client.with(|session| session.facts_ahead(remote))?;
    let Some(size) = facts.size else { return Ok(Err("the server reports no size")) };
    if facts.modified.is_none() {
        return Ok(Err("the server reports no time, by which a change would show"));
    }
    Ok(Ok(Source { remote: client.absolute(remote)?, facts, size, rules, target }))
}

/// The outcome of fetching in parts.
enum Outcome {
    Done(Box<Transferred>),
    /// The file is to be fetched as one.
    AsOne(String),
}

/// A file that is whole.
struct Whole {
    completion: Completion,
    digest: Option<Digest>,
}

impl Source<'_> {
    fn fetch(&self, client: &mut Client, count: usize, observer: &dyn Observer) -> Result<Outcome> {
        verify::algorithm(client, self.rules.verify)?;
        let partial = Partial::of(client, &self.remote, self.target, &self.facts, self.rules);
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
        let mut meter =
            observer.begin(&printable(self.remote.name().unwrap_or_default()), Some(self.size));
        meter.restart(from);
        let fetching = Fetching {
            source: self,
            file: &file,
            meter: Mutex::new(meter),
            ended: Mutex::default(),
            impossible: Mutex::default(),
        };
        let parts = Part::split(from, self.size, count);
        let cancel = client.connector().waits.cancel.clone();
        let mut pool = WorkerPool::new(vec![client], parts.len(), &cancel).asked_by("--segments");
        let (parts, error) = run(&mut pool, parts, &fetching);
        let error = error.or_else(|| cancel.check().err());
        if let Some(why) = *fetching.impossible.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Outcome::AsOne(why.to_owned()));
        }
        match error {
            None => self.finish(&mut pool, incoming, &parts, from, &file, partial),
            Some(error) => {
                let have = Part::gapless(&parts, from, &file).unwrap_or(0);
                give_up(standing(&mut pool)?, incoming, have, &error, partial);
                Err(error)
            }
        }
    }

    /// All parts came: they must join, and be of the file that is there still.
    fn finish(
        &self,
        pool: &mut WorkerPool<'_>,
        mut incoming: Incoming,
        parts: &[Part],
        from: u64,
        file: &File,
        partial: Partial<'_>,
    ) -> Result<Outcome> {
        let have = Part::gapless(parts, from, file).map_err(local(TEMPORARY))?;
        if have != self.size {
            return Ok(Outcome::AsOne(format!("the parts do not join at byte {have}")));
        }
        incoming.gather(self.size)?;
        let doing = format!("checking {}: ", printable(self.remote.as_bytes()));
        let mut attempts = standing(pool)?.attempts(doing);
        let whole = loop {
            // Where the server takes no further login, that of any worker serves.
            match self.check(standing(pool)?, &mut incoming) {
                Ok(whole) => break whole,
                Err(error) => {
                    if let Err(error) = attempts.again_after(error) {
                        give_up(standing(pool)?, incoming, self.size, &error, partial);
                        return Err(error);
                    }
                }
            }
        };
        let Some(Whole { completion, digest }) = whole else {
            return Ok(Outcome::AsOne("it changed meanwhile".to_owned()));
        };
        let time = time(&self.facts, self.rules.times);
        incoming.finish(time, self.rules.fsync)?;
        partial.forget();
        let (path, facts) = (self.remote.clone(), self.facts.clone());
        let stamped = Stamped::of(time.as_ref());
        Ok(Outcome::Done(Box::new(Transferred {
            moved: Moved { bytes: self.size, completion, stamped },
            source: SourceFacts::Remote(RemoteFacts { path, facts, digest }),
        })))
    }

    /// How sure it is that this is the file; `None` if it changed meanwhile.
    fn check(&self, client: &mut Client, incoming: &mut Incoming) -> Result<Option<Whole>> {
        if self.ask(client)? != self.facts {
            return Ok(None);
        }
        let trace = client.connector().trace.clone();
        let (size, rules) = (self.size, self.rules);
        let completion = completeness::check(size, End::Clean, Some(size), rules, trace.as_ref())?;
        let Some(algorithm) = verify::algorithm(client, rules.verify)? else {
            return Ok(Some(Whole { completion, digest: None }));
        };
        let here = incoming.digest(algorithm)?;
        let here = here.ok_or_else(|| integrity("the temporary file cannot be read again"))?;
        verify::compare(client, &self.remote, &here, rules)?;
        let digest = Some(here).filter(|_| rules.verify == Verify::Hash);
        Ok(Some(Whole { completion: Completion::Verified, digest }))
    }
}

/// After the last try: the bytes before the first gap stay where they can be resumed, and are recorded.
fn give_up(
    client: &Client,
    mut incoming: Incoming,
    have: u64,
    error: &Error,
    partial: Partial<'_>,
) {
    let worth = error.is_transient() || matches!(error.root(), Error::Stopped(_));
    if !worth || have == 0 || incoming.gather(have).is_err() {
        partial.forget();
        return;
    }
    if let Some(path) = incoming.temporary() {
        partial.announce(path, Form::Gapless);
    }
    let trace = &client.connector().trace;
    trace.note(&format!("{have} bytes are kept; --continue resumes from there"));
    incoming.keep();
}

/// Fetches the parts with one worker each. Returns them in order, whole or not, and the error that ended it early.
fn run(
    pool: &mut WorkerPool<'_>,
    mut parts: Vec<Part>,
    fetching: &Fetching<'_>,
) -> (Vec<Part>, Option<Error>) {
    // The first worker takes the first task: the last part ends by itself, so that its session can be used again.
    parts.rotate_right(1);
    let tasks = parts.into_iter().map(|item| Task { server: 0, item }).collect();
    let remaining = pool.run(tasks, 1, fetching);
    let mut parts = remaining.tasks;
    parts.append(&mut fetching.ended.lock().unwrap_or_else(PoisonError::into_inner));
    parts.sort_by_key(|part| part.start);
    (parts, remaining.error)
}

/// The client of a worker that is logged in, if there is one.
fn standing<'p>(pool: &'p mut WorkerPool<'_>) -> Result<&'p mut Client> {
    pool.open_client(0).ok_or_else(|| network("no worker is logged in"))
}
