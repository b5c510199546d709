//! The queue that workers share: the next step of each of them, and the tasks that remain when they stop.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::login::LoginState;
use crate::error::{Error, Result};
use crate::net::cancel::Cancel;

/// A worker without a task looks so often whether the run was stopped.
const GLANCE: Duration = Duration::from_millis(500);

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Task<T> {
    /// The number of its server.
    pub server: usize,
    /// The thing.
    pub item: T,
}

/// The tasks that a run left undone.
#[derive(Debug)]
pub struct Remaining<T> {
    /// Tasks whose turn never came.
    pub tasks: Vec<T>,
    /// The error that ended the run, if one did.
    pub error: Option<Error>,
}

impl<T> Remaining<T> {
    /// How many tasks remain, or the error that ended the run.
    pub fn or_error(self) -> Result<usize> {
        self.error.map_or(Ok(self.tasks.len()), Err)
    }
}

/// The queue that workers share.
pub struct TaskQueue<'a, T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    backlog: usize,
    cancel: &'a Cancel,
}

struct State<T> {
    waiting: VecDeque<Task<T>>,
    /// Tasks that workers hold; they may come back.
    claimed: usize,
    servers: Vec<Workers>,
    /// Logins under way; with nothing left to do they are given up.
    logins: HashMap<u64, Cancel>,
    next_login: u64,
    /// Why no further task is begun.
    halted: Option<Error>,
}

/// The workers at one server.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Workers {
    /// Those that are logged in, or are to be the first.
    pub(super) serving: usize,
    /// Those that were refused a login.
    pub(super) refused: usize,
    /// All of them, with those that may still log in.
    pub(super) all: usize,
}

impl Workers {
    /// Whether one is left.
    fn is_one(&self) -> bool {
        self.serving == 1 && self.serving + self.refused == self.all
    }
}

/// The next step of a worker.
pub(super) enum Next<'q, T> {
    /// Do this.
    Task(Claim<'q, T>),
    /// Log in at this server: it has tasks.
    LogIn(usize),
    /// Finish a pending rename: there is no task just now.
    Finish,
    /// Stop: there is nothing more to do.
    Stop,
}

impl<'a, T> TaskQueue<'a, T> {
    /// So many tasks, with the workers at each server.
    pub(super) fn new(
        tasks: Vec<Task<T>>,
        servers: Vec<Workers>,
        backlog: usize,
        cancel: &'a Cancel,
    ) -> Self {
        let state = State {
            waiting: tasks.into(),
            claimed: 0,
            servers,
            logins: HashMap::new(),
            next_login: 0,
            halted: None,
        };
        Self { state: Mutex::new(state), changed: Condvar::new(), backlog, cancel }
    }

    /// Adds a task before those that wait.
    pub fn add(&self, task: Task<T>) {
        self.lock().waiting.push_front(task);
        self.changed.notify_all();
    }

    /// Whether a task waits.
    pub fn is_waiting(&self) -> bool {
        !self.lock().waiting.is_empty()
    }

    /// Whether an error ended the run: then the work of a task that is under way is of no use any more.
    pub fn is_halted(&self) -> bool {
        self.lock().halted.is_some()
    }

    /// Takes the tasks that `absorbed` returns true for, where all other workers were refused a login.
    pub fn absorb_if_alone(&self, server: usize, mut absorbed: impl FnMut(&T) -> bool) {
        let mut state = self.lock();
        let alone = state.servers.get(server).is_some_and(Workers::is_one);
        if alone {
            state.waiting.retain(|task| task.server != server || !absorbed(&task.item));
        }
    }

