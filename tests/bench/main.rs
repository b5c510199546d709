//! `cargo bench [-- ITEM...]`: builds ftps for release and has `run.py` compare it with its peers.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/run.py");
    // Cargo's own word for "measure" is nothing to the script.
    let words = std::env::args_os().skip(1).filter(|word| word != "--bench");
    let status = Command::new("python3")
        .args([script, "--program", env!("CARGO_BIN_EXE_ftps")])
        .args(words)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("python3: {error}");
            ExitCode::FAILURE
        }
    }
}
