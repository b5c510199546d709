//! From a host name to a control channel under TLS (RFC 4217 sections 4 to 6). Nothing but the greeting and AUTH travels
//! in clear; the login is left to `setup`.

use std::sync::Arc;
use std::time::Duration;

use super::connector::Connector;
use super::consent::Decision;
use super::host_profile::HostProfile;
use super::software::Software;
use crate::error::{Error, Result, timed_out, tls};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::Exchange;
use crate::ftp::wire::pipelining::Pipelining;
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::trace::Protection;
use crate::net::cancel::Begun;
use crate::net::tls::{TlsContext, Version};
use crate::net::trust::Certificate;
use crate::net::{Stream, Waits, Want, wait};

/// A control channel whose server has proven who it is.
pub(super) struct Secured {
    pub(super) exchange: Exchange,
    pub(super) tls: TlsContext,
    pub(super) software: Software,
}

/// Connects, up to a control channel under TLS; once more where a refused certificate is trusted
/// all the same: a server does not wait while people think.
pub(super) fn secured(
    connector: &Connector,
    max: Version,
    profile: &mut HostProfile,
) -> Result<Secured> {
    let first = secured_by_the_rules(connector, max, profile);
    for note in connector.tls.take_notes() {
        connector.trace.note(&note);
    }
    let Err(error) = &first else { return first };
    let Error::Certificate(refused) = error.root() else { return first };
    if connector.consent.decide(refused)? == Decision::Refused {
        return first;
    }
    if let Some(own) = refused.chain.first() {
        connector.tls.accept(own)?;
    }
    secured_by_the_rules(connector, max, profile)
}

impl Connector {
    /// Connects, and returns the certificates that the server shows (DER), its own first, if the rules
    /// take them. Nobody is asked, and no user is sent.
    pub fn certificates(&self) -> Result<Vec<Vec<u8>>> {
        let mut profile = HostProfile::default();
        let Secured { exchange, .. } = secured_by_the_rules(self, self.tls.max, &mut profile)?;
        let shown = exchange.stream().certificates();
        exchange.quit();
        Ok(shown)
    }
}

fn secured_by_the_rules(
    connector: &Connector,
    max: Version,
    profile: &mut HostProfile,
) -> Result<Secured> {
    connector.tls.prepare(&connector.waits.cancel)?;
    // The system's roots take milliseconds to read, which the server's answers take too.
    let reading = read_context(connector, max, profile.group.get())?;
    let exchange = connect(connector);
    let tls = reading.wait(None)?.unwrap_or_else(|| Err(timed_out("reading certificates")));
    let tls = tls?;
    let (mut exchange, software) = exchange
        .and_then(|exchange| shake_hands(connector, exchange, &tls))
        .map_err(|e| e.during(connector.doing("connecting to")))?;
    // A group that had to be asked for costs a round trip; next time it is offered first.
    if exchange.stream().tls_facts().is_some_and(|facts| facts.asked_again)
        && let Some(group) = tls.group()
    {
        profile.group.learn(group, "it asked for another key share");
    }
    let pipelining =
        if profile.one_at_a_time.is(true) { Pipelining::OneByOne } else { Pipelining::AtOnce };
    exchange.allow(pipelining, software.window());
    Ok(Secured { exchange, tls, software })
}

/// Reads certificates where a stop of the run can end it: a name may lead to a pipe.
fn read_context(
    connector: &Connector,
    max: Version,
    group: Option<u16>,
) -> Result<Begun<Result<TlsContext>>> {
    let (tls, host) = (Arc::clone(&connector.tls), connector.host.clone());
    connector.waits.cancel.begin(move || TlsContext::new(&tls, &host, max, group))
}

/// Connects, and goes as far as it goes in clear: to the 234.
fn connect(connector: &Connector) -> Result<(Exchange, Software)> {
    let connected = connector.route.connect(&connector.host, connector.port, &connector.waits)?;
    let stream = Stream::plain(connected);
    connector.trace.fact(&format!("connected to {}", stream.link()));
    let exchange = Exchange::new(stream, connector.waits.clone(), Arc::clone(&connector.trace));
    if connector.implicit {
        Ok((exchange, Software::Unknown))
    } else {
        ask_for_tls(connector, exchange)
    }
}

