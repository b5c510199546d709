//! Everyday commands: `cp`, `touch`, `ln`, `head`, `tail`, `tree`, `df`, `checksum`, and the questions
//! of `rm -i` and `mv -i`.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;

use serde_json::json;

use crate::support::{Fault, Run, Server, quickly, verb};

/// 2026-01-31 09:00:00 UTC.
const JANUARY: u64 = 1_769_850_000;

/// SHA-256 of `12345`.
const DIGEST: &str = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5";

#[test]
fn a_copy_is_made_by_the_server_under_a_temporary_name_where_it_can() {
    let server = Server::build().with("SITE CPFR").start();
    server.write("in/a.csv", "12345");
    fs::create_dir(server.path("done")).unwrap();
    let run = Run::new(&server);
    run.ftps(["cp", "{url}/in/a.csv", "{url}/in/b.csv"]).code(0).stderr_is("");
    run.ftps(["cp", "{url}/in/*.csv", "{url}/done"]).code(0).stderr_is("");
    assert_eq!(server.read("done/b.csv"), b"12345");
    server.only_files("done", &["a.csv", "b.csv"]);
    assert_eq!(server.count("RETR") + server.count("STOR"), 0, "{}", server.log());
    let temporary = |line: &&str| line.contains("CPTO") && line.contains(".ftps-");
    assert_eq!(server.log().lines().filter(temporary).count(), 3);
}

#[test]
fn a_copy_goes_through_this_machine_where_the_server_makes_none_and_that_is_said_once() {
    let server = Server::build().start();
    server.write("www/index.html", "<p>");
    server.write("www/img/logo.png", "png");
    symlink("index.html", server.path("www/link")).unwrap();
    let run = Run::new(&server);
    run.ftps(["cp", "{url}/www", "{url}/old"]).code(7).stderr_has("-r copies it");
    let copied = run.ftps(["cp", "-r", "{url}/www", "{url}/old"]);
    assert_eq!(copied.code(0).err().matches("go through this machine").count(), 1);
    assert_eq!(
        (server.read("old/index.html"), server.read("old/img/logo.png")),
        (b"<p>".to_vec(), b"png".to_vec())
    );
    assert!(!server.exists("old/link"));
    run.ftps(["cp", "-r", "{url}/www", "{url}/www/img/x"]).code(7).stderr_has("lies in it");
    run.ftps(["cp", "{url}/www/index.html", "{url}/www//index.html"]).code(7);
    run.ftps(["cp", "-n", "-v", "{url}/www/index.html", "{url}/www/img/logo.png"])
        .code(0)
        .stderr_has("skipped, exists");
    assert_eq!(server.read("www/img/logo.png"), b"png");
}

#[test]
fn a_copy_of_another_size_is_9_and_leaves_nothing() {
    let server =
        Server::build().with("SITE CPFR").on(verb("SIZE").nth(2), Fault::reply("213 3")).start();
    server.write("a", "12345");
    let run = Run::new(&server);
    run.ftps(["cp", "{url}/a", "{url}/b"]).code(9).stderr_has("5 bytes, and its copy 3");
    server.only_files("", &["a"]);
}

#[test]
fn touch_sets_times_and_makes_empty_files_and_never_empties_one() {
    for server in [
        Server::build().start(),
        Server::build().without("MFMT").with("MDTM SET").start(),
        Server::build().without("MFMT").start(),
    ] {
        server.write_dated("a", "12345", JANUARY);
        let run = Run::new(&server);
        run.ftps(["touch", "-d", "2020-02-02T00:00:00Z", "{url}/a"]).code(0);
        assert_eq!((server.modified("a"), server.read("a")), (1_580_601_600, b"12345".to_vec()));
        run.write_dated("local", "", JANUARY);
        run.ftps(["touch", "-r", "local", "{url}/a", "{url}/new"]).code(0);
        assert_eq!((server.modified("a"), server.modified("new")), (JANUARY, JANUARY));
        run.ftps(["touch", "-c", "-v", "{url}/none"]).code(0).stderr_has("does not exist");
        assert!(!server.exists("none") && server.read("new").is_empty());
        run.ftps(["touch", "{url}/a"]).code(0);
        assert!(server.modified("a") > JANUARY && server.read("a") == b"12345");
    }
    let server = Server::build().without("MFMT").without("SITE UTIME").start();
    server.write("a", "12345");
    let run = Run::new(&server);
    run.ftps(["touch", "{url}/a"]).code(7).stderr_has("does not set times");
    run.ftps(["touch", "{url}/new"]).code(0);
}

