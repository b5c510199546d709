//! By which way a server is reached: proxies for control and data, a local address, the names that are asked for.

use crate::support::proxy::{Proxy, Speaks};
use crate::support::{ClosedPort, Run, Server};

const BOTH: [Speaks; 2] = [Speaks::Socks5, Speaks::Http];

/// Puts and gets ten files by a proxy, with the name of the host left to it.
#[track_caller]
fn ten_files_each_way(server: &Server, proxy: &Proxy, options: &[&str]) {
    let run = Run::new(server);
    let names: Vec<String> = (0..10).map(|number| format!("f{number}")).collect();
    for name in &names {
        run.write(name, name.repeat(1000));
    }
    let url = proxy.url();
    // The name is in the certificate, and leads nowhere but by the proxy.
    let own = ["--proxy", &url, "-u", "u", "-p", "{port}"];
    let arguments = |command: &'static str, rest: &[String]| {
        let own = own.iter().chain(options).map(ToString::to_string);
        std::iter::once(command.to_owned()).chain(own).chain(rest.to_vec()).collect::<Vec<_>>()
    };
    let put: Vec<String> = names.iter().cloned().chain(["localhost:".to_owned()]).collect();
    run.ftps(arguments("put", &put)).code(0);
    let get = ["localhost:f*", "-t", "back", "--mkdir"].map(str::to_owned);
    run.ftps(arguments("get", &get)).code(0);
    for name in &names {
        assert_eq!(run.read(format!("back/{name}").as_str()), name.repeat(1000).as_bytes());
    }
    let asked = proxy.asked();
    let control = format!("localhost:{}", server.address().port());
    assert_eq!(asked.iter().filter(|place| **place == control).count(), 2, "{asked:?}");
    assert!(asked.len() >= 22, "data connections by another way: {asked:?}");
    assert!(asked.iter().all(|place| place.starts_with("localhost:")), "{asked:?}");
    server.nothing_in_clear();
}

#[test]
fn a_proxy_carries_control_and_data_and_resolves_the_name() {
    for speaks in BOTH {
        let server = Server::build().start();
        ten_files_each_way(&server, &Proxy::start(speaks, None), &[]);
        let server = Server::build().start();
        ten_files_each_way(&server, &Proxy::start(speaks, None), &["--passive", "pasv"]);
        let server = Server::build().implicit().start();
        ten_files_each_way(&server, &Proxy::start(speaks, None), &["--implicit"]);
    }
}

#[test]
fn an_address_is_asked_for_as_it_is() {
    for speaks in BOTH {
        let server = Server::build().start();
        let proxy = Proxy::start(speaks, None);
        Run::new(&server).ftps(["ls", "--proxy", &proxy.url(), "{url}/"]).code(0);
        assert_eq!(proxy.asked()[0], server.address().to_string());
    }
}

#[test]
fn a_proxy_that_wants_a_password_gets_it_from_a_file_or_the_environment() {
    for speaks in BOTH {
        let server = Server::build().start();
        let proxy = Proxy::start(speaks, Some(("ann", "proxy secret")));
        let run = Run::new(&server);
        run.write_private("pw", "proxy secret\n");
        let url = proxy.url_for("ann@");
        let with_file = ["ls", "-vv", "--proxy", &url, "--proxy-password-file", "pw", "{url}/"];
        let told = run.ftps(with_file);
        told.code(0).stderr_lacks("proxy secret").stderr_has("by proxy");
        let run = Run::new(&server).env("ALL_PROXY", proxy.url_for("ann:proxy%20secret@"));
        run.ftps(["ls", "{url}/"]).code(0);
        let run = Run::new(&server).env("ALL_PROXY", proxy.url_for("ann:hunter2@"));
        let told = run.ftps(["ls", "-vv", "{url}/"]);
        told.code(4).stderr_lacks("hunter2").stderr_lacks("trying again");
        let told = run.ftps(["ls", "--proxy", &proxy.url(), "{url}/"]);
        told.code(4).stderr_has("--proxy-password-file");
    }
}

#[test]
fn no_proxy_excepts_hosts_and_an_option_wins_over_the_environment() {
    let server = Server::build().start();
    let proxy = Proxy::start(Speaks::Socks5, None);
    let run = Run::new(&server).env("ALL_PROXY", proxy.url());
    run.ftps(["ls", "--proxy", "none", "{url}/"]).code(0);
    let excepted = Run::new(&server).env("ALL_PROXY", proxy.url()).env("no_proxy", "127.0.0.0/8");
    excepted.ftps(["ls", "{url}/"]).code(0);
    assert_eq!(proxy.asked(), Vec::<String>::new());
    run.ftps(["ls", "{url}/"]).code(0);
    assert!(!proxy.asked().is_empty());
}

#[test]
fn what_a_proxy_cannot_do_is_told_in_its_words() {
    let server = Server::build().start();
    let closed = ClosedPort::at([127, 0, 0, 1].into()).unwrap();
    let target = format!("ftp://u@{}/", closed.address());
    for (speaks, words) in [(Speaks::Socks5, "connection refused"), (Speaks::Http, "503")] {
        let proxy = Proxy::start(speaks, None);
        let run = Run::new(&server);
        let told = run.ftps(["ls", "--retries", "0", "--proxy", &proxy.url(), &target]);
        told.code(4).stderr_has(words).stderr_has("asking proxy");
    }
    // A server in the place of a proxy.
    let wrong = format!("http://{}", server.address());
    let told = Run::new(&server).ftps(["ls", "--proxy", &wrong, "{url}/"]);
    told.code(4).stderr_has("does not speak HTTP").stderr_lacks("trying again");
}

#[test]
fn a_proxy_that_cannot_be_used_is_a_usage_error_before_anything_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for (url, words) in [
        ("socks4://p:1", "socks5://"),
        ("p:1", "socks5://"),
        ("https://p:1", "TLS"),
        ("socks5://ann:hunter2@p", "--proxy-password-file"),
    ] {
        let told = run.ftps(["ls", "--proxy", url, "{url}/"]);
        told.code(2).stderr_has(words).stderr_lacks("hunter2");
    }
    let run = Run::new(&server).env("all_proxy", "socks4://ann:hunter2@p");
    run.ftps(["ls", "{url}/"]).code(2).stderr_has("--proxy none").stderr_lacks("hunter2");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn connections_come_from_the_address_that_is_asked_for() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["ls", "--bind", "127.0.0.7", "{url}/"]).code(0);
    let told = run.ftps(["ls", "--bind", "::1", "--retries", "0", "{url}/"]);
    told.code(4).stderr_has("--bind ::1");
}
