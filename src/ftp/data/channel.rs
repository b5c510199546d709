//! One data connection, watched together with the control channel: whichever has something first is read.

use std::time::{Duration, Instant};

use crate::error::{Error, Result, integrity, protocol, timed_out};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::{Exchange, Handle, Progress};
use crate::ftp::wire::reply::Reply;
use crate::net::tls::TlsContext;
use crate::net::{ChunkFn, End, Listener, Pulled, Stream, Want, wait_each};

/// How long the server's tickets and close_notify are waited for after our FIN. IIS never sends
/// one; others send both within a round trip.
pub(super) const LAST_BYTES: Duration = Duration::from_secs(5);

/// How long a reply is waited for when the data connection broke.
pub(super) const LAST_REPLY: Duration = Duration::from_secs(5);

/// The bytes of a transfer above which 40 ms at its end, by an acknowledgement that is held back, are nothing.
const LONG: u64 = 4 * 1024 * 1024;

/// The plain bytes of a full record (RFC 8446 section 5.2).
const RECORD: u64 = 16 * 1024;

/// An open data connection, and the replies to its command so far.
pub(super) struct Channel {
    pub(super) stream: Stream,
    handle: Handle,
    /// A 1yz came.
    begun: bool,
    /// The final reply, once it came.
    last: Option<Reply>,
    moved: u64,
    /// Our close_notify is on its way.
    closed: bool,
    /// Replies may be here that were not looked for: the control channel was readable, or was used.
    unheard: bool,
    /// The bytes that had moved when the data connection was last waited for.
    moved_before: u64,
}

impl Channel {
    /// Sends the TLS hello and the command.
    pub(super) fn begin(
        mut stream: Stream,
        tls: &TlsContext,
        exchange: &mut Exchange,
        command: Command,
    ) -> Result<Self> {
        stream.begin_tls(tls)?;
        stream.flush()?;
        let handle = exchange.begin_transfer(command)?;
        Ok(Self::over(stream, handle, false))
    }

    /// Sends the command, waits until the server has connected, and sends the TLS hello.
    pub(super) fn begin_active(
        listener: &Listener,
        tls: &TlsContext,
        exchange: &mut Exchange,
        command: Command,
    ) -> Result<Self> {
        let handle = exchange.begin_transfer(command)?;
        let accepted = accept(listener, exchange, handle).and_then(|(mut stream, begun)| {
            stream.begin_tls(tls)?;
            stream.flush()?;
            Ok(Self::over(stream, handle, begun))
        });
        accepted.inspect_err(|_| exchange.abandon(handle))
    }

    fn over(stream: Stream, handle: Handle, begun: bool) -> Self {
        Self {
            stream,
            handle,
            begun,
            last: None,
            moved: 0,
            closed: false,
            unheard: true,
            moved_before: 0,
        }
    }

    /// The command of the transfer.
    pub(super) fn handle(&self) -> Handle {
        self.handle
    }

    /// Whether the final reply is here.
    pub(super) fn is_answered(&self) -> bool {
        self.last.is_some()
    }

    /// Whether the handshake resumed an earlier session.
    pub(super) fn is_resumed(&self) -> bool {
        self.stream.tls_facts().is_some_and(|facts| facts.resumed)
    }

    pub(super) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Finishes the handshake while watching for replies: some servers send 150 first, some only
    /// after the handshake, some refuse and leave the data connection open.
    pub(super) fn establish(&mut self, exchange: &mut Exchange) -> Result<()> {
        let limit = exchange.waits().stall;
        let mut end = Instant::now() + limit;
        loop {
            // A 1yz may come after a long pause (a tape is mounted); it comes once.
            if self.read_replies(exchange)? {
                // Behind the final reply the last bytes are on their way at most.
                let more = if self.last.is_some() { limit.min(LAST_BYTES) } else { limit };
                end = Instant::now() + more;
            }
            // Some servers send their 1yz only when they have our last flight.
            let shaken = self.stream.handshake().and_then(|_| self.stream.flush());
            if let Err(error) = shaken {
                return Err(self.reply_or(exchange, error));
            }
            if self.stream.is_ready() && (self.begun || self.last.is_some()) {
                return Ok(());
            }
            let other_end = exchange.ended_by_another();
            if let Some((_, within)) = &other_end {
                end = end.min(Instant::now() + *within);
            }
            let left = end.saturating_duration_since(Instant::now());
            let came = if self.stream.is_ready() && !self.stream.has_unsent() {
                // Data that is there already says nothing of the reply that is due.
                exchange.wait(left)?
            } else {
                self.wait(exchange, Want::Both, left)?
            };
            if !came || left.is_zero() {
                if let Some((error, _)) = other_end {
                    return Err(error);
                }
                let due = if self.stream.is_ready() { "reply" } else { "TLS handshake" };
                return Err(timed_out(format!(
                    "the server's {due} for the data connection did not come in time"
                )));
            }
        }
    }

