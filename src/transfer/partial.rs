//! The partial file of a download: known to the next run before there is such a file, gone on with where it is of the
//! same version of the source, removed where it is not.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use super::journal::{Form, Left, Record, WORTH_RESUMING};
use super::local::{Incoming, Target};
use super::{Leftover, Rules};
use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::net::cancel::Cancel;

/// One download's partial file.
pub(super) struct Partial<'a> {
    target: &'a Target,
    /// All that makes this transfer the same one in another run.
    key: String,
    cancel: Cancel,
    /// Nothing where the source is not worth a record.
    record: Option<Record>,
}

impl<'a> Partial<'a> {
    /// Of a source as the server tells it.
    pub(super) fn of(
        client: &Client,
        remote: &RemotePath,
        target: &'a Target,
        facts: &Facts,
    ) -> Self {
        let connector = client.connector();
        let key = match target {
            Target::Stream(_) => String::new(),
            Target::File(path) => {
                let local = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                format!("get {} {remote} {}", connector.account_name(), local.display())
            }
        };
        Self { target, key, cancel: connector.waits.cancel.clone(), record: record(facts) }
    }

    /// Opens the target: what an earlier run left, if that is asked for and fits, or anew. What is written will lie
    /// as `form` says.
    pub(super) fn open(&self, rules: &Rules, form: Form) -> Result<Incoming> {
        let left = rules.journal.recall(&self.key);
        let is_ours = left != Left::InUse;
        let mut incoming = None;
        if let (Left::Partial(left), Target::File(target)) = (left, self.target) {
            let partial = PathBuf::from(OsString::from_vec(left.partial.clone()));
            let same = self.record.as_ref().is_some_and(|wanted| wanted.is_same_version(&left));
            if rules.leftover == Leftover::Continue && same && left.is_gapless() {
                incoming = Incoming::resume(target, &partial, &self.cancel).ok();
            } else {
                // Ours, and of this very file: the record says so.
                let _ = fs::remove_file(partial);
            }
        }
        let announce = |path: &Path| {
            if is_ours {
                self.announce(path, rules, form);
            }
        };
        match incoming {
            Some(incoming) => {
                incoming.temporary().into_iter().for_each(announce);
                Ok(incoming)
            }
            None => Incoming::create(self.target, rules.landing, &self.cancel, &announce),
        }
    }

    /// Records where the bytes are, and how they lie.
    pub(super) fn announce(&self, path: &Path, rules: &Rules, form: Form) {
        if let Some(record) = &self.record {
            // The next run may be in another folder.
            let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let partial = path.into_os_string().into_vec();
            let mut record = record.clone();
            (record.partial, record.form) = (partial, form);
            rules.journal.keep(&self.key, &record);
        }
    }

    /// Leaves it to the next run.
    pub(super) fn give_up(&self, rules: &Rules) {
        rules.journal.give_up(&self.key);
    }

    /// Forgets it: the file is whole, or gone.
    pub(super) fn forget(&self, rules: &Rules) {
        rules.journal.forget(&self.key);
    }
}

/// Whether an interrupted download of such a source can be gone on with by the next run.
pub(super) fn is_worth_a_record(facts: &Facts) -> bool {
    record(facts).is_some()
}

/// The record of a source that is worth one: large, and with a time that tells its versions apart.
fn record(facts: &Facts) -> Option<Record> {
    let size = facts.size.filter(|size| *size >= WORTH_RESUMING)?;
    let modified = facts.modified.as_ref()?.at.to_string();
    Some(Record::new(Vec::new(), size, modified))
}
