//! Servers that insist on resumed TLS sessions for data connections, in all their ways: no transfer
//! fails for it, no final name is opened by a try, and what was learned is remembered.

use crate::support::server::Options;
use crate::support::{Fault, Refuse, Run, Server, verb};

const FILES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/// 12 files up by one run and down by another. Returns how many logins the two took.
#[track_caller]
fn twelve_each_way(options: Options) -> (usize, usize) {
    let server = options.start();
    let run = Run::new(&server);
    for name in FILES {
        run.write(&format!("up/{name}"), name.repeat(1000));
    }
    std::fs::create_dir(run.path("down")).unwrap();
    let args = ["put", "-t", "{url}/"].map(str::to_owned).into_iter();
    let told = run.ftps(args.chain(FILES.map(|name| format!("up/{name}"))));
    told.setting_aside("does not tie data connections").code(0).stderr_is("");
    let first = server.logins();
    server.only_files("", &FILES);
    let args = ["get", "-t", "down"].map(str::to_owned).into_iter();
    run.ftps(args.chain(FILES.map(|name| format!("{{url}}/{name}")))).code(0).stderr_is("");
    for name in FILES {
        assert_eq!(run.read(&format!("down/{name}")), name.repeat(1000).as_bytes());
        assert_eq!(server.read(name), name.repeat(1000).as_bytes());
    }
    run.only_files("down", &FILES);
    server.nothing_in_clear();
    assert_eq!(server.events().resumed_from_others, 0);
    (first, server.logins() - first)
}

const WAYS: [Refuse; 5] =
    [Refuse::With522, Refuse::With425, Refuse::With426, Refuse::With450, Refuse::ByDropping];

#[test]
fn one_ticket_a_login_and_none_on_uploads_are_enough_where_tls12_is_spoken() {
    for way in WAYS {
        let (up, down) =
            twelve_each_way(Server::build().require_reuse(way).tickets(1, 1).upload_tickets(0));
        assert!(up <= 2 && down <= 2, "{way:?}: {up} and {down} logins");
    }
}

#[test]
fn no_ticket_at_all_is_enough_where_tls12_is_spoken() {
    for way in WAYS {
        let (up, down) = twelve_each_way(Server::build().require_reuse(way).tickets(0, 0));
        assert!(up <= 2 && down == 1, "{way:?}: {up} and {down} logins");
    }
}

#[test]
fn fresh_tickets_on_every_data_connection_need_one_login() {
    for way in WAYS {
        let (up, down) = twelve_each_way(Server::build().require_reuse(way).tickets(2, 2));
        assert_eq!((up, down), (1, 1), "{way:?}");
    }
}

#[test]
fn proftpd_is_met_with_tls12_and_the_second_run_begins_so() {
    let (up, down) = twelve_each_way(Server::build().like_proftpd());
    assert_eq!((up, down), (2, 1));
}

#[test]
fn with_tls13_only_a_login_is_made_when_the_tickets_end() {
    for way in WAYS {
        let (up, down) = twelve_each_way(
            Server::build().require_reuse(way).tls13_only().tickets(2, 1).upload_tickets(0),
        );
        assert!(up <= 8 && down <= 2, "{way:?}: {up} and {down} logins");
    }
}

#[test]
fn tls13_by_wish_is_kept_to() {
    let server = Server::build().like_proftpd().start();
    let run = Run::new(&server);
    for name in FILES {
        run.write(name, "x");
    }
    let args = ["put", "-vv", "--tls-min", "1.3", "-t", "{url}/"].into_iter().chain(FILES);
    run.ftps(args).code(0).stderr_lacks("TLS 1.2");
    server.only_files("", &FILES);
}

#[test]
fn tickets_that_come_late_are_read() {
    let (up, down) = twelve_each_way(Server::build().like_vsftpd().late_tickets());
    assert_eq!((up, down), (1, 1));
}

#[test]
fn under_tls12_one_login_is_enough() {
    for way in WAYS {
        let (up, down) = twelve_each_way(Server::build().require_reuse(way).tls12_only());
        assert_eq!((up, down), (1, 1), "{way:?}");
    }
}

