//! Instructions per MiB that the data path executes, counted by valgrind, so that a copy or a system
//! call too many show where times are noisy. `tests/run` runs it; plain `cargo test` leaves it out.
//!
//! Valgrind's processor has no AVX-512, so that the ciphers cost more here than they do outside;
//! what the rest costs beside them shows all the same.

#![allow(unreachable_pub)]

#[path = "support/mod.rs"]
mod support;

use std::time::Duration;

use support::server::Options;
use support::{Run, Server};

/// Two sizes: the difference is free of start-up and handshakes.
const SMALL: usize = 4 << 20;
const LARGE: usize = 20 << 20;

/// Millions of instructions per MiB on x86-64 with AES and AVX2, with the test profile, rustls 0.23.46
/// and aws-lc-rs 1.19.0.
const GET: f64 = 5.16;
const PUT: f64 = 4.92;

/// How far a count may be off. It repeats within 0.1 %, and one more copy of all bytes costs 20 %.
const TOLERANCE: f64 = 0.05;

/// Millions of instructions of a whole run.
#[track_caller]
fn count(options: Options, command: &str, size: usize) -> f64 {
    let server = options.start();
    let ca = server.files().ca.to_str().expect("a plain path").to_owned();
    let run =
        Run::program("valgrind").against(&server).without_ca().limit(Duration::from_secs(300));
    let content = vec![0x5a; size];
    let (from, to) = if command == "get" { ("{url}/a", "b") } else { ("a", "{url}/b") };
    run.write("a", &content);
    server.write("a", &content);
    let tool = ["--quiet", "--tool=callgrind", "--callgrind-out-file=../cost"];
    let program =
        [env!("CARGO_BIN_EXE_ftps"), command, "--ca-file", &ca, "--timeout", "2m", from, to];
    run.ftps([&tool[..], &program[..]].concat()).code(0);
    let cost = String::from_utf8(run.read("../cost")).expect("text");
    let total = cost.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: f64 = total.and_then(|total| total.trim().parse().ok()).expect("a total");
    total / 1e6
}

#[track_caller]
fn costs(command: &str, recorded: f64) {
    let mib = f64::from(u32::try_from((LARGE - SMALL) >> 20).expect("a small number"));
    let (small, large) =
        (count(Server::build(), command, SMALL), count(Server::build(), command, LARGE));
    let found = (large - small) / mib;
    println!("{command}: {found:.3} million instructions per MiB, {recorded} recorded");
    assert!(
        found <= recorded * (1.0 + TOLERANCE),
        "{command} costs more: {found:.3}, {recorded} recorded"
    );
    assert!(found >= recorded * (1.0 - TOLERANCE), "{command} costs less: record {found:.3}");
}

#[test]
fn a_download_costs_what_it_did() {
    costs("get", GET);
}

#[test]
fn an_upload_costs_what_it_did() {
    costs("put", PUT);
}
