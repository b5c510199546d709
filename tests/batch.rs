//! Several files at once: patterns, lists, workers, what is skipped, what is removed, and what is told of it.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Fault, Moment, Output, Run, Server, date, verb};

const JANUARY: u64 = 1_769_850_000;

/// A server with these files below `out`, each holding its own name.
fn serving(names: &[&str]) -> Server {
    let server = Server::build().start();
    fill(&server, names);
    server
}

fn fill(server: &Server, names: &[&str]) {
    for name in names {
        server.write(&format!("out/{name}"), name);
    }
}

fn many(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("f{n:03}")).collect()
}

fn strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn summary(output: &Output) -> Value {
    output.json().pop().expect("a summary")
}

// Workers.

#[test]
fn jobs_log_in_so_many_times_and_move_every_file_once() {
    let names = many(20);
    let server = serving(&strs(&names));
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "3", "{url}/out/*"]).code(0).stderr_is("");
    run.only_files(".", &strs(&names));
    assert!(names.iter().all(|name| run.read(name) == name.as_bytes()));
    assert_eq!((server.logins(), server.count("RETR")), (3, 20));
    let args = ["put", "-j4"].into_iter().chain(strs(&names)).chain(["{url}/in/", "--mkdir"]);
    run.ftps(args).code(0);
    server.only_files("in", &strs(&names));
    assert!(server.logins() <= 7 && server.count("STOR") == 20);
}

#[test]
fn one_file_never_needs_two_logins() {
    let server = serving(&["a"]);
    Run::new(&server).ftps(["get", "--jobs", "8", "{url}/out/a"]).code(0);
    assert_eq!(server.logins(), 1);
}

#[test]
fn jobs_must_be_a_sensible_number() {
    for jobs in ["0", "65", "x"] {
        Run::alone().ftps(["get", "--jobs", jobs, "h:a"]).code(2);
    }
}

#[test]
fn a_server_that_allows_fewer_logins_gets_fewer_and_no_file_fails() {
    let names = many(12);
    let server = Server::build().max_logins(2).start();
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let got = run.ftps(["get", "--jobs", "4", "--json", "{url}/out/*"]);
    got.code(0).stderr_has("too many").stderr_has("going on with fewer");
    assert_eq!(summary(&got)["verified"], 12);
    assert_eq!(server.logins(), 2);
    run.only_files(".", &strs(&names));
}

#[test]
fn a_421_at_the_door_ends_a_worker_and_no_file() {
    let server = Server::build()
        .on(verb("CONNECT").since(2), Fault::farewell("421 too many connections"))
        // The first worker must not be done before another comes to the door.
        .on(verb("RETR").nth(1), Fault::delay(Duration::from_millis(700)))
        .start();
    fill(&server, &["a", "b", "c"]);
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "3", "{url}/out/*"]).code(0).stderr_has("421 too many connections");
    run.only_files(".", &["a", "b", "c"]);
}

#[test]
fn a_worker_that_is_thrown_out_gives_its_file_to_the_others() {
    let server = Server::build()
        .on(verb("RETR").on_connection(1), Fault::delay(Duration::from_millis(150)))
        .on(verb("RETR").on_connection(2), Fault::farewell("421 too many connections"))
        .on(verb("CONNECT").since(3), Fault::farewell("421 too many connections"))
        .start();
    let names = many(6);
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let args = ["get", "-j2", "--retry-delay", "1ms", "--json", "{url}/out/*"];
    assert_eq!(summary(run.ftps(args).code(0))["verified"], 6);
    run.only_files(".", &strs(&names));
}

#[test]
fn a_wrong_password_is_tried_once_whatever_the_jobs() {
    let server = serving(&["a", "b", "c"]);
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    run.ftps(["get", "--jobs", "3", "{url}/out/a", "{url}/out/b", "{url}/out/c"]).code(6);
    assert_eq!(server.count("PASS"), 1);
}

#[test]
fn files_of_two_servers_come_in_one_run() {
    let (one, other) = (serving(&["a", "b"]), serving(&["c", "d"]));
    let run = Run::new(&one);
    let url = |name: &str| format!("{}/out/{name}", other.url());
    let args = ["get", "-j2", "{url}/out/a", &url("c"), "{url}/out/b", &url("d")];
    run.ftps(args).code(0);
    run.only_files(".", &["a", "b", "c", "d"]);
    assert!(one.logins() <= 2 && other.logins() <= 2);
}

