//! Ctrl-C and SIGTERM end everything at once, with 130 and 143, and leave nothing half done under a
//! final name and no temporary file here.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::support::output::Output;
use crate::support::{Fault, Run, Running, Server};

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
        let began = Instant::now();
        while !run.exists("begun") && began.elapsed() < SOON {
            thread::sleep(Duration::from_millis(5));
        }
        stop(&running, code);
        running.finish().code(code);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    }
}

#[test]
fn while_standard_input_is_waited_for() {
    for code in [130, 143] {
        let server = Server::build().start();
        let run = Run::program("sh")
            .against(&server)
            .without_ca()
            .env("FTPS", env!("CARGO_BIN_EXE_ftps"));
        // The writer stays silent, and goes when the reader has gone.
        let line = "mkfifo f; sleep 20 >f & exec $FTPS put - {url}/a --ca-file {ca} <f";
        let running = run.start(["-c", line]);
        server.wait_for("STOR", 1);
        server.wait_until("a data connection", |events| events.data_connections > 0);
        let began = Instant::now();
        stop(&running, code);
        let mut running = running;
        while running.is_running() && began.elapsed() < SOON {
            thread::sleep(Duration::from_millis(5));
        }
        assert!(!running.is_running());
        assert!(!server.exists("a"));
    }
}

/// A port whose queue is full, so that the system drops each further SYN.
fn silent_port() -> (SocketAddr, Vec<TcpStream>, TcpListener) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket.listen(0).unwrap();
    let listener = TcpListener::from(socket);
    let address = listener.local_addr().unwrap();
    let limit = Duration::from_millis(200);
    let held = (0..8).map_while(|_| TcpStream::connect_timeout(&address, limit).ok()).collect();
    (address, held, listener)
}

#[test]
fn while_connecting() {
    let (address, _held, _listener) = silent_port();
    let port = format!(":{:04X} 02 ", address.port());
    let start = move || {
        let run = Box::leak(Box::new(Run::alone().env("FTPS_PASSWORD", "p")));
        let running = run.start(["ls", &format!("ftp://u@{address}/")]);
        let port = port.clone();
        let ready = move || {
            // A SYN is out and unanswered: the state of the socket is 02.
            let began = Instant::now();
            let is_out = || {
                let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
                table.contains(&port)
            };
            while !is_out() && began.elapsed() < SOON {
                thread::sleep(Duration::from_millis(5));
            }
        };
        (running, Box::new(ready) as Box<dyn FnOnce()>)
    };
    stopped(&start);
}

#[test]
fn a_connection_that_is_never_answered_is_4() {
    let (address, _held, _listener) = silent_port();
    let run = Run::alone().env("FTPS_PASSWORD", "p");
    let target = format!("ftp://u@{address}/");
    let args = ["ls", "--connect-timeout", "300ms", "--retries", "0", &target];
    run.ftps(args).code(4).stderr_has("no answer in time");
    run.ftps(["ls", "--deadline", "300ms", &target]).code(14);
}
