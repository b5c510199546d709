//! `mirror --backup-dir`: what is replaced is kept too, and nothing is lost where something fails on the way.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::server::Options;
use crate::support::{Fault, Moment, Run, Server, verb};

const UP: [&str; 7] = ["mirror", "--jobs", "1", "--backup-dir", "/kept", "src", "{url}/to"];
const DOWN: [&str; 5] = ["mirror", "--backup-dir", "kept", "{url}/to", "dst"];

/// A server with an old version of `d/a`, and a new one here; one is kept already.
fn changed(options: Options) -> (Server, impl Fn(&Server) -> Run<'_>) {
    let server = options.start();
    server.write_dated("to/d/a", "old", 1_000_000_000);
    server.write("kept/d/a", "older");
    (server, |server: &Server| {
        let run = Run::new(server);
        run.write("src/d/a", "new");
        run
    })
}

#[test]
fn an_old_version_on_the_server_is_kept_and_the_one_before_it_goes() {
    for options in [Server::build(), Server::build().no_replace()] {
        let (server, run) = changed(options);
        let run = run(&server);
        run.write("src/d/fresh", "fresh");
        run.ftps(UP).code(0);
        assert_eq!(
            (server.read("to/d/a"), server.read("kept/d/a")),
            (b"new".into(), b"old".into())
        );
        server.only_files("kept/d", &["a"]);
        server.only_files("to/d", &["a", "fresh"]);
        run.ftps(UP).code(0).stderr_has("2 the same");
        assert_eq!(server.read("kept/d/a"), b"old");
    }
}

#[test]
fn folders_for_what_is_kept_are_made() {
    // pure-ftpd and aioftp call a folder that is missing a failure for now.
    let missing = Fault::reply("451 no such file or directory");
    let server = Server::build().on(verb("RNTO").nth(1), missing).start();
    server.write_dated("to/d/e/a", "old", 1_000_000_000);
    let run = Run::new(&server);
    run.write("src/d/e/a", "new");
    run.ftps(UP).code(0).stderr_lacks("trying again");
    assert_eq!(
        (server.read("to/d/e/a"), server.read("kept/d/e/a")),
        (b"new".into(), b"old".into())
    );
}

#[test]
fn a_transfer_that_fails_costs_neither_the_old_version_nor_the_one_that_is_kept() {
    let full = Server::build().on(verb("STOR"), Fault::reply("552 full"));
    let (server, run) = changed(full);
    run(&server).ftps(UP).code(7);
    assert_eq!((server.read("to/d/a"), server.read("kept/d/a")), (b"old".into(), b"older".into()));
    // The first renaming sets aside, the second gives the name.
    let refused = Server::build().on(verb("RNTO").nth(2), Fault::reply("553 not that name"));
    let (server, run) = changed(refused);
    run(&server).ftps(UP).code(7).stderr_has("not that name");
    assert_eq!(server.read("to/d/a"), b"old");
}

#[test]
fn an_answer_that_is_lost_on_the_way_changes_nothing() {
    for number in [1, 2] {
        for moment in [Moment::BeforeReply, Moment::BeforeCommand] {
            let broken = Server::build().on(verb("RNTO").nth(number), Fault::close(moment));
            let (server, run) = changed(broken);
            run(&server).ftps(["mirror", "--retry-delay", "10ms"].iter().chain(&UP[1..])).code(0);
            let both = (server.read("to/d/a"), server.read("kept/d/a"));
            assert_eq!(both, (b"new".into(), b"old".into()), "{number} {moment:?}");
            server.only_files("to/d", &["a"]);
        }
    }
}

#[test]
fn a_run_that_is_killed_between_the_two_renamings_is_completed_by_the_next() {
    let (server, run) = changed(Server::build().on(verb("RNTO").nth(2), Fault::hang()));
    let run = run(&server);
    let running = run.start(UP);
    server.wait_for("RNTO", 2);
    running.kill();
    running.finish();
    assert_eq!((server.exists("to/d/a"), server.read("kept/d/a")), (false, b"old".into()));
    run.ftps(UP).code(0);
    assert_eq!((server.read("to/d/a"), server.read("kept/d/a")), (b"new".into(), b"old".into()));
    server.only_files("to/d", &["a"]);
}

#[test]
fn where_the_old_version_cannot_be_kept_it_is_not_replaced() {
    let (server, run) = changed(Server::build().without("RNFR"));
    run(&server).ftps(UP).code(7).stderr_has("keeping the old /to/d/a");
    assert_eq!((server.read("to/d/a"), server.read("kept/d/a")), (b"old".into(), b"older".into()));
    server.only_files("to/d", &["a"]);
}

#[test]
fn an_old_version_here_is_kept_as_it_was() {
    let server = Server::build().start();
    server.write("to/d/a", "new");
    let run = Run::new(&server);
    run.write_dated("dst/d/a", "old", 1_000_000_000);
    run.write("kept/d/a", "older");
    fs::set_permissions(run.path("dst/d/a"), fs::Permissions::from_mode(0o666)).expect("a mode");
    run.ftps(DOWN).code(0);
    assert_eq!((run.read("dst/d/a"), run.read("kept/d/a")), (b"new".into(), b"old".into()));
    for path in ["dst/d/a", "kept/d/a"] {
        let mode = fs::metadata(run.path(path)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o666, "{path}");
    }
    assert_eq!(run.modified("kept/d/a"), 1_000_000_000);
    run.only_files("kept/d", &["a"]);
    run.only_files("dst/d", &["a"]);
}

#[test]
fn a_download_that_fails_leaves_what_is_kept_here() {
    let server = Server::build().on(verb("RETR"), Fault::reply_closing_data("550 no")).start();
    server.write("to/d/a", "new");
    let run = Run::new(&server);
    run.write("dst/d/a", "old and longer");
    run.write("kept/d/a", "older");
    run.ftps(DOWN).code(7);
    assert_eq!(run.read("dst/d/a"), b"old and longer");
    assert_eq!(run.read("kept/d/a"), b"older");
}
