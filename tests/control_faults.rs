//! The control connection goes wrong: each fault has its one exit code, none hangs, none panics, and
//! what a server says cannot reach the terminal as more than text.

use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::{Fault, Moment, Run, Server, When, any, verb};

/// A server with one file and one fault.
fn server(when: impl Into<When>, fault: Fault) -> Server {
    let server = Server::build().on(when, fault).start();
    server.write("a", "new");
    server
}

/// Gets a file over an old one with short limits; asserts the code, that it did not hang, and that
/// the old file is there if it failed.
#[track_caller]
fn get(server: &Server, code: i32) -> Output {
    let run = Run::new(server);
    run.write("a", "old");
    let began = Instant::now();
    let told = run.ftps(["get", "--timeout", "500ms", "--retries", "0", "{url}/a"]);
    told.code(code);
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert_eq!(run.read("a"), if code == 0 { b"new" } else { b"old" });
    run.only_files(".", &["a"]);
    told
}

#[test]
fn the_banner_of_another_protocol_is_1() {
    for banner in [
        &b"SSH-2.0-OpenSSH_9.2\r\n"[..],
        b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
        b"* OK IMAP4rev1 ready\r\n",
        b"\x15\x03\x03\x00\x02\x02\x28 and so on\r\n",
        b"\r\n\r\n\r\n",
    ] {
        let server = server("CONNECT", Fault::raw(banner));
        get(&server, 1).stderr_has("ftps: get a: connecting to");
        assert_eq!(server.count("USER"), 0);
    }
}

#[test]
fn an_endless_reply_is_1() {
    for (head, again) in
        [("220-hello\r\n", "more\r\n"), ("220-", "x"), ("", "220-x\r\n"), ("", "\n")]
    {
        get(&server("CONNECT", Fault::flood(head, again)), 1);
    }
    for at in ["USER", "FEAT", "SIZE"] {
        get(&server(at, Fault::flood("211-", "x\r\n y")), 1);
        get(&server(at, Fault::flood("", "x")), 1);
    }
}

#[test]
fn a_long_reply_that_ends_is_fine() {
    let banner = format!("220-{}\r\n220 done\r\n", "line\r\n".repeat(2000));
    get(&server("CONNECT", Fault::raw(banner)), 0);
}

#[test]
fn control_bytes_of_a_server_are_spelled_out() {
    let words = b"550 \0\x1b[2J\x07no \xff \xe2\x80\xae\xc2\x9b31mfile\r\n";
    let server = server("RETR", Fault::raw(words));
    let told = get(&server, 7);
    told.stderr_has("550").stderr_has("\\u{1b}[2J\\u{7}no").stderr_has("\\u{202e}");
    assert!(!told.stderr.iter().any(|byte| byte.is_ascii_control() && *byte != b'\n'));
    let run = Run::new(&server);
    for args in [&["get", "-v", "{url}/a"][..], &["get", "--json", "{url}/a"]] {
        let told = run.ftps(args);
        let shown = [&told.code(7).stdout[..], &told.stderr].concat();
        assert!(!shown.iter().any(|byte| byte.is_ascii_control() && *byte != b'\n'));
    }
}

#[test]
fn replies_without_sense_are_1() {
    for reply in ["\r\n", "abc\r\n", "22\r\n", "2200 x\r\n", "999 x\r\n", "000 x\r\n", "-1 x\r\n"] {
        get(&server("USER", Fault::raw(reply)), 1);
    }
}

#[test]
fn a_positive_reply_to_the_login_that_is_none_is_6() {
    get(&server("PASS", Fault::reply("331 and again")), 6);
    get(&server("PASS", Fault::reply("350 what")), 6);
}

#[test]
fn the_control_connection_may_be_closed_or_reset_anywhere_and_it_is_4() {
    for at in ["CONNECT", "AUTH", "USER", "PASS", "PBSZ", "PWD", "SIZE", "EPSV", "RETR"] {
        get(&server(at, Fault::close(Moment::BeforeCommand)), 4);
        get(&server(at, Fault::reset(Moment::BeforeCommand)), 4);
    }
}

