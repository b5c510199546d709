//! `get --segments`: one file over several logins is the very file, or it is fetched as one, or the old one stays.

use std::time::Duration;

use crate::support::server::{Options, Refuse};
use crate::support::{At, Fault, Gate, Moment, Run, Server, any, content, verb};

const SIZE: usize = 21_000_001;
/// A loaded machine took half a minute for the bytes alone.
const SLOWEST: Duration = Duration::from_secs(180);
const DATED: u64 = 1_700_000_000;

fn start(options: Options) -> Server {
    let server = options.start();
    server.write_dated("a", content(1, SIZE), DATED);
    server
}

fn in_four<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    [&["get", "--segments", "4", "--retry-delay", "10ms", "--timeout", "5s"], rest].concat()
}

/// The first RETR waits until so many logins came as far as `reached`.
fn together(options: Options, reached: &'static str, logins: usize) -> Options {
    let gate = Gate::at(logins);
    options.on(reached, gate.counts()).on(verb("RETR").nth(1), gate.holds())
}

/// Gets the file over an old one and asserts that it is the new one.
#[track_caller]
fn arrives(server: &Server) -> String {
    arrives_by(server, &in_four(&["{url}/a"]))
}

/// The same; who waits for a login that hangs is ended by the harness.
#[track_caller]
fn arrives_without_waiting(server: &Server) -> String {
    let limits = ["--timeout", "10m", "--connect-timeout", "10m"];
    arrives_by(server, &[&["get", "--segments", "4"], &limits[..], &["{url}/a"]].concat())
}

#[track_caller]
fn arrives_by(server: &Server, args: &[&str]) -> String {
    let run = Run::new(server).limit(SLOWEST);
    run.write("a", "old");
    let told = run.ftps(args);
    told.code(0);
    assert!(run.read("a") == content(1, SIZE), "{}", server.log());
    run.only_files(".", &["a"]);
    told.err()
}

#[test]
fn parts_make_the_file_and_its_time() {
    let versions: [fn() -> Options; 5] = [
        Server::build,
        || Server::build().tls12_only(),
        || Server::build().like_proftpd(),
        || Server::build().like_vsftpd(),
        || Server::build().tls13_only().require_reuse(Refuse::With522),
    ];
    for version in versions {
        let server = start(together(version(), "PASS", 4));
        let run = Run::new(&server);
        run.ftps(in_four(&["{url}/a"])).code(0).stderr_is("");
        assert!(run.read("a") == content(1, SIZE), "{}", server.log());
        assert_eq!(run.modified("a"), DATED);
        assert!(server.logins() >= 4, "{}", server.log());
        assert_eq!(server.count("REST"), 3, "{}", server.log());
        run.only_files(".", &["a"]);
    }
}

#[test]
fn the_main_login_fetches_the_end_and_stays() {
    let server = start(together(Server::build(), "PASS", 4));
    server.write("b", "small");
    let run = Run::new(&server);
    run.ftps(in_four(&["{url}/a", "{url}/b"])).code(0);
    assert!(run.read("a") == content(1, SIZE) && run.read("b") == b"small");
    let commands = server.commands();
    let last = commands.iter().rfind(|command| command.verb() == "RETR").unwrap();
    assert_eq!((last.connection, last.parts().1), (1, &b"/b"[..]), "{}", server.log());
}

#[test]
fn a_small_file_is_fetched_as_one() {
    let server = Server::build().start();
    server.write_dated("a", vec![7; 7 << 20], DATED);
    let run = Run::new(&server);
    run.ftps(in_four(&["{url}/a"])).code(0).stderr_is("");
    assert_eq!((server.logins(), server.count("REST")), (1, 0));
}

#[test]
fn what_cannot_be_had_in_parts_is_fetched_as_one() {
    for (server, why) in [
        (start(Server::build().without("REST")), "refuses to begin in the middle"),
        (start(Server::build().on("REST", Fault::lie())), "does not begin where it says"),
        (start(Server::build().without("SIZE").without("MLST")), "reports no size"),
        (start(Server::build().without("MDTM")), "reports no time"),
    ] {
        let told = arrives(&server);
        assert!(told.contains("fetched as one") && told.contains(why), "{told}");
    }
}

#[test]
fn a_server_that_ignores_rest_is_found_out_where_all_bytes_are_alike() {
    let server = Server::build().on("REST", Fault::lie()).start();
    server.write_dated("a", vec![0; SIZE], DATED);
    let run = Run::new(&server);
    run.ftps(in_four(&["{url}/a"])).code(0).stderr_has("fetched as one");
    assert_eq!(run.read("a").len(), SIZE);
}

