//! Shows what `ftps` does, with nothing but Cargo: `cargo run --release --example demo`.
//!
//! It starts the tests' FTPS server on loopback, with a certificate authority of its own, and runs
//! the real program against it: each command as a user would type it, its output, and what was
//! checked. With `-- --serve` the server stays up instead, for the reader to try.

// In a program `pub` can only mean: for the rest of it.
#![allow(unreachable_pub)]

mod program;
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod tour;

use std::env;
use std::error::Error;
use std::fs;
use std::io::Read as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::ExitCode;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::low_level::pipe;
use support::{Fault, Server, content, verb};

const USER: &str = "anna";
const PASSWORD: &str = "wonder land";

/// Enough for a progress bar to be seen.
const LARGE: usize = 64 << 20;

fn main() -> ExitCode {
    let shown = match env::args().nth(1).as_deref() {
        None => show(),
        Some("--serve") => serve().map(|()| true),
        Some(_) => {
            eprintln!("usage: cargo run --release --example demo [-- --serve]");
            return ExitCode::from(2);
        }
    };
    match shown {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The tour; whether all was as promised.
fn show() -> Result<bool, Box<dyn Error>> {
    let program = program::build()?;
    let short = verb("RETR").with("/out/short.bin").optional();
    let server = Server::build().user(USER, PASSWORD).on(short, Fault::only(1 << 20)).start();
    fill(&server);
    let place = tempfile::Builder::new().prefix("ftps-demo-").tempdir()?;
    Ok(tour::run(&program, &server, place.path())?)
}

/// Keeps the server up until Ctrl-C.
fn serve() -> Result<(), Box<dyn Error>> {
    let (mut heard, told) = UnixStream::pair()?;
    for signal in [SIGINT, SIGTERM] {
        pipe::register(signal, told.try_clone()?)?;
    }
    let program = program::build()?;
    let server = Server::build().user(USER, PASSWORD).start();
    fill(&server);
    println!("\nThe server is up, until Ctrl-C. In another terminal:\n");
    println!("  export FTPS_PASSWORD='{PASSWORD}'");
    println!("  PATH={}:$PATH", folder(&program).display());
    println!("  cd {}", folder(&server.files().ca).display());
    println!("  ftps ls -l --ca-file ca.pem {}/out/\n", server.url());
    println!("What it serves lies in {}.", server.root().display());
    heard.read_exact(&mut [0])?;
    println!("\nThe server is down, and its folder is gone.");
    Ok(())
}

fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// The sample tree.
fn fill(server: &Server) {
    let january = 1_767_600_000;
    server.write_dated("out/prices.csv", "item,price\nbolt,0.12\nnut,0.08\n", january);
    server.write_dated("out/Größe & Gewicht.txt", "10 mm, 3 g\n", january + 86_400);
    server.write_dated("out/backup.tar", content(1, LARGE), january + 2 * 86_400);
    server.write_dated("out/short.bin", content(2, 4 << 20), january + 3 * 86_400);
    fs::create_dir(server.path("in")).expect("a served folder");
}
