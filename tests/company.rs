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

/// Mirrors the four files, with an older one on the server that is to go.
fn mirroring<'a>(server: &'a Server, args: &[&str]) -> (Run<'a>, Output) {
    server.write("to/old", "old");
    let run = Run::new(server);
    for name in NAMES {
        run.write(&format!("src/{name}"), name.repeat(1000));
    }
    let all = [
        "mirror",
        "--delete",
        "--max-delete",
        "1",
        "--json",
        "--retry-delay",
        "10ms",
        "src",
        "{url}/to",
    ];
    let output = run.ftps([&all[..], args].concat());
    (run, output)
}

#[test]
fn a_mirror_deletes_nothing_when_a_name_was_refused_even_the_last() {
    for (nth, failed) in [(2, "put src/b: "), (4, "put src/d: ")] {
        let refusal = Fault::reply("553 not that name");
        let server = Server::build().on(verb("RNTO").nth(nth), refusal).start();
        let (run, output) = mirroring(&server, &["-j1"]);
        output.code(10).stderr_has("553 not that name").stderr_has(failed);
        assert_eq!(server.read("to/old"), b"old");
        run.ftps(["mirror", "--delete", "--max-delete", "1", "src", "{url}/to"]).code(0);
        assert!(NAMES.iter().all(|name| server.read(&format!("to/{name}")).len() == 1000));
        assert!(!server.exists("to/old"));
        // The upload that was complete under its temporary name needs its rename only.
        assert_eq!(server.count("STOR"), 4, "{}", server.log());
        server.only_files("to", &NAMES);
    }
}

#[test]
fn a_mirror_whose_sessions_break_while_names_are_given_ends_well() {
    for jobs in ["1", "3"] {
        for moment in [Moment::BeforeCommand, Moment::BeforeReply, Moment::AfterReply] {
            let server = Server::build().on(verb("RNTO").nth(2), Fault::close(moment)).start();
            let (_, output) = mirroring(&server, &["-j", jobs]);
            output.code(0);
            server.only_files("to", &NAMES);
        }
    }
}

#[test]
fn a_mirror_that_stops_at_the_first_failure_stops_at_a_refused_name() {
    let server = Server::build().on(verb("RNTO").nth(2), Fault::reply("553 not that name")).start();
    let (_, output) = mirroring(&server, &["-j1", "--fail-fast"]);
    output.code(10);
    assert!(server.exists("to/c"), "what was sent by then has its name: {}", server.log());
    assert!(!server.exists("to/b") && !server.exists("to/d"), "{}", server.log());
    assert_eq!(server.read("to/old"), b"old");
}

#[test]
fn a_mirror_records_no_file_whose_name_was_refused() {
    let refusal = Fault::reply("553 not that name");
    let server = Server::build().without("MFMT").on(verb("RNTO").nth(2), refusal).start();
    let (run, output) = mirroring(&server, &["-j1"]);
    output.code(10);
    let again = run.ftps(["mirror", "--json", "src", "{url}/to"]);
    again.code(0);
    assert_eq!(told(&again).len(), 1);
}

#[test]
fn a_mirrored_file_with_permissions_of_its_own_has_its_name_before_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in NAMES {
        run.write(&format!("src/{name}"), name.repeat(1000));
    }
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(run.path("src/b"), mode).unwrap();
    run.ftps(["mirror", "-j1", "src", "{url}/to"]).code(0);
    server.only_files("to", &NAMES);
    let last = |wanted: &str| server.verbs().iter().rposition(|verb| verb == wanted);
    let commands = server.commands();
    let site = commands.iter().position(|one| one.verb() == "SITE").expect("a SITE CHMOD");
    let named = commands[..site].iter().rposition(|one| one.verb() == "RNTO");
    let named = named.map(|at| commands[at].parts().1.to_vec());
    assert_eq!(named.as_deref(), Some(b"/to/b".as_slice()), "{}", server.log());
    assert!(last("RNTO") > Some(site), "the others do not wait for it: {}", server.log());
    let found = std::fs::metadata(server.path("to/b")).unwrap().permissions();
    assert_eq!(found.mode() & 0o777, 0o755);
}

#[test]
fn what_a_worker_left_that_is_not_let_in_again_gets_its_name_from_another() {
    for own in [1, 2] {
        let lost = verb("RNTO").on_connection(own).nth(2);
        let server = Server::build()
            .on(lost.optional(), Fault::close(Moment::BeforeCommand))
            .on(verb("PASS").since(3).optional(), Fault::reply("530 too many connections"))
            .start();
        let run = Run::new(&server);
        let names: Vec<String> = (0..40).map(|n| format!("f{n:02}")).collect();
        for name in &names {
            run.write(&format!("src/{name}"), name);
        }
        let args = ["mirror", "--retry-delay", "10ms", "-j2", "--json", "src", "{url}/to"];
        let output = run.ftps(args);
        output.code(0);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        server.only_files("to", &names);
        assert_eq!(told(&output).len(), 40, "each is told once");
        assert!(server.logins() <= 2);
    }
}
