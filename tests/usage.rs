//! What a user types and must not have typed: exit 2, nothing sent, and what to type instead.

use crate::support::{Run, Server};

/// Runs, and asserts exit 2 with these words before anything was sent.
#[track_caller]
fn refused(args: &[&str], words: &str) {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "x");
    run.ftps(args).code(2).stderr_has(words).stdout_is("");
    assert_eq!(server.events().connections, 0, "{}", server.log());
}

#[test]
fn a_password_in_a_url_is_refused_with_the_ways_to_give_one() {
    let server = Server::build().start();
    let told = Run::new(&server).ftps(["ls", "ftp://u:hunter2@{host}:{port}/"]);
    told.code(2).stderr_has("--password-file").stderr_has("FTPS_PASSWORD").stderr_lacks("hunter2");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_port_against_the_port_of_the_url_is_refused() {
    refused(&["ls", "-p", "2121", "{url}/"], "2121");
}

#[test]
fn the_same_port_twice_is_fine() {
    let server = Server::build().start();
    Run::new(&server).ftps(["ls", "-p", "{port}", "{url}/"]).code(0);
}

#[test]
fn explicit_against_ftps_is_refused() {
    refused(&["ls", "--explicit", "ftps://u@{host}:{port}/"], "explicit");
}

#[test]
fn implicit_against_ftpes_and_against_explicit_is_refused() {
    refused(&["ls", "--implicit", "ftpes://u@{host}:{port}/"], "implicit");
    refused(&["ls", "--implicit", "--explicit", "{url}/"], "--explicit");
}

#[test]
fn two_users_are_refused() {
    refused(&["ls", "--user", "other", "{url}/"], "other");
    refused(&["ls", "--user", "u", "--anonymous", "{url}/"], "--anonymous");
}

#[test]
fn unknown_options_commands_and_schemes_are_refused() {
    refused(&["ls", "--frobnicate", "{url}/"], "--frobnicate");
    refused(&["gett", "{url}/a"], "get");
    refused(&["ls", "sftp://u@{host}/"], "sftp");
    refused(&["ls", "--tls-min", "1.1", "{url}/"], "1.1");
}

#[test]
fn bad_durations_are_refused() {
    for bad in ["0", "soon", "0s", "-1s", "99999999h", ""] {
        refused(&["ls", &format!("--timeout={bad}"), "{url}/"], "--timeout");
    }
    refused(&["ls", "--deadline", "1 fortnight", "{url}/"], "--deadline");
}

#[test]
fn a_bad_pin_is_refused() {
    refused(&["ls", "--pin", "sha256//AAAA", "{url}/"], "sha256//");
}

#[test]
fn versions_that_exclude_each_other_are_refused() {
    refused(&["ls", "--tls-min", "1.3", "--tls-max", "1.2", "{url}/"], "--tls-min");
}

#[test]
fn a_certificate_without_its_key_is_refused() {
    refused(&["ls", "--cert", "{cert}", "{url}/"], "--key");
}

#[test]
fn local_words_where_a_remote_is_due_are_refused() {
    refused(&["get", "a"], "local file");
    refused(&["put", "a", "b"], "local file");
    refused(&["put", "a"], "where to");
    refused(&["cat", "a"], "local file");
    refused(&["get", "{url}/a", "{url}/b", "-o", "c"], "-o");
}

#[test]
fn text_for_another_transfer_type_is_not_ignored() {
    refused(&["cat", "{url}/a;type=a"], "type=a");
}

#[test]
fn a_line_end_in_a_path_never_reaches_the_wire() {
    refused(&["get", "{url}/a%0d%0aDELE%20b"], "CR or LF");
    refused(&["get", "{url}/a%00"], "NUL");
}

#[test]
fn what_is_not_built_is_no_option() {
    refused(&["get", "--mode-z", "{url}/a"], "--mode-z");
}

#[test]
fn a_configuration_with_unknown_keys_or_missing_is_told() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("bad.toml", "colour = true\n");
    run.write("broken.toml", "a = = b\n");
    run.write("empty.toml", "");
    run.ftps(["ls", "--config", "bad.toml", "{url}/"]).code(2).stderr_has("colour");
    run.ftps(["ls", "--config", "broken.toml", "{url}/"]).code(2).stderr_has("broken.toml");
    run.ftps(["ls", "--config", "none.toml", "{url}/"]).code(3).stderr_has("none.toml");
    assert_eq!(server.events().connections, 0);
    run.ftps(["ls", "--config", "empty.toml", "{url}/"]).code(0);
}

#[test]
fn help_and_version_are_results() {
    let run = Run::alone();
    run.ftps(["--version"]).code(0).stdout_has("ftps 0.").stderr_is("");
    run.ftps(["--help"]).code(0).stdout_has("Exit status").stderr_is("");
    run.ftps(["get", "--help"]).code(0).stdout_has("--mkdir");
    run.ftps::<[&str; 0]>([]).code(2);
}

