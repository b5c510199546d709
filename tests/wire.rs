//! What the user adds to the dialogue or changes of it: commands of their own, files that grow,
//! text with line ends converted.

use crate::support::server::{Event, Plan};
use crate::support::{At, Fault, Moment, Run, Server, content, quickly, verb};

const SIZE: usize = 3_200_000;

fn lines(server: &Server, verb: &str) -> Vec<String> {
    let said = server.commands().into_iter().filter(|command| command.verb() == verb);
    said.map(|command| String::from_utf8_lossy(&command.line).into_owned()).collect()
}

#[test]
fn quoted_commands_hold_for_every_session_and_the_last_ones_are_said_once() {
    let server = Server::build()
        .on("SITE", Fault::reply("200 as you wish"))
        .on(verb("STOR").nth(1), Fault::lose_line(1))
        .start();
    let run = Run::new(&server);
    run.write("a", "content");
    let quotes = ["--quote", "SITE RECFM=FB", "--quote", "site b", "--quote-after", "SITE end"];
    run.ftps(quickly("put", &[&quotes[..], &["a", "{url}/a"]].concat())).code(0);
    let said = lines(&server, "SITE");
    let each = ["SITE RECFM=FB", "site b"];
    assert_eq!(said, [&each[..], &each[..], &["SITE end"]].concat());
}

#[test]
fn every_job_says_what_is_quoted_before_it_moves_anything() {
    let server = Server::build().start();
    let run = Run::new(&server);
    server.write("a", "1");
    server.write("b", "2");
    run.ftps(["get", "--quote", "NOOP", "--jobs", "2", "{url}/a", "{url}/b"]).code(0);
    // A second login that finds nothing left to do may end before it comes to its quote.
    let commands = server.commands();
    let of = |session: usize, verb: &str| {
        commands.iter().position(|said| said.connection == session && said.verb() == verb)
    };
    let movers: Vec<usize> =
        commands.iter().filter(|said| said.verb() == "RETR").map(|said| said.connection).collect();
    assert_eq!(movers.len(), 2);
    for session in movers {
        let quoted = of(session, "NOOP").expect("a job that moves a file has quoted");
        assert!(of(session, "SIZE").is_none_or(|sized| quoted < sized), "{}", server.log());
        assert!(of(session, "EPSV").is_some_and(|opened| quoted < opened), "{}", server.log());
    }
}

#[test]
fn a_refused_quote_fails_by_its_class_and_nothing_is_moved() {
    for (reply, code) in [("504 never", 7), ("450 not now", 8)] {
        let server = Server::build().on("SITE", Fault::reply(reply)).start();
        let run = Run::new(&server);
        run.write("a", "content");
        let put = run.ftps(["put", "--retries", "0", "--quote", "SITE x", "a", "{url}/a"]);
        put.code(code).stderr_has(reply).stderr_has("SITE x");
        server.only_files("", &[]);
    }
}

#[test]
fn a_refused_last_word_is_an_error_although_all_is_done() {
    let server = Server::build().on("SITE", Fault::reply("550 no such job")).start();
    server.write("a", "content");
    let run = Run::new(&server);
    run.ftps(["get", "--quote-after", "SITE x", "{url}/a"]).code(7).stderr_has("550 no such job");
    assert_eq!(run.read("a"), b"content");
}

#[test]
fn the_last_word_is_not_said_when_a_file_failed() {
    let server = Server::build().start();
    server.write("a", "content");
    let run = Run::new(&server);
    run.ftps(["get", "--quote-after", "NOOP", "{url}/a", "{url}/none", "-t", "."]).code(10);
    assert_eq!(server.count("NOOP"), 0);
}

#[test]
fn what_would_break_the_session_is_not_quoted() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for bad in ["PASS hunter2", "type A", "QUIT", "NOOP\r\nQUIT", "STOR\nx", " USER x", "", "PORT"]
    {
        for option in ["--quote", "--quote-after"] {
            let got = run.ftps(["get", option, bad, "{url}/a"]);
            got.code(2).stderr_has(option).stderr_lacks("hunter2");
        }
    }
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_password_in_a_quoted_command_is_not_traced() {
    let server = Server::build().on("SITE", Fault::reply("200 changed")).start();
    server.write("a", "content");
    let run = Run::new(&server);
    let got = run.ftps(["get", "-vv", "--quote", "SITE PSWD hunter2 hunter3", "{url}/a"]);
    got.code(0).stderr_has("SITE PSWD ****").stderr_lacks("hunter");
}

