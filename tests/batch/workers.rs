//! Several logins at work: each file is moved once, whoever is thrown out.

use std::time::Duration;

use super::{fill, serving};
use crate::support::{Fault, Run, Server, verb};

fn many(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("f{n:03}")).collect()
}

fn strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

#[test]
fn jobs_log_in_so_many_times_and_move_every_file_once() {
    let names = many(20);
    let server = serving(&strs(&names));
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "3", "{url}/out/*"]).code(0).stderr_is("");
    run.only_files(".", &strs(&names));
    assert!(names.iter().all(|name| run.read(name) == name.as_bytes()));
    assert_eq!((server.logins(), server.count("RETR")), (3, 20));
    let args = ["put", "-j4"].into_iter().chain(strs(&names)).chain(["{url}/in/", "--mkdir"]);
    run.ftps(args).code(0);
    server.only_files("in", &strs(&names));
    assert!(server.logins() <= 7 && server.count("STOR") == 20);
}

#[test]
fn one_file_never_needs_two_logins() {
    let server = serving(&["a"]);
    Run::new(&server).ftps(["get", "--jobs", "8", "{url}/out/a"]).code(0);
    assert_eq!(server.logins(), 1);
}

#[test]
fn jobs_must_be_a_sensible_number() {
    for jobs in ["0", "65", "x"] {
        Run::alone().ftps(["get", "--jobs", jobs, "h:a"]).code(2);
    }
}

#[test]
fn a_server_that_allows_fewer_logins_gets_fewer_and_no_file_fails() {
    let names = many(12);
    let server = Server::build().max_logins(2).start();
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let got = run.ftps(["get", "--jobs", "4", "--json", "{url}/out/*"]);
    got.code(0).stderr_has("too many").stderr_has("fewer logins than --jobs");
    assert_eq!(got.summary()["verified"], 12);
    assert_eq!(server.logins(), 2);
    run.only_files(".", &strs(&names));
}

#[test]
fn a_421_at_the_door_ends_a_worker_and_no_file() {
    let server = Server::build()
        .on(verb("CONNECT").since(2), Fault::farewell("421 too many connections"))
        // The first worker must not be done before another comes to the door.
        .on(verb("RETR").nth(1), Fault::delay(Duration::from_millis(700)))
        .start();
    fill(&server, &["a", "b", "c"]);
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "3", "{url}/out/*"]).code(0).stderr_has("421 too many connections");
    run.only_files(".", &["a", "b", "c"]);
}

#[test]
fn a_worker_that_is_thrown_out_gives_its_file_to_the_others() {
    let server = Server::build()
        .on(verb("RETR").on_connection(1), Fault::delay(Duration::from_millis(150)))
        .on(verb("RETR").on_connection(2), Fault::farewell("421 too many connections"))
        .on(verb("CONNECT").since(3), Fault::farewell("421 too many connections"))
        .start();
    let names = many(6);
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let args = ["get", "-j2", "--retry-delay", "1ms", "--json", "{url}/out/*"];
    assert_eq!(run.ftps(args).code(0).summary()["verified"], 6);
    run.only_files(".", &strs(&names));
}

#[test]
fn a_wrong_password_is_tried_once_whatever_the_jobs() {
    let server = serving(&["a", "b", "c"]);
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    run.ftps(["get", "--jobs", "3", "{url}/out/a", "{url}/out/b", "{url}/out/c"]).code(6);
    assert_eq!(server.count("PASS"), 1);
}

#[test]
fn files_of_two_servers_come_in_one_run() {
    let (one, other) = (serving(&["a", "b"]), serving(&["c", "d"]));
    // The password of the environment would be for one of them.
    let run = Run::new(&one).without_env("FTPS_PASSWORD");
    run.write_private(
        "~/.netrc",
        format!("machine 127.0.0.1 login u password {}\n", one.password()),
    );
    let url = |name: &str| format!("{}/out/{name}", other.url());
    let args = ["get", "-j2", "{url}/out/a", &url("c"), "{url}/out/b", &url("d")];
    run.ftps(args).code(0);
    run.only_files(".", &["a", "b", "c", "d"]);
    assert!(one.logins() <= 2 && other.logins() <= 2);
}

#[test]
fn what_goes_to_standard_output_keeps_its_order() {
    let names = many(9);
    let server = serving(&strs(&names));
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "4", "{url}/out/f*", "-"]).code(0).stdout_is(names.concat());
}

#[test]
fn an_interrupt_ends_all_workers_and_says_how_many_had_no_turn() {
    let server = Server::build().on(verb("RETR"), Fault::stall(1)).start();
    let names = many(6);
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let running = run.start(["get", "--jobs", "2", "--json", "{url}/out/*"]);
    server.wait_for("RETR", 2);
    running.interrupt();
    let ended = running.finish();
    let told = ended.code(130).summary();
    assert_eq!(
        (&told["failed"], &told["untried"], &told["exit"]),
        (&2.into(), &4.into(), &130.into())
    );
    run.only_files(".", &[]);
}

#[test]
fn a_deadline_between_two_files_is_no_success() {
    let server =
        Server::build().on(verb("RETR").nth(1), Fault::delay(Duration::from_millis(1500))).start();
    fill(&server, &["a", "b", "c"]);
    let run = Run::new(&server);
    let got = run.ftps(["get", "--deadline", "1s", "--json", "{url}/out/*"]);
    assert_eq!(got.code(14).summary()["files"], 0);
}

#[test]
fn what_any_worker_learned_is_remembered() {
    let server = Server::build().like_proftpd().start();
    let names = many(8);
    let run = Run::new(&server);
    for name in &names {
        run.write(name, name);
    }
    let args = || ["put", "-j2", "--mkdir"].into_iter().chain(strs(&names)).chain(["{url}/in/"]);
    run.ftps(args()).code(0);
    let logins = server.logins();
    run.ftps(args()).code(0);
    assert!(server.logins() - logins <= 2, "{}", server.log());
}

#[test]
fn a_session_lost_in_the_middle_of_a_batch_does_not_lead_to_another_folder() {
    let server = serving(&["a", "sub/a", "sub/b", "z"]);
    server.write("z", "wrong");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/a", "{url}/out", "{url}/out/z"]).code(10);
    assert_eq!(run.read("z"), b"z");
}
