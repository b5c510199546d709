//! `ftps sites` and `ftps hosts`: what is saved, shown, changed, tried and taken over from other programs.

use std::fs;

use crate::support::{Run, Server, Terminal};

const SCREEN: (u16, u16) = (60, 110);

fn config(run: &Run<'_>) -> String {
    fs::read_to_string(run.home().join(".config/ftps/config.toml")).unwrap_or_default()
}

#[test]
fn a_site_that_was_added_is_all_that_it_takes() {
    let server = Server::build().start();
    server.write("in/a", "a");
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.write_private("pw", server.password());
    let options = ["-u", "u", "-p", "{port}", "--password-file", "pw", "--timeout", "20s"];
    let add = [&["sites", "add", "test", "{host}:in", "--ca-file", "{ca}"][..], &options].concat();
    let run = run.without_ca();
    run.ftps(add.clone()).code(0).stderr_has("use it as test:PATH");
    assert_eq!(server.events().connections, 0);
    run.ftps(["ls", "test"]).code(0).stdout_is("a\n").stderr_is("");
    run.ftps(["sites", "test", "test"]).code(0).stdout_has("test: logged in, TLS 1.3");
    run.ftps(["sites", "list"]).code(0).stdout_has("test  ftp://u@127.0.0.1:").stdout_has("/in");
    run.ftps(add).code(2).stderr_has("already");
    run.ftps(["sites", "export"]).code(0).stdout_has("[site.test]").stdout_has("timeout = \"20s\"");
    run.ftps(["sites", "remove", "test"]).code(0);
    assert_eq!(config(&run), "");
    run.ftps(["sites", "remove", "test"]).code(2).stderr_has("no site test");
}

#[test]
fn a_change_leaves_comments_and_the_rest_as_they_are() {
    let run = Run::alone();
    let before = "# my servers\n[site.bank]\nhost = \"a\" # old\nport = 2121\nca-file = \"x.pem\"\n\n\
        [defaults]\ntimeout = \"1m\"\n";
    run.write("~/.config/ftps/config.toml", before);
    run.ftps(["sites", "edit", "bank", "--host", "b", "--unset", "port", "--retries", "9"]).code(0);
    let after = before.replace("\"a\"", "\"b\"").replace("port = 2121\n", "");
    assert_eq!(config(&run), after.replace("pem\"\n", "pem\"\nretries = 9\n"));
    // A pin and a CA file exclude each other: the new one takes the place of the old.
    let pin = "sha256//GRI6EVn8qmMhN+3zPRGKNZYnHYYfbzBbGRhr8yrkzJc=";
    run.ftps(["sites", "edit", "bank", "--pin", pin]).code(0);
    assert!(config(&run).contains(pin) && !config(&run).contains("ca-file"), "{}", config(&run));
    run.ftps(["sites", "edit", "bank"]).code(2).stderr_has("nothing to change");
    run.ftps(["sites", "edit", "bank", "--unset", "user"]).code(2).stderr_has("has no user");
    run.ftps(["sites", "edit", "none", "--retries", "1"]).code(2).stderr_has("no site none");
}

