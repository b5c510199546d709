//! From a command to its open data connection: the passive address, the hello with the command,
//! and the guard (RFC 959 section 5.2, RFC 2428, RFC 4217). How it goes on is `data`'s business.

use std::net::{IpAddr, SocketAddr};

use crate::error::{Error, Result, protocol, tls};
use crate::ftp::data::address::{parse_epsv, parse_pasv};
use crate::ftp::data::{Channel, Download, Upload};
use crate::ftp::login::connector::{Passive, PasvAddress};
use crate::ftp::path::RemotePath;
use crate::ftp::session::{Kind, Session};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::control::Pipelining;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::Resumption;
use crate::net::{Dialing, Link, Stream};

impl Session {
    /// Begins a download at `offset` (RFC 3659 section 5). Returns also where it really begins: at
    /// 0 where the server refuses REST.
    pub fn retrieve_from(&mut self, path: &RemotePath, offset: u64) -> Result<(Download<'_>, u64)> {
        let (channel, begun) = self.open_data_at(offset, Command::new("RETR", path)?)?;
        Ok((Download::new(self, channel).end_our_side(), begun))
    }

    /// Begins an upload.
    pub fn store(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        self.store_from(path, 0).map(|(upload, _)| upload)
    }

    /// Begins an upload at `offset`. Returns also where it really begins, as for downloads: at 0
    /// the file is a new one.
    pub fn store_from(&mut self, path: &RemotePath, offset: u64) -> Result<(Upload<'_>, u64)> {
        let (channel, begun) = self.open_data_at(offset, Command::new("STOR", path)?)?;
        Ok((Upload::new(self, channel), begun))
    }

