//! The connections break: each transfer still ends well by itself, or leaves what was there.

use crate::support::{At, Fault, Moment, Run, Server, any, content, quickly, verb};

const SIZE: usize = 2_000_003;

/// The first byte, 1, 50, 99 and 100 %.
fn places() -> [At; 5] {
    let percent = |n: u64| At::Bytes(SIZE as u64 * n / 100);
    [At::Bytes(0), percent(1), percent(50), percent(99), At::End]
}

#[test]
fn a_get_outlives_a_reset_anywhere_and_the_loss_of_the_whole_line() {
    let new = content(1, SIZE);
    for at in places() {
        for fault in [Fault::reset_data, Fault::lose_line] {
            let server = Server::build().on(verb("RETR").nth(1), fault(at)).start();
            server.write_dated("a", &new, 1_700_000_000);
            let run = Run::new(&server);
            run.write("a", "old");
            run.ftps(quickly("get", &["{url}/a"])).code(0);
            assert!(run.read("a") == new, "{at:?}\n{}", server.log());
            run.only_files(".", &["a"]);
        }
    }
}

#[test]
fn a_put_outlives_a_reset_anywhere() {
    let new = content(2, SIZE);
    for at in places() {
        let server = Server::build().on(verb("STOR").nth(1), Fault::reset_data(at)).start();
        server.write("a", "old");
        let run = Run::new(&server);
        run.write("a", &new);
        run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
        assert!(server.read("a") == new, "{at:?}\n{}", server.log());
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_get_whose_line_is_lost_for_good_leaves_the_old_file_and_is_continued() {
    let new = content(1, SIZE);
    for at in places() {
        let server = Server::build().on(verb("RETR").nth(1), Fault::lose_line(at)).start();
        server.write_dated("a", &new, 1_700_000_000);
        let run = Run::new(&server);
        run.write("a", "old");
        run.ftps(quickly("get", &["--retries", "0", "{url}/a"])).code(4);
        assert_eq!(run.read("a"), b"old", "{at:?}");
        run.ftps(["get", "--continue", "{url}/a"]).code(0);
        assert!(run.read("a") == new, "{at:?}\n{}", server.log());
        run.only_files(".", &["a"]);
    }
}

#[test]
fn a_put_whose_line_is_lost_for_good_leaves_the_old_file_and_is_continued() {
    let new = content(2, SIZE);
    for at in places() {
        let server = Server::build().on(verb("STOR").nth(1), Fault::lose_line(at)).start();
        server.write("a", "old");
        let run = Run::new(&server);
        run.write("a", &new);
        run.ftps(quickly("put", &["--retries", "0", "a", "{url}/a"])).code(4);
        assert_eq!(server.read("a"), b"old", "{at:?}");
        run.ftps(["put", "--continue", "a", "{url}/a"]).code(0);
        assert!(server.read("a") == new, "{at:?}\n{}", server.log());
        server.only_files("", &["a"]);
    }
}

#[test]
fn a_get_outlives_the_control_connection_before_and_after_226() {
    let new = content(1, SIZE);
    for moment in [Moment::BeforeReply, Moment::AfterReply] {
        for fault in [Fault::close, Fault::reset] {
            let server = Server::build().on(verb("RETR").nth(1), fault(moment)).start();
            server.write_dated("a", &new, 1_700_000_000);
            let run = Run::new(&server);
            run.write("a", "old");
            run.ftps(quickly("get", &["{url}/a"])).code(0);
            assert!(run.read("a") == new, "{moment:?}\n{}", server.log());
            run.only_files(".", &["a"]);
        }
    }
}

#[test]
fn a_put_outlives_the_control_connection_at_each_of_its_steps_and_sends_once() {
    let new = content(2, SIZE);
    for at in ["STOR", "MFMT", "SIZE", "RNFR", "RNTO"] {
        for moment in [Moment::BeforeReply, Moment::AfterReply] {
            for fault in [Fault::close, Fault::reset] {
                let server = Server::build().on(verb(at).nth(1), fault(moment)).start();
                server.write("a", "old");
                let run = Run::new(&server);
                run.write("a", &new);
                run.ftps(quickly("put", &["a", "{url}/a"])).code(0);
                assert!(server.read("a") == new, "{at} {moment:?}\n{}", server.log());
                let sent = (server.count("STOR"), server.count("APPE"));
                assert_eq!(sent, (1, 0), "{at} {moment:?}\n{}", server.log());
                server.only_files("", &["a"]);
            }
        }
    }
}

#[test]
fn thirty_files_come_through_though_the_server_ends_every_few_commands() {
    let names: Vec<String> = (0..30).map(|n| format!("f{n:02}")).collect();
    let texts: Vec<Vec<u8>> =
        (0..30).map(|n| content(n, 1000 * usize::try_from(n).unwrap())).collect();
    // A login takes eight to eleven commands, and a file four more.
    for period in [14, 15, 16, 17, 18, 19, 23, 40] {
        let flaky = || {
            let end = Fault::farewell("421 that was enough");
            Server::build().on(any().every(period), end).start()
        };
        let server = flaky();
        let run = Run::new(&server);
        for (name, text) in names.iter().zip(&texts) {
            run.write(name, text);
        }
        let sources: Vec<&str> = names.iter().map(String::as_str).collect();
        run.ftps(quickly("put", &[&sources[..], &["{url}/"]].concat())).code(0);
        server.only_files("", &sources);
        for (name, text) in names.iter().zip(&texts) {
            assert!(server.read(name) == *text, "{name}\n{}", server.log());
        }

        let server = flaky();
        for (name, text) in names.iter().zip(&texts) {
            server.write_dated(name, text, 1_700_000_000);
        }
        let run = Run::new(&server);
        let urls: Vec<String> = names.iter().map(|name| format!("{{url}}/{name}")).collect();
        let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
        run.ftps(quickly("get", &urls)).code(0);
        run.only_files(".", &sources);
        for (name, text) in names.iter().zip(&texts) {
            assert!(run.read(name) == *text, "{name}\n{}", server.log());
        }
    }
}

#[test]
fn steps_of_a_put_are_progress_and_begin_the_count_of_tries_again() {
    let end = |at, n| (verb(at).nth(n), Fault::farewell("421 that was enough"));
    let server = [end("STOR", 1), end("SIZE", 1), end("RNFR", 1)]
        .into_iter()
        .fold(Server::build(), |server, (when, fault)| server.on(when, fault))
        .start();
    let run = Run::new(&server);
    run.write("a", "new");
    run.ftps(quickly("put", &["--retries", "1", "a", "{url}/a"])).code(0);
    assert_eq!(server.read("a"), b"new");
    server.only_files("", &["a"]);
}
