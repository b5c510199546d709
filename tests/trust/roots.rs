//! Which authorities are trusted: files, the environment, damaged bundles.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::support::{Identity, Pki, Run, Server};

#[test]
fn several_files_of_authorities_are_all_trusted() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    run.write("other", &Pki::shared().server(Identity::SelfSigned).pem);
    run.ftps(["ls", "--ca-file", "other", "{url}/"]).code(5);
    run.ftps(["ls", "--ca-file", "other", "--ca-file", "{ca}", "{url}/"]).code(0).stderr_is("");
}

#[test]
fn a_bundle_with_damaged_entries_serves_and_each_is_told_once() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    run.write("bundle", format!("{damaged}{}{damaged}", Pki::shared().ca_pem));
    let told = run.ftps(["ls", "--ca-file", "bundle", "{url}/"]);
    told.code(0)
        .stderr_has("bundle: certificate 1 of 4 cannot be read and is not used")
        .stderr_has("bundle: certificate 4 of 4 cannot be read");
    assert_eq!(told.err().lines().count(), 2, "{}", told.context());
}

#[test]
fn authorities_are_read_in_der_too() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    let pem = Pki::shared().ca_pem.as_bytes();
    run.write("ca.der", CertificateDer::from_pem_slice(pem).unwrap());
    run.ftps(["ls", "--ca-file", "ca.der", "{url}/"]).code(0);
}

#[test]
fn the_environment_names_authorities_instead_of_the_bundled_ones() {
    let server = Server::build().start();
    let ca = server.files().ca.clone();
    let run = Run::new(&server).without_ca().env("SSL_CERT_FILE", &ca);
    run.ftps(["ls", "{url}/"]).code(0).stderr_is("");
    run.ftps(["ls", "--roots", "bundled", "{url}/"]).code(5);
    let run = Run::new(&server).without_ca().env("SSL_CERT_FILE", "/none");
    run.ftps(["ls", "{url}/"]).code(5).stderr_has("/none");
}

#[test]
fn a_list_of_revoked_certificates_that_is_none_is_told() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("crl", "no list");
    run.ftps(["ls", "--crl-file", "crl", "{url}/"])
        .code(2)
        .stderr_has("crl: no certificate revocation list");
    run.ftps(["ls", "--crl-file", "none", "{url}/"]).code(3).stderr_has("none");
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn an_issuer_that_no_list_covers_is_refused() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server).without_ca();
    run.write("crl", &Pki::shared().crl_pem);
    run.write("ca", &Pki::shared().server(Identity::SelfSigned).pem);
    let told = run.ftps(["ls", "--ca-file", "ca", "--crl-file", "crl", "{url}/"]);
    told.code(5).stderr_has("no revocation list given by --crl-file is from its issuer");
}
