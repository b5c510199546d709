//! TLS versions, `--tls-policy` and `--require-resumption` against each real server: it works, or the refusal says why
//! not, before any user is named.

use crate::guest::Guest;

pub fn works_with_tls12_or_says_that_it_cannot(server: &str) {
    works_with_tls(Guest::of(server).with(&["--tls-max", "1.2"]), "1.2");
}

pub fn works_with_tls13_or_says_that_it_cannot(server: &str) {
    works_with_tls(Guest::of(server).with(&["--tls-min", "1.3"]), "1.3");
}

fn works_with_tls(guest: Guest, version: &str) {
    if guest.server.tls.iter().any(|spoken| spoken == version) {
        let guest = guest.with(&["-vv"]);
        let output = guest.ftps(["ls", "{home}/"]);
        output.code(0).stdout_has("hello.txt").stderr_has(&format!("control TLS {version}"));
        output.stderr_has(&format!("data TLS {version}"));
    } else {
        guest.ftps(["ls", "-v", "{home}/"]).code(5).stdout_is("").stderr_lacks("> USER");
    }
}

pub fn works_with_the_policy_modern_or_the_refusal_names_it(server: &str) {
    let speaks = Guest::of(server).server.tls.iter().any(|spoken| spoken == "1.3");
    let works = policy(server, "modern", &["control TLS 1.3", "data TLS 1.3"]);
    assert_eq!(works, speaks);
}

/// P-256 or P-384, and a suite of SP 800-52r2: every server of the lab has them.
pub fn works_with_the_policy_nist(server: &str) {
    assert!(policy(server, "nist", &["_AES_", "secp"]));
}

/// It takes OpenSSL 3.5 or a like library, which servers of today seldom have.
pub fn works_with_the_policy_pq_or_the_refusal_names_it(server: &str) {
    policy(server, "pq", &["control TLS 1.3", "X25519MLKEM768"]);
}

/// Moves a file both ways under a policy, if the server can; returns whether it could.
fn policy(server: &str, name: &str, agreed: &[&str]) -> bool {
    let guest = Guest::of(server).with(&["--tls-policy", name, "--retries", "0", "-vv"]);
    guest.run.write("policy.txt", name);
    let put = guest.ftps(["put", "--mkdir", "policy.txt", "{here}/"]);
    if put.status != Some(0) {
        put.stderr_has(&format!("--tls-policy {name} allows no more")).stderr_lacks("> USER");
        return false;
    }
    for words in agreed {
        put.stderr_has(words);
    }
    guest.ftps(["cat", "{here}/policy.txt"]).code(0).stdout_is(name);
    true
}

/// ftp-srv resumes no session at all; the others do, under one version of TLS or the other.
pub fn resumes_sessions_where_that_is_required_or_is_refused(server: &str) {
    let guest = Guest::of(server).with(&["--require-resumption"]);
    let names = ["r1", "r2", "r3", "r4"];
    for name in names {
        guest.run.write(name, name);
    }
    let put = guest.ftps(["put", "--mkdir", "r1", "r2", "r3", "r4", "{here}/"]);
    if guest.server.software == "ftp-srv" {
        put.code(5).stderr_has("does not resume the TLS session on data connections");
        assert!(names.iter().all(|name| !guest.stored(name).exists()), "{}", put.context());
        return;
    }
    put.code(0).stderr_is("");
    guest.ftps(["get", "{here}/r*", "-t", "back", "--mkdir"]).code(0).stderr_is("");
    for name in names {
        assert_eq!(guest.run.read(&format!("back/{name}")), name.as_bytes());
    }
}
