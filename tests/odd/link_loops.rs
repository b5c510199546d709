//! Links to a folder above, on a server that lists them as plain folders: no walk goes round in them without a word.

use std::os::unix::fs::symlink;

use crate::support::{Fault, Run, Server, tree, verb};

/// Noon of 1 January 2026.
const DATE: u64 = 1_767_268_800;

/// A server like ftp-srv with a folder `www` of one file and a folder with two links to `www`, beside a file.
fn looped() -> Server {
    let server = Server::build().links_as_goals().without("unique").start();
    plant(&server);
    server
}

fn plant(server: &Server) {
    server.write_dated("www/file", "once", DATE);
    server.write_dated("www/deep/low", "low", DATE);
    symlink("../../www", server.path("www/deep/again")).expect("a link");
    symlink("..", server.path("www/deep/up")).expect("a link");
}

/// A path that only a walk that goes round comes to: the loop is found before.
const TOO_DEEP: &str = "again/deep/again/deep/again/deep/again/deep/again";

#[test]
fn nothing_is_copied_of_a_folder_with_a_loop() {
    let server = looped();
    let run = Run::new(&server);
    let copied = run.ftps(["cp", "-r", "{url}/www", "{url}/copy"]);
    copied.code(12).stderr_has("a loop, it seems").stderr_has("/www/deep/again/deep");
    assert!(!server.exists("copy"), "{}", copied.context());
}

#[test]
fn commands_that_list_all_levels_stop_in_a_loop_with_an_error() {
    for command in [&["du"][..], &["find"], &["ls", "-R"], &["tree"]] {
        let server = looped();
        let run = Run::new(&server);
        let shown = run.ftps(command.iter().chain(&["{url}/www"]));
        assert_ne!(shown.status, Some(0), "{}", shown.context());
        shown.stderr_has("a loop, it seems").stderr_lacks(TOO_DEEP);
        assert!(server.count("MLSD") < 40, "{}", shown.context());
    }
}

#[test]
fn a_source_with_a_loop_is_fetched_with_an_error_and_nothing_is_deleted_for_it() {
    for command in
        [&["get", "-r"][..], &["mirror"], &["mirror", "--delete", "--max-delete", "100%"]]
    {
        let server = looped();
        let run = Run::new(&server);
        run.write("dst/www/deep/old", "stays");
        let args: &[&str] =
            if command[0] == "get" { &["{url}/www", "dst/"] } else { &["{url}/www", "dst/www"] };
        let fetched = run.ftps(command.iter().chain(args));
        assert_ne!(fetched.status, Some(0), "{}", fetched.context());
        fetched.stderr_has("a loop, it seems");
        assert_eq!(run.read("dst/www/deep/low"), b"low", "{}", fetched.context());
        assert!(run.exists("dst/www/deep/old"), "{}", fetched.context());
        let too_deep = |name: &String| name.contains(TOO_DEEP);
        assert!(!tree(&run.path("dst")).keys().any(too_deep), "{}", fetched.context());
    }
}

/// aioftp: RMD of a link and of a folder that is not empty is refused in the same words.
fn unclear() -> Server {
    let refused = Fault::reply("451 file system error");
    let server =
        Server::build().links_as_goals().without("unique").on(verb("RMD"), refused).start();
    plant(&server);
    server
}

#[test]
fn nothing_is_deleted_below_a_folder_of_the_target_with_a_loop() {
    let server = unclear();
    let run = Run::new(&server);
    run.write("src/new", "new");
    let before = tree(&server.path("www/deep"));
    let stopped = run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/www"]);
    stopped.code(12).stderr_has("a loop, it seems");
    assert_eq!(tree(&server.path("www/deep")), before, "{}", stopped.context());
}

#[test]
fn files_are_put_beside_a_loop_of_the_target_and_none_is_lost_in_it() {
    const IN_THE_LOOP: &str = "deep/up/deep/up/deep/up/deep/up/deep/up/deep/up/x";
    for (server, tells_links) in [(looped(), true), (unclear(), false)] {
        let run = Run::new(&server);
        run.write("src/new", "new");
        run.ftps(["mirror", "src", "{url}/www"]).code(0);
        assert_eq!(server.read("www/new"), b"new");
        run.write(&format!("src/{IN_THE_LOOP}"), "far down");
        let put = run.ftps(["mirror", "src", "{url}/www"]);
        if tells_links {
            put.code(0);
            assert_eq!(server.read(&format!("www/{IN_THE_LOOP}")), b"far down");
        } else {
            put.code(10).stderr_has("a loop, it seems");
            assert!(!server.exists("www/x"), "{}", put.context());
        }
        assert_eq!(server.read("www/file"), b"once", "{}", put.context());
    }
}

#[test]
fn folders_within_folders_of_the_same_name_are_no_loop() {
    let server = Server::build().links_as_goals().without("unique").start();
    for depth in 0..12 {
        server.write_dated(&format!("d/{}file", "d/".repeat(depth)), "x", DATE + depth as u64);
    }
    std::fs::create_dir_all(server.path("empty/e/e/e/e/e/e/e/e")).expect("folders");
    let run = Run::new(&server);
    run.ftps(["mirror", "{url}/", "dst"]).code(0);
    assert!(run.exists(&format!("dst/{}file", "d/".repeat(12))));
    run.ftps(["du", "{url}/d", "{url}/empty"]).code(0);
}
