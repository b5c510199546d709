//! From a host name to a connected socket, with one limit over all addresses (RFC 8305 in small).

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::os::fd::AsFd as _;
use std::time::{Duration, Instant};

use rustix::event::PollFlags;
use socket2::{Domain, Protocol, Socket, TcpKeepalive, Type};

use super::Waits;
use crate::error::{Class, Error, Result, network, socket, timed_out};

/// How long an address may keep silent before the next one is tried beside it (RFC 8305 section 5).
const NEXT_ADDRESS_AFTER: Duration = Duration::from_millis(250);

/// Silence on a control connection after which the system asks whether the peer is there: shorter
/// than what NAT devices forget connections after (two minutes and more in the field).
const KEEPALIVE: Duration = Duration::from_secs(45);

/// Which addresses may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// All.
    #[default]
    Any,
    /// IPv4 only.
    V4,
    /// IPv6 only.
    V6,
}

impl Family {
    fn allows(self, address: &SocketAddr) -> bool {
        match self {
            Family::Any => true,
            Family::V4 => address.is_ipv4(),
            Family::V6 => address.is_ipv6(),
        }
    }
}

/// The addresses of a host, in the order in which they are to be tried: families in turn.
pub fn resolve(host: &str, port: u16, family: Family, waits: &Waits) -> Result<Vec<SocketAddr>> {
    let (name, literal) = (host.to_owned(), host.parse::<IpAddr>());
    let found = match literal {
        Ok(ip) => vec![SocketAddr::new(ip, port)],
        Err(_) => waits
            .cancel
            .apart(Some(waits.connect), move || {
                (name.as_str(), port).to_socket_addrs().map(Vec::from_iter)
            })?
            .ok_or_else(|| timed_out(format!("resolving {host}: no answer in time")))?
            .map_err(|e| network(format!("resolving {host}: {}", system_words(&e))))?,
    };
    let (first, second): (Vec<_>, Vec<_>) = found
        .iter()
        .filter(|address| family.allows(address))
        .partition(|address| found.first().is_some_and(|f| f.is_ipv4() == address.is_ipv4()));
    let addresses = in_turn(first, second);
    if addresses.is_empty() {
        let text = format!("resolving {host}: it has no address of the family asked for");
        return Err(Error::Plain(Class::Network, text));
    }
    Ok(addresses)
}

fn in_turn(first: Vec<SocketAddr>, second: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut mixed = Vec::new();
    loop {
        match (first.next(), second.next()) {
            (None, None) => return mixed,
            (a, b) => mixed.extend(a.into_iter().chain(b)),
        }
    }
}

fn system_words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(&text);
    text.to_ascii_lowercase()
}

/// Connects to the first of `addresses` that answers, within the limit for connecting.
///
/// The socket is non-blocking, without Nagle's delay, and kept alive.
pub fn dial(addresses: &[SocketAddr], waits: &Waits) -> Result<Socket> {
    connect(Vec::new(), addresses, waits)
}

/// A connection on its way to one address.
pub struct Dialing {
    address: SocketAddr,
    started: io::Result<Socket>,
}

impl std::fmt::Debug for Dialing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Dialing").field(&self.address).finish()
    }
}

impl Dialing {
    /// Begins to connect, and does not wait.
    pub fn begin(address: SocketAddr) -> Self {
        Self { address, started: begin(address) }
    }

    /// Where it goes.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it is there, within the limit for connecting.
    pub fn finish(self, waits: &Waits) -> Result<Socket> {
        let started = self.started.map_err(|e| refused(self.address, e))?;
        connect(vec![(self.address, started)], &[self.address], waits)
    }
}

/// `pending` are those of the addresses, from the first on, that are on their way.
fn connect(
    mut pending: Vec<(SocketAddr, Socket)>,
    addresses: &[SocketAddr],
    waits: &Waits,
) -> Result<Socket> {
    let end = Instant::now() + waits.connect;
    let mut rest = addresses.iter().skip(pending.len());
    let mut last = network("no address to connect to");
    loop {
        let fresh = rest.next();
        if let Some(address) = fresh {
            match begin(*address) {
                Ok(started) => pending.push((*address, started)),
                Err(e) => last = refused(*address, e),
            }
        }
        if pending.is_empty() && rest.len() == 0 {
            return Err(last);
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let names = addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(timed_out(format!("connecting to {names}: no answer in time")));
        }
        let limit = if rest.len() == 0 { left } else { left.min(NEXT_ADDRESS_AFTER) };
        if let Some(done) = first_connected(&mut pending, waits, limit, &mut last)? {
            return Ok(done);
        }
    }
}

fn begin(address: SocketAddr) -> io::Result<Socket> {
    let started = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    started.set_nonblocking(true)?;
    started.set_tcp_nodelay(true)?;
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE).with_interval(KEEPALIVE / 3);
    started.set_tcp_keepalive(&keepalive)?;
    match started.connect(&address.into()) {
        Err(e) if e.raw_os_error() != Some(rustix::io::Errno::INPROGRESS.raw_os_error()) => Err(e),
        _ => Ok(started),
    }
}

/// The socket that is connected, once one is; those that were refused are dropped.
fn first_connected(
    pending: &mut Vec<(SocketAddr, Socket)>,
    waits: &Waits,
    limit: Duration,
    last: &mut Error,
) -> Result<Option<Socket>> {
    let fds: Vec<_> =
        pending.iter().map(|(_, started)| (started.as_fd(), PollFlags::OUT)).collect();
    let ready = waits.cancel.poll(&fds, Some(limit))?;
    let ready = ready.iter().enumerate().rev().filter_map(|(index, ready)| ready.then_some(index));
    for index in ready {
        let (address, started) = pending.remove(index);
        match started.take_error().map_err(socket)? {
            None => return Ok(Some(started)),
            Some(error) => *last = refused(address, error),
        }
    }
    Ok(None)
}

fn refused(address: SocketAddr, error: io::Error) -> Error {
    socket(error).during(format!("connecting to {address}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::cancel::Cancel;
    use std::net::TcpListener;

    fn waits() -> Waits {
        let limit = Duration::from_secs(5);
        Waits { connect: limit, stall: limit, cancel: Cancel::new(None).expect("a pipe") }
    }

    #[test]
    fn the_second_address_is_used_when_the_first_refuses() {
        let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
        let open = TcpListener::bind("127.0.0.1:0").expect("a port");
        let addresses = [closed, open.local_addr().expect("bound")];
        let connected = dial(&addresses, &waits()).expect("one address is open");
        let peer = connected.peer_addr().expect("connected").as_socket();
        assert_eq!(peer, open.local_addr().ok());
    }

    #[test]
    fn a_family_that_a_literal_is_not_of_is_an_error() {
        let error = resolve("127.0.0.1", 21, Family::V6, &waits()).expect_err("no such address");
        assert_eq!(error.class(), crate::error::Class::Network);
    }
}
