//! What is told of a batch.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use serde_json::Value;

use super::serving;
use crate::support::{Run, Server};

#[test]
fn a_summary_is_told_when_asked_for_or_needed() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*"]).code(0).stderr_is("");
    run.ftps(["get", "-v", "{url}/out/*"])
        .code(0)
        .stderr_has("2 files fetched (2 verified); 2 B in ");
    let some = run.ftps(["get", "{url}/out/*", "{url}/out/c"]);
    some.code(10).stderr_has("2 files fetched (2 verified), 1 failed; 2 B in ");
    run.ftps(["get", "-q", "{url}/out/*", "{url}/out/c"]).code(10).stderr_lacks("fetched");
}

#[test]
fn names_that_are_not_utf8_are_exact_in_json() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let name = std::ffi::OsStr::from_bytes(b"a\xff\x07");
    fs::write(run.path(name), "1").unwrap();
    let sent = run.ftps([std::ffi::OsStr::new("put"), "--json".as_ref(), name, "{url}/b".as_ref()]);
    let event = &sent.code(0).json()[0];
    assert_eq!(
        (&event["local"], &event["local_base64"]),
        (&"a\u{fffd}\u{7}".into(), &"Yf8H".into())
    );
    assert_eq!(event["remote_base64"], Value::Null);
}
