//! The errors of the core, as one typed enum, and the exit class of each.
//!
//! Texts follow one form: what was being done, to what, then why, in the server's own words where
//! it has some. Printing, and the number that the process ends with, are left to the layers above.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// The result of everything in the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The class of an outcome; its number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// All done, and verified.
    Done = 0,
    /// Any other failure.
    Other = 1,
    /// Usage: an option, a URL, the configuration, a script.
    Usage = 2,
    /// A local file: read, write, create, disk full.
    Local = 3,
    /// The network: resolve, connect, lost, timed out.
    Network = 4,
    /// TLS or trust.
    Tls = 5,
    /// The login was refused.
    Login = 6,
    /// The server refused for good (5yz).
    Refused = 7,
    /// The server refused for now (4yz).
    Busy = 8,
    /// Size or digest differs, or a stream was cut.
    Integrity = 9,
    /// Some of several files failed.
    Partial = 10,
    /// Another run holds the lock.
    Locked = 11,
    /// A safety stop: too many deletions, an incomplete listing, an empty source.
    Safety = 12,
    /// A pattern matched nothing.
    NoMatch = 13,
    /// The deadline passed.
    Deadline = 14,
    /// SIGINT.
    Interrupted = 130,
    /// SIGTERM.
    Terminated = 143,
}

impl Class {
    /// The exit status.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Whether it ends the whole run, whatever failures may be ignored: a signal, or the deadline.
    pub fn is_stop(self) -> bool {
        matches!(self, Class::Deadline | Class::Interrupted | Class::Terminated)
    }

    /// The class of a run with these failures: a stop wins; failures of one class have that class;
    /// failures of several are `Partial`. `Done` if there are none.
    pub fn of_all(failures: &[Self]) -> Self {
        if let Some(stop) = failures.iter().find(|class| class.is_stop()) {
            return *stop;
        }
        match failures.split_first() {
            None => Class::Done,
            Some((first, rest)) if rest.iter().all(|class| class == first) => *first,
            Some(_) => Class::Partial,
        }
    }
}

/// An error of the core.
#[derive(Debug)]
pub enum Error {
    /// The request makes no sense.
    Usage(String),
    /// A local file could not be read or written.
    Local {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A host could not be resolved or reached, or a connection was lost.
    Network(String),
    /// Nothing came, or nothing could be sent, for as long as the limit allows.
    TimedOut(String),
    /// TLS failed: a certificate, a version, an alert.
    Tls(String),
    /// The server's certificate was refused.
    Certificate(Box<RefusedCertificate>),
    /// The server will not take a data connection whose TLS session it did not see before.
    ReuseRequired(Response),
    /// The server refused user, password or account.
    Login(Response),
    /// The server refused a command.
    Refused(Response),
    /// The server took an upload to its last byte, and then refused it: whatever size it reports, the file is not
    /// stored.
    NotStored(Response),
    /// The server broke the rules of FTP: the connection cannot be used any more.
    Protocol(String),
    /// The server lost or reordered commands that were sent in one flight.
    OutOfOrder(String),
    /// The server was sent to another folder, and no way back to the login folder is proven: a new login is due.
    Displaced,
    /// Sizes differ, or a stream ended early.
    Integrity(String),
    /// A stream ended early, as when a connection is lost: another try may bring the rest.
    Cut(String),
    /// The run was stopped from outside, or its deadline passed.
    Stopped(Class),
    /// An error of the given class that needs no form of its own.
    Plain(Class, String),
    /// Any of the above, with the action that failed put before it.
    While(String, Box<Error>),
}

/// A server's refusal: its code and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The three digits.
    pub code: u16,
    /// The text behind them, lines joined by blanks, safe to show ([`printable`]).
    pub text: String,
}

/// A server's certificate that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCertificate {
    /// The whole message: why, the certificate, what to do.
    pub text: String,
    /// Why, in a few words.
    pub reason: String,
    /// The certificate, in lines; beside the recorded one, if it changed.
    pub shown: String,
    /// The certificates that the server showed, in DER, its own first.
    pub chain: Vec<Vec<u8>>,
    /// Whether it can be trusted all the same.
    pub standing: Standing,
}

