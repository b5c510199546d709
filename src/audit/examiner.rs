//! The connections of an audit: one after the other, with a pause between them, each ended before the next begins. Who
//! asks what on them is left to the sections.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::checks::Section;
use super::finding::{Report, Verdict};
use crate::error::{Error, Result, network, tls};
use crate::ftp::login::connector::Connector;
use crate::ftp::login::consent::NoConsent;
use crate::ftp::path::RemotePath;
use crate::ftp::probe::Probe;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::net::hello::{Answer, Offer, ask};
use crate::net::tls::{Alpn, Policy, TlsContext, TlsSettings, Version};
use crate::net::trust::Trust;

/// The pause between two connections: a server that counts connections a second must not take an audit for an attack.
const BETWEEN: Duration = Duration::from_millis(50);

/// How long an answer to a hello is waited for: some servers do not answer one that they cannot take.
const HELLO_ANSWER: Duration = Duration::from_secs(3);

/// How often a connection is tried that the server has no room for: the one before may still be ending.
const TRIES: usize = 4;

/// The pause before such a try.
const ROOM_AGAIN: Duration = Duration::from_millis(500);

/// Who logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// Nobody: the checks that need a login are left out.
    Nobody,
    /// The connector's user.
    User,
}

/// How much is examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Versions and certificates.
    Certificates,
    /// All that needs no login.
    Outside,
    /// Everything.
    Whole,
}

/// The order for an audit.
pub struct Order {
    /// How the server is reached, and who logs in.
    pub connector: Connector,
    /// How much is examined.
    pub depth: Depth,
    /// Whether anybody logs in.
    pub login: Login,
    /// The ports whose flavour is looked at beside the connector's.
    pub other_ports: Vec<u16>,
    /// A folder in which files may be made for a moment.
    pub write: Option<RemotePath>,
}

/// An audit under way.
pub(super) struct Examiner<'a> {
    pub(super) order: &'a Order,
    pub(super) report: Report,
    /// When the last connection was begun.
    last: Cell<Option<Instant>>,
    /// A login was refused: no other is tried.
    pub(super) refused: Cell<bool>,
}

impl<'a> Examiner<'a> {
    pub(super) fn new(order: &'a Order) -> Self {
        Self { order, report: Report::default(), last: Cell::new(None), refused: Cell::new(false) }
    }

