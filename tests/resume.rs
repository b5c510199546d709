//! Transfers that are interrupted: tried again, continued, never joined from two versions.

use crate::support::server::Options;
use crate::support::{At, Fault, Moment, Run, Server, content, quickly, verb};

const SIZE: usize = 3_000_000;
const DATED: u64 = 1_700_000_000;

/// An upload that ends in the middle.
fn broken() -> Fault {
    Fault::fail(At::Bytes(1_500_000), "426 broken")
}

/// Breaks the first upload.
fn broken_once(server: Options) -> Options {
    server.on(verb("STOR").nth(1), broken())
}

/// A server with something to fetch.
fn serving(options: Options) -> Server {
    let server = options.start();
    server.write_dated("a", content(1, SIZE), DATED);
    server
}

#[test]
fn a_download_that_breaks_goes_on_where_it_broke() {
    for at in [1, 1_000_000, SIZE as u64 - 1] {
        for fault in [Fault::cut(at), Fault::reset_data(at)] {
            let server = serving(Server::build().on(verb("RETR").nth(1), fault));
            let run = Run::new(&server);
            run.ftps(quickly("get", &["{url}/a"])).code(0);
            assert!(run.read("a") == content(1, SIZE), "broken at {at}");
            run.only_files(".", &["a"]);
        }
    }
}

#[test]
fn a_download_that_goes_on_asks_only_for_the_rest() {
    let server = serving(Server::build().on(verb("RETR").nth(1), Fault::cut(2_000_000)));
    Run::new(&server).ftps(quickly("get", &["{url}/a"])).code(0);
    assert_eq!(server.count("REST"), 1, "{}", server.log());
}

#[test]
fn a_source_that_changed_is_fetched_from_its_beginning() {
    let server = serving(Server::build().on(verb("RETR").nth(1), Fault::cut(2_000_000)).on(
        verb("RETR").nth(2),
        Fault::change_file("a", content(3, SIZE)).and(Fault::cut(1_000_000)),
    ));
    let run = Run::new(&server);
    run.ftps(quickly("get", &["{url}/a"])).code(0);
    let got = run.read("a");
    assert!(got == content(3, SIZE) || got == content(1, SIZE), "two versions were joined");
    assert!(got == server.read("a"), "not what the server has");
}

#[test]
fn rest_refused_or_ignored_means_from_the_beginning() {
    for fault in [Fault::reply("502 no REST"), Fault::lie()] {
        let server = serving(
            Server::build().on(verb("RETR").nth(1), Fault::cut(2_000_000)).on("REST", fault),
        );
        let run = Run::new(&server);
        run.ftps(quickly("get", &["{url}/a"])).code(0);
        assert!(run.read("a") == content(1, SIZE), "{}", server.log());
    }
}

