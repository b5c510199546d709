//! The control channel: commands out, replies in, and the step from clear text to TLS.
//!
//! Which command means what is left to `session`.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::error::{Error, Result, network, timed_out, tls};
use crate::ftp::listing::time_val;
use crate::ftp::login::software::Software;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::secret::Secrets;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::tls::TlsContext;
use crate::net::{Pulled, Stream, Waits, Want, wait};

/// A whole reply may take this many times the limit for one byte: a server that sends a byte now
/// and then would otherwise keep us for ever.
const REPLY_LIMIT: u32 = 10;

/// How long the answer to one of several commands may take when others were answered, before the
/// server counts as one that loses commands.
const LOST_AFTER: Duration = Duration::from_secs(5);

/// How long a control channel may stand idle before it is asked whether it still lives. Servers wait for minutes,
/// but a firewall on the way may forget a connection sooner, and tells nobody.
const FRESH: Duration = Duration::from_secs(15);

/// How long the answer to that may take.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Whether several commands are sent at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipelining {
    /// They are.
    AtOnce,
    /// Each waits for the answer to the one before.
    OneByOne,
}

/// A control channel.
pub struct Control {
    software: Software,
    stream: Stream,
    received: Vec<u8>,
    trace: SharedTrace,
    waits: Waits,
    secrets: Secrets,
    /// Verbs whose final reply has not been read, oldest first.
    unanswered: VecDeque<String>,
    /// When something was last said or heard.
    used: Instant,
}

impl Control {
    /// A control channel over a fresh connection.
    pub fn new(stream: Stream, waits: Waits, trace: SharedTrace) -> Self {
        Self {
            software: Software::Unknown,
            stream,
            received: Vec::new(),
            trace,
            waits,
            secrets: Secrets::default(),
            unanswered: VecDeque::new(),
            used: Instant::now(),
        }
    }

    /// Goes on under other limits, and with another trace.
    pub(in crate::ftp) fn go_on(&mut self, waits: Waits, trace: SharedTrace) {
        (self.waits, self.trace) = (waits, trace);
    }

    /// Whether it stood idle for long, or has something to say that nobody asked for: perhaps 421, perhaps its end.
    pub(in crate::ftp) fn may_be_stale(&mut self) -> bool {
        let said = wait(&[(&self.stream, Want::Read)], &self.waits, Duration::ZERO);
        self.used.elapsed() > FRESH || said.unwrap_or(true)
    }

    /// Asks whether anybody is there.
    pub(in crate::ftp) fn is_answered(&mut self) -> bool {
        let asked = self.send(&[Command::bare("NOOP")]);
        let answered = asked.and_then(|()| self.read_final_within(ANSWERS_WITHIN));
        answered.is_ok() && self.is_idle()
    }

    /// Never shows these, even where the server repeats them.
    pub fn hide(&mut self, secrets: Secrets) {
        self.secrets = secrets;
    }

    /// The connection.
    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// The limits in force.
    pub fn waits(&self) -> &Waits {
        &self.waits
    }

    /// From clear text to TLS (RFC 4217 section 4). Bytes that came behind the 234 in clear could
    /// have been put there by anyone: they end the connection.
    pub fn upgrade(mut self, context: &TlsContext) -> Result<Self> {
        self.receive(&mut false)?;
        if !self.received.is_empty() {
            return Err(tls(
                "something more came in clear after the server agreed to TLS: perhaps somebody else's words",
            ));
        }
        self.secure(context)?;
        Ok(self)
    }

    /// The TLS handshake of the control channel.
    pub fn secure(&mut self, context: &TlsContext) -> Result<()> {
        let waits = self.waits.clone();
        self.stream.secure(context, &waits)
    }

    /// Puts commands into the buffer and sends what the system takes.
    pub fn send(&mut self, commands: &[Command]) -> Result<()> {
        // What was said unasked (a second 226, say) must not be taken for an answer. A 421 among it
        // is an error.
        while self.is_idle() && self.try_read()?.is_some() {}
        for command in commands {
            self.trace.sent(&command.to_string());
            self.stream.push(&command.line())?;
            self.unanswered.push_back(command.verb().to_owned());
        }
        self.flush()
    }

