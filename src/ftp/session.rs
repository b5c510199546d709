//! One logged-in session: a method per remote operation (RFC 959, 2428, 3659).
//!
//! Commands that do not depend on each other go out in one flight and their replies are read in
//! order. Paths are sent as given: making them absolute is the client's business.

use std::time::Duration;

use crate::error::{Error, Result, protocol};
use crate::ftp::company::Company;
use crate::ftp::listing::{Entry, System, mlsd};
use crate::ftp::login::connector::{Connector, Passive, PasvAddress};
use crate::ftp::login::host_profile::HostProfile;
use crate::ftp::ops::features::Features;
use crate::ftp::ops::list::ListedBy;
use crate::ftp::path::RemotePath;
use crate::ftp::prefetch::{Prefetched, Sizes};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::control::{Control, Pipelining};
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::tls::{Resumption, TlsContext, TlsFacts};
use crate::net::{Waits, Want, wait};

/// What TYPE says at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// I: bytes as they are.
    Image,
    /// A: lines. Whatever is said next wants TYPE I first.
    Text,
}

/// What FEAT told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatSupport {
    /// What the server has.
    Features,
    /// Nothing, so that what there is must be tried (aioftp).
    Nothing,
}

/// A session.
pub struct Session {
    pub(super) control: Control,
    pub(super) tls: TlsContext,
    pub(super) features: Features,
    pub(super) home: Option<RemotePath>,
    pub(super) passive: Passive,
    pub(super) pasv_address: PasvAddress,
    pub(super) no_epsv: bool,
    pub(super) sizes: Sizes,
    pub(super) pace: Pipelining,
    pub(super) ahead: Prefetched,
    /// Goes out with the next commands; nobody waits for what it says.
    pub(super) riders: Vec<Command>,
    pub(super) company: Company,
    /// Sent while a transfer was ending, in the hope that they are what is said next; their answers
    /// have not been read.
    pub(super) foreseen: Vec<Command>,
    pub(super) list_all: Option<bool>,
    /// What SYST reports, once it was asked.
    pub(super) system: Option<System>,
    pub(super) listed_by: ListedBy,
    pub(super) told: FeatSupport,
    pub(super) digests: crate::ftp::ops::digest::Learned,
    pub(super) in_transfer: bool,
    pub(super) kind: Kind,
    /// The folder that the server was sent to last, as far as it matters.
    pub(super) stands_in: Option<RemotePath>,
    pub(super) broken: bool,
    pub(super) resumed: Option<bool>,
    pub(super) resumption: Resumption,
    pub(super) trace: SharedTrace,
}

impl Session {
    /// A session over a control channel under TLS; nothing is sent yet.
    pub(super) fn fresh(
        control: Control,
        tls: TlsContext,
        connector: &Connector,
        profile: &HostProfile,
    ) -> Self {
        Self {
            control,
            tls,
            features: Features::default(),
            home: None,
            passive: connector.passive,
            pasv_address: connector.pasv_address,
            no_epsv: profile.no_epsv,
            sizes: Sizes::default(),
            pace: if profile.one_at_a_time { Pipelining::OneByOne } else { Pipelining::AtOnce },
            ahead: Prefetched::default(),
            riders: Vec::new(),
            company: Company::Nobody,
            foreseen: Vec::new(),
            list_all: None,
            system: None,
            listed_by: ListedBy::default(),
            told: FeatSupport::Features,
            digests: crate::ftp::ops::digest::Learned::default(),
            in_transfer: false,
            kind: Kind::Image,
            stands_in: None,
            broken: false,
            resumed: None,
            resumption: connector.tls.resumption,
            trace: std::sync::Arc::clone(&connector.trace),
        }
    }

    /// Says what a user wants said, alone and once; a refusal is an error.
    pub fn quote(&mut self, command: &Command) -> Result<Reply> {
        let sent = self.send_riders().and_then(|()| self.call(command.clone()));
        sent.map_err(|error| error.during(format!("sending {command}")))
    }

    /// Begins another command of a shell. What was asked ahead is forgotten: a passive address, for one, does not
    /// wait for ever.
    pub(super) fn go_on(&mut self, waits: Waits, trace: SharedTrace) {
        self.ahead = Prefetched::default();
        self.trace = SharedTrace::clone(&trace);
        self.control.go_on(waits, trace);
    }

    /// Whether the server still answers: asked only after a pause, or where it said something unasked.
    pub(super) fn is_alive(&mut self) -> bool {
        !self.broken && (!self.control.may_be_stale() || self.answers())
    }

    /// Whether the server answers.
    pub(super) fn answers(&mut self) -> bool {
        !self.broken && self.control.is_answered()
    }

    /// What TLS agreed on.
    pub fn tls_facts(&self) -> Option<TlsFacts> {
        self.control.stream().tls_facts()
    }

