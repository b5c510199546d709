//! `--remove-source` removes the version that was copied, and no other.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use crate::support::server::{Event, Options};
use crate::support::{Fault, Run, Server, verb};

const DATED: u64 = 1_700_000_000;

/// Writes a file again: the same size, another content, another time.
fn rewrite(path: &Path) {
    std::fs::write(path, "two").expect("a file to rewrite");
    let file = std::fs::File::options().write(true).open(path).expect("the file");
    file.set_modified(UNIX_EPOCH + Duration::from_secs(DATED + 60)).expect("a time");
}

fn rewriting(served: &'static str) -> Fault {
    Fault::custom(move |_, event: &Event| rewrite(&event.root.join(served)))
}

/// A server whose file is rewritten before its size is asked for the second time.
fn serving(options: Options, file: &'static str) -> Server {
    let server = options.on(verb("SIZE").nth(2), rewriting(file)).start();
    server.write_dated(file, "one", DATED);
    server
}

#[test]
fn a_remote_source_that_was_rewritten_with_the_same_size_is_kept() {
    let server = serving(Server::build(), "a");
    let run = Run::new(&server);
    run.ftps(["get", "--remove-source", "{url}/a"]).code(9).stderr_has("the source is kept");
    assert_eq!((run.read("a"), server.read("a")), (b"one".to_vec(), b"two".to_vec()));
}

#[test]
fn a_mirrored_remote_source_that_was_rewritten_with_the_same_size_is_kept() {
    let server = serving(Server::build(), "from/a");
    let run = Run::new(&server);
    let output = run.ftps(["mirror", "--remove-source", "{url}/from", "to"]);
    output.code(9).stderr_has("the source is kept");
    assert_eq!((run.read("to/a"), server.read("from/a")), (b"one".to_vec(), b"two".to_vec()));
}

#[test]
fn a_remote_source_whose_digest_is_another_one_is_kept() {
    // Rewritten within the second, so that size and time are the same.
    let rewrite = Fault::custom(|_, event: &Event| {
        let path = event.root.join("a");
        let time = std::fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        std::fs::write(&path, "two").expect("a file to rewrite");
        let file = std::fs::File::options().write(true).open(&path).expect("the file");
        file.set_modified(time).expect("a time");
    });
    let server = Server::build().with("HASH").on(verb("SIZE").nth(2), rewrite).start();
    server.write_dated("a", "one", DATED);
    let run = Run::new(&server);
    let output = run.ftps(["get", "--remove-source", "--verify", "hash", "{url}/a"]);
    output.code(9).stderr_has("its digest is another one");
    assert_eq!(server.read("a"), b"two");
}

/// Sends a local file that is rewritten when the server renames the copy.
fn send_and_rewrite(args: &[&str], local: &str) -> (Vec<u8>, String) {
    let run = Run::alone();
    run.write_dated(local, "one", DATED);
    let path: PathBuf = run.path(local);
    let server =
        Server::build().on(verb("RNTO"), Fault::custom(move |_, _| rewrite(&path))).start();
    let run = run.against(&server);
    let output = run.ftps(args);
    output.code(9);
    (run.read(local), output.err())
}

#[test]
fn a_local_source_that_was_rewritten_with_the_same_size_is_kept() {
    let (left, told) = send_and_rewrite(&["put", "--remove-source", "a", "{url}/"], "a");
    assert_eq!(left, b"two");
    assert!(told.contains("the source is kept"), "{told}");
}

#[test]
fn a_mirrored_local_source_that_was_rewritten_with_the_same_size_is_kept() {
    let args = ["mirror", "--remove-source", "from", "{url}/to"];
    let (left, told) = send_and_rewrite(&args, "from/a");
    assert_eq!(left, b"two");
    assert!(told.contains("the source is kept"), "{told}");
}

#[test]
fn a_mirrored_source_that_an_earlier_run_copied_is_removed_only_as_it_was() {
    let server = Server::build().on(verb("DELE").optional(), rewriting("from/b")).start();
    server.write_dated("from/a", "one", DATED);
    let run = Run::new(&server);
    run.ftps(["mirror", "{url}/from", "to"]).code(0);
    run.ftps(["mirror", "--remove-source", "{url}/from", "to"]).code(0);
    assert!(!server.exists("from/a"), "{}", server.log());
    // One that is rewritten after it was listed.
    let server = Server::build().on(verb("SIZE").nth(2), rewriting("from/a")).start();
    server.write_dated("from/a", "one", DATED);
    let run = Run::new(&server);
    run.ftps(["mirror", "{url}/from", "to"]).code(0);
    run.ftps(["mirror", "--remove-source", "{url}/from", "to"]);
    assert_eq!(server.read("from/a"), b"two");
}
