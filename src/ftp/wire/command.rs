//! Commands of the control channel (RFC 959 section 5.3): one line each, and never more than one.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroizing;

use super::charset::Charset;
use crate::error::{Result, printable, usage};

/// Telnet's "interpret as command".
const IAC: u8 = 0xff;

/// How a byte 0xFF in an argument is sent: the control channel is a Telnet connection (RFC 959 section 2.3), which
/// wants it twice (RFC 854), and some servers read no Telnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Iac {
    /// Twice.
    #[default]
    Doubled,
    /// As it is.
    Plain,
}

/// A command: a verb and perhaps an argument, free of CR, LF and NUL.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    verb: Cow<'static, str>,
    /// It may be a password.
    argument: Option<Zeroizing<Vec<u8>>>,
}

/// Commands that move a session away from what it is taken for: logged in, protected, binary, and
/// with nothing under way.
const OURS: [&str; 39] = [
    "USER", "PASS", "ACCT", "AUTH", "ADAT", "PBSZ", "PROT", "CCC", "MIC", "CONF", "ENC", "SSCN",
    "REIN", "QUIT", "PORT", "EPRT", "LPRT", "PASV", "EPSV", "LPSV", "SPSV", "CPSV", "TYPE", "MODE",
    "STRU", "REST", "RANG", "RETR", "STOR", "APPE", "STOU", "LIST", "NLST", "MLSD", "ABOR", "HOST",
    "XAUT", "XSTO", "XRET",
];

/// Commands whose argument is the path of one file or folder.
const FILE_VERBS: [&str; 10] =
    ["SIZE", "MDTM", "MLST", "MLSD", "RETR", "STOR", "APPE", "DELE", "MKD", "RMD"];

impl Command {
    /// A command without an argument.
    pub const fn bare(verb: &'static str) -> Self {
        Self { verb: Cow::Borrowed(verb), argument: None }
    }

    /// TYPE I: bytes as they are.
    pub(super) fn binary() -> Self {
        Self { verb: Cow::Borrowed("TYPE"), argument: Some(b"I".to_vec().into()) }
    }

    /// A command as a user typed it, to be sent as it is; refused when it would change what the
    /// session is taken for, or is more than one line.
    pub fn quoted(line: &[u8]) -> Result<Self> {
        let (verb, argument) = match line.iter().position(|byte| *byte == b' ') {
            Some(at) => (line.get(..at), line.get(at + 1..)),
            None => (Some(line), None),
        };
        let verb = verb.and_then(|verb| std::str::from_utf8(verb).ok()).unwrap_or_default();
        // A server that skips blanks or control bytes would find another verb behind them.
        if verb.is_empty() || !verb.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(usage("a command begins with a word of letters and digits"));
        }
        if OURS.iter().any(|ours| ours.eq_ignore_ascii_case(verb)) {
            let verb = verb.to_ascii_uppercase();
            return Err(usage(format!("{verb} would change the session under the transfers")));
        }
        if line.iter().any(|byte| ends_a_line(*byte)) {
            return Err(usage(format!("{verb}: a line end or NUL, which FTP cannot carry")));
        }
        Ok(Self {
            verb: Cow::Owned(verb.to_owned()),
            argument: argument.map(|text| text.to_vec().into()),
        })
    }

    /// A command with an argument; refused when that holds CR, LF or NUL, which would end the
    /// line and begin another.
    pub fn new(verb: &'static str, argument: impl AsRef<[u8]>) -> Result<Self> {
        let argument = argument.as_ref();
        if argument.iter().any(|byte| ends_a_line(*byte)) {
            let shown = if is_secret(verb) { "its value".into() } else { printable(argument) };
            return Err(usage(format!(
                "{verb}: {shown} holds a line end or NUL, which FTP cannot carry"
            )));
        }
        Ok(Self { verb: Cow::Borrowed(verb), argument: Some(argument.to_vec().into()) })
    }

    /// The verb, without options (`LIST -a`).
    pub fn verb(&self) -> &str {
        self.verb.split(' ').next().unwrap_or_default()
    }

    /// Whether it names a file or folder by a path from `/`, in a command that does something only if that is taken:
    /// CWD takes such a path where others do not, and LIST may answer 226 to anything.
    pub(super) fn names_file_by_path(&self) -> bool {
        self.has_path() && FILE_VERBS.contains(&self.verb())
    }

    /// Whether its argument is a path from `/`.
    pub(in crate::ftp) fn has_path(&self) -> bool {
        self.argument.as_ref().is_some_and(|argument| argument.starts_with(b"/"))
    }

    /// The same in the charset of the server; user, password and account as they are. `None` where the charset lacks a
    /// letter of it.
    pub(super) fn encoded(&self, charset: Charset) -> Option<Self> {
        if is_secret(&self.verb) || self.verb == "USER" {
            return Some(self.clone());
        }
        let encode = |argument: &Zeroizing<Vec<u8>>| {
            charset.encode(argument).map(|bytes| Zeroizing::new(bytes.into_owned()))
        };
        let argument = match &self.argument {
            Some(argument) => Some(encode(argument)?),
            None => None,
        };
        Some(Self { verb: self.verb.clone(), argument })
    }

    /// The line as it goes over the wire, with its CR LF.
    pub fn line(&self, iac: Iac) -> Zeroizing<Vec<u8>> {
        let length = self.argument.as_ref().map_or(0, |argument| 2 * argument.len() + 1);
        // At its full size from the start: a buffer that grows would leave copies behind.
        let mut line = Zeroizing::new(Vec::with_capacity(self.verb.len() + length + 2));
        line.extend_from_slice(self.verb.as_bytes());
        if let Some(argument) = &self.argument {
            line.push(b' ');
            for byte in argument.iter() {
                line.push(*byte);
                if *byte == IAC && iac == Iac::Doubled {
                    line.push(IAC);
                }
            }
        }
        line.extend_from_slice(b"\r\n");
        line
    }
}

