//! One logged-in session: a method per remote operation (RFC 959, 2428, 3659).
//!
//! Commands that do not depend on each other go out in one flight and their replies are read in
//! order. Paths are sent as given: making them absolute is the client's business.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::address::{parse_epsv, parse_pasv};
use super::command::Command;
use super::control::{Control, Pace};
use super::data::{Channel, Download, Upload};
use super::features::Features;
use super::habits::Habits;
use super::listing::{Moment, mlsd, time_val};
use super::login::{Connector, Passive, PasvAddress};
use super::path::{RemotePath, parse_pwd};
use super::reply::Reply;
use super::trace::SharedTrace;
use crate::error::{Error, Response, Result, protocol, tls};
use crate::net::tls::TlsContext;
use crate::net::{Stream, Waits, Want, dial, wait};

/// Something asked ahead of its use, so that it travels with other commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A passive address for the next transfer.
    Passive,
    /// Size and time of a file.
    Facts(RemotePath),
    /// Whether a path is a folder.
    Folder(RemotePath),
}

/// Size and time of a remote file, as far as the server tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Bytes.
    pub size: Option<u64>,
    /// Last modification.
    pub modified: Option<Moment>,
}

/// What a renaming came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// It has the new name.
    Done,
    /// RNFR was refused: the old name cannot be left, or the server renames nothing.
    NotFrom(Response),
    /// RNTO was refused: the new name cannot be taken.
    NotTo(Response),
}

/// Answers that came ahead of their use.
#[derive(Debug, Default)]
struct Ahead {
    passive: Option<SocketAddr>,
    facts: Option<(RemotePath, Facts)>,
    folder: Option<(RemotePath, bool)>,
}

/// What TYPE says at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// I: bytes as they are.
    Image,
    /// A: lines. Whatever is said next wants TYPE I first.
    Text,
}

/// A session.
pub struct Session {
    control: Control,
    tls: TlsContext,
    features: Features,
    home: Option<RemotePath>,
    passive: Passive,
    pasv_address: PasvAddress,
    no_epsv: bool,
    pace: Pace,
    ahead: Ahead,
    /// Goes out with the next commands; nobody waits for what it says.
    riders: Vec<Command>,
    pub(super) list_all: Option<bool>,
    pub(super) digests: super::digest::Learned,
    in_transfer: bool,
    kind: Kind,
    broken: bool,
    resumed: Option<bool>,
    trace: SharedTrace,
}

impl Session {
    /// Sets up binary, protected transfers in one flight and learns features and home, with `asks`
    /// behind it. A server that refuses PBSZ or PROT P is left (RFC 4217 section 9).
    pub(super) fn set_up(
        control: Control,
        tls: TlsContext,
        connector: &Connector,
        habits: &Habits,
        asks: &[Ask],
    ) -> Result<Self> {
        let mut session = Self {
            control,
            tls,
            features: Features::default(),
            home: None,
            passive: connector.passive,
            pasv_address: connector.pasv_address,
            no_epsv: habits.no_epsv,
            pace: if habits.one_at_a_time { Pace::OneByOne } else { Pace::AtOnce },
            ahead: Ahead::default(),
            riders: Vec::new(),
            list_all: None,
            digests: super::digest::Learned::default(),
            in_transfer: false,
            kind: Kind::Image,
            broken: false,
            resumed: None,
            trace: std::sync::Arc::clone(&connector.trace),
        };
        let mut flight = vec![
            Command::new("PBSZ", "0")?,
            Command::new("PROT", "P")?,
            Command::bare("FEAT"),
            Command::new("TYPE", "I")?,
            Command::bare("PWD"),
        ];
        let own = flight.len();
        // What is quoted may change what the answers are.
        let asks_at_once = if connector.quotes.is_empty() { asks } else { &[] };
        flight.extend(session.questions(asks_at_once)?);
        let mut replies = session.flight(flight)?;
        let answers = replies.split_off(own.min(replies.len()));
        session.settle(&replies)?;
        session.take_answers(asks_at_once, answers)?;
        for command in &connector.quotes {
            session.quote(command)?;
        }
        if !connector.quotes.is_empty() {
            session.ask(asks)?;
        }
        Ok(session)
    }

