//! Proxies that connect in our place: SOCKS5 (RFC 1928, RFC 1929) and HTTP CONNECT (RFC 9110 section 9.3.6). Names are
//! resolved by the proxy. TLS goes through it end to end: it learns where a connection leads, and no more.

use std::fmt;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd as _;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustix::event::PollFlags;
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};
use socket2::Socket;
use zeroize::Zeroizing;

use super::Waits;
use super::destination::Destination;
use crate::error::{Class, Error, Result, network, printable, socket, timed_out};

/// More than the header of any answer to CONNECT has.
const LONGEST_HEADER: usize = 16 * 1024;

/// What every answer of HTTP begins with.
const HTTP: &[u8] = b"HTTP/1.";

/// How a proxy is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SOCKS version 5.
    Socks5,
    /// The CONNECT method of HTTP.
    Http,
}

/// A proxy.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who uses it, where it wants to know.
    pub user: Option<String>,
    /// The user's password there.
    pub password: Option<Zeroizing<Vec<u8>>>,
}

/// Without the user and the password.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.protocol {
            Protocol::Socks5 => "socks5",
            Protocol::Http => "http",
        };
        if self.host.contains(':') {
            write!(f, "proxy {scheme}://[{}]:{}", self.host, self.port)
        } else {
            write!(f, "proxy {scheme}://{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self})")
    }
}

impl Proxy {
    /// Has the proxy connect to a destination: whatever goes over `connected` from then on goes there.
    ///
    /// # Errors
    /// The proxy is silent for the limit for connecting, answers by something else than its protocol, refuses the user
    /// or cannot reach the destination.
    pub(super) fn connect(
        &self,
        connected: &Socket,
        destination: &Destination,
        waits: &Waits,
    ) -> Result<()> {
        let end = Instant::now() + waits.connect;
        let mut talk = Talk { connected, waits, end };
        let asked = match self.protocol {
            Protocol::Socks5 => self.socks5(&mut talk, destination),
            Protocol::Http => self.http(&mut talk, destination),
        };
        asked.map_err(|error| error.during(format!("asking {self} for {destination}")))
    }

    fn socks5(&self, talk: &mut Talk<'_>, destination: &Destination) -> Result<()> {
        const NONE: u8 = 0;
        const PASSWORD: u8 = 2;
        let hello: &[u8] =
            if self.user.is_some() { &[5, 2, NONE, PASSWORD] } else { &[5, 1, NONE] };
        talk.send(hello)?;
        match talk.receive::<2>()? {
            [5, NONE] => {}
            [5, PASSWORD] if self.user.is_some() => self.socks5_login(talk)?,
            [5, _] => {
                return Err(refused(
                    "it wants a user and a password: --proxy socks5://USER@HOST and --proxy-password-file FILE",
                ));
            }
            other => return Err(not_spoken("SOCKS5", &other)),
        }
        talk.send(&socks5_request(destination)?)?;
        let [version, reply, _, form] = talk.receive::<4>()?;
        if version != 5 {
            return Err(not_spoken("SOCKS5", &[version, reply]));
        }
        if reply != 0 {
            return Err(socks5_error(reply));
        }
        // The address from which the proxy connects, which is of no use here.
        match form {
            1 => talk.receive::<6>().map(drop),
            4 => talk.receive::<18>().map(drop),
            3 => {
                let [length] = talk.receive::<1>()?;
                (0..usize::from(length) + 2).try_for_each(|_| talk.receive::<1>().map(drop))
            }
            other => Err(not_spoken("SOCKS5", &[other])),
        }
    }

    /// RFC 1929.
    fn socks5_login(&self, talk: &mut Talk<'_>) -> Result<()> {
        let user = self.user.as_deref().unwrap_or_default().as_bytes();
        let password = self.password.as_ref().map(|secret| secret.as_slice()).unwrap_or_default();
        let mut login = Zeroizing::new(vec![1]);
        for word in [user, password] {
            let length = u8::try_from(word.len());
            login.push(length.map_err(|_| refused("user or password is longer than 255 bytes"))?);
            login.extend_from_slice(word);
        }
        talk.send(&login)?;
        match talk.receive::<2>()? {
            [_, 0] => Ok(()),
            _ => Err(refused("it refuses this user or password")),
        }
    }

