//! Names in another charset than UTF-8, and times in the zone of the server.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use crate::support::{Run, Server};

/// A server that stores names in windows-1252.
fn western() -> crate::support::server::Options {
    Server::build().without("UTF8")
}

fn stored(server: &Server, name: &[u8]) -> std::path::PathBuf {
    server.path("in").join(OsStr::from_bytes(name))
}

#[test]
fn names_are_translated_in_both_directions() {
    for options in [western(), western().without("MLSD").without("MLST")] {
        let server = options.start();
        server.write("in/plain", "1");
        std::fs::write(stored(&server, b"\xdcbung.csv"), "12345").unwrap();
        let run = Run::new(&server);
        let with = |args: &[&str]| run.ftps([args, &["--remote-charset", "windows-1252"]].concat());
        with(&["ls", "{url}/in"]).code(0).stdout_is("plain\nÜbung.csv\n");
        with(&["get", "{url}/in/Ü*.csv", "-t", "."]).code(0);
        assert_eq!(run.read("Übung.csv"), b"12345");
        run.write("Größe", "7");
        with(&["put", "Größe", "{url}/in/"]).code(0);
        assert_eq!(std::fs::read(stored(&server, b"Gr\xf6\xdfe")).unwrap(), b"7");
        with(&["rm", "{url}/in/Größe"]).code(0);
        assert!(!stored(&server, b"Gr\xf6\xdfe").exists());
    }
}

#[test]
fn a_name_that_cannot_be_written_in_the_charset_is_refused_and_nothing_is_sent() {
    let server = western().start();
    server.write("in/plain", "1");
    let run = Run::new(&server);
    run.write("日本", "1");
    let put = run.ftps(["put", "--remote-charset", "latin1", "日本", "{url}/in/"]);
    put.code(7).stderr_has("cannot be written in windows-1252");
    assert_eq!(server.count("STOR"), 0, "{}", server.log());
    run.ftps(["ls", "--remote-charset", "klingon", "{url}"]).code(2).stderr_has("no charset");
}

#[test]
fn opts_utf8_is_sent_only_where_utf8_is_offered_and_no_other_charset_is_named() {
    for (options, args, sent) in [
        (Server::build(), &["ls", "{url}"][..], 1),
        (Server::build(), &["ls", "--remote-charset", "koi8-r", "{url}"], 0),
        (western(), &["ls", "{url}"], 0),
    ] {
        let server = options.start();
        Run::new(&server).ftps(args).code(0);
        assert_eq!(server.count("OPTS"), sent, "{args:?} {}", server.log());
    }
}

#[test]
fn listed_times_are_read_in_the_zone_of_the_server() {
    let server = Server::build().without("MLSD").without("MLST").clock_offset(3600).start();
    // 2024-06-10 12:00:00 UTC: a day only, in the listing of an old file.
    server.write_dated("in/old", "1", 1_718_020_800);
    server.write("in/new", "1");
    let run = Run::new(&server);
    let ls = |zone: &str| run.ftps(["ls", "--json", "--server-timezone", zone, "{url}/in"]);
    let (fixed, named) = (ls("+01:00"), ls("Etc/GMT-1"));
    for done in [&fixed, &named] {
        done.code(0).stdout_has(r#""zone":"utc""#);
        let now = jiff::Timestamp::now();
        let new = done.out().lines().find(|line| line.contains("\"new\"")).unwrap().to_owned();
        let at = new.split("\"mtime\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let age = now.duration_since(at.parse().unwrap()).abs();
        assert!(age < jiff::SignedDuration::from_mins(10), "{new}");
    }
    run.ftps(["ls", "--server-timezone", "Mars/Base", "{url}"]).code(2);
}
