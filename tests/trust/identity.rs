//! Client certificates, in all forms in which people have them.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Identity, Pki, Run, Server};

const PASSPHRASE: &str = "open, sesame";

/// Certificates and keys as OpenSSL writes them, all of the same two clients.
const FILES: [(&str, &[u8]); 13] = [
    ("rsa.pem", include_bytes!("../support/certificates/client/rsa.pem")),
    ("rsa.pkcs8.key", include_bytes!("../support/certificates/client/rsa.pkcs8.key")),
    ("rsa.pkcs1.key", include_bytes!("../support/certificates/client/rsa.pkcs1.key")),
    ("rsa.old.key", include_bytes!("../support/certificates/client/rsa.old.key")),
    ("rsa.aes.key", include_bytes!("../support/certificates/client/rsa.aes.key")),
    ("rsa.des3.key", include_bytes!("../support/certificates/client/rsa.des3.key")),
    ("rsa.scrypt.key", include_bytes!("../support/certificates/client/rsa.scrypt.key")),
    ("ec.pem", include_bytes!("../support/certificates/client/ec.pem")),
    ("ec.sec1.key", include_bytes!("../support/certificates/client/ec.sec1.key")),
    ("ec.der", include_bytes!("../support/certificates/client/ec.der")),
    ("modern.p12", include_bytes!("../support/certificates/client/modern.p12")),
    ("legacy.p12", include_bytes!("../support/certificates/client/legacy.p12")),
    ("open.p12", include_bytes!("../support/certificates/client/open.p12")),
];

/// A run in a folder with all of them, and with `pass`, which holds the passphrase.
fn client(server: &Server) -> Run<'_> {
    let run = Run::new(server);
    for (name, bytes) in FILES {
        secret(&run, name, bytes);
    }
    secret(&run, "pass", PASSPHRASE.as_bytes());
    run
}

/// Writes a file that nobody else may read.
fn secret(run: &Run<'_>, name: &str, bytes: &[u8]) {
    run.write(name, bytes);
    std::fs::set_permissions(run.path(name), Permissions::from_mode(0o600)).unwrap();
}

fn demanding() -> [Server; 2] {
    [
        Server::build().require_client_certificate().tls12_only().start(),
        Server::build().require_client_certificate().tls13_only().start(),
    ]
}

#[test]
fn every_usual_form_of_a_client_certificate_is_read() {
    for server in demanding() {
        let run = client(&server);
        let both = String::from_utf8([FILES[0].1, FILES[1].1].concat()).unwrap();
        secret(&run, "both.pem", both.as_bytes());
        for args in [
            &["--cert", "rsa.pem", "--key", "rsa.pkcs8.key"][..],
            &["--cert", "rsa.pem", "--key", "rsa.pkcs1.key"],
            &["--cert", "ec.pem", "--key", "ec.sec1.key"],
            &["--cert", "ec.pem", "--key", "ec.der"],
            &["--cert", "both.pem"],
            &["--cert", "open.p12"],
        ] {
            let args: Vec<&str> = ["ls"].iter().chain(args).copied().chain(["{url}/"]).collect();
            run.ftps(args).code(0).stderr_is("");
        }
        for args in [
            &["--cert", "rsa.pem", "--key", "rsa.aes.key"][..],
            &["--cert", "rsa.pem", "--key", "rsa.des3.key"],
            &["--cert", "rsa.pem", "--key", "rsa.scrypt.key"],
            &["--cert", "modern.p12"],
            &["--cert", "legacy.p12"],
        ] {
            let file = ["--key-password-file", "pass", "{url}/"];
            let whole: Vec<&str> = ["ls"].iter().chain(args).copied().chain(file).collect();
            run.ftps(whole).code(0).stderr_is("");
        }
        let command = ["--key-password-command", "cat pass", "{url}/"];
        run.ftps([&["ls", "--cert", "modern.p12"][..], &command].concat()).code(0).stderr_is("");
    }
}

#[test]
fn a_passphrase_is_asked_for_at_a_terminal_and_not_shown() {
    let [server, _] = demanding();
    let run = client(&server);
    let args = ["ls", "--cert", "rsa.pem", "--key", "rsa.aes.key", "{url}/"];
    let terminal = run.terminal(args, (40, 100));
    terminal.sees("Passphrase of rsa.aes.key:");
    terminal.enter(PASSPHRASE);
    assert_eq!(terminal.ends(), 0);
    run.ftps(args).code(2).stderr_has("it has a passphrase").stderr_has("--key-password-file");
}

