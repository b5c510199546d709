//! Going on with an upload: what an earlier try or an earlier run left on the server, continued only where it is
//! what the source begins with.

use super::{Sending, Sent, Stage};
use crate::error::{Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::Leftover;
use crate::transfer::ascii::Text;
use crate::transfer::journal::Left;
use crate::transfer::stable_size::standing_size;

/// So many bytes at the end of what the server has are compared before more are put behind them.
const TAIL: u64 = 64 * 1024;

impl Sending<'_> {
    /// What an earlier run left is continued, if that is asked for and it fits; else removed, since
    /// it is ours and of this very source.
    pub(super) fn look_back(&mut self, client: &mut Client) -> Result<()> {
        let Some(key) = self.key.as_deref() else { return Ok(()) };
        let left = match self.rules.journal.recall(key) {
            Left::Partial(left) => left,
            Left::Nothing => return Ok(()),
            Left::InUse => {
                let trace = &client.connector().trace;
                trace.fact("another run is sending this file: its partial file is left alone");
                self.key = None;
                return Ok(());
            }
        };
        let name = RemotePath::new(left.partial.clone());
        let fits = self.record(&name).is_some_and(|record| record.is_same_version(&left));
        if fits && self.rules.leftover == Leftover::Continue {
            self.stage = Stage::Partial(name);
            return Ok(());
        }
        self.remove(client, &name)?;
        self.rules.journal.forget(key);
        Ok(())
    }

    /// Goes on behind what the server has, if that has no other writer any more.
    pub(super) fn go_on(&mut self, client: &mut Client, name: RemotePath) -> Result<Stage> {
        if self.rules.text == Text::Lines {
            self.remove(client, &name)?;
            return Ok(Stage::Fresh);
        }
        let total = self.outgoing.size.unwrap_or(0);
        let there = standing_size(client, &name, total)?;
        let usable =
            there.filter(|there| (1..=total).contains(there) && self.outgoing.can_restart());
        let Some(there) = usable else { return self.anew(client, &name) };
        if !self.has_same_tail(client, &name, there)? {
            let shown = printable(name.as_bytes());
            let trace = &client.connector().trace;
            trace.note(&format!("{shown} is not what was sent: starting again"));
            return self.anew(client, &name);
        }
        if there == total {
            self.sent = there;
            return Ok(Stage::Whole(name));
        }
        self.furthest = self.furthest.max(there);
        self.joined = true;
        let trace = &client.connector().trace;
        trace.fact(&format!("{there} of {total} bytes are there: going on"));
        self.append(client, name, there)
    }

    fn anew(&self, client: &mut Client, name: &RemotePath) -> Result<Stage> {
        self.remove(client, name)?;
        Ok(Stage::Fresh)
    }

    /// Whether the last bytes of what the server has are those that the source has there, as far as the server
    /// can tell: nothing is joined behind what somebody else wrote, or what a crash of the server left as zeros.
    fn has_same_tail(
        &mut self,
        client: &mut Client,
        name: &RemotePath,
        there: u64,
    ) -> Result<bool> {
        let from = there.saturating_sub(TAIL);
        let told = client.with(|session| {
            let Some(algorithm) = session.range_algorithm() else { return Ok(None) };
            match session.digest_range(name, algorithm, from, there) {
                // It cannot after all, or not of this file: as if it had never been offered.
                Err(error) if is_no_answer(&error) => Ok(None),
                told => told.map(Some),
            }
        })?;
        let Some(told) = told else { return Ok(true) };
        Ok(self.outgoing.digest_of(told.algorithm, from, there)? == told)
    }

    /// APPE, else REST and STOR: pure-ftpd and others cut the file behind what is sent, ftp-srv
    /// fills what is before with zeros, so that APPE is asked first.
    fn append(&mut self, client: &mut Client, name: RemotePath, there: u64) -> Result<Stage> {
        let begun = self.send(client, &name, there, |session| {
            session.append(&name).map(|upload| (upload, there))
        })?;
        if let Sent::All = begun {
            return Ok(Stage::Whole(name));
        }
        match self.send(client, &name, there, |session| session.store_from(&name, there))? {
            Sent::All => Ok(Stage::Whole(name)),
            Sent::NameRefused(_) => Ok(Stage::Fresh),
        }
    }
}

/// Whether a server that was asked for a digest of a part only says that it has none to give.
fn is_no_answer(error: &Error) -> bool {
    !error.is_transient() && !error.breaks_session() && !matches!(error.root(), Error::Local { .. })
}
