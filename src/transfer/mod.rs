//! Transfers of files: a file appears under its final name only when it is whole and checked.
//!
//! Which files are transferred, and the messages about them, are left to the layers above.

pub mod append;
pub mod ascii;
pub mod backup;
pub mod completeness;
pub mod folders;
pub mod get;
pub mod hasher;
pub mod journal;
pub mod local;
mod partial;
pub mod pool;
pub mod progress;
pub mod put;
pub mod remove_source;
mod rename;
pub mod segments;
mod stable_size;
pub mod temporary;
pub mod throttle;
mod verify;

use ascii::Text;
use backup::OnReplace;
use completeness::CloseNotify;
use journal::Journal;
use remove_source::SourceFacts;
use throttle::Throttle;

/// How the result of a transfer is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verify {
    /// The sizes at both ends must agree.
    #[default]
    Size,
    /// The digests at both ends must agree, by the strongest algorithm that the server offers.
    Hash,
    /// The file is fetched again and compared.
    Readback,
    /// The server's word is enough.
    None,
}

/// Under which name bytes arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriteMode {
    /// Under a temporary name, renamed when checked.
    #[default]
    Temporary,
    /// Under the final name at once (`--direct`).
    Direct,
}

/// Whether modification times travel with files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// They do, where the server can.
    #[default]
    Keep,
    /// They do not.
    Leave,
}

/// Whether a local file must be on the disk before it counts as done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fsync {
    /// The system writes when it likes.
    #[default]
    Leave,
    /// File and folder are flushed (`--fsync`).
    Wait,
}

/// How the partial file of an earlier run is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Partials {
    /// It is removed, and the file is transferred from its beginning.
    #[default]
    Replace,
    /// It is resumed, if it is of the same version of the same source (`--continue`).
    Resume,
}

/// How transfers are done.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// How the result is checked.
    pub verify: Verify,
    /// Under which name the bytes arrive.
    pub write_mode: WriteMode,
    /// What becomes of a file that is replaced.
    pub on_replace: OnReplace,
    /// Whether modification times are kept.
    pub times: Times,
    /// Whether the disk is waited for.
    pub fsync: Fsync,
    /// How partial files of earlier runs are used.
    pub partials: Partials,
    /// The records of transfers under way.
    pub journal: Journal,
    /// The rate of all transfers of the run together.
    pub throttle: Throttle,
    /// Whether the end of a download must be TLS's own.
    pub close_notify: CloseNotify,
    /// Line ends.
    pub text: Text,
    /// The permissions that an uploaded file gets, in octal digits (`--chmod`).
    pub mode: Option<String>,
}

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
