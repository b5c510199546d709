//! Moving files: what lands under its final name is whole, or it does not land.
//!
//! Which files, and what the user is told, is left to the layers above.

pub mod append;
pub mod ascii;
pub mod backup;
pub mod completeness;
pub mod copy;
pub mod excerpt;
pub mod folders;
pub mod get;
pub mod hasher;
pub mod journal;
pub mod local;
mod partial;
pub mod pool;
pub mod progress;
pub mod put;
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

/// What is done with the partial file of an earlier run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leftover {
    /// The file is moved from its beginning.
    #[default]
    Replace,
    /// It is continued, if it is of the same version of the same source (`--continue`).
    Continue,
}

/// How transfers are done.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The check.
    pub verify: Verify,
    /// The name.
    pub landing: WriteMode,
    /// What is replaced.
    pub old: OnReplace,
    /// The times.
    pub times: Times,
    /// The disk.
    pub fsync: Fsync,
    /// What an earlier run left.
    pub leftover: Leftover,
    /// Where interrupted transfers are recorded.
    pub journal: Journal,
    /// How fast bytes may go, all transfers of the run together.
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
pub enum State {
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
    /// The server tells or takes no times, or they were not wanted.
    No,
}

impl Stamped {
    /// What a time that was set or not means.
    pub(crate) fn of<T>(time: Option<&T>) -> Self {
        if time.is_some() { Self::Yes } else { Self::No }
    }
}

/// A transfer that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Bytes of the file.
    pub bytes: u64,
    /// How sure it is that they arrived.
    pub state: State,
    /// Whether the copy has the time of its source.
    pub stamped: Stamped,
}
