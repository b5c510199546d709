//! Carries out a plan: folders before their files, large files first, deletions last and only when all went well.

mod after;
mod down;
mod job;
mod running;
mod up;

use std::time::Instant;

use self::running::Running;
use super::Direction;
use super::plan::{Action, Removal, Step};
use super::tree::depth;
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::transfer::Moved;
use crate::transfer::pool::{Step as TaskStep, Task, Turn, Work, WorkerPool};

pub use after::{finish_ledger, mark_done, remove_same, sweep};
pub use job::{Backup, Done, Failure, Job, Outcome, Report, SourceAfter};

/// Files from this size on are moved first, the largest before the others, so that no worker idles at the end.
const LARGE: u64 = 1024 * 1024;

/// A worker more logs in where so many small actions wait.
const BACKLOG: usize = 3;

/// The result of an action, before it is counted.
enum ActionDone {
    Done(Done),
    /// A file whose rename was deferred, with its local time in seconds and nanoseconds.
    Sent(Moved, (i64, u32)),
    /// The folder it lies in could not be made.
    Skipped,
}

/// Carries out a plan.
pub fn run(pool: &mut WorkerPool<'_>, job: &Job<'_>, actions: Vec<Action>) -> Result<Outcome> {
    let running = Running::begin(job)?;
    let mut counted = Outcome::default();
    let ended = running.phases(pool, actions, &mut counted);
    let outcome = running.end(&counted);
    ended.map(|()| outcome)
}

impl Running<'_> {
    fn phases(
        &self,
        pool: &mut WorkerPool<'_>,
        actions: Vec<Action>,
        counted: &mut Outcome,
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
            self.wave(pool, wave, counted)?;
        }
        if self.has_failed() || counted.untried > 0 {
            counted.withheld = remove.len();
        } else {
            let is_folder = |action: &Action| action.step == Step::Remove(Removal::RemoveFolder);
            let (folders, files): (Vec<_>, Vec<_>) = remove.into_iter().partition(is_folder);
            self.wave(pool, files, counted)?;
            for wave in by_depth(folders) {
                self.wave(pool, wave, counted)?;
            }
        }
        self.folder_times(pool, folders)
    }

    /// Does actions that do not depend on each other.
    fn wave(
        &self,
        pool: &mut WorkerPool<'_>,
        actions: Vec<Action>,
        counted: &mut Outcome,
    ) -> Result<()> {
        if self.is_over() {
            counted.untried += actions.len();
            return Ok(());
        }
        let bytes = actions.iter().fold(0_u64, |sum, action| match action.step {
            Step::Transfer { bytes, .. } => sum.saturating_add(bytes.unwrap_or(0)),
            _ => sum,
        });
        let backlog = if bytes >= LARGE { 1 } else { BACKLOG };
        let task = |item: Action| Task { server: 0, item };
        let left = pool.run(actions.into_iter().map(task).collect(), backlog, self);
        counted.untried += left.tasks.len();
        match left.error {
            Some(error) if !self.is_over() => Err(error),
            _ => Ok(()),
        }
    }

    /// Gives folders that were made the times of their sources, as far as both sides can; it is no failure if not.
    fn folder_times(&self, pool: &mut WorkerPool<'_>, mut folders: Vec<Vec<u8>>) -> Result<()> {
        folders.reverse();
        match self.job.direction {
            Direction::Down => down::folder_times(self, &folders),
            Direction::Up => up::folder_times(pool, self.job, folders),
        }
    }

    fn act(&self, client: &mut Client, action: &Action) -> Result<TaskStep<ActionDone>> {
        let path = &action.path;
        let done = match (&action.step, self.job.direction) {
            (Step::Transfer { replaces, .. }, Direction::Up) => {
                return up::transfer(self, client, path, *replaces).map(|sent| match sent {
                    up::Sent::Named(done) => TaskStep::Done(ActionDone::Done(done)),
                    up::Sent::Unnamed(rename, moved, time) => {
                        TaskStep::Rename(rename, ActionDone::Sent(moved, time))
                    }
                });
            }
            (Step::Transfer { replaces, .. }, Direction::Down) => {
                down::transfer(self, client, path, *replaces)?
            }
            (Step::Clear(how) | Step::Remove(how), Direction::Up) => {
                up::remove(self.job, client, path, *how)?;
                Done::Changed
            }
            (Step::Clear(how) | Step::Remove(how), Direction::Down) => {
                down::remove(self, path, *how)?;
                Done::Changed
            }
            (Step::MakeFolder, Direction::Up) => {
                up::make_folder(self, client, path)?;
                Done::Changed
            }
            (Step::MakeFolder, Direction::Down) => {
                down::make_folder(self, path)?;
                Done::Changed
            }
            (Step::Link { to }, Direction::Down) => {
                down::make_link(self, path, to)?;
                Done::Changed
            }
            (Step::Link { .. }, Direction::Up) => {
                let text = "links cannot be made on a server: --links follow sends their targets";
                return Err(Error::Plain(Class::Refused, text.into()));
            }
        };
        Ok(TaskStep::Done(ActionDone::Done(done)))
    }
}

impl Work<Action> for Running<'_> {
    type Done = ActionDone;

    fn work(&self, turn: Turn<'_, Action>, action: &mut Action) -> Result<TaskStep<ActionDone>> {
        if self.is_lost(&action.path) {
            return Ok(TaskStep::Done(ActionDone::Skipped));
        }
        self.act(turn.client, action)
    }

    fn ended(
        &self,
        _: &Client,
        action: Action,
        begin: Instant,
        outcome: Result<ActionDone>,
    ) -> Result<()> {
        match outcome {
            Ok(ActionDone::Skipped) => {
                self.skip();
                Ok(())
            }
            Ok(ActionDone::Sent(moved, time)) => {
                self.sent(&action.path, moved, time);
                self.report(&action, begin, Ok(Done::Moved(moved, SourceAfter::Stays)))
            }
            Ok(ActionDone::Done(done)) => self.report(&action, begin, Ok(done)),
            Err(error) => self.report(&action, begin, Err(error)),
        }
    }
}

/// Parts actions by how deep they lie, in the order in which they come.
fn by_depth(mut actions: Vec<Action>) -> Vec<Vec<Action>> {
    let mut waves: Vec<Vec<Action>> = Vec::new();
    let mut last = None;
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
