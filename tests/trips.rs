//! Round trips, counted by the server from connect to the last reply, TCP and TLS handshakes
//! included. The figures are upper bounds: fewer is better, more needs a reason.

use crate::support::server::Options;
use crate::support::{Fault, Run, Server};

/// The round trips of one run.
#[track_caller]
fn trips(options: Options, args: &[&str]) -> usize {
    let server = options.count_round_trips().start();
    let run = Run::new(&server);
    for n in 0..10 {
        run.write(&format!("up{n}"), vec![b'x'; 1024]);
        server.write(&format!("down{n}"), vec![b'x'; 1024]);
    }
    run.ftps(args).code(0);
    server.round_trips()
}

#[track_caller]
fn at_most(limit: usize, options: Options, args: &[&str]) {
    let taken = trips(options, args);
    assert!(taken <= limit, "{taken} round trips, and {limit} are the limit: {args:?}");
}

/// What one file more costs.
#[track_caller]
fn each(options: fn() -> Options, command: &str, sources: [&str; 10], goal: &[&str]) -> f64 {
    let args = |count: usize| [&[command], &sources[..count], goal].concat();
    let (one, ten) = (trips(options(), &args(1)), trips(options(), &args(10)));
    f64::from(u32::try_from(ten - one).unwrap()) / 9.0
}

const UP: [&str; 10] = ["up0", "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9"];
const DOWN: [&str; 10] = [
    "{url}/down0",
    "{url}/down1",
    "{url}/down2",
    "{url}/down3",
    "{url}/down4",
    "{url}/down5",
    "{url}/down6",
    "{url}/down7",
    "{url}/down8",
    "{url}/down9",
];

#[test]
fn a_cold_get_takes_ten() {
    at_most(10, Server::build(), &["get", "{url}/down0"]);
    at_most(10, Server::build(), &["get", "{url}//down0"]);
    at_most(10, Server::build().late_tickets(), &["get", "{url}/down0"]);
}

#[test]
fn a_cold_cat_takes_ten() {
    at_most(10, Server::build(), &["cat", "{url}/down0"]);
}

#[test]
fn a_cold_get_under_tls12_takes_one_more() {
    at_most(11, Server::build().tls12_only(), &["get", "{url}/down0"]);
}

#[test]
fn a_cold_get_by_implicit_tls_takes_nine() {
    at_most(9, Server::build().implicit(), &["get", "{url}/down0"]);
}

#[test]
fn a_cold_ls_takes_ten() {
    at_most(10, Server::build(), &["ls", "{url}/"]);
    at_most(10, Server::build(), &["ls", "{url}//"]);
}

#[test]
fn a_cold_put_takes_twelve() {
    at_most(12, Server::build(), &["put", "up0", "{url}/"]);
    at_most(12, Server::build(), &["put", "up0", "{url}/name"]);
    at_most(12, Server::build(), &["put", "-o", "{url}/name", "up0"]);
}

#[test]
fn each_further_download_takes_four() {
    let taken = each(Server::build, "get", DOWN, &["-t", "."]);
    assert!(taken <= 4.0, "{taken}");
}

#[test]
fn each_further_upload_takes_little_more_than_four() {
    let taken = each(Server::build, "put", UP, &["{url}/"]);
    assert!(taken <= 4.2, "{taken}");
}

#[test]
fn a_known_server_that_wants_another_group_costs_no_more() {
    let server = Server::build().only_p256().count_round_trips().start();
    server.write("a", "x");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a"]).code(0);
    let first = server.round_trips();
    run.ftps(["get", "{url}/a"]).code(0);
    assert!(first <= 11, "{first}");
    assert!(server.round_trips() - first <= 10, "{} and {first}", server.round_trips());
}

#[test]
fn a_known_host_takes_two_less() {
    let server = Server::build().count_round_trips().start();
    server.write("a", "x");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a"]).code(0);
    let first = server.round_trips();
    run.ftps(["get", "{url}/a"]).code(0);
    assert!(server.round_trips() - first <= 8, "{} and {first}", server.round_trips());
}

#[test]
fn a_host_known_by_its_greeting_takes_two_less_at_once() {
    at_most(8, vsftpd(), &["get", "{url}/down0"]);
    // A listing has no size by which it could be checked: its end is waited for.
    at_most(9, vsftpd(), &["ls", "{url}/"]);
    at_most(10, vsftpd(), &["put", "up0", "{url}/"]);
}

/// What one file more costs a mirror with one login: of twenty, of which the second costs two more than the others.
#[track_caller]
fn each_mirrored(options: fn() -> Options, args: &[&str]) -> f64 {
    let taken = |count: usize| {
        let server = options().count_round_trips().start();
        let run = Run::new(&server);
        for n in 0..count {
            run.write(&format!("src/{n}"), vec![b'x'; 1024]);
            server.write(&format!("from/{n}"), vec![b'x'; 1024]);
        }
        run.ftps(args).code(0);
        server.round_trips()
    };
    f64::from(u32::try_from(taken(20) - taken(1)).unwrap()) / 19.0
}

#[test]
fn each_further_file_costs_a_mirror_what_it_costs_get_and_put() {
    for options in [Server::build, || Server::build().like_vsftpd()] {
        let up = each_mirrored(options, &["mirror", "-j1", "src", "{url}/to"]);
        let down = each_mirrored(options, &["mirror", "-j1", "{url}/from", "dst"]);
        assert!(up <= 4.2 && down <= 4.0, "up {up}, down {down}");
    }
}

fn vsftpd() -> Options {
    Server::build().waits_for_close().on("CONNECT", Fault::reply("220 (vsFTPd 3.0.3)"))
}

#[test]
fn each_further_upload_to_a_server_that_hears_early_takes_little_more_than_three() {
    let taken = each(vsftpd, "put", UP, &["{url}/"]);
    assert!(taken <= 3.2, "{taken}");
}

/// It hears our `close_notify` before its own, and EPSV before its last word: without either it would be four. Where what
/// is asked beside a dial comes in the same instant, as on a loaded machine, the count takes it for later. So it may be too
/// high, never too low, and one of a few must be right.
#[test]
fn each_further_download_from_a_server_that_hears_early_takes_little_more_than_three() {
    let mut counts = (0..5).map(|_| each(vsftpd, "get", DOWN, &["-t", "."]));
    assert!(counts.any(|taken| taken <= 3.9));
}
