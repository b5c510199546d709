//! The exchange of commands and replies: it alone owns the control channel and alone counts replies.
//!
//! A command that is sent gets a [`Handle`]; its reply is asked for by that handle, in any order. Commands leave
//! together as soon as a reply is waited for; what is sent without waiting travels with the commands that come next.
//!
//! ```text
//! let renamed = exchange.send_all([rnfr, rnto]);         nothing is on the wire yet
//! let passive = exchange.send(epsv);
//! let reply = exchange.answer(passive)?;                 RNFR, RNTO and EPSV leave; three replies are read
//! let refused = exchange.answer(renamed)?.is_refusal();  read already
//! ```
//!
//! When the connection is lost, the outcome of all open commands is unknown: nothing is sent again from here.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::answers::GREETING;
use super::command::{Command, Iac};
use super::control::Control;
use super::outstanding::{Open, Outstanding, Taken, Wanted};
use super::pipelining::{PipelineWindow, Pipelining};
use super::reply::Reply;
use super::secret::Secrets;
use super::trace::SharedTrace;
use crate::error::{Error, Result, network, protocol, timed_out};
use crate::net::tls::TlsContext;
use crate::net::{Stream, Waits, Want, wait};

pub use super::outstanding::Handle;
pub(in crate::ftp) use super::outstanding::Progress;

/// A whole reply may take this many times the limit for one byte: a server that sends a byte now
/// and then would otherwise keep us for ever.
const REPLY_LIMIT: u32 = 10;

/// How long the reply to one of several questions may take when others were answered, before the
/// server counts as one that loses commands.
const LOST_AFTER: Duration = Duration::from_secs(5);

/// How long a control channel may stand idle before it is asked whether it still lives. Servers wait for minutes,
/// but a firewall on the way may forget a connection sooner, and tells nobody.
const FRESH: Duration = Duration::from_secs(15);

/// How long the reply to that may take.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// What TYPE says at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransferType {
    /// I: bytes as they are.
    Image,
    /// A: lines. All commands but the transfer itself want TYPE I first: SIZE counts bytes as they are.
    Text,
}

/// Commands and replies of one control channel.
pub struct Exchange {
    control: Control,
    pipelining: Pipelining,
    window: PipelineWindow,
    transfer_type: TransferType,
    /// Handed over, not sent.
    waiting: VecDeque<Open>,
    /// Sent, and what became of it.
    sent: Outstanding,
    broken: bool,
}

impl Exchange {
    /// An exchange over a fresh connection.
    pub(in crate::ftp) fn new(stream: Stream, waits: Waits, trace: SharedTrace) -> Self {
        Self {
            control: Control::new(stream, waits, trace),
            pipelining: Pipelining::AtOnce,
            window: PipelineWindow::FinalReply,
            transfer_type: TransferType::Image,
            waiting: VecDeque::new(),
            sent: Outstanding::default(),
            broken: false,
        }
    }

    /// Goes on under other limits, and with another trace.
    pub(in crate::ftp) fn renew(&mut self, waits: Waits, trace: SharedTrace) {
        self.sent.forget_ahead();
        self.control.renew(waits, trace);
    }

    /// Sets how early commands may leave.
    pub(in crate::ftp) fn allow(&mut self, pipelining: Pipelining, window: PipelineWindow) {
        (self.pipelining, self.window) = (pipelining, window);
    }

    /// Sets how a byte 0xFF in an argument is sent.
    pub(in crate::ftp) fn send_iac(&mut self, iac: Iac) {
        self.control.send_iac(iac);
    }

    /// Whether several commands leave at once: by choice, until the server turns out not to bear it.
    pub fn pipelining(&self) -> Pipelining {
        self.pipelining
    }

    /// Never shows these, even where the server repeats them.
    pub(in crate::ftp) fn hide(&mut self, secrets: Secrets) {
        self.control.hide(secrets);
    }

    /// The connection.
    pub(in crate::ftp) fn stream(&self) -> &Stream {
        self.control.stream()
    }

    /// The limits in force.
    pub fn waits(&self) -> &Waits {
        self.control.waits()
    }

    /// Where the dialogue is traced.
    pub(in crate::ftp) fn trace(&self) -> &SharedTrace {
        self.control.trace()
    }

