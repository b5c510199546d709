//! The records of trusted servers: one file, whole at any time, that people can read.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Identity, Run, Server};

/// Where the records stand, below the home folder.
pub(super) const FILE: &str = "~/.config/ftps/known_servers";

/// A run that has on record, for this server, the certificate of another that it shows only there.
pub(super) fn known_by<'a>(server: &'a Server, identity: Identity, follow: &str) -> Run<'a> {
    let other = Server::build().certificate(identity).start();
    let run = Run::new(&other);
    let mut args = vec!["trust", "add", "{host}:{port}", "--fingerprint"];
    let pin = super::pin(identity);
    args.push(&pin);
    if follow == "renewals" {
        args.push("--renewals");
    }
    run.ftps(args).code(0);
    let text = String::from_utf8(run.read(&home_file(&run))).unwrap();
    let (from, to) = (other.address().to_string(), server.address().to_string());
    let moved = Run::new(server);
    moved.write(FILE, text.replace(&from, &to));
    moved
}

/// The file of the records, as `Run::read` finds it.
fn home_file(run: &Run<'_>) -> String {
    let path = run.home().join(FILE.trim_start_matches("~/"));
    path.to_str().unwrap().to_owned()
}

fn records(run: &Run<'_>) -> Vec<String> {
    let text = String::from_utf8(run.read(&home_file(run))).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn trust_new_records_the_first_certificate_and_the_next_run_needs_nothing() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0).stderr_has("is trusted from now on");
    let all = records(&run);
    let pin = super::pin(Identity::SelfSigned);
    assert_eq!(all.len(), 1, "{all:?}");
    let begin = format!("{} certificate {pin} key=sha256//", server.address());
    assert!(all[0].starts_with(&begin), "{all:?}");
    assert!(all[0].contains("subject=\"CN=ftps test server, SelfSigned\""), "{all:?}");
    run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0).stderr_is("");
    let mode = std::fs::metadata(home_file(&run)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_authorities_vouch_for_is_not_recorded() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0).stderr_is("");
    assert!(!std::path::Path::new(&home_file(&run)).exists());
}

#[test]
fn a_record_is_for_one_host_and_port_and_not_for_pins() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let twin = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0);
    let port = twin.address().port();
    run.ftps(["ls", &format!("ftp://u@127.0.0.1:{port}/")]).code(5);
    let run = run.without_ca();
    run.ftps(["ls", "--pin", &super::pin(Identity::Good), "{url}/"]).code(5);
    assert_eq!(twin.count("USER"), 0);
}

#[test]
fn fifty_runs_at_once_on_a_fresh_store_leave_one_whole_entry() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let all: Vec<_> = (0..50).map(|_| run.start(["ls", "--trust-new", "{url}/"])).collect();
    for one in all {
        one.finish().code(0);
    }
    assert_eq!(records(&run).len(), 1);
    run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
}

#[test]
fn runs_for_several_servers_at_once_keep_all_entries_and_comments() {
    let servers: Vec<_> =
        (0..8).map(|_| Server::build().certificate(Identity::SelfSigned).start()).collect();
    let run = Run::new(&servers[0]);
    run.write(FILE, "# mine\n");
    let urls = servers.iter().map(|one| format!("{}/", one.url()));
    let all: Vec<_> = urls.map(|url| run.start(["ls", "--trust-new", &url])).collect();
    for one in all {
        one.finish().code(0);
    }
    assert_eq!(records(&run).len(), servers.len());
    let text = String::from_utf8(run.read(&home_file(&run))).unwrap();
    assert!(text.starts_with("# mine\n"), "{text}");
}

#[test]
fn a_damaged_line_is_told_with_its_number_and_nothing_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write(FILE, "# mine\nftp.example.com certificate\n");
    run.ftps(["ls", "{url}/"]).code(2).stderr_has("known_servers:2: want HOST:PORT");
    run.write(FILE, b"\xff\xfe\n");
    run.ftps(["ls", "{url}/"]).code(2).stderr_has("known_servers: not UTF-8\n");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn records_that_others_can_write_are_refused() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write(FILE, "# mine\n");
    let path = home_file(&run);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    run.ftps(["ls", "{url}/"]).code(2).stderr_has("others can write to it");
}

#[test]
fn a_certificate_without_an_end_is_recorded_as_any_other() {
    let server = Server::build().certificate(Identity::Endless).start();
    let run = Run::new(&server).without_ca();
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0);
    run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
    run.ftps(["trust", "show"]).code(0).stdout_has("to 9999-12-31T23:59:59Z");
}

#[test]
fn names_that_command_a_terminal_are_shown_escaped_and_recorded_on_one_line() {
    let server = Server::build().certificate(Identity::Hostile).start();
    let run = Run::new(&server).without_ca();
    let commands = |text: &str| {
        text.lines()
            .any(|line| line.contains(|letter: char| letter.is_control() || letter == '\u{202e}'))
    };
    let told = run.ftps(["ls", "{url}/"]);
    told.code(5).stderr_has("a\\u{1b}[2Jb\\u{7}\\r\\n\\u{202e}c \"d\" \\");
    assert!(!commands(&told.err()), "{}", told.context());
    let told = run.ftps(["ls", "--trust-new", "{url}/"]);
    assert!(!commands(&told.code(0).err()), "{}", told.context());
    assert_eq!(records(&run).len(), 1);
    run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
    let told = run.ftps(["trust", "list"]);
    assert!(!commands(&told.code(0).out()), "{}", told.context());
    let json = run.ftps(["trust", "list", "--json"]);
    assert!(json.code(0).json()[0]["subject"].as_str().unwrap().contains("\\u{1b}[2J"));
}
