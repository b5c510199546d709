//! Verification beyond the size, permissions, and the limit of the rate.

use std::time::{Duration, Instant};

use crate::support::{Fault, Run, Server, verb};

const VERBS: [&str; 5] = ["HASH", "XSHA512", "XSHA256", "XMD5", "XCRC"];

#[test]
fn digests_are_compared_by_whatever_the_server_offers() {
    for offered in VERBS {
        let server = Server::build().with(offered).start();
        let run = Run::new(&server);
        run.write("a", "content");
        run.ftps(["put", "--verify", "hash", "a", "{url}/b"]).code(0);
        run.ftps(["get", "--verify", "hash", "{url}/b"]).code(0);
        assert_eq!(run.read("b"), b"content");
        assert!(server.count(offered) >= 2, "{}", server.log());
    }
}

#[test]
fn a_digest_that_differs_keeps_the_old_file() {
    let server = Server::build().with("XSHA256").on("XSHA256", Fault::lie()).start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "old");
    run.ftps(["put", "--verify", "hash", "a", "{url}/a"]).code(9).stderr_has("digests");
    assert_eq!(server.read("a"), b"old");
    server.only_files("", &["a"]);
    run.write("a", "here");
    run.ftps(["get", "--verify", "hash", "{url}/a"]).code(9).stderr_has("digests");
    assert_eq!(run.read("a"), b"here");
}

#[test]
fn a_corrupted_upload_is_found_by_digest_and_by_reading_back() {
    for how in ["hash", "readback"] {
        let server =
            Server::build().with("XSHA256").on(verb("STOR").nth(1), Fault::corrupt(3)).start();
        let run = Run::new(&server);
        run.write("a", "content");
        run.ftps(["put", "--verify", how, "a", "{url}/a"]).code(9).stderr_has("digests");
        assert!(!server.exists("a"));
        server.only_files("", &[]);
    }
}

#[test]
fn without_a_digest_hash_is_7_before_anything_is_sent_and_names_readback() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "content");
    run.ftps(["put", "--verify", "hash", "a", "{url}/a"]).code(7).stderr_has("--verify readback");
    assert_eq!(server.count("STOR"), 0);
    run.ftps(["put", "--verify", "readback", "a", "{url}/a"]).code(0);
    run.ftps(["get", "--verify", "readback", "{url}/a", "b"]).code(0);
    assert_eq!(server.count("RETR"), 3, "{}", server.log());
}

#[test]
fn streams_are_compared_too() {
    let server = Server::build().with("HASH").start();
    let run = Run::new(&server).stdin("from a pipe");
    run.ftps(["put", "--verify", "hash", "-", "{url}/a"]).code(0);
    run.ftps(["get", "--verify", "hash", "{url}/a", "-"]).code(0).stdout_is("from a pipe");
}

#[test]
fn permissions_are_set_before_the_file_has_its_name() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "content");
    run.ftps(["put", "--chmod", "640", "a", "{url}/a"]).code(0);
    let verbs = server.verbs();
    let place = |verb: &str| verbs.iter().position(|known| known == verb);
    assert!(place("SITE") < place("RNFR") && place("SITE").is_some(), "{}", server.log());
    run.ftps(["put", "--chmod", "rwx", "a", "{url}/a"]).code(2);
}

#[test]
fn the_rate_is_limited_over_all_files() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["a", "b"] {
        server.write(name, vec![7; 300_000]);
    }
    let begin = Instant::now();
    run.ftps(["get", "--limit-rate", "500K", "{url}/a", "{url}/b", "-t", "."]).code(0);
    let took = begin.elapsed();
    assert!((Duration::from_millis(900)..Duration::from_secs(20)).contains(&took), "{took:?}");
}
