//! SIGKILL at random moments of a get and a put, and the next run.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::dice::{is_long, wanted_seed};
use crate::support::files::names_in;
use crate::support::{Dice, Fault, Run, Running, Server, content, tree, until, verb};

const SIZE: usize = 3 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);
const OLD: &[u8] = b"the old file";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Get,
    Put,
}

#[test]
fn a_get_that_is_killed_at_any_moment_leaves_old_or_new_and_the_next_one_ends_well() {
    killed_and_run_again(Way::Get);
}

#[test]
fn a_put_that_is_killed_at_any_moment_leaves_old_or_new_and_the_next_one_ends_well() {
    killed_and_run_again(Way::Put);
}

#[test]
fn a_put_that_is_killed_before_its_first_answer_leaves_nothing_that_the_next_run_does_not_know() {
    let server = Server::build().on(verb("STOR").nth(1), Fault::no_preliminary()).start();
    let run = Run::new(&server);
    run.write("new", content(1, SIZE));
    let running = run.start(["put", "new", "{url}/a"]);
    until("a file on the server", PATIENCE, || !names_in(&server.path("")).is_empty());
    running.kill();
    running.finish().killed_by(9);
    server.wait_until("the end of the session", |events| events.logged_in == 0);
    run.ftps(["put", "new", "{url}/a"]).code(0);
    server.only_files("", &["a"]);
}

#[test]
fn a_get_that_is_killed_is_continued_from_another_folder() {
    let new = content(1, SIZE);
    let server = Server::build().on(verb("RETR").nth(1), Fault::stall(2_000_000)).start();
    server.write_dated("new", &new, 1_700_000_000);
    let run = Run::shell(&server);
    let running = run.start(["-c", "exec $FTPS get --ca-file {ca} {url}/new a"]);
    server.wait_for_bytes(1_900_000);
    let part = || tree(&run.dir()).into_values().flatten().map(|part| part.len()).sum::<usize>();
    until("a part of the file here", PATIENCE, || part() > 1_500_000);
    running.kill();
    running.finish().killed_by(9);
    run.ftps(["-c", "a=$PWD/a; cd /; exec $FTPS get --continue --ca-file {ca} {url}/new $a"])
        .code(0);
    assert!(run.read("a") == new);
    assert_eq!(server.count("REST"), 1, "{}", server.log());
    run.only_files(".", &["a"]);
}

fn killed_and_run_again(way: Way) {
    let seed = seed();
    println!("FTPS_SEED={seed}");
    let mut dice = Dice(seed);
    let new = content(seed, SIZE);
    let length = undisturbed(way, &new);
    let (mut midway, mut done) = (0, 0);
    for round in 0..rounds() {
        let fresh = round % 4 < 2;
        let case = Case { way, new: &new, old: fresh.then_some(OLD), goes_on: round % 2 == 0 };
        let moment = if round % 3 == 0 {
            Moment::Time(Duration::from_micros(dice.below(length)))
        } else {
            Moment::Bytes(dice.below(SIZE as u64), Duration::from_micros(dice.below(2000)))
        };
        let (left, was_done) = case.survives(moment);
        midway += u32::from(left);
        done += u32::from(was_done);
    }
    println!("{} kills, {midway} left a temporary, {done} came after the renaming", rounds());
    assert!(midway > 0, "no kill hit the transfer itself");
}

/// When to kill.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after the start.
    Time(Duration),
    /// When the server has moved so many bytes, and a little later.
    Bytes(u64, Duration),
}

/// One run that is killed, and the next.
struct Case<'a> {
    way: Way,
    new: &'a [u8],
    old: Option<&'a [u8]>,
    goes_on: bool,
}

impl Case<'_> {
    /// Returns whether the kill left a temporary, and whether the file was there already.
    #[track_caller]
    fn survives(&self, moment: Moment) -> (bool, bool) {
        let server = Server::build().start();
        let run = Run::new(&server);
        self.lay_out(&server, &run);
        let target = self.target(&server, &run);
        let args = |go_on: bool| {
            let first = if self.way == Way::Get { "{url}/new" } else { "new" };
            let last = if self.way == Way::Get { "target/a" } else { "{url}/target/a" };
            let command = if self.way == Way::Get { "get" } else { "put" };
            let how = if go_on { "--continue" } else { "--overwrite" };
            [command, how, first, last]
        };

        kill(run.start(args(false)), &server, moment);
        // What the connection of a dead client still held is no part of the next run.
        server.wait_until("the end of the session", |events| events.logged_in == 0);
        let found = std::fs::read(target.join("a")).ok();
        let was_done = found.as_deref() == Some(self.new);
        assert!(was_done || found.as_deref() == self.old, "{moment:?}: a wrong file in its place");
        let left = names_in(&target).iter().any(|name| name.contains(".ftps-"));

        let told = run.ftps(args(self.goes_on));
        told.code(0);
        let found = std::fs::read(target.join("a")).ok();
        assert!(
            found.as_deref() == Some(self.new),
            "{moment:?}: wrong at last\n{}",
            told.context()
        );
        assert_eq!(names_in(&target), ["a"], "{moment:?}\n{}", told.context());
        (left, was_done)
    }

    fn lay_out(&self, server: &Server, run: &Run<'_>) {
        std::fs::create_dir_all(self.target(server, run)).expect("a folder");
        if self.way == Way::Get {
            server.write_dated("new", self.new, 1_700_000_000);
        } else {
            run.write("new", self.new);
        }
        if let Some(old) = self.old {
            std::fs::write(self.target(server, run).join("a"), old).expect("an old file");
        }
    }

    fn target(&self, server: &Server, run: &Run<'_>) -> std::path::PathBuf {
        if self.way == Way::Get { run.path("target") } else { server.path("target") }
    }
}

fn kill(running: Running<'_>, server: &Server, moment: Moment) {
    match moment {
        Moment::Time(time) => thread::sleep(time),
        Moment::Bytes(bytes, later) => {
            server.wait_for_bytes(bytes);
            thread::sleep(later);
        }
    }
    running.kill();
    let told = running.finish();
    // It may have come to its end before.
    assert!(told.signal == Some(9) || told.status == Some(0), "{}", told.context());
}

/// How long a run takes that nobody kills, in microseconds.
fn undisturbed(way: Way, new: &[u8]) -> u64 {
    let server = Server::build().start();
    let run = Run::new(&server);
    server.write("new", new);
    run.write("new", new);
    let began = Instant::now();
    let args = if way == Way::Get { ["get", "{url}/new", "a"] } else { ["put", "new", "{url}/a"] };
    run.ftps(args).code(0);
    u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn rounds() -> u32 {
    if is_long() { 100 } else { 12 }
}

fn seed() -> u64 {
    wanted_seed().unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        u64::try_from(now).unwrap_or(0)
    })
}
