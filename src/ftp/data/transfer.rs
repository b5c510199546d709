//! The data channel: opened with its command, watched together with the control channel, closed
//! in the order that servers need (RFC 4217 section 12, RFC 959 section 5.2, and practice).
//!
//! ```text
//! client                                server
//!   TCP connect  ----------------------->
//!   STOR x, ClientHello  --------------->      both at once
//!   <------------ 150, or the handshake        whichever first
//!   bytes, close_notify, FIN  ---------->
//!   <----------- tickets, close_notify         read to the end, or the tickets are lost
//!   <----------------------------- 226         always read
//! ```
//!
//! A download ends the other way round: the server's bytes and close_notify, then ours and the FIN;
//! vsftpd, which waits for our close_notify, has it before its first byte. The next commands go out
//! before the final reply, as early as the server is known to bear that (`software`).
//!
//! A guard borrows the session: while it lives no other command compiles, and dropped unfinished
//! it marks the session as broken.

use std::time::Instant;

use super::channel::{Channel, LAST_BYTES, LAST_REPLY};
use super::passive::FirstClose;
use crate::error::{Error, Result};
use crate::ftp::ops::query::Query;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::{Handle, Progress};
use crate::ftp::wire::pipelining::PipelineWindow;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::Version;
use crate::net::{ChunkFn, End};

/// The session of a transfer that runs. Dropped before the final reply was read, it is of no further use.
struct Running<'s> {
    session: &'s mut Session,
    handle: Handle,
}

impl<'s> Running<'s> {
    fn new(session: &'s mut Session, channel: &Channel) -> Self {
        Self { session, handle: channel.handle() }
    }

    /// Reads the final reply of a transfer whose data connection was closed in the middle, unless it is here. Where it
    /// does not come in time the session is of no further use.
    fn await_final_reply(&mut self, is_answered: bool, patience: Patience) -> Result<()> {
        let exchange = self.session.exchange();
        let stall = exchange.waits().stall;
        let limit = match patience {
            Patience::Brief => LAST_REPLY.min(stall),
            Patience::Stall => stall,
        };
        let end = Instant::now() + limit;
        while !is_answered && exchange.progress(self.handle)? != Progress::Answered {
            if !exchange.wait(end.saturating_duration_since(Instant::now()))? {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.session.exchange().abandon(self.handle);
    }
}

/// A download or a listing that runs.
#[must_use = "a download must be finished"]
pub struct Download<'s> {
    running: Running<'s>,
    channel: Channel,
    end: Option<End>,
}

impl<'s> Download<'s> {
    pub(super) fn new(session: &'s mut Session, channel: Channel) -> Self {
        Self { running: Running::new(session, &channel), channel, end: None }
    }

    /// Ends our side at once, where the server waits for that. Not for listings: should one ever
    /// be cut by it, there would be no size to tell.
    pub(super) fn end_our_side(mut self) -> Self {
        // Only TLS 1.3 has two sides that end by themselves (RFC 8446 section 6.1); under 1.2
        // the peer should stop sending.
        let facts = self.channel.stream().tls_facts();
        let halves = facts.is_some_and(|facts| facts.version == Version::Tls13);
        if halves && self.running.session.port().first_close() == FirstClose::Client {
            self.channel.close();
        }
        self
    }

    /// Waits for bytes and gives them to `sink`; returns false at the end of the stream.
    pub fn pull(&mut self, sink: &mut ChunkFn<'_>) -> Result<bool> {
        if self.end.is_none() {
            self.end = self.channel.pull(self.running.session.exchange(), sink)?;
        }
        Ok(self.end.is_none())
    }

    /// Asks while bytes are still to come, where the server bears that: the answers come right
    /// behind its final reply.
    pub fn ask_meanwhile(&mut self, asks: &[Query]) -> Result<()> {
        self.ask(asks, PipelineWindow::Moved)
    }

    fn ask(&mut self, asks: &[Query], stage: PipelineWindow) -> Result<()> {
        let questions = self.running.session.questions(self.running.session.together(asks))?;
        self.channel.look_for_replies();
        self.running.session.exchange().send_ahead(questions, stage)
    }

    /// Reads the final reply. Returns how the stream ended: [`End::Cut`] means that bytes
    /// may be missing although the server reports success.
    pub fn finish(self) -> Result<End> {
        self.finish_then(&[])
    }

