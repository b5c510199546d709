//! Ports that do not answer, each in its own way, and that nobody else can get meanwhile.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// A port where nobody listens: connecting is refused.
pub struct ClosedPort(Socket);

impl ClosedPort {
    /// Takes a port at this address and does not listen there.
    pub fn at(ip: IpAddr) -> io::Result<Self> {
        let address = SocketAddr::new(ip, 0);
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        socket.bind(&address.into())?;
        Ok(Self(socket))
    }

    /// Where nobody listens.
    pub fn address(&self) -> SocketAddr {
        let address = self.0.local_addr().expect("a bound socket");
        address.as_socket().expect("an internet address")
    }
}

/// A port whose queue is full, so that the system drops each further SYN: connecting takes for ever.
pub struct SilentPort {
    listener: Socket,
    queue: Vec<TcpStream>,
}

impl SilentPort {
    /// Takes a port of the loopback address.
    pub fn new() -> Self {
        let ip = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        listener.bind(&ip.into()).expect("a free port");
        listener.listen(0).expect("a listener");
        let mut port = Self { listener, queue: Vec::new() };
        let address = port.address();
        let limit = Duration::from_millis(200);
        let fill = || TcpStream::connect_timeout(&address, limit).ok();
        port.queue = std::iter::from_fn(fill).take(8).collect();
        port
    }

    /// Where nobody answers.
    pub fn address(&self) -> SocketAddr {
        let address = self.listener.local_addr().expect("a bound socket");
        address.as_socket().expect("an internet address")
    }
}
