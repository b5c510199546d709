//! Digests that a server computes, asked for through the library.

use std::sync::Arc;
use std::time::Duration;

use ftps::error::{Class, Error};
use ftps::ftp::client::Client;
use ftps::ftp::data::passive::{Passive, PasvAddress};
use ftps::ftp::login::connector::Connector;
use ftps::ftp::login::consent::NoConsent;
use ftps::ftp::login::host_profile::HostProfile;
use ftps::ftp::login::password::Password;
use ftps::ftp::ops::digest::Algorithm;
use ftps::ftp::path::RemotePath;
use ftps::ftp::retry::Retries;
use ftps::ftp::wire::secret::Secret;
use ftps::ftp::wire::trace::Trace;
use ftps::net::cancel::Cancel;
use ftps::net::tls::{Policy, TlsSettings, Version};
use ftps::net::trust::{Roots, Trust};
use ftps::net::{Route, Waits};
use ftps::transfer::hasher::Hasher;

use crate::support::{Fault, Server, verb};

struct Deaf;

impl Trace for Deaf {
    fn sent(&self, _: &str) {}
    fn received(&self, _: &str) {}
    fn fact(&self, _: &str) {}
    fn note(&self, _: &str) {}
}

fn client(server: &Server) -> Client {
    let trust = Trust::by(Roots::Files(vec![server.files().ca.clone()]));
    let cancel = Cancel::new(None).expect("a pipe");
    let connector = Connector {
        host: server.address().ip().to_string(),
        port: server.address().port(),
        implicit: false,
        virtual_host: None,
        user: server.user().to_owned(),
        password: Password::known(Secret::new(server.password().as_bytes().to_vec())),
        account: None,
        consent: Arc::new(NoConsent),
        tls: Arc::new(TlsSettings::new(trust, Policy::Default, Version::Tls12, Version::Tls13)),
        waits: Waits { connect: Duration::from_secs(10), stall: PATIENCE, cancel },
        route: Route::default(),
        passive: Passive::Auto,
        pasv_address: PasvAddress::Peer,
        quotes_after: Vec::new(),
        folder: None,
        charset: None,
        zone: None,
        quotes: Vec::new(),
        trace: Arc::new(Deaf),
    };
    let retries = Retries { count: 0, delay: Duration::ZERO };
    Client::new(connector, retries, HostProfile::default())
}

fn of(algorithm: Algorithm, bytes: &[u8]) -> String {
    let mut sum = Hasher::new(algorithm);
    sum.update(bytes);
    sum.finish().hex
}

fn sent(server: &Server, verbs: &[&str]) -> Vec<String> {
    let lines = server.commands().into_iter().filter(|line| verbs.contains(&line.verb().as_str()));
    lines.map(|line| String::from_utf8_lossy(&line.line).trim_end().to_owned()).collect()
}

/// No answer takes as long.
const PATIENCE: Duration = Duration::from_secs(10);

const BYTES: &[u8] = b"123456789";

#[test]
fn every_command_gives_the_digest_of_the_file() {
    for (feature, algorithm) in [
        ("HASH", Algorithm::Sha512),
        ("XSHA512", Algorithm::Sha512),
        ("XSHA256", Algorithm::Sha256),
        ("XSHA1", Algorithm::Sha1),
        ("XSHA", Algorithm::Sha1),
        ("XMD5", Algorithm::Md5),
        ("MD5", Algorithm::Md5),
        ("XCRC", Algorithm::Crc32),
    ] {
        let server = Server::build().with(feature).start();
        server.write("a b", BYTES);
        let mut client = client(&server);
        let path = RemotePath::new("/a b");
        let session = client.session().expect("a session");
        assert_eq!(session.digest_algorithm(), Some(algorithm), "{feature}");
        let digest = session.digest(&path, algorithm).expect(feature);
        assert_eq!(digest.hex, of(algorithm, BYTES), "{feature}");
    }
}

#[test]
fn an_algorithm_is_selected_once() {
    let server = Server::build().with("HASH").start();
    server.write("a", BYTES);
    let mut client = client(&server);
    let session = client.session().expect("a session");
    let chosen = [Algorithm::Sha256, Algorithm::Md5, Algorithm::Md5, Algorithm::Sha256];
    for algorithm in chosen {
        let digest = session.digest(&RemotePath::new("/a"), algorithm).expect("a digest");
        assert_eq!(digest.hex, of(algorithm, BYTES));
    }
    let options = sent(&server, &["OPTS"]);
    assert_eq!(options, ["OPTS UTF8 ON", "OPTS HASH MD5", "OPTS HASH SHA-256"]);
}