    /// Says what a user wants said, alone and once; a refusal is an error.
    pub fn quote(&mut self, command: &Command) -> Result<()> {
        let sent = self.send_riders().and_then(|()| self.call(command.clone()));
        sent.map(drop).map_err(|error| error.during(format!("sending {command}")))
    }

    fn settle(&mut self, replies: &[Reply]) -> Result<()> {
        let [pbsz, prot, feat, binary, pwd] = replies else {
            return Err(protocol("replies to the setup are missing"));
        };
        for (verb, reply) in [("PBSZ 0", pbsz), ("PROT P", prot)] {
            if !reply.is_done() {
                return Err(tls(format!(
                    "the server will not protect data connections: {verb}: {}",
                    reply.response()
                )));
            }
        }
        if feat.is_done() {
            self.features = Features::parse(feat.lines());
        }
        if !binary.is_done() {
            return Err(Error::Refused(binary.response()).during("asking for binary transfers"));
        }
        self.home = if pwd.is_done() { parse_pwd(pwd.first()) } else { None };
        if self.features.has("UTF8") {
            self.riders.push(Command::new("OPTS", "UTF8 ON")?);
        }
        Ok(())
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
        self.pace == Pace::OneByOne
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
    fn flight(&mut self, commands: Vec<Command>) -> Result<Vec<Reply>> {
        self.end_text()?;
        let riders = std::mem::take(&mut self.riders);
        let ahead = riders.len();
        let whole: Vec<Command> = riders.into_iter().chain(commands).collect();
        let outcome = match self.control.flight(&whole, self.pace) {
            // All that is sent in flights asks, or can be said twice; but for a relative CWD.
            Err(Error::OutOfStep(text))
                if self.control.is_idle() && whole.iter().all(is_repeatable) =>
            {
                self.trace.fact(&format!("{text}; from here on one at a time"));
                self.pace = Pace::OneByOne;
                self.control.flight(&whole, self.pace)
            }
            other => other,
        };
        self.broken |= outcome.is_err();
        let mut replies = outcome?;
        Ok(replies.split_off(ahead.min(replies.len())))
    }

    /// From text back to bytes as they are: SIZE counts those, and so does the next transfer.
    fn end_text(&mut self) -> Result<()> {
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

    /// Asks in one flight for what will be used soon, but for what was asked already.
    pub fn ask(&mut self, asks: &[Ask]) -> Result<()> {
        let fresh: Vec<Ask> = asks.iter().filter(|ask| !self.is_asked(ask)).cloned().collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let questions = self.questions(&fresh)?;
        let answers = self.flight(questions)?;
        self.take_answers(&fresh, answers)
    }

    fn is_asked(&self, ask: &Ask) -> bool {
        match ask {
            Ask::Passive => self.ahead.passive.is_some(),
            Ask::Facts(path) => self.ahead.facts.as_ref().is_some_and(|(known, _)| known == path),
            Ask::Folder(path) => self.ahead.folder.as_ref().is_some_and(|(known, _)| known == path),
        }
    }

    fn questions(&self, asks: &[Ask]) -> Result<Vec<Command>> {
        let mut list = Vec::new();
        for ask in asks {
            match ask {
                Ask::Passive => list.push(self.passive_command()),
                Ask::Facts(path) => {
                    list.push(Command::new("SIZE", path)?);
                    list.push(Command::new("MDTM", path)?);
                }
                Ask::Folder(path) => list.push(Command::new("CWD", path)?),
            }
        }
        Ok(list)
    }

    fn take_answers(&mut self, asks: &[Ask], answers: Vec<Reply>) -> Result<()> {
        let mut answers = answers.into_iter();
        let mut next = || answers.next().ok_or_else(|| protocol("a reply is missing"));
        for ask in asks {
            match ask {
                Ask::Passive => {
                    let reply = next()?;
                    self.ahead.passive = self.passive_answer(&reply).ok();
                    let peer = self.control.stream().peer();
                    self.no_epsv |=
                        reply.code() >= 500 && self.passive == Passive::Auto && peer.is_ipv4();
                }
                Ask::Facts(path) => {
                    let (size, time) = (next()?, next()?);
                    self.ahead.facts = Some((path.clone(), facts(&size, &time)?));
                }
                Ask::Folder(path) => {
                    let reply = next()?;
                    self.ahead.folder = Some((path.clone(), reply.is_done()));
                }
            }
        }
        Ok(())
    }

    /// Size and time of a file; what the server does not tell is `None`.
    pub fn facts(&mut self, path: &RemotePath) -> Result<Facts> {
        match self.ahead.facts.take() {
            Some((asked, facts)) if asked == *path => return Ok(facts),
            _ => {}
        }
        self.ask(&[Ask::Facts(path.clone())])?;
        Ok(self.ahead.facts.take().map(|(_, facts)| facts).unwrap_or_default())
    }

    /// The same, kept so that the transfer that comes next need not ask again.
    pub fn facts_ahead(&mut self, path: &RemotePath) -> Result<Facts> {
        let facts = self.facts(path)?;
        self.ahead.facts = Some((path.clone(), facts.clone()));
        Ok(facts)
    }

    /// Whether a path is a folder, asked by CWD: paths are absolute, so where we stand is of no
    /// consequence.
    pub fn is_folder(&mut self, path: &RemotePath) -> Result<bool> {
        match self.ahead.folder.take() {
            Some((asked, is)) if asked == *path => return Ok(is),
            _ => {}
        }
        self.ask(&[Ask::Folder(path.clone())])?;
        Ok(self.ahead.folder.take().is_some_and(|(_, is)| is))
    }

    /// The size of a file in bytes; `None` when the server does not tell it.
    pub fn size(&mut self, path: &RemotePath) -> Result<Option<u64>> {
        let reply = self.try_call(Command::new("SIZE", path)?)?;
        size(&reply)
    }

    /// Makes a folder.
    pub fn make_folder(&mut self, path: &RemotePath) -> Result<()> {
        self.call(Command::new("MKD", path)?).map(drop)
    }

    /// Removes a file.
    pub fn delete(&mut self, path: &RemotePath) -> Result<()> {
        self.call(Command::new("DELE", path)?).map(drop)
    }

    /// Renames a file: RNFR and RNTO in one flight, since RNTO without a good RNFR does nothing.
    /// `asks` travel with them.
    pub fn rename(&mut self, from: &RemotePath, to: &RemotePath, asks: &[Ask]) -> Result<Renamed> {
        let mut flight = vec![Command::new("RNFR", from)?, Command::new("RNTO", to)?];
        flight.extend(self.questions(asks)?);
        let mut replies = self.flight(flight)?;
        let answers = replies.split_off(2.min(replies.len()));
        self.take_answers(asks, answers)?;
        match replies.as_slice() {
            [first, _] if first.is_refusal() => Ok(Renamed::NotFrom(first.response())),
            [_, last] if last.is_refusal() => Ok(Renamed::NotTo(last.response())),
            [_, last] if last.is_done() => Ok(Renamed::Done),
            _ => Err(protocol("the server did not finish the renaming")),
        }
    }

    /// Sets a file's time (MFMT, or MDTM with a stamp) and asks for its size, in one flight; where
    /// that sets no time, SITE UTIME does it.
    ///
    /// Returns the size, if told, and whether the time was set.
    pub fn stamp_and_size(
        &mut self,
        path: &RemotePath,
        stamp: Option<&str>,
    ) -> Result<(Option<u64>, bool)> {
        let mut flight = vec![Command::new("SIZE", path)?];
        if let Some(stamp) = stamp {
            let verb = if self.features.has("MFMT") { "MFMT" } else { "MDTM" };
            let argument = [stamp.as_bytes(), b" ", path.as_ref()].concat();
            flight.push(Command::new(verb, argument)?);
        }
        let replies = self.flight(flight)?;
        let told = replies.first().map(size).transpose()?.flatten();
        let set = replies.get(1).is_some_and(Reply::is_done);
        match stamp {
            Some(stamp) if !set && self.features.has("SITE UTIME") => {
                Ok((told, self.stamp_by_site(path, stamp)?))
            }
            _ => Ok((told, set)),
        }
    }

    /// The two forms of SITE UTIME: ProFTPD's, then pure-ftpd's.
    fn stamp_by_site(&mut self, path: &RemotePath, stamp: &str) -> Result<bool> {
        let stamp = stamp.as_bytes();
        let short = [b"UTIME ", stamp, b" ", path.as_ref()].concat();
        if self.try_call(Command::new("SITE", short)?)?.is_done() {
            return Ok(true);
        }
        let times = [stamp, stamp, stamp].join(&b' ');
        let long = [b"UTIME ", path.as_ref(), b" ", &times, b" UTC"].concat();
        Ok(self.try_call(Command::new("SITE", long)?)?.is_done())
    }

    /// Sets permissions by SITE CHMOD, or MFF where that is what the server has.
    pub fn change_mode(&mut self, path: &RemotePath, mode: &str) -> Result<()> {
        let mode = mode.as_bytes();
        if self.features.has("MFF") && !self.features.has("SITE CHMOD") {
            let facts = [b"UNIX.mode=", mode, b"; ", path.as_ref()].concat();
            if self.try_call(Command::new("MFF", facts)?)?.is_done() {
                return Ok(());
            }
        }
        let words = [b"CHMOD ", mode, b" ", path.as_ref()].concat();
        self.call(Command::new("SITE", words)?).map(drop).map_err(|e| e.during("changing the mode"))
    }

    /// Begins a download at `offset` (RFC 3659 section 5). Returns also where it really begins: at
    /// 0 where the server refuses REST.
    pub fn retrieve_from(&mut self, path: &RemotePath, offset: u64) -> Result<(Download<'_>, u64)> {
        let (channel, begun) = self.open_data_at(offset, Command::new("RETR", path)?)?;
        Ok((Download::new(self, channel), begun))
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

    pub(super) fn download(&mut self, command: Command) -> Result<Download<'_>> {
        let (channel, _) = self.open_data_at(0, command)?;
        Ok(Download::new(self, channel))
    }

    /// What MLST tells of a path (RFC 3659 section 7).
    pub fn status(&mut self, path: &RemotePath) -> Result<super::listing::Entry> {
        let reply = self.call(Command::new("MLST", path)?)?;
        reply
            .lines()
            .iter()
            .skip(1)
            .find_map(|line| match mlsd::parse(line) {
                Some(mlsd::Parsed::Entry(entry) | mlsd::Parsed::Dot(entry)) => Some(entry),
                _ => None,
            })
            .ok_or_else(|| protocol("the reply to MLST holds no facts"))
    }

    /// Leaves politely, without waiting.
    pub fn quit(self) {
        if !self.broken {
            self.control.quit();
        }
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
        let mut ahead = std::mem::take(&mut self.riders);
        let riders = ahead.len();
        if offset > 0 {
            ahead.push(Command::new("REST", offset.to_string())?);
        }
        let replies = if self.pace == Pace::OneByOne {
            let replies = self.control.flight(&ahead, self.pace)?;
            self.control.send(&[command])?;
            replies
        } else {
            let count = ahead.len();
            ahead.push(command);
            self.control.send(&ahead)?;
            (0..count).map(|_| self.control.read_final()).collect::<Result<_>>()?
        };
        let granted = replies.get(riders).is_some_and(|reply| reply.code() == 350);
        channel.establish(self)?;
        Ok(if granted { offset } else { 0 })
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
        let address = match self.ahead.passive.take() {
            Some(address) => address,
            None => self.passive_address()?,
        };
        let first = dial(&[address], &waits);
        let may_fall_back = self.passive == Passive::Auto && !self.no_epsv && address.is_ipv4();
        let connected = match first {
            Err(error @ (Error::While(..) | Error::Network(_) | Error::TimedOut(_)))
                if may_fall_back =>
            {
                self.trace.fact(&format!("EPSV: {error}; trying PASV"));
                self.no_epsv = true;
                let address = self.passive_address()?;
                dial(&[address], &waits)
            }
            other => other,
        };
        Stream::plain(connected.map_err(|e| e.during("opening the data connection"))?)
    }

    /// The address of the next data connection. An EPSV that is refused for good, or answered by
    /// nothing that can be connected to, leads to PASV.
    fn passive_address(&mut self) -> Result<SocketAddr> {
        let reply = self.try_call(self.passive_command())?;
        let answer = self.passive_answer(&reply);
        let useless = reply.code() >= 500 || !reply.is_refusal() && answer.is_err();
        let may_fall_back = self.passive == Passive::Auto && !self.no_epsv;
        if useless && may_fall_back && self.control.stream().peer().is_ipv4() {
            self.no_epsv = true;
            let reply = self.try_call(self.passive_command())?;
            return self.passive_answer(&reply);
        }
        answer
    }

    fn passive_command(&self) -> Command {
        let pasv = self.passive == Passive::Pasv || self.no_epsv && self.passive == Passive::Auto;
        Command::bare(if pasv { "PASV" } else { "EPSV" })
    }

    /// The address in a reply to EPSV or PASV. The host of a PASV reply is used only when asked
    /// for: a server behind NAT tells a wrong one, a hostile one somebody else's.
    fn passive_answer(&self, reply: &Reply) -> Result<SocketAddr> {
        if reply.is_refusal() {
            return Err(Error::Refused(reply.response()).during("asking for a data connection"));
        }
        let peer = self.control.stream().peer();
        let bad = |why: &str| {
            protocol(format!("asking for a data connection: {why} in: {}", reply.response()))
        };
        match reply.code() {
            229 => parse_epsv(reply.first()).map(|port| with_port(peer, port)).map_err(bad),
            227 => {
                let (host, port) = parse_pasv(reply.first()).map_err(bad)?;
                let theirs = SocketAddr::new(IpAddr::V4(host), port);
                if self.pasv_address == PasvAddress::Server {
                    Ok(theirs)
                } else {
                    Ok(with_port(peer, port))
                }
            }
            _ => Err(bad("neither 227 nor 229")),
        }
    }
}

fn is_repeatable(command: &Command) -> bool {
    command.verb() != "CWD"
}

/// The same host (and IPv6 scope) with another port.
fn with_port(mut address: SocketAddr, port: u16) -> SocketAddr {
    address.set_port(port);
    address
}

fn facts(size_reply: &Reply, time_reply: &Reply) -> Result<Facts> {
    let modified =
        if time_reply.code() == 213 { time_val(time_reply.first().trim_ascii()) } else { None };
    Ok(Facts { size: size(size_reply)?, modified })
}

/// The number in a 213 reply to SIZE (RFC 3659 section 4). A positive reply of another kind is the
/// answer to something else: what is asked next would be answered wrong too.
fn size(reply: &Reply) -> Result<Option<u64>> {
    if reply.is_done() && reply.code() != 213 {
        return Err(protocol(format!("SIZE is answered by: {}", reply.response())));
    }
    let text = std::str::from_utf8(reply.first().trim_ascii()).unwrap_or_default();
    Ok(if reply.code() == 213 { text.parse().ok() } else { None })
}
