//! One upload: sent under a temporary name, checked there, renamed; resumed where it was interrupted, at whatever step
//! that was.

mod check;
mod data;
mod give_up;
mod pending_rename;
mod replace;
mod resume;

use super::ascii::Text;
use super::backup::OnReplace;
use super::hasher::Hasher;
use super::local::{Outgoing, Source};
use super::progress::{Meter, Observer};
use super::rename::{Attempt, Renaming};
use super::{Completion, Moved, Rules, Stamped, Transferred, verify};
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::digest::Algorithm;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
pub use pending_rename::{PendingRename, PutOutcome};
use replace::ReplacedFile;
use resume::Recorded;

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

/// When a file that was checked gets its final name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// At once.
    AtOnce,
    /// With the commands of the next file, where that is as safe: it saves a round trip.
    Deferred,
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

/// How far an upload is.
#[derive(Clone, Debug)]
enum UploadStage {
    /// Nothing is on the server.
    Fresh,
    /// Some bytes are, under this name.
    Partial(RemotePath),
    /// All are, and the server said so, or its SIZE does.
    Whole(RemotePath),
    /// They were checked.
    Checked(RemotePath, Completion),
}

/// An upload and how far it came.
struct Sending<'a> {
    remote: &'a RemotePath,
    rules: &'a Rules,
    naming: Naming,
    outgoing: Outgoing,
    meter: Box<dyn Meter>,
    recorded: Recorded,
    stage: UploadStage,
    /// Steps that were taken, and bytes that the server was known to have, at the furthest point of any try.
    furthest: (u8, u64),
    /// Bytes that the server is known to have of a partial file.
    there: u64,
    sent: u64,
    /// The size that the server reported at the end.
    reported: Option<u64>,
    stamped: Stamped,
    /// The server's bytes were not all sent in one go.
    joined: bool,
    /// The server refused the upload explicitly after its last byte: its SIZE is no proof any more.
    refused: bool,
    /// Whether RNFR and RNTO were sent before.
    renaming: Attempt,
    /// Where the file is that is replaced.
    replaced: ReplacedFile,
    looked_back: bool,
    /// By which algorithm both ends will be compared.
    algorithm: Option<Algorithm>,
    /// Only for a source that cannot be read again.
    hasher: Option<Hasher>,
}

impl<'a> Sending<'a> {
    fn new(
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

    /// One try: from the step that the last one reached.
    fn attempt(&mut self, client: &mut Client) -> Result<PutOutcome> {
        if !self.looked_back {
            self.algorithm = verify::algorithm(client, self.rules.verify)?;
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
            return Ok(Some(PutOutcome::Done(self.done(completion))));
        }
        if self.may_defer(client, name) {
            let pending = self.defer(name.clone(), completion);
            return Ok(Some(PutOutcome::PendingRename(Box::new(pending))));
        }
        self.set_aside(client, name)?;
        let renaming = Renaming { from: name, to: self.remote, size: self.size_there() };
        let Err(error) = renaming.run(client, self.renaming) else {
            return Ok(Some(PutOutcome::Done(self.done(completion))));
        };
        let can_send_again =
            self.outgoing.can_restart() && self.rules.on_replace == OnReplace::Replaced;
        if client.profile().no_rename && can_send_again {
            self.note_direct(client, &format!("the server renames nothing: {error}"));
            self.remove(client, name)?;
            return Ok(None);
        }
        self.renaming = Attempt::Again;
        Err(error)
    }

    /// Steps that need not be taken again: a try that takes one more makes progress.
    fn note_progress(&mut self) {
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
    fn size_there(&self) -> u64 {
        self.reported.unwrap_or(self.sent)
    }

    /// The result of an upload that is done, or needs only its rename.
    fn transferred(&self, completion: Completion) -> Transferred {
        let moved = Moved { bytes: self.sent, completion, stamped: self.stamped };
        Transferred { moved, source: self.outgoing.facts.clone() }
    }

    fn done(&mut self, completion: Completion) -> Transferred {
        self.recorded.forget();
        self.transferred(completion)
    }

    fn remove(&self, client: &mut Client, name: &RemotePath) -> Result<()> {
        if name == self.remote {
            return Ok(());
        }
        match client.with(|session: &mut Session| session.delete(name)) {
            // It is not there any more, or cannot be removed: then it is at least never joined.
            Err(error) if error.refusal().is_some() => Ok(()),
            other => other,
        }
    }

    fn note_direct(&self, client: &Client, why: &str) {
        let name = printable(self.remote.as_bytes());
        let trace = &client.connector().trace;
        trace.note(&format!("{name}: written under its final name at once, since {why}"));
    }

    /// Whether bytes are sent as they are.
    fn is_text(&self) -> bool {
        self.rules.text == Text::Lines
    }
}
