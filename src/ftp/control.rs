//! The control channel: commands out, replies in, and the step from clear text to TLS.
//!
//! Which command means what is left to `session`.

use std::collections::VecDeque;
use std::time::Instant;

use super::command::Command;
use super::reply::Reply;
use super::trace::SharedTrace;
use crate::error::{Error, Result, network, protocol, timed_out};
use crate::net::tls::TlsContext;
use crate::net::{Pulled, Stream, Waits, Want, wait};

/// A whole reply may take this many times the limit for one byte: a server that sends a byte now
/// and then would otherwise keep us for ever.
const REPLY_LIMIT: u32 = 10;

/// A control channel.
pub struct Control {
    stream: Stream,
    received: Vec<u8>,
    trace: SharedTrace,
    waits: Waits,
    /// Verbs whose final reply has not been read, oldest first.
    unanswered: VecDeque<&'static str>,
}

impl Control {
    /// A control channel over a fresh connection.
    pub fn new(stream: Stream, waits: Waits, trace: SharedTrace) -> Self {
        Self { stream, received: Vec::new(), trace, waits, unanswered: VecDeque::new() }
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
            return Err(protocol("the server sent more in clear after it agreed to TLS"));
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
        for command in commands {
            self.trace.sent(&command.to_string());
            self.stream.push(&command.line())?;
            self.unanswered.push_back(command.verb());
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
        self.receive(&mut ended)?;
        match self.parse()? {
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
        let end = Instant::now() + self.waits.stall * REPLY_LIMIT;
        loop {
            if let Some(reply) = self.try_read()? {
                return Ok(reply);
            }
            let left = end.saturating_duration_since(Instant::now()).min(self.waits.stall);
            if left.is_zero() || !wait(&[(&self.stream, Want::Both)], &self.waits, left)? {
                return Err(timed_out(format!("{} did not come in time", self.due())));
            }
            self.stream.flush()?;
        }
    }

    /// Sends one command and reads its final reply.
    pub fn call(&mut self, command: Command) -> Result<Reply> {
        self.flight(&[command])?.pop().ok_or_else(|| protocol("a reply is missing"))
    }

    /// Sends several commands at once and reads their final replies, in order.
    pub fn flight(&mut self, commands: &[Command]) -> Result<Vec<Reply>> {
        self.send(commands)?;
        commands.iter().map(|_| self.read_final()).collect()
    }

    /// The next reply that is not a 1yz.
    pub fn read_final(&mut self) -> Result<Reply> {
        loop {
            let reply = self.read()?;
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
                Pulled::Bytes(_) if self.received.len() < 256 * 1024 => {}
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
        for line in reply.traced() {
            self.trace.received(&line);
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
