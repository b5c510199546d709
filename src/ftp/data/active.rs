//! Active mode (RFC 959 section 5.2, RFC 2428 section 2): ports of ours are named to the server by PORT or EPRT, and it
//! connects to them for data. Who is let in is left to `net`.

use std::net::IpAddr;

use crate::error::{Error, Result, protocol};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::Exchange;
use crate::ftp::wire::reply::Reply;
use crate::net::{Active, Listener, Stream};

/// The ports of one session where its server connects to us.
pub(super) struct ActivePort {
    active: Active,
    /// The port in the last PORT or EPRT.
    announced: Option<Listener>,
    /// The port that the server agreed to connect to.
    accepted: Option<Listener>,
}

impl ActivePort {
    /// Nothing is open yet.
    pub(super) fn new(active: Active) -> Self {
        Self { active, announced: None, accepted: None }
    }

    /// Whether the server agreed to connect to a port that is open.
    pub(super) fn is_ready(&self) -> bool {
        self.accepted.is_some()
    }

    /// Closes the ports that no transfer has used.
    pub(super) fn forget(&mut self) {
        (self.announced, self.accepted) = (None, None);
    }

    /// Notes the reply to the command.
    pub(super) fn note(&mut self, reply: &Reply) {
        self.accepted = self.announced.take().filter(|_| reply.is_done());
    }

    /// Opens a port and names it: by PORT, which every server knows, or under IPv6 by EPRT.
    pub(super) fn command(&mut self, control: &Stream) -> Result<Command> {
        let listener = self.active.listen(control)?;
        let announced = listener.announced();
        self.announced = Some(listener);
        let port = announced.port();
        match announced.ip() {
            IpAddr::V4(ip) => {
                let ([a, b, c, d], [high, low]) = (ip.octets(), port.to_be_bytes());
                Command::new("PORT", format!("{a},{b},{c},{d},{high},{low}"))
            }
            IpAddr::V6(ip) => Command::new("EPRT", format!("|2|{ip}|{port}|")),
        }
    }

    /// A port that the server agreed to connect to.
    pub(super) fn open(&mut self, exchange: &mut Exchange) -> Result<Listener> {
        if let Some(ready) = self.accepted.take() {
            return Ok(ready);
        }
        let command = self.command(exchange.stream())?;
        let asking = |error: Error| error.during("asking the server to connect to us for data");
        exchange.call(command).map_err(asking)?;
        self.announced.take().ok_or_else(|| protocol("no port was announced"))
    }
}
