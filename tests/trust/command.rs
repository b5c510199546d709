//! `ftps trust`.

use crate::support::{Identity, Run, Server};

#[test]
fn off_a_terminal_the_refusal_names_the_command_that_trusts() {
    for kind in [Server::build(), Server::build().implicit()] {
        let server = kind.certificate(Identity::SelfSigned).start();
        let run = Run::new(&server);
        let told = run.ftps(["ls", "{url}/"]).code(5).err();
        let line = told.lines().find(|line| line.contains("ftps trust add")).expect(&told);
        let args: Vec<&str> = line.split_whitespace().skip(1).collect();
        run.ftps(args).code(0).stdout_has("trusted (sha256//");
        assert_eq!(server.count("USER"), 0);
        run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
    }
}

#[test]
fn add_compares_fingerprints_in_any_form_and_refuses_another() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let other = super::pin(Identity::Good);
    run.ftps(["trust", "add", "{host}:{port}", "--fingerprint", &other])
        .code(5)
        .stderr_has("shows another certificate");
    run.ftps(["ls", "{url}/"]).code(5);
    let told = run.ftps(["trust", "add", "{host}:{port}"]).code(5).err();
    assert!(told.contains("--fingerprint sha256//"), "{told}");
    let colons = told.lines().find(|line| line.matches(':').count() == 31).expect(&told);
    run.ftps(["trust", "add", "{host}:{port}", "--fingerprint", colons.trim()]).code(0);
    run.ftps(["ls", "{url}/"]).code(0);
    assert_eq!(server.logins(), 1);
}

#[test]
fn add_asks_at_a_terminal() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    for (answer, code) in [("n", 5), ("y", 0)] {
        let terminal = run.terminal(["trust", "add", "{host}:{port}"], (40, 120));
        terminal.sees("Trust it from now on? [y]es, [n]o:");
        terminal.enter(answer);
        assert_eq!(terminal.ends(), code);
    }
    run.ftps(["ls", "{url}/"]).code(0);
}

#[test]
fn what_is_trusted_can_be_listed_shown_and_removed() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let pin = super::pin(Identity::SelfSigned);
    run.ftps(["trust", "list"]).code(0).stdout_is("");
    run.ftps(["trust", "show", "{host}:{port}"]).code(13);
    run.ftps(["trust", "add", "{url}/", "--fingerprint", &pin]).code(0);
    let address = server.address().to_string();
    let told = run.ftps(["trust", "list"]);
    told.code(0).stdout_has(&address).stdout_has(&pin).stdout_has("days left");
    let told = run.ftps(["trust", "show", "{host}:{port}"]);
    told.code(0).stdout_has("subject: CN=ftps test server, SelfSigned").stdout_has(&pin);
    let told = run.ftps(["trust", "list", "--json"]).code(0).json();
    assert_eq!(told[0]["event"], "trusted");
    assert_eq!((told[0]["certificate"].as_str(), told[1]["exit"].as_u64()), (Some(&*pin), Some(0)));
    run.ftps(["trust", "remove", "{host}:{port}"]).code(0).stdout_has("no longer trusted");
    run.ftps(["trust", "remove", "{host}:{port}"]).code(13).stderr_has("nothing is on record");
    run.ftps(["ls", "{url}/"]).code(5);
}

#[test]
fn a_changed_certificate_is_trusted_by_the_command_that_the_alarm_names() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = super::store::known_by(&server, Identity::Expired, "certificate");
    let told = run.ftps(["ls", "{url}/"]).code(5).err();
    let line = told.lines().find(|line| line.contains("ftps trust add")).expect(&told);
    run.ftps(line.split_whitespace().skip(1)).code(0);
    run.ftps(["ls", "{url}/"]).code(0);
    let told = run.ftps(["trust", "list"]).out();
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_server_that_nobody_named_is_a_usage_error() {
    let run = Run::alone();
    run.ftps(["trust", "add"]).code(2).stderr_has("HOST[:PORT]");
    run.ftps(["trust", "remove"]).code(2);
    run.ftps(["trust", "forget", "x"]).code(2);
}
