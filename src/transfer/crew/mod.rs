//! Workers that take tasks from one queue, each with a login of its own at every server that it has a task for.
//!
//! A worker that a server does not let in stays outside and its tasks go to the others; it knocks again later. What a
//! task is, and what the user is told of it, is left to whoever gives them.

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Response, Result};
use crate::ftp::client::Client;
use crate::ftp::habits::Habits;
use crate::net::cancel::Cancel;

/// How long a worker that was not let in waits before it knocks again; doubled each time.
const KNOCK_AGAIN: Duration = Duration::from_secs(15);

/// Longest such wait.
const LONGEST_WAIT: Duration = Duration::from_secs(240);

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

/// What is done with tasks.
pub trait Work<T>: Sync {
    /// What a task comes to.
    type Done;

    /// Does one. Tasks that it finds go to the `desk`.
    fn work(&self, client: &mut Client, item: &T, desk: &Desk<'_, T>) -> Result<Self::Done>;

    /// Sees to what was left to the next task at this client: there is none for now.
    fn rest(&self, _client: &mut Client) {}

    /// Takes what came of a task that began at `begin` with this client. An error ends the run: what waits is left.
    fn ended(
        &self,
        client: &Client,
        item: T,
        begin: Instant,
        outcome: Result<Self::Done>,
    ) -> Result<()>;
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

/// The workers. Their logins last as long as the crew.
pub struct Crew<'c> {
    own: Hand<&'c mut Client>,
    others: Vec<Hand<Client>>,
    cancel: Cancel,
    began: bool,
    told_of_fewer: AtomicBool,
}

/// One worker.
struct Hand<C> {
    clients: Vec<C>,
    standing: Vec<Standing>,
}

/// Where a worker stands with a server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Not logged in yet.
    Outside,
    /// Logged in, or to be the first.
    Inside,
    /// Not let in: may knock again at that time, and if in vain, after so long again.
    Later(Instant, Duration),
    /// Never to be let in: the first login failed.
    Shut,
}

impl<'c> Crew<'c> {
    /// So many workers; the first uses these clients, one a server, the others forks of them.
    pub fn new(own: Vec<&'c mut Client>, workers: usize, cancel: &Cancel) -> Self {
        let count = own.len();
        let fork = |_| Hand {
            clients: own.iter().map(|client| client.fork()).collect(),
            standing: vec![Standing::Outside; count],
        };
        let others = (1..workers).map(fork).collect();
        let own = Hand { clients: own, standing: vec![Standing::Inside; count] };
        let told_of_fewer = AtomicBool::new(false);
        Self { own, others, cancel: cancel.clone(), began: false, told_of_fewer }
    }

    /// The first worker's client at a server.
    pub fn first(&mut self, server: usize) -> Option<&mut Client> {
        self.own.clients.get_mut(server).map(|client| &mut **client)
    }

    /// The first client at a server, or another's where it lost its login and the other did not.
    pub(super) fn best(&mut self, server: usize) -> Option<&mut Client> {
        let own = self.own.clients.get_mut(server).map(|client| &mut **client);
        let mut others = self.others.iter_mut().filter_map(|hand| hand.clients.get_mut(server));
        if own.as_ref().is_some_and(|own| own.is_shut()) {
            return others.find(|other| other.is_open()).or(own);
        }
        own
    }

