//! What every sound server must let a client do. Each function gets the name of the test module.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

pub use crate::everyday::*;
use crate::guest::Guest;
use crate::lab::Lab;
pub use crate::links::*;
pub use crate::mirror::{
    a_mirror_that_is_killed_is_completed_by_the_next,
    a_private_folder_stays_private_where_the_server_can,
    a_tree_goes_up_and_down_and_changes_follow, old_versions_are_kept_where_that_is_asked_for,
};
pub use crate::names::*;
pub use crate::proxies::*;
pub use crate::script::*;
pub use crate::sites::*;
use crate::support::dice::is_long;
use crate::support::{Output, content, date, modified, until};
pub use crate::tls::*;

/// Held while a server connects to us: beside another such session pyftpdlib may forget one of them.
static ACTIVE: Mutex<()> = Mutex::new(());

/// As in the lab's seed.
const MEBIBYTE: usize = 1 << 20;

/// A time long past, in seconds since 1970: 2020-01-02 03:04:06 UTC, even for those who count in
/// steps of two.
const LONG_AGO: u64 = 1_577_934_246;

/// Uploads of a thousand files, and their downloads, may take this long on a slow machine.
const LONG: Duration = Duration::from_secs(600);

pub fn lists_names_sizes_and_kinds(server: &str) {
    let guest = Guest::of(server);
    let names = guest.ftps(["ls", "{home}/"]);
    names.code(0).stderr_is("");
    for name in ["10m.bin", "dir with blanks", "empty", "hello.txt", "in"] {
        assert!(names.out().lines().any(|line| line == name), "{name}\n{}", names.context());
    }
    let entries = guest.ftps(["ls", "--json", "{home}/"]);
    entries.code(0);
    let entry = |name: &str| {
        let found = entries.json().into_iter().find(|entry| entry["name"] == name);
        found.unwrap_or_else(|| panic!("no {name}\n{}", entries.context()))
    };
    assert_eq!(
        (&entry("hello.txt")["size"], &entry("hello.txt")["kind"]),
        (&1024.into(), &"file".into())
    );
    assert_eq!(entry("10m.bin")["size"], 10 * MEBIBYTE);
    assert_eq!(entry("empty")["size"], 0);
    assert_eq!(entry("in")["kind"], "dir");
    guest.ftps(["ls", "{home}/dir with blanks"]).code(0).stdout_is("naïve file – ü.txt\n");
}

pub fn ten_mebibytes_arrive_unchanged_both_ways(server: &str) {
    let guest = Guest::of(server);
    let content = content(1, 10 * MEBIBYTE + 1);
    guest.run.write("up.bin", &content);
    let put = guest.moves(content.len(), ["put", "--json", "--mkdir", "up.bin", "{here}/"]);
    assert_eq!(file_event(&put)["state"], "verified", "{}", put.context());
    assert!(
        guest.read_stored("up.bin") == content,
        "the server has other bytes\n{}",
        put.context()
    );
    guest.only_stored(&["up.bin"]);
    let get = guest.moves(content.len(), ["get", "--json", "{here}/up.bin", "down.bin"]);
    assert_eq!(file_event(&get)["state"], "verified", "{}", get.context());
    assert!(guest.run.read("down.bin") == content, "other bytes came\n{}", get.context());
    guest.run.only_files(".", &["down.bin", "up.bin"]);
}

pub fn an_empty_file_arrives_both_ways(server: &str) {
    there_and_back(&Guest::of(server), "nothing", b"");
}

pub fn a_name_with_blanks_and_foreign_letters_arrives_both_ways(server: &str) {
    there_and_back(&Guest::of(server), "Größe in € – 北京.txt", b"letters");
}

pub fn an_existing_file_is_replaced_by_a_shorter_one(server: &str) {
    let guest = Guest::of(server);
    guest.run.write("a.txt", content(1, 100_000));
    guest.moves(100_000, ["put", "--mkdir", "a.txt", "{here}/"]);
    guest.run.write("a.txt", b"short");
    guest.moves(5, ["put", "a.txt", "{here}/a.txt"]);
    assert_eq!(guest.read_stored("a.txt"), b"short");
    guest.only_stored(&["a.txt"]);
    guest.run.write("b.txt", content(1, 100_000));
    guest.moves(5, ["get", "{here}/a.txt", "b.txt"]);
    assert_eq!(guest.run.read("b.txt"), b"short");
    guest.run.only_files(".", &["a.txt", "b.txt"]);
}

pub fn a_time_is_kept_where_the_server_can_set_it(server: &str) {
    let guest = Guest::of(server);
    guest.run.write_dated("old.txt", b"of long ago", LONG_AGO);
    guest.moves(5, ["put", "--mkdir", "old.txt", "{here}/"]);
    if guest.server.keeps_times() {
        assert_eq!(modified(&guest.stored("old.txt")), LONG_AGO, "on the server");
    }
    // The way down needs no setting: the server has the time, however it came by it.
    date(&guest.stored("old.txt"), LONG_AGO);
    guest.moves(5, ["get", "{here}/old.txt", "back.txt"]);
    assert_eq!(guest.run.modified("back.txt"), LONG_AGO, "here");
}

