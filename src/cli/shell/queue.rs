//! The queue: commands that are done in the background one after the other, in the order in which
//! they were added.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Seek as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::jobs::Fresh;
use super::task::BackgroundTask;
use crate::error::{Class, local, usage};
use crate::net::cancel::Cancel;
use crate::ui::job_status::JobStatus;

/// A shell's queue; clones share it.
#[derive(Clone, Default)]
pub(super) struct Queue {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    waiting: VecDeque<Entry>,
    last: usize,
    /// The job that works on it, and the one command that it is at.
    worker: Option<Worker>,
}

struct Worker {
    job: usize,
    cancel: Option<Cancel>,
}

/// A command that waits.
struct Entry {
    number: usize,
    text: String,
    away: BackgroundTask,
    board: Arc<JobStatus>,
    cancel: Cancel,
    /// Its output, if that goes nowhere else.
    printed: Option<File>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a command; returns its number.
    pub(super) fn add(&self, away: BackgroundTask, fresh: Fresh) -> usize {
        let mut inner = self.lock();
        inner.last += 1;
        let number = inner.last;
        let Fresh { text, board, cancel, printed } = fresh;
        inner.waiting.push_back(Entry { number, text, away, board, cancel, printed });
        number
    }

    /// The commands that wait, with their numbers.
    pub(super) fn list(&self) -> Vec<(usize, String)> {
        self.lock().waiting.iter().map(|entry| (entry.number, entry.text.clone())).collect()
    }

    /// Takes a command out. Returns false if there is none.
    pub(super) fn remove(&self, number: usize) -> bool {
        let mut inner = self.lock();
        let before = inner.waiting.len();
        inner.waiting.retain(|entry| entry.number != number);
        inner.waiting.len() < before
    }

    /// The job that works on it, if one does.
    pub(super) fn job(&self) -> Option<usize> {
        self.lock().worker.as_ref().map(|worker| worker.job)
    }

    /// Keeps a worker from its first command until it is known which job it is.
    pub(super) fn hold(&self) -> Hold<'_> {
        Hold(self.lock())
    }

    /// Works until nothing waits, or until it is stopped; output goes to `to`. The class is
    /// that of the first failure.
    pub(super) fn work(&self, board: &Arc<JobStatus>, stop: &Cancel, mut to: &File) -> Class {
        let mut worst = Class::Done;
        while let Some(entry) = self.next(stop) {
            let mut class = entry.away.run();
            let copied = entry
                .printed
                .map(|mut from| from.rewind().and_then(|()| io::copy(&mut from, &mut to)));
            if let Some(Err(error)) = copied {
                board.say(&local("a temporary file")(error).to_string());
                class = if class == Class::Done { Class::Local } else { class };
            }
            entry.board.take_said().iter().for_each(|line| board.say(line));
            if class != Class::Done {
                board.say(&format!("queue: failed ({}): {}", class.code(), entry.text));
            }
            if worst == Class::Done {
                worst = class;
            }
            if class.is_stop() && stop.check().is_err() {
                break;
            }
        }
        self.lock().worker = None;
        worst
    }

    fn next(&self, stop: &Cancel) -> Option<Entry> {
        let mut inner = self.lock();
        if stop.check().is_err() {
            return None;
        }
        let entry = inner.waiting.pop_front()?;
        if let Some(worker) = &mut inner.worker {
            worker.cancel = Some(entry.cancel.clone());
        }
        Some(entry)
    }

    /// Ends the command that it is at, and the work. Returns false if nothing works.
    pub(super) fn stop(&self) -> bool {
        let inner = self.lock();
        let Some(worker) = &inner.worker else { return false };
        if let Some(cancel) = &worker.cancel {
            cancel.stop();
        }
        true
    }
}

/// The queue, held still.
pub(super) struct Hold<'a>(MutexGuard<'a, Inner>);

impl Hold<'_> {
    /// The work begins, as the job of that number.
    pub(super) fn begin(mut self, job: usize) {
        self.0.worker = Some(Worker { job, cancel: None });
    }
}

/// The error for a queue that is worked on already.
pub(super) fn busy(job: usize) -> crate::error::Error {
    usage(format!("the queue is being worked on by job {job}"))
}
