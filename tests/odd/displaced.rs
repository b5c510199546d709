//! Login folders that are no path with slashes: no relative path is ever sent while the server stands elsewhere than
//! after login, so nothing lands, and nothing is deleted, in a folder of the same name inside.

use crate::support::server::Options;
use crate::support::{Fault, Run, Server, verb};

/// Servers whose PWD helps little: a library, nothing, no such command, names of Windows, z/OS and VMS.
fn homes() -> Vec<(&'static str, Options)> {
    let always = |reply: &'static str| Server::build().on(verb("PWD"), Fault::reply(reply));
    let named = |name: &'static str| Server::build().home_name(name);
    vec![
        ("QGPL", always("257 \"QGPL\" is current library.")),
        ("empty", always("257 \"\" is current directory.")),
        ("none", always("502 not implemented")),
        ("relative", always("257 \"in\" is here")),
        ("drive", named("C:\\Users\\ftp")),
        ("slashes", named("C:/Users/ftp")),
        ("quoted", named("'USER1.'")),
        ("unquoted", always("257 'USER1.' is the working directory")),
        ("device", named("DISK$USER:[FTP]")),
    ]
}

/// Each of them, with a folder that holds one of its own name, and files that must not be touched.
fn each(change: fn(Options) -> Options, test: impl Fn(&str, &Server, &Run<'_>)) {
    for (name, options) in homes() {
        let server = change(options.home("/home/ftp")).start();
        for file in ["in/in/deep", "in/old", "a b/a b/deep", "a b/old", "keep"] {
            server.write(&format!("home/ftp/{file}"), "old");
        }
        let run = Run::new(&server);
        run.write("a.txt", "new");
        run.write("tree/one", "1");
        run.write("tree/sub/two", "2");
        test(name, &server, &run);
        assert_eq!(server.read("home/ftp/in/in/deep"), b"old", "{name}: {}", server.log());
        assert_eq!(server.read("home/ftp/a b/a b/deep"), b"old", "{name}: {}", server.log());
    }
}

fn as_it_is(options: Options) -> Options {
    options
}

/// Without MLSD and MLST, where names with blanks are listed from inside their folder.
fn by_list(options: Options) -> Options {
    options.without("MLSD").without("MLST")
}

/// The operand of a path that is relative to the login folder.
const HOST: &str = "{url}";

#[test]
fn a_file_lands_in_the_folder_that_was_named() {
    for change in [as_it_is, by_list] {
        each(change, |name, server, run| {
            run.ftps(["put", "a.txt", "{url}/in/"]).code(0);
            run.ftps(["put", "a.txt", "{url}/in"]).code(0);
            assert_eq!(server.read("home/ftp/in/a.txt"), b"new", "{name}: {}", server.log());
            assert!(!server.exists("home/ftp/in/in/a.txt"), "{name}: {}", server.log());
            server.only_files("home/ftp/in", &["a.txt", "in", "old"]);
        });
    }
}

#[test]
fn several_files_land_in_the_folder_that_was_named() {
    each(as_it_is, |name, server, run| {
        run.write("b.txt", "b");
        run.ftps(["put", "a.txt", "b.txt", "{url}/in"]).code(0);
        server.only_files("home/ftp/in", &["a.txt", "b.txt", "in", "old"]);
        run.ftps(["get", "{url}/in/a.txt", "{url}/in/b.txt", "{url}/keep", "-t", "got", "--mkdir"])
            .code(0);
        assert_eq!(run.read("got/b.txt"), b"b", "{name}");
    });
}

#[test]
fn a_mirror_deletes_in_the_folder_that_was_named() {
    for change in [as_it_is, by_list] {
        each(change, |name, server, run| {
            server.write("home/ftp/target/target/deep", "old");
            server.write("home/ftp/target/extra", "old");
            let args = ["mirror", "--delete", "--max-delete", "100%", "tree", "{url}/target"];
            run.ftps(args).code(0);
            server.only_files("home/ftp/target", &["one", "sub"]);
            assert_eq!(server.read("home/ftp/target/sub/two"), b"2", "{name}");
            server.only_files("home/ftp/in", &["in", "old"]);
        });
    }
}

#[test]
fn a_tree_is_removed_moved_and_made_where_it_was_named() {
    for change in [as_it_is, by_list] {
        each(change, |name, server, run| {
            server.write("home/ftp/gone/gone/x", "x");
            server.write("home/ftp/gone/x", "x");
            server.write("home/ftp/gone/in/x", "x");
            // Where the login folder has no path, a tree is not removed by a name that may lead there.
            run.ftps(["rm", "-rf", "{url}/gone/gone"]).code(7).stderr_has("from /");
            run.ftps(["rm", "{url}/gone/gone/x"]).code(0);
            assert!(server.exists("home/ftp/gone/x"), "{name}: {}", server.log());
            run.ftps(["mv", "{url}/keep", "{url}/in"]).code(0);
            server.only_files("home/ftp/in", &["in", "keep", "old"]);
            run.ftps(["mkdir", "-p", "{url}/in/new/newer"]).code(0);
            assert!(server.exists("home/ftp/in/new/newer"), "{name}: {}", server.log());
            run.ftps(["rmdir", "{url}/in/new/newer"]).code(0);
            assert!(server.exists("home/ftp/in/new"), "{name}: {}", server.log());
        });
    }
}

#[test]
fn a_folder_with_a_blank_is_listed_and_files_beside_it_found() {
    each(by_list, |name, server, run| {
        run.ftps(["ls", "{url}/a%20b", "{url}/in"]).code(0).stdout_has("old");
        run.ftps(["get", "{url}/a%20b/old", "-o", "got"]).code(0);
        assert_eq!(run.read("got"), b"old", "{name}: {}", server.log());
        run.ftps(["get", "{url}/a%20b/*", "-t", "all", "--mkdir"]).code(0);
        run.only_files("all", &["old"]);
        run.ftps(["put", "a.txt", "{url}/a%20b/"]).code(0);
        server.only_files("home/ftp/a b", &["a b", "a.txt", "old"]);
    });
}

#[test]
fn cd_in_a_script_is_where_names_begin() {
    for change in [as_it_is, by_list] {
        each(change, |name, server, run| {
            let script = "cd in; put a.txt; cd in; ls; cd; put a.txt -o top.txt; cd in; rm old";
            run.ftps(["run", "-c", script, HOST]).code(0).stdout_has("deep");
            assert_eq!(server.read("home/ftp/in/a.txt"), b"new", "{name}: {}", server.log());
            assert_eq!(server.read("home/ftp/top.txt"), b"new", "{name}: {}", server.log());
            server.only_files("home/ftp/in", &["a.txt", "in"]);
            server.only_files("home/ftp/in/in", &["deep"]);
        });
    }
}

#[test]
fn paths_from_the_root_need_no_way_back() {
    let server = Server::build().home("/home/ftp").start();
    server.write("home/ftp/in/x", "x");
    let run = Run::new(&server);
    run.write("a.txt", "new");
    run.ftps(["put", "a.txt", "{url}/in"]).code(0);
    assert_eq!((server.logins(), server.count("CWD")), (1, 1), "{}", server.log());
}