    /// The server's certificate (DER).
    pub fn certificate(&self) -> Option<&[u8]> {
        self.control.stream().certificate()
    }

    /// What FEAT told.
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// The folder after login, if the server told it.
    pub fn home(&self) -> Option<&RemotePath> {
        self.home.as_ref()
    }

    /// Whether the session must not be used again.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// How many data connections can still be resumed; `None` means without limit.
    pub fn tickets_left(&self) -> Option<usize> {
        self.tls.tickets_left()
    }

    /// Whether the last data connection that ended well was resumed.
    pub fn last_resumed(&self) -> Option<bool> {
        self.resumed
    }

    /// Whether commands must wait for each other.
    pub fn is_one_by_one(&self) -> bool {
        self.pace == Pipelining::OneByOne
    }

    /// Whether EPSV turned out to be of no use.
    pub fn no_epsv(&self) -> bool {
        self.no_epsv
    }

    pub(super) fn waits(&self) -> &Waits {
        self.control.waits()
    }

    pub(super) fn control(&mut self) -> &mut Control {
        &mut self.control
    }

    /// The final reply of a transfer was read: the control channel is at rest.
    pub(super) fn answered(&mut self) {
        self.in_transfer = false;
    }

    pub(super) fn data_done(&mut self, resumed: bool) {
        self.resumed = Some(resumed);
    }

    pub(super) fn check_finished(&mut self) {
        self.broken |= self.in_transfer;
    }

    pub(super) fn wait_control(&mut self, limit: Duration) -> Result<bool> {
        let waits = self.waits().clone();
        wait(&[(self.control.stream(), Want::Read)], &waits, limit)
    }

    /// Sends commands at once and reads their final replies in order.
    pub(super) fn flight(&mut self, commands: Vec<Command>) -> Result<Vec<Reply>> {
        self.end_text()?;
        let riders = self.companions()?;
        let ahead = riders.len();
        let whole: Vec<Command> = riders.into_iter().chain(commands).collect();
        let outcome = match self.flight_of(&whole) {
            // All that is sent in flights asks, or can be said twice; but for a relative CWD.
            Err(Error::OutOfOrder(text))
                if self.control.is_idle() && whole.iter().all(is_repeatable) =>
            {
                self.trace.fact(&format!("{text}; from here on one at a time"));
                self.pace = Pipelining::OneByOne;
                self.control.flight(&whole, self.pace)
            }
            other => other,
        };
        self.broken |= outcome.is_err();
        let mut replies = outcome?;
        let own = replies.split_off(ahead.min(replies.len()));
        self.hear_companions(&replies)?;
        Ok(own)
    }

    /// From text back to bytes as they are: SIZE counts those, and so does the next transfer.
    pub(super) fn end_text(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.kind, Kind::Image) == Kind::Image {
            return Ok(());
        }
        let back = Command::new("TYPE", "I").and_then(|command| self.control.call(&command));
        self.broken |= !back.as_ref().is_ok_and(Reply::is_done);
        match back? {
            reply if reply.is_done() => Ok(()),
            reply => Err(protocol(format!("TYPE I after text: {}", reply.response()))),
        }
    }

    /// Sends what waits for company, so that the next command goes alone.
    pub(super) fn send_riders(&mut self) -> Result<()> {
        self.flight(Vec::new()).map(drop)
    }

    /// Sends one command; a refusal is an error.
    pub(super) fn call(&mut self, command: Command) -> Result<Reply> {
        let reply = self.try_call(command)?;
        if reply.is_refusal() { Err(Error::Refused(reply.response())) } else { Ok(reply) }
    }

    /// Sends one command; a refusal is a reply like others.
    pub(super) fn try_call(&mut self, command: Command) -> Result<Reply> {
        self.flight(vec![command])?.pop().ok_or_else(|| protocol("a reply is missing"))
    }

    /// What MLST tells of a path (RFC 3659 section 7).
    pub fn status(&mut self, path: &RemotePath) -> Result<Entry> {
        let reply = self.call(Command::new("MLST", path)?)?;
        reply
            .lines()
            .iter()
            .skip(1)
            .find_map(|line| match mlsd::parse(line) {
                Some(mlsd::Parsed::Entry(entry) | mlsd::Parsed::Dot(entry)) => {
                    Some(Entry { raw: Some(line.trim_ascii_start().to_vec()), ..entry })
                }
                None => None,
            })
            .ok_or_else(|| protocol("the reply to MLST holds no facts"))
    }

    /// Leaves politely, without waiting.
    pub fn quit(self) {
        if !self.broken {
            self.control.quit();
        }
    }
}

fn is_repeatable(command: &Command) -> bool {
    !matches!(command.verb(), "CWD" | "RNFR" | "RNTO")
}
