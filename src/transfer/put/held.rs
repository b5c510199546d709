//! Uploads that get their name in company: whole and checked under a temporary name, they are renamed by commands
//! that travel with those of the next file, which saves a round trip.

use super::{Naming, Sending};
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::journal::WORTH_RESUMING;
use crate::transfer::{Moved, State, rename};

/// What an upload came to that did not fail.
pub enum Landed {
    /// It has its name.
    Done(Moved),
    /// It will have it when it is finished.
    Held(Held),
}

/// An upload whose renaming was left to the next commands. It is done only when [`Held::finish`] says so.
#[must_use = "an upload must be finished"]
pub struct Held {
    from: RemotePath,
    to: RemotePath,
    size: u64,
    moved: Moved,
}

impl Held {
    /// Leaves the renaming to the next commands. What was left before must be finished.
    pub fn leave(&self, client: &mut Client) {
        client.rename_in_company(&self.from, &self.to);
    }

    /// Makes sure that the file has its name: sends what was not sent yet, and sees to an answer that was lost or not
    /// good.
    pub fn finish(&self, client: &mut Client) -> Result<Moved> {
        let Self { from, to, size, moved } = self;
        let mut attempts = client.attempts(format!("putting {}: ", printable(to.as_bytes())));
        let mut outcome = rename::conclude_in_company(client, from, to, *size);
        while let Err(error) = outcome {
            attempts.again_after(error)?;
            outcome = rename::rename(client, from, to, true, *size);
        }
        Ok(*moved)
    }
}

impl Sending<'_> {
    /// Whether the name can wait: not that of a large file, which would be sent again if the run were ended right
    /// then.
    pub(super) fn may_wait(&self, client: &Client, name: &RemotePath) -> bool {
        let small = self.outgoing.size.is_some_and(|size| size < WORTH_RESUMING);
        let wanted = self.naming == Naming::InCompany && name != self.remote && !self.renaming;
        wanted && small && client.has_company()
    }

    pub(super) fn hold(&mut self, from: RemotePath, state: State) -> Held {
        let (to, size) = (self.remote.clone(), self.there.unwrap_or(self.sent));
        Held { from, to, size, moved: self.done(state) }
    }
}
