//! Jobs in the background: each has a thread, a login of its own, and a place for its messages.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::PollFlags;
use rustix::pipe::{PipeFlags, pipe_with};

use crate::error::{Class, Result, network};
use crate::net::cancel::Cancel;
use crate::ui::job_status::JobStatus;

/// How often a job that is waited for shows how far it is.
const LOOK: Duration = Duration::from_millis(100);

/// The most bytes of a job's output that are shown when it is done; more of it belongs into a file.
const MOST_PRINTED: u64 = 1 << 20;

/// All jobs of a shell; clones share them.
#[derive(Clone, Default)]
pub(super) struct Jobs {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    jobs: Vec<Job>,
    last: usize,
}

/// A job.
struct Job {
    number: usize,
    text: String,
    board: Arc<JobStatus>,
    cancel: Cancel,
    /// The write end of a pipe is in its thread: it ends with that.
    ends: Arc<OwnedFd>,
    result: Arc<Mutex<Option<Class>>>,
    /// Its output, if that goes nowhere else.
    printed: Option<File>,
}

/// The context that a job is begun with.
pub(super) struct Fresh {
    /// As typed.
    pub(super) text: String,
    /// For its messages.
    pub(super) board: Arc<JobStatus>,
    /// Ends it.
    pub(super) cancel: Cancel,
    /// Its output, if that goes nowhere else.
    pub(super) printed: Option<File>,
}

/// A job that has ended.
pub(super) struct Ended {
    /// Its number.
    pub(super) number: usize,
    /// As typed.
    pub(super) text: String,
    /// How it ended.
    pub(super) class: Class,
    /// Its messages.
    pub(super) said: Vec<String>,
    /// Its output.
    pub(super) printed: Vec<u8>,
}

impl Ended {
    /// `[1] done: get a.csv`.
    pub(super) fn verdict(&self) -> String {
        let (number, text) = (self.number, &self.text);
        match self.class {
            Class::Done => format!("[{number}] done: {text}"),
            Class::Interrupted | Class::Terminated => format!("[{number}] ended: {text}"),
            class => format!("[{number}] failed ({}): {text}", class.code()),
        }
    }
}

impl Jobs {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a job; returns its number.
    pub(super) fn start(
        &self,
        fresh: Fresh,
        work: impl FnOnce() -> Class + Send + 'static,
    ) -> Result<usize> {
        let (ends, alive) =
            pipe_with(PipeFlags::CLOEXEC).map_err(|e| network(format!("creating a pipe: {e}")))?;
        let result = Arc::new(Mutex::new(None));
        let told = Arc::clone(&result);
        thread::Builder::new()
            .spawn(move || {
                // The end of the pipe goes last, also if the work panics.
                let _alive = alive;
                let told = told;
                let class = work();
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(class);
            })
            .map_err(crate::error::socket)?;
        let mut inner = self.lock();
        inner.last += 1;
        let number = inner.last;
        let Fresh { text, board, cancel, printed } = fresh;
        inner.jobs.push(Job { number, text, board, cancel, ends: Arc::new(ends), result, printed });
        Ok(number)
    }

    /// The numbers of all that run or were not told of yet.
    pub(super) fn numbers(&self) -> Vec<usize> {
        self.lock().jobs.iter().map(|job| job.number).collect()
    }

    /// The numbers of those that run.
    pub(super) fn running(&self) -> Vec<usize> {
        self.lock().jobs.iter().filter(|job| !job.is_over()).map(|job| job.number).collect()
    }

    /// The line about a job, within `width` columns.
    pub(super) fn line(&self, number: usize, width: usize) -> Option<String> {
        let inner = self.lock();
        let job = inner.jobs.iter().find(|job| job.number == number)?;
        Some(job.board.line(&format!("[{number}]"), &job.text, width))
    }

    /// Takes the messages of the running jobs, with their numbers.
    pub(super) fn take_said(&self) -> Vec<String> {
        let inner = self.lock();
        let said = |job: &Job| {
            let number = job.number;
            job.board.take_said().into_iter().map(move |line| format!("[{number}] {line}"))
        };
        inner.jobs.iter().flat_map(said).collect()
    }

    /// Takes the jobs that have ended.
    pub(super) fn take_ended(&self) -> Vec<Ended> {
        let mut inner = self.lock();
        let jobs = std::mem::take(&mut inner.jobs);
        let (over, on): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(Job::is_over);
        inner.jobs = on;
        drop(inner);
        over.into_iter().map(Job::into_ended).collect()
    }

    /// Waits until a job is over; tells now and then that it is not. Returns false if there is none.
    pub(super) fn wait(
        &self,
        number: usize,
        cancel: &Cancel,
        mut look: impl FnMut(),
    ) -> Result<bool> {
        let found = self
            .lock()
            .jobs
            .iter()
            .find(|job| job.number == number)
            .map(|job| Arc::clone(&job.ends));
        let Some(ends) = found else { return Ok(false) };
        loop {
            // The pipe says nothing until it ends.
            if cancel.poll(&[(ends.as_fd(), PollFlags::IN)], Some(LOOK))?.contains(&true) {
                return Ok(true);
            }
            look();
        }
    }

    /// Ends a job. Returns false if there is none.
    pub(super) fn stop(&self, number: usize) -> bool {
        let inner = self.lock();
        let found = inner.jobs.iter().find(|job| job.number == number);
        found.inspect(|job| job.cancel.stop()).is_some()
    }

    /// Ends all jobs.
    pub(super) fn stop_all(&self, class: Class) {
        self.lock().jobs.iter().for_each(|job| job.cancel.stop_as(class));
    }

    /// Waits for all jobs, for `limit` at most.
    pub(super) fn await_all(&self, limit: Duration) {
        let end = Instant::now() + limit;
        let pipes: Vec<_> = self.lock().jobs.iter().map(|job| Arc::clone(&job.ends)).collect();
        let Ok(never) = Cancel::new(None) else { return };
        for pipe in pipes {
            let left = end.saturating_duration_since(Instant::now());
            let _ = never.poll(&[(pipe.as_fd(), PollFlags::IN)], Some(left));
        }
    }
}

impl Job {
    fn is_over(&self) -> bool {
        Arc::strong_count(&self.result) == 1
    }

    fn into_ended(self) -> Ended {
        let class = *self.result.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that panicked left no class.
        let mut class = class.unwrap_or(Class::Other);
        let mut said = self.board.take_said();
        let mut printed = Vec::new();
        if let Some(mut file) = self.printed {
            let read =
                file.rewind().and_then(|()| file.take(MOST_PRINTED + 1).read_to_end(&mut printed));
            // Output that cannot be read again was lost with its disk; the job's own class stands.
            let _ = read;
            if printed.len() as u64 > MOST_PRINTED {
                printed.truncate(usize::try_from(MOST_PRINTED).unwrap_or(usize::MAX));
                said.push(format!(
                    "what it printed beyond {MOST_PRINTED} bytes is left out; > FILE keeps all"
                ));
                class = if class == Class::Done { Class::Other } else { class };
            }
        }
        Ended { number: self.number, text: self.text, class, said, printed }
    }
}