#[test]
fn json_and_a_file_do_not_share_standard_output() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["get", "--json", "{url}/a", "-"]).code(2).stderr_has("--json");
    run.ftps(["cat", "--json", "{url}/a"]).code(2).stderr_has("--json");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_pipe_in_place_of_a_small_file_does_not_outlast_the_deadline() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    run.make_pipe("pipe");
    for option in ["--password-file", "--netrc-file", "--config"] {
        run.ftps(["ls", "--deadline", "500ms", option, "pipe", "{url}/"]).code(14);
    }
    run.ftps(["ls", "--password-file", "/dev/zero", "{url}/"]).code(2).stderr_has("larger than");
}

#[test]
fn a_number_where_others_have_a_port_is_explained_when_the_command_fails() {
    let server = Server::build().start();
    server.write("2111/a", "x");
    let run = Run::new(&server);
    let list = |place: &str| run.ftps(["ls", "-u", "u", "-p", "{port}", place]);
    list("{host}:2111/none").code(7).stderr_has("ftp://127.0.0.1:2111/");
    list("{host}:./2111").code(0).stderr_is("").stdout_is("a\n");
    list("{host}:2111/").code(0).stderr_lacks("2111/").stdout_is("a\n");
    list("{host}:none").code(7).stderr_lacks("for the port");
}

#[test]
fn a_port_behind_the_colon_is_a_usage_error_that_says_how_to_give_one() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("~/.config/ftps/config.toml", "[site.bank]\nhost = \"127.0.0.1\"\nport = 1\n");
    run.write("a", "x");
    let (host, port) = (server.address().ip(), server.address().port());
    let typed = format!("u@{host}:{port}/in");
    run.ftps(["ls", &typed])
        .stderr_has(&format!("say ftp://u@{host}:{port}/in or -p {port} u@{host}:in;"))
        .stderr_has(&format!("say u@{host}:./{port}/in\n"));
    for args in [
        &["ls", &typed][..],
        &["put", "a", &typed],
        &["get", &typed],
        &["mirror", ".", &typed],
        &["stat", &format!("{host}:{port}")],
        &["sites", "add", "lab", &typed],
        &["run", "-c", "pwd", &typed],
    ] {
        let told = run.ftps(args);
        told.code(2)
            .stderr_has(&format!("-p {port} "))
            .stderr_has(&format!("{host}:{port}/"))
            .stderr_has(&format!("{host}:./{port}"));
        assert_eq!(told.err().lines().count(), 1, "{}", told.context());
    }
    assert_eq!(server.events().connections, 0);
    // A saved site has its port, an absolute path is none, nor is a month; all these try to connect.
    for path in ["bank:2026/in", "{host}:/2026", "{host}:01", "{host}:./2026", "{host}:70000"] {
        run.ftps(["ls", "-u", "u", "--retries", "0", "--connect-timeout", "1s", path])
            .stderr_lacks("a path stands behind");
    }
}

#[test]
fn a_word_that_is_a_site_or_a_host_is_a_server_and_a_mistyped_command_is_none() {
    let run = Run::alone();
    run.write("~/.config/ftps/config.toml", "[site.myserver]\nhost = \"127.0.0.1\"\n");
    for place in ["myserver", "localhost"] {
        // A shell wants a terminal.
        run.ftps([place]).code(2).stderr_has("standard input is no terminal");
    }
    run.ftps(["gte"]).code(2).stderr_has("did you mean get?");
    run.ftps(["no-such-thing-at-all"]).code(2).stderr_has("no such command");
}

#[test]
fn one_operand_of_two_is_answered_by_the_one_that_is_missing() {
    for verb in ["mv", "cp"] {
        refused(&[verb, "{url}/a"], &format!("{verb}: TARGET is missing"));
        refused(&[verb, "{url}/a"], &format!("ftps {verb} HOST:in/a.csv HOST:in/b.csv"));
    }
    refused(&["mirror", "a"], "mirror: DEST is missing");
    refused(&["mirror", "{url}/in"], "ftps mirror HOST:SOURCE DEST");
}

/// Every variable that the sources read, but for those with which tests and crates are steered.
const VARIABLES: [&str; 20] = [
    "FTPS_PASSWORD",
    "CREDENTIALS_DIRECTORY",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "HOME",
    "NO_COLOR",
    "VISUAL",
    "EDITOR",
    "SHELL",
    "PAGER",
    "TERM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
];

#[test]
fn every_variable_that_is_read_stands_in_the_help() {
    let help = Run::alone().ftps(["--help"]).code(0).out();
    let has = |name: &str| {
        help.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .any(|word| word == name)
    };
    for name in VARIABLES {
        assert!(has(name), "{name}:\n{help}");
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in crate::layers::sources(&root) {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| line.contains("env::var")) {
            for name in line.split('"').skip(1).step_by(2) {
                let is_name =
                    name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
                assert!(!is_name || has(name), "{}: {name}", path.display());
            }
        }
    }
}

#[test]
fn a_duration_that_is_none_names_all_units() {
    let told = Run::alone().ftps(["ls", "--warn-expiry", "2 moons", "ftp://u@127.0.0.1/"]);
    told.code(2).stderr_has("as in 100ms, 30s, 5m, 2h or 14d");
}
