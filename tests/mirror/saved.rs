//! The plan: printed by a dry run, or saved and carried out later.

use std::fs;

use super::{UP, down, fill, up};
use crate::support::{Fault, Run, Server, verb};

#[test]
fn a_dry_run_prints_the_plan_and_changes_nothing() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b"]);
    server.write("to/old", "x");
    server.write("to/x/y", "y");
    let args = ["mirror", "--delete", "--max-delete", "100%", "--dry-run"];
    let words = run.ftps(args.into_iter().chain(["src", "{url}/to"]));
    words
        .code(0)
        .stdout_is("mkdir d\nput a (1 byte)\nput d/b (3 bytes)\ndelete x/y\ndelete old\nrmdir x\n");
    let json = run.ftps(args.into_iter().chain(["--json", "src", "{url}/to"]));
    let event = |at: usize| json.json()[at].clone();
    assert_eq!(
        (
            event(1)["event"].as_str(),
            event(1)["action"].as_str(),
            event(1)["path"].as_str(),
            event(1)["bytes"].as_u64()
        ),
        (Some("plan"), Some("put"), Some("a"), Some(1))
    );
    assert_eq!(event(5)["action"], "rmdir");
    server.only_files("to", &["old", "x"]);
    assert_eq!((server.count("STOR"), server.count("MKD"), server.count("DELE")), (0, 0, 0));
}

#[test]
fn a_saved_plan_is_carried_out_exactly_or_not_at_all() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "d/b", "ä \u{1f4a9}"]);
    server.write("to/old", "x");
    server.write("to/a", "older");
    let plan = ["mirror", "--delete", "--plan-out", "plan", "src", "{url}/to"];
    run.ftps(plan).code(0).stdout_is("").stderr_has("nothing was changed");
    server.only_files("to", &["a", "old"]);
    // What the plan does not know of does not matter; what it rests on does.
    run.write("src/later", "later");
    run.write("src/a", "changed");
    run.ftps(["mirror", "--apply", "plan"]).code(12).stderr_has("a changed since");
    server.only_files("to", &["a", "old"]);
    fill(&run, &["a"]);
    run.ftps(plan).code(0);
    fs::remove_file(run.path("src/later")).expect("a file");
    run.write("src/latest", "latest");
    let args = ["mirror", "--apply", "plan"];
    run.ftps(args).code(12).stderr_has("later");
    run.write("src/later", "later");
    run.ftps(plan).code(0);
    run.write("src/unknown", "unknown");
    run.ftps(args).code(0).stderr_has("1 deleted");
    server.only_files("to", &["a", "d", "later", "latest", "ä \u{1f4a9}"]);
    run.ftps(args).code(12);
    run.ftps(["mirror", "--apply", "src/a"]).code(2).stderr_has("not a plan");
    run.ftps(["mirror", "--apply", "plan", "--delete"]).code(2);
}

#[test]
fn a_saved_plan_deletes_nothing_when_its_source_cannot_be_listed_any_more() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d").since(2), Fault::reply_closing_data("550 not for you"))
        .start();
    let run = Run::new(&server);
    for name in ["a", "b", "d/x"] {
        server.write(&format!("from/{name}"), name);
        run.write(&format!("dst/{name}"), name);
    }
    run.write("dst/d/old", "old");
    let options = ["--delete", "--compare", "size", "--plan-out", "plan"];
    run.ftps(down(&options)).code(0);
    let told = run.ftps(["mirror", "--apply", "plan"]);
    told.code(12).stderr_has("not for you").stderr_has("1 entry would be deleted");
    assert!(run.exists("dst/d/old"));
}

#[test]
fn a_saved_plan_deletes_nothing_when_its_source_came_to_be_empty() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(&run, &["a", "b"]);
    run.ftps(UP).code(0);
    server.write("to/old", "x");
    run.ftps(up(&["--delete", "--plan-out", "plan"])).code(0);
    fs::remove_dir_all(run.path("src")).expect("a folder");
    fs::create_dir(run.path("src")).expect("a folder");
    run.ftps(["mirror", "--apply", "plan"]).code(12).stderr_has("the source is empty");
    server.only_files("to", &["a", "b", "old"]);
}

#[test]
fn a_folder_stays_where_a_file_comes_if_not_all_of_the_source_is_known() {
    let server = Server::build()
        .on(verb("MLSD").with("/from/d"), Fault::reply_closing_data("550 not for you"))
        .start();
    for name in ["a", "b", "d/x", "kind"] {
        server.write(&format!("from/{name}"), name);
    }
    let run = Run::new(&server);
    for name in ["a", "b", "c", "d/x", "kind/deep/e"] {
        run.write(&format!("dst/{name}"), "older");
    }
    let args = ["--delete", "--max-delete", "100%"];
    run.ftps(down(&args)).code(12).stderr_has("(4 entries would have been)");
    assert!(run.exists("dst/kind/deep/e") && run.exists("dst/c"));
    assert_eq!(run.read("dst/b"), b"b");
}
