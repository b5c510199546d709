//! Ctrl-C and SIGTERM end everything at once, with 130 and 143, and leave nothing half done under a
//! final name and no temporary file here.

use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::{Fault, Run, Running, Server, SilentPort, until};

const SOON: Duration = Duration::from_secs(5);

/// Sends the signal that this exit code stands for.
fn stop(running: &Running<'_>, code: i32) {
    match code {
        130 => running.interrupt(),
        _ => running.terminate(),
    }
}

/// Ends a run by SIGINT and, in a second run, by SIGTERM, when `ready` says so.
#[track_caller]
fn stopped(start: &dyn Fn() -> (Running<'static>, Box<dyn FnOnce()>)) {
    for code in [130, 143] {
        let (running, ready) = start();
        ready();
        let began = Instant::now();
        stop(&running, code);
        let told: Output = running.finish();
        told.code(code);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    }
}

/// The same for a server that hangs at `at`.
#[track_caller]
fn stopped_at(at: &'static str, fault: fn() -> Fault, args: &[&str], wait: fn(&Server)) {
    for code in [130, 143] {
        let server = Server::build().on(at, fault()).start();
        server.write("a", vec![b'x'; 1_000_000]);
        let run = Run::new(&server);
        run.write("a", "old");
        run.write("big", vec![b'x'; 30_000_000]);
        let running = run.start(args);
        wait(&server);
        let began = Instant::now();
        stop(&running, code);
        running.finish().code(code);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
        assert_eq!(run.read("a"), b"old");
        run.only_files(".", &["a", "big"]);
        assert_eq!(server.read("a").len(), 1_000_000);
    }
}

#[test]
fn while_a_greeting_is_due() {
    stopped_at("CONNECT", Fault::hang, &["get", "{url}/a"], |server| {
        server.wait_until("a connection", |events| events.connections > 0);
    });
}

#[test]
fn in_the_tls_handshake() {
    stopped_at("TLS", Fault::hang, &["get", "{url}/a"], |server| server.wait_for("AUTH", 1));
}

#[test]
fn while_a_reply_is_due() {
    stopped_at("PASS", Fault::hang, &["get", "{url}/a"], |server| server.wait_for("PASS", 1));
}

#[test]
fn in_the_middle_of_a_download() {
    let stall = || Fault::stall(500_000);
    stopped_at("RETR", stall, &["get", "{url}/a"], |server| server.wait_for_bytes(400_000));
}

#[test]
fn in_the_middle_of_an_upload() {
    let stall = || Fault::stall(500_000);
    let args = &["put", "big", "{url}/a"];
    stopped_at("STOR", stall, args, |server| server.wait_for_bytes(500_000));
}

#[test]
fn in_the_handshake_of_a_data_connection() {
    stopped_at("MLSD", Fault::never_handshake, &["ls", "{url}/"], |server| {
        server.wait_for("MLSD", 1);
    });
}

#[test]
fn in_the_pause_before_a_retry() {
    let refuse = || Fault::farewell("421 too busy");
    let args = &["get", "--retry-delay", "1h", "{url}/a"];
    stopped_at("USER", refuse, args, |server| server.wait_for("USER", 1));
}

#[test]
fn while_a_password_command_runs() {
    for code in [130, 143] {
        let server = Server::build().start();
        let run = Run::new(&server);
        let command = "touch begun; exec sleep 20";
        let running = run.start(["ls", "--password-command", command, "{url}/"]);
        until("the password command", SOON, || run.exists("begun"));
        let began = Instant::now();
        stop(&running, code);
        running.finish().code(code);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    }
}

#[test]
fn while_standard_input_is_waited_for() {
    for code in [130, 143] {
        let server = Server::build().start();
        let run = Run::shell(&server);
        // The writer stays silent, and goes when the reader has gone.
        let line = "mkfifo f; sleep 20 >f & exec $FTPS put - {url}/a --ca-file {ca} <f";
        let mut running = run.start(["-c", line]);
        server.wait_for("STOR", 1);
        server.wait_until("a data connection", |events| events.data_connections > 0);
        stop(&running, code);
        until("its end", SOON, || !running.is_running());
        assert!(!server.exists("a"));
    }
}

#[test]
fn while_a_pipe_has_no_writer() {
    for code in [130, 143] {
        let server = Server::build().start();
        let run = Run::new(&server);
        run.make_pipe("pipe");
        let running = run.start(["put", "pipe", "{url}/a"]);
        server.wait_for("PWD", 1);
        let began = Instant::now();
        stop(&running, code);
        running.finish().code(code);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
        assert!(!server.exists("a"));
    }
}

#[test]
fn what_comes_through_a_pipe_goes_up_whole() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.make_pipe("pipe");
    let running = run.start(["put", "pipe", "{url}/a"]);
    std::fs::write(run.path("pipe"), vec![b'x'; 300_000]).unwrap();
    running.finish().code(0);
    assert_eq!(server.read("a").len(), 300_000);
}

#[test]
fn while_connecting() {
    let silent = SilentPort::new();
    let address = silent.address();
    let port = format!(":{:04X} 02 ", address.port());
    let start = move || {
        let run = Box::leak(Box::new(Run::alone().env("FTPS_PASSWORD", "p")));
        let running = run.start(["ls", &format!("ftp://u@{address}/")]);
        let port = port.clone();
        let ready = move || {
            // A SYN is out and unanswered: the state of the socket is 02.
            until("a SYN", SOON, || {
                let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
                table.contains(&port)
            });
        };
        (running, Box::new(ready) as Box<dyn FnOnce()>)
    };
    stopped(&start);
}

#[test]
fn a_connection_that_is_never_answered_is_4() {
    let silent = SilentPort::new();
    let address = silent.address();
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    let target = format!("ftp://u@{address}/");
    let args = ["ls", "--connect-timeout", "300ms", "--retries", "0", &target];
    run.ftps(args).code(4).stderr_has("no answer in time");
    run.ftps(["ls", "--deadline", "300ms", &target]).code(14);
}
