//! Uploads that the server refuses after their last byte, and renames that are answered late or oddly: the reply and
//! the files decide, never a guess.

use std::path::Path;
use std::time::Duration;

use crate::support::server::{Event, Instead, Options, Plan};
use crate::support::{At, Fault, Moment, Run, Server, content, verb};

const SIZE: usize = 100_000;

/// Takes all bytes, and then says this.
fn refusing(nth: usize) -> Options {
    Server::build().on(verb("STOR").nth(nth), Fault::final_reply("451 Local error in processing"))
}

fn quickly<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    [&["put", "--retry-delay", "10ms"], rest].concat()
}

#[test]
fn an_upload_refused_after_its_last_byte_is_sent_again_although_its_size_is_right() {
    for args in [&["a", "{url}/a"][..], &["--direct", "a", "{url}/a"]] {
        let server = refusing(1).start();
        let run = Run::new(&server);
        run.write("a", content(1, SIZE));
        run.ftps(quickly(args)).code(0).stderr_has("451 Local error");
        assert_eq!((server.count("STOR"), server.count("APPE")), (2, 0), "{}", server.log());
        assert!(server.read("a") == content(1, SIZE));
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_digest_that_agrees_overrules_the_refusal() {
    let server = refusing(1).with("XSHA256").start();
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    run.ftps(quickly(&["a", "{url}/a"])).code(0);
    assert_eq!(server.count("STOR"), 1, "{}", server.log());
    server.only_files("", &["a"]);
}

#[test]
fn an_upload_that_is_always_refused_at_its_end_never_gets_its_name() {
    let server = Server::build().on("STOR", Fault::final_reply("451 Local error")).start();
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    run.ftps(quickly(&["--retries", "2", "a", "{url}/a"])).code(8).stderr_has("451 Local error");
    assert_eq!(server.count("RNTO"), 0, "{}", server.log());
    server.only_files("", &[]);
}

#[test]
fn the_next_run_does_not_take_the_size_for_a_proof_either() {
    const LARGE: usize = 2_000_000;
    let server = refusing(1).start();
    let run = Run::new(&server);
    run.write("a", content(1, LARGE));
    run.ftps(quickly(&["--retries", "0", "a", "{url}/a"])).code(8).stderr_has("--continue");
    run.ftps(quickly(&["--continue", "a", "{url}/a"])).code(0);
    assert_eq!(server.count("STOR"), 2, "{}", server.log());
    assert!(server.read("a") == content(1, LARGE));
    server.only_files("", &["a"]);
}

/// The temporary file of `a`.
fn temporary(root: &Path) -> Option<std::path::PathBuf> {
    let entries = std::fs::read_dir(root).ok()?.filter_map(Result::ok);
    entries.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains(".ftps-"))
}

/// Renames the temporary of `a`, whatever is answered.
fn rename(event: &Event) {
    if let Some(found) = temporary(&event.root) {
        std::fs::rename(found, event.root.join("a")).expect("a rename");
    }
}

/// Does RNTO, and answers with this after a while.
fn renamed_and(reply: &'static str, pause: Duration) -> Fault {
    Fault::custom(move |plan: &mut Plan, event| {
        rename(event);
        plan.delay = Some(pause);
        plan.instead = Some(Instead::Reply(reply.as_bytes().to_vec()));
    })
}

#[track_caller]
fn arrives_renamed_once(server: &Server) -> String {
    let run = Run::new(server);
    run.write("a", content(1, SIZE));
    let output = run.ftps(quickly(&["a", "{url}/a"]));
    output.code(0);
    assert!(server.read("a") == content(1, SIZE), "{}", server.log());
    assert_eq!((server.count("RNFR"), server.count("RNTO")), (1, 1), "{}", server.log());
    server.only_files("", &["a"]);
    output.err()
}

#[test]
fn a_rename_that_is_answered_late_is_not_repeated() {
    let late = renamed_and("250 done", Duration::from_secs(7));
    arrives_renamed_once(&Server::build().on("RNTO", late).start());
}

#[test]
fn a_rename_that_is_refused_though_it_was_done_is_done() {
    for reply in ["553 not that name", "550 no such file", "451 try again", "332 account wanted"] {
        let server = Server::build().on("RNTO", renamed_and(reply, Duration::ZERO)).start();
        arrives_renamed_once(&server);
    }
}

#[test]
fn a_rename_whose_first_command_is_answered_250_is_judged_by_the_files() {
    let server = Server::build()
        .on("RNFR", Fault::reply("250 ready"))
        .on("RNTO", renamed_and("250 done", Duration::ZERO))
        .start();
    arrives_renamed_once(&server);
}

#[test]
fn a_rename_that_was_not_done_says_so_truly() {
    let server = Server::build().on("RNTO", Fault::reply("553 not that name")).start();
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    let output = run.ftps(quickly(&["a", "{url}/a"]));
    output.code(7).stderr_has("the upload is complete under the temporary name /.a.ftps-");
    assert!(temporary(server.root()).is_some());
}

#[test]
fn an_upload_that_is_taken_away_at_once_is_not_said_to_be_kept() {
    let take = Fault::custom(|_, event: &Event| {
        if let Some(found) = temporary(&event.root) {
            std::fs::remove_file(found).expect("a file to take");
        }
    });
    let server = Server::build().on("RNFR", take).start();
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    let output = run.ftps(quickly(&["a", "{url}/a"]));
    output.code(7).stderr_has("--direct");
    assert!(!output.err().contains("complete under"), "{}", output.err());
}

/// A small upload whose line is lost in the middle, for good.
fn broken(server: &Server, run: &Run<'_>) {
    run.write("a", content(1, SIZE));
    run.ftps(["put", "--retries", "0", "a", "{url}/a"]).code(4);
    assert!(temporary(server.root()).is_some(), "{}", server.log());
}

#[test]
fn a_small_upload_that_broke_leaves_no_temporary_behind_the_next_run() {
    for (args, appe) in [(&[][..], 0), (&["--continue"][..], 1)] {
        let lost = Fault::lose_line(At::Bytes(50_000)).and(Fault::close(Moment::WithData));
        let server = Server::build().on(verb("STOR").nth(1), lost).start();
        let run = Run::new(&server);
        broken(&server, &run);
        run.ftps([&["put", "a", "{url}/a"], args].concat()).code(0);
        assert!(server.read("a") == content(1, SIZE), "{}", server.log());
        assert_eq!(server.count("APPE"), appe, "{}", server.log());
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_size_does_not_overrule_the_refusal_of_an_append() {
    for (words, args) in [
        ("451 Local error in processing", &["--append", "a", "{url}/log"][..]),
        ("552 over quota", &["--append", "--remove-source", "a", "{url}/log"]),
        ("426 broken", &["--append", "--remove-source", "a", "{url}/log"]),
    ] {
        let server = Server::build().on("APPE", Fault::final_reply(words)).start();
        server.write("log", "old");
        let run = Run::new(&server);
        run.write("a", content(1, SIZE));
        let put = run.ftps(quickly(args));
        assert_ne!(put.status, Some(0), "{}", put.context());
        put.stderr_has(words);
        assert!(run.exists("a"), "{}", put.context());
        // Never twice.
        assert_eq!(server.count("APPE"), 1, "{}", server.log());
    }
}