    /// Whether the channel must not be used again.
    pub(in crate::ftp) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Reads the greeting.
    pub(in crate::ftp) fn greeting(&mut self) -> Result<Reply> {
        let open = self.sent.open(Command::bare(GREETING), Wanted::ByHandle);
        let handle = open.handle;
        self.sent.push(open);
        self.answer(handle)
    }

    /// From clear text to TLS, behind the 234 (RFC 4217 section 4).
    pub(in crate::ftp) fn upgrade(&mut self, context: &TlsContext) -> Result<()> {
        self.control.upgrade(context)
    }

    /// TLS from the first byte on.
    pub(in crate::ftp) fn secure(&mut self, context: &TlsContext) -> Result<()> {
        self.control.secure(context)
    }

    /// Hands a command over; it leaves with the next ones, or when a reply is waited for.
    pub fn send(&mut self, command: Command) -> Handle {
        self.sent.claim(&command).unwrap_or_else(|| self.queue(command, Wanted::ByHandle))
    }

    /// The same for several, which leave in one flight where the server bears that. One that was sent ahead is not
    /// sent again; the others that were sent ahead are forgotten.
    pub fn send_all(&mut self, commands: impl IntoIterator<Item = Command>) -> Vec<Handle> {
        let handles = commands.into_iter().map(|command| self.send(command)).collect();
        self.sent.forget_ahead();
        handles
    }

    /// The same for a command whose reply is of no interest.
    pub fn send_and_forget(&mut self, command: Command) {
        self.queue(command, Wanted::ByNobody);
    }

    /// Sends one command, and reads its final reply.
    pub fn try_call(&mut self, command: Command) -> Result<Reply> {
        let handle = self.send(command);
        self.sent.forget_ahead();
        self.answer(handle)
    }

    /// The same; a refusal is an error.
    pub fn call(&mut self, command: Command) -> Result<Reply> {
        let reply = self.try_call(command)?;
        if reply.is_refusal() { Err(Error::Refused(reply.response())) } else { Ok(reply) }
    }

    /// Sends what is handed over, and reads up to the final reply to this command.
    ///
    /// An error of class 4 where the connection was lost before: the command's outcome is unknown then, unless it
    /// was never sent.
    pub fn answer(&mut self, handle: Handle) -> Result<Reply> {
        let stall = self.waits().stall;
        let answer = self.answer_within(handle, stall);
        self.broken |= answer.is_err();
        answer
    }

    /// The same for several, in their order.
    pub fn answers(&mut self, handles: &[Handle]) -> Result<Vec<Reply>> {
        handles.iter().map(|handle| self.answer(*handle)).collect()
    }

    /// Sends what is handed over, and reads all replies that are due: the next command goes alone.
    pub(in crate::ftp) fn flush(&mut self) -> Result<()> {
        let stall = self.waits().stall;
        let mut flushed = self.leave();
        while flushed.is_ok() && !(self.sent.is_idle() && self.waiting.is_empty()) {
            flushed = self.read_final(stall).and_then(|()| self.leave());
        }
        self.broken |= flushed.is_err();
        flushed
    }

    /// The final reply to this command if it is here.
    pub fn take_answer(&mut self, handle: Handle) -> Option<Reply> {
        self.sent.take_answer(handle)
    }

    /// The final replies to these two commands if both are here.
    pub(in crate::ftp) fn take_both(
        &mut self,
        first: Handle,
        second: Handle,
    ) -> Option<(Reply, Reply)> {
        let answered = |handle| self.sent.progress(handle) == Some(Progress::Answered);
        if !answered(first) || !answered(second) {
            return None;
        }
        self.sent.take_answer(first).zip(self.sent.take_answer(second))
    }

    fn answer_within(&mut self, handle: Handle, stall: Duration) -> Result<Reply> {
        loop {
            if let Some(reply) = self.take_answer(handle) {
                return Ok(reply);
            }
            self.check_open(handle)?;
            self.leave()?;
            self.read_final(stall)?;
        }
    }

    fn check_open(&self, handle: Handle) -> Result<()> {
        let waiting = || self.waiting.iter().find(|open| open.handle == handle);
        match (self.sent.find(handle), self.broken) {
            (Some(_), false) => Ok(()),
            (Some(open), true) => Err(network(format!(
                "the connection was lost before the reply to {} came: its outcome is unknown",
                open.command.verb()
            ))),
            (None, _) => match waiting() {
                Some(_) if !self.broken => Ok(()),
                Some(open) => {
                    let verb = open.command.verb();
                    Err(network(format!("the connection was lost before {verb} was sent")))
                }
                None => Err(protocol("a reply is missing")),
            },
        }
    }

