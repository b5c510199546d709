//! What an upload replaces, where it is kept: moved aside between the check of the new file and its naming.

use super::Sending;
use crate::error::{Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::backup;

/// Where what is replaced is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplacedFile {
    /// Under its name, if it ever was.
    Place,
    /// Where it is kept.
    Aside,
}

impl Sending<'_> {
    pub(super) fn is_aside(&self) -> bool {
        self.old == ReplacedFile::Aside
    }

    /// Moves aside what is replaced, once. Where that is refused nothing is: what was sent goes.
    pub(super) fn set_aside(&mut self, client: &mut Client, name: &RemotePath) -> Result<()> {
        let Some(to) = self.rules.old.remote().filter(|_| !self.is_aside()) else { return Ok(()) };
        match backup::set_aside(client, self.remote, &to) {
            Err(error) if error.refusal().is_some_and(|said| !said.is_transient()) => {
                self.remove(client, name)?;
                Err(error)
            }
            Ok(()) => {
                self.old = ReplacedFile::Aside;
                Ok(())
            }
            lost => lost,
        }
    }

    /// After the last try: what was moved aside comes back, where the session still stands.
    pub(super) fn put_back(&self, client: &mut Client, error: &Error) {
        let Some(from) = self.rules.old.remote().filter(|_| self.is_aside()) else { return };
        let back = !error.breaks_session()
            && backup::put_back(client, &from, self.remote).is_ok_and(|done| done);
        if !back {
            let shown = printable(from.as_bytes());
            client.connector().trace.note(&format!("what was to be replaced is kept as {shown}"));
        }
    }
}
