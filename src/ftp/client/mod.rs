//! A client of one server: it opens a session on first use, again after a break, and again when
//! TLS tickets run out where the server insists on resumption.
//!
//! Repeating a transfer whose connection was lost is left to `transfer`.

mod reconnect;
mod reuse;
mod run;

use std::sync::Arc;
use std::time::Duration;

use crate::error::{Class, Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::login::host_profile::{HostProfile, Reuse};
use crate::ftp::ops::namespace::{Renamed, renaming};
use crate::ftp::ops::place::PathUse;
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;
use crate::ftp::retry::{Attempts, Retries};
use crate::ftp::session::Session;
use crate::ftp::wire::exchange::Handle;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::Waits;
use crate::net::cancel::Cancel;
use crate::net::tls::TlsFacts;

/// The harm that a data connection may have done by the time the server refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotence {
    /// Nothing that matters: a listing, a download, an upload to a temporary name that can be
    /// sent again.
    Harmless,
    /// Harm: vsftpd opens, and so empties, the file before it refuses. Also an upload whose
    /// source can be read only once.
    Final,
}

/// A client.
pub struct Client {
    connector: Connector,
    retries: Retries,
    profile: HostProfile,
    session: Option<Session>,
    expected: usize,
    /// Data connections that served their purpose.
    served: usize,
    /// Log in with TLS 1.2 at most: its session can be resumed any number of times.
    capped: bool,
    /// Why the last try to get in failed: it is not tried again for every file.
    shut: Option<(Class, String)>,
    /// The refusal that suggested that the server wants its TLS sessions resumed, once there was one.
    suspicion: Option<Error>,
    /// Where the last login began.
    home: Option<RemotePath>,
    /// The server renamed files as it was asked to.
    renames: bool,
    /// A rename that travels with the next commands.
    deferred: Deferred,
}

/// A rename that travels with other commands.
enum Deferred {
    /// There is none, or its outcome was lost with its session.
    Nothing,
    /// It was handed over.
    Open(Handle, Handle),
    /// It was answered.
    Answered(Renamed),
}

/// The settings that may differ from one command of a shell to the next, while the login stays.
pub struct RunContext {
    /// Limits of time, and what ends the waits.
    pub waits: Waits,
    /// How often something is tried.
    pub retries: Retries,
    /// Takes the dialogue.
    pub trace: SharedTrace,
}

impl RunContext {
    /// The same once more, with a limit for all of it from now.
    pub fn renewed(&self, limit: Duration) -> Result<Self> {
        let cancel = Cancel::new(Some(limit))?;
        let waits = Waits { cancel, ..self.waits.clone() };
        Ok(Self { waits, retries: self.retries, trace: Arc::clone(&self.trace) })
    }
}

impl Client {
    /// A client that knows this profile of the host; nothing is sent yet.
    pub fn new(connector: Connector, retries: Retries, profile: HostProfile) -> Self {
        Self {
            connector,
            retries,
            profile: profile.without_old_facts(),
            session: None,
            expected: 1,
            served: 0,
            capped: false,
            shut: None,
            suspicion: None,
            home: None,
            renames: false,
            deferred: Deferred::Nothing,
        }
    }

    /// Another client with the same ways and a login of its own.
    #[must_use]
    pub fn fork(&self) -> Self {
        let mut twin = Self::new(self.connector.clone(), self.retries, self.profile.clone());
        twin.expected = self.expected;
        twin
    }

    /// Begins another command in its own manner. A connection that the server gave up meanwhile, or that the
    /// network forgot, is dropped: the next use logs in again.
    pub fn begin(&mut self, manner: RunContext) {
        (self.served, self.shut) = (0, None);
        self.connector.waits = manner.waits.clone();
        self.connector.trace = Arc::clone(&manner.trace);
        self.retries = manner.retries;
        if let Some(mut session) = self.session.take() {
            session.renew(manner.waits, manner.trace);
            if session.is_alive() {
                self.session = Some(session);
            }
        }
    }

    /// Keeps a connection that stands from being taken for idle; one that does not answer is dropped.
    pub fn ping(&mut self) {
        self.session = self.session.take().and_then(|mut open| open.answers().then_some(open));
    }

