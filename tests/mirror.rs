//! `ftps mirror`, step by step: what is moved, what is left, what is deleted and when not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;

use crate::support::{Fault, Moment, Output, Run, Server, date, tree, verb};

const JANUARY: u64 = 1_769_850_000;

fn fill(run: &Run<'_>, files: &[&str]) {
    for name in files {
        run.write(&format!("src/{name}"), name);
    }
}

#[track_caller]
fn summary(output: &Output) -> Value {
    output.json().pop().expect("a summary")
}

/// Files moved, entries deleted, files the same.
#[track_caller]
fn counts(output: &Output) -> (u64, u64, u64) {
    let last = summary(output);
    let count = |name: &str| last[name].as_u64().expect("a count");
    (count("files"), count("deleted"), count("same"))
}

#[track_caller]
fn same(run: &Run<'_>, server: &Server) {
    assert_eq!(tree(&run.path("src")), tree(&server.path("to")));
}

const UP: [&str; 4] = ["mirror", "--json", "src", "{url}/to"];
const DOWN: [&str; 4] = ["mirror", "--json", "{url}/from", "dst"];

fn up<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [&["mirror", "--json"], options, &["src", "{url}/to"]].concat()
}

fn down<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [&["mirror", "--json"], options, &["{url}/from", "dst"]].concat()
}

// What is moved.

#[test]
fn a_tree_goes_up_and_the_second_run_moves_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b", "d/e/c", ".hidden/x y", "-dash", "ä/ö", "d/#%?*[]"]);
    fs::create_dir(run.path("src/empty")).expect("a folder");
    assert_eq!(counts(run.ftps(UP).code(0)), (7, 0, 0));
    same(&run, &server);
    assert_eq!(counts(run.ftps(UP).code(0)), (0, 0, 7));
    assert_eq!(server.count("STOR"), 7);
}

#[test]
fn a_tree_comes_down_with_its_times_and_the_second_run_moves_nothing() {
    let server = Server::build().start();
    for (name, age) in [("a", 0), ("d/b", 1000), ("d/e/c", 2000)] {
        server.write_dated(&format!("from/{name}"), name, JANUARY - age);
    }
    let run = Run::new(&server);
    assert_eq!(counts(run.ftps(DOWN).code(0)), (3, 0, 0));
    assert_eq!(tree(&run.path("dst")), tree(&server.path("from")));
    assert_eq!(run.modified("dst/d/b"), JANUARY - 1000);
    assert_eq!(counts(run.ftps(DOWN).code(0)), (0, 0, 3));
    assert_eq!(server.count("RETR"), 3);
}

#[test]
fn slashes_at_the_end_mean_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    run.ftps(["mirror", "src/", "{url}/to/"]).code(0);
    run.ftps(["mirror", "src", "{url}/to/"]).code(0);
    same(&run, &server);
}

#[test]
fn on_servers_of_all_kinds_a_run_after_a_run_moves_nothing_and_changes_are_seen() {
    let listing = || Server::build().without("MLSD").without("MLST");
    for (what, server) in [
        ("LIST in a zone", listing().clock_offset(7200)),
        ("dates as DOS has them", listing().dos_listing().clock_offset(-18_000)),
        ("vsftpd", Server::build().like_vsftpd()),
        ("no times to set", listing().without("MFMT").without("SITE UTIME")),
        ("no times at all", listing().without("MFMT").without("SITE UTIME").without("MDTM")),
        ("no time in MLSD", Server::build().without("modify")),
        (
            "no sizes either",
            listing().without("MFMT").without("SITE UTIME").without("MDTM").without("SIZE"),
        ),
    ] {
        let server = server.start();
        let run = Run::new(&server);
        fill(&run, &["a", "d/b", "d/old"]);
        date(&run.path("src/a"), JANUARY);
        date(&run.path("src/d/old"), JANUARY - 400 * 86_400);
        assert_eq!(counts(run.ftps(UP).code(0)), (3, 0, 0), "{what}");
        assert_eq!(counts(run.ftps(UP).code(0)), (0, 0, 3), "{what}");
        fs::rename(server.path("to"), server.path("from")).expect("another folder");
        assert_eq!(counts(run.ftps(DOWN).code(0)), (3, 0, 0), "{what}");
        assert_eq!(counts(run.ftps(DOWN).code(0)), (0, 0, 3), "{what}");
        fs::rename(server.path("from"), server.path("to")).expect("another folder");
        run.write("src/a", "A");
        run.write("src/d/old", "other");
        assert_eq!(counts(run.ftps(UP).code(0)), (2, 0, 1), "{what}");
        same(&run, &server);
    }
}

