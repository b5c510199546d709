//! Uploads whose rename is deferred: whole and checked under a temporary name, they are renamed by commands that travel
//! with those of the next file, which saves a round trip.

use super::record::Recorded;
use super::sending::{Naming, Sending};
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::journal::WORTH_RESUMING;
use crate::transfer::outcome::{Completion, Transferred};
use crate::transfer::rename::{Attempt, Renaming};

/// The outcome of an upload that did not fail.
#[derive(Debug)]
pub enum PutOutcome {
    /// It has its final name.
    Done(Transferred),
    /// It will have it when its rename is finished.
    PendingRename(Box<PendingRename>),
}

/// An upload whose rename is left to the next commands. It belongs to whoever owns the client, and is done only when
/// [`PendingRename::finish`] says so.
#[must_use = "an upload must be finished"]
#[derive(Debug)]
pub struct PendingRename {
    from: RemotePath,
    to: RemotePath,
    size: u64,
    transferred: Transferred,
    recorded: Recorded,
}

impl PendingRename {
    /// The result of the upload, once it is renamed.
    pub fn transferred(&self) -> &Transferred {
        &self.transferred
    }

    /// Queues RNFR and RNTO so that they are sent together with the next command. One that was queued before must be
    /// finished.
    pub fn queue(&self, client: &mut Client) {
        client.defer_rename(&self.from, &self.to);
    }

    /// Makes sure that the file has its name: sends the commands if they were not sent yet, and looks at both names
    /// where the reply was lost or is no clear one.
    pub fn finish(&mut self, client: &mut Client) -> Result<()> {
        let Self { from, to, size, .. } = self;
        let renaming = Renaming { from, to, size: *size };
        let mut attempts = client.attempts(format!("putting {}: ", printable(to.as_bytes())));
        let mut outcome = renaming.conclude_deferred(client);
        while let Err(error) = outcome {
            attempts.again_after(error)?;
            outcome = renaming.run(client, Attempt::Again);
        }
        self.recorded.forget();
        Ok(())
    }
}

impl Sending<'_> {
    /// Whether the rename can wait: not that of a large file, which would be sent again if the run were ended right
    /// then, nor one to a name that the server may change.
    pub(super) fn may_defer(&self, client: &Client, name: &RemotePath) -> bool {
        let small = self.outgoing.size.is_some_and(|size| size < WORTH_RESUMING);
        let first = self.renaming == Attempt::First;
        let wanted = self.naming == Naming::Deferred && name != self.remote && first;
        let doubtful = client.standing().is_some_and(|session| session.is_doubtful(self.remote));
        // A relative name means something else once the server was sent to a folder.
        let rooted = self.remote.is_absolute();
        wanted && small && rooted && !doubtful && client.can_defer_rename()
    }

    /// The upload with its rename still to be sent.
    pub(super) fn defer(&mut self, from: RemotePath, completion: Completion) -> PendingRename {
        PendingRename {
            from,
            to: self.remote.clone(),
            size: self.size_there(),
            transferred: self.transferred(completion),
            recorded: std::mem::take(&mut self.recorded),
        }
    }
}
