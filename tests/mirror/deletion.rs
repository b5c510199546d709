//! What is deleted, and what keeps everything from being deleted.

use std::fs;

use super::{DOWN, UP, counts, down, fill, same, up};
use crate::support::{Fault, Run, Server, tree, verb};

#[test]
fn without_delete_nothing_goes_and_with_it_what_the_source_does_not_have() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c", "d/x"]);
    run.ftps(UP).code(0);
    server.write("to/old", "old");
    server.write("to/older/deep/down", "older");
    assert_eq!(counts(run.ftps(UP).code(0)), (0, 0, 4));
    assert!(server.exists("to/older/deep/down"));
    let told = run.ftps(up(&["--delete", "--max-delete", "90%"]));
    assert_eq!(counts(told.code(0)), (0, 4, 4));
    same(&run, &server);
}

#[test]
fn local_targets_lose_what_the_source_does_not_have_too() {
    let server = Server::build().start();
    let run = Run::new(&server);
    for name in ["a", "b", "c"] {
        server.write(&format!("from/{name}"), name);
    }
    run.write("dst/old", "x");
    run.write("dst/older/x", "x");
    assert_eq!(counts(run.ftps(down(&["--delete", "--max-delete", "100%"])).code(0)), (3, 3, 0));
    run.only_files("dst", &["a", "b", "c"]);
}

#[test]
fn too_many_deletions_stop_before_anything_is_touched() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["new"]);
    for name in ["a", "b", "c", "d"] {
        server.write(&format!("to/{name}"), name);
    }
    let told = run.ftps(up(&["--delete"]));
    told.code(12).stderr_has("4 entries would be deleted").stderr_has("--max-delete");
    server.only_files("to", &["a", "b", "c", "d"]);
    run.ftps(up(&["--delete", "--max-delete", "3"])).code(12);
    run.ftps(up(&["--delete", "--max-delete", "4"])).code(0);
    server.only_files("to", &["new"]);
}

#[test]
fn an_empty_source_deletes_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fs::create_dir(run.path("src")).expect("a folder");
    server.write("to/a", "a");
    run.ftps(up(&["--delete", "--max-delete", "100%"])).code(12).stderr_has("empty");
    server.only_files("to", &["a"]);
    run.ftps(UP).code(0);
}

#[test]
fn a_folder_that_cannot_be_listed_keeps_everything_from_being_deleted() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d"), Fault::reply_closing_data("550 not for you"))
        .start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/old", "x");
    let told = run.ftps(down(&["--delete"]));
    told.code(12)
        .stderr_has("not for you")
        .stderr_has("nothing is deleted (1 entry would have been)");
    run.only_files("dst", &["a", "b", "c", "d", "old"]);
    // Without --delete it is one failure among others.
    run.ftps(DOWN).code(10);
}

#[test]
fn a_folder_that_comes_empty_without_itself_is_taken_for_incomplete() {
    let server = Server::build().on(verb("MLSD").with("/from/d"), Fault::listing("")).start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/d/x", "x");
    run.ftps(down(&["--delete"])).code(12).stderr_has("taken for incomplete");
    assert!(run.exists("dst/d/x"));
}

#[test]
fn a_folder_that_is_only_reported_empty_takes_files_and_gives_no_reason_to_delete() {
    for refusal in ["550 No files found.", "450 No files found"] {
        let reply = || Fault::reply_closing_data(refusal);
        let server = Server::build()
            .on(verb("MLSD").with("/from/d").optional(), reply())
            .on(verb("MLSD").with("/to/d").optional(), reply())
            .start();
        for name in ["from/a", "from/b", "from/d/x", "to/d/keep"] {
            server.write(name, name);
        }
        let run = Run::new(&server);
        run.write("dst/d/x", "the only copy");
        run.write("dst/old", "x");
        let args = ["--delete", "--retries", "0"];
        run.ftps(down(&args)).code(0);
        assert!(run.exists("dst/d/x") && !run.exists("dst/old"), "{refusal}");
        fill(&run, &["d/new"]);
        run.ftps(up(&args)).code(0);
        assert!(server.exists("to/d/new"), "{refusal}");
    }
}