    // Transfers.

    /// Sends a command that opens a data connection, behind all that waits. Nothing else leaves until its final reply,
    /// but what is sent ahead.
    pub(in crate::ftp) fn begin_transfer(&mut self, command: Command) -> Result<Handle> {
        self.sent.forget_ahead();
        let open = self.sent.open(command, Wanted::ByHandle);
        let handle = open.handle;
        self.waiting.push_back(open);
        let stall = self.waits().stall;
        let begun = self.leave().and_then(|()| {
            while !self.waiting.is_empty() {
                self.read_final(stall)?;
                self.leave()?;
            }
            Ok(())
        });
        self.broken |= begun.is_err();
        begun.map(|()| handle)
    }

    /// Asks for text (TYPE A). Whatever is sent behind the next transfer goes behind TYPE I.
    pub(in crate::ftp) fn use_text(&mut self) -> Result<()> {
        self.call(Command::new("TYPE", "A")?)?;
        self.transfer_type = TransferType::Text;
        Ok(())
    }

    /// Sends commands although the final reply of a transfer has not come, where the server is known to bear that
    /// at this `stage` of one. Whoever sends the same commands next gets their replies.
    pub(in crate::ftp) fn send_ahead(
        &mut self,
        commands: Vec<Command>,
        stage: PipelineWindow,
    ) -> Result<()> {
        let may_leave = self.window >= stage && self.pipelining == Pipelining::AtOnce;
        if !may_leave || !self.waiting.is_empty() || self.transfer_type == TransferType::Text {
            return Ok(());
        }
        for command in commands {
            self.control.write(&command)?;
            let open = self.sent.open(command, Wanted::ByHandle);
            self.sent.push_ahead(open);
        }
        self.control.flush()
    }

    /// Whether something was sent ahead, and nobody has asked for it yet.
    pub(in crate::ftp) fn has_ahead(&self) -> bool {
        self.sent.has_ahead()
    }

    /// Takes all replies that are here, up to the final one to this command. Never waits.
    pub(in crate::ftp) fn progress(&mut self, handle: Handle) -> Result<Progress> {
        let progress = self.take_all(handle);
        self.broken |= progress.is_err();
        progress
    }

    fn take_all(&mut self, handle: Handle) -> Result<Progress> {
        loop {
            let progress = self.sent.progress(handle);
            if progress == Some(Progress::Answered) {
                return Ok(Progress::Answered);
            }
            self.check_open(handle)?;
            let Some(reply) = self.control.try_read().map_err(|error| self.lost(error))? else {
                return Ok(progress.unwrap_or(Progress::Sent));
            };
            self.take(reply)?;
        }
    }

    /// Waits until the control channel has something to read, for `limit` at most.
    pub(in crate::ftp) fn wait(&mut self, limit: Duration) -> Result<bool> {
        self.control.wait(limit)
    }

    /// Gives a transfer up: where its final reply was not read, the channel is of no further use.
    pub(in crate::ftp) fn abandon(&mut self, handle: Handle) {
        self.broken |= self.sent.find(handle).is_some();
        self.sent.take_answer(handle);
    }

    // Idle channels.

    /// Whether the server still answers: asked only after a pause, or where it sent something unasked.
    pub(in crate::ftp) fn is_alive(&mut self) -> bool {
        let readable = wait(&[(self.stream(), Want::Read)], self.waits(), Duration::ZERO);
        let stale = self.control.idle_for() > FRESH || readable.unwrap_or(true);
        !self.broken && (!stale || self.is_answered())
    }

    /// Whether the server answers.
    pub(in crate::ftp) fn is_answered(&mut self) -> bool {
        if self.broken {
            return false;
        }
        let handle = self.send(Command::bare("NOOP"));
        let answered = self.answer_within(handle, ANSWERS_WITHIN).is_ok() && self.sent.is_idle();
        self.broken |= !answered;
        answered
    }

    /// Leaves politely, without waiting.
    pub(in crate::ftp) fn quit(mut self) {
        if !self.broken {
            self.control.quit();
        }
    }