/// The TLS handshake, before the greeting or behind the 234.
fn shake_hands(
    connector: &Connector,
    (mut exchange, mut software): (Exchange, Software),
    tls: &TlsContext,
) -> Result<(Exchange, Software)> {
    if connector.implicit {
        exchange.secure(tls).map_err(|error| implicit_error(connector, &exchange, error))?;
        let banner = exchange.greeting();
        software = greeted(&banner.map_err(|error| for_want_of_a_certificate(error, tls))?)?;
    } else {
        exchange.upgrade(tls)?;
    }
    if let Some(facts) = exchange.stream().tls_facts() {
        let kind = if facts.resumed { "resumed" } else { "full handshake" };
        let again = if facts.asked_again { ", another key share asked for" } else { "" };
        let text = format!("control TLS {} {}, {kind}{again}", facts.version, facts.suite);
        connector.trace.fact(&text);
        connector.trace.protected(&Protection {
            host: connector.host.clone(),
            facts,
            policy: connector.tls.policy,
            warn_expiry: connector.tls.warn_expiry,
            server: exchange.stream().certificate().and_then(Certificate::read),
            client: connector.tls.client_certificate(),
        });
    }
    Ok((exchange, software))
}

fn implicit_error(connector: &Connector, exchange: &Exchange, error: Error) -> Error {
    if !exchange.stream().heard_clear() {
        return error;
    }
    tls(format!(
        "the server speaks clear text first: this port wants explicit TLS, \
         ftp://{}:{}/ or --explicit",
        connector.host, connector.port
    ))
}

/// The greeting, and AUTH TLS, or AUTH SSL where the server knows only that.
fn ask_for_tls(connector: &Connector, mut exchange: Exchange) -> Result<(Exchange, Software)> {
    let limit = connector.waits.connect.min(connector.waits.stall);
    let greets = wait(&[(exchange.stream(), Want::Read)], &connector.waits, limit / 2)?;
    if !greets && is_implicit(connector, limit / 4) {
        return Err(tls(format!(
            "the server speaks TLS from the first byte: this port wants implicit TLS, \
             ftps://{}:{}/ or --implicit",
            connector.host, connector.port
        )));
    }
    let banner = exchange.greeting().map_err(|error| match error {
        Error::TimedOut(text) => Error::TimedOut(format!(
            "{text}; if this port speaks TLS from the first byte, say ftps://{}:{}/ or --implicit",
            connector.host, connector.port
        )),
        other => other,
    })?;
    let software = greeted(&banner)?;
    let mut reply = exchange.try_call(Command::new("AUTH", "TLS")?)?;
    if reply.code() == 504 {
        reply = exchange.try_call(Command::new("AUTH", "SSL")?)?;
    }
    // Some old servers say 200: a checked handshake proves that they mean it.
    if !matches!(reply.code(), 234 | 200) {
        return Err(tls(format!(
            "the server will not protect the control channel: AUTH TLS: {}; nothing was sent in clear",
            reply.response()
        )));
    }
    Ok((exchange, software))
}

/// Whether a port that does not greet answers a TLS hello: then it waits for one. `limit` is for connecting, and
/// again for the answer.
fn is_implicit(connector: &Connector, limit: Duration) -> bool {
    let waits = Waits { connect: limit, ..connector.waits.clone() };
    let tls = &connector.tls;
    let Ok(context) = TlsContext::new(tls, &connector.host, tls.max, None) else { return false };
    let connected = connector.route.connect(&connector.host, connector.port, &waits);
    let Ok(connected) = connected else { return false };
    let mut stream = Stream::plain(connected);
    match stream.secure(&context, &waits) {
        // A certificate that is refused has been sent all the same.
        Ok(()) | Err(Error::Certificate(_)) => true,
        Err(Error::Tls(_)) => !stream.heard_clear(),
        Err(_) => false,
    }
}

/// Under TLS 1.3 a server reports only after the handshake that it wanted a client certificate, and some
/// do it by closing.
pub(super) fn for_want_of_a_certificate(error: Error, context: &TlsContext) -> Error {
    match error.root() {
        Error::Network(_) if context.lacks_client_certificate() => tls(format!(
            "the server asked for a client certificate, got none, and ended the connection ({error}): \
             name one by --cert FILE --key FILE"
        )),
        _ => error,
    }
}

fn greeted(banner: &Reply) -> Result<Software> {
    if banner.is_done() { Ok(Software::of(banner)) } else { Err(Error::Refused(banner.response())) }
}
