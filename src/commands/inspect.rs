//! What commands share that change nothing: several targets, each looked at, and one count.

use std::sync::Arc;

use super::connections::Connections;
use super::env::Env;
use super::remote_change::{Name, insist, names, refused};
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::Entry;
use crate::ftp::path::RemotePath;
use crate::settings::target::Target;
use crate::ui::changes::Change;
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

/// A run that changes nothing.
pub(super) struct Inspection<'a> {
    pub(super) env: &'a Env<'a>,
    verb: &'static str,
    tally: Tally,
}

impl<'a> Inspection<'a> {
    /// Nothing shown yet; `verb` is the command.
    pub(super) fn new(env: &'a Env<'a>, verb: &'static str) -> Self {
        Self { env, verb, tally: Tally::default() }
    }

    /// Gives every name that the targets stand for to `look`, with the number of its target; each is
    /// tried, whatever failed before. Results are printed before the server is asked for more.
    /// Returns the class of the run.
    pub(super) fn run(
        self,
        targets: &[Target],
        mut look: impl FnMut(&mut Self, &mut Client, usize, Name) -> Result<()>,
    ) -> Result<Class> {
        self.each(targets, |run, client, number, target| {
            let names = names(run.env, client, target)?;
            names.into_iter().try_for_each(|name| {
                let path = name.path.clone();
                match look(run, client, number, name) {
                    Err(error) if !ends(&error) => run.failed(&path, &error)?,
                    other => other?,
                }
                run.env.ui.flush()
            })
        })
    }

    /// Gives every target to `look`, with its number and the client of its server.
    pub(super) fn each(
        self,
        targets: &[Target],
        look: impl FnMut(&mut Self, &mut Client, usize, &Target) -> Result<()>,
    ) -> Result<Class> {
        let ui = Arc::clone(&self.env.ui);
        match ui.together(|| self.all(targets, look)) {
            Err(error) if is_broken_pipe(&error) => Ok(error.class()),
            ended => ended,
        }
    }

    fn all(
        mut self,
        targets: &[Target],
        mut look: impl FnMut(&mut Self, &mut Client, usize, &Target) -> Result<()>,
    ) -> Result<Class> {
        let mut servers = Connections::new(self.env, usize::MAX);
        for (number, target) in targets.iter().enumerate() {
            let looked =
                servers.client(target).and_then(|client| look(&mut self, client, number, target));
            match looked {
                Err(error) if ends(&error) => return Err(error),
                Err(error) => self.failed(&target.path, &error)?,
                Ok(()) => {}
            }
        }
        self.env.ui.counted(&self.tally)?;
        Ok(self.tally.class())
    }

    /// Counts a name that was shown.
    pub(super) fn shown(&mut self) {
        self.tally.changed();
    }

    /// Counts entries of a listing that were shown.
    pub(super) fn listed(&mut self, entries: usize) {
        self.tally.listed(entries);
    }

    /// Counts a listing that came whole.
    pub(super) fn whole(&mut self) {
        self.tally.whole();
    }

    /// Reports and counts a name that was removed.
    pub(super) fn removed(&mut self, path: &RemotePath) -> Result<()> {
        self.tally.deleted();
        self.env.ui.changed(Change::Remove, path.as_bytes(), None)
    }

    /// Reports that something was not removed for safety, which is how the run ends.
    pub(super) fn withheld(&mut self, path: &RemotePath, why: &str) -> Result<()> {
        self.tally.withheld();
        let error = Error::Plain(Class::Safety, why.to_owned());
        self.env.ui.not_shown(self.verb, path.as_bytes(), &error)
    }

    /// Reports and counts a failure.
    pub(super) fn failed(&mut self, path: &RemotePath, error: &Error) -> Result<()> {
        self.tally.failed(error.class());
        self.env.ui.not_shown(self.verb, path.as_bytes(), error)
    }
}

/// The entry at a path; an error if nothing is there.
pub(super) fn entry(client: &mut Client, path: &RemotePath) -> Result<Entry> {
    let found = insist(client, "looking at", path, |session, _| session.entry(path))?;
    found.ok_or_else(|| refused("nothing is there, or nothing that this user may see"))
}

/// The entry of a name: the one that a pattern found, else the one at its path.
pub(super) fn entry_of(client: &mut Client, name: &Name) -> Result<Entry> {
    name.entry.clone().map_or_else(|| entry(client, &name.path), Ok)
}

/// Whether an error ends the run: nobody reads its results any more, or it was stopped.
fn ends(error: &Error) -> bool {
    is_broken_pipe(error) || matches!(error, Error::Stopped(_))
}
