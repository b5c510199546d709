//! The worker pool: workers that take tasks from one queue, each with a login of its own at every server that it has
//! a task for. Batches, mirrors and the segments of one file use it.
//!
//! A worker that a server refuses a login leaves its tasks to the others and tries again later. The meaning of a task,
//! and the messages about it, are left to whoever gives them.

mod login;
mod queue;
mod work;
mod worker;

use std::panic::resume_unwind;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::thread;

use self::login::LoginState;
use self::queue::Workers;
use self::worker::{Pending, Seat, Worker};
use crate::error::{Result, network};
use crate::ftp::client::Client;
use crate::ftp::login::host_profile::HostProfile;
use crate::net::cancel::Cancel;

pub use queue::{Remaining, Task, TaskQueue};
pub use work::{Step, Turn, Work};

/// The workers. Their logins last as long as the pool.
pub struct WorkerPool<'c> {
    callers: Vec<Seat<&'c mut Client>>,
    forks: Vec<Vec<Seat<Client>>>,
    cancel: Cancel,
    began: bool,
    /// The option that asked for so many workers, for messages.
    asked_by: &'static str,
    /// Whether it was reported that there are fewer logins than workers.
    reported_fewer: AtomicBool,
}

impl<'c> WorkerPool<'c> {
    /// So many workers; the first uses these clients, one a server, the others forks of them.
    pub fn new(clients: Vec<&'c mut Client>, workers: usize, cancel: &Cancel) -> Self {
        let fork = |_| {
            let forked = clients.iter().map(|client| client.fork());
            forked.map(|client| Seat { client, login: LoginState::NotLoggedIn }).collect()
        };
        let forks = (1..workers).map(fork).collect();
        let seat = |client| Seat { client, login: LoginState::LoggedIn };
        Self {
            callers: clients.into_iter().map(seat).collect(),
            forks,
            cancel: cancel.clone(),
            began: false,
            asked_by: "--jobs",
            reported_fewer: AtomicBool::new(false),
        }
    }

    /// The same, asked for by this option.
    #[must_use]
    pub fn asked_by(mut self, option: &'static str) -> Self {
        self.asked_by = option;
        self
    }

    /// The first worker's client at a server.
    pub fn first(&mut self, server: usize) -> Option<&mut Client> {
        self.callers.get_mut(server).map(|seat| &mut *seat.client)
    }

    /// Does all tasks, in their order as far as workers are free. A worker more logs in only where so many tasks wait.
    ///
    /// Returns the tasks that remain because the run was stopped or halted.
    pub fn run<T: Send, W: Work<T, Done: Send>>(
        &mut self,
        tasks: Vec<Task<T>>,
        backlog: usize,
        work: &W,
    ) -> Remaining<T> {
        self.first_logins();
        let servers = (0..self.callers.len()).map(|server| self.workers_at(server)).collect();
        let cancel = self.cancel.clone();
        let queue = TaskQueue::new(tasks, servers, backlog, &cancel);
        // Pending renames of workers that lost their login.
        let orphans = Mutex::new(Vec::new());
        thread::scope(|scope| {
            let (queue, orphans) = (&queue, &orphans);
            let (asked_by, reported_fewer) = (self.asked_by, &self.reported_fewer);
            let mut threads = Vec::new();
            for (number, fork) in self.forks.iter_mut().enumerate() {
                threads.push(scope.spawn(move || {
                    let seats = fork.iter_mut();
                    let seats =
                        seats.map(|seat| Seat { client: &mut seat.client, login: seat.login });
                    let seats = seats.collect();
                    let worker =
                        Worker::new(number + 1, seats, queue, work, (asked_by, reported_fewer));
                    let logins = worker.serve(orphans);
                    for (seat, login) in fork.iter_mut().zip(logins) {
                        seat.login = login;
                    }
                }));
            }
            let seats = self.callers.iter_mut();
            let seats = seats.map(|seat| Seat { client: &mut *seat.client, login: seat.login });
            let seats = seats.collect();
            let worker = Worker::new(0, seats, queue, work, (asked_by, reported_fewer));
            let logins = worker.serve(orphans);
            for (seat, login) in self.callers.iter_mut().zip(logins) {
                seat.login = login;
            }
            for thread in threads {
                thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
        let mut remaining = queue.close();
        let orphans = orphans.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = self.finish_orphans(orphans, work) {
            remaining.error.get_or_insert(error);
        }
        remaining
    }

    fn workers_at(&self, server: usize) -> Workers {
        let mut workers = Workers { serving: 1, refused: 0, all: 1 };
        for seat in self.forks.iter().filter_map(|fork| fork.get(server)) {
            workers.all += 1;
            workers.serving += usize::from(seat.login == LoginState::LoggedIn);
            workers.refused += usize::from(seat.login.is_refused());
        }
        workers
    }

    /// Finishes the pending renames of workers that lost their login with another's.
    fn finish_orphans<T, W: Work<T>>(
        &mut self,
        orphans: Vec<Pending<T, W::Done>>,
        work: &W,
    ) -> Result<()> {
        let mut first = Ok(());
        for mut pending in orphans {
            let Some(client) = self.open_client(pending.server) else { continue };
            let outcome = if client.is_shut() {
                Err(network("no worker is logged in any more to rename the upload"))
            } else {
                pending.rename.finish(client)
            };
            let outcome = outcome.map(|()| pending.done);
            first = first.and(work.ended(client, pending.item, pending.begin, outcome));
        }
        first
    }

    /// The first worker's client at a server, or another's where it lost its login and the other did not: the server
    /// may refuse a further login.
    pub fn open_client(&mut self, server: usize) -> Option<&mut Client> {
        let own = self.callers.get_mut(server).map(|seat| &mut *seat.client);
        if own.as_ref().is_some_and(|own| own.is_open()) {
            return own;
        }
        let mut others = self.forks.iter_mut().filter_map(|fork| fork.get_mut(server));
        others.find(|seat| seat.client.is_open()).map(|seat| &mut seat.client).or(own)
    }

    /// Logs in once at each server before any other worker does: a wrong password is not tried by all
    /// workers, which could lock the account.
    fn first_logins(&mut self) {
        if std::mem::replace(&mut self.began, true) || self.forks.is_empty() {
            return;
        }
        for (server, seat) in self.callers.iter_mut().enumerate() {
            if seat.client.session().is_err() {
                for seat in self.forks.iter_mut().filter_map(|fork| fork.get_mut(server)) {
                    seat.login = LoginState::Shut;
                }
            }
        }
    }
}

/// The forks' host profiles are merged into those of the caller's clients.
impl Drop for WorkerPool<'_> {
    fn drop(&mut self) {
        for fork in &self.forks {
            let learned: Vec<&HostProfile> =
                fork.iter().map(|seat| seat.client.profile()).collect();
            for (seat, profile) in self.callers.iter_mut().zip(learned) {
                seat.client.profile_mut().merge(profile);
            }
        }
    }
}
