//! What only looks at a server: `stat`, `du`, `find`, `quote`, `site`, `feat`.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use serde_json::json;

use crate::support::{Fault, Run, Server, verb};

/// 2026-01-31 09:00:00 UTC.
const JANUARY: u64 = 1_769_850_000;

/// Servers that know MLSD, and LIST in both forms.
fn all_forms() -> [Server; 3] {
    [
        Server::build().start(),
        Server::build().without("MLSD").without("MLST").start(),
        Server::build().without("MLSD").without("MLST").dos_listing().start(),
    ]
}

fn fill(server: &Server) {
    for (name, length) in [("in/a.csv", 5), ("in/b.txt", 7), ("in/sub/c.csv", 11), ("in/sub/.h", 1)]
    {
        server.write(name, vec![b'x'; length]);
    }
}

#[test]
fn exact_size_and_time_are_shown_whatever_the_server_lists() {
    for server in all_forms() {
        server.write_dated("in/a.csv", "12345", JANUARY);
        let shown = Run::new(&server).ftps(["stat", "--utc", "{url}/in/a.csv"]);
        shown.code(0).stdout_has("path      /in/a.csv\nkind      file\nsize      5\n");
        shown.stdout_has("modified  2026-01-31 09:00:00Z\n");
    }
}

#[test]
fn folders_links_and_what_is_not_there_are_told_apart() {
    for server in all_forms() {
        fill(&server);
        let run = Run::new(&server);
        run.ftps(["stat", "{url}/in"]).code(0).stdout_has("kind      dir\n").stdout_lacks("size");
        run.ftps(["stat", "{url}//"]).code(0).stdout_has("kind      dir\n");
        run.ftps(["stat", "{url}/in/none"]).code(7).stdout_is("").stderr_has("stat /in/none: ");
    }
    let server = Server::build().start();
    symlink("a.csv", server.path("link")).unwrap();
    Run::new(&server).ftps(["stat", "{url}/link"]).code(0).stdout_has("kind      symlink\n");
}

#[test]
fn several_names_are_parted_by_an_empty_line_and_in_json_by_the_event() {
    let server = Server::build().start();
    fill(&server);
    let run = Run::new(&server);
    let shown = run.ftps(["stat", "{url}/in/*.*"]);
    assert_eq!(shown.code(0).out().matches("\n\npath").count(), 1);
    let lines = run.ftps(["stat", "--json", "{url}/in/*.*"]).code(0).json();
    assert_eq!((&lines[0]["event"], &lines[0]["path"]), (&json!("entry"), &json!("/in/a.csv")));
    assert_eq!((&lines[0]["name"], &lines[0]["size"]), (&json!("a.csv"), &json!(5)));
    assert_eq!(lines.last().unwrap()["event"], json!("summary"));
}

#[test]
fn a_tree_is_found_parents_first_as_its_beginning_was_typed() {
    for server in all_forms() {
        fill(&server);
        let run = Run::new(&server);
        let all = "in\nin/a.csv\nin/b.txt\nin/sub\nin/sub/.h\nin/sub/c.csv\n";
        run.ftps(["find", "{url}/in"]).code(0).stdout_is(all).stderr_is("");
        run.ftps(["find", "{url}//in/sub/"])
            .code(0)
            .stdout_is("/in/sub/\n/in/sub/.h\n/in/sub/c.csv\n");
        let home = run.ftps(["find", "--maxdepth", "1", "{url}/"]);
        home.code(0).stdout_is(".\nin\n");
    }
}

#[test]
fn names_and_kinds_choose() {
    let server = Server::build().start();
    fill(&server);
    symlink("a.csv", server.path("in/link")).unwrap();
    let run = Run::new(&server);
    let found = |options: &[&str], names: &str| {
        let args = ["find", "{url}/in"].iter().chain(options);
        run.ftps(args).code(0).stdout_is(names).stderr_is("");
    };
    found(&["--name", "*.csv"], "in/a.csv\nin/sub/c.csv\n");
    found(&["--name", "*.csv", "--maxdepth", "1"], "in/a.csv\n");
    found(&["--name", "[ab].*", "--name", "*h", "--type", "f"], "in/a.csv\nin/b.txt\nin/sub/.h\n");
    found(&["--type", "d"], "in\nin/sub\n");
    found(&["--type", "l"], "in/link\n");
    found(&["--name", "none"], "");
    run.ftps(["find", "{url}/in", "--name", "a/b"]).code(2).stderr_has("slash");
}

#[test]
fn exact_paths_end_with_nul_and_go_to_get() {
    let server = Server::build().start();
    fs::create_dir(server.path("in")).unwrap();
    fs::write(server.path("in").join(OsStr::from_bytes(b"caf\xe9 x")), "odd").unwrap();
    fs::write(server.path("in/plain"), "plain").unwrap();
    let run = Run::new(&server);
    let listed = run.ftps(["find", "-0", "{url}/in", "--type", "f"]);
    listed.code(0).stdout_is(b"in/caf\xe9 x\0in/plain\0");
    let run = run.stdin(&listed.stdout);
    run.ftps(["get", "-0", "--from-file", "-", "{url}/", "-t", "."]).code(0);
    assert_eq!(run.read("plain"), b"plain");
    assert_eq!(fs::read(run.dir().join(OsStr::from_bytes(b"caf\xe9 x"))).unwrap(), b"odd");
}

