//! Every fault of a certificate ends with 5 and with words of its own, before any user is sent.

use super::store::known_by;
use crate::support::pki::Private;
use crate::support::server::Options;
use crate::support::{Fault, Identity, Pki, Run, Server};

/// A certificate with a fault, how a run comes to see it, and the words for it.
type Row = (Identity, Seen, &'static str);

/// How a run comes to see a fault.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// By the certificate alone.
    Alone,
    /// By a list of revoked certificates.
    ByList,
    /// By a record of another certificate.
    ByRecord,
}
use Seen::{Alone, ByList, ByRecord};

/// Every fault, and what it is called.
const TABLE: [Row; 14] = [
    (Identity::Expired, Alone, "it has expired: 2021-01-01T00:00:00Z\n"),
    (Identity::NotYetValid, Alone, "it is not valid yet: 2090-01-01T00:00:00Z\n"),
    (Identity::WrongHost, Alone, "it is not for 127.0.0.1, but for elsewhere.example\n"),
    (Identity::WrongUsage, Alone, "it is not for servers, but for clients (extended key usage)\n"),
    (Identity::SelfSigned, Alone, "it is self-signed: its issuer is not trusted here\n"),
    (
        Identity::UnknownAuthority,
        Alone,
        "its issuer is not trusted here, and the server does not show the issuer's certificate\n",
    ),
    (Identity::Private(Private::First), Alone, "its issuer is not trusted here\n"),
    (Identity::Revoked, ByList, "it was revoked by its issuer\n"),
    (Identity::Sha1, Alone, "it is signed by SHA-1 with RSA, which can be forged\n"),
    (Identity::Md5, Alone, "it is signed by MD5 with RSA, which can be forged\n"),
    (
        Identity::ShortKey,
        Alone,
        "its key is too short: RSA with 1024 bits, at least 2048 are needed; the server needs a new certificate\n",
    ),
    (Identity::VersionOne, Alone, VERSION_ONE),
    (Identity::VersionOneRsa, Alone, VERSION_ONE),
    (
        Identity::Private(Private::OtherKey),
        ByRecord,
        "THE CERTIFICATE HAS CHANGED since it was trusted on 20",
    ),
];

const VERSION_ONE: &str =
    "it is an X.509 version 1 certificate, which cannot say for which host it is\n";

fn both() -> [Options; 2] {
    [Server::build().tls12_only(), Server::build().tls13_only()]
}

#[test]
fn each_fault_of_a_certificate_is_5_in_its_own_words_and_no_user_is_sent() {
    for (identity, seen, words) in TABLE {
        for kind in both() {
            let server = kind.certificate(identity).start();
            let run = match seen {
                ByRecord => known_by(&server, Identity::Private(Private::First), "certificate"),
                Alone | ByList => Run::new(&server),
            };
            run.write("crl", &Pki::shared().crl_pem);
            let list: &[&str] = if seen == ByList { &["--crl-file", "crl"] } else { &[] };
            let told = run.ftps([&["ls"], list, &["{url}/"]].concat());
            told.code(5).stdout_is("").stderr_has(&format!("certificate refused: {words}"));
            told.stderr_lacks("{").stderr_lacks("Error").stderr_lacks("Context");
            assert_eq!(server.count("USER"), 0, "{}", server.log());
        }
    }
}

#[test]
fn a_self_signed_certificate_is_named_so_whatever_authorities_have_its_name() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    for namesake in &Pki::shared().namesakes {
        let run = Run::new(&server).without_ca();
        run.write("ca", namesake);
        let told = run.ftps(["ls", "--ca-file", "ca", "{url}/"]);
        told.code(5).stderr_has("it is self-signed: its issuer is not trusted here\n");
    }
}

#[test]
fn a_revoked_certificate_is_5_and_no_record_helps_it() {
    let server = Server::build().certificate(Identity::Revoked).start();
    let run = Run::new(&server);
    run.write("crl", &Pki::shared().crl_pem);
    let told = run.ftps(["ls", "--crl-file", "crl", "{url}/"]);
    told.code(5).stderr_has("certificate refused: it was revoked by its issuer\n");
    told.stderr_lacks("--pin").stderr_lacks("trust add");
    run.ftps(["trust", "add", "{host}:{port}", "--fingerprint", &super::pin(Identity::Revoked)])
        .code(0);
    run.ftps(["ls", "--crl-file", "crl", "{url}/"]).code(5).stderr_has("revoked");
    assert_eq!(server.count("USER"), 0);
    run.ftps(["ls", "{url}/"]).code(0);
    let good = Server::build().start();
    let run = Run::new(&good);
    run.write("crl", &Pki::shared().crl_pem);
    run.ftps(["ls", "--crl-file", "crl", "{url}/"]).code(0);
}

