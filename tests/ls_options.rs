//! `ls` as users of the system's `ls` know it: order, forms, patterns, columns, colours.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::json;

use crate::support::{Fault, Run, Server, quickly};

/// 2026-01-31 09:00:00 UTC.
const JANUARY: u64 = 1_769_850_000;

/// Three files and a folder, of different sizes and times.
fn filled() -> Server {
    let server = Server::build().start();
    server.write_dated("in/b.csv", "22", JANUARY + 60);
    server.write_dated("in/a.zip", "55555", JANUARY);
    server.write_dated("in/c.csv", "333", JANUARY + 120);
    server.write("in/sub/d.csv", "1");
    server
}

#[test]
fn orders_are_those_of_ls() {
    let server = filled();
    let run = Run::new(&server);
    for (options, names) in [
        (&[][..], "a.zip b.csv c.csv sub"),
        (&["-r"], "sub c.csv b.csv a.zip"),
        (&["-S"], "a.zip c.csv b.csv"),
        (&["-tr", "--group-directories-first"], "sub a.zip b.csv c.csv"),
        (&["-X"], "sub b.csv c.csv a.zip"),
        (&["--sort", "extension"], "sub b.csv c.csv a.zip"),
        (&["-t", "--sort=name"], "a.zip b.csv c.csv sub"),
    ] {
        let shown = run.ftps([&["ls"], options, &["{url}/in"]].concat());
        let out = shown.code(0).out();
        let files: Vec<&str> = out.lines().collect();
        assert!(files.join(" ").starts_with(names), "{options:?}: {files:?}");
    }
}

#[test]
fn the_long_form_has_a_column_for_all_that_the_server_reports() {
    let listing = "drwxrwsr-x   2 joe      staff        4096 Jan 31 2025 sub\r\n\
        -rwxr-xr-x   1 ada      wheel     1536000 Jan 31 2025 run\r\n\
        lrwxrwxrwx   1 joe      staff           3 Jan 31 2025 now -> run\r\n";
    let server =
        Server::build().without("MLSD").without("MLST").on("LIST", Fault::listing(listing)).start();
    let run = Run::new(&server);
    run.ftps(["ls", "-lhF", "{url}/"]).code(0).stdout_is(
        "lrwxrwxrwx joe staff        - 2025-01-31 now -> run\n\
         -rwxr-xr-x ada wheel 1.46 MiB 2025-01-31 run*\n\
         drwxrwsr-x joe staff        - 2025-01-31 sub/\n",
    );
    let first = &run.ftps(["ls", "--json", "{url}/"]).code(0).json()[0];
    assert_eq!((&first["owner"], &first["group"]), (&json!("joe"), &json!("staff")));
    assert_eq!((&first["target"], &first["mode"]), (&json!("run"), &json!("0777")));
    assert!(first["raw"].as_str().unwrap().ends_with("now -> run"), "{first}");
}

