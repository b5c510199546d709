//! Mirrors against servers that lie: nothing outside the target is touched, and every run ends by itself.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::{Fault, Run, Server, verb};

/// A run whose working folder lies in a folder of its own, with something beside it that must stay.
fn guarded(server: &Server) -> Run<'_> {
    let run = Run::new(server);
    run.write("../outside", "untouched");
    run.write("secret/file", "untouched");
    run
}

#[track_caller]
fn untouched(run: &Run<'_>) {
    assert_eq!(run.read("../outside"), b"untouched");
    assert_eq!(run.read("secret/file"), b"untouched");
    run.only_files("..", &["outside", "work", "home"].map(|name| name));
    run.only_files("secret", &["file"]);
}

fn mlsd(names: &[&str]) -> Vec<u8> {
    let line = |name: &&str| format!("type=file;size=1;modify=20260131090000; {name}\r\n");
    let own = "type=cdir; .\r\n".to_owned();
    std::iter::once(own).chain(names.iter().map(line)).collect::<String>().into_bytes()
}

#[test]
fn names_that_lead_elsewhere_are_left_out_and_told() {
    let names = [
        "../outside",
        "../../x",
        "/etc/passwd",
        "..",
        "a/../../outside",
        "..\\b",
        "\u{1b}[2Jx",
        "ok",
        "",
    ];
    let server = Server::build().on(verb("MLSD"), Fault::listing(mlsd(&names))).start();
    server.write("from/ok", "x");
    server.write("outside", "bad");
    let run = guarded(&server);
    let told = run.ftps(["mirror", "--delete", "{url}/from", "dst"]);
    told.code(12).stderr_has("with a slash").stderr_has("control character");
    assert!(!told.err().contains('\u{1b}'), "{}", told.context());
    run.only_files("dst", &["ok"]);
    untouched(&run);
}

#[test]
fn a_link_and_a_folder_of_its_name_do_not_lead_out() {
    for links in ["skip", "follow", "copy"] {
        for order in [["lrwxrwxrwx", "drwxr-xr-x"], ["drwxr-xr-x", "lrwxrwxrwx"]] {
            let line = |kind: &str| {
                let to = if kind.starts_with('l') { " -> ../secret" } else { "" };
                format!("{kind}   1 ftp ftp 4096 Jan 31 09:00 x{to}\r\n")
            };
            let both = line(order[0]) + &line(order[1]);
            let server = Server::build()
                .without("MLSD")
                .without("MLST")
                .without("LIST -a")
                .on(verb("LIST").with("/from"), Fault::listing(&both))
                .start();
            server.write("from/x/file", "overwritten");
            let run = guarded(&server);
            run.ftps(["mirror", "--links", links, "{url}/from", "dst"]);
            untouched(&run);
            let found = fs::symlink_metadata(run.path("dst/x"));
            assert!(found.is_err() || found.is_ok_and(|found| found.is_dir()), "{links} {order:?}");
        }
    }
}

#[test]
fn a_link_at_the_target_is_replaced_and_never_written_through() {
    let server = Server::build().start();
    server.write("from/file", "new");
    server.write("from/folder/file", "new");
    let run = guarded(&server);
    fs::create_dir(run.path("dst")).expect("a folder");
    symlink("../secret/file", run.path("dst/file")).expect("a link");
    symlink("../secret", run.path("dst/folder")).expect("a link");
    run.ftps(["mirror", "{url}/from", "dst"]).code(0);
    untouched(&run);
    assert_eq!((run.read("dst/file"), run.read("dst/folder/file")), (b"new".into(), b"new".into()));
    assert!(!fs::symlink_metadata(run.path("dst/folder")).expect("a folder").is_symlink());
}

#[test]
fn deleting_stops_at_links() {
    let server = Server::build().start();
    server.write("from/a", "a");
    let run = guarded(&server);
    fs::create_dir(run.path("dst")).expect("a folder");
    symlink("../secret", run.path("dst/link")).expect("a link");
    run.ftps(["mirror", "--delete", "--max-delete", "100%", "{url}/from", "dst"]).code(0);
    run.only_files("dst", &["a"]);
    untouched(&run);
}

#[test]
fn a_tree_without_end_ends_by_its_depth() {
    let forever = "type=cdir; .\r\ntype=dir; again\r\n";
    for listing in [forever.to_owned(), format!("{forever}type=dir; and\r\n")] {
        let server = Server::build().on(verb("MLSD"), Fault::listing(listing)).start();
        let run = guarded(&server);
        let told = run.ftps(["mirror", "--delete", "{url}/from", "dst"]);
        told.code(12).stderr_has("200 levels").stderr_has("contains itself");
        assert!(told.err().len() < 2000, "{}", told.context());
        assert!(!run.exists("dst"));
        untouched(&run);
    }
}

