//! Active mode: the server connects to us for data. TLS, its resumption and all checks are as in passive mode.

use std::time::{Duration, Instant};

use crate::support::server::Options;
use crate::support::{Fault, Refuse, Run, Server};

/// A server that connects to its clients where they want it.
fn active_server() -> Options {
    Server::build().with("PORT").with("EPRT")
}

/// Puts, lists and gets with these options.
#[track_caller]
fn both_ways(server: &Server, options: &[&str]) {
    let run = Run::new(server);
    for name in ["a", "b", "c"] {
        run.write(name, name.repeat(100_000));
    }
    let with = |command: &'static str, rest: &[&'static str]| [&[command], options, rest].concat();
    run.ftps(with("put", &["a", "b", "c", "{url}/"])).code(0).stderr_is("");
    run.ftps(with("ls", &["{url}/"])).code(0).stdout_is("a\nb\nc\n");
    run.ftps(with("get", &["{url}/?", "-t", "back", "--mkdir"])).code(0);
    assert_eq!(run.read("back/c"), "c".repeat(100_000).as_bytes());
    assert_eq!((server.count("EPSV"), server.count("PASV")), (0, 0));
    server.nothing_in_clear();
}

#[test]
fn files_go_both_ways_with_resumed_sessions() {
    for server in [active_server(), active_server().like_vsftpd(), active_server().like_proftpd()] {
        let server = server.require_reuse(Refuse::With522).start();
        both_ways(&server, &["--active"]);
        assert!(server.count("PORT") > 0);
        // Where the tickets end, one full handshake is tried before the next login (ProFTPD refuses it).
        let tried = server.events().data_connections - server.events().resumed;
        assert!(tried <= 1, "{tried} data connections without resumption");
    }
    let server = active_server().implicit().start();
    both_ways(&server, &["--active", "--implicit"]);
}

#[test]
fn the_server_is_given_the_address_and_a_port_that_were_asked_for() {
    let server = active_server().start();
    both_ways(
        &server,
        &["--active", "--active-address", "127.0.0.1", "--active-ports", "45600-45700"],
    );
    let commands = server.commands();
    let ports: Vec<String> = commands
        .iter()
        .filter(|command| command.verb() == "PORT")
        .map(|command| String::from_utf8_lossy(command.parts().1).into_owned())
        .collect();
    // 45600 is 178 times 256 and 32, 45700 is 178 times 256 and 132.
    assert!(ports.iter().all(|port| port.starts_with("127,0,0,1,178,")), "{ports:?}");
}

#[test]
fn under_ipv6_the_port_is_named_by_eprt() {
    let server = active_server().ipv6().start();
    both_ways(&server, &["--active"]);
    assert!(server.count("EPRT") > 0 && server.count("PORT") == 0);
}

#[test]
fn a_server_that_will_not_or_cannot_connect_is_told_of() {
    let server = active_server().on("PORT", Fault::reply("500 never heard of it")).start();
    let told = Run::new(&server).ftps(["ls", "--active", "{url}/"]);
    told.code(7).stderr_has("asking the server to connect").stderr_has("500 never heard of it");
    let server = active_server().on("MLSD", Fault::final_reply("425 cannot connect")).start();
    let told = Run::new(&server).ftps(["ls", "--active", "--retries", "0", "{url}/"]);
    told.code(8).stderr_has("425 cannot connect");
    let server = active_server().on("RETR", Fault::hang()).start();
    server.write("a", "x");
    let began = Instant::now();
    let args = ["get", "--active", "--timeout", "1s", "--retries", "0", "{url}/a"];
    let told = Run::new(&server).ftps(args);
    told.code(4).stderr_has("did not connect to 127.0.0.1:").stderr_has("--active-ports");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn active_mode_excludes_passive_options_and_proxies() {
    let server = active_server().start();
    let run = Run::new(&server);
    for other in [["--passive", "pasv"], ["--proxy", "socks5://127.0.0.1:1"]] {
        let args = [&["ls", "--active"], &other[..], &["{url}/"]].concat();
        run.ftps(args).code(2).stderr_has(other[0]);
    }
    let run = run.env("ALL_PROXY", "socks5://127.0.0.1:1");
    run.ftps(["ls", "--active", "{url}/"]).code(2).stderr_has("--active by a proxy");
    run.ftps(["ls", "--active", "--active-ports", "9-8", "{url}/"])
        .code(2)
        .stderr_has("50000-50100");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn options_of_active_mode_without_active_are_a_usage_error() {
    let server = active_server().start();
    let run = Run::new(&server);
    for (option, value) in [("--active-ports", "45600-45700"), ("--active-address", "127.0.0.1")] {
        let told = run.ftps(["ls", option, value, "{url}/"]);
        told.code(2).stderr_has(&format!("{option} says how --active works: give that too"));
    }
    assert_eq!(server.events().connections, 0);
}
