//! Entering a host that an earlier run knows: user, password and setup go out at once, and where the server does not
//! bear that, it is met as before.

use std::fs;
use std::time::Duration;

use crate::support::files::make_pipe;
use crate::support::server::Options;
use crate::support::{Fault, Run, Server, verb};

/// Lists three times, of which the first makes the host known; returns how often PASS was said.
#[track_caller]
fn three_times(options: Options) -> (Server, usize) {
    let server = options.start();
    server.write("a", "x");
    let run = Run::new(&server);
    for _ in 0..3 {
        run.ftps(["ls", "{url}/"]).code(0).stdout_is("a\n");
    }
    drop(run);
    let said = server.count("PASS");
    (server, said)
}

#[test]
fn a_known_host_is_entered_once_a_run() {
    let (server, said) = three_times(Server::build());
    assert_eq!(said, 3);
    server.nothing_in_clear();
}

#[test]
fn a_password_is_never_shown_and_never_sent_before_tls() {
    let server = Server::build().user("ada", "s3cret").start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "s3cret");
    for _ in 0..2 {
        run.ftps(["ls", "-vv", "{url}/"]).code(0).stderr_has("> PASS ****").stderr_lacks("s3cret");
    }
    server.nothing_in_clear();
}

/// libunftp: what came before its word on the password is refused.
#[test]
fn a_setup_refused_before_the_login_is_sent_again() {
    let refused = || Fault::reply("530 Please authenticate");
    let options = Server::build()
        .on(verb("PBSZ").nth(2), refused())
        .on(verb("PROT").nth(2), refused())
        .on(verb("FEAT").nth(2), refused())
        .on(verb("PWD").nth(2), refused());
    assert_eq!(three_times(options).1, 3);
}

#[test]
fn a_setup_refused_in_part_is_sent_again() {
    let options = Server::build().on(verb("TYPE").nth(2), Fault::reply("530 Please authenticate"));
    assert_eq!(three_times(options).1, 3);
}

#[test]
fn a_password_out_of_turn_is_sent_again_in_turn() {
    let early = Fault::reply("503 Login with USER first");
    let options = Server::build().on(verb("PASS").nth(2), early);
    assert_eq!(three_times(options).1, 4);
}

#[test]
fn answers_out_of_order_lead_to_a_login_step_by_step() {
    let early = Fault::reply("200 PBSZ 0");
    let options = Server::build().on(verb("PASS").nth(2), early);
    assert_eq!(three_times(options).1, 4);
}

#[test]
fn a_server_that_drops_the_connection_is_entered_step_by_step() {
    let options = Server::build().on(verb("PBSZ").nth(2), Fault::farewell("221 too fast"));
    assert_eq!(three_times(options).1, 4);
}

#[test]
fn a_user_who_needs_no_password_now_is_in() {
    let options = Server::build()
        .on(verb("USER").nth(2), Fault::final_reply("232 in by certificate"))
        .on(verb("PASS").nth(2), Fault::final_reply("503 in already"));
    assert_eq!(three_times(options).1, 3);
}

#[test]
fn a_greeting_that_promises_too_much_costs_one_login_more() {
    let options = Server::build()
        .on("CONNECT", Fault::reply("220 ProFTPD Server ready"))
        .on(verb("PASS").nth(1), Fault::reply("503 Login with USER first"));
    assert_eq!(three_times(options).1, 4);
}

#[test]
fn a_wrong_password_is_said_once_to_a_host_known_by_its_greeting() {
    let greeting = Fault::reply("220 (vsFTPd 3.0.3)");
    let server = Server::build().user("ada", "s3cret").on("CONNECT", greeting).start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("530 login incorrect");
    assert_eq!(server.count("PASS"), 1);
}

#[test]
fn several_workers_say_a_wrong_password_once() {
    let server = Server::build().user("ada", "s3cret").start();
    for name in ["a", "b", "c", "d"] {
        server.write(name, name);
    }
    let run = Run::new(&server).env("FTPS_PASSWORD", "s3cret");
    run.ftps(["ls", "{url}/"]).code(0);
    let run = run.env("FTPS_PASSWORD", "wrong");
    let files = ["{url}/a", "{url}/b", "{url}/c", "{url}/d"];
    run.ftps(["get", "-j", "4", "-t", "."].into_iter().chain(files)).code(6);
    assert_eq!(server.count("PASS"), 2);
}

/// Refused for good, whatever the words for it are, and whatever is known of the host.
#[test]
fn a_password_that_is_refused_is_said_once() {
    for known in 0..3 {
        for refusal in ["530 Login incorrect", "430 Invalid username", "501 no", "332 account?"] {
            let fault = Fault::reply(refusal);
            let server = Server::build().on(verb("PASS").since(known + 1), fault).start();
            let run = Run::new(&server);
            for _ in 0..known {
                run.ftps(["ls", "{url}/"]).code(0);
            }
            run.ftps(["ls", "{url}/"]).code(6).stderr_has(refusal);
            assert_eq!(server.count("PASS"), known + 1, "{known} {refusal}");
        }
    }
}

/// As servers do that take one try only.
#[test]
fn the_last_words_of_a_server_that_closes_are_read() {
    let server =
        Server::build().on(verb("PASS").nth(3), Fault::farewell("530 Login incorrect")).start();
    let run = Run::new(&server);
    for _ in 0..2 {
        run.ftps(["ls", "{url}/"]).code(0);
    }
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("530 Login incorrect");
    assert_eq!(server.count("PASS"), 3);
}

#[test]
fn a_host_that_bore_it_once_and_does_no_more_is_entered_step_by_step() {
    let server = Server::build().on(verb("PBSZ").nth(3), Fault::farewell("221 too fast")).start();
    let run = Run::new(&server);
    for _ in 0..4 {
        run.ftps(["ls", "--retries", "0", "{url}/"]).code(0);
    }
    assert_eq!(server.count("PASS"), 5);
}

#[test]
fn a_password_that_became_wrong_is_said_once() {
    let server = Server::build().user("ada", "s3cret").start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "s3cret");
    run.ftps(["ls", "{url}/"]).code(0);
    let run = run.env("FTPS_PASSWORD", "wrong");
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("530 login incorrect");
    assert_eq!(server.count("PASS"), 2);
}

#[test]
fn an_account_asked_for_by_a_known_host_is_told() {
    let options = Server::build().on(verb("PASS").since(2), Fault::reply("332 which account?"));
    let server = options.start();
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/"]).code(0);
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("332 which account?");
}

/// Nobody writes to it: to open it for reading would take for ever.
#[test]
fn what_is_known_of_a_host_is_not_read_from_a_pipe() {
    let server = Server::build().start();
    server.write("a", "x");
    let run = Run::new(&server).limit(Duration::from_secs(20));
    run.ftps(["ls", "{url}/"]).code(0);
    let known = run.home().join(".local/state/ftps/hosts");
    // The file itself, and the one that locks it.
    for entry in fs::read_dir(&known).unwrap() {
        let file = entry.unwrap().path();
        fs::remove_file(&file).unwrap();
        make_pipe(&file);
    }
    run.ftps(["ls", "{url}/"]).code(0).stdout_is("a\n");
}
