//! `put`: what has the final name on the server is whole, checked and dated, or is still the old file.

use std::fs;

use crate::support::server::{Event, Instead, Plan};
use crate::support::{At, Fault, Run, Server, payload, verb};

const JANUARY: u64 = 1_769_850_000;

#[test]
fn a_file_goes_up_under_a_temporary_name_with_its_time() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write_dated("a.csv", payload(), JANUARY);
    run.ftps(["put", "a.csv", "{url}/b.csv"]).code(0).stdout_is("").stderr_is("");
    assert_eq!(server.read("b.csv"), payload());
    assert_eq!(server.modified("b.csv"), JANUARY);
    server.only_files("", &["b.csv"]);
    let stored = server.commands().into_iter().find(|command| command.verb() == "STOR").unwrap();
    let name = String::from_utf8(stored.line).unwrap();
    let random = name.strip_prefix("STOR /.b.csv.ftps-").unwrap_or_default();
    assert!(random.len() == 8 && random.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
    server.nothing_in_clear();
}

#[test]
fn times_are_kept_by_mdtm_where_there_is_no_mfmt() {
    let server = Server::build().without("MFMT").with("MDTM SET").start();
    let run = Run::new(&server);
    run.write_dated("a", "x", JANUARY);
    run.ftps(["put", "a", "{url}/"]).code(0);
    assert_eq!(server.modified("a"), JANUARY);
}

#[test]
fn times_are_kept_by_site_utime_where_there_is_nothing_else() {
    let server = Server::build().without("MFMT").start();
    let run = Run::new(&server);
    run.write_dated("a", "x", JANUARY);
    run.ftps(["put", "a", "{url}/"]).code(0);
    assert_eq!(server.modified("a"), JANUARY);
}

#[test]
fn no_times_sends_no_time() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write_dated("a", "x", JANUARY);
    run.ftps(["put", "--no-times", "a", "{url}/"]).code(0);
    assert!(server.modified("a") > JANUARY + 60);
    assert_eq!(server.count("MFMT"), 0);
}

#[test]
fn an_empty_file_is_stored_empty() {
    for server in [Server::build().start(), Server::build().tls12_only().start()] {
        let run = Run::new(&server);
        run.write("a", "");
        run.ftps(["put", "a", "{url}/"]).code(0);
        assert_eq!(server.read("a"), b"");
    }
}

#[test]
fn an_existing_folder_or_a_slash_takes_files_under_their_own_names() {
    let server = Server::build().start();
    fs::create_dir(server.path("in")).unwrap();
    let run = Run::new(&server);
    run.write("x/a", "1");
    run.write("b", "2");
    run.ftps(["put", "x/a", "b", "{url}/in"]).code(0);
    server.only_files("in", &["a", "b"]);
    run.ftps(["put", "b", "{url}/in/"]).code(0);
    run.ftps(["put", "-t", "{url}/in", "b"]).code(0);
    run.ftps(["put", "b", "{url}"]).code(0);
    server.only_files("", &["b", "in"]);
    assert_eq!(server.logins(), 4);
}

#[test]
fn a_folder_that_is_missing_is_made_only_when_asked_for() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "1");
    run.ftps(["put", "a", "{url}/new/"]).code(7).stderr_has("--mkdir");
    run.ftps(["put", "a", "{url}/new/a"]).code(7).stderr_has("ftps: put a: server said 553");
    server.only_files("", &[]);
    run.ftps(["put", "--mkdir", "a", "{url}/new/deep/er/"]).code(0);
    run.ftps(["put", "--mkdir", "a", "{url}/new/deep"]).code(0);
    server.only_files("new/deep", &["a", "er"]);
    server.only_files("new/deep/er", &["a"]);
}

#[test]
fn mkdir_makes_the_folder_of_a_file_that_is_named() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "1");
    run.ftps(["put", "--mkdir", "a", "-o", "{url}/new/b"]).code(0);
    server.only_files("new", &["b"]);
}

#[test]
fn standard_input_goes_up_under_the_name_given() {
    let server = Server::build().start();
    let run = Run::new(&server).stdin(payload());
    run.ftps(["put", "-", "{url}/dump"]).code(0);
    assert_eq!(server.read("dump"), payload());
    server.only_files("", &["dump"]);
    run.ftps(["put", "-", "-o", "{url}/other"]).code(0);
    run.ftps(["put", "-", "{url}/"]).code(2).stderr_has("standard input has no name");
}

#[test]
fn two_sources_for_one_name_are_refused_before_anything_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("x/a", "1");
    run.write("y/a", "2");
    run.ftps(["put", "x/a", "y/a", "{url}/"]).code(2).stderr_has("two of the sources");
    server.only_files("", &[]);
}

