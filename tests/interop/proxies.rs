//! A hundred files each way by real proxies, which these tests start: microsocks (SOCKS5, with a password) and
//! tinyproxy (HTTP CONNECT). Names are resolved by the proxy.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::guest::Guest;
use crate::support::until;

/// Until a proxy listens.
const PATIENCE: Duration = Duration::from_secs(15);

const FILES: usize = 100;

/// A running proxy; dropping this ends it.
struct Proxy {
    child: Child,
    url: String,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Proxy {
    fn start(mut command: Command, address: SocketAddr, url: String) -> Self {
        let child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.expect("tests/lab/install gets the proxies");
        let proxy = Self { child, url };
        until("the proxy to listen", PATIENCE, || TcpStream::connect(address).is_ok());
        proxy
    }

    fn microsocks() -> Self {
        let address = free_address();
        let mut command = Command::new("microsocks");
        let (ip, port) = (address.ip().to_string(), address.port().to_string());
        command.args(["-i", &ip, "-p", &port, "-u", "ann", "-P", "proxy secret"]);
        Self::start(command, address, format!("socks5://ann@{address}"))
    }

    fn tinyproxy(guest: &Guest) -> Self {
        let address = free_address();
        let settings = format!(
            "Port {}\nListen {}\nTimeout 60\nMaxClients 100\nAllow 127.0.0.1\nBasicAuth ann proxysecret\n",
            address.port(),
            address.ip()
        );
        guest.run.write("tinyproxy.conf", settings);
        let mut command = Command::new("tinyproxy");
        command.arg("-d").arg("-c").arg(guest.run.path("tinyproxy.conf"));
        Self::start(command, address, format!("http://ann@{address}"))
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("bound")
}

pub fn a_hundred_files_go_each_way_by_socks5(server: &str) {
    let guest = Guest::of(server).host("localhost");
    guest.run.write_private("proxy", "proxy secret");
    let proxy = Proxy::microsocks();
    a_hundred_files_each_way(guest, &proxy);
}

pub fn a_hundred_files_go_each_way_by_http_connect(server: &str) {
    let guest = Guest::of(server).host("localhost");
    guest.run.write_private("proxy", "proxysecret");
    let proxy = Proxy::tinyproxy(&guest);
    a_hundred_files_each_way(guest, &proxy);
}

fn a_hundred_files_each_way(guest: Guest, proxy: &Proxy) {
    let guest = guest.with(&["--proxy", &proxy.url, "--proxy-password-file", "proxy"]);
    let names: Vec<String> = (0..FILES).map(|number| format!("f{number:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        guest.run.write(&format!("up/{name}"), name.repeat(number * 10 + 1));
    }
    guest.ftps(["ls", "-vv", "{home}/"]).code(0).stderr_has("by proxy");
    let mut put = vec!["put".to_owned(), "--mkdir".to_owned()];
    put.extend(names.iter().map(|name| format!("up/{name}")));
    put.push("{here}/".to_owned());
    guest.ftps(put).code(0);
    let read = |folder: PathBuf, name: &str| fs::read_to_string(folder.join(name)).expect("a file");
    for (number, name) in names.iter().enumerate() {
        let content = String::from_utf8(guest.read_stored(name)).expect("text");
        assert_eq!(content, name.repeat(number * 10 + 1));
    }
    guest.ftps(["get", "{here}/f*", "-t", "down", "--mkdir"]).code(0);
    for name in &names {
        assert_eq!(read(guest.run.path("down"), name), read(guest.run.path("up"), name));
    }
}
