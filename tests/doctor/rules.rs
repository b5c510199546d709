//! Servers that allow what they must not.

use super::{each, examine};
use crate::support::{Fault, Refuse, Server, verb};

#[test]
fn each_rule_that_a_server_breaks_is_found_and_no_other() {
    let asks = Fault::reply("331 password, please");
    let broken = [
        ("prot-clear", "bad", Server::build().clear_data()),
        ("injection", "bad", Server::build().keeps_clear_text()),
        ("bounce", "bad", Server::build().with("PORT")),
        ("data-theft", "bad", Server::build().data_from_anybody()),
        ("clear-login", "bad", Server::build().on(verb("USER").nth(1), asks)),
        (
            "ccc",
            "warning",
            Server::build().on(verb("CCC"), Fault::reply("200 in clear from now on")),
        ),
        (
            "pasv-address",
            "warning",
            Server::build().on(verb("PASV"), Fault::pasv_address([10, 0, 0, 1])),
        ),
        ("anonymous", "warning", Server::build().user("u", "p").user("anonymous", "anonymous@")),
        (
            "data-close-notify",
            "warning",
            Server::build().on(verb("LIST"), Fault::no_close_notify()),
        ),
    ];
    each(broken, |(id, verdict, server)| {
        let code = i32::from(verdict == "bad");
        let found = examine(&server.start(), code);
        assert_eq!(found.verdict(id), Some(verdict), "{id}: {}", found.evidence(id));
        let faults = [found.with("bad"), found.with("warning")].concat();
        assert_eq!(faults, [id], "{id} only");
    });
}

#[test]
fn reuse_of_sessions_is_told_as_the_server_has_it() {
    let required = Server::build().require_reuse(Refuse::With522).start();
    let found = examine(&required, 0);
    assert_eq!(found.verdict("data-reuse"), Some("ok"));
    assert_eq!(found.audit()["facts"]["data"]["reuse_required"], true);
    let free = Server::build().start();
    let found = examine(&free, 0);
    assert_eq!(found.verdict("data-reuse"), Some("note"));
    assert_eq!(found.audit()["facts"]["data"]["reuse_required"], false);
    let data = &found.audit()["facts"]["data"];
    assert_eq!(data["tls13"], serde_json::json!({"tried": 6, "resumed": 6, "taken": 6}));
    assert_eq!(data["tls12"], serde_json::json!({"tried": 6, "resumed": 6, "taken": 6}));
    let never = Server::build().no_resumption().start();
    let found = examine(&never, 0);
    assert_eq!(found.verdict("data-resumption"), Some("note"));
    assert_eq!(found.evidence("data-resumption"), "TLS 1.3: 0 of 6; TLS 1.2: 0 of 6");
}

#[test]
fn tickets_that_end_where_reuse_is_required_are_a_warning() {
    let server = Server::build().require_reuse(Refuse::With425).tickets(2, 0).start();
    let found = examine(&server, 0);
    assert_eq!(found.verdict("data-resumption"), Some("warning"));
    assert!(
        found.evidence("data-resumption").contains("TLS 1.3: 2 of 3"),
        "{}",
        found.evidence("data-resumption")
    );
}