#[test]
fn a_missing_source_is_3_and_nothing_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["put", "none", "{url}/"]).code(3).stderr_has("none: no such file");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn a_folder_as_source_names_mirror_and_nothing_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("sub/a", "1");
    run.ftps(["put", "sub", "{url}/"]).code(2).stderr_has("is a folder").stderr_has("ftps mirror");
    assert_eq!(server.count("STOR"), 0);
}

#[test]
fn direct_uses_the_final_name() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "a longer old one");
    run.ftps(["put", "--direct", "a", "{url}/a"]).code(0);
    assert_eq!(server.read("a"), b"new");
    assert_eq!((server.count("RNFR"), server.count("RNTO")), (0, 0));
}

#[test]
fn short_storage_with_226_is_9_and_the_old_file_stays() {
    let server = Server::build().on("STOR", Fault::only(10)).start();
    let run = Run::new(&server);
    run.write("a", payload());
    server.write("a", "old");
    run.ftps(["put", "a", "{url}/a"]).code(9).stderr_has("300007 bytes were sent");
    assert_eq!(server.read("a"), b"old");
    server.only_files("", &["a"]);
}

#[test]
fn verify_none_takes_the_servers_word() {
    let server = Server::build().on("STOR", Fault::only(10)).start();
    let run = Run::new(&server);
    run.write("a", payload());
    let told = run.ftps(["put", "--json", "--verify", "none", "a", "{url}/a"]);
    assert_eq!(told.code(0).json()[0]["state"], "acknowledged");
}

#[test]
fn a_server_that_tells_no_size_is_acknowledged_with_a_note() {
    let server = Server::build().without("SIZE").without("MLST").without("MLSD").start();
    let run = Run::new(&server);
    run.write("a", "new");
    let told = run.ftps(["put", "--json", "a", "{url}/a"]);
    assert_eq!(told.code(0).json()[0]["state"], "acknowledged");
    told.stderr_has("not checked");
}

