//! The test server tested, by a client so simple that what it does can be counted by hand.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::support::naive::{self, Naive};
use crate::support::{At, Fault, Identity, Moment, Refuse, Run, Server, any, payload, verb};

/// More than one TLS record, and not a multiple of anything.
#[test]
fn files_go_up_and_come_down_whole() {
    for server in [
        Server::build().start(),
        Server::build().tls12_only().start(),
        Server::build().implicit().start(),
        Server::build().ipv6().tls13_only().start(),
    ] {
        let mut client = Naive::login(&server);
        let reply = client.put("STOR a", &payload()).unwrap();
        assert!(reply.starts_with("226"), "{reply}");
        assert_eq!(server.read("a"), payload());
        let (bytes, end, reply) = client.get("RETR a").unwrap();
        assert!(reply.starts_with("226"), "{reply}");
        assert_eq!(bytes, payload());
        end.unwrap();
        client.expect("SIZE a", "213 300007");
        client.expect("QUIT", "221");
        assert_eq!((server.logins(), server.data_connections()), (1, 2));
        assert_eq!(server.resumed(), 2);
        server.nothing_in_clear();
    }
}

#[test]
fn round_trips_of_one_download_are_thirteen() {
    let server = Server::build().count_round_trips().start();
    server.write("a", b"content");
    let mut client = Naive::login(&server);
    // SYN, banner, AUTH, ClientHello, (Finished and) USER, PASS, PBSZ, PROT.
    assert_eq!(server.round_trips(), 8);
    let (bytes, _, _) = client.get("RETR a").unwrap();
    assert_eq!(bytes, b"content");
    // EPSV, SYN, RETR, ClientHello, Finished.
    assert_eq!(server.round_trips(), 13);
    client.expect("QUIT", "221");
    assert_eq!(server.round_trips(), 13);
}

#[test]
fn round_trips_of_one_upload_are_thirteen_with_a_large_file_too() {
    let server = Server::build().count_round_trips().start();
    let mut client = Naive::login(&server);
    let reply = client.put("STOR a", &payload()).unwrap();
    assert!(reply.starts_with("226"), "{reply}");
    assert_eq!(server.round_trips(), 13);
}

#[test]
fn tls12_costs_one_round_trip_more() {
    let server = Server::build().tls12_only().count_round_trips().start();
    Naive::login(&server);
    assert_eq!(server.round_trips(), 9);
}

#[test]
fn commands_in_one_flight_cost_one_round_trip() {
    let server = Server::build().count_round_trips().start();
    let mut client = Naive::login(&server);
    let before = server.round_trips();
    client.say("PWD\r\nSYST\r\nFEAT").unwrap();
    for code in ["257", "215", "211"] {
        assert!(client.hear().unwrap().starts_with(code));
    }
    assert_eq!(server.round_trips(), before + 1);
}

#[test]
fn two_logins_at_the_same_time_share_their_round_trips() {
    let server = Server::build().count_round_trips().start();
    std::thread::scope(|scope| {
        scope.spawn(|| Naive::login(&server));
        scope.spawn(|| Naive::login(&server));
    });
    assert!((8..=9).contains(&server.round_trips()), "{}", server.round_trips());
}

#[test]
fn listings_have_their_three_forms() {
    let server = Server::build().start();
    server.write_dated("old.txt", b"12345", 1_000_000_000);
    server.write(".hidden", b"");
    server.write("folder/x", b"");
    let mut client = Naive::login(&server);
    let text =
        |client: &mut Naive, line: &str| String::from_utf8(client.get(line).unwrap().0).unwrap();
    let list = text(&mut client, "LIST");
    assert!(list.contains("            5 Sep  9  2001 old.txt\r\n"), "{list}");
    assert!(!list.contains(".hidden"), "{list}");
    assert!(text(&mut client, "LIST -a").contains(".hidden"));
    assert_eq!(text(&mut client, "NLST"), "folder\r\nold.txt\r\n");
    let facts = text(&mut client, "MLSD");
    let old = "type=file;size=5;modify=20010909014640;";
    assert!(facts.contains(old), "{facts}");
    assert!(facts.contains("type=cdir;"), "{facts}");
    client.expect("MLST old.txt", "250-Facts\r\n type=file;size=5;");

    let server = Server::build().dos_listing().without("MLSD").start();
    server.write_dated("old.txt", b"12345", 1_000_000_000);
    let mut client = Naive::login(&server);
    let list = text(&mut client, "LIST");
    assert_eq!(list, "09-09-01  01:46AM                    5 old.txt\r\n");
    client.expect("MLSD", "500");
    assert!(!client.expect("FEAT", "211").contains("MLSD"));
}

