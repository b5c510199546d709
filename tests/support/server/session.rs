//! One control connection: reads commands, follows the plan that the script has for each, writes
//! replies. What the commands do stands in `commands`, `files` and `transfer`.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::ports::ClosedPort;
use super::super::until::until_some;
use super::Shared;
use super::channel::Channel;
use super::data::Endpoint;
use super::digest::Digest;
use super::plan::{Ending, Instead, Moment, Plan};
use super::records::Command;
use super::wire::{Source, wait};

/// How long a closing connection waits for the client to close too. Closing at once could make the
/// kernel send RST, which would take the last reply away from the client.
const LINGER: Duration = Duration::from_secs(2);
/// How long the server waits for a data connection, or keeps one in a fault, before it gives up.
const DATA_PATIENCE: Duration = Duration::from_secs(120);

/// One control connection and its state.
#[allow(clippy::struct_excessive_bools)] // RFC 959 and 4217 have that many independent states.
pub(super) struct Session {
    pub(super) shared: Arc<Shared>,
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) control: Channel,
    /// Received and not yet a command.
    input: Vec<u8>,
    pub(super) user: Option<String>,
    pub(super) logged_in: bool,
    pub(super) pbsz: bool,
    pub(super) protected: bool,
    pub(super) ascii: bool,
    pub(super) cwd: Vec<u8>,
    pub(super) rest: u64,
    pub(super) range: Option<(u64, u64)>,
    pub(super) rename_from: Option<PathBuf>,
    pub(super) digest: Digest,
    pub(super) endpoint: Option<Endpoint>,
    /// The port that was named where nobody listens.
    pub(super) dead_port: Option<ClosedPort>,
    /// The last data connection: ended, kept until the client has surely read it.
    pub(super) lingering: Option<Channel>,
}

impl Session {
    pub(super) fn new(shared: &Arc<Shared>, control: Channel) -> Self {
        let number = shared.records.note(|events| {
            events.connections += 1;
            events.connections
        });
        Self {
            shared: Arc::clone(shared),
            number,
            control,
            input: Vec::new(),
            user: None,
            logged_in: false,
            pbsz: false,
            protected: false,
            ascii: false,
            cwd: shared.options.home.clone().into_bytes(),
            rest: 0,
            range: None,
            rename_from: None,
            digest: Digest::Sha256,
            endpoint: None,
            dead_port: None,
            lingering: None,
        }
    }

    /// Serves until the connection ends, which is always an error.
    pub(super) fn run(&mut self) -> io::Result<()> {
        if self.shared.options.implicit {
            self.upgrade()?;
        }
        self.perform("CONNECT", b"")?;
        loop {
            let line = self.next_line()?;
            let command = self.record(line);
            let (verb, argument) = command.parts();
            self.perform(&verb, argument)?;
        }
    }

    fn record(&self, line: Vec<u8>) -> Command {
        let command = Command { connection: self.number, secure: self.control.is_secure(), line };
        let kept = command.clone();
        self.shared.records.note(|events| events.commands.push(kept));
        command
    }

    fn plan(&self, verb: &str, argument: &[u8]) -> Plan {
        let script = &self.shared.options.script;
        script.plan(verb, argument, self.number, &self.shared.root)
    }

    /// Follows the plan for one command.
    fn perform(&mut self, verb: &str, argument: &[u8]) -> io::Result<()> {
        let mut plan = self.plan(verb, argument);
        self.pause(plan.delay);
        self.end_at(&plan, Moment::BeforeCommand)?;
        // AUTH may be done and answered by other words.
        let mut upgrade = false;
        let reply = if let Some(instead) = plan.instead.take() {
            let Some(reply) = self.do_instead(instead)? else {
                return self.end_at(&plan, Moment::AfterReply);
            };
            reply
        } else {
            let reply = self.dispatch(verb, argument, &plan)?;
            upgrade = verb == "AUTH" && reply.starts_with(b"234");
            plan.final_reply.take().unwrap_or(reply)
        };
        self.pause(plan.answer_delay);
        self.end_at(&plan, Moment::BeforeReply)?;
        upgrade &= reply.starts_with(b"2");
        self.reply(verb, &reply, &plan.behind_reply)?;
        if let Some((pause, text)) = plan.again.take() {
            self.pause(Some(pause));
            self.reply("", &text, b"")?;
        }
        self.end_at(&plan, Moment::AfterReply)?;
        if upgrade {
            if !self.shared.options.keeps_clear_text {
                self.input.clear();
            }
            self.upgrade()?;
        }
        if verb == "QUIT" {
            self.control.close_notify();
            return Err(self.ended(Ending::Cut));
        }
        Ok(())
    }

    /// Does what the script wants instead of the command; returns a reply if there is one to send.
    fn do_instead(&mut self, instead: Instead) -> io::Result<Option<Vec<u8>>> {
        match instead {
            Instead::Reply(text) => Ok(Some(text)),
            Instead::ReplyClosingData(text) => {
                self.close_unused_data();
                Ok(Some(text))
            }
            Instead::Raw(bytes) => self.control.send(&bytes).map(|()| None),
            Instead::Clear(bytes) => self.control.send_in_clear(&bytes).map(|()| None),
            Instead::Flood(head, again) => {
                let block = again.repeat(16384_usize.div_ceil(again.len()));
                self.control.send(&head)?;
                loop {
                    self.control.send(&block)?;
                }
            }
            Instead::Drip(line, pause) => loop {
                self.control.send(&line)?;
                self.pause(Some(pause));
                if self.shared.net.is_stopping() {
                    return Err(self.ended(Ending::Cut));
                }
            },
            Instead::Hang => loop {
                self.fill()?;
            },
        }
    }

