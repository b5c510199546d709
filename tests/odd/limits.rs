//! Nothing outlives its deadline or a signal by more than a second, however fast or steadily the server speaks.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::{Fault, Run, Running, Server, verb};

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

fn null() -> OwnedFd {
    File::options().write(true).open("/dev/null").expect("a null device").into()
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

/// Both ends of a pipe whose reader never reads.
fn unread() -> (OwnedFd, OwnedFd) {
    rustix::pipe::pipe().expect("a pipe")
}

/// More lines than any pipe holds.
fn long_listing() -> Server {
    let names = (0..20_000).map(|n| format!("type=file;size=1; a-name-of-some-length-{n}\r\n"));
    let listing: String = names.collect();
    Server::build().on(verb("MLSD"), Fault::listing(listing)).start()
}

#[test]
fn a_standard_output_that_nobody_reads_does_not_outlive_the_deadline() {
    let server = long_listing();
    server.write_sparse("big", ENDLESS);
    for args in [
        &["ls", "--deadline", "2s", "{url}/"][..],
        &["ls", "--json", "--deadline", "2s", "{url}/"],
        &["get", "--deadline", "2s", "{url}/big", "-"],
        &["cat", "--deadline", "2s", "{url}/big"],
    ] {
        let (_reader, writer) = unread();
        let began = Instant::now();
        Run::new(&server).start_writing_to(args, writer).finish().code(14);
        assert!(began.elapsed() < Duration::from_secs(2) + SOON, "{args:?} {:?}", began.elapsed());
    }
}

#[test]
fn a_standard_output_that_nobody_reads_does_not_outlive_a_signal() {
    let server = long_listing();
    let (_reader, writer) = unread();
    let run = Run::new(&server);
    let running = run.start_writing_to(["ls", "{url}/"], writer);
    server.wait_for("MLSD", 1);
    ends_soon(running);
}

#[test]
fn a_standard_error_that_nobody_reads_does_not_outlive_the_deadline() {
    let server = Server::build().on(verb("SIZE").optional(), Fault::hang()).start();
    server.write("a", "x");
    let (_reader, writer) = unread();
    // Full before the program writes its first word.
    rustix::io::ioctl_fionbio(&writer, true).expect("a pipe");
    while rustix::io::write(&writer, &[b'x'; 4096]).is_ok() {}
    rustix::io::ioctl_fionbio(&writer, false).expect("a pipe");
    let began = Instant::now();
    let run = Run::new(&server);
    let args = ["get", "-v", "--deadline", "2s", "{url}/a", "-"];
    let told = run.start_saying_to(args, null(), writer).finish();
    told.code(14);
    assert!(began.elapsed() < Duration::from_secs(2) + SOON, "{:?}", began.elapsed());
}

#[test]
fn a_run_that_is_stopped_still_sums_up_where_somebody_reads() {
    let server = Server::build().on(verb("SIZE"), Fault::hang()).start();
    server.write("a", "x");
    let told = Run::new(&server).ftps(["get", "--json", "--deadline", "1s", "{url}/a"]);
    assert_eq!(told.code(14).summary()["exit"], 14);
}
