//! From a host name to a session that is logged in and set up (RFC 4217 sections 4 to 9).
//!
//! Nothing but the greeting and AUTH travels in clear, and user and password only after the
//! server's certificate was accepted.

use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result, timed_out, tls};
use crate::ftp::login::consent::{Consent, Decision};
use crate::ftp::login::host_profile::{Entering, HostProfile};
use crate::ftp::login::password::Password;
use crate::ftp::login::setup::may_be_too_fast;
use crate::ftp::path::RemotePath;
use crate::ftp::prefetch::Query;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::control::Control;
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::secret::Secret;
use crate::ftp::wire::trace::{Protection, SharedTrace};
use crate::net::cancel::Begun;
use crate::net::tls::{TlsContext, TlsSettings, Version};
use crate::net::trust::Certificate;
use crate::net::{Route, Stream, Waits, Want, wait};

/// How data connections are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passive {
    /// EPSV, and PASV when that is refused or its connection fails.
    #[default]
    Auto,
    /// EPSV only.
    Epsv,
    /// PASV only.
    Pasv,
}

/// Which address of a PASV reply is connected to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasvAddress {
    /// The control connection's peer, whatever the reply says.
    #[default]
    Peer,
    /// The one in the reply.
    Server,
}

/// How to get in: everything that a login needs, shared by all sessions of a run.
#[derive(Clone)]
pub struct Connector {
    /// The host as typed; certificates are checked against it.
    pub host: String,
    /// The port.
    pub port: u16,
    /// TLS from the first byte instead of AUTH TLS.
    pub implicit: bool,
    /// The user.
    pub user: String,
    /// The password; one that must be asked for is asked for after the TLS handshake.
    pub password: Password,
    /// The account, for the few servers that ask for one.
    pub account: Option<Secret>,
    /// What is wanted of TLS.
    pub tls: Arc<TlsSettings>,
    /// Decides about certificates that the rules refuse.
    pub consent: Arc<dyn Consent>,
    /// Limits of time.
    pub waits: Waits,
    /// How connections are made.
    pub route: Route,
    /// How data connections are asked for.
    pub passive: Passive,
    /// Which address of a PASV reply is used.
    pub pasv_address: PasvAddress,
    /// What the user wants said in every session, before anything is moved (`--quote`).
    pub quotes: Vec<Command>,
    /// What is to be said once at the end of the run (`--quote-after`).
    pub quotes_after: Vec<Command>,
    /// The folder that is entered after every login, so that relative paths begin there.
    pub folder: Option<RemotePath>,
    /// Takes the dialogue.
    pub trace: SharedTrace,
}

impl Connector {
    /// Connects, secures, logs in and sets up a session; `asks` travel with the setup.
    ///
    /// `profile` gives what is known of the host and takes what is learned.
    pub fn open(&self, max: Version, profile: &mut HostProfile, asks: &[Query]) -> Result<Session> {
        let (control, context) = self.secured(max, profile)?;
        if control.software().enters_at_once() {
            profile.entering = profile.entering.or(Some(Entering::ByPassword));
        }
        let known = profile.entering.filter(|_| self.may_enter_at_once(profile));
        let tls = context.clone();
        let entered = self.enter(control, context, profile, asks);
        match (entered.map_err(|error| for_want_of_a_certificate(error, &tls)), known) {
            (Err(error), Some(known)) if may_be_too_fast(&error) => {
                self.trace.fact(&format!("{error}; once more, step by step"));
                self.enter_again(max, profile, asks, known)
            }
            (entered, _) => entered,
        }
    }

