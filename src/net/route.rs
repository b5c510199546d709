//! The way from this machine to a server: directly or by a proxy, from a chosen local address. Data connections take
//! the way of their control connection. How a proxy is asked is left to `proxy`.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use socket2::{Domain, Socket, Type};

use super::Waits;
use super::active::Active;
use super::destination::Destination;
use super::dial::{Family, begin, dial, refused, resolve};
use super::proxy::Proxy;
use crate::error::{Class, Error, Result, network, usage};

/// How the connections of a run to one server are made.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// Which addresses may be used.
    pub family: Family,
    /// The local address that sockets are bound to.
    pub bind: Option<IpAddr>,
    /// What connects in our place. It resolves the names, too.
    pub proxy: Option<Arc<Proxy>>,
    /// How the server connects to us for data, if it is to.
    pub active: Option<Active>,
}

/// Where a connection leads, and by which way.
#[derive(Clone, Debug)]
pub struct Link {
    destination: Destination,
    bind: Option<IpAddr>,
    /// The proxy, and the address at which it was reached.
    proxy: Option<(Arc<Proxy>, SocketAddr)>,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.destination.fmt(f)?;
        match &self.proxy {
            Some((proxy, _)) => write!(f, " by {proxy}"),
            None => Ok(()),
        }
    }
}

impl Link {
    /// The far end.
    pub fn destination(&self) -> &Destination {
        &self.destination
    }

    /// Whether a proxy stands in between.
    pub fn is_proxied(&self) -> bool {
        self.proxy.is_some()
    }

    /// The same way to another port of the same host.
    #[must_use]
    pub fn with_port(&self, port: u16) -> Self {
        let destination = match &self.destination {
            Destination::Address(address) => {
                // The zone of an IPv6 address is part of the way.
                let mut address = *address;
                address.set_port(port);
                Destination::Address(address)
            }
            Destination::Name(name, _) => Destination::Name(Arc::clone(name), port),
        };
        Self { destination, ..self.clone() }
    }

    /// The same way to another address.
    #[must_use]
    pub fn to(&self, address: SocketAddr) -> Self {
        Self { destination: Destination::Address(address), ..self.clone() }
    }

    /// The same way from another address of this machine.
    #[must_use]
    pub fn from_address(&self, local: IpAddr) -> Self {
        Self { bind: Some(local), ..self.clone() }
    }

    /// Whether PASV, which knows IPv4 only, may lead there: of a name that a proxy resolves nobody here knows.
    pub fn may_be_ipv4(&self) -> bool {
        match &self.destination {
            Destination::Address(address) => address.is_ipv4(),
            Destination::Name(..) => true,
        }
    }

    /// The address that this machine connects to.
    fn first(&self) -> Result<SocketAddr> {
        match (&self.proxy, &self.destination) {
            (Some((_, proxy)), _) => Ok(*proxy),
            (None, Destination::Address(address)) => Ok(*address),
            (None, Destination::Name(name, _)) => {
                Err(Error::Plain(Class::Network, format!("{name}: no proxy to resolve it")))
            }
        }
    }
}

/// A connected socket and where it leads.
#[derive(Debug)]
pub struct Connected {
    /// The socket.
    pub(super) socket: Socket,
    /// Where it leads.
    pub(super) link: Link,
}

impl Connected {
    /// A socket that is connected by no proxy and from no chosen address.
    pub fn directly(socket: Socket) -> Result<Self> {
        let peer = peer(&socket)?;
        let link = Link { destination: Destination::Address(peer), bind: None, proxy: None };
        Ok(Self { socket, link })
    }
}

fn peer(socket: &Socket) -> Result<SocketAddr> {
    let peer = socket.peer_addr().map_err(crate::error::socket)?.as_socket();
    peer.ok_or_else(|| network("the peer has no internet address"))
}

impl Route {
    /// Connects to a host, within the limit for connecting and once more that for a proxy's answer.
    pub fn connect(&self, host: &str, port: u16, waits: &Waits) -> Result<Connected> {
        let Some(proxy) = &self.proxy else {
            let (socket, address) = self.reach(host, port, waits)?;
            let link =
                Link { destination: Destination::Address(address), bind: self.bind, proxy: None };
            return Ok(Connected { socket, link });
        };
        let reached = self.reach(&proxy.host, proxy.port, waits);
        let (socket, address) = reached.map_err(|e| e.during(format!("reaching {proxy}")))?;
        let destination = match host.parse() {
            Ok(ip) => Destination::Address(SocketAddr::new(ip, port)),
            Err(_) => Destination::Name(host.into(), port),
        };
        let link = Link { destination, bind: self.bind, proxy: Some((Arc::clone(proxy), address)) };
        proxy.connect(&socket, &link.destination, waits)?;
        Ok(Connected { socket, link })
    }

    fn reach(&self, host: &str, port: u16, waits: &Waits) -> Result<(Socket, SocketAddr)> {
        let mut addresses = resolve(host, port, self.family, waits)?;
        if let Some(local) = self.bind {
            is_ours(local)?;
            addresses.retain(|address| address.is_ipv4() == local.is_ipv4());
            if addresses.is_empty() {
                let text = format!("{host} has no address of the family of --bind {local}");
                return Err(Error::Plain(Class::Network, text));
            }
        }
        let socket = dial(Vec::new(), &addresses, self.bind, waits)?;
        let peer = peer(&socket)?;
        Ok((socket, peer))
    }
}

/// Whether connections can begin at this address. No other try will change that, so it is not a fault of the network.
fn is_ours(local: IpAddr) -> Result<()> {
    let address = SocketAddr::new(local, 0);
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None);
    let bound = socket.and_then(|socket| socket.bind(&address.into()));
    bound.map_err(|error| match error.kind() {
        io::ErrorKind::AddrNotAvailable => {
            usage(format!("--bind {local}: this machine has no such address"))
        }
        _ => usage(format!("--bind {local}: {error}")),
    })
}

/// A connection to which connecting has begun.
pub struct Dialing {
    link: Link,
    started: Result<(SocketAddr, io::Result<Socket>)>,
}

impl fmt::Debug for Dialing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dialing").field(&self.link).finish()
    }
}

impl Dialing {
    /// Begins to connect, and does not wait.
    pub fn begin(link: Link) -> Self {
        let started = link.first().map(|first| (first, begin(first, link.bind)));
        Self { link, started }
    }

    /// Where it leads.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// Waits until it is connected, within the limit for connecting.
    pub fn finish(self, waits: &Waits) -> Result<Connected> {
        let Self { link, started } = self;
        let (first, started) = started?;
        let started = started.map_err(|e| refused(first, e))?;
        let socket = dial(vec![(first, started)], &[first], link.bind, waits)?;
        if let Some((proxy, _)) = &link.proxy {
            proxy.connect(&socket, &link.destination, waits)?;
        }
        Ok(Connected { socket, link })
    }
}
