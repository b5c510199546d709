//! Sources that are removed, files that may still be written, and the mark that all is well.

use super::{JANUARY, UP, counts, down, fill, up};
use crate::support::{Fault, Run, Server, date, verb};

#[test]
fn sources_are_removed_when_their_copies_are_verified() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b"]);
    run.ftps(up(&["--remove-source"])).code(0);
    assert_eq!((server.read("to/a"), server.read("to/d/b")), (b"a".into(), b"d/b".into()));
    run.only_files("src", &["d"]);
    run.only_files("src/d", &[]);
    run.ftps(["mirror", "--remove-source", "{url}/to", "dst"]).code(0);
    server.only_files("to", &["d"]);
    assert_eq!(run.read("dst/d/b"), b"d/b");
}

#[test]
fn what_an_earlier_run_moved_and_did_not_remove_is_removed() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    run.ftps(UP).code(0);
    run.ftps(up(&["--remove-source"])).code(0);
    run.only_files("src", &[]);
    server.only_files("to", &["a", "b"]);
}

#[test]
fn deleting_and_removing_sources_do_not_go_together() {
    Run::alone().ftps(["mirror", "--delete", "--remove-source", "a", "h:b"]).code(2);
}

#[test]
fn files_that_were_just_written_are_left() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["growing", "done"]);
    date(&run.path("src/done"), JANUARY - 86_400);
    assert_eq!(counts(run.ftps(up(&["--stable-for", "30s"])).code(0)), (1, 0, 0));
    server.only_files("to", &["done"]);
}

#[test]
fn files_of_a_server_that_were_just_written_are_left() {
    let listing = || Server::build().without("MLSD").without("MLST");
    for server in [Server::build(), listing().clock_offset(-18_000)] {
        let server = server.start();
        server.write("from/growing", "x");
        server.write_dated("from/done", "x", JANUARY);
        let run = Run::new(&server);
        run.ftps(down(&["--stable-for", "2m"])).code(0);
        run.only_files("dst", &["done"]);
    }
}

#[test]
fn where_no_times_are_told_files_are_looked_at_twice() {
    let lists = "type=cdir; .\r\ntype=file;size=1; growing\r\ntype=file;size=1; still\r\n";
    let server = Server::build()
        .without("MDTM")
        .without("modify")
        .on(verb("MLSD"), Fault::listing(lists))
        .on(verb("MLST").with("/from/growing").nth(2), Fault::change_file("from/growing", "more"))
        .start();
    server.write("from/growing", "x");
    server.write("from/still", "x");
    let run = Run::new(&server);
    run.ftps(down(&["--stable-for", "50ms"])).code(0);
    run.only_files("dst", &["still"]);
}

#[test]
fn the_mark_that_all_is_well_comes_last_and_only_then() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    let options = ["--done-file", ".done", "--jobs", "1", "--delete"];
    run.ftps(up(&options)).code(10);
    server.only_files("to", &["a"]);
    run.ftps(up(&options)).code(0);
    server.only_files("to", &[".done", "a", "b"]);
    run.ftps(up(&options)).code(0);
    server.only_files("to", &[".done", "a", "b"]);
    let renamed = server.commands().into_iter().rfind(|command| command.verb() == "RNTO");
    assert_eq!(renamed.expect("a renaming").parts().1, b"/to/.done");
    run.ftps(["mirror", "--done-file", "ok", "{url}/to", "dst"]).code(0);
    run.only_files("dst", &[".done", "a", "b", "ok"]);
}
