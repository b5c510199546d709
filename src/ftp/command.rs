//! Commands of the control channel (RFC 959 section 5.3): one line each, and never more than one.

use std::fmt;

use crate::error::{Result, printable, usage};

/// A command: a verb and perhaps an argument, free of CR, LF and NUL.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    verb: &'static str,
    argument: Option<Vec<u8>>,
}

impl Command {
    /// A command without an argument.
    pub const fn bare(verb: &'static str) -> Self {
        Self { verb, argument: None }
    }

    /// A command with an argument; refused when that holds CR, LF or NUL, which would end the
    /// line and begin another.
    pub fn new(verb: &'static str, argument: impl AsRef<[u8]>) -> Result<Self> {
        let argument = argument.as_ref();
        if argument.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            let shown = if is_secret(verb) { "its value".into() } else { printable(argument) };
            return Err(usage(format!(
                "{verb}: {shown} holds a line end or NUL, which FTP cannot carry"
            )));
        }
        Ok(Self { verb, argument: Some(argument.to_vec()) })
    }

    /// The verb.
    pub fn verb(&self) -> &'static str {
        self.verb
    }

    /// The line as it goes over the wire, with its CR LF.
    pub fn line(&self) -> Vec<u8> {
        let mut line = self.verb.as_bytes().to_vec();
        if let Some(argument) = &self.argument {
            line.push(b' ');
            line.extend_from_slice(argument);
        }
        line.extend_from_slice(b"\r\n");
        line
    }
}

fn is_secret(verb: &str) -> bool {
    matches!(verb, "PASS" | "ACCT")
}

/// Safe to show: control bytes spelled out, passwords and accounts masked.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.argument {
            None => f.write_str(self.verb),
            Some(_) if is_secret(self.verb) => write!(f, "{} ****", self.verb),
            Some(argument) => write!(f, "{} {}", self.verb, printable(argument)),
        }
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Command({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_cannot_begin_a_second_command() {
        for bad in ["a\r\nDELE b", "a\nb", "a\0b", "a\rb"] {
            assert!(Command::new("RETR", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_password_is_sent_and_never_shown() {
        let pass = Command::new("PASS", "hunter2 x").expect("no control bytes");
        assert_eq!(pass.line(), b"PASS hunter2 x\r\n");
        assert_eq!(format!("{pass} {pass:?}"), "PASS **** Command(PASS ****)");
        let error = Command::new("PASS", "hunter2\n").expect_err("a line end");
        assert!(!error.to_string().contains("hunter2"));
    }
}
