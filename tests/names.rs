//! What changes names on a server: `rm`, `mv`, `mkdir`, `rmdir`, `chmod`. Each says what it did not do.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::json;

use crate::support::{Fault, Moment, Run, Server, verb};

fn server() -> Server {
    let server = Server::build().start();
    for name in
        ["in/a.csv", "in/b.csv", "in/.hidden", "in/sub/c.csv", "in/sub/deep/d.csv", "keep/k"]
    {
        server.write(name, name);
    }
    server
}

#[test]
fn files_are_removed_and_folders_are_not() {
    let server = server();
    let run = Run::new(&server);
    run.ftps(["rm", "{url}/in/a.csv", "{url}/in/b.csv"]).code(0).stdout_is("").stderr_is("");
    let mixed = run.ftps(["rm", "{url}/in/.hidden", "{url}/in/sub"]);
    mixed.code(10).stderr_is("ftps: rm /in/sub: a folder (-r removes it, and all that is in it)\n");
    server.only_files("in", &["sub"]);
    assert_eq!(server.count("DELE"), 3, "{}", server.log());
}

#[test]
fn patterns_are_matched_here_and_literal_names_are_not() {
    let server = server();
    server.write("in/*.csv", "a star");
    let run = Run::new(&server);
    run.ftps(["rm", "-F", "{url}/in/*.csv"]).code(0);
    server.only_files("in", &[".hidden", "a.csv", "b.csv", "sub"]);
    run.ftps(["rm", "{url}/in/*.csv"]).code(0);
    server.only_files("in", &[".hidden", "sub"]);
    run.ftps(["rm", "{url}/in/*.csv"]).code(13).stderr_has("matches");
    run.ftps(["rm", "-f", "{url}/in/*.csv"]).code(0).stderr_is("");
}

#[test]
fn what_is_not_there_is_a_failure_unless_forced() {
    let server = server();
    let run = Run::new(&server);
    run.ftps(["rm", "{url}/in/none"]).code(7).stderr_has("rm /in/none: server said 550");
    run.ftps(["rm", "-f", "{url}/in/none"]).code(0).stderr_is("");
    run.ftps(["rm", "-f", "{url}/in/sub"]).code(7);
}

#[test]
fn a_tree_is_removed_the_deepest_first_and_only_once_it_was_listed() {
    let server = server();
    let lines = Run::new(&server).ftps(["rm", "-r", "--json", "{url}/in"]).code(0).json();
    let paths: Vec<&str> = lines.iter().filter_map(|line| line["path"].as_str()).collect();
    let order = [
        "/in/.hidden",
        "/in/a.csv",
        "/in/b.csv",
        "/in/sub/c.csv",
        "/in/sub/deep/d.csv",
        "/in/sub/deep",
        "/in/sub",
        "/in",
    ];
    assert_eq!(paths, order);
    let summary = lines.last().unwrap();
    assert_eq!((&summary["deleted"], &summary["exit"]), (&json!(8), &json!(0)));
    server.only_files("", &["keep"]);
    let verbs = server.verbs();
    let last_list = verbs.iter().rposition(|verb| verb == "MLSD" || verb == "LIST");
    let first_removed = verbs.iter().position(|verb| verb == "DELE");
    assert!(last_list < first_removed, "{}", server.log());
}

#[test]
fn links_are_removed_and_never_followed_however_mlsd_shows_them() {
    // pyftpdlib shows a link to a folder as a folder.
    let listing = b"type=dir;unique=1g7; link\r\ntype=file;size=1; z\r\n";
    let server = Server::build()
        .on(verb("MLSD").with("/in"), Fault::listing(listing))
        .on(verb("MLSD").with("/in/link").optional(), Fault::listing(b"type=file; k\r\n"))
        .start();
    server.write("in/z", "");
    server.write("keep/k", "");
    symlink("../keep", server.path("in/link")).unwrap();
    symlink("keep", server.path("other")).unwrap();
    let run = Run::new(&server);
    run.ftps(["rm", "-r", "{url}/in"]).code(0);
    run.ftps(["rm", "-r", "{url}/other"]).code(0);
    server.only_files("", &["keep"]);
    server.only_files("keep", &["k"]);
    assert!(!server.log().contains("DELE /in/link/"), "{}", server.log());
}

