//! Uploads that get their names with the commands of the next file: each is told of as what it came to, whatever
//! became of its neighbours.

use crate::support::{Fault, Moment, Output, Run, Server, verb};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn sending<'a>(server: &'a Server, jobs: &str) -> (Run<'a>, Output) {
    let run = Run::new(server);
    for name in NAMES {
        run.write(name, name.repeat(1000));
    }
    let args = ["put", "--json", "--retry-delay", "10ms", "-j", jobs, "a", "b", "c", "d", "{url}/"];
    let output = run.ftps(args);
    (run, output)
}

/// Names and states of the files, in the order told.
fn told(output: &Output) -> Vec<String> {
    let events = output.json();
    let files = events.iter().filter(|event| event["event"] == "file");
    files
        .map(|file| {
            format!("{} {}", file["local"].as_str().unwrap(), file["state"].as_str().unwrap())
        })
        .collect()
}

#[track_caller]
fn all_arrived(server: &Server) {
    server.only_files("", &NAMES);
    assert!(NAMES.iter().all(|name| server.read(name) == name.repeat(1000).as_bytes()));
}

#[test]
fn every_file_is_told_once_and_in_order_and_none_keeps_its_temporary_name() {
    let server = Server::build().start();
    let (_, output) = sending(&server, "1");
    output.code(0);
    assert_eq!(told(&output), NAMES.map(|name| format!("{name} verified")));
    all_arrived(&server);
    let verbs = server.verbs();
    let stor = verbs.iter().rposition(|verb| verb == "STOR").unwrap();
    assert_eq!(&verbs[stor - 2..stor], ["RNFR", "RNTO"], "with the next file's: {verbs:?}");
    assert_eq!(
        &verbs[verbs.len() - 3..],
        ["RNFR", "RNTO", "QUIT"],
        "the last with nobody's: {verbs:?}"
    );
}

#[test]
fn no_file_is_renamed_before_its_own_size_was_told() {
    let server = Server::build().start();
    sending(&server, "1").1.code(0);
    let mut sized = Vec::new();
    for command in server.commands() {
        let (verb, path) = command.parts();
        match verb.as_str() {
            "SIZE" => sized.push(path.to_vec()),
            "RNFR" => assert!(sized.contains(&path.to_vec()), "{}", server.log()),
            _ => {}
        }
    }
}

#[test]
fn a_name_that_is_refused_fails_its_own_file_and_no_other() {
    let server = Server::build().on(verb("RNTO").nth(2), Fault::reply("553 not that name")).start();
    let (_, output) = sending(&server, "1");
    output.code(10).stderr_has("b: ").stderr_has("553 not that name");
    assert_eq!(told(&output), ["a verified", "b failed", "c verified", "d verified"]);
    assert!(server.read("c").len() == 1000 && server.read("d").len() == 1000);
}

#[test]
fn the_name_of_the_last_file_is_as_good_as_that_of_the_others() {
    let server = Server::build().on(verb("RNTO").nth(4), Fault::reply("553 not that name")).start();
    let (_, output) = sending(&server, "1");
    output.code(10);
    assert_eq!(told(&output), ["a verified", "b verified", "c verified", "d failed"]);
}

#[test]
fn an_answer_that_is_lost_with_its_session_is_decided_by_what_is_there() {
    for moment in [Moment::BeforeCommand, Moment::BeforeReply, Moment::AfterReply] {
        let server = Server::build().on(verb("RNTO").nth(2), Fault::close(moment)).start();
        let (_, output) = sending(&server, "1");
        output.code(0);
        assert_eq!(told(&output), NAMES.map(|name| format!("{name} verified")));
        all_arrived(&server);
    }
}

#[test]
fn a_file_that_fails_takes_the_one_before_it_not_along() {
    for fault in [Fault::reply("552 quota exceeded"), Fault::close(Moment::BeforeReply)] {
        let server = Server::build().on(verb("STOR").nth(3), fault).start();
        let (_, output) = sending(&server, "1");
        assert_eq!(told(&output)[..2], ["a verified", "b verified"], "{}", server.log());
        assert!(server.read("b").len() == 1000 && server.read("d").len() == 1000);
    }
}

#[test]
fn workers_each_finish_what_they_left() {
    let server = Server::build().start();
    sending(&server, "3").1.code(0);
    all_arrived(&server);
}

#[test]
fn what_is_removed_here_has_its_name_there_first() {
    let server = Server::build().on(verb("RNTO").nth(2), Fault::reply("553 not that name")).start();
    let run = Run::new(&server);
    for name in NAMES {
        run.write(name, name.repeat(1000));
    }
    run.ftps(["put", "--remove-source", "a", "b", "c", "d", "{url}/"]).code(10);
    run.only_files(".", &["b"]);
}
