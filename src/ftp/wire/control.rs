//! The bytes of the control channel: command lines out, replies in, and the step from clear text to TLS.
//!
//! Which reply belongs to which command is left to `outstanding`.

use std::time::{Duration, Instant};

use crate::error::{Result, network, printable, timed_out, tls, usage};
use crate::ftp::wire::charset::Charset;
use crate::ftp::wire::command::{Command, Iac};
use crate::ftp::wire::reply::{Reply, ReplyReader};
use crate::ftp::wire::secret::Secrets;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::tls::TlsContext;
use crate::net::{ChunkFn, Pulled, Stream, Waits, Want, wait};

/// How many bytes are received before they are parsed: a reply that does not end must not fill the memory.
const MOST_UNREAD: usize = 256 * 1024;

/// How many of the bytes that came in clear behind the 234 are shown.
const CLEAR_SHOWN: usize = 200;

/// A control channel.
pub(super) struct Control {
    stream: Stream,
    replies: ReplyReader,
    trace: SharedTrace,
    waits: Waits,
    secrets: Secrets,
    iac: Iac,
    /// Of names, where that is not UTF-8.
    charset: Option<Charset>,
    /// When a reply was last read.
    used: Instant,
}

impl Control {
    /// A control channel over a fresh connection.
    pub(super) fn new(stream: Stream, waits: Waits, trace: SharedTrace) -> Self {
        let (replies, secrets, used) = (ReplyReader::default(), Secrets::default(), Instant::now());
        Self { stream, replies, trace, waits, secrets, iac: Iac::default(), charset: None, used }
    }

    /// Goes on under other limits, and with another trace.
    pub(super) fn renew(&mut self, waits: Waits, trace: SharedTrace) {
        (self.waits, self.trace) = (waits, trace);
    }

    /// Sets how a byte 0xFF is sent.
    pub(super) fn send_iac(&mut self, iac: Iac) {
        self.iac = iac;
    }

    /// Sets the charset of the server's lines.
    pub(super) fn translate(&mut self, charset: Option<Charset>) {
        self.charset = charset;
    }

    /// The charset of the server's lines, where that is not UTF-8.
    pub(super) fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// Never shows these, even where the server repeats them.
    pub(super) fn hide(&mut self, secrets: Secrets) {
        self.secrets = secrets;
    }

    /// The connection.
    pub(super) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// The connection, for other uses than commands.
    pub(super) fn into_stream(self) -> Stream {
        self.stream
    }

    /// The limits in force.
    pub(super) fn waits(&self) -> &Waits {
        &self.waits
    }

    /// Where the dialogue is traced.
    pub(super) fn trace(&self) -> &SharedTrace {
        &self.trace
    }

    /// How long ago the last reply was read.
    pub(super) fn idle_for(&self) -> Duration {
        self.used.elapsed()
    }

    /// How a reply began that is unfinished, and the line behind it that looks like the end of another one.
    pub(super) fn ended_by_another(&self) -> Option<String> {
        let (code, line) = (self.replies.unfinished()?, self.replies.other_end()?);
        Some(format!("began with {code}- and did not end: it is followed by {}", printable(line)))
    }

    /// The code of a reply of several lines whose last line has not come.
    pub(super) fn unfinished(&self) -> Option<u16> {
        self.replies.unfinished()
    }

    /// From clear text to TLS (RFC 4217 section 4). Bytes that came behind the 234 in clear could
    /// have been put there by anyone: they end the connection.
    pub(super) fn upgrade(&mut self, context: &TlsContext) -> Result<()> {
        let mut clear = self.replies.rest().to_vec();
        self.receive(&mut |plain| {
            clear.extend_from_slice(plain.get(..CLEAR_SHOWN).unwrap_or(plain));
            Ok(())
        })?;
        if !clear.is_empty() {
            clear.truncate(CLEAR_SHOWN);
            return Err(tls(format!(
                "something more came in clear after the server agreed to TLS: \"{}\" \
                 (not protected, perhaps not the server's words)",
                printable(clear.trim_ascii_end())
            )));
        }
        self.secure(context)
    }

    /// The TLS handshake of the control channel.
    pub(super) fn secure(&mut self, context: &TlsContext) -> Result<()> {
        self.stream.secure(context, &self.waits)
    }

    /// Puts a command into the buffer; [`Control::flush`] sends it.
    pub(super) fn write(&mut self, command: &Command) -> Result<()> {
        self.trace.sent(&command.to_string());
        let Some(charset) = self.charset else { return self.stream.push(&command.line(self.iac)) };
        let encoded = command.encoded(charset).ok_or_else(|| {
            usage(format!("{}: it cannot be written in {}", command.verb(), charset.name()))
        })?;
        self.stream.push(&encoded.line(self.iac))
    }

    /// Sends all that waits, within the limit.
    pub(super) fn flush(&mut self) -> Result<()> {
        while !self.stream.flush()? {
            if !wait(&[(&self.stream, Want::Write)], &self.waits, self.waits.stall)? {
                return Err(timed_out("sending a command: the server takes no more bytes"));
            }
        }
        Ok(())
    }

    /// The next reply if it is all here. Never waits; a stop of the run ends it all the same.
    pub(super) fn try_read(&mut self) -> Result<Option<Reply>> {
        self.waits.cancel.check()?;
        if let Some(reply) = self.parse()? {
            return Ok(Some(reply));
        }
        let mut fresh = Vec::new();
        let received = self.receive(&mut |plain| {
            fresh.extend_from_slice(plain);
            Ok(())
        });
        self.replies.push(&fresh);
        // A reply that came before the connection was lost counts: it may say why.
        match (self.parse()?, received) {
            (Some(reply), _) => Ok(Some(reply)),
            (None, Ok(Received::Open)) => Ok(None),
            (None, Ok(Received::Ended)) => Err(network("the server closed the control connection")),
            (None, Err(error)) => Err(error),
        }
    }

    /// Waits until something can be read, for `limit` at most; returns whether it can. Bytes that were not sent
    /// yet are.
    pub(super) fn wait(&mut self, limit: Duration) -> Result<bool> {
        let ready = wait(&[(&self.stream, Want::Both)], &self.waits, limit)?;
        self.stream.flush()?;
        Ok(ready)
    }

    /// Takes in the bytes that the connection has.
    fn receive(&mut self, sink: &mut ChunkFn<'_>) -> Result<Received> {
        let mut count = 0;
        loop {
            match self.stream.pull(sink)? {
                Pulled::Bytes(more) => count += more,
                Pulled::Blocked => return Ok(Received::Open),
                Pulled::End(_) => return Ok(Received::Ended),
            }
            if count >= MOST_UNREAD {
                return Ok(Received::Open);
            }
            self.stream.acknowledge();
        }
    }

    fn parse(&mut self) -> Result<Option<Reply>> {
        let Some(mut reply) = self.replies.next_reply()? else { return Ok(None) };
        if let Some(charset) = self.charset {
            reply = reply.decoded(charset);
        }
        self.used = Instant::now();
        for line in reply.traced() {
            self.trace.received(&self.secrets.mask(&line));
        }
        Ok(Some(reply))
    }

    /// Sends QUIT and close_notify, and does not wait for the reply.
    pub(super) fn quit(&mut self) {
        let _ = self.write(&Command::bare("QUIT"));
        let _ = self.stream.push_close();
        let _ = self.stream.flush();
        let _ = self.stream.shut_write();
    }
}

/// How far [`Control::receive`] came.
enum Received {
    /// More may come.
    Open,
    /// The server has closed its side.
    Ended,
}
