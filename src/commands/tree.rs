//! `ftps tree`: shows remote folders and all that is in them as a tree.

use clap::{Arg, ArgAction, Command, value_parser};

use super::env::Env;
use super::folder::{self, Inside, Way};
use super::inspect::{Inspection, entry_of};
use super::remote_change;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::ui::tree::{Branches, Counts};

pub(super) const SPEC: Spec = Spec {
    name: "tree",
    about: "Show remote folders as trees",
    more: "\
Names may be patterns. Links are shown and not followed. A folder that cannot be listed is an error, and
the tree lacks its entries.

  ftps tree user@ftp.example.com:in
  ftps tree -d -L 2 user@ftp.example.com:/",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = remote_change::targets(command, "The folders");
    remote_change::literal(command).args([
        Arg::new("max-depth")
            .short('L')
            .long("max-depth")
            .value_name("N")
            .value_parser(value_parser!(u16).range(1..))
            .help("Go no deeper than N levels below TARGET"),
        Arg::new("directories")
            .short('d')
            .long("directories")
            .action(ArgAction::SetTrue)
            .help("Show folders only"),
    ])
}

/// What of a tree is shown.
struct Extent {
    deepest: usize,
    only_folders: bool,
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let deepest = env.matches.get_one::<u16>("max-depth").map_or(usize::MAX, |n| (*n).into());
    let extent = Extent { deepest, only_folders: env.matches.get_flag("directories") };
    let mut counts = Counts::default();
    let inspection = Inspection::new(env, "tree");
    let class = inspection.run(&targets, |run, client, number, name| {
        let found = entry_of(client, &name)?;
        let typed = targets.get(number).map_or(&name.path, |target| &target.path);
        let shown = if name.entry.is_some() || typed.is_empty() { &name.path } else { typed };
        env.ui.root(shown.as_bytes(), name.path.as_bytes(), &found)?;
        run.shown();
        if found.kind != Kind::Dir {
            return Ok(());
        }
        let mut tree = Tree { env, extent: &extent, counts: &mut counts };
        tree.folder(run, client, &name.path, &Branches::default(), &Way::first())
    })?;
    env.ui.tree_counts(counts)?;
    Ok(class)
}

struct Tree<'a> {
    env: &'a Env<'a>,
    extent: &'a Extent,
    counts: &'a mut Counts,
}

impl Tree<'_> {
    fn folder(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        path: &RemotePath,
        branches: &Branches,
        way: &Way,
    ) -> Result<()> {
        self.env.ui.flush()?;
        let (mut entries, failed, inside) = match folder::entries(client, path, way) {
            Err(error) if !matches!(error, Error::Stopped(_)) => {
                return run.failed(path, &error);
            }
            listed => listed?,
        };
        for (path, error) in failed {
            run.failed(&path, &error)?;
        }
        if self.extent.only_folders {
            entries.retain(|entry| entry.kind == Kind::Dir);
        }
        let last = entries.len().saturating_sub(1);
        for (at, entry) in entries.iter().enumerate() {
            let branches = branches.below(at == last);
            self.entry(run, client, &path.join(&entry.name), entry, &branches, &inside)?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        path: &RemotePath,
        entry: &Entry,
        branches: &Branches,
        inside: &Inside,
    ) -> Result<()> {
        run.shown();
        self.counts.count(entry);
        self.env.ui.branch(branches, path.as_bytes(), entry)?;
        if entry.kind != Kind::Dir || branches.depth() >= self.extent.deepest {
            return Ok(());
        }
        match inside.way(entry) {
            Ok(way) => self.folder(run, client, path, branches, &way),
            Err(error) => run.failed(path, &error),
        }
    }
}
