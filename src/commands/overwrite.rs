//! Which files are moved where one of their name exists already, and whether their sources are removed afterwards.

use std::fs::{self, Metadata};
use std::io;
use std::sync::Once;
use std::time::UNIX_EPOCH;

use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::Timestamp;

use super::batch::Outcome;
use super::env::Env;
use crate::error::{Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::{Moment, Zone};
use crate::ftp::path::RemotePath;
use crate::ftp::stamp::CLOCKS_DIFFER;
use crate::transfer::Transferred;
use crate::transfer::local::{Source, Target};
use crate::transfer::put::Naming;
use crate::transfer::remove_source::remove_source;
use crate::ui::Ui;
use crate::ui::report::{Skip, Source as Left};

const ONE_OF: [&str; 3] = ["skip-existing", "newer", "overwrite"];

/// Whether a file is moved whose name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Replace,
    Skip,
    /// Replaced if the source is newer.
    Newer,
}

/// The choice.
pub(super) struct Selection<'a> {
    taken: Taken,
    remove: bool,
    ui: &'a Ui,
    told: Once,
}

/// Adds the options.
pub(super) fn define(command: Command) -> Command {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    let one_of = |name, help| {
        let others = ONE_OF.into_iter().filter(move |other| *other != name);
        switch(name, help).overrides_with_all(others)
    };
    command.args([
        one_of("skip-existing", "Skip files whose name exists at the target already")
            .short('n')
            .visible_alias("no-clobber"),
        one_of("newer", "Replace existing files only by newer ones"),
        one_of("overwrite", "Replace existing files (the default)"),
        switch("remove-source", "Remove each source once its copy is whole and verified"),
    ])
}

impl<'a> Selection<'a> {
    /// Reads the options.
    pub(super) fn read(env: &'a Env<'_>) -> Result<Self> {
        let matches: &ArgMatches = env.matches;
        let taken = match (matches.get_flag("skip-existing"), matches.get_flag("newer")) {
            (true, _) => Taken::Skip,
            (_, true) => Taken::Newer,
            _ => Taken::Replace,
        };
        let remove = matches.get_flag("remove-source");
        if remove && matches.get_one::<String>("verify").is_some_and(|how| how == "none") {
            return Err(usage(
                "--remove-source removes only sources whose copies were verified: not with --verify none",
            ));
        }
        Ok(Self { taken, remove, ui: &env.ui, told: Once::new() })
    }

    /// Refuses `--remove-source` where the source or the copy is a stream.
    pub(super) fn refuse_streams(&self, stream: &str) -> Result<()> {
        if self.remove {
            return Err(usage(format!("--remove-source wants files at both ends, not {stream}")));
        }
        Ok(())
    }

    /// Why a download is skipped, if it is. Only `--newer` asks the server.
    pub(super) fn skips_get(
        &self,
        client: &mut Client,
        remote: &RemotePath,
        target: &Target,
    ) -> Result<Option<Skip>> {
        let (Target::File(path), false) = (target, self.taken == Taken::Replace) else {
            return Ok(None);
        };
        let found = match fs::metadata(path) {
            // Anything but a file is left to the transfer.
            Ok(found) if found.is_file() => found,
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(local(path)(error)),
        };
        if self.taken == Taken::Skip {
            return Ok(Some(Skip::Exists));
        }
        let facts = client.with(|session| session.facts_ahead(remote))?;
        Ok(match self.time(remote, facts.modified) {
            Some(time) if time <= seconds(&found) => Some(Skip::NotNewer),
            _ => None,
        })
    }

    /// Why an upload is skipped, if it is.
    pub(super) fn skips_put(
        &self,
        client: &mut Client,
        source: &Source,
        remote: &RemotePath,
    ) -> Result<Option<Skip>> {
        let own = match (self.taken, source) {
            (Taken::Replace, _) | (Taken::Newer, Source::Stdin) => return Ok(None),
            (Taken::Skip, _) => None,
            (Taken::Newer, Source::File(path)) => {
                Some(seconds(&fs::metadata(path).map_err(local(path))?))
            }
        };
        let Some(facts) = client.with(|session| session.lookup(remote))? else { return Ok(None) };
        let Some(own) = own else { return Ok(Some(Skip::Exists)) };
        Ok(match self.time(remote, facts.modified) {
            Some(time) if own <= time => Some(Skip::NotNewer),
            _ => None,
        })
    }

    /// A remote time in seconds since 1970; none where the server does not report it in a known zone.
    fn time(&self, remote: &RemotePath, modified: Option<Moment>) -> Option<i64> {
        match modified {
            Some(Moment { at, zone: Zone::Utc, .. }) => {
                if at.as_second() > Timestamp::now().as_second() + CLOCKS_DIFFER {
                    self.ui.warn(&format!(
                        "--newer: the time of {} on the server, {at}, lies in the future",
                        printable(remote.as_bytes())
                    ));
                }
                Some(at.as_second())
            }
            _ => {
                self.told.call_once(|| {
                    let name = printable(remote.as_bytes());
                    self.ui.warn(&format!(
                        "--newer: the server reports no time of {name}: it is moved, and so are other files without one"
                    ));
                });
                None
            }
        }
    }

    /// When an upload gets its name: at once, where its source is to be removed.
    pub(super) fn naming(&self) -> Naming {
        if self.remove { Naming::AtOnce } else { Naming::Deferred }
    }

    /// A file that arrived, its source removed if that was asked for.
    pub(super) fn arrived(
        &self,
        client: &mut Client,
        transferred: &Transferred,
    ) -> Result<Outcome> {
        let Transferred { moved, source } = transferred;
        if !self.remove {
            return Ok(Outcome::Moved(*moved, Left::Kept));
        }
        remove_source(client, moved.completion, source)
            .map(|()| Outcome::Moved(*moved, Left::Removed))
            .map_err(|error| error.during("it was transferred, but its source is not removed"))
    }
}

fn seconds(found: &Metadata) -> i64 {
    let since = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}
