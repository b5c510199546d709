//! A connection of the server with or without TLS: what is read and written here is what the
//! protocol says, and TLS is underneath.

use std::io::{self, Read, Write};
use std::sync::Arc;

use rustls::{HandshakeKind, ServerConfig, ServerConnection};

use super::tls::TaggedSessions;
use super::wire::Wire;

/// A control or a data connection.
pub struct Channel {
    /// The socket below.
    pub wire: Wire,
    tls: Option<Box<ServerConnection>>,
    tags: Option<Arc<TaggedSessions>>,
    /// Keeps TLS 1.3 tickets back until something else is written.
    pub hold_tickets: bool,
}

impl Channel {
    /// A connection in clear.
    pub fn clear(wire: Wire) -> Self {
        Self { wire, tls: None, tags: None, hold_tickets: false }
    }

    /// Whether TLS is in force.
    pub fn is_secure(&self) -> bool {
        self.tls.is_some()
    }

    /// Shakes hands as the server. `session_of` is written into every ticket, so that a resumed
    /// session tells which control connection it comes from.
    pub fn secure(&mut self, config: &ServerConfig, session_of: u64) -> io::Result<()> {
        let mut config = config.clone();
        self.tags = Some(TaggedSessions::put_into(&mut config, session_of));
        let tls = ServerConnection::new(Arc::new(config)).map_err(io::Error::other)?;
        let mut tls = Box::new(tls);
        tls.set_buffer_limit(None);
        while tls.is_handshaking() {
            flush(&mut tls, &mut self.wire)?;
            if !tls.is_handshaking() {
                break;
            }
            if tls.read_tls(&mut self.wire)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Err(error) = tls.process_new_packets() {
                let _ = flush(&mut tls, &mut self.wire);
                return Err(io::Error::new(io::ErrorKind::InvalidData, error));
            }
        }
        if !self.hold_tickets {
            flush(&mut tls, &mut self.wire)?;
        }
        self.tls = Some(tls);
        Ok(())
    }

    /// The control connection whose session was resumed here, if any was.
    pub fn resumed_from(&self) -> Option<u64> {
        let tls = self.tls.as_ref()?;
        if tls.handshake_kind() != Some(HandshakeKind::Resumed) {
            return None;
        }
        self.tags.as_ref().and_then(|tags| tags.seen())
    }

    /// Something that was received and not yet read, bytes or the end, which no poll would show.
    pub fn has_buffered(&mut self) -> bool {
        let in_tls = self.tls.as_mut().is_some_and(|tls| {
            let state = tls.process_new_packets();
            state.is_ok_and(|state| state.plaintext_bytes_to_read() > 0 || state.peer_has_closed())
        });
        in_tls || self.wire.has_buffered()
    }

    /// Says that nothing more will be sent: `close_notify`, where there is TLS.
    pub fn close_notify(&mut self) {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            let _ = flush(tls, &mut self.wire);
        }
    }

    /// Sends as much as the write limit of the socket allows, and says whether all is out.
    pub fn try_flush(&mut self) -> io::Result<bool> {
        let Some(tls) = &mut self.tls else {
            return Ok(true);
        };
        match flush(tls, &mut self.wire) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Takes bytes to be sent by [`Channel::try_flush`]. Without TLS it sends them itself.
    pub fn queue(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.tls {
            Some(tls) => tls.writer().write_all(bytes),
            None => self.wire.write_all(bytes),
        }
    }

    /// Sends all of it past the TLS that is in force.
    pub fn send_in_clear(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.wire.write_all(bytes)
    }

    /// Sends all of it.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.queue(bytes)?;
        match &mut self.tls {
            Some(tls) => flush(tls, &mut self.wire),
            None => Ok(()),
        }
    }
}

impl Read for Channel {
    /// 0 is the clean end: `close_notify`, or FIN where there is no TLS. FIN without `close_notify` is
    /// `UnexpectedEof`.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(tls) = &mut self.tls else {
            return self.wire.read(buffer);
        };
        loop {
            match tls.reader().read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                other => return other,
            }
            tls.read_tls(&mut self.wire)?;
            if let Err(error) = tls.process_new_packets() {
                let _ = flush(tls, &mut self.wire);
                return Err(io::Error::new(io::ErrorKind::InvalidData, error));
            }
            if !self.hold_tickets {
                flush(tls, &mut self.wire)?;
            }
        }
    }
}

fn flush(tls: &mut ServerConnection, wire: &mut Wire) -> io::Result<()> {
    while tls.wants_write() {
        tls.write_tls(wire)?;
    }
    Ok(())
}
