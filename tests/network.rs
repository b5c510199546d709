//! Hosts that cannot be reached or do not answer: exit 4, within the limits.

use std::time::{Duration, Instant};

use crate::support::{ClosedPort, Fault, Run, Server, verb};

#[test]
fn a_closed_port_is_4_and_named_once() {
    let port = ClosedPort::at([127, 0, 0, 1].into()).unwrap();
    let closed = port.address();
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    let target = format!("ftp://u@{closed}/");
    let told = run.ftps(["ls", "--retries", "0", &target]);
    told.code(4)
        .stdout_is("")
        .stderr_is(format!("ftps: ls: connecting to {closed}: connection refused\n"));
}

#[test]
fn connecting_is_tried_again_as_often_as_asked() {
    let port = ClosedPort::at([127, 0, 0, 1].into()).unwrap();
    let closed = port.address();
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    let target = format!("ftp://u@{closed}/");
    let told = run.ftps(["ls", "--retries", "2", "--retry-delay", "10ms", &target]);
    assert_eq!(told.code(4).err().matches("trying again").count(), 2);
}

#[test]
fn a_host_without_an_address_is_4() {
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    let args = ["ls", "--retries", "0", "--connect-timeout", "2s", "ftp://u@no.such.invalid/"];
    run.ftps(args).code(4).stderr_has("resolving no.such.invalid");
}

#[test]
fn an_address_of_the_other_family_is_4() {
    let server = Server::build().start();
    Run::new(&server).ftps(["ls", "-6", "--retries", "0", "{url}/"]).code(4);
    Run::new(&server).ftps(["ls", "-4", "{url}/"]).code(0);
}

#[test]
fn a_host_name_is_reached_at_whichever_of_its_addresses_answers() {
    let server = Server::build().start();
    Run::new(&server).ftps(["ls", "-u", "u", "-p", "{port}", "localhost:"]).code(0);
}

#[test]
fn silence_before_and_in_the_login_is_4() {
    silence(&["CONNECT", "AUTH", "USER", "PASS"]);
}

#[test]
fn silence_after_the_login_is_4() {
    silence(&["PBSZ", "FEAT", "SIZE", "EPSV", "RETR"]);
}

/// Servers that fall silent at one of these.
#[track_caller]
fn silence(places: &[&'static str]) {
    for at in places.iter().copied() {
        let server = Server::build().on(at, Fault::hang()).start();
        server.write("a", "x");
        let run = Run::new(&server);
        let began = Instant::now();
        let args = ["get", "--timeout", "300ms", "--retries", "0", "{url}/a"];
        run.ftps(args).code(4).stderr_has("in time");
        assert!(began.elapsed() < Duration::from_secs(5), "{at}: {:?}", began.elapsed());
        run.only_files(".", &[]);
    }
}

#[test]
fn silence_in_the_handshake_is_4() {
    let server = Server::build().on("TLS", Fault::hang()).start();
    let run = Run::new(&server);
    let args = ["ls", "--connect-timeout", "300ms", "--retries", "0", "{url}/"];
    run.ftps(args).code(4).stderr_has("TLS handshake");
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn an_endless_reply_has_an_end() {
    let server = Server::build().on("FEAT", Fault::flood("211-", "x\r\n")).start();
    let run = Run::new(&server);
    run.ftps(["ls", "--timeout", "300ms", "--retries", "0", "{url}/"])
        .code(1)
        .stderr_has("does not end");
}

#[test]
fn the_deadline_is_14_wherever_it_falls() {
    for at in ["CONNECT", "TLS", "PASS", "MLSD"] {
        let server = Server::build().on(at, Fault::hang()).start();
        let run = Run::new(&server);
        let began = Instant::now();
        run.ftps(["ls", "--deadline", "300ms", "{url}/"]).code(14).stderr_has("deadline");
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn the_deadline_wins_over_files_that_failed_and_ends_the_pause_of_a_retry() {
    let server = Server::build().on(verb("RETR").nth(2), Fault::stall(0)).start();
    server.write("b", "x");
    let run = Run::new(&server);
    let args = ["get", "--deadline", "1s", "{url}/a", "{url}/b", "{url}/c"];
    run.ftps(args).code(14);
    let port = ClosedPort::at([127, 0, 0, 1].into()).unwrap();
    let closed = port.address();
    let target = format!("ftp://u@{closed}/");
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    run.ftps(["ls", "--deadline", "200ms", "--retry-delay", "1h", &target]).code(14);
}

#[test]
fn an_address_to_bind_that_is_not_ours_is_a_usage_error_and_is_not_tried_again() {
    let server = Server::build().start();
    // RFC 5737: no machine has this address.
    let told = Run::new(&server).ftps(["ls", "--bind", "203.0.113.77", "{url}/"]);
    told.code(2).stderr_has("--bind 203.0.113.77: this machine has no such address");
    told.stderr_lacks("trying again");
    assert_eq!(server.events().connections, 0);
}
