//! The exchange of commands and replies: it alone owns the control channel. Commands leave by its
//! `pipeline`, and `outstanding` finds the command of each reply.
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

use std::time::Duration;

use super::charset::Charset;
use super::command::{Command, Iac};
use super::control::Control;
use super::fit::GREETING;
use super::outstanding::Wanted;
use super::pipeline::{OTHER_END_WITHIN, Pipeline};
use super::pipelining::{PipelineWindow, Pipelining};
use super::reply::Reply;
use super::secret::Secrets;
use super::trace::SharedTrace;
use crate::error::{Error, Result};
use crate::net::tls::TlsContext;
use crate::net::{Stream, Waits, Want, wait};

pub use super::outstanding::Handle;
pub(in crate::ftp) use super::outstanding::Progress;

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
    pipeline: Pipeline,
    transfer_type: TransferType,
}

impl Exchange {
    /// An exchange over a fresh connection.
    pub(in crate::ftp) fn new(stream: Stream, waits: Waits, trace: SharedTrace) -> Self {
        Self {
            pipeline: Pipeline::new(Control::new(stream, waits, trace)),
            transfer_type: TransferType::Image,
        }
    }

    /// Goes on under other limits, and with another trace.
    pub(in crate::ftp) fn renew(&mut self, waits: Waits, trace: SharedTrace) {
        self.pipeline.sent.forget_ahead();
        self.pipeline.control.renew(waits, trace);
    }

    /// Sets how early commands may leave.
    pub(in crate::ftp) fn allow(&mut self, pipelining: Pipelining, window: PipelineWindow) {
        (self.pipeline.pipelining, self.pipeline.window) = (pipelining, window);
    }

    /// Sets how a byte 0xFF in an argument is sent.
    pub(in crate::ftp) fn send_iac(&mut self, iac: Iac) {
        self.pipeline.control.send_iac(iac);
    }

    /// Sets the charset of the server's lines, where that is not UTF-8.
    pub(in crate::ftp) fn translate(&mut self, charset: Option<Charset>) {
        self.pipeline.control.translate(charset);
    }

    /// The charset of the server's lines, where that is not UTF-8.
    pub(in crate::ftp) fn charset(&self) -> Option<Charset> {
        self.pipeline.control.charset()
    }

    /// Whether several commands leave at once: by choice, until the server turns out not to bear it.
    pub fn pipelining(&self) -> Pipelining {
        self.pipeline.pipelining
    }

    /// Never shows these, even where the server repeats them.
    pub(in crate::ftp) fn hide(&mut self, secrets: Secrets) {
        self.pipeline.control.hide(secrets);
    }

    /// The connection.
    pub(in crate::ftp) fn stream(&self) -> &Stream {
        self.pipeline.control.stream()
    }

    /// The connection, for other uses than commands.
    pub(in crate::ftp) fn into_stream(self) -> Stream {
        self.pipeline.control.into_stream()
    }

    /// The limits in force.
    pub fn waits(&self) -> &Waits {
        self.pipeline.control.waits()
    }

    /// Where the dialogue is traced.
    pub(in crate::ftp) fn trace(&self) -> &SharedTrace {
        self.pipeline.control.trace()
    }

    /// Whether the channel must not be used again.
    pub(in crate::ftp) fn is_broken(&self) -> bool {
        self.pipeline.is_lost()
    }

    /// Reads the greeting.
    pub(in crate::ftp) fn greeting(&mut self) -> Result<Reply> {
        let handle = self.pipeline.expect_reply(Command::bare(GREETING));
        self.answer(handle)
    }

    /// From clear text to TLS, behind the 234 (RFC 4217 section 4).
    pub(in crate::ftp) fn upgrade(&mut self, context: &TlsContext) -> Result<()> {
        self.pipeline.control.upgrade(context)
    }

    /// TLS from the first byte on.
    pub(in crate::ftp) fn secure(&mut self, context: &TlsContext) -> Result<()> {
        self.pipeline.control.secure(context)
    }

    /// Hands a command over; it leaves with the next ones, or when a reply is waited for.
    pub fn send(&mut self, command: Command) -> Handle {
        self.pipeline.sent.claim(&command).unwrap_or_else(|| self.queue(command, Wanted::ByHandle))
    }

    /// The same for several, which leave in one flight where the server bears that. One that was sent ahead is not
    /// sent again; the others that were sent ahead are forgotten.
    pub fn send_all(&mut self, commands: impl IntoIterator<Item = Command>) -> Vec<Handle> {
        let handles = commands.into_iter().map(|command| self.send(command)).collect();
        self.pipeline.sent.forget_ahead();
        handles
    }

    /// The same for a command whose reply is of no interest.
    pub fn send_and_forget(&mut self, command: Command) {
        self.queue(command, Wanted::ByNobody);
    }

    /// Sends one command, and reads its final reply.
    pub fn try_call(&mut self, command: Command) -> Result<Reply> {
        let handle = self.send(command);
        self.pipeline.sent.forget_ahead();
        self.answer(handle)
    }

    /// The same; a refusal is an error.
    pub fn call(&mut self, command: Command) -> Result<Reply> {
        let reply = self.try_call(command)?;
        if reply.is_refusal() { Err(Error::Refused(reply.response())) } else { Ok(reply) }
    }

