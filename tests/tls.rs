//! Trust and TLS: what is refused, before anything is said, and what the user is told.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::server::Options;
use crate::support::{Fault, Identity, Moment, Pki, Run, Server};

/// Runs `ls` and asserts exit 5 without a login.
#[track_caller]
fn refused(server: &Server, args: &[&str]) -> Output {
    let told = Run::new(server).ftps(args);
    told.code(5).stdout_is("");
    assert_eq!((server.count("USER"), server.count("PASS")), (0, 0), "{}", server.log());
    told
}

/// The pin of the whole certificate.
fn pin(identity: Identity) -> String {
    let chain = Pki::shared().server(identity).chain();
    format!("sha256//{}", STANDARD.encode(digest(&SHA256, &chain[0])))
}

/// Both ways to agree on TLS, both versions.
fn kinds() -> [Options; 4] {
    [
        Server::build().tls12_only(),
        Server::build().tls13_only(),
        Server::build().implicit().tls12_only(),
        Server::build().implicit(),
    ]
}

#[test]
fn a_bad_certificate_is_5_with_all_about_it_and_no_user_is_sent() {
    for (identity, why) in [
        (Identity::Expired, "expired"),
        (Identity::NotYetValid, "not valid yet"),
        (Identity::WrongHost, "not for 127.0.0.1"),
        (Identity::SelfSigned, "issuer is not trusted"),
    ] {
        for kind in kinds() {
            let server = kind.certificate(identity).start();
            let told = refused(&server, &["ls", "{url}/"]);
            told.stderr_has(why)
                .stderr_has(&format!("subject: CN=ftps test server, {identity:?}"))
                .stderr_has("names:   ")
                .stderr_has("issuer:  CN=ftps test")
                .stderr_has("valid:   ")
                .stderr_has(&format!("sha-256: {}", pin(identity)))
                .stderr_has(&format!("--pin {}", pin(identity)))
                .stderr_has("--ca-file");
        }
    }
}

#[test]
fn names_and_dates_of_a_refused_certificate_are_its_own() {
    let server = Server::build().certificate(Identity::WrongHost).start();
    refused(&server, &["ls", "{url}/"]).stderr_has("names:   elsewhere.example");
    let server = Server::build().certificate(Identity::Expired).start();
    refused(&server, &["ls", "{url}/"])
        .stderr_has("names:   localhost, 127.0.0.1, ::1")
        .stderr_has("valid:   2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z");
}

#[test]
fn an_authority_that_nobody_named_is_not_trusted() {
    for roots in ["native", "bundled", "both", "none"] {
        let server = Server::build().start();
        let run = Run::new(&server).without_ca();
        run.ftps(["ls", "--roots", roots, "{url}/"]).code(5).stderr_has("certificate refused");
        assert_eq!(server.count("USER"), 0);
    }
}

#[test]
fn the_pin_that_the_message_tells_works_and_any_other_is_refused() {
    for identity in [Identity::Expired, Identity::WrongHost, Identity::SelfSigned] {
        let server = Server::build().certificate(identity).start();
        let told = refused(&server, &["ls", "{url}/"]).err();
        let told = told.split("--pin ").nth(1).unwrap().lines().next().unwrap().to_owned();
        let run = Run::new(&server).without_ca();
        run.write("a", "x");
        let put = ["put", "--pin", &told, "--warn-expiry", "never", "a", "{url}/"];
        run.ftps(put).code(0).stderr_is("");
        assert_eq!(server.read("a"), b"x");
        let other = pin(Identity::Good);
        run.ftps(["ls", "--pin", &other, "{url}/"]).code(5).stderr_has("not the pinned one");
        run.ftps(["ls", "--pin", &other, "--pin", &told, "{url}/"]).code(0);
        assert_eq!(server.logins(), 2);
    }
}

#[test]
fn a_pin_is_the_whole_check_and_a_good_chain_does_not_help() {
    let server = Server::build().start();
    refused(&server, &["ls", "--pin", &pin(Identity::OtherKey), "{url}/"]);
    refused(&server, &["ls", "--roots", "both", "--pin", &pin(Identity::OtherKey), "{url}/"]);
}

#[test]
fn a_pin_of_the_public_key_works() {
    let key = rcgen::KeyPair::from_pem(&Pki::shared().server(Identity::SelfSigned).key_pem);
    let key = rcgen::PublicKeyData::subject_public_key_info(&key.unwrap());
    let pin = format!("sha256//{}", STANDARD.encode(digest(&SHA256, &key)));
    let server = Server::build().certificate(Identity::SelfSigned).start();
    Run::new(&server).without_ca().ftps(["ls", "--pin", &pin, "{url}/"]).code(0);
}

