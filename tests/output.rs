//! What is said where: the dialogue, JSON Lines, silence, and a reader that goes away.

use serde_json::{Value, json};

use crate::support::{Fault, Run, Server};

/// The names of an object's fields, sorted.
fn fields(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Asserts these fields, and `seconds`, which must be there and small. Others may be added.
#[track_caller]
fn is(value: &Value, wanted: &Value) {
    let seconds = value["seconds"].as_f64().unwrap();
    assert!((0.0..60.0).contains(&seconds), "{seconds}");
    for (name, wanted) in wanted.as_object().unwrap() {
        assert_eq!(value[name], *wanted, "{name} of {value}");
    }
}

/// The summary of a run that moved one file.
fn one_of_five_bytes() -> Value {
    json!({"v": 1, "event": "summary", "exit": 0, "files": 1, "skipped": 0, "failed": 0, "deleted": 0, "bytes": 5})
}

#[test]
fn json_of_get_has_an_object_a_file_and_the_summary_last() {
    let server = Server::build().start();
    server.write("out/a b", "12345");
    let lines = Run::new(&server).ftps(["get", "--json", "{url}/out/a%20b"]).code(0).json();
    is(
        &lines[0],
        &json!({"v": 1, "event": "file", "action": "get", "local": "a b",
        "remote": "/out/a b", "bytes": 5, "state": "verified"}),
    );
    is(&lines[1], &one_of_five_bytes());
    assert_eq!(lines.len(), 2);
}

#[test]
fn json_of_put_names_both_sides() {
    let server = Server::build().home("/in").start();
    let run = Run::new(&server);
    run.write("up/a", "12345");
    let lines = run.ftps(["put", "--json", "up/a", "{url}/"]).code(0).json();
    is(
        &lines[0],
        &json!({"v": 1, "event": "file", "action": "put", "local": "up/a",
        "remote": "/in/a", "bytes": 5, "state": "verified"}),
    );
    is(&lines[1], &one_of_five_bytes());
}

#[test]
fn json_of_a_failure_has_exit_and_error_and_standard_error_has_it_too() {
    let server = Server::build().start();
    server.write("a", "1");
    let told = Run::new(&server).ftps(["get", "--json", "{url}/a", "{url}/b"]);
    let lines = told.code(10).stderr_has("ftps: get b: server said 550 no such file").json();
    assert_eq!(
        lines[1],
        json!({"v": 1, "event": "file", "action": "get", "local": "b",
        "remote": "/b", "state": "failed", "exit": 7,
        "error": "getting b: server said 550 no such file"})
    );
    is(
        &lines[2],
        &json!({"v": 1, "event": "summary", "exit": 10, "files": 1, "skipped": 0,
        "failed": 1, "deleted": 0, "bytes": 1}),
    );
}

#[test]
fn json_of_a_run_that_never_got_in_is_a_summary() {
    let server = Server::build().on("PASS", Fault::reply("530 login incorrect")).start();
    let run = Run::new(&server);
    run.write("a", "1");
    for args in [&["get", "--json", "{url}/a"][..], &["put", "--json", "a", "{url}/"]] {
        let lines = run.ftps(args).code(6).json();
        let last = lines.last().unwrap();
        assert_eq!((&last["event"], &last["exit"]), (&json!("summary"), &json!(6)));
        assert!(fields(last).contains(&"seconds") && fields(last).contains(&"files"));
    }
}

#[test]
fn json_of_a_script_that_never_began_is_a_summary() {
    let server = Server::build().on("PASS", Fault::reply("530 login incorrect")).start();
    let run = Run::new(&server);
    run.write("script", "pwd\n");
    for (args, code) in [
        (&["run", "--json", "nosuch"][..], 3),
        (&["run", "--json", "script", "{url}/"], 6),
        (&["run", "--json", "-c", "pwd", "{url}/"], 6),
    ] {
        let lines = run.ftps(args).code(code).json();
        let summaries: Vec<_> = lines.iter().filter(|line| line["event"] == "summary").collect();
        assert_eq!(summaries.len(), 1, "{lines:?}");
        assert_eq!(summaries[0]["exit"], json!(code));
    }
}

#[test]
fn verbose_shows_the_dialogue_with_the_password_masked() {
    let server = Server::build().user("ada", "s3cret").start();
    let told = Run::new(&server).ftps(["ls", "-v", "{url}/"]);
    told.code(0)
        .stderr_has("< 220 ftps test server\n> AUTH TLS\n< 234 ")
        .stderr_has("> USER ada\n< 331 ")
        .stderr_has("> PASS ****\n< 230 ")
        .stderr_has("> MLSD /\n< 200 fine\n< 150 ")
        .stderr_lacks("s3cret")
        .stderr_lacks("* ")
        .stdout_is("");
}

#[test]
fn twice_verbose_shows_tls_facts_too() {
    let server = Server::build().tls13_only().start();
    let told = Run::new(&server).ftps(["ls", "-vv", "{url}/"]);
    told.code(0)
        .stderr_has("* connected to 127.0.0.1:")
        .stderr_has("* control TLS 1.3 TLS13_AES_256_GCM_SHA384, full handshake")
        .stderr_has("* data TLS 1.3 TLS13_AES_256_GCM_SHA384, resumed, 1 tickets left");
}

#[test]
fn quiet_says_only_why_it_failed() {
    let server = Server::build().without("SIZE").start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "-q", "{url}/a"]).code(0).stderr_is("").stdout_is("");
    run.ftps(["ls", "-q", "{url}/"]).code(0).stderr_is("").stdout_is("a\n");
    let told = run.ftps(["get", "-q", "{url}/a", "{url}/b"]);
    told.code(10).stderr_is("ftps: get b: server said 550 no such file\n");
    run.ftps(["get", "-q", "-v", "{url}/a"]).code(2);
}