#[test]
fn times_are_taken_from_files_on_the_server_as_from_local_ones() {
    let server = Server::build().start();
    server.write_dated("in/ref", "", JANUARY);
    server.write_dated("in/old", "", JANUARY - 60);
    server.write("in/new", "");
    let run = Run::new(&server);
    let found = run.ftps(["find", "{url}/in", "--newer", "{url}/in/ref", "--type", "f"]);
    found.code(0).stdout_is("in/new\n");
    run.ftps(["find", "{url}/in", "--older", "{url}/none"]).code(7).stderr_has("the time of none");
    run.ftps(["find", "{url}/in", "--older", "yesterday"]).code(2).stderr_has("HOST:PATH");
    run.ftps(["touch", "-r", "{url}/in/ref", "{url}/in/new"]).code(0);
    assert_eq!(server.modified("in/new"), JANUARY);
    // In a shell a name is one on the server.
    let script = run.ftps(["run", "-c", "cd in; touch -r old new; find . --older ref", "{url}"]);
    script.code(0).stdout_has("new").stdout_has("old");
    assert_eq!(server.modified("in/new"), JANUARY - 60);
}

#[test]
fn find_says_where_permissions_are_not_reported() {
    let server = Server::build().without("MLSD").without("MLST").dos_listing().start();
    server.write("in/a.csv", "x");
    server.write("in/b.txt", "x");
    let run = Run::new(&server);
    let found = run.ftps(["find", "{url}/in", "--perm", "644", "--name", "*.csv"]);
    found.code(7).stdout_is("").stderr_has("no permissions of 1 name").stderr_has("--perm");
    run.ftps(["find", "{url}/in", "--perm", "644", "--name", "*.zip"]).code(0).stderr_is("");
}

#[test]
fn links_are_made_where_the_server_can_and_refused_where_not() {
    let server = Server::build().with("SITE SYMLINK").start();
    server.write("in/a.csv", "12345");
    let run = Run::new(&server);
    run.ftps(["ln", "-s", "a.csv", "{url}/in/today"]).code(0);
    assert_eq!(server.read("in/today"), b"12345");
    run.ftps(["ln", "-s", "{url}/in/a.csv", "{url}/now"]).code(0);
    assert_eq!(fs::read_link(server.path("now")).unwrap().to_str(), Some("/in/a.csv"));
    run.ftps(["ln", "-s", "a.csv", "{url}/in/today"]).code(7).stderr_has("exists already");
    run.ftps(["ln", "-s", "a b", "{url}/in/blank"]).code(7).stderr_has("blank");
    run.ftps(["ln", "a.csv", "{url}/in/hard"]).code(2).stderr_has("--symbolic");
    let server = Server::build().start();
    let refused = Run::new(&server).ftps(["ln", "-s", "a", "{url}/b"]);
    refused.code(7).stderr_has("SITE SYMLINK");
}

/// Lines `1` to `n`, a line each.
fn lines(n: u32) -> String {
    (1..=n).map(|number| number.to_string() + "\n").collect()
}

