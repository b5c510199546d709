//! A plan carried out: folders before their files, large files first, deletions last and only when all went well.

mod after;
mod backup;
mod down;
mod up;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::ledger::{Seen, Writer};
use super::names::{Paths, lies_in};
use super::plan::{Action, Removal, Step};
use super::tree::{Tree, depth};
use super::{Direction, path_of};
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::pool::{Step as Turned, Task, Turn, Work, WorkerPool};
use crate::transfer::progress::Observer;
use crate::transfer::{Moved, Rules, Stamped};

pub use after::{finish_record, mark_done, remove_same, sweep};
pub use backup::Backup;

/// Files from this size on are moved first, the largest before the others, so that no worker idles at the end.
const LARGE: u64 = 1024 * 1024;

/// A worker more logs in where so many small steps wait.
const BACKLOG: usize = 3;

/// What a run works with.
pub struct Job<'a> {
    /// Which side is the source.
    pub way: Direction,
    /// The local root, without links in it.
    pub local: &'a Path,
    /// The remote root.
    pub remote: &'a RemotePath,
    /// What the source was when it was scanned.
    pub source: &'a Tree,
    /// What the target was.
    pub target: &'a Tree,
    /// How files are moved.
    pub rules: &'a Rules,
    /// Where the target's side keeps what goes, if it is kept.
    pub backup: Option<Backup>,
    /// What becomes of sources.
    pub fate: SourceAfter,
    /// Folders whose sources stay all the same: they may be links to folders elsewhere.
    pub kept: &'a Paths,
    /// What the first failure does.
    pub failure: Failure,
    /// Takes what was moved without its time.
    pub record: &'a Writer,
    /// Draws the progress of files.
    pub observer: &'a dyn Observer,
    /// Is told what was done.
    pub teller: &'a dyn Reporter,
}

/// What becomes of the source of a file that arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceAfter {
    /// It stays.
    #[default]
    Stays,
    /// It is removed, once its copy is verified.
    Removed,
}

/// What a failure does to the rest of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failure {
    /// Nothing.
    #[default]
    GoesOn,
    /// It is the end of it.
    Stops,
}

/// What came of one action.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// A file was moved.
    Moved(Moved, SourceAfter),
    /// A folder or link was made, something was deleted or moved away.
    Changed,
}

/// Is told what was done.
pub trait Reporter: Sync {
    /// One action is done, or failed. An error ends the run.
    fn done(&self, action: &Action, took: Duration, outcome: Result<Done>) -> Result<()>;
}

/// How a run went.
#[derive(Debug, Default)]
pub struct Report {
    /// Actions that failed.
    pub failed: usize,
    /// Actions whose turn never came.
    pub untried: usize,
    /// Deletions that were left because something failed.
    pub withheld: usize,
    /// What was moved without its time.
    pub unstamped: Vec<(Vec<u8>, Seen)>,
}

/// A run at work.
struct Running<'a> {
    job: &'a Job<'a>,
    /// Folders that could not be made: what lies in them has no turn.
    lost: Mutex<HashSet<Vec<u8>>>,
    unstamped: Mutex<Vec<(Vec<u8>, Seen)>>,
    failed: AtomicUsize,
    skipped: AtomicUsize,
    /// The server changes no permissions.
    no_modes: AtomicBool,
}

/// The outcome of an action, before it is counted.
enum Came {
    Done(Done),
    /// A file whose rename was deferred.
    Sent(Moved, Sent),
    /// The folder it lies in could not be made.
    NoTurn,
}

/// The time of a file that was sent, in seconds and nanoseconds.
type Sent = (i64, u32);

/// Carries out a plan.
pub fn run(crew: &mut WorkerPool<'_>, job: &Job<'_>, actions: Vec<Action>) -> Result<Report> {
    let running = Running {
        job,
        lost: Mutex::default(),
        unstamped: Mutex::default(),
        failed: AtomicUsize::new(0),
        skipped: AtomicUsize::new(0),
        no_modes: AtomicBool::new(false),
    };
    let mut report = Report::default();
    let outcome = running.phases(crew, actions, &mut report);
    report.failed = running.failed.load(Ordering::SeqCst);
    report.untried += running.skipped.load(Ordering::SeqCst);
    report.unstamped = running.unstamped.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcome.map(|()| report)
}

