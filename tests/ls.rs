//! `ls`: what is shown of a folder or a file, in whatever form the server tells it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixDatagram;
use std::thread;

use serde_json::json;

use crate::support::{Fault, Output, Run, Server, verb};

/// 2026-01-31 09:00:00 UTC.
const JANUARY: u64 = 1_769_850_000;

/// Servers that know MLSD, LIST in both forms, and no `-a`.
fn all_forms() -> [Server; 4] {
    [
        Server::build().start(),
        Server::build().without("MLSD").without("MLST").start(),
        Server::build().without("MLSD").without("MLST").dos_listing().start(),
        Server::build().without("MLSD").without("MLST").without("LIST -a").start(),
    ]
}

#[test]
fn names_are_shown_sorted_by_their_bytes_one_a_line() {
    for server in all_forms() {
        server.write("b", "");
        server.write("a b  c", "");
        server.write("grün", "");
        server.write("Z/x", "");
        let run = Run::new(&server);
        run.ftps(["ls", "{url}/"]).code(0).stdout_is("Z\na b  c\nb\ngrün\n").stderr_is("");
        server.nothing_in_clear();
    }
}

#[test]
fn an_empty_folder_shows_nothing() {
    for server in all_forms() {
        fs::create_dir(server.path("empty")).unwrap();
        Run::new(&server).ftps(["ls", "{url}/empty"]).code(0).stdout_is("").stderr_is("");
    }
}

#[test]
fn the_long_form_shows_kind_size_and_time() {
    let server = Server::build().start();
    server.write_dated("a.csv", "12345", JANUARY);
    let run = Run::new(&server).env("TZ", "UTC-1");
    let long = "-rw-r--r-- 5 2026-01-31";
    run.ftps(["ls", "-l", "{url}"]).code(0).stdout_is(format!("{long} 10:00 a.csv\n"));
    run.ftps(["ls", "-l", "--utc", "{url}"]).code(0).stdout_is(format!("{long} 09:00Z a.csv\n"));
}

#[test]
fn times_of_a_clock_that_nobody_knows_are_not_marked_as_utc() {
    let server = Server::build().without("MLSD").without("MLST").dos_listing().start();
    server.write_dated("a.csv", "12345", JANUARY);
    fs::create_dir(server.path("sub")).unwrap();
    let long = Run::new(&server).ftps(["ls", "-l", "{url}"]);
    long.code(0).stdout_has("- 5 2026-01-31 09:00? a.csv\n").stdout_has("d - ");
}

#[test]
fn exact_names_end_with_nul_and_are_bytes() {
    let server = Server::build().start();
    fs::write(server.root().join(OsStr::from_bytes(b"caf\xe9 \x1b[1m")), "").unwrap();
    server.write("b", "");
    let run = Run::new(&server);
    run.ftps(["ls", "-0", "{url}/"]).code(0).stdout_is(b"b\0caf\xe9 \x1b[1m\0");
    run.ftps(["ls", "{url}/"]).code(0).stdout_is("b\ncaf\u{fffd} \\u{1b}[1m\n");
}

#[test]
fn json_has_one_entry_a_line_and_the_bytes_of_strange_names() {
    let server = Server::build().start();
    server.write_dated("a.csv", "12345", JANUARY);
    fs::create_dir(server.path("sub")).unwrap();
    fs::write(server.root().join(OsStr::from_bytes(b"z\xe9")), "").unwrap();
    let lines = Run::new(&server).ftps(["ls", "--json", "{url}/"]).code(0).json();
    let file = json!({"v": 1, "event": "entry", "folder": "/", "name": "a.csv", "kind": "file", "size": 5,
        "mtime": "2026-01-31T09:00:00Z", "precision": "s", "zone": "utc", "mode": "0644", "raw": lines[0]["raw"]});
    assert_eq!(lines[0], file);
    assert!(lines[0]["raw"].as_str().unwrap().ends_with("; a.csv"), "{lines:?}");
    assert_eq!((&lines[1]["name"], &lines[1]["kind"]), (&json!("sub"), &json!("dir")));
    assert_eq!(lines[1].get("size"), None);
    assert_eq!(lines[2]["name"], json!("z\u{fffd}"));
    assert_eq!(lines[2]["name_base64"], json!("euk="));
}

#[test]
fn times_of_list_say_how_exact_they_are() {
    let server = Server::build().without("MLSD").without("MLST").start();
    server.write_dated("old", "", 1_000_000_000);
    let lines = Run::new(&server).ftps(["ls", "--json", "{url}/"]).code(0).json();
    assert_eq!(lines[0]["precision"], json!("d"), "{lines:?}");
    assert!(lines[0]["mtime"].as_str().unwrap().starts_with("2001-09-09"), "{lines:?}");
}

