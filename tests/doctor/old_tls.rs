//! Servers that speak what no library here speaks any more: a fake that answers hellos only.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::Findings;
use crate::support::{Identity, Pki, Run};

/// A server that greets, agrees to AUTH TLS, and answers one hello as told. It never ends a handshake.
#[derive(Clone)]
struct Fake {
    /// Versions that it takes, as their numbers.
    versions: Vec<u16>,
    /// Suites that it takes, the best first.
    suites: Vec<u16>,
    compresses: bool,
    renegotiates: bool,
}

impl Fake {
    fn speaking(versions: &[u16], suites: &[u16]) -> Self {
        let (versions, suites) = (versions.to_vec(), suites.to_vec());
        Self { versions, suites, compresses: false, renegotiates: true }
    }

    /// Serves until the process ends; returns its port.
    fn start(self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is none of our business.
                let _ = self.clone().serve(stream);
            }
        });
        port
    }

    fn serve(self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.write_all(b"220 fake\r\n")?;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = stream.read(&mut buffer)?;
            let received = &buffer[..read];
            if received.is_empty() {
                return Ok(());
            }
            if received[0] == 22 {
                return stream.write_all(&self.answer(received));
            }
            let reply = if received.starts_with(b"AUTH") { "234 go" } else { "530 no" };
            stream.write_all(format!("{reply}\r\n").as_bytes())?;
        }
    }

    /// The answer to a hello in one record: ServerHello, Certificate, ServerHelloDone, or an alert.
    fn answer(&self, hello: &[u8]) -> Vec<u8> {
        let version = u16::from_be_bytes([hello[9], hello[10]]);
        let has_13 = hello.windows(7).any(|part| part == [0, 43, 0, 3, 2, 3, 4]);
        let length = usize::from(u16::from_be_bytes([hello[44], hello[45]]));
        let offered: Vec<u16> = hello[46..46 + length]
            .chunks(2)
            .map(|two| u16::from_be_bytes([two[0], two[1]]))
            .collect();
        let suite = self.suites.iter().find(|suite| offered.contains(suite));
        let Some(suite) = suite.filter(|_| !has_13 && self.versions.contains(&version)) else {
            return vec![21, 3, 1, 0, 2, 2, 70];
        };
        let mut body = version.to_be_bytes().to_vec();
        body.extend([7; 32]);
        body.push(0);
        body.extend(suite.to_be_bytes());
        body.push(u8::from(self.compresses));
        if self.renegotiates {
            body.extend([0, 5, 0xff, 1, 0, 1, 0]);
        }
        let mut flight = message(2, &body);
        let der = Pki::shared().server(Identity::Good).chain().remove(0);
        let one = [&three(der.len())[..], &der].concat();
        flight.extend(message(11, &[&three(one.len())[..], &one].concat()));
        flight.extend(message(14, &[]));
        let length = u16::try_from(flight.len()).expect("short").to_be_bytes();
        [&[22][..], &version.to_be_bytes(), &length, &flight].concat()
    }
}

fn three(length: usize) -> [u8; 3] {
    let [.., a, b, c] = length.to_be_bytes();
    [a, b, c]
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &three(body.len()), body].concat()
}

fn examine(fake: Fake) -> Findings {
    let port = fake.start().to_string();
    let run = Run::alone();
    run.write("ca.pem", &Pki::shared().ca_pem);
    let told = run.ftps(["doctor", "127.0.0.1", "-p", &port, "--ca-file", "ca.pem", "--json"]);
    Findings::of(told.code(1))
}

const TLS10: u16 = 0x0301;
const TLS11: u16 = 0x0302;
const TLS12: u16 = 0x0303;

#[test]
fn a_server_of_tls_1_0_only_is_examined_and_told_so() {
    let found = examine(Fake::speaking(&[TLS10], &[0xc014, 0x002f]));
    assert_eq!(found.verdict("tls-old"), Some("bad"));
    assert_eq!(found.evidence("tls-old"), "TLS 1.0 taken");
    assert_eq!(found.verdict("tls-no-version"), Some("bad"));
    assert_eq!(found.verdict("tls-ssl3"), Some("ok"));
    assert_eq!(found.verdict("tls-suites"), Some("warning"));
    let facts = &found.audit()["facts"];
    assert_eq!(facts["tls"]["versions"], serde_json::json!(["TLS 1.0"]));
    // The chain is read from the hello in clear.
    assert!(facts["chain"][0]["subject"].as_str().is_some_and(|text| text.contains("Good")));
}

#[test]
fn ssl_3_and_each_old_version_are_found() {
    let found = examine(Fake::speaking(&[0x0300, TLS11, TLS12], &[0xc02f]));
    assert_eq!(found.verdict("tls-ssl3"), Some("bad"));
    assert_eq!(found.evidence("tls-old"), "TLS 1.1 taken");
    assert_eq!(found.verdict("tls-12"), Some("ok"));
}

#[test]
fn suites_that_protect_nothing_compression_and_unsafe_renegotiation_are_found() {
    let mut fake = Fake::speaking(&[TLS12], &[0xc02f, 0x0005, 0x0034]);
    (fake.compresses, fake.renegotiates) = (true, false);
    let found = examine(fake);
    assert_eq!(found.verdict("tls-suites"), Some("bad"));
    assert!(found.evidence("tls-suites").contains("RC4"), "{}", found.evidence("tls-suites"));
    assert_eq!(found.verdict("tls-compression"), Some("bad"));
    assert_eq!(found.verdict("tls-renegotiation"), Some("warning"));
    let suites = &found.audit()["facts"]["tls"]["suites12"];
    assert_eq!(suites.as_array().map(Vec::len), Some(3), "{suites}");
}