#[test]
fn times_digests_and_names_are_right() {
    let server = Server::build().with("HASH").with("XCRC").with("XMD5").with("RANG").start();
    server.write("a b", b"123456789");
    let mut client = Naive::login(&server);
    client.expect("MFMT 20200102030405 a b", "213 Modify=20200102030405; a b");
    assert_eq!(server.modified("a b"), 1_577_934_245);
    client.expect("MDTM a b", "213 20200102030405");
    client.expect("XCRC a b", "250 CBF43926");
    client.expect("XMD5 \"a b\" 0 9", "250 25F9E794323B453885F5181F1B624D0B");
    client.expect("OPTS HASH SHA-1", "200");
    client.expect("RANG 0 2", "350");
    let sum = "213 SHA-1 0-2 40bd001563085fc35165329ea1ff5c5ecbdbbeef a b";
    client.expect("HASH a b", sum);
    client.expect("SITE UTIME 202001020304 a b", "200");
    client.expect("MKD x\"y", "257 \"/x\"\"y\"");
    client.expect("CWD x\"y", "250");
    client.expect("RNFR ../a b", "350");
    client.expect("RNTO c", "250");
    assert_eq!(server.read("x\"y/c"), b"123456789");
    client.expect("REST 6", "350");
    assert_eq!(client.get("RETR c").unwrap().0, b"789");
}

#[test]
fn a_session_of_another_connection_is_no_reuse() {
    let server = Server::build().require_reuse(Refuse::With425).start();
    server.write("a", b"x");
    let shared = naive::config();
    let mut first = Naive::connect_with(&server, shared.clone()).unwrap();
    first.log_in(&server);
    // The second finds the first one's tickets in the common store, and resumes them.
    let mut second = Naive::connect_with(&server, naive::config()).unwrap();
    second.log_in(&server);
    assert!(first.get("RETR a").unwrap().2.starts_with("226"));
    assert!(second.get("RETR a").unwrap().2.starts_with("226"));
    drop(second);
    let mut third = Naive::connect_with(&server, shared).unwrap();
    third.log_in(&server);
    let replies: Vec<String> = (0..3).map(|_| first.get("RETR a").unwrap().2).collect();
    assert!(replies.iter().any(|reply| reply.starts_with("425")), "{replies:?}");
    assert!(server.events().resumed_from_others > 0);
}

#[test]
fn tickets_that_run_out_lead_to_the_refusal() {
    let server = Server::build().like_proftpd().tls13_only().start();
    let mut client = Naive::login(&server);
    let replies: Vec<String> =
        (0..3).map(|n| client.put(&format!("STOR {n}"), b"x").unwrap()).collect();
    assert!(replies[1].starts_with("226"), "{replies:?}");
    assert!(replies[2].starts_with("425"), "{replies:?}");
    assert!(!server.exists("2"));
}

#[test]
fn tls12_sessions_resume_for_ever() {
    let server = Server::build().like_vsftpd().tls12_only().start();
    let mut client = Naive::login(&server);
    for _ in 0..6 {
        assert!(client.put("STOR a", b"x").unwrap().starts_with("226"));
    }
    assert_eq!(server.resumed(), 6);
}

#[test]
fn the_data_connection_breaks_where_the_script_says() {
    let server = Server::build()
        .on(verb("RETR").nth(1), Fault::cut(100_000))
        .on(verb("RETR").nth(2), Fault::no_close_notify())
        .on(verb("RETR").nth(3), Fault::only(10))
        .on(verb("RETR").nth(4), Fault::corrupt(3))
        .on(verb("RETR").nth(5), Fault::fail(At::Percent(50), "451 disk"))
        .on(verb("RETR").nth(6), Fault::early_final())
        .on(verb("RETR").nth(7), Fault::reset_data(At::End))
        .start();
    server.write("a", payload());
    let mut client = Naive::login(&server);
    let (bytes, end, reply) = client.get("RETR a").unwrap();
    assert_eq!((bytes.len(), &reply[..3]), (100_000, "426"));
    end.unwrap_err();
    let (bytes, end, reply) = client.get("RETR a").unwrap();
    assert_eq!((bytes.len(), &reply[..3]), (300_007, "226"));
    end.unwrap_err();
    let (bytes, end, reply) = client.get("RETR a").unwrap();
    assert_eq!((bytes.len(), &reply[..3]), (10, "226"));
    end.unwrap();
    let (bytes, _, _) = client.get("RETR a").unwrap();
    assert_eq!(bytes.iter().zip(payload()).filter(|(a, b)| **a != *b).count(), 1);
    let (bytes, _, reply) = client.get("RETR a").unwrap();
    assert_eq!((bytes.len(), &reply[..3]), (150_003, "451"));
    let (bytes, _, reply) = client.get("RETR a").unwrap();
    assert_eq!((bytes.len(), &reply[..3]), (300_007, "226"));
    let (_, end, reply) = client.get("RETR a").unwrap();
    assert_eq!(&reply[..3], "426");
    end.unwrap_err();
}

