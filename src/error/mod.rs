//! The errors of the core, as one typed enum, and the exit class of each.
//!
//! Texts follow one form: what was being done, to what, then why, in the server's own words where
//! it has some. Printing, and the number that the process ends with, are left to the layers above.

mod class;
mod refusal;
mod text;

use std::fmt;
use std::io;
use std::path::PathBuf;

pub use class::Class;
pub use refusal::{RefusedCertificate, Response, Standing};
use text::plain;
pub use text::{counted, printable};

/// The result of everything in the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

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

    /// The same error, with the action that failed put before it, unless it stands there already.
    #[must_use]
    pub fn during(self, doing: impl Into<String>) -> Self {
        let doing = doing.into();
        match self {
            stopped @ Error::Stopped(_) => stopped,
            Error::While(known, inner) if known == doing => Error::While(known, inner),
            other => Error::While(doing, Box::new(other)),
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
                "the working directory is not the login folder, and no way back to it is proven",
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
    fn context_keeps_class_and_comes_first() {
        let error = Error::Refused(said(550, "no such file")).during("getting b.csv");
        assert_eq!(error.class(), Class::Refused);
        assert_eq!(error.to_string(), "getting b.csv: server said 550 no such file");
    }

    #[test]
    fn a_stop_is_not_buried_under_context() {
        assert!(matches!(Error::Stopped(Class::Deadline).during("x"), Error::Stopped(_)));
    }
}