    /// The same, ended by another handle.
    #[must_use]
    pub fn fork_under(&self, cancel: Cancel) -> Self {
        let mut twin = self.fork();
        twin.connector.waits.cancel = cancel;
        twin
    }

    /// Says how many data connections are to come, so that a host whose tickets run out is met
    /// with the right TLS version at once.
    pub fn expect_transfers(&mut self, transfers: usize) {
        self.expected = transfers;
    }

    /// The queries of the next transfer, if there is to be one.
    pub fn asks_for_next(&self) -> &'static [Query] {
        if self.served < self.expected { &[Query::Passive] } else { &[] }
    }

    /// The same, while the transfer before it runs.
    pub fn asks_behind_this(&self) -> &'static [Query] {
        if self.served + 1 < self.expected { &[Query::Passive] } else { &[] }
    }

    /// How to get in.
    pub fn connector(&self) -> &Connector {
        &self.connector
    }

    /// The facts known of the host by now.
    pub fn profile(&self) -> &HostProfile {
        &self.profile
    }

    /// The known facts of the host, to add to them.
    pub fn profile_mut(&mut self) -> &mut HostProfile {
        &mut self.profile
    }

    /// The session, opened if there is none.
    pub fn session(&mut self) -> Result<&mut Session> {
        self.session_asking(&[])
    }

    /// The session, if one stands.
    pub fn standing(&self) -> Option<&Session> {
        self.session.as_ref().filter(|session| !session.is_broken())
    }

    /// What TLS agreed on, if a session stands.
    pub fn tls_facts(&self) -> Option<TlsFacts> {
        self.standing().and_then(Session::tls_facts)
    }

    /// Whether a session stands.
    pub fn is_open(&self) -> bool {
        self.standing().is_some()
    }

    /// Whether the last login failed: no further one is tried.
    pub fn is_shut(&self) -> bool {
        self.shut.is_some()
    }

    /// The absolute form of a path as typed, if the server told where a login begins.
    pub fn absolute(&mut self, typed: &RemotePath) -> Result<RemotePath> {
        if typed.is_absolute() {
            return Ok(typed.clone());
        }
        let session = self.session()?;
        Ok(match session.home() {
            Some(home) if home.is_absolute() => RemotePath::absolute(home, typed.as_bytes()),
            // A data set, or a path of VMS, whole: it means the same wherever the server stands.
            Some(home) if session.has_native_names() => home.with_name(typed.as_bytes()),
            // The login folder has no other name where names are no paths from `/`: the empty one.
            Some(home) if home == typed && home.is_rooted() => RemotePath::default(),
            // Names that are no paths (IBM i with NAMEFMT 0, NonStop) are sent as typed.
            _ => typed.clone(),
        })
    }

    /// The absolute form of a path as typed, as far as it is known without asking.
    pub fn known_absolute(&self, typed: &RemotePath) -> Option<RemotePath> {
        let home = self.home.as_ref()?;
        if self.standing().is_some_and(Session::has_native_names) {
            return Some(home.with_name(typed.as_bytes()));
        }
        home.is_absolute().then(|| RemotePath::absolute(home, typed.as_bytes()))
    }

    /// Notes that the server renames files as it is asked to.
    pub fn note_renaming(&mut self) {
        self.renames = true;
    }

    /// Whether a renaming can wait for the commands of the next transfer: there is one to come, and
    /// the server has renamed before, and takes several commands at once.
    pub fn can_defer_rename(&self) -> bool {
        let patient = |session: &Session| !session.is_one_by_one() && !session.sends_bare_names();
        let patient = self.standing().is_some_and(patient);
        patient && self.renames && self.served < self.expected
    }

    /// Hands RNFR and RNTO over, so that they leave with the next commands and cost no round trip, if a session
    /// stands.
    pub fn defer_rename(&mut self, from: &RemotePath, to: &RemotePath) {
        self.deferred = Deferred::Nothing;
        if let (Some(session), Ok([rnfr, rnto])) = (&mut self.session, renaming(from, to)) {
            let exchange = session.exchange();
            self.deferred = Deferred::Open(exchange.send(rnfr), exchange.send(rnto));
        }
    }

    /// The outcome of that; the commands are sent now, if no others were. `None` means that the replies were
    /// lost with their session.
    pub fn deferred_rename_outcome(&mut self) -> Result<Option<Renamed>> {
        if let (Deferred::Open(..), true) = (&self.deferred, self.is_open()) {
            self.with(|session| session.exchange().flush())?;
        }
        match std::mem::replace(&mut self.deferred, Deferred::Nothing) {
            Deferred::Answered(renamed) => Ok(Some(renamed)),
            Deferred::Nothing | Deferred::Open(..) => Ok(None),
        }
    }

    /// Takes the replies to a deferred rename that are here: they must not be lost with their session.
    fn take_rename(&mut self) {
        if let (Deferred::Open(rnfr, rnto), Some(session)) = (&self.deferred, &mut self.session)
            && let Some((from, to)) = session.exchange().take_both(*rnfr, *rnto)
        {
            self.deferred = Deferred::Answered(Renamed::by(&from, &to));
        }
    }

    /// Records the facts that a finished operation proved, and drops a session that it broke.
    pub(super) fn settle<T>(&mut self, outcome: Result<T>) -> Result<T> {
        if let Some(session) = &mut self.session {
            let reuse_was_known = self.profile.reuse.get().is_some();
            learn(&mut self.profile, session, outcome.as_ref().err());
            if !reuse_was_known && self.profile.reuse.is(Reuse::Free) {
                self.connector.trace.note(&untied(&self.connector.host));
            }
        }
        self.take_rename();
        if outcome.as_ref().is_err_and(Error::is_displaced) {
            self.quit();
        }
        let breaks = outcome.as_ref().is_err_and(Error::breaks_session);
        if breaks || self.session.as_ref().is_some_and(Session::is_broken) {
            self.session = None;
        }
        outcome
    }

    /// A count of tries by the rules of this run; `doing` is put before messages about them.
    pub fn attempts(&self, doing: String) -> Attempts {
        let connector = &self.connector;
        Attempts::new(
            doing,
            self.retries,
            connector.waits.cancel.clone(),
            Arc::clone(&connector.trace),
        )
    }

    /// Leaves the server politely, without waiting.
    pub fn quit(&mut self) {
        self.take_rename();
        if let Some(session) = self.session.take() {
            session.quit();
        }
    }
}

