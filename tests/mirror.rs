//! `ftps mirror`, step by step: what is moved, what is left, what is deleted and when not.

mod backup;
mod deletion;
mod hostile;
mod links;
mod names;
mod plan;
mod reports;
mod restart;
mod saved;
mod selection;
mod sources;
mod workers;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::{Fault, Output, Run, Server, date, tree, verb};

const JANUARY: u64 = 1_769_850_000;

fn fill(run: &Run<'_>, files: &[&str]) {
    for name in files {
        run.write(&format!("src/{name}"), name);
    }
}

/// Files moved, entries deleted, files the same.
#[track_caller]
fn counts(output: &Output) -> (u64, u64, u64) {
    let last = output.summary();
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