#[test]
fn a_file_of_the_same_size_and_minute_is_told_apart() {
    let server = Server::build().like_vsftpd().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    run.ftps(UP).code(0);
    let found = run.modified("src/a");
    run.write_dated("src/a", "b", found + 1);
    assert_eq!(counts(run.ftps(UP).code(0)), (1, 0, 0));
}

#[test]
fn comparing_can_be_by_size_or_digest_or_only_what_is_newer() {
    let server = Server::build().with("HASH").start();
    let run = Run::new(&server);
    server.write_dated("to/a", "old", JANUARY);
    server.write_dated("to/b", "new", JANUARY + 9000);
    run.write("src/a", "new");
    run.write("src/b", "new");
    date(&run.path("src/a"), JANUARY + 5000);
    date(&run.path("src/b"), JANUARY + 5000);
    assert_eq!(counts(run.ftps(up(&["--compare", "size"])).code(0)), (0, 0, 2));
    run.ftps(["mirror", "--compare", "hash", "-n", "src", "{url}/to"])
        .code(0)
        .stdout_is("put a (3 bytes)\n");
    assert_eq!(counts(run.ftps(up(&["--compare", "hash"])).code(0)), (1, 0, 1));
    assert_eq!(counts(run.ftps(up(&["--newer"])).code(0)), (0, 0, 2));
    assert_eq!(counts(run.ftps(UP).code(0)), (1, 0, 1));
}

#[test]
fn without_digests_comparing_by_them_is_refused() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    run.ftps(UP).code(0);
    run.ftps(up(&["--compare", "hash"])).code(12).stderr_has("no digest");
}

#[test]
fn large_files_go_first_and_folders_before_what_is_in_them() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "z/y/x"]);
    run.write("src/large", vec![1; 2 << 20]);
    run.ftps(up(&["--jobs", "1"])).code(0);
    let names: Vec<String> = server
        .commands()
        .iter()
        .filter(|command| ["MKD", "STOR"].contains(&command.verb().as_str()))
        .map(|command| String::from_utf8_lossy(command.parts().1).into_owned())
        .collect();
    assert_eq!(names[..3], ["/to", "/to/z", "/to/z/y"]);
    assert!(names[3].contains("large"), "{names:?}");
}

#[test]
fn permissions_are_kept_where_they_are_not_the_usual_ones() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "run.sh"]);
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    fs::set_permissions(run.path("src/run.sh"), fs::Permissions::from_mode(0o750)).expect("a mode");
    run.ftps(UP).code(0);
    assert_eq!((mode(&server.path("to/run.sh")), server.count("SITE")), (0o750, 1));
    run.ftps(["mirror", "{url}/to", "back"]).code(0);
    assert_eq!(mode(&run.path("back/run.sh")), 0o750 & 0o755);
}

#[test]
fn folders_keep_unusual_permissions_but_none_that_lock_their_owner_out() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["usual/a", "private/a", "group/a", "sealed/a"]);
    let modes = [("usual", 0o755), ("private", 0o700), ("group", 0o750), ("sealed", 0o555)];
    for (name, mode) in modes {
        let folder = run.path(format!("src/{name}"));
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("a mode");
    }
    let mode = |path: &Path| fs::metadata(path).expect("a folder").permissions().mode() & 0o777;
    run.ftps(UP).code(0);
    let sealed = [("private", 0o700), ("group", 0o750), ("sealed", 0o755)];
    for (name, wanted) in sealed {
        assert_eq!(mode(&server.path(&format!("to/{name}"))), wanted, "{name}");
    }
    // 0555 is 0755 with what its owner needs, which is what servers give by themselves.
    assert_eq!(server.count("SITE"), 2);
    run.ftps(["mirror", "{url}/to", "back"]).code(0);
    for (name, wanted) in sealed {
        assert_eq!(mode(&run.path(format!("back/{name}"))), wanted & 0o755, "{name}");
    }
    let open = fs::Permissions::from_mode(0o755);
    fs::set_permissions(run.path("src/sealed"), open).expect("a mode");
}

