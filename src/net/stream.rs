//! One TCP connection, in clear or under TLS, whose every operation can tell "not now".
//!
//! The order of things on it (who speaks when, what an end means) is left to `ftp`.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::PollFlags;
use socket2::Socket;

use super::Waits;
use super::buffer::Buffer;
use super::route::{Connected, Link};
use super::tls::{ChunkFn, Purpose, Step, Tls, TlsContext, TlsFacts};
use crate::error::{Error, Result, network, socket, timed_out, tls};

/// The size of a first read, in bytes: more than most handshakes and replies have.
const FIRST_ROOM: usize = 16 * 1024;

/// What one read asks for where that was filled: eight records of TLS (RFC 8446 section 5.2), which stay in a core's
/// second-level cache until they are deciphered.
const MOST_ROOM: usize = 128 * 1024;

/// More unprocessed bytes than a certificate chain of the greatest allowed length needs.
const MOST_UNPROCESSED: usize = 512 * 1024;

/// Bytes that wait to be sent, above which [`Stream::is_full`] says so.
const FULL: usize = 64 * 1024;

/// How the peer ended its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a close_notify, or with FIN on a stream in clear.
    Clean,
    /// With FIN, but without the close_notify that TLS asks for: bytes may be missing.
    Cut,
}

/// What [`Stream::pull`] got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulled {
    /// So many plain bytes.
    Bytes(usize),
    /// The end; it stays so.
    End(End),
    /// Nothing now: wait.
    Blocked,
}

/// The event that a stream is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Bytes to read, or the end.
    Read,
    /// Room to send.
    Write,
    /// Either.
    Both,
}

/// A connection.
pub struct Stream {
    socket: Socket,
    link: Link,
    tls: Option<Tls>,
    incoming: Buffer,
    outgoing: Buffer,
    /// The number of bytes that the next read asks for.
    room: usize,
    /// The last read got less than it asked for.
    emptied: bool,
    ended: Option<End>,
    heard_clear: bool,
}

impl Stream {
    /// A stream in clear over a connected socket.
    pub fn plain(connected: Connected) -> Self {
        Self {
            socket: connected.socket,
            link: connected.link,
            tls: None,
            incoming: Buffer::default(),
            outgoing: Buffer::default(),
            room: FIRST_ROOM,
            emptied: false,
            ended: None,
            heard_clear: false,
        }
    }

    /// Where it leads, and by which way.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// The address at this end.
    pub fn local_address(&self) -> Result<SocketAddr> {
        let local = self.socket.local_addr().map_err(socket)?.as_socket();
        local.ok_or_else(|| network("this end has no internet address"))
    }

    /// The socket, to wait for.
    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Begins TLS on a data connection: from here on [`Stream::handshake`] is due. The hello is ready to be flushed.
    pub fn begin_tls(&mut self, context: &TlsContext) -> Result<()> {
        self.begin_tls_for(Purpose::Data, context)
    }

    fn begin_tls_for(&mut self, purpose: Purpose, context: &TlsContext) -> Result<()> {
        let mut begun = context.connection(purpose)?;
        begun.advance(&mut self.incoming, &mut self.outgoing, None)?;
        self.tls = Some(begun);
        Ok(())
    }

    /// Goes on with the handshake; returns whether it is done.
    ///
    /// The last flight may still wait in the buffer: it travels with the first bytes sent.
    pub fn handshake(&mut self) -> Result<bool> {
        loop {
            let Some(begun) = &mut self.tls else { return Ok(true) };
            match begun.advance(&mut self.incoming, &mut self.outgoing, None) {
                Ok(Step::Ready) => return Ok(true),
                Ok(Step::PeerClosed) => return Err(self.closed_in_handshake()),
                Ok(Step::Hungry) => {}
                Err(e) => {
                    let _ = self.flush();
                    return Err(e);
                }
            }
            self.flush()?;
            match self.receive()? {
                None => return Ok(false),
                Some(0) => return Err(self.closed_in_handshake()),
                Some(_) => {}
            }
        }
    }

