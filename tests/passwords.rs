//! Where passwords come from, for whom they are, and who never sees them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Fault, Run, Server, verb};

const SCREEN: (u16, u16) = (40, 100);

fn server() -> Server {
    let server = Server::build().user("ada", "s3cret word").start();
    server.write("a", "x");
    server
}

fn set_mode(run: &Run<'_>, name: &str, mode: u32) {
    fs::set_permissions(run.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_password_comes_from_standard_input_and_what_follows_it_is_the_file() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD").stdin("s3cret word\r\ncontent");
    run.ftps(["put", "--password-stdin", "-", "{url}/up"]).code(0);
    assert_eq!(server.read("up"), b"content");
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.ftps(["ls", "--password-stdin", "{url}/"]).code(2).stderr_has("the first line is empty");
    let terminal = run.terminal(["ls", "--password-stdin", "{url}/"], SCREEN);
    terminal.sees("standard input is a terminal");
    assert_eq!(terminal.ends(), 2);
}

#[test]
fn a_password_comes_from_a_credential_of_the_service_manager() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write_private("credentials/bank", "s3cret word");
    run.ftps(["ls", "--password-credential", "bank", "{url}/"])
        .code(2)
        .stderr_has("LoadCredential");
    let run = run.env("CREDENTIALS_DIRECTORY", "credentials");
    run.ftps(["ls", "--password-credential", "bank", "{url}/"]).code(0);
    run.ftps(["ls", "--password-credential", "../x", "{url}/"]).code(2);
    run.ftps(["ls", "--password-credential", "none", "{url}/"])
        .code(3)
        .stderr_has("credentials/none");
}

#[test]
fn marks_of_other_systems_are_no_part_of_a_password() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write_private("pw", "\u{feff}s3cret word\r\n");
    run.ftps(["ls", "--password-file", "pw", "{url}/"]).code(0);
    run.write_private("wide", b"\xff\xfes\x003\x00");
    run.ftps(["ls", "--password-file", "wide", "{url}/"]).code(2).stderr_has("UTF-16");
}

#[test]
fn a_secret_that_others_can_read_is_warned_about_and_one_that_they_can_change_is_refused() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write("pw", "s3cret word");
    run.write("netrc", "machine 127.0.0.1 login ada password \"s3cret word\"\n");
    for (option, name) in [("--password-file", "pw"), ("--netrc-file", "netrc")] {
        let list = || run.ftps(["ls", "--user", "ada", "-p", "{port}", option, name, "{host}:"]);
        set_mode(&run, name, 0o600);
        list().code(0).stderr_is("");
        set_mode(&run, name, 0o644);
        list().code(0).stderr_has("other users can read").stderr_has("chmod 600");
        for mode in [0o620, 0o602] {
            set_mode(&run, name, mode);
            list().code(2).stderr_has("other users can change").stderr_lacks("s3cret");
        }
    }
    assert_eq!(server.logins(), 4);
}

#[test]
fn a_netrc_without_secrets_is_anybodys_to_read() {
    let server = server();
    let run = Run::new(&server);
    run.write("~/.netrc", "machine 127.0.0.1 login ada\n");
    run.ftps(["ls", "-p", "{port}", "{host}:"]).code(0).stderr_is("");
}

#[test]
fn unknown_words_in_a_netrc_are_named_by_line() {
    let server = server();
    let run = Run::new(&server);
    run.write_private("netrc", "machine 127.0.0.1\nlogin ada\npassword s3cret word\nport 21\n");
    let told = run.ftps(["ls", "--netrc-file", "netrc", "-p", "{port}", "{host}:"]);
    told.code(0).stderr_has("netrc: unknown words in line 3, 4").stderr_lacks("s3cret");
}

