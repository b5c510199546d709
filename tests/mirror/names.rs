//! Mirrors to servers that cannot hold every name: Windows keeps some for itself, and has one name for `a` and `A`.

use crate::support::{Fault, Run, Server, verb};

/// A server that says that it is IIS.
fn windows() -> Server {
    Server::build().on(verb("SYST"), Fault::reply("215 Windows_NT")).start()
}

#[test]
fn names_that_windows_cannot_hold_are_told_before_anything_is_sent() {
    let server = windows();
    let run = Run::new(&server);
    for name in ["ok.txt", "CON", "nul.csv", "dot.", "blank ", "a:b", "com1/x", "Twin", "twin"] {
        run.write(&format!("src/{name}"), name);
    }
    let told = run.ftps(["mirror", "--json", "src", "{url}/to"]);
    told.code(10).stderr_has("Windows").stderr_has("capitals");
    server.only_files("to", &["ok.txt", "Twin"]);
    let failed = |line: &&serde_json::Value| line["state"] == "failed";
    assert_eq!(told.json().iter().filter(failed).count(), 7);
    assert_eq!(server.count("SYST"), 1);
}

#[test]
fn what_the_server_runs_on_is_asked_only_where_it_matters() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("src/a", "");
    run.write("src/b.con", "");
    run.ftps(["mirror", "src", "{url}/to"]).code(0);
    assert_eq!(server.count("SYST"), 0);
    for name in ["CON", "A", "a:b"] {
        run.write(&format!("src/{name}"), name);
    }
    run.ftps(["mirror", "src", "{url}/to"]).code(0);
    server.only_files("to", &["a", "A", "b.con", "CON", "a:b"]);
    assert_eq!(server.count("SYST"), 1);
}

#[test]
fn a_file_is_not_deleted_under_the_old_capitals_of_its_name() {
    let server = windows();
    let run = Run::new(&server);
    for name in ["readme", "b", "c"] {
        run.write(&format!("src/{name}"), name);
    }
    for name in ["README", "old"] {
        server.write(&format!("to/{name}"), name);
    }
    run.ftps(["mirror", "--delete", "--max-delete", "100%", "src", "{url}/to"]).code(0);
    assert!(server.exists("to/README") && !server.exists("to/old"));
    assert_eq!(server.count("DELE"), 1);
}

#[test]
fn what_stays_is_not_overwritten_by_a_name_in_other_capitals() {
    let server = windows();
    let run = Run::new(&server);
    run.write("src/readme", "new");
    server.write("to/README", "another file");
    run.ftps(["mirror", "src", "{url}/to"]).code(7).stderr_has("capitals");
    server.only_files("to", &["README"]);
}
