//! A proxy in the test's own process: SOCKS5 (RFC 1928, RFC 1929) or HTTP CONNECT. Every name leads to this machine.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// How the proxy is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// SOCKS version 5.
    Socks5,
    /// The CONNECT method of HTTP.
    Http,
}

/// A running proxy.
pub struct Proxy {
    address: SocketAddr,
    speaks: Speaks,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// A proxy that serves anybody, or only this user with this password.
    pub fn start(speaks: Speaks, login: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&asked);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let list = Arc::clone(&list);
                thread::spawn(move || serve(near, speaks, login, &list));
            }
        });
        Self { address, speaks, asked }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        self.url_for("")
    }

    /// Its URL with what stands before the host.
    pub fn url_for(&self, login: &str) -> String {
        let scheme = if self.speaks == Speaks::Socks5 { "socks5" } else { "http" };
        format!("{scheme}://{login}{}", self.address)
    }

    /// Where it was asked to connect to, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }
}

fn serve(
    mut near: TcpStream,
    speaks: Speaks,
    login: Option<(&str, &str)>,
    list: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let goal = match speaks {
        Speaks::Socks5 => socks5(&mut near, login)?,
        Speaks::Http => http(&mut near, login)?,
    };
    let Some((host, port)) = goal else { return Ok(()) };
    list.lock().expect("no panic").push(format!("{host}:{port}"));
    let ip = host.parse().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let far = TcpStream::connect((ip, port));
    match (speaks, &far) {
        (Speaks::Socks5, Ok(_)) => near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?,
        (Speaks::Socks5, Err(_)) => near.write_all(&[5, 5, 0, 1, 0, 0, 0, 0, 0, 0])?,
        (Speaks::Http, Ok(_)) => near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?,
        (Speaks::Http, Err(_)) => near.write_all(b"HTTP/1.1 503 Service unavailable\r\n\r\n")?,
    }
    let far = far?;
    let (from, to) = (near.try_clone()?, far.try_clone()?);
    let up = thread::spawn(move || pour(from, to));
    pour(far, near);
    let _ = up.join();
    Ok(())
}

/// Until one side ends: like microsocks, it takes a half-closed connection for a closed one.
fn pour(mut from: TcpStream, mut to: TcpStream) {
    let _ = io::copy(&mut from, &mut to);
    for side in [from, to] {
        let _ = side.shutdown(std::net::Shutdown::Both);
    }
}

fn bytes<const N: usize>(near: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    near.read_exact(&mut bytes).map(|()| bytes)
}

fn word(near: &mut TcpStream) -> io::Result<String> {
    let [length] = bytes(near)?;
    let mut word = vec![0; length.into()];
    near.read_exact(&mut word)?;
    Ok(String::from_utf8_lossy(&word).into_owned())
}

fn socks5(near: &mut TcpStream, login: Option<(&str, &str)>) -> io::Result<Option<(String, u16)>> {
    let [_, count] = bytes(near)?;
    let mut methods = vec![0; count.into()];
    near.read_exact(&mut methods)?;
    let method = if login.is_some() { 2 } else { 0 };
    if !methods.contains(&method) {
        near.write_all(&[5, 0xff])?;
        return Ok(None);
    }
    near.write_all(&[5, method])?;
    if let Some((user, password)) = login {
        let [_] = bytes(near)?;
        let fits = word(near)? == user && word(near)? == password;
        near.write_all(&[1, u8::from(!fits)])?;
        if !fits {
            return Ok(None);
        }
    }
    let [_, _, _, form] = bytes(near)?;
    let host = match form {
        1 => Ipv4Addr::from(bytes::<4>(near)?).to_string(),
        4 => Ipv6Addr::from(bytes::<16>(near)?).to_string(),
        _ => word(near)?,
    };
    Ok(Some((host, u16::from_be_bytes(bytes(near)?))))
}

fn http(near: &mut TcpStream, login: Option<(&str, &str)>) -> io::Result<Option<(String, u16)>> {
    let mut lines = BufReader::new(near.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut given = String::new();
    for line in lines {
        let line = line?;
        if let Some(text) = line.strip_prefix("Proxy-Authorization: Basic ") {
            text.clone_into(&mut given);
        }
        if line.is_empty() {
            break;
        }
    }
    if let Some((user, password)) = login {
        use base64::Engine as _;
        let wanted = format!("{user}:{password}");
        if given != base64::engine::general_purpose::STANDARD.encode(wanted) {
            near.write_all(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
            )?;
            return Ok(None);
        }
    }
    let place = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let (host, port) = place.rsplit_once(':').unwrap_or_default();
    let host = host.trim_matches(['[', ']']).to_owned();
    Ok(Some((host, port.parse().unwrap_or(0))))
}