impl Running<'_> {
    fn phases(
        &self,
        crew: &mut WorkerPool<'_>,
        actions: Vec<Action>,
        report: &mut Report,
    ) -> Result<()> {
        let mut parts: [Vec<Action>; 5] = Default::default();
        for action in actions {
            let at = match action.step {
                Step::Clear(_) => 0,
                Step::MakeFolder => 1,
                Step::Transfer { .. } => 2,
                Step::Link { .. } => 3,
                Step::Remove(_) => 4,
            };
            if let Some(part) = parts.get_mut(at) {
                part.push(action);
            }
        }
        let [clear, make, mut transfer, link, remove] = parts;
        let folders: Vec<Vec<u8>> = make.iter().map(|action| action.path.clone()).collect();
        transfer.sort_by_key(|action| match action.step {
            Step::Transfer { bytes: Some(bytes), .. } if bytes >= LARGE => u64::MAX - bytes,
            _ => u64::MAX,
        });
        let mut waves = by_depth(clear);
        waves.extend(by_depth(make));
        waves.extend([transfer, link]);
        for wave in waves {
            self.wave(crew, wave, report)?;
        }
        if self.failed.load(Ordering::SeqCst) > 0 || report.untried > 0 {
            report.withheld = remove.len();
        } else {
            let (folders, files): (Vec<_>, Vec<_>) = remove
                .into_iter()
                .partition(|action| action.step == Step::Remove(Removal::RemoveFolder));
            self.wave(crew, files, report)?;
            for wave in by_depth(folders) {
                self.wave(crew, wave, report)?;
            }
        }
        self.folder_times(crew, folders)
    }

    /// Actions that do not depend on each other.
    fn wave(
        &self,
        crew: &mut WorkerPool<'_>,
        actions: Vec<Action>,
        report: &mut Report,
    ) -> Result<()> {
        if self.is_over() {
            report.untried += actions.len();
            return Ok(());
        }
        let bytes: u64 = actions
            .iter()
            .map(|action| match action.step {
                Step::Transfer { bytes, .. } => bytes.unwrap_or(0),
                _ => 0,
            })
            .fold(0, u64::saturating_add);
        let backlog = if bytes >= LARGE { 1 } else { BACKLOG };
        let task = |item: Action| Task { server: 0, item };
        let left = crew.run(actions.into_iter().map(task).collect(), backlog, self);
        report.untried += left.tasks.len();
        match left.error {
            Some(error) if !self.is_over() => Err(error),
            _ => Ok(()),
        }
    }

    fn is_over(&self) -> bool {
        self.job.failure == Failure::Stops && self.failed.load(Ordering::SeqCst) > 0
    }

    /// Folders that were made get the times of their sources, as far as both sides can; it is no failure if not.
    fn folder_times(&self, crew: &mut WorkerPool<'_>, mut folders: Vec<Vec<u8>>) -> Result<()> {
        folders.reverse();
        match self.job.way {
            Direction::Down => down::folder_times(self.job, &folders),
            Direction::Up => up::folder_times(crew, self.job, folders)?,
        }
        Ok(())
    }

    fn act(&self, client: &mut Client, action: &Action) -> Result<Turned<Came>> {
        let job = self.job;
        let done = match (&action.step, job.way) {
            (Step::Transfer { replaces, .. }, Direction::Up) => {
                return up::transfer(self, client, &action.path, *replaces);
            }
            (Step::Transfer { replaces, .. }, Direction::Down) => {
                down::transfer(self, client, &action.path, *replaces)
            }
            (Step::Clear(how) | Step::Remove(how), Direction::Up) => {
                up::remove(job, client, &action.path, *how).map(|()| Done::Changed)
            }
            (Step::Clear(how) | Step::Remove(how), Direction::Down) => {
                down::remove(job, &action.path, *how).map(|()| Done::Changed)
            }
            (Step::MakeFolder, Direction::Up) => {
                up::folder(self, client, &action.path).map(|()| Done::Changed)
            }
            (Step::MakeFolder, Direction::Down) => {
                down::make_folder(job, &action.path).map(|()| Done::Changed)
            }
            (Step::Link { to }, Direction::Down) => {
                down::link(job, &action.path, to).map(|()| Done::Changed)
            }
            (Step::Link { .. }, Direction::Up) => {
                let text =
                    "links cannot be made on a server: --links follow sends what they point to";
                Err(Error::Plain(Class::Refused, text.into()))
            }
        };
        done.map(|done| Turned::Done(Came::Done(done)))
    }

    /// Remembers a file that was sent, if the server could not set its time.
    fn sent(&self, path: &[u8], moved: Moved, local: Sent) {
        if moved.stamped == Stamped::No {
            self.unstamped(path, Seen { size: moved.bytes, local, remote: None });
        }
    }

    /// Counts and tells an action that is done, or failed.
    fn told(&self, action: &Action, begin: Instant, outcome: Result<Done>) -> Result<()> {
        let failed = outcome.is_err();
        if failed {
            self.failed.fetch_add(1, Ordering::SeqCst);
            if matches!(action.step, Step::MakeFolder | Step::Clear(_)) {
                lock(&self.lost).insert(action.path.clone());
            }
        }
        self.job.teller.done(action, begin.elapsed(), outcome)?;
        if failed && self.job.failure == Failure::Stops {
            return Err(Error::Plain(Class::Partial, "stopped at the first failure".into()));
        }
        Ok(())
    }

    /// Remembers a file whose time is not its source's.
    fn unstamped(&self, path: &[u8], seen: Seen) {
        self.job.record.add(path, &seen);
        lock(&self.unstamped).push((path.to_vec(), seen));
    }
}

