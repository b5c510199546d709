//! One upload: sent under a temporary name, checked there, renamed; continued where it was
//! interrupted, at whatever step that was.

mod check;
mod pending_rename;
mod replace;
mod resume;

use jiff::Timestamp;

use super::ascii::{Text, ToWire};
use super::backup::OnReplace;
use super::hasher::Hasher;
use super::journal::{Record, WORTH_RESUMING};
use super::local::{Outgoing, Source};
use super::progress::{Meter, Observer};
use super::{Moved, Rules, Stamped, State, rename, temporary, verify};
use crate::error::{Class, Error, Result, integrity, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::ops::digest::Algorithm;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
pub use pending_rename::{PendingRename, PutOutcome, Waiting};
use replace::ReplacedFile;

/// Sends one file, as often as it takes and the rules allow.
pub fn put(
    client: &mut Client,
    source: &Source,
    remote: &RemotePath,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    match send(client, source, remote, rules, observer, Naming::AtOnce)? {
        PutOutcome::Done(moved) => Ok(moved),
        PutOutcome::PendingRename(held) => held.finish(client),
    }
}

/// When a file that was checked gets its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// At once.
    AtOnce,
    /// With the commands of the next file, where that is as safe: it saves a round trip.
    Deferred,
}

/// The same; by its `naming` the file may be left to get its name with the next one.
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
    // Text is never gone on with: how far it came cannot be counted.
    let key = if rules.text == Text::Lines { None } else { key(client, source, remote) };
    let mut attempts = client.attempts(format!("putting {}: ", printable(remote.as_bytes())));
    let mut sending = Sending::new(remote, rules, outgoing, meter, key);
    sending.naming = naming;
    let mut steps = 0;
    loop {
        let before = (sending.furthest, sending.steps());
        let error = match sending.attempt(client) {
            Ok(landed) => return Ok(landed),
            Err(error) => error,
        };
        steps = steps.max(before.1);
        if sending.furthest > before.0 || sending.steps() > steps {
            attempts.progressed();
        }
        let error =
            if sending.outgoing.is_spent() { Err(error) } else { attempts.again_after(error) };
        if let Err(error) = error {
            return Err(sending.give_up(client, error));
        }
    }
}

/// All that makes this transfer the same one in another run; empty for what has no name.
fn key(client: &Client, source: &Source, remote: &RemotePath) -> Option<String> {
    let Source::File(path) = source else { return None };
    let local = std::path::absolute(path).unwrap_or_else(|_| path.clone());
    Some(format!("put {} {remote} {}", client.connector().account_name(), local.display()))
}

/// How far an upload is.
#[derive(Clone, Debug)]
enum Stage {
    /// Nothing is on the server.
    Fresh,
    /// Some bytes are, under this name.
    Partial(RemotePath),
    /// All are, and the server said so, or its SIZE does.
    Whole(RemotePath),
    /// They were checked.
    Checked(RemotePath, State),
}

/// An upload and how far it came.
struct Sending<'a> {
    remote: &'a RemotePath,
    rules: &'a Rules,
    naming: Naming,
    outgoing: Outgoing,
    meter: Box<dyn Meter>,
    key: Option<String>,
    stage: Stage,
    /// Bytes that are known to be on the server at most so far.
    furthest: u64,
    sent: u64,
    /// The size that the server told at the end.
    there: Option<u64>,
    stamped: Stamped,
    /// The server's bytes were not all sent in one go.
    joined: bool,
    /// RNFR and RNTO were sent, and their answer perhaps lost.
    renaming: bool,
    /// Where what is replaced is.
    old: ReplacedFile,
    looked_back: bool,
    /// By what both ends will be compared.
    algorithm: Option<Algorithm>,
    /// Only for what cannot be read again.
    sum: Option<Hasher>,
}

