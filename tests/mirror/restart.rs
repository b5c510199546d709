//! A server that is killed and started again while a mirror runs.

use std::time::Duration;

use crate::support::{Run, Server, tree};

/// A file too large to be over between two looks, and small ones, all different.
fn fill(mut write: impl FnMut(&str, Vec<u8>)) {
    for number in 0..60_u8 {
        let name = format!("d{}/f{number}", number % 7);
        write(&name, vec![number; 20 * 1024]);
    }
    write("large", (0..2_u32 << 20).map(|n| n.to_be_bytes()[2] ^ n.to_be_bytes()[3]).collect());
}

/// Runs with two restarts on the way, the first of which takes its time.
#[track_caller]
fn restarted(server: &Server, run: &Run<'_>, source: &str, dest: &str) {
    // Slow enough to be in the middle each time.
    let args =
        ["mirror", "--json", "--limit-rate", "2M", "--retry-delay", "50ms", "--retries", "9"];
    let running = run.start(args.into_iter().chain([source, dest]));
    for (bytes, pause) in [(500_000, Duration::from_millis(400)), (1_500_000, Duration::ZERO)] {
        server.wait_for_bytes(bytes);
        let before = server.restart(pause);
        server.wait_until("a login after the restart", |events| events.logins > before);
    }
    let output = running.finish();
    let last = output.code(0).summary();
    assert_eq!((&last["files"], &last["failed"]), (&61.into(), &0.into()), "{}", output.context());
}

#[test]
fn an_upload_of_a_tree_survives_two_restarts_of_the_server() {
    let server = Server::build().start();
    let run = Run::new(&server);
    fill(|name, bytes| run.write(&format!("src/{name}"), bytes));
    restarted(&server, &run, "src", "{url}/to");
    assert!(tree(&run.path("src")) == tree(&server.path("to")));
}

#[test]
fn a_download_of_a_tree_survives_two_restarts_of_the_server() {
    let server = Server::build().start();
    fill(|name, bytes| server.write(&format!("from/{name}"), bytes));
    let run = Run::new(&server);
    restarted(&server, &run, "{url}/from", "dst");
    assert!(tree(&server.path("from")) == tree(&run.path("dst")));
}
