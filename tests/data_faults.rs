//! The data connection goes wrong: each fault has its one exit code, none hangs, none panics, and the
//! old file is there as long as the new one is not whole.

use std::time::{Duration, Instant};

use crate::support::output::Output;
use crate::support::server::Options;
use crate::support::{At, Fault, Moment, Run, Server, content, verb};

/// Several records.
const SIZE: usize = 1_000_003;

/// Gets a file over an old one with short limits; asserts the code, that it did not hang, and that
/// the file is the old one if it failed.
#[track_caller]
fn get(options: Options, code: i32) -> Output {
    let server = options.start();
    server.write("a", content(1, SIZE));
    let run = Run::new(&server);
    run.write("a", "old");
    let began = Instant::now();
    let told = run.ftps(["get", "--timeout", "700ms", "--retries", "0", "{url}/a"]);
    told.code(code);
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert!(run.read("a") == if code == 0 { content(1, SIZE) } else { b"old".to_vec() });
    run.only_files(".", &["a"]);
    told
}

/// The same for an upload.
#[track_caller]
fn put(options: Options, code: i32) -> Output {
    let server = options.start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.write("a", content(1, SIZE));
    let began = Instant::now();
    let told = run.ftps(["put", "--timeout", "700ms", "--retries", "0", "a", "{url}/a"]);
    told.code(code);
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert!(server.read("a") == if code == 0 { content(1, SIZE) } else { b"old".to_vec() });
    told
}

/// The same for a listing, which is whole or an error.
#[track_caller]
fn list(options: Options, code: i32) -> Output {
    let server = options.start();
    server.write("a", "x");
    let run = Run::new(&server);
    let began = Instant::now();
    let told = run.ftps(["ls", "--timeout", "700ms", "--retries", "0", "{url}/"]);
    told.code(code).stdout_is(if code == 0 { "a\n" } else { "" });
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    told
}

fn on(at: &'static str, fault: Fault) -> Options {
    Server::build().on(at, fault)
}

#[test]
fn pasv_to_a_foreign_address_uses_the_peer() {
    let foreign = || Fault::pasv_address([192, 0, 2, 1]);
    get(on("PASV", foreign()).without("EPSV"), 0);
    put(on("PASV", foreign()).without("EPSV"), 0);
    list(on("PASV", foreign()).without("EPSV"), 0);
}

#[test]
fn the_address_of_the_reply_is_used_when_asked_for() {
    let server = on("PASV", Fault::pasv_address([127, 0, 0, 2])).start();
    let run = Run::new(&server);
    let args = ["ls", "--passive", "pasv", "--pasv-address", "server", "--retries", "0", "{url}/"];
    run.ftps(args).code(4).stderr_has("127.0.0.2");
}

#[test]
fn epsv_that_is_refused_leads_to_pasv_once_and_for_all() {
    for reply in ["500 what", "502 no", "522 no such protocol"] {
        let server = on("EPSV", Fault::reply(reply)).start();
        let run = Run::new(&server);
        for name in ["a", "b", "c"] {
            run.write(name, name);
        }
        run.ftps(["put", "a", "b", "c", "{url}/"]).code(0);
        assert!(server.count("EPSV") <= 2, "{}", server.log());
        let before = server.count("EPSV");
        run.ftps(["put", "a", "{url}/"]).code(0);
        assert_eq!(server.count("EPSV"), before, "remembered");
    }
}

#[test]
fn an_epsv_port_that_does_not_connect_leads_to_pasv() {
    get(on("EPSV", Fault::dead_port()), 0);
    put(on("EPSV", Fault::dead_port()), 0);
    list(on("EPSV", Fault::dead_port()), 0);
}

#[test]
fn an_epsv_reply_without_a_usable_port_leads_to_pasv() {
    get(on("EPSV", Fault::port_zero()), 0);
    for reply in ["229 ok", "229 (|||70000|)", "229 (|||-1|)", "200 fine", "227 (127,0,0,1,0,0)"] {
        list(on("EPSV", Fault::reply(reply)), 0);
    }
}

#[test]
fn no_passive_address_at_all_is_an_error() {
    list(on("PASV", Fault::port_zero()).without("EPSV"), 1).stderr_has("port 0");
    list(on("PASV", Fault::dead_port()).without("EPSV"), 4).stderr_has("connection refused");
    list(on("PASV", Fault::reply("425 no port")).without("EPSV"), 8).stderr_has("425 no port");
    list(Server::build().without("EPSV").without("PASV"), 7).stderr_has("500");
    list(on("PASV", Fault::reply("227 (1,2,3)")).without("EPSV"), 1);
    list(on("PASV", Fault::reply("227 (256,0,0,1,1,1)")).without("EPSV"), 1);
}

#[test]
fn a_1yz_that_never_comes_is_4() {
    get(on("RETR", Fault::no_preliminary().and(Fault::stall(At::End))), 4);
    put(on("STOR", Fault::no_preliminary().and(Fault::stall(At::End))), 4);
}

#[test]
fn a_transfer_without_1yz_that_ends_well_is_fine() {
    list(on("MLSD", Fault::no_preliminary()), 0);
}

