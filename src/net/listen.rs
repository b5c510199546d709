//! Ports of this machine where a server connects to us: active mode (RFC 959 section 3.2, RFC 2428 section 2). Only the
//! peer of the control connection is let in.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::os::fd::AsFd as _;
use std::time::Duration;

use rustix::event::PollFlags;
use socket2::{Domain, Protocol, Socket, Type};

use super::active::Active;
use super::destination::Destination;
use super::route::{Connected, Link};
use super::stream::Stream;
use super::{Waits, dial};
use crate::error::{Result, network, socket};

/// Strangers that are sent away in a row before their stream counts as an attack: enough for a scanner that passes.
const MOST_STRANGERS: usize = 64;

/// An open port that waits for one connection.
pub struct Listener {
    socket: Socket,
    /// Where the server is to connect to.
    announced: SocketAddr,
    link: Link,
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listener").field(&self.announced).finish()
    }
}

impl Active {
    /// Opens a port for the server at the other end of the control connection.
    ///
    /// # Errors
    /// No port of those that are allowed is free.
    pub fn listen(&self, control: &Stream) -> Result<Listener> {
        let link = control.link().clone();
        let local = control.local_address()?;
        let socket = bound(local.ip(), self.ports.as_ref())?;
        let port = socket.local_addr().map_err(crate::error::socket)?.as_socket();
        let port = port.map(|address| address.port()).ok_or_else(|| network("no port is bound"))?;
        let announced = SocketAddr::new(self.address.unwrap_or(local.ip()), port);
        Ok(Listener { socket, announced, link })
    }
}

/// A socket that listens at one of the allowed ports. Ports are tried from the lowest on: runs side by side meet there,
/// and each takes the next.
fn bound(ip: IpAddr, ports: Option<&RangeInclusive<u16>>) -> Result<Socket> {
    let Some(ports) = ports else { return listening(SocketAddr::new(ip, 0)).map_err(socket) };
    for port in ports.clone() {
        match listening(SocketAddr::new(ip, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            other => {
                return other.map_err(|e| socket(e).during(format!("listening at port {port}")));
            }
        }
    }
    Err(network(format!("no port from {} to {} is free", ports.start(), ports.end())))
}

fn listening(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    // A port of a range is used again at once; the connections of before are in TIME_WAIT.
    socket.set_reuse_address(address.port() != 0)?;
    socket.bind(&address.into())?;
    socket.listen(1)?;
    Ok(socket)
}

impl Listener {
    /// Where the server is to connect to.
    pub fn announced(&self) -> SocketAddr {
        self.announced
    }

    /// The server's connection, if it is here. Connections of others are closed.
    pub fn accept(&self) -> Result<Option<Connected>> {
        for _ in 0..MOST_STRANGERS {
            let (accepted, from) = match self.socket.accept() {
                Ok((accepted, from)) => (accepted, from.as_socket()),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(None),
                // It was there, and went away.
                Err(e)
                    if matches!(
                        e.kind(),
                        ErrorKind::Interrupted | ErrorKind::ConnectionAborted
                    ) =>
                {
                    continue;
                }
                Err(e) => return Err(socket(e)),
            };
            if let Some(from) = from.filter(|from| self.is_peer(from.ip())) {
                dial::prepare(&accepted).map_err(socket)?;
                return Ok(Some(Connected { socket: accepted, link: self.link.to(from) }));
            }
        }
        Err(network("others than the server keep connecting to the port for the data connection"))
    }

    fn is_peer(&self, ip: IpAddr) -> bool {
        match self.link.destination() {
            Destination::Address(peer) => peer.ip().to_canonical() == ip.to_canonical(),
            Destination::Name(..) => false,
        }
    }

    /// Waits until somebody connects or the control connection has something, for `limit` at most. Returns false when
    /// the limit passed.
    pub fn wait(&self, control: &Stream, waits: &Waits, limit: Duration) -> Result<bool> {
        let fds = [(self.socket.as_fd(), PollFlags::IN), (control.fd(), PollFlags::IN)];
        Ok(waits.cancel.poll(&fds, Some(limit))?.contains(&true))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::net::{TcpListener, TcpStream};

    use super::*;

    /// A control connection to this machine, and its far end.
    fn control() -> (Stream, TcpStream) {
        let server = TcpListener::bind("127.0.0.1:0").expect("a port");
        let near = TcpStream::connect(server.local_addr().expect("bound")).expect("connected");
        let (far, _) = server.accept().expect("accepted");
        (Stream::plain(Connected::directly(Socket::from(near)).expect("connected")), far)
    }

    fn connect(from: [u8; 4], to: SocketAddr) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.bind(&SocketAddr::from((from, 0)).into()).expect("a local address");
        socket.connect(&to.into()).expect("somebody listens");
        socket.into()
    }

    #[test]
    fn only_the_peer_of_the_control_connection_is_let_in() {
        let (control, _far) = control();
        let listener = Active::default().listen(&control).expect("a port");
        let mut stranger = connect([127, 0, 0, 2], listener.announced());
        assert!(listener.accept().expect("no error").is_none());
        let ended = stranger.read(&mut [0]);
        assert!(matches!(ended, Ok(0) | Err(_)), "the stranger is connected");
        let _server = connect([127, 0, 0, 1], listener.announced());
        assert!(listener.accept().expect("no error").is_some());
    }

    #[test]
    fn ports_are_those_that_are_allowed_and_a_full_range_is_an_error() {
        let (control, _far) = control();
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = taken.local_addr().expect("bound").port();
        let only = |ports| Active { address: None, ports: Some(ports) };
        let error = only(port..=port).listen(&control).expect_err("the port is taken");
        assert!(error.to_string().contains("is free"), "{error}");
        drop(taken);
        let listener = only(port..=port).listen(&control).expect("it is free now");
        assert_eq!(listener.announced().port(), port);
        let address = Some(IpAddr::from([192, 0, 2, 7]));
        let listener = Active { address, ports: None }.listen(&control).expect("a port");
        assert_eq!(Some(listener.announced().ip()), address);
    }
}
