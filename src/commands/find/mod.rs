//! `ftps find`: finds names in remote trees, by pattern, kind, size, time and permissions.

mod delete;
mod wanted;

use std::cell::Cell;
use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, value_parser};

use super::env::Env;
use super::inspect::{Inspection, entry};
use super::remote_change::{self, refused};
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Result, usage};
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
is an error. A fact that the server does not report passes no test; with --perm that is an error too (7).
The options may be written with one dash, as find has them. --delete removes what is found, once all of TARGET has been listed; if a listing
is incomplete, nothing is (12), and nothing below a folder that may be a link.

  ftps find user@ftp.example.com:in --name '*.csv' --type f
  ftps find user@ftp.example.com:in -type f -size +10M -mtime +30
  ftps find user@ftp.example.com:in --name '*.tmp' --older 7d --delete
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
        Arg::new("delete")
            .long("delete")
            .action(ArgAction::SetTrue)
            .help("Remove what is found, folders only if they are empty by then; wants a test, such as --name"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let typed = typed(env, &targets);
    let search = Search {
        env,
        wanted: Wanted::read(env.matches, |when| when.time(env))?,
        deepest: env.matches.get_one::<usize>("maxdepth").copied().unwrap_or(usize::MAX),
        without_mode: Cell::new(0),
        form: if env.matches.get_flag("null") { PathForm::Null } else { PathForm::Lines },
    };
    let deletes = env.matches.get_flag("delete");
    if deletes && !search.wanted.has_tests() {
        return Err(usage(
            "find --delete wants a test, such as --name or --older; rm -r removes all",
        )
        .into());
    }
    let class = Inspection::new(env, "find").run(&targets, |run, client, number, name| {
        if deletes {
            return delete::matches(&search, run, client, &name);
        }
        let root = &name.path;
        let typed = typed.get(number).unwrap_or(root);
        search.tree(run, client, root, &mut |run, event| match event {
            Event::Match(path, entry) => {
                run.shown();
                let shown = below(root, typed, path);
                env.ui.found(shown.as_bytes(), path.as_bytes(), entry, search.form)
            }
            Event::Unproved(_) | Event::NotListed => Ok(()),
        })
    });
    Ok(class?)
}

/// A search through trees.
struct Search<'a> {
    env: &'a Env<'a>,
    wanted: Wanted,
    deepest: usize,
    /// How many names of this tree could not be judged, since their permissions are not reported.
    without_mode: Cell<usize>,
    form: PathForm,
}

/// What a search comes by.
enum Event<'a> {
    /// A name that passes all tests.
    Match(&'a RemotePath, &'a Entry),
    /// A folder that may be a link to one elsewhere.
    Unproved(&'a RemotePath),
    /// A folder that could not be listed whole; this was reported.
    NotListed,
}

/// Takes the events of a search.
type Sink<'a> = dyn FnMut(&mut Inspection<'_>, Event<'_>) -> Result<()> + 'a;

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
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let found = entry(client, root)?;
        let is_shown = |entry: &Entry| {
            (!self.wanted.empty || Wanted::is_empty_file(entry)) && self.takes(entry)
        };
        // Of the root itself some servers report nothing: that says nothing about the rest.
        if is_shown(&found) {
            sink(run, Event::Match(root, &found))?;
        }
        if found.kind != Kind::Dir {
            return self.judged(run, root);
        }
        self.without_mode.set(0);
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
                    sink(run, Event::Match(path, entry))
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
                found.map_or(Ok(()), |left| sink(run, Event::Match(&left.path, &left.entry)))
            }
            Step::Unproved(path) => sink(run, Event::Unproved(path)),
            Step::Failed(path, error) => {
                // A folder of which nothing is known is not shown as empty.
                if let Some(folder) = open.last_mut() {
                    folder.entries += 1;
                }
                run.failed(path, &error)?;
                sink(run, Event::NotListed)
            }
        })?;
        self.judged(run, root)
    }

    /// Whether an entry passes the tests; one that cannot be judged is counted.
    fn takes(&self, entry: &Entry) -> bool {
        if self.wanted.lacks_mode(entry) {
            self.without_mode.set(self.without_mode.get() + 1);
        }
        self.wanted.takes(entry)
    }

    /// Reports the names of a tree that could not be judged.
    fn judged(&self, run: &mut Inspection<'_>, root: &RemotePath) -> Result<()> {
        match self.without_mode.take() {
            0 => Ok(()),
            names => run.failed(
                root,
                &refused(format!(
                    "the listing reports no permissions of {names} {}: --perm cannot judge them",
                    if names == 1 { "name" } else { "names" }
                )),
            ),
        }
    }

    /// The folder that was left just now, where it is empty and such are wanted.
    fn empty_folder(&self, open: &mut Vec<Open>) -> Option<Open> {
        let depth = open.len().saturating_sub(1);
        let left = open.pop()?;
        let is_empty = self.wanted.empty && left.entries == 0 && depth <= self.deepest;
        (is_empty && self.takes(&left.entry)).then_some(left)
    }
}

/// A path as it is shown: it begins as its root was typed.
fn below(root: &RemotePath, typed: &RemotePath, path: &RemotePath) -> RemotePath {
    // Names without slashes are shown whole.
    if path.is_native() {
        return path.clone();
    }
    let below = path.below(root).unwrap_or_default();
    match (typed.is_empty(), below.is_empty()) {
        (true, true) => RemotePath::new("."),
        (true, false) => RemotePath::default().join(&below),
        (false, true) => typed.clone(),
        (false, false) => typed.join(&below),
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
