//! Nothing outlives its deadline or a signal by more than a second, however fast or steadily the server speaks.

use std::fs::File;
use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::{Fault, Run, Running, Server, When, verb};

/// More than any network moves while a test runs.
const ENDLESS: u64 = 1 << 40;
/// The second that a run may take to end, and what a busy machine adds.
const SOON: Duration = Duration::from_secs(3);

/// Ends a run by SIGTERM and asserts that it is soon over.
#[track_caller]
fn ends_soon(running: Running<'_>) {
    let began = Instant::now();
    running.terminate();
    running.finish().code(143);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

/// Runs with `--deadline 2s` and asserts that it ends with 14 and soon after that.
#[track_caller]
fn ends_at_its_deadline(run: &Run<'_>, args: &[&str]) -> Output {
    let began = Instant::now();
    let told = run.start_writing_to(args, null()).finish();
    told.code(14);
    assert!(began.elapsed() < Duration::from_secs(2) + SOON, "{:?}", began.elapsed());
    told
}

fn null() -> std::os::fd::OwnedFd {
    File::options().write(true).open("/dev/null").expect("a null device").into()
}

fn flooding(when: impl Into<When>, head: &str, again: &str) -> Server {
    let server = Server::build().on(when, Fault::flood(head, again)).start();
    server.write("a", "x");
    server
}

#[test]
fn a_server_that_says_soon_for_ever_does_not_outlive_the_deadline() {
    for at in ["SIZE", "RETR"] {
        let drip = Fault::drip("150 soon", Duration::from_millis(200));
        let server = Server::build().on(at, drip).start();
        server.write("a", "x");
        ends_at_its_deadline(&Run::new(&server), &["get", "--deadline", "2s", "{url}/a", "-"]);
    }
}

#[test]
fn a_flood_does_not_outlive_a_signal() {
    for (head, again) in [("", "150 soon\r\n"), ("", "226 again\r\n"), ("213-", "x\r\n y")] {
        let server = flooding("SIZE", head, again);
        let run = Run::new(&server);
        let running = run.start_writing_to(["get", "{url}/a", "-"], null());
        server.wait_for("SIZE", 1);
        let began = Instant::now();
        running.terminate();
        let told = running.finish();
        // It may have ended by itself, since such replies are an error.
        assert_ne!(told.status, Some(0));
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    }
}

#[test]
fn a_fast_download_does_not_outlive_a_signal_or_the_deadline() {
    let server = Server::build().start();
    server.write_sparse("big", ENDLESS);
    let run = Run::new(&server);
    let running = run.start_writing_to(["get", "{url}/big", "-"], null());
    server.wait_for_bytes(50_000_000);
    ends_soon(running);
    ends_at_its_deadline(&run, &["get", "--deadline", "2s", "{url}/big", "-"]);
    ends_at_its_deadline(&run, &["cat", "--deadline", "2s", "{url}/big"]);
}

#[test]
fn a_fast_upload_does_not_outlive_a_signal_or_the_deadline() {
    let server = Server::build().on("STOR", Fault::only(0)).start();
    let run = Run::new(&server);
    run.write_sparse("big", ENDLESS);
    let running = run.start_writing_to(["put", "big", "{url}/big"], null());
    server.wait_for_bytes(50_000_000);
    ends_soon(running);
    ends_at_its_deadline(&run, &["put", "--deadline", "2s", "big", "{url}/big"]);
}

#[test]
fn an_endless_listing_does_not_outlive_the_deadline() {
    let line = b"type=file;size=1;modify=20260101000000; a-name-that-is-not-short\r\n";
    let server = Server::build().on(verb("MLSD"), Fault::listing(line.repeat(3_000_000))).start();
    let began = Instant::now();
    let args = ["ls", "--deadline", "2s", "{url}/"];
    let told = Run::new(&server).start_writing_to(args, null()).finish();
    assert!(matches!(told.status, Some(1 | 14)), "{}", told.context());
    assert!(began.elapsed() < Duration::from_secs(2) + SOON, "{:?}", began.elapsed());
}