    /// Sends the waiting commands, and reads up to the final reply to this one.
    ///
    /// An error of class 4 where the connection was lost before: the command's outcome is unknown then, unless it
    /// was never sent.
    pub fn answer(&mut self, handle: Handle) -> Result<Reply> {
        self.pipeline.answer(handle, self.waits().stall)
    }

    /// The same for several, in their order.
    pub fn answers(&mut self, handles: &[Handle]) -> Result<Vec<Reply>> {
        handles.iter().map(|handle| self.answer(*handle)).collect()
    }

    /// Sends the waiting commands, and reads all replies that are due: the next command goes alone.
    pub(in crate::ftp) fn flush(&mut self) -> Result<()> {
        self.pipeline.flush(self.waits().stall)
    }

    /// The final reply to this command if it is here.
    pub fn take_answer(&mut self, handle: Handle) -> Option<Reply> {
        self.pipeline.sent.take_answer(handle)
    }

    /// The final replies to these two commands if both are here.
    pub(in crate::ftp) fn take_both(
        &mut self,
        first: Handle,
        second: Handle,
    ) -> Option<(Reply, Reply)> {
        let sent = &mut self.pipeline.sent;
        let answered = |handle| sent.progress(handle) == Some(Progress::Answered);
        if !answered(first) || !answered(second) {
            return None;
        }
        sent.take_answer(first).zip(sent.take_answer(second))
    }

    // Transfers.

    /// Sends a command that opens a data connection, behind all that waits. Nothing else leaves until its final reply,
    /// but commands that are sent ahead.
    pub(in crate::ftp) fn begin_transfer(&mut self, command: Command) -> Result<Handle> {
        self.pipeline.sent.forget_ahead();
        // Not behind TYPE I, if text was asked for.
        let handle = self.pipeline.queue(command, Wanted::ByHandle);
        self.pipeline.leave_all(self.waits().stall).map(|()| handle)
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
        // Behind text TYPE I must come first, and its reply be known.
        let may_leave = self.transfer_type == TransferType::Image;
        if may_leave { self.pipeline.send_ahead(commands, stage) } else { Ok(()) }
    }

    /// Whether the server has taken a path from `/` in a command that names a file.
    pub(in crate::ftp) fn takes_paths(&self) -> bool {
        self.pipeline.sent.takes_paths
    }

    /// Notes that it has: a listing of a path had entries.
    pub(in crate::ftp) fn note_path_taken(&mut self) {
        self.pipeline.sent.takes_paths = true;
    }

    /// Whether something was sent ahead, and nobody has asked for it yet.
    pub(in crate::ftp) fn has_ahead(&self) -> bool {
        self.pipeline.sent.has_ahead()
    }

    /// Takes all replies that are here, up to the final one to this command. Never waits.
    pub(in crate::ftp) fn progress(&mut self, handle: Handle) -> Result<Progress> {
        self.pipeline.progress(handle)
    }

    /// Waits until the control channel has something to read, for `limit` at most.
    pub(in crate::ftp) fn wait(&mut self, limit: Duration) -> Result<bool> {
        self.pipeline.control.wait(limit)
    }

    /// The error for a reply that began and was ended by a line of another one, if that is what came, and how long more
    /// of it may take.
    pub(in crate::ftp) fn ended_by_another(&self) -> Option<(Error, Duration)> {
        self.pipeline.ended_by_another().map(|error| (error, OTHER_END_WITHIN))
    }

    /// The verb whose reply is due.
    pub(in crate::ftp) fn awaits(&self) -> Option<&str> {
        self.pipeline.sent.oldest()
    }

    /// Gives a transfer up: where its final reply was not read, the channel is of no further use.
    pub(in crate::ftp) fn abandon(&mut self, handle: Handle) {
        self.pipeline.abandon(handle);
    }

    // Idle channels.

    /// Whether the server still answers: asked only after a pause, or where it sent something unasked.
    pub(in crate::ftp) fn is_alive(&mut self) -> bool {
        let readable = wait(&[(self.stream(), Want::Read)], self.waits(), Duration::ZERO);
        let stale = self.pipeline.control.idle_for() > FRESH || readable.unwrap_or(true);
        !self.is_broken() && (!stale || self.is_answered())
    }

    /// Whether the server answers.
    pub(in crate::ftp) fn is_answered(&mut self) -> bool {
        if self.is_broken() {
            return false;
        }
        let handle = self.send(Command::bare("NOOP"));
        self.pipeline.answer(handle, ANSWERS_WITHIN).is_ok() && self.pipeline.sent.is_idle()
    }

    /// Leaves politely, without waiting.
    pub(in crate::ftp) fn quit(mut self) {
        if !self.is_broken() {
            self.pipeline.control.quit();
        }
    }

    fn queue(&mut self, command: Command, wanted: Wanted) -> Handle {
        if std::mem::replace(&mut self.transfer_type, TransferType::Image) == TransferType::Text {
            self.pipeline.queue(Command::binary(), Wanted::Positive);
        }
        self.pipeline.queue(command, wanted)
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