#[test]
fn a_listing_that_is_cut_deletes_nothing() {
    let server = Server::build().on(verb("MLSD").with("/from/d"), Fault::no_close_notify()).start();
    for name in ["a", "b", "c", "d/x"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    run.write("dst/d/x", "d/x");
    run.write("dst/old", "x");
    run.ftps(down(&["--delete"])).code(12).stderr_has("incomplete");
    assert!(run.exists("dst/d/x") && run.exists("dst/old"));
}

#[test]
fn a_transfer_that_fails_keeps_everything_from_being_deleted() {
    let server = Server::build().on(verb("STOR").nth(2), Fault::reply("552 full")).start();
    let run = Run::new(&server);
    fill(&run, &["a", "b", "c"]);
    server.write("to/old", "x");
    server.write("to/a", "old");
    let told = run.ftps(up(&["--delete", "--jobs", "1"]));
    told.code(10).stderr_has("552 full").stderr_has("1 deletion was not made");
    assert_eq!(counts(&told), (2, 0, 0));
    assert!(server.exists("to/old"));
}

#[test]
fn what_would_be_deleted_can_be_moved_away() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    server.write("to/old", "old");
    server.write("to/d/older", "older");
    let options = ["--delete", "--max-delete", "9", "--backup-dir", "/kept"];
    assert_eq!(counts(run.ftps(up(&options)).code(0)), (2, 3, 0));
    same(&run, &server);
    assert_eq!(
        (server.read("kept/old"), server.read("kept/d/older")),
        (b"old".into(), b"older".into())
    );
    run.write("dst/mine", "mine");
    let options = ["--delete", "--max-delete", "9", "--backup-dir", "dst/.kept", "{url}/to", "dst"];
    run.ftps(["mirror"].into_iter().chain(options)).code(0);
    run.only_files("dst", &[".kept", "a", "b"]);
    assert_eq!(run.read("dst/.kept/mine"), b"mine");
    run.ftps(["mirror"].into_iter().chain(options)).code(0);
    run.only_files("dst", &[".kept", "a", "b"]);
}

#[test]
fn a_backup_folder_in_the_root_of_all_is_no_part_of_the_target() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    for old in ["old", "older"] {
        server.write(old, old);
        let options = [
            "mirror",
            "--json",
            "--delete",
            "--max-delete",
            "9",
            "--backup-dir",
            "/bak",
            "src",
            "{url}//",
        ];
        run.ftps(options).code(0);
    }
    server.only_files("", &["a", "b", "bak"]);
    server.only_files("bak", &["old", "older"]);
}

#[test]
fn the_target_is_no_backup_folder_of_itself() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a"]);
    server.write("to/old", "x");
    server.write("from/a", "x");
    run.write("dst/old", "x");
    run.ftps(up(&["--delete", "--backup-dir", "/to/"])).code(2).stderr_has("DEST itself");
    run.ftps(down(&["--delete", "--backup-dir", "./dst"])).code(2).stderr_has("DEST itself");
    assert!(server.exists("to/old") && run.exists("dst/old"));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file_only_with_delete() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["x/in", "y", "z"]);
    server.write("to/x", "a file");
    server.write("to/y/in", "a folder");
    let told = run.ftps(UP);
    told.code(10).stderr_has("only --delete removes folders");
    assert!(server.exists("to/x/in") && server.exists("to/y/in") && server.exists("to/z"));
    assert_eq!(counts(run.ftps(up(&["--delete"])).code(0)), (1, 2, 2));
    same(&run, &server);
    for (name, content) in [("x", "file"), ("y/in", "in")] {
        run.write(&format!("dst/{name}"), content);
    }
    run.ftps(["mirror", "--delete", "--max-delete", "100%", "{url}/to", "dst"]).code(0);
    assert_eq!(tree(&run.path("dst")), tree(&server.path("to")));
}