#[test]
fn a_ca_file_without_a_certificate_is_told() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    run.write("ca", "no pem\n");
    run.ftps(["ls", "--ca-file", "ca", "{url}/"]).code(2).stderr_has("no usable CA certificate");
    run.ftps(["ls", "--ca-file", "none", "{url}/"]).code(3).stderr_has("none");
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn insecure_works_and_is_loud() {
    for identity in [Identity::Expired, Identity::WrongHost, Identity::SelfSigned] {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server).without_ca();
        run.ftps(["ls", "--insecure", "{url}/"]).code(0).stderr_has("NOT checked");
        server.nothing_in_clear();
    }
}

#[test]
fn another_certificate_on_the_data_connection_is_refused() {
    for identity in [Identity::WrongHost, Identity::Expired, Identity::SelfSigned] {
        let server = Server::build()
            .on("RETR", Fault::data_certificate(identity))
            .on("STOR", Fault::data_certificate(identity))
            .on("MLSD", Fault::data_certificate(identity))
            .start();
        server.write("a", "secret");
        let run = Run::new(&server);
        run.write("b", "x");
        run.ftps(["get", "{url}/a"]).code(5).stderr_has("certificate refused");
        run.ftps(["put", "b", "{url}/"]).code(5).stderr_has("certificate refused");
        run.ftps(["ls", "{url}/"]).code(5).stderr_has("certificate refused").stdout_is("");
        run.only_files(".", &["b"]);
        assert_eq!((server.exists("b"), server.events().bytes), (false, 0));
    }
}

#[test]
fn another_key_on_the_data_connection_is_refused_under_a_pin() {
    let server = Server::build().on("RETR", Fault::data_certificate(Identity::OtherKey)).start();
    server.write("a", "secret");
    let run = Run::new(&server).without_ca();
    let told = run.ftps(["get", "--pin", &pin(Identity::Good), "{url}/a"]);
    told.code(5).stderr_has("not the pinned one");
    run.only_files(".", &[]);
}

#[test]
fn a_client_certificate_is_given_where_one_is_required() {
    for server in [
        Server::build().require_client_certificate().tls12_only().start(),
        Server::build().require_client_certificate().tls13_only().start(),
        Server::build().require_client_certificate().like_vsftpd().start(),
    ] {
        let run = Run::new(&server);
        run.write("a", "x");
        run.ftps(["put", "--cert", "{cert}", "--key", "{key}", "a", "{url}/"]).code(0);
        assert_eq!(server.read("a"), b"x");
    }
}

#[test]
fn a_client_certificate_that_is_missing_is_5_and_named() {
    for server in [
        Server::build().require_client_certificate().tls12_only().start(),
        Server::build().require_client_certificate().tls13_only().start(),
    ] {
        let told = Run::new(&server).ftps(["ls", "{url}/"]);
        told.code(5).stderr_has("--cert");
        assert_eq!(server.logins(), 0);
    }
}

#[test]
fn a_client_certificate_or_key_that_cannot_be_read_is_told() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("junk", "no pem");
    run.ftps(["ls", "--cert", "none", "--key", "{key}", "{url}/"]).code(3).stderr_has("none");
    run.ftps(["ls", "--cert", "{cert}", "--key", "junk", "{url}/"]).code(2).stderr_has("junk");
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn auth_refused_is_5_and_no_user_is_sent() {
    for reply in ["502 no", "500 what", "530 log in first", "431 no certificate here"] {
        let server = Server::build().on("AUTH", Fault::reply(reply)).start();
        let told = refused(&server, &["ls", "--retries", "0", "{url}/"]);
        told.stderr_has("will not protect the control channel").stderr_has(reply);
        server.nothing_in_clear();
    }
}

#[test]
fn an_auth_that_is_answered_200_counts_with_a_checked_handshake_only() {
    let server = Server::build().on("AUTH", Fault::final_reply("200 fine")).start();
    Run::new(&server).ftps(["ls", "{url}/"]).code(0);
    let server = Server::build().on("AUTH", Fault::reply("200 fine")).start();
    refused(&server, &["ls", "--retries", "0", "{url}/"]);
}

#[test]
fn auth_ssl_is_tried_after_504() {
    let server = Server::build().without("AUTH TLS").start();
    Run::new(&server).ftps(["ls", "{url}/"]).code(0);
    assert_eq!((server.count("AUTH"), server.logins()), (2, 1));
    let server = Server::build().without("AUTH TLS").without("AUTH SSL").start();
    refused(&server, &["ls", "{url}/"]).stderr_has("504");
}

#[test]
fn bytes_behind_the_234_end_the_connection() {
    let server = Server::build().on("AUTH", Fault::behind_reply("230 in clear\r\n")).start();
    refused(&server, &["ls", "{url}/"]).stderr_has("in clear");
    assert_eq!(server.events().connections, 1);
}