#[test]
fn a_lost_line_in_the_middle_of_a_download_is_4() {
    let server = Server::build().on("RETR", Fault::lose_line(100_000)).start();
    server.write("a", vec![1; 1_000_000]);
    get(&server, 4);
}

#[test]
fn the_control_connection_that_ends_before_226_is_4_and_after_it_is_no_matter() {
    get(&server("RETR", Fault::close(Moment::BeforeReply)), 4);
    get(&server("RETR", Fault::close(Moment::AfterReply)), 0);
    get(&server("RETR", Fault::reset(Moment::BeforeReply)), 4);
}

#[test]
fn a_put_whose_connection_ends_before_226_leaves_the_old_file() {
    for fault in [
        Fault::close(Moment::BeforeReply),
        Fault::reset(Moment::BeforeReply),
        Fault::lose_line(100_000),
    ] {
        let server = Server::build().on("STOR", fault).start();
        server.write("a", "old");
        let run = Run::new(&server);
        run.write("a", vec![1; 1_000_000]);
        let args = ["put", "--timeout", "1s", "--retries", "0", "a", "{url}/a"];
        run.ftps(args).code(4);
        assert_eq!(server.read("a"), b"old");
    }
}

#[test]
fn a_421_is_8_wherever_it_comes() {
    for at in ["USER", "PASS", "FEAT", "RETR"] {
        let server = server(at, Fault::farewell("421 going down"));
        get(&server, 8).stderr_has("421 going down");
    }
}

#[test]
fn a_421_between_two_files_is_met_with_a_new_login() {
    let server =
        Server::build().on(verb("EPSV").nth(2), Fault::farewell("421 idle for too long")).start();
    let run = Run::new(&server);
    for name in ["a", "b", "c"] {
        run.write(name, name);
    }
    let told = run.ftps(["put", "--retry-delay", "10ms", "a", "b", "c", "{url}/"]);
    told.code(0).stderr_has("421 idle for too long");
    server.only_files("", &["a", "b", "c"]);
    assert_eq!(server.logins(), 2);
}

#[test]
fn what_a_server_says_unasked_is_no_answer_to_the_next_command() {
    let server = Server::build()
        .on("STOR", Fault::only(10).and(Fault::final_reply("226 done\r\n226 and again")))
        .start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.write("a", "longer than ten bytes");
    run.ftps(["put", "--timeout", "500ms", "a", "{url}/a"]).code(9);
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn a_size_that_is_answered_by_something_else_is_no_size() {
    let server = Server::build().on("SIZE", Fault::reply("226 something else")).start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(["put", "--timeout", "500ms", "a", "{url}/a"]).code(1);
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn a_lie_about_the_login_folder_is_survived() {
    for reply in ["257 no path here", "257 \"", "257 \"\"", "550 no", "257 \"relative\" is here"] {
        get(&server("PWD", Fault::reply(reply)), 0);
    }
}

#[test]
fn features_without_sense_are_survived() {
    for reply in [&b"211 none"[..], b"500 what", b"211-\r\n\r\n \0\r\n \xff\r\n211 End", b"530 no"]
    {
        get(&server("FEAT", Fault::reply(reply)), 0);
    }
}

#[test]
fn facts_without_sense_are_survived() {
    for reply in ["213 -1", "213 many", "213", "213 99999999999999999999999", "550 no", "500 what"]
    {
        get(&server("SIZE", Fault::reply(reply)), 0);
    }
    for reply in ["213 tomorrow", "213 99999999999999", "213 20260231250000", "550 no"] {
        get(&server("MDTM", Fault::reply(reply)), 0);
    }
}

#[test]
fn a_binary_type_that_is_refused_is_told() {
    get(&server("TYPE", Fault::reply("504 text only")), 7).stderr_has("504 text only");
}

#[test]
fn every_command_refused_is_an_error_and_no_hang() {
    for code in ["500", "421", "530"] {
        let server = Server::build().on(any(), Fault::reply(format!("{code} never"))).start();
        let run = Run::new(&server);
        let told = run.ftps(["get", "--timeout", "500ms", "--retries", "0", "{url}/a"]);
        assert_ne!(told.status, Some(0), "{}", told.context());
        server.nothing_in_clear();
    }
}
