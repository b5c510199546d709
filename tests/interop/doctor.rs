//! `ftps doctor` against every server of the lab: what each has to be told, and nothing else; and its facts against
//! OpenSSL's and the servers' own configuration.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::lab::{Lab, Server};
use crate::support::Run;

/// The time that one server may take on the loopback. The issue asks for 20 s; the machine of the tests is shared.
const LONGEST: Duration = Duration::from_secs(60);

/// How many servers are examined at the same time.
const SIDE_BY_SIDE: usize = 4;

/// Each server, its exit status, and the ids of its bad findings and its warnings.
const EXPECTED: [(&str, i32, &[&str]); 18] = [
    ("vsftpd", 0, &[]),
    ("vsftpd-implicit", 0, &[]),
    ("vsftpd-tls12", 0, &[]),
    // Its tickets of TLS 1.3 end with the third upload.
    ("proftpd", 0, &["upload-resumption"]),
    ("proftpd-tls13", 0, &["upload-resumption"]),
    ("proftpd-clientcert", 0, &["upload-resumption"]),
    ("proftpd-implicit", 0, &["upload-resumption"]),
    ("pure-ftpd", 0, &["ccc"]),
    // It executes what came in clear behind AUTH TLS.
    ("pyftpdlib", 1, &["injection"]),
    // It refuses clear data after PASV, and not after EPSV.
    ("unftp", 1, &["prot-clear"]),
    ("aioftp", 1, &["data-theft"]),
    ("cert-good-name", 1, &["injection"]),
    ("cert-expired", 1, &["cert-dates", "cert-trusted", "injection"]),
    ("cert-wrong-host", 1, &["cert-name", "cert-trusted", "injection"]),
    ("cert-self-signed", 1, &["cert-trusted", "injection"]),
    ("quota", 1, &["injection"]),
    ("no-tls", 5, &["no-tls"]),
    ("limit2", 0, &[]),
];

/// The events of an audit of a server, and how long it took.
fn examine(server: &Server, code: i32) -> (Vec<Value>, Duration) {
    let run = Run::alone().env("FTPS_PASSWORD", &server.password);
    let url = format!("{}://{}@{}:{}/", server.scheme, server.user, server.host, server.port);
    let ca = server.ca.display().to_string();
    let mut args = vec!["doctor".to_owned(), url, "--json".into(), "--ca-file".into(), ca];
    if !["no-tls", "quota"].contains(&server.name.as_str()) {
        args.extend(["--write".into(), ".".into()]);
    }
    for (option, file) in [("--cert", &server.cert), ("--key", &server.key)] {
        args.extend(file.iter().flat_map(|file| [option.to_owned(), file.display().to_string()]));
    }
    let began = Instant::now();
    let told = run.limit(2 * LONGEST).ftps(args);
    (told.code(code).json(), began.elapsed())
}

/// The ids of findings that are warnings or bad, in order.
fn faults(events: &[Value]) -> Vec<&str> {
    let all = events.iter().filter(|event| event["event"] == "finding");
    let all = all.filter(|event| event["verdict"] == "bad" || event["verdict"] == "warning");
    let mut ids: Vec<&str> = all.filter_map(|event| event["id"].as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn each_server_is_told_its_faults_and_no_others() {
    let queue = Mutex::new(EXPECTED.to_vec());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("no panic").pop();
                    let Some((name, code, expected)) = next else { return };
                    let server = Lab::server(&name.replace('-', "_"));
                    let (events, took) = examine(server, code);
                    let found = faults(&events);
                    if found != expected || took > LONGEST {
                        let text = format!("{name}: {found:?} in {took:?}");
                        wrong.lock().expect("no panic").push(text);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// ftp-srv has one counter of passive ports for all clients of its process: this process has no other client.
pub fn a_server_whose_ports_count_up_has_its_faults_and_no_others(server: &str) {
    let (events, took) = examine(Lab::server(server), 1);
    assert_eq!(faults(&events), ["clear-login", "injection", "passive-ports"]);
    assert!(took <= LONGEST, "{took:?}");
}

#[test]
fn facts_agree_with_openssl_and_with_the_configuration() {
    for name in ["vsftpd_tls12", "proftpd"] {
        let server = Lab::server(name);
        let events = examine(server, 0).0;
        let audit = events.iter().find(|event| event["event"] == "audit").expect("an audit");
        let facts = &audit["facts"];
        for (option, version) in [("-tls1_2", "TLS 1.2"), ("-tls1_3", "TLS 1.3")] {
            let taken = s_client(server, &[option]).is_some();
            let told = facts["tls"]["versions"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| *one == version));
            assert_eq!(told, taken, "{name}: {version}");
            assert_eq!(
                taken,
                server.tls.contains(&version.trim_start_matches("TLS ").to_owned()),
                "{name}"
            );
        }
        let shown = s_client(server, &["-tls1_2"]).expect("TLS 1.2");
        let pem = shown.find("-----BEGIN").and_then(|at| shown.get(at..)).expect("a certificate");
        let fingerprint = openssl(&["x509", "-noout", "-fingerprint", "-sha256"], pem);
        let fingerprint =
            fingerprint.rsplit('=').next().unwrap_or_default().trim().replace(':', "");
        let told = facts["chain"][0]["sha256"].as_str().expect("a pin");
        assert_eq!(hex_of(told), fingerprint, "{name}");
        // Each suite that is told is one that OpenSSL gets, and another is refused.
        for suite in facts["tls"]["suites12"].as_array().expect("suites").iter().take(4) {
            let suite = suite.as_str().unwrap_or_default();
            let own = openssl(&["ciphers", "-convert", suite], "")
                .trim()
                .trim_start_matches("OpenSSL cipher name: ")
                .to_owned();
            assert!(
                s_client(server, &["-tls1_2", "-cipher", &own]).is_some(),
                "{name}: {suite} as {own}"
            );
        }
        assert!(
            s_client(server, &["-tls1_2", "-cipher", "AES128-SHA:@SECLEVEL=0"]).is_none(),
            "{name}"
        );
        assert_eq!(facts["data"]["reuse_required"], requires_reuse(server), "{name}");
    }
}

/// Whether the server's own configuration asks for reuse.
fn requires_reuse(server: &Server) -> bool {
    let lab = std::env::var("FTPS_LAB").expect("a running lab");
    let read = fs::read_to_string(format!("{lab}/conf/{}.conf", server.name));
    let conf = read.expect("the server's configuration");
    match server.software.as_str() {
        "vsftpd" => conf.lines().any(|line| line == "require_ssl_reuse=YES"),
        _ => !conf.contains("NoSessionReuseRequired"),
    }
}

/// The output of `openssl s_client`, where the handshake succeeded.
fn s_client(server: &Server, more: &[&str]) -> Option<String> {
    let place = format!("{}:{}", server.host, server.port);
    let shown =
        openssl(&[&["s_client", "-connect", &place, "-starttls", "ftp"], more].concat(), "QUIT\n");
    (shown.contains("-----BEGIN CERTIFICATE") && !shown.contains("Cipher is (NONE)"))
        .then_some(shown)
}

fn openssl(args: &[&str], stdin: &str) -> String {
    use std::io::Write as _;
    let child = Command::new("openssl")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.expect("openssl");
    // One that has ended already reads nothing.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("openssl");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// `sha256//BASE64` as hexadecimal digits.
fn hex_of(pin: &str) -> String {
    use base64::Engine as _;
    let bytes =
        base64::engine::general_purpose::STANDARD.decode(pin.trim_start_matches("sha256//"));
    let pairs: Vec<String> =
        bytes.expect("base64").iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.concat()
}
