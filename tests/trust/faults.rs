//! Certificates with several faults: each is named, and none is recorded unseen.

use crate::support::terminal::Terminal;
use crate::support::{Identity, Pki, Run, Server};

const SCREEN: (u16, u16) = (50, 200);

/// The faults of [`Identity::ManyFaults`].
const FAULTS: [&str; 4] = [
    "its issuer is not trusted here",
    "it is not for 127.0.0.1, but for elsewhere.example",
    "it has expired: 2021-01-01T00:00:00Z",
    "it is not for servers, but for clients (extended key usage)",
];

/// Faults that are more than that nobody trusted vouches for the certificate.
const REFUSED: [(Identity, &str); 6] = [
    (Identity::ManyFaults, FAULTS[2]),
    (Identity::WrongHost, FAULTS[1]),
    (Identity::Expired, FAULTS[2]),
    (Identity::NotYetValid, "it is not valid yet"),
    (Identity::WrongUsage, FAULTS[3]),
    (Identity::Sha1, "it is signed by SHA-1 with RSA, which can be forged"),
];

fn has_all(text: &str) {
    // A terminal breaks lines between words.
    let text = text.replace('\n', " ");
    for fault in FAULTS {
        assert!(text.contains(fault), "{fault}:\n{text}");
    }
}

fn sees_all(terminal: &Terminal, question: &str) {
    has_all(&terminal.sees(question));
}

#[test]
fn every_fault_of_a_certificate_is_named_in_the_refusal_the_question_and_trust_add() {
    let server = Server::build().certificate(Identity::ManyFaults).start();
    let run = Run::new(&server);
    has_all(&run.ftps(["ls", "{url}/"]).code(5).err());
    has_all(&run.ftps(["trust", "add", "{host}:{port}"]).code(5).err());
    let terminal = run.terminal(["ls", "{url}/"], SCREEN);
    sees_all(&terminal, "Trust it? [y]es always, [o]nce, [n]o:");
    terminal.enter("n");
    assert_eq!(terminal.ends(), 5);
    let terminal = run.terminal(["trust", "add", "{host}:{port}"], SCREEN);
    sees_all(&terminal, "Trust it from now on?");
    terminal.enter("n");
    assert_eq!(terminal.ends(), 5);
    assert_eq!(server.count("USER"), 0);
}

#[test]
fn trust_new_refuses_every_fault_but_an_unknown_issuer_and_names_the_way() {
    for (identity, fault) in REFUSED {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server);
        run.ftps(["ls", "--trust-new", "{url}/"])
            .code(5)
            .stderr_has(&format!(
                "--trust-new does not record a certificate with such a fault: {fault}"
            ))
            .stderr_has("ftps trust add 127.0.0.1:");
        run.ftps(["trust", "list"]).code(0).stdout_is("");
        assert_eq!(server.count("USER"), 0);
    }
    for identity in
        [Identity::SelfSigned, Identity::SelfSignedAuthority, Identity::UnknownAuthority]
    {
        let server = Server::build().certificate(identity).start();
        Run::new(&server).ftps(["ls", "--trust-new", "{url}/"]).code(0);
    }
}

#[test]
fn trust_add_records_a_faulty_certificate_on_purpose_and_names_its_faults() {
    for (identity, fault) in REFUSED {
        let server = Server::build().certificate(identity).start();
        let run = Run::new(&server);
        let pin = super::pin(identity);
        run.ftps(["trust", "add", "{host}:{port}", "--fingerprint", &pin])
            .code(0)
            .stderr_has("trusted all the same: ")
            .stderr_has(fault);
        run.ftps(["ls", "{url}/"]).code(0);
    }
}

#[test]
fn a_revoked_certificate_is_refused_whatever_pin_or_record_trusts_it() {
    let server = Server::build().certificate(Identity::Revoked).start();
    let pin = super::pin(Identity::Revoked);
    let run = Run::new(&server);
    run.write("crl", &Pki::shared().crl_pem);
    let revoked = "certificate refused: it was revoked by its issuer\n";
    let list = ["ls", "--crl-file", "crl", "{url}/", "--pin", &pin];
    run.ftps(list).code(5).stderr_has(revoked);
    run.ftps(["trust", "add", "{host}:{port}", "--fingerprint", &pin]).code(0);
    run.ftps(["ls", "--crl-file", "crl", "{url}/"]).code(5).stderr_has(revoked);
    // Where the issuer's certificate is not at hand, the signature of the list cannot be checked.
    let alone = Run::new(&server).without_ca();
    alone.write("crl", &Pki::shared().crl_pem);
    let unproven = "stands on a list of revoked certificates under its issuer's name; whether";
    alone.ftps(list).code(5).stderr_has(unproven);
    alone.ftps(["trust", "add", "{host}:{port}", "--fingerprint", &pin]).code(0);
    alone.ftps(["ls", "--crl-file", "crl", "{url}/"]).code(5).stderr_has(unproven);
    assert_eq!(server.count("USER"), 0);
    alone.ftps(["ls", "--pin", &pin, "{url}/"]).code(0);
    let other = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&other).without_ca();
    run.write("crl", &Pki::shared().crl_pem);
    let pin = super::pin(Identity::SelfSigned);
    run.ftps(["ls", "--crl-file", "crl", "--pin", &pin, "{url}/"]).code(0).stderr_is("");
}

#[test]
fn a_certificate_of_a_pinned_authority_is_refused_by_its_own_fault() {
    let pin = super::sha256(&Pki::shared().roots().roots.first().map(super::whole_key).unwrap());
    for (identity, fault) in &REFUSED[1..5] {
        let server = Server::build().certificate(*identity).start();
        let told = Run::new(&server).ftps(["ls", "--pin", &pin, "{url}/"]);
        told.code(5).stderr_has("the pinned authority issued it, but").stderr_has(fault);
        told.stderr_lacks("it is not the pinned one");
    }
}

#[test]
fn removing_names_the_other_ports_of_the_host() {
    let server = Server::build().certificate(Identity::SelfSigned).start();
    let run = Run::new(&server);
    run.ftps(["ls", "--trust-new", "{url}/"]).code(0);
    let place = server.address().to_string();
    for command in ["remove", "show"] {
        run.ftps(["trust", command, "127.0.0.1"])
            .code(13)
            .stderr_has("nothing is on record")
            .stderr_has(&format!("of this host there is {place}"));
    }
}