#[test]
fn one_login_that_begins_elsewhere_is_found_out() {
    for connection in 2..=4 {
        let lie = verb("REST").on_connection(connection);
        let server = start(Server::build().on(lie.optional(), Fault::lie()));
        arrives(&server);
    }
}

#[test]
fn a_limit_on_logins_means_fewer_parts_at_a_time() {
    for limit in 1..=3 {
        let server = start(together(Server::build().max_logins(limit), "PASS", limit + 1));
        let told = arrives(&server);
        assert!(told.contains("fewer logins than --segments"), "{told}");
        assert!(!told.contains("as one"), "{told}");
    }
}

#[test]
fn a_part_that_breaks_goes_on_where_it_broke() {
    for fault in [
        || Fault::cut(2_000_000),
        || Fault::reset_data(30_000),
        || Fault::lose_line(3_000_000),
        || Fault::fail(At::Bytes(70_000), "426 broken"),
        || Fault::cut(0),
    ] {
        for nth in 1..=4 {
            let server = start(Server::build().on(verb("RETR").nth(nth), fault()));
            arrives(&server);
            assert_eq!(server.count("RETR"), 5, "{}", server.log());
        }
    }
}

#[test]
fn what_fails_for_good_leaves_the_old_file() {
    for (fault, code) in [
        (Fault::reply("550 no"), 7),
        (Fault::only(1000), 9),
        (Fault::fail(At::Bytes(1_000_000), "552 no"), 7),
    ] {
        let server = start(Server::build().on("RETR", fault));
        let run = Run::new(&server);
        run.write("a", "old");
        run.ftps(in_four(&["{url}/a"])).code(code);
        assert_eq!(run.read("a"), b"old");
        run.only_files(".", &["a"]);
    }
}

/// Puts another file of the same size in the place of the one that is served.
fn replace() -> Fault {
    Fault::custom(|_, event| {
        std::fs::write(event.root.join("fresh"), content(3, SIZE)).unwrap();
        std::fs::rename(event.root.join("fresh"), event.root.join("a")).unwrap();
    })
}

#[test]
fn a_source_that_changes_meanwhile_is_fetched_anew() {
    let change = replace().and(Fault::cut(1_000_000));
    let server = start(Server::build().on(verb("RETR").nth(3), change));
    let run = Run::new(&server);
    run.ftps(in_four(&["{url}/a"])).code(0).stderr_has("fetched as one");
    assert!(run.read("a") == content(3, SIZE), "{}", server.log());
}

#[test]
fn a_source_that_changes_at_the_end_is_fetched_anew() {
    // The second SIZE is asked when all parts are there.
    let server = start(Server::build().on(verb("SIZE").nth(2), replace()));
    let run = Run::new(&server);
    run.ftps(in_four(&["{url}/a"])).code(0);
    assert!(run.read("a") == content(3, SIZE), "{}", server.log());
}

#[test]
fn digests_are_compared_if_asked_for() {
    let server = start(Server::build().with("HASH"));
    let run = Run::new(&server);
    run.ftps(in_four(&["--verify", "hash", "{url}/a"])).code(0);
    assert!(run.read("a") == content(1, SIZE));
    let server =
        start(Server::build().with("HASH").on(verb("RETR").nth(2), Fault::corrupt(99_999)));
    let run = Run::new(&server);
    run.ftps(in_four(&["--verify", "hash", "{url}/a"])).code(9).stderr_has("digests");
    run.only_files(".", &[]);
    let server = start(Server::build());
    let run = Run::new(&server);
    run.ftps(in_four(&["--verify", "hash", "{url}/a"])).code(7).stderr_has("readback");
}

/// One helper that is not let in, so that the main login fetches the end and then the beginning, which breaks.
fn broken_at_the_beginning(bytes: u64) -> Server {
    let crowded = Fault::reply("530 too many connections");
    let broken = Fault::fail(At::Bytes(bytes), "426 broken");
    start(
        together(Server::build(), "PASS", 2)
            .on(verb("PASS").nth(2), crowded)
            .on(verb("RETR").nth(2), broken),
    )
}