/// Whether a refused certificate can be trusted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known of it: the user may say so.
    Unknown,
    /// Another one is on record for the server.
    Changed,
    /// The user wants another one (`--pin`).
    NotPinned,
    /// No: it was revoked, or its key proves nothing.
    Never,
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "server said {:03}", self.code)?;
        if self.text.is_empty() { Ok(()) } else { write!(f, " {}", self.text) }
    }
}

impl Response {
    /// Whether the same request may succeed later: 4yz, and a 530 that speaks of too many
    /// connections or users (measured on vsftpd, `ProFTPD`, pure-ftpd).
    pub fn is_transient(&self) -> bool {
        (400..500).contains(&self.code) && self.code != 430 || self.means_too_many()
    }

    /// Whether a limit on connections is the reason (421 or 530 with words to that effect).
    pub fn means_too_many(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        matches!(self.code, 421 | 530)
            && (text.contains("too many") || text.contains("maximum") || text.contains("limit"))
    }
}

impl Error {
    /// The class of this error.
    pub fn class(&self) -> Class {
        match self {
            Error::Usage(_) => Class::Usage,
            Error::Local { .. } => Class::Local,
            Error::Network(_) | Error::TimedOut(_) => Class::Network,
            Error::Tls(_) | Error::Certificate(_) | Error::ReuseRequired(_) => Class::Tls,
            Error::Login(said) if said.is_transient() => Class::Busy,
            Error::Login(_) => Class::Login,
            Error::Refused(said) | Error::NotStored(said) if said.is_transient() => Class::Busy,
            Error::Refused(_) | Error::NotStored(_) => Class::Refused,
            Error::Protocol(_) | Error::OutOfOrder(_) | Error::Displaced => Class::Other,
            Error::Integrity(_) | Error::Cut(_) => Class::Integrity,
            Error::Stopped(class) | Error::Plain(class, _) => *class,
            Error::While(_, inner) => inner.class(),
        }
    }

    /// Whether trying again may help: 4yz, lost connections and time-outs (RFC 959 section 4.2.1).
    pub fn is_transient(&self) -> bool {
        match self {
            Error::Network(_) | Error::TimedOut(_) | Error::Cut(_) => true,
            Error::Login(said) | Error::Refused(said) | Error::NotStored(said) => {
                said.is_transient()
            }
            Error::While(_, inner) => inner.is_transient(),
            _ => false,
        }
    }

    /// Whether the control connection is of no further use.
    pub fn breaks_session(&self) -> bool {
        match self {
            Error::Refused(said) | Error::NotStored(said) => said.code == 421,
            Error::Usage(_)
            | Error::Local { .. }
            | Error::Integrity(_)
            | Error::Cut(_)
            | Error::Plain(..) => false,
            Error::While(_, inner) => inner.breaks_session(),
            _ => true,
        }
    }

    /// Whether an operation needs a server that stands in the login folder, as after a new login.
    pub fn is_displaced(&self) -> bool {
        matches!(self.root(), Error::Displaced)
    }

    /// Whether the server asked for a resumed TLS session (RFC 4217 section 10.2 and practice).
    pub fn wants_reuse(&self) -> bool {
        matches!(self.root(), Error::ReuseRequired(_))
    }

    /// Whether user or password are wrong, so that only another answer of the user's can help.
    pub fn is_refused_login(&self) -> bool {
        matches!(self.root(), Error::Login(said) if !said.is_transient())
    }

    /// The refusal at the bottom of this error, if a server's refusal it was.
    pub fn refusal(&self) -> Option<&Response> {
        match self.root() {
            Error::Login(said) | Error::Refused(said) | Error::NotStored(said) => Some(said),
            _ => None,
        }
    }

    /// The same error of an upload whose last byte was sent. A 421 is about the connection, not about the file.
    #[must_use]
    pub fn after_last_byte(self) -> Self {
        match self {
            Error::Refused(said) if said.code != 421 => Error::NotStored(said),
            other => other,
        }
    }

    /// The error below all descriptions of the action that failed.
    pub fn root(&self) -> &Error {
        match self {
            Error::While(_, inner) => inner.root(),
            other => other,
        }
    }

