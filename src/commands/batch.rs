//! Several files over one or several logins: each is tried, each is told of when it is done, and one count is kept.
//!
//! `--jobs N` workers take files from one queue; each has a login of its own at every server that it has a file for.
//! What moves a file, and whether it is to be moved, is left to `get` and `put`.

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use clap::{Arg, Command, value_parser};

use super::Env;
use super::server::Servers;
use crate::error::{Class, Error, Response, Result};
use crate::ftp::client::Client;
use crate::ftp::habits::Habits;
use crate::net::cancel::Cancel;
use crate::transfer::Moved;
use crate::ui::report::{Action, Skip, Source, Way};
use crate::ui::tally::Tally;

/// More logins than this no server of the field allows one user.
const MOST_JOBS: i64 = 64;

/// One file.
pub(super) struct Job<T> {
    /// The number of its server.
    pub(super) server: usize,
    /// What it is called.
    pub(super) way: Way,
    /// What is to be moved.
    pub(super) file: T,
}

/// What became of a file that did not fail.
pub(super) enum Outcome {
    /// It arrived.
    Moved(Moved, Source),
    /// It was left as it is.
    Skipped(Skip),
}

/// Moves one file.
pub(super) type Work<'a, T> = dyn Fn(&mut Client, &T) -> Result<Outcome> + Sync + 'a;

/// Adds `--jobs`.
pub(super) fn define(command: Command) -> Command {
    command.arg(
        Arg::new("jobs")
            .short('j')
            .long("jobs")
            .value_name("N")
            .value_parser(value_parser!(u16).range(1..=MOST_JOBS))
            .default_value("1")
            .help("Move N files at a time, each over a login of its own"),
    )
}

/// How many workers are asked for.
pub(super) fn workers(env: &Env<'_>) -> usize {
    env.matches.get_one::<u16>("jobs").copied().unwrap_or(1).into()
}

/// A run over several files: what is told of them, and their count.
pub(super) struct Batch<'a> {
    env: &'a Env<'a>,
    action: Action,
    tally: Mutex<Tally>,
}

impl<'a> Batch<'a> {
    /// No file yet.
    pub(super) fn new(env: &'a Env<'a>, action: Action) -> Self {
        Self { env, action, tally: Mutex::default() }
    }

    /// Counts and tells of a file that failed before its turn came.
    pub(super) fn failed(&self, way: &Way, error: Error) -> Result<()> {
        self.tell(way, Instant::now(), Err(error))
    }

    /// The end of the run.
    pub(super) fn finish(&self) -> Result<Class> {
        let tally = lock(&self.tally);
        self.env.ui.summary(self.action, &tally)?;
        Ok(tally.class())
    }

    /// Moves all files with so many workers; the numbers of the jobs are those of `servers`.
    pub(super) fn run<T: Send>(
        &self,
        mut servers: Servers<'_>,
        workers: usize,
        jobs: Vec<Job<T>>,
        work: &Work<'_, T>,
    ) -> Result<()> {
        let workers = workers.min(jobs.len());
        let desk = Desk::new(jobs, servers.clients().count(), &self.env.cancel);
        let outside = if workers > 1 { first_logins(&mut servers) } else { Vec::new() };
        let forks: Vec<Vec<Client>> =
            (1..workers).map(|_| servers.clients().map(|client| client.fork()).collect()).collect();
        let learned = thread::scope(|scope| {
            let others: Vec<_> = forks
                .into_iter()
                .map(|mut clients| {
                    let (desk, standing) = (&desk, outside.clone());
                    scope.spawn(move || {
                        self.serve(desk, clients.iter_mut().collect(), standing, work);
                        clients.iter().map(|client| client.habits().clone()).collect()
                    })
                })
                .collect();
            let own: Vec<&mut Client> = servers.clients().collect();
            let inside = vec![Standing::Inside; own.len()];
            self.serve(&desk, own, inside, work);
            let joined =
                others.into_iter().map(|other| other.join().unwrap_or_else(|e| resume_unwind(e)));
            joined.collect::<Vec<Vec<Habits>>>()
        });
        for habits in &learned {
            servers
                .clients()
                .zip(habits)
                .for_each(|(client, seen)| client.habits_mut().merge(seen));
        }
        self.close(desk)?;
        self.say_last(&mut servers)
    }

    /// What is to be said when all is done (`--quote-after`): once at each server, and only then.
    fn say_last(&self, servers: &mut Servers<'_>) -> Result<()> {
        if lock(&self.tally).class() != Class::Done {
            return Ok(());
        }
        for client in servers.clients() {
            for command in client.connector().quotes_after.clone() {
                self.env.cancel.check()?;
                client.with(|session| session.quote(&command))?;
            }
        }
        Ok(())
    }

    /// Counts the files whose turn never came.
    fn close<T>(&self, desk: Desk<'_, T>) -> Result<()> {
        let state = desk.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let (false, Err(stop)) = (state.queue.is_empty(), self.env.cancel.check()) {
            lock(&self.tally).untried(state.queue.len(), stop.class());
        }
        state.halted.map_or(Ok(()), Err)
    }

    /// One worker, from its first file to its last.
    fn serve<T>(
        &self,
        desk: &Desk<'_, T>,
        mut clients: Vec<&mut Client>,
        mut standing: Vec<Standing>,
        work: &Work<'_, T>,
    ) {
        loop {
            let next = desk.next(&standing);
            let server = match &next {
                Next::Enter(server) => *server,
                Next::File(job) => job.server,
                Next::Nothing => return,
            };
            let (Some(client), Some(standing)) =
                (clients.get_mut(server), standing.get_mut(server))
            else {
                return;
            };
            *standing = match next {
                Next::File(job) => self.process(desk, client, job, work),
                _ => match client.enter_once() {
                    Ok(()) => desk.entered(server),
                    Err(error) => self.left_out(desk, &error),
                },
            };
        }
    }

