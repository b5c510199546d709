//! Servers that are not reached, or by the wrong flavour: the finding is the fault that is there, and its cure fits.

use std::io::Write as _;
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use super::Findings;
use crate::support::{ClosedPort, Fault, Run, Server, verb};

/// Longest audit of a port that speaks the other flavour.
const LONGEST: Duration = Duration::from_secs(20);

fn examine_url(url: &str, code: i32) -> Findings {
    Findings::of(Run::alone().ftps(["doctor", url, "--json"]).code(code))
}

/// The ids of all findings that are not ok.
fn faults(found: &Findings) -> Vec<&str> {
    [found.with("bad"), found.with("warning"), found.with("note")].concat()
}

/// Expects that all cures of a finding are for the user, and that they hold this text.
fn only_the_client_is_to_change(found: &Findings, id: &str, text: &str) {
    let cures = found.cures(id);
    assert!(
        matches!(cures[..], [("ftps", line)] if line.contains(text)),
        "{id}: {cures:?}, expected {text}"
    );
}

#[test]
fn a_closed_port_is_reported_as_that_and_nothing_is_invented() {
    let closed = ClosedPort::at([127, 0, 0, 1].into()).expect("a port");
    let port = closed.address().port();
    for scheme in ["ftp", "ftps"] {
        let found = examine_url(&format!("{scheme}://127.0.0.1:{port}/"), 4);
        assert_eq!(faults(&found), ["address"], "{scheme}");
        only_the_client_is_to_change(&found, "address", &format!("check the port {port}"));
    }
}

#[test]
fn a_name_without_an_address_is_a_finding() {
    let found = examine_url("ftp://no-such-host.invalid/", 4);
    assert_eq!(faults(&found), ["address"]);
    only_the_client_is_to_change(&found, "address", "spelling");
}

#[test]
fn the_cure_for_the_wrong_scheme_is_the_right_url() {
    let explicit = Server::build().start();
    let port = explicit.address().port();
    let found = examine_url(&format!("ftps://127.0.0.1:{port}/"), 5);
    assert_eq!(faults(&found), ["flavour"]);
    only_the_client_is_to_change(&found, "flavour", &format!("ftp://127.0.0.1:{port}/"));
    let implicit = Server::build().implicit().start();
    let port = implicit.address().port();
    let began = Instant::now();
    let found = examine_url(&format!("ftp://127.0.0.1:{port}/"), 5);
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    assert_eq!(faults(&found), ["flavour"]);
    only_the_client_is_to_change(&found, "flavour", &format!("ftps://127.0.0.1:{port}/"));
}

#[test]
fn another_service_is_not_taken_for_the_other_flavour() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // A client that goes away is no fault of the test.
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n");
        }
    });
    for (scheme, code) in [("ftp", 1), ("ftps", 5)] {
        let found = examine_url(&format!("{scheme}://127.0.0.1:{port}/"), code);
        assert_eq!(faults(&found), ["flavour"], "{scheme}");
        only_the_client_is_to_change(&found, "flavour", "another service");
    }
}

#[test]
fn a_server_that_has_no_room_is_not_called_the_wrong_flavour() {
    let full = Fault::reply("421 too many connections");
    let server = Server::build().on(verb("CONNECT"), full).start();
    let found = examine_url(&format!("ftp://127.0.0.1:{}/", server.address().port()), 8);
    assert_eq!(faults(&found), [""; 0]);
}
