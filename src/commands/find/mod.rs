//! `ftps find`: finds names in remote trees, by pattern, kind, size, time and permissions.

mod wanted;

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, value_parser};

use super::env::Env;
use super::inspect::{Inspection, entry};
use super::remote_change;
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::settings::target::{Operand, Place, Target};
use crate::ui::entries::PathForm;
use wanted::Wanted;

pub(super) const SPEC: Spec = Spec {
    name: "find",
    about: "Find names in remote folders and below",
    more: "\
Names are shown as paths that begin as TARGET was typed, parents before what is in them, sorted by
their bytes; with --empty folders come behind it. Links are not followed. A folder that cannot be listed
is an error. A fact that the server does not report passes no test. The options may be written with one
dash, as find has them.

  ftps find user@ftp.example.com:in --name '*.csv' --type f
  ftps find user@ftp.example.com:in -type f -size +10M -mtime +30
  ftps find -0 user@ftp.example.com:out --name '*.csv' | ftps get -0 --from-file - user@ftp.example.com: -t in",
    side: Side::Neither,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = remote_change::targets(command, "The folders to look through");
    wanted::define(command).args([
        Arg::new("maxdepth")
            .long("maxdepth")
            .visible_alias("max-depth")
            .value_name("N")
            .value_parser(value_parser!(usize))
            .help("Go no deeper than N levels below TARGET"),
        Arg::new("null")
            .short('0')
            .long("null")
            .visible_alias("print0")
            .action(ArgAction::SetTrue)
            .help("Print the exact bytes of each path, ended by NUL"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let typed = typed(env, &targets);
    let search = Search {
        env,
        wanted: Wanted::read(env.matches)?,
        deepest: env.matches.get_one::<usize>("maxdepth").copied().unwrap_or(usize::MAX),
        form: if env.matches.get_flag("null") { PathForm::Null } else { PathForm::Lines },
    };
    let class = Inspection::new(env, "find").run(&targets, |run, client, number, name| {
        let root = &name.path;
        search.tree(run, client, root, typed.get(number).unwrap_or(root))
    });
    Ok(class?)
}

/// A search through trees.
struct Search<'a> {
    env: &'a Env<'a>,
    wanted: Wanted,
    deepest: usize,
    form: PathForm,
}

/// A folder on the way, of which it is not known yet whether it is empty.
struct Open {
    path: RemotePath,
    entry: Entry,
    entries: usize,
}

impl Search<'_> {
    fn tree(
        &self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        root: &RemotePath,
        typed: &RemotePath,
    ) -> Result<()> {
        let show = |run: &mut Inspection<'_>, path: &RemotePath, entry: &Entry| {
            run.shown();
            let shown = below(root, typed, path);
            self.env.ui.found(shown.as_bytes(), path.as_bytes(), entry, self.form)
        };
        let found = entry(client, root)?;
        let is_shown = |entry: &Entry| {
            self.wanted.takes(entry) && (!self.wanted.empty || Wanted::is_empty_file(entry))
        };
        if is_shown(&found) {
            show(run, root, &found)?;
        }
        if found.kind != Kind::Dir {
            return Ok(());
        }
        // Whether a folder is empty is known when it has been listed: one level more than is shown.
        let deepest = self.deepest.saturating_add(usize::from(self.wanted.empty));
        let mut last = Some((root.clone(), found));
        let mut open: Vec<Open> = Vec::new();
        walk(client, root, deepest, &mut |step| match step {
            Step::Found(path, entry) => {
                if let Some(above) = open.last_mut() {
                    above.entries += 1;
                }
                last = Some((path.clone(), entry.clone()));
                if open.len() <= self.deepest && is_shown(entry) {
                    show(run, path, entry)
                } else {
                    Ok(())
                }
            }
            Step::Entered => {
                if let Some((path, entry)) = last.take() {
                    open.push(Open { path, entry, entries: 0 });
                }
                self.env.ui.flush()
            }
            Step::Left(..) => {
                let found = self.empty_folder(&mut open);
                found.map_or(Ok(()), |left| show(run, &left.path, &left.entry))
            }
            Step::Unproved(_) => Ok(()),
            Step::Failed(path, error) => {
                // A folder of which nothing is known is not shown as empty.
                if let Some(folder) = open.last_mut() {
                    folder.entries += 1;
                }
                run.failed(path, &error)
            }
        })
    }

    /// The folder that was left just now, where it is empty and such are wanted.
    fn empty_folder(&self, open: &mut Vec<Open>) -> Option<Open> {
        let depth = open.len().saturating_sub(1);
        let left = open.pop()?;
        let is_empty = self.wanted.empty && left.entries == 0 && depth <= self.deepest;
        (is_empty && self.wanted.takes(&left.entry)).then_some(left)
    }
}

/// A path as it is shown: it begins as its root was typed.
fn below(root: &RemotePath, typed: &RemotePath, path: &RemotePath) -> RemotePath {
    let below = path.as_bytes().get(root.as_bytes().len()..).unwrap_or_default();
    match (typed.is_empty(), below.is_empty()) {
        (true, true) => RemotePath::new("."),
        (true, false) => RemotePath::default().join(below),
        (false, true) => typed.clone(),
        (false, false) => typed.join(below),
    }
}

/// The targets as paths that were typed: in a shell from where it is.
fn typed(env: &Env<'_>, targets: &[Target]) -> Vec<RemotePath> {
    let given: Vec<&OsString> = env.matches.get_many("target").into_iter().flatten().collect();
    let path = |(number, target): (usize, &Target)| match given.get(number) {
        _ if !env.is_shell() => target.path.clone(),
        None => RemotePath::default(),
        Some(text) => match Operand::parse(text, Place::Operand) {
            Ok(Operand::Local(_)) => RemotePath::new(text.as_encoded_bytes()),
            _ => target.path.clone(),
        },
    };
    targets.iter().enumerate().map(path).collect()
}
