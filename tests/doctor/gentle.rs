//! An audit does no harm: no password in clear or to a stranger, one connection at a time, one refused login at most,
//! nothing written.

use super::{Findings, examine};
use crate::support::{Identity, Run, Server};

#[test]
fn no_password_is_sent_in_clear_or_to_a_server_that_is_not_trusted() {
    for server in [Server::build(), Server::build().certificate(Identity::SelfSigned)] {
        let server = server.start();
        let run = Run::new(&server);
        run.ftps(["doctor", "{url}/"]);
        for command in server.commands() {
            let (verb, argument) = command.parts();
            assert!(verb != "PASS" || command.secure, "PASS in clear");
            assert!(verb != "USER" || command.secure || argument != b"u", "the user in clear");
        }
    }
    let stranger = Server::build().certificate(Identity::SelfSigned).start();
    Run::new(&stranger).ftps(["doctor", "{url}/"]).code(1).stdout_has("no password was sent");
    assert!(stranger.commands().iter().all(|command| command.parts().1 != b"p"));
}

#[test]
fn a_refused_login_is_the_only_one() {
    let server = Server::build().user("u", "p").start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    let found = Findings::of(run.ftps(["doctor", "{url}/", "--json"]).code(6));
    assert_eq!(found.verdict("login"), Some("bad"));
    assert_eq!(found.verdict("cert-trusted"), Some("ok"));
    assert_eq!((server.count("PASS"), server.logins()), (1, 0));
}

#[test]
fn one_session_at_a_time_is_enough() {
    let server = Server::build().max_logins(1).start();
    let found = examine(&server, 0);
    assert_eq!(found.gaps(), [""; 0]);
}

#[test]
fn nothing_is_written_unless_asked_for() {
    let server = Server::build().start();
    server.write("/a.txt", "x");
    examine(&server, 0);
    server.only_files("/", &["a.txt"]);
    for verb in ["STOR", "APPE", "MKD", "DELE", "RNFR", "MFMT"] {
        assert_eq!(server.count(verb), 0, "{verb}");
    }
}