#[test]
fn what_goes_to_standard_output_keeps_its_order() {
    let names = many(9);
    let server = serving(&strs(&names));
    let run = Run::new(&server);
    run.ftps(["get", "--jobs", "4", "{url}/out/f*", "-"]).code(0).stdout_is(names.concat());
}

#[test]
fn an_interrupt_ends_all_workers_and_says_how_many_had_no_turn() {
    let server = Server::build().on(verb("RETR"), Fault::stall(1)).start();
    let names = many(6);
    fill(&server, &strs(&names));
    let run = Run::new(&server);
    let running = run.start(["get", "--jobs", "2", "--json", "{url}/out/*"]);
    server.wait_for("RETR", 2);
    running.interrupt();
    let ended = running.finish();
    let told = summary(ended.code(130));
    assert_eq!(
        (&told["failed"], &told["untried"], &told["exit"]),
        (&2.into(), &4.into(), &130.into())
    );
    run.only_files(".", &[]);
}

#[test]
fn a_deadline_between_two_files_is_no_success() {
    let server =
        Server::build().on(verb("RETR").nth(1), Fault::delay(Duration::from_millis(1500))).start();
    fill(&server, &["a", "b", "c"]);
    let run = Run::new(&server);
    let got = run.ftps(["get", "--deadline", "1s", "--json", "{url}/out/*"]);
    assert_eq!(summary(got.code(14))["files"], 0);
}

#[test]
fn what_any_worker_learned_is_remembered() {
    let server = Server::build().like_proftpd().start();
    let names = many(8);
    let run = Run::new(&server);
    for name in &names {
        run.write(name, name);
    }
    let args = || ["put", "-j2", "--mkdir"].into_iter().chain(strs(&names)).chain(["{url}/in/"]);
    run.ftps(args()).code(0);
    let logins = server.logins();
    run.ftps(args()).code(0);
    assert!(server.logins() - logins <= 2, "{}", server.log());
}

#[test]
fn a_session_lost_in_the_middle_of_a_batch_does_not_lead_to_another_folder() {
    let server = serving(&["a", "sub/a", "sub/b", "z"]);
    server.write("z", "wrong");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/a", "{url}/out", "{url}/out/z"]).code(10);
    assert_eq!(run.read("z"), b"z");
}

// Patterns.

