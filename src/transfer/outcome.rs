//! The outcome of a transfer, and the evidence for it.

use super::source_facts::SourceFacts;

/// How sure it is that a file arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The server said that the transfer is complete.
    Acknowledged,
    /// The sizes at both ends agree, or the digests where that was asked for.
    Verified,
}

/// Whether the copy has the time of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamped {
    /// It has.
    Yes,
    /// The server reports or takes no times, or they were not wanted.
    No,
}

impl Stamped {
    /// Whether there is a time that the copy was given.
    pub(crate) fn of<T>(time: Option<&T>) -> Self {
        if time.is_some() { Self::Yes } else { Self::No }
    }
}

/// The result of a transfer, as it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Bytes of the file.
    pub bytes: u64,
    /// How sure it is that they arrived.
    pub completion: Completion,
    /// Whether the copy has the time of its source.
    pub stamped: Stamped,
}

/// A transfer that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// The result.
    pub moved: Moved,
    /// The source as it was when its copy was made.
    pub source: SourceFacts,
}
