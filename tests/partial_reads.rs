//! Commands that only read: a lost transfer goes on where it was lost, and no byte is printed twice.

use crate::support::{Fault, Run, Server, verb};

/// 2,000 lines of 9 bytes.
fn lines() -> String {
    let numbers: Vec<String> = (0..2000).map(|number| format!("{number:08}")).collect();
    numbers.join("\n") + "\n"
}

fn losing(fault: Fault) -> Server {
    let server = Server::build().on(verb("RETR").nth(1), fault).start();
    server.write("today.log", lines());
    server
}

#[test]
fn a_read_whose_connection_is_lost_or_stalls_goes_on_behind_the_last_byte() {
    let text = lines();
    let from_12 = text.split_inclusive('\n').skip(11).collect::<String>();
    let first_1500 = text.split_inclusive('\n').take(1500).collect::<String>();
    let last_1500 = text.split_inclusive('\n').skip(500).collect::<String>();
    for (args, printed) in [
        (["tail", "-n", "+12"], &from_12),
        (["head", "-n", "1500"], &first_1500),
        (["tail", "-n", "1500"], &last_1500),
        (["tail", "-c", "13500"], &last_1500),
    ] {
        for fault in [Fault::reset_data(9000), Fault::stall(9000), Fault::lose_line(9000)] {
            let server = losing(fault);
            let run = Run::new(&server);
            let quick = ["--timeout", "1s", "--retry-delay", "1ms"];
            let done = run.ftps(args.iter().chain(&quick).chain(&["{url}/today.log"]));
            done.code(0).stdout_is(printed).stderr_has("trying again");
            assert_eq!(server.count("RETR"), 2, "{args:?} {}", server.log());
        }
    }
}

#[test]
fn a_file_that_was_replaced_while_it_was_read_is_9_and_the_versions_are_not_joined() {
    let other = lines().replace('0', "x");
    let fault = Fault::reset_data(9000);
    let server = Server::build()
        .on(verb("RETR").nth(1), fault)
        .on(verb("SIZE").nth(2), Fault::change_file("today.log", &other[..9009]))
        .start();
    server.write("today.log", lines());
    let run = Run::new(&server);
    let read = run.ftps(["tail", "-n", "+1", "--retry-delay", "1ms", "{url}/today.log"]);
    read.code(9).stderr_has("was replaced on the server while it was read");
    assert!(!read.out().contains('x'));
}

#[test]
fn a_read_is_given_up_after_tries_without_progress() {
    let server = Server::build().on(verb("RETR"), Fault::reset_data(0)).start();
    server.write("today.log", lines());
    let run = Run::new(&server);
    run.ftps(["tail", "--retries", "2", "--retry-delay", "1ms", "{url}/today.log"]).code(8);
    assert_eq!(server.count("RETR"), 3, "{}", server.log());
}

#[test]
fn quoted_commands_come_before_what_only_reads() {
    for command in ["ls", "stat", "cat", "head", "tail", "find", "du", "tree", "checksum"] {
        let server = Server::build().start();
        server.write("in/a", "1");
        let run = Run::new(&server);
        let target =
            if ["ls", "find", "du", "tree"].contains(&command) { "{url}/in" } else { "{url}/in/a" };
        run.ftps([command, "--quote", "NOOP", target]).code(0);
        assert_eq!(server.count("NOOP"), 1, "{command} {}", server.log());
        run.ftps([command, "--quote", "SITE NONE", target]).code(7).stderr_has("SITE NONE");
    }
}
