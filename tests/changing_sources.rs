//! Downloads of files that change meanwhile, tries that make no progress, and local files that are replaced.

use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::time::Duration;

use crate::support::server::Event;
use crate::support::{At, Fault, Run, Server, content, quickly, until, verb};

const SIZE: usize = 3_000_000;
const DATED: u64 = 1_700_000_000;

/// Appends to the served file.
fn grow(event: &Event) {
    let mut file = std::fs::File::options().append(true).open(event.root.join("a")).unwrap();
    file.write_all(&content(5, 1000)).unwrap();
}

#[test]
fn a_file_that_grew_between_its_size_and_its_bytes_is_fetched_again() {
    let server =
        Server::build().on(verb("RETR").nth(1), Fault::custom(|_, event| grow(event))).start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    run.ftps(quickly("get", &["{url}/a"])).code(0).stderr_has("changed while it was fetched");
    assert_eq!(run.read("a").len(), SIZE + 1000);
    assert!(run.read("a") == server.read("a"));
    run.only_files(".", &["a"]);
}

#[test]
fn a_file_that_grows_for_ever_ends_with_an_error() {
    let server = Server::build().on("RETR", Fault::custom(|_, event| grow(event))).start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    let output = run.ftps(quickly("get", &["--retries", "2", "{url}/a"]));
    output.code(9).stderr_has("changed while it was fetched");
    assert_eq!(server.count("RETR"), 3, "{}", server.log());
}

#[test]
fn a_size_that_the_server_reports_wrongly_twice_is_no_change() {
    let server = Server::build().on("SIZE", Fault::lie()).start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    run.ftps(quickly("get", &["{url}/a"])).code(9);
    assert_eq!(server.count("RETR"), 1, "{}", server.log());
}

#[test]
fn tries_that_come_no_further_than_an_earlier_one_are_no_progress() {
    // Without REST each try begins anew; it breaks now earlier, now later.
    let mut options = Server::build().without("REST");
    for nth in 1..=20 {
        let at = if nth % 2 == 1 { 2_000_000 } else { 1_000_000 };
        options = options.on(verb("RETR").nth(nth).optional(), Fault::cut(At::Bytes(at)));
    }
    let server = options.start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    run.ftps(quickly("get", &["--retries", "2", "{url}/a"])).code(8);
    // The first makes progress, and two more may make none.
    assert_eq!(server.count("RETR"), 3, "{}", server.log());
}

#[test]
fn a_file_that_a_server_replaces_loses_set_user_id() {
    for args in [&["get", "{url}/a"][..], &["get", "--direct", "{url}/a"]] {
        let server = Server::build().start();
        server.write("a", "from the server");
        let run = Run::new(&server);
        run.write("a", "old");
        std::fs::set_permissions(run.path("a"), Permissions::from_mode(0o6755)).unwrap();
        run.ftps(args).code(0);
        assert_eq!(run.read("a"), b"from the server");
        let found = std::fs::metadata(run.path("a")).unwrap().permissions();
        assert_eq!(found.mode() & 0o7777, 0o755, "{args:?}");
    }
}

#[test]
fn a_partial_file_that_became_a_link_is_not_written_through() {
    let server = Server::build().on(verb("RETR").nth(1), Fault::cut(2_000_000)).start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    run.ftps(["get", "--retries", "0", "{url}/a"]).code(8).stderr_has("--continue");
    let kept = std::fs::read_dir(run.dir()).unwrap().next().unwrap().unwrap().path();
    run.write("precious/file", "precious");
    std::fs::remove_file(&kept).unwrap();
    symlink(run.path("precious/file"), &kept).unwrap();
    run.ftps(["get", "--continue", "{url}/a"]).code(0);
    assert!(run.read("a") == content(1, SIZE));
    assert_eq!(run.read("precious/file"), b"precious");
}

#[test]
fn a_partial_file_of_a_run_that_was_killed_is_nobodys() {
    let server = Server::build().start();
    server.write_dated("a", content(1, SIZE), DATED);
    let run = Run::new(&server);
    let slow = run.start(["get", "--limit-rate", "4M", "{url}/a"]);
    let written = || {
        let mut entries = std::fs::read_dir(run.dir()).unwrap().map(Result::unwrap);
        entries.next().map_or(0, |found| found.metadata().unwrap().len())
    };
    until("a part of the file", Duration::from_secs(20), || written() > 1_000_000);
    slow.kill();
    slow.finish().killed_by(9);
    run.ftps(["get", "--continue", "-v", "{url}/a"]).code(0);
    assert!(run.read("a") == content(1, SIZE));
    assert_eq!(server.count("REST"), 1, "{}", server.log());
    run.only_files(".", &["a"]);
}
