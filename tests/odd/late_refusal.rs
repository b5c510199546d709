//! A refusal after the last byte of an upload is the server's word. A size does not overrule it; a digest that agrees,
//! or the file sent again and accepted, does. A reply that is *lost* is still decided by the size.

use crate::support::{At, Fault, Moment, Run, Server, verb};

const REFUSALS: [&str; 3] =
    ["451 Local error in processing", "426 Failure reading network stream.", "552 quota exceeded"];

/// Nothing was learned of the upload but the refusal and the full size.
fn put(refused: &str, direct: bool) {
    let server = Server::build().on("STOR", Fault::fail(At::End, refused)).start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.write("a", "new content");
    let mut args = vec!["put", "--retries", "2", "--retry-delay", "10ms", "a", "{url}/a"];
    if direct {
        args.insert(1, "--direct");
    }
    let told = run.ftps(args);
    told.code(if refused.starts_with('5') { 7 } else { 8 }).stderr_has(refused);
    if !direct {
        assert_eq!(server.read("a"), b"old");
    }
}

#[test]
fn a_refusal_after_the_last_byte_is_not_overruled_by_the_size() {
    for refused in REFUSALS {
        put(refused, false);
        put(refused, true);
    }
}

#[test]
fn a_refusal_after_the_last_byte_is_overruled_by_sending_again() {
    for refused in &REFUSALS[..2] {
        let server = Server::build().on(verb("STOR").nth(1), Fault::fail(At::End, refused)).start();
        let run = Run::new(&server);
        run.write("a", "new content");
        run.ftps(["put", "--retry-delay", "10ms", "a", "{url}/a"]).code(0);
        assert_eq!(server.count("STOR"), 2, "{}", server.log());
        assert_eq!(server.read("a"), b"new content");
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_refusal_after_the_last_byte_is_overruled_by_a_digest_that_agrees() {
    for refused in &REFUSALS[..2] {
        let server = Server::build().with("HASH").on("STOR", Fault::fail(At::End, refused)).start();
        let run = Run::new(&server);
        run.write("a", "new content");
        run.ftps(["put", "--verify", "hash", "--retry-delay", "10ms", "a", "{url}/a"]).code(0);
        assert_eq!(server.read("a"), b"new content");
    }
}

#[test]
fn a_reply_that_is_lost_after_the_last_byte_is_decided_by_the_size() {
    let server = Server::build().on(verb("STOR").nth(1), Fault::close(Moment::BeforeReply)).start();
    let run = Run::new(&server);
    run.write("a", "new content");
    run.ftps(["put", "--retry-delay", "10ms", "a", "{url}/a"]).code(0);
    assert_eq!(server.count("STOR"), 1, "{}", server.log());
    assert_eq!(server.read("a"), b"new content");
}

#[test]
fn where_nobody_can_look_whether_a_rename_was_done_the_temporary_is_named_as_such() {
    let server = Server::build()
        .on("RNTO", Fault::close(Moment::BeforeReply))
        .on(verb("CONNECT").since(2), Fault::close(Moment::BeforeReply))
        .start();
    let run = Run::new(&server);
    run.write("a", "new content");
    let told = run.ftps(["put", "--retries", "2", "--retry-delay", "10ms", "a", "{url}/a"]);
    told.code(4)
        .stderr_has("renaming /.a.ftps-")
        .stderr_has("whether the server did so is not known");
    assert_eq!(server.read("a"), b"new content");
}