    /// The handshake on the control connection, or what the script has in its place.
    fn upgrade(&mut self) -> io::Result<()> {
        let mut plan = self.plan("TLS", b"");
        self.pause(plan.delay);
        self.end_at(&plan, Moment::BeforeCommand)?;
        if let Some(instead) = plan.instead.take() {
            if let Some(text) = self.do_instead(instead)? {
                self.control.send(&text)?;
            }
            return Err(self.ended(Ending::Cut));
        }
        self.control.hold_tickets = self.shared.options.late_tickets;
        let config = &self.shared.tls.control;
        self.control.secure(config, self.number as u64)
    }

    /// Sends a reply; `text` may hold several lines, without the last CRLF. Nothing to say is no reply.
    pub(super) fn reply(&mut self, verb: &str, text: &[u8], behind: &[u8]) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some(turns) = &self.shared.net.turns {
            let last_line = text.rsplit(|byte| *byte == b'\n').next().unwrap_or(text);
            if verb != "QUIT" && !last_line.starts_with(b"1") {
                turns.replies();
            }
        }
        self.control.send(&[text, b"\r\n", behind].concat())
    }

    /// Sends a 1yz reply.
    pub(super) fn preliminary(&mut self, text: &[u8]) -> io::Result<()> {
        self.reply("", text, b"")
    }

    fn end_at(&mut self, plan: &Plan, moment: Moment) -> io::Result<()> {
        match plan.end {
            Some((planned, how)) if planned == moment => Err(self.ended(how)),
            _ => Ok(()),
        }
    }

    /// Ends the control connection and returns the error that ends the session.
    pub(super) fn ended(&mut self, how: Ending) -> io::Error {
        match how {
            Ending::Reset => self.control.wire.reset_on_drop(),
            Ending::Cut => {
                self.control.wire.finish();
                let deadline = Instant::now() + LINGER;
                while let Some(left) = deadline.checked_duration_since(Instant::now()) {
                    let came =
                        wait(&self.shared.net, &[Source::Wire(&self.control.wire)], Some(left));
                    let mut buffer = [0; 4096];
                    if !came[0] || matches!(self.control.wire.read(&mut buffer), Ok(0) | Err(_)) {
                        break;
                    }
                }
            }
        }
        io::Error::other("ended by the server")
    }

    /// Sleeps, unless the server is being taken down.
    fn pause(&self, time: Option<Duration>) {
        let Some(time) = time else { return };
        until_some(time, || self.shared.net.is_stopping().then_some(()));
    }

    fn next_line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(line) = self.take_line() {
                return Ok(line);
            }
            if !self.control.has_buffered() {
                let idle = self.shared.options.idle;
                let source = Source::Wire(&self.control.wire);
                if !wait(&self.shared.net, &[source], idle)[0] {
                    self.reply("", b"421 idle for too long", b"")?;
                    self.control.close_notify();
                    return Err(self.ended(Ending::Cut));
                }
            }
            self.fill()?;
        }
    }

    /// The first complete line of the input, without line end and Telnet's Interrupt Process.
    fn take_line(&mut self) -> Option<Vec<u8>> {
        let end = self.input.iter().position(|byte| *byte == b'\n')?;
        let mut line: Vec<u8> = self.input.drain(..=end).collect();
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        let telnet = |byte: &u8| matches!(byte, 0xf2 | 0xf4 | 0xff);
        let start = line.iter().position(|byte| !telnet(byte)).unwrap_or(0);
        Some(undoubled(&line[start..]))
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut buffer = [0; 4096];
        let length = self.control.read(&mut buffer)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.input.extend_from_slice(&buffer[..length]);
        Ok(())
    }

    /// Looks, without waiting, whether the client wants the transfer to end. Other commands that
    /// came stay in the input.
    pub(super) fn aborted(&mut self) -> io::Result<bool> {
        let came = self.control.has_buffered() || {
            let source = Source::Wire(&self.control.wire);
            wait(&self.shared.net, &[source], Some(Duration::ZERO))[0]
        };
        if came {
            self.fill()?;
        }
        let kept = self.input.clone();
        if let Some(line) = self.take_line() {
            if line.eq_ignore_ascii_case(b"ABOR") {
                self.record(line);
                return Ok(true);
            }
            self.input = kept;
        }
        Ok(false)
    }

    /// Waits, in a fault, until the client says anything more, hangs up, or ends the data connection.
    /// Says whether it was ABOR.
    pub(super) fn wait_for_client(&mut self, data: Option<&Channel>) -> io::Result<bool> {
        if !self.input.is_empty() || self.control.has_buffered() {
            return self.aborted();
        }
        let mut sources = vec![Source::Wire(&self.control.wire)];
        sources.extend(data.map(|data| Source::Wire(&data.wire)));
        wait(&self.shared.net, &sources, Some(DATA_PATIENCE));
        self.aborted()
    }
}

/// A line as Telnet means it, where a byte 0xFF is sent twice (RFC 854).
fn undoubled(line: &[u8]) -> Vec<u8> {
    let mut meant = Vec::with_capacity(line.len());
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        meant.push(byte);
        if byte == 0xff {
            bytes.next_if_eq(&0xff);
        }
    }
    meant
}

impl Drop for Session {
    fn drop(&mut self) {
        let was_in = usize::from(self.logged_in);
        self.shared.records.note(|events| events.logged_in -= was_in);
    }
}
