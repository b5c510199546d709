//! `--write`: what is sent is checked, and nothing is left behind.

use super::{Findings, each};
use crate::support::{Fault, Refuse, Run, Server, verb};

fn examine(server: &Server, code: i32) -> Findings {
    server.write("/in/kept.txt", "kept");
    let run = Run::new(server);
    let found = Findings::of(run.ftps(["doctor", "{url}/", "--json", "--write", "in"]).code(code));
    server.only_files("/in", &["kept.txt"]);
    assert_eq!(found.gaps(), [""; 0]);
    found
}

#[test]
fn a_sound_server_passes_every_check_and_keeps_no_file() {
    let found = examine(&Server::build().with("HASH").start(), 0);
    for id in [
        "upload",
        "upload-resume",
        "rename-over",
        "delete",
        "odd-names",
        "clock",
        "zone",
        "times",
        "upload-resumption",
    ] {
        assert_eq!(found.verdict(id), Some("ok"), "{id}: {}", found.evidence(id));
    }
    assert_eq!((found.with("bad"), found.with("warning")), (vec![], vec![]));
    let facts = &found.audit()["facts"];
    assert!(facts["abilities"]["upload_rate"].as_u64().is_some_and(|rate| rate > 0));
    assert_eq!(facts["data"]["upload13"]["resumed"], 6);
}

#[test]
fn each_weakness_of_uploads_is_found_and_no_other() {
    let years_ago = |server: crate::support::server::Options| {
        server.on(verb("MDTM").nth(1), Fault::reply("213 20200101000000"))
    };
    let cases = [
        ("clock", "warning", years_ago(Server::build())),
        ("rename-over", "note", Server::build().no_replace()),
        ("zone", "note", Server::build().clock_offset(7200)),
        ("odd-names", "note", Server::build().no_leading_dots()),
        ("delete", "warning", Server::build().on(verb("DELE").nth(1), Fault::reply("550 no"))),
        ("upload", "bad", Server::build().on(verb("SIZE").nth(1), Fault::reply("213 5"))),
    ];
    each(cases, |(id, verdict, server)| {
        let server = server.start();
        server.write("/in/kept.txt", "kept");
        let run = Run::new(&server);
        let told = run.ftps(["doctor", "{url}/", "--json", "--write", "in"]);
        let found = Findings::of(told.code(i32::from(verdict == "bad")));
        assert_eq!(found.verdict(id), Some(verdict), "{id}: {}", found.evidence(id));
        let others = [found.with("bad"), found.with("warning")].concat();
        assert!(others.iter().all(|other| *other == id), "{id}: {others:?}");
    });
}

#[test]
fn uploads_whose_tickets_end_are_a_warning_and_saved_sites_avoid_them() {
    let server = Server::build().like_proftpd().require_reuse(Refuse::With425).start();
    server.write("/in/kept.txt", "kept");
    let run = Run::new(&server);
    let told = run.ftps(["doctor", "{url}/", "--json", "--write", "in", "--save", "lab"]);
    let found = Findings::of(told.code(0));
    assert_eq!(found.verdict("upload-resumption"), Some("warning"));
    let saved = String::from_utf8(run.read("../home/.config/ftps/config.toml")).expect("text");
    assert!(saved.contains("tls-max = \"1.2\"") && saved.contains("user = \"u\""), "{saved}");
    run.ftps(["ls", "lab:in"]).code(0).stdout_has("kept.txt");
    run.ftps(["doctor", "{url}/", "--save", "lab"])
        .code(2)
        .stderr_has("there is a site lab already");
}

#[test]
fn writing_needs_a_login() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["doctor", "ftp://{host}:{port}/", "--write", "in"])
        .code(2)
        .stderr_has("--write needs a login");
}

#[test]
fn no_cure_is_given_that_is_in_force() {
    let server = Server::build().require_reuse(Refuse::With425).tickets(2, 0).start();
    let found = examine(&server, 0);
    assert_eq!(found.verdict("upload-resumption"), Some("warning"));
    let cures = found.cures("upload-resumption");
    assert!(
        !cures.is_empty() && cures.iter().all(|(_, line)| !line.contains("beside")),
        "{cures:?}"
    );
    // pure-ftpd agrees to CCC whatever its settings are; the cures of other servers do not help.
    let server = Server::build()
        .on(verb("CONNECT"), Fault::reply("220 Welcome to Pure-FTPd"))
        .on(verb("CCC"), Fault::reply("200 in clear from now on"))
        .start();
    Run::new(&server)
        .ftps(["doctor", "{url}/"])
        .stdout_has("warning  ccc")
        .stdout_lacks("TLS 2")
        .stdout_lacks("<Limit CCC>");
}