impl Work<Action> for Running<'_> {
    type Done = Came;

    fn work(&self, turn: Turn<'_, Action>, action: &mut Action) -> Result<Turned<Came>> {
        if lies_in(&action.path, &lock(&self.lost)) {
            return Ok(Turned::Done(Came::NoTurn));
        }
        self.act(turn.client, action)
    }

    fn ended(
        &self,
        _: &Client,
        action: Action,
        begin: Instant,
        outcome: Result<Came>,
    ) -> Result<()> {
        match outcome {
            Ok(Came::NoTurn) => {
                self.skipped.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }
            Ok(Came::Sent(moved, time)) => {
                self.sent(&action.path, moved, time);
                self.told(&action, begin, Ok(Done::Moved(moved, SourceAfter::Stays)))
            }
            Ok(Came::Done(done)) => self.told(&action, begin, Ok(done)),
            Err(error) => self.told(&action, begin, Err(error)),
        }
    }
}

/// Parts actions by how deep they lie, in the order in which they come.
fn by_depth(actions: Vec<Action>) -> Vec<Vec<Action>> {
    let mut waves: Vec<Vec<Action>> = Vec::new();
    let mut last = None;
    let mut actions = actions;
    let deepest_first =
        actions.first().is_some_and(|action| !matches!(action.step, Step::MakeFolder));
    actions.sort_by_key(|action| {
        let depth = depth(&action.path);
        if deepest_first { usize::MAX - depth } else { depth }
    });
    for action in actions {
        let depth = depth(&action.path);
        match waves.last_mut() {
            Some(wave) if last == Some(depth) => wave.push(action),
            _ => waves.push(vec![action]),
        }
        last = Some(depth);
    }
    waves
}

/// The local path of what lies below the root.
fn here(job: &Job<'_>, path: &[u8]) -> PathBuf {
    if path.is_empty() { job.local.to_owned() } else { job.local.join(path_of(path)) }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