    /// Whether workers at this server are not logged in, or not yet: then each login that stands is precious.
    pub fn lacks_logins(&self, server: usize) -> bool {
        let lacks = |workers: &Workers| workers.serving < workers.all;
        self.lock().servers.get(server).is_some_and(lacks)
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // A panic on another thread ends the run by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first task that a worker can take. As long as others hold tasks it waits: one of theirs may come back, or
    /// bring more. With a rename pending it does not wait.
    pub(super) fn next(&self, logins: &[LoginState], has_pending: bool) -> Next<'_, T> {
        let mut state = self.lock();
        loop {
            let shut = logins.iter().all(|one| *one == LoginState::Shut);
            if shut || state.is_over() || self.cancel.check().is_err() {
                state.stop_logins();
                self.changed.notify_all();
                return Next::Stop;
            }
            if let Some(at) = state.position(logins, self.backlog) {
                let server = state.waiting.get(at).map_or(0, |task| task.server);
                if logins.get(server) != Some(&LoginState::LoggedIn) {
                    return Next::LogIn(server);
                }
                if let Some(task) = state.waiting.remove(at) {
                    state.claimed += 1;
                    return Next::Task(Claim { queue: self, server, task: Some(task) });
                }
            }
            if has_pending {
                return Next::Finish;
            }
            let waited = self.changed.wait_timeout(state, GLANCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Counts a login that begins. Returns its number, and the handle that ends it when nothing is left to do; `None`
    /// where that is so already.
    pub(super) fn begin_login(&self) -> Option<(u64, Cancel)> {
        let end = self.cancel.child();
        let mut state = self.lock();
        let end = match end {
            Ok(end) if !state.is_over() => end,
            Ok(_) => return None,
            Err(error) => {
                state.halted.get_or_insert(error);
                return None;
            }
        };
        let number = state.next_login;
        state.next_login += 1;
        state.logins.insert(number, end.clone());
        Some((number, end))
    }

    /// Ends a login that begun; returns whether it was given up meanwhile: then its client must not be used.
    pub(super) fn was_given_up(&self, login: u64) -> bool {
        self.lock().logins.remove(&login).is_none()
    }

    /// Counts the outcome of a login: `before` says whether it was refused before.
    pub(super) fn end_login(&self, server: usize, before: LoginState, now: LoginState) {
        let mut state = self.lock();
        if let Some(workers) = state.servers.get_mut(server) {
            workers.refused -= usize::from(before.is_refused());
            workers.refused += usize::from(now.is_refused());
            workers.serving += usize::from(now == LoginState::LoggedIn);
        }
        self.changed.notify_all();
    }

    /// The tasks that remain when all workers are gone.
    pub(super) fn close(self) -> Remaining<T> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let tasks = state.waiting.into_iter().map(|task| task.item).collect();
        Remaining { tasks, error: state.halted }
    }
}

impl<T> State<T> {
    fn is_over(&self) -> bool {
        self.halted.is_some() || self.claimed == 0 && self.waiting.is_empty()
    }

    /// Where the first task is that a worker with these logins can take, or log in for.
    fn position(&self, logins: &[LoginState], backlog: usize) -> Option<usize> {
        let crowd = self.waiting.len() >= backlog;
        self.waiting.iter().position(|task| {
            let served = self.servers.get(task.server).is_some_and(|one| one.serving > 0);
            let wanted = crowd || !served;
            match logins.get(task.server).copied().unwrap_or(LoginState::Shut) {
                LoginState::LoggedIn => true,
                LoginState::NotLoggedIn => wanted,
                LoginState::Later(at, _) => wanted && at <= Instant::now(),
                LoginState::Shut => false,
            }
        })
    }

    fn stop_logins(&mut self) {
        for (_, end) in self.logins.drain() {
            end.stop();
        }
    }
}

/// A task that a worker holds. Dropped unfinished, as by a panic, it is back in the queue, and the worker counts as gone:
/// nobody waits for it.
pub(super) struct Claim<'q, T> {
    queue: &'q TaskQueue<'q, T>,
    server: usize,
    task: Option<Task<T>>,
}

impl<T> Claim<'_, T> {
    /// The number of its server.
    pub(super) fn server(&self) -> usize {
        self.server
    }

    /// The thing to do.
    pub(super) fn item(&mut self) -> Option<&mut T> {
        self.task.as_mut().map(|task| &mut task.item)
    }

    /// Gives the task back for another worker at its server; an error where there is none.
    pub(super) fn give_back(mut self) -> Result<(), Self> {
        let queue = self.queue;
        let mut state = queue.lock();
        match state.servers.get_mut(self.server) {
            Some(workers) if workers.serving > 1 => {
                workers.serving -= 1;
                workers.refused += 1;
            }
            _ => {
                drop(state);
                return Err(self);
            }
        }
        state.waiting.extend(self.task.take());
        state.waiting.rotate_right(1);
        drop(state);
        Ok(())
    }

