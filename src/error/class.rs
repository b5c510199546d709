//! The classes of outcomes, which are the exit statuses.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_failures_of_one_class_have_that_class_and_a_stop_wins() {
        assert_eq!(Class::of_all(&[]), Class::Done);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Refused]), Class::Refused);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Local]), Class::Partial);
        assert_eq!(Class::of_all(&[Class::Refused, Class::Interrupted]), Class::Interrupted);
    }
}