#[test]
fn a_password_of_the_run_is_for_one_server() {
    let (one, two) = (server(), server());
    two.write("b", "y");
    let second = format!("ftp://ada@{}/b", two.address());
    let run = Run::new(&one);
    run.write_private("pw", "s3cret word\n");
    let sources: [&[&str]; 3] =
        [&[], &["--password-file", "pw"], &["--password-command", "cat pw"]];
    for source in sources {
        let arguments = |more: &[&'static str]| {
            let fixed = ["{url}/a", &second, "-t", "."].map(str::to_owned);
            let own = source.iter().chain(more).map(ToString::to_string);
            std::iter::once("get".to_owned()).chain(own).chain(fixed).collect::<Vec<_>>()
        };
        let told = run.ftps(arguments(&[]));
        told.stderr_has("is for one server, and 127.0.0.1:").stderr_has("ftps sites add");
        assert_eq!(two.events().connections, 0, "{}", two.log());
    }
    run.write_private("netrc", "machine 127.0.0.1 login ada password \"s3cret word\"\n");
    run.ftps(["get", "--netrc-file", "netrc", "{url}/a", &second, "-t", "."]).code(0);
    assert_eq!(run.read("b"), b"y");
}

#[test]
fn a_password_on_the_command_line_is_refused_and_not_repeated() {
    let server = server();
    let run = Run::new(&server);
    run.write("a", "x");
    for arguments in [
        &["ls", "-u", "ada:hunter2", "{host}:"][..],
        &["get", "joe:hunter2@{host}:/x"],
        &["put", "a", "joe:hunter2@{host}:"],
        &["get", "joe:hun/ter2@{host}:/x"],
        &["ls", "joe:hunter2@{host}:"],
        &["get", "ftp://joe:hunter2@{host}/x"],
    ] {
        let told = run.ftps(arguments);
        told.code(2).stderr_has("--password-file").stderr_lacks("hunter2").stderr_lacks("ter2");
    }
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_question_is_asked_three_times_and_then_no_more() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    let prompt = "Password for ada at 127.0.0.1:";
    let asked = |times: usize| move |screen: &str| screen.matches(prompt).count() == times;
    for times in 1..=3 {
        terminal.until("the question", asked(times));
        terminal.enter("wrong");
    }
    assert_eq!(terminal.ends(), 6);
    assert_eq!(server.count("PASS"), 3);
}

#[test]
fn the_second_answer_may_be_the_right_one() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    terminal.sees("Password for ada");
    terminal.enter("wrong");
    terminal.until("a second question", |screen| screen.matches("Password for ada").count() == 2);
    terminal.enter("s3cret word");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn an_account_comes_from_a_file_and_the_refusal_names_it() {
    let server = Server::build()
        .user("ada", "pw")
        .on("PASS", Fault::final_reply("332 account, please"))
        .on(verb("ACCT").with("dept7"), Fault::reply("230 in"))
        .start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "pw");
    run.write_private("account", "dept7\n");
    run.ftps(["ls", "--account-file", "account", "{url}/"]).code(0);
    run.ftps(["ls", "{url}/"])
        .code(6)
        .stderr_has("332 account, please")
        .stderr_has("--account-file");
}

#[test]
fn no_program_that_is_started_inherits_the_password() {
    let server = server();
    let run = Run::new(&server);
    run.write("show", "env\n");
    run.write("script", "!env\nls | env\nlls\nedit a\n");
    let run = run.env("EDITOR", "env; false");
    let told = run.ftps(["run", "script", "{url}/"]);
    told.stdout_has("HOME=").stdout_lacks("s3cret").stderr_lacks("s3cret");
    run.ftps(["ls", "--password-command", "env > seen; echo s3cret word", "{url}/"]).code(0);
    let seen = String::from_utf8(run.read("seen")).unwrap();
    assert!(seen.contains("HOME=") && !seen.contains("s3cret"), "{seen}");
}

#[test]
fn a_password_command_that_prints_without_end_is_ended() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let told = run.ftps(["ls", "--password-command", "yes s3cret", "{url}/"]);
    told.code(3).stderr_has("printed more than").stderr_lacks("s3cret");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_stop_ends_a_password_command_with_its_children() {
    let server = server();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let command = "sleep 600 & echo $! > child; wait";
    run.ftps(["ls", "--deadline", "1s", "--password-command", command, "{url}/"]).code(14);
    let child = String::from_utf8(run.read("child")).unwrap();
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
    assert!(stat.is_empty() || stat.contains(") Z "), "{stat}");
}
