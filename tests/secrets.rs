//! Nothing secret shows: not in arguments and environments of processes, traces, JSON, messages, histories, or files
//! that the program writes.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::support::proxy::{Proxy, Speaks};
use crate::support::{Fault, Run, Server, until, verb};

/// All secrets of these tests hold this, but for [`PASSPHRASE`].
const MARK: &str = "s3cret";
const PASSWORD: &str = "s3cret word";
const ACCOUNT: &str = "s3cret account";
const PROXY: &str = "s3cret proxy";
/// Of the keys in `support/certificates/client`.
const PASSPHRASE: &str = "open, sesame";

/// Keys with that passphrase.
const KEYS: [(&str, &[u8]); 3] = [
    ("rsa.pem", include_bytes!("support/certificates/client/rsa.pem")),
    ("rsa.key", include_bytes!("support/certificates/client/rsa.aes.key")),
    ("rsa.p12", include_bytes!("support/certificates/client/modern.p12")),
];

const SCREEN: (u16, u16) = (40, 120);

/// The files that hold a secret because a user put it there.
const OURS: [&str; 5] = ["pw", "account", "proxy", "netrc", "passphrase"];

fn with_secrets<'a>(server: &'a Server, proxy: &Proxy) -> Run<'a> {
    let run = Run::new(server).env("FTPS_PASSWORD", PASSWORD);
    run.write_private("pw", PASSWORD);
    run.write_private("account", ACCOUNT);
    run.write_private("proxy", PROXY);
    run.write_private("passphrase", PASSPHRASE);
    for (name, bytes) in KEYS {
        run.write_private(name, bytes);
    }
    run.write_private("netrc", format!("machine 127.0.0.1 login ada password \"{PASSWORD}\"\n"));
    run.env("ALL_PROXY", proxy.url_for(&format!("ann:{}@", PROXY.replace(' ', "%20"))))
}

fn holds_secret(text: &str) -> bool {
    text.contains(MARK) || text.contains(PASSPHRASE)
}

/// Fails where a file below a folder holds a secret, but for those that the user wrote.
#[track_caller]
fn no_secret_below(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            no_secret_below(&path);
        } else if !OURS.iter().any(|ours| path.ends_with(ours)) {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned();
            assert!(!holds_secret(&text), "{}: {text}", path.display());
        }
    }
}

#[track_caller]
fn no_secret_left(run: &Run<'_>) {
    no_secret_below(&run.home());
    no_secret_below(&run.dir());
}

#[test]
fn no_secret_shows_in_traces_json_messages_and_files() {
    let server = Server::build()
        .user("ada", PASSWORD)
        .require_client_certificate()
        .on("PASS", Fault::final_reply("332 account, please"))
        .on(
            verb("ACCT").with(ACCOUNT),
            Fault::reply(format!("230 welcome, {ACCOUNT} of {PASSWORD}")),
        )
        .start();
    server.write("a", "x");
    let proxy = Proxy::start(Speaks::Http, Some(("ann", PROXY)));
    let run = with_secrets(&server, &proxy);
    let keys: [&[&str]; 3] = [
        &["--cert", "rsa.pem", "--key", "rsa.key", "--key-password-file", "passphrase"],
        &["--cert", "rsa.p12", "--key-password-file", "passphrase"],
        &["--cert", "rsa.p12", "--key-password-command", "cat passphrase"],
    ];
    let sources: [&[&str]; 5] = [
        &[],
        &["--password-file", "pw"],
        &["--password-command", "cat pw"],
        &["--netrc-file", "netrc"],
        &["--password-command", "cat pw; echo more; echo s3cret >&2; false"],
    ];
    for (index, source) in sources.into_iter().enumerate() {
        let own = ["get", "-vv", "--json", "--account-file", "account", "-o", "b"];
        let told = run.ftps([&own[..], source, keys[index % 3], &["{url}/a"]].concat());
        told.stdout_lacks(MARK).stdout_lacks(PASSPHRASE).stderr_lacks(PASSPHRASE);
        // What a command itself writes there is its own affair.
        if index < sources.len() - 1 {
            told.code(0).stderr_lacks(MARK);
        }
    }
    let run = run.without_ca();
    let site = ["sites", "add", "bank", "{url}/", "--password-command", "cat pw"];
    run.ftps([&site[..], keys[2]].concat()).code(0);
    for arguments in [["sites", "show", "bank"], ["sites", "export", "bank"]] {
        run.ftps(arguments).code(0).stdout_lacks(MARK).stderr_lacks(MARK);
    }
    no_secret_left(&run);
}

