//! `get`: files arrive whole, under their names, with their times, or not at all.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use crate::support::{Fault, Run, Server, payload, verb};

const JANUARY: u64 = 1_769_850_000;

#[test]
fn a_file_lands_here_under_its_own_name_with_its_time() {
    let server = Server::build().start();
    server.write_dated("out/a b.bin", payload(), JANUARY);
    let run = Run::new(&server);
    run.ftps(["get", "{url}/out/a%20b.bin"]).code(0).stdout_is("").stderr_is("");
    assert_eq!(run.read("a b.bin"), payload());
    assert_eq!(run.modified("a b.bin"), JANUARY);
    run.only_files(".", &["a b.bin"]);
    server.nothing_in_clear();
}

#[test]
fn no_times_leaves_the_time_of_arrival() {
    let server = Server::build().start();
    server.write_dated("a", "x", JANUARY);
    let run = Run::new(&server);
    run.ftps(["get", "--no-times", "{url}/a"]).code(0);
    assert!(run.modified("a") > JANUARY + 60);
}

#[test]
fn an_empty_file_arrives_empty() {
    for server in [Server::build().start(), Server::build().tls12_only().start()] {
        server.write("empty", "");
        let run = Run::new(&server);
        run.ftps(["get", "{url}/empty"]).code(0);
        assert_eq!(run.read("empty"), b"");
    }
}

#[test]
fn a_local_name_renames() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "b"]).code(0);
    run.ftps(["get", "{url}/a", "-o", "c"]).code(0);
    run.only_files(".", &["b", "c"]);
}

#[test]
fn a_folder_takes_files_under_their_own_names() {
    let server = Server::build().start();
    server.write("x/a", "1");
    server.write("b", "2");
    let run = Run::new(&server);
    fs::create_dir(run.path("in")).unwrap();
    run.ftps(["get", "{url}/x/a", "{url}/b", "in"]).code(0);
    run.only_files("in", &["a", "b"]);
    assert_eq!(server.logins(), 1);
    run.ftps(["get", "{url}/x/a", "new/"]).code(3).stderr_has("--mkdir");
    run.ftps(["get", "--mkdir", "{url}/x/a", "new/deep/"]).code(0);
    run.ftps(["get", "--mkdir", "{url}/b", "-t", "new/deep"]).code(0);
    run.only_files("new/deep", &["a", "b"]);
}

#[test]
fn several_remote_files_without_a_goal_land_here() {
    let server = Server::build().start();
    server.write("a", "1");
    server.write("b", "2");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "{url}/b"]).code(0);
    run.only_files(".", &["a", "b"]);
}

#[test]
fn a_minus_is_standard_output() {
    let server = Server::build().start();
    server.write("a", payload());
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "-"]).code(0).stdout_is(payload()).stderr_is("");
    run.only_files(".", &[]);
}

#[test]
fn two_sources_for_one_name_are_refused_before_anything_is_sent() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["get", "{url}/x/a", "{url}/y/a"]).code(2).stderr_has("two of the sources");
    assert_eq!(server.events().connections, 0);
}

#[test]
fn several_sources_cannot_become_one_file() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("old", "kept");
    run.ftps(["get", "{url}/a", "{url}/b", "old"]).code(2).stderr_has("not a folder");
    run.ftps(["get", "--mkdir", "{url}/a", "{url}/b", "old"]).code(2);
    assert_eq!(run.read("old"), b"kept");
}

#[test]
fn a_missing_file_is_7_and_leaves_the_old_one_and_no_temporary() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "{url}/a"]).code(7).stderr_has("ftps: get a: server said 550 no such file");
    assert_eq!(run.read("a"), b"old");
    run.only_files(".", &["a"]);
}

#[test]
fn some_of_several_is_10_and_the_rest_arrives() {
    let server = Server::build().start();
    server.write("a", "1");
    server.write("c", "3");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "{url}/b", "{url}/c"]).code(10).stderr_has("get b: ");
    run.only_files(".", &["a", "c"]);
    run.ftps(["get", "{url}/x", "{url}/y"]).code(7);
}

#[test]
fn a_folder_as_source_names_mirror() {
    for server in [Server::build().start(), Server::build().like_vsftpd().start()] {
        fs::create_dir(server.path("sub")).unwrap();
        let run = Run::new(&server);
        run.ftps(["get", "{url}/sub"]).code(2).stderr_has("is a folder").stderr_has("ftps mirror");
        run.only_files(".", &[]);
    }
}

