//! What `stat`, `du` and `find` share: several targets, each looked at, and one count.

use std::sync::Arc;

use super::connections::Connections;
use super::env::Env;
use super::remote_change::{Name, insist, names, refused};
use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::listing::Entry;
use crate::ftp::path::RemotePath;
use crate::settings::target::Target;
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

/// A run that changes nothing.
pub(super) struct Looks<'a> {
    pub(super) env: &'a Env<'a>,
    verb: &'static str,
    tally: Tally,
}

impl<'a> Looks<'a> {
    pub(super) fn new(env: &'a Env<'a>, verb: &'static str) -> Self {
        Self { env, verb, tally: Tally::default() }
    }

    /// Does `look` with every name that the targets stand for, and with the number of the target; each is tried. Returns what the run
    /// ends with. What is shown goes out before the server is asked for
    /// more.
    pub(super) fn run(
        self,
        targets: &[Target],
        look: impl FnMut(&mut Self, &mut Client, usize, Name) -> Result<()>,
    ) -> Result<Class> {
        let ui = Arc::clone(&self.env.ui);
        match ui.together(|| self.each(targets, look)) {
            Err(error) if is_broken_pipe(&error) => Ok(error.class()),
            ended => ended,
        }
    }

    fn each(
        mut self,
        targets: &[Target],
        mut look: impl FnMut(&mut Self, &mut Client, usize, Name) -> Result<()>,
    ) -> Result<Class> {
        let mut servers = Connections::new(self.env, usize::MAX);
        for (number, target) in targets.iter().enumerate() {
            let client = servers.client(target)?;
            let looked = names(self.env, client, target).and_then(|names| {
                names.into_iter().try_for_each(|name| {
                    let path = name.path.clone();
                    match look(&mut self, client, number, name) {
                        Err(error) if !ends(&error) => self.failed(&path, &error),
                        other => other?,
                    }
                    self.env.ui.flush()
                })
            });
            match looked {
                Err(error) if is_broken_pipe(&error) => return Ok(error.class()),
                Err(stop @ Error::Stopped(_)) => return Err(stop),
                Err(error) => self.failed(&target.path, &error),
                Ok(()) => {}
            }
        }
        self.env.ui.counted(&self.tally)?;
        Ok(self.tally.class())
    }

    /// Counts what was shown.
    pub(super) fn shown(&mut self) {
        self.tally.changed();
    }

    /// Tells and counts what failed.
    pub(super) fn failed(&mut self, path: &RemotePath, error: &Error) {
        let shown = printable(path.as_bytes());
        self.env.ui.error(&format!("{} {shown}: {error}", self.verb));
        self.tally.failed(error.class());
    }
}

/// What stands at a path; that nothing does is an error.
pub(super) fn entry(client: &mut Client, path: &RemotePath) -> Result<Entry> {
    let found = insist(client, "looking at", path, |session, _| session.entry(path))?;
    found.ok_or_else(|| refused("nothing is there, or nothing that this user may see"))
}

/// Nobody reads what is shown any more, or the run was stopped.
fn ends(error: &Error) -> bool {
    is_broken_pipe(error) || matches!(error, Error::Stopped(_))
}