#[test]
fn no_secret_shows_where_a_login_or_a_proxy_refuses() {
    let refusing = Fault::reply(format!("530 no user ada with {PASSWORD}"));
    let server = Server::build().user("ada", PASSWORD).on("PASS", refusing).start();
    let proxy = Proxy::start(Speaks::Socks5, Some(("ann", PROXY)));
    let run = with_secrets(&server, &proxy);
    for more in [&[][..], &["-vv"], &["--json"]] {
        let told = run.ftps([&["ls"], more, &["{url}/"]].concat());
        told.code(6).stderr_lacks(MARK).stdout_lacks(MARK);
    }
    let other = Proxy::start(Speaks::Socks5, Some(("ann", "another")));
    let told = with_secrets(&server, &other).ftps(["ls", "-vv", "--json", "{url}/"]);
    told.code(4).stderr_lacks(MARK).stdout_lacks(MARK);
    no_secret_left(&run);
}

#[test]
fn no_secret_shows_in_the_process_and_its_children() {
    let server = Server::build().user("ada", PASSWORD).on("RETR", Fault::hang()).start();
    server.write("a", "x");
    let proxy = Proxy::start(Speaks::Socks5, Some(("ann", PROXY)));
    let run = with_secrets(&server, &proxy);
    let command =
        "env | grep -v ALL_PROXY > seen; tr '\\0' ' ' < /proc/$PPID/cmdline > arguments; cat pw";
    let key = "env | grep -v ALL_PROXY > seen_for_key; tr '\\0' ' ' < /proc/$PPID/cmdline >> arguments; cat passphrase";
    let arguments = [
        &["get", "--password-command", command, "--timeout", "20s"][..],
        &["--cert", "rsa.p12", "--key-password-command", key, "{url}/a"],
    ]
    .concat();
    let running = run.start(arguments);
    until("the download", Duration::from_secs(20), || server.count("RETR") == 1);
    let line = fs::read(format!("/proc/{}/cmdline", running.id())).unwrap();
    assert!(!holds_secret(&String::from_utf8_lossy(&line)));
    drop(running);
    for name in ["seen", "seen_for_key"] {
        let seen = String::from_utf8(run.read(name)).unwrap();
        assert!(seen.contains("HOME="), "{seen}");
    }
    no_secret_left(&run);
}

#[test]
fn no_passphrase_shows_where_it_is_wrong_or_asked_for() {
    let server = Server::build().user("ada", PASSWORD).require_client_certificate().start();
    let run = with_secrets(&server, &Proxy::start(Speaks::Http, None)).without_env("ALL_PROXY");
    let key = ["--cert", "rsa.pem", "--key", "rsa.key"];
    for cert in [&key[..], &["--cert", "rsa.p12"]] {
        // Another secret in its place, and more lines than one.
        for command in ["cat pw", "cat pw; cat passphrase", "cat passphrase >&2; false"] {
            let own = ["ls", "-vv", "--json", "--key-password-command", command];
            let told = run.ftps([&own[..], cert, &["{url}/"]].concat());
            told.stdout_lacks(MARK).stdout_lacks(PASSPHRASE).stderr_lacks(MARK);
            // What a command itself writes there is its own affair.
            if command.contains(">&2") {
                told.code(3).stderr_has("the passphrase command (--key-password-command) failed");
            } else {
                told.code(2).stderr_lacks(PASSPHRASE).stderr_has("the passphrase is wrong");
            }
        }
        let terminal = run.terminal([&["shell"], cert, &["{url}/"]].concat(), SCREEN);
        terminal.sees("Passphrase of ");
        terminal.enter(PASSPHRASE);
        terminal.prompts(">");
        terminal.enter("quit");
        assert!(!holds_secret(&String::from_utf8_lossy(&terminal.raw())));
        assert_eq!(terminal.ends(), 0);
    }
    no_secret_left(&run);
}

#[test]
fn no_secret_shows_in_the_history_and_on_the_screen() {
    let server = Server::build().user("ada", PASSWORD).start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let terminal = run.terminal(["shell", "{url}/"], SCREEN);
    terminal.sees("Password for ada");
    terminal.enter(PASSWORD);
    terminal.prompts(">");
    terminal.enter("ls");
    terminal.prompts(">");
    terminal.enter("quit");
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains(MARK));
    assert_eq!(terminal.ends(), 0);
    let terminal = run.terminal(["shell"], SCREEN);
    terminal.prompts(">");
    for line in ["open ftp://ada:s3cret@localhost/", "open ada:s3cret@localhost:/x", "pwd"] {
        terminal.enter(line);
        terminal.prompts(">");
    }
    terminal.enter("quit");
    terminal.ends();
    no_secret_left(&run);
}
