//! A control channel for examining a server: it is led step by step, also along ways that a session never takes (in
//! clear up to USER, without PROT, with a session that is not resumed). What the answers mean is left to the audit.
//!
//! No password leaves in clear: [`Probe::log_in`] is refused before TLS.

mod transfer;

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::error::{Result, protocol, tls};
use crate::ftp::data::address::{parse_epsv, parse_pasv};
use crate::ftp::login::connector::Connector;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::{Exchange, Handle};
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::tls::{TlsContext, Version};
use crate::net::{Link, Stream, Waits};

pub use transfer::{Seen, Sending};

/// A control channel that is led step by step.
pub struct Probe {
    exchange: Exchange,
    waits: Waits,
    trace: SharedTrace,
}

/// How the address of a data connection is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// EPSV (RFC 2428).
    Epsv,
    /// PASV (RFC 959).
    Pasv,
}

impl Connector {
    /// A TLS context of its own, with versions up to `max`: the user's settings, and no session yet.
    pub fn context(&self, max: Version) -> Result<TlsContext> {
        self.tls.prepare(&self.waits.cancel)?;
        TlsContext::new(&self.tls, &self.host, max, None)
    }
}

impl Probe {
    /// Connects, and sends nothing.
    pub fn connect(connector: &Connector) -> Result<Self> {
        let connected =
            connector.route.connect(&connector.host, connector.port, &connector.waits)?;
        let stream = Stream::plain(connected);
        connector.trace.fact(&format!("connected to {}", stream.link()));
        let (waits, trace) = (connector.waits.clone(), connector.trace.clone());
        Ok(Self { exchange: Exchange::new(stream, waits.clone(), trace.clone()), waits, trace })
    }

    /// Waits for every reply at most so long from here on.
    pub fn wait_at_most(&mut self, limit: Duration) {
        let waits = Waits { stall: self.waits.stall.min(limit), ..self.waits.clone() };
        self.exchange.renew(waits, self.trace.clone());
    }

    /// Reads the greeting.
    pub fn greeting(&mut self) -> Result<Reply> {
        self.exchange.greeting()
    }

    /// Sends a command, and reads its final reply; a refusal is a reply like others.
    pub fn call(&mut self, command: Command) -> Result<Reply> {
        self.exchange.try_call(command)
    }

    /// Queues commands that leave in one flight.
    pub fn send_all(&mut self, commands: impl IntoIterator<Item = Command>) -> Vec<Handle> {
        self.exchange.send_all(commands)
    }

    /// Sends the queued commands, and reads up to the final reply to this one.
    pub fn answer(&mut self, handle: Handle) -> Result<Reply> {
        self.exchange.answer(handle)
    }

    /// From clear text to TLS, behind the 234. Bytes that came behind it in clear are an error.
    pub fn upgrade(&mut self, context: &TlsContext) -> Result<()> {
        self.exchange.upgrade(context)
    }

    /// TLS from the first byte on.
    pub fn secure(&mut self, context: &TlsContext) -> Result<()> {
        self.exchange.secure(context)
    }

    /// Logs in once, under TLS only.
    ///
    /// # Errors
    /// A login that is refused is [`crate::error::Error::Login`].
    pub fn log_in(&mut self, connector: &Connector) -> Result<()> {
        if self.stream().tls_facts().is_none() {
            return Err(tls("no password is sent in clear"));
        }
        connector.log_in_on(&mut self.exchange)
    }

    /// The connection.
    pub fn stream(&self) -> &Stream {
        self.exchange.stream()
    }

    /// The connection, without its exchange of commands.
    pub fn into_stream(self) -> Stream {
        self.exchange.into_stream()
    }

    /// Leaves politely, without waiting.
    pub fn quit(self) {
        self.exchange.quit();
    }

    /// Asks for a data connection; returns the address in the reply to PASV, and where to connect: the peer of the
    /// control connection, at the reported port.
    pub fn passive(&mut self, ask: Ask) -> Result<(Option<SocketAddr>, Link)> {
        let verb = if ask == Ask::Epsv { "EPSV" } else { "PASV" };
        let reply = self.exchange.call(Command::bare(verb))?;
        let bad = |why: &str| protocol(format!("{verb}: {why}"));
        let link = self.stream().link();
        match ask {
            Ask::Epsv => {
                parse_epsv(reply.first()).map(|port| (None, link.with_port(port))).map_err(bad)
            }
            Ask::Pasv => {
                let (host, port) = parse_pasv(reply.first()).map_err(bad)?;
                let address = SocketAddr::new(IpAddr::V4(host), port);
                Ok((Some(address), link.with_port(port)))
            }
        }
    }
}
