//! Sockets as the server sees them: buffered reads, and waiting for several of them at once. With
//! [`Turns`] in front, reads pass the gate that counts round trips.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use socket2::SockRef;

use super::turns::{Id, Turns};

/// Large enough that a benchmark measures the client and not the server's system calls.
const BUFFER: usize = 256 * 1024;

/// What all sockets of one server have in common.
#[derive(Default)]
pub struct Net {
    /// The gate, where round trips are counted.
    pub turns: Option<Arc<Turns>>,
    stopping: AtomicBool,
    open: Mutex<Vec<Weak<TcpStream>>>,
}

impl Net {
    /// The sockets of a server, behind a gate where round trips are to be counted.
    pub fn new(turns: Option<Arc<Turns>>) -> Self {
        Self { turns, ..Self::default() }
    }

    /// Whether the server is being taken down.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Shuts every open connection, so that every thread comes to its end.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        if let Some(turns) = &self.turns {
            turns.stop();
        }
        for stream in self.registry().iter().filter_map(Weak::upgrade) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// The end of [`Net::stop`]: connections may be opened again.
    pub fn revive(&self) {
        assert!(self.turns.is_none(), "round trips are not counted beyond a restart");
        self.stopping.store(false, Ordering::SeqCst);
    }

    /// Tells the gate, if there is one, that the server writes.
    fn wrote(&self) {
        if let Some(turns) = &self.turns {
            turns.wrote();
        }
    }

    fn register(&self, stream: &Arc<TcpStream>) {
        let mut open = self.registry();
        open.retain(|known| known.strong_count() > 0);
        open.push(Arc::downgrade(stream));
        drop(open);
        if self.is_stopping() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn registry(&self) -> std::sync::MutexGuard<'_, Vec<Weak<TcpStream>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection.
pub struct Wire {
    stream: Arc<TcpStream>,
    net: Arc<Net>,
    line: Option<Id>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Wire {
    fn new(stream: Arc<TcpStream>, net: &Arc<Net>, line: Option<Id>) -> Self {
        net.register(&stream);
        let _ = stream.set_nodelay(true);
        Self { stream, net: Arc::clone(net), line, buffer: Vec::new(), start: 0, end: 0 }
    }

    /// Connects to the client, for active mode, as part of control connection `group`.
    pub fn connect(to: SocketAddr, net: &Arc<Net>, group: &Self) -> io::Result<Self> {
        net.wrote();
        let stream = Arc::new(TcpStream::connect_timeout(&to, Duration::from_secs(10))?);
        let line = match (&net.turns, group.line) {
            (Some(turns), Some(group)) => Some(turns.add_line(Arc::clone(&stream), group)),
            _ => None,
        };
        Ok(Self::new(stream, net, line))
    }

    /// The client's end.
    pub fn peer(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }

    /// The address at which the client has reached this server.
    pub fn local_ip(&self) -> io::Result<IpAddr> {
        Ok(self.stream.local_addr()?.ip())
    }

    /// Limits how long one write may block; what is over the limit is `WouldBlock`.
    pub fn set_write_limit(&self, limit: Option<Duration>) {
        let _ = self.stream.set_write_timeout(limit);
    }

    /// Sends FIN. Reading goes on.
    pub fn finish(&self) {
        self.net.wrote();
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Makes the coming close an RST.
    pub fn reset_on_drop(&self) {
        self.net.wrote();
        let _ = SockRef::from(&*self.stream).set_linger(Some(Duration::ZERO));
    }

    /// Bytes that were read off the socket and not yet taken.
    pub fn has_buffered(&self) -> bool {
        self.start < self.end
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.start == self.end {
            self.buffer.resize(BUFFER, 0);
            self.end = match (&self.net.turns, self.line) {
                (Some(turns), Some(line)) => turns.read(line, &mut self.buffer)?,
                _ => (&*self.stream).read(&mut self.buffer)?,
            };
            self.start = 0;
        }
        let length = buffer.len().min(self.end - self.start);
        buffer[..length].copy_from_slice(&self.buffer[self.start..self.start + length]);
        self.start += length;
        Ok(length)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.net.wrote();
        (&*self.stream).write(bytes)
    }

    fn write_vectored(&mut self, slices: &[io::IoSlice<'_>]) -> io::Result<usize> {
        self.net.wrote();
        (&*self.stream).write_vectored(slices)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let (Some(turns), Some(line)) = (&self.net.turns, self.line) {
            turns.remove_line(line);
        }
    }
}

/// A listening socket.
pub struct Door {
    listener: Arc<TcpListener>,
    net: Arc<Net>,
    id: Option<Id>,
}

impl Door {
    /// Listens at a free port of `ip`; for the data connections of `control`, or for everybody.
    pub fn open(ip: IpAddr, net: &Arc<Net>, control: Option<&Wire>) -> io::Result<Self> {
        Self::open_at((ip, 0).into(), net, control)
    }

    /// The same at a port that is known.
    pub fn open_at(
        address: SocketAddr,
        net: &Arc<Net>,
        control: Option<&Wire>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let listener = Arc::new(listener);
        let group = control.and_then(|wire| wire.line);
        let id = net.turns.as_ref().map(|turns| turns.add_door(Arc::clone(&listener), group));
        let net = Arc::clone(net);
        Ok(Self { listener, net, id })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("a bound socket has an address")
    }

    /// The connection that is ready, if there is one; see [`wait`].
    pub fn accept(&self) -> Option<Wire> {
        if let (Some(turns), Some(id)) = (&self.net.turns, self.id) {
            let (stream, line) = turns.accept(id)?;
            return Some(Wire::new(stream, &self.net, Some(line)));
        }
        let (stream, _) = self.listener.accept().ok()?;
        stream.set_nonblocking(false).ok()?;
        Some(Wire::new(Arc::new(stream), &self.net, None))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let (Some(turns), Some(id)) = (&self.net.turns, self.id) {
            turns.remove_door(id);
        }
    }
}

/// Something to wait for.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// Bytes, or the end, of a connection.
    Wire(&'a Wire),
    /// A connection at a listener.
    Door(&'a Door),
}

/// Waits until one of the sources is ready or `limit` is over, and says which are.
pub fn wait(net: &Net, sources: &[Source<'_>], limit: Option<Duration>) -> Vec<bool> {
    let buffered: Vec<bool> = sources
        .iter()
        .map(|source| matches!(source, Source::Wire(wire) if wire.has_buffered()))
        .collect();
    if buffered.contains(&true) {
        return buffered;
    }
    if let Some(turns) = &net.turns {
        let ids: Vec<Id> = sources
            .iter()
            .map(|source| match source {
                Source::Wire(wire) => wire.line.expect("behind the gate"),
                Source::Door(door) => door.id.expect("behind the gate"),
            })
            .collect();
        return turns.wait(&ids, limit);
    }
    let mut sockets: Vec<PollFd<'_>> = sources
        .iter()
        .map(|source| match source {
            Source::Wire(wire) => PollFd::new(&*wire.stream, PollFlags::IN),
            Source::Door(door) => PollFd::new(&*door.listener, PollFlags::IN),
        })
        .collect();
    let limit = limit.map(|limit| Timespec::try_from(limit).expect("a short time"));
    let _ = poll(&mut sockets, limit.as_ref());
    sockets.iter().map(|fd| !fd.revents().is_empty()).collect()
}