    /// The same error, with the action that failed put before it.
    #[must_use]
    pub fn during(self, doing: impl Into<String>) -> Self {
        match self {
            stopped @ Error::Stopped(_) => stopped,
            other => Error::While(doing.into(), Box::new(other)),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage(text)
            | Error::Network(text)
            | Error::TimedOut(text)
            | Error::Tls(text)
            | Error::Protocol(text)
            | Error::OutOfOrder(text)
            | Error::Integrity(text)
            | Error::Cut(text)
            | Error::Plain(_, text) => f.write_str(text),
            Error::ReuseRequired(said) => {
                write!(f, "{said}: the server wants a resumed TLS session on data connections")
            }
            Error::Certificate(refused) => f.write_str(&refused.text),
            Error::Local { path, source } => write!(f, "{}: {}", path.display(), plain(source)),
            Error::Login(said) => write!(f, "login refused: {said}"),
            Error::Refused(said) | Error::NotStored(said) => write!(f, "{said}"),
            Error::Displaced => f.write_str(
                "the server stands in another folder, and no way back to the login folder is proven",
            ),
            Error::Stopped(Class::Deadline) => f.write_str("the deadline passed"),
            Error::Stopped(Class::Terminated) => f.write_str("terminated"),
            Error::Stopped(_) => f.write_str("interrupted"),
            Error::While(doing, inner) => write!(f, "{doing}: {inner}"),
        }
    }
}

// The system's words are part of the text: a chain would repeat them.
impl std::error::Error for Error {}

/// A usage error.
pub fn usage(text: impl Into<String>) -> Error {
    Error::Usage(text.into())
}

/// A network error.
pub fn network(text: impl Into<String>) -> Error {
    Error::Network(text.into())
}

/// A wait that reached its limit.
pub fn timed_out(text: impl Into<String>) -> Error {
    Error::TimedOut(text.into())
}

/// A TLS or trust error.
pub fn tls(text: impl Into<String>) -> Error {
    Error::Tls(text.into())
}

/// A breach of the protocol.
pub fn protocol(text: impl Into<String>) -> Error {
    Error::Protocol(text.into())
}

/// A size or digest that differs, a stream that was cut.
pub fn integrity(text: impl Into<String>) -> Error {
    Error::Integrity(text.into())
}

/// A count with its noun: `1 file`, `2 files`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Text that came from outside, made safe to show: control characters (C0, DEL, C1) and those that
/// turn the direction of writing are spelled out, and what is not UTF-8 is replaced.
pub fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || is_bidi_control(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// For `map_err`: a local file's error, with its path.
pub fn local(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::Local { path, source }
}

/// For `map_err`: an error of a socket.
pub fn socket(source: io::Error) -> Error {
    let text = plain(&source);
    drop(source);
    Error::Network(text)
}

/// The system's words without the number that Rust puts behind them, in this program's case.
fn plain(source: &io::Error) -> String {
    let text = source.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: u16, text: &str) -> Response {
        Response { code, text: text.into() }
    }

    #[test]
    fn a_530_about_too_many_connections_is_transient_and_a_wrong_password_is_not() {
        assert!(Error::Login(said(530, "Too many connections from your address")).is_transient());
        assert!(!Error::Login(said(530, "Login incorrect.")).is_transient());
        assert!(!Error::Login(said(430, "Invalid username or password")).is_transient());
    }

    #[test]
    fn several_failures_of_one_class_have_that_class_and_a_stop_wins() {
        assert_eq!(Class::of_all(&[]), Class::Done);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Refused]), Class::Refused);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Local]), Class::Partial);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Interrupted]), Class::Interrupted);
    }

    #[test]
    fn context_keeps_class_and_comes_first() {
        let error = Error::Refused(said(550, "no such file")).during("getting b.csv");
        assert_eq!(error.class(), Class::Refused);
        assert_eq!(error.to_string(), "getting b.csv: server said 550 no such file");
    }

    #[test]
    fn control_bytes_of_a_server_are_spelled_out() {
        assert_eq!(printable(b"a\x1b[2Jb\x07\r"), "a\\u{1b}[2Jb\\u{7}\\r");
        assert_eq!(printable("na\u{ef}ve \u{202e}x".as_bytes()), "na\u{ef}ve \\u{202e}x");
    }

    #[test]
    fn a_stop_is_not_buried_under_context() {
        assert!(matches!(Error::Stopped(Class::Deadline).during("x"), Error::Stopped(_)));
    }
}