    /// Sends what waits, within the limit.
    pub fn flush(&mut self) -> Result<()> {
        while !self.stream.flush()? {
            if !wait(&[(&self.stream, Want::Write)], &self.waits, self.waits.stall)? {
                return Err(timed_out("sending a command: the server takes no more bytes"));
            }
        }
        Ok(())
    }

    /// The next reply if it is all here. Never waits.
    pub fn try_read(&mut self) -> Result<Option<Reply>> {
        if let Some(reply) = self.parse()? {
            return Ok(Some(reply));
        }
        let mut ended = false;
        let received = self.receive(&mut ended);
        // What came before the connection was lost was said all the same: it may say why.
        let reply = self.parse()?;
        if reply.is_none() {
            received?;
        }
        match reply {
            Some(reply) => Ok(Some(reply)),
            None if ended => Err(network(format!(
                "the server closed the control connection while {} was due",
                self.due()
            ))),
            None => Ok(None),
        }
    }

    /// The next reply.
    pub fn read(&mut self) -> Result<Reply> {
        self.read_within(self.waits.stall)
    }

    fn read_within(&mut self, stall: Duration) -> Result<Reply> {
        let end = Instant::now() + self.waits.stall * REPLY_LIMIT;
        loop {
            if let Some(reply) = self.try_read()? {
                return Ok(reply);
            }
            let left = end.saturating_duration_since(Instant::now()).min(stall);
            if left.is_zero() || !wait(&[(&self.stream, Want::Both)], &self.waits, left)? {
                return Err(timed_out(format!("{} did not come in time", self.due())));
            }
            self.stream.flush()?;
        }
    }

    /// Sends one command and reads its final reply.
    pub fn call(&mut self, command: &Command) -> Result<Reply> {
        self.send(std::slice::from_ref(command))?;
        self.read_final()
    }

    /// Sends several commands and reads their final replies, in order: at once, or each after the
    /// answer to the one before.
    ///
    /// A server that loses or reorders what was sent at once is an [`Error::OutOfOrder`].
    pub fn flight(&mut self, commands: &[Command], pace: Pipelining) -> Result<Vec<Reply>> {
        if pace == Pipelining::OneByOne || commands.len() == 1 {
            return commands.iter().map(|command| self.call(command)).collect();
        }
        self.send(commands)?;
        self.answers(commands)
    }

    /// What serves here, as far as the greeting told.
    pub(in crate::ftp) fn software(&self) -> Software {
        self.software
    }

    /// Takes note of how the server greets.
    pub fn greeted_by(&mut self, banner: &Reply) {
        self.software = Software::of(banner);
    }

    /// Reads the final replies to what was sent, in order.
    pub fn answers(&mut self, commands: &[Command]) -> Result<Vec<Reply>> {
        let mut replies = Vec::with_capacity(commands.len());
        for _ in commands {
            let reply = match self.read_final_within(LOST_AFTER) {
                Err(Error::TimedOut(text)) if !replies.is_empty() => {
                    return Err(Error::OutOfOrder(format!(
                        "of several commands sent at once, {text}"
                    )));
                }
                other => other?,
            };
            replies.push(reply);
        }
        in_step(commands, &replies).map(|()| replies)
    }

    /// Whether every command has its final reply.
    pub fn is_idle(&self) -> bool {
        self.unanswered.is_empty()
    }

    /// The next reply that is not a 1yz.
    pub fn read_final(&mut self) -> Result<Reply> {
        self.read_final_within(self.waits.stall)
    }

    /// 1yz without end are no answer: they count against the limit of one reply.
    fn read_final_within(&mut self, stall: Duration) -> Result<Reply> {
        let end = Instant::now() + self.waits.stall * REPLY_LIMIT;
        loop {
            if Instant::now() >= end {
                return Err(timed_out(format!("{} did not come in time", self.due())));
            }
            let reply = self.read_within(stall.min(self.waits.stall))?;
            if !reply.is_preliminary() {
                return Ok(reply);
            }
        }
    }

