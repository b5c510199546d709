//! Only 522, or 425, 426 and 450 behind a finished, full handshake, mean that the server wants its TLS sessions
//! resumed; and what an outsider can cause lowers no protection.

use crate::support::{Fault, Refuse, Run, Server, verb};

const BEFORE_TLS: [&str; 3] =
    ["450 File unavailable (file busy)", "425 Security: Bad IP connecting.", "450 No files found"];

#[test]
fn a_refusal_before_tls_on_the_data_connection_asks_for_no_resumption() {
    for refused in BEFORE_TLS {
        for fault in [Fault::reply(refused), Fault::reply_closing_data(refused)] {
            let server = Server::build().on("RETR", fault).start();
            server.write("a", "x");
            let run = Run::new(&server);
            let args = ["get", "--retries", "0", "--timeout", "2s", "{url}/a"];
            run.ftps(args).code(8).stderr_has(refused).stderr_lacks("resumed");
            assert_eq!(server.logins(), 1, "{}", server.log());
        }
    }
}

#[test]
fn nothing_is_remembered_of_a_refusal_before_tls() {
    for refused in BEFORE_TLS {
        let server =
            Server::build().on(verb("RETR").nth(1), Fault::reply_closing_data(refused)).start();
        for name in ["a", "b", "c", "d"] {
            server.write(name, "x");
        }
        let run = Run::new(&server);
        run.ftps(["get", "--retry-delay", "10ms", "{url}/a"]).code(0);
        let args = ["get", "-vv", "{url}/a", "{url}/b", "{url}/c", "{url}/d", "."];
        run.ftps(args).code(0).stderr_lacks("TLS 1.2");
    }
}

#[test]
fn one_cut_data_connection_does_not_lower_tls() {
    for fault in [Fault::never_handshake, || Fault::cut(0), || Fault::reset_data(0)] {
        let fault: fn() -> Fault = fault;
        let server = Server::build().on(verb("RETR").nth(1), fault()).start();
        for name in ["a", "b", "c", "d"] {
            server.write(name, "content");
        }
        let run = Run::new(&server);
        let first = ["get", "--timeout", "1s", "--retry-delay", "10ms", "-vv", "{url}/a"];
        run.ftps(first).code(0).stderr_lacks("TLS 1.2");
        let args = ["get", "-vv", "{url}/a", "{url}/b", "{url}/c", "{url}/d", "."];
        run.ftps(args).code(0).stderr_lacks("TLS 1.2");
    }
}

#[test]
fn a_refusal_of_one_full_handshake_by_425_is_not_enough_to_remember() {
    let refused = "425 Unable to build data connection: Operation not permitted";
    let server =
        Server::build().tickets(0, 0).on(verb("RETR").nth(1), Fault::fail(0, refused)).start();
    for name in ["a", "b", "c", "d"] {
        server.write(name, "content");
    }
    let run = Run::new(&server);
    run.ftps(["get", "--retry-delay", "10ms", "{url}/a"]).code(0);
    let args = ["get", "-vv", "{url}/a", "{url}/b", "{url}/c", "{url}/d", "."];
    run.ftps(args).code(0).stderr_lacks("control TLS 1.2");
}

#[test]
fn servers_that_want_resumption_are_still_known_after_two_logins_that_agree() {
    let server = Server::build().require_reuse(Refuse::With425).tickets(0, 0).start();
    for name in ["a", "b", "c", "d"] {
        server.write(name, "content");
    }
    let run = Run::new(&server);
    let args = ["get", "--retry-delay", "10ms", "{url}/a", "{url}/b", "{url}/c", "{url}/d", "."];
    for _ in 0..3 {
        run.ftps(args).code(0);
    }
    let before = server.logins();
    run.ftps(args).code(0);
    assert_eq!(server.logins(), before + 1, "{}", server.log());
}
