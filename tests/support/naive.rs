//! A small client for the self tests of the test server only: one command, one reply, no cleverness,
//! so that its round trips can be counted by hand.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::pki::Pki;
use super::server::{Client, Server};

/// TLS over TCP.
pub type Secure = StreamOwned<ClientConnection, TcpStream>;

/// A client that is logged in with protected data connections, or about to be.
pub struct Naive {
    control: Secure,
    config: Arc<ClientConfig>,
    address: SocketAddr,
}

impl Naive {
    /// Connects, says AUTH TLS where TLS is not implicit, and shakes hands.
    pub fn connect(server: &Server) -> io::Result<Self> {
        Self::connect_with(server, config())
    }

    /// The same with a configuration, whose session store this client then uses.
    pub fn connect_with(server: &Server, config: Arc<ClientConfig>) -> io::Result<Self> {
        server.watch(&Client::ThisThread);
        let address = server.address();
        let mut stream = TcpStream::connect(address)?;
        settle(&stream)?;
        let implicit = server.url().starts_with("ftps:");
        if !implicit {
            read_reply(&mut stream)?;
            stream.write_all(b"AUTH TLS\r\n")?;
            let reply = read_reply(&mut stream)?;
            if !reply.starts_with("234") {
                return Err(io::Error::other(reply));
            }
        }
        let mut control = secure(stream, &config)?;
        if implicit {
            read_reply(&mut control)?;
        }
        Ok(Self { control, config, address })
    }

    /// Connects and logs in as the server's first user: USER, PASS, PBSZ, PROT, one by one.
    pub fn login(server: &Server) -> Self {
        let mut client = Self::connect(server).expect("connecting");
        client.log_in(server);
        client
    }

    /// USER, PASS, PBSZ, PROT, one by one.
    pub fn log_in(&mut self, server: &Server) {
        self.expect(&format!("USER {}", server.user()), "331");
        self.expect(&format!("PASS {}", server.password()), "230");
        self.expect("PBSZ 0", "200");
        self.expect("PROT P", "200");
    }

    /// Sends a command without waiting for the reply.
    pub fn say(&mut self, line: impl AsRef<[u8]>) -> io::Result<()> {
        self.control.write_all(&[line.as_ref(), b"\r\n"].concat())?;
        self.control.flush()
    }

    /// Reads one reply.
    pub fn hear(&mut self) -> io::Result<String> {
        read_reply(&mut self.control)
    }

    /// Whether nothing comes within `limit`.
    pub fn hears_nothing(&mut self, limit: Duration) -> io::Result<bool> {
        self.control.sock.set_read_timeout(Some(limit))?;
        let came = self.control.sock.peek(&mut [0]);
        settle(&self.control.sock)?;
        Ok(came.is_err_and(|error| {
            matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
        }))
    }

    /// One command and its reply.
    pub fn call(&mut self, line: impl AsRef<[u8]>) -> io::Result<String> {
        self.say(line)?;
        self.hear()
    }

    /// One command, whose reply must begin so.
    pub fn expect(&mut self, line: &str, code: &str) -> String {
        let reply = self.call(line).expect(line);
        assert!(reply.starts_with(code), "{line}: {reply}");
        reply
    }

    /// EPSV, and a TCP connection to where it says.
    pub fn passive(&mut self) -> io::Result<TcpStream> {
        let reply = self.call("EPSV")?;
        let port = reply.split('|').nth(3).and_then(|port| port.parse().ok());
        let port: u16 = port.ok_or_else(|| io::Error::other(reply.clone()))?;
        let stream = TcpStream::connect((self.address.ip(), port))?;
        settle(&stream)?;
        Ok(stream)
    }

    /// EPSV, connect, the command, 1yz, handshake: a data connection, or the reply that refuses it.
    pub fn open(&mut self, line: &str) -> io::Result<Result<Secure, String>> {
        let stream = self.passive()?;
        let reply = self.call(line)?;
        if !reply.starts_with('1') {
            return Ok(Err(reply));
        }
        secure(stream, &self.config).map(Ok)
    }

    /// A download or listing: what came, how the data ended, and the final reply.
    pub fn get(&mut self, line: &str) -> io::Result<(Vec<u8>, io::Result<()>, String)> {
        let mut bytes = Vec::new();
        match self.open(line)? {
            Err(reply) => Ok((bytes, Ok(()), reply)),
            Ok(mut data) => {
                let end = data.read_to_end(&mut bytes).map(drop);
                Ok((bytes, end, self.hear()?))
            }
        }
    }

    /// An upload, ended well; the final reply.
    pub fn put(&mut self, line: &str, bytes: &[u8]) -> io::Result<String> {
        let mut data = match self.open(line)? {
            Err(reply) => return Ok(reply),
            Ok(data) => data,
        };
        if data.write_all(bytes).is_ok() {
            data.conn.send_close_notify();
            let _ = data.flush();
            let _ = data.sock.shutdown(std::net::Shutdown::Write);
            let _ = data.read_to_end(&mut Vec::new());
        }
        drop(data);
        self.hear()
    }
}

/// A configuration that trusts the test authority.
pub fn config() -> Arc<ClientConfig> {
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions();
    let builder = builder.expect("the default versions");
    let roots = builder.with_root_certificates(Pki::shared().roots());
    Arc::new(roots.with_no_client_auth())
}

/// A configuration that shows the client certificate, too.
pub fn config_with_certificate() -> Arc<ClientConfig> {
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions();
    let builder = builder.expect("the default versions");
    let roots = builder.with_root_certificates(Pki::shared().roots());
    let client = &Pki::shared().client;
    let with = roots.with_client_auth_cert(client.chain(), client.key());
    Arc::new(with.expect("our own certificate"))
}

/// Without `TCP_NODELAY` a second small write waits for the acknowledgement of the first: a round trip
/// that nobody would count by hand.
fn settle(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))
}

fn secure(mut stream: TcpStream, config: &Arc<ClientConfig>) -> io::Result<Secure> {
    let name = ServerName::try_from("localhost").expect("a name");
    let tls = ClientConnection::new(Arc::clone(config), name).map_err(io::Error::other)?;
    let mut tls = tls;
    while tls.is_handshaking() {
        tls.complete_io(&mut stream)?;
    }
    Ok(StreamOwned::new(tls, stream))
}

/// Reads one reply, whole, byte by byte.
pub fn read_reply(stream: &mut impl Read) -> io::Result<String> {
    let mut text = String::new();
    loop {
        let line = read_line(stream)?;
        let first = text.get(..3).unwrap_or_else(|| line.get(..3).unwrap_or(""));
        let last = line.as_bytes().get(3) == Some(&b' ') && line.starts_with(first);
        text.push_str(&line);
        if last {
            return Ok(text);
        }
    }
}

fn read_line(stream: &mut impl Read) -> io::Result<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}