#[test]
fn where_no_listing_tells_links_from_folders_the_refusal_of_rmd_does() {
    // ftp-srv: ENOTDIR for a link, and neither RMD nor DELE removes it. aioftp: 451 for all.
    let listing = b"drwxr-xr-x 2 ftp ftp 5 Jan 31 2025 link\r\n";
    let build = || {
        let server = Server::build().without("MLSD").without("MLST");
        server.on(verb("LIST").with("-a /in"), Fault::listing(listing))
    };
    let told = build().on(verb("DELE").with("/in/link"), Fault::reply("550 ENOTDIR")).start();
    let untold = build().on(verb("RMD"), Fault::reply("451 file system error")).start();
    let words = ["550 ENOTDIR", "may be a link to a folder elsewhere"];
    for (server, code, words) in [(&told, 7, words[0]), (&untold, 12, words[1])] {
        server.write("keep/k", "");
        fs::create_dir(server.path("in")).unwrap();
        symlink("../keep", server.path("in/link")).unwrap();
        let run = Run::new(server);
        let left = run.ftps(["rm", "-r", "--retries", "0", "{url}/in"]);
        left.code(code).stderr_has(words);
        server.only_files("keep", &["k"]);
    }
}

#[test]
fn a_listing_that_is_cut_or_not_understood_removes_nothing() {
    let odd = Fault::listing(b"type=file;size=1; c.csv\r\nwhat is this\r\n");
    for (fault, code) in [(Fault::no_close_notify(), 9), (odd, 9), (Fault::cut(10), 8)] {
        let server = Server::build().on(verb("MLSD").with("/in/sub"), fault).start();
        server.write("in/a.csv", "a");
        server.write("in/sub/c.csv", "c");
        let run = Run::new(&server);
        let cut = run.ftps(["rm", "-r", "--retries", "0", "{url}/in"]);
        cut.code(code).stderr_has("nothing is removed").stderr_has("/in/sub");
        assert_eq!((server.count("DELE"), server.count("RMD")), (0, 0));
        server.only_files("in", &["a.csv", "sub"]);
    }
}

#[test]
fn a_name_that_leads_elsewhere_stops_a_removal() {
    let listing = b"type=file;size=1; ../../keep/k\r\n";
    let server = Server::build().on(verb("MLSD").with("/in"), Fault::listing(listing)).start();
    server.write("in/a", "");
    server.write("keep/k", "");
    Run::new(&server).ftps(["rm", "-r", "{url}/in"]).code(7).stderr_has("nothing is removed");
    assert_eq!(server.count("DELE"), 0);
}

#[test]
fn what_cannot_be_removed_is_told_and_the_rest_goes() {
    let server =
        Server::build().on(verb("DELE").with("/in/b"), Fault::reply("550 not yours")).start();
    for name in ["in/a", "in/b", "in/c"] {
        server.write(name, "");
    }
    let left = Run::new(&server).ftps(["rm", "-r", "{url}/in"]);
    left.code(10).stderr_is("ftps: rm /in/b: server said 550 not yours\n");
    server.only_files("in", &["b"]);
    // That the folder is not empty is known.
    assert_eq!(server.count("RMD"), 0);
}

#[test]
fn the_root_and_the_login_folder_are_not_removed() {
    let server = Server::build().home("/home/u").start();
    server.write("home/u/mine", "");
    let run = Run::new(&server);
    for target in ["{url}/", "{url}//", "{url}/.", "{url}/a/..", "{url}/%2F"] {
        run.ftps(["rm", "-rf", target]).code(2);
    }
    assert_eq!(server.events().connections, 0);
    for target in ["{url}//home", "{url}//home/u", "{url}//home/x/../u/", "{url}/../../home"] {
        run.ftps(["rm", "-rf", target]).code(2).stderr_has("login folder");
    }
    assert_eq!((server.count("DELE"), server.count("RMD")), (0, 0));
    assert!(server.exists("home/u/mine"));
}

#[test]
fn a_removal_whose_answer_is_lost_is_done_once() {
    let server = Server::build().on(verb("DELE").nth(1), Fault::close(Moment::BeforeReply)).start();
    server.write("a", "");
    Run::new(&server).ftps(["rm", "--retry-delay", "10ms", "{url}/a"]).code(0);
    assert!(!server.exists("a"));
}

#[test]
fn folders_are_made_with_and_without_those_above() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["mkdir", "{url}/a/b/c"]).code(7).stderr_has("mkdir /a/b/c: server said 550");
    run.ftps(["mkdir", "-p", "{url}/a/b/c", "{url}/a/d"]).code(0).stderr_is("");
    run.ftps(["mkdir", "-p", "{url}/a/b/c"]).code(0);
    run.ftps(["mkdir", "{url}/a"]).code(7).stderr_has("exists already");
    server.only_files("a", &["b", "d"]);
    assert!(server.path("a/b/c").is_dir());
}