#[test]
fn folders_come_usable_where_a_server_tells_permissions_that_are_none() {
    let server = Server::build()
        .without("MLSD")
        .without("MLST")
        .on(verb("LIST").with("-a /from"), Fault::listing("drw-rw-rw- 1 o g 0 Jan 01 2020 d\r\n"))
        .start();
    server.write("from/d/a", "a");
    let run = Run::new(&server);
    run.ftps(DOWN).code(0);
    let mode = fs::metadata(run.path("dst/d")).expect("a folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o755);
}

#[test]
fn missing_folders_above_the_target_are_made_only_when_asked_for() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    run.ftps(["mirror", "src", "{url}/x/y/z"]).code(7).stderr_has("--mkdir");
    run.ftps(["mirror", "--mkdir", "src", "{url}/x/y/z"]).code(0);
    assert!(server.exists("x/y/z/a"));
    run.ftps(["mirror", "{url}/x", "p/q"]).code(3).stderr_has("--mkdir");
    run.ftps(["mirror", "--mkdir", "{url}/x", "p/q"]).code(0);
    assert!(run.exists("p/q/y/z/a"));
}

#[test]
fn a_source_that_is_not_there_is_an_error_and_makes_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["mirror", "nothing", "{url}/to"]).code(3).stderr_has("nothing");
    run.ftps(["mirror", "{url}/nothing", "dst"]).code(7).stderr_has("nothing");
    run.write("file", "x");
    server.write("file", "x");
    run.ftps(["mirror", "file", "{url}/to"]).code(3).stderr_has("not a directory");
    run.ftps(["mirror", "{url}/file", "dst"]).code(7).stderr_has("no folder");
    run.only_files(".", &["file"]);
    server.only_files("", &["file"]);
}

#[test]
fn exactly_one_side_is_remote() {
    Run::alone().ftps(["mirror", "a", "b"]).code(2).stderr_has("on a server");
    Run::alone().ftps(["mirror", "h:a", "h:b"]).code(2).stderr_has("server to server");
    Run::alone().ftps(["mirror", "a"]).code(2);
}

// What is deleted.

#[test]
fn without_delete_nothing_goes_and_with_it_what_the_source_does_not_have() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c", "d/x"]);
    run.ftps(UP).code(0);
    server.write("to/old", "old");
    server.write("to/older/deep/down", "older");
    assert_eq!(counts(run.ftps(UP).code(0)), (0, 0, 4));
    assert!(server.exists("to/older/deep/down"));
    let told = run.ftps(up(&["--delete", "--max-delete", "90%"]));
    assert_eq!(counts(told.code(0)), (0, 4, 4));
    same(&run, &server);
}

#[test]
fn local_targets_lose_what_the_source_does_not_have_too() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["a", "b", "c"] {
        server.write(&format!("from/{name}"), name);
    }
    run.write("dst/old", "x");
    run.write("dst/older/x", "x");
    assert_eq!(counts(run.ftps(down(&["--delete", "--max-delete", "100%"])).code(0)), (3, 3, 0));
    run.only_files("dst", &["a", "b", "c"]);
}

#[test]
fn too_many_deletions_stop_before_anything_is_touched() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["new"]);
    for name in ["a", "b", "c", "d"] {
        server.write(&format!("to/{name}"), name);
    }
    let told = run.ftps(up(&["--delete"]));
    told.code(12).stderr_has("4 entries would be deleted").stderr_has("--max-delete");
    server.only_files("to", &["a", "b", "c", "d"]);
    run.ftps(up(&["--delete", "--max-delete", "3"])).code(12);
    run.ftps(up(&["--delete", "--max-delete", "4"])).code(0);
    server.only_files("to", &["new"]);
}