/// Takes what the session proved into the profile. What an operation showed that failed is only suspected.
fn learn(profile: &mut HostProfile, session: &Session, error: Option<&Error>) {
    match (session.is_one_by_one(), error) {
        (true, None) => profile.one_at_a_time.confirm(),
        (true, Some(error)) => profile.one_at_a_time.suspect(true, &error.to_string()),
        (false, _) => {}
    }
    if let Some(error) = error {
        if session.is_epsv_silent(error) {
            profile.suspect_epsv(&error.to_string());
        }
        return;
    }
    match session.obstacle_to_epsv() {
        // This login bears it out.
        Some(_) if profile.no_epsv.is(true) => profile.no_epsv.confirm(),
        Some(obstacle) => profile.no_epsv.learn(true, obstacle),
        None => {}
    }
    if let (Some(instead), Some(refusal)) = (session.mlsd_use(), session.mlsd_refusal()) {
        profile.mlsd.learn(instead, &format!("MLSD: {refusal}"));
    }
    if let PathUse::Proven(refusal) = session.place().paths() {
        profile.bare_names.learn(true, &format!("a path from /: {refusal}"));
    }
    if session.last_resumed() == Some(false) {
        profile.reuse.learn(Reuse::Free, "a full handshake was taken");
    }
}

/// Whether an operation failed because more was sent at once than the server bears.
pub(super) fn is_out_of_order(error: &Error) -> bool {
    matches!(error.root(), Error::OutOfOrder(_))
}

/// Said once of a host: what it means that a data connection is not tied to its control connection.
fn untied(host: &str) -> String {
    format!(
        "{host} does not tie data connections to the control connection by TLS session resumption: \
         somebody who is faster can take one over (--require-resumption refuses such servers)"
    )
}

impl Drop for Client {
    fn drop(&mut self) {
        self.quit();
    }
}
