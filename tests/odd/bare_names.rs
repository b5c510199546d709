//! Servers that refuse paths from `/` with 550 behind every command but CWD, and take bare names: all goes on by CWD and
//! names, which the profile of the host remembers.

use std::fs;

use crate::support::{Fault, Run, Server, verb};

/// The commands of the log that have a path from `/` in them, and are no CWD.
fn by_path(log: &str) -> Vec<&str> {
    let rest = |line: &str| line.split_once(": ").map_or("", |(_, rest)| rest).to_owned();
    let is_such = |line: &&str| rest(line).contains(" /") && !rest(line).starts_with("CWD");
    log.lines().filter(is_such).collect()
}

#[test]
fn where_paths_are_refused_every_command_goes_by_cwd_and_a_bare_name() {
    for server in [
        Server::build().names_only().start(),
        Server::build().without("MLSD").without("MLST").names_only().start(),
    ] {
        server.write("in/a.csv", "12345");
        fs::create_dir(server.path("out")).unwrap();
        let run = Run::new(&server);
        run.ftps(["get", "{url}/in/a.csv"]).code(0);
        assert_eq!(run.read("a.csv"), b"12345");
        run.ftps(["put", "a.csv", "{url}/out/b.csv"]).code(0);
        assert_eq!(server.read("out/b.csv"), b"12345");
        server.only_files("out", &["b.csv"]);
        run.ftps(["ls", "{url}/in"]).code(0).stdout_has("a.csv");
        run.ftps(["stat", "{url}/in/a.csv"]).code(0).stdout_has("5");
        run.ftps(["mv", "{url}/out/b.csv", "{url}/out/c.csv"]).code(0);
        run.ftps(["touch", "-d", "2026-01-31T09:00:00Z", "{url}/out/c.csv"]).code(0);
        assert_eq!(server.modified("out/c.csv"), 1_769_850_000);
        run.ftps(["mkdir", "{url}/out/sub"]).code(0);
        run.ftps(["put", "a.csv", "{url}/out/sub/"]).code(0);
        let moved = run.ftps(["mv", "{url}/out/c.csv", "{url}/in/c.csv"]);
        moved.code(7).stderr_has("only names in one folder");
        run.ftps(["rm", "{url}/out/c.csv", "{url}/out/sub/a.csv"]).code(0);
        run.ftps(["rmdir", "{url}/out/sub"]).code(0);
        server.only_files("out", &[]);
        run.write("tree/x/one", "1");
        run.write("tree/y/two", "22");
        run.ftps(["mirror", "tree", "{url}/out"]).code(0);
        run.ftps(["mirror", "{url}/out", "copy"]).code(0);
        assert_eq!(
            (run.read("copy/x/one"), run.read("copy/y/two")),
            (b"1".to_vec(), b"22".to_vec())
        );
    }
}

#[test]
fn that_paths_are_refused_is_remembered_with_its_evidence() {
    let server = Server::build().names_only().start();
    server.write("in/a.csv", "12345");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/in/a.csv"]).code(0);
    let refused = by_path(&server.log()).len();
    assert!(refused > 0, "{}", server.log());
    run.ftps(["get", "{url}/in/a.csv", "again"]).code(0);
    run.ftps(["rm", "{url}/in/a.csv"]).code(0);
    assert_eq!(by_path(&server.log()).len(), refused, "{}", server.log());
    run.ftps(["hosts", "show", "{host}"]).code(0).stdout_has("no paths here");
}

#[test]
fn a_file_is_not_taken_for_absent_because_its_path_is_refused() {
    let server = Server::build().names_only().start();
    server.write("in/a.csv", "old");
    let run = Run::new(&server);
    run.write("a.csv", "new");
    run.ftps(["put", "--skip-existing", "a.csv", "{url}/in/a.csv"]).code(0);
    assert_eq!(server.read("in/a.csv"), b"old");
}

#[test]
fn a_server_that_takes_paths_is_not_asked_for_bare_names() {
    let server = Server::build().start();
    server.write("in/a.csv", "12345");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/in/none"]).code(7);
    run.ftps(["rm", "{url}/in/none"]).code(7);
    let bare = |line: &&str| line.ends_with(" none");
    assert_eq!(server.log().lines().filter(bare).count(), 0, "{}", server.log());
}

#[test]
fn where_the_server_cannot_go_back_no_bare_name_is_sent_to_the_folder_it_stands_in() {
    let server = Server::build().names_only();
    // The way back is refused once the script has been in the folder and in the one below.
    let server = (3..7).fold(server, |server, time| {
        server.on(verb("CWD").with("/in").nth(time), Fault::reply("550 not now"))
    });
    let server = server.start();
    server.write("in/keep", "outer");
    server.write("in/d/keep", "inner");
    fs::create_dir(server.path("in/d/d")).unwrap();
    let run = Run::new(&server);
    run.ftps(["get", "{url}/in/keep"]).code(0);
    let script = "cd in; ls d; -rmdir d; -rm keep; -rm -r d";
    let ran = run.ftps(["run", "-c", script, "{url}/"]);
    ran.stderr_has("550 not now");
    assert_eq!(server.read("in/keep"), b"outer", "{}", ran.context());
    assert_eq!(server.read("in/d/keep"), b"inner", "{}", ran.context());
    assert!(server.exists("in/d/d"), "{}", ran.context());
}