#[test]
fn an_upload_that_breaks_goes_on_where_it_broke() {
    let server = broken_once(Server::build()).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    server.write("a", "old");
    run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
    assert!(server.read("a") == content(2, SIZE), "{}", server.log());
    assert_eq!((server.count("STOR"), server.count("APPE")), (1, 1), "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn an_upload_goes_on_by_rest_where_appe_is_refused() {
    let server = broken_once(Server::build().without("APPE")).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
    assert!(server.read("a") == content(2, SIZE), "{}", server.log());
    server.only_files("", &["a"]);
}

/// Breaks off the first STOR and then changes one byte of what it left, `before_the_end` bytes before its end.
fn broken_and_spoilt(server: Options, before_the_end: usize) -> Server {
    let spoil = Fault::custom(move |_, event| {
        if event.times_before > 0 {
            return;
        }
        for found in std::fs::read_dir(&event.root).unwrap() {
            let path = found.unwrap().path();
            let mut bytes = std::fs::read(&path).unwrap();
            let at = bytes.len() - before_the_end;
            bytes[at] ^= 1;
            std::fs::write(&path, bytes).unwrap();
        }
    });
    broken_once(server).on("SIZE", spoil).start()
}

#[test]
fn an_upload_is_never_joined_to_what_ends_otherwise_where_the_server_can_tell() {
    let servers: [fn() -> Options; 3] = [
        || Server::build().with("XSHA256"),
        || Server::build().with("XCRC"),
        || Server::build().with("HASH").with("RANG"),
    ];
    for server in servers {
        let server = broken_and_spoilt(server(), 60_000);
        let run = Run::new(&server);
        run.write("a", content(2, SIZE));
        run.ftps(quickly("put", &["a", "{url}/a"]))
            .code(0)
            .stderr_has("does not hold the bytes that were sent");
        assert!(server.read("a") == content(2, SIZE), "{}", server.log());
        assert_eq!((server.count("STOR"), server.count("APPE")), (2, 0), "{}", server.log());
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_tail_that_is_the_same_is_gone_on_with() {
    let servers: [fn() -> Options; 4] = [
        || Server::build().with("XSHA256"),
        || Server::build().with("XMD5").on("XMD5", Fault::reply("501 no such range")),
        || Server::build().with("XMD5").on("XMD5", Fault::reply("250 done")),
        || Server::build().with("HASH").with("RANG").on("RANG", Fault::reply("502 no")),
    ];
    for server in servers {
        let server = broken_once(server()).start();
        let run = Run::new(&server);
        run.write("a b", content(2, SIZE));
        run.ftps(quickly("put", &["a b", "{url}/"])).code(0);
        assert!(server.read("a b") == content(2, SIZE), "{}", server.log());
        assert_eq!((server.count("STOR"), server.count("APPE")), (1, 1), "{}", server.log());
    }
}

#[test]
fn an_upload_to_a_server_that_ignores_rest_begins_again() {
    for ignores in [Fault::lie(), Fault::reply("502 no REST")] {
        let server = broken_once(Server::build().without("APPE").on("REST", ignores)).start();
        let run = Run::new(&server);
        run.write("a", content(2, SIZE));
        server.write("a", "old");
        run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
        assert!(server.read("a") == content(2, SIZE), "{}", server.log());
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_source_that_changes_between_two_tries_of_an_upload_is_9_and_the_old_file_stays() {
    let runs = Server::build().start();
    let run = Run::new(&runs);
    run.write("a", content(2, SIZE));
    let path = run.path("a");
    let change = Fault::custom(move |_, _| std::fs::write(&path, content(3, SIZE)).unwrap());
    let server = Server::build().on(verb("STOR").nth(1), change.and(broken())).start();
    server.write("a", "old");
    let run = run.against(&server);
    run.ftps(quickly("put", &["a", "{url}/a"])).code(9).stderr_has("changed while");
    assert_eq!(server.read("a"), b"old");
    server.only_files("", &["a"]);
    run.ftps(["put", "--continue", "a", "{url}/a"]).code(0);
    assert!(server.read("a") == content(3, SIZE));
    server.only_files("", &["a"]);
}

#[test]
fn another_file_of_the_same_size_and_time_is_found_out_where_the_first_was_cut() {
    let change = Fault::custom(|_, event| {
        let path = event.root.join("a");
        let before = std::fs::metadata(&path).and_then(|found| found.modified()).unwrap();
        std::fs::write(&path, content(3, SIZE)).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_modified(before))
            .unwrap();
    });
    let server = serving(
        Server::build()
            .on(verb("RETR").nth(1), Fault::cut(2_000_000))
            .on(verb("RETR").nth(2), change),
    );
    let run = Run::new(&server);
    run.ftps(quickly("get", &["{url}/a"])).code(0);
    assert!(run.read("a") == content(3, SIZE), "two versions were joined");
    run.only_files(".", &["a"]);
}

#[test]
fn a_lost_226_is_decided_by_size_and_not_by_sending_again() {
    let server = Server::build().on(verb("STOR").nth(1), Fault::close(Moment::BeforeReply)).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
    assert!(server.read("a") == content(2, SIZE), "{}", server.log());
    assert_eq!((server.count("STOR"), server.count("APPE")), (1, 0), "{}", server.log());
}

#[test]
fn a_lost_answer_to_the_renaming_is_decided_by_what_is_there() {
    let server = Server::build().on(verb("RNTO").nth(1), Fault::close(Moment::BeforeReply)).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
    assert!(server.read("a") == content(2, SIZE), "{}", server.log());
    assert_eq!(server.count("STOR"), 1, "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn a_download_that_was_given_up_is_continued_by_the_next_run() {
    let server = serving(Server::build().on(verb("RETR").nth(1), Fault::cut(2_000_000)));
    let run = Run::new(&server);
    run.ftps(["get", "--retries", "0", "{url}/a"]).code(8).stderr_has("--continue");
    assert!(!run.exists("a"));
    run.ftps(["get", "--continue", "{url}/a"]).code(0);
    assert!(run.read("a") == content(1, SIZE));
    assert_eq!(server.count("REST"), 1, "{}", server.log());
    run.only_files(".", &["a"]);
}

#[test]
fn what_was_left_of_a_download_waits_until_there_is_room_for_the_rest() {
    let server = Server::build().without("MLST").without("MLSD");
    let server = server.on("SIZE", Fault::reply("213 1152921504606846976"));
    let server = serving(server.on(verb("RETR").nth(1), Fault::cut(2_000_000)));
    let run = Run::new(&server);
    // Of a size that is not believed no room is taken.
    let unchecked = ["get", "--verify", "none", "--continue", "{url}/a"];
    run.ftps([&unchecked[..], &["--retries", "0"]].concat()).code(8).stderr_has("--continue");
    run.ftps(["get", "--continue", "{url}/a"]).code(3);
    assert_eq!(server.count("RETR"), 1, "{}", server.log());
    run.ftps(unchecked).code(0);
    assert!(run.read("a") == content(1, SIZE));
    assert_eq!(server.count("REST"), 1, "{}", server.log());
    run.only_files(".", &["a"]);
}

#[test]
fn an_upload_that_was_given_up_is_continued_by_the_next_run() {
    let server = broken_once(Server::build()).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(["put", "--retries", "0", "a", "{url}/a"]).code(8).stderr_has("--continue");
    run.ftps(["put", "--continue", "a", "{url}/a"]).code(0);
    assert!(server.read("a") == content(2, SIZE));
    assert_eq!((server.count("STOR"), server.count("APPE")), (1, 1), "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn without_being_asked_the_next_run_replaces_what_was_left() {
    let server = broken_once(Server::build()).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(["put", "--retries", "0", "a", "{url}/a"]).code(8);
    run.ftps(["put", "a", "{url}/a"]).code(0);
    assert_eq!(server.count("APPE"), 0, "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn a_source_that_changed_between_runs_is_never_joined() {
    let server = broken_once(Server::build()).start();
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    run.ftps(["put", "--retries", "0", "a", "{url}/a"]).code(8);
    run.write("a", content(3, SIZE));
    run.ftps(["put", "--continue", "a", "{url}/a"]).code(0);
    assert!(server.read("a") == content(3, SIZE), "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn tries_end_when_none_makes_progress() {
    let server = serving(Server::build().on("RETR", Fault::cut(0)));
    let run = Run::new(&server);
    run.ftps(quickly("get", &["--retries", "2", "{url}/a"])).code(8);
    assert_eq!(server.count("RETR"), 3, "{}", server.log());
    run.only_files(".", &[]);
}

#[test]
fn what_is_refused_for_good_is_not_tried_again() {
    let server = Server::build().on("RETR", Fault::reply("550 no")).start();
    server.write("a", "x");
    Run::new(&server).ftps(quickly("get", &["{url}/a"])).code(7);
    assert_eq!(server.count("RETR"), 1, "{}", server.log());
}

#[test]
fn standard_input_is_sent_once_and_not_pretended_again() {
    let server = broken_once(Server::build()).start();
    let run = Run::new(&server).stdin(content(2, SIZE));
    run.ftps(quickly("put", &["-", "{url}/a"])).code(8).stderr_has("426 broken");
    assert!(!server.exists("a"));
    assert_eq!(server.count("STOR"), 1, "{}", server.log());
}

#[test]
fn two_runs_at_one_transfer_leave_each_other_alone() {
    let server = Server::build().start();
    server.write_dated("b", content(1, SIZE), DATED);
    let run = Run::new(&server);
    run.write("a", content(2, SIZE));
    let slow_put = run.start(["put", "--limit-rate", "3M", "a", "{url}/a"]);
    let slow_get = run.start(["get", "--limit-rate", "3M", "{url}/b"]);
    server.wait_for("STOR", 1);
    server.wait_for("RETR", 1);
    run.ftps(["put", "--continue", "a", "{url}/a"]).code(0);
    run.ftps(["put", "a", "{url}/a"]).code(0);
    run.ftps(["get", "--continue", "{url}/b"]).code(0);
    slow_put.finish().code(0);
    slow_get.finish().code(0);
    assert!(server.read("a") == content(2, SIZE) && run.read("b") == content(1, SIZE));
    server.only_files("", &["a", "b"]);
    run.only_files(".", &["a", "b"]);
}

#[test]
fn what_other_runs_left_is_told_of_when_asked_and_never_removed() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let left = ".a.ftps-0123abcd";
    let others = [".b.ftps-0123abcd", ".a.ftps-xyz"];
    for name in others.iter().chain([&left]) {
        run.write(&format!("in/{name}"), "left");
        server.write(&format!("in/{name}"), "left");
    }
    run.write("a", "new");
    for [command, from, to] in [["put", "a", "{url}/in/"], ["get", "{url}/in/a", "in/"]] {
        run.ftps([command, from, to]).code(0).stderr_lacks("left");
        let told = run.ftps([command, "-v", from, to]);
        told.code(0)
            .stderr_has("in/.a.ftps-0123abcd is a temporary file: an interrupted run left it");
        assert_eq!(told.err().matches("interrupted run").count(), 1, "{}", told.err());
    }
    let all = ["a", left, others[0], others[1]];
    run.only_files("in", &all);
    server.only_files("in", &all);
}
