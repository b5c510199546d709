//! The data connection of an upload: begun under the first name that the server takes, or behind the bytes that it has.

use super::sending::{Sending, UploadStage};
use crate::error::{Class, Error, Result, integrity};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::data::Upload;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::net::cancel::Cancel;
use crate::transfer::ascii::ToWire;
use crate::transfer::backup::OnReplace;
use crate::transfer::hasher::Hasher;
use crate::transfer::rules::WriteMode;
use crate::transfer::temporary;

/// How sending went.
enum Sent {
    /// To the end, and the server acknowledged it.
    All,
    /// Nothing was taken: the server does not like the name, or the command.
    NameRefused(Error),
}

impl Sending<'_> {
    /// Sends all bytes under the first name that the server takes.
    pub(super) fn begin(&mut self, client: &mut Client) -> Result<UploadStage> {
        let mut refused = None;
        for name in names(client, self.remote, self.rules.write_mode) {
            let temporary = name != *self.remote;
            if !temporary && self.rules.on_replace != OnReplace::Replaced {
                let why = "the server renames nothing, or takes no temporary name: the old version cannot be kept";
                return Err(refused.unwrap_or_else(|| Error::Plain(Class::Refused, why.into())));
            }
            let is_text = self.is_text();
            let begun = self.send(client, &name, 0, |session| {
                let upload = if is_text { session.store_text(&name) } else { session.store(&name) };
                upload.map(|upload| (upload, 0))
            });
            match begun {
                Ok(Sent::All) => {
                    if self.remote.is_native() && self.rules.write_mode != WriteMode::Direct {
                        self.note_direct(client, "names here are no paths");
                    }
                    if let (false, Some(error)) = (temporary, &refused) {
                        self.note_direct(client, &format!("a temporary one is refused: {error}"));
                    }
                    // The dot was refused, and the same name without it was not.
                    if let (true, Some(error)) = (temporary, &refused) {
                        client.profile_mut().no_dot_names.learn(true, &error.to_string());
                    }
                    return Ok(UploadStage::Whole(name));
                }
                // Another name may do.
                Ok(Sent::NameRefused(error)) => refused = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(refused.unwrap_or_else(|| integrity("no name to send to")))
    }

    /// APPE, else REST and STOR: pure-ftpd and others cut the file behind the bytes that are sent, ftp-srv
    /// fills the bytes before with zeros, so that APPE is tried first.
    pub(super) fn append(
        &mut self,
        client: &mut Client,
        name: RemotePath,
        there: u64,
    ) -> Result<UploadStage> {
        let begun = self.send(client, &name, there, |session| {
            session.append(&name).map(|upload| (upload, there))
        })?;
        if let Sent::All = begun {
            return Ok(UploadStage::Whole(name));
        }
        match self.send(client, &name, there, |session| session.store_from(&name, there))? {
            Sent::All => Ok(UploadStage::Whole(name)),
            Sent::NameRefused(_) => Ok(UploadStage::Fresh),
        }
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
        F: for<'s> Fn(&'s mut Session) -> Result<(Upload<'s>, u64)>,
    {
        let temporary = name != self.remote;
        let harmless = temporary && offset == 0 && self.outgoing.can_restart();
        let idempotence = if harmless { Idempotence::Harmless } else { Idempotence::Final };
        let cancel = client.connector().waits.cancel.clone();
        if !self.outgoing.can_restart() {
            self.hasher = self.algorithm.map(Hasher::new);
        }
        let next = if self.may_defer(client, name) { client.asks_behind_this() } else { &[] };
        let queries = self.queries(name, next);
        client.with_data(idempotence, |session| {
            // Before there is such a file: one that a killed run leaves is known to the next.
            if temporary {
                self.recorded.announce(name);
            }
            // A failed upload under its final name must not get the time of its source: it would look finished.
            let next = match self.stamp() {
                stamp if temporary => session.settling(name, stamp.as_deref(), &queries)?,
                _ => Vec::new(),
            };
            // Later on the same codes may mean that the disk is full: no reason for another name.
            let (mut upload, offset) = match start(session) {
                Err(error) if is_about_the_name(&error) => return Ok(Sent::NameRefused(error)),
                begun => begun?,
            };
            self.stage = UploadStage::Partial(name.clone());
            match self.pour(&mut upload, offset, &cancel) {
                Ok(sent) => self.sent = sent,
                // Of the source. Errors of the connection show at the next command.
                Err(error @ Error::Local { .. }) => {
                    let _ = upload.break_off();
                    return Err(error);
                }
                Err(error) => return Err(error),
            }
            let finished = upload.finish_then(next);
            // A reply that was lost is no refusal: then the size decides.
            self.refused = finished.as_ref().is_err_and(|error| error.refusal().is_some());
            finished.map(|()| Sent::All)
        })
    }

    /// Sends the source from `offset` on; returns how many bytes of it the server was sent then.
    fn pour(&mut self, upload: &mut Upload<'_>, offset: u64, cancel: &Cancel) -> Result<u64> {
        self.outgoing.go_to(offset)?;
        self.meter.restart(offset);
        let mut sent = offset;
        let mut lines = self.is_text().then(ToWire::default);
        let (hasher, meter, throttle) = (&mut self.hasher, &mut self.meter, &self.rules.throttle);
        self.outgoing.pour(&mut |bytes: &[u8]| {
            upload.write(lines.as_mut().map_or(bytes, |lines| lines.convert(bytes)))?;
            if let Some(hasher) = hasher {
                hasher.update(bytes);
            }
            throttle.pace(bytes.len() as u64, cancel)?;
            sent += bytes.len() as u64;
            meter.advance(bytes.len() as u64);
            Ok(())
        })?;
        Ok(sent)
    }
}

fn is_about_the_name(error: &Error) -> bool {
    matches!(error.root(), Error::Refused(said) if matches!(said.code, 500 | 501 | 502 | 504 | 550 | 553))
}

/// The names to try: a temporary one, the same without its leading dot, the final one.
fn names(client: &Client, remote: &RemotePath, write_mode: WriteMode) -> Vec<RemotePath> {
    let profile = client.profile();
    if write_mode == WriteMode::Direct || profile.no_rename.is(true) || remote.is_native() {
        return vec![remote.clone()];
    }
    let hidden = temporary::name_for(remote.name().unwrap_or_default());
    let bare = hidden.strip_prefix(b".").unwrap_or(&hidden).to_vec();
    let folder = remote.parent().unwrap_or_default();
    let mut list = vec![folder.join(&bare), remote.clone()];
    if !profile.no_dot_names.is(true) {
        list.insert(0, folder.join(&hidden));
    }
    list
}
