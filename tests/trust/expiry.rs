//! Certificates that end soon, and what is shown of those that do not.

use crate::support::{Identity, Run, Server};

#[test]
fn a_certificate_that_ends_soon_is_warned_about_once_a_run_and_fails_nothing() {
    let server = Server::build().certificate(Identity::EndsSoon).start();
    for name in ["a", "b", "c", "d"] {
        server.write(name, "x");
    }
    let run = Run::new(&server);
    let told = run.ftps(["get", "--jobs", "3", "{url}/*"]);
    told.code(0).stderr_has("the certificate of 127.0.0.1 ends on 20").stderr_has(": 10 days left");
    assert_eq!(told.err().matches("days left").count(), 1, "{}", told.context());
    run.ftps(["ls", "--warn-expiry", "9d", "{url}/"]).code(0).stderr_is("");
    run.ftps(["ls", "--warn-expiry", "never", "{url}/"]).code(0).stderr_is("");
    run.ftps(["ls", "-q", "{url}/"]).code(0).stderr_is("");
}

#[test]
fn a_good_certificate_is_not_warned_about() {
    let server = Server::build().start();
    Run::new(&server).ftps(["ls", "{url}/"]).code(0).stderr_is("");
}

#[test]
fn a_pinned_certificate_that_has_ended_is_warned_about() {
    let server = Server::build().certificate(Identity::Expired).start();
    let run = Run::new(&server).without_ca();
    let told = run.ftps(["ls", "--pin", &super::pin(Identity::Expired), "{url}/"]);
    told.code(0).stderr_has("ended on 2021-01-01T00:00:00Z: ended ");
}

#[test]
fn days_left_stand_in_the_summary_under_v_and_in_the_shell() {
    let server = Server::build().certificate(Identity::EndsSoon).start();
    let run = Run::new(&server);
    let last = run.ftps(["ls", "--json", "{url}/"]).code(0).summary();
    assert_eq!(last["certificate_days"], 10);
    let args = ["ls", "--json", "--cert", "{cert}", "--key", "{key}", "{url}/"];
    let last = run.ftps(args).code(0).summary();
    assert!(last["client_certificate_days"].as_i64() > Some(100_000), "{last}");
    let told = run.ftps(["ls", "-v", "{url}/"]);
    told.code(0).stderr_has("; policy default; certificate: 10 days left");
    let told = run.ftps(["run", "-c", "status", "{url}/"]);
    told.code(0).stdout_has("(10 days left)").stdout_has("policy default");
}