#[test]
fn given_up_it_keeps_only_what_has_no_gap() {
    let server = broken_at_the_beginning(3_000_000);
    let run = Run::new(&server);
    run.ftps(["get", "--segments", "2", "--retries", "0", "{url}/a"])
        .code(8)
        .stderr_has("--continue");
    let kept = std::fs::read_dir(run.dir()).unwrap().next().unwrap().unwrap();
    assert!(std::fs::read(kept.path()).unwrap() == content(1, SIZE)[..3_000_000]);
}

#[test]
fn what_was_given_up_is_gone_on_with_in_parts_and_as_one() {
    for (segments, parts) in [("1", 1), ("4", 4)] {
        let server = broken_at_the_beginning(3_000_000);
        let run = Run::new(&server);
        run.ftps(["get", "--segments", "2", "--retries", "0", "{url}/a"]).code(8);
        let before = server.count("RETR");
        run.ftps(["get", "--continue", "--segments", segments, "{url}/a"]).code(0).stderr_is("");
        assert!(run.read("a") == content(1, SIZE), "{}", server.log());
        assert_eq!(server.count("RETR") - before, parts);
        // All of them begin behind what is there.
        assert_eq!(server.count("REST"), 1 + parts, "{}", server.log());
        run.only_files(".", &["a"]);
    }
}

#[test]
fn killed_it_leaves_nothing_that_is_taken_for_a_beginning() {
    for next in [&["--segments", "4"][..], &["--segments", "1"], &[]] {
        let server = start(Server::build());
        let run = Run::new(&server);
        let slow = run.start(in_four(&["--limit-rate", "8M", "{url}/a"]));
        server.wait_for_bytes(6_000_000);
        slow.kill();
        slow.finish().killed_by(9);
        assert_eq!(std::fs::read_dir(run.dir()).unwrap().count(), 1);
        run.ftps([&["get", "--continue", "{url}/a"], next].concat()).code(0);
        assert!(run.read("a") == content(1, SIZE), "{}", server.log());
        run.only_files(".", &["a"]);
    }
}

#[test]
fn an_interrupt_ends_all_parts() {
    let server = start(Server::build());
    let run = Run::new(&server);
    let slow = run.start(in_four(&["--limit-rate", "4M", "{url}/a"]));
    server.wait_for("RETR", 4);
    slow.interrupt();
    slow.finish().code(130);
    assert!(!run.exists("a"));
}

#[test]
fn a_login_that_hangs_does_not_keep_the_file() {
    let server =
        start(together(Server::build(), "CONNECT", 3).on(verb("CONNECT").since(3), Fault::hang()));
    arrives_without_waiting(&server);
}

/// Without another login to be had, the file is checked by one that stands, however late the server answers the
/// transfers that were broken off.
#[test]
fn a_login_whose_reply_is_late_is_kept_where_no_other_is_to_be_had() {
    let server = start(
        together(Server::build(), "CONNECT", 3)
            .on(verb("CONNECT").since(3), Fault::hang())
            .on(verb("RETR").since(2), Fault::answer_after(Duration::from_secs(6))),
    );
    arrives_without_waiting(&server);
}

#[test]
fn a_lost_control_connection_costs_one_part_another_login() {
    let server = start(
        Server::build()
            .on(verb("RETR").nth(2), Fault::close(Moment::WithData).and(Fault::cut(500_000))),
    );
    arrives(&server);
}

#[test]
fn what_cannot_be_written_in_parts_is_refused_before_anything_is_sent() {
    let server = start(Server::build().on(any().optional(), Fault::hang()));
    let run = Run::new(&server);
    run.ftps(["get", "--segments", "4", "{url}/a", "-"]).code(2).stderr_has("standard output");
    run.ftps(["get", "--segments", "4", "{url}/a;type=a"]).code(2).stderr_has("--ascii");
    run.ftps(["get", "--segments", "4", "--ascii", "{url}/a"]).code(2).stderr_has("--ascii");
    run.ftps(["get", "--segments", "4", "--direct", "{url}/a"]).code(2).stderr_has("--direct");
    run.ftps(["get", "--segments", "4", "--jobs", "2", "{url}/a"]).code(2).stderr_has("--jobs");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_pipe_as_target_takes_the_file_as_one() {
    let server = start(Server::build());
    let run = Run::new(&server);
    run.make_pipe("p");
    let reader = std::thread::spawn({
        let path = run.path("p");
        move || std::fs::read(path).unwrap()
    });
    run.ftps(in_four(&["{url}/a", "-o", "p"])).code(0).stderr_has("fetched as one");
    assert!(reader.join().unwrap() == content(1, SIZE));
}