    /// Begins a download of text (TYPE A), as the wire has it.
    pub fn retrieve_text(&mut self, path: &RemotePath) -> Result<Download<'_>> {
        let channel = self.open_text(Command::new("RETR", path)?)?;
        Ok(Download::new(self, channel))
    }

    /// Begins an upload of text (TYPE A), as the wire has it.
    pub fn store_text(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        let channel = self.open_text(Command::new("STOR", path)?)?;
        Ok(Upload::new(self, channel))
    }

    /// Begins an upload behind what the file holds.
    pub fn append(&mut self, path: &RemotePath) -> Result<Upload<'_>> {
        let (channel, _) = self.open_data_at(0, Command::new("APPE", path)?)?;
        Ok(Upload::new(self, channel))
    }

    pub(in crate::ftp) fn download(&mut self, command: Command) -> Result<Download<'_>> {
        let (channel, _) = self.open_data_at(0, command)?;
        Ok(Download::new(self, channel))
    }

    fn open_data_at(&mut self, offset: u64, command: Command) -> Result<(Channel, u64)> {
        self.end_text()?;
        let stream = self.connect_data()?;
        self.transfer(stream, offset, command)
    }

    /// The type is set last, since all that is said before wants bytes as they are.
    fn open_text(&mut self, command: Command) -> Result<Channel> {
        self.end_text()?;
        let stream = self.connect_data()?;
        self.call(Command::new("TYPE", "A")?).map_err(|error| error.during("asking for text"))?;
        self.kind = Kind::Text;
        self.transfer(stream, 0, command).map(|(channel, _)| channel)
    }

    fn transfer(
        &mut self,
        stream: Stream,
        offset: u64,
        command: Command,
    ) -> Result<(Channel, u64)> {
        let mut channel = Channel::new(stream);
        self.in_transfer = true;
        match self.begin(&mut channel, offset, command) {
            Ok(begun) => {
                self.tell(&channel);
                self.check_resumed(&channel)?;
                Ok((channel, begun))
            }
            Err(error) => {
                self.check_finished();
                Err(error)
            }
        }
    }

    /// Sends REST, if it is needed, the command and the hello at once; returns where the transfer
    /// begins.
    fn begin(&mut self, channel: &mut Channel, offset: u64, command: Command) -> Result<u64> {
        // The hello goes out first: a server that answers the command with its own side of the
        // handshake finds it there already.
        channel.begin_tls(&self.tls)?;
        if self.has_foreseen() {
            self.send_riders()?;
        }
        let mut ahead = self.companions()?;
        let riders = ahead.len();
        if offset > 0 {
            ahead.push(Command::new("REST", offset.to_string())?);
        }
        let replies = if self.pace == Pipelining::OneByOne {
            let replies = self.control.flight(&ahead, self.pace)?;
            self.control.send(&[command])?;
            replies
        } else {
            let count = ahead.len();
            ahead.push(command);
            self.control.send(&ahead)?;
            (0..count).map(|_| self.control.read_final()).collect::<Result<_>>()?
        };
        self.hear_companions(replies.get(..riders).unwrap_or_default())?;
        let granted = replies.get(riders).is_some_and(|reply| reply.code() == 350);
        channel.establish(self)?;
        Ok(if granted { offset } else { 0 })
    }

    /// An error if the session had to be resumed and was not; the session is then of no further use.
    fn check_resumed(&mut self, channel: &Channel) -> Result<()> {
        let facts = channel.stream().tls_facts();
        let resumed = facts.is_some_and(|facts| facts.resumed);
        if resumed || self.resumption == Resumption::Wanted {
            return Ok(());
        }
        self.broken = true;
        Err(tls(
            "the server does not resume the TLS session on data connections, and --require-resumption \
             was given",
        ))
    }

    fn tell(&self, channel: &Channel) {
        if let Some(facts) = channel.stream().tls_facts() {
            let kind = if facts.resumed { "resumed" } else { "full handshake" };
            let left = match self.tickets_left() {
                None => "session reusable".to_owned(),
                Some(n) => format!("{n} tickets left"),
            };
            self.trace.fact(&format!("data TLS {} {}, {kind}, {left}", facts.version, facts.suite));
        }
    }

    /// A connected data channel: EPSV first, PASV when that is refused or cannot be connected to.
    fn connect_data(&mut self) -> Result<Stream> {
        let waits = self.waits().clone();
        let dialing = match self.ahead.passive.take() {
            Some(dialing) => dialing,
            None => Dialing::begin(self.passive_address()?),
        };
        let may_be_ipv4 = dialing.link().may_be_ipv4();
        let first = dialing.finish(&waits);
        let may_fall_back = self.passive == Passive::Auto && !self.no_epsv && may_be_ipv4;
        let connected = match first {
            Err(error @ (Error::While(..) | Error::Network(_) | Error::TimedOut(_)))
                if may_fall_back =>
            {
                self.trace.fact(&format!("EPSV: {error}; trying PASV"));
                self.no_epsv = true;
                Dialing::begin(self.passive_address()?).finish(&waits)
            }
            other => other,
        };
        connected.map(Stream::plain).map_err(|e| e.during("opening the data connection"))
    }

    /// Where the next data connection leads. An EPSV that is refused for good, or answered by
    /// nothing that can be connected to, leads to PASV.
    fn passive_address(&mut self) -> Result<Link> {
        let reply = self.try_call(self.passive_command())?;
        let answer = self.passive_answer(&reply);
        let useless = reply.code() >= 500 || !reply.is_refusal() && answer.is_err();
        let may_fall_back = self.passive == Passive::Auto && !self.no_epsv;
        if useless && may_fall_back && self.control.stream().link().may_be_ipv4() {
            self.no_epsv = true;
            let reply = self.try_call(self.passive_command())?;
            return self.passive_answer(&reply);
        }
        answer
    }

    pub(in crate::ftp) fn passive_command(&self) -> Command {
        let pasv = self.passive == Passive::Pasv || self.no_epsv && self.passive == Passive::Auto;
        Command::bare(if pasv { "PASV" } else { "EPSV" })
    }

    /// The address in a reply to EPSV or PASV. The host of a PASV reply is used only when asked
    /// for: a server behind NAT tells a wrong one, a hostile one somebody else's.
    pub(in crate::ftp) fn passive_answer(&self, reply: &Reply) -> Result<Link> {
        if reply.is_refusal() {
            return Err(Error::Refused(reply.response()).during("asking for a data connection"));
        }
        let control = self.control.stream().link();
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
