//! Memory does not grow with the size of a file, and little with the number of files.

use std::fs::File;
use std::path::Path;

use crate::support::dice::is_long;
use crate::support::{Fault, Run, Server, verb};

/// What the program may hold above what it needs to say its version, in KiB. Promised are 10 and 20
/// MiB. The pages of the dev binary's code count, some 3 MiB of them for one transfer.
const ONE_TRANSFER: u64 = 10 * 1024;
/// What a large transfer may hold above a small one: the same code, and the same buffers, if these are no larger.
const LARGE_ABOVE_SMALL: u64 = 1536;
const MANY_FILES: u64 = 20 * 1024;
/// What many files may hold above one.
const MANY_ABOVE_ONE: u64 = 2 * 1024;
const TEN_THOUSAND_ABOVE_ONE: u64 = 6 * 1024;

const TIME: &str = "/usr/bin/time";

/// Peak of the resident memory of a run, in KiB.
#[track_caller]
fn peak(server: &Server, run: &Run<'_>, args: &[&str]) -> u64 {
    let ca = server.files().ca.to_str().expect("a plain path");
    let (command, rest) = args.split_first().expect("a command");
    let trust: &[&str] = if *command == "--version" { &[] } else { &["--ca-file", ca] };
    let time = ["-f", "%M", "-o", "../peak", env!("CARGO_BIN_EXE_ftps"), command];
    run.ftps([&time, trust, rest].concat()).code(0);
    let told = String::from_utf8(run.read("../peak")).expect("a number");
    told.trim().parse().expect("a number")
}

/// Asserts that a run needs at most `most` KiB more than `--version` does.
#[track_caller]
fn stays_below(most: u64, server: &Server, run: &Run<'_>, args: &[&str]) {
    stays_near(most, server, run, &["--version"], args);
}

/// Asserts that a run needs at most `most` KiB more than another one does.
#[track_caller]
fn stays_near(most: u64, server: &Server, run: &Run<'_>, other: &[&str], args: &[&str]) {
    let (least, peak) = (peak(server, run, other), peak(server, run, args));
    let more = peak.saturating_sub(least);
    println!("{} {}: {least} KiB + {more} KiB", args[0], args.last().expect("a target"));
    assert!(more <= most, "{more} KiB above the {least} KiB of {other:?}");
}

fn timed(server: &Server) -> Option<Run<'_>> {
    if Path::new(TIME).exists() {
        return Some(Run::program(TIME).against(server).without_ca());
    }
    println!("skipped: there is no {TIME}");
    None
}

/// Enough for anything that is kept of each byte or file to show; `FTPS_LONG` takes more.
fn large() -> u64 {
    if is_long() { 300 << 20 } else { 100 << 20 }
}

fn many() -> usize {
    if is_long() { 10_000 } else { 800 }
}

fn most_for_many() -> u64 {
    if is_long() { TEN_THOUSAND_ABOVE_ONE } else { MANY_ABOVE_ONE }
}

fn make_large(path: &Path) {
    File::create(path).and_then(|file| file.set_len(large())).expect("a file of holes");
}

#[test]
fn a_large_get_needs_little_memory() {
    let server = Server::build().start();
    make_large(&server.path("large"));
    let Some(run) = timed(&server) else { return };
    server.write("small", "x");
    let small = ["get", "{url}/small", "b"];
    stays_near(LARGE_ABOVE_SMALL, &server, &run, &small, &["get", "{url}/large", "a"]);
    stays_below(ONE_TRANSFER, &server, &run, &["get", "{url}/large", "a"]);
    assert_eq!(run.path("a").metadata().expect("a file").len(), large());
}

#[test]
fn a_large_put_needs_little_memory() {
    let server = Server::build().start();
    let Some(run) = timed(&server) else { return };
    make_large(&run.path("large"));
    run.write("small", "x");
    let small = ["put", "small", "{url}/b"];
    stays_near(LARGE_ABOVE_SMALL, &server, &run, &small, &["put", "large", "{url}/a"]);
    stays_below(ONE_TRANSFER, &server, &run, &["put", "large", "{url}/a"]);
    assert_eq!(server.path("a").metadata().expect("a file").len(), large());
}

#[test]
fn many_small_files_need_little_memory() {
    let server = Server::build().start();
    let Some(run) = timed(&server) else { return };
    let names: Vec<String> = (0..many()).map(|n| format!("file-{n:05}.txt")).collect();
    for name in &names {
        run.write(name, name);
    }
    let args: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = [&["put"], &args[..], &["{url}/"]].concat();
    stays_near(most_for_many(), &server, &run, &["put", &names[0], "{url}/"], &all);
    server.only_files("", &args);
    stays_below(MANY_FILES, &server, &run, &all);
    let one = format!("{{url}}/{}", names[0]);
    let (one, all) = (["get", "--mkdir", &one, "one/"], ["get", "--mkdir", "{url}/*.txt", "back/"]);
    stays_near(most_for_many(), &server, &run, &one, &all);
    stays_below(MANY_FILES, &server, &run, &all);
    run.only_files("back", &args);
}

/// What a mirror may hold of one file that is to be moved, in bytes: its name, its facts, its place in the plan.
const ONE_ENTRY: u64 = 400;

#[test]
fn a_mirror_holds_little_of_each_file() {
    let server = Server::build().start();
    let Some(run) = timed(&server) else { return };
    let (few, many) = (2_000, 22_000);
    for number in 0..many {
        let tree = if number < few { "few" } else { "rest" };
        run.write(&format!("{tree}/{}/file-{number:05}.txt", number % 100), "");
    }
    let dry = |source: &str| peak(&server, &run, &["mirror", "-n", source, "{url}/to"]);
    let (small, large) = (dry("few"), dry("rest"));
    let each = large.saturating_sub(small) * 1024 / (many - 2 * few);
    println!("{small} KiB and {large} KiB: {each} bytes a file");
    assert!(each <= ONE_ENTRY, "{each} bytes a file");
}

/// A tree without end, whose folders have long names, ends at its depth: what waits until then must not hold the paths
/// of all folders.
#[test]
fn a_deep_tree_of_long_names_needs_little_memory() {
    let folder = |number: usize| format!("type=dir; {number:03}{}\r\n", "n".repeat(250));
    let listing = (0..100).map(folder).fold("type=cdir; .\r\n".to_owned(), |all, line| all + &line);
    let server = Server::build().on(verb("MLSD"), Fault::listing(listing)).start();
    let Some(run) = timed(&server) else { return };
    let ca = server.files().ca.to_str().expect("a plain path");
    let time = ["-f", "%M", "-o", "../peak", env!("CARGO_BIN_EXE_ftps"), "mirror"];
    let args = ["--ca-file", ca, "{url}/from", "dst"];
    run.ftps([&time[..], &args].concat()).code(12).stderr_has("200 levels");
    let told = String::from_utf8(run.read("../peak")).expect("a number");
    let peak: u64 = told.lines().last().expect("a line").trim().parse().expect("a number");
    println!("{peak} KiB");
    // 20,000 folders; their paths would take 500 MiB.
    assert!(peak <= 80 * 1024, "{peak} KiB");
}
