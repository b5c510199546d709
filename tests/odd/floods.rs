//! Replies without end are an error: 1yz of one command, and those that nobody asked for.

use std::time::{Duration, Instant};

use crate::support::{Fault, Run, Server, When, verb};

fn flooding(when: impl Into<When>, head: &str, again: &str) -> Server {
    let server = Server::build().on(when, Fault::flood(head, again)).start();
    server.write("a", "x");
    server
}

#[test]
fn preliminary_replies_without_end_are_an_error() {
    for at in ["CONNECT", "PASS", "SIZE", "RETR", "EPSV"] {
        let server = flooding(at, "", "150 soon\r\n");
        let began = Instant::now();
        let told = Run::new(&server).ftps(["get", "--retries", "0", "{url}/a"]);
        assert!(matches!(told.status, Some(1 | 4)), "{}", told.context());
        assert!(began.elapsed() < Duration::from_secs(10), "{at}: {:?}", began.elapsed());
    }
}

#[test]
fn replies_that_nobody_asked_for_are_an_error() {
    for (at, head) in [("PWD", ""), ("SIZE", "213 1\r\n"), ("RETR", ""), ("EPSV", "")] {
        let server = flooding(at, head, "226 and again\r\n");
        let began = Instant::now();
        let told = Run::new(&server).ftps(["get", "--retries", "0", "{url}/a"]);
        assert_ne!(told.status, Some(0), "{}", told.context());
        assert!(began.elapsed() < Duration::from_secs(10), "{at}: {:?}", began.elapsed());
    }
}

#[test]
fn a_server_that_says_soon_for_ever_is_given_up() {
    let drip = Fault::drip("150 soon", Duration::from_millis(100));
    let server = Server::build().on("SIZE", drip).start();
    server.write("a", "x");
    let began = Instant::now();
    let args = ["get", "--timeout", "500ms", "--retries", "0", "{url}/a"];
    let told = Run::new(&server).ftps(args);
    assert!(matches!(told.status, Some(1 | 4)), "{}", told.context());
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
}

#[test]
fn an_endless_listing_does_not_outlive_the_deadline() {
    let line = b"type=file;size=1;modify=20260101000000; a-name-that-is-not-short\r\n";
    let server = Server::build().on(verb("MLSD"), Fault::listing(line.repeat(3_000_000))).start();
    let began = Instant::now();
    let args = ["ls", "--deadline", "2s", "{url}/"];
    let told = Run::new(&server).ftps(args);
    assert!(matches!(told.status, Some(1 | 14)), "{}", told.context());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn a_flood_does_not_outlive_a_signal() {
    for (head, again) in [("", "150 soon\r\n"), ("", "226 again\r\n"), ("213-", "x\r\n y")] {
        let server = flooding("SIZE", head, again);
        let run = Run::new(&server);
        let running = run.start(["get", "{url}/a"]);
        server.wait_for("SIZE", 1);
        let began = Instant::now();
        running.terminate();
        let told = running.finish();
        // It may have ended by itself, since such replies are an error.
        assert_ne!(told.status, Some(0));
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    }
}
