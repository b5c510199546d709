//! `ftps mv`: renames remote files and folders, on one server.

use clap::{Arg, ArgAction, Command};

use super::confirm::Confirm;
use super::env::Env;
use super::relocate::{self, Relocation};
use super::remote_change::{self, Turn, insist};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result, printable};
use crate::ftp::ops::namespace::Renamed;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
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
    side: Side::Remote,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let [operands, no_clobber] = relocate::arguments("What is moved, and its new name or folder");
    let interactive = Arg::new("interactive").short('i').long("interactive");
    remote_change::literal(command).args([
        operands,
        no_clobber.overrides_with("interactive"),
        interactive
            .action(ArgAction::SetTrue)
            .overrides_with("no-clobber")
            .help("Ask before something is replaced"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let careful = env.matches.get_flag("no-clobber");
    let mut confirm = Confirm::new(env, env.matches.get_flag("interactive"));
    let class = relocate::run(env, Change::Move, |run, client, Relocation { from, to }| {
        let path = &from.path;
        if confirm.is_on()
            && client.with(|session| session.lookup(to))?.is_some()
            && !confirm.ask(&format!("mv: replace {}?", printable(to.as_bytes())))?
        {
            return run.skipped(path, "not replaced");
        }
        let moved = insist(client, "moving", path, |session, turn| {
            if careful && turn == Turn::First && session.lookup(to)?.is_some() {
                return Ok(false);
            }
            session.refuse_changed(to)?;
            rename(session, path, to, turn).map(|()| true)
        })?;
        if moved {
            client.find_name(to)?;
        }
        if moved { run.done(path, Some(to)) } else { run.skipped(path, "exists") }
    });
    Ok(class?)
}

/// A name that the server refuses to replace is never removed first: a failure then would leave neither file.
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