#[test]
fn a_pattern_shows_its_matches_under_their_typed_names_and_asks_once() {
    let server = filled();
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/in/*.csv"]).code(0).stdout_is("in/b.csv\nin/c.csv\n");
    assert_eq!(server.data_connections(), 1, "{}", server.log());
    run.ftps(["ls", "{url}/in/s*"]).code(0).stdout_is("d.csv\n");
    run.ftps(["ls", "-d", "{url}/in/*"]).code(0).stdout_has("in/a.zip\n").stdout_has("in/sub\n");
    run.ftps(["ls", "{url}/in/*.none"]).code(13).stderr_has("*.none");
    run.ftps(["ls", "--literal", "-u", "u", "-p", "{port}", "{host}:in/*.csv"]).code(7);
}

#[test]
fn folders_in_folders_stand_under_their_paths() {
    let server = filled();
    server.write("in/sub/deep/e", "");
    let run = Run::new(&server);
    run.ftps(["ls", "-R", "{url}/in"])
        .code(0)
        .stdout_is("in:\na.zip\nb.csv\nc.csv\nsub\n\nin/sub:\nd.csv\ndeep\n\nin/sub/deep:\ne\n");
    run.ftps(["ls", "-R", "{url}/in/a.zip"]).code(0).stdout_is("a.zip\n");
    run.ftps(["ls", "-d", "{url}/in"]).code(0).stdout_is("in\n");
}

#[test]
fn an_unsorted_listing_is_printed_while_it_still_comes_in() {
    let line = |n: u32| format!("type=file;size={n};modify=20260131090000; file-{n:06}\r\n");
    let listing: String = (0..100_000).map(line).collect();
    let stalled = || Fault::listing(&listing).and(Fault::stall(3_000_000));
    let server = Server::build().on("MLSD", stalled()).start();
    let run = Run::new(&server);
    let first = run.ftps(quickly("ls", &["-U", "--retries", "0", "{url}/"]));
    first.code(4).stdout_has("file-000000\nfile-000001\n").stdout_has("file-040000\n");
    let sorted = run.ftps(quickly("ls", &["--retries", "0", "{url}/"]));
    sorted.code(4).stdout_is("");
}

#[test]
fn a_file_is_no_folder_when_entries_are_printed_as_they_come() {
    for server in [
        Server::build().start(),
        Server::build().without("MLSD").without("MLST").start(),
        Server::build().without("MLSD").without("MLST").without("LIST -a").start(),
    ] {
        server.write("in/a", "x");
        server.write("in/b", "x");
        let run = Run::new(&server);
        run.ftps(["ls", "-U", "{url}/in/a"]).code(0).stdout_is("a\n");
        let both = run.ftps(["ls", "-U", "{url}/in"]).code(0).out();
        assert_eq!(both.lines().count(), 2, "{both}");
        run.ftps(["ls", "-U", "{url}/none"]).code(7).stdout_is("");
    }
}

#[test]
fn the_listing_of_the_server_can_be_had_as_it_comes() {
    let listing = "total 1\r\n-rw-r--r-- 1 a b 5 Jan 31 2025 x\r\nodd \x1b[2J line\r\n";
    let server =
        Server::build().without("MLSD").without("MLST").on("LIST", Fault::listing(listing)).start();
    Run::new(&server).ftps(["ls", "--raw", "{url}/"]).code(0).stdout_is(listing);
}

#[test]
fn a_terminal_gets_columns_and_the_colours_of_ls_colors() {
    let server = Server::build().without("MLSD").without("MLST").start();
    for name in ["alpha", "beta", "gamma", "run.sh", "pic.png"] {
        server.write(name, "");
    }
    fs::create_dir(server.path("sub")).unwrap();
    symlink("alpha", server.path("link")).unwrap();
    fs::set_permissions(server.path("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    let run = Run::new(&server).env("LS_COLORS", "di=35:ln=36:ex=32:*.png=33");
    let terminal = run.terminal(["ls", "{url}/"], (24, 60));
    terminal.sees("alpha  beta");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert_eq!(terminal.ends(), 0);
    for painted in ["\x1b[35msub", "\x1b[36mlink", "\x1b[32mrun.sh", "\x1b[33mpic.png"] {
        assert!(raw.contains(painted), "{painted:?} in {raw:?}");
    }
    let plain = run.env("NO_COLOR", "1");
    let terminal = plain.terminal(["ls", "-1", "{url}/"], (24, 60));
    terminal.sees("sub");
    assert!(!terminal.raw().contains(&0x1b), "{:?}", String::from_utf8_lossy(&terminal.raw()));
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn names_of_wide_letters_are_laid_out_by_their_width() {
    let server = Server::build().start();
    for name in ["日本語日本語", "b", "c", "d"] {
        server.write(name, "");
    }
    let run = Run::new(&server);
    let terminal = run.terminal(["ls", "{url}/"], (24, 14));
    let shown = terminal.sees("日本語日本語");
    assert!(shown.lines().any(|line| line.trim() == "日本語日本語"), "{shown}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn h_is_for_sizes_and_no_usage_error_is_a_page_of_help() {
    let server = filled();
    let run = Run::new(&server);
    run.ftps(["ls", "-lh", "{url}/in/a.zip"]).code(0).stdout_has(" 5 B ");
    run.ftps(["ls", "--help"]).code(0).stdout_has("--group-directories-first");
    for args in [&["ls", "-h"][..], &["ls", "-lh"], &["ls", "-lQ", "{url}/"], &["du", "-h"]] {
        run.ftps(args).code(2).stdout_is("");
    }
}

#[test]
fn failures_are_events_too_and_the_summary_counts_what_was_shown() {
    let server = filled();
    let run = Run::new(&server);
    let events = run.ftps(["ls", "--json", "{url}/in", "{url}/none"]).code(10).json();
    let failed = events.iter().find(|event| event["event"] == "failed").expect("a failure");
    assert_eq!((&failed["action"], &failed["path"]), (&json!("ls"), &json!("none")));
    assert_eq!(failed["exit"], json!(7));
    assert!(failed["error"].as_str().unwrap().contains("550"), "{failed}");
    let last = events.last().unwrap();
    assert_eq!((&last["event"], &last["changed"]), (&json!("summary"), &json!(4)));
    let events = run.ftps(["stat", "--json", "{url}/none"]).code(7).json();
    assert_eq!((&events[0]["event"], &events[0]["exit"]), (&json!("failed"), &json!(7)));
    let events = run.ftps(["ls", "--json"]).code(2).json();
    assert_eq!((&events[0]["event"], &events[0]["exit"]), (&json!("summary"), &json!(2)));
    assert!(events[0]["error"].as_str().unwrap().contains("TARGET"), "{events:?}");
}
