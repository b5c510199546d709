//! Everyday commands on real servers: each works where the server can do it, and says clearly, with the
//! right exit status, where it cannot.

use std::fs;

use crate::guest::Guest;
use crate::lab::Setting;

/// SHA-256 of `12345`.
const DIGEST: &str = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5";

/// A folder with three files, one of them in a folder below.
fn filled(server: &str) -> Guest {
    let guest = Guest::of(server);
    guest.run.write("a.csv", "12345");
    guest.run.write("b.csv", "1");
    guest.run.write("lines", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
    guest.ftps(["put", "--mkdir", "a.csv", "b.csv", "{here}/"]).code(0);
    guest.ftps(["put", "--mkdir", "lines", "{here}/sub/"]).code(0);
    guest
}

pub fn listings_are_sorted_and_show_all_that_the_server_reports(server: &str) {
    let guest = filled(server);
    guest.ftps(["ls", "-S", "{here}"]).code(0).stdout_has("a.csv\nb.csv\n");
    guest.ftps(["ls", "-rF", "{here}"]).code(0).stdout_is("sub/\nb.csv\na.csv\n");
    guest
        .ftps(["ls", "-X", "--group-directories-first", "{here}"])
        .code(0)
        .stdout_is("sub\na.csv\nb.csv\n");
    let unsorted = guest.ftps(["ls", "-U", "{here}"]).code(0).out();
    assert_eq!(unsorted.lines().count(), 3, "{unsorted}");
    let long = guest.ftps(["ls", "-l", "--utc", "{here}"]).code(0).out();
    for line in long.lines() {
        assert!(line.starts_with(['-', 'd']), "{long}");
    }
    assert!(long.lines().any(|line| line.contains(" 5 20") && line.ends_with(" a.csv")), "{long}");
    let raw = guest.ftps(["ls", "--raw", "{here}"]).code(0).out();
    assert!(raw.contains("a.csv") && raw.lines().count() >= 3, "{raw}");
    let events = guest.ftps(["ls", "--json", "{here}"]).code(0).json();
    assert!(events[0]["raw"].as_str().is_some_and(|raw| raw.contains("a.csv")), "{events:?}");
    assert_eq!(events.last().expect("a summary")["changed"], 3);
    let missing = guest.ftps(["ls", "{here}/none"]);
    // ftp-srv says 451, which could pass.
    missing.code(if guest.server.software == "ftp-srv" { 8 } else { 7 }).stdout_is("");
}

pub fn a_pattern_and_a_tree_are_listed(server: &str) {
    let guest = filled(server);
    let found = guest.ftps(["ls", "{here}/*.csv"]).code(0).out();
    assert!(found.lines().count() == 2 && found.contains("/a.csv\n"), "{found}");
    let below = guest.ftps(["ls", "-R", "{here}"]).code(0).out();
    assert!(below.contains("/sub:\nlines\n"), "{below}");
    let tree = guest.ftps(["tree", "{here}"]).code(0).out();
    assert!(
        tree.ends_with("├── a.csv\n├── b.csv\n└── sub\n    └── lines\n\n1 folder, 3 files\n"),
        "{tree}"
    );
    guest.ftps(["ls", "{here}/*.none"]).code(13).stdout_is("");
}

pub fn copies_are_whole_whoever_makes_them(server: &str) {
    let guest = filled(server);
    guest.ftps(["cp", "{here}/a.csv", "{here}/c.csv"]).code(0);
    assert_eq!(guest.read_stored("c.csv"), b"12345");
    guest.ftps(["cp", "-r", "{here}/sub", "{here}/copy"]).code(0);
    assert!(guest.read_stored("copy/lines").ends_with(b"12\n"));
    guest.only_stored(&["a.csv", "b.csv", "c.csv", "copy", "sub"]);
    guest.ftps(["cp", "{here}/none", "{here}/d.csv"]).code(7);
    guest.ftps(["cp", "{here}/sub", "{here}/other"]).code(7).stderr_has("-r copies it");
    let by_us = guest.ftps(["cp", "{here}/b.csv", "{here}/sub"]).code(0).err();
    let copies = guest.server.software == "proftpd";
    assert_eq!(by_us.contains("go through this machine"), !copies, "{by_us}");
}

pub fn times_are_set_or_the_refusal_says_that_they_cannot_be(server: &str) {
    let guest = filled(server);
    let touched = guest.ftps(["touch", "-d", "2020-01-02T03:04:06Z", "{here}/a.csv"]);
    if matches!(guest.server.mfmt, Setting::Mfmt(false)) {
        touched.code(7).stderr_has("does not set times");
    } else {
        touched.code(0);
        let time = fs::metadata(guest.stored("a.csv")).and_then(|found| found.modified());
        let since = time.expect("a time").duration_since(std::time::UNIX_EPOCH);
        assert_eq!(since.expect("after 1970").as_secs(), 1_577_934_246);
    }
    assert_eq!(guest.read_stored("a.csv"), b"12345");
    guest.ftps(["touch", "{here}/new"]).code(0);
    assert_eq!(guest.read_stored("new"), b"");
    guest.ftps(["touch", "-c", "{here}/none"]).code(0);
    assert!(!guest.stored("none").exists());
}

pub fn links_are_made_or_the_refusal_says_that_they_cannot_be(server: &str) {
    let guest = filled(server);
    let made = guest.ftps(["ln", "-s", "a.csv", "{here}/now"]);
    if guest.server.software == "proftpd" {
        made.code(0);
        guest.ftps(["cat", "{here}/now"]).code(0).stdout_is("12345");
        guest.ftps(["ls", "-l", "{here}/now"]).code(0);
        guest.ftps(["ln", "-s", "a.csv", "{here}/now"]).code(7).stderr_has("exists already");
    } else {
        made.code(7);
        assert!(!guest.stored("now").exists(), "{}", made.context());
    }
}

pub fn the_ends_of_files_are_printed(server: &str) {
    let guest = filled(server);
    guest.ftps(["head", "-n", "2", "{here}/sub/lines"]).code(0).stdout_is("1\n2\n");
    guest.ftps(["tail", "-n", "2", "{here}/sub/lines"]).code(0).stdout_is("11\n12\n");
    guest.ftps(["tail", "-n", "+12", "{here}/sub/lines"]).code(0).stdout_is("12\n");
    guest.ftps(["tail", "-c", "3", "{here}/sub/lines"]).code(0).stdout_is("12\n");
    guest.ftps(["cat", "{here}/*.csv"]).code(0).stdout_is("123451");
    let big = guest.ftps(["head", "-c", "5", "{home}/10m.bin", "{here}/a.csv"]);
    big.code(0).stdout_has("a.csv <==\n12345");
    guest.ftps(["tail", "{here}/none"]).code(7).stdout_is("");
}

pub fn digests_are_those_of_the_files(server: &str) {
    let guest = filled(server);
    let shown = guest.ftps(["checksum", "{here}/a.csv"]).code(0).out();
    assert!(shown.starts_with(DIGEST), "{shown}");
    guest.run.write("SUMS", format!("{DIGEST}  a.csv\n{DIGEST}  b.csv\n"));
    guest
        .ftps(["checksum", "-c", "SUMS", "{here}"])
        .code(10)
        .stdout_is("a.csv: OK\nb.csv: FAILED\n");
    guest.ftps(["checksum", "--against", ".", "{here}/*.csv"]).code(0);
    guest.ftps(["checksum", "-a", "md5", "{here}/none"]).code(7).stdout_is("");
}

pub fn free_space_is_shown_or_the_refusal_says_that_it_cannot_be(server: &str) {
    let guest = filled(server);
    guest.ftps(["df", "{here}"]).code(7).stderr_has("neither AVBL nor SITE QUOTA");
}

pub fn folders_go_both_ways_with_r(server: &str) {
    let guest = filled(server);
    guest.ftps(["get", "-r", "{here}", "down"]).code(0);
    assert_eq!(guest.run.read("down/a.csv"), b"12345");
    guest.ftps(["put", "-r", "down", "{here}/up"]).code(0);
    assert!(guest.read_stored("up/sub/lines").ends_with(b"12\n"));
}

pub fn names_are_found_by_size_time_and_kind(server: &str) {
    let guest = filled(server);
    let found = guest.ftps(["find", "{here}", "-type", "f", "-size", "+2c", "-mtime", "-1"]);
    let found = found.code(0).out();
    assert!(found.lines().count() == 2 && found.contains("/a.csv\n"), "{found}");
    guest.ftps(["mkdir", "{here}/void"]).code(0);
    let empty = guest.ftps(["find", "{here}", "-empty"]).code(0).out();
    assert!(empty.lines().count() == 1 && empty.contains("/void\n"), "{empty}");
    guest.ftps(["find", "{here}", "-newer", "1h", "-older", "2020-01-01"]).code(0).stdout_is("");
}
