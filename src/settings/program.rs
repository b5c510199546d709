//! Programs that this one starts: the password command, editors, what reads a pipe.

use std::ffi::OsStr;
use std::process::Command;

/// The variable that holds a password.
pub const PASSWORD_VARIABLE: &str = "FTPS_PASSWORD";

/// A program to start. It does not inherit the password in our environment, which is for one server and nobody else.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut program = Command::new(name);
    program.env_remove(PASSWORD_VARIABLE);
    program
}