#[test]
fn servers_that_do_not_ask_for_it_are_served_by_one_login() {
    for options in [
        Server::build().no_resumption(),
        Server::build().no_resumption().tls12_only(),
        Server::build().no_resumption().tls13_only(),
        Server::build().tickets(1, 0),
        Server::build(),
    ] {
        let (up, down) = twelve_each_way(options);
        assert_eq!((up, down), (1, 1));
    }
}

#[test]
fn a_final_name_is_never_opened_by_a_try() {
    for options in [
        Server::build().like_vsftpd().tickets(1, 0),
        Server::build().like_vsftpd().tickets(0, 0),
        Server::build().like_vsftpd().tls13_only().tickets(1, 0),
    ] {
        let server = options.start();
        let run = Run::new(&server);
        for name in FILES {
            run.write(name, "new");
            server.write(name, "old");
        }
        let args = ["put", "--direct", "-t", "{url}/"].into_iter().chain(FILES);
        run.ftps(args).code(0);
        assert_eq!(server.count("STOR"), FILES.len(), "{}", server.log());
        assert!(FILES.iter().all(|name| server.read(name) == b"new"));
    }
}

#[test]
fn where_nothing_can_be_resumed_the_old_file_stays_and_it_is_5() {
    let server = Server::build().require_reuse(Refuse::With522).no_resumption().start();
    let run = Run::new(&server).stdin("new");
    run.write("a", "new");
    server.write("a", "old");
    run.ftps(["put", "--direct", "a", "{url}/a"]).code(5).stderr_has("resumed TLS session");
    assert_eq!(server.read("a"), b"old");
    run.ftps(["put", "a", "{url}/a"]).code(5).stderr_has("resumed TLS session");
    run.ftps(["put", "-", "{url}/a"]).code(5);
    run.ftps(["ls", "{url}/"]).code(5);
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn standard_input_is_sent_once_and_whole() {
    for options in [
        Server::build().like_vsftpd().tickets(0, 0),
        Server::build().like_proftpd().tickets(0, 0),
        Server::build().no_resumption(),
    ] {
        let server = options.start();
        let run = Run::new(&server).stdin("content");
        run.ftps(["put", "-", "{url}/a"]).code(0);
        assert_eq!(server.read("a"), b"content");
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_450_that_has_nothing_to_do_with_tls_is_no_reason_for_tls12() {
    let server =
        Server::build().on("STOR", Fault::fail(0, "450 another user writes this file")).start();
    let run = Run::new(&server);
    run.write("a", "x");
    let told = run.ftps(["put", "--retries", "0", "a", "{url}/a"]);
    told.code(8).stderr_has("450 another user");
    assert_eq!(server.logins(), 1);
}

#[test]
fn replies_in_another_order_are_met_one_at_a_time_and_remembered() {
    let server = Server::build()
        .on(verb("FEAT").nth(1), Fault::reply("257 \"/\" is here"))
        .on(verb("PWD").nth(1), Fault::reply("211 no features"))
        .start();
    server.write("a", "x");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"x");
    let second = run.ftps(["get", "-v", "{url}/a"]);
    second.code(0).stderr_has("> PBSZ 0\n< 200 PBSZ=0\n> PROT P\n< 200");
}

#[test]
fn lost_replies_are_met_one_at_a_time_and_remembered() {
    for lost in ["PROT", "FEAT", "PWD", "SIZE", "EPSV"] {
        let server = Server::build().on(verb(lost).nth(1), Fault::raw("")).start();
        server.write("a", "x");
        let run = Run::new(&server);
        run.ftps(["get", "--timeout", "400ms", "{url}/a"]).code(0);
        assert_eq!(run.read("a"), b"x");
        let second = run.ftps(["get", "-v", "{url}/a"]);
        second.code(0).stderr_has("> PBSZ 0\n< 200 PBSZ=0\n> PROT P\n< 200");
    }
}

#[test]
fn a_renaming_that_falls_silent_is_repeated_one_at_a_time() {
    let server = Server::build().on(verb("RNTO").nth(1), Fault::raw("")).start();
    let run = Run::new(&server);
    run.write("a", "new");
    server.write("a", "old");
    run.ftps(["put", "--timeout", "400ms", "a", "{url}/a"]).code(0);
    assert_eq!(server.read("a"), b"new");
    server.only_files("", &["a"]);
}
