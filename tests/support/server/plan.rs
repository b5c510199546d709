//! How one command is to go wrong: the plan that faults write and the session follows.

use std::path::PathBuf;
use std::time::Duration;

use super::super::pki::Identity;

/// What the server does with one command. The default is to do it well.
#[derive(Default)]
pub struct Plan {
    /// Waits first.
    pub delay: Option<Duration>,
    /// Does this instead of the command.
    pub instead: Option<Instead>,
    /// Ends the control connection.
    pub end: Option<(Moment, Ending)>,
    /// The final reply that is sent in place of the right one.
    pub final_reply: Option<Vec<u8>>,
    /// Waits between doing the command and its final reply.
    pub answer_delay: Option<Duration>,
    /// Bytes that go out with the final reply, in one segment.
    pub behind_reply: Vec<u8>,
    /// One more reply that nobody asked for, and how long after the final one it goes out.
    pub again: Option<(Duration, Vec<u8>)>,
    /// Sends the final reply of a transfer before its data.
    pub final_early: bool,
    /// When the 1yz reply of a transfer is sent.
    pub preliminary: Preliminary,
    /// What happens on the data connection.
    pub data: DataPlan,
    /// What EPSV and PASV answer.
    pub passive: Passive,
    /// SIZE, MDTM and digests are wrong; REST says yes and is forgotten.
    pub lie: bool,
}

/// What a server does in place of a command.
pub enum Instead {
    /// Answers with this text; nothing is done, a data connection stays open.
    Reply(Vec<u8>),
    /// The same, and closes the data connection.
    ReplyClosingData(Vec<u8>),
    /// Writes these bytes as they are.
    Raw(Vec<u8>),
    /// The same outside TLS, where TLS is in force.
    Clear(Vec<u8>),
    /// Writes the first, then the second over and over until the client hangs up.
    Flood(Vec<u8>, Vec<u8>),
    /// Writes these bytes over and over with this pause until the client hangs up.
    Drip(Vec<u8>, Duration),
    /// Never answers.
    Hang,
}

/// When the control connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The command was read and not done.
    BeforeCommand,
    /// The command was done, its final reply not sent.
    BeforeReply,
    /// The final reply was sent.
    AfterReply,
    /// The data connection has been ended by a fault, at the same time.
    WithData,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// FIN, without `close_notify`.
    Cut,
    /// RST.
    Reset,
}

/// When the 1yz of a transfer goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preliminary {
    /// At once, as most servers do.
    #[default]
    First,
    /// Only when TLS stands on the data connection, as ftp-srv does.
    AfterHandshake,
    /// Never.
    Never,
}

/// A place in a transfer.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// After this many bytes of payload.
    Bytes(u64),
    /// After this share of a download.
    Percent(u64),
    /// After the last byte.
    End,
}

impl At {
    /// The place in bytes, of a transfer of `length` bytes where that is known.
    pub fn offset(self, length: Option<u64>) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Percent(percent) => length.expect("a share of a download") * percent / 100,
            Self::End => length.unwrap_or(u64::MAX),
        }
    }
}

impl From<u64> for At {
    fn from(bytes: u64) -> Self {
        Self::Bytes(bytes)
    }
}

/// What happens on a data connection.
#[derive(Default)]
pub struct DataPlan {
    /// Breaks off at this place.
    pub stop: Option<(At, Stop)>,
    /// How far it is opened.
    pub opening: Opening,
    /// Shows this certificate.
    pub identity: Option<Identity>,
    /// Ends with FIN alone.
    pub no_close_notify: bool,
    /// Flips one bit of the byte at this offset.
    pub corrupt: Option<u64>,
    /// Stores, or sends, no more than this, and says that all is well.
    pub only: Option<u64>,
    /// Sends this as the listing.
    pub listing: Option<Vec<u8>>,
}

/// How far a data connection is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// To the end of the TLS handshake.
    #[default]
    Whole,
    /// It is never taken.
    NeverAccepted,
    /// It is taken, and the `ClientHello` never answered.
    NeverShaken,
    /// It is taken, closed before TLS, and the server says that all is well.
    EndedBeforeTls,
}

/// How a transfer breaks off.
pub enum Stop {
    /// Ends the data connection; the reply is 426.
    End(Ending),
    /// Nothing moves any more, until the client hangs up.
    Stall,
    /// Takes no more, closes the data connection well, and answers 226.
    Content,
    /// Answers with this text; keeps the data connection open if `keep` says so.
    Fail {
        /// The reply.
        text: Vec<u8>,
        /// Whether the data connection stays open.
        keep: bool,
    },
}

/// What EPSV and PASV answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passive {
    /// A port where the server listens.
    #[default]
    Right,
    /// Port 0.
    PortZero,
    /// A port where nobody listens.
    DeadPort,
    /// The right port, at an address elsewhere (PASV only).
    Address([u8; 4]),
}

/// The command that a fault is about, for faults that decide when they see it.
pub struct Event {
    /// The verb in capitals.
    pub verb: String,
    /// What stands behind the verb.
    pub argument: Vec<u8>,
    /// Which control connection, from 1.
    pub connection: usize,
    /// How often the step's condition was met before, on the whole server.
    pub times_before: usize,
    /// The folder that the server serves.
    pub root: PathBuf,
}