impl<'a> Sending<'a> {
    fn new(
        remote: &'a RemotePath,
        rules: &'a Rules,
        outgoing: Outgoing,
        meter: Box<dyn Meter>,
        key: Option<String>,
    ) -> Self {
        Self {
            remote,
            rules,
            naming: Naming::AtOnce,
            outgoing,
            meter,
            key,
            stage: Stage::Fresh,
            furthest: 0,
            sent: 0,
            there: None,
            stamped: Stamped::No,
            joined: false,
            renaming: false,
            old: ReplacedFile::Place,
            looked_back: false,
            algorithm: None,
            sum: None,
        }
    }

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
                Stage::Fresh => self.begin(client)?,
                Stage::Partial(name) => self.go_on(client, name)?,
                Stage::Whole(name) => self.check(client, name)?,
                Stage::Checked(name, state) if name == *self.remote => {
                    client.find_name(self.remote)?;
                    return Ok(PutOutcome::Done(self.done(state)));
                }
                Stage::Checked(name, state) if self.may_wait(client, &name) => {
                    return Ok(PutOutcome::PendingRename(self.hold(name, state)));
                }
                Stage::Checked(name, state) => {
                    self.set_aside(client, &name)?;
                    let size = self.there.unwrap_or(self.sent);
                    match rename::rename(client, &name, self.remote, self.renaming, size) {
                        Err(error)
                            if client.profile().no_rename.is(true)
                                && self.outgoing.can_restart()
                                && self.rules.old == OnReplace::Replaced =>
                        {
                            self.without_renaming(client, &name, &error)?
                        }
                        outcome => {
                            self.renaming = true;
                            outcome?;
                            client.find_name(self.remote)?;
                            return Ok(PutOutcome::Done(self.done(state)));
                        }
                    }
                }
            };
        }
    }

    /// Steps that need not be taken again: who gets further at each try is not stuck.
    fn steps(&self) -> u8 {
        match self.stage {
            Stage::Fresh | Stage::Partial(_) => 0,
            Stage::Whole(_) => 1,
            Stage::Checked(..) => 2 + u8::from(self.is_aside()) + u8::from(self.renaming),
        }
    }

    fn done(&mut self, state: State) -> Moved {
        if let Some(key) = &self.key {
            self.rules.journal.forget(key);
        }
        Moved { bytes: self.sent, state, stamped: self.stamped }
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

    fn record(&self, name: &RemotePath) -> Option<Record> {
        self.key.as_ref()?;
        let size = self.outgoing.size.filter(|size| *size >= WORTH_RESUMING)?;
        let modified = Timestamp::try_from(self.outgoing.modified?).ok()?.to_string();
        let partial = name.as_bytes().to_vec();
        Some(Record::new(partial, size, modified))
    }

    /// Sends all bytes under the first name that the server takes.
    fn begin(&mut self, client: &mut Client) -> Result<Stage> {
        let mut refused = None;
        for name in temporary::names(client, self.remote, self.rules.landing) {
            let temporary = name != *self.remote;
            if !temporary && self.rules.old != OnReplace::Replaced {
                let why = "the server renames nothing, or takes no temporary name: the old version cannot be kept";
                return Err(refused.unwrap_or_else(|| Error::Plain(Class::Refused, why.into())));
            }
            let text = self.rules.text;
            let begun = self.send(client, &name, 0, |session| match text {
                Text::AsIs => session.store(&name).map(|upload| (upload, 0)),
                Text::Lines => session.store_text(&name).map(|upload| (upload, 0)),
            });
            match begun {
                Ok(Sent::All) => {
                    if let (false, Some(error)) = (temporary, &refused) {
                        self.note_direct(client, &format!("a temporary one is refused: {error}"));
                    }
                    // The dot was refused, and the same name without it was not.
                    if let (true, Some(error)) = (temporary, &refused) {
                        client.profile_mut().no_dot_names.learn(true, &error.to_string());
                    }
                    return Ok(Stage::Whole(name));
                }
                // Another name may do.
                Ok(Sent::NameRefused(error)) => refused = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(refused.unwrap_or_else(|| integrity("no name to send to")))
    }

    fn note_direct(&self, client: &Client, why: &str) {
        let name = printable(self.remote.as_bytes());
        let trace = &client.connector().trace;
        trace.note(&format!("{name}: written under its name at once, since {why}"));
    }

    /// Sends the bytes from `offset` on, or from where the server really begins.
    fn send<F>(
        &mut self,
        client: &mut Client,
        name: &RemotePath,
        offset: u64,
        start: F,
    ) -> Result<Sent>
    where
        F: for<'s> Fn(&'s mut Session) -> Result<(crate::ftp::data::Upload<'s>, u64)>,
    {
        let temporary = name != self.remote;
        let harmless = temporary && offset == 0 && self.outgoing.can_restart();
        let care = if harmless { Idempotence::Harmless } else { Idempotence::Final };
        let cancel = client.connector().waits.cancel.clone();
        if !self.outgoing.can_restart() {
            self.sum = self.algorithm.map(Hasher::new);
        }
        let asks = if self.may_wait(client, name) { client.asks_behind_this() } else { &[] };
        client.with_data(care, |session| {
            // Before there is such a file: one that a killed run leaves is known to the next.
            if let (true, Some(record), Some(key)) = (temporary, self.record(name), &self.key) {
                self.rules.journal.keep(key, &record);
            }
            // What a failed upload leaves under its final name is not to look finished.
            let next = match self.stamp() {
                stamp if temporary => session.settling(name, stamp.as_deref(), asks)?,
                _ => Vec::new(),
            };
            // Later on the same codes may mean that the disk is full: no reason for another name.
            let (mut upload, offset) = match start(session) {
                Err(error) if is_about_the_name(&error) => return Ok(Sent::NameRefused(error)),
                begun => begun?,
            };
            self.stage = Stage::Partial(name.clone());
            self.outgoing.go_to(offset)?;
            self.meter.restart(offset);
            let mut sent = offset;
            let (sum, meter, throttle) = (&mut self.sum, &mut self.meter, &self.rules.throttle);
            let mut lines = (self.rules.text == Text::Lines).then(ToWire::default);
            let poured = self.outgoing.pour(&mut |bytes: &[u8]| {
                upload.write(lines.as_mut().map_or(bytes, |lines| lines.convert(bytes)))?;
                if let Some(sum) = sum {
                    sum.update(bytes);
                }
                throttle.pace(bytes.len() as u64, &cancel)?;
                sent += bytes.len() as u64;
                meter.advance(bytes.len() as u64);
                Ok(())
            });
            if let Err(error @ Error::Local { .. }) = poured {
                // Of the source. Errors of the connection show at the next command.
                let _ = upload.break_off();
                return Err(error);
            }
            poured?;
            upload.finish_then(next)?;
            self.sent = sent;
            Ok(Sent::All)
        })
    }

    /// The server turned out to rename nothing: the temporary goes, and the file is sent again.
    fn without_renaming(
        &mut self,
        client: &mut Client,
        temporary: &RemotePath,
        error: &Error,
    ) -> Result<Stage> {
        self.note_direct(client, &format!("the server renames nothing: {error}"));
        self.remove(client, temporary)?;
        Ok(Stage::Fresh)
    }

    /// After the last try: a partial worth continuing stays, and is recorded; another is removed if
    /// the session still stands.
    fn give_up(&mut self, client: &mut Client, error: Error) -> Error {
        if let Some(key) = &self.key {
            self.rules.journal.give_up(key);
        }
        let name = match &self.stage {
            Stage::Partial(name) | Stage::Whole(name) => name.clone(),
            // Whole and checked: the message says under which name it is kept.
            Stage::Fresh | Stage::Checked(..) => {
                self.put_back(client, &error);
                return error;
            }
        };
        let worth = error.is_transient() || matches!(error.root(), Error::Stopped(_));
        if worth && name != *self.remote && self.record(&name).is_some() {
            let shown = printable(name.as_bytes());
            let trace = &client.connector().trace;
            trace.note(&format!("what was sent is kept as {shown}; --continue goes on from there"));
        } else if name != *self.remote && matches!(error.root(), Error::Stopped(_)) {
            let shown = printable(name.as_bytes());
            client.connector().trace.note(&format!("{shown} stays on the server"));
        } else if !error.breaks_session() {
            // What cannot be removed is found by the next run.
            let _ = self.remove(client, &name);
        }
        error
    }
}

/// How sending went.
enum Sent {
    /// To the end, and the server said that it has it.
    All,
    /// Nothing was taken: the server does not like the name, or the command.
    NameRefused(Error),
}

fn is_about_the_name(error: &Error) -> bool {
    matches!(error.root(), Error::Refused(said) if matches!(said.code, 500 | 501 | 502 | 504 | 550 | 553))
}