#[test]
fn what_is_appended_stands_behind_what_was_there() {
    for (old, state) in [(Some("old "), "verified"), (None, "verified")] {
        let server = Server::build().start();
        let run = Run::new(&server);
        run.write("a", "new");
        old.inspect(|old| server.write("log", old));
        run.ftps(["put", "-v", "--append", "a", "{url}/log"]).code(0).stderr_has(state);
        assert_eq!(server.read("log"), format!("{}new", old.unwrap_or_default()).as_bytes());
        server.only_files("", &["log"]);
    }
}

#[test]
fn an_append_that_breaks_goes_on_behind_what_arrived() {
    let broken = || Fault::fail(At::Bytes(1_500_000), "426 broken");
    for fault in [broken(), Fault::lose_line(1_500_000), Fault::close(Moment::BeforeReply)] {
        let server = Server::build().on(verb("APPE").nth(1), fault).start();
        let run = Run::new(&server);
        server.write("log", "old");
        run.write("a", content(1, SIZE));
        run.ftps(quickly("put", &["--append", "a", "{url}/log"])).code(0);
        assert!(server.read("log") == [b"old", &content(1, SIZE)[..]].concat(), "{}", server.log());
    }
}

#[test]
fn a_lost_226_of_an_append_is_decided_by_size() {
    let server = Server::build().on(verb("APPE").nth(1), Fault::close(Moment::BeforeReply)).start();
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    run.ftps(quickly("put", &["--append", "a", "{url}/log"])).code(0);
    assert!(server.read("log") == content(1, SIZE), "{}", server.log());
    assert_eq!(server.count("APPE"), 1, "{}", server.log());
}

#[test]
fn without_sizes_nothing_is_sent_behind_the_first_byte_of_an_append() {
    let broken = Fault::fail(At::Bytes(1_500_000), "426 broken");
    let server = Server::build().without("SIZE").without("MLST").on("APPE", broken).start();
    let run = Run::new(&server);
    server.write("log", "old");
    run.write("a", content(1, SIZE));
    let put = run.ftps(quickly("put", &["--append", "a", "{url}/log"]));
    put.code(8).stderr_has("426 broken").stderr_has("may end with a part");
    assert_eq!(server.count("APPE"), 1, "{}", server.log());
}

#[test]
fn without_sizes_an_append_is_acknowledged() {
    let server = Server::build().without("SIZE").without("MLST").start();
    let run = Run::new(&server).stdin("new");
    server.write("log", "old ");
    run.ftps(["put", "--append", "-", "{url}/log"]).code(0).stderr_has("acknowledged");
    assert_eq!(server.read("log"), b"old new");
}

#[test]
fn an_append_that_somebody_else_writes_into_is_not_gone_on_with() {
    let server = Server::build()
        .on(verb("APPE").nth(1), Fault::fail(At::Bytes(10), "426 broken"))
        .on(verb("SIZE").nth(2), Fault::change_file("log", vec![b'x'; 9_000_000]))
        .start();
    let run = Run::new(&server);
    server.write("log", "old");
    run.write("a", content(1, SIZE));
    let put = run.ftps(quickly("put", &["--append", "a", "{url}/log"]));
    put.code(9).stderr_has("somebody else");
    assert_eq!(server.count("APPE"), 1, "{}", server.log());
}

#[test]
fn an_append_that_the_server_cuts_short_is_an_integrity_error() {
    let server = Server::build().on("APPE", Fault::only(2)).start();
    let run = Run::new(&server);
    run.write("a", "content");
    run.ftps(["put", "--append", "a", "{url}/log"]).code(9).stderr_has("7 bytes were sent");
}

#[test]
fn what_does_not_go_with_append_is_refused() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "content");
    let others: [&[&str]; 4] =
        [&["--continue"], &["--direct"], &["--verify", "hash"], &["--verify", "readback"]];
    for other in others {
        let put = [&["put", "--append"], other, &["a", "{url}/b"]].concat();
        run.ftps(put).code(2).stderr_has("--append");
    }
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_download_as_text_has_the_line_ends_of_here() {
    for args in [["--ascii", "{url}/a"], ["--verify=size", "{url}/a;type=a"]] {
        let server = Server::build().start();
        server.write("a", "one\ntwo\rthree\n");
        let run = Run::new(&server);
        run.ftps([&["get"][..], &args].concat()).code(0).stderr_has("acknowledged");
        assert_eq!(run.read("a"), b"one\ntwo\rthree\n");
        assert_eq!(lines(&server, "TYPE"), ["TYPE I", "TYPE A"]);
    }
}