#[test]
fn links_that_loop_on_the_server_are_told_and_the_rest_comes() {
    let server = Server::build().without("MLSD").without("MLST").start();
    server.write("from/a/file", "x");
    symlink("..", server.path("from/a/up")).expect("a link");
    symlink("../b", server.path("from/a/over")).expect("a link");
    fs::create_dir(server.path("from/b")).expect("a folder");
    symlink("../a", server.path("from/b/back")).expect("a link");
    let run = guarded(&server);
    run.ftps(["mirror", "--links", "follow", "{url}/from", "dst"]).code(10).stderr_has("never end");
    assert_eq!(run.read("dst/a/file"), b"x");
    untouched(&run);
}

#[test]
fn a_listing_without_end_ends_by_its_length() {
    let line = "type=file;size=1; ".to_owned() + &"x".repeat(200_000);
    let server = Server::build().on(verb("MLSD"), Fault::listing(line)).start();
    let run = guarded(&server);
    run.ftps(["mirror", "--delete", "{url}/from", "dst"]).code(1).stderr_has("without end");
    assert!(!run.exists("dst"));
}

#[test]
fn lines_that_nobody_understands_keep_everything_from_being_deleted() {
    let strange = [&mlsd(&["ok"])[..], b"\x01\x02 what is this\r\n"].concat();
    let server = Server::build().on(verb("MLSD"), Fault::listing(strange)).start();
    server.write("from/ok", "x");
    let run = guarded(&server);
    run.write("dst/mine", "x");
    run.ftps(["mirror", "--delete", "{url}/from", "dst"]).code(12).stderr_has("not understood");
    run.only_files("dst", &["mine", "ok"]);
}

#[test]
fn a_name_that_is_too_long_for_this_side_is_told_before_anything_moves() {
    let long = "n".repeat(300);
    let server = Server::build().on(verb("MLSD"), Fault::listing(mlsd(&[&long, "ok"]))).start();
    server.write("from/ok", "x");
    let run = guarded(&server);
    run.ftps(["mirror", "{url}/from", "dst"]).code(10).stderr_has("longer than 255");
    run.only_files("dst", &["ok"]);
}

#[test]
fn sizes_and_times_beyond_all_bounds_are_not_believed() {
    let server = Server::build()
        .on(
            verb("MLSD"),
            Fault::listing(
                "type=cdir; .\r\ntype=file;size=99999999999999999999999;modify=99999999999999; a\r\n\
                 type=file;size=18446744073709551615;modify=00000000000000; b\r\n",
            ),
        )
        .start();
    server.write("from/a", "x");
    server.write("from/b", "x");
    let run = guarded(&server);
    run.ftps(["mirror", "{url}/from", "dst"]);
    run.ftps(["mirror", "--dry-run", "--json", "{url}/from", "dst"]);
    untouched(&run);
    assert!(Path::new(&run.path("dst")).is_dir());
}

#[test]
fn a_server_that_swaps_a_folder_for_a_link_here_meets_a_check() {
    // The folder is there when the tree is scanned, and a link when the file comes.
    let server = Server::build()
        .on(verb("RETR"), Fault::delay(std::time::Duration::from_millis(400)))
        .start();
    server.write("from/d/a", "first");
    server.write("from/d/b", "second");
    let run = guarded(&server);
    fs::create_dir_all(run.path("dst/d")).expect("a folder");
    let running = run.start(["mirror", "--jobs", "1", "{url}/from", "dst"]);
    server.wait_for("RETR", 1);
    fs::rename(run.path("dst/d"), run.path("dst/moved")).expect("a folder");
    symlink("../secret", run.path("dst/d")).expect("a link");
    running.finish();
    run.only_files("secret", &["file"]);
    untouched(&run);
}

#[test]
fn the_mark_that_all_is_well_is_not_written_through_a_link() {
    let server = Server::build().like_vsftpd().start();
    server.write("from/precious", "precious");
    std::os::unix::fs::symlink("precious", server.path("from/DONE")).expect("a link");
    let run = guarded(&server);
    run.ftps(["mirror", "--links", "copy", "--done-file", "DONE", "{url}/from", "dst"]).code(0);
    assert_eq!(run.read("dst/precious"), b"precious");
    assert_eq!(run.read("dst/DONE"), b"");
    untouched(&run);
}
