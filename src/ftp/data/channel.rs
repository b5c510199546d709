//! One data connection, watched together with the control channel: whoever speaks first is heard.

use std::time::{Duration, Instant};

use crate::error::{Error, Result, integrity, timed_out};
use crate::ftp::session::Session;
use crate::ftp::wire::control::answers;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::TlsContext;
use crate::net::{ChunkFn, End, Pulled, Stream, Want, wait};

/// How long the server's tickets and close_notify are waited for after our FIN. IIS never sends
/// one; others send both within a round trip.
pub(in crate::ftp) const LAST_BYTES: Duration = Duration::from_secs(5);

/// How long the server's words are waited for when the data connection broke.
pub(in crate::ftp) const LAST_WORDS: Duration = Duration::from_secs(5);

/// A stream is fast above 100 MB/s. There a wait for each record of TLS costs more than the record:
/// a sleep and a wakening.
const NANOSECONDS_A_BYTE: u128 = 10;

/// Before so many bytes have come no stream counts as fast: small files are not to be held up.
const FAST_FROM: u64 = 1024 * 1024;

/// What a fast stream is left alone for when it has nothing more, so that many records come by one read. To wait for the
/// socket at once, or for less, costs more processor time; to rest longer, more of the clock (vsftpd over loopback).
const NAP: Duration = Duration::from_micros(80);

/// An open data connection and what the control channel said about it so far.
pub(in crate::ftp) struct Channel {
    pub(in crate::ftp) stream: Stream,
    /// A 1yz came.
    begun: bool,
    /// The final reply, once it came.
    pub(in crate::ftp) last: Option<Reply>,
    moved: u64,
    /// When the stream had nothing more, the last time, and how many bytes had come by then.
    waited: (Instant, u64),
    resumed: bool,
    /// Our close_notify is on its way.
    closed: bool,
}

impl Channel {
    pub(in crate::ftp) fn new(stream: Stream) -> Self {
        let waited = (Instant::now(), 0);
        Self { stream, begun: false, last: None, moved: 0, waited, resumed: false, closed: false }
    }

    pub(in crate::ftp) fn is_resumed(&self) -> bool {
        self.resumed
    }

    pub(in crate::ftp) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Begins TLS and sends the hello.
    pub(in crate::ftp) fn begin_tls(&mut self, context: &TlsContext) -> Result<()> {
        self.stream.begin_tls(context)?;
        self.stream.flush().map(drop)
    }

    /// Finishes the handshake while watching for the server's word: some say 150 first, some only
    /// after the handshake, some refuse and leave the data connection open.
    pub(in crate::ftp) fn establish(&mut self, session: &mut Session) -> Result<()> {
        let limit = session.waits().stall;
        let mut end = Instant::now() + limit;
        loop {
            if self.hear(session)? {
                end = Instant::now() + limit;
            }
            // Some servers send their 1yz only when they have our last flight.
            let shaken = self.stream.handshake().and_then(|_| self.stream.flush());
            if let Err(error) = shaken {
                return Err(self.words_for(session, error));
            }
            if self.stream.is_ready() && (self.begun || self.last.is_some()) {
                self.resumed = self.stream.tls_facts().is_some_and(|facts| facts.resumed);
                return Ok(());
            }
            let left = end.saturating_duration_since(Instant::now());
            let came = if self.stream.is_ready() && !self.stream.has_unsent() {
                // Data that is there already says nothing of the reply that is due.
                session.wait_control(left)?
            } else {
                self.wait(session, Want::Both, left)?
            };
            if !came || left.is_zero() {
                let what = if self.stream.is_ready() { "reply" } else { "TLS handshake" };
                return Err(timed_out(format!(
                    "the server's {what} for the data connection did not come in time"
                )));
            }
        }
    }