#[test]
fn bars_are_for_terminals_unless_asked_for() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a"]).code(0).stderr_is("");
    run.ftps(["get", "--progress", "always", "{url}/a"]).code(0).stdout_is("");
    run.ftps(["get", "--progress", "never", "-v", "{url}/a"]).code(0).stderr_lacks("\u{1b}[");
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let server = Server::build().start();
    server.write("sub/x", "1");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/"]).code(0).stdout_is("sub\n");
    run.ftps(["ls", "--color", "always", "{url}/"]).code(0).stdout_has("\u{1b}[");
    run.ftps(["get", "{url}/none"]).code(7).stderr_lacks("\u{1b}");
}

/// Runs the real binary with a reader that takes ten bytes and goes; returns code and complaint.
fn with_a_short_reader(server: &Server, command: &str) -> (String, String) {
    let run = Run::shell(server);
    let line = format!("($FTPS {command} --ca-file {{ca}} 2>said; echo $? >code) | head -c 10");
    let told = run.ftps(["-c", &line]);
    assert_eq!(told.stdout.len(), 10, "{}", told.context());
    let text = |name| String::from_utf8(run.read(name)).unwrap();
    (text("code"), text("said"))
}

#[test]
fn a_reader_that_goes_away_is_no_panic_and_no_complaint() {
    let line = |n: u32| format!("type=file;size={n};modify=20260131090000; file-{n:06}\r\n");
    let listing: String = (0..20_000).map(line).collect();
    let server = Server::build().on("MLSD", Fault::listing(listing)).start();
    server.write("a", vec![b'x'; 3_000_000]);
    for command in ["cat {url}/a", "get {url}/a -", "ls {url}/", "ls --json {url}/"] {
        assert_eq!(
            with_a_short_reader(&server, command),
            ("3\n".into(), String::new()),
            "{command}"
        );
    }
}

#[test]
fn a_full_standard_output_is_3() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::shell(&server);
    for command in ["cat {url}/a", "ls {url}/", "get --json {url}/a", "completions bash"] {
        let ca = if command.starts_with("comp") { "" } else { "--ca-file {ca}" };
        let told = run.ftps(["-c", &format!("$FTPS {command} {ca} >/dev/full")]);
        told.code(3).stderr_has("no space left");
    }
}

#[test]
fn json_counts_what_arrived_though_the_last_word_is_refused() {
    let server = Server::build().on("SITE", Fault::reply("550 no such job")).start();
    server.write("a", "12345");
    let lines = Run::new(&server)
        .ftps(["get", "--json", "--quote-after", "SITE x", "{url}/a"])
        .code(7)
        .json();
    let last = &lines[1];
    is(
        last,
        &json!({"v": 1, "event": "summary", "exit": 7, "files": 1, "verified": 1, "bytes": 5}),
    );
    assert!(last["error"].as_str().unwrap().contains("550 no such job"), "{last}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn json_of_ls_says_which_folder_an_entry_is_of() {
    let server = Server::build().start();
    server.write("x/a", "1");
    server.write("y/b", "1");
    let told = Run::new(&server).ftps(["ls", "--json", "{url}/x", "{url}/y", "{url}/x/a"]);
    let lines = told.code(0).json();
    let folders: Vec<_> = lines
        .iter()
        .filter(|line| line["event"] == "entry")
        .map(|line| line["folder"].clone())
        .collect();
    assert_eq!(folders, ["/x", "/y", "/x"]);
}
