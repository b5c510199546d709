//! One upload: sent under a temporary name, checked there, renamed; resumed where it was interrupted, at whatever step
//! that was.

mod check;
mod data;
mod give_up;
mod pending_rename;
mod permissions;
mod record;
mod replace;
mod resume;
mod sending;

use super::backup::OnReplace;
use super::local::{Outgoing, Source};
use super::outcome::{Completion, Transferred};
use super::progress::Observer;
use super::rename::{Attempt, Renaming};
use super::rules::Rules;
use super::verify;
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
pub use pending_rename::{PendingRename, PutOutcome};
use record::Recorded;
pub use sending::Naming;
use sending::{Sending, UploadStage};

/// Sends one file, as often as it takes and the rules allow.
pub fn put(
    client: &mut Client,
    source: &Source,
    remote: &RemotePath,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Transferred> {
    match send(client, source, remote, rules, observer, Naming::AtOnce)? {
        PutOutcome::Done(transferred) => Ok(transferred),
        PutOutcome::PendingRename(mut pending) => {
            pending.finish(client)?;
            Ok(pending.transferred().clone())
        }
    }
}

/// The same; by its `naming` the rename may be left to the next transfer of this client.
pub fn send(
    client: &mut Client,
    source: &Source,
    remote: &RemotePath,
    rules: &Rules,
    observer: &dyn Observer,
    naming: Naming,
) -> Result<PutOutcome> {
    let cancel = client.connector().waits.cancel.clone();
    let outgoing = Outgoing::open(source, &cancel)?;
    let meter = observer.begin(&printable(remote.name().unwrap_or_default()), outgoing.size);
    let recorded = Recorded::of(client, source, &outgoing, remote, rules);
    let mut attempts = client.attempts(format!("putting {}: ", printable(remote.as_bytes())));
    let mut sending = Sending::new(remote, rules, outgoing, meter, recorded);
    sending.naming = naming;
    loop {
        let before = sending.furthest;
        let error = match sending.attempt(client) {
            Ok(outcome) => return Ok(outcome),
            Err(error) => error,
        };
        sending.note_progress();
        if sending.furthest > before {
            attempts.progressed();
        }
        let error =
            if sending.outgoing.is_spent() { Err(error) } else { attempts.again_after(error) };
        if let Err(error) = error {
            return Err(sending.give_up(client, error));
        }
    }
}

impl Sending<'_> {
    /// One try: from the step that the last one reached.
    fn attempt(&mut self, client: &mut Client) -> Result<PutOutcome> {
        if !self.looked_back {
            self.algorithm = verify::algorithm(client, self.rules.verify)?;
            client.with(|session| session.refuse_changed(self.remote))?;
            self.look_back(client)?;
            self.looked_back = true;
        }
        loop {
            self.stage = match self.stage.clone() {
                UploadStage::Fresh => self.begin(client)?,
                UploadStage::Partial(name) => self.resume(client, name)?,
                UploadStage::Whole(name) => self.check(client, name)?,
                UploadStage::Checked(name, completion) => {
                    match self.give_name(client, &name, completion)? {
                        Some(outcome) => return Ok(outcome),
                        None => UploadStage::Fresh,
                    }
                }
            };
        }
    }

    /// Renames a checked file, or leaves that to the next transfer. `None` where the server renames nothing: then the
    /// file must be sent under its final name.
    fn give_name(
        &mut self,
        client: &mut Client,
        name: &RemotePath,
        completion: Completion,
    ) -> Result<Option<PutOutcome>> {
        if name == self.remote {
            client.find_name(self.remote)?;
            return Ok(Some(PutOutcome::Done(self.done(completion))));
        }
        if self.may_defer(client, name) {
            let pending = self.defer(name.clone(), completion);
            return Ok(Some(PutOutcome::PendingRename(Box::new(pending))));
        }
        self.set_aside(client, name)?;
        let renaming = Renaming { from: name, to: self.remote, size: self.size_there() };
        let Err(error) = renaming.run(client, self.renaming) else {
            client.find_name(self.remote)?;
            return Ok(Some(PutOutcome::Done(self.done(completion))));
        };
        let can_send_again =
            self.outgoing.can_restart() && self.rules.on_replace == OnReplace::Replaced;
        if client.profile().no_rename.is(true) && can_send_again {
            self.note_direct(client, &format!("the server renames nothing: {error}"));
            self.remove(client, name)?;
            return Ok(None);
        }
        self.renaming = Attempt::Again;
        Err(error)
    }
}