fn ends_a_line(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | 0)
}

fn is_secret(verb: &str) -> bool {
    matches!(verb, "PASS" | "ACCT")
}

/// The part of SITE's argument that can be shown: it may carry a password behind a word of its own
/// (`SITE PSWD old new`).
fn site(argument: &[u8]) -> String {
    const SECRETS: [&str; 6] = ["PASS", "ACCT", "PSWD", "PASSWD", "PASSWORD", "CPWD"];
    let shown = printable(argument);
    let mut end = 0;
    for word in shown.split_inclusive(' ') {
        end += word.len();
        if SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(word.trim_end())) {
            return format!("{} ****", shown.get(..end).unwrap_or_default().trim_end());
        }
    }
    shown
}

/// Safe to show: control bytes spelled out, passwords and accounts masked.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.argument {
            None => f.write_str(&self.verb),
            Some(_) if is_secret(&self.verb) => write!(f, "{} ****", self.verb),
            Some(argument) if self.verb.eq_ignore_ascii_case("SITE") => {
                write!(f, "{} {}", self.verb, site(argument))
            }
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
    fn what_is_quoted_is_one_harmless_command() {
        for fine in ["SITE FILETYPE=SEQ", "noop", "CWD /a b"] {
            let line = Command::quoted(fine.as_bytes()).expect("a command").line(Iac::Doubled);
            assert_eq!(*line, format!("{fine}\r\n").into_bytes());
        }
        let bad =
            ["", " NOOP", "pass x", "USER x", "Type A", "TYPE\tA", "NOOP\r\nQUIT", "SITE a\nb"];
        for bad in bad.into_iter().chain(["SITE \0", "\u{feff}NOOP", "QUIT"]) {
            let error = Command::quoted(bad.as_bytes()).expect_err(bad);
            assert_eq!(error.class(), crate::error::Class::Usage, "{bad:?}");
        }
    }

    #[test]
    fn the_byte_0xff_is_doubled_where_the_server_reads_telnet() {
        let command = Command::new("DELE", b"a\xffb").expect("a command");
        assert_eq!(*command.line(Iac::Doubled), b"DELE a\xff\xffb\r\n");
        assert_eq!(*command.line(Iac::Plain), b"DELE a\xffb\r\n");
    }

    #[test]
    fn a_password_behind_site_is_not_shown() {
        let shown = |line: &str| Command::quoted(line.as_bytes()).expect("a command").to_string();
        assert_eq!(shown("site pswd old new"), "site pswd ****");
        assert_eq!(shown("SITE RECFM=FB LRECL=80"), "SITE RECFM=FB LRECL=80");
    }

    #[test]
    fn a_password_is_sent_and_never_shown() {
        let pass = Command::new("PASS", "hunter2 x").expect("no control bytes");
        assert_eq!(*pass.line(Iac::Doubled), b"PASS hunter2 x\r\n");
        assert_eq!(format!("{pass} {pass:?}"), "PASS **** Command(PASS ****)");
        let error = Command::new("PASS", "hunter2\n").expect_err("a line end");
        assert!(!error.to_string().contains("hunter2"));
    }
}