#[test]
fn sizes_are_told_by_mlst_where_size_is_unknown() {
    let server = Server::build().without("SIZE").start();
    let run = Run::new(&server);
    run.write("a", "new");
    for args in [["put", "--json", "a", "{url}/a"], ["get", "--json", "{url}/a", "b"]] {
        let told = run.ftps(args);
        assert_eq!(told.code(0).json()[0]["state"], "verified", "{}", server.log());
        told.stderr_is("");
    }
    let server = Server::build().without("SIZE").on("STOR", Fault::only(1)).start();
    let run = run.against(&server);
    server.write("a", "old");
    run.ftps(["put", "a", "{url}/a"]).code(9).stderr_has("the server has 1");
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn a_full_disk_at_the_end_or_in_the_middle_is_told_in_the_servers_words() {
    for (at, text, code) in [
        (At::End, "552 quota exceeded", 7),
        (At::Bytes(100_000), "552 quota exceeded", 7),
        (At::Bytes(100_000), "550 quota exceeded", 7),
        (At::End, "553 quota exceeded", 7),
        (At::End, "452 disk full", 8),
        (At::Bytes(100_000), "451 local error", 8),
    ] {
        let server = Server::build().on("STOR", Fault::fail(at, text)).start();
        let run = Run::new(&server);
        run.write("a", vec![7; 600_000]);
        server.write("a", "old");
        let told = run.ftps(["put", "--retries", "0", "a", "{url}/a"]);
        told.code(code).stderr_is(format!("ftps: put a: server said {text}\n"));
        assert_eq!(server.read("a"), b"old");
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_server_that_does_not_replace_gets_the_old_file_deleted_after_the_check() {
    let server = Server::build().no_replace().start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "old");
    run.ftps(["put", "a", "{url}/a"]).code(0);
    assert_eq!(server.read("a"), b"new");
    server.only_files("", &["a"]);
}

#[test]
fn a_server_without_renaming_never_loses_the_old_file_for_it() {
    let server = Server::build().without("RNFR").start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "old");
    run.ftps(["put", "a", "{url}/a"]).code(0).stderr_has("the server renames nothing");
    assert_eq!(server.read("a"), b"new");
    assert_eq!(server.count("DELE"), 1, "the temporary only");
    server.only_files("", &["a"]);
    run.ftps(["put", "a", "{url}/a"]).code(0);
    assert_eq!(server.count("RNFR"), 1, "that the host renames nothing is remembered");
}

#[test]
fn a_renaming_that_is_refused_for_good_keeps_the_old_file_and_names_the_new_one() {
    let server = Server::build()
        .on("RNTO", Fault::reply("550 file exists"))
        .on("DELE", Fault::reply("550 permission denied"))
        .start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "old");
    let told = run.ftps(["put", "a", "{url}/a"]);
    told.code(7).stderr_has("complete under the temporary name").stderr_has(".a.ftps-");
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn a_renaming_refused_where_nothing_is_in_the_way_deletes_nothing() {
    let server = Server::build().on("RNTO", Fault::reply("553 not that name")).start();
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(["put", "a", "{url}/a"]).code(7).stderr_has("553 not that name");
    let deleted = server.commands().iter().any(|command| command.line == b"DELE /a");
    assert!(!deleted || !server.exists("a"), "{}", server.log());
}

#[test]
fn where_temporary_names_are_refused_the_final_one_is_written_with_a_note() {
    let refuse_temporaries = |plan: &mut Plan, event: &Event| {
        if event.argument != b"/a" {
            plan.instead = Some(Instead::ReplyClosingData(b"553 only *.csv here".to_vec()));
        }
    };
    let server = Server::build().on("STOR", Fault::custom(refuse_temporaries)).start();
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(["put", "a", "{url}/a"]).code(0).stderr_has("a temporary one is refused");
    assert_eq!(server.read("a"), b"new");
}

#[test]
fn names_with_a_leading_dot_may_be_refused() {
    let server = Server::build().no_leading_dots().start();
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(["put", "a", "{url}/a"]).code(0);
    server.only_files("", &["a"]);
    assert_eq!(server.read("a"), b"new");
    let stored = server.commands().into_iter().rfind(|command| command.verb() == "STOR").unwrap();
    assert!(stored.line.starts_with(b"STOR /a.ftps-"), "{}", server.log());
    run.ftps(["put", "a", "{url}/a"]).code(0);
    assert_eq!(server.count("STOR"), 3, "what the host refuses is remembered");
}

#[test]
fn some_of_several_is_10_and_the_rest_arrives() {
    let server =
        Server::build().on(verb("STOR").nth(2), Fault::reply_closing_data("452 no room")).start();
    let run = Run::new(&server);
    for name in ["a", "b", "c"] {
        run.write(name, name);
    }
    run.ftps(["put", "--retries", "0", "a", "b", "c", "{url}/"])
        .code(10)
        .stderr_has("put b: server said 452");
    server.only_files("", &["a", "c"]);
}

#[test]
fn a_source_that_cannot_be_read_is_3() {
    let server = Server::build().start();
    let run = Run::new(&server);
    // Opens and cannot be read, by root neither.
    run.ftps(["put", "/proc/self/mem", "{url}/mem"]).code(3).stderr_has("/proc/self/mem");
    server.only_files("", &[]);
    // Over another login the removal could come before the file.
    assert_eq!(server.count("USER"), 1);
}

#[test]
fn names_of_many_kinds_go_up() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let names = ["grün ß.txt", "a;type=b", "100%", "q?x#y", "*[a]", "./-dash", " lead"];
    for name in names {
        run.write(name, name);
    }
    let args = ["put", "-u", "u", "-p", "{port}"].into_iter().chain(names).chain(["{host}:"]);
    run.ftps(args).code(0);
    for name in names {
        assert_eq!(server.read(name), name.as_bytes());
    }
}

#[test]
fn the_demanding_kinds_of_servers_are_served() {
    for server in [
        Server::build().like_vsftpd().start(),
        Server::build().like_proftpd().start(),
        Server::build().fin_first().start(),
        Server::build().late_tickets().start(),
        Server::build().no_resumption().start(),
        Server::build().implicit().ipv6().start(),
    ] {
        let run = Run::new(&server);
        run.write("a", payload());
        run.ftps(["put", "a", "{url}/a"]).code(0);
        assert_eq!(server.read("a"), payload());
        server.only_files("", &["a"]);
        assert_eq!(server.events().unclean_uploads, 0);
        server.nothing_in_clear();
    }
}

#[test]
fn a_renaming_refused_for_another_reason_does_not_cost_the_old_file() {
    for words in ["550 Permission denied", "550 No such file: it does not exist", "500 what"] {
        let server = Server::build().on("RNTO", Fault::reply(words)).start();
        let run = Run::new(&server);
        run.write("a", "new");
        server.write("a", "old");
        run.ftps(["put", "a", "{url}/a"]).code(7).stderr_has(&words[4..]);
        assert_eq!((server.read("a"), server.count("DELE")), (b"old".to_vec(), 0));
    }
}

#[test]
fn closed_standard_input_is_no_empty_file() {
    let server = Server::build().start();
    server.write("a", "good");
    let run = Run::shell(&server);
    run.ftps(["-c", "exec $FTPS put --ca-file {ca} - {url}/a <&-"]).code(3);
    assert_eq!(server.read("a"), b"good");
}
