//! How a script ends before its last line: by a signal while a command of the system runs, by its deadline while its
//! next line is not there yet.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::time::{Duration, Instant};

use rustix::process::{Pid, test_kill_process};

use crate::support::files::make_pipe;
use crate::support::{Run, Server, until};

/// A second, and what a slow machine takes.
const SOON: Duration = Duration::from_secs(3);

/// Runs a line that starts a command which tells its process id by the pipe `ready`; returns how long the end took.
#[track_caller]
fn terminated(server: &Server, line: &str) {
    let run = Run::new(server);
    make_pipe(&run.path("ready"));
    let running = run.start(["run", "-c", line, "{url}/"]);
    let told = fs::read_to_string(run.path("ready")).expect("a process id");
    let child = told.trim().parse().ok().and_then(Pid::from_raw).expect("a process id");
    let began = Instant::now();
    running.terminate();
    running.finish().code(143);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert!(test_kill_process(child).is_err(), "{line}: the command goes on");
}

#[test]
fn sigterm_ends_it_with_the_command_of_the_system_that_runs() {
    let server = Server::build().start();
    terminated(&server, "!echo $$ > ready; exec sleep 60");
}

#[test]
fn sigterm_ends_it_with_the_reader_of_a_pipe() {
    let server = Server::build().start();
    terminated(&server, "ls | exec sh -c 'echo $$ > ready; exec sleep 60'");
    // More than a pipe takes.
    for number in 0..1000 {
        server.write(&format!("{number:0200}"), "");
    }
    terminated(&server, "ls | exec sh -c 'echo $$ > ready; exec sleep 60'");
}

#[test]
fn a_command_that_does_not_heed_sigterm_is_not_waited_for() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["ready", "go"] {
        make_pipe(&run.path(name));
    }
    let line = "!trap '' TERM; echo > ready; read x < go";
    let running = run.start(["run", "-c", line, "{url}/"]);
    fs::read(run.path("ready")).expect("the command");
    running.terminate();
    // It has our pipes, and lets go of them when it ends.
    let go = OpenOptions::new().read(true).write(true).open(run.path("go")).expect("a pipe");
    let mut running = running;
    until("the end of the script", SOON, || !running.is_running());
    (&go).write_all(b"\n").expect("a line");
    running.finish().code(143);
}

#[test]
fn the_deadline_ends_a_command_of_the_system() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let began = Instant::now();
    run.ftps(["run", "--deadline", "1s", "-c", "!exec sleep 60", "{url}/"]).code(14);
    assert!(began.elapsed() < SOON + Duration::from_secs(1), "{:?}", began.elapsed());
}

#[test]
fn the_deadline_ends_the_wait_for_the_next_line() {
    let server = Server::build().start();
    let run = Run::new(&server);
    make_pipe(&run.path("lines"));
    // Open at both ends: no line, and no end either.
    let mut lines = OpenOptions::new().read(true).write(true).open(run.path("lines")).expect("it");
    lines.write_all(b"pwd\n").expect("a line");
    let ended = run.ftps(["run", "--deadline", "1s", "lines", "{url}/"]);
    ended.code(14).stdout_is("/\n").stderr_has("deadline");
    drop(lines);
    // Nor is a writer waited for.
    run.ftps(["run", "--deadline", "1s", "lines", "{url}/"]).code(14);
}
