//! What is told of a mirror.

use super::{fill, up};
use crate::support::{Run, Server};

#[test]
fn a_sum_is_told_and_nothing_with_quiet() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    let told = run.ftps(["mirror", "src", "{url}/to"]);
    told.code(0).stdout_is("").stderr_has("2 files sent (2 verified)");
    assert_eq!(told.err().lines().count(), 1);
    run.ftps(["mirror", "-q", "src", "{url}/to"]).code(0).stderr_is("").stdout_is("");
    run.ftps(["mirror", "-v", "--delete", "src", "{url}/to"]).code(0).stderr_has("2 the same");
}

#[test]
fn each_file_is_an_event() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["d/a"]);
    let events = run.ftps(up(&["--jobs", "1"])).code(0).json();
    let find = |kind: &str| events.iter().find(|event| event["event"] == kind).expect("an event");
    assert_eq!(
        (find("change")["action"].as_str(), find("change")["path"].as_str()),
        (Some("mkdir"), Some("d"))
    );
    let file = find("file");
    assert_eq!(
        (file["local"].as_str(), file["remote"].as_str()),
        (Some("src/d/a"), Some("/to/d/a"))
    );
    assert_eq!(file["state"], "verified");
}

#[test]
fn a_dry_run_prints_its_plan_and_then_why_it_would_stop() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["d/new", "same"]);
    run.ftps(["mirror", "src", "{url}/to"]).code(0);
    for name in ["to/a", "to/b", "to/gone/c"] {
        server.write(name, "x");
    }
    run.write("src/d/new", "changed");
    let dry = run.ftps(["mirror", "--delete", "-n", "--max-delete", "1", "src", "{url}/to"]);
    dry.code(12).stdout_is("put d/new (7 bytes)\ndelete gone/c\ndelete a\ndelete b\nrmdir gone\n");
    let table = "  put           1 file, 7 B\n  delete        3 files and links\n  rmdir         1 folder\n";
    dry.stderr_has("nothing was changed; a run would\n").stderr_has(table);
    dry.stderr_has("would stop before that: 4 entries would be deleted; --max-delete allows 1");
    let json = run.ftps(up(&["--delete", "-n", "--max-delete", "1"]));
    assert_eq!(json.code(12).summary()["exit"], 12);
    assert_eq!(json.json().iter().filter(|event| event["event"] == "plan").count(), 5);
    // A plan that would stop is not written.
    run.ftps(["mirror", "--delete", "--plan-out", "plan", "--max-delete", "1", "src", "{url}/to"])
        .code(12);
    assert!(!run.exists("plan"));
}