#[test]
fn an_empty_source_deletes_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fs::create_dir(run.path("src")).expect("a folder");
    server.write("to/a", "a");
    run.ftps(up(&["--delete", "--max-delete", "100%"])).code(12).stderr_has("empty");
    server.only_files("to", &["a"]);
    run.ftps(UP).code(0);
}

#[test]
fn a_folder_that_cannot_be_listed_keeps_everything_from_being_deleted() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d"), Fault::reply_closing_data("550 not for you"))
        .start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/old", "x");
    let told = run.ftps(down(&["--delete"]));
    told.code(12)
        .stderr_has("not for you")
        .stderr_has("nothing is deleted (1 entries would have gone)");
    run.only_files("dst", &["a", "b", "c", "d", "old"]);
    // Without --delete it is one failure among others.
    run.ftps(DOWN).code(10);
}

#[test]
fn a_folder_that_comes_empty_without_itself_is_taken_for_incomplete() {
    let server = Server::build().on(verb("MLSD").with("/from/d"), Fault::listing("")).start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/d/x", "x");
    run.ftps(down(&["--delete"])).code(12).stderr_has("taken for incomplete");
    assert!(run.exists("dst/d/x"));
}

#[test]
fn a_listing_that_is_cut_deletes_nothing() {
    let server = Server::build().on(verb("MLSD").with("/from/d"), Fault::no_close_notify()).start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/d/x", "d/x");
    run.write("dst/old", "x");
    run.ftps(down(&["--delete"])).code(12).stderr_has("incomplete");
    assert!(run.exists("dst/d/x") && run.exists("dst/old"));
}

#[test]
fn a_transfer_that_fails_keeps_everything_from_being_deleted() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c"]);
    server.write("to/old", "x");
    server.write("to/a", "old");
    let told = run.ftps(up(&["--delete", "--jobs", "1"]));
    told.code(10).stderr_has("552 full").stderr_has("left undone");
    assert_eq!(counts(&told), (2, 0, 0));
    assert!(server.exists("to/old"));
}

#[test]
fn what_would_be_deleted_can_be_moved_away() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    server.write("to/old", "old");
    server.write("to/d/older", "older");
    let options = ["--delete", "--max-delete", "9", "--backup-dir", "/kept"];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (2, 3, 0));
    same(&run, &server);
    assert_eq!(
        (server.read("kept/old"), server.read("kept/d/older")),
        (b"old".into(), b"older".into())
    );
    run.write("dst/mine", "mine");
    let options = ["--delete", "--max-delete", "9", "--backup-dir", "dst/.kept", "{url}/to", "dst"];
    run.ftps(["mirror"].into_iter().chain(options)).code(0);
    run.only_files("dst", &[".kept", "a", "b"]);
    assert_eq!(run.read("dst/.kept/mine"), b"mine");
    run.ftps(["mirror"].into_iter().chain(options)).code(0);
    run.only_files("dst", &[".kept", "a", "b"]);
}

#[test]
fn a_backup_folder_in_the_root_of_all_is_no_part_of_the_target() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    for old in ["old", "older"] {
        server.write(old, old);
        let options = [
            "mirror",
            "--json",
            "--delete",
            "--max-delete",
            "9",
            "--backup-dir",
            "/bak",
            "src",
            "{url}//",
        ];
        run.ftps(options).code(0);
    }
    server.only_files("", &["a", "b", "bak"]);
    server.only_files("bak", &["old", "older"]);
}

#[test]
fn the_target_is_no_backup_folder_of_itself() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    server.write("to/old", "x");
    server.write("from/a", "x");
    run.write("dst/old", "x");
    run.ftps(up(&["--delete", "--backup-dir", "/to/"])).code(2).stderr_has("DEST itself");
    run.ftps(down(&["--delete", "--backup-dir", "./dst"])).code(2).stderr_has("DEST itself");
    assert!(server.exists("to/old") && run.exists("dst/old"));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file_only_with_delete() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["x/in", "y", "z"]);
    server.write("to/x", "a file");
    server.write("to/y/in", "a folder");
    let told = run.ftps(UP);
    told.code(10).stderr_has("only --delete removes folders");
    assert!(server.exists("to/x/in") && server.exists("to/y/in") && server.exists("to/z"));
    assert_eq!(counts(run.ftps(up(&["--delete"])).code(0)), (1, 2, 2));
    same(&run, &server);
    for (name, content) in [("x", "file"), ("y/in", "in")] {
        run.write(&format!("dst/{name}"), content);
    }
    run.ftps(["mirror", "--delete", "--max-delete", "100%", "{url}/to", "dst"]).code(0);
    assert_eq!(tree(&run.path("dst")), tree(&server.path("to")));
}

