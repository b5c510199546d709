//! Several files at once: patterns, lists, workers, what is skipped, what is removed, and what is told of it.

mod existing;
mod lists;
mod patterns;
mod reports;
mod sources;
mod workers;

use crate::support::Server;

/// A server with these files below `out`, each holding its own name.
fn serving(names: &[&str]) -> Server {
    let server = Server::build().start();
    fill(&server, names);
    server
}

fn fill(server: &Server, names: &[&str]) {
    for name in names {
        server.write(&format!("out/{name}"), name);
    }
}
