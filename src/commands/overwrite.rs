//! Which files are moved when there is one under their name already, and what becomes of their sources afterwards.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::sync::Once;
use std::time::UNIX_EPOCH;

use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::Timestamp;

use super::Env;
use super::batch::Outcome;
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::{Moment, Zone};
use crate::ftp::path::RemotePath;
use crate::transfer::local::{Source, Target};
use crate::transfer::put::Naming;
use crate::transfer::{Moved, State};
use crate::ui::Ui;
use crate::ui::report::{Skip, Source as Left};

const ONE_OF: [&str; 3] = ["skip-existing", "newer", "overwrite"];

/// How far two clocks may differ, in seconds, before a time counts as one in the future.
const CLOCKS_DIFFER: i64 = 60;

/// What is done with a file whose name is taken.
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
        one_of("skip-existing", "Leave files alone whose name exists at the target already")
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
                "--remove-source removes only what was verified: not with --verify none",
            ));
        }
        Ok(Self { taken, remove, ui: &env.ui, told: Once::new() })
    }

    /// Refuses to remove what cannot be: the source or the copy is a stream.
    pub(super) fn refuse_streams(&self, stream: &str) -> Result<()> {
        if self.remove {
            return Err(usage(format!("--remove-source wants files at both ends, not {stream}")));
        }
        Ok(())
    }

    /// Why a download is left out, if it is. Only `--newer` asks the server.
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
            // What is no file is for the transfer to deal with.
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

    /// Why an upload is left out, if it is.
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

    /// A remote time in seconds since 1970; none where it is not told in a zone that is known.
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
                        "--newer: the server tells no time of {name}: it is moved, and so are others of which none is told"
                    ));
                });
                None
            }
        }
    }

    /// A download that arrived, its source removed if that was asked for.
    pub(super) fn fetched(
        &self,
        client: &mut Client,
        remote: &RemotePath,
        target: &Target,
        moved: Moved,
    ) -> Result<Outcome> {
        match target {
            Target::Stream(_) => Ok(Outcome::Moved(moved, Left::Kept)),
            Target::File(_) => self.ended(moved, || delete(client, remote, moved.bytes)),
        }
    }

    /// What a source is before it is sent, to be found again before it is removed.
    pub(super) fn before_put(&self, source: &Source) -> Option<Version> {
        match source {
            Source::File(path) if self.remove => {
                fs::metadata(path).ok().map(|found| version(&found))
            }
            _ => None,
        }
    }

    /// When an upload gets its name: at once, where its source is to be removed.
    pub(super) fn naming(&self) -> Naming {
        if self.remove { Naming::AtOnce } else { Naming::Deferred }
    }

    /// An upload that arrived, its source removed if that was asked for.
    pub(super) fn sent(
        &self,
        source: &Source,
        before: Option<Version>,
        moved: Moved,
    ) -> Result<Outcome> {
        let Source::File(path) = source else { return Ok(Outcome::Moved(moved, Left::Kept)) };
        self.ended(moved, || {
            let now = fs::metadata(path).map_err(local(path))?;
            if before != Some(version(&now)) {
                return Err(changed());
            }
            fs::remove_file(path).map_err(local(path))
        })
    }

    fn ended(&self, moved: Moved, remove: impl FnOnce() -> Result<()>) -> Result<Outcome> {
        if !self.remove {
            return Ok(Outcome::Moved(moved, Left::Kept));
        }
        let removed = match moved.state {
            State::Verified => remove(),
            State::Acknowledged => Err(Error::Plain(
                Class::Refused,
                "the server tells no size to verify the copy by; the source is kept".into(),
            )),
        };
        match removed {
            Ok(()) => Ok(Outcome::Moved(moved, Left::Removed)),
            Err(error) => Err(error.during("it was transferred, but its source is not removed")),
        }
    }
}

/// What makes a local file the one that it was.
pub(super) type Version = (u64, u64, u64, i64, i64);

fn version(found: &Metadata) -> Version {
    (found.dev(), found.ino(), found.len(), found.mtime(), found.mtime_nsec())
}

fn changed() -> Error {
    Error::Plain(Class::Integrity, "it changed meanwhile; the source is kept".into())
}

/// Removes a remote file that still has the size that was fetched. A connection that is lost meanwhile is no answer:
/// the next one tells.
fn delete(client: &mut Client, remote: &RemotePath, size: u64) -> Result<()> {
    let doing = format!("removing {}: ", printable(remote.as_bytes()));
    let mut attempts = client.attempts(doing);
    let mut tried = false;
    loop {
        let removed = client.with(|session| match session.size(remote)? {
            Some(found) if found != size => Err(changed()),
            None if tried && session.lookup(remote)?.is_none() => Ok(()),
            _ => session.delete(remote),
        });
        let Err(error) = removed else { return Ok(()) };
        attempts.again_after(error)?;
        tried = true;
    }
}

fn seconds(found: &Metadata) -> i64 {
    let since = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}