#[test]
fn an_upload_fails_in_the_middle_and_at_the_end() {
    let server = Server::build()
        .on(verb("STOR").nth(1), Fault::fail(1000, "552 quota exceeded"))
        .on(verb("STOR").nth(2), Fault::fail_keeping_data(At::End, "452 disk full"))
        .on(verb("STOR").nth(3), Fault::only(5))
        .on(verb("STOR").nth(4), Fault::final_reply("250 yes"))
        .start();
    let mut client = Naive::login(&server);
    for (code, stored) in [("552", 1000), ("226", 5), ("250", 300_007)] {
        let reply = client.put("STOR a", &payload()).unwrap();
        assert!(reply.starts_with(code), "{reply}");
        assert_eq!(server.read("a").len(), stored);
        if stored == 1000 {
            // The data connection stays open, so this client's own wait for its end would be long.
            let data = client.open("STOR b").unwrap().unwrap();
            drop(data);
            assert!(client.hear().unwrap().starts_with("426"));
        }
    }
}

#[test]
fn replies_can_be_anything() {
    let server = Server::build()
        .on(verb("PWD").nth(1), Fault::reply("550 no\r\n551 twice"))
        .on(verb("PWD").nth(2), Fault::raw(b"257 \0\x1b[31m\"/\"\r\n"))
        .on(verb("PWD").nth(3), Fault::delay(Duration::from_millis(200)))
        .on(verb("PWD").nth(4), Fault::flood("257-", "x"))
        .on(
            verb("SIZE"),
            Fault::custom(|plan, event| {
                plan.final_reply = Some(format!("213 {}", event.times_before).into());
            }),
        )
        .start();
    let mut client = Naive::login(&server);
    client.expect("SIZE a", "213 0");
    client.expect("SIZE a", "213 1");
    client.expect("PWD", "550 no");
    assert!(client.hear().unwrap().starts_with("551"));
    assert!(client.call("PWD").unwrap().contains("\0\u{1b}"));
    let began = Instant::now();
    client.expect("PWD", "257");
    assert!(began.elapsed() >= Duration::from_millis(200));
    client.say("PWD").unwrap();
}

#[test]
fn the_control_connection_ends_when_the_script_says() {
    let server = Server::build()
        .on(verb("MKD"), Fault::close(Moment::BeforeReply))
        .on(verb("NOOP"), Fault::reset(Moment::BeforeCommand))
        .on(any().every(8), Fault::farewell("421 enough"))
        .start();
    let mut client = Naive::login(&server);
    client.call("MKD x").unwrap_err();
    assert!(server.exists("x"));
    let mut client = Naive::connect(&server).unwrap();
    client.expect("USER u", "421");
    client.call("PASS p").unwrap_err();
    let mut client = Naive::connect(&server).unwrap();
    client.call("NOOP").unwrap_err();
}

#[test]
fn tls_refused_or_spoilt_is_an_error() {
    for fault in [Fault::reply("502 no TLS"), Fault::behind_reply("230 in clear\r\n")] {
        let server = Server::build().on("AUTH", fault).start();
        assert!(Naive::connect(&server).is_err());
    }
    let server = Server::build().on("TLS", Fault::raw("220 garbage\r\n")).start();
    assert!(Naive::connect(&server).is_err());
    let server = Server::build().on("CONNECT", Fault::raw("SSH-2.0-x\r\n")).start();
    drop(std::net::TcpStream::connect(server.address()).unwrap().read(&mut [0; 4]));
    for identity in
        [Identity::Expired, Identity::NotYetValid, Identity::WrongHost, Identity::SelfSigned]
    {
        let server = Server::build().certificate(identity).start();
        let error = Naive::connect(&server).err().expect("refused");
        assert!(error.to_string().contains("certificate"), "{identity:?}: {error}");
    }
}