#[test]
fn a_passphrase_that_was_mistyped_is_asked_for_three_times() {
    let [server, _] = demanding();
    let run = client(&server);
    let key = ["ls", "--cert", "rsa.pem", "--key", "rsa.aes.key", "{url}/"];
    let p12 = ["ls", "--cert", "modern.p12", "{url}/"];
    for (args, name) in [(&key[..], "rsa.aes.key"), (&p12[..], "modern.p12")] {
        let question = format!("Passphrase of {name}:");
        for (last, code) in [(PASSPHRASE, 0), ("wrong", 2)] {
            let terminal = run.terminal(args.iter().copied(), (40, 100));
            for (times, answer) in [(1, "guess"), (2, "another"), (3, last)] {
                terminal.until("the question", |screen| screen.matches(&question).count() == times);
                terminal.enter(answer);
            }
            assert_eq!(terminal.ends(), code);
        }
    }
}

#[test]
fn a_certificate_without_a_key_in_its_file_is_no_secret() {
    let server = Server::build().require_client_certificate().start();
    let run = client(&server);
    let set = |name: &str| {
        std::fs::set_permissions(run.path(name), Permissions::from_mode(0o644)).unwrap();
    };
    secret(&run, "both.pem", &[FILES[0].1, FILES[1].1].concat());
    ["rsa.pem", "open.p12", "both.pem"].into_iter().for_each(set);
    let told = run.ftps(["ls", "--cert", "rsa.pem", "{url}/"]);
    told.code(2).stderr_has("no private key in it").stderr_lacks("which holds a secret");
    for name in ["open.p12", "both.pem"] {
        let told = run.ftps(["ls", "--cert", name, "{url}/"]);
        told.code(0).stderr_has(&format!("{name}: other users can read this file"));
    }
}

#[test]
fn what_is_wrong_with_a_client_certificate_is_told_before_connecting() {
    let server = Server::build().require_client_certificate().start();
    let run = client(&server);
    let pki = Pki::shared();
    secret(&run, "wrong", b"guess");
    secret(&run, "expired.pem", pki.expired_client.pem.as_bytes());
    secret(&run, "expired.key", pki.expired_client.key_pem.as_bytes());
    secret(&run, "server.pem", pki.server(Identity::Good).pem.as_bytes());
    secret(&run, "server.key", pki.server(Identity::Good).key_pem.as_bytes());
    for (args, code, words) in [
        (
            &["rsa.pem", "--key", "ec.sec1.key"][..],
            2,
            "this key is not that of the certificate in rsa.pem",
        ),
        (&["rsa.pem"], 2, "rsa.pem: no private key in it; name its file by --key FILE"),
        (&["rsa.pem", "--key", "rsa.old.key"], 2, "openssl pkcs8 -topk8 -in rsa.old.key"),
        (
            &["rsa.pem", "--key", "rsa.aes.key", "--key-password-file", "wrong"],
            2,
            "rsa.aes.key: the passphrase is wrong",
        ),
        (&["modern.p12", "--key-password-file", "wrong"], 2, "modern.p12: the passphrase is wrong"),
        (&["pass"], 2, "pass: no certificate in PEM or PKCS#12 in it"),
        (&["expired.pem", "--key", "expired.key"], 5, "it has expired: 2021-01-01T00:00:00Z"),
        (
            &["server.pem", "--key", "server.key"],
            5,
            "it is not for clients, but for servers (extended key usage)",
        ),
    ] {
        let whole: Vec<&str> =
            ["ls", "--cert"].iter().chain(args).copied().chain(["{url}/"]).collect();
        run.ftps(whole).code(code).stderr_has(words);
    }
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_missing_client_certificate_is_explained_under_both_versions() {
    for server in demanding() {
        let told = Run::new(&server).ftps(["ls", "--retries", "0", "{url}/"]);
        told.code(5).stderr_has("client certificate").stderr_has("--cert FILE --key FILE");
        assert_eq!(server.logins(), 0);
    }
}

#[test]
fn a_key_that_others_can_read_is_warned_about_and_one_that_they_can_write_is_refused() {
    let server = Server::build().require_client_certificate().start();
    let run = client(&server);
    let args = ["ls", "--cert", "rsa.pem", "--key", "rsa.pkcs8.key", "{url}/"];
    let set = |name: &str, mode| {
        std::fs::set_permissions(run.path(name), Permissions::from_mode(mode)).unwrap();
    };
    set("rsa.pkcs8.key", 0o644);
    let told = run.ftps(args);
    told.code(0).stderr_has("other users can read this file");
    assert_eq!(told.err().lines().count(), 1, "{}", told.context());
    set("rsa.pkcs8.key", 0o622);
    run.ftps(args).code(2).stderr_has("other users can change this file");
    set("rsa.pkcs8.key", 0o600);
    set("rsa.pem", 0o666);
    run.ftps(args).code(2).stderr_has("rsa.pem: other users can change this file");
    run.write("ca", &Pki::shared().ca_pem);
    set("ca", 0o666);
    run.ftps(["ls", "--ca-file", "ca", "{url}/"]).code(2).stderr_has("which says whom to trust");
    assert_eq!(server.count("USER"), 1);
}
