//! Links on the server that it lists as folders: what they lead to is never changed.

use std::fs;
use std::os::unix::fs::symlink;

use super::{JANUARY, fill};
use crate::support::server::Options;
use crate::support::{Fault, Output, Run, Server, tree, verb};

/// A tree at `/to/tree` with four links in `sub`: to a folder outside, to a file outside, to nowhere, and to the folder
/// above; beside it a folder, and outside what must stay.
fn planted(options: Options) -> Server {
    let server = options.start();
    server.write_dated("to/sub/kept", "kept", JANUARY);
    server.write_dated("to/sub/real/old", "old", JANUARY);
    server.write_dated("outside/file", "untouched", JANUARY);
    server.write_dated("outside/deep/file", "untouched", JANUARY);
    for (link, goal) in [
        ("out", "../../outside"),
        ("file", "../../outside/file"),
        ("lost", "nowhere"),
        ("up", ".."),
    ] {
        symlink(goal, server.path(&format!("to/sub/{link}"))).expect("a link");
    }
    server
}

#[track_caller]
fn untouched(server: &Server, after: &Output) {
    let names: Vec<String> = tree(&server.path("outside")).into_keys().collect();
    assert_eq!(names, ["deep", "deep/file", "file"], "{}", after.context());
    for name in ["outside/file", "outside/deep/file"] {
        assert_eq!(server.read(name), b"untouched", "{}", after.context());
    }
}

/// The ways in which servers list links: as links, as folders in MLSD only, as folders.
fn kinds() -> [Options; 4] {
    let lines = || Server::build().without("MLSD").without("MLST");
    [
        Server::build(),
        Server::build().links_as_goals_in_mlsd(),
        Server::build().links_as_goals(),
        lines().links_as_goals(),
    ]
}

#[test]
fn deleting_removes_links_and_nothing_that_they_lead_to() {
    for options in kinds() {
        let server = planted(options);
        let run = Run::new(&server);
        fill(&run, &["sub/kept", "sub/new"]);
        let done = run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/to"]);
        done.code(0);
        untouched(&server, &done);
        assert!(
            !server.exists("to/sub/out") && !server.exists("to/sub/real"),
            "{}",
            done.context()
        );
        assert_eq!(server.read("to/sub/new"), b"sub/new");
    }
}

#[test]
fn a_folder_and_a_file_come_in_the_place_of_links_and_not_into_their_goals() {
    for options in kinds() {
        let server = planted(options);
        let run = Run::new(&server);
        fill(&run, &["sub/out/file", "sub/out/deep/new", "sub/file", "sub/real/old"]);
        fill(&run, &["sub/up", "sub/lost"]);
        let done = run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/to"]);
        done.code(0);
        untouched(&server, &done);
        let out = fs::symlink_metadata(server.path("to/sub/out")).expect("a folder");
        assert!(out.is_dir(), "{}", done.context());
        assert_eq!(tree(&run.path("src")), tree(&server.path("to")), "{}", done.context());
    }
}

#[test]
fn sources_that_links_lead_to_are_kept() {
    for options in kinds() {
        let server = planted(options);
        let run = Run::new(&server);
        let done = run.ftps(["mirror", "--remove-source", "{url}/to", "dst"]);
        done.code(0);
        untouched(&server, &done);
        assert_eq!(run.read("dst/sub/real/old"), b"old");
        assert!(!server.exists("to/sub/real/old"), "{}", done.context());
    }
}

/// aioftp: RMD of a link and of a folder that is not empty is refused in the same words.
fn silent() -> Server {
    planted(Server::build().links_as_goals().on(verb("RMD"), Fault::reply("451 file system error")))
}

#[test]
fn below_a_folder_that_nobody_can_tell_from_a_link_nothing_is_changed() {
    let server = silent();
    let run = Run::new(&server);
    fill(&run, &["sub/new", "top"]);
    let before = tree(&server.path("to/sub"));
    let stopped = run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/to"]);
    stopped.code(12).stderr_has("sub: it may be a link to a folder elsewhere");
    untouched(&server, &stopped);
    let temporary = |name: &String| name.contains(".ftps-");
    let after = tree(&server.path("to/sub"));
    assert_eq!(before, after, "{}", stopped.context());
    assert_eq!(server.read("to/top"), b"top");
    assert!(!before.keys().any(temporary));
    let followed = run.ftps(["mirror", "--links", "follow", "src", "{url}/to"]);
    followed.code(0);
    assert_eq!(server.read("to/sub/new"), b"sub/new");
}