#[test]
fn each_setting_is_shown_with_where_it_comes_from() {
    let run = Run::alone();
    let text = "[site.bank]\nhost = \"h\"\nuser = \"acme\"\npassword-command = \"pass show bank\"\n\n\
        [defaults]\ntimeout = \"1m\"\n";
    run.write("~/.config/ftps/config.toml", text);
    let told = run.ftps(["sites", "show", "bank", "--retries", "7"]);
    for line in [
        "  h  (",
        "config.toml:2)",
        "acme  (",
        "config.toml:3)",
        "pass show bank  (",
        "1m  (",
        "config.toml:7, [defaults])",
        "7  (command line)",
        "15s  (built in)",
        "from --password-command",
    ] {
        told.stdout_has(line);
    }
    let told = run.ftps(["sites", "show", "--json", "bank"]);
    told.code(0).stdout_has(r#""from":"defaults","line":7,"name":"timeout","site":"bank","#);
}

#[test]
fn sites_that_cannot_be_reached_are_named_and_the_others_tried() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    let text = "[site.a]\nhost = \"{host}\"\nport = 1\nretries = 0\nuser = \"u\"\n\
        [site.b]\nhost = \"{host}\"\nport = {port}\nuser = \"u\"\nca-file = \"{ca}\"\n\
        password-command = \"echo p\"\n";
    let text =
        text.replace("{host}", "127.0.0.1").replace("{ca}", server.files().ca.to_str().unwrap());
    let text = text.replace("{port}", &server.address().port().to_string());
    run.write(
        "~/.config/ftps/config.toml",
        text.replace("echo p", &format!("echo {}", server.password())),
    );
    let told = run.ftps(["sites", "test"]);
    told.stderr_has("a: ").stdout_has("b: logged in");
    let told = run.ftps(["sites", "test", "--json"]);
    told.stdout_has(r#""name":"a","state":"failed""#).stdout_has(r#""name":"b","state":"ok""#);
}

#[test]
fn a_new_user_gets_from_nothing_to_a_site_step_by_step() {
    let server = Server::build().user("u", "s3cret word").start();
    server.write("a", "x");
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    let ca = server.files().ca.to_str().unwrap().to_owned();
    let terminal = run.terminal(["sites", "add", "--ca-file", &ca], SCREEN);
    for (question, answer) in [
        ("Name (short", "bad name"),
        ("a site's name is made of", "lab"),
        ("Host (or a URL", "{host}"),
        ("Port (empty: 21", "{port}"),
        ("User (empty: anonymous)", "u"),
        ("Number (empty: 1)", "3"),
        ("File (empty: ", ""),
        ("Password for u at ", "{password}"),
        ("Folder to begin in", ""),
    ] {
        terminal.sees(question);
        let answer = answer
            .replace("{host}", &server.address().ip().to_string())
            .replace("{port}", &server.address().port().to_string())
            .replace("{password}", server.password());
        terminal.enter(&answer);
    }
    terminal.sees("lab: logged in, TLS 1.3");
    terminal.sees("use it as lab:PATH");
    assert_eq!(terminal.ends(), 0);
    run.ftps(["ls", "lab"]).code(0).stdout_is("a\n").stderr_is("");
    assert!(!config(&run).contains(server.password()), "{}", config(&run));
}

/// Answers questions in their order; returns the exit code.
fn answered(terminal: Terminal, answers: &[(&str, &str)]) -> i32 {
    for (question, answer) in answers {
        terminal.sees(question);
        terminal.enter(answer);
    }
    terminal.ends()
}

/// Answers the questions of `sites edit lab` in their order.
fn edits(run: &Run<'_>, answers: [(&str, &str); 5]) -> i32 {
    let terminal = run.terminal(["sites", "edit", "lab"], SCREEN);
    answered(terminal, &answers)
}

#[test]
fn a_site_is_changed_step_by_step_and_an_empty_answer_keeps_the_present_value() {
    let server = Server::build().user("u", "s3cret word").start();
    server.write("in/a", "x");
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    let (ca, port) = (server.files().ca.display().to_string(), server.address().port());
    let before = format!(
        "# mine\n[site.lab]\nhost = \"127.0.0.1\" # by address\nport = {port}\nuser = \"u\"\npath = \"in\"\n\
         password-command = \"echo s3cret word\"\nca-file = \"{ca}\"\n"
    );
    run.write("~/.config/ftps/config.toml", &before);
    let kept = [
        ("Host (empty: 127.0.0.1; or a URL)", ""),
        (&format!("Port (empty: {port};"), ""),
        ("User (empty: u; - for anonymous)", ""),
        ("empty: as it is, password-command echo s3cret word", ""),
        ("Folder to begin in (empty: in; - for where", ""),
    ];
    assert_eq!(edits(&run, kept), 0);
    assert_eq!(config(&run), before);
    let mut changed = kept;
    changed[0].1 = "localhost";
    changed[3].1 = "3";
    let terminal = run.terminal(["sites", "edit", "lab"], SCREEN);
    let file = [("File (empty: ", ""), ("Password for u at localhost", "s3cret word")];
    let folder = [("Folder to begin in", "-"), ("lab: logged in, TLS 1.3", "")];
    for (question, answer) in changed[..4].iter().chain(&file).chain(&folder) {
        terminal.sees(question);
        terminal.enter(answer);
    }
    assert_eq!(terminal.ends(), 0);
    let after = config(&run);
    assert!(after.contains("host = \"localhost\" # by address\n"), "{after}");
    assert!(after.contains("password-file = ") && after.contains("# mine\n"), "{after}");
    assert!(!after.contains("path =") && !after.contains("password-command"), "{after}");
    run.ftps(["ls", "lab"]).code(0).stdout_is("in\n").stderr_is("");
}

#[test]
fn a_change_that_does_not_work_is_saved_only_if_the_user_says_so() {
    let server = Server::build().user("u", "s3cret word").start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    let before = format!("[site.lab]\nhost = \"127.0.0.1\"\nport = {}\n", server.address().port());
    run.write("~/.config/ftps/config.toml", &before);
    let terminal = run.terminal(["sites", "edit", "lab"], SCREEN);
    for (question, answer) in [
        ("Host (empty: 127.0.0.1", ""),
        ("Port (empty: ", "1"),
        ("User (empty: as netrc", "u"),
        ("empty: as it is, asked for, or from netrc", "2"),
        ("Command:", "echo x"),
        ("Folder", ""),
        ("Save it all the same?", ""),
    ] {
        terminal.sees(question);
        terminal.enter(answer);
    }
    assert_eq!(terminal.ends(), 2);
    assert_eq!(config(&run), before);
    run.ftps(["sites", "edit", "lab"]).code(2).stderr_has("no terminal to ask on; give options");
}

#[test]
fn a_password_is_in_no_file_unless_its_site_is_saved() {
    let server = Server::build().user("u", "right").start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    let ca = server.files().ca.to_str().unwrap().to_owned();
    let url = format!("ftp://u@{}/", server.address());
    let tries = |replaces: &str, save: &str| {
        let terminal = run.terminal(["sites", "add", "lab", "--ca-file", &ca], SCREEN);
        let mut answers = vec![
            ("Host (or a URL", &url[..]),
            ("Number (empty: 1)", "3"),
            ("File (empty: ", "~/pw"),
        ];
        if !replaces.is_empty() {
            answers.push(("Put another password in it?", replaces));
        }
        answers.extend([
            ("Password for u at ", "wrong"),
            ("Folder to begin in", ""),
            ("Save it all the same?", save),
        ]);
        answered(terminal, &answers)
    };
    let file = run.home().join("pw");
    assert_eq!((tries("", "n"), file.exists()), (2, false));
    fs::write(&file, "former").unwrap();
    assert_eq!(tries("y", "n"), 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "former");
    assert_eq!(tries("y", "y"), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), "wrong\n");
    run.ftps(["sites", "remove", "lab"]).code(0).stderr_has("pw stays, with the password in it");
}

