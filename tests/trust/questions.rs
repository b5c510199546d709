//! What a person at a terminal is asked, and in which order.

use std::time::Duration;

use crate::support::terminal::Terminal;
use crate::support::{Identity, Run, Server};

const SCREEN: (u16, u16) = (50, 130);
const QUESTION: &str = "Trust it? [y]es always, [o]nce, [n]o:";

/// A run without password, at a server that nobody vouches for.
fn unknown() -> (Server, fn(&Server) -> Run<'_>) {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    (server, |server| Run::new(server).without_env("FTPS_PASSWORD"))
}

fn answers_password(server: &Server, terminal: &Terminal) {
    terminal.sees("Password for u at 127.0.0.1:");
    terminal.enter(server.password());
}

#[test]
fn a_certificate_is_shown_and_asked_about_before_any_password() {
    let (server, run) = unknown();
    let run = run(&server);
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    let screen = terminal.sees(QUESTION);
    for part in [
        "self-signed",
        "subject: CN=ftps test server, SelfSigned",
        "names:   localhost, 127.0.0.1, ::1",
        "issuer:  CN=ftps test server, SelfSigned",
        "days left)",
        "sha-256: sha256//",
    ] {
        assert!(screen.contains(part), "{part}:\n{screen}");
    }
    let colons = screen.lines().filter(|line| line.matches(':').count() == 31);
    assert_eq!(colons.count(), 1, "{screen}");
    assert!(!screen.contains("Password for"), "{screen}");
    assert_eq!(server.count("USER"), 0);
    terminal.enter("y");
    answers_password(&server, &terminal);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn yes_is_for_ever_once_for_one_run_and_no_is_5() {
    let (server, run) = unknown();
    let run = run(&server);
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    terminal.sees(QUESTION);
    terminal.enter("what?");
    terminal.until("the question again", |screen| screen.matches(QUESTION).count() == 2);
    terminal.enter("n");
    terminal.sees("certificate not trusted");
    assert_eq!((terminal.ends(), server.count("USER")), (5, 0));
    for answer in ["o", "once", "yes"] {
        let terminal = run.terminal(["ls", "{url}/"], SCREEN);
        terminal.sees(QUESTION);
        terminal.enter(answer);
        answers_password(&server, &terminal);
        assert_eq!(terminal.ends(), 0);
    }
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    answers_password(&server, &terminal);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn one_answer_serves_all_logins_and_data_connections_of_a_run() {
    let server = Server::build().certificate(Identity::SelfSigned).no_resumption().start();
    for name in ["a", "b", "c", "d"] {
        server.write(name, "x");
    }
    let run = Run::new(&server);
    let terminal = run.terminal(["get", "--jobs", "3", "{url}/*"], SCREEN);
    terminal.sees(QUESTION);
    terminal.enter("o");
    assert_eq!(terminal.ends(), 0);
    run.only_files(".", &["a", "b", "c", "d"]);
}

#[test]
fn a_certificate_that_nobody_can_trust_is_not_asked_about() {
    let server = Server::build().certificate(Identity::ShortKey).start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    let screen = terminal.sees("its key is too short");
    assert!(!screen.contains("Trust it?"), "{screen}");
    assert_eq!(terminal.ends(), 5);
}

#[test]
fn ctrl_c_at_the_question_is_130() {
    let (server, run) = unknown();
    let run = run(&server);
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    terminal.sees(QUESTION);
    terminal.type_in("\x03");
    assert_eq!((terminal.ends(), server.count("USER")), (130, 0));
}

#[test]
fn a_password_that_comes_when_the_server_has_given_up_serves_the_next_login() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["ls", "--retry-delay", "10ms", "{url}/"], SCREEN);
    terminal.sees("Password for u at 127.0.0.1:");
    server.restart(Duration::ZERO);
    terminal.enter(server.password());
    assert_eq!((terminal.ends(), server.logins()), (0, 1));
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

#[test]
fn no_answer_and_answers_that_are_none_refuse_the_certificate_and_record_nothing() {
    let (server, run) = unknown();
    for answers in [&["\x04"][..], &["\r", "maybe\r", "2\r"]] {
        let run = run(&server);
        let terminal = run.terminal(["ls", "{url}/"], (40, 120));
        terminal.sees("[n]o:");
        for (number, answer) in answers.iter().enumerate() {
            terminal.until("the question", |screen| {
                screen.matches("[n]o:").count() > number || screen.contains("ftps: ")
            });
            terminal.type_in(answer);
        }
        terminal.until("the refusal", |screen| {
            screen.lines().any(|line| line.starts_with("ftps: ls: certificate not trusted"))
        });
        assert_eq!(terminal.ends(), 5);
        assert!(!run.home().join(".config/ftps/known_servers").exists());
    }
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn a_narrow_terminal_breaks_messages_between_words_and_leaves_commands_whole() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let terminal = run.terminal(["ls", "{url}/"], (60, 45));
    terminal.until("the question", |screen| screen.replace('\n', " ").contains("[n]o:"));
    let shown = String::from_utf8_lossy(&terminal.raw()).replace('\r', "");
    let pin = format!("\n  sha-256: {}\n", super::pin(Identity::SelfSigned));
    assert!(shown.contains(&pin), "{shown}");
    let text =
        shown.lines().filter(|line| !line.starts_with(' ') && !line.starts_with("Trust it?"));
    let long: Vec<&str> = text.filter(|line| line.chars().count() > 45).collect();
    assert!(long.is_empty(), "{long:?}");
    assert!(shown.replace('\n', " ").contains("its issuer is not trusted here "), "{shown}");
    terminal.enter("n");
    assert_eq!(terminal.ends(), 5);
}
