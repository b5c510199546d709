//! Moving files: what lands under its final name is whole, or it does not land.
//!
//! Which files, and what the user is told, is left to the layers above.

pub mod get;
pub mod local;
pub mod progress;
pub mod put;
pub mod sum;
pub mod temporary;

/// How the result of a transfer is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verify {
    /// The sizes at both ends must agree.
    #[default]
    Size,
    /// The server's word is enough.
    None,
}

/// Under which name bytes arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Landing {
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

/// How transfers are done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// The check.
    pub verify: Verify,
    /// The name.
    pub landing: Landing,
    /// The times.
    pub times: Times,
}

/// How sure it is that a file arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The server said that the transfer is complete.
    Acknowledged,
    /// The sizes at both ends agree.
    Verified,
}

/// A transfer that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Bytes of the file.
    pub bytes: u64,
    /// How sure it is that they arrived.
    pub state: State,
}