#[test]
fn what_does_not_work_is_saved_only_if_the_user_says_so() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    let ca = server.files().ca.to_str().unwrap().to_owned();
    let url = format!("ftp://u@{}/", server.address());
    for (answer, code) in [("n", 2), ("y", 0)] {
        let terminal = run.terminal(["sites", "add", "lab", "--ca-file", &ca], SCREEN);
        let answers = [
            ("Host (or a URL", &url[..]),
            ("Number (empty: 1)", "2"),
            ("Command:", "echo wrong"),
            ("Folder to begin in", ""),
            ("Save it all the same?", answer),
        ];
        assert_eq!(answered(terminal, &answers), code);
        assert_eq!(config(&run).contains("[site.lab]"), code == 0);
    }
}

#[test]
fn sites_of_other_programs_are_taken_over_and_passwords_only_if_asked_for() {
    let run = Run::alone();
    run.write_private(
        "bookmarks",
        "bank\tftps://joe:hun%20ter2@ftp.bank.example:990/in%20box/\nshell\tsftp://x@y/\n",
    );
    let told = run.ftps(["sites", "import", "--dry-run", "bookmarks"]);
    told.code(0).stdout_is("bank  ftp.bank.example\n").stderr_has("--passwords");
    assert_eq!(config(&run), "");
    run.ftps(["sites", "import", "bookmarks"]).code(0).stderr_has("passed over: shell");
    run.ftps(["sites", "import", "--passwords", "bookmarks"]).code(0).stdout_has("bank-2");
    let site = "host = \"ftp.bank.example\"\nimplicit = true\nuser = \"joe\"\npath = \"in box\"\n";
    let text = config(&run);
    assert!(!text.contains("ter2"), "{text}");
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let (first, second) = text.split_once("\n[site.bank-2]\n").unwrap();
    assert_eq!(lines(first), lines(&format!("[site.bank]\n{site}")));
    assert_eq!(lines(second), lines(&format!("{site}password-file = \"bank-2.password\"\n")));
    let secret = run.home().join(".config/ftps/bank-2.password");
    assert_eq!(fs::read_to_string(&secret).unwrap(), "hun ter2\n");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(secret).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    run.write("odd", "hello");
    run.ftps(["sites", "import", "odd"]).code(2).stderr_has("--from");
}