    /// Logs in step by step where all at once failed, perhaps for that reason. A server that bore it
    /// before is tried once more another time.
    fn enter_again(
        &self,
        max: Version,
        profile: &mut HostProfile,
        asks: &[Query],
        known: Entering,
    ) -> Result<Session> {
        profile.entering = Some(Entering::StepByStep);
        let entered = self
            .secured(max, profile)
            .and_then(|(control, context)| self.enter(control, context, profile, asks));
        profile.entering = match (&entered, known) {
            (Err(_), known) => Some(known),
            (Ok(_), Entering::AtOnce) => Some(Entering::ByPassword),
            (Ok(_), _) => Some(Entering::StepByStep),
        };
        entered
    }

    /// Connects, up to a control channel under TLS; once more where a refused certificate is trusted
    /// all the same: a server does not wait while people think.
    fn secured(&self, max: Version, profile: &mut HostProfile) -> Result<(Control, TlsContext)> {
        let first = self.shake_hands(max, profile);
        for note in self.tls.take_notes() {
            self.trace.note(&note);
        }
        let Err(error) = &first else { return first };
        let Error::Certificate(refused) = error.root() else { return first };
        if self.consent.decide(refused)? == Decision::Refused {
            return first;
        }
        if let Some(own) = refused.chain.first() {
            self.tls.accept(own)?;
        }
        self.shake_hands(max, profile)
    }

    /// Connects, and returns the certificates that the server shows (DER), its own first, if the rules
    /// take them. Nobody is asked, and no user is sent.
    pub fn certificates(&self) -> Result<Vec<Vec<u8>>> {
        let mut profile = HostProfile::default();
        let (control, _) = self.shake_hands(self.tls.max, &mut profile)?;
        let shown = control.stream().certificates();
        control.quit();
        Ok(shown)
    }

    fn shake_hands(
        &self,
        max: Version,
        profile: &mut HostProfile,
    ) -> Result<(Control, TlsContext)> {
        self.tls.prepare(&self.waits.cancel)?;
        // The system's roots take milliseconds to read, which the server's answers take too.
        let reading = self.read_context(max, profile.group)?;
        let control = self.greeted();
        let context = reading.wait(None)?.unwrap_or_else(|| Err(timed_out("reading certificates")));
        let context = context?;
        let control = control
            .and_then(|control| self.shaken(control, &context))
            .map_err(|e| e.during(self.doing("connecting to")))?;
        learn_group(&control, &context, profile);
        Ok((control, context))
    }

    /// User, host and port as one name, for records.
    pub fn account_name(&self) -> String {
        format!("{}@{}:{}", self.user, self.host, self.port)
    }

    /// Reads certificates where a stop of the run can end it: a name may lead to a pipe.
    fn read_context(&self, max: Version, group: Option<u16>) -> Result<Begun<Result<TlsContext>>> {
        let (tls, host) = (Arc::clone(&self.tls), self.host.clone());
        self.waits.cancel.begin(move || TlsContext::new(&tls, &host, max, group))
    }

    pub(in crate::ftp) fn doing(&self, what: &str) -> String {
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        format!("{what} {host}:{}", self.port)
    }

    /// Connects, and goes as far as it goes in clear: to the 234.
    fn greeted(&self) -> Result<Control> {
        let connected = self.route.connect(&self.host, self.port, &self.waits)?;
        let stream = Stream::plain(connected);
        self.trace.fact(&format!("connected to {}", stream.link()));
        let control = Control::new(stream, self.waits.clone(), Arc::clone(&self.trace));
        if self.implicit { Ok(control) } else { self.explicit(control) }
    }

    /// The TLS handshake, before the greeting or behind it.
    fn shaken(&self, control: Control, context: &TlsContext) -> Result<Control> {
        let control = if self.implicit {
            self.implicit(control, context)?
        } else {
            control.upgrade(context)?
        };
        if let Some(facts) = control.stream().tls_facts() {
            let kind = if facts.resumed { "resumed" } else { "full handshake" };
            let again = if facts.asked_again { ", another key share asked for" } else { "" };
            self.trace
                .fact(&format!("control TLS {} {}, {kind}{again}", facts.version, facts.suite));
            self.trace.protected(&Protection {
                host: self.host.clone(),
                facts,
                policy: self.tls.policy,
                warn_expiry: self.tls.warn_expiry,
                server: control.stream().certificate().and_then(Certificate::read),
                client: self.tls.client_certificate(),
            });
        }
        Ok(control)
    }

