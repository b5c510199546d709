//! The state that the workers of a run share.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::super::Direction;
use super::super::ledger::Seen;
use super::super::names::{Paths, lies_in};
use super::super::plan::{Action, Step};
use super::job::{Done, Failure, Job, Outcome};
use crate::error::{Class, Error, Result};
use crate::transfer::local::Root;
use crate::transfer::{Moved, Stamped};

/// A run at work.
pub(super) struct Running<'a> {
    pub(super) job: &'a Job<'a>,
    /// The local target: no link below it is followed.
    target: Option<Root>,
    /// Folders that could not be made: actions in them have no turn.
    lost: Mutex<Paths>,
    unstamped: Mutex<Vec<(Vec<u8>, Seen)>>,
    failed: AtomicUsize,
    skipped: AtomicUsize,
    /// The server changes no permissions.
    no_modes: AtomicBool,
}

impl<'a> Running<'a> {
    pub(super) fn begin(job: &'a Job<'a>) -> Result<Self> {
        let target = match job.direction {
            Direction::Down => Some(Root::open(job.local)?),
            Direction::Up => None,
        };
        Ok(Self {
            job,
            target,
            lost: Mutex::new(HashSet::new()),
            unstamped: Mutex::default(),
            failed: AtomicUsize::new(0),
            skipped: AtomicUsize::new(0),
            no_modes: AtomicBool::new(false),
        })
    }

    /// The local target.
    pub(super) fn target(&self) -> Result<&Root> {
        let missing = || Error::Plain(Class::Other, "the target is on the server".into());
        self.target.as_ref().ok_or_else(missing)
    }

    /// Whether an action lies in a folder that could not be made.
    pub(super) fn is_lost(&self, path: &[u8]) -> bool {
        lies_in(path, &lock(&self.lost))
    }

    /// Counts an action that has no turn.
    pub(super) fn skip(&self) {
        self.skipped.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::SeqCst) > 0
    }

    /// Whether the first failure ended the run.
    pub(super) fn is_over(&self) -> bool {
        self.job.failure == Failure::Stops && self.has_failed()
    }

    pub(super) fn takes_modes(&self) -> bool {
        !self.no_modes.load(Ordering::Relaxed)
    }

    /// Takes note that the server changes no permissions.
    pub(super) fn takes_no_modes(&self) {
        self.no_modes.store(true, Ordering::Relaxed);
    }

    /// Takes note of a file that was sent, if the server could not set its time, which is given in seconds and
    /// nanoseconds.
    pub(super) fn sent(&self, path: &[u8], moved: Moved, local: (i64, u32)) {
        if moved.stamped == Stamped::No {
            self.unstamped(path, Seen { size: moved.bytes, local, remote: None });
        }
    }

    /// Takes note of a file whose time is not that of its source.
    pub(super) fn unstamped(&self, path: &[u8], seen: Seen) {
        self.job.ledger.add(path, &seen);
        lock(&self.unstamped).push((path.to_vec(), seen));
    }

    /// Counts and reports an action that is done, or failed.
    pub(super) fn report(
        &self,
        action: &Action,
        begin: Instant,
        outcome: Result<Done>,
    ) -> Result<()> {
        let failed = outcome.is_err();
        if failed {
            self.failed.fetch_add(1, Ordering::SeqCst);
            if matches!(action.step, Step::MakeFolder | Step::Clear(_)) {
                lock(&self.lost).insert(action.path.clone());
            }
        }
        (self.job.report)(action, begin.elapsed(), outcome)?;
        if failed && self.job.failure == Failure::Stops {
            return Err(Error::Plain(Class::Partial, "stopped at the first failure".into()));
        }
        Ok(())
    }

    /// The outcome, with what the phases counted.
    pub(super) fn end(self, counted: &Outcome) -> Outcome {
        Outcome {
            failed: self.failed.into_inner(),
            untried: counted.untried + self.skipped.into_inner(),
            withheld: counted.withheld,
            unstamped: self.unstamped.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