    pub(super) fn connector(&self) -> &'a Connector {
        &self.order.connector
    }

    /// The result of a check.
    pub(super) fn add(&mut self, id: &str, verdict: Verdict, evidence: impl Into<String>) {
        self.report.add(id, verdict, evidence);
    }

    /// Runs a section: a failure of it is noted, and only a stop of the run ends the audit.
    pub(super) fn section(
        &mut self,
        section: Section,
        work: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match work(self) {
            Err(stop @ Error::Stopped(_)) => Err(stop),
            Err(error) => {
                self.report.skip(section, one_line(&error));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// A connector for handshakes that carry no secret: any certificate is taken, nobody logs in.
    pub(super) fn lax(&self, min: Version, max: Version) -> Connector {
        let user = self.connector();
        let mut settings = TlsSettings::new(Trust::Nothing, Policy::Default, min, max);
        settings.identity.clone_from(&user.tls.identity);
        settings.alpn = Alpn::Nothing;
        Connector {
            tls: Arc::new(settings),
            consent: Arc::new(NoConsent),
            user: String::new(),
            ..user.clone()
        }
    }

    /// The user's connector with these versions only.
    pub(super) fn strict(&self, min: Version, max: Version) -> Connector {
        let user = self.connector();
        let mut settings = user.tls.for_versions(min, max);
        settings.resumption = crate::net::tls::Resumption::Wanted;
        Connector { tls: Arc::new(settings), consent: Arc::new(NoConsent), ..user.clone() }
    }

    /// Waits until the next connection may be made.
    pub(super) fn pause(&self) -> Result<()> {
        let waits = &self.connector().waits;
        if let Some(last) = self.last.get() {
            waits.cancel.sleep(BETWEEN.saturating_sub(last.elapsed()))?;
        }
        self.last.set(Some(Instant::now()));
        Ok(())
    }

    /// A connection in clear, and the greeting.
    pub(super) fn greeted(&self) -> Result<(Probe, Reply)> {
        let mut tries = 0;
        loop {
            self.pause()?;
            tries += 1;
            let greeted = Probe::connect(self.connector())
                .and_then(|mut probe| probe.greeting().map(|reply| (probe, reply)));
            let refused = match &greeted {
                Ok((_, reply)) => reply.is_refusal(),
                Err(Error::Stopped(_)) => return greeted,
                // One that kept silent for as long as the limit allows has no lack of room.
                Err(error) => !matches!(error.root(), Error::TimedOut(_)),
            };
            if refused && tries < TRIES {
                self.connector().waits.cancel.sleep(ROOM_AGAIN)?;
                continue;
            }
            return match greeted {
                Ok((_, reply)) if reply.is_refusal() => Err(Error::Refused(reply.response())),
                other => other,
            };
        }
    }

    /// A connection that is ready for a TLS hello.
    pub(super) fn ready(&self) -> Result<Probe> {
        if self.connector().implicit {
            self.pause()?;
            return Probe::connect(self.connector());
        }
        let (mut probe, _) = self.greeted()?;
        let reply = auth(&mut probe)?;
        if !matches!(reply.code(), 234 | 200) {
            return Err(tls(format!("AUTH TLS: {}", reply.response())));
        }
        Ok(probe)
    }

    /// The answer to one hello, whose connection ends with it.
    pub(super) fn hello(&self, offer: &Offer<'_>) -> Result<Answer> {
        let mut stream = self.ready()?.into_stream();
        ask(&mut stream, offer, &self.connector().waits, HELLO_ANSWER)
    }

    /// A connection under TLS, behind the greeting.
    pub(super) fn secured(&self, context: &TlsContext) -> Result<Probe> {
        let mut probe = self.ready()?;
        if self.connector().implicit {
            probe.secure(context)?;
            let greeting = probe.greeting()?;
            if greeting.is_refusal() {
                return Err(Error::Refused(greeting.response()));
            }
        } else {
            probe.upgrade(context)?;
        }
        Ok(probe)
    }

    /// A connection under TLS on which the user has logged in. Nothing is set up on it. After a refusal no login is
    /// tried again.
    pub(super) fn logged_in(&self, connector: &Connector, context: &TlsContext) -> Result<Probe> {
        if self.refused.get() {
            return Err(network("a login was refused before: none is tried again"));
        }
        let mut tries = 0;
        loop {
            tries += 1;
            let mut probe = self.secured(context)?;
            match probe.log_in(connector) {
                Ok(()) => return Ok(probe),
                // The session before may still be ending.
                Err(Error::Login(said)) if said.means_too_many() && tries < TRIES => {
                    drop(probe);
                    self.connector().waits.cancel.sleep(ROOM_AGAIN)?;
                }
                Err(error) => {
                    self.refused.set(self.refused.get() || error.is_refused_login());
                    return Err(error);
                }
            }
        }
    }

    /// The same, ready for protected transfers.
    pub(super) fn set_up(&self, connector: &Connector, context: &TlsContext) -> Result<Probe> {
        let mut probe = self.logged_in(connector, context)?;
        for (verb, argument) in [("PBSZ", "0"), ("PROT", "P")] {
            let reply = probe.call(Command::new(verb, argument)?)?;
            if reply.is_refusal() && verb != "PBSZ" {
                return Err(Error::Refused(reply.response()).during(format!("{verb} {argument}")));
            }
        }
        Ok(probe)
    }
}

/// AUTH TLS, or AUTH SSL where only that is known.
pub(super) fn auth(probe: &mut Probe) -> Result<Reply> {
    let reply = probe.call(Command::new("AUTH", "TLS")?)?;
    if reply.code() == 504 { probe.call(Command::new("AUTH", "SSL")?) } else { Ok(reply) }
}

/// The first line of an error: the rest is advice for other commands.
pub(super) fn one_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
