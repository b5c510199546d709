//! 150 and a refusal in one packet, with the data connection never accepted: the refusal counts, at once.

use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::{Fault, Run, Server, verb};

/// Longer than a login on a busy machine, much shorter than any time-out.
const SOON: Duration = Duration::from_secs(5);

fn refused(at: &'static str, words: &str, args: &[&str]) -> Output {
    let raw = format!("150 opening\r\n{words}\r\n");
    // A refused MLSD is followed by LIST.
    let server = Server::build()
        .on(at, Fault::raw(raw.clone()))
        .on(verb("LIST").optional(), Fault::raw(raw))
        .start();
    server.write("a", "old");
    server.write("in/b", "x");
    let run = Run::new(&server);
    run.write("new", "new content");
    let began = Instant::now();
    let told = run.ftps(args);
    assert!(began.elapsed() < SOON, "{:?}\n{}", began.elapsed(), told.context());
    told
}

const CASES: [(&str, &[&str]); 4] = [
    ("RETR", &["get", "--retries", "0", "{url}/a"]),
    ("STOR", &["put", "--retries", "0", "new", "{url}/new"]),
    ("APPE", &["put", "--retries", "0", "--append", "new", "{url}/a"]),
    ("MLSD", &["ls", "--retries", "0", "{url}/in"]),
];

#[test]
fn a_150_and_a_550_in_one_packet_is_7_within_a_second() {
    for (at, args) in CASES {
        refused(at, "550 no such thing", args).code(7).stderr_has("550 no such thing");
    }
}

#[test]
fn a_150_and_a_4yz_in_one_packet_is_8_within_a_second() {
    for (at, args) in CASES {
        for words in ["450 busy", "425 no data connection", "451 not now"] {
            refused(at, words, args).code(8).stderr_has(words);
        }
    }
}
