//! `cat`: remote files on standard output, and an error where one did not come whole.

use crate::support::{Fault, Run, Server, verb};

#[test]
fn files_come_one_after_the_other() {
    let server = Server::build().start();
    server.write("a", "one\n");
    server.write("b", [0, 255, b'\r', b'\n']);
    let run = Run::new(&server);
    run.ftps(["cat", "{url}/a", "{url}/b"]).code(0).stdout_is(b"one\n\0\xff\r\n").stderr_is("");
    assert_eq!(server.logins(), 1);
    run.only_files(".", &[]);
}

#[test]
fn a_missing_file_is_7_and_a_folder_is_2() {
    let server = Server::build().start();
    std::fs::create_dir(server.path("sub")).unwrap();
    let run = Run::new(&server);
    run.ftps(["cat", "{url}/none"]).code(7).stderr_has("cat none: server said 550");
    run.ftps(["cat", "{url}/sub"]).code(2).stderr_has("is a folder");
}

#[test]
fn half_a_file_is_9() {
    let server = Server::build()
        .on(verb("RETR").nth(1), Fault::only(3))
        .on(verb("RETR").nth(2), Fault::no_close_notify())
        .start();
    server.write("a", "content");
    let run = Run::new(&server);
    run.ftps(["cat", "{url}/a"]).code(9).stderr_has("reported 7 bytes and sent 3");
    run.ftps(["cat", "{url}/a"]).code(9).stderr_has("close_notify");
}
