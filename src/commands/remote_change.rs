//! The frame of commands that change names on servers: several targets, each tried; a lost connection
//! is opened again; one count.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::connections::Connections;
use super::env::Env;
use super::expand::expand_all;
use crate::error::{Class, Error, Result, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::settings::flags;
use crate::settings::target::{Place, Target};
use crate::ui::changes::Change;
use crate::ui::tally::Tally;

/// A name that is to be changed: absolute, where the server reports the folder in which a login begins.
pub(super) struct Name {
    pub(super) path: RemotePath,
    /// Its kind, where a listing showed it.
    pub(super) kind: Option<Kind>,
    /// Its entry, where a listing showed it.
    pub(super) entry: Option<Entry>,
}

/// Whether a command is sent for the first time, or again since its reply was lost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    Again,
}

/// Whether a pattern that matches nothing is a failure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMatch {
    /// A failure.
    Fails,
    /// Nothing to do.
    Passes,
}

/// Adds the targets, and the commands that are sent after every login.
pub(super) fn targets(command: Command, help: &'static str) -> Command {
    command.arg(flags::quote()).arg(
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help(help),
    )
}

/// Adds `-F`.
pub(super) fn literal(command: Command) -> Command {
    command.arg(
        Arg::new("literal")
            .short('F')
            .long("literal")
            .action(ArgAction::SetTrue)
            .help("Take all names literally, never as patterns"),
    )
}

/// The targets as given; nothing is sent yet.
pub(super) fn given(env: &Env<'_>) -> Result<Vec<Target>> {
    let given = env.matches.get_many::<OsString>("target").into_iter().flatten();
    let targets = given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    if targets.is_empty() { Err(usage("which names?")) } else { Ok(targets) }
}

/// A run over names.
pub(super) struct Changes<'a> {
    pub(super) env: &'a Env<'a>,
    change: Change,
    no_match: NoMatch,
    tally: Tally,
}

impl<'a> Changes<'a> {
    /// Nothing done yet.
    pub(super) fn new(env: &'a Env<'a>, change: Change, no_match: NoMatch) -> Self {
        Self { env, change, no_match, tally: Tally::default() }
    }

    /// Does `work` with every name that the targets stand for; each is tried, whatever became of
    /// those before. Returns the class of the run.
    pub(super) fn run(
        mut self,
        targets: &[Target],
        mut work: impl FnMut(&mut Self, &mut Client, Name) -> Result<()>,
    ) -> Result<Class> {
        let mut servers = Connections::new(self.env, usize::MAX);
        for target in targets {
            let client = servers.client(target)?;
            match names(self.env, client, target) {
                Ok(names) => {
                    for name in names {
                        let path = name.path.clone();
                        self.note(&path, |run| work(run, client, name))?;
                    }
                }
                Err(error)
                    if error.class() == Class::NoMatch && self.no_match == NoMatch::Passes => {}
                Err(error) => self.failed(&target.path, &error)?,
            }
        }
        self.finish()
    }

    /// Does one thing and counts it if it fails; nothing is done any more once the run is stopped.
    pub(super) fn note(
        &mut self,
        path: &RemotePath,
        work: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match self.env.cancel.check() {
            Err(stop) if self.tally.class() == stop.class() => Ok(()),
            Err(stop) => self.failed(path, &stop),
            Ok(()) => work(self).or_else(|error| self.failed(path, &error)),
        }
    }

    /// Reports and counts a change.
    pub(super) fn done(&mut self, path: &RemotePath, to: Option<&RemotePath>) -> Result<()> {
        match self.change {
            Change::Remove | Change::RemoveFolder => self.tally.deleted(),
            _ => self.tally.changed(),
        }
        self.env.ui.changed(self.change, path.as_bytes(), to.map(RemotePath::as_bytes))
    }

    /// Reports and counts a name that was skipped.
    pub(super) fn skipped(&mut self, path: &RemotePath, why: &str) -> Result<()> {
        self.tally.skipped();
        self.env.ui.left(self.change, path.as_bytes(), why)
    }

    /// Reports and counts a failure.
    pub(super) fn failed(&mut self, path: &RemotePath, error: &Error) -> Result<()> {
        self.tally.failed(error.class());
        self.env.ui.unchanged(self.change, path.as_bytes(), error)
    }

    /// The last line; returns the class of the run.
    pub(super) fn finish(self) -> Result<Class> {
        self.env.ui.counted(&self.tally)?;
        Ok(self.tally.class())
    }
}

/// The names that a target stands for: patterns are matched, unless the command takes none or `-F` is given.
pub(super) fn names(env: &Env<'_>, client: &mut Client, target: &Target) -> Result<Vec<Name>> {
    let patterns = env.matches.try_get_one::<bool>("literal").ok().flatten() == Some(&false);
    let found =
        if patterns { expand_all(env, client, target)? } else { vec![(target.path.clone(), None)] };
    let absolute = |(path, entry): (RemotePath, Option<Entry>)| {
        let kind = entry.as_ref().map(|entry| entry.kind);
        Ok(Name { path: client.absolute(&path)?.without_slash(), kind, entry })
    };
    found.into_iter().map(absolute).collect()
}

/// Does something by the control connection, and again as long as its connection is lost or the
/// server is busy; `op` gets the turn, since an earlier one may have done it.
pub(super) fn insist<T>(
    client: &mut Client,
    doing: &str,
    path: &RemotePath,
    mut op: impl FnMut(&mut Session, Turn) -> Result<T>,
) -> Result<T> {
    let mut attempts = client.attempts(format!("{doing} {}: ", printable(path.as_bytes())));
    let mut turn = Turn::First;
    loop {
        match client.with(|session| op(session, turn)) {
            Err(error) => attempts.again_after(error)?,
            done => return done,
        }
        turn = Turn::Again;
    }
}

/// An error of class `Refused` for a change that is refused here, without asking the server.
pub(super) fn refused(text: impl Into<String>) -> Error {
    Error::Plain(Class::Refused, text.into())
}
