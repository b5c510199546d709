//! Lists of names that `--from-file` reads.

use super::serving;
use crate::support::{Run, Server};

#[test]
fn a_list_names_local_files_one_a_line() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["a", "x/b c", "*"] {
        run.write(name, name);
    }
    run.write("list", "a\n\nx/b c\r\n*");
    run.ftps(["put", "--from-file", "list", "{url}/"]).code(0);
    server.only_files("", &["*", "a", "b c"]);
    run.ftps(["put", "--from-file", "list", "list", "-t", "{url}/"]).code(0);
    server.only_files("", &["*", "a", "b c", "list"]);
}

#[test]
fn standard_input_lists_names_that_end_with_nul() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\nb\0-\0");
    run.write("a\nb", "odd");
    run.write("-", "dash");
    run.ftps(["put", "--from-file", "-", "--null", "{url}/"]).code(10).stderr_has("put a\\nb: ");
    run.ftps(["put", "--from-file", "-", "{url}/"]).code(2).stderr_has("--null");
    run.ftps(["put", "--from-file", "-", "-0", "-", "{url}/"]).code(2).stderr_has("once");
    assert_eq!(server.read("-"), b"dash");
}

#[test]
fn a_list_names_remote_files_below_a_folder_or_whole_targets() {
    let server = serving(&["a", "*", "x/b", "100%41"]);
    let run = Run::new(&server);
    run.write("list", "a\n*\nx/b\n100%41\n");
    run.ftps(["get", "--from-file", "list", "{url}/out", "--mkdir", "in/"]).code(0);
    run.only_files("in", &["*", "100%41", "a", "b"]);
    run.write("whole", format!("{0}/out/a\n{0}/out/x/b", server.url()));
    run.ftps(["get", "--from-file", "whole", "-t", "in"]).code(0);
    run.ftps(["get", "--from-file", "list", "{url}/out", "{url}/x"]).code(2);
}

#[test]
fn an_empty_list_is_nothing_to_do() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let none = run.ftps(["put", "--from-file", "-", "--json", "{url}/in/"]);
    assert_eq!(none.code(0).stderr_has("nothing to do").summary()["files"], 0);
    run.ftps(["get", "--from-file", "-", "{url}/in/"]).code(0);
    run.ftps(["put", "--from-file", "none", "{url}/in/"]).code(3).stderr_has("none");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_file_that_vanished_from_a_list_fails_alone() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\ngone\nb\n");
    run.write("a", "1");
    run.write("b", "2");
    let sent = run.ftps(["put", "--from-file", "-", "{url}/"]);
    sent.code(10)
        .stderr_has("gone: no such file")
        .stderr_has("2 files sent (2 verified), 1 failed");
    server.only_files("", &["a", "b"]);
}

#[test]
fn one_name_in_a_list_means_a_folder_as_several_do() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\n");
    run.write("a", "1");
    run.ftps(["put", "--from-file", "-", "{url}/in"]).code(7).stderr_has("--mkdir");
    run.ftps(["put", "--from-file", "-", "--mkdir", "{url}/in"]).code(0);
    server.only_files("in", &["a"]);
}
