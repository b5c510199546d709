//! Uploads that get their name in company: whole and checked under a temporary name, they are renamed by commands
//! that travel with those of the next file, which saves a round trip.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use super::{Naming, Sending};
use crate::error::{Error, Result, network, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::journal::WORTH_RESUMING;
use crate::transfer::pool::WorkerPool;
use crate::transfer::{Moved, State, rename};

/// What an upload came to that did not fail.
pub enum PutOutcome {
    /// It has its name.
    Done(Moved),
    /// It will have it when it is finished.
    PendingRename(PendingRename),
}

/// An upload whose renaming was left to the next commands. It is done only when [`Waiting`] tells it.
#[must_use = "an upload must be finished"]
pub struct PendingRename {
    from: RemotePath,
    to: RemotePath,
    size: u64,
    moved: Moved,
}

impl PendingRename {
    /// Leaves the renaming to the next commands. What was left before must be finished.
    fn leave(&self, client: &mut Client) {
        client.defer_rename(&self.from, &self.to);
    }

    /// Makes sure that the file has its name: sends what was not sent yet, and sees to an answer that was lost or not
    /// good.
    pub(super) fn finish(&self, client: &mut Client) -> Result<Moved> {
        let Self { from, to, size, moved } = self;
        let mut attempts = client.attempts(format!("putting {}: ", printable(to.as_bytes())));
        let mut outcome = rename::conclude_deferred(client, from, to, *size);
        while let Err(error) = outcome {
            attempts.again_after(error)?;
            outcome = rename::rename(client, from, to, true, *size);
        }
        Ok(*moved)
    }
}

/// Uploads of a crew that wait for the next, one a worker, with what is to be told of each.
pub struct Waiting<T> {
    /// What each worker left to its next task.
    held: Mutex<HashMap<ThreadId, (T, PendingRename)>>,
    /// What was left by workers that lost their login.
    orphans: Mutex<Vec<(T, PendingRename)>>,
    /// Why something could not be told.
    untold: Mutex<Option<Error>>,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self { held: Mutex::default(), orphans: Mutex::default(), untold: Mutex::default() }
    }
}

impl<T> Waiting<T> {
    /// Does the next task of this worker. What its last one left went out before the first word of this one: it is
    /// finished and told now. What this one leaves, as `held` finds it, goes out with what comes next.
    pub fn next<O>(
        &self,
        client: &mut Client,
        task: impl FnOnce(&mut Client) -> Result<O>,
        held: impl FnOnce(&O) -> Option<&PendingRename>,
        tell: impl FnOnce(&T, Result<Moved>) -> Result<()>,
    ) -> Result<O> {
        let outcome = task(client);
        self.rest(client, tell);
        if let Some(held) = outcome.as_ref().ok().and_then(held) {
            held.leave(client);
        }
        outcome
    }

    /// Keeps what this worker left.
    pub fn keep(&self, what: T, held: PendingRename) {
        lock(&self.held).insert(thread::current().id(), (what, held));
    }

    /// Finishes and tells what this worker left, if its login stands.
    pub fn rest(&self, client: &mut Client, tell: impl FnOnce(&T, Result<Moved>) -> Result<()>) {
        let waiting = lock(&self.held).remove(&thread::current().id());
        let Some((what, held)) = waiting else { return };
        let outcome = held.finish(client);
        if outcome.is_err() && client.is_shut() {
            // Another login may still see to it.
            lock(&self.orphans).push((what, held));
            return;
        }
        self.note(tell(&what, outcome));
    }

    /// Finishes and tells what workers left that lost their logins. A crew's run is not over before.
    pub fn adopt(
        &self,
        crew: &mut WorkerPool<'_>,
        server: impl Fn(&T) -> usize,
        tell: impl Fn(&T, Result<Moved>) -> Result<()>,
    ) -> Result<()> {
        for (what, held) in std::mem::take(&mut *lock(&self.orphans)) {
            let outcome = match crew.best(server(&what)) {
                Some(client) => held.finish(client),
                None => Err(network("nobody is logged in to give it its name")),
            };
            self.note(tell(&what, outcome));
        }
        self.told()
    }

    /// The first error of telling, once: it ends the run.
    pub fn told(&self) -> Result<()> {
        lock(&self.untold).take().map_or(Ok(()), Err)
    }

    fn note(&self, told: Result<()>) {
        if let Err(error) = told {
            lock(&self.untold).get_or_insert(error);
        }
    }
}

/// A panic on another thread ends the run by itself; what it left is still to be finished.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sending<'_> {
    /// Whether the name can wait: not that of a large file, which would be sent again if the run were ended right
    /// then, nor one that the server may change.
    pub(super) fn may_wait(&self, client: &Client, name: &RemotePath) -> bool {
        let small = self.outgoing.size.is_some_and(|size| size < WORTH_RESUMING);
        let wanted = self.naming == Naming::Deferred && name != self.remote && !self.renaming;
        let doubtful = client.standing().is_some_and(|session| session.is_doubtful(self.remote));
        // A relative name means something else once the server was sent to a folder.
        let rooted = self.remote.is_absolute();
        wanted && small && rooted && !doubtful && client.can_defer_rename()
    }

    pub(super) fn hold(&mut self, from: RemotePath, state: State) -> PendingRename {
        let (to, size) = (self.remote.clone(), self.there.unwrap_or(self.sent));
        PendingRename { from, to, size, moved: self.done(state) }
    }
}