    // When commands leave, and which reply is whose.

    fn queue(&mut self, command: Command, wanted: Wanted) -> Handle {
        if std::mem::replace(&mut self.transfer_type, TransferType::Image) == TransferType::Text {
            let binary = self.sent.open(Command::binary(), Wanted::Positive);
            self.waiting.push_back(binary);
        }
        let open = self.sent.open(command, wanted);
        let handle = open.handle;
        self.waiting.push_back(open);
        handle
    }

    /// Sends what may leave now.
    fn leave(&mut self) -> Result<()> {
        if self.sent.is_idle() && !self.waiting.is_empty() {
            // What came while nobody asked must not be taken for an answer. A 421 among it is an error.
            while let Some(reply) = self.control.try_read()? {
                self.take(reply)?;
            }
        }
        while self.may_leave()
            && let Some(next) = self.waiting.pop_front()
        {
            self.control.write(&next.command)?;
            self.sent.push(next);
        }
        self.control.flush()
    }

    /// The policy: one by one where the server wants that, and never behind a transfer that runs.
    fn may_leave(&self) -> bool {
        self.sent.is_idle() || self.pipelining == Pipelining::AtOnce && !self.sent.has_transfer()
    }

    /// Reads one more final reply, and gives it to its command. 1yz and replies that answer nothing do not prolong the
    /// wait.
    fn read_final(&mut self, stall: Duration) -> Result<()> {
        let end = Instant::now() + self.waits().stall * REPLY_LIMIT;
        loop {
            if let Some(reply) = self.control.try_read().map_err(|error| self.lost(error))? {
                if self.take(reply)? {
                    return Ok(());
                }
                continue;
            }
            let left = end.saturating_duration_since(Instant::now()).min(self.patience(stall));
            if left.is_zero() || !self.control.wait(left)? {
                return Err(self.overdue());
            }
        }
    }

    /// How long nothing may come. Questions that were sent together are answered together.
    fn patience(&self, stall: Duration) -> Duration {
        let group = self.sent.is_answering() && self.sent.is_repeatable();
        if group { stall.min(LOST_AFTER) } else { stall }
    }

    /// Takes a reply to whom it belongs; returns whether it was the final one to the oldest command.
    fn take(&mut self, reply: Reply) -> Result<bool> {
        let response = reply.response();
        match self.sent.take(reply)? {
            Taken::Final => Ok(true),
            Taken::Preliminary => Ok(false),
            Taken::Unasked => {
                self.trace().fact(&format!("a reply that answers nothing: {response}"));
                Ok(false)
            }
            Taken::OutOfOrder => {
                Err(self.out_of_order(&format!("is answered by another reply: {response}")))
            }
        }
    }

    // Why no reply comes.

    fn due(&self) -> String {
        match self.sent.oldest() {
            Some(GREETING) | None => "its greeting".to_owned(),
            Some(verb) => format!("the reply to {verb}"),
        }
    }

    fn lost(&self, error: Error) -> Error {
        match error {
            Error::Network(text) => network(format!("{text} while {} was due", self.due())),
            other => other,
        }
    }

    fn overdue(&mut self) -> Error {
        if let Some(code) = self.control.unfinished() {
            return timed_out(format!("{} began with {code}- and did not end in time", self.due()));
        }
        if self.sent.is_answering() && self.sent.is_repeatable() {
            return self.out_of_order("was lost: it is not answered in time");
        }
        if self.sent.is_answering() {
            self.pipelining = Pipelining::OneByOne;
        }
        timed_out(format!("{} did not come in time", self.due()))
    }

    /// The error where several commands were too many at once. They can be sent again, one by one on a new
    /// connection, unless that could do something twice.
    fn out_of_order(&mut self, how: &str) -> Error {
        self.pipelining = Pipelining::OneByOne;
        let verb = self.sent.oldest().unwrap_or_default();
        let text = format!("of several commands sent at once, {verb} {how}");
        if self.sent.is_repeatable() { Error::OutOfOrder(text) } else { network(text) }
    }
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
        let mut exchange = Exchange::new(stream, waits, Arc::new(Deaf));
        assert_eq!(exchange.greeting().unwrap().code(), 530);
        assert!(exchange.greeting().is_err());
    }
}