    /// One file. Where the login was lost, and there is no other, the file goes back, if other
    /// workers are still there.
    fn process<T>(
        &self,
        desk: &Desk<'_, T>,
        client: &mut Client,
        job: Job<T>,
        work: &Work<'_, T>,
    ) -> Standing {
        let begin = Instant::now();
        let outcome = work(client, &job.file);
        let job = match &outcome {
            Err(error) if is_thrown_out(client, error) => match desk.give_back(job) {
                None => {
                    client.quit();
                    return self.left_out(desk, error);
                }
                Some(job) => job,
            },
            _ => job,
        };
        let told = self.tell(&job.way, begin, outcome);
        desk.done(told);
        Standing::Inside
    }

    /// A worker that stays outside is no failure: the others go on.
    fn left_out<T>(&self, desk: &Desk<'_, T>, error: &Error) -> Standing {
        let first = !std::mem::replace(&mut desk.lock().told_of_fewer, true);
        if first && !matches!(error, Error::Stopped(_)) {
            self.env.ui.warn(&format!("{error}; going on with fewer logins than --jobs asks for"));
        }
        Standing::Shut
    }

    fn tell(&self, way: &Way, begin: Instant, outcome: Result<Outcome>) -> Result<()> {
        // Held while it is told, so that lines and count agree.
        let mut tally = lock(&self.tally);
        match outcome {
            Ok(Outcome::Moved(moved, source)) => {
                tally.moved(moved);
                self.env.ui.moved(way, moved, source, begin.elapsed())
            }
            Ok(Outcome::Skipped(why)) => {
                tally.skipped();
                self.env.ui.skipped(way, why)
            }
            Err(error) => {
                tally.failed(error.class());
                self.env.ui.failed(way, &error)
            }
        }
    }
}

/// Where a worker stands with a server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Not logged in yet.
    Outside,
    /// Logged in, or to be the first.
    Inside,
    /// Not let in: files of this server are for others.
    Shut,
}

/// Logs in once at each server before anybody else does: a wrong password is not tried by all
/// workers, which could lock the account. Returns where the others stand.
fn first_logins(servers: &mut Servers<'_>) -> Vec<Standing> {
    let entered = servers.clients().map(|client| client.session().is_ok());
    entered.map(|is_in| if is_in { Standing::Outside } else { Standing::Shut }).collect()
}

/// Whether it is not the file that failed, but the way to the server.
fn is_thrown_out(client: &Client, error: &Error) -> bool {
    let crowded = error.refusal().is_some_and(Response::means_too_many);
    (crowded || client.is_shut()) && !matches!(error, Error::Stopped(_))
}

/// The queue that workers share.
struct Desk<'a, T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    cancel: &'a Cancel,
}

struct State<T> {
    queue: VecDeque<Job<T>>,
    /// Files in the hands of workers; they may come back.
    busy: usize,
    /// Workers that are in, for each server.
    serving: Vec<usize>,
    told_of_fewer: bool,
    /// Why no further file is begun.
    halted: Option<Error>,
}

/// What a worker is to do next.
enum Next<T> {
    File(Job<T>),
    /// Log in at this server: it has files.
    Enter(usize),
    Nothing,
}

impl<'a, T> Desk<'a, T> {
    fn new(jobs: Vec<Job<T>>, servers: usize, cancel: &'a Cancel) -> Self {
        let state = State {
            queue: jobs.into(),
            busy: 0,
            // The first worker counts everywhere, and stays.
            serving: vec![1; servers],
            told_of_fewer: false,
            halted: None,
        };
        Self { state: Mutex::new(state), changed: Condvar::new(), cancel }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        lock(&self.state)
    }

    /// The first file that a worker can take. As long as others are busy it waits: a file of theirs
    /// may come back.
    fn next(&self, standing: &[Standing]) -> Next<T> {
        let of = |server: usize| standing.get(server).copied().unwrap_or(Standing::Shut);
        let mut state = self.lock();
        loop {
            let over = state.halted.is_some() || standing.iter().all(|one| *one == Standing::Shut);
            if over || self.cancel.check().is_err() {
                return Next::Nothing;
            }
            let fits = state.queue.iter().position(|job| of(job.server) != Standing::Shut);
            if let Some(at) = fits
                && let Some(job) = state.queue.remove(at)
            {
                if of(job.server) == Standing::Inside {
                    state.busy += 1;
                    return Next::File(job);
                }
                let server = job.server;
                state.queue.insert(at, job);
                return Next::Enter(server);
            }
            if state.busy == 0 {
                return Next::Nothing;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn entered(&self, server: usize) -> Standing {
        if let Some(serving) = self.lock().serving.get_mut(server) {
            *serving += 1;
        }
        Standing::Inside
    }

    /// Takes a file back from a worker that leaves its server; not from the last that is there.
    fn give_back(&self, job: Job<T>) -> Option<Job<T>> {
        let mut state = self.lock();
        match state.serving.get_mut(job.server) {
            Some(serving) if *serving > 1 => *serving -= 1,
            _ => return Some(job),
        }
        state.queue.push_front(job);
        state.busy -= 1;
        self.changed.notify_all();
        None
    }

    fn done(&self, told: Result<()>) {
        let mut state = self.lock();
        state.busy -= 1;
        if let Err(error) = told {
            state.halted.get_or_insert(error);
        }
        self.changed.notify_all();
    }
}

/// A panic on another thread ends the run by itself; what it left is still a count.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
