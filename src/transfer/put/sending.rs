//! An upload under way: its stage, and the facts that the next step needs.

use super::record::Recorded;
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::digest::Algorithm;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::transfer::ascii::Text;
use crate::transfer::hasher::Hasher;
use crate::transfer::journal::WORTH_RESUMING;
use crate::transfer::local::Outgoing;
use crate::transfer::outcome::{Completion, Moved, Stamped, Transferred};
use crate::transfer::progress::Meter;
use crate::transfer::rename::Attempt;
use crate::transfer::rules::Rules;

/// When a file that was checked gets its final name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// At once.
    AtOnce,
    /// With the commands of the next file, where that is as safe: it saves a round trip.
    Deferred,
}

/// How far an upload is.
#[derive(Clone, Debug)]
pub(super) enum UploadStage {
    /// Nothing is on the server.
    Fresh,
    /// Some bytes are, under this name.
    Partial(RemotePath),
    /// All are, and the server said so, or its SIZE does.
    Whole(RemotePath),
    /// They were checked.
    Checked(RemotePath, Completion),
}

/// Where the replaced file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplacedFile {
    /// Under its name, if there ever was one.
    InPlace,
    /// Under the name of its backup.
    Aside,
}

/// An upload and how far it came.
pub(super) struct Sending<'a> {
    pub(super) remote: &'a RemotePath,
    pub(super) rules: &'a Rules,
    pub(super) naming: Naming,
    pub(super) outgoing: Outgoing,
    pub(super) meter: Box<dyn Meter>,
    pub(super) recorded: Recorded,
    pub(super) stage: UploadStage,
    /// Steps that were taken, and bytes that the server was known to have, at the furthest point of any try.
    pub(super) furthest: (u8, u64),
    /// Bytes that the server is known to have of a partial file.
    pub(super) there: u64,
    pub(super) sent: u64,
    /// The size that the server reported at the end.
    pub(super) reported: Option<u64>,
    pub(super) stamped: Stamped,
    /// The server's bytes were not all sent in one go.
    pub(super) joined: bool,
    /// The server refused the upload explicitly after its last byte: its SIZE is no proof any more.
    pub(super) refused: bool,
    /// Whether RNFR and RNTO were sent before.
    pub(super) renaming: Attempt,
    /// Where the file is that is replaced.
    pub(super) replaced: ReplacedFile,
    pub(super) looked_back: bool,
    /// By which algorithm both ends will be compared.
    pub(super) algorithm: Option<Algorithm>,
    /// Only for a source that cannot be read again.
    pub(super) hasher: Option<Hasher>,
}

impl<'a> Sending<'a> {
    /// An upload of which nothing was sent.
    pub(super) fn new(
        remote: &'a RemotePath,
        rules: &'a Rules,
        outgoing: Outgoing,
        meter: Box<dyn Meter>,
        recorded: Recorded,
    ) -> Self {
        Self {
            remote,
            rules,
            naming: Naming::AtOnce,
            outgoing,
            meter,
            recorded,
            stage: UploadStage::Fresh,
            furthest: (0, 0),
            there: 0,
            sent: 0,
            reported: None,
            stamped: Stamped::No,
            joined: false,
            refused: false,
            renaming: Attempt::First,
            replaced: ReplacedFile::InPlace,
            looked_back: false,
            algorithm: None,
            hasher: None,
        }
    }

    /// Steps that need not be taken again: a try that takes one more makes progress.
    pub(super) fn note_progress(&mut self) {
        let steps = match self.stage {
            UploadStage::Fresh | UploadStage::Partial(_) => 0,
            UploadStage::Whole(_) => 1,
            UploadStage::Checked(..) => {
                2 + u8::from(self.is_aside()) + u8::from(self.renaming == Attempt::Again)
            }
        };
        self.furthest = (self.furthest.0.max(steps), self.furthest.1.max(self.there));
    }

    /// The size that the server has of the whole file.
    pub(super) fn size_there(&self) -> u64 {
        self.reported.unwrap_or(self.sent)
    }

    /// The result of an upload that is done, or needs only its rename.
    pub(super) fn transferred(&self, completion: Completion) -> Transferred {
        let moved = Moved { bytes: self.sent, completion, stamped: self.stamped };
        Transferred { moved, source: self.outgoing.facts.clone() }
    }

    /// The result of an upload that is done; its record is removed.
    pub(super) fn done(&mut self, completion: Completion) -> Transferred {
        self.recorded.forget();
        self.transferred(completion)
    }

    /// Removes a temporary file; that it cannot be removed is no error.
    pub(super) fn remove(&self, client: &mut Client, name: &RemotePath) -> Result<()> {
        if name == self.remote {
            return Ok(());
        }
        match client.with(|session: &mut Session| session.delete(name)) {
            // It is not there any more, or cannot be removed: then it is at least never joined.
            Err(error) if error.refusal().is_some() => Ok(()),
            other => other,
        }
    }

    /// Notes once that a file is written under its final name.
    pub(super) fn note_direct(&self, client: &Client, why: &str) {
        let name = printable(self.remote.as_bytes());
        let trace = &client.connector().trace;
        trace.note(&format!("{name}: written under its final name at once, since {why}"));
    }

    /// Whether the source is sent as text, with line ends converted.
    pub(super) fn is_text(&self) -> bool {
        self.rules.text == Text::Lines
    }

    /// Whether an interrupted upload is worth a word about resuming.
    pub(super) fn is_large(&self) -> bool {
        self.outgoing.size.is_some_and(|size| size >= WORTH_RESUMING)
    }
}
