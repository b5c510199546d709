//! The file that an upload replaces, where it is kept: moved aside between the check of the new file and its renaming.

use super::sending::{ReplacedFile, Sending};
use crate::error::{Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::backup;

impl Sending<'_> {
    pub(super) fn is_aside(&self) -> bool {
        self.replaced == ReplacedFile::Aside
    }

    /// Moves the replaced file aside, once. Where that is refused nothing is replaced, and the new file goes.
    pub(super) fn set_aside(&mut self, client: &mut Client, name: &RemotePath) -> Result<()> {
        let Some(to) = self.rules.on_replace.remote().filter(|_| !self.is_aside()) else {
            return Ok(());
        };
        match backup::set_aside(client, self.remote, &to) {
            Err(error) if error.refusal().is_some_and(|said| !said.is_transient()) => {
                self.remove(client, name)?;
                self.recorded.forget();
                Err(error)
            }
            Ok(()) => {
                self.replaced = ReplacedFile::Aside;
                Ok(())
            }
            lost => lost,
        }
    }

    /// After the last try: the file that was moved aside comes back, where the session still stands.
    pub(super) fn put_back(&self, client: &mut Client, error: &Error) {
        let Some(from) = self.rules.on_replace.remote().filter(|_| self.is_aside()) else { return };
        let back = !error.breaks_session()
            && backup::put_back(client, &from, self.remote).is_ok_and(|done| done);
        if !back {
            let shown = printable(from.as_bytes());
            client.connector().trace.note(&format!("the file to be replaced is kept as {shown}"));
        }
    }
}