#[test]
fn a_pattern_fetches_what_matches_and_nothing_else() {
    let server = serving(&["a.csv", "b.csv", "c.txt", ".hidden.csv", "sub/d.csv"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*.csv"]).code(0).stderr_is("");
    run.only_files(".", &["a.csv", "b.csv"]);
    run.ftps(["get", "{url}/out/.*", "--mkdir", "hidden/"]).code(0);
    run.only_files("hidden", &[".hidden.csv"]);
    run.ftps(["get", "{url}/out/{b,c}.[!x-z]??", "-n", "-v", "."])
        .code(0)
        .stderr_has("skipped, exists");
    run.only_files(".", &["a.csv", "b.csv", "c.txt", "hidden"]);
}

#[test]
fn patterns_work_in_folders_and_with_every_form_of_listing() {
    for server in [
        Server::build().start(),
        Server::build().like_vsftpd().start(),
        Server::build().without("MLSD").without("MLST").dos_listing().start(),
    ] {
        fill(
            &server,
            &["2026-01/a.csv", "2026-02/b.csv", "2026-03/x/c.csv", "2025/a.csv", "2026-x"],
        );
        let run = Run::new(&server);
        run.ftps(["get", "{url}/out/2026-*/a.csv"]).code(0);
        run.ftps(["get", "{url}/o?t/2026-*/b*"]).code(0);
        run.ftps(["get", "{url}/*/*/x/*"]).code(0).stderr_is("");
        run.only_files(".", &["a.csv", "b.csv", "c.csv"]);
    }
}

#[test]
fn no_match_is_13_and_names_the_pattern() {
    let server = serving(&["a.csv"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*.xml"]).code(13).stderr_has("out/*.xml");
    run.ftps(["get", "{url}/out/*/a.csv"]).code(13);
    run.ftps(["get", "{url}/none/*"]).code(7).stderr_has("none");
    let both = run.ftps(["get", "--json", "{url}/out/*.xml", "{url}/out/*.csv"]);
    assert_eq!(both.code(10).json()[0]["exit"], 13);
    run.only_files(".", &["a.csv"]);
}

#[test]
fn a_name_that_exists_as_typed_wins() {
    let server = serving(&["*.csv", "a.csv", "[x]", "x"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*.csv", "{url}/out/[x]"]).code(0);
    run.only_files(".", &["*.csv", "[x]"]);
    assert_eq!(server.count("MLSD"), 0);
}

#[test]
fn escapes_percent_and_f_make_a_pattern_literal() {
    for (args, names) in [
        (vec!["get", "{url}/out/%2A.csv"], ["*.csv"]),
        (vec!["get", "{url}/out/\\*.csv"], ["*.csv"]),
        (vec!["get", "-F", "{url}/out/*.csv"], ["*.csv"]),
        (vec!["get", "{url}/out/a%5B*"], ["a[1]"]),
    ] {
        let server = serving(&["*.csv", "b.csv", "a[1]", "a1"]);
        let run = Run::new(&server);
        run.ftps(args).code(0);
        run.only_files(".", &names);
    }
    let server = serving(&["b.csv"]);
    Run::new(&server).ftps(["get", "-F", "{url}/out/*.csv"]).code(7);
    Run::new(&server).ftps(["get", "{url}/out/%2A.csv"]).code(7);
}

#[test]
fn a_name_without_a_pattern_costs_no_question() {
    let server = serving(&["a"]);
    Run::new(&server).ftps(["get", "{url}/out/a"]).code(0);
    assert_eq!(server.count("MLST") + server.count("MLSD"), 0);
}

#[test]
fn folders_that_match_are_left_out_with_a_note() {
    let server = serving(&["a", "sub/b"]);
    std::os::unix::fs::symlink("sub", server.path("out/link")).unwrap();
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*"]).code(0).stderr_has("out/sub: left out").stderr_has("out/link");
    run.only_files(".", &["a"]);
    run.ftps(["get", "{url}/out/s*"]).code(13);
}

#[test]
fn names_that_are_not_safe_are_left_out_with_a_note() {
    let lines = "type=file;size=1; ../a\r\ntype=file;size=1; a\\b\r\ntype=file;size=2; ok\r\n";
    let server = Server::build().on(verb("MLSD"), Fault::listing(lines)).start();
    server.write("out/ok", "ok");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/?*"]).code(0).stderr_has("left out: name with");
    run.ftps(["get", "{url}/out/a*"]).code(13);
    run.only_files(".", &["ok"]);
}

#[test]
fn an_incomplete_listing_matches_nothing_and_fails() {
    let server = Server::build().on(verb("MLSD"), Fault::no_close_notify()).start();
    fill(&server, &["a", "b"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*"]).code(9);
    run.only_files(".", &[]);
}

#[test]
fn a_listing_that_the_server_cut_short_matches_nothing_and_fails() {
    for words in ["226 Output truncated to 10000 matches", "226-Options: -a\r\n226 Truncated"] {
        let server = Server::build().on(verb("MLSD"), Fault::final_reply(words)).start();
        fill(&server, &["a", "b"]);
        let run = Run::new(&server);
        run.ftps(["get", "{url}/out/*"]).code(9).stderr_has("runcated");
        run.only_files(".", &[]);
    }
}

#[test]
fn a_pattern_into_a_file_is_refused_and_o_takes_one_match() {
    let server = serving(&["a.csv", "b.csv"]);
    let run = Run::new(&server);
    run.write("old", "kept");
    run.ftps(["get", "{url}/out/a*", "old"]).code(2).stderr_has("not a folder");
    run.ftps(["get", "{url}/out/*", "-o", "new"]).code(2).stderr_has("2 files match");
    run.ftps(["get", "{url}/out/a*", "-o", "new"]).code(0);
    run.only_files(".", &["new", "old"]);
}

#[test]
fn patterns_that_overlap_fetch_a_file_once() {
    let server = serving(&["a.csv", "b.csv"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}//out/*", "{url}//out/a*"]).code(0);
    assert_eq!(server.count("RETR"), 2);
}

#[test]
fn a_local_star_is_no_pattern() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a.csv", "1");
    run.ftps(["put", "*.csv", "{url}/"]).code(3).stderr_has("*.csv: no such file");
    assert_eq!(server.events().connections, 0);
}

// Lists.

#[test]
fn a_list_names_local_files_one_a_line() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["a", "x/b c", "*"] {
        run.write(name, name);
    }
    run.write("list", "a\n\nx/b c\r\n*");
    run.ftps(["put", "--from-file", "list", "{url}/"]).code(0);
    server.only_files("", &["*", "a", "b c"]);
    run.ftps(["put", "--from-file", "list", "list", "-t", "{url}/"]).code(0);
    server.only_files("", &["*", "a", "b c", "list"]);
}

#[test]
fn standard_input_lists_names_that_end_with_nul() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\nb\0-\0");
    run.write("a\nb", "odd");
    run.write("-", "dash");
    run.ftps(["put", "--from-file", "-", "--null", "{url}/"]).code(10).stderr_has("put a\\nb: ");
    run.ftps(["put", "--from-file", "-", "{url}/"]).code(2).stderr_has("--null");
    run.ftps(["put", "--from-file", "-", "-0", "-", "{url}/"]).code(2).stderr_has("once");
    assert_eq!(server.read("-"), b"dash");
}

#[test]
fn a_list_names_remote_files_below_a_folder_or_whole_targets() {
    let server = serving(&["a", "*", "x/b", "100%41"]);
    let run = Run::new(&server);
    run.write("list", "a\n*\nx/b\n100%41\n");
    run.ftps(["get", "--from-file", "list", "{url}/out", "--mkdir", "in/"]).code(0);
    run.only_files("in", &["*", "100%41", "a", "b"]);
    run.write("whole", format!("{0}/out/a\n{0}/out/x/b", server.url()));
    run.ftps(["get", "--from-file", "whole", "-t", "in"]).code(0);
    run.ftps(["get", "--from-file", "list", "{url}/out", "{url}/x"]).code(2);
}

#[test]
fn an_empty_list_is_nothing_to_do() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let none = run.ftps(["put", "--from-file", "-", "--json", "{url}/in/"]);
    assert_eq!(summary(none.code(0).stderr_has("nothing to do"))["files"], 0);
    run.ftps(["get", "--from-file", "-", "{url}/in/"]).code(0);
    run.ftps(["put", "--from-file", "none", "{url}/in/"]).code(3).stderr_has("none");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_file_that_vanished_from_a_list_fails_alone() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\ngone\nb\n");
    run.write("a", "1");
    run.write("b", "2");
    let sent = run.ftps(["put", "--from-file", "-", "{url}/"]);
    sent.code(10)
        .stderr_has("gone: no such file")
        .stderr_has("2 files sent (2 verified), 1 failed");
    server.only_files("", &["a", "b"]);
}

#[test]
fn one_name_in_a_list_means_a_folder_as_several_do() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin("a\n");
    run.write("a", "1");
    run.ftps(["put", "--from-file", "-", "{url}/in"]).code(7).stderr_has("--mkdir");
    run.ftps(["put", "--from-file", "-", "--mkdir", "{url}/in"]).code(0);
    server.only_files("in", &["a"]);
}

// What exists already.

#[test]
fn existing_files_are_skipped_without_a_word() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "--no-clobber", "{url}/out/a", "{url}/out/b"]).code(0).stderr_is("");
    assert_eq!((run.read("a"), run.read("b")), (b"old".to_vec(), b"b".to_vec()));
    run.ftps(["get", "-n", "--overwrite", "{url}/out/a"]).code(0);
    assert_eq!(run.read("a"), b"a");
}

#[test]
fn existing_files_on_any_server_are_skipped() {
    for server in [
        Server::build().start(),
        Server::build().like_vsftpd().start(),
        Server::build().without("MLST").without("MLSD").without("SIZE").without("MDTM").start(),
    ] {
        server.write("in/a", "old");
        let run = Run::new(&server);
        run.write("a", "new");
        run.write("b", "new");
        let sent = run.ftps(["put", "--skip-existing", "--json", "a", "b", "{url}/in/"]);
        let events = sent.code(0).json();
        assert_eq!(
            (&events[0]["state"], &events[0]["reason"]),
            (&"skipped".into(), &"exists".into())
        );
        assert_eq!((&summary(&sent)["skipped"], &summary(&sent)["files"]), (&1.into(), &1.into()));
        assert_eq!((server.read("in/a"), server.read("in/b")), (b"old".to_vec(), b"new".to_vec()));
    }
}

#[test]
fn only_newer_files_replace() {
    for server in [Server::build().start(), Server::build().like_vsftpd().start()] {
        for (name, seconds) in [("new", JANUARY + 1), ("same", JANUARY), ("old", JANUARY - 1)] {
            server.write_dated(&format!("out/{name}"), "theirs", seconds);
        }
        let run = Run::new(&server);
        for name in ["new", "same", "old"] {
            run.write(name, "ours");
            date(&run.path(name), JANUARY);
        }
        run.ftps(["put", "--newer", "new", "same", "old", "missing", "{url}/out/"]).code(10);
        assert_eq!(["new", "same", "old"].map(|n| server.read(&format!("out/{n}"))[0]), *b"tto");
        server.write_dated("out/old", "theirs", JANUARY - 1);
        run.ftps(["get", "--newer", "{url}/out/*"]).code(0);
        assert_eq!(["new", "same", "old"].map(|name| run.read(name)[0]), *b"too");
    }
}

#[test]
fn asking_for_the_time_of_a_download_costs_no_question_of_its_own() {
    let server = serving(&["a"]);
    let run = Run::new(&server);
    run.write("a", "old");
    date(&run.path("a"), JANUARY);
    run.ftps(["get", "--newer", "{url}/out/a"]).code(0);
    assert_eq!((run.read("a"), server.count("MDTM")), (b"a".to_vec(), 1));
}

#[test]
fn where_no_time_is_told_newer_moves_the_file_and_says_so() {
    let server = Server::build().without("MDTM").without("MLST").without("MLSD").start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "--newer", "{url}/a"]).code(0).stderr_has("tells no time");
    assert_eq!(run.read("a"), b"new");
}

