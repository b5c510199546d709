//! Text in clear where TLS is due: vsftpd gives a user up in this way (`500 OOPS`), and so may anybody on the way.

use crate::support::{Fault, Run, Server, verb};

const OOPS: &str =
    "500 OOPS: vsftpd: refusing to run with \x1b[1mwritable root inside chroot()\r\n";

#[track_caller]
fn is_shown_once(server: &Server, code: i32, words: &[&str]) {
    let run = Run::new(server);
    let told = run.ftps(["get", "--retry-delay", "10ms", "{url}/a"]);
    told.code(code);
    for words in words {
        told.stderr_has(words);
    }
    told.stderr_lacks("\x1b[1m");
    assert_eq!(server.count("AUTH"), 1, "no retry: {}", server.log());
}

#[test]
fn clear_words_within_tls_are_shown_as_not_protected_and_not_tried_again() {
    let shown = [
        "clear text came instead of TLS: \"500 OOPS: vsftpd: refusing to run with ",
        "not protected, perhaps not the server's words",
    ];
    for command in ["PASS", "SIZE"] {
        let oops = OOPS.replace('\x1b', "");
        let server = Server::build().on(verb(command), Fault::in_clear(oops)).start();
        is_shown_once(&server, 5, &shown);
    }
}

#[test]
fn clear_words_behind_234_are_shown_escaped_and_not_tried_again() {
    let reply = format!("234 go on\r\n{OOPS}");
    let server = Server::build().on(verb("AUTH"), Fault::raw(reply)).start();
    is_shown_once(&server, 5, &["500 OOPS: vsftpd", "writable root inside chroot()"]);
}