    fn http(&self, talk: &mut Talk<'_>, destination: &Destination) -> Result<()> {
        let place = match destination {
            // A zone means nothing elsewhere.
            Destination::Address(SocketAddr::V6(address)) => {
                format!("[{}]:{}", address.ip(), address.port())
            }
            other => other.to_string(),
        };
        let mut request = Zeroizing::new(format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"));
        if let Some(user) = &self.user {
            let password =
                self.password.as_ref().map(|secret| secret.as_slice()).unwrap_or_default();
            let both = Zeroizing::new([user.as_bytes(), b":", password].concat());
            let both = Zeroizing::new(STANDARD.encode(&both));
            request.push_str("Proxy-Authorization: Basic ");
            request.push_str(&both);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        talk.send(request.as_bytes())?;
        http_answer(&talk.header()?)
    }
}

/// The request to connect (RFC 1928 section 4).
fn socks5_request(destination: &Destination) -> Result<Vec<u8>> {
    let mut request = vec![5, 1, 0];
    let port = match destination {
        Destination::Address(address) => {
            match address.ip() {
                IpAddr::V4(ip) => request.extend([&[1][..], &ip.octets()].concat()),
                IpAddr::V6(ip) => request.extend([&[4][..], &ip.octets()].concat()),
            }
            address.port()
        }
        Destination::Name(name, port) => {
            let length =
                u8::try_from(name.len()).map_err(|_| refused("the host name is too long"))?;
            request.extend([3, length]);
            request.extend_from_slice(name.as_bytes());
            *port
        }
    };
    request.extend(port.to_be_bytes());
    Ok(request)
}

/// RFC 1928 section 6. Only a failure on the way may pass.
fn socks5_error(reply: u8) -> Error {
    match reply {
        1 => network("general failure of the proxy"),
        2 => refused("its rules do not allow this connection"),
        3 => network("the network cannot be reached from there"),
        4 => network("the host cannot be reached from there, or its name is not known there"),
        5 => network("connection refused"),
        6 => network("no answer in time"),
        7 => refused("it does not make connections (SOCKS error 7)"),
        8 => refused("it does not know this kind of address (SOCKS error 8)"),
        other => network(format!("SOCKS error {other}")),
    }
}

/// Judges the status line of an answer to CONNECT (RFC 9110 section 15).
fn http_answer(header: &[u8]) -> Result<()> {
    let line = header.split(|byte| *byte == b'\r' || *byte == b'\n').next().unwrap_or_default();
    let mut words = line.splitn(3, |byte| *byte == b' ');
    let (version, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let code: Option<u16> = std::str::from_utf8(code).ok().and_then(|code| code.parse().ok());
    let Some(code) = code.filter(|_| version.starts_with(HTTP)) else {
        return Err(not_spoken("HTTP", line));
    };
    let said = printable(line);
    match code {
        200..=299 => Ok(()),
        407 => Err(refused(format!(
            "{said}; give the user by --proxy http://USER@HOST:PORT and the password by --proxy-password-file FILE"
        ))),
        403 | 405 => Err(refused(format!(
            "{said}; FTPS needs CONNECT to the server's port and to its ports for data"
        ))),
        500..=599 | 408 | 429 => Err(network(said)),
        _ => Err(refused(said)),
    }
}

/// An error that another try does not mend.
fn refused(text: impl Into<String>) -> Error {
    Error::Plain(Class::Network, text.into())
}

fn not_spoken(protocol: &str, bytes: &[u8]) -> Error {
    refused(format!("it does not speak {protocol}: {}", printable(bytes.trim_ascii())))
}

/// The dialogue with a proxy over a socket that does not block.
struct Talk<'a> {
    connected: &'a Socket,
    waits: &'a Waits,
    end: Instant,
}

impl Talk<'_> {
    fn wait(&self, flags: PollFlags) -> Result<()> {
        let left = self.end.saturating_duration_since(Instant::now());
        let ready = self.waits.cancel.poll(&[(self.connected.as_fd(), flags)], Some(left))?;
        if ready.contains(&true) { Ok(()) } else { Err(timed_out("no answer in time")) }
    }

    fn send(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            match self.connected.write(bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(e) if e.kind() == ErrorKind::WouldBlock => self.wait(PollFlags::OUT)?,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(socket(e)),
            }
        }
        Ok(())
    }