#[test]
fn a_client_certificate_can_be_required() {
    let server = Server::build().require_client_certificate().start();
    let mut client = Naive::connect_with(&server, naive::config_with_certificate()).unwrap();
    client.log_in(&server);
    let mut without = Naive::connect(&server).unwrap();
    without.call("USER u").unwrap_err();
}

#[test]
fn another_certificate_on_the_data_connection_is_seen() {
    let fault = Fault::data_certificate(Identity::WrongHost);
    let server = Server::build().on("LIST", fault).start();
    let mut client = Naive::login(&server);
    assert!(client.open("LIST").is_err());
}

#[test]
fn passive_addresses_can_be_wrong() {
    let server = Server::build()
        .on(verb("EPSV").nth(1), Fault::port_zero())
        .on(verb("EPSV").nth(2), Fault::dead_port())
        .on("PASV", Fault::pasv_address([192, 0, 2, 1]))
        .start();
    let mut client = Naive::login(&server);
    client.expect("EPSV", "229 Entering Extended Passive Mode (|||0|)");
    assert!(client.passive().is_err());
    client.expect("PASV", "227 Entering Passive Mode (192,0,2,1,");
}

#[test]
fn abor_ends_a_transfer_that_stalls() {
    let server = Server::build().on("RETR", Fault::stall(1000)).start();
    server.write("a", payload());
    let mut client = Naive::login(&server);
    let mut data = client.open("RETR a").unwrap().unwrap();
    data.read_exact(&mut [0; 1000]).unwrap();
    client.expect("ABOR", "426");
    assert!(client.hear().unwrap().starts_with("226"));
    client.expect("NOOP", "200");
}

#[test]
fn an_upload_may_end_with_close_notify_and_no_fin() {
    // So does Python's ftplib: it waits for the server's own close_notify before it closes.
    let server = Server::build().tls12_only().start();
    let mut client = Naive::login(&server);
    let mut data = client.open("STOR a").unwrap().unwrap();
    data.write_all(b"content").unwrap();
    data.conn.send_close_notify();
    data.flush().unwrap();
    assert_eq!(data.read(&mut [0]).unwrap(), 0);
    assert!(client.hear().unwrap().starts_with("226"));
}

#[test]
fn an_upload_that_stalls_waits_for_the_client() {
    let server = Server::build().on("STOR", Fault::stall(1000)).start();
    let mut client = Naive::login(&server);
    let mut data = client.open("STOR a").unwrap().unwrap();
    data.write_all(&payload()[..5000]).unwrap();
    server.wait_for_bytes(1000);
    assert!(client.hears_nothing(Duration::from_millis(50)).unwrap());
    client.expect("ABOR", "426");
    assert!(client.hear().unwrap().starts_with("226"));
}

#[test]
fn a_program_runs_in_a_fresh_place_with_a_clean_environment() {
    let server = Server::build().user("me", "secret").start();
    let run = Run::program("/bin/sh").against(&server).without_ca().stdin("in");
    run.write("script", "cat; echo $HOME $FTPS_PASSWORD $1; echo '{\"a\":1}' >&2; exit 3");
    let out = run.ftps(["script", "{url}/x"]);
    let wanted = format!("in{} secret {}/x\n", run.home().display(), server.url());
    out.code(3).stdout_is(wanted).stderr_has("\"a\"");
    run.only_files(".", &["script"]);
    let running = run.start(["-c", "exec sleep 30"]);
    running.terminate();
    running.finish().killed_by(15);
}

#[test]
#[should_panic(expected = "killed after the time limit")]
fn a_program_that_takes_too_long_fails_the_test() {
    let run = Run::program("/bin/sh").limit(Duration::from_millis(100));
    run.ftps(["-c", "exec sleep 30"]);
}

#[test]
fn logins_and_idle_time_have_their_limits() {
    let server = Server::build().max_logins(1).idle_limit(Duration::from_millis(300)).start();
    let mut first = Naive::login(&server);
    let mut second = Naive::connect(&server).unwrap();
    second.expect("USER u", "331");
    second.expect("PASS p", "530 too many");
    assert!(first.hear().unwrap().starts_with("421"));
}

#[test]
#[should_panic(expected = "never reached")]
fn a_step_that_is_never_reached_fails_the_test() {
    let _server = Server::build().on(verb("RETR").nth(2), Fault::hang()).start();
}

#[test]
#[should_panic(expected = "the server panicked")]
fn a_panic_of_the_server_fails_the_test() {
    let panic = Fault::custom(|_, _| panic!("in a thread"));
    let server = Server::build().on("NOOP", panic).start();
    let _ = Naive::login(&server).call("NOOP");
}