/// Killed when a part is on the server. The next run sends only the rest: it puts it behind what it found there, and
/// APPE can replace nothing. All of these servers can do that, if they keep the part.
pub fn an_upload_of_64_mebibytes_that_is_killed_is_gone_on_with(server: &str) {
    let guest = Guest::of(server).limit(LONG);
    let content = content(1, 64 * MEBIBYTE);
    let part = 9 * MEBIBYTE;
    guest.run.write("a.bin", &content);
    guest.run.write("first", b"");
    guest.ftps(["put", "--mkdir", "first", "{here}/"]).code(0);
    let running = guest.start(["put", "--limit-rate", "40M", "a.bin", "{here}/"]);
    until("a part on the server", LONG, || guest.bytes_stored() >= part as u64);
    running.kill();
    running.finish().killed_by(9);
    assert!(!guest.stored("a.bin").exists(), "a part has the final name");
    let put = guest.ftps(["put", "-vv", "--continue", "--json", "a.bin", "{here}/"]);
    assert_eq!(file_event(put.code(0))["state"], "verified", "{}", put.context());
    if guest.server.may_remove_cut_uploads() && !put.err().contains("are there: resuming") {
        put.stderr_lacks("> APPE");
    } else {
        assert!(found_there(&put, content.len()) >= part, "{}", put.context());
        assert_eq!(put.err().matches("> APPE").count(), 1, "{}", put.context());
        put.stderr_lacks("> STOR");
    }
    assert!(guest.read_stored("a.bin") == content, "other bytes\n{}", put.context());
    guest.only_stored(&["a.bin", "first"]);
}

/// How many bytes of a file of that size a put found on the server and went on behind.
fn found_there(put: &Output, size: usize) -> usize {
    let told = format!(" of {size} bytes are there: resuming");
    let line = put.err().lines().find_map(|line| Some(line.strip_suffix(&told)?.to_owned()));
    let count = line.and_then(|line| line.split(' ').next_back()?.parse().ok());
    count.unwrap_or_else(|| panic!("it began again\n{}", put.context()))
}

pub fn digests_are_compared_where_the_server_tells_them(server: &str) {
    let guest = Guest::of(server);
    let content = content(1, 300_000);
    guest.run.write("a.bin", &content);
    let state = |args: [&str; 6]| {
        let told = guest.ftps(args);
        assert_eq!(file_event(told.code(0))["state"], "verified", "{}", told.context());
    };
    let how = if guest.server.hash.is_empty() { "readback" } else { "hash" };
    state(["put", "--json", "--mkdir", &format!("--verify={how}"), "a.bin", "{here}/"]);
    state(["get", "--json", "--mkdir", &format!("--verify={how}"), "{here}/a.bin", "back/"]);
    assert!(guest.read_stored("a.bin") == content && guest.run.read("back/a.bin") == content);
    if how == "readback" {
        let puts = ["put", "--verify", "hash", "a.bin", "{here}/b.bin"];
        guest.ftps(puts).code(7).stderr_has("--verify readback");
        let gets = ["get", "--verify", "hash", "{here}/a.bin", "b.bin"];
        guest.ftps(gets).code(7).stderr_has("--verify readback");
    }
    guest.only_stored(&["a.bin"]);
    guest.run.only_files(".", &["a.bin", "back"]);
}

pub fn standard_streams_carry_files(server: &str) {
    let content = content(1, 200_000);
    let guest = Guest::of(server).stdin(&content);
    guest.run.write("first", b"");
    guest.ftps(["put", "--mkdir", "first", "{here}/"]).code(0);
    guest.ftps(["put", "-", "{here}/piped.bin"]).code(0).stdout_is("");
    assert!(guest.read_stored("piped.bin") == content, "the server has other bytes");
    guest.only_stored(&["first", "piped.bin"]);
    guest.ftps(["get", "{here}/piped.bin", "-"]).code(0).stdout_is(&content);
    guest
        .ftps(["cat", "{here}/piped.bin", "{home}/hello.txt"])
        .code(0)
        .stdout_has("hello from the lab");
}

/// The test of TLS sessions: two data connections, at least, for each file of one login.
pub fn many_small_files_need_one_process_each_way(server: &str) {
    let guest = Guest::of(server).limit(LONG);
    let names: Vec<String> = (0..how_many()).map(|n| format!("f{n:04}")).collect();
    for name in &names {
        guest.run.write(&format!("up/{name}"), small(name));
    }
    let up = names.iter().map(|name| format!("up/{name}"));
    let put = guest.ftps(words(["put", "--json", "--mkdir"], up, "{here}/"));
    all_moved(&put, &names);
    let stored: Vec<&str> = names.iter().map(String::as_str).collect();
    guest.only_stored(&stored);
    let down = names.iter().map(|name| format!("{{here}}/{name}"));
    let get = guest.ftps(words(["get", "--json", "--mkdir"], down, "down/"));
    all_moved(&get, &names);
    guest.run.only_files("down", &stored);
    for name in &names {
        assert!(guest.read_stored(name) == small(name), "{name} on the server\n{}", put.context());
        assert!(
            guest.run.read(&format!("down/{name}")) == small(name),
            "{name} here\n{}",
            get.context()
        );
    }
}

