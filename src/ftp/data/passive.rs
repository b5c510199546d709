//! How the data connections of a session are opened: by EPSV or PASV, or in active mode by EPRT or PORT (RFC 2428,
//! RFC 959), to which address, and under which TLS session. What runs over them is left to `channel`.

use std::net::{IpAddr, SocketAddr};

use crate::error::{Error, Result, protocol, tls};
use crate::ftp::data::active::ActivePort;
use crate::ftp::data::address::{parse_epsv, parse_pasv};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::Exchange;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::{Resumption, TlsContext};
use crate::net::{Active, Dialing, Link, Listener, Stream};

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

/// Who ends a download's TLS stream first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ftp) enum FirstClose {
    /// The server does, as usual.
    Server,
    /// We do, before the first byte comes: the server waits for that.
    Client,
}

/// A data connection before its transfer is asked for.
pub(super) enum Opening {
    /// It is connected.
    Connected(Box<Stream>),
    /// The server will connect here when it has the command.
    Listening(Listener),
}

/// Opens the data connections of one session.
pub(in crate::ftp) struct DataPort {
    tls: TlsContext,
    resumption: Resumption,
    passive: Passive,
    pasv_address: PasvAddress,
    active: Option<ActivePort>,
    first_close: FirstClose,
    /// Why EPSV is of no use, if it is not.
    no_epsv: Option<String>,
    /// The next data connection, on its way.
    dialing: Option<Dialing>,
    /// Whether the last data connection that ended well was resumed.
    resumed: Option<bool>,
}

impl DataPort {
    /// Opens connections under the TLS session of this context.
    pub(in crate::ftp) fn new(
        tls: TlsContext,
        passive: Passive,
        pasv_address: PasvAddress,
    ) -> Self {
        Self {
            tls,
            resumption: Resumption::Wanted,
            passive,
            pasv_address,
            active: None,
            first_close: FirstClose::Server,
            no_epsv: None,
            dialing: None,
            resumed: None,
        }
    }

    /// Has the server connect to us from here on.
    pub(in crate::ftp) fn use_active(&mut self, active: Active) {
        self.active = Some(ActivePort::new(active));
    }

    /// Sets whether data connections must resume the session.
    pub(in crate::ftp) fn set_resumption(&mut self, resumption: Resumption) {
        self.resumption = resumption;
    }

    /// An error if a session had to be resumed and was not.
    pub(super) fn check_resumed(&self, resumed: bool) -> Result<()> {
        if resumed || self.resumption == Resumption::Wanted {
            return Ok(());
        }
        Err(tls(
            "the server does not resume the TLS session on data connections, and --require-resumption \
             was given",
        ))
    }

    /// Sets who ends a download first.
    pub(in crate::ftp) fn set_first_close(&mut self, who: FirstClose) {
        self.first_close = who;
    }

    /// Who ends a download first.
    pub(in crate::ftp) fn first_close(&self) -> FirstClose {
        self.first_close
    }

    /// Leaves EPSV out from here on.
    pub(in crate::ftp) fn avoid_epsv(&mut self, why: impl Into<String>) {
        self.no_epsv.get_or_insert_with(|| why.into());
    }

    /// Why EPSV turned out to be of no use, if it did.
    pub(in crate::ftp) fn obstacle_to_epsv(&self) -> Option<&str> {
        self.no_epsv.as_deref()
    }

    /// Whether PASV is used because EPSV is of no use.
    fn avoids_epsv(&self) -> bool {
        self.no_epsv.is_some() && self.passive == Passive::Auto
    }

    /// Whether PASV may be used where EPSV fails.
    fn may_fall_back(&self, control: &Link) -> bool {
        self.passive == Passive::Auto && self.no_epsv.is_none() && control.may_be_ipv4()
    }

    /// Opens data connections under another TLS session; returns the one before.
    pub(in crate::ftp) fn replace_tls(&mut self, tls: TlsContext) -> TlsContext {
        std::mem::replace(&mut self.tls, tls)
    }

    /// The TLS session that data connections share with their control connection.
    pub(in crate::ftp) fn tls(&self) -> &TlsContext {
        &self.tls
    }

    /// Notes whether a data connection that ended well was resumed.
    pub(in crate::ftp) fn note_resumed(&mut self, resumed: bool) {
        self.resumed = Some(resumed);
    }

    /// Whether the last data connection that ended well was resumed.
    pub(in crate::ftp) fn last_resumed(&self) -> Option<bool> {
        self.resumed
    }

