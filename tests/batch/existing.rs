//! Files that exist already: skipped, or replaced by newer ones only.

use super::serving;
use crate::support::{Run, Server, date};

const JANUARY: u64 = 1_769_850_000;

#[test]
fn existing_files_are_skipped_without_a_word() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "--no-clobber", "{url}/out/a", "{url}/out/b"]).code(0).stderr_is("");
    assert_eq!((run.read("a"), run.read("b")), (b"old".to_vec(), b"b".to_vec()));
    run.ftps(["get", "-n", "--overwrite", "{url}/out/a"]).code(0);
    assert_eq!(run.read("a"), b"a");
}

#[test]
fn existing_files_on_any_server_are_skipped() {
    for server in [
        Server::build().start(),
        Server::build().like_vsftpd().start(),
        Server::build().without("MLST").without("MLSD").without("SIZE").without("MDTM").start(),
    ] {
        server.write("in/a", "old");
        let run = Run::new(&server);
        run.write("a", "new");
        run.write("b", "new");
        let sent = run.ftps(["put", "--skip-existing", "--json", "a", "b", "{url}/in/"]);
        let events = sent.code(0).json();
        assert_eq!(
            (&events[0]["state"], &events[0]["reason"]),
            (&"skipped".into(), &"exists".into())
        );
        assert_eq!((&sent.summary()["skipped"], &sent.summary()["files"]), (&1.into(), &1.into()));
        assert_eq!((server.read("in/a"), server.read("in/b")), (b"old".to_vec(), b"new".to_vec()));
    }
}

#[test]
fn only_newer_files_replace() {
    for server in [Server::build().start(), Server::build().like_vsftpd().start()] {
        for (name, seconds) in [("new", JANUARY + 1), ("same", JANUARY), ("old", JANUARY - 1)] {
            server.write_dated(&format!("out/{name}"), "theirs", seconds);
        }
        let run = Run::new(&server);
        for name in ["new", "same", "old"] {
            run.write(name, "ours");
            date(&run.path(name), JANUARY);
        }
        run.ftps(["put", "--newer", "new", "same", "old", "missing", "{url}/out/"]).code(10);
        assert_eq!(["new", "same", "old"].map(|n| server.read(&format!("out/{n}"))[0]), *b"tto");
        server.write_dated("out/old", "theirs", JANUARY - 1);
        run.ftps(["get", "--newer", "{url}/out/*"]).code(0);
        assert_eq!(["new", "same", "old"].map(|name| run.read(name)[0]), *b"too");
    }
}

#[test]
fn asking_for_the_time_of_a_download_costs_no_question_of_its_own() {
    let server = serving(&["a"]);
    let run = Run::new(&server);
    run.write("a", "old");
    date(&run.path("a"), JANUARY);
    run.ftps(["get", "--newer", "{url}/out/a"]).code(0);
    assert_eq!((run.read("a"), server.count("MDTM")), (b"a".to_vec(), 1));
}

#[test]
fn where_no_time_is_told_newer_moves_the_file_and_says_so() {
    let server = Server::build().without("MDTM").without("MLST").without("MLSD").start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "--newer", "{url}/a"]).code(0).stderr_has("reports no time");
    assert_eq!(run.read("a"), b"new");
}
