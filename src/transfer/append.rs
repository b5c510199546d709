//! One upload behind the bytes that a remote file has (APPE to the final name): counted by its sizes before
//! and after, and never sent twice.

use super::local::{Outgoing, Source};
use super::outcome::{Completion, Moved, Stamped, Transferred};
use super::progress::{Meter, Observer};
use super::rules::{Rules, Verify};
use super::stable_size::stable_size;
use crate::error::{Error, Response, Result, integrity, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::path::RemotePath;

/// Appends one file, as often as it takes and the rules allow.
pub fn append(
    client: &mut Client,
    source: &Source,
    remote: &RemotePath,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Transferred> {
    let cancel = client.connector().waits.cancel.clone();
    let outgoing = Outgoing::open(source, &cancel)?;
    let meter = observer.begin(&printable(remote.name().unwrap_or_default()), outgoing.size);
    let mut attempts = client.attempts(format!("appending to {}: ", printable(remote.as_bytes())));
    let stage = AppendStage::Unasked;
    let mut adding =
        Adding { remote, rules, outgoing, meter, stage, before: None, pushed: 0, refused: None };
    loop {
        let had = adding.pushed;
        let error = match adding.attempt(client) {
            Ok(transferred) => return Ok(transferred),
            Err(error) => error,
        };
        if adding.pushed > had {
            attempts.progressed();
        }
        let error = match adding.obstacle() {
            Some(why) if error.is_transient() => Err(error.during(why)),
            _ => attempts.again_after(error),
        };
        if let Err(error) = error {
            adding.warn(client);
            return Err(error);
        }
    }
}

/// How far it came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AppendStage {
    /// The size before is not known yet.
    Unasked,
    /// No byte was sent.
    Fresh,
    /// Some bytes were.
    Begun,
    /// All were, and the server said so, or its SIZE does.
    Whole,
    /// All were, and are there by the size of the file, but the server refused them.
    Refused,
}

struct Adding<'a> {
    remote: &'a RemotePath,
    rules: &'a Rules,
    outgoing: Outgoing,
    meter: Box<dyn Meter>,
    stage: AppendStage,
    /// The size of the file before, if the server reports sizes.
    before: Option<u64>,
    /// Bytes of the source that may have reached the server.
    pushed: u64,
    /// The refusal that came behind the last byte. A size does not overrule it.
    refused: Option<Response>,
}

