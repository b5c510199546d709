//! Resuming an upload: the partial file of an earlier try or an earlier run is continued only where it holds the first
//! bytes of the source.

use super::sending::{Sending, UploadStage};
use crate::error::{Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::journal::Form;
use crate::transfer::rules::Partials;
use crate::transfer::stable_size::stable_size;

/// So many bytes at the end of the server's partial file are compared before more are put behind them.
const TAIL: u64 = 64 * 1024;

impl Sending<'_> {
    /// The partial file of an earlier run is resumed, if that is asked for and it fits; else it is removed, since
    /// it is ours and of this very source.
    pub(super) fn look_back(&mut self, client: &mut Client) -> Result<()> {
        let Some(previous) = self.recorded.previous() else { return Ok(()) };
        let name = RemotePath::new(previous.partial.clone());
        let fits = self.recorded.is_same_version(previous) && previous.form != Form::Parts;
        self.refused = previous.form == Form::Refused;
        if fits && self.rules.partials == Partials::Resume {
            self.stage = UploadStage::Partial(name);
            return Ok(());
        }
        self.remove(client, &name)
    }

    /// Resumes behind the bytes that the server has, if their file has no other writer any more.
    pub(super) fn resume(&mut self, client: &mut Client, name: RemotePath) -> Result<UploadStage> {
        if self.is_text() {
            return self.start_again(client, &name);
        }
        let total = self.outgoing.size.unwrap_or(0);
        let there = stable_size(client, &name, total)?;
        let usable =
            there.filter(|there| (1..=total).contains(there) && self.outgoing.can_restart());
        let Some(there) = usable else { return self.start_again(client, &name) };
        if !self.has_same_tail(client, &name, there)? {
            let shown = printable(name.as_bytes());
            let trace = &client.connector().trace;
            trace.note(&format!("{shown} does not hold the bytes that were sent: starting again"));
            return self.start_again(client, &name);
        }
        if there == total {
            if self.refused && !self.has_same_digest(client, &name)? {
                let trace = &client.connector().trace;
                trace.fact("the server refused the upload after its last byte: sending it again");
                return self.start_again(client, &name);
            }
            self.sent = there;
            return Ok(UploadStage::Whole(name));
        }
        self.there = self.there.max(there);
        self.joined = true;
        let trace = &client.connector().trace;
        trace.fact(&format!("{there} of {total} bytes are there: resuming"));
        self.append(client, name, there)
    }

    fn start_again(&mut self, client: &mut Client, name: &RemotePath) -> Result<UploadStage> {
        self.remove(client, name)?;
        self.refused = false;
        Ok(UploadStage::Fresh)
    }

    /// Whether the server's last bytes are those that the source has there, as far as the server
    /// can digest them: nothing is joined behind bytes of another writer, or zeros that a crash of the server left.
    fn has_same_tail(
        &mut self,
        client: &mut Client,
        name: &RemotePath,
        there: u64,
    ) -> Result<bool> {
        let from = there.saturating_sub(TAIL);
        let digest = client.with(|session| {
            let Some(algorithm) = session.range_algorithm() else { return Ok(None) };
            match session.digest_range(name, algorithm, from, there) {
                // It cannot after all, or not of this file: as if it had never been offered.
                Err(error) if is_no_answer(&error) => Ok(None),
                digest => digest.map(Some),
            }
        })?;
        let Some(digest) = digest else { return Ok(true) };
        Ok(self.outgoing.digest_of(digest.algorithm, from, there)? == digest)
    }

    /// Whether the server has a digest to give of the whole file, and it is that of the source.
    fn has_same_digest(&mut self, client: &mut Client, name: &RemotePath) -> Result<bool> {
        let digest = client.with(|session| {
            let Some(algorithm) = session.digest_algorithm() else { return Ok(None) };
            match session.digest(name, algorithm) {
                Err(error) if is_no_answer(&error) => Ok(None),
                digest => digest.map(Some),
            }
        })?;
        let Some(digest) = digest else { return Ok(false) };
        Ok(self.outgoing.digest(digest.algorithm)?.is_some_and(|here| here == digest))
    }
}

/// Whether a server that was asked for a digest only says that it has none to give.
fn is_no_answer(error: &Error) -> bool {
    !error.is_transient() && !error.breaks_session() && !matches!(error.root(), Error::Local { .. })
}