#[test]
fn machines_of_a_netrc_become_sites_that_read_it() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let (host, password) = (server.address().ip(), server.password());
    run.write_private("logins", format!("machine {host} login u password \"{password}\"\n"));
    let run = run.without_ca();
    run.ftps(["sites", "import", "--from", "netrc", "logins"]).code(0);
    let ca = server.files().ca.to_str().unwrap().to_owned();
    let name = host.to_string();
    run.ftps(["sites", "edit", &name, "-p", "{port}", "--ca-file", &ca]).code(0);
    run.ftps(["sites", "test"]).code(0).stdout_has("logged in");
}

#[test]
fn a_bookmark_keeps_all_that_the_session_had() {
    let server = Server::build().start();
    server.write("in/a", "x");
    let run = Run::new(&server).without_env("FTPS_PASSWORD").without_ca();
    run.write_private("pw", server.password());
    run.write("script", "cd in\nset timeout 20s\nbookmark lab\n");
    let ca = server.files().ca.to_str().unwrap().to_owned();
    let own = ["--ca-file", &ca, "--password-file", "pw", "--retries", "2"];
    run.ftps([&["run"], &own[..], &["script", "{url}/"]].concat()).code(0);
    let text = config(&run);
    for key in [
        "ca-file = \"/",
        "password-file = \"/",
        "retries = 2",
        "timeout = \"20s\"",
        "path = \"/in\"",
    ] {
        assert!(text.contains(key), "{key} in\n{text}");
    }
    run.ftps(["ls", "lab"]).code(0).stdout_is("a\n").stderr_is("");
    // Also what came from the site that was opened.
    run.write("script", "bookmark twin\n");
    run.ftps(["run", "script", "lab"]).code(0);
    run.ftps(["ls", "twin"]).code(0).stdout_is("a\n");
    assert_eq!(config(&run).matches("password-file").count(), 2);
}

#[test]
fn what_was_learned_of_a_host_is_listed_shown_and_forgotten() {
    let server = Server::build().on("EPSV", crate::support::Fault::reply("502 what?")).start();
    let run = Run::new(&server).without_ca();
    run.ftps(["hosts", "list"]).code(0).stdout_is("");
    run.ftps(["ls", "--ca-file", "{ca}", "{url}/"]).code(0);
    run.ftps(["hosts", "list"]).code(0).stdout_has(&server.address().to_string());
    run.ftps(["hosts", "show", "127.0.0.1"]).code(0).stdout_has("no_epsv");
    run.ftps(["hosts", "show", "--json", "{host}:{port}"]).code(0).stdout_has(r#""event":"host""#);
    run.ftps(["hosts", "forget", "127.0.0.1:1"]).code(13).stderr_has("nothing is known");
    run.ftps(["hosts", "forget", "127.0.0.1"]).code(0);
    run.ftps(["hosts", "list"]).code(0).stdout_is("");
}

#[test]
fn a_fact_that_is_no_longer_believed_is_shown_as_old() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let folder = run.home().join(".local/state/ftps/hosts");
    fs::create_dir_all(&folder).unwrap();
    let facts = [
        "no_epsv = [true, \"2020-01-01\", \"EPSV: 500\"]",
        "no_tls12 = [true, \"9999-01-01\", \"never\"]",
    ];
    fs::write(folder.join("127.0.0.1_2121.toml"), facts.join("\n")).unwrap();
    let shown = run.ftps(["hosts", "show", "127.0.0.1"]).code(0).out();
    assert_eq!(shown.matches("too old").count(), 2, "{shown}");
    let events = run.ftps(["hosts", "show", "--json", "127.0.0.1"]).code(0).json();
    assert_eq!(events[0]["old"].as_array().map(Vec::len), Some(2), "{events:?}");
}

#[test]
fn many_runs_that_add_sites_at_once_lose_none() {
    let run = Run::alone();
    let names: Vec<String> = (0..12).map(|number| format!("s{number}")).collect();
    let started: Vec<_> =
        names.iter().map(|name| run.start(["sites", "add", name, "ftp://u@h.example/"])).collect();
    for one in started {
        one.finish().code(0);
    }
    let listed = run.ftps(["sites", "list"]).code(0).out();
    assert_eq!(listed.lines().count(), names.len(), "{listed}");
}