    fn closed_in_handshake(&self) -> Error {
        let offered = self.tls.as_ref().map(Tls::offered).unwrap_or_default();
        network(format!("the peer closed the connection in the TLS handshake{offered}"))
    }

    /// TLS on a control connection: the whole handshake, within the limit for connecting.
    pub fn secure(&mut self, context: &TlsContext, waits: &Waits) -> Result<()> {
        let end = Instant::now() + waits.connect;
        self.begin_tls_for(Purpose::Control, context)?;
        while !self.handshake()? {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !wait(&[(self, Want::Both)], waits, left)? {
                return Err(timed_out("the TLS handshake got no answer in time"));
            }
        }
        Ok(())
    }

    /// Acknowledges what was received now instead of some 40 to 200 ms later: until then a server
    /// that did not switch Nagle's delay off holds its next reply back (vsftpd, libunftp).
    pub fn acknowledge(&self) {
        #[cfg(target_os = "linux")]
        // It is a matter of speed only.
        let _ = self.socket.set_tcp_quickack(true);
    }

    /// Whether the peer answered our TLS hello with text.
    pub fn heard_clear(&self) -> bool {
        self.heard_clear
    }

    /// The result of the handshake; `None` in clear.
    pub fn tls_facts(&self) -> Option<TlsFacts> {
        self.tls.as_ref().and_then(Tls::facts)
    }

    /// The server's certificate (DER).
    pub fn certificate(&self) -> Option<&[u8]> {
        self.tls.as_ref().and_then(Tls::certificate)
    }

