//! What the user adds to the dialogue or changes of it: commands of their own, files that grow,
//! text with line ends converted.

use crate::support::{Fault, Run, Server, verb};

/// Runs `ftps`, impatient of what is broken.
fn quickly<'a>(command: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    [&[command, "--retry-delay", "10ms", "--timeout", "2s"], rest].concat()
}

fn lines(server: &Server, verb: &str) -> Vec<String> {
    let said = server.commands().into_iter().filter(|command| command.verb() == verb);
    said.map(|command| String::from_utf8_lossy(&command.line).into_owned()).collect()
}

#[test]
fn quoted_commands_hold_for_every_session_and_the_last_ones_are_said_once() {
    let server = Server::build()
        .on("SITE", Fault::reply("200 as you wish"))
        .on(verb("STOR").nth(1), Fault::lose_line(1))
        .start();
    let run = Run::new(&server);
    run.write("a", "content");
    let quotes = ["--quote", "SITE RECFM=FB", "--quote", "site b", "--quote-after", "SITE end"];
    run.ftps(quickly("put", &[&quotes[..], &["a", "{url}/a"]].concat())).code(0);
    let said = lines(&server, "SITE");
    let each = ["SITE RECFM=FB", "site b"];
    assert_eq!(said, [&each[..], &each[..], &["SITE end"]].concat());
}

#[test]
fn every_job_says_what_is_quoted_before_it_moves_anything() {
    let server = Server::build().start();
    let run = Run::new(&server);
    server.write("a", "1");
    server.write("b", "2");
    run.ftps(["get", "--quote", "NOOP", "--jobs", "2", "{url}/a", "{url}/b"]).code(0);
    assert_eq!(server.count("NOOP"), server.logins());
    let verbs = server.verbs();
    let at = |verb: &str| verbs.iter().position(|said| said == verb);
    assert!(at("NOOP") < at("SIZE") && at("NOOP") < at("EPSV"), "{}", server.log());
}

#[test]
fn a_refused_quote_fails_by_its_class_and_nothing_is_moved() {
    for (reply, code) in [("504 never", 7), ("450 not now", 8)] {
        let server = Server::build().on("SITE", Fault::reply(reply)).start();
        let run = Run::new(&server);
        run.write("a", "content");
        let put = run.ftps(["put", "--retries", "0", "--quote", "SITE x", "a", "{url}/a"]);
        put.code(code).stderr_has(reply).stderr_has("SITE x");
        server.only_files("", &[]);
    }
}

#[test]
fn a_refused_last_word_is_an_error_although_all_is_done() {
    let server = Server::build().on("SITE", Fault::reply("550 no such job")).start();
    server.write("a", "content");
    let run = Run::new(&server);
    run.ftps(["get", "--quote-after", "SITE x", "{url}/a"]).code(7).stderr_has("550 no such job");
    assert_eq!(run.read("a"), b"content");
}

#[test]
fn the_last_word_is_not_said_when_a_file_failed() {
    let server = Server::build().start();
    server.write("a", "content");
    let run = Run::new(&server);
    run.ftps(["get", "--quote-after", "NOOP", "{url}/a", "{url}/none", "-t", "."]).code(10);
    assert_eq!(server.count("NOOP"), 0);
}

#[test]
fn what_would_break_the_session_is_not_quoted() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for bad in ["PASS hunter2", "type A", "QUIT", "NOOP\r\nQUIT", "STOR\nx", " USER x", "", "PORT"]
    {
        for option in ["--quote", "--quote-after"] {
            let got = run.ftps(["get", option, bad, "{url}/a"]);
            got.code(2).stderr_has(option).stderr_lacks("hunter2");
        }
    }
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_password_in_a_quoted_command_is_not_traced() {
    let server = Server::build().on("SITE", Fault::reply("200 changed")).start();
    server.write("a", "content");
    let run = Run::new(&server);
    let got = run.ftps(["get", "-vv", "--quote", "SITE PSWD hunter2 hunter3", "{url}/a"]);
    got.code(0).stderr_has("SITE PSWD ****").stderr_lacks("hunter");
}
