//! Several files over one or several logins: each is tried, each is told of when it is done, and one count is kept.
//!
//! What moves a file, and whether it is to be moved, is left to `get` and `put`; who moves it when, to `transfer::pool`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use clap::{Arg, Command, value_parser};

use super::Env;
use super::connections::Connections;
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::Moved;
use crate::transfer::pool::{self, Step, Task, Turn, WorkerPool};
use crate::transfer::put::PendingRename;
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
    /// It arrived, and is to get its name with the next.
    PendingRename(Box<PendingRename>),
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
        servers: &mut Connections<'_>,
        workers: usize,
        jobs: Vec<Job<T>>,
        work: &Work<'_, T>,
    ) -> Result<()> {
        let workers = workers.min(jobs.len());
        let task = |job: Job<T>| Task { server: job.server, item: job };
        let tasks: Vec<_> = jobs.into_iter().map(task).collect();
        let mut crew = WorkerPool::new(servers.clients().collect(), workers, &self.env.cancel);
        let remaining = crew.run(tasks, 1, &Moving { batch: self, work });
        drop(crew);
        if let (false, Err(stop)) = (remaining.tasks.is_empty(), self.env.cancel.check()) {
            lock(&self.tally).untried(remaining.tasks.len(), stop.class());
        }
        remaining.or_error()?;
        if let Err(error) = self.say_last(servers) {
            self.env.ui.error(&error.to_string());
            lock(&self.tally).failed_beside(error.class(), error.to_string());
        }
        Ok(())
    }

    /// What is to be said when all is done (`--quote-after`): once at each server, and only then.
    fn say_last(&self, servers: &mut Connections<'_>) -> Result<()> {
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

    fn tell(&self, way: &Way, begin: Instant, outcome: Result<Outcome>) -> Result<()> {
        // Held while the file is reported, so that lines and count agree.
        let mut tally = lock(&self.tally);
        match outcome {
            Ok(Outcome::Moved(moved, source)) => {
                tally.moved(moved);
                self.env.ui.moved(way, moved, source, begin.elapsed())
            }
            // Reported when it is finished.
            Ok(Outcome::PendingRename(_)) => Ok(()),
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

/// A batch at work.
struct Moving<'a, 'b, T> {
    batch: &'a Batch<'b>,
    work: &'a Work<'a, T>,
}

impl<T: Send> pool::Work<Job<T>> for Moving<'_, '_, T> {
    type Done = Outcome;

    fn work(&self, turn: Turn<'_, Job<T>>, job: &mut Job<T>) -> Result<Step<Outcome>> {
        Ok(match (self.work)(turn.client, &job.file)? {
            Outcome::PendingRename(rename) => {
                let moved = rename.transferred().moved;
                Step::Rename(rename, Outcome::Moved(moved, Source::Kept))
            }
            outcome => Step::Done(outcome),
        })
    }

    fn ended(
        &self,
        client: &Client,
        mut job: Job<T>,
        begin: Instant,
        outcome: Result<Outcome>,
    ) -> Result<()> {
        let typed = RemotePath::new(job.way.remote.clone());
        job.way.absolute = client.known_absolute(&typed).map(|path| path.as_bytes().to_vec());
        self.batch.tell(&job.way, begin, outcome)
    }
}

/// A panic on another thread ends the run by itself; the count is still one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
