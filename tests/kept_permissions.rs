//! The permissions of a remote file that is replaced: the new one has them before it has its name.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::server::Options;
use crate::support::{Fault, Run, Server};

fn mode(server: &Server, name: &str) -> u32 {
    std::fs::metadata(server.path(name)).expect("a file").permissions().mode() & 0o7777
}

/// A server with an old file of this mode.
fn serving(options: Options, old: u32) -> Server {
    let server = options.start();
    server.write("a", "old");
    std::fs::set_permissions(server.path("a"), Permissions::from_mode(old)).expect("a mode");
    server
}

fn put(server: &Server, args: &[&str]) -> String {
    let run = Run::new(server);
    run.write("a", "new");
    let output = run.ftps([&["put", "a", "{url}/a"], args].concat());
    output.code(0);
    assert_eq!(server.read("a"), b"new", "{}", server.log());
    output.err()
}

#[test]
fn an_upload_over_a_private_file_keeps_it_private() {
    let servers: [fn() -> Options; 3] = [
        Server::build,
        || Server::build().without("MLST").without("MLSD"),
        || Server::build().like_vsftpd().without("MLST").without("MLSD"),
    ];
    for options in servers {
        for old in [0o600, 0o640] {
            let server = serving(options(), old);
            put(&server, &[]);
            assert_eq!(mode(&server, "a"), old, "{}", server.log());
            let position = |verb: &str| server.verbs().iter().position(|one| one == verb);
            assert!(position("SITE") < position("RNTO"), "{}", server.log());
        }
    }
}

#[test]
fn a_file_with_the_usual_permissions_costs_no_further_command() {
    let server = serving(Server::build(), 0o644);
    put(&server, &[]);
    assert_eq!(server.count("SITE"), 0, "{}", server.log());
}

#[test]
fn permissions_that_are_asked_for_win() {
    let server = serving(Server::build(), 0o600);
    put(&server, &["--chmod", "604"]);
    assert_eq!(mode(&server, "a"), 0o604);
}

#[test]
fn where_the_server_changes_no_permissions_a_note_says_so() {
    let server = serving(Server::build().without("SITE CHMOD"), 0o600);
    let told = put(&server, &[]);
    assert!(told.contains("permissions 600"), "{told}");
}

#[test]
fn set_user_id_of_a_replaced_file_is_not_given_to_the_new_one() {
    let server = serving(Server::build(), 0o4755);
    put(&server, &[]);
    assert_eq!(mode(&server, "a") & 0o7000, 0, "{}", server.log());
}

#[test]
fn a_server_that_lies_about_the_old_file_does_not_fail_the_upload() {
    let server = serving(Server::build().on("MLST", Fault::reply("451 try later")), 0o600);
    put(&server, &[]);
}