// What takes part.

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
    run.ftps(UP).code(0).stderr_has("2 symbolic links are left out");
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
    assert_eq!(summary(&told)["failed"], 1);
}

// The plan.

#[test]
fn a_dry_run_prints_the_plan_and_changes_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b"]);
    server.write("to/old", "x");
    server.write("to/x/y", "y");
    let args = ["mirror", "--delete", "--max-delete", "100%", "--dry-run"];
    let words = run.ftps(args.into_iter().chain(["src", "{url}/to"]));
    words.code(0).stdout_is(
        "mkdir d\nput a (1 bytes)\nput d/b (3 bytes)\ndelete x/y\ndelete old\nrmdir x\n",
    );
    let json = run.ftps(args.into_iter().chain(["--json", "src", "{url}/to"]));
    let event = |at: usize| json.json()[at].clone();
    assert_eq!(
        (
            event(1)["event"].as_str(),
            event(1)["action"].as_str(),
            event(1)["path"].as_str(),
            event(1)["bytes"].as_u64()
        ),
        (Some("plan"), Some("put"), Some("a"), Some(1))
    );
    assert_eq!(event(5)["action"], "rmdir");
    server.only_files("to", &["old", "x"]);
    assert_eq!((server.count("STOR"), server.count("MKD"), server.count("DELE")), (0, 0, 0));
}

#[test]
fn a_saved_plan_is_carried_out_exactly_or_not_at_all() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b", "ä \u{1f4a9}"]);
    server.write("to/old", "x");
    server.write("to/a", "older");
    let plan = ["mirror", "--delete", "--plan-out", "plan", "src", "{url}/to"];
    run.ftps(plan).code(0).stdout_is("").stderr_has("nothing was changed");
    server.only_files("to", &["a", "old"]);
    // What the plan does not know of does not matter; what it rests on does.
    run.write("src/later", "later");
    run.write("src/a", "changed");
    run.ftps(["mirror", "--apply", "plan"]).code(12).stderr_has("a changed since");
    server.only_files("to", &["a", "old"]);
    fill(&run, &["a"]);
    run.ftps(plan).code(0);
    fs::remove_file(run.path("src/later")).expect("a file");
    run.write("src/latest", "latest");
    let args = ["mirror", "--apply", "plan"];
    run.ftps(args).code(12).stderr_has("later");
    run.write("src/later", "later");
    run.ftps(plan).code(0);
    run.write("src/unknown", "unknown");
    run.ftps(args).code(0).stderr_has("1 deleted");
    server.only_files("to", &["a", "d", "later", "latest", "ä \u{1f4a9}"]);
    run.ftps(args).code(12);
    run.ftps(["mirror", "--apply", "src/a"]).code(2).stderr_has("not a plan");
    run.ftps(["mirror", "--apply", "plan", "--delete"]).code(2);
}

#[test]
fn a_saved_plan_deletes_nothing_when_its_source_cannot_be_listed_any_more() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d").since(2), Fault::reply_closing_data("550 not for you"))
        .start();
    let run = Run::new(&server);
    for name in ["a", "b", "d/x"] {
        server.write(&format!("from/{name}"), name);
        run.write(&format!("dst/{name}"), name);
    }
    run.write("dst/d/old", "old");
    let options = ["--delete", "--compare", "size", "--plan-out", "plan"];
    run.ftps(down(&options)).code(0);
    let told = run.ftps(["mirror", "--apply", "plan"]);
    told.code(12).stderr_has("not for you").stderr_has("1 entries would be deleted");
    assert!(run.exists("dst/d/old"));
}

