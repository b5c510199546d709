//! 3yz asks for more (RFC 959 section 4.2). Only USER, PASS, ACCT, REST and RNFR are ever answered by it; to
//! anything else it is a refusal, as z/VM means its `332 account wanted`.

use crate::support::{Fault, Run, Server, verb};

const WANTED: [&str; 2] = ["332 account wanted", "350 and now"];

/// A server that answers this verb so and does nothing; with files and folders to lose.
fn server(at: &'static str, reply: &str) -> Server {
    let server = Server::build().on(verb(at), Fault::reply_closing_data(reply)).start();
    server.write("a", "old");
    server.write("in/a", "inner");
    server
}

#[test]
fn a_folder_whose_cwd_is_answered_by_3yz_is_not_entered() {
    for reply in WANTED {
        let server = server("CWD", reply);
        let run = Run::new(&server);
        run.ftps(["run", "-c", "cd in; rm a", "{url}/"]).code(7).stderr_has(&reply[..3]);
        assert_eq!(server.read("a"), b"old");
        assert_eq!(server.read("in/a"), b"inner");
    }
}

#[test]
fn a_change_that_is_answered_by_3yz_is_refused() {
    for reply in WANTED {
        for (at, args) in [
            ("DELE", &["rm", "{url}/a"][..]),
            ("MKD", &["mkdir", "{url}/new"]),
            ("RMD", &["rmdir", "{url}/empty"]),
            ("SITE", &["chmod", "600", "{url}/a"]),
            ("RNTO", &["mv", "{url}/a", "{url}/b"]),
            ("MLSD", &["ls", "{url}/in"]),
        ] {
            let server = server(at, reply);
            std::fs::create_dir(server.path("empty")).expect("a folder");
            Run::new(&server).ftps(args).code(7).stderr_has(reply);
        }
    }
}

#[test]
fn a_file_whose_rnto_is_answered_by_3yz_has_no_new_name() {
    for reply in WANTED {
        let server = server("RNTO", reply);
        let run = Run::new(&server);
        run.write("a", "new");
        run.ftps(["put", "a", "{url}/a"]).code(7).stderr_has(reply);
        assert_eq!(server.read("a"), b"old");
    }
}

#[test]
fn a_transfer_that_is_answered_by_3yz_is_refused_and_not_tried_again() {
    for reply in WANTED {
        for at in ["RETR", "STOR"] {
            let server = server(at, reply);
            let run = Run::new(&server);
            run.write("new", "new");
            let args: &[&str] =
                if at == "RETR" { &["get", "{url}/a"] } else { &["put", "new", "{url}/new"] };
            run.ftps(args).code(7).stderr_has(reply);
            assert_eq!(server.count(at), 1, "{}", server.log());
        }
    }
}

#[test]
fn facts_that_are_answered_by_3yz_are_not_known() {
    for reply in WANTED {
        let server = Server::build()
            .on(verb("SIZE"), Fault::reply(reply))
            .on(verb("MFMT").optional(), Fault::reply(reply))
            .start();
        let run = Run::new(&server);
        run.write("a", "new");
        run.ftps(["put", "a", "{url}/a"]).code(0);
        assert_eq!(server.read("a"), b"new");
    }
}

#[test]
fn rest_and_rnfr_may_be_answered_by_3yz() {
    let server = Server::build().start();
    server.write("a", "old");
    let run = Run::new(&server);
    run.ftps(["mv", "{url}/a", "{url}/b"]).code(0);
    assert_eq!(server.read("b"), b"old");
}