    fn implicit(&self, mut control: Control, context: &TlsContext) -> Result<Control> {
        if let Err(error) = control.secure(context) {
            return Err(if control.stream().heard_clear() {
                tls(format!(
                    "the server speaks clear text first: this port wants explicit TLS, \
                     ftp://{}:{}/ or --explicit",
                    self.host, self.port
                ))
            } else {
                error
            });
        }
        let banner = control.read_final();
        let banner = banner.map_err(|error| for_want_of_a_certificate(error, context))?;
        greeting(&banner)?;
        control.greeted_by(&banner);
        Ok(control)
    }

    fn explicit(&self, mut control: Control) -> Result<Control> {
        let limit = self.waits.connect.min(self.waits.stall);
        let greets = wait(&[(control.stream(), Want::Read)], &self.waits, limit / 2)?;
        if !greets && self.is_implicit(limit / 4) {
            return Err(tls(format!(
                "the server speaks TLS from the first byte: this port wants implicit TLS, \
                 ftps://{}:{}/ or --implicit",
                self.host, self.port
            )));
        }
        let banner = control.read().map_err(|error| match error {
            Error::TimedOut(text) => Error::TimedOut(format!(
                "{text}; if this port speaks TLS from the first byte, say ftps://{}:{}/ or --implicit",
                self.host, self.port
            )),
            other => other,
        })?;
        let banner = if banner.is_preliminary() { control.read_final()? } else { banner };
        greeting(&banner)?;
        control.greeted_by(&banner);
        let mut reply = control.call(&Command::new("AUTH", "TLS")?)?;
        if reply.code() == 504 {
            reply = control.call(&Command::new("AUTH", "SSL")?)?;
        }
        if reply.code() != 234 {
            return Err(tls(format!(
                "the server will not protect the control channel: AUTH TLS: {}; nothing was sent in clear",
                reply.response()
            )));
        }
        Ok(control)
    }

    /// Whether a port that does not greet answers a TLS hello: then it waits for one. `limit` is for connecting, and
    /// again for the answer.
    fn is_implicit(&self, limit: Duration) -> bool {
        let waits = Waits { connect: limit, ..self.waits.clone() };
        let Ok(context) = TlsContext::new(&self.tls, &self.host, self.tls.max, None) else {
            return false;
        };
        let Ok(connected) = self.route.connect(&self.host, self.port, &waits) else { return false };
        let mut stream = Stream::plain(connected);
        match stream.secure(&context, &waits) {
            // A certificate that is refused has been sent all the same.
            Ok(()) | Err(Error::Certificate(_)) => true,
            Err(Error::Tls(_)) => !stream.heard_clear(),
            Err(_) => false,
        }
    }
}

/// Under TLS 1.3 a server tells only after the handshake that it wanted a client certificate, and some
/// tell by closing.
fn for_want_of_a_certificate(error: Error, context: &TlsContext) -> Error {
    match error.root() {
        Error::Network(_) if context.lacks_client_certificate() => tls(format!(
            "the server asked for a client certificate, got none, and ended the connection ({error}): \
             name one by --cert FILE --key FILE"
        )),
        _ => error,
    }
}

fn greeting(reply: &Reply) -> Result<()> {
    if reply.is_done() { Ok(()) } else { Err(Error::Refused(reply.response())) }
}

/// A group that had to be asked for costs a round trip; next time it is offered first.
fn learn_group(control: &Control, context: &TlsContext, profile: &mut HostProfile) {
    if control.stream().tls_facts().is_some_and(|facts| facts.asked_again) {
        profile.group = context.group();
    }
}