    /// Says that nothing more is to come from us. Errors of the connection show where it is read.
    pub(in crate::ftp) fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            let _ = self.stream.push_close();
        }
        let _ = self.stream.flush();
    }

    /// Takes a reply that is there; a refusal is an error. Returns whether one was.
    fn hear(&mut self, session: &mut Session) -> Result<bool> {
        if self.last.is_some() {
            return Ok(false);
        }
        let Some(reply) = session.control().try_read()? else { return Ok(false) };
        if reply.is_preliminary() {
            self.begun = true;
            return Ok(true);
        }
        let reply = of_transfer(session, reply)?;
        if reply.is_refusal() {
            return Err(self.refusal(session, &reply));
        }
        self.last = Some(reply);
        Ok(true)
    }

    /// The error for a refusal: when nothing moved and the session was not resumed, the codes that
    /// servers use to ask for that (vsftpd 522, ProFTPD 425, FileZilla 425 and 450, others 426).
    fn refusal(&self, session: &mut Session, reply: &Reply) -> Error {
        session.answered();
        let resumed = self.stream.tls_facts().is_some_and(|facts| facts.resumed);
        let said = reply.response();
        if !resumed && self.moved == 0 && matches!(said.code, 425 | 426 | 450 | 522) {
            return Error::ReuseRequired(format!(
                "{said}: the server wants a resumed TLS session on data connections"
            ));
        }
        Error::Refused(said)
    }

    /// The server's words, if it has some, instead of an error of the data connection. What we
    /// refused ourselves says more than what the server makes of that.
    pub(in crate::ftp) fn words_for(&mut self, session: &mut Session, error: Error) -> Error {
        if matches!(error, Error::Stopped(_) | Error::Certificate(_)) {
            return error;
        }
        let end = Instant::now() + LAST_WORDS.min(session.waits().stall);
        while self.last.is_none() {
            match self.hear(session) {
                Err(refused) => return refused,
                Ok(true) => continue,
                Ok(false) => {}
            }
            let left = end.saturating_duration_since(Instant::now());
            match session.wait_control(left) {
                Ok(true) => {}
                Ok(false) => break,
                Err(stopped) => return stopped,
            }
        }
        if self.last.is_some() {
            return Error::Cut(format!("{error}, although the server says that all went well"));
        }
        error
    }

    /// Waits for the data connection, and for the control channel while its last word is due.
    fn wait(&self, session: &mut Session, want: Want, limit: Duration) -> Result<bool> {
        let waits = session.waits().clone();
        let control = session.control().stream();
        if want != Want::Write {
            self.stream.acknowledge();
        }
        if self.last.is_some() {
            wait(&[(&self.stream, want)], &waits, limit)
        } else {
            wait(&[(&self.stream, want), (control, Want::Read)], &waits, limit)
        }
    }

    /// The final reply, read if it has not come; 4yz and 5yz are errors.
    pub(in crate::ftp) fn last_word(&mut self, session: &mut Session) -> Result<Reply> {
        let reply = match self.last.take() {
            Some(reply) => reply,
            None => {
                let reply = session.control().read_final()?;
                of_transfer(session, reply)?
            }
        };
        session.answered();
        if reply.is_done() { Ok(reply) } else { Err(self.refusal(session, &reply)) }
    }

    pub(in crate::ftp) fn pull(
        &mut self,
        session: &mut Session,
        sink: &mut ChunkFn<'_>,
    ) -> Result<Option<End>> {
        loop {
            match self.stream.pull(sink) {
                Ok(Pulled::Bytes(count)) => {
                    self.moved += count as u64;
                    return Ok(None);
                }
                Ok(Pulled::End(end)) => return Ok(Some(end)),
                Ok(Pulled::Blocked) => {
                    if self.comes_fast() {
                        session.waits().cancel.sleep(NAP)?;
                        continue;
                    }
                    // Nothing buffered is left: what the server said meanwhile may be a refusal.
                    if self.hear(session)? {
                        continue;
                    }
                    if !self.wait(session, Want::Read, session.waits().stall)? {
                        return Err(timed_out("no byte came in time"));
                    }
                }
                Err(error @ Error::Network(_)) => return Err(self.words_for(session, error)),
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether what came since the last wait came so fast that more must be on its way.
    fn comes_fast(&mut self) -> bool {
        let (since, before) = std::mem::replace(&mut self.waited, (Instant::now(), self.moved));
        let time = self.waited.0.saturating_duration_since(since);
        let came = self.moved - before;
        let fast = time.as_nanos() < u128::from(came) * NANOSECONDS_A_BYTE;
        fast && self.moved >= FAST_FROM
    }

    /// Reads and drops what the server still sends (session tickets, its close_notify), for `limit`
    /// at most, unless it refuses meanwhile. To close a socket with unread bytes would make the
    /// system send RST, which can cut our own upload short (measured: 1 MiB sent, 112 KiB stored,
    /// 226).
    pub(in crate::ftp) fn drain(&mut self, session: &mut Session, limit: Duration) -> Result<()> {
        let end = Instant::now() + limit;
        loop {
            match self.stream.pull(&mut |_| Ok(())) {
                Ok(Pulled::Bytes(_)) => {}
                Ok(Pulled::Blocked) => {
                    if self.hear(session)? {
                        continue;
                    }
                    let left = end.saturating_duration_since(Instant::now());
                    if left.is_zero() || !self.wait(session, Want::Read, left)? {
                        return Ok(());
                    }
                }
                Err(stop @ Error::Stopped(_)) => return Err(stop),
                // What the upload came to, the server's last word says.
                Ok(Pulled::End(_)) | Err(_) => return Ok(()),
            }
        }
    }

    pub(in crate::ftp) fn flush(
        &mut self,
        session: &mut Session,
        enough: fn(&Stream) -> bool,
    ) -> Result<()> {
        loop {
            match self.stream.flush() {
                Ok(true) => return Ok(()),
                Ok(false) if enough(&self.stream) => return Ok(()),
                Ok(false) => {}
                Err(error) => return Err(self.words_for(session, error)),
            }
            if self.hear(session)? && self.last.is_some() {
                return Err(integrity("the server ended the upload before its last byte was sent"));
            }
            if !self.wait(session, Want::Write, session.waits().stall)? {
                return Err(timed_out("the server took no byte in time"));
            }
        }
    }
}

/// The last word of a transfer, if it can be one: a server that answers the next command before it
/// is not what it seemed.
fn of_transfer(session: &Session, reply: Reply) -> Result<Reply> {
    let others = matches!(reply.code(), 500 | 502 | 503) || !answers(&reply, "RETR");
    if !others || !session.has_foreseen() {
        return Ok(reply);
    }
    Err(Error::OutOfOrder(format!(
        "the next command is answered before the transfer: {}",
        reply.response()
    )))
}