// Sources that are removed.

#[test]
fn a_source_is_removed_once_it_is_verified() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    let got = run.ftps(["get", "--remove-source", "-v", "{url}/out/*"]);
    got.code(0).stderr_has("verified, source removed");
    server.only_files("out", &[]);
    run.only_files(".", &["a", "b"]);
    let sent = run.ftps(["put", "--remove-source", "--json", "a", "b", "{url}/out/"]);
    assert_eq!(sent.code(0).json()[0]["source"], "removed");
    run.only_files(".", &[]);
    server.only_files("out", &["a", "b"]);
}

#[test]
fn a_source_that_is_not_verified_is_kept() {
    let server = Server::build().without("SIZE").without("MLST").without("MLSD").start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(7).stderr_has("it was transferred, but");
    run.ftps(["put", "--remove-source", "a", "{url}/b"]).code(7).stderr_has("the source is kept");
    assert!(server.exists("a") && run.path("a").exists());
    run.ftps(["put", "--remove-source", "--verify", "none", "a", "{url}/b"]).code(2);
}

#[test]
fn a_source_that_cannot_be_removed_fails_with_its_own_reason() {
    let server = Server::build().on(verb("DELE"), Fault::reply("550 not allowed")).start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(7).stderr_has(
        "it was transferred, but its source is not removed: server said 550 not allowed",
    );
    assert_eq!(run.read("a"), b"1");
}

