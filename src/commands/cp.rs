//! `ftps cp`: copies remote files and folders to other names on the same server.

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::inspect::entry_of;
use super::operands;
use super::relocate::{self, Relocation};
use super::remote_change::{self, Changes, insist, refused};
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::Kind;
use crate::ftp::path::RemotePath;
use crate::transfer::{Rules, copy, folders};
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "cp",
    about: "Copy remote files and folders on their server",
    more: "\
Both sides are on one server. A TARGET that ends in / or is an existing folder takes the sources
under their own names. The server copies by itself where it can (SITE CPFR and CPTO); else the bytes
go through this machine, and a note says so. A copy gets its name when its size has been checked. Links
in a folder are left out.

  ftps cp user@ftp.example.com:in/a.csv user@ftp.example.com:in/b.csv
  ftps cp 'user@ftp.example.com:in/*.csv' user@ftp.example.com:done/
  ftps cp -r user@ftp.example.com:www user@ftp.example.com:www.old",
    side: Side::Remote,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let [operands, no_clobber] = relocate::arguments("What is copied, and its new name or folder");
    let recursive = Arg::new("recursive").short('r').visible_short_alias('R').long("recursive");
    remote_change::literal(command).args([
        operands,
        recursive.action(ArgAction::SetTrue).help("Copy folders with all that is in them"),
        no_clobber,
        operands::verify("Compare sizes, digests, the file fetched again, or nothing, where the bytes go through this machine"),
    ])
}

/// How files are copied.
struct Copying<'a> {
    env: &'a Env<'a>,
    rules: Rules,
    /// The server turned out to have no command for it.
    through_us: bool,
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let recursive = env.matches.get_flag("recursive");
    let careful = env.matches.get_flag("no-clobber");
    let rules = Rules { verify: operands::verify_of(env.matches), ..Rules::default() };
    let mut copying = Copying { env, rules, through_us: false };
    let class = relocate::run(env, Change::Copy, |run, client, move_| {
        let Relocation { from, to } = move_;
        let path = &from.path;
        let found = entry_of(client, from)?;
        if careful && client.with(|session| session.lookup(to))?.is_some() {
            return run.skipped(path, "exists");
        }
        match found.kind {
            Kind::Dir if recursive => copying.tree(run, client, path, to),
            Kind::Dir => Err(refused("a folder (-r copies it, with all that is in it)")),
            _ => copying.file(run, client, path, to),
        }
    });
    Ok(class?)
}

impl Copying<'_> {
    fn file(
        &mut self,
        run: &mut Changes<'_>,
        client: &mut Client,
        from: &RemotePath,
        to: &RemotePath,
    ) -> Result<()> {
        if insist(client, "looking at", to, |session, _| session.is_folder(to))? {
            return Err(refused("its new name is that of a folder"));
        }
        if !self.through_us {
            if copy::by_server(client, from, to)?.is_some() {
                return run.done(from, Some(to));
            }
            self.through_us = true;
            self.env.ui.warn("the server has no command for copies: they go through this machine");
        }
        copy::by_us(client, from, to, &self.rules, self.env.ui.as_ref())?;
        run.done(from, Some(to))
    }

    /// Copies a folder, once all of it has been listed.
    fn tree(
        &mut self,
        run: &mut Changes<'_>,
        client: &mut Client,
        from: &RemotePath,
        to: &RemotePath,
    ) -> Result<()> {
        if from.collapsed().holds(&to.collapsed()) {
            return Err(refused("its new name lies in it"));
        }
        let mut found = Vec::new();
        walk(client, from, usize::MAX, &mut |step| {
            match step {
                Step::Found(path, entry) => found.push((path.clone(), entry.kind)),
                Step::Failed(_, error) => return Err(error.during("nothing is copied")),
                Step::Entered | Step::Left(..) | Step::Unproved(_) => {}
            }
            Ok(())
        })?;
        make(client, to)?;
        run.done(from, Some(to))?;
        for (path, kind) in found {
            let goal = to.join(&path.below(from).unwrap_or_default());
            run.note(&path, |run| match kind {
                Kind::Dir => make(client, &goal).and_then(|()| run.done(&path, Some(&goal))),
                Kind::File => self.file(run, client, &path, &goal),
                Kind::Symlink | Kind::Other => run.skipped(&path, "no file and no folder"),
            })?;
        }
        Ok(())
    }
}

/// Makes a folder, unless there is one.
fn make(client: &mut Client, path: &RemotePath) -> Result<()> {
    if insist(client, "looking at", path, |session, _| session.is_folder(path))? {
        return Ok(());
    }
    folders::make(client, path)
}