    /// Does all tasks, in their order as far as workers are free. A worker logs in only where so many tasks wait.
    ///
    /// Returns what was left because the run was stopped or halted.
    pub fn run<T: Send, W: Work<T>>(
        &mut self,
        tasks: Vec<Task<T>>,
        backlog: usize,
        work: &W,
    ) -> Left {
        self.first_logins();
        let inside = |server| {
            let at = |hand: &Hand<Client>| hand.standing.get(server) == Some(&Standing::Inside);
            1 + self.others.iter().filter(|hand| at(hand)).count()
        };
        let serving = (0..self.own.clients.len()).map(inside).collect();
        let desk = Desk::new(tasks, serving, backlog, &self.cancel, &self.told_of_fewer);
        thread::scope(|scope| {
            let mut threads = Vec::new();
            for hand in &mut self.others {
                let desk = &desk;
                threads.push(scope.spawn(move || {
                    let mut clients: Vec<&mut Client> = hand.clients.iter_mut().collect();
                    serve(desk, &mut clients, &mut hand.standing, work);
                }));
            }
            serve(&desk, &mut self.own.clients, &mut self.own.standing, work);
            for thread in threads {
                thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
        let state = desk.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        Left { tasks: state.queue.len(), why: state.halted }
    }

    /// Logs in once at each server before anybody else does: a wrong password is not tried by all
    /// workers, which could lock the account.
    fn first_logins(&mut self) {
        if std::mem::replace(&mut self.began, true) || self.others.is_empty() {
            return;
        }
        for (server, client) in self.own.clients.iter_mut().enumerate() {
            if client.session().is_err() {
                for hand in &mut self.others {
                    if let Some(standing) = hand.standing.get_mut(server) {
                        *standing = Standing::Shut;
                    }
                }
            }
        }
    }
}

/// What the forks learned of the hosts is not lost.
impl Drop for Crew<'_> {
    fn drop(&mut self) {
        for hand in &self.others {
            let learned: Vec<&Habits> = hand.clients.iter().map(Client::habits).collect();
            for (client, habits) in self.own.clients.iter_mut().zip(learned) {
                client.habits_mut().merge(habits);
            }
        }
    }
}

/// One worker, from its first task to its last.
fn serve<T, W: Work<T>>(
    desk: &Desk<'_, T>,
    clients: &mut [&mut Client],
    standing: &mut [Standing],
    work: &W,
) {
    // The server of the last task, until what that left is seen to.
    let mut last: Option<usize> = None;
    loop {
        let next = desk.next(standing, last.is_some());
        let server = match &next {
            Next::Enter(server) => Some(*server),
            Next::Task(task) => Some(task.server),
            Next::Rest | Next::Nothing => None,
        };
        if server != last
            && let Some(client) = last.take().and_then(|last| clients.get_mut(last))
        {
            work.rest(client);
        }
        let server = match (&next, server) {
            (Next::Nothing, _) => return,
            (_, None) => continue,
            (_, Some(server)) => server,
        };
        last = Some(server);
        let (Some(client), Some(standing)) = (clients.get_mut(server), standing.get_mut(server))
        else {
            return;
        };
        *standing = match next {
            Next::Task(task) => process(desk, client, task, work),
            _ => match client.enter_once() {
                Ok(()) => desk.entered(server),
                Err(error) => left_out(desk, client, *standing, &error),
            },
        };
    }
}

/// One task. Where the login was lost, and there is no other, the task goes back, if other workers are still there.
fn process<T, W: Work<T>>(
    desk: &Desk<'_, T>,
    client: &mut Client,
    task: Task<T>,
    work: &W,
) -> Standing {
    let begin = Instant::now();
    let outcome = work.work(client, &task.item, desk);
    let task = match &outcome {
        Err(error) if is_thrown_out(client, error) => match desk.give_back(task) {
            None => {
                client.quit();
                return left_out(desk, client, Standing::Inside, error);
            }
            Some(task) => task,
        },
        _ => task,
    };
    desk.done(work.ended(client, task.item, begin, outcome));
    Standing::Inside
}

/// A worker that stays outside is no failure: the others go on, and the user is told once.
fn left_out<T>(desk: &Desk<'_, T>, client: &Client, before: Standing, error: &Error) -> Standing {
    let stopped = matches!(error, Error::Stopped(_));
    if !stopped && !desk.told_of_fewer.swap(true, Ordering::SeqCst) {
        let text = format!("{error}; going on with fewer logins than --jobs asks for");
        client.connector().trace.note(&text);
    }
    let pause = match before {
        Standing::Later(_, pause) => (pause * 2).min(LONGEST_WAIT),
        _ => KNOCK_AGAIN,
    };
    // A refusal for good stays one.
    if error.is_transient() {
        Standing::Later(Instant::now() + pause, pause)
    } else {
        Standing::Shut
    }
}

/// Whether it is not the task that failed, but the way to the server.
fn is_thrown_out(client: &Client, error: &Error) -> bool {
    let crowded = error.refusal().is_some_and(Response::means_too_many);
    (crowded || client.is_shut()) && !matches!(error, Error::Stopped(_))
}

/// The queue that workers share.
pub struct Desk<'a, T> {
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
enum Next<T> {
    Task(Task<T>),
    /// Log in at this server: it has tasks.
    Enter(usize),
    /// There is nothing just now.
    Rest,
    Nothing,
}

impl<'a, T> Desk<'a, T> {
    fn new(
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

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // A panic on another thread ends the run by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first task that a worker can take. As long as others are busy it waits: a task of theirs may come back, or
    /// bring more.
    /// With something left to see to it does not wait.
    fn next(&self, standing: &[Standing], has_left: bool) -> Next<T> {
        let of = |server: usize| standing.get(server).copied().unwrap_or(Standing::Shut);
        let mut state = self.lock();
        loop {
            let shut = standing.iter().all(|one| *one == Standing::Shut);
            let over = state.busy == 0 && state.queue.is_empty();
            if over || shut || state.halted.is_some() || self.cancel.check().is_err() {
                self.changed.notify_all();
                return Next::Nothing;
            }
            let crowd = state.queue.len() >= self.backlog;
            let fits = state.queue.iter().position(|task| match of(task.server) {
                Standing::Inside => true,
                Standing::Outside => crowd,
                Standing::Later(at, _) => crowd && at <= Instant::now(),
                Standing::Shut => false,
            });
            if let Some(at) = fits
                && let Some(task) = state.queue.remove(at)
            {
                if of(task.server) == Standing::Inside {
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

    fn entered(&self, server: usize) -> Standing {
        if let Some(serving) = self.lock().serving.get_mut(server) {
            *serving += 1;
        }
        Standing::Inside
    }

    /// Takes a task back from a worker that leaves its server; not from the last that is there.
    fn give_back(&self, task: Task<T>) -> Option<Task<T>> {
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

    fn done(&self, told: Result<()>) {
        let mut state = self.lock();
        state.busy -= 1;
        if let Err(error) = told {
            state.halted.get_or_insert(error);
        }
        self.changed.notify_all();
    }
}
