//! Servers of other systems, and listings that are not the usual ones: what is shown, fetched, sent and mirrored, and
//! what is refused because it cannot be known.

use crate::support::{Fault, Run, Server, System, verb};

/// A server that knows LIST and no MLSD.
fn listing_only() -> crate::support::server::Options {
    Server::build().without("MLSD").without("MLST")
}

#[test]
fn dotfiles_are_asked_for_once_where_that_proved_useless() {
    let server = listing_only().without("LIST -a").start();
    for name in ["in/a", "in/b", "out/c", "out/d"] {
        server.write(name, "x");
    }
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/in", "{url}/out", "{url}/in"]).code(0);
    let asked =
        server.commands().iter().filter(|command| command.line.starts_with(b"LIST -a")).count();
    assert_eq!(asked, 1, "{}", server.log());
}

#[test]
fn names_are_had_by_nlst_where_list_is_refused_or_cannot_be_read() {
    let unknown = Fault::listing("neither this\r\nnor that is a form\r\n");
    for fault in [Fault::reply("502 LIST not implemented"), unknown] {
        let server = listing_only().on(verb("LIST"), fault).start();
        server.write("in/a.csv", "12345");
        server.write("in/b c.csv", "1");
        let run = Run::new(&server);
        run.ftps(["ls", "{url}/in"]).code(0).stdout_is("a.csv\nb c.csv\n");
        run.ftps(["get", "{url}/in/a*.csv", "-t", "."]).code(0);
        assert_eq!(run.read("a.csv"), b"12345");
    }
}

#[test]
fn a_tree_of_which_only_names_are_known_loses_nothing() {
    let server = listing_only().on(verb("LIST"), Fault::reply("502 LIST not implemented")).start();
    server.write("in/old.csv", "12345");
    let run = Run::new(&server);
    run.write("tree/new.csv", "1");
    let mirrored = run.ftps(["mirror", "--delete", "tree", "{url}/in"]);
    mirrored.code(12).stderr_has("names only");
    assert!(server.exists("in/old.csv"));
}

#[test]
fn lines_that_no_form_knows_are_shown_with_v_and_stop_deletion() {
    let listing = "-rw-r--r-- 1 a b 5 Nov 25 10:00 a.csv\r\n-rw-r--r-- 1 a b 1 Nov 25 10:00 b.csv\r\n<odd> line\r\n";
    let server = listing_only().on(verb("LIST"), Fault::listing(listing)).start();
    server.write("in/a.csv", "12345");
    server.write("in/b.csv", "1");
    let run = Run::new(&server);
    run.ftps(["ls", "-v", "{url}/in"])
        .code(9)
        .stdout_has("a.csv")
        .stderr_has("< <odd> line (not understood)");
    // What the source may hold beside is not removed from the target.
    run.write("tree/only here", "1");
    run.ftps(["mirror", "--delete", "{url}/in", "tree"]).code(12);
    assert!(run.exists("tree/only here"));
}

#[test]
fn the_system_is_asked_for_only_where_pwd_reports_no_path() {
    let plain = listing_only().start();
    plain.write("a", "");
    Run::new(&plain).ftps(["ls", "{url}"]).code(0);
    assert_eq!(plain.count("SYST"), 0, "{}", plain.log());
    let other = Server::build().of(System::Vms).start();
    other.write("ANNA/A.TXT", "x");
    Run::new(&other).ftps(["ls", "{url}"]).code(0).stdout_is("A.TXT\n");
    assert_eq!(other.count("SYST"), 1, "{}", other.log());
}

#[test]
fn systems_with_paths_are_listed_fetched_sent_and_mirrored() {
    for system in [System::Ibmi, System::Iis, System::Eplf] {
        let server = Server::build().of(system).start();
        server.write("in/a.csv", "12345");
        server.write("in/sub/b c.csv", "1");
        let run = Run::new(&server);
        run.ftps(["ls", "{url}/in"]).code(0).stdout_is("a.csv\nsub\n");
        run.ftps(["stat", "{url}/in/a.csv"]).code(0).stdout_has("kind      file\nsize      5\n");
        run.ftps(["stat", "{url}/in/sub"]).code(0).stdout_has("kind      dir\n");
        run.ftps(["get", "{url}/in/*.csv", "-t", "."]).code(0);
        assert_eq!(run.read("a.csv"), b"12345", "{system:?}");
        run.ftps(["put", "a.csv", "{url}/in/new.csv"]).code(0);
        assert_eq!(server.read("in/new.csv"), b"12345", "{system:?}");
        run.ftps(["mirror", "{url}/in", "down"]).code(0);
        assert_eq!(run.read("down/sub/b c.csv"), b"1", "{system:?}");
        run.write("up/x/y.csv", "7");
        run.write("up/sub/b c.csv", "2");
        run.ftps(["mirror", "up", "{url}/in"]).code(0);
        assert_eq!(server.read("in/x/y.csv"), b"7", "{system:?}");
        server.write("in/sub/old.csv", "3");
        run.ftps(["mirror", "--delete", "--max-delete", "100%", "up", "{url}/in"]).code(0);
        assert!(!server.exists("in/sub/old.csv") && !server.exists("in/a.csv"), "{system:?}");
        server.nothing_in_clear();
    }
}

#[test]
fn a_subvolume_of_nonstop_is_listed_fetched_and_sent_to() {
    let server = Server::build().of(System::Nonstop).start();
    server.write("PAYFILE", "12345");
    server.write("DATA2026", "1");
    let run = Run::new(&server);
    run.ftps(["ls", "-l", "{url}"]).code(0).stdout_has("DATA2026").stdout_has(" 5 ");
    run.ftps(["get", "{url}/PAY*", "-t", "."]).code(0);
    assert_eq!(run.read("PAYFILE"), b"12345");
    run.write("new", "123");
    let sent = run.ftps(["put", "new", "{url}/NEWFILE"]);
    sent.code(0).stderr_has("written under its final name at once");
    assert_eq!(server.read("NEWFILE"), b"123");
}

#[test]
fn the_login_folder_of_vms_is_listed_and_fetched_from() {
    let server = Server::build().of(System::Vms).start();
    server.write("ANNA/A.TXT", "12345");
    server.write("ANNA/SUB/B.TXT", "1");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}"]).code(0).stdout_is("A.TXT\nSUB\n");
    run.ftps(["get", "{url}/A*.TXT", "-t", "."]).code(0);
    assert_eq!(run.read("A.TXT"), b"12345");
}

#[test]
fn data_sets_of_zos_are_listed_and_fetched() {
    let server = Server::build().of(System::Zos).start();
    server.write("USER1.IN.CSV", "12345");
    server.write("USER1.SRC/PAY1", "1");
    server.write("USER2.IN.CSV", "other");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}"]).code(0).stdout_is("IN.CSV\nSRC\n");
    run.ftps(["get", "{url}/IN.CSV"]).code(0);
    assert_eq!(run.read("IN.CSV"), b"12345");
    run.ftps(["get", "{url}/'USER2.IN.CSV'", "-o", "two"]).code(0);
    assert_eq!(run.read("two"), b"other");
    run.ftps(["get", "{url}/SRC(PAY1)", "-o", "member"]).code(0);
    assert_eq!(run.read("member"), b"1");
}
