//! What a person at a terminal is asked, and in which order.

use crate::support::{Identity, Run, Server};

const SCREEN: (u16, u16) = (50, 110);

#[test]
fn nobody_is_asked_for_a_password_that_a_refused_certificate_keeps_from_being_sent() {
    let server = Server::build().certificate(Identity::WrongHost).start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    let screen = terminal.sees("certificate refused");
    assert!(!screen.contains("Password for"), "{screen}");
    assert_eq!(server.count("USER"), 0);
    assert_eq!(terminal.ends(), 5);
}

#[test]
fn a_password_is_asked_for_once_for_all_logins() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    for name in ["a", "b", "c", "d"] {
        server.write(name, "x");
    }
    let terminal = run.terminal(["get", "--jobs", "3", "{url}/*"], SCREEN);
    terminal.sees("Password for u at 127.0.0.1:");
    assert_eq!(server.count("USER"), 0);
    terminal.enter(server.password());
    assert_eq!(terminal.ends(), 0);
    run.only_files(".", &["a", "b", "c", "d"]);
}
