//! `ftps inventory`: the register of a fleet.

use crate::support::{ClosedPort, Identity, Run, Server};

/// A run with saved sites of these servers, and a dead one.
fn fleet<'a>(servers: &[(&str, &Server)], run: Run<'a>) -> Run<'a> {
    let mut config = String::new();
    for (name, server) in servers {
        let (port, ca) = (server.address().port(), server.files().ca.display().to_string());
        let site =
            format!("[site.{name}]\nhost = \"127.0.0.1\"\nport = {port}\nca-file = [\"{ca}\"]\n");
        config.push_str(&site);
    }
    run.write("~/.config/ftps/config.toml", config);
    run
}

#[test]
fn one_dead_server_does_not_stop_the_others_and_decides_the_exit_status() {
    let (good, soon) =
        (Server::build().start(), Server::build().certificate(Identity::EndsSoon).start());
    let run = fleet(&[("good", &good), ("soon", &soon)], Run::alone());
    let dead = ClosedPort::at([127, 0, 0, 1].into()).expect("a port");
    let dead = format!("ftp://127.0.0.1:{}/", dead.address().port());
    let events = run.ftps(["inventory", "good", &dead, "soon", "--json"]).code(4).json();
    assert_eq!(events.len(), 4);
    assert_eq!((&events[0]["server"], &events[0]["state"]), (&"good".into(), &"ok".into()));
    assert_eq!((&events[1]["state"], &events[1]["exit"]), (&"failed".into(), &4.into()));
    assert_eq!(events[2]["certificate"]["days_left"], 10);
    assert_eq!(events[0]["versions"], serde_json::json!(["TLS 1.2", "TLS 1.3"]));
    // Nobody logs in.
    assert_eq!((good.count("USER"), soon.count("USER")), (0, 0));
}

#[test]
fn without_names_all_sites_are_listed_and_those_that_end_soon_are_marked() {
    let (good, soon) =
        (Server::build().start(), Server::build().certificate(Identity::EndsSoon).start());
    let run = fleet(&[("good", &good), ("soon", &soon)], Run::alone());
    let shown = run.ftps(["inventory", "--warn-expiry", "5d"]);
    shown
        .code(0)
        .stdout_has("good  ")
        .stdout_has("soon  10 days left, trusted")
        .stdout_lacks("ENDS SOON");
    let shown = run.ftps(["inventory"]);
    shown.code(1).stdout_has("soon  10 days left, ENDS SOON, trusted");
}

#[test]
fn a_list_in_a_file_becomes_a_table_in_csv() {
    let good = Server::build().start();
    let run = fleet(&[("good", &good)], Run::alone());
    run.write("list.txt", "# the fleet\ngood\n\n");
    let told = run.ftps(["inventory", "--from-file", "list.txt", "--csv"]).code(0).out();
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("server,state,subject,"), "{told}");
    assert!(lines[1].starts_with("good,ok,\"CN=ftps test server, Good\","), "{told}");
    assert_eq!(lines.len(), 2);
    run.ftps(["inventory", "--csv", "--json"]).code(2);
    Run::alone().ftps(["inventory"]).code(2).stderr_has("no server");
}

#[test]
fn a_policy_is_judged_for_each_server() {
    let (good, old) = (Server::build().tls13_only().start(), Server::build().tls12_only().start());
    let run = fleet(&[("good", &good), ("old", &old)], Run::alone());
    let events = run.ftps(["inventory", "--policy", "modern", "--json"]).code(1).json();
    let broken = |event: &serde_json::Value| event["policy"].as_array().map(Vec::len);
    let certificate_only = broken(&events[0]).expect("a policy");
    assert!(broken(&events[1]).expect("a policy") > certificate_only, "{events:?}");
    // The checks that need no login are made.
    let events = run.ftps(["inventory", "--policy", "pci", "--json"]).code(0).json();
    assert_eq!((broken(&events[0]), broken(&events[1])), (Some(0), Some(0)), "{events:?}");
}
