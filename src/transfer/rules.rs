//! How transfers are done: the choices of a run, the same for all its files.

use super::ascii::Text;
use super::backup::OnReplace;
use super::close_notify::CloseNotify;
use super::journal::Journal;
use super::throttle::Throttle;

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
