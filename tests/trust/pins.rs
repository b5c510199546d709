//! Pins, and records that follow renewals.

use super::store::known_by;
use crate::support::pki::Private;
use crate::support::{Identity, Pki, Run, Server};

fn shows(private: Private) -> Server {
    Server::build().certificate(Identity::Private(private)).start()
}

/// The pin of a key, read off the certificate by rcgen's own parser.
fn key_pin(identity: Identity) -> String {
    let key = rcgen::KeyPair::from_pem(&Pki::shared().server(identity).key_pem).unwrap();
    super::sha256(&rcgen::PublicKeyData::subject_public_key_info(&key))
}

/// The pin of the authority's certificate that the server shows.
fn authority_pin(private: Private) -> String {
    let chain = Pki::shared().server(Identity::Private(private)).chain();
    super::sha256(&chain[1])
}

#[test]
fn a_pin_of_the_key_passes_a_renewed_certificate_and_no_other_key() {
    let pin = key_pin(Identity::Private(Private::First));
    for (private, code) in
        [(Private::First, 0), (Private::SameKey, 0), (Private::OtherKey, 5), (Private::Impostor, 5)]
    {
        let server = shows(private);
        Run::new(&server).without_ca().ftps(["ls", "--pin", &pin, "{url}/"]).code(code);
    }
}

#[test]
fn a_pin_of_an_authority_passes_all_that_it_issued_for_the_name() {
    let pin = authority_pin(Private::First);
    for (private, code) in
        [(Private::First, 0), (Private::SameKey, 0), (Private::OtherKey, 0), (Private::Impostor, 5)]
    {
        let server = shows(private);
        let run = Run::new(&server).without_ca();
        run.ftps(["ls", "--pin", &pin, "{url}/"]).code(code);
    }
    let pin = super::sha256(&Pki::shared().roots().roots.first().map(super::whole_key).unwrap());
    for (identity, code) in [(Identity::Good, 0), (Identity::WrongHost, 5), (Identity::Expired, 5)]
    {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server);
        run.ftps(["ls", "--pin", &pin, "{url}/"]).code(code);
    }
}

#[test]
fn several_pins_in_several_forms_are_alternatives() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server).without_ca();
    let told = run.ftps(["ls", "{url}/"]).code(5).err();
    let colons = told.lines().find(|line| line.matches(':').count() == 31).expect(&told).trim();
    let other = super::pin(Identity::Good);
    let hex = format!("sha256:{}", colons.replace(':', "").to_lowercase());
    let openssl = format!("sha256 Fingerprint={colons}");
    for form in [colons, &hex, &openssl] {
        run.ftps(["ls", "--pin", &other, "--pin", form, "{url}/"]).code(0);
    }
    run.ftps(["ls", "--pin", "ab:cd", "{url}/"]).code(2).stderr_has("hex with colons");
}

#[test]
fn a_record_that_follows_renewals_takes_the_same_key_and_the_same_authority_only() {
    let first = Identity::Private(Private::First);
    for (private, code) in
        [(Private::First, 0), (Private::SameKey, 0), (Private::OtherKey, 0), (Private::Impostor, 5)]
    {
        let server = shows(private);
        let run = known_by(&server, first, "renewals");
        run.ftps(["ls", "{url}/"]).code(code);
    }
    let server = shows(Private::SameKey);
    let run = known_by(&server, first, "certificate");
    run.ftps(["ls", "{url}/"]).code(5).stderr_has("HAS CHANGED");
}

#[test]
fn a_record_without_an_issuer_says_that_it_follows_the_key_only() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let pin = super::pin(Identity::SelfSigned);
    run.ftps(["trust", "add", "{host}:{port}", "--renewals", "--fingerprint", &pin])
        .code(0)
        .stderr_has("only renewals with the same key");
}
