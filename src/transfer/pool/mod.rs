//! Workers that take tasks from one queue, each with a login of its own at every server that it has a task for.
//!
//! A worker that a server does not let in stays outside and its tasks go to the others; it knocks again later. What a
//! task is, and what the user is told of it, is left to whoever gives them.

mod queue;

use std::panic::resume_unwind;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use self::queue::Next;
use crate::error::{Error, Response, Result};
use crate::ftp::client::Client;
use crate::ftp::login::host_profile::HostProfile;
use crate::net::cancel::Cancel;

pub use queue::{Left, Task, TaskQueue};

/// How long a worker that was not let in waits before it knocks again; doubled each time.
const KNOCK_AGAIN: Duration = Duration::from_secs(15);

/// Longest such wait.
const LONGEST_WAIT: Duration = Duration::from_secs(240);

/// What is done with tasks.
pub trait Work<T>: Sync {
    /// What a task comes to.
    type Done;

    /// Does one. Tasks that it finds go to the `desk`.
    fn work(&self, client: &mut Client, item: &T, desk: &TaskQueue<'_, T>) -> Result<Self::Done>;

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

/// The workers. Their logins last as long as the crew.
pub struct WorkerPool<'c> {
    own: Worker<&'c mut Client>,
    others: Vec<Worker<Client>>,
    cancel: Cancel,
    began: bool,
    told_of_fewer: AtomicBool,
}

/// One worker.
struct Worker<C> {
    clients: Vec<C>,
    standing: Vec<LoginState>,
}

/// Where a worker stands with a server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LoginState {
    /// Not logged in yet.
    Outside,
    /// Logged in, or to be the first.
    Inside,
    /// Not let in: may knock again at that time, and if in vain, after so long again.
    Later(Instant, Duration),
    /// Never to be let in: the first login failed.
    Shut,
}

impl<'c> WorkerPool<'c> {
    /// So many workers; the first uses these clients, one a server, the others forks of them.
    pub fn new(own: Vec<&'c mut Client>, workers: usize, cancel: &Cancel) -> Self {
        let count = own.len();
        let fork = |_| Worker {
            clients: own.iter().map(|client| client.fork()).collect(),
            standing: vec![LoginState::Outside; count],
        };
        let others = (1..workers).map(fork).collect();
        let own = Worker { clients: own, standing: vec![LoginState::Inside; count] };
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
            let at = |hand: &Worker<Client>| hand.standing.get(server) == Some(&LoginState::Inside);
            1 + self.others.iter().filter(|hand| at(hand)).count()
        };
        let serving = (0..self.own.clients.len()).map(inside).collect();
        let desk = TaskQueue::new(tasks, serving, backlog, &self.cancel, &self.told_of_fewer);
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
        desk.close()
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
                        *standing = LoginState::Shut;
                    }
                }
            }
        }
    }
}

/// What the forks learned of the hosts is not lost.
impl Drop for WorkerPool<'_> {
    fn drop(&mut self) {
        for hand in &self.others {
            let learned: Vec<&HostProfile> = hand.clients.iter().map(Client::profile).collect();
            for (client, profile) in self.own.clients.iter_mut().zip(learned) {
                client.profile_mut().merge(profile);
            }
        }
    }
}

/// One worker, from its first task to its last.
fn serve<T, W: Work<T>>(
    desk: &TaskQueue<'_, T>,
    clients: &mut [&mut Client],
    standing: &mut [LoginState],
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
    desk: &TaskQueue<'_, T>,
    client: &mut Client,
    task: Task<T>,
    work: &W,
) -> LoginState {
    let begin = Instant::now();
    let outcome = work.work(client, &task.item, desk);
    let task = match &outcome {
        Err(error) if is_thrown_out(client, error) => match desk.give_back(task) {
            None => {
                client.quit();
                return left_out(desk, client, LoginState::Inside, error);
            }
            Some(task) => task,
        },
        _ => task,
    };
    desk.done(work.ended(client, task.item, begin, outcome));
    LoginState::Inside
}

/// A worker that stays outside is no failure: the others go on, and the user is told once.
fn left_out<T>(
    desk: &TaskQueue<'_, T>,
    client: &Client,
    before: LoginState,
    error: &Error,
) -> LoginState {
    let stopped = matches!(error, Error::Stopped(_));
    if !stopped && desk.is_first_to_tell() {
        let text = format!("{error}; going on with fewer logins than --jobs asks for");
        client.connector().trace.note(&text);
    }
    let pause = match before {
        LoginState::Later(_, pause) => (pause * 2).min(LONGEST_WAIT),
        _ => KNOCK_AGAIN,
    };
    // A refusal for good stays one.
    if error.is_transient() {
        LoginState::Later(Instant::now() + pause, pause)
    } else {
        LoginState::Shut
    }
}

/// Whether it is not the task that failed, but the way to the server.
fn is_thrown_out(client: &Client, error: &Error) -> bool {
    let crowded = error.refusal().is_some_and(Response::means_too_many);
    (crowded || client.is_shut()) && !matches!(error, Error::Stopped(_))
}
