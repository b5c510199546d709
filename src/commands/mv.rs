//! `ftps mv`: renames remote files and folders, on one server.

use std::collections::HashSet;
use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::connections::Connections;
use super::remote_change::{self, Changes, NoMatch, Turn, insist, names, refused};
use super::{Env, Run, Spec};
use crate::error::{Class, Error, Result, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::ops::namespace::Renamed;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::settings::target::{Place, Target};
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "mv",
    about: "Move or rename remote files and folders",
    more: "\
Both sides are on one server. A TARGET that ends in / or is an existing folder takes the sources
under their own names; what has the new name already is replaced, as far as the server does that.

  ftps mv user@ftp.example.com:in/a.csv user@ftp.example.com:in/b.csv
  ftps mv 'user@ftp.example.com:in/*.csv' user@ftp.example.com:done/
  ftps mv -n user@ftp.example.com:in/a.csv user@ftp.example.com:done/a.csv",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let operands = Arg::new("target")
        .value_name("SOURCE... TARGET")
        .value_parser(ValueParser::os_string())
        .required(true)
        .num_args(2..)
        .help("What is moved, and its new name or folder");
    let no_clobber = Arg::new("no-clobber")
        .short('n')
        .long("no-clobber")
        .action(ArgAction::SetTrue)
        .help("Leave alone what would replace something");
    remote_change::literal(command).args([operands, no_clobber])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let given = env.matches.get_many::<OsString>("target").into_iter().flatten();
    let mut sources =
        given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let goal = sources.pop().ok_or_else(|| usage("mv: where to?"))?;
    let mut servers = Connections::new(env, usize::MAX);
    let server = servers.index(&goal)?;
    for source in &sources {
        if source.path.name().is_none() {
            return Err(usage("mv: a source without a name").into());
        }
        if servers.index(source)? != server {
            return Err(usage("mv: both sides must be on one server, by one user").into());
        }
    }
    let client = servers.client(&goal)?;
    let run = Changes::new(env, Change::Move, NoMatch::Fails);
    Ok(all(run, client, &sources, &goal)?)
}

fn all(
    mut run: Changes<'_>,
    client: &mut Client,
    sources: &[Target],
    goal: &Target,
) -> Result<Class> {
    let mut from = Vec::new();
    for source in sources {
        match names(run.env, client, source) {
            Ok(names) => from.extend(names.into_iter().map(|name| name.path)),
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
    for path in from {
        let to = match path.name() {
            Some(name) if is_folder => into.join(name),
            _ => into.clone(),
        };
        run.note(&path, |run| {
            // As mv has it: the one that was just moved there must not be lost.
            if !taken.insert(to.clone()) {
                return Err(refused("another of the sources has just taken its new name"));
            }
            one(run, client, &path, &to)
        })?;
    }
    run.finish()
}

fn one(
    run: &mut Changes<'_>,
    client: &mut Client,
    from: &RemotePath,
    to: &RemotePath,
) -> Result<()> {
    if from.collapsed() == to.collapsed() {
        return Err(refused("it has that name already"));
    }
    let careful = run.env.matches.get_flag("no-clobber");
    let moved = insist(client, "moving", from, |session, turn| {
        if careful && turn == Turn::First && session.lookup(to)?.is_some() {
            return Ok(false);
        }
        session.refuse_changed(to)?;
        rename(session, from, to, turn).map(|()| true)
    })?;
    if moved {
        client.find_name(to)?;
    }
    if moved { run.done(from, Some(to)) } else { run.skipped(from, "exists") }
}

/// What refuses to be replaced is never removed first: a failure then would leave neither.
fn rename(session: &mut Session, from: &RemotePath, to: &RemotePath, turn: Turn) -> Result<()> {
    match session.rename(from, to, &[])? {
        Renamed::Done => Ok(()),
        Renamed::NotFrom(_) if turn == Turn::Again && is_done(session, from, to)? => Ok(()),
        Renamed::NotFrom(said) => Err(Error::Refused(said)),
        Renamed::NotTo(said) => {
            let shown = printable(to.as_bytes());
            let there = !said.is_transient() && session.lookup(to)?.is_some();
            let hint = if there { ", which exists: ftps rm removes it" } else { "" };
            Err(Error::Refused(said).during(format!("to {shown}{hint}")))
        }
    }
}

fn is_done(session: &mut Session, from: &RemotePath, to: &RemotePath) -> Result<bool> {
    Ok(session.lookup(from)?.is_none() && session.lookup(to)?.is_some())
}