#[test]
fn a_1yz_only_after_the_handshake_is_fine() {
    get(on("RETR", Fault::late_preliminary()), 0);
    put(on("STOR", Fault::late_preliminary()), 0);
    list(on("MLSD", Fault::late_preliminary()), 0);
}

#[test]
fn a_226_before_the_data_ends_is_fine_for_downloads() {
    get(on("RETR", Fault::early_final()), 0);
    list(on("MLSD", Fault::early_final()), 0);
    get(on("RETR", Fault::early_final().and(Fault::only(1000))), 9);
}

#[test]
fn a_226_before_the_upload_ends_is_9() {
    put(on("STOR", Fault::stop_early(100_000)), 9);
    put(on("STOR", Fault::early_final().and(Fault::stop_early(100_000))), 9);
}

#[test]
fn data_without_close_notify_is_9() {
    for version in [Server::build, || Server::build().tls12_only()] {
        get(version().on("RETR", Fault::no_close_notify()), 9).stderr_has("close_notify");
        list(version().on("MLSD", Fault::no_close_notify()), 9).stderr_has("close_notify");
        list(version().without("MLSD").without("MLST").on("LIST", Fault::no_close_notify()), 9);
    }
    put(on("STOR", Fault::no_close_notify()), 0);
}

#[test]
fn data_without_close_notify_is_accepted_if_allowed_and_of_the_size_that_was_told() {
    let allow = "--allow-missing-close-notify";
    let server = on("RETR", Fault::no_close_notify()).start();
    let run = Run::new(&server);
    for name in ["a", "b"] {
        server.write(name, content(1, SIZE));
    }
    let told = run.ftps(["get", allow, "{url}/a", "{url}/b"]);
    told.code(0);
    assert_eq!(told.err().matches("without close_notify").count(), 1, "{}", told.err());
    assert!(run.read("a") == content(1, SIZE) && run.read("b") == content(1, SIZE));
    run.ftps(["cat", allow, "{url}/a"]).code(0).stdout_is(content(1, SIZE));
    run.write("c", content(1, SIZE));
    run.ftps(["put", allow, "--verify", "readback", "c", "{url}/c"]).code(0);
    run.ftps(["put", "--retries", "0", "--verify", "readback", "c", "{url}/d"]).code(9);
    assert!(!server.exists("d"));
}

#[test]
fn data_without_close_notify_is_never_accepted_short_or_of_unknown_size() {
    let get = |options: Options, more: &[&str]| {
        let server = options.start();
        server.write("a", content(1, SIZE));
        let run = Run::new(&server);
        let args = ["get", "--allow-missing-close-notify", "--retries", "0", "{url}/a"];
        run.ftps(args.iter().chain(more)).code(9).stderr_has("close_notify");
        run.only_files(".", &[]);
    };
    let bare = Fault::no_close_notify;
    get(on("RETR", bare().and(Fault::only(1000))), &[]);
    get(on("RETR", bare().and(Fault::only(1000))), &["--verify", "none"]);
    get(on("RETR", bare()).without("SIZE").without("MLST"), &[]);
    get(on("RETR", bare()), &["--ascii"]);
    get(on("RETR", bare()).on("SIZE", Fault::lie()), &[]);
    let server = on("MLSD", bare()).start();
    let listed = ["get", "--allow-missing-close-notify", "{url}/*"];
    Run::new(&server).ftps(listed).code(9);
}

#[test]
fn data_that_is_cut_says_what_the_server_says() {
    get(on("RETR", Fault::cut(1000)), 8).stderr_has("426");
    get(on("RETR", Fault::cut(1000).and(Fault::final_reply("226 fine"))), 9);
    get(on("RETR", Fault::cut(0).and(Fault::final_reply("226 fine"))), 9);
    list(on("MLSD", Fault::cut(10).and(Fault::final_reply("226 fine"))), 9);
}

#[test]
fn a_reset_in_the_middle_is_told_in_the_servers_words() {
    get(on("RETR", Fault::reset_data(1000)), 8).stderr_has("426");
    get(on("RETR", Fault::reset_data(At::End)), 8).stderr_has("426");
    put(on("STOR", Fault::reset_data(100_000)), 8).stderr_has("426");
    list(on("MLSD", Fault::reset_data(At::End)), 8).stderr_has("426");
}

#[test]
fn a_reset_with_226_is_no_success() {
    let fine = || Fault::final_reply("226 fine");
    get(on("RETR", Fault::reset_data(1000).and(fine())), 9).stderr_has("reset");
    let server = on("STOR", Fault::reset_data(100_000).and(fine())).start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.write("a", vec![7; 16 << 20]);
    run.ftps(["put", "--timeout", "1s", "--retries", "0", "a", "{url}/a"]).code(9);
    assert_eq!(server.read("a"), b"old");
}

#[test]
fn a_failure_in_the_middle_of_a_download_is_told_in_the_servers_words() {
    for (text, code) in [("451 disk", 8), ("426 broken", 8), ("550 gone", 7), ("552 no", 7)] {
        get(on("RETR", Fault::fail(At::Percent(50), text)), code).stderr_has(text);
        get(on("RETR", Fault::fail(At::End, text)), code).stderr_has(text);
    }
}