    /// The same; `asks` go out before the final reply has come, where the server bears that.
    pub fn finish_then(self, asks: &[Query]) -> Result<End> {
        self.finish_with_reply(asks).map(|(end, _)| end)
    }

    /// The same, with the final reply.
    pub(in crate::ftp) fn finish_with_reply(mut self, asks: &[Query]) -> Result<(End, Reply)> {
        while self.pull(&mut |_| Ok(()))? {}
        self.channel.close();
        let _ = self.channel.stream.shut_write();
        if self.end == Some(End::Clean) && !self.running.session.exchange().has_ahead() {
            self.ask(asks, PipelineWindow::Downloaded)?;
        }
        let reply = self.channel.final_reply(self.running.session.exchange())?;
        self.running.session.port().note_resumed(self.channel.is_resumed());
        Ok((self.end.unwrap_or(End::Cut), reply))
    }

    /// Aborts the transfer: closes the data connection and reads the final reply. The wanted bytes are here: a server
    /// that refuses then, or ends the control connection (aioftp always, ProFTPD at times), does no harm, and the next
    /// use logs in again.
    pub fn break_off(self, patience: Patience) -> Result<()> {
        let Self { mut running, channel, .. } = self;
        let is_answered = channel.is_answered();
        // Closed, not only shut: with our window full and nobody to read it the server would wait to send, and see no
        // reset and no end.
        drop(channel);
        match running.await_final_reply(is_answered, patience) {
            Err(stopped @ Error::Stopped(_)) => Err(stopped),
            _ => Ok(()),
        }
    }
}

/// How long the final reply of an aborted transfer is waited for. Some servers send none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// A few seconds: a new login costs less.
    Brief,
    /// As long as for any reply: there may be no other login.
    Stall,
}

/// An upload that runs.
#[must_use = "an upload must be finished"]
pub struct Upload<'s> {
    running: Running<'s>,
    channel: Channel,
}

impl<'s> Upload<'s> {
    pub(super) fn new(session: &'s mut Session, channel: Channel) -> Self {
        Self { running: Running::new(session, &channel), channel }
    }

    /// Sends bytes; those that the system does not take at once may wait in a bounded buffer.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.channel.stream.push(bytes)?;
        self.channel.flush(self.running.session.exchange(), |stream| !stream.is_full())
    }

    /// Sends what waits, close_notify and FIN, reads to the end, and reads the final reply.
    pub fn finish(self) -> Result<()> {
        self.finish_then(Vec::new())
    }

    /// The same; `next` goes out before the final reply has come, where the server bears that.
    ///
    /// # Errors
    /// [`Error::NotStored`] where the server refuses after the last byte: no size can overrule that.
    pub fn finish_then(mut self, next: Vec<Command>) -> Result<()> {
        let exchange = self.running.session.exchange();
        self.channel.stream.push_close()?;
        self.channel.flush(exchange, |_| false)?;
        // A proxy may take a half-closed connection for a closed one, and drop what it has not passed on (microsocks,
        // tinyproxy). There close_notify alone says that this was all, until the server has answered it.
        let half_closes = !self.channel.stream.link().is_proxied();
        if half_closes && let Err(error) = self.channel.stream.shut_write() {
            // Reset by the server, which may say why.
            return Err(self.channel.reply_or(exchange, error));
        }
        exchange.send_ahead(next, PipelineWindow::Moved)?;
        let limit = LAST_BYTES.min(exchange.waits().stall);
        let drained = self.channel.drain(exchange, limit);
        if !half_closes {
            // The reply says whether the upload arrived.
            let _ = self.channel.stream.shut_write();
        }
        drained
            .and_then(|()| self.channel.final_reply(exchange))
            .map_err(Error::after_last_byte)?;
        self.running.session.port().note_resumed(self.channel.is_resumed());
        Ok(())
    }

    /// Has no more to send: ends the data connection without its close_notify, and reads the final reply.
    /// Only then is the server done with the file, which may be removed.
    pub fn break_off(mut self) -> Result<()> {
        let _ = self.channel.stream.shut_write();
        self.running.await_final_reply(self.channel.is_answered(), Patience::Brief)
    }
}