#[test]
fn only_empty_folders_are_removed_by_rmdir() {
    let server = server();
    fs::create_dir(server.path("empty")).unwrap();
    let both = Run::new(&server).ftps(["rmdir", "{url}/empty", "{url}/in"]);
    both.code(10).stderr_has("rmdir /in: server said 550");
    server.only_files("", &["in", "keep"]);
}

#[test]
fn a_file_is_renamed_moved_and_replaces() {
    let server = server();
    let run = Run::new(&server);
    run.ftps(["mv", "{url}/in/a.csv", "{url}/in/x.csv"]).code(0).stdout_is("").stderr_is("");
    run.ftps(["mv", "{url}/in/x.csv", "{url}/in/b.csv"]).code(0);
    assert_eq!(server.read("in/b.csv"), b"in/a.csv");
    run.ftps(["mv", "{url}/in/b.csv", "{url}/keep"]).code(0);
    run.ftps(["mv", "{url}/in/sub", "{url}/keep/"]).code(0);
    server.only_files("keep", &["b.csv", "k", "sub"]);
    let moved = run.ftps(["mv", "--json", "{url}/keep/*", "{url}/in"]).code(0).json();
    assert_eq!(
        moved[0],
        json!({"v": 1, "event": "done", "action": "mv", "path": "/keep/b.csv",
        "to": "/in/b.csv"})
    );
    assert_eq!(moved.last().unwrap()["changed"], json!(3));
    server.only_files("keep", &[]);
}

#[test]
fn several_sources_want_a_folder_and_one_server() {
    let server = server();
    let other = Server::build().start();
    let run = Run::new(&server);
    run.ftps(["mv", "{url}/in/*.csv", "{url}/new"]).code(7).stderr_has("no folder");
    run.ftps(["mv", "{url}/in/a.csv", "{url}/new/"]).code(7).stderr_has("no folder");
    let elsewhere = format!("{}/a.csv", other.url());
    run.ftps(["mv", "{url}/in/a.csv", &elsewhere]).code(2).stderr_has("one server");
    run.ftps(["mv", "{url}/in/a.csv"]).code(2);
    run.ftps(["mv", "{url}/in/a.csv", "b.csv"]).code(2).stderr_has("local file");
    run.ftps(["mv", "{url}/in/a.csv", "{url}/in/../in/a.csv"]).code(7).stderr_has("already");
    assert_eq!((server.count("RNFR"), other.events().connections), (0, 0));
}

#[test]
fn two_sources_do_not_become_one() {
    let server = server();
    server.write("other/k", "second");
    let both = Run::new(&server).ftps(["mv", "{url}/keep/k", "{url}/other/k", "{url}/in"]);
    both.code(10).stderr_has("mv /other/k: another of the sources");
    assert_eq!((server.read("in/k"), server.read("other/k")), (b"keep/k".into(), b"second".into()));
}

#[test]
fn nothing_is_replaced_where_that_is_not_wanted_or_not_done() {
    let server = Server::build().no_replace().start();
    server.write("a", "new");
    server.write("b", "old");
    let run = Run::new(&server);
    let kept = run.ftps(["mv", "-n", "--json", "{url}/a", "{url}/b"]).code(0).json();
    assert_eq!((&kept[0]["event"], &kept[0]["reason"]), (&json!("skipped"), &json!("exists")));
    assert_eq!(server.count("RNFR"), 0);
    run.ftps(["mv", "{url}/a", "{url}/b"]).code(7).stderr_has("exists").stderr_has("550");
    assert_eq!((server.read("a"), server.read("b")), (b"new".to_vec(), b"old".to_vec()));
    assert_eq!(server.count("DELE"), 0);
}

#[test]
fn a_move_whose_answer_is_lost_is_done_once() {
    let server = Server::build().on(verb("RNTO").nth(1), Fault::close(Moment::BeforeReply)).start();
    server.write("a", "x");
    Run::new(&server).ftps(["mv", "--retry-delay", "10ms", "{url}/a", "{url}/b"]).code(0);
    server.only_files("", &["b"]);
}

