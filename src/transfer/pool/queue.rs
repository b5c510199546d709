//! The queue that workers share: what each of them is to do next, and what is left when they go.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::LoginState;
use crate::error::{Error, Result};
use crate::net::cancel::Cancel;

/// A worker without a task looks so often whether the run was stopped.
const GLANCE: Duration = Duration::from_millis(500);

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Task<T> {
    /// The number of its server.
    pub server: usize,
    /// What it is.
    pub item: T,
}

/// What a run left undone.
#[derive(Debug)]
pub struct Left {
    /// Tasks whose turn never came.
    pub tasks: usize,
    /// The error that ended it, if one did.
    pub why: Option<Error>,
}

impl Left {
    /// How many tasks were left, or the error that ended the run.
    pub fn or_error(self) -> Result<usize> {
        self.why.map_or(Ok(self.tasks), Err)
    }
}

/// The queue that workers share.
pub struct TaskQueue<'a, T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    backlog: usize,
    cancel: &'a Cancel,
    told_of_fewer: &'a AtomicBool,
}

struct State<T> {
    queue: VecDeque<Task<T>>,
    /// Tasks in the hands of workers; they may come back.
    busy: usize,
    /// Workers that are in, for each server.
    serving: Vec<usize>,
    /// Why no further task is begun.
    halted: Option<Error>,
}

/// What a worker is to do next.
pub(super) enum Next<T> {
    Task(Task<T>),
    /// Log in at this server: it has tasks.
    Enter(usize),
    /// There is nothing just now.
    Rest,
    Nothing,
}

impl<'a, T> TaskQueue<'a, T> {
    /// So many tasks, and workers that are in at each server.
    pub(super) fn new(
        tasks: Vec<Task<T>>,
        serving: Vec<usize>,
        backlog: usize,
        cancel: &'a Cancel,
        told_of_fewer: &'a AtomicBool,
    ) -> Self {
        let state = State { queue: tasks.into(), busy: 0, serving, halted: None };
        Self { state: Mutex::new(state), changed: Condvar::new(), backlog, cancel, told_of_fewer }
    }

    /// Adds a task that comes before those that wait.
    pub fn add(&self, task: Task<T>) {
        self.lock().queue.push_front(task);
        self.changed.notify_all();
    }

    /// Whether nobody has told the user yet that there are fewer logins than workers.
    pub(super) fn is_first_to_tell(&self) -> bool {
        !self.told_of_fewer.swap(true, Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // A panic on another thread ends the run by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first task that a worker can take. As long as others are busy it waits: a task of theirs may come back, or
    /// bring more. With something left to see to it does not wait.
    pub(super) fn next(&self, standing: &[LoginState], has_left: bool) -> Next<T> {
        let of = |server: usize| standing.get(server).copied().unwrap_or(LoginState::Shut);
        let mut state = self.lock();
        loop {
            let shut = standing.iter().all(|one| *one == LoginState::Shut);
            let over = state.busy == 0 && state.queue.is_empty();
            if over || shut || state.halted.is_some() || self.cancel.check().is_err() {
                self.changed.notify_all();
                return Next::Nothing;
            }
            let crowd = state.queue.len() >= self.backlog;
            let fits = state.queue.iter().position(|task| match of(task.server) {
                LoginState::Inside => true,
                LoginState::Outside => crowd,
                LoginState::Later(at, _) => crowd && at <= Instant::now(),
                LoginState::Shut => false,
            });
            if let Some(at) = fits
                && let Some(task) = state.queue.remove(at)
            {
                if of(task.server) == LoginState::Inside {
                    state.busy += 1;
                    return Next::Task(task);
                }
                let server = task.server;
                state.queue.insert(at, task);
                return Next::Enter(server);
            }
            if has_left {
                return Next::Rest;
            }
            let waited = self.changed.wait_timeout(state, GLANCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Counts a worker that was let in.
    pub(super) fn entered(&self, server: usize) -> LoginState {
        if let Some(serving) = self.lock().serving.get_mut(server) {
            *serving += 1;
        }
        LoginState::Inside
    }

    /// Takes a task back from a worker that leaves its server; not from the last that is there.
    pub(super) fn give_back(&self, task: Task<T>) -> Option<Task<T>> {
        let mut state = self.lock();
        match state.serving.get_mut(task.server) {
            Some(serving) if *serving > 1 => *serving -= 1,
            _ => return Some(task),
        }
        state.queue.push_front(task);
        state.busy -= 1;
        self.changed.notify_all();
        None
    }

    /// Takes note that a task is out of hands; an error ends the run.
    pub(super) fn done(&self, told: Result<()>) {
        let mut state = self.lock();
        state.busy -= 1;
        if let Err(error) = told {
            state.halted.get_or_insert(error);
        }
        self.changed.notify_all();
    }

    /// What is left when all workers are gone.
    pub(super) fn close(self) -> Left {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        Left { tasks: state.queue.len(), why: state.halted }
    }
}
