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
