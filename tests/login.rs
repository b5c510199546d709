//! Logging in: where user and password come from, and what a refusal comes to.

use crate::support::{Fault, Run, Server, verb};

fn server() -> Server {
    let server = Server::build().user("ada", "s3cret word").start();
    server.write("a", "x");
    server
}

#[test]
fn a_wrong_password_is_6_and_not_tried_again() {
    let server = server();
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("530 login incorrect").stdout_is("");
    assert_eq!(server.count("PASS"), 1);
}

#[test]
fn a_password_comes_from_a_file_a_command_or_a_netrc() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write("pw", "s3cret word\r\nmore\n");
    run.write("netrc", "machine 127.0.0.1 login ada password \"s3cret word\"\n");
    run.ftps(["ls", "--password-file", "pw", "{url}/"]).code(0);
    run.ftps(["ls", "--password-command", "head -n 1 pw", "{url}/"]).code(0);
    run.ftps(["ls", "--netrc-file", "netrc", "-p", "{port}", "{host}:"]).code(0);
    run.write("~/.netrc", "machine 127.0.0.1 login ada password \"s3cret word\"\n");
    run.ftps(["ls", "-p", "{port}", "{host}:"]).code(0);
    run.ftps(["ls", "--no-netrc", "{url}/"]).code(2).stderr_has("no password");
    assert_eq!(server.logins(), 4);
}

#[test]
fn an_option_wins_over_the_environment() {
    let server = server();
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    run.write("pw", "s3cret word\n");
    run.ftps(["ls", "--password-file", "pw", "{url}/"]).code(0);
}

#[test]
fn without_a_user_off_a_terminal_nothing_is_sent() {
    let server = server();
    let run = Run::new(&server);
    run.ftps(["ls", "-p", "{port}", "{host}:"]).code(2).stderr_has("--anonymous");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn anonymous_must_be_asked_for() {
    let server = Server::build().user("anonymous", "anonymous@").start();
    let run = Run::new(&server);
    run.ftps(["ls", "--anonymous", "-p", "{port}", "{host}:"]).code(0);
    assert_eq!(server.logins(), 1);
}

#[test]
fn a_password_file_that_is_missing_or_empty_is_told() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write("empty", "\n");
    run.ftps(["ls", "--password-file", "none", "{url}/"]).code(3).stderr_has("none");
    run.ftps(["ls", "--password-file", "empty", "{url}/"]).code(2).stderr_has("empty");
    run.ftps(["ls", "--password-command", "exit 3", "{url}/"]).code(3).stderr_has("exit status: 3");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn the_password_is_in_no_output() {
    let server = server();
    let run = Run::new(&server);
    run.write("up", "x");
    for args in [
        &["ls", "-vv", "{url}/"][..],
        &["ls", "-vv", "--json", "{url}/none"],
        &["put", "-vv", "up", "{url}/"],
    ] {
        let told = run.ftps(args);
        told.stderr_lacks("s3cret").stdout_lacks("s3cret").stderr_has("> PASS ****");
    }
    let server = Server::build().on("PASS", Fault::reply("530 no user s3cret word")).start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "s3cret word");
    run.ftps(["ls", "-v", "{url}/"]).code(6).stderr_has("> PASS ****");
}

#[test]
fn a_password_with_a_line_end_is_refused_and_not_shown() {
    let server = server();
    let run = Run::new(&server).env("FTPS_PASSWORD", "s3cret\r\nDELE a");
    run.ftps(["ls", "{url}/"]).code(2).stderr_lacks("s3cret").stderr_lacks("DELE");
    assert!(server.exists("a"));
    assert_eq!((server.count("PASS"), server.count("DELE")), (0, 0));
}

#[test]
fn a_server_that_wants_no_password_gets_none() {
    let server = Server::build().on("USER", Fault::reply("232 welcome")).start();
    // The test server does not let it in all the same; what matters is what was not said.
    Run::new(&server).ftps(["ls", "{url}/"]);
    assert_eq!(server.count("PASS"), 0);
}

#[test]
fn an_account_is_given_where_asked_for_and_known() {
    let server = Server::build()
        .user("ada", "pw")
        .on("PASS", Fault::final_reply("332 account, please"))
        .on(verb("ACCT").with("dept7"), Fault::reply("230 in"))
        .start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write("~/.netrc", "machine 127.0.0.1 login ada password pw account dept7\n");
    run.ftps(["ls", "{url}/"]).code(0);
    run.write("~/.netrc", "machine 127.0.0.1 login ada password pw\n");
    run.ftps(["ls", "{url}/"]).code(6).stderr_has("332 account, please");
}

#[test]
fn too_many_connections_is_8_after_the_retries() {
    let server = Server::build().max_logins(0).start();
    let run = Run::new(&server);
    let told = run.ftps(["ls", "--retries", "2", "--retry-delay", "10ms", "{url}/"]);
    told.code(8).stderr_has("530 too many").stderr_has("trying again");
    assert_eq!(server.count("PASS"), 3);
}

#[test]
fn a_banner_of_421_is_tried_again_and_then_served() {
    let server = Server::build()
        .on(verb("CONNECT").nth(1), Fault::farewell("421 too busy"))
        .on(verb("PASS").nth(1), Fault::farewell("421 too busy"))
        .start();
    let run = Run::new(&server);
    run.ftps(["ls", "--retry-delay", "10ms", "{url}/"]).code(0).stderr_has("421 too busy");
    assert_eq!(server.events().connections, 3);
}

#[test]
fn a_banner_of_5yz_is_refused_for_good() {
    let server = Server::build().on("CONNECT", Fault::farewell("530 go away")).start();
    Run::new(&server).ftps(["ls", "{url}/"]).code(7).stderr_has("530 go away");
    assert_eq!(server.events().connections, 1);
}

#[test]
fn a_virtual_host_is_asked_for_before_the_user_and_its_refusal_is_told() {
    let server =
        Server::build().on(verb("HOST").with("ftp.example"), Fault::reply("220 here")).start();
    let run = Run::new(&server);
    for _ in 0..2 {
        // The second time all but HOST leaves at once.
        run.ftps(["ls", "--virtual-host", "ftp.example", "{url}/"]).code(0);
    }
    let verbs: Vec<String> =
        server.commands().iter().map(crate::support::server::Command::verb).collect();
    let before = |verb: &str| verbs.iter().position(|one| one == verb);
    assert!(before("HOST") < before("USER") && server.count("HOST") == 2, "{verbs:?}");
    let told = run.ftps(["ls", "--virtual-host", "other.example", "{url}/"]);
    told.code(7).stderr_has("asking for the virtual host: server said 50");
    assert_eq!((server.count("USER"), server.count("PASS")), (2, 2), "only the right host");
    run.ftps(["ls", "{url}/"]).code(0);
    assert_eq!(server.count("HOST"), 3);
}
