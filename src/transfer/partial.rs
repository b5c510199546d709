//! The partial file of a download: on record before there is such a file, resumed where it is of the same version of
//! the source, removed where it is not.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::journal::{Claim, Form, HeldRecord, Key, Record, WORTH_RESUMING};
use super::local::{Incoming, Target};
use super::rules::{Partials, Rules};
use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::net::cancel::Cancel;

/// One download's partial file.
pub(super) struct Partial<'a> {
    target: &'a Target,
    cancel: Cancel,
    /// The record to write; `None` where the source is not worth one.
    record: Option<Record>,
    /// `None` where nothing is recorded, or another run works on the same transfer.
    held: Option<HeldRecord>,
}

impl<'a> Partial<'a> {
    /// Of a source as the server reports it.
    pub(super) fn of(
        client: &Client,
        remote: &RemotePath,
        target: &'a Target,
        facts: &Facts,
        rules: &Rules,
    ) -> Self {
        let connector = client.connector();
        let record = record(facts);
        let held = target.path().and_then(|path| {
            let local = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let account = connector.account_name();
            let parts =
                [b"get", account.as_bytes(), remote.as_bytes(), local.as_os_str().as_bytes()];
            let key = Key::new(&parts);
            let journal = &rules.journal;
            let claim =
                if record.is_some() { journal.claim(&key) } else { journal.claim_recorded(&key) };
            match claim {
                Claim::Ours(held) => Some(held),
                Claim::InUse => {
                    let text = "another run fetches this file: its partial file is not touched";
                    connector.trace.fact(text);
                    None
                }
                Claim::None => None,
            }
        });
        Self { target, cancel: connector.waits.cancel.clone(), record, held }
    }

    /// Opens the target: with the partial file of an earlier run, if that is asked for and fits, or anew. The bytes
    /// that are written will lie as `form` says.
    pub(super) fn open(&self, rules: &Rules, form: Form) -> Result<Incoming> {
        let announce = |path: &Path| self.announce(path, form);
        if let Some(incoming) = self.resume(rules) {
            incoming.temporary().into_iter().for_each(announce);
            return Ok(incoming);
        }
        Incoming::create(self.target, rules.write_mode, &self.cancel, &announce)
    }

    fn resume(&self, rules: &Rules) -> Option<Incoming> {
        let previous = self.held.as_ref()?.previous()?;
        let partial = PathBuf::from(OsString::from_vec(previous.partial.clone()));
        let same = self.record.as_ref().is_some_and(|wanted| wanted.is_same_version(previous));
        if rules.partials == Partials::Resume && same && previous.is_gapless() {
            return Incoming::resume(self.target, &partial, &self.cancel).ok();
        }
        // Ours, and of this very file: the record says so.
        let _ = fs::remove_file(partial);
        None
    }

    /// Records where the bytes are, and how they lie.
    pub(super) fn announce(&self, path: &Path, form: Form) {
        let (Some(record), Some(held)) = (&self.record, &self.held) else { return };
        // The next run may be in another folder.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let partial = path.into_os_string().into_vec();
        held.write(&Record { partial, form, ..record.clone() });
    }

    /// Whether the next run can resume an interrupted download of this source.
    pub(super) fn is_worth_keeping(&self) -> bool {
        self.record.is_some()
    }

    /// Forgets it: the file is whole, or gone.
    pub(super) fn forget(self) {
        if let Some(held) = self.held {
            held.forget();
        }
    }
}

/// The record of a source that is worth one: large, and with a time that tells its versions apart.
fn record(facts: &Facts) -> Option<Record> {
    let size = facts.size.filter(|size| *size >= WORTH_RESUMING)?;
    let modified = facts.modified.as_ref()?.at.to_string();
    Some(Record::new(Vec::new(), size, modified))
}
