//! Listings that are refused although there is something to list, or because there is nothing.

use crate::support::server::{Event, Options, Plan};
use crate::support::{Fault, Run, Server, verb};

const NOTHING: [&str; 2] = ["550 No files found.", "450 No files found"];

/// Servers that answer so for the folder `empty`.
fn servers(reply: &str) -> [Server; 2] {
    let fault = || Fault::reply_closing_data(reply);
    [
        Server::build().on(verb("MLSD").with("/empty"), fault()),
        Server::build()
            .without("MLSD")
            .without("MLST")
            .on(verb("LIST").with("-a /empty").optional(), fault())
            .on(verb("LIST").with("/empty"), fault()),
    ]
    .map(|options| {
        let server = options.start();
        server.write("other/x", "x");
        std::fs::create_dir(server.path("empty")).expect("a folder");
        server
    })
}

#[test]
fn an_empty_folder_that_is_told_by_a_refusal_is_empty() {
    for server in NOTHING.iter().flat_map(|reply| servers(reply)) {
        let run = Run::new(&server);
        run.ftps(["ls", "--retries", "0", "{url}/empty"]).code(0).stdout_is("");
        run.write("tree/a", "new");
        run.ftps(["mirror", "--retries", "0", "--delete", "tree", "{url}/empty"]).code(0);
        assert_eq!(server.read("empty/a"), b"new");
    }
}

#[test]
fn an_empty_folder_that_is_told_by_a_refusal_gives_no_licence_to_delete() {
    for server in NOTHING.iter().flat_map(|reply| servers(reply)) {
        let run = Run::new(&server);
        run.write("copy/kept", "x");
        let args = ["mirror", "--retries", "0", "--delete", "{url}/empty", "copy"];
        run.ftps(args);
        assert_eq!(run.read("copy/kept"), b"x");
    }
}

/// MLSD with an argument is refused so; without one it works if `inside` says so.
fn refusing(reply: &'static str, inside: bool) -> Options {
    let refuse = move |plan: &mut Plan, event: &Event| {
        if !inside || !event.argument.is_empty() {
            Fault::reply_closing_data(reply).apply(plan, event);
        }
    };
    Server::build().on(verb("MLSD"), Fault::custom(refuse))
}

#[test]
fn an_mlsd_that_is_announced_and_refused_is_replaced_by_another_listing() {
    for reply in ["500 what", "502 no", "550 no", "501 no argument"] {
        for inside in [false, true] {
            let server = refusing(reply, inside).start();
            server.write("in/a", "x");
            server.write("in/sub/b", "x");
            let run = Run::new(&server);
            run.ftps(["ls", "{url}/in"]).code(0).stdout_is("a\nsub\n");
            run.ftps(["mirror", "{url}/in", "copy"]).code(0);
            assert_eq!(run.read("copy/sub/b"), b"x", "{reply} {inside}: {}", server.log());
            run.ftps(["ls", "{url}/none"]).code(7);
            let refused = server.count("MLSD");
            run.ftps(["ls", "{url}/in"]).code(0).stdout_is("a\nsub\n");
            let again = server.count("MLSD") - refused;
            assert_eq!(again, usize::from(inside), "remembered: {}", server.log());
        }
    }
}

#[test]
fn a_folder_that_may_not_be_listed_is_refused_where_mlsd_works_for_others() {
    let server =
        Server::build().on(verb("MLSD").with("/in/b"), Fault::reply_closing_data("550 no")).start();
    server.write("in/a", "x");
    server.write("in/b/x", "x");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/in", "{url}/in/b"]).code(10).stderr_has("550 no");
    assert_eq!(server.count("LIST"), 0, "{}", server.log());
}

#[test]
fn an_empty_file_may_come_over_a_connection_that_ends_before_its_handshake() {
    for (content, code) in [("", 0), ("x", 9)] {
        let server = Server::build().on(verb("RETR"), Fault::end_before_tls()).start();
        server.write("a", content);
        let run = Run::new(&server);
        run.ftps(["get", "--retries", "0", "{url}/a"]).code(code);
        assert_eq!(run.path("a").exists(), code == 0, "{}", server.log());
    }
}
