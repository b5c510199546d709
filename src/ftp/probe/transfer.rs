//! One data connection of a probe, watched together with the control channel, and all that was seen of it: whether the
//! session was resumed, how it ended, which replies came. Nothing is judged here.

use std::time::{Duration, Instant};

use super::Probe;
use crate::error::{Error, Response, Result};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::{Handle, Progress};
use crate::net::tls::{TlsContext, TlsFacts};
use crate::net::{Dialing, End, Link, Pulled, Stream, Want, wait};

/// How long a data connection and its replies may take, in all: a probe moves little.
const WHOLE: Duration = Duration::from_secs(15);

/// How long the final reply is waited for when the data connection has ended, and the other way round.
const REST: Duration = Duration::from_secs(5);

/// Bytes of a download that are kept: enough to see which listing it is.
const KEPT: usize = 64 * 1024;

/// What is done on a data connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending<'a> {
    /// The server sends.
    Nothing,
    /// These bytes are sent.
    Bytes(&'a [u8]),
}

/// All that was seen of one data connection.
#[derive(Debug, Default)]
pub struct Seen {
    /// The handshake; none in clear, or where it was not finished.
    pub tls: Option<TlsFacts>,
    /// The server's certificate on this connection (DER).
    pub certificate: Option<Vec<u8>>,
    /// The first bytes that the server sent.
    pub bytes: Vec<u8>,
    /// How many bytes the server sent.
    pub received: usize,
    /// How the server ended the connection, if it did.
    pub end: Option<End>,
    /// The final reply, if it came.
    pub reply: Option<Response>,
    /// Why the data connection failed, safe to print.
    pub error: Option<String>,
}

impl Seen {
    /// Whether the server made the transfer and reported success.
    pub fn is_done(&self) -> bool {
        self.reply.as_ref().is_some_and(|reply| (200..300).contains(&reply.code))
    }

    /// Whether the session of the control connection was resumed.
    pub fn is_resumed(&self) -> bool {
        self.tls.as_ref().is_some_and(|facts| facts.resumed)
    }

    /// The reply, else the fault of the data connection, safe to print.
    pub fn words(&self) -> String {
        match (&self.reply, &self.error) {
            (Some(reply), _) => format!("{} {}", reply.code, reply.text),
            (None, Some(error)) => error.clone(),
            (None, None) => "no reply came".to_owned(),
        }
    }
}

/// A data connection under way.
struct Watched<'a> {
    stream: Stream,
    handle: Handle,
    sending: Sending<'a>,
    begun: bool,
    sent: bool,
    seen: Seen,
}

impl Probe {
    /// Opens a data connection at `link`, under this TLS context or in clear, sends the command, and moves the bytes.
    ///
    /// # Errors
    /// The control connection failed, or the run was stopped. A data connection that fails is told in [`Seen`].
    pub fn transfer(
        &mut self,
        command: Command,
        link: Link,
        tls: Option<&TlsContext>,
        sending: Sending<'_>,
    ) -> Result<Seen> {
        let connected = Dialing::begin(link).finish(&self.waits);
        let mut stream = match connected {
            Ok(connected) => Stream::plain(connected),
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(error) => return Ok(Seen { error: Some(error.to_string()), ..Seen::default() }),
        };
        if let Some(context) = tls {
            stream.begin_tls(context)?;
            // A connection that is closed already shows when it is read.
            let _ = stream.flush();
        }
        let handle = self.exchange.begin_transfer(command)?;
        let seen = Seen::default();
        let mut watched = Watched { stream, handle, sending, begun: false, sent: false, seen };
        self.watch(&mut watched)?;
        let Watched { stream, mut seen, .. } = watched;
        seen.tls = stream.tls_facts();
        seen.certificate = stream.certificate().map(<[u8]>::to_vec);
        Ok(seen)
    }

