//! The work on tasks, as whoever gives them defines it.

use std::time::Instant;

use super::queue::TaskQueue;
use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::ops::query::Query;
use crate::transfer::put::PendingRename;

/// The work on tasks.
pub trait Work<T>: Sync {
    /// The result of a task.
    type Done;

    /// Does one task.
    fn work(&self, turn: Turn<'_, T>, item: &mut T) -> Result<Step<Self::Done>>;

    /// The queries that travel with the setup of a worker's login.
    fn prefetch(&self) -> &'static [Query] {
        &[]
    }

    /// Takes the outcome of a task that began at `begin` with this client. An error ends the run: tasks that wait
    /// remain.
    fn ended(
        &self,
        client: &Client,
        item: T,
        begin: Instant,
        outcome: Result<Self::Done>,
    ) -> Result<()>;
}

/// A worker's turn at a task.
pub struct Turn<'t, T> {
    /// The worker's client at the task's server.
    pub client: &'t mut Client,
    /// The queue, for tasks that are found meanwhile.
    pub queue: &'t TaskQueue<'t, T>,
    /// The number of the worker; 0 is the one that uses the caller's clients.
    pub worker: usize,
}

/// The result of a task that did not fail.
pub enum Step<D> {
    /// It is done.
    Done(D),
    /// An upload is whole and checked. The result holds once its rename is finished, which the worker sees to with its
    /// next task.
    Rename(Box<PendingRename>, D),
}
