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
fn a_line_that_no_form_knows_in_the_target_keeps_every_entry_there() {
    let odd = "-rw-r--r-- 1 a b 5 Nov 25 10:00 old.csv\r\n<odd> line\r\n";
    let server = listing_only().on(verb("LIST"), Fault::listing(odd)).start();
    server.write("in/old.csv", "12345");
    let run = Run::new(&server);
    run.write("tree/new.csv", "1");
    let mirrored = run.ftps(["mirror", "--delete", "--max-delete", "9", "tree", "{url}/in"]);
    mirrored.code(12).stderr_has("nothing is deleted in those folders (1 entry would have been)");
    assert!(server.exists("in/old.csv") && server.exists("in/new.csv"));
    assert_eq!((server.count("DELE"), server.count("RMD")), (0, 0), "{}", server.log());
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

#[test]
fn a_partitioned_data_set_is_a_folder_for_every_command() {
    let server = Server::build().of(System::Zos).start();
    server.write("USER1.SRC/PAY1", "1");
    server.write("USER1.SRC/PAY2", "22");
    server.write("USER1.IN.CSV", "12345");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/SRC"]).code(0).stdout_is("PAY1\nPAY2\n");
    run.ftps(["stat", "{url}/SRC"]).code(0).stdout_has("kind      dir\n");
    run.ftps(["stat", "{url}/SRC(PAY1)"]).code(0).stdout_has("kind      file\n");
    run.ftps(["stat", "{url}/IN.CSV"]).code(0).stdout_has("kind      file\n");
    run.ftps(["stat", "{url}/NO.CSV"]).code(7);
    run.ftps(["get", "{url}/SRC/PAY*", "-t", "."]).code(0);
    assert_eq!((run.read("PAY1"), run.read("PAY2")), (b"1".to_vec(), b"22".to_vec()));
    run.write("NEW1", "333");
    run.write("NEW2", "4444");
    run.ftps(["put", "NEW1", "{url}/SRC/"]).code(0).stderr_has("names here are no paths");
    run.ftps(["put", "NEW2", "{url}/SRC"]).code(0);
    run.ftps(["put", "NEW1", "{url}/SRC(NEW3)"]).code(0);
    assert_eq!(server.read("USER1.SRC/NEW1"), b"333");
    assert_eq!(
        (server.read("USER1.SRC/NEW2"), server.read("USER1.SRC/NEW3")),
        (b"4444".to_vec(), b"333".to_vec())
    );
    run.ftps(["find", "{url}/SRC", "--name", "NEW1"]).code(0).stdout_is("'USER1.SRC(NEW1)'\n");
    run.ftps(["rm", "{url}/SRC(NEW3)"]).code(0);
    assert!(!server.exists("USER1.SRC/NEW3"));
}

#[test]
fn a_partitioned_data_set_is_mirrored_both_ways_and_nothing_is_deleted_in_it() {
    let server = Server::build().of(System::Zos).start();
    server.write("USER1.SRC/PAY1", "1");
    server.write("USER1.SRC/PAY2", "22");
    let run = Run::new(&server);
    run.ftps(["mirror", "{url}/SRC", "down"]).code(0);
    assert_eq!((run.read("down/PAY1"), run.read("down/PAY2")), (b"1".to_vec(), b"22".to_vec()));
    run.write("up/PAY9", "9");
    run.ftps(["mirror", "up", "{url}/SRC"]).code(0);
    assert_eq!(server.read("USER1.SRC/PAY9"), b"9");
    run.ftps(["mirror", "up", "{url}/NEWPDS"]).code(0);
    assert_eq!(server.read("USER1.NEWPDS/PAY9"), b"9");
    let deleting = run.ftps(["mirror", "--delete", "--max-delete", "100%", "up", "{url}/SRC"]);
    deleting.code(12).stderr_has("nothing is deleted in 'USER1.SRC'");
    assert!(server.exists("USER1.SRC/PAY1"));
    // Here names are the same on both sides.
    run.write("down/OLD", "x");
    run.ftps(["mirror", "--delete", "{url}/SRC", "down"]).code(0);
    assert!(!run.exists("down/OLD") && run.exists("down/PAY9"));
}

#[test]
fn a_name_that_cwd_takes_for_a_prefix_is_no_folder() {
    let server = Server::build().of(System::Zos).start();
    server.write("USER1.IN.CSV", "12345");
    let run = Run::new(&server);
    run.write("a", "123");
    run.ftps(["put", "a", "{url}/NEW.CSV"]).code(0).stderr_has("names here are no paths");
    assert_eq!(server.read("USER1.NEW.CSV"), b"123");
    let stored = server.commands();
    let stored: Vec<_> =
        stored.iter().filter(|command| command.line.starts_with(b"STOR")).collect();
    assert_eq!(stored.len(), 1, "{}", server.log());
    // The same name again replaces it, and a prefix is listed.
    run.ftps(["put", "a", "{url}/IN.CSV"]).code(0);
    assert_eq!(server.read("USER1.IN.CSV"), b"123");
    run.ftps(["ls", "{url}/IN."]).code(0).stdout_is("CSV\n");
    run.ftps(["get", "{url}/N*.CSV", "-t", "."]).code(0);
    assert_eq!(run.read("NEW.CSV"), b"123");
}

#[test]
fn folders_of_vms_are_listed_fetched_sent_and_mirrored() {
    let server = Server::build().of(System::Vms).start();
    server.write("ANNA/A.TXT", "12345");
    server.write("ANNA/SUB/B.TXT", "1");
    let run = Run::new(&server);
    run.ftps(["ls", "{url}/SUB"]).code(0).stdout_is("B.TXT\n");
    run.ftps(["ls", "{url}/[.SUB]"]).code(0).stdout_is("B.TXT\n");
    run.ftps(["stat", "{url}/SUB"]).code(0).stdout_has("kind      dir\n");
    run.ftps(["stat", "{url}/a.txt"]).code(0).stdout_has("kind      file\n");
    run.ftps(["get", "{url}/[.SUB]B.TXT", "-o", "one"]).code(0);
    run.ftps(["get", "{url}/SUB/*.TXT", "-t", "."]).code(0);
    assert_eq!((run.read("one"), run.read("B.TXT")), (b"1".to_vec(), b"1".to_vec()));
    run.ftps(["mirror", "{url}", "down"]).code(0);
    assert_eq!(
        (run.read("down/A.TXT"), run.read("down/SUB/B.TXT")),
        (b"12345".to_vec(), b"1".to_vec())
    );
    run.write("C.TXT", "333");
    run.ftps(["put", "C.TXT", "{url}/SUB/"]).code(0).stderr_has("names here are no paths");
    assert_eq!(server.read("ANNA/SUB/C.TXT"), b"333");
    run.write("up/NEW/D.TXT", "4444");
    run.ftps(["mirror", "up", "{url}"]).code(0);
    assert_eq!(server.read("ANNA/NEW/D.TXT"), b"4444");
    run.ftps(["mirror", "--delete", "up", "{url}"]).code(12);
    assert!(server.exists("ANNA/A.TXT"));
}