#[test]
fn a_saved_plan_deletes_nothing_when_its_source_came_to_be_empty() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    run.ftps(UP).code(0);
    server.write("to/old", "x");
    run.ftps(up(&["--delete", "--plan-out", "plan"])).code(0);
    fs::remove_dir_all(run.path("src")).expect("a folder");
    fs::create_dir(run.path("src")).expect("a folder");
    run.ftps(["mirror", "--apply", "plan"]).code(12).stderr_has("the source is empty");
    server.only_files("to", &["a", "b", "old"]);
}

#[test]
fn a_folder_stays_where_a_file_comes_if_not_all_of_the_source_is_known() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d"), Fault::reply_closing_data("550 not for you"))
        .start();
    for name in ["a", "b", "d/x", "kind"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    for name in ["a", "b", "c", "d/x", "kind/deep/e"] {
        run.write(&format!("dst/{name}"), "older");
    }
    let args = ["--delete", "--max-delete", "100%"];
    run.ftps(down(&args)).code(12).stderr_has("(4 entries would have gone)");
    assert!(run.exists("dst/kind/deep/e") && run.exists("dst/c"));
    assert_eq!(run.read("dst/b"), b"b");
}

// Workers.

#[test]
fn fewer_logins_than_jobs_complete() {
    let server = Server::build().max_logins(2).start();
    let run = Run::new(&server);
    let names: Vec<String> = (0..30).map(|n| format!("d{}/f{n}", n % 5)).collect();
    fill(&run, &names.iter().map(String::as_str).collect::<Vec<_>>());
    run.ftps(up(&["--jobs", "8"])).code(0).stderr_has("fewer logins");
    same(&run, &server);
}

#[test]
fn the_first_failure_ends_the_run_if_asked_for() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c", "d"]);
    let told = run.ftps(up(&["--jobs", "1", "--fail-fast"]));
    let last = summary(told.code(10));
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&1.into(), &1.into(), &2.into())
    );
}

#[test]
fn what_lies_in_a_folder_that_cannot_be_made_has_no_turn() {
    let server = Server::build().on(verb("MKD").with("/to/d"), Fault::reply("550 no")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b", "d/e/c"]);
    let last = summary(run.ftps(UP).code(10));
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&1.into(), &1.into(), &3.into())
    );
}

#[test]
fn a_line_that_breaks_while_listing_is_tried_again() {
    let server = Server::build()
        .on(verb("MLSD").nth(2), Fault::close(Moment::BeforeCommand))
        .on(verb("MLSD").nth(4), Fault::reset(Moment::BeforeReply))
        .start();
    for name in ["a/x", "b/x", "c/x", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.ftps(down(&["--retry-delay", "1ms", "--delete"])).code(0);
    assert_eq!(tree(&run.path("dst")), tree(&server.path("from")));
}

#[test]
fn a_second_run_of_the_same_mirror_is_turned_away() {
    let server = Server::build().on(verb("STOR").nth(1), Fault::stall(1)).start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    let first = run.start(UP);
    server.wait_for("STOR", 1);
    run.ftps(UP).code(11).stderr_has("another run");
    first.kill();
    first.finish().killed_by(9);
    server.wait_until("the end of the session", |events| events.logged_in == 0);
    run.ftps(UP).code(0);
    same(&run, &server);
}

#[test]
fn an_interrupt_says_so_and_the_next_run_completes() {
    let server = Server::build().on(verb("RETR").nth(3), Fault::stall(1)).start();
    for n in 0..10 {
        server.write(&format!("from/f{n}"), vec![b'x'; 1000 + n]);
    }
    let run = Run::new(&server);
    let first = run.start(down(&["--jobs", "1"]));
    server.wait_for("RETR", 3);
    first.interrupt();
    let last = summary(first.finish().code(130));
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&2.into(), &1.into(), &7.into())
    );
    assert_eq!(counts(run.ftps(DOWN).code(0)), (8, 0, 2));
    assert_eq!(tree(&run.path("dst")), tree(&server.path("from")));
}

// Moving.

