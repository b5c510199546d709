//! Patterns: matched here, never by the server, and safe from what a listing says.

use super::{fill, serving};
use crate::support::{Fault, Run, Server, verb};

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
    run.ftps(["get", "{url}/out/*"]).code(0).stderr_has("out/sub: skipped").stderr_has("out/link");
    run.only_files(".", &["a"]);
    run.ftps(["get", "{url}/out/s*"]).code(13);
}

#[test]
fn names_that_are_not_safe_are_left_out_with_a_note() {
    let lines = "type=file;size=1; ../a\r\ntype=file;size=1; a\\..\\b\r\ntype=file;size=2; ok\r\n";
    let server = Server::build().on(verb("MLSD"), Fault::listing(lines)).start();
    server.write("out/ok", "ok");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/?*"]).code(0).stderr_has("skipped: name with");
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