    /// The certificates that the server showed (DER), its own first.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        self.tls.as_ref().map(Tls::certificates).unwrap_or_default()
    }

    /// Whether the handshake, if one is due, is done.
    pub fn is_ready(&self) -> bool {
        self.tls.as_ref().is_none_or(Tls::is_ready)
    }

    /// Whether the last read emptied the socket: before a wait another one is likely to find nothing.
    pub fn is_emptied(&self) -> bool {
        self.emptied
    }

    /// Gives plain bytes that are there to `sink`; asks the system once for more if there are none.
    pub fn pull(&mut self, sink: &mut ChunkFn<'_>) -> Result<Pulled> {
        loop {
            match self.pull_received(sink)? {
                Pulled::Blocked => {}
                pulled => return Ok(pulled),
            }
            match self.receive()? {
                None => return Ok(Pulled::Blocked),
                Some(0) => {
                    self.ended = Some(if self.tls.is_some() { End::Cut } else { End::Clean });
                }
                Some(_) => {}
            }
        }
    }

    /// The same, without asking the system for more.
    pub fn pull_received(&mut self, sink: &mut ChunkFn<'_>) -> Result<Pulled> {
        if let Some(end) = self.ended {
            return Ok(Pulled::End(end));
        }
        let count = self.process(sink)?;
        let ended = self.ended.map_or(Pulled::Blocked, Pulled::End);
        Ok(if count > 0 { Pulled::Bytes(count) } else { ended })
    }

    /// Processes the received bytes; returns how many plain bytes came out.
    fn process(&mut self, sink: &mut ChunkFn<'_>) -> Result<usize> {
        let mut count = 0;
        let mut counted = |plain: &[u8]| {
            count += plain.len();
            sink(plain)
        };
        match &mut self.tls {
            Some(begun) => {
                let step =
                    begun.advance(&mut self.incoming, &mut self.outgoing, Some(&mut counted));
                match step {
                    Ok(Step::PeerClosed) => self.ended = Some(End::Clean),
                    Ok(Step::Ready | Step::Hungry) => {}
                    Err(e) => {
                        let _ = self.flush();
                        return Err(e);
                    }
                }
            }
            None => {
                counted(self.incoming.filled())?;
                self.incoming.consume(usize::MAX / 2);
            }
        }
        Ok(count)
    }

    /// Asks the system for bytes: `None` means not now, 0 means the end.
    fn receive(&mut self) -> Result<Option<usize>> {
        if self.incoming.len() > MOST_UNPROCESSED {
            return Err(tls("TLS: the peer sent more than any handshake needs"));
        }
        self.incoming.reserve(self.room);
        loop {
            let room = self.incoming.room();
            let size = room.len();
            match (&self.socket).read(room) {
                Ok(n) => {
                    if n == size {
                        self.room = MOST_ROOM;
                    }
                    self.emptied = n > 0 && n < size;
                    self.incoming.add(n);
                    self.notice_clear_text();
                    return Ok(Some(n));
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(socket(e)),
            }
        }
    }

    fn notice_clear_text(&mut self) {
        if self.tls.as_ref().is_some_and(|begun| !begun.is_ready()) {
            let begin = self.incoming.filled().get(..3);
            self.heard_clear |= begin.is_some_and(|b| b.iter().all(u8::is_ascii_digit));
        }
    }

    /// Puts bytes into the buffer for sending, under TLS as records; [`Stream::flush`] sends them.
    pub fn push(&mut self, plain: &[u8]) -> Result<()> {
        match &mut self.tls {
            Some(begun) => begun.seal(plain, &mut self.outgoing, &mut self.incoming),
            None => {
                self.outgoing.extend(plain);
                Ok(())
            }
        }
    }

    /// Whether enough waits to be sent that no more should be pushed before a flush.
    pub fn is_full(&self) -> bool {
        self.outgoing.len() >= FULL
    }

    /// Whether something waits to be sent.
    pub fn has_unsent(&self) -> bool {
        self.outgoing.len() > 0
    }

    /// Sends as many bytes as the system takes now; returns whether that was all.
    pub fn flush(&mut self) -> Result<bool> {
        while self.outgoing.len() > 0 {
            match (&self.socket).write(self.outgoing.filled()) {
                Ok(n) => self.outgoing.consume(n),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(socket(e)),
            }
        }
        Ok(true)
    }

    /// Puts close_notify into the buffer for sending; nothing may be pushed after it.
    pub fn push_close(&mut self) -> Result<()> {
        match &mut self.tls {
            Some(begun) => begun.seal_close(&mut self.outgoing, &mut self.incoming),
            None => Ok(()),
        }
    }

    /// Ends both directions.
    pub fn shut(&self) {
        // One that is closed already is as good.
        let _ = self.socket.shutdown(Shutdown::Both);
    }

    /// Sends FIN. The peer may still send.
    pub fn shut_write(&self) -> Result<()> {
        self.socket.shutdown(Shutdown::Write).map_err(socket)
    }
}

/// Waits until one of the streams is ready as wanted, for `limit` at most.
///
/// Returns false when the limit passed. Streams that want to write and have nothing to send count
/// as waiting for room all the same.
pub fn wait(list: &[(&Stream, Want)], waits: &Waits, limit: Duration) -> Result<bool> {
    Ok(wait_each(list, waits, limit)?.contains(&true))
}

/// The same; returns for each stream whether it is ready. None is when the limit passed.
pub fn wait_each(list: &[(&Stream, Want)], waits: &Waits, limit: Duration) -> Result<Vec<bool>> {
    let early = |(stream, want): &(&Stream, Want)| {
        *want != Want::Write && stream.tls.as_ref().is_some_and(Tls::has_early)
    };
    if list.iter().any(early) {
        // What comes over the others is seen by the next wait.
        return Ok(list.iter().map(early).collect());
    }
    let fds: Vec<_> = list
        .iter()
        .map(|(stream, want)| {
            let unsent = stream.outgoing.len() > 0;
            let flags = match want {
                Want::Write => PollFlags::OUT,
                Want::Both if unsent => PollFlags::IN | PollFlags::OUT,
                Want::Both | Want::Read => PollFlags::IN,
            };
            (stream.socket.as_fd(), flags)
        })
        .collect();
    waits.cancel.poll(&fds, Some(limit))
}
