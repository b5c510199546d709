//! The servers that go wrong in one exact way. Each function gets the name of the test module.

use std::io::Read;
use std::net::TcpStream;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::guest::Guest;
pub use crate::mirror::a_mirror_with_more_jobs_than_places_completes;

pub fn an_expired_certificate_is_refused_and_its_pin_is_taken(server: &str) {
    refused(server, "expired", "it has expired", "CN=localhost", NAMES);
}

pub fn a_certificate_for_another_host_is_refused_and_its_pin_is_taken(server: &str) {
    refused(server, "wrong-host", "it is not for 127.0.0.1", "CN=other.example", "other.example");
}

pub fn a_self_signed_certificate_is_refused_and_its_pin_is_taken(server: &str) {
    refused(
        server,
        "self-signed",
        "it is self-signed: its issuer is not trusted here",
        "CN=localhost",
        NAMES,
    );
}

/// All names of the lab's own certificates: the last is the far end of the line of the benchmarks.
const NAMES: &str = "localhost, 127.0.0.1, ::1, 10.97.0.2";

/// Who counts the places of a server wants all of them; tests run side by side.
pub static PLACES: Mutex<()> = Mutex::new(());

/// Refused with all that a user needs to judge the certificate, before the user's name is said; and
/// with the pin that the message offers, everything works.
fn refused(server: &str, file: &str, reason: &str, subject: &str, names: &str) {
    let guest = Guest::of(server);
    let pin = pin_of(&guest, file);
    let output = guest.ftps(["ls", "-v", "{home}/"]);
    output.code(5).stdout_is("").stderr_has(&format!("certificate refused: {reason}"));
    output.stderr_has(&format!("subject: {subject}\n")).stderr_has(&format!("names:   {names}\n"));
    output.stderr_has("valid:   20").stderr_has("Z to 20").stderr_has(&format!("--pin {pin}"));
    output.stderr_lacks("> USER");
    let pinned = Guest::of(server).only(&["--pin", &pin, "--warn-expiry", "never"]);
    pinned.run.write("a.txt", b"pinned");
    pinned.ftps(["put", "--mkdir", "a.txt", "{here}/"]).code(0).stderr_is("");
    pinned.ftps(["cat", "{here}/a.txt"]).code(0).stdout_is("pinned");
    // The same by a record that is kept, with no option at all.
    let known = Guest::of(server).only(&[]);
    let address = format!("{}:{}", known.server.host, known.server.port);
    known.ftps(["trust", "add", &address, "--fingerprint", &pin]).code(0);
    known.ftps(["ls", "--warn-expiry", "never", "{home}/"]).code(0).stderr_is("");
    let other = Guest::of(server).only(&["--pin", &pin_of(&guest, "server")]);
    other
        .ftps(["ls", "-v", "{home}/"])
        .code(5)
        .stderr_has("not the pinned one")
        .stderr_lacks("> USER");
}

/// The pin of one of the lab's certificates.
fn pin_of(guest: &Guest, file: &str) -> String {
    let pem = guest.server.ca.with_file_name(format!("{file}.pem"));
    let der = CertificateDer::from_pem_file(pem).expect("a certificate of the lab");
    format!("sha256//{}", STANDARD.encode(digest(&SHA256, &der)))
}

pub fn a_full_disk_is_told_in_the_servers_words_and_harms_nothing(server: &str) {
    let guest = Guest::of(server);
    guest.run.write("a.bin", b"small and good");
    guest.ftps(["put", "--mkdir", "a.bin", "{here}/"]).code(0).stderr_is("");
    guest.run.write("a.bin", vec![7; 8 << 20]);
    let output = guest.ftps(["put", "a.bin", "{here}/"]);
    output.code(7).stderr_has("put a.bin: server said 552 Quota exceeded.");
    assert_eq!(guest.read_stored("a.bin"), b"small and good");
    guest.only_stored(&["a.bin"]);
}

pub fn a_server_without_tls_hears_no_user_name(server: &str) {
    let output = Guest::of(server).ftps(["ls", "-v", "{home}/"]);
    output.code(5).stdout_is("").stderr_has("> AUTH TLS").stderr_has("server said 500");
    output.stderr_lacks("> USER").stderr_lacks("> PASS");
}

pub fn a_missing_client_certificate_is_named(server: &str) {
    let guest = Guest::of(server);
    let ca = guest.server.ca.to_str().expect("a plain path");
    for version in ["1.2", "1.3"] {
        let without =
            Guest::of(server).only(&["--ca-file", ca, "--tls-min", version, "--tls-max", version]);
        let output = without.ftps(["ls", "{home}/"]);
        output.code(5).stdout_is("").stderr_has("--cert FILE --key FILE");
    }
}

pub fn a_client_certificate_in_pkcs12_is_shown(server: &str) {
    let guest = Guest::of(server);
    let (ca, p12) = (&guest.server.ca, guest.server.ca.with_file_name("client.p12"));
    let (ca, p12) = (ca.to_str().expect("a plain path"), p12.to_str().expect("a plain path"));
    for version in ["1.2", "1.3"] {
        let own = ["--ca-file", ca, "--cert", p12, "--tls-min", version, "--tls-max", version];
        let command = "--key-password-command=echo lab";
        let guest = Guest::of(server).only(&[&own[..], &[command]].concat());
        guest.run.write("a", b"by PKCS#12");
        guest.ftps(["put", "--mkdir", "a", "{here}/"]).code(0).stderr_is("");
        guest.ftps(["cat", "{here}/a"]).code(0).stdout_is("by PKCS#12");
        let wrong =
            Guest::of(server).only(&[&own[..], &["--key-password-command=echo x"]].concat());
        wrong.ftps(["ls", "{home}/"]).code(2).stderr_has("client.p12: the passphrase is wrong");
    }
}

pub fn a_place_is_waited_for_but_not_for_ever(server: &str) {
    let _all = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    let retrying =
        |count: &str| Guest::of(server).with(&["--retries", count, "--retry-delay", "100ms"]);
    let guest = retrying("2");
    let places = [(); 2].map(|()| a_place(&guest));
    let output = guest.ftps(["ls", "{home}/"]);
    output.code(8).stdout_is("").stderr_has("server said 421").stderr_has("too many connections");
    assert_eq!(output.err().matches("trying again in").count(), 2, "{}", output.context());
    let patient = retrying("9");
    let waiting = patient.start(["ls", "{home}/"]);
    waiting.says("trying again in");
    drop(places);
    waiting.finish().code(0).stdout_has("hello.txt");
}

/// A connection that the server counts: its banner has come.
fn a_place(guest: &Guest) -> TcpStream {
    let address = (guest.server.host.as_str(), guest.server.port);
    let mut stream = TcpStream::connect(address).expect("a listening server");
    let mut code = [0; 3];
    stream.read_exact(&mut code).expect("a banner");
    assert_eq!(&code, b"220", "someone else holds the places");
    stream
}
