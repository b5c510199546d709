//! The facts that a session learned of its server's digests.

use super::algorithm::Algorithm;

/// The facts that a session learned of its server's digests.
#[derive(Debug, Default)]
pub(in crate::ftp) struct Learned {
    /// The algorithm that OPTS HASH selected last; before that it is the one that FEAT marks.
    pub(super) selected: Option<Algorithm>,
    /// HASH answered for the whole file although RANG was taken (ProFTPD 1.3.8), or RANG is not known.
    pub(super) hash_is_whole: bool,
    /// The X commands are not known after all.
    pub(super) no_x: bool,
}
