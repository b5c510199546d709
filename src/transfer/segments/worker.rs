//! The logins that fetch the parts of a file: the main one, and as many more as the server allows.

use std::fs::File;
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

use super::part::Part;
use super::queue::{Choice, Over, PartQueue};
use super::{STEP, Whole};
use crate::error::{Error, Result, local, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::ops::query::Query;
use crate::ftp::session::Session;
use crate::net::End;
use crate::net::cancel::Cancel;
use crate::transfer::completeness;
use crate::transfer::progress::Meter;

/// What all workers use.
pub(super) struct Job<'a> {
    pub(super) whole: &'a Whole<'a>,
    pub(super) desk: &'a PartQueue,
    pub(super) file: &'a File,
    pub(super) meter: Mutex<Box<dyn Meter>>,
    pub(super) told_of_fewer: Once,
}

/// How one part came out.
enum Fetched {
    Whole,
    /// It is over for another reason.
    Left,
    /// No part can be had from this server.
    Impossible(&'static str),
}

/// What one data connection brought.
enum Received {
    /// All that was wanted, before its end.
    Enough,
    /// Its end.
    End(End),
    /// Nothing more that is of use.
    Over(Fetched),
}

const REFUSES: &str = "the server refuses to begin in the middle (REST)";
const IGNORES: &str = "the server does not begin where it says (REST)";

impl Job<'_> {
    /// Fetches all parts: the last over this login, the others over as many more as the server allows.
    pub(super) fn run(&self, client: &mut Client, helpers: usize) -> Result<()> {
        let others_end = client.connector().waits.cancel.child()?;
        let forks: Vec<Client> =
            (0..helpers).map(|_| client.fork_under(others_end.clone())).collect();
        let learned = thread::scope(|scope| {
            let help = |mut fork: Client| {
                self.help(&mut fork);
                fork.profile().clone()
            };
            let others: Vec<_> =
                forks.into_iter().map(|fork| scope.spawn(move || help(fork))).collect();
            self.work(client);
            // Who is still about to log in need not.
            others_end.stop();
            others.into_iter().filter_map(|other| other.join().ok()).collect::<Vec<_>>()
        });
        for profile in &learned {
            client.profile_mut().merge(profile);
        }
        Ok(())
    }

    /// The main login: it fetches what nobody else does, as often as it takes and the rules allow.
    fn work(&self, client: &mut Client) {
        while let Some(mut seat) = self.desk.take(Choice::Last) {
            let outcome = seat.part().and_then(|part| self.fetch(client, part));
            self.note(outcome);
        }
    }

    /// One more login. That it is refused, or comes to nothing, is no failure: the others go on.
    fn help(&self, client: &mut Client) {
        client.expect(2);
        let outcome = self.help_as_long_as_it_can(client);
        if let Some(error) = outcome.err().filter(|error| !is_stop(error)) {
            let trace = &client.connector().trace;
            let text = "going on with fewer logins than --segments asks for";
            self.told_of_fewer.call_once(|| trace.note(&format!("{error}; {text}")));
        }
        self.desk.leave();
    }

    fn help_as_long_as_it_can(&self, client: &mut Client) -> Result<()> {
        let mut attempts = client.attempts(self.doing());
        while self.desk.is_wanting() {
            if !client.is_open() {
                client.enter_once_asking(&[Query::Passive])?;
            }
            let Some(mut seat) = self.desk.take(Choice::First) else { break };
            let part = seat.part()?;
            let before = part.next;
            match self.attempt(client, part, Choice::First) {
                // Whoever is free first may go on with it.
                Err(error) if error.is_transient() && !self.desk.is_over() => {
                    if part.next > before {
                        attempts.progressed();
                    }
                    seat.give_back();
                    attempts.again_after(error)?;
                }
                outcome => self.note(outcome),
            }
        }
        Ok(())
    }

    fn doing(&self) -> String {
        format!("getting a part of {}: ", printable(self.whole.remote.as_bytes()))
    }

