//! The record of an upload under way, by which the next run finds its temporary file on the server.

use std::os::unix::ffi::OsStrExt as _;

use jiff::Timestamp;

use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::ascii::Text;
use crate::transfer::journal::{Claim, Form, HeldRecord, Key, Record};
use crate::transfer::local::{Outgoing, Source};
use crate::transfer::rules::Rules;

/// The record of an upload: where its temporary file is. Uploads of every size are recorded, since a temporary file
/// on a server is found by nobody else.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// `None` where nothing is recorded, or another run works on the same upload.
    held: Option<HeldRecord>,
    size: u64,
    modified: String,
}

impl Recorded {
    /// Claims the record of an upload. A stream and text, which cannot be resumed, have none.
    pub(super) fn of(
        client: &Client,
        source: &Source,
        outgoing: &Outgoing,
        remote: &RemotePath,
        rules: &Rules,
    ) -> Self {
        let (Source::File(path), Some(size), Some(modified), Text::AsIs) =
            (source, outgoing.size, outgoing.modified, rules.text)
        else {
            return Self::default();
        };
        let Ok(modified) = Timestamp::try_from(modified) else { return Self::default() };
        let local = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let account = client.connector().account_name();
        let parts = [b"put", account.as_bytes(), remote.as_bytes(), local.as_os_str().as_bytes()];
        let held = match rules.journal.claim(&Key::new(&parts)) {
            Claim::Ours(held) => Some(held),
            Claim::InUse => {
                let text = "another run sends this file: its partial file is not touched";
                client.connector().trace.fact(text);
                None
            }
            Claim::None => None,
        };
        Self { held, size, modified: modified.to_string() }
    }

    /// The record that an earlier run left.
    pub(super) fn previous(&self) -> Option<&Record> {
        self.held.as_ref().and_then(HeldRecord::previous)
    }

    /// Whether a record is of the version that is sent now.
    pub(super) fn is_same_version(&self, other: &Record) -> bool {
        self.size == other.size && self.modified == other.modified
    }

    /// Records under which name the bytes will be.
    pub(super) fn announce(&self, name: &RemotePath) {
        self.write(name, Form::Gapless);
    }

    /// Records that the server refused the upload after its last byte.
    pub(super) fn announce_refused(&self, name: &RemotePath) {
        self.write(name, Form::Refused);
    }

    fn write(&self, name: &RemotePath, form: Form) {
        if let Some(held) = &self.held {
            let partial = name.as_bytes().to_vec();
            held.write(&Record { form, ..Record::new(partial, self.size, self.modified.clone()) });
        }
    }

    /// Whether the next run will find it.
    pub(super) fn is_kept(&self) -> bool {
        self.held.is_some()
    }

    /// Forgets it: the file has its final name, or is gone.
    pub(super) fn forget(&mut self) {
        if let Some(held) = self.held.take() {
            held.forget();
        }
    }
}