#[test]
fn head_and_tail_print_the_ends_of_files() {
    for server in [Server::build().start(), Server::build().without("REST").without("SIZE").start()]
    {
        server.write("in/a", lines(20));
        server.write("in/b", "x\ny");
        let run = Run::new(&server);
        run.ftps(["head", "{url}/in/a"]).code(0).stdout_is(lines(10));
        run.ftps(["head", "-n", "2", "{url}/in/a"]).code(0).stdout_is("1\n2\n");
        run.ftps(["head", "-c", "3", "{url}/in/a"]).code(0).stdout_is("1\n2");
        run.ftps(["head", "{url}/in/b"]).code(0).stdout_is("x\ny");
        run.ftps(["tail", "-n", "2", "{url}/in/a"]).code(0).stdout_is("19\n20\n");
        run.ftps(["tail", "-n", "1", "{url}/in/b"]).code(0).stdout_is("y");
        run.ftps(["tail", "-c", "4", "{url}/in/a"]).code(0).stdout_is("\n20\n");
        run.ftps(["tail", "-n", "+19", "{url}/in/a"]).code(0).stdout_is("19\n20\n");
        run.ftps(["tail", "-c", "+50", "{url}/in/a"]).code(0).stdout_is("0\n");
        run.ftps(["tail", "-n", "1", "{url}/in/*"])
            .code(0)
            .stdout_is("==> /in/a <==\n20\n\n==> /in/b <==\ny");
        run.ftps(["head", "{url}/in/none"]).code(7).stdout_is("");
        run.ftps(["cat", "{url}/in/*"]).code(0).stdout_is(lines(20) + "x\ny");
    }
}

#[test]
fn head_fetches_no_more_than_it_needs_and_tail_only_the_end() {
    let server = Server::build().start();
    let line = "x".repeat(99) + "\n";
    server.write("big", line.repeat(200_000));
    let run = Run::new(&server);
    run.ftps(["head", "-n", "1", "{url}/big"]).code(0).stdout_is(&line);
    run.ftps(["tail", "-n", "1", "{url}/big"]).code(0).stdout_is(&line);
    let third = "x".repeat(99) + "\n";
    run.ftps(["tail", "-n", "3000", "{url}/big"]).code(0).stdout_is(third.repeat(3000));
    let rest = server.log();
    assert!(rest.contains(&format!("REST {}", 20_000_000 - 64 * 1024)), "{rest}");
}

#[test]
fn a_tail_that_ends_early_is_9() {
    let server = Server::build().on("RETR", Fault::no_close_notify()).start();
    server.write("a", lines(20));
    let run = Run::new(&server);
    run.ftps(quickly("tail", &["{url}/a"])).code(9).stderr_has("close_notify");
    let allowed = ["tail", "--allow-missing-close-notify", "-n", "1", "{url}/a"];
    run.ftps(allowed).code(0).stdout_is("20\n");
}

#[test]
fn tail_follows_what_is_appended_until_it_is_stopped() {
    let server = Server::build().start();
    server.write("log", "1\n2\n");
    let run = Run::new(&server);
    let following = run.start(["tail", "-f", "-n", "1", "--interval", "20ms", "{url}/log"]);
    server.wait_for("SIZE", 2);
    fs::OpenOptions::new()
        .append(true)
        .open(server.path("log"))
        .and_then(|mut log| log.write_all(b"3\n"))
        .unwrap();
    server.wait_for("RETR", 2);
    // Its answer has been read when the size is asked for again.
    server.wait_for("SIZE", server.count("SIZE") + 2);
    fs::write(server.path("new"), "new\n").unwrap();
    fs::rename(server.path("new"), server.path("log")).unwrap();
    server.wait_for("RETR", 3);
    server.wait_for("SIZE", server.count("SIZE") + 2);
    following.interrupt();
    let ended = following.finish();
    ended.code(130).stdout_is("2\n3\nnew\n").stderr_has("became shorter");
}