#[test]
fn a_file_is_shown_by_its_name() {
    for server in all_forms() {
        server.write("in/a b.csv", "12345");
        let run = Run::new(&server);
        run.ftps(["ls", "{url}/in/a b.csv"]).code(0).stdout_is("a b.csv\n").stderr_is("");
        let lines = run.ftps(["ls", "--json", "{url}/in/a b.csv"]).code(0).json();
        assert_eq!((&lines[0]["name"], &lines[0]["size"]), (&json!("a b.csv"), &json!(5)));
    }
}

#[test]
fn what_is_not_there_is_refused_by_name() {
    for server in all_forms() {
        let missing = Run::new(&server).ftps(["ls", "{url}/no/such"]);
        missing.code(7).stdout_is("").stderr_has("ftps: ls no/such: server said 550");
    }
}

#[test]
fn folders_with_blanks_and_pattern_characters_are_what_they_are_called() {
    for server in all_forms() {
        for folder in ["my folder", "[a]*", "q?{b}~", "-a", " lead"] {
            server.write(&format!("{folder}/inside {folder}"), "");
        }
        server.write("a/other", "");
        let run = Run::new(&server);
        for folder in ["my folder", "[a]*", "q?{b}~", "-a", " lead"] {
            let target = format!("{{host}}:{folder}");
            let args = ["ls", "-u", "u", "-p", "{port}", &target];
            run.ftps(args).code(0).stdout_is(format!("inside {folder}\n"));
        }
    }
}

#[test]
fn dotfiles_are_shown_without_mlsd_too() {
    let server = Server::build().without("MLSD").without("MLST").start();
    server.write(".hidden", "");
    server.write("seen", "");
    Run::new(&server).ftps(["ls", "{url}/"]).code(0).stdout_is(".hidden\nseen\n").stderr_is("");
}

#[test]
fn the_login_folder_is_where_relative_paths_begin() {
    let server = Server::build().home("/home/u").start();
    server.write("home/u/mine", "");
    server.write("top", "");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/"]).code(0).stdout_is("mine\n");
    run.ftps(["ls", "{url}//"]).code(0).stdout_is("home\ntop\n");
    run.ftps(["ls", "{url}/%2Fhome"]).code(0).stdout_is("u\n");
    run.ftps(["ls", "-u", "u", "-p", "{port}", "{host}:/home"]).code(0).stdout_is("u\n");
}

#[test]
fn several_targets_share_a_login_and_say_which_is_which() {
    let server = Server::build().start();
    server.write("a/1", "");
    server.write("b/2", "");
    let both = Run::new(&server).ftps(["ls", "{url}/a", "{url}/b"]);
    both.code(0).stdout_is("a:\n1\n\nb:\n2\n");
    assert_eq!(server.logins(), 1);
}

#[test]
fn a_listing_with_lines_that_nobody_understands_is_not_whole() {
    let listing = b"total 3\r\n-rw-r--r-- 1 a b 5 Jan 31 2025 x\r\nwhat \x1b[2J is this\r\n\r\n";
    let server =
        Server::build().without("MLSD").without("MLST").on("LIST", Fault::listing(listing)).start();
    let odd = Run::new(&server).ftps(["ls", "{url}/"]);
    odd.code(9).stdout_is("x\n").stderr_has("1 lines").stderr_has("what \\u{1b}[2J is this");
}

#[test]
fn every_kind_of_broken_line_is_survived() {
    let lines: [&[u8]; 14] = [
        b"",
        b" ",
        b"\t",
        b"\0\0\0",
        b"type=file;size=5",
        b"type=file;size=99999999999999999999999;modify=99999999999999; huge",
        b"type=file;size=-1;modify=20269999999999; minus",
        b"type=;size=;modify=; nothing",
        b"; bare",
        b"type=file;size=1; ",
        b"type=file;size=1; ../../etc/passwd",
        b"type=file;size=1; a/b",
        b"\xff\xfe\xfd",
        b"type=dir;type=file;size=7;unknown=\x1b; odd\x07name",
    ];
    let server = Server::build().on("MLSD", Fault::listing(lines.join(&b"\r\n"[..]))).start();
    let shown = Run::new(&server).ftps(["ls", "-l", "{url}/"]);
    shown.code(9).stdout_has("huge").stdout_has("minus").stdout_has("odd\\u{7}name");
    assert!(!shown.stdout.contains(&0x1b) && !shown.stderr.contains(&0x1b));
}

