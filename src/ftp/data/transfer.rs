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
//! vsftpd, which waits for our close_notify, has it before its first byte. What is said next goes out
//! before the last word, as early as the server is known to bear (`software`).
//!
//! A guard borrows the session: while it lives no other command compiles, and dropped unfinished
//! it marks the session as broken.

use std::time::Instant;

use crate::error::{Error, Result, integrity};
use crate::ftp::login::software::PipelineWindow;
use crate::ftp::prefetch::Query;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::Version;
use crate::net::{ChunkFn, End};

use super::channel::{Channel, LAST_BYTES, LAST_WORDS};

/// A download or a listing that runs.
#[must_use = "a download must be finished"]
pub struct Download<'s> {
    session: &'s mut Session,
    channel: Option<Channel>,
    end: Option<End>,
}

impl<'s> Download<'s> {
    pub(in crate::ftp) fn new(session: &'s mut Session, channel: Channel) -> Self {
        Self { session, channel: Some(channel), end: None }
    }

    /// Ends our side at once, where the server waits for that. Not for listings: should one ever
    /// be cut by it, there would be no size to tell.
    pub(in crate::ftp) fn end_our_side(mut self) -> Self {
        if let Some(channel) = &mut self.channel {
            // Only TLS 1.3 has two sides that end by themselves (RFC 8446 section 6.1); under 1.2
            // the peer should stop sending.
            let facts = channel.stream().tls_facts();
            let halves = facts.is_some_and(|facts| facts.version == Version::Tls13);
            if halves && self.session.control().software().waits_for_close() {
                channel.close();
            }
        }
        self
    }

    /// Waits for bytes and gives them to `sink`; returns false at the end of the stream.
    pub fn pull(&mut self, sink: &mut ChunkFn<'_>) -> Result<bool> {
        if let (None, Some(channel)) = (self.end, &mut self.channel) {
            self.end = channel.pull(self.session, sink)?;
        }
        Ok(self.end.is_none())
    }

    /// Asks while bytes are still to come, where the server bears that: the answers come right
    /// behind its last word.
    pub fn ask_meanwhile(&mut self, asks: &[Query]) -> Result<()> {
        self.ask(asks, PipelineWindow::Moved)
    }

    fn ask(&mut self, asks: &[Query], stage: PipelineWindow) -> Result<()> {
        let questions = self.session.questions(asks)?;
        self.session.foresee(questions, stage)
    }

    /// Reads the server's last word. Returns how the stream ended: [`End::Cut`] means that bytes
    /// may be missing although the server said that all is well.
    pub fn finish(self) -> Result<End> {
        self.finish_then(&[])
    }

    /// The same; `asks` go out before the last word has come, where the server bears that.
    pub fn finish_then(self, asks: &[Query]) -> Result<End> {
        self.finish_with_words(asks).map(|(end, _)| end)
    }

    /// The same, with what the server said.
    pub(in crate::ftp) fn finish_with_words(mut self, asks: &[Query]) -> Result<(End, Reply)> {
        while self.pull(&mut |_| Ok(()))? {}
        let Some(mut channel) = self.channel.take() else { return Err(gone()) };
        channel.close();
        let _ = channel.stream.shut_write();
        if self.end == Some(End::Clean) && !self.session.has_foreseen() {
            self.ask(asks, PipelineWindow::Downloaded)?;
        }
        let said = channel.last_word(self.session)?;
        self.session.data_done(channel.is_resumed());
        Ok((self.end.unwrap_or(End::Cut), said))
    }

    /// Wants no more: closes the data connection, and reads what the server says to that.
    pub fn break_off(mut self) -> Result<()> {
        let said = self.channel.take().is_some_and(|channel| channel.last.is_some());
        hear_out(self.session, said)
    }
}

/// Reads what the server says to a data connection that was closed in the middle, if it has not `said` it. Where that
/// does not come soon the session is of no further use; where it does, the next reply must prove that no more words
/// follow.
fn hear_out(session: &mut Session, said: bool) -> Result<()> {
    let end = Instant::now() + LAST_WORDS.min(session.waits().stall);
    let mut heard = said;
    while !heard {
        let left = end.saturating_duration_since(Instant::now());
        heard = match session.control().try_read()? {
            Some(reply) => !reply.is_preliminary(),
            None if session.wait_control(left)? => false,
            None => return Ok(()),
        };
    }
    session.answered();
    Ok(())
}

fn gone() -> Error {
    integrity("the data connection was closed already")
}

impl Drop for Download<'_> {
    fn drop(&mut self) {
        self.session.check_finished();
    }
}

/// An upload that runs.
#[must_use = "an upload must be finished"]
pub struct Upload<'s> {
    session: &'s mut Session,
    channel: Channel,
}

impl<'s> Upload<'s> {
    pub(in crate::ftp) fn new(session: &'s mut Session, channel: Channel) -> Self {
        Self { session, channel }
    }

    /// Sends bytes; what the system does not take at once may wait in a bounded buffer.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.channel.stream.push(bytes)?;
        self.channel.flush(self.session, |stream| !stream.is_full())
    }

    /// Sends what waits, close_notify and FIN, reads to the end, and reads the server's last word.
    pub fn finish(self) -> Result<()> {
        self.finish_then(Vec::new())
    }

    /// The same; `next` goes out before the last word has come, where the server bears that.
    pub fn finish_then(mut self, next: Vec<Command>) -> Result<()> {
        self.channel.stream.push_close()?;
        self.channel.flush(self.session, |_| false)?;
        // A proxy may take a half-closed connection for a closed one, and drop what it has not passed on (microsocks,
        // tinyproxy). There close_notify alone says that this was all, until the server has answered it.
        let half_closes = !self.channel.stream.link().is_proxied();
        if half_closes && let Err(error) = self.channel.stream.shut_write() {
            // Reset by the server, which may say why.
            return Err(self.channel.words_for(self.session, error));
        }
        self.session.foresee(next, PipelineWindow::Moved)?;
        let limit = LAST_BYTES.min(self.session.waits().stall);
        self.channel.drain(self.session, limit)?;
        if !half_closes {
            // The reply says what the upload came to.
            let _ = self.channel.stream.shut_write();
        }
        self.channel.last_word(self.session)?;
        self.session.data_done(self.channel.is_resumed());
        Ok(())
    }

    /// Has no more to send: ends the data connection without its close_notify, and reads what the server says to that.
    /// Only then is it done with the file, which may be removed.
    pub fn break_off(self) -> Result<()> {
        let _ = self.channel.stream.shut_write();
        hear_out(self.session, self.channel.last.is_some())
    }
}

impl Drop for Upload<'_> {
    fn drop(&mut self) {
        self.session.check_finished();
    }
}