#[test]
fn an_existing_file_is_replaced_and_keeps_its_permissions() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "old old old");
    fs::set_permissions(run.path("a"), fs::Permissions::from_mode(0o640)).unwrap();
    run.ftps(["get", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"new");
    assert_eq!(fs::metadata(run.path("a")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_a_local_link_points_to_is_replaced_and_the_link_stays() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("real/a", "old");
    std::os::unix::fs::symlink("real/a", run.path("a")).unwrap();
    run.ftps(["get", "{url}/a"]).code(0);
    assert_eq!(run.read("real/a"), b"new");
    assert!(fs::symlink_metadata(run.path("a")).unwrap().is_symlink());
}

#[test]
fn what_a_local_link_points_to_is_made_where_there_is_none() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("data/x", "");
    std::os::unix::fs::symlink("data/today", run.path("link")).unwrap();
    std::os::unix::fs::symlink("link", run.path("latest")).unwrap();
    run.ftps(["get", "{url}/a", "latest"]).code(0);
    assert_eq!(run.read("data/today"), b"new");
    run.only_files("data", &["today", "x"]);
    assert!(run.path("latest").is_symlink() && run.path("link").is_symlink());
}

#[test]
fn direct_writes_in_place() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "a longer old one");
    run.ftps(["get", "--direct", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"new");
}

#[test]
fn a_device_is_written_and_not_replaced() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.ftps(["get", "{url}/a", "/dev/null"]).code(0);
    run.ftps(["get", "{url}/a", "/dev/full"]).code(3).stderr_has("/dev/full");
}

#[test]
fn a_folder_that_cannot_be_written_or_is_missing_is_3() {
    let server = Server::build().start();
    server.write("a", "new");
    let run = Run::new(&server);
    // Nobody, root included, creates files there.
    run.ftps(["get", "{url}/a", "/proc/a"]).code(3).stderr_has("/proc/a");
    run.ftps(["get", "{url}/a", "none/a"]).code(3).stderr_has("none/a");
}

#[test]
fn a_server_that_tells_no_size_is_acknowledged_with_a_note() {
    let server = Server::build().without("SIZE").without("MLST").without("MLSD").start();
    server.write("a", "new");
    let run = Run::new(&server);
    let told = run.ftps(["get", "--json", "{url}/a"]);
    assert_eq!(told.code(0).json()[0]["state"], "acknowledged");
    assert_eq!(run.read("a"), b"new");
    told.stderr_has("not checked");
}

#[test]
fn a_size_that_differs_is_9_and_the_old_file_stays() {
    let server = Server::build().on("SIZE", Fault::lie()).start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "{url}/a"]).code(9).stderr_has("reported 4 bytes and sent 3");
    assert_eq!(run.read("a"), b"old");
    run.only_files(".", &["a"]);
    run.ftps(["get", "--verify", "none", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"new");
}

#[test]
fn a_file_for_which_there_is_no_room_is_3_before_its_first_byte() {
    let server = Server::build().without("MLST").without("MLSD");
    let server = server.on("SIZE", Fault::reply("213 1152921504606846976")).start();
    server.write("a", "new");
    let run = Run::new(&server);
    run.write("a", "old");
    run.ftps(["get", "{url}/a"]).code(3).stderr_has("a: ");
    assert_eq!(server.count("RETR"), 0);
    assert_eq!(run.read("a"), b"old");
    run.only_files(".", &["a"]);
    run.ftps(["get", "--verify", "none", "{url}/a"]).code(0);
    assert_eq!(run.read("a"), b"new");
}

#[test]
fn names_of_many_kinds_come_down() {
    let server = Server::build().start();
    let names = ["grün ß.txt", "a;type=b", "100%", "q?x#y", "*[a]", "-dash", " lead"];
    for name in names {
        server.write(name, name);
    }
    let run = Run::new(&server);
    for name in names {
        let target = format!("{{host}}:{name}");
        run.ftps(["get", "-u", "u", "-p", "{port}", &target]).code(0);
        assert_eq!(run.read(name), name.as_bytes());
    }
}

#[test]
fn a_very_long_name_fits_beside_its_temporary() {
    let server = Server::build().start();
    let name = "n".repeat(250);
    server.write(&name, "x");
    let run = Run::new(&server);
    run.ftps(["get", &format!("{{url}}/{name}")]).code(0);
    run.only_files(".", &[&name]);
}

#[test]
fn a_slow_server_is_not_a_stalled_one() {
    let server = Server::build().on(verb("RETR"), Fault::delay(Duration::from_millis(300))).start();
    server.write("a", "x");
    Run::new(&server).ftps(["get", "--timeout", "2s", "{url}/a"]).code(0);
}

#[test]
fn ipv6_and_implicit_tls_serve_too() {
    for server in [
        Server::build().ipv6().start(),
        Server::build().implicit().start(),
        Server::build().implicit().ipv6().tls12_only().start(),
    ] {
        server.write("a", payload());
        let run = Run::new(&server);
        run.ftps(["get", "{url}/a"]).code(0);
        assert_eq!(run.read("a"), payload());
        server.nothing_in_clear();
    }
}
