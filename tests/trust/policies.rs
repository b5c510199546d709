//! `--tls-policy` and `--require-resumption`.

use crate::support::{Identity, Run, Server};

#[test]
fn each_policy_offers_what_its_table_says() {
    let both = Server::build().start();
    let old = Server::build().tls12_only().start();
    let p256 = Server::build().only_p256().start();
    for (policy, on_both, code_old, code_p256) in [
        ("default", "TLS 1.3", 0, 0),
        ("modern", "TLS 1.3", 5, 0),
        ("nist", "secp256r1", 0, 0),
        ("pq", "X25519MLKEM768", 5, 5),
    ] {
        let args = ["ls", "-v", "--retries", "0", "--tls-policy", policy, "{url}/"];
        let told = Run::new(&both).ftps(args);
        told.code(0).stderr_has(on_both).stderr_has(&format!("policy {policy}"));
        Run::new(&old).ftps(args).code(code_old);
        Run::new(&p256).ftps(args).code(code_p256);
    }
    for server in [&old, &p256] {
        let args = ["ls", "--retries", "0", "--tls-policy", "pq", "{url}/"];
        Run::new(server).ftps(args).stderr_has("--tls-policy pq");
    }
    let args = ["ls", "--tls-policy", "modern", "--tls-max", "1.2", "{url}/"];
    Run::new(&both).ftps(args).code(2).stderr_has("--tls-policy modern wants TLS 1.3");
}

#[test]
fn help_tls_shows_the_whole_table() {
    let told = Run::alone().ftps(["help", "tls"]);
    told.code(0);
    for part in ["default:", "modern:", "nist:", "pq:", "X25519MLKEM768", "secp384r1", "2048 bits"]
    {
        told.stdout_has(part);
    }
    let server = Server::build().start();
    let told = Run::new(&server).ftps(["run", "-c", "help tls", "{url}/"]);
    told.code(0).stdout_has("nist:");
}

#[test]
fn a_server_that_does_not_resume_is_noted_once_and_refused_if_resumption_is_required() {
    let server = Server::build().no_resumption().start();
    server.write("a", "x");
    let run = Run::new(&server);
    let args = ["get", "--require-resumption", "{url}/a", "b"];
    run.ftps(args).code(5).stderr_has("does not resume the TLS session");
    run.only_files(".", &[]);
    let told = run.ftps(["get", "{url}/a"]);
    told.code(0).stderr_has("does not tie data connections to the control connection");
    assert_eq!(told.err().lines().count(), 1, "{}", told.context());
    run.ftps(["get", "{url}/a", "c"]).code(0).stderr_is("");
    run.ftps(args).code(5);
    run.write("up", "x");
    run.ftps(["put", "--require-resumption", "up", "{url}/"]).code(5);
    assert!(!server.exists("up"));
}

#[test]
fn a_server_that_resumes_passes_where_resumption_is_required_however_many_files() {
    for server in [Server::build().start(), Server::build().like_proftpd().start()] {
        let names: Vec<String> = (0..8).map(|number| format!("f{number}")).collect();
        for name in &names {
            server.write(name, "x");
        }
        let run = Run::new(&server);
        run.ftps(["get", "--require-resumption", "{url}/*"]).code(0).stderr_is("");
        let events = server.events();
        assert_eq!((events.data_connections, events.resumed), (9, 9));
    }
    let server = Server::build().certificate(Identity::SelfSigned).start();
    Run::new(&server).ftps(["ls", "--trust-new", "--require-resumption", "{url}/"]).code(0);
}
