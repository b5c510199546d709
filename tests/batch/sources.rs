//! Sources that are removed once their copies are whole and verified, and only then.

use super::serving;
use crate::support::{Fault, Moment, Run, Server, verb};

#[test]
fn a_source_is_removed_once_it_is_verified() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    let got = run.ftps(["get", "--remove-source", "-v", "{url}/out/*"]);
    got.code(0).stderr_has("verified, source removed");
    server.only_files("out", &[]);
    run.only_files(".", &["a", "b"]);
    let sent = run.ftps(["put", "--remove-source", "--json", "a", "b", "{url}/out/"]);
    assert_eq!(sent.code(0).json()[0]["source"], "removed");
    run.only_files(".", &[]);
    server.only_files("out", &["a", "b"]);
}

#[test]
fn a_source_that_is_not_verified_is_kept() {
    let server = Server::build().without("SIZE").without("MLST").without("MLSD").start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(7).stderr_has("it was transferred, but");
    run.ftps(["put", "--remove-source", "a", "{url}/b"]).code(7).stderr_has("the source is kept");
    assert!(server.exists("a") && run.path("a").exists());
    run.ftps(["put", "--remove-source", "--verify", "none", "a", "{url}/b"]).code(2);
}

#[test]
fn a_source_that_cannot_be_removed_fails_with_its_own_reason() {
    let server = Server::build().on(verb("DELE"), Fault::reply("550 not allowed")).start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(7).stderr_has(
        "it was transferred, but its source is not removed: server said 550 not allowed",
    );
    assert_eq!(run.read("a"), b"1");
}

#[test]
fn a_source_that_grew_meanwhile_is_kept() {
    let server = Server::build()
        .on(verb("SIZE").nth(2), Fault::change_file("a", "longer than before"))
        .start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(9).stderr_has("changed meanwhile");
    assert!(server.exists("a"));
}

#[test]
fn a_removal_whose_answer_is_lost_is_looked_up() {
    let server = Server::build().on(verb("DELE"), Fault::close(Moment::BeforeReply)).start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "--retry-delay", "1ms", "{url}/a"]).code(0);
    assert!(!server.exists("a"));
}

#[test]
fn streams_are_no_sources_to_remove() {
    let server = serving(&["a"]);
    let run = Run::new(&server).stdin("x");
    run.ftps(["get", "--remove-source", "{url}/out/a", "-"]).code(2).stderr_has("standard output");
    run.ftps(["put", "--remove-source", "-", "{url}/b"]).code(2).stderr_has("standard input");
    assert!(server.exists("out/a"));
}