#[test]
fn a_huge_listing_is_shown_whole() {
    let line = |n: u32| format!("type=file;size={n};modify=20260131090000; file-{n:06}\r\n");
    let listing: String = (0..50_000).map(line).collect();
    let server = Server::build().on("MLSD", Fault::listing(listing)).start();
    let shown = Run::new(&server).ftps(["ls", "{url}/"]);
    assert_eq!(shown.code(0).out().lines().count(), 50_000);
    assert_eq!(shown.out().lines().last(), Some("file-049999"));
}

#[test]
fn a_line_without_end_in_a_listing_is_an_error() {
    let server = Server::build().on("MLSD", Fault::listing(vec![b'x'; 300_000])).start();
    Run::new(&server).ftps(["ls", "{url}/"]).code(1).stdout_is("").stderr_has("without end");
}

/// Runs with a standard output that takes one message a write; returns them.
fn writes(run: &Run<'_>, args: &[&str]) -> (Vec<Vec<u8>>, Output) {
    let (ours, theirs) = UnixDatagram::pair().expect("a pair of sockets");
    let end = theirs.try_clone().expect("a socket");
    let reader = thread::spawn(move || {
        let mut messages = Vec::new();
        let mut message = vec![0; 1 << 20];
        loop {
            match ours.recv(&mut message).expect("a message") {
                0 => return messages,
                length => messages.push(message[..length].to_vec()),
            }
        }
    });
    let output = run.start_writing_to(args, theirs.into()).finish();
    end.send(b"").expect("the end");
    (reader.join().expect("a reader"), output)
}

#[test]
fn many_lines_that_come_at_once_are_written_at_once() {
    let server = Server::build().start();
    for number in 0..2000 {
        server.write(&format!("from/a file with number {number:04}"), "");
    }
    server.write("from/sub/x", "");
    let run = Run::new(&server);
    for (args, lines, most) in [
        (&["ls", "{url}/from"][..], 2001, 1),
        (&["ls", "-l", "{url}/from"], 2001, 2),
        (&["ls", "--json", "{url}/from"], 2002, 12),
        (&["find", "{url}/from"], 2003, 3),
        (&["find", "--json", "{url}/from"], 2004, 10),
        (&["du", "{url}/from"], 2, 2),
        (&["mirror", "--dry-run", "{url}/from", "dst"], 2003, 2),
        (&["mirror", "--dry-run", "--json", "{url}/from", "dst"], 2004, 5),
    ] {
        let (writes, output) = writes(&run, args);
        output.code(0);
        let all = writes.concat();
        assert_eq!(all.split(|byte| *byte == b'\n').count() - 1, lines, "{args:?}");
        assert!(writes.len() <= most, "{args:?}: {} writes", writes.len());
    }
}

#[test]
fn what_was_found_is_shown_before_the_next_folder_is_asked_for() {
    let server = Server::build().on(verb("MLSD").with("/from/b"), Fault::hang()).start();
    server.write("from/a", "");
    server.write("from/b/c", "");
    let run = Run::new(&server);
    let found = run.ftps(["find", "--deadline", "2s", "{url}/from"]);
    found.code(14).stdout_is("from\nfrom/a\nfrom/b\n");
}

#[test]
fn lines_that_a_failure_follows_are_shown_before_it() {
    let server = Server::build()
        .on(verb("MLSD").with("/b"), Fault::reply_closing_data("550 not for you"))
        .start();
    server.write("a/x", "");
    server.write("b/y", "");
    let run = Run::new(&server);
    let (ours, theirs) = UnixDatagram::pair().expect("a pair of sockets");
    let second = theirs.try_clone().expect("a socket");
    run.start_saying_to(["find", "{url}/"], theirs.into(), second.into()).finish().code(10);
    ours.set_nonblocking(true).expect("a socket");
    let mut all = Vec::new();
    let mut message = vec![0; 4096];
    while let Ok(length) = ours.recv(&mut message) {
        all.extend_from_slice(&message[..length]);
    }
    let all = String::from_utf8_lossy(&all);
    let (found, failed) =
        (all.find("\nb\n").expect("found"), all.find("not for you").expect("failed"));
    assert!(found < failed, "{all}");
}

#[test]
fn a_reader_that_has_seen_enough_ends_a_listing_quietly() {
    let server = Server::build().start();
    for number in 0..2000 {
        server.write(&format!("{number:0100}"), "");
    }
    let run = Run::new(&server);
    for args in [["ls", "{url}/"], ["find", "{url}/"], ["ls", "--json"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let args = args.iter().chain(["{url}/"].iter().filter(|_| args[1] == "--json"));
        run.start_writing_to(args, writer.into()).finish().code(3).stderr_is("");
    }
}