#[test]
fn a_server_whose_rmd_removes_full_folders_is_found_out_with_a_folder_of_our_own() {
    // It says that it did, which is all that counts here.
    let server = planted(
        Server::build().links_as_goals().on(verb("RMD").nth(1), Fault::reply("250 all removed")),
    );
    let run = Run::new(&server);
    fill(&run, &["sub/kept"]);
    let stopped = run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/to"]);
    stopped.code(12);
    untouched(&server, &stopped);
    assert!(server.exists("to/sub/real/old"), "{}", stopped.context());
    assert!(!server.log().contains("RMD /to/sub"), "{}", server.log());
}

#[test]
fn a_dry_run_and_one_with_nothing_to_do_ask_nothing() {
    let server = Server::build().links_as_goals().start();
    let run = Run::new(&server);
    fill(&run, &["sub/deep/a"]);
    run.ftps(["mirror", "src", "{url}/to"]).code(0);
    run.ftps(["mirror", "--delete", "src", "{url}/to"]).code(0);
    run.write("src/sub/b", "b");
    let dry = run.ftps(["mirror", "--delete", "-n", "src", "{url}/to"]);
    dry.code(0).stdout_is("put sub/b (1 byte)\n").stderr_has("may be a link");
    assert_eq!(server.count("RMD"), 0);
    run.ftps(["mirror", "src", "{url}/to"]).code(0);
    server.only_files("to", &["sub"]);
}

#[test]
fn a_saved_plan_is_not_carried_out_below_a_folder_that_may_be_a_link() {
    let server = silent();
    let run = Run::new(&server);
    fill(&run, &["sub/kept"]);
    let plan = ["--delete", "--max-delete", "100%", "--plan-out", "plan", "src", "{url}/to"];
    run.ftps(["mirror"].iter().chain(&plan)).code(0);
    let stopped = run.ftps(["mirror", "--apply", "plan"]);
    stopped.code(12).stderr_has("nothing was done");
    untouched(&server, &stopped);
    assert!(server.exists("to/sub/real/old"));
}

#[test]
fn a_link_whose_goal_is_missing_keeps_everything_from_being_deleted() {
    let server = Server::build().links_as_goals_in_mlsd().start();
    server.write("from/a", "a");
    symlink("nowhere", server.path("from/data")).expect("a link");
    let run = Run::new(&server);
    run.write("dst/data", "the copy");
    run.write("dst/other", "x");
    let args = ["mirror", "--delete", "--max-delete", "100%", "--links", "follow"];
    run.ftps(args.iter().chain(&["{url}/from", "dst"])).code(12).stderr_has("target is missing");
    run.only_files("dst", &["a", "data", "other"]);
    fill(&run, &["b"]);
    symlink("nowhere", run.path("src/data")).expect("a link");
    server.write("to/data/file", "the copy");
    run.ftps(args.iter().chain(&["src", "{url}/to"])).code(12);
    assert!(server.exists("to/data/file") && server.exists("to/b"));
}

/// Changes one file below `sub`, so that the plan rests on that folder, and mirrors.
fn change(run: &Run<'_>, content: &str) -> Output {
    run.write("src/sub/a", content);
    run.ftps(["mirror", "src", "{url}/to"])
}

#[test]
fn a_server_is_tried_once_and_the_outcome_is_remembered() {
    let server = Server::build().links_as_goals().start();
    let run = Run::new(&server);
    for content in ["1", "22", "333"] {
        change(&run, content).code(0);
    }
    assert_eq!(server.read("to/sub/a"), b"333");
    let tried = server.log().matches("MKD /to/.probe.ftps-").count();
    assert_eq!(tried, 2, "{}", server.log());
    run.ftps(["hosts", "show", "{host}"]).code(0).stdout_has("rmd_tells_links = [true, \"");
}

#[test]
fn a_probe_that_a_killed_run_left_is_removed_by_the_next() {
    let server = Server::build().links_as_goals().start();
    let run = Run::new(&server);
    change(&run, "1").code(0);
    for left in ["to/.probe.ftps-0123abcd/x", "to/sub/.probe.ftps-89abcdef"] {
        fs::create_dir_all(server.path(left)).expect("a folder");
    }
    server.write("to/.probe.ftps-01234567/theirs", "not of ours");
    run.ftps(["mirror", "{url}/to", "copy"]).code(0);
    assert_eq!(tree(&run.path("copy")).len(), 2, "a probe is no part of a tree");
    change(&run, "22").code(0);
    let names: Vec<String> = tree(&server.path("to")).into_keys().collect();
    assert_eq!(
        names,
        [".probe.ftps-01234567", ".probe.ftps-01234567/theirs", "sub", "sub/a"],
        "{}",
        server.log()
    );
}