    /// Watches both connections until the data connection has ended and the final reply has come, or time is up.
    fn watch(&mut self, watched: &mut Watched<'_>) -> Result<()> {
        let mut end = Instant::now() + WHOLE;
        loop {
            let was_over = watched.is_half_over();
            self.read_reply(watched)?;
            watched.step()?;
            if watched.is_over() {
                return Ok(());
            }
            if watched.is_half_over() && !was_over {
                end = end.min(Instant::now() + REST);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.wait(watched, left)? {
                if watched.seen.reply.is_none() {
                    self.exchange.abandon(watched.handle);
                }
                return Ok(());
            }
        }
    }

    fn read_reply(&mut self, watched: &mut Watched<'_>) -> Result<()> {
        if watched.seen.reply.is_some() {
            return Ok(());
        }
        match self.exchange.progress(watched.handle)? {
            Progress::Sent => {}
            Progress::Begun => watched.begun = true,
            Progress::Answered => {
                let reply = self.exchange.answer(watched.handle)?;
                watched.seen.reply = Some(reply.response());
            }
        }
        Ok(())
    }

    fn wait(&mut self, watched: &Watched<'_>, limit: Duration) -> Result<bool> {
        let stream = &watched.stream;
        let data = match (watched.is_ended(), stream.has_unsent()) {
            (true, _) => None,
            (false, true) => Some((stream, Want::Both)),
            (false, false) => Some((stream, Want::Read)),
        };
        let control = watched.seen.reply.is_none().then_some((self.exchange.stream(), Want::Read));
        let both: Vec<_> = data.into_iter().chain(control).collect();
        wait(&both, &self.waits, limit)
    }
}

impl Watched<'_> {
    /// Whether the data connection is over.
    fn is_ended(&self) -> bool {
        self.seen.end.is_some() || self.seen.error.is_some()
    }

    fn is_half_over(&self) -> bool {
        self.is_ended() || self.seen.reply.is_some()
    }

    /// Whether nothing more can come: a refusal ends a data connection that the server leaves open.
    fn is_over(&self) -> bool {
        let refused = self.seen.reply.as_ref().is_some_and(|reply| reply.code >= 400);
        refused || self.is_ended() && self.seen.reply.is_some()
    }

    /// Moves all that can be moved now.
    fn step(&mut self) -> Result<()> {
        if self.is_ended() {
            return Ok(());
        }
        match self.moved() {
            Err(stop @ Error::Stopped(_)) => Err(stop),
            Err(error) => {
                self.seen.error = Some(error.to_string());
                // A server may wait for our end before it replies (vsftpd).
                self.stream.shut();
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    fn moved(&mut self) -> Result<()> {
        let ready = self.stream.handshake()?;
        self.stream.flush()?;
        if !ready {
            return Ok(());
        }
        if let (Sending::Bytes(bytes), true, false) = (self.sending, self.begun, self.sent) {
            self.stream.push(bytes)?;
            self.stream.push_close()?;
            self.sent = true;
        }
        if self.stream.flush()? && self.sent {
            // FIN: a server that waits for it sends nothing before (IIS).
            let _ = self.stream.shut_write();
        }
        self.pull()
    }

    fn pull(&mut self) -> Result<()> {
        let seen = &mut self.seen;
        loop {
            let pulled = self.stream.pull(&mut |plain| {
                let room = KEPT.saturating_sub(seen.bytes.len());
                seen.bytes.extend_from_slice(plain.get(..room).unwrap_or(plain));
                seen.received += plain.len();
                Ok(())
            })?;
            match pulled {
                Pulled::Bytes(_) => {}
                Pulled::Blocked => return Ok(()),
                Pulled::End(end) => {
                    seen.end = Some(end);
                    // vsftpd waits for our close_notify before its final reply.
                    if !self.sent {
                        let _ = self.stream.push_close();
                        let _ = self.stream.flush();
                        let _ = self.stream.shut_write();
                    }
                    return Ok(());
                }
            }
        }
    }
}