#[test]
fn a_tree_is_drawn_with_its_branches() {
    let server = Server::build().start();
    server.write("in/a", "");
    server.write("in/sub/b", "");
    server.write("in/sub/deep/c", "");
    let run = Run::new(&server);
    run.ftps(["tree", "{url}/in"]).code(0).stdout_is(
        "in\n├── a\n└── sub\n    ├── b\n    └── deep\n        └── c\n\n2 folders, 3 files\n",
    );
    run.ftps(["tree", "-d", "-L", "1", "{url}/in"])
        .code(0)
        .stdout_is("in\n└── sub\n\n1 folder, 0 files\n");
    let events = run.ftps(["tree", "--json", "{url}/in"]).code(0).json();
    assert_eq!((&events[2]["path"], &events[2]["kind"]), (&json!("/in/sub"), &json!("dir")));
    run.ftps(["tree", "{url}/none"]).code(7);
}

#[test]
fn free_space_and_quota_are_shown_where_the_server_reports_them() {
    let server = Server::build().with("AVBL").with("SITE QUOTA").start();
    fs::create_dir(server.path("in")).unwrap();
    let run = Run::new(&server);
    let shown = run.ftps(["df", "{url}/in"]);
    shown.code(0).stdout_has("5000000\t/in\n").stdout_has("Uploaded: 3 of 10 MB");
    run.ftps(["df", "-h", "{url}/in"]).code(0).stdout_has("4.77 MiB\t/in\n");
    let events = run.ftps(["df", "--json", "{url}/in"]).code(0).json();
    assert_eq!(
        (&events[0]["event"], &events[0]["available"]),
        (&json!("space"), &json!(5_000_000))
    );
    run.ftps(["df", "{url}/none"]).code(7);
    let server = Server::build().start();
    Run::new(&server).ftps(["df", "{url}/"]).code(7).stderr_has("neither AVBL nor SITE QUOTA");
}

#[test]
fn digests_are_the_servers_or_read_and_have_the_form_of_sha256sum() {
    for (server, read) in
        [(Server::build().with("HASH").start(), false), (Server::build().start(), true)]
    {
        server.write("in/a b.csv", "12345");
        let run = Run::new(&server);
        let shown = run.ftps(["checksum", "{url}/in/a b.csv"]);
        shown.code(0).stdout_is(format!("{DIGEST}  in/a b.csv\n"));
        assert_eq!(server.count("RETR") > 0, read, "{}", server.log());
        assert_eq!(shown.err().contains("the files are read"), read, "{}", shown.err());
        let md5 = run.ftps(["checksum", "-a", "md5", "{url}/in/a b.csv"]);
        md5.code(0).stdout_is("827ccb0eea8a706c4c34a16891f84e7b  in/a b.csv\n");
        run.ftps(["checksum", "{url}/in/none"]).code(7).stdout_is("");
    }
}

#[test]
fn files_are_compared_with_a_list_and_with_local_ones() {
    let server = Server::build().start();
    server.write("in/a.csv", "12345");
    server.write("in/b.csv", "other");
    let run = Run::new(&server);
    run.write("SUMS", format!("{DIGEST}  a.csv\n{DIGEST} *b.csv\n{DIGEST}  none\n"));
    let checked = run.ftps(["checksum", "--check", "SUMS", "{url}/in"]);
    checked.code(10).stdout_is("a.csv: OK\nb.csv: FAILED\n").stderr_has("in/none");
    run.write("GOOD", format!("{DIGEST}  a.csv\n"));
    run.ftps(["checksum", "-c", "GOOD", "{url}/in"]).code(0).stdout_is("a.csv: OK\n");
    run.write("ODD", "what is this\n");
    run.ftps(["checksum", "-c", "ODD", "{url}/in"]).code(9).stderr_has("what is this");
    run.write("here/a.csv", "12345");
    run.write("here/b.csv", "54321");
    let against = run.ftps(["checksum", "--against", "here", "{url}/in/*.csv"]);
    against.code(10).stdout_is("/in/a.csv: OK\n/in/b.csv: FAILED\n");
    run.ftps(["checksum", "--against", "here", "{url}/in/b.csv"]).code(9);
}

