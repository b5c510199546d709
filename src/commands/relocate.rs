//! What `mv` and `cp` share: several sources and a target on one server, and the new name of each.

use std::collections::HashSet;
use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction};

use super::connections::Connections;
use super::env::Env;
use super::remote_change::{Changes, Name, NoMatch, insist, names, refused};
use crate::error::{Class, Error, Result, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::settings::target::{Place, Target};
use crate::ui::changes::Change;

/// A source and its new name.
pub(super) struct Relocation<'a> {
    pub(super) from: &'a Name,
    pub(super) to: &'a RemotePath,
}

/// The operands, described by `help`, and `--no-clobber`.
pub(super) fn arguments(help: &'static str) -> [Arg; 2] {
    let operands = Arg::new("target")
        .value_name("SOURCE... TARGET")
        .value_parser(ValueParser::os_string())
        .required(true)
        .num_args(1..)
        .help(help);
    let no_clobber = Arg::new("no-clobber").short('n').long("no-clobber");
    [operands, no_clobber.action(ArgAction::SetTrue).help("Skip what would replace something")]
}

/// Gives each source with its new name to `work`; each is tried. Returns the class of the run.
pub(super) fn run(
    env: &Env<'_>,
    change: Change,
    work: impl FnMut(&mut Changes<'_>, &mut Client, Relocation<'_>) -> Result<()>,
) -> Result<Class> {
    let verb = change.name();
    let given = env.matches.get_many::<OsString>("target").into_iter().flatten();
    let mut sources =
        given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let goal = sources.pop().filter(|_| !sources.is_empty()).ok_or_else(|| {
        usage(format!(
            "{verb}: TARGET is missing, the new name or folder: ftps {verb} HOST:in/a.csv HOST:in/b.csv"
        ))
    })?;
    let mut servers = Connections::new(env, usize::MAX);
    let server = servers.index(&goal)?;
    for source in &sources {
        if source.path.name().is_none() {
            return Err(usage(format!("{verb}: a source without a name")));
        }
        if servers.index(source)? != server {
            return Err(usage(format!("{verb}: both sides must be on one server, by one user")));
        }
    }
    let client = servers.client(&goal)?;
    all(Changes::new(env, change, NoMatch::Fails), client, &sources, &goal, work)
}

fn all(
    mut run: Changes<'_>,
    client: &mut Client,
    sources: &[Target],
    goal: &Target,
    mut work: impl FnMut(&mut Changes<'_>, &mut Client, Relocation<'_>) -> Result<()>,
) -> Result<Class> {
    let mut from = Vec::new();
    for source in sources {
        match names(run.env, client, source) {
            Ok(names) => from.extend(names),
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(error) => run.failed(&source.path, &error)?,
        }
    }
    let typed = client.absolute(&goal.path)?;
    let into = typed.without_slash();
    let is_folder = insist(client, "looking at", &into, |session, _| session.is_folder(&into))?;
    if !is_folder && (from.len() > 1 || typed.ends_with_slash()) {
        let shown = printable(into.as_bytes());
        return Err(refused(format!("{shown} is no folder on the server (ftps mkdir makes it)")));
    }
    let mut taken = HashSet::new();
    for name in from {
        let to = match name.path.name() {
            Some(own) if is_folder => into.join(own),
            _ => into.clone(),
        };
        run.note(&name.path, |run| {
            // As mv has it: a source that was just moved there must not be lost.
            if !taken.insert(to.clone()) {
                return Err(refused("another of the sources has just taken its new name"));
            }
            if name.path.collapsed() == to.collapsed() {
                return Err(refused("it has that name already"));
            }
            work(run, client, Relocation { from: &name, to: &to })
        })?;
    }
    run.finish()
}
