//! How early commands may leave: before the replies to earlier ones, and before a transfer has ended.

/// Whether several commands are sent at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipelining {
    /// They are.
    AtOnce,
    /// Each waits for the reply to the one before.
    OneByOne,
}

/// The part of a transfer behind which a server takes further commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ftp) enum PipelineWindow {
    /// Behind the final reply of a transfer. libunftp answers others out of order.
    FinalReply,
    /// Behind the last byte of a download. During an upload `ProFTPD` answers 450, and pure-ftpd 500
    /// while a download runs.
    Downloaded,
    /// While a download runs, and behind the last byte of an upload.
    Moved,
}
