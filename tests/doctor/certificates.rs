//! Faults of certificates.

use super::{Findings, each, examine};
use crate::support::{Fault, Identity, Run, Server, verb};

#[test]
fn each_fault_of_a_certificate_is_found_and_no_other() {
    let faults: [(Identity, &[&str]); 9] = [
        (Identity::Expired, &["cert-dates", "cert-trusted"]),
        (Identity::NotYetValid, &["cert-dates", "cert-trusted"]),
        (Identity::WrongHost, &["cert-name", "cert-trusted"]),
        (Identity::SelfSigned, &["cert-trusted"]),
        (Identity::MissingIntermediate, &["cert-chain", "cert-trusted"]),
        (Identity::WrongUsage, &["cert-purpose", "cert-trusted"]),
        (Identity::Sha1, &["cert-signature", "cert-trusted"]),
        (Identity::Md5, &["cert-signature", "cert-trusted"]),
        (Identity::ShortKey, &["cert-key", "cert-trusted"]),
    ];
    each(faults, |(identity, expected)| {
        let server = Server::build().certificate(identity).start();
        let found = examine(&server, 1);
        let mut bad = found.with("bad");
        bad.sort_unstable();
        assert_eq!(bad, expected, "{identity:?}");
        // Nobody logs in where the certificate is not trusted.
        assert_eq!(server.count("PASS") - usize::from(server.count("USER") > 1), 0, "{identity:?}");
    });
}

#[test]
fn the_cures_for_a_wrong_name_say_which_names_the_certificate_has() {
    let server = Server::build().certificate(Identity::WrongHost).start();
    let found = examine(&server, 1);
    let names = found.audit()["facts"]["chain"][0]["names"].as_array().expect("names");
    let first = names[0].as_str().expect("a name");
    let cures = found.cures("cert-name");
    let of = |who| cures.iter().find(|cure| cure.0 == who).map(|cure| cure.1).unwrap_or_default();
    assert!(of("ftps").contains(&format!("connect to {first}")), "{cures:?}");
    assert!(of("vsftpd").contains("has the name 127.0.0.1"), "{cures:?}");
}

#[test]
fn a_certificate_that_is_trusted_by_its_pin_is_taken_and_its_faults_are_told() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    let pin = pin(Identity::SelfSigned);
    let told = run.ftps(["doctor", "{url}/", "--json", "--pin", &pin]);
    let found = Findings::of(told.code(0));
    assert_eq!(found.verdict("cert-trusted"), Some("ok"));
    assert_eq!(found.verdict("login"), Some("ok"));
}

#[test]
fn another_certificate_on_data_connections_is_found() {
    let fault = Fault::data_certificate(Identity::OtherKey);
    let server = Server::build().on(verb("LIST"), fault).start();
    let found = examine(&server, 1);
    assert_eq!(found.with("bad"), ["data-certificate"]);
}

fn pin(identity: Identity) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::Engine as _;
    let der = crate::support::Pki::shared().server(identity).chain();
    let sum = digest(&SHA256, &der[0]);
    format!("sha256//{}", base64::engine::general_purpose::STANDARD.encode(sum))
}