#[test]
fn a_line_end_of_the_wire_is_one_wherever_the_pieces_are_cut() {
    // Taken for text, and sent as it is: the wire is what the file holds.
    let server = Server::build().on("TYPE", Fault::reply("200 fine")).start();
    server.write("a", "12345\r\n".repeat(200_000) + "\r");
    let run = Run::new(&server);
    run.ftps(["get", "--ascii", "{url}/a"]).code(0).stderr_has("acknowledged");
    assert!(run.read("a") == ("12345\n".repeat(200_000) + "\r").as_bytes());
}

#[test]
fn an_upload_as_text_has_cr_lf_on_the_wire_and_never_cr_cr_lf() {
    for target in ["{url}/a", "{url}/a;type=a"] {
        let server = Server::build().on("TYPE", Fault::reply("200 fine")).start();
        let run = Run::new(&server);
        run.write("a", "one\ntwo\r\nthree\rfour\n");
        let ascii = if target.ends_with("=a") { "--no-times" } else { "--ascii" };
        run.ftps(["put", ascii, "a", target]).code(0).stderr_has("acknowledged");
        assert_eq!(server.read("a"), b"one\r\ntwo\r\nthree\rfour\r\n");
    }
}

#[test]
fn bytes_as_they_are_come_back_before_anything_else_is_said() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "one\n");
    run.write("b", "two\n");
    run.ftps(["put", "--ascii", "a", "b", "{url}/"]).code(0);
    let verbs = server.commands().into_iter().filter_map(|command| match command.verb().as_str() {
        "TYPE" => Some(String::from_utf8_lossy(&command.line).into_owned()),
        verb @ ("STOR" | "SIZE") => Some(verb.to_owned()),
        _ => None,
    });
    let each = ["TYPE A", "STOR", "TYPE I", "SIZE"];
    assert_eq!(verbs.collect::<Vec<_>>(), [&["TYPE I"], &each[..], &each[..]].concat());
    assert_eq!((server.read("a"), server.read("b")), (b"one\n".to_vec(), b"two\n".to_vec()));
}

#[test]
fn text_that_breaks_is_moved_again_from_its_beginning() {
    let server = Server::build()
        .on(verb("STOR").nth(1), Fault::lose_line(1_500_000))
        .on(verb("RETR").nth(1), Fault::cut(1_000_000))
        .start();
    let run = Run::new(&server);
    let text = "a line of text\n".repeat(200_000);
    run.write("a", &text);
    run.ftps(quickly("put", &["--ascii", "a", "{url}/b"])).code(0);
    run.ftps(quickly("get", &["--ascii", "{url}/b"])).code(0);
    assert!(server.read("b") == text.as_bytes() && run.read("b") == text.as_bytes());
    assert_eq!(server.count("REST") + server.count("APPE"), 0, "{}", server.log());
}

#[test]
fn a_server_without_text_is_told_of_and_nothing_is_moved() {
    let server = Server::build().on("TYPE", Fault::custom(refuse_text)).start();
    server.write("a", "one\n");
    let run = Run::new(&server);
    run.ftps(["get", "--ascii", "{url}/a"]).code(7).stderr_has("504 no text");
    run.only_files(".", &[]);
}

fn refuse_text(plan: &mut Plan, event: &Event) {
    if event.argument == b"A" {
        Fault::reply("504 no text").apply(plan, event);
    }
}

#[test]
fn what_does_not_go_with_text_is_refused() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let others: [&[&str]; 5] = [
        &["--continue"],
        &["--remove-source"],
        &["--verify", "hash"],
        &["--verify", "readback"],
        &["{url}/b;type=i", "-t", "."],
    ];
    for other in others {
        run.ftps([&["get", "--ascii"], other, &["{url}/a"]].concat()).code(2).stderr_has("--ascii");
    }
    assert_eq!(server.events().connections, 0);
}
