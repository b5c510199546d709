//! From a host name to a connected socket: addresses are tried in the order of RFC 8305, with one limit over all of
//! them. Proxies are left to `route`.

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

/// The words by which systems say that a name does not exist (glibc, musl, BSD), in lower case: the resolver gives no
/// code. Other failures of it may pass.
const UNKNOWN_NAME: [&str; 5] = [
    "name or service not known",
    "no address associated with hostname",
    "name does not resolve",
    "name has no usable address",
    "nodename nor servname provided",
];

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
    pub(super) fn allows(self, address: &SocketAddr) -> bool {
        match self {
            Family::Any => true,
            Family::V4 => address.is_ipv4(),
            Family::V6 => address.is_ipv6(),
        }
    }
}

/// The addresses of a host, in the order in which they are to be tried: families in turn, the system's first choice
/// first (RFC 8305 section 4). A name that does not exist is not worth another try.
pub(super) fn resolve(
    host: &str,
    port: u16,
    family: Family,
    waits: &Waits,
) -> Result<Vec<SocketAddr>> {
    let (name, literal) = (host.to_owned(), host.parse::<IpAddr>());
    let found = match literal {
        Ok(ip) => vec![SocketAddr::new(ip, port)],
        Err(_) => waits
            .cancel
            .apart(Some(waits.connect), move || {
                (name.as_str(), port).to_socket_addrs().map(Vec::from_iter)
            })?
            .ok_or_else(|| timed_out(format!("resolving {host}: no answer in time")))?
            .map_err(|e| unresolved(host, &e))?,
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

/// The addresses of a host, in the order in which they are tried.
pub fn addresses(host: &str, port: u16, family: Family, waits: &Waits) -> Result<Vec<SocketAddr>> {
    resolve(host, port, family, waits)
}

/// Whether a name has an address.
pub fn is_known(host: &str, waits: &Waits) -> bool {
    resolve(host, 0, Family::Any, waits).is_ok()
}

fn unresolved(host: &str, error: &io::Error) -> Error {
    let words = system_words(error);
    let text = format!("resolving {host}: {words}");
    if UNKNOWN_NAME.contains(&words.as_str()) {
        Error::Plain(Class::Network, text)
    } else {
        network(text)
    }
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

/// Connects to the first of `addresses` that answers, from the local address `bind` if there is one, within the limit
/// for connecting. `pending` are those of the addresses, from the first on, to which connecting has begun.
pub(super) fn dial(
    mut pending: Vec<(SocketAddr, Socket)>,
    addresses: &[SocketAddr],
    bind: Option<IpAddr>,
    waits: &Waits,
) -> Result<Socket> {
    let end = Instant::now() + waits.connect;
    let mut rest = addresses.iter().skip(pending.len());
    let mut last = network("no address to connect to");
    loop {
        let fresh = rest.next();
        if let Some(address) = fresh {
            match begin(*address, bind) {
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

/// Sets what all connections have in common.
pub(super) fn prepare(socket: &Socket) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE).with_interval(KEEPALIVE / 3);
    socket.set_tcp_keepalive(&keepalive)
}

/// Begins to connect, and does not wait. The socket is non-blocking, without Nagle's delay, and kept alive.
pub(super) fn begin(address: SocketAddr, bind: Option<IpAddr>) -> io::Result<Socket> {
    let started = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if let Some(local) = bind {
        started.bind(&SocketAddr::new(local, 0).into())?;
    }
    prepare(&started)?;
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

pub(super) fn refused(address: SocketAddr, error: io::Error) -> Error {
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
        reaches_the_second(closed);
    }

    #[test]
    fn the_second_address_is_used_when_the_first_is_silent() {
        let silent = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        silent.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a port");
        silent.listen(0).expect("a listener");
        let address = silent.local_addr().expect("bound").as_socket().expect("an address");
        // A full queue: the system drops every further SYN.
        let limit = Duration::from_millis(100);
        let fill = || std::net::TcpStream::connect_timeout(&address, limit).ok();
        let _queue: Vec<_> = std::iter::from_fn(fill).take(8).collect();
        reaches_the_second(address);
    }

    fn reaches_the_second(first: SocketAddr) {
        let open = TcpListener::bind("127.0.0.1:0").expect("a port");
        let addresses = [first, open.local_addr().expect("bound")];
        let connected = dial(Vec::new(), &addresses, None, &waits());
        let peer = connected.expect("one address is open").peer_addr().expect("connected");
        assert_eq!(peer.as_socket(), open.local_addr().ok());
    }

    #[test]
    fn families_take_turns_beginning_with_the_systems_choice() {
        let v6 = |port| SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], port));
        let v4 = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let mixed = in_turn(vec![v6(1), v6(2), v6(3)], vec![v4(1)]);
        assert_eq!(mixed, [v6(1), v4(1), v6(2), v6(3)]);
    }

    #[test]
    fn a_connection_comes_from_the_address_that_it_is_bound_to() {
        let open = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = open.local_addr().expect("bound");
        let from = IpAddr::from([127, 0, 0, 9]);
        let connected = dial(Vec::new(), &[address], Some(from), &waits()).expect("open");
        let local = connected.local_addr().expect("connected").as_socket();
        assert_eq!(local.map(|local| local.ip()), Some(from));
    }

    #[test]
    fn a_name_that_does_not_exist_is_not_tried_again() {
        let lookup = |words: &str| {
            let text = format!("failed to lookup address information: {words}");
            unresolved("x", &io::Error::other(text))
        };
        assert!(!lookup("Name or service not known").is_transient());
        assert!(lookup("Temporary failure in name resolution").is_transient());
    }

    #[test]
    fn a_family_that_a_literal_is_not_of_is_an_error() {
        let error = resolve("127.0.0.1", 21, Family::V6, &waits()).expect_err("no such address");
        assert_eq!(error.class(), crate::error::Class::Network);
    }
}