#[test]
fn links_are_not_followed_and_loops_end() {
    // Both links are shown as folders; LIST, which tells, is refused.
    let server = Server::build()
        .without("LIST")
        .on(verb("MLSD").with("/in").optional(), Fault::listing(b"type=dir;unique=1; a\r\n"))
        .on(verb("MLSD").with("/in/a").optional(), Fault::listing(b"type=dir;unique=1; a\r\n"))
        .start();
    server.write("in/a/x", "");
    let found = Run::new(&server).ftps(["find", "{url}/in"]);
    found.code(10).stdout_is("in\nin/a\nin/a/a\n").stderr_has("a link to a folder");
}

#[test]
fn a_folder_that_is_endless_is_left() {
    let server = Server::build().start();
    server.write(&format!("in/{}x", "a/".repeat(205)), "");
    Run::new(&server).ftps(["find", "{url}/in"]).code(10).stderr_has("200 levels");
    Run::new(&server).ftps(["rm", "-r", "{url}/in"]).code(12).stderr_has("nothing is removed");
    assert_eq!((server.count("DELE"), server.count("RMD")), (0, 0));
}

#[test]
fn what_cannot_be_listed_is_told_and_the_rest_is_shown() {
    let server =
        Server::build().on(verb("MLSD").with("/in/sub"), Fault::reply("550 not yours")).start();
    fill(&server);
    let run = Run::new(&server);
    let found = run.ftps(["find", "{url}/in", "--type", "f"]);
    found.code(10).stdout_is("in/a.csv\nin/b.txt\n").stderr_has("550 not yours");
    run.ftps(["du", "-s", "{url}/in"]).code(10).stdout_is("12\t/in\n").stderr_has("550 not yours");
}

#[test]
fn folders_are_measured_with_what_is_below_them() {
    for server in all_forms() {
        fill(&server);
        let run = Run::new(&server);
        run.ftps(["du", "{url}/in"]).code(0).stdout_is("12\t/in/sub\n24\t/in\n").stderr_is("");
        run.ftps(["du", "-s", "{url}/in", "{url}/in/a.csv"])
            .code(0)
            .stdout_is("24\t/in\n5\t/in/a.csv\n");
    }
    let server = Server::build().start();
    fill(&server);
    server.write("in/big", vec![0; 3 << 20]);
    let run = Run::new(&server);
    run.ftps(["du", "-sh", "{url}/in"]).code(0).stdout_is("3.00 MiB\t/in\n");
    let lines = run.ftps(["du", "--json", "-d", "0", "{url}/in"]).code(0).json();
    let usage = json!({"v": 1, "event": "usage", "path": "/in", "bytes": (3 << 20) + 24,
        "files": 5, "folders": 2, "unsized": 0});
    assert_eq!(lines[0], usage);
}

#[test]
fn a_reply_is_shown_as_it_came_and_a_refusal_is_an_error() {
    let long = "211-one\r\n two\x1b[2J\r\n211 three";
    let server = Server::build().on(verb("STAT").nth(1), Fault::reply(long)).start();
    server.write("a", "");
    let run = Run::new(&server);
    let shown = run.ftps(["quote", "{url}", "STAT"]);
    shown.code(0).stdout_is("211-one\n two\\u{1b}[2J\n211 three\n");
    run.ftps(["quote", "{url}", "SITE", "CHMOD", "600", "a"]).code(0).stdout_is("200 mode set\n");
    run.ftps(["site", "{url}", "CHMOD 640 a"]).code(0).stdout_is("200 mode set\n");
    run.ftps(["quote", "{url}", "XNON"])
        .code(7)
        .stdout_is("")
        .stderr_has("sending XNON: server said 500");
    let lines = run.ftps(["site", "--json", "{url}", "CHMOD 640 a"]).code(0).json();
    assert_eq!(
        lines[0],
        json!({"v": 1, "event": "reply", "command": "SITE CHMOD 640 a",
        "code": 200, "lines": ["mode set"]})
    );
}

#[test]
fn commands_that_would_change_the_session_never_go_out() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for command in ["PROT C", "QUIT", "RETR a", "NOOP\r\nDELE a"] {
        run.ftps(["quote", "{url}", command]).code(2);
    }
    run.ftps(["site", "{url}", "x\r\nDELE a"]).code(2);
    run.ftps(["quote", "{url}/in", "NOOP"]).code(2).stderr_has("path");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn features_come_one_a_line() {
    let server = Server::build().start();
    let shown = Run::new(&server).ftps(["feat", "{url}"]);
    shown.code(0).stdout_has("AUTH TLS\n").stdout_has("\nUTF8\n").stdout_lacks("211");
    let server = Server::build().without("FEAT").start();
    Run::new(&server).ftps(["feat", "{url}"]).code(7).stderr_has("500");
}
