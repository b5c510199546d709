//! `ftps doctor`: each fault of a server is found, and none is invented.

mod certificates;
mod gentle;
mod logs;
mod old_tls;
mod policies;
mod reach;
mod rules;
mod write;

use serde_json::Value;

use crate::support::{Output, Run, Server};

/// The findings of a run with `--json`: id and verdict.
struct Findings(Vec<Value>);

impl Findings {
    fn of(output: &Output) -> Self {
        Self(output.json())
    }

    /// The verdict on a check, if it was made.
    fn verdict(&self, id: &str) -> Option<&str> {
        self.finding(id).and_then(|one| one["verdict"].as_str())
    }

    /// The evidence of a check.
    fn evidence(&self, id: &str) -> &str {
        self.finding(id).and_then(|one| one["evidence"].as_str()).unwrap_or_default()
    }

    fn finding(&self, id: &str) -> Option<&Value> {
        self.0.iter().find(|one| one["event"] == "finding" && one["id"] == id)
    }

    /// The cures of a check: who applies each, and the line.
    fn cures(&self, id: &str) -> Vec<(&str, &str)> {
        let cures = self.finding(id).and_then(|one| one["cures"].as_object());
        let all = cures.into_iter().flatten();
        all.filter_map(|(who, line)| Some((who.as_str(), line.as_str()?))).collect()
    }

    /// The ids of all findings with this verdict.
    fn with(&self, verdict: &str) -> Vec<&str> {
        let all =
            self.0.iter().filter(|one| one["event"] == "finding" && one["verdict"] == verdict);
        all.filter_map(|one| one["id"].as_str()).collect()
    }

    /// The last event of the audit: grade, counts, facts.
    fn audit(&self) -> &Value {
        let found = self.0.iter().find(|one| one["event"] == "audit");
        found.expect("an audit event")
    }

    /// The sections with a part that was not examined.
    fn gaps(&self) -> Vec<&str> {
        let all = self.0.iter().filter(|one| one["event"] == "gap");
        all.filter_map(|one| one["section"].as_str()).collect()
    }
}

/// Examines a server with its user, and expects this exit status.
fn examine(server: &Server, code: i32) -> Findings {
    let run = Run::new(server);
    Findings::of(run.ftps(["doctor", "{url}/", "--json"]).code(code))
}

/// Does this with every case at the same time: an audit mostly waits.
fn each<T: Send>(cases: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    std::thread::scope(|scope| {
        for case in cases {
            scope.spawn(|| check(case));
        }
    });
}

#[test]
fn a_sound_server_has_no_fault() {
    let kinds = [Server::build(), Server::build().implicit(), Server::build().like_proftpd()];
    each(kinds, |server| {
        let found = examine(&server.start(), 0);
        assert_eq!(found.with("bad"), [""; 0]);
        assert_eq!(found.with("warning"), [""; 0]);
        assert_eq!(found.gaps(), [""; 0]);
        assert_eq!(found.audit()["grade"], "A");
        for id in [
            "cert-chain",
            "data-open",
            "login",
            "prot-clear",
            "ccc",
            "bounce",
            "data-theft",
            "mlsd",
        ] {
            assert_eq!(found.verdict(id), Some("ok"), "{id}");
        }
    });
}

#[test]
fn versions_suites_and_groups_are_those_of_the_server() {
    let server = Server::build().tls12_only().only_p256().start();
    let found = examine(&server, 0);
    let tls = &found.audit()["facts"]["tls"];
    assert_eq!(tls["versions"], serde_json::json!(["TLS 1.2"]));
    assert_eq!(tls["groups"], serde_json::json!(["secp256r1"]));
    assert_eq!((found.verdict("tls-13"), found.verdict("tls-12")), (Some("note"), Some("ok")));
    let server = Server::build().tls13_only().start();
    let found = examine(&server, 0);
    let tls = &found.audit()["facts"]["tls"];
    assert_eq!(tls["versions"], serde_json::json!(["TLS 1.3"]));
    let suites = tls["suites13"].as_array().expect("a list");
    assert_eq!(suites.len(), 3, "{suites:?}");
    assert_eq!(found.verdict("tls-groups"), Some("ok"));
}

#[test]
fn without_a_user_what_needs_a_login_is_left_out_and_said() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let found = Findings::of(run.ftps(["doctor", "ftp://{host}:{port}/", "--json"]).code(0));
    assert_eq!(found.gaps(), ["data"]);
    assert_eq!(found.verdict("login"), None);
    assert_eq!(found.verdict("clear-login"), Some("ok"));
    assert_eq!(server.logins(), 0);
}

#[test]
fn people_see_meaning_and_cure_and_the_exit_status_follows_fail_on() {
    let server = Server::build().certificate(crate::support::Identity::EndsSoon).start();
    let run = Run::new(&server);
    let shown = run.ftps(["doctor", "{url}/"]);
    shown
        .code(0)
        .stdout_has("warning  cert-dates")
        .stdout_has("Hurts: ")
        .stdout_has("vsftpd: rsa_cert_file=NEW");
    shown.stdout_has("grade B");
    run.ftps(["doctor", "{url}/", "--fail-on", "warning"]).code(1);
    assert!(shown.out().lines().all(|line| line.chars().count() <= 80), "{}", shown.out());
}

#[test]
fn a_server_that_cannot_be_examined_ends_with_its_class() {
    let server = Server::build().without("AUTH TLS").without("AUTH SSL").start();
    let run = Run::new(&server);
    let found = Findings::of(run.ftps(["doctor", "{url}/", "--json"]).code(5));
    assert_eq!(found.verdict("no-tls"), Some("bad"));
}
