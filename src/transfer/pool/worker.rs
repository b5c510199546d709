//! One worker of a pool, from its first task to its last. It owns its clients, and with them the rename that its last
//! upload left pending.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::login::LoginState;
use super::queue::{Claim, Next, TaskQueue};
use super::work::{Step, Turn, Work};
use crate::error::{Class, Error, Response};
use crate::ftp::client::Client;
use crate::transfer::put::PendingRename;

/// How long a worker that was refused a login waits before it tries again; doubled each time.
const RETRY_LOGIN: Duration = Duration::from_secs(15);

/// Longest such wait.
const LONGEST_WAIT: Duration = Duration::from_secs(240);

/// A worker's client at one server.
pub(super) struct Seat<C> {
    pub(super) client: C,
    pub(super) login: LoginState,
}

/// An upload that is reported once its rename is finished.
pub(super) struct Pending<T, D> {
    pub(super) server: usize,
    pub(super) item: T,
    pub(super) begin: Instant,
    pub(super) rename: Box<PendingRename>,
    pub(super) done: D,
}

/// A pending upload with the claim of its task: a run is not over before it is finished.
type ClaimedPending<'q, T, D> = (Claim<'q, T>, Pending<T, D>);

/// One worker.
pub(super) struct Worker<'w, 'q, T, W: Work<T>> {
    number: usize,
    seats: Vec<Seat<&'w mut Client>>,
    queue: &'q TaskQueue<'q, T>,
    work: &'w W,
    /// The option that asked for so many workers, and whether it was reported that there are fewer.
    fewer: (&'static str, &'w AtomicBool),
    pending: Option<ClaimedPending<'q, T, W::Done>>,
}

impl<'w, 'q, T, W: Work<T>> Worker<'w, 'q, T, W> {
    pub(super) fn new(
        number: usize,
        seats: Vec<Seat<&'w mut Client>>,
        queue: &'q TaskQueue<'q, T>,
        work: &'w W,
        fewer: (&'static str, &'w AtomicBool),
    ) -> Self {
        Self { number, seats, queue, work, fewer, pending: None }
    }

    /// Works until there is nothing left to do. Returns the states of the logins; renames that this worker cannot
    /// finish any more go to the `orphans`.
    pub(super) fn serve(mut self, orphans: &Mutex<Vec<Pending<T, W::Done>>>) -> Vec<LoginState> {
        loop {
            let logins: Vec<LoginState> = self.seats.iter().map(|seat| seat.login).collect();
            let next = self.queue.next(&logins, self.pending.is_some());
            let server = match &next {
                Next::Task(claim) => Some(claim.server()),
                _ => None,
            };
            // At the server of the next task the rename travels with its first commands.
            if self.pending.as_ref().is_some_and(|(_, pending)| Some(pending.server) != server) {
                self.finish_pending(orphans);
            }
            match next {
                Next::Task(claim) => self.process(claim, orphans),
                Next::LogIn(server) => self.log_in(server),
                Next::Finish => {}
                Next::Stop => return logins,
            }
        }
    }

    /// Does one task. Where the login was lost, and there is no other, the task goes back, if other workers are still
    /// there.
    fn process(&mut self, mut claim: Claim<'q, T>, orphans: &Mutex<Vec<Pending<T, W::Done>>>) {
        let (begin, server) = (Instant::now(), claim.server());
        let (queue, worker) = (self.queue, self.number);
        let Some(seat) = self.seats.get_mut(server) else { return };
        let Some(item) = claim.item() else { return };
        let outcome = self.work.work(Turn { client: seat.client, queue, worker }, item);
        // It was sent before the first command of this task.
        self.finish_pending(orphans);
        let Some(seat) = self.seats.get_mut(server) else { return };
        let mut claim = claim;
        if let Err(error) = &outcome
            && is_thrown_out(seat.client, error)
        {
            match claim.give_back() {
                Ok(()) => {
                    seat.client.quit();
                    seat.login = after_refusal(seat.login, error);
                    self.report_fewer(server, error);
                    return;
                }
                Err(kept) => claim = kept,
            }
        }
        let Some(item) = claim.take() else { return };
        match outcome {
            Ok(Step::Rename(rename, done)) => {
                rename.queue(seat.client);
                self.pending = Some((claim, Pending { server, item, begin, rename, done }));
            }
            Ok(Step::Done(done)) => {
                claim.finish(self.work.ended(seat.client, item, begin, Ok(done)));
            }
            Err(error) => claim.finish(self.work.ended(seat.client, item, begin, Err(error))),
        }
    }

    /// Finishes and reports the upload whose rename is pending, if its login stands.
    fn finish_pending(&mut self, orphans: &Mutex<Vec<Pending<T, W::Done>>>) {
        let Some((claim, mut pending)) = self.pending.take() else { return };
        let Some(seat) = self.seats.get_mut(pending.server) else { return };
        let outcome = pending.rename.finish(seat.client);
        if outcome.is_err() && seat.client.is_shut() {
            // Another login may still see to it.
            orphans.lock().unwrap_or_else(PoisonError::into_inner).push(pending);
            return claim.finish(Ok(()));
        }
        let outcome = outcome.map(|()| pending.done);
        claim.finish(self.work.ended(seat.client, pending.item, pending.begin, outcome));
    }

    /// Logs in where tasks wait. A refusal is no failure: the others go on.
    fn log_in(&mut self, server: usize) {
        let Some(seat) = self.seats.get_mut(server) else { return };
        let before = seat.login;
        let Some((login, end)) = self.queue.begin_login() else { return };
        if self.number > 0 {
            // The login alone can be given up then, where the server never answers and nothing is left to do.
            *seat.client = seat.client.fork_under(end);
        }
        let entered = seat.client.enter_once(self.work.prefetch());
        let is_given_up = self.queue.was_given_up(login) && self.number > 0;
        // Its client is stopped, though the login succeeded in the end.
        let entered = match entered {
            Ok(()) if is_given_up => Err(Error::Stopped(Class::Interrupted)),
            entered => entered,
        };
        seat.login = match &entered {
            Ok(()) => LoginState::LoggedIn,
            Err(error) => after_refusal(before, error),
        };
        self.queue.end_login(server, before, seat.login);
        if let Err(error) = entered {
            self.report_fewer(server, &error);
        }
    }

    /// Reports once that there are fewer logins than were asked for.
    fn report_fewer(&self, server: usize, error: &Error) {
        let (option, reported) = self.fewer;
        let stopped = matches!(error.root(), Error::Stopped(_));
        if stopped || reported.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Some(seat) = self.seats.get(server) {
            let text = format!("{error}; fewer logins than {option} asks for are used");
            seat.client.connector().trace.note(&text);
        }
    }
}

/// The state of a login that was refused.
fn after_refusal(before: LoginState, error: &Error) -> LoginState {
    let pause = match before {
        LoginState::Later(_, pause) => (pause * 2).min(LONGEST_WAIT),
        _ => RETRY_LOGIN,
    };
    match error.root() {
        // Nothing was left to do: no answer of the server.
        Error::Stopped(_) => LoginState::NotLoggedIn,
        _ if error.is_transient() => LoginState::Later(Instant::now() + pause, pause),
        // A refusal for good stays one.
        _ => LoginState::Shut,
    }
}

/// Whether not the task failed, but the login.
fn is_thrown_out(client: &Client, error: &Error) -> bool {
    let crowded = error.refusal().is_some_and(Response::means_too_many);
    (crowded || client.is_shut()) && !matches!(error, Error::Stopped(_))
}
