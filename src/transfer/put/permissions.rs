//! The permissions of a file that an upload replaces: the new file has them before it has its name, since a private file
//! must not become readable by being replaced.

use super::sending::Sending;
use crate::error::{Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;

/// The permission bits that are kept. Set-user-id and set-group-id are not among them: new bytes must not run with the
/// rights of a file's owner.
const KEPT: u32 = 0o777;

/// Permissions that servers give new files by themselves, as a rule.
const USUAL: [u32; 3] = [0o644, 0o664, 0o666];

impl Sending<'_> {
    /// The queries that travel with the check of a temporary file: the next transfer's, and those for the replaced
    /// file and the new one.
    pub(super) fn queries(&self, name: &RemotePath, next: &[Query]) -> Vec<Query> {
        let mut queries = next.to_vec();
        if self.keeps_permissions(name) {
            queries.push(Query::Entry(self.remote.clone()));
            queries.push(Query::Entry(name.clone()));
        }
        queries
    }

    fn keeps_permissions(&self, name: &RemotePath) -> bool {
        self.rules.mode.is_none() && name != self.remote
    }

    /// Gives the new file the permissions of the one that it replaces. That the server cannot is a note.
    pub(super) fn keep_permissions(&self, client: &mut Client, name: &RemotePath) -> Result<()> {
        if !self.keeps_permissions(name) {
            return Ok(());
        }
        let (replaced, fresh) = client
            .with(|session| Ok((session.take_entry(self.remote), session.take_entry(name))))?;
        let Some(replaced) = replaced.filter(|entry| entry.kind == Kind::File) else {
            return Ok(());
        };
        let fresh = fresh.and_then(|entry| entry.mode).map(|mode| mode & KEPT);
        let Some(wanted) = self.mode_of(client, &replaced)?.map(|mode| mode & KEPT) else {
            return Ok(());
        };
        let same = fresh.map_or(USUAL.contains(&wanted), |fresh| fresh == wanted);
        if same {
            return Ok(());
        }
        match client.with(|session| session.change_mode(name, &format!("{wanted:03o}"))) {
            Err(error) if error.refusal().is_some() && !error.breaks_session() => {
                self.note_permissions(client, wanted, &error);
                Ok(())
            }
            changed => changed,
        }
    }

    /// The permissions of the replaced file: by MLST, or by LIST where that does not report them (pyftpdlib, vsftpd).
    fn mode_of(&self, client: &mut Client, replaced: &Entry) -> Result<Option<u32>> {
        if replaced.mode.is_some() {
            return Ok(replaced.mode);
        }
        let listed =
            client.with_data(Idempotence::Harmless, |session| session.list_as_lines(self.remote));
        match listed {
            // Some give the whole path for the name.
            Ok(entries) if entries.len() == 1 => Ok(entries.first().and_then(|entry| entry.mode)),
            Err(error) if error.breaks_session() => Err(error),
            // A listing that is refused, or that cannot be read, says nothing.
            Ok(_) | Err(_) => Ok(None),
        }
    }

    fn note_permissions(&self, client: &Client, wanted: u32, error: &Error) {
        let name = printable(self.remote.as_bytes());
        client.connector().trace.note(&format!(
            "{name}: the replaced file had the permissions {wanted:03o}, which the new one does not get: {error}"
        ));
    }
}