#[test]
fn a_failure_of_an_upload_is_told_in_the_servers_words() {
    for (text, code) in [("451 disk", 8), ("426 broken", 8), ("452 full", 8), ("552 quota", 7)] {
        for at in [At::Bytes(0), At::Bytes(100_000), At::End] {
            put(on("STOR", Fault::fail(at, text)), code).stderr_has(text);
        }
    }
}

#[test]
fn a_failure_of_an_upload_is_told_though_the_data_connection_stays_open() {
    for at in [At::Bytes(0), At::Bytes(100_000), At::End] {
        put(on("STOR", Fault::fail_keeping_data(at, "552 quota")), 7).stderr_has("552 quota");
    }
}

#[test]
fn a_refusal_is_told_whether_the_data_connection_is_closed_or_left_open() {
    for (text, code) in [("550 no such file", 7), ("553 not that name", 7), ("451 busy", 8)] {
        get(on("RETR", Fault::reply(text)), code).stderr_has(text);
        get(on("RETR", Fault::reply_closing_data(text)), code).stderr_has(text);
        put(on("STOR", Fault::reply(text)), code).stderr_has(text);
        put(on("STOR", Fault::reply_closing_data(text)), code).stderr_has(text);
    }
    let refusing = |fault: fn(&'static str) -> Fault| {
        on("MLSD", fault("550 no")).on(verb("LIST").optional(), fault("550 no"))
    };
    list(refusing(Fault::reply), 7);
    list(refusing(Fault::reply_closing_data), 7);
}

#[test]
fn the_session_goes_on_after_a_refusal() {
    let server = on("RETR", Fault::reply("550 no such file"))
        .on(verb("RETR").with("/b").optional(), Fault::reply("550 no"))
        .start();
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "{url}/b", "{url}/c"]).code(7);
    assert_eq!((server.count("RETR"), server.logins()), (3, 1));
}

#[test]
fn a_short_store_with_226_is_9() {
    put(on("STOR", Fault::only(10)), 9).stderr_has("the server has 10");
    put(on("STOR", Fault::only(0)), 9);
}

#[test]
fn a_short_download_with_226_is_9() {
    get(on("RETR", Fault::only(10)), 9).stderr_has("sent 10");
    get(on("SIZE", Fault::lie()), 9);
    put(on("SIZE", Fault::lie()), 9);
}

#[test]
fn data_that_is_never_accepted_or_shaken_is_4() {
    get(on("RETR", Fault::never_accept()), 4).stderr_has("in time");
    get(on("RETR", Fault::never_handshake()), 4).stderr_has("TLS handshake");
    put(on("STOR", Fault::never_handshake()), 4).stderr_has("TLS handshake");
    list(on("MLSD", Fault::never_handshake()), 4);
}

#[test]
fn stalls_of_downloads_are_4() {
    get(on("RETR", Fault::stall(1000)), 4).stderr_has("no byte came in time");
    get(on("RETR", Fault::stall(0)), 4);
}

#[test]
fn stalls_of_uploads_and_listings_are_4() {
    put(on("STOR", Fault::stall(1000)), 4);
    list(on("MLSD", Fault::stall(5)), 4);
}

#[test]
fn a_server_that_never_reads_on_is_4_and_the_old_file_stays() {
    for at in [0, 100_000] {
        let server = on("STOR", Fault::stall(at)).start();
        server.write("a", "old");
        let run = Run::new(&server);
        // More than all buffers in between hold.
        run.write("a", vec![7; 32 << 20]);
        let began = Instant::now();
        run.ftps(["put", "--timeout", "700ms", "--retries", "0", "a", "{url}/a"]).code(4);
        assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
        assert_eq!(server.read("a"), b"old");
    }
}

#[test]
fn a_226_that_never_comes_is_4() {
    get(on("RETR", Fault::final_reply("150 still at it").and(Fault::close(Moment::AfterReply))), 4);
    get(on("RETR", Fault::stall(At::End)), 4);
    put(on("STOR", Fault::stall(At::End)), 4);
}

#[test]
fn a_transfer_that_ends_with_a_reply_of_another_kind_is_no_success() {
    for last in ["331 password", "350 more"] {
        get(on("RETR", Fault::final_reply(last)), 7);
        put(on("STOR", Fault::final_reply(last)), 7);
    }
}

#[test]
fn a_250_is_as_good_as_a_226() {
    get(on("RETR", Fault::final_reply("250 yes")), 0);
    put(on("STOR", Fault::final_reply("250 yes")), 0);
}

#[test]
fn a_file_that_changes_while_it_is_sent_is_9() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let path = run.path("a");
    run.write("a", "short");
    let grow = {
        let path = path.clone();
        Fault::custom(move |_, _| std::fs::write(&path, "much longer than before").unwrap())
    };
    let server = Server::build().on("STOR", grow).start();
    let run = run.against(&server);
    run.ftps(["put", "a", "{url}/a"]).code(9).stderr_has("changed while it was being sent");
    server.only_files("", &[]);
}