    /// Takes in what the connection has.
    fn receive(&mut self, ended: &mut bool) -> Result<()> {
        loop {
            let received = &mut self.received;
            let pulled = self.stream.pull(&mut |plain| {
                received.extend_from_slice(plain);
                Ok(())
            })?;
            match pulled {
                // A reply that does not end must not fill the memory before it is looked at.
                Pulled::Bytes(_) if self.received.len() < 256 * 1024 => self.stream.acknowledge(),
                Pulled::Bytes(_) | Pulled::Blocked => return Ok(()),
                Pulled::End(_) => {
                    *ended = true;
                    return Ok(());
                }
            }
        }
    }

    fn parse(&mut self) -> Result<Option<Reply>> {
        let Some((used, reply)) = Reply::parse(&self.received)? else { return Ok(None) };
        self.received.drain(..used);
        self.used = Instant::now();
        for line in reply.traced() {
            self.trace.received(&self.secrets.mask(&line));
        }
        if !reply.is_preliminary() {
            self.unanswered.pop_front();
        }
        if reply.code() == 421 {
            return Err(Error::Refused(reply.response()));
        }
        Ok(Some(reply))
    }

    fn due(&self) -> String {
        match self.unanswered.front() {
            Some(verb) => format!("the reply to {verb}"),
            None => "its greeting".into(),
        }
    }

    /// Says QUIT and does not wait for the answer.
    pub fn quit(mut self) {
        let _ = self.send(&[Command::bare("QUIT")]);
        let _ = self.stream.push_close();
        let _ = self.stream.flush();
        let _ = self.stream.shut_write();
    }
}

/// An error if a positive reply stands where only another command's can.
fn in_step(commands: &[Command], replies: &[Reply]) -> Result<()> {
    for (command, reply) in commands.iter().zip(replies) {
        let verb = command.verb();
        let strange = !reply.is_refusal() && !answers(reply, verb);
        if strange && commands.iter().any(|other| answers(reply, other.verb())) {
            return Err(Error::OutOfOrder(format!(
                "commands sent at once are answered out of order: {verb}: {}",
                reply.response()
            )));
        }
    }
    Ok(())
}

/// Whether a positive reply can be one to this verb (RFC 959 section 5.4, RFC 2428, RFC 3659).
pub(in crate::ftp) fn answers(reply: &Reply, verb: &str) -> bool {
    let code = reply.code();
    match verb {
        "FEAT" => code == 211,
        "PWD" => code == 257,
        "EPSV" => code == 229,
        "PASV" => code == 227,
        "SIZE" => code == 213 && is_number(reply),
        // 253 and 250: MDTM with a time, which sets it.
        "MDTM" => matches!(code, 250 | 253) || code == 213 && time_val(reply.first()).is_some(),
        "MFMT" => code == 213 && !is_number(reply),
        "RNFR" | "REST" => code == 350,
        _ => !matches!(code, 211 | 213 | 227 | 229 | 257 | 350),
    }
}

fn is_number(reply: &Reply) -> bool {
    let text = reply.first().trim_ascii();
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::net::{TcpListener, TcpStream};
    use std::sync::Arc;

    use socket2::{SockRef, Socket};

    use super::*;
    use crate::ftp::wire::trace::Deaf;
    use crate::net::Connected;
    use crate::net::cancel::Cancel;

    /// As a server does that refuses and closes while more commands are on their way.
    #[test]
    fn what_was_said_before_a_reset_is_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        near.set_nonblocking(true).unwrap();
        let stream = Stream::plain(Connected::directly(Socket::from(near)).unwrap());
        let (mut far, _) = listener.accept().unwrap();
        far.write_all(b"530 no\r\n").unwrap();
        SockRef::from(&far).set_linger(Some(Duration::ZERO)).unwrap();
        drop(far);
        let limit = Duration::from_secs(5);
        let waits = Waits { connect: limit, stall: limit, cancel: Cancel::new(None).unwrap() };
        let mut control = Control::new(stream, waits, Arc::new(Deaf));
        assert_eq!(control.read_final().unwrap().code(), 530);
        assert!(control.read_final().is_err());
    }
}