pub fn a_wrong_password_is_a_refused_login(server: &str) {
    let guest = Guest::of(server).password("none of theirs");
    let output = guest.ftps(["ls", "-v", "{home}/"]);
    output
        .code(6)
        .stdout_is("")
        .stderr_has("login refused")
        .stderr_has("530")
        .stderr_lacks("theirs");
}

pub fn a_file_that_is_not_there_is_refused(server: &str) {
    let guest = Guest::of(server);
    let output = guest.ftps(["get", "{home}/in/nowhere.txt"]);
    output.code(7).stdout_is("").stderr_has("nowhere.txt").stderr_has("server said 55");
    guest.run.only_files(".", &[]);
}

pub fn works_over_ipv6(server: &str) {
    let guest = Guest::of(server).host("[::1]");
    assert!(guest.server.ipv6, "servers.json says that there is none");
    there_and_back(&guest, "six.bin", b"by IPv6");
}

pub fn works_by_the_name_of_the_host(server: &str) {
    there_and_back(&Guest::of(server).host("localhost"), "named.bin", b"by name");
}

pub fn works_with_pasv(server: &str) {
    let guest = Guest::of(server).with(&["--passive", "pasv", "-v"]);
    guest.run.write("passive.txt", b"by PASV");
    let put = guest.ftps(["put", "--mkdir", "passive.txt", "{here}/"]);
    put.code(0).stderr_has("> PASV").stderr_lacks("> EPSV");
    guest.ftps(["get", "{here}/passive.txt", "-"]).code(0).stdout_is("by PASV");
}

/// The server connects to us, with the session of the control connection where it insists on that.
pub fn works_in_active_mode_or_says_that_it_cannot(server: &str) {
    // pyftpdlib forgets to listen to other sessions once it has connected to a client: it has a server of its own here.
    let server =
        if Lab::server(server).software == "pyftpdlib" { "pyftpdlib_active" } else { server };
    let _alone = ACTIVE.lock().unwrap_or_else(PoisonError::into_inner);
    let guest = Guest::of(server).with(&["--active", "--timeout", "5s", "--retries", "0"]);
    let names = ["one", "two", "three"];
    for name in names {
        guest.run.write(name, name.repeat(100_000));
    }
    let put = guest.ftps(["put", "--mkdir", "one", "two", "three", "{here}/"]);
    if ["unftp", "aioftp"].contains(&guest.server.software.as_str()) {
        assert_ne!(put.status, Some(0), "{}", put.context());
        put.stderr_has("one");
        return;
    }
    put.code(0);
    guest.ftps(["get", "{here}/*", "-t", "back", "--mkdir"]).code(0);
    for name in names {
        assert_eq!(guest.run.read(&format!("back/{name}")), name.repeat(100_000).as_bytes());
    }
}

/// One file up and down, byte for byte, and nothing else left on either side.
#[track_caller]
fn there_and_back(guest: &Guest, name: &str, content: &[u8]) {
    guest.run.write(name, content);
    guest.moves(content.len(), ["put", "--mkdir", name, "{here}/"]);
    assert_eq!(guest.read_stored(name), content);
    guest.only_stored(&[name]);
    guest.ftps(["ls", "{here}/"]).code(0).stdout_is(format!("{name}\n"));
    fs::remove_file(guest.run.path(name)).expect("a file of ours");
    guest.moves(content.len(), ["get", &format!("{{here}}/{name}")]);
    assert_eq!(guest.run.read(name), content);
    guest.run.only_files(".", &[name]);
}

/// Exit 0, an event of the best kind for each name, and a summary that agrees.
#[track_caller]
fn all_moved(output: &Output, names: &[String]) {
    output.code(0);
    let events = output.json();
    let (summary, files) = events.split_last().expect("a summary");
    let best = files.iter().filter(|event| event["state"] == "verified");
    let remote = best.filter_map(|event| event["remote"].as_str()?.rsplit('/').next());
    let moved: BTreeSet<&str> = remote.collect();
    assert!(names.iter().all(|name| moved.contains(name.as_str())), "{}", output.context());
    let wanted = (&Value::from(names.len()), &Value::from(0), &Value::from(0));
    assert_eq!((&summary["files"], &summary["failed"], &summary["skipped"]), wanted);
}

fn file_event(output: &Output) -> Value {
    let event = output.json().into_iter().find(|event| event["event"] == "file");
    event.unwrap_or_else(|| panic!("no event of a file\n{}", output.context()))
}

/// How many files one process moves: enough for every ticket to be spent many times over.
fn how_many() -> usize {
    if is_long() { 1000 } else { 60 }
}

fn words<const N: usize>(
    first: [&str; N],
    middle: impl Iterator<Item = String>,
    last: &str,
) -> Vec<String> {
    first.map(str::to_owned).into_iter().chain(middle).chain([last.to_owned()]).collect()
}

/// A KiB that no other name has.
fn small(name: &str) -> Vec<u8> {
    name.bytes().cycle().take(1024).collect()
}