    /// Whether the next data connection is on its way.
    pub(in crate::ftp) fn is_dialing(&self) -> bool {
        match &self.active {
            Some(active) => active.is_ready(),
            None => self.dialing.is_some(),
        }
    }

    /// Forgets the connection that is on its way: a passive address does not wait for ever.
    pub(in crate::ftp) fn forget(&mut self) {
        self.dialing = None;
        if let Some(active) = &mut self.active {
            active.forget();
        }
    }

    /// The command that asks for the next address, or names one of ours; `control` is the control connection.
    pub(in crate::ftp) fn command(&mut self, control: &Stream) -> Result<Command> {
        match &mut self.active {
            Some(active) => active.command(control),
            None => Ok(self.passive_command()),
        }
    }

    fn passive_command(&self) -> Command {
        let pasv = self.passive == Passive::Pasv || self.avoids_epsv();
        Command::bare(if pasv { "PASV" } else { "EPSV" })
    }

    /// Begins to connect to the address in the reply, if there is one; `control` is the link of the control connection.
    /// In active mode, notes whether the server will connect.
    pub(in crate::ftp) fn dial(&mut self, reply: &Reply, control: &Link) {
        if let Some(active) = &mut self.active {
            active.note(reply);
            return;
        }
        self.dialing = self.link(reply, control).ok().map(Dialing::begin);
        if reply.code() >= 500 && self.may_fall_back(control) {
            self.avoid_epsv(reply.response().to_string());
        }
    }

    /// The next data connection: a connected stream in clear, or a port where the server will connect.
    pub(super) fn open(&mut self, exchange: &mut Exchange) -> Result<Opening> {
        match &mut self.active {
            Some(active) => active.open(exchange).map(Opening::Listening),
            None => self.connect(exchange).map(Box::new).map(Opening::Connected),
        }
    }

    /// A connected stream in clear: EPSV first, PASV when that is refused or cannot be connected to.
    fn connect(&mut self, exchange: &mut Exchange) -> Result<Stream> {
        let waits = exchange.waits().clone();
        let dialing = match self.dialing.take() {
            Some(dialing) => dialing,
            None => Dialing::begin(self.ask(exchange)?),
        };
        let may_fall_back = self.may_fall_back(dialing.link());
        let connected = match dialing.finish(&waits) {
            Err(error @ (Error::While(..) | Error::Network(_) | Error::TimedOut(_)))
                if may_fall_back =>
            {
                exchange.trace().fact(&format!("EPSV: {error}; trying PASV"));
                self.avoid_epsv(error.to_string());
                Dialing::begin(self.ask(exchange)?).finish(&waits)
            }
            other => other,
        };
        connected.map(Stream::plain).map_err(|e| e.during("opening the data connection"))
    }

    /// Where the next data connection leads. An EPSV that is refused for good, or answered by
    /// nothing that can be connected to, leads to PASV.
    fn ask(&mut self, exchange: &mut Exchange) -> Result<Link> {
        let reply = exchange.try_call(self.passive_command())?;
        let link = self.link(&reply, exchange.stream().link());
        let useless = reply.code() >= 500 || !reply.is_refusal() && link.is_err();
        if useless && self.may_fall_back(exchange.stream().link()) {
            self.avoid_epsv(reply.response().to_string());
            let reply = exchange.try_call(self.passive_command())?;
            return self.link(&reply, exchange.stream().link());
        }
        link
    }

    /// The address in a reply to EPSV or PASV. The host of a PASV reply is used only when asked
    /// for: a server behind NAT tells a wrong one, a hostile one somebody else's.
    fn link(&self, reply: &Reply, control: &Link) -> Result<Link> {
        if reply.is_refusal() {
            return Err(Error::Refused(reply.response()).during("asking for a data connection"));
        }
        let bad = |why: &str| {
            protocol(format!("asking for a data connection: {why} in: {}", reply.response()))
        };
        match reply.code() {
            229 => parse_epsv(reply.first()).map(|port| control.with_port(port)).map_err(bad),
            227 => {
                let (host, port) = parse_pasv(reply.first()).map_err(bad)?;
                Ok(match self.pasv_address {
                    PasvAddress::Server => control.to(SocketAddr::new(IpAddr::V4(host), port)),
                    PasvAddress::Peer => control.with_port(port),
                })
            }
            _ => Err(bad("neither 227 nor 229")),
        }
    }
}
