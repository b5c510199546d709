//! Messages that promise no more than is so, and say which option helps.

use std::os::unix::fs::symlink;

use crate::support::server::Event;
use crate::support::{Fault, Run, Server, verb};

/// A server that takes every upload away as soon as it is there.
fn hot_folder() -> Server {
    let take = |event: &Event| {
        for entry in std::fs::read_dir(&event.root).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().contains("ftps-") {
                std::fs::remove_file(entry.path()).expect("a stored file");
            }
        }
    };
    Server::build().on(verb("SIZE").optional(), Fault::custom(move |_, event| take(event))).start()
}

#[test]
fn an_upload_that_the_server_takes_away_at_once_is_not_called_kept() {
    let server = hot_folder();
    let run = Run::new(&server);
    run.write("a", "new");
    let told = run.ftps(["put", "a", "{url}/a"]);
    told.code(7)
        .stderr_has("--direct")
        .stderr_has("it was stored whole and is gone")
        .stderr_lacks("kept under");
}

#[test]
fn a_download_to_standard_output_promises_no_continuation() {
    let server = Server::build().on("RETR", Fault::lose_line(3_000_000)).start();
    server.write("a", vec![b'x'; 8_000_000]);
    let run = Run::new(&server);
    let args = ["get", "--retries", "0", "{url}/a", "-"];
    run.ftps(args).code(4).stderr_lacks("--continue").stderr_lacks("kept");
    run.ftps(["get", "--retries", "0", "{url}/a"]).code(4).stderr_has("--continue");
}

#[test]
fn a_link_whose_goal_is_missing_is_called_a_link_and_fails_no_other_file() {
    let server = Server::build().start();
    server.write("a", "x");
    symlink("gone", server.path("link")).expect("a link");
    let run = Run::new(&server);
    let told = run.ftps(["get", "{url}/*", "."]);
    told.code(0).stderr_has("link: skipped: a symbolic link whose target does not exist");
    assert_eq!(run.read("a"), b"x");
}

#[test]
fn equal_lines_of_mlsd_are_one_entry() {
    let line = "type=file;size=1;modify=20260101000000; a\r\n";
    let server = Server::build().on("MLSD", Fault::listing(line.repeat(3))).start();
    server.write("a", "x");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/"]).code(0).stdout_is("a\n");
    run.ftps(["mirror", "{url}/", "copy"]).code(0);
    run.ftps(["rm", "{url}/a*"]).code(0);
    assert_eq!(server.count("DELE"), 1, "{}", server.log());
}

#[test]
fn a_backslash_in_a_name_is_a_letter_up_and_down() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("up/a\\b", "x");
    run.ftps(["mirror", "up", "{url}/there"]).code(0);
    assert_eq!(server.read("there/a\\b"), b"x");
    run.ftps(["mirror", "{url}/there", "down"]).code(0);
    assert_eq!(run.read("down/a\\b"), b"x");
    run.ftps(["get", "-F", "{url}/there/a\\b", "-t", "down", "--mkdir"]).code(0);
    run.ftps(["mirror", "--delete", "up", "{url}/there"]).code(0);
    server.only_files("there", &["a\\b"]);
    run.ftps(["rm", "-r", "{url}/there"]).code(0);
    assert!(!server.exists("there"));
}

#[test]
fn newer_says_so_where_the_time_of_the_remote_file_lies_in_the_future() {
    let server = Server::build().start();
    server.write_dated("a", "old", 4_000_000_000);
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(["put", "--newer", "a", "{url}/a"]).code(0).stderr_has("in the future");
    assert_eq!(server.read("a"), b"old");
}
