//! The real `ftps`: Cargo builds it for tests, but not for an example.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Builds the program in the profile of this demo, as far as that is not done, and tells where it is.
pub fn build() -> io::Result<PathBuf> {
    eprintln!("Building ftps itself (the first time it takes half a minute or more) ...");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()));
    cargo.args(["build", "--quiet", "--locked", "--bin", "ftps", "--message-format", "json"]);
    cargo.args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let built = cargo.stderr(Stdio::inherit()).output()?;
    let messages = String::from_utf8_lossy(&built.stdout);
    let executable = messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    match executable {
        Some(path) if built.status.success() => Ok(path),
        _ => Err(io::Error::other(format!("cargo did not build ftps ({})", built.status))),
    }
}
