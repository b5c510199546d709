//! Replies that come twice, or late, are not the answer to the next command: a reply that cannot be the answer to a
//! command is not taken for it.

use std::time::Duration;

use crate::support::{Fault, Run, Server, When, verb};

/// How long after the first the second reply comes: in one segment with it, and behind the next command.
const PAUSES: [u64; 3] = [0, 5, 15];

/// A server that says `text` once more after each final reply to `when`.
fn server(when: impl Into<When>, pause: u64, text: &str) -> Server {
    let again = Fault::again_after(Duration::from_millis(pause), text);
    Server::build().on(when, again).start()
}

/// The options that make a lost answer a matter of a moment.
const QUICK: [&str; 4] = ["--timeout", "2s", "--retry-delay", "10ms"];

fn args<'a>(command: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    [&[command][..], &QUICK, rest].concat()
}

#[test]
fn a_second_226_of_a_listing_does_not_answer_dele() {
    for pause in PAUSES {
        let server = server("MLSD", pause, "226 and again");
        server.write("in/keep1", "x");
        server.write("in/keep2", "x");
        let run = Run::new(&server);
        run.ftps(args("rm", &["{url}/in/keep*"])).code(0);
        assert!(!server.exists("in/keep1") && !server.exists("in/keep2"), "{}", server.log());
    }
}

#[test]
fn a_second_226_of_an_upload_is_dropped_and_nothing_is_left() {
    for pause in PAUSES {
        let server = server("STOR", pause, "226 and again");
        let run = Run::new(&server);
        run.write("a", "new");
        run.write("b", "newer");
        run.ftps(args("put", &["a", "b", "{url}/"])).code(0);
        assert_eq!(server.read("a"), b"new");
        assert_eq!(server.read("b"), b"newer");
        server.only_files("", &["a", "b"]);
    }
}

#[test]
fn a_second_226_of_a_download_is_dropped() {
    for pause in PAUSES {
        let server = server("RETR", pause, "226 and again");
        server.write("a", "one");
        server.write("b", "other");
        let run = Run::new(&server);
        run.ftps(args("get", &["{url}/a", "{url}/b", "."])).code(0);
        assert_eq!((run.read("a"), run.read("b")), (b"one".to_vec(), b"other".to_vec()));
    }
}

#[test]
fn a_second_226_does_not_answer_mkd_rnto_size_or_mfmt() {
    for pause in PAUSES {
        let server = server("MLSD", pause, "226 and again");
        server.write("there/old", "x");
        let run = Run::new(&server);
        run.write("tree/sub/a", "new");
        run.ftps(args("mirror", &["tree", "{url}/there"])).code(0);
        assert_eq!(server.read("there/sub/a"), b"new");
    }
}

#[test]
fn a_second_230_does_not_answer_pbsz() {
    for pause in PAUSES {
        let server = server("PASS", pause, "230 and welcome again");
        server.write("a", "x");
        let run = Run::new(&server);
        run.ftps(args("get", &["{url}/a"])).code(0);
        assert_eq!(run.read("a"), b"x");
        assert_eq!(server.logins(), 1, "{}", server.log());
    }
}

#[test]
fn three_greetings_are_one() {
    for pause in PAUSES {
        let server = Server::build()
            .on("CONNECT", Fault::again_after(Duration::from_millis(pause), "220 b\r\n220 c"))
            .start();
        server.write("a", "x");
        let run = Run::new(&server);
        run.ftps(args("get", &["{url}/a"])).code(0);
        assert_eq!(run.read("a"), b"x");
        server.nothing_in_clear();
    }
}

#[test]
fn a_220_that_comes_for_auth_and_nothing_behind_it_is_no_protection() {
    let server = Server::build().on("AUTH", Fault::reply("220 hello")).start();
    let run = Run::new(&server);
    let told = run.ftps(["get", "--timeout", "500ms", "--retries", "0", "{url}/a"]);
    assert!(matches!(told.status, Some(4 | 5)), "{}", told.context());
    server.nothing_in_clear();
}

#[test]
fn a_230_that_comes_for_pbsz_and_nothing_behind_it_protects_nothing() {
    let server = Server::build().on("PBSZ", Fault::reply("230 welcome")).start();
    server.write("a", "x");
    let run = Run::new(&server);
    let told = run.ftps(["get", "--timeout", "500ms", "--retries", "0", "{url}/a"]);
    assert_ne!(told.status, Some(0), "{}", told.context());
    assert_eq!(server.data_connections(), 0);
}

#[test]
fn size_and_mfmt_answered_twice_do_not_hide_a_refused_rnto() {
    for pause in PAUSES {
        let pause = Duration::from_millis(pause);
        let server = Server::build()
            .on("SIZE", Fault::again_after(pause, "213 3"))
            .on(verb("MFMT").optional(), Fault::again_after(pause, "213 Modify=20260101000000; a"))
            .on(verb("RNTO").optional(), Fault::reply("553 not that name"))
            .start();
        server.write("a", "old");
        let run = Run::new(&server);
        run.write("a", "new");
        let told = run.ftps(args("put", &["--retries", "0", "a", "{url}/a"]));
        assert_ne!(told.status, Some(0), "{}", told.context());
        assert_eq!(server.read("a"), b"old");
    }
}

#[test]
fn size_and_mfmt_answered_twice_do_not_end_an_upload_without_its_name() {
    for pause in PAUSES {
        let pause = Duration::from_millis(pause);
        let server = Server::build()
            .on("SIZE", Fault::again_after(pause, "213 3"))
            .on(verb("MFMT").optional(), Fault::again_after(pause, "213 Modify=20260101000000; a"))
            .start();
        let run = Run::new(&server);
        run.write("a", "new");
        run.ftps(args("put", &["a", "{url}/a"])).code(0);
        assert_eq!(server.read("a"), b"new");
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_226_never_answers_what_has_an_answer_of_its_own() {
    for (at, args) in [
        ("DELE", &["rm", "{url}/a"][..]),
        ("MKD", &["mkdir", "{url}/new"]),
        ("RNTO", &["mv", "{url}/a", "{url}/b"]),
    ] {
        let server = Server::build().on(verb(at), Fault::reply("226 done")).start();
        server.write("a", "x");
        let told = Run::new(&server)
            .ftps([&args[..1], &["--timeout", "500ms", "--retries", "0"], &args[1..]].concat());
        assert_ne!(told.status, Some(0), "{at}: {}", told.context());
    }
}
