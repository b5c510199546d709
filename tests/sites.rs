//! Saved sites: `NAME:PATH` is the server that `config.toml` says, and only that.

use std::fs;

use crate::support::{Run, Server};

/// A run whose configuration file holds this; `{host}`, `{port}` and `{ca}` are the server's.
fn configured<'a>(server: &'a Server, text: &str) -> Run<'a> {
    let run = Run::new(server).without_ca();
    let folder = run.home().join(".config/ftps");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), filled(server, text)).unwrap();
    run
}

fn filled(server: &Server, text: &str) -> String {
    let address = server.address();
    text.replace("{host}", &address.ip().to_string())
        .replace("{port}", &address.port().to_string())
        .replace("{ca}", server.files().ca.to_str().unwrap())
}

const SITE: &str =
    "[site.test]\nhost = \"{host}\"\nport = {port}\nuser = \"u\"\nca-file = \"{ca}\"\n";

#[test]
fn a_name_stands_for_host_port_user_and_trust() {
    let server = Server::build().start();
    server.write("in/a", "a");
    let run = configured(&server, SITE);
    run.ftps(["ls", "test"]).code(0).stdout_is("in\n").stderr_is("");
    run.ftps(["ls", "test:in"]).code(0).stdout_is("a\n");
    run.ftps(["get", "test:/in/a"]).code(0);
    assert_eq!(run.read("a"), b"a");
    run.ftps(["put", "a", "test:b"]).code(0);
    assert_eq!(server.read("b"), b"a");
    run.ftps(["mirror", "test:in", "copy"]).code(0);
    assert_eq!(run.read("copy/a"), b"a");
    server.nothing_in_clear();
}

#[test]
fn the_command_line_wins() {
    let server = Server::build().user("u", "p").user("v", "p").start();
    let run = configured(&server, SITE);
    run.ftps(["ls", "v@test:"]).code(0);
    run.ftps(["ls", "-u", "v", "test:"]).code(0);
    let users = || {
        let said = server.commands();
        let users = said.iter().filter(|said| said.verb() == "USER");
        users.map(|said| said.line.clone()).collect::<Vec<_>>()
    };
    assert_eq!(users(), [b"USER v".to_vec(), b"USER v".to_vec()]);
    run.ftps(["ls", "-p", "1", "--retries", "0", "test:"]).code(4);
    run.ftps(["ls", "--roots", "none", "test:"]).code(5);
}

#[test]
fn paths_begin_in_the_folder_of_the_site() {
    let server = Server::build().home("/home/u").start();
    server.write("home/u/in/2026/a", "a");
    server.write("top", "");
    let text = format!("{SITE}path = \"in\"\n");
    let run = configured(&server, &text);
    run.ftps(["ls", "test"]).code(0).stdout_is("2026\n");
    run.ftps(["get", "test:2026/*"]).code(0);
    run.ftps(["put", "a", "test:2026/b"]).code(0);
    run.ftps(["put", "--mkdir", "a", "test:new/"]).code(0);
    run.ftps(["rm", "test:2026/a"]).code(0);
    run.ftps(["rm", "-r", "test:/home/u"]).code(2);
    run.ftps(["ls", "test:/"]).code(0).stdout_is("home\ntop\n");
}

#[test]
fn a_folder_that_cannot_be_entered_is_told() {
    let server = Server::build().start();
    let run = configured(&server, &format!("{SITE}path = \"none\"\n"));
    run.ftps(["ls", "test:"])
        .code(7)
        .stderr_has("entering none, where paths begin: server said 550");
    run.write("a", "a");
    run.ftps(["put", "a", "test:"]).code(7);
    server.only_files("", &[]);
}

#[test]
fn two_sites_in_one_run_have_their_own_settings() {
    let one = Server::build().user("one", "first").start();
    let two = Server::build().user("two", "second").implicit().start();
    one.write("a", "of one");
    two.write("b", "of two");
    let second = "[site.two]\nhost = \"{host}\"\nport = {port}\nuser = \"two\"\nca-file = \"{ca}\"\n\
        implicit = true\npassword-file = \"second\"\n";
    let first = "[site.one]\nhost = \"{host}\"\nport = {port}\nuser = \"one\"\nca-file = \"{ca}\"\n\
        password-command = \"echo first\"\n";
    let text = filled(&two, second);
    let run = configured(&one, &format!("{first}{text}")).without_env("FTPS_PASSWORD");
    run.write_private("~/.config/ftps/second", "second\n");
    run.ftps(["get", "one:a", "two:b", "-t", "."]).code(0).stderr_is("");
    assert_eq!((run.read("a"), run.read("b")), (b"of one".to_vec(), b"of two".to_vec()));
    assert_eq!((one.logins(), two.logins()), (1, 1));
}

#[test]
fn the_password_of_a_site_is_not_that_of_the_environment() {
    let server = Server::build().start();
    let text = format!("{SITE}password-command = \"echo p\"\n");
    let run = configured(&server, &text).env("FTPS_PASSWORD", "of another server");
    run.ftps(["ls", "test:"]).code(0);
}

#[test]
fn commands_and_defaults_of_the_file_are_heeded() {
    let server = Server::build().start();
    server.write("a", "x");
    let text = format!("{SITE}quote = [\"SITE CHMOD 600 a\"]\n[defaults]\npassive = \"pasv\"\n");
    let run = configured(&server, &text);
    run.ftps(["get", "test:a"]).code(0);
    assert_eq!((server.count("SITE"), server.count("EPSV")), (1, 0));
    assert!(server.count("PASV") > 0);
    run.ftps(["get", "--ca-file", "{ca}", "{url}/a", "b"]).code(0);
    assert_eq!((server.count("SITE"), server.count("EPSV")), (1, 0));
}

#[test]
fn another_file_can_be_named_and_a_url_means_no_site() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    run.write("mine.toml", filled(&server, SITE));
    run.ftps(["ls", "--config", "mine.toml", "test"]).code(0);
    let before = server.events().connections;
    run.ftps(["ls", "--config", "mine.toml", "--retries", "0", "ftp://u@test.invalid/"]).code(4);
    assert_eq!(server.events().connections, before);
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_line_before_anything_is_sent() {
    let server = Server::build().start();
    for (line, words) in [
        (
            "usr = \"x\"",
            "config.toml:6: unknown key \"usr\" in [site.test]; did you mean \"user\"?",
        ),
        ("password = \"hunter2\"", "config.toml:6: password: a secret in clear"),
        ("insecure = true", "pin"),
        ("timeout = 0", "config.toml:6: invalid value '0'"),
        ("tls-max = \"1.2\"\ntls-min = \"1.3\"", "site test: --tls-min"),
    ] {
        let run = configured(&server, &format!("{SITE}{line}\n"));
        run.ftps(["ls", "test"]).code(2).stderr_has(words).stderr_lacks("hunter2").stdout_is("");
    }
    assert_eq!(server.events().connections, 0);
}