#[test]
fn a_range_is_the_bytes_from_the_first_offset_to_before_the_second() {
    for (features, lines) in [
        (&["HASH", "RANG"][..], &["RANG 2 4", "HASH /a b", "RANG 1 0"][..]),
        (&["XSHA256"], &["XSHA256 \"/a b\" 2 5"]),
        (&["HASH", "RANG", "XSHA256"], &["XSHA256 \"/a b\" 2 5"]),
    ] {
        let server = Server::build();
        let server = features.iter().fold(server, |server, one| server.with(one)).start();
        server.write("a b", BYTES);
        let mut client = client(&server);
        let session = client.session().expect("a session");
        assert!(session.can_digest_range());
        let path = RemotePath::new("/a b");
        let part = session.digest_range(&path, Algorithm::Sha256, 2, 5).expect("a digest");
        assert_eq!(part.hex, of(Algorithm::Sha256, b"345"), "{features:?}");
        assert_eq!(sent(&server, &["RANG", "HASH", "XSHA256"]), lines);
        let whole = session.digest(&path, Algorithm::Sha256).expect("a digest");
        assert_eq!(whole.hex, of(Algorithm::Sha256, BYTES), "the range is forgotten");
    }
}

/// As ProFTPD 1.3.8 does; there the range that is left over would cut the next download.
#[test]
fn a_hash_that_ignores_rang_is_found_out_and_the_range_taken_back() {
    let whole = format!("213-Computing\r\n213 SHA-256 0-9 {} a", of(Algorithm::Sha256, BYTES));
    let server = Server::build().with("HASH").with("RANG").on("HASH", Fault::reply(&whole)).start();
    server.write("a", BYTES);
    let mut client = client(&server);
    let session = client.session().expect("a session");
    let path = RemotePath::new("/a");
    let error = session.digest_range(&path, Algorithm::Sha256, 2, 5).expect_err("not a range");
    assert!(error.class() == Class::Refused && !error.breaks_session(), "{error}");
    assert_eq!(sent(&server, &["RANG"]), ["RANG 2 4", "RANG 1 0"]);
    assert!(!session.can_digest_range() && !session.is_broken());
    assert_eq!(session.digest(&path, Algorithm::Sha256).expect("a digest").hex.len(), 64);
}

#[test]
fn a_command_that_is_unknown_after_all_is_followed_by_the_next() {
    let refused = Fault::reply("502 not here");
    let server = Server::build().with("MD5").with("XMD5").on("MD5", refused).start();
    server.write("a", BYTES);
    let mut client = client(&server);
    let session = client.session().expect("a session");
    let digest = session.digest(&RemotePath::new("/a"), Algorithm::Md5).expect("a digest");
    assert_eq!(digest.hex, of(Algorithm::Md5, BYTES));
}

#[test]
fn a_refusal_a_useless_reply_and_a_lie_leave_the_session_usable() {
    let server = Server::build()
        .with("XMD5")
        .on(verb("XMD5").nth(2), Fault::reply("250 computed, but not told"))
        .on(verb("XMD5").nth(3), Fault::lie())
        .start();
    server.write("a", BYTES);
    let mut client = client(&server);
    let session = client.session().expect("a session");
    let mut ask = |name: &str, algorithm| session.digest(&RemotePath::new(name), algorithm);
    let missing = ask("/b", Algorithm::Md5).expect_err("not there");
    assert_eq!(missing.refusal().map(|said| said.code), Some(550));
    let useless = ask("/a", Algorithm::Md5).expect_err("no digest");
    assert_eq!(
        useless.to_string(),
        "the reply to XMD5 holds no MD5 digest: server said 250 computed, but not told"
    );
    assert_ne!(ask("/a", Algorithm::Md5).expect("a digest").hex, of(Algorithm::Md5, BYTES));
    assert_eq!(ask("/a", Algorithm::Md5).expect("a digest").hex, of(Algorithm::Md5, BYTES));
    let other = ask("/a", Algorithm::Sha256).expect_err("not offered");
    assert!(matches!(other, Error::Plain(Class::Refused, _)), "{other}");
    assert_eq!(server.logins(), 1);
}

/// Commands that go out together have five seconds each before the server counts as one that loses them. A digest
/// must not be among them, nor with what travels with the first command of a session.
#[test]
fn a_digest_that_takes_the_server_long_is_waited_for() {
    let server =
        Server::build().with("XMD5").on("XMD5", Fault::delay(Duration::from_secs(6))).start();
    server.write("a", BYTES);
    let mut client = client(&server);
    let session = client.session().expect("a session");
    let digest = session.digest(&RemotePath::new("/a"), Algorithm::Md5).expect("a digest");
    assert_eq!(digest.hex, of(Algorithm::Md5, BYTES));
    assert_eq!(server.count("XMD5"), 1);
}