#[test]
fn modes_are_set_by_site_chmod() {
    let server = server();
    let run = Run::new(&server);
    run.ftps(["chmod", "640", "{url}/in/*.csv"]).code(0).stderr_is("");
    let mode = |name: &str| fs::metadata(server.path(name)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("in/a.csv"), mode("in/b.csv")), (0o640, 0o640));
    run.ftps(["chmod", "u+q", "{url}/in/a.csv"]).code(2).stderr_has("octal");
    let server = Server::build().without("SITE CHMOD").start();
    server.write("a", "");
    Run::new(&server).ftps(["chmod", "640", "{url}/a"]).code(7).stderr_has("chmod /a");
}

#[test]
fn failures_are_events_with_exit_and_reason() {
    let server = server();
    let lines =
        Run::new(&server).ftps(["rm", "--json", "{url}/none", "{url}/in/a.csv"]).code(10).json();
    assert_eq!((&lines[0]["event"], &lines[0]["exit"]), (&json!("failed"), &json!(7)));
    assert!(lines[0]["error"].as_str().unwrap().starts_with("removing /none: server said 550"));
    assert_eq!(lines[1], json!({"v": 1, "event": "done", "action": "rm", "path": "/in/a.csv"}));
    assert_eq!((&lines[2]["failed"], &lines[2]["deleted"]), (&json!(1), &json!(1)));
}

#[test]
fn modes_are_changed_from_what_the_server_tells() {
    for server in [Server::build(), Server::build().without("MLSD").without("MLST")] {
        let server = server.start();
        for name in ["a", "b", "c"] {
            server.write(name, "");
        }
        let set = |name: &str, mode| {
            fs::set_permissions(server.path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        let mode =
            |name: &str| fs::metadata(server.path(name)).unwrap().permissions().mode() & 0o7777;
        set("a", 0o444);
        set("b", 0o755);
        set("c", 0o600);
        let run = Run::new(&server);
        let changed = run.ftps(["chmod", "--json", "u+w,go-r", "{url}/*"]).code(0).json();
        assert_eq!((mode("a"), mode("b"), mode("c")), (0o600, 0o711, 0o600));
        assert_eq!((&changed[3]["changed"], &changed[3]["skipped"]), (&json!(2), &json!(1)));
        assert!(server.count("LIST") + server.count("MLSD") <= 2, "{:?}", server.log());
        run.ftps(["chmod", "-w", "{url}/a"]).code(0);
        assert_eq!(mode("a"), 0o400);
    }
    // pyftpdlib tells them by LIST alone.
    let server = Server::build().without("UNIX.mode").start();
    server.write("a", "");
    Run::new(&server).ftps(["chmod", "u+x", "{url}/a"]).code(0);
    let dos = Server::build().without("UNIX.mode").dos_listing();
    let server = dos.start();
    server.write("a", "");
    let untold = Run::new(&server).ftps(["chmod", "u+x", "{url}/a"]);
    untold.code(7).stderr_has("does not report its permissions");
    assert_eq!(server.count("SITE"), 0);
}

#[test]
fn modes_are_changed_below_a_folder_and_links_are_left() {
    let server = server();
    server.write("outside", "");
    server.write("t/f", "");
    server.write("t/d/g", "");
    std::os::unix::fs::symlink(server.path("outside"), server.path("t/link")).unwrap();
    let mode = |name: &str| fs::metadata(server.path(name)).unwrap().permissions().mode() & 0o7777;
    let before = mode("outside");
    let run = Run::new(&server);
    run.ftps(["chmod", "-R", "u=rwX,go=", "{url}/t"]).code(0).stderr_is("");
    assert_eq!((mode("t"), mode("t/f"), mode("t/d"), mode("t/d/g")), (0o700, 0o600, 0o700, 0o600));
    assert_eq!(mode("outside"), before);
    // The deepest first: who is not root would be locked out else.
    run.ftps(["chmod", "-R", "500", "{url}/t/d"]).code(0);
    let order: Vec<_> = server
        .commands()
        .iter()
        .rev()
        .take(3)
        .map(|c| String::from_utf8_lossy(c.parts().1).into_owned())
        .collect();
    assert!(order[1].ends_with("500 /t/d") && order[2].ends_with("500 /t/d/g"), "{order:?}");
    let refused =
        Server::build().on(verb("MLSD").with("/t/d"), Fault::reply_closing_data("550 no")).start();
    refused.write("t/d/g", "");
    Run::new(&refused)
        .ftps(["chmod", "-R", "600", "{url}/t"])
        .code(7)
        .stderr_has("nothing is changed");
    assert_eq!(refused.count("SITE"), 0);
}
