//! Several logins, failures and interrupts in the middle of a run.

use super::{DOWN, UP, counts, down, fill, same, up};
use crate::support::{Fault, Gate, Moment, Run, Server, tree, verb};

#[test]
fn fewer_logins_than_jobs_complete() {
    // No upload is stored before the third login was asked for.
    let gate = Gate::at(3);
    let options = Server::build().max_logins(2).on("PASS", gate.counts());
    let server = options.on("STOR", gate.holds()).start();
    let run = Run::new(&server);
    let names: Vec<String> = (0..40).map(|n| format!("d{}/f{n}", n % 5)).collect();
    fill(&run, &names.iter().map(String::as_str).collect::<Vec<_>>());
    run.ftps(up(&["--jobs", "8"])).code(0).stderr_has("fewer logins");
    same(&run, &server);
}

#[test]
fn the_first_failure_ends_the_run_if_asked_for() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c", "d"]);
    let told = run.ftps(up(&["--jobs", "1", "--fail-fast"]));
    let last = told.code(10).summary();
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&1.into(), &1.into(), &2.into())
    );
}

#[test]
fn what_lies_in_a_folder_that_cannot_be_made_has_no_turn() {
    let server = Server::build().on(verb("MKD").with("/to/d"), Fault::reply("550 no")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b", "d/e/c"]);
    let last = run.ftps(UP).code(10).summary();
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&1.into(), &1.into(), &3.into())
    );
}

#[test]
fn a_line_that_breaks_while_listing_is_tried_again() {
    let server = Server::build()
        .on(verb("MLSD").nth(2), Fault::close(Moment::BeforeCommand))
        .on(verb("MLSD").nth(4), Fault::reset(Moment::BeforeReply))
        .start();
    for name in ["a/x", "b/x", "c/x", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.ftps(down(&["--retry-delay", "1ms", "--delete"])).code(0);
    assert_eq!(tree(&run.path("dst")), tree(&server.path("from")));
}

#[test]
fn a_second_run_of_the_same_mirror_is_turned_away() {
    let server = Server::build().on(verb("STOR").nth(1), Fault::stall(1)).start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    let first = run.start(UP);
    server.wait_for("STOR", 1);
    run.ftps(UP).code(11).stderr_has("another run");
    first.kill();
    first.finish().killed_by(9);
    server.wait_until("the end of the session", |events| events.logged_in == 0);
    run.ftps(UP).code(0);
    same(&run, &server);
}

#[test]
fn an_interrupt_says_so_and_the_next_run_completes() {
    let server = Server::build().on(verb("RETR").nth(3), Fault::stall(1)).start();
    for n in 0..10 {
        server.write(&format!("from/f{n}"), vec![b'x'; 1000 + n]);
    }
    let run = Run::new(&server);
    let first = run.start(down(&["--jobs", "1"]));
    server.wait_for("RETR", 3);
    first.interrupt();
    let last = first.finish().code(130).summary();
    assert_eq!(
        (&last["files"], &last["failed"], &last["untried"]),
        (&2.into(), &1.into(), &7.into())
    );
    assert_eq!(counts(run.ftps(DOWN).code(0)), (8, 0, 2));
    assert_eq!(tree(&run.path("dst")), tree(&server.path("from")));
}