#[test]
fn a_source_that_grew_meanwhile_is_kept() {
    let server = Server::build()
        .on(verb("SIZE").nth(2), Fault::change_file("a", "longer than before"))
        .start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(9).stderr_has("changed meanwhile");
    assert!(server.exists("a"));
}

#[test]
fn a_removal_whose_answer_is_lost_is_looked_up() {
    let server = Server::build().on(verb("DELE"), Fault::close(Moment::BeforeReply)).start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "--retry-delay", "1ms", "{url}/a"]).code(0);
    assert!(!server.exists("a"));
}

#[test]
fn streams_are_no_sources_to_remove() {
    let server = serving(&["a"]);
    let run = Run::new(&server).stdin("x");
    run.ftps(["get", "--remove-source", "{url}/out/a", "-"]).code(2).stderr_has("standard output");
    run.ftps(["put", "--remove-source", "-", "{url}/b"]).code(2).stderr_has("standard input");
    assert!(server.exists("out/a"));
}

// Reports.

#[test]
fn a_summary_is_told_when_asked_for_or_needed() {
    let server = serving(&["a", "b"]);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/*"]).code(0).stderr_is("");
    run.ftps(["get", "-v", "{url}/out/*"])
        .code(0)
        .stderr_has("2 files fetched (2 verified); 2 B in ");
    let some = run.ftps(["get", "{url}/out/*", "{url}/out/c"]);
    some.code(10).stderr_has("2 files fetched (2 verified), 1 failed; 2 B in ");
    run.ftps(["get", "-q", "{url}/out/*", "{url}/out/c"]).code(10).stderr_lacks("fetched");
}

#[test]
fn names_that_are_not_utf8_are_exact_in_json() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let name = std::ffi::OsStr::from_bytes(b"a\xff\x07");
    fs::write(run.path(name), "1").unwrap();
    let sent = run.ftps([std::ffi::OsStr::new("put"), "--json".as_ref(), name, "{url}/b".as_ref()]);
    let event = &sent.code(0).json()[0];
    assert_eq!(
        (&event["local"], &event["local_base64"]),
        (&"a\u{fffd}\u{7}".into(), &"Yf8H".into())
    );
    assert_eq!(event["remote_base64"], Value::Null);
}