impl Adding<'_> {
    /// Why nothing more may be sent, if that is so: bytes that are sent twice are there twice.
    fn obstacle(&self) -> Option<&'static str> {
        match self.stage {
            AppendStage::Begun if self.before.is_none() => {
                Some("the server reports no size, so how much arrived is not known")
            }
            AppendStage::Begun if self.outgoing.is_spent() => {
                Some("a stream is read only once and cannot be resumed")
            }
            AppendStage::Refused => Some(
                "all bytes are there by the size of the file, but the server refused them, and sent again they would be \
                 there twice",
            ),
            _ => None,
        }
    }

    /// After the last try: warns that the remote file may end in a partial append.
    fn warn(&self, client: &Client) {
        let bytes = match self.stage {
            AppendStage::Begun => "a part of the bytes",
            AppendStage::Refused => "the bytes",
            _ => return,
        };
        let name = printable(self.remote.as_bytes());
        let trace = &client.connector().trace;
        trace.note(&format!("{name} may end with {bytes} that were to be appended"));
    }

    fn attempt(&mut self, client: &mut Client) -> Result<Transferred> {
        if self.stage == AppendStage::Unasked {
            client.with(|session| session.refuse_changed(self.remote))?;
            self.before = size_before(client, self.remote)?;
            self.stage = AppendStage::Fresh;
        }
        let offset = if self.stage == AppendStage::Begun { self.arrived(client)? } else { 0 };
        if self.stage == AppendStage::Begun && self.outgoing.size == Some(offset) && offset > 0 {
            if let Some(refusal) = self.refused.take() {
                self.stage = AppendStage::Refused;
                return Err(Error::NotStored(refusal));
            }
            self.stage = AppendStage::Whole;
        }
        if self.stage != AppendStage::Whole {
            self.send(client, offset)?;
        }
        self.outgoing.check_unchanged(self.pushed)?;
        let completion = self.check(client)?;
        if let Some(mode) = &self.rules.mode {
            client.with(|session| session.change_mode(self.remote, mode))?;
        }
        client.find_name(self.remote)?;
        let moved = Moved { bytes: self.pushed, completion, stamped: Stamped::No };
        Ok(Transferred { moved, source: self.outgoing.facts.clone() })
    }

    /// How many of our bytes are there after a connection was lost, once no more come from it.
    fn arrived(&mut self, client: &mut Client) -> Result<u64> {
        let before = self.before.unwrap_or(0);
        let whole = before.saturating_add(self.outgoing.size.unwrap_or(0));
        let there = match stable_size(client, self.remote, whole)? {
            Some(there) => there,
            None if before == 0 && is_absent(client, self.remote)? => 0,
            None => {
                let text = "its size does not become stable, so how much arrived is not known";
                return Err(integrity(text));
            }
        };
        match there.checked_sub(before) {
            Some(ours) if ours <= self.pushed => {
                let trace = &client.connector().trace;
                trace.fact(&format!("{ours} of {} bytes are there: resuming", self.pushed));
                Ok(ours)
            }
            _ => Err(integrity(format!(
                "the file had {before} bytes, {} were sent, and now it has {there}: somebody else \
                 writes to it",
                self.pushed
            ))),
        }
    }

    fn send(&mut self, client: &mut Client, offset: u64) -> Result<()> {
        let cancel = client.connector().waits.cancel.clone();
        client.with_data(Idempotence::Final, |session| {
            let mut upload = session.append(self.remote)?;
            self.outgoing.go_to(offset)?;
            self.meter.restart(offset);
            let mut at = offset;
            let Self { outgoing, stage, pushed, meter, rules, .. } = self;
            let throttle = &rules.throttle;
            outgoing.pour(&mut |bytes: &[u8]| {
                *stage = AppendStage::Begun;
                at += bytes.len() as u64;
                *pushed = at.max(*pushed);
                upload.write(bytes)?;
                throttle.pace(bytes.len() as u64, &cancel)?;
                meter.advance(bytes.len() as u64);
                Ok(())
            })?;
            let finished = upload.finish();
            // A reply that was lost is no refusal, and a 421 is about the connection: then the size decides.
            let refusal = finished.as_ref().err().and_then(Error::refusal);
            self.refused = refusal.filter(|refusal| refusal.code != 421).cloned();
            finished?;
            self.stage = AppendStage::Whole;
            Ok(())
        })
    }

    fn check(&self, client: &mut Client) -> Result<Completion> {
        let (Some(before), true) = (self.before, self.rules.verify != Verify::None) else {
            return Ok(Completion::Acknowledged);
        };
        let after = client.with(|session| session.size(self.remote))?;
        let grown = after.and_then(|after| after.checked_sub(before));
        match (after, grown) {
            (_, Some(grown)) if grown == self.pushed => Ok(Completion::Verified),
            (None, _) => Ok(Completion::Acknowledged),
            (Some(after), _) => Err(integrity(format!(
                "{} bytes were sent behind {before}, and the server has {after}",
                self.pushed
            ))),
        }
    }
}

/// The size before the first byte: `None` where the server reports no sizes, 0 where there is no file.
fn size_before(client: &mut Client, remote: &RemotePath) -> Result<Option<u64>> {
    let size = client.with(|session| session.size(remote))?;
    if size.is_some() {
        return Ok(size);
    }
    Ok(if is_absent(client, remote)? { Some(0) } else { None })
}

/// Whether there is no such file, on the word of a server that reports the sizes of those there are.
fn is_absent(client: &mut Client, remote: &RemotePath) -> Result<bool> {
    if !client.session()?.features().has("SIZE") {
        return Ok(false);
    }
    match client.with(|session| session.lookup(remote)) {
        Ok(found) => Ok(found.is_none()),
        // A refusal of all queries is no answer.
        Err(error) if error.refusal().is_some() && !error.is_transient() => Ok(false),
        Err(error) => Err(error),
    }
}
