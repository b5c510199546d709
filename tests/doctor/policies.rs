//! `--policy`, `--make-policy`, `--report`.

use super::Findings;
use crate::support::{Identity, Run, Server};

#[test]
fn a_server_is_judged_by_the_policy_that_is_named() {
    let server = Server::build().tls12_only().start();
    let run = Run::new(&server);
    let judged = |policy: &str, code: i32| {
        Findings::of(run.ftps(["doctor", "{url}/", "--json", "--policy", policy]).code(code))
    };
    let found = judged("modern", 1);
    assert_eq!(found.verdict("policy-versions"), Some("bad"));
    assert!(found.evidence("policy-versions").contains("TLS 1.3 is missing"));
    assert_eq!(judged("default", 0).verdict("policy-versions"), Some("ok"));
    assert_eq!(judged("pci", 0).with("bad"), [""; 0]);
    assert_eq!(
        judged("nist", 1).with("bad"),
        ["policy-versions", "policy-suites", "policy-groups"]
    );
    run.write("own.toml", "rsa-bits = 4096\nec-bits = 384\nchecks = [\"bounce\"]\n");
    assert_eq!(judged("own.toml", 1).with("bad"), ["policy-keys"]);
    run.write("bad.toml", "rsa = 1\n");
    run.ftps(["doctor", "{url}/", "--policy", "bad.toml"]).code(2).stderr_has("bad.toml");
    run.ftps(["doctor", "{url}/", "--policy", "nobodys"])
        .code(2)
        .stderr_has("default, modern, nist, pci");
}

#[test]
fn a_policy_made_of_a_server_is_kept_by_it_and_broken_by_a_weaker_one() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["doctor", "{url}/", "--make-policy", "good.toml"]).code(0);
    run.ftps(["doctor", "{url}/", "--policy", "good.toml"]).code(0);
    let weaker = Server::build().tls12_only().clear_data().start();
    let run = run.against(&weaker);
    let found =
        Findings::of(run.ftps(["doctor", "{url}/", "--json", "--policy", "good.toml"]).code(1));
    assert_eq!(found.verdict("policy-versions"), Some("bad"));
    assert!(
        found.evidence("policy-findings").contains("prot-clear: bad"),
        "{}",
        found.evidence("policy-findings")
    );
}

#[test]
fn the_report_is_one_page_with_every_finding_and_nothing_from_elsewhere() {
    let server = Server::build().certificate(Identity::EndsSoon).start();
    let run = Run::new(&server);
    let shown = run.ftps(["doctor", "{url}/", "--json", "--report", "out.html"]);
    let found = Findings::of(shown.code(0));
    let html = String::from_utf8(run.read("out.html")).expect("UTF-8");
    for verdict in ["ok", "note", "warning"] {
        for id in found.with(verdict) {
            assert!(html.contains(&format!("<code>{id}</code>")), "{id}");
        }
    }
    assert!(html.contains("grade B") && html.contains("rsa_cert_file=NEW"));
    assert!(!html.contains("<script") && !html.contains("href=") && !html.contains("src="));
    assert_eq!(html.matches("<article").count(), html.matches("</article>").count());
}

#[test]
fn the_manual_lists_every_id_that_json_names() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let help = run.ftps(["doctor", "--help"]).code(0).out();
    let found = Findings::of(run.ftps(["doctor", "{url}/", "--json", "--policy", "pci"]).code(0));
    for verdict in ["ok", "note", "warning", "bad"] {
        for id in found.with(verdict) {
            assert!(help.contains(&format!("  {id} ")), "{id}");
        }
    }
}
