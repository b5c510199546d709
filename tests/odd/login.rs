//! Logins and sessions that go well although the server chooses odd replies, and what is remembered of it.

use std::time::Duration;

use crate::support::{Fault, Run, Server, verb};

fn get(server: &Server) {
    server.write("a", "x");
    let run = Run::new(server);
    run.ftps(["get", "--timeout", "3s", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"x");
    server.nothing_in_clear();
}

#[test]
fn auth_answered_by_200_and_a_good_handshake_are_fine() {
    get(&Server::build().on("AUTH", Fault::final_reply("200 AUTH TLS OK.")).start());
}

#[test]
fn pbsz_refused_where_prot_p_is_taken_is_fine() {
    get(&Server::build().on("PBSZ", Fault::final_reply("500 unknown command")).start());
}

#[test]
fn a_renaming_that_is_never_allowed_leaves_no_pile_of_temporaries() {
    let server = Server::build().on(verb("RNTO").optional(), Fault::reply("502 no")).start();
    let run = Run::new(&server);
    for content in ["1", "22", "333"] {
        run.write("a", content);
        let put = run.ftps(["put", "a", "{url}/a"]);
        put.code(0);
        if content == "1" {
            put.stderr_has(
                "written under its final name at once, since the server renames nothing",
            );
        }
    }
    assert_eq!(server.read("a"), b"333");
    server.only_files("", &["a"]);
    assert_eq!(server.count("RNTO"), 1, "{}", server.log());
    run.ftps(["hosts", "show", "{host}"]).code(0).stdout_has("no_rename = [true, ");
}

#[test]
fn epsv_that_is_never_answered_leads_to_pasv_at_the_next_login_and_is_remembered() {
    let server = Server::build().on(verb("EPSV").optional(), Fault::silence()).start();
    server.write("a", "x");
    let run = Run::new(&server);
    let get = ["get", "--timeout", "1s", "--retry-delay", "10ms", "{url}/a"];
    run.ftps(get).code(0);
    let asked = server.count("EPSV");
    run.ftps(get).code(0);
    assert_eq!(server.count("EPSV"), asked, "{}", server.log());
    let known = run.ftps(["hosts", "show", "{host}"]);
    known.code(0).stdout_has("no_epsv = [true, ").stdout_lacks("one_at_a_time");
}

#[test]
fn a_reply_that_the_line_of_another_one_ends_is_named_at_once() {
    let reply = "553-careful\r\n150 Opening\r\n";
    for command in ["STOR", "DELE"] {
        let server = Server::build().on(verb(command).optional(), Fault::raw(reply)).start();
        server.write("b", "x");
        let run = Run::new(&server).limit(Duration::from_secs(20));
        run.write("a", "x");
        let args =
            if command == "STOR" { ["put", "a", "{url}/a"] } else { ["rm", "-f", "{url}/b"] };
        let failed = run.ftps(args);
        failed.code(1).stderr_has("began with 553- and did not end: it is followed by 150 Opening");
    }
}