    /// Takes the thing out: it is done with, but for its report.
    pub(super) fn take(&mut self) -> Option<T> {
        self.task.take().map(|task| task.item)
    }

    /// Ends the claim; an error ends the run.
    pub(super) fn finish(mut self, reported: Result<()>) {
        self.task = None;
        if let Err(error) = reported {
            self.queue.lock().halted.get_or_insert(error);
        }
    }
}

impl<T> Drop for Claim<'_, T> {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        state.claimed -= 1;
        if thread::panicking()
            && let Some(workers) = state.servers.get_mut(self.server)
        {
            workers.serving = workers.serving.saturating_sub(1);
            workers.all = workers.all.saturating_sub(1);
        }
        if let Some(task) = self.task.take() {
            state.waiting.push_front(task);
        }
        if state.is_over() {
            state.stop_logins();
        }
        self.queue.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    const IN: [LoginState; 1] = [LoginState::LoggedIn];

    fn queue(cancel: &Cancel, count: usize, serving: usize) -> TaskQueue<'_, usize> {
        let tasks = (0..count).map(|item| Task { server: 0, item }).collect();
        TaskQueue::new(tasks, vec![Workers { serving, refused: 0, all: serving }], 1, cancel)
    }

    #[test]
    fn a_task_whose_worker_panics_is_done_by_another_that_waits() {
        let cancel = Cancel::new(None).expect("a pipe");
        let queue = queue(&cancel, 1, 2);
        let Next::Task(claim) = queue.next(&IN, false) else { panic!("no task") };
        thread::scope(|scope| {
            let other = scope.spawn(|| match queue.next(&IN, false) {
                Next::Task(mut claim) => {
                    let item = claim.take();
                    claim.finish(Ok(()));
                    item
                }
                _ => None,
            });
            let panicked = catch_unwind(AssertUnwindSafe(move || {
                let _claim = claim;
                std::panic::resume_unwind(Box::new("a worker"));
            }));
            assert!(panicked.is_err());
            assert_eq!(other.join().expect("no panic"), Some(0));
        });
        assert!(matches!(queue.next(&IN, false), Next::Stop));
    }

    #[test]
    fn where_the_only_worker_panics_another_logs_in_for_its_task() {
        let cancel = Cancel::new(None).expect("a pipe");
        let queue = TaskQueue { backlog: 9, ..queue(&cancel, 1, 1) };
        let outside = [LoginState::NotLoggedIn];
        assert!(
            matches!(queue.next(&outside, true), Next::Finish),
            "one task is not worth a login"
        );
        let Next::Task(claim) = queue.next(&IN, false) else { panic!("no task") };
        let panicked = catch_unwind(AssertUnwindSafe(move || {
            let _claim = claim;
            std::panic::resume_unwind(Box::new("a worker"));
        }));
        assert!(panicked.is_err());
        assert!(matches!(queue.next(&outside, false), Next::LogIn(0)));
    }

    #[test]
    fn a_login_under_way_is_given_up_when_nothing_is_left_to_do() {
        let cancel = Cancel::new(None).expect("a pipe");
        let queue = queue(&cancel, 1, 1);
        let Next::Task(claim) = queue.next(&IN, false) else { panic!("no task") };
        let (_, end) = queue.begin_login().expect("a login");
        assert!(end.check().is_ok());
        claim.finish(Ok(()));
        assert!(end.check().is_err() && cancel.check().is_ok());
        assert!(queue.was_given_up(0), "its client would be stopped in the next run");
        assert!(queue.begin_login().is_none());
    }

    #[test]
    fn a_task_is_not_given_back_where_nobody_else_could_take_it() {
        let cancel = Cancel::new(None).expect("a pipe");
        for (serving, taken) in [(1, false), (2, true)] {
            let queue = queue(&cancel, 1, serving);
            let Next::Task(claim) = queue.next(&IN, false) else { panic!("no task") };
            assert_eq!(claim.give_back().is_ok(), taken);
        }
    }
}