    /// Ends our side of the stream. Errors of the connection show where it is read.
    pub(super) fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            let _ = self.stream.push_close();
        }
        let _ = self.stream.flush();
    }

    /// Takes the replies that are here; a refusal is an error. Returns whether the transfer got further.
    fn read_replies(&mut self, exchange: &mut Exchange) -> Result<bool> {
        if self.last.is_some() {
            return Ok(false);
        }
        match exchange.progress(self.handle)? {
            Progress::Sent => Ok(false),
            Progress::Begun => Ok(!std::mem::replace(&mut self.begun, true)),
            Progress::Answered => {
                let reply = exchange.answer(self.handle)?;
                if reply.is_refusal() {
                    return Err(self.refusal(&reply));
                }
                self.last = Some(reply);
                Ok(true)
            }
        }
    }

    /// The error for a refusal. Behind a finished, full handshake, where nothing moved, 425, 426 and 450 ask for a
    /// resumed TLS session (ProFTPD 425, FileZilla 425 and 450, others 426); 522 always does (RFC 4217 section 10.2).
    fn refusal(&mut self, reply: &Reply) -> Error {
        // The server's last flight may be here, unread; the end of the connection behind it does not undo the handshake.
        let _ = self.stream.handshake();
        let finished = self.stream.is_ready();
        let said = reply.response();
        let meant = said.code == 522 || matches!(said.code, 425 | 426 | 450) && finished;
        if meant && self.moved == 0 && !self.is_resumed() {
            return Error::ReuseRequired(said);
        }
        Error::Refused(said)
    }

    /// The server's refusal, if one comes soon, instead of an error of the data connection. An error that we
    /// raised ourselves says more than the server's reply to it.
    pub(super) fn reply_or(&mut self, exchange: &mut Exchange, error: Error) -> Error {
        if matches!(error, Error::Stopped(_) | Error::Certificate(_)) {
            return error;
        }
        let end = Instant::now() + LAST_REPLY.min(exchange.waits().stall);
        while self.last.is_none() {
            match self.read_replies(exchange) {
                Err(refused) => return refused,
                Ok(true) => continue,
                Ok(false) => {}
            }
            match exchange.wait(end.saturating_duration_since(Instant::now())) {
                Ok(true) => {}
                Ok(false) => break,
                Err(stopped) => return stopped,
            }
        }
        if self.last.is_some() {
            return Error::Cut(format!("{error}, although the server reports success"));
        }
        error
    }

    /// Waits for the data connection, and for the control channel while the final reply is due.
    fn wait(&mut self, exchange: &Exchange, want: Want, limit: Duration) -> Result<bool> {
        if want != Want::Write && !self.flows() {
            self.stream.acknowledge();
        }
        let both = [(&self.stream, want), (exchange.stream(), Want::Read)];
        let watched = if self.last.is_some() { &both[..1] } else { &both[..] };
        let ready = wait_each(watched, exchange.waits(), limit)?;
        self.unheard |= ready.get(1).is_some_and(|control| *control);
        Ok(ready.contains(&true))
    }

    /// Whether this is the middle of a long transfer whose bytes come by the record. Its acknowledgements go with
    /// the bytes that follow; sent at once they would cost both ends a packet for each wait.
    fn flows(&mut self) -> bool {
        let came = self.moved - std::mem::replace(&mut self.moved_before, self.moved);
        self.moved >= LONG && came >= RECORD
    }

    /// Replies that come while bytes move must be looked for anew: the control channel was used meanwhile.
    pub(super) fn look_for_replies(&mut self) {
        self.unheard = true;
    }

    /// The final reply, read if it has not come; a refusal is an error.
    pub(super) fn final_reply(&mut self, exchange: &mut Exchange) -> Result<Reply> {
        let reply = match self.last.take() {
            Some(reply) => reply,
            None => exchange.answer(self.handle)?,
        };
        if reply.is_done() { Ok(reply) } else { Err(self.refusal(&reply)) }
    }

    /// Waits for bytes and gives them to `sink`; returns how the stream ended when it did.
    pub(super) fn pull(
        &mut self,
        exchange: &mut Exchange,
        sink: &mut ChunkFn<'_>,
    ) -> Result<Option<End>> {
        let mut waited = false;
        loop {
            // A fast stream never waits.
            exchange.waits().cancel.check()?;
            // Every other read of a download would find nothing. Before a reply is looked for it is made: all bytes
            // that came before a refusal count.
            let useless = self.stream.is_emptied() && !waited && !self.unheard;
            let pulled =
                if useless { self.stream.pull_received(sink) } else { self.stream.pull(sink) };
            match pulled {
                Ok(Pulled::Bytes(count)) => {
                    self.moved += count as u64;
                    return Ok(None);
                }
                Ok(Pulled::End(end)) => return Ok(Some(end)),
                Ok(Pulled::Blocked) => {
                    // A reply that came meanwhile may be a refusal.
                    if std::mem::take(&mut self.unheard) && self.read_replies(exchange)? {
                        self.unheard = true;
                        continue;
                    }
                    if !self.wait(exchange, Want::Read, exchange.waits().stall)? {
                        return Err(timed_out("no byte came in time"));
                    }
                    waited = true;
                }
                Err(error @ Error::Network(_)) => return Err(self.reply_or(exchange, error)),
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads and drops the server's last bytes (session tickets, its close_notify), for `limit`
    /// at most, unless it refuses meanwhile. To close a socket with unread bytes would make the
    /// system send RST, which can cut our own upload short (measured: 1 MiB sent, 112 KiB stored,
    /// 226).
    pub(super) fn drain(&mut self, exchange: &mut Exchange, limit: Duration) -> Result<()> {
        let end = Instant::now() + limit;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.stream.pull(&mut |_| Ok(())) {
                Ok(Pulled::Bytes(_)) if left.is_zero() => return Ok(()),
                Ok(Pulled::Bytes(_)) => exchange.waits().cancel.check()?,
                Ok(Pulled::Blocked) => {
                    if self.read_replies(exchange)? {
                        continue;
                    }
                    if left.is_zero() || !self.wait(exchange, Want::Read, left)? {
                        return Ok(());
                    }
                }
                Err(stop @ Error::Stopped(_)) => return Err(stop),
                // The final reply says how the upload ended.
                Ok(Pulled::End(_)) | Err(_) => return Ok(()),
            }
        }
    }

    /// Sends what waits to be sent, or until it is `enough`.
    pub(super) fn flush(
        &mut self,
        exchange: &mut Exchange,
        enough: fn(&Stream) -> bool,
    ) -> Result<()> {
        loop {
            exchange.waits().cancel.check()?;
            match self.stream.flush() {
                Ok(true) => return Ok(()),
                Ok(false) if enough(&self.stream) => return Ok(()),
                Ok(false) => {}
                Err(error) => return Err(self.reply_or(exchange, error)),
            }
            if self.read_replies(exchange)? && self.last.is_some() {
                return Err(integrity("the server ended the upload before its last byte was sent"));
            }
            if !self.wait(exchange, Want::Write, exchange.waits().stall)? {
                return Err(timed_out("the server took no byte in time"));
            }
        }
    }
}

/// The server's connection, and whether a 1yz came before it.
fn accept(listener: &Listener, exchange: &mut Exchange, handle: Handle) -> Result<(Stream, bool)> {
    let limit = exchange.waits().stall;
    let mut end = Instant::now() + limit;
    let mut begun = false;
    loop {
        match exchange.progress(handle)? {
            // It may come after a long pause (a tape is mounted); it comes once.
            Progress::Begun if !begun => (begun, end) = (true, Instant::now() + limit),
            Progress::Begun | Progress::Sent => {}
            Progress::Answered => {
                let reply = exchange.answer(handle)?;
                if reply.is_refusal() {
                    return Err(Error::Refused(reply.response()));
                }
                return Err(protocol(format!(
                    "the transfer ended before the server had connected for data: {}",
                    reply.response()
                )));
            }
        }
        if let Some(connected) = listener.accept()? {
            return Ok((Stream::plain(connected), begun));
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || !listener.wait(exchange.stream(), exchange.waits(), left)? {
            let place = listener.announced();
            return Err(timed_out(format!(
                "the server did not connect to {place} in time; a firewall or NAT may be in between: --active-address, --active-ports, or no --active"
            )));
        }
    }
}
