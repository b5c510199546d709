//! Commands that go out before the last word of a transfer, to servers that are known to bear it: whatever that word
//! is, each answer goes to its own question, and each file is told of as what it came to.

use crate::support::server::Options;
use crate::support::{Fault, Output, Run, Server, verb};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const BANNERS: [&str; 3] = ["220 (vsFTPd 3.0.3)", "220 ProFTPD Server ready", "220 who knows"];

/// Sizes differ, so that an answer that goes to another's question shows.
fn content(name: &str) -> String {
    name.repeat(1000 + usize::from(name.as_bytes()[0]))
}

fn greeting(banner: &str) -> Options {
    Server::build().on("CONNECT", Fault::reply(banner))
}

fn states(output: &Output) -> Vec<String> {
    let events = output.json();
    let files = events.iter().filter(|event| event["event"] == "file");
    files.map(|file| file["state"].as_str().unwrap().to_owned()).collect()
}

fn put(server: &Server) -> Output {
    let run = Run::new(server);
    for name in NAMES {
        run.write(name, content(name));
    }
    run.ftps(["put", "--json", "--retry-delay", "10ms", "a", "b", "c", "d", "{url}/"])
}

fn get(server: &Server) -> (Run<'_>, Output) {
    for name in NAMES {
        server.write(name, content(name));
    }
    let run = Run::new(server);
    let urls = NAMES.map(|name| format!("{{url}}/{name}"));
    let args = ["get", "--json", "--retry-delay", "10ms", "-t", "."].map(str::to_owned);
    let output = run.ftps(args.into_iter().chain(urls));
    (run, output)
}

#[test]
fn all_files_arrive_whatever_the_server_bears() {
    for banner in BANNERS {
        let server = greeting(banner).start();
        put(&server).code(0);
        assert!(NAMES.iter().all(|name| server.read(name) == content(name).as_bytes()), "{banner}");
        let (run, output) = get(&server);
        output.code(0);
        assert!(NAMES.iter().all(|name| run.read(name) == content(name).as_bytes()), "{banner}");
    }
}

#[test]
fn an_upload_that_is_refused_with_its_last_word_fails_alone() {
    for banner in BANNERS {
        let words = Fault::reply("552 quota exceeded");
        let server = greeting(banner).on(verb("STOR").nth(2), words).start();
        let output = put(&server);
        output.code(10).stderr_has("552 quota exceeded");
        assert_eq!(states(&output), ["verified", "failed", "verified", "verified"], "{banner}");
        server.only_files("", &["a", "c", "d"]);
    }
}

#[test]
fn an_upload_that_ends_badly_fails_alone() {
    for banner in BANNERS {
        let fault = Fault::fail(1050, "552 quota exceeded");
        let server = greeting(banner).on(verb("STOR").nth(2), fault).start();
        let output = put(&server);
        output.code(10).stderr_has("552 quota exceeded");
        assert_eq!(states(&output), ["verified", "failed", "verified", "verified"], "{banner}");
        server.only_files("", &["a", "c", "d"]);
    }
}

#[test]
fn a_download_that_ends_badly_is_fetched_again() {
    for banner in BANNERS {
        let fault = Fault::fail(1050, "451 disk trouble");
        let server = greeting(banner).on(verb("RETR").nth(2), fault).start();
        let (run, output) = get(&server);
        output.code(0);
        assert!(NAMES.iter().all(|name| run.read(name) == content(name).as_bytes()), "{banner}");
    }
}

#[test]
fn a_file_that_is_not_there_fails_alone() {
    for banner in BANNERS {
        let server = greeting(banner).start();
        server.write("a", content("a"));
        server.write("c", content("c"));
        let run = Run::new(&server);
        let output = run.ftps(["get", "--json", "-t", ".", "{url}/a", "{url}/b", "{url}/c"]);
        output.code(10);
        assert_eq!(states(&output), ["verified", "failed", "verified"], "{banner}");
        assert!(run.read("c") == content("c").as_bytes());
    }
}

/// It greets like one that bears commands during a download, and answers them then.
#[test]
fn the_next_answer_is_not_taken_for_the_word_of_a_transfer() {
    for answer in ["229 Entering Extended Passive Mode (|||1|)", "500 not now"] {
        let early = Fault::final_reply(answer);
        let server = greeting(BANNERS[0]).on(verb("RETR").nth(2), early).start();
        let (run, output) = get(&server);
        output.code(0);
        assert!(NAMES.iter().all(|name| run.read(name) == content(name).as_bytes()), "{answer}");
        assert_eq!(server.logins(), 2, "{answer}");
    }
}