#[test]
fn a_changed_certificate_is_an_alarm_with_both_side_by_side() {
    let line = [
        (Private::SameKey, "the key is the same"),
        (Private::OtherKey, "issuer and names read the same, the key does not"),
        (Private::Impostor, "issuer and names read the same, the key does not"),
    ];
    let pin = |identity| super::pin(identity);
    for (other, common) in line {
        let server = Server::build().certificate(Identity::Private(other)).start();
        let run = known_by(&server, Identity::Private(Private::First), "certificate");
        let told = run.ftps(["ls", "{url}/"]);
        told.code(5)
            .stderr_has("THE CERTIFICATE HAS CHANGED since it was trusted on ")
            .stderr_has("subject: both CN=ftps test server, private")
            .stderr_has("old  2026-01-01T00:00:00Z to 2040-01-01T00:00:00Z")
            .stderr_has("new  2026-01-01T00:00:00Z to 2050-01-01T00:00:00Z")
            .stderr_has(&format!("old  {}", pin(Identity::Private(Private::First))))
            .stderr_has(&format!("new  {}", pin(Identity::Private(other))))
            .stderr_has(common)
            .stderr_has("ftps trust add 127.0.0.1:");
        run.ftps(["ls", "--trust-new", "{url}/"]).code(5).stderr_has("HAS CHANGED");
        assert_eq!(server.count("USER"), 0);
    }
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = known_by(&server, Identity::Private(Private::First), "certificate");
    run.ftps(["ls", "{url}/"]).code(5).stderr_has("neither the key nor issuer and names");
}

#[test]
fn a_man_in_the_middle_with_a_valid_certificate_for_another_name_gets_no_user() {
    let server = Server::build().certificate(Identity::WrongHost).start();
    let run = known_by(&server, Identity::SelfSigned, "renewals");
    for args in [&["ls"][..], &["ls", "--trust-new"], &["get", "--retries", "3"]] {
        let args: Vec<&str> = args.iter().copied().chain(["{url}/a"]).collect();
        run.ftps(args).code(5);
    }
    let data = Server::build().on("RETR", Fault::data_certificate(Identity::WrongHost)).start();
    data.write("a", "secret");
    let run = Run::new(&data);
    run.ftps(["get", "--trust-new", "{url}/a"]).code(5).stderr_has("elsewhere.example");
    run.only_files(".", &[]);
    assert_eq!((server.count("USER"), server.count("PASS")), (0, 0));
}

#[test]
fn a_version_1_certificate_is_trusted_by_its_pin_and_its_key_must_sign() {
    for identity in [Identity::VersionOne, Identity::VersionOneRsa] {
        for kind in both() {
            let server = kind.certificate(identity).start();
            let run = Run::new(&server).without_ca();
            run.write("a", "x");
            let pin = super::pin(identity);
            run.ftps(["put", "--pin", &pin, "a", "{url}/"]).code(0).stderr_is("");
            assert_eq!(server.read("a"), b"x");
        }
    }
    let server = Server::build().certificate(Identity::VersionOneStolen).start();
    let run = Run::new(&server).without_ca();
    let told = run.ftps(["ls", "--pin", &super::pin(Identity::VersionOne), "{url}/"]);
    told.code(5).stderr_has("did not prove that it has the key").stderr_lacks("--pin");
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn a_short_key_is_refused_with_any_pin_and_no_advice_that_fails() {
    let server = Server::build().certificate(Identity::ShortKey).start();
    let run = Run::new(&server).without_ca();
    for args in [&["ls", "{url}/"][..], &["ls", "--pin", &super::pin(Identity::ShortKey), "{url}/"]]
    {
        let told = run.ftps(args);
        told.code(5)
            .stderr_has("its key is too short")
            .stderr_lacks("--pin sha")
            .stderr_lacks("trust add");
    }
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn a_weakly_signed_certificate_is_as_good_as_another_under_its_pin() {
    for identity in [Identity::Sha1, Identity::Md5] {
        let server = Server::build().certificate(identity).start();
        Run::new(&server)
            .without_ca()
            .ftps(["ls", "--pin", &super::pin(identity), "{url}/"])
            .code(0);
    }
}

#[test]
fn a_certificate_named_by_ca_file_is_trusted_itself_and_only_for_its_names() {
    for identity in
        [Identity::SelfSignedAuthority, Identity::SelfSigned, Identity::UnknownAuthority]
    {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server).without_ca();
        run.write("ca", &Pki::shared().server(identity).pem);
        run.write("a", "x");
        run.ftps(["put", "--ca-file", "ca", "a", "{url}/"]).code(0).stderr_is("");
    }
    let server = Server::build().certificate(Identity::SelfSignedAuthority).start();
    let told = Run::new(&server).ftps(["ls", "{url}/"]);
    told.code(5).stderr_has("an authority's own certificate").stderr_has("--ca-file");
    for identity in [Identity::Expired, Identity::WrongHost, Identity::WrongUsage] {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server).without_ca();
        run.write("ca", &Pki::shared().server(identity).pem);
        run.ftps(["ls", "--ca-file", "ca", "{url}/"]).code(5);
    }
}

#[test]
fn a_server_of_old_tls_versions_is_told_which_ones_are_spoken() {
    let hello_of_tls10 =
        [&b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01"[..], &[7; 32], b"\x00\x00\x2f\x00"]
            .concat();
    for answer in [&b"\x15\x03\x01\x00\x02\x02\x46"[..], &hello_of_tls10] {
        let server = Server::build().implicit().on("TLS", Fault::raw(answer)).start();
        let told = Run::new(&server).ftps(["ls", "--retries", "0", "{url}/"]);
        told.code(5).stderr_has("ftps speaks TLS 1.2 and 1.3 only");
        assert_eq!(server.count("USER"), 0);
    }
}

#[test]
fn a_server_that_refuses_the_name_is_told_that_the_name_matters() {
    let server =
        Server::build().implicit().on("TLS", Fault::raw(b"\x15\x03\x03\x00\x02\x02\x70")).start();
    let told = Run::new(&server).ftps(["ls", "--retries", "0", "ftps://u@localhost:{port}/"]);
    told.code(5).stderr_has("does not know the name localhost").stderr_has("the name matters");
}