#[test]
fn a_server_that_will_not_protect_data_is_left() {
    for (at, reply) in [("PBSZ", "502 no"), ("PROT", "534 no"), ("PROT", "431 not now")] {
        let server = Server::build().on(at, Fault::reply(reply)).start();
        server.write("a", "x");
        let told = Run::new(&server).ftps(["get", "--retries", "0", "{url}/a"]);
        told.code(5).stderr_has("will not protect data connections").stderr_has(reply);
        assert_eq!((server.count("RETR"), server.data_connections()), (0, 0));
    }
}

#[test]
fn implicit_tls_at_a_port_in_clear_names_the_form_to_use() {
    let server = Server::build().start();
    let told = refused(&server, &["ls", "--retries", "0", "ftps://u@{host}:{port}/"]);
    told.stderr_has("ftp://127.0.0.1:").stderr_has("--explicit");
}

#[test]
fn explicit_tls_at_an_implicit_port_names_the_form_to_use() {
    let server = Server::build().implicit().start();
    let began = Instant::now();
    let args = ["ls", "--connect-timeout", "4s", "ftp://u@{host}:{port}/"];
    let told = Run::new(&server).ftps(args);
    told.code(5)
        .stderr_has("ftps://127.0.0.1:")
        .stderr_has("--implicit")
        .stderr_lacks("trying again");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn versions_outside_the_limits_are_5() {
    let server = Server::build().tls12_only().start();
    refused(&server, &["ls", "--tls-min", "1.3", "{url}/"]);
    Run::new(&server).ftps(["ls", "-vv", "{url}/"]).code(0).stderr_has("control TLS 1.2");
    let server = Server::build().tls13_only().start();
    refused(&server, &["ls", "--tls-max", "1.2", "{url}/"]).stderr_has("--tls-m");
    Run::new(&server).ftps(["ls", "-vv", "{url}/"]).code(0).stderr_has("control TLS 1.3");
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["ls", "-vv", "--tls-max", "1.2", "{url}/"]).code(0).stderr_has("control TLS 1.2");
    run.ftps(["ls", "-vv", "--tls-min", "1.3", "{url}/"]).code(0).stderr_has("control TLS 1.3");
}

#[test]
fn garbage_in_place_of_the_handshake_is_5() {
    for garbage in [&b"220 hello\r\n"[..], b"\x15\x03\x03\x00\x02\x02\x28", &[0; 64], &[0xff; 64]] {
        let server = Server::build().on("TLS", Fault::raw(garbage)).start();
        refused(&server, &["ls", "--retries", "0", "{url}/"]);
    }
}

#[test]
fn a_handshake_that_breaks_off_is_4() {
    for fault in [Fault::close(Moment::BeforeCommand), Fault::reset(Moment::BeforeCommand)] {
        let server = Server::build().on("TLS", fault).start();
        Run::new(&server).ftps(["ls", "--retries", "0", "{url}/"]).code(4);
        assert_eq!(server.count("USER"), 0);
    }
}

#[test]
fn a_server_that_asks_for_another_group_is_served_and_asked_well_the_next_time() {
    let server = Server::build().only_p256().start();
    let run = Run::new(&server);
    run.ftps(["ls", "-vv", "{url}/"]).code(0).stderr_has("another key share asked for");
    run.ftps(["ls", "-vv", "{url}/"]).code(0).stderr_lacks("another key share asked for");
}

#[test]
fn only_auth_is_ever_said_in_clear() {
    for kind in kinds() {
        let server = kind.start();
        server.write("a", "x");
        let run = Run::new(&server);
        run.write("b", "x");
        run.ftps(["get", "{url}/a"]).code(0);
        run.ftps(["put", "b", "{url}/"]).code(0);
        run.ftps(["ls", "-l", "{url}/"]).code(0);
        server.nothing_in_clear();
        assert!(server.commands().iter().any(|command| command.secure));
    }
}

#[test]
fn application_protocols_are_offered_only_if_asked_for() {
    let list = |server: &Server, more: &[&str]| {
        Run::new(server).ftps([&["ls", "--retries", "0"], more, &["{url}/"]].concat())
    };
    let server = Server::build().alpn("ftp", "ftp-data").start();
    list(&server, &["--alpn"]).code(0);
    list(&server, &[]).code(0);
    let server = Server::build().alpn("other", "ftp-data").start();
    list(&server, &[]).code(0);
    list(&server, &["--alpn"]).code(5);
    let server = Server::build().alpn("ftp", "ftp").start();
    list(&server, &["--alpn"]).code(8).stderr_has("425 no TLS on the data connection");
    assert!(server.logins() > 0, "the control connection is refused too");
}