    /// Exactly so many bytes: what follows them is the server's.
    fn receive<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        let mut have = 0;
        while have < N {
            match self.connected.read(bytes.get_mut(have..).unwrap_or_default()) {
                Ok(0) => return Err(network("it closed the connection")),
                Ok(count) => have += count,
                Err(e) if e.kind() == ErrorKind::WouldBlock => self.wait(PollFlags::IN)?,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(socket(e)),
            }
        }
        Ok(bytes)
    }

    /// The header of an answer up to its empty line, and no byte more: the server may have spoken already.
    fn header(&mut self) -> Result<Vec<u8>> {
        let mut header = Vec::new();
        while header.len() < LONGEST_HEADER {
            let seen = self.peek()?;
            let known = header.len();
            header.extend_from_slice(&seen);
            // A server that speaks first would never send an empty line.
            if !header.iter().zip(HTTP).all(|(seen, wanted)| seen == wanted) {
                return Err(not_spoken("HTTP", &header));
            }
            let end = header_end(&header);
            header.truncate(end.unwrap_or(header.len()));
            for _ in known..header.len() {
                self.receive::<1>()?;
            }
            if end.is_some() {
                return Ok(header);
            }
        }
        Err(refused("the header of its answer does not end"))
    }

    /// Bytes that are there, without taking them.
    fn peek(&self) -> Result<Vec<u8>> {
        let mut room = vec![0; 1024];
        loop {
            match recv(self.connected, room.as_mut_slice(), RecvFlags::PEEK) {
                Ok((0, _)) => return Err(network("it closed the connection")),
                Ok((count, _)) => {
                    room.truncate(count);
                    return Ok(room);
                }
                Err(Errno::WOULDBLOCK) => self.wait(PollFlags::IN)?,
                Err(Errno::INTR) => {}
                Err(e) => return Err(socket(e.into())),
            }
        }
    }
}

/// Where the empty line of a header ends.
fn header_end(bytes: &[u8]) -> Option<usize> {
    let ends: [&[u8]; 2] = [b"\r\n\r\n", b"\n\n"];
    let found = ends.iter().filter_map(|end| {
        bytes.windows(end.len()).position(|window| window == *end).map(|at| at + end.len())
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_left_to_the_proxy_and_an_address_is_sent_as_one() {
        let request = socks5_request(&Destination::Name("ftp.example".into(), 990));
        assert_eq!(request.unwrap(), b"\x05\x01\0\x03\x0bftp.example\x03\xde");
        let request = socks5_request(&Destination::Address(([192, 0, 2, 1], 21).into()));
        assert_eq!(request.unwrap(), b"\x05\x01\0\x01\xc0\0\x02\x01\0\x15");
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        assert!(http_answer(b"HTTP/1.1 200 Connection established\r\n\r\n").is_ok());
        let transient = |line: &[u8]| http_answer(line).unwrap_err().is_transient();
        assert!(transient(b"HTTP/1.0 503 busy\r\n\r\n"));
        assert!(!transient(b"HTTP/1.0 407 who are you\r\n\r\n"));
        assert!(!transient(b"220 ftp.example ready\r\n"));
        assert!(socks5_error(5).is_transient() && !socks5_error(2).is_transient());
    }

    #[test]
    fn a_header_ends_at_its_empty_line() {
        assert_eq!(header_end(b"HTTP/1.1 200 ok\r\nVia: x\r\n\r\n220 hi\r\n\r\n"), Some(27));
        assert_eq!(header_end(b"HTTP/1.1 200 ok\n\n220 hi"), Some(17));
        assert_eq!(header_end(b"HTTP/1.1 200 ok\r\n"), None);
    }

    #[test]
    fn debug_shows_no_secret() {
        let (host, password) = ("p".to_owned(), Some(Zeroizing::new(b"hidden".to_vec())));
        let user = Some("joe".to_owned());
        let proxy = Proxy { protocol: Protocol::Http, host, port: 1, user, password };
        assert_eq!(format!("{proxy:?}"), "Proxy(proxy http://p:1)");
    }
}
