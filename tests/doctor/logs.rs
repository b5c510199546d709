//! `--explain`: logs as the programs wrote them against real servers (curl 7.88, lftp 4.9), and FileZilla's in its form.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{Fault, Run, Server, verb};

/// Each log, and the troubles that it shows.
const LOGS: [(&str, &[&str]); 20] = [
    ("curl-expired", &["certificate-dates"]),
    ("curl-unknown", &["certificate-unknown"]),
    ("curl-login", &["login-refused"]),
    ("curl-clear", &["tls-required"]),
    ("curl-notls", &["no-auth-tls"]),
    ("curl-reuse", &["reuse-required"]),
    ("curl-version", &["tls-version"]),
    ("curl-tls12", &["tls-version"]),
    ("curl-name", &["certificate-name"]),
    ("curl-put", &[]),
    ("curl-implicit", &["silent-port"]),
    // curl -k: it also says that it does not know the issuer.
    ("curl-certificate", &["certificate-unknown", "client-certificate"]),
    ("lftp-expired", &["certificate-dates"]),
    ("lftp-login", &["login-refused"]),
    ("lftp-reuse", &["close-notify", "reuse-required"]),
    ("lftp-clear", &["tls-required"]),
    ("lftp-name", &["certificate-name"]),
    // It ends without close_notify, but after QUIT.
    ("lftp-ftpsrv", &["data-connection-failed"]),
    ("filezilla-nat", &["passive-address", "timed-out"]),
    ("filezilla-reuse", &["close-notify", "reuse-required", "too-many-connections"]),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doctor/logs").join(format!("{name}.log"))
}

/// The ids that a log is explained by.
fn explained(run: &Run<'_>, log: &Path) -> BTreeSet<String> {
    let log = log.to_str().expect("UTF-8");
    let events = run.ftps(["doctor", "--json", "--explain", log]).code(0).json();
    let troubles = events.iter().filter(|event| event["event"] == "trouble");
    troubles.filter_map(|event| event["id"].as_str().map(str::to_owned)).collect()
}

#[test]
fn the_trouble_in_each_log_is_named_and_no_other() {
    let run = Run::alone();
    for (name, expected) in LOGS {
        let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(explained(&run, &path(name)), expected, "{name}");
    }
}

#[test]
fn people_see_the_line_its_meaning_and_the_cure_and_never_a_password() {
    let run = Run::alone();
    let log = path("lftp-login");
    let told = run.ftps(["doctor", "--explain", log.to_str().expect("UTF-8")]);
    told.code(0).stdout_has("login-refused (line ").stdout_has("Cure: ").stdout_lacks("hunter2");
    run.write(
        "clear.log",
        "<--- 220 ready\n---> USER joe\n<--- 331 password\n---> PASS hunter2\n<--- 230 in\n",
    );
    let told = run.ftps(["doctor", "--explain", "clear.log"]);
    told.code(0).stdout_has("password-in-clear").stdout_has("PASS ****").stdout_lacks("hunter2");
}

#[test]
fn a_log_of_our_own_is_explained_and_an_unknown_one_honestly() {
    let server =
        Server::build().on(verb("MLSD").optional(), Fault::reply("552 quota exceeded")).start();
    let run = Run::new(&server);
    let trace = run.ftps(["ls", "{url}/in", "-vv"]).err();
    run.write("own.log", &trace);
    assert!(explained(&run, &run.path("own.log")).contains("no-space"), "{trace}");
    run.write("other.log", "something happened\n");
    run.ftps(["doctor", "--explain", "other.log"])
        .code(0)
        .stdout_is("")
        .stderr_has("no known trouble");
    let told = Run::alone().stdin("< 421 Too many connections\n").ftps([
        "doctor",
        "--explain",
        "-",
        "--json",
    ]);
    assert_eq!(told.code(0).json()[0]["id"], "too-many-connections");
    run.ftps(["doctor", "--explain", "absent.log"]).code(3);
}

#[test]
fn a_log_of_one_endless_line_and_much_text_is_read_to_its_end() {
    let run = Run::alone();
    let long = "x".repeat(1024 * 1024);
    let many = "2026-11-27 12:00:00 1234 Trace: CFtpControlSocket::OnReceive()\n".repeat(10_000);
    run.write("long.log", format!("{long}\n{many}< 552 quota exceeded\n"));
    let told = run.ftps(["doctor", "--json", "--explain", "long.log"]).code(0).json();
    assert_eq!((&told[0]["id"], &told[0]["line"]), (&"no-space".into(), &10_002.into()));
}

#[test]
fn an_end_without_close_notify_is_trouble_before_quit_and_none_after_it() {
    let run = Run::alone();
    let cut = "gnutls_record_recv: The TLS connection was non-properly terminated. Assuming EOF.\n";
    let bye = "---> QUIT\n<--- 221 Goodbye.\n";
    for (log, troubles) in [(format!("{cut}{bye}"), 1), (format!("{bye}{cut}"), 0)] {
        run.write("cut.log", format!("<--- 220 ready\n<--- 234 go\n{log}"));
        assert_eq!(explained(&run, &run.path("cut.log")).len(), troubles, "{log}");
    }
    // The next session of the same log may be cut again.
    run.write("cut.log", format!("{bye}<--- 220 ready\n<--- 234 go\n{cut}"));
    assert!(explained(&run, &run.path("cut.log")).contains("close-notify"));
}
