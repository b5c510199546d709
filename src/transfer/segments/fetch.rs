//! The fetching of one part over one login, as a task of the worker pool.

use std::fs::File;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::part::Part;
use super::source::{Source, TEMPORARY};
use crate::error::{Result, integrity, local, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::data::Patience;
use crate::ftp::ops::query::Query;
use crate::ftp::session::Session;
use crate::net::End;
use crate::net::cancel::Cancel;
use crate::transfer::completeness;
use crate::transfer::pool::{Step, TaskQueue, Turn, Work};
use crate::transfer::progress::Meter;

/// The state that the workers share.
pub(super) struct Fetching<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) file: &'a File,
    pub(super) meter: Mutex<Box<dyn Meter>>,
    /// Parts that were fetched, whole or not.
    pub(super) ended: Mutex<Vec<Part>>,
    /// Why no part can be had from this server, if that turned out.
    pub(super) impossible: Mutex<Option<&'static str>>,
}

/// How a data connection ended.
enum Received {
    /// All bytes of the part are here, and the server would send more.
    Enough,
    /// With its end.
    End(End),
    /// The file is not fetched in parts any more.
    Abandoned,
    /// No part can be had from this server.
    Impossible(&'static str),
}

const REFUSES: &str = "the server refuses to begin in the middle (REST)";
const IGNORES: &str = "the server does not begin where it says (REST)";
const CHANGED: &str = "it changed meanwhile";

impl Work<Part> for Fetching<'_> {
    type Done = ();

    /// Fetches a part to its end, as often as it takes and the rules allow.
    fn work(&self, turn: Turn<'_, Part>, part: &mut Part) -> Result<Step<()>> {
        let Turn { client, queue, worker } = turn;
        // With no other worker to come, each further part would cost a broken data connection.
        queue.absorb_if_alone(0, |behind| part.absorb(behind));
        let doing = format!("getting a part of {}: ", printable(self.source.remote.as_bytes()));
        let mut attempts = client.attempts(doing);
        loop {
            let before = part.next;
            let error = match self.attempt(client, part, queue, worker) {
                Ok(()) => return Ok(Step::Done(())),
                Err(error) => error,
            };
            if part.next > before {
                attempts.progressed();
            }
            if queue.is_halted() {
                return Err(error);
            }
            attempts.again_after(error)?;
        }
    }

    fn prefetch(&self) -> &'static [Query] {
        &[Query::Passive]
    }

    fn ended(&self, _: &Client, part: Part, _: Instant, outcome: Result<()>) -> Result<()> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).push(part);
        outcome
    }
}

impl Fetching<'_> {
    /// One try, from where the last one stopped.
    fn attempt(
        &self,
        client: &mut Client,
        part: &mut Part,
        queue: &TaskQueue<'_, Part>,
        worker: usize,
    ) -> Result<()> {
        // With a new login it costs nothing to ask. All is asked once more at the end.
        if !client.is_open() && self.source.ask(client)? != self.source.facts {
            return self.give_up_parts(CHANGED);
        }
        let (from, known) = part.resume(self.file).map_err(local(TEMPORARY))?;
        let cancel = client.connector().waits.cancel.clone();
        let received = client.with_data(Idempotence::Harmless, |session| {
            let keep = || worker == 0 || queue.is_waiting() || queue.lacks_logins(0);
            self.receive(session, part, (from, &known), queue, &keep, &cancel)
        })?;
        match received {
            Received::Impossible(why) => self.give_up_parts(why),
            Received::Abandoned => Err(integrity("the other parts were given up")),
            Received::Enough => {
                self.prove(client);
                Ok(())
            }
            Received::End(end) => {
                let trace = client.connector().trace.as_ref();
                let Source { size, rules, .. } = self.source;
                completeness::check(part.next, end, Some(*size), rules, trace).map(drop)
            }
        }
    }

    /// Ends the work on all parts: the file is to be fetched as one.
    fn give_up_parts(&self, why: &'static str) -> Result<()> {
        self.impossible.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
        Err(integrity(why))
    }

    /// Drops a session whose data connection was broken off unless its next reply is the right one.
    fn prove(&self, client: &mut Client) {
        if !client.is_open() {
            return;
        }
        let reported = client.with(|session| session.size(&self.source.remote));
        if !matches!(reported, Ok(Some(size)) if size == self.source.size) {
            client.quit();
        }
    }

    /// Takes the bytes of one data connection; `known` are the offset and the bytes that must come first. A data
    /// connection that is broken off behind the part costs a wait for the server's reply: only where `keep` says that
    /// the session is used again.
    fn receive(
        &self,
        session: &mut Session,
        part: &mut Part,
        known: (u64, &[u8]),
        queue: &TaskQueue<'_, Part>,
        keep: &dyn Fn() -> bool,
        cancel: &Cancel,
    ) -> Result<Received> {
        let is_last = part.end == self.source.size;
        let (from, mut expected) = known;
        let (mut download, begun) = session.retrieve_from(&self.source.remote, from)?;
        if begun != from {
            return Ok(Received::Impossible(REFUSES));
        }
        loop {
            let mut wrong = false;
            let more = download.pull(&mut |plain| {
                let (old, fresh) = plain.split_at(plain.len().min(expected.len()));
                let (old_before, rest) = expected.split_at(old.len());
                expected = rest;
                let left = usize::try_from(part.left()).unwrap_or(usize::MAX);
                wrong |= old != old_before || is_last && fresh.len() > left;
                let bytes = fresh.get(..left).unwrap_or(fresh);
                if wrong { Ok(()) } else { self.write(part, bytes, cancel) }
            })?;
            match () {
                () if wrong => return Ok(Received::Impossible(IGNORES)),
                () if !more => return download.finish().map(Received::End),
                () if part.is_whole() && !is_last => {
                    if keep() {
                        // Where other logins are refused or hang, the file is checked by this one.
                        let alone = queue.lacks_logins(0);
                        let patience = if alone { Patience::Stall } else { Patience::Brief };
                        download.break_off(patience)?;
                    }
                    return Ok(Received::Enough);
                }
                () if queue.is_halted() => return Ok(Received::Abandoned),
                () => {}
            }
        }
    }

    /// Writes the next bytes of a part, counts them, and keeps to the limit of the run.
    fn write(&self, part: &mut Part, bytes: &[u8], cancel: &Cancel) -> Result<()> {
        let fresh = part.take(bytes, self.file).map_err(local(TEMPORARY))?;
        self.meter.lock().unwrap_or_else(PoisonError::into_inner).advance(fresh);
        self.source.rules.throttle.pace(bytes.len() as u64, cancel)
    }
}