#[test]
fn sources_are_removed_when_their_copies_are_verified() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b"]);
    run.ftps(up(&["--remove-source"])).code(0);
    assert_eq!((server.read("to/a"), server.read("to/d/b")), (b"a".into(), b"d/b".into()));
    run.only_files("src", &["d"]);
    run.only_files("src/d", &[]);
    run.ftps(["mirror", "--remove-source", "{url}/to", "dst"]).code(0);
    server.only_files("to", &["d"]);
    assert_eq!(run.read("dst/d/b"), b"d/b");
}

#[test]
fn what_an_earlier_run_moved_and_did_not_remove_is_removed() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    run.ftps(UP).code(0);
    run.ftps(up(&["--remove-source"])).code(0);
    run.only_files("src", &[]);
    server.only_files("to", &["a", "b"]);
}

#[test]
fn deleting_and_removing_sources_do_not_go_together() {
    Run::alone().ftps(["mirror", "--delete", "--remove-source", "a", "h:b"]).code(2);
}

#[test]
fn files_that_were_just_written_are_left() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["growing", "done"]);
    date(&run.path("src/done"), JANUARY - 86_400);
    assert_eq!(counts(run.ftps(up(&["--stable-for", "30s"])).code(0)), (1, 0, 0));
    server.only_files("to", &["done"]);
}

#[test]
fn files_of_a_server_that_were_just_written_are_left() {
    let listing = || Server::build().without("MLSD").without("MLST");
    for server in [Server::build(), listing().clock_offset(-18_000)] {
        let server = server.start();
        server.write("from/growing", "x");
        server.write_dated("from/done", "x", JANUARY);
        let run = Run::new(&server);
        run.ftps(down(&["--stable-for", "2m"])).code(0);
        run.only_files("dst", &["done"]);
    }
}

#[test]
fn where_no_times_are_told_files_are_looked_at_twice() {
    let lists = "type=cdir; .\r\ntype=file;size=1; growing\r\ntype=file;size=1; still\r\n";
    let server = Server::build()
        .without("MDTM")
        .without("modify")
        .on(verb("MLSD"), Fault::listing(lists))
        .on(verb("MLST").with("/from/growing").nth(2), Fault::change_file("from/growing", "more"))
        .start();
    server.write("from/growing", "x");
    server.write("from/still", "x");
    let run = Run::new(&server);
    run.ftps(down(&["--stable-for", "50ms"])).code(0);
    run.only_files("dst", &["still"]);
}

#[test]
fn the_mark_that_all_is_well_comes_last_and_only_then() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    let options = ["--done-file", ".done", "--jobs", "1", "--delete"];
    run.ftps(up(&options)).code(10);
    server.only_files("to", &["a"]);
    run.ftps(up(&options)).code(0);
    server.only_files("to", &[".done", "a", "b"]);
    run.ftps(up(&options)).code(0);
    server.only_files("to", &[".done", "a", "b"]);
    let renamed = server.commands().into_iter().rfind(|command| command.verb() == "RNTO");
    assert_eq!(renamed.expect("a renaming").parts().1, b"/to/.done");
    run.ftps(["mirror", "--done-file", "ok", "{url}/to", "dst"]).code(0);
    run.only_files("dst", &[".done", "a", "b", "ok"]);
}

// What is told.

#[test]
fn a_sum_is_told_and_nothing_with_quiet() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    let told = run.ftps(["mirror", "src", "{url}/to"]);
    told.code(0).stdout_is("").stderr_has("2 files sent (2 verified)");
    assert_eq!(told.err().lines().count(), 1);
    run.ftps(["mirror", "-q", "src", "{url}/to"]).code(0).stderr_is("").stdout_is("");
    run.ftps(["mirror", "-v", "--delete", "src", "{url}/to"]).code(0).stderr_has("2 the same");
}

#[test]
fn each_file_is_an_event() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["d/a"]);
    let events = run.ftps(up(&["--jobs", "1"])).code(0).json();
    let find = |kind: &str| events.iter().find(|event| event["event"] == kind).expect("an event");
    assert_eq!(
        (find("change")["action"].as_str(), find("change")["path"].as_str()),
        (Some("mkdir"), Some("d"))
    );
    let file = find("file");
    assert_eq!(
        (file["local"].as_str(), file["remote"].as_str()),
        (Some("src/d/a"), Some("/to/d/a"))
    );
    assert_eq!(file["state"], "verified");
}