#[test]
fn nothing_is_removed_or_replaced_without_a_yes_where_questions_are_wanted() {
    let server = Server::build().start();
    server.write("a", "a");
    server.write("b", "b");
    let run = Run::new(&server).stdin("no\ny\n");
    run.ftps(["rm", "-i", "{url}/a", "{url}/b"]).code(0).stderr_has("rm: remove /a?");
    assert!(server.exists("a") && !server.exists("b"));
    server.write("b", "b");
    let run = run.stdin("");
    run.ftps(["mv", "-i", "{url}/a", "{url}/b"]).code(0).stderr_has("mv: replace /b?");
    run.ftps(["mv", "-i", "{url}/a", "{url}/c"]).code(0).stderr_is("");
    assert_eq!((server.read("b"), server.read("c")), (b"b".to_vec(), b"a".to_vec()));
}

#[test]
fn find_tests_sizes_times_permissions_and_emptiness_as_find_does() {
    let server = Server::build().start();
    server.write_dated("in/big", "x".repeat(3000), JANUARY);
    server.write("in/small", "x");
    server.write_dated("in/none", "", JANUARY);
    server.write("in/sub/x", "");
    fs::create_dir(server.path("in/void")).unwrap();
    let run = Run::new(&server);
    for (options, found) in [
        (&["--size", "+2k"][..], "in/big\n"),
        (&["-type", "f", "-size", "-2k", "-mtime", "-1"], "in/small\nin/sub/x\n"),
        (&["-mtime", "+30", "-name", "*i*"], "in/big\n"),
        (&["--older", "2026-02-01T00:00:00Z", "--type", "f"], "in/big\nin/none\n"),
        (&["-empty"], "in/none\nin/sub/x\nin/void\n"),
        (&["-empty", "-maxdepth", "1", "-type", "d"], "in/void\n"),
        (&["-iname", "BIG", "-print0"], "in/big\0"),
        (&["--perm", "/111", "--type", "f"], ""),
    ] {
        run.ftps([&["find", "{url}/in"], options].concat()).code(0).stdout_is(found);
    }
}

#[test]
fn find_removes_what_it_finds_the_deepest_first() {
    let server = Server::build().start();
    for name in ["in/a.tmp", "in/sub/b.tmp", "in/sub/keep.csv", "in/old.tmp/c.tmp"] {
        server.write(name, "x");
    }
    let run = Run::new(&server);
    run.ftps(["find", "{url}/in", "--delete"]).code(2).stderr_has("wants a test");
    let done = run.ftps(["find", "{url}/in", "-name", "*.tmp", "-delete"]);
    done.code(0);
    assert!(server.exists("in/sub/keep.csv") && !server.exists("in/old.tmp"));
    assert!(!server.exists("in/a.tmp") && !server.exists("in/sub/b.tmp"));
    // A folder that is not empty stays.
    server.write("in/full.tmp/keep", "x");
    run.ftps(["find", "{url}/in", "--name", "*.tmp", "--delete"]).code(7);
    assert!(server.exists("in/full.tmp/keep"));
}

#[test]
fn find_removes_nothing_below_what_may_be_a_link_nor_where_a_listing_is_incomplete() {
    let server = Server::build().links_as_goals().start();
    server.write("elsewhere/a.tmp", "x");
    server.write("in/b.tmp", "x");
    symlink("../elsewhere", server.path("in/link")).unwrap();
    let run = Run::new(&server);
    let done = run.ftps(["find", "{url}", "--name", "*.tmp", "--delete"]);
    done.code(12).stderr_has("may be a link");
    assert!(server.exists("elsewhere/a.tmp"), "{}", server.log());

    let server = Server::build().on(verb("MLSD").nth(2), Fault::reply("550 no")).start();
    server.write("in/b.tmp", "x");
    server.write("in/sub/c.tmp", "x");
    let run = Run::new(&server);
    let done = run.ftps(["find", "{url}/in", "--name", "*.tmp", "--delete"]);
    done.code(12).stderr_has("nothing is removed");
    assert!(server.exists("in/b.tmp") && server.exists("in/sub/c.tmp"), "{}", server.log());
}
