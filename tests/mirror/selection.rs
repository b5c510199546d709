//! What takes part: rules, sizes, ages, links, names.

use std::fs;
use std::path::Path;

use super::{JANUARY, UP, counts, down, fill, up};
use crate::support::{Run, Server, date};

#[test]
fn rules_decide_in_their_order_and_what_they_leave_is_never_deleted() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a.csv", "b.tmp", "d/c.csv", "d/keep.tmp", "cache/x.csv"]);
    run.write("rules", "# comment\n*.tmp\n!keep.tmp\n/cache/\n");
    server.write("to/other.tmp", "x");
    server.write("to/cache/y", "y");
    let options = ["--delete", "--exclude-from", "rules"];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (3, 0, 0));
    server.only_files("to", &["a.csv", "cache", "d", "other.tmp"]);
    server.only_files("to/d", &["c.csv", "keep.tmp"]);
    server.only_files("to/cache", &["y"]);
    let all = ["--delete-excluded", "--max-delete", "100%", "--exclude-from", "rules"];
    assert_eq!(counts(run.ftps(up(&all)).code(0)).1, 3);
    server.only_files("to", &["a.csv", "d"]);
}

#[test]
fn only_what_is_included_takes_part() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a.csv", "b.txt", "d/c.csv", "e/f.txt"]);
    server.write("to/old.csv", "x");
    server.write("to/old.txt", "x");
    server.write("to/e/old.csv", "x");
    let options = ["--delete", "--max-delete", "100%", "--include", "*.csv"];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (2, 2, 0));
    server.only_files("to", &["a.csv", "d", "e", "old.txt"]);
    server.only_files("to/e", &[]);
}

#[test]
fn a_rule_that_takes_everything_back_is_refused() {
    let run = Run::alone();
    run.ftps(["mirror", "--include", "*.csv", "--exclude", "*", "a", "h:b"])
        .code(2)
        .stderr_has("put it first");
}

#[test]
fn sizes_ages_and_depth_leave_files_alone_on_both_sides() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("src/small", "x");
    run.write("src/large", vec![0; 5000]);
    run.write("src/old", "xxx");
    run.write("src/d/e/deep", "xxx");
    run.write("src/d/mid", "xxx");
    date(&run.path("src/old"), JANUARY - 400 * 86_400);
    server.write("to/large", "kept");
    server.write("to/d/e/other", "kept");
    let options = [
        "--delete",
        "--min-size",
        "2",
        "--max-size",
        "4K",
        "--newer-than",
        "300d",
        "--max-depth",
        "2",
    ];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (1, 0, 0));
    server.only_files("to", &["d", "large"]);
    assert_eq!(
        (server.read("to/large"), server.read("to/d/e/other")),
        (b"kept".into(), b"kept".into())
    );
    let options = ["--older-than", "2025-12-31"];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (1, 0, 0));
}

#[test]
fn links_are_left_out_with_one_word_followed_or_made_again() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b"]);
    std::os::unix::fs::symlink("a", run.path("src/link")).expect("a link");
    std::os::unix::fs::symlink("d", run.path("src/folder")).expect("a link");
    run.ftps(UP).code(0).stderr_has("2 symbolic links skipped");
    server.only_files("to", &["a", "d"]);
    assert_eq!(counts(run.ftps(up(&["--links", "follow"])).code(0)), (2, 0, 2));
    server.only_files("to", &["a", "d", "folder", "link"]);
    assert_eq!(server.read("to/folder/b"), b"d/b");
    std::os::unix::fs::symlink("..", run.path("src/d/loop")).expect("a link");
    run.ftps(up(&["--links", "follow"])).code(10).stderr_has("never end");
}

#[test]
fn links_of_a_server_are_made_again_within_the_tree_only() {
    let server = Server::build().without("MLSD").without("MLST").start();
    server.write("from/d/a", "a");
    for (link, to) in
        [("good", "d/a"), ("d/up", "../d"), ("bad", "../../etc/passwd"), ("root", "/etc")]
    {
        std::os::unix::fs::symlink(to, server.path(&format!("from/{link}"))).expect("a link");
    }
    let run = Run::new(&server);
    let told = run.ftps(["mirror", "--json", "--links", "copy", "{url}/from", "dst"]);
    told.code(10).stderr_has("a link out of the tree");
    run.only_files("dst", &["d", "good"]);
    assert_eq!(fs::read_link(run.path("dst/good")).expect("a link"), Path::new("d/a"));
    assert_eq!(
        counts(&run.ftps(["mirror", "--json", "--links", "copy", "{url}/from", "dst"])),
        (0, 0, 1)
    );
}

#[test]
fn our_own_temporaries_are_no_part_of_a_tree() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", ".b.ftps-0123abcd"]);
    server.write("to/.other.ftps-89abcdef", "x");
    assert_eq!(counts(run.ftps(up(&["--delete"])).code(0)), (1, 0, 0));
    server.only_files("to", &[".other.ftps-89abcdef", "a"]);
}

#[test]
fn a_temporary_that_is_long_dead_goes_if_it_is_of_this_tree() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    for name in [".a.ftps-0123abcd", ".other.ftps-0123abcd"] {
        server.write_dated(&format!("to/{name}"), "x", JANUARY - 86_400 * 300);
    }
    server.write("to/.a.ftps-89abcdef", "somebody is at it");
    run.ftps(UP).code(0);
    server.only_files("to", &[".a.ftps-89abcdef", ".other.ftps-0123abcd", "a"]);
}

#[test]
fn names_that_ftp_cannot_carry_are_told_and_the_rest_goes() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "line\nend/x", "line\nend/y"]);
    let told = run.ftps(up(&["--delete"]));
    assert_eq!(counts(told.code(10).stderr_has("line end")), (1, 0, 0));
    assert_eq!(told.summary()["failed"], 1);
}

#[test]
fn newer_says_which_of_the_servers_files_have_times_in_the_future() {
    let ahead = u64::try_from(jiff::Timestamp::now().as_second()).unwrap() + 10 * 24 * 3600;
    let server = Server::build().start();
    server.write_dated("to/theirs", "theirs", ahead);
    server.write_dated("from/theirs", "theirs", ahead);
    let run = Run::new(&server);
    fill(&run, &["ours", "theirs"]);
    date(&run.path("src/ours"), ahead);
    let note = "--newer: 1 file on the server whose time lies in the future: theirs";
    run.ftps(up(&["--newer"])).code(0).stderr_has(note);
    assert_eq!(server.read("to/theirs"), b"theirs");
    run.ftps(down(&["--newer"])).code(0).stderr_has(note);
    run.ftps(up(&[])).code(0).stderr_lacks("future");
}