    fn note(&self, outcome: Result<Fetched>) {
        match outcome {
            Ok(Fetched::Whole | Fetched::Left) => {}
            Ok(Fetched::Impossible(why)) => self.desk.end(Over::AsOne(why.to_owned())),
            Err(error) => self.desk.end(Over::Failed(error)),
        }
    }

    /// Fetches a part to its end.
    fn fetch(&self, client: &mut Client, part: &mut Part) -> Result<Fetched> {
        let mut attempts = client.attempts(self.doing());
        loop {
            let before = part.next;
            let error = match self.attempt(client, part, Choice::Last) {
                Ok(fetched) => return Ok(fetched),
                Err(error) => error,
            };
            if part.next > before {
                attempts.progressed();
            }
            if self.desk.is_over() {
                return Ok(Fetched::Left);
            }
            attempts.again_after(error)?;
        }
    }

    /// One try, from where the last one stopped.
    fn attempt(&self, client: &mut Client, part: &mut Part, choice: Choice) -> Result<Fetched> {
        // With a new login it costs nothing to ask. All is asked once more at the end.
        if !client.is_open() && self.whole.facts(client)? != self.whole.facts {
            return Ok(Fetched::Impossible("it changed meanwhile"));
        }
        let (from, known) = part.resume(self.file).map_err(local(STEP))?;
        let cancel = client.connector().waits.cancel.clone();
        let end = client.with_data(Idempotence::Harmless, |session| {
            self.receive(session, part, (from, &known), (choice, &cancel))
        })?;
        match end {
            Received::Over(fetched) => Ok(fetched),
            Received::Enough => {
                if choice == Choice::Last {
                    self.prove(client);
                }
                Ok(Fetched::Whole)
            }
            Received::End(end) => {
                let trace = client.connector().trace.as_ref();
                completeness::check(
                    part.next,
                    end,
                    Some(self.whole.size),
                    self.whole.rules,
                    trace,
                )?;
                Ok(Fetched::Whole)
            }
        }
    }

    /// Leaves a session whose data connection was broken off unless its next reply is the right one.
    fn prove(&self, client: &mut Client) {
        let told = client.with(|session| session.size(&self.whole.remote));
        if !matches!(told, Ok(Some(size)) if size == self.whole.size) {
            client.quit();
        }
    }

    /// Takes what comes on one data connection; of `known`, from which offset on which bytes must come first.
    fn receive(
        &self,
        session: &mut Session,
        part: &mut Part,
        known: (u64, &[u8]),
        (choice, cancel): (Choice, &Cancel),
    ) -> Result<Received> {
        let is_last = part.end == self.whole.size;
        let (from, mut expected) = known;
        let (mut download, begun) = session.retrieve_from(&self.whole.remote, from)?;
        if begun != from {
            return Ok(Received::Over(Fetched::Impossible(REFUSES)));
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
                () if wrong => return Ok(Received::Over(Fetched::Impossible(IGNORES))),
                () if !more => return download.finish().map(Received::End),
                () if part.is_whole() && !is_last => {
                    return match choice {
                        Choice::Last => download.break_off().map(|()| Received::Enough),
                        // The guard leaves the session.
                        Choice::First => Ok(Received::Enough),
                    };
                }
                () if self.desk.is_over() => return Ok(Received::Over(Fetched::Left)),
                () => {}
            }
        }
    }

    /// Writes the next bytes of a part, counts them, and keeps to the limit of the run.
    fn write(&self, part: &mut Part, bytes: &[u8], cancel: &Cancel) -> Result<()> {
        let fresh = part.take(bytes, self.file).map_err(local(STEP))?;
        self.meter.lock().unwrap_or_else(PoisonError::into_inner).advance(fresh);
        self.whole.rules.throttle.pace(bytes.len() as u64, cancel)
    }
}

fn is_stop(error: &Error) -> bool {
    matches!(error.root(), Error::Stopped(_))
}
