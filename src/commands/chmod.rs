//! `ftps chmod`: gives remote names permissions.

use std::collections::HashMap;

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::inspect::entry;
use super::permissions::{Permissions, parse};
use super::remote_change::{self, Changes, NoMatch, insist, refused};
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Error, Result, printable, usage};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "chmod",
    about: "Change the permissions of remote files and folders",
    more: "\
Servers know it as SITE CHMOD or MFF; one that knows neither refuses. Names may be patterns. MODE is octal
digits, or changes as in the system's chmod: u, g, o or a (or none of them: all, but only u for w), then
+, - or =, then of r, w, x, X, s and t, or u, g or o. For a change the server must list the
permissions that there are. With -R a folder is listed whole before anything is changed; links are skipped.

  ftps chmod 640 user@ftp.example.com:in/a.csv
  ftps chmod u+w,go-r 'user@ftp.example.com:in/*.csv'
  ftps chmod -R go=u-w user@ftp.example.com:www",
    side: Side::Patterns,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = command.args([
        Arg::new("mode")
            .value_name("MODE")
            .value_parser(parse)
            .required(true)
            .allow_hyphen_values(true)
            .help("Octal digits such as 640, or changes such as u+w,go-r"),
        Arg::new("recursive")
            .short('R')
            .long("recursive")
            .action(ArgAction::SetTrue)
            .help("Change the entries of folders too, and those below"),
    ]);
    remote_change::literal(remote_change::targets(command, "The files and folders to change"))
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = remote_change::given(env)?;
    let wanted = env.matches.get_one::<Permissions>("mode").ok_or_else(|| usage("which mode?"))?;
    let recursive = env.matches.get_flag("recursive");
    let mut listed = Listed::default();
    let class =
        Changes::new(env, Change::Mode, NoMatch::Fails).run(&targets, |run, client, name| {
            let path = &name.path;
            if recursive {
                return tree(run, client, path, wanted, &mut listed);
            }
            match wanted {
                Permissions::Exactly(mode) => set(run, client, path, mode),
                Permissions::Changed(_) => {
                    let found = listed.entry(client, path)?;
                    change(run, client, path, &found, (wanted, &mut listed))
                }
            }
        });
    Ok(class?)
}

/// Folders as LIST showed them: many names of one folder need one listing.
#[derive(Default)]
struct Listed(HashMap<RemotePath, Vec<Entry>>);

impl Listed {
    fn entry(&mut self, client: &mut Client, path: &RemotePath) -> Result<Entry> {
        let by_status = client.session()?.features().has("MLST");
        match if by_status { None } else { self.told(client, path)? } {
            Some(entry) => Ok(entry),
            None => entry(client, path),
        }
    }

    fn told(&mut self, client: &mut Client, path: &RemotePath) -> Result<Option<Entry>> {
        let (Some(folder), Some(name)) = (path.parent(), path.name()) else { return Ok(None) };
        if !self.0.contains_key(&folder) {
            let listed =
                client.with_data(Idempotence::Harmless, |session| session.list_as_lines(&folder));
            let entries = match listed {
                Err(error) if error.refusal().is_none() => return Err(error),
                listed => listed.unwrap_or_default(),
            };
            self.0.insert(folder.clone(), entries);
        }
        let entries = self.0.get(&folder).map_or(&[][..], Vec::as_slice);
        Ok(entries.iter().find(|entry| entry.name == name).cloned())
    }

    /// The permissions of an entry that was found.
    fn mode(&mut self, client: &mut Client, path: &RemotePath, found: &Entry) -> Result<u32> {
        let told = match found.mode {
            Some(mode) => Some(mode),
            None => self.told(client, path)?.and_then(|entry| entry.mode),
        };
        told.ok_or_else(|| {
            refused("the server does not report its permissions: give them in octal digits")
        })
    }
}

fn set(run: &mut Changes<'_>, client: &mut Client, path: &RemotePath, mode: &str) -> Result<()> {
    insist(client, "changing", path, |session, _| session.change_mode(path, mode))?;
    run.done(path, None)
}

/// Changes the permissions that one name has.
fn change(
    run: &mut Changes<'_>,
    client: &mut Client,
    path: &RemotePath,
    found: &Entry,
    (wanted, listed): (&Permissions, &mut Listed),
) -> Result<()> {
    let clauses = match wanted {
        Permissions::Exactly(mode) => return set(run, client, path, mode),
        Permissions::Changed(clauses) => clauses,
    };
    let before = listed.mode(client, path, found)?;
    let is_folder = found.kind == Kind::Dir;
    let after = clauses.iter().fold(before, |mode, clause| clause.change(mode, is_folder));
    if after == before {
        return run.skipped(path, "it has them already");
    }
    set(run, client, path, &format!("{after:03o}"))
}

/// Changes a folder and all that is in it, the deepest first: it may be closed by that.
fn tree(
    run: &mut Changes<'_>,
    client: &mut Client,
    root: &RemotePath,
    wanted: &Permissions,
    listed: &mut Listed,
) -> Result<()> {
    let found = entry(client, root)?;
    let mut all = vec![(root.clone(), found.clone())];
    if found.kind == Kind::Dir {
        walk(client, root, usize::MAX, &mut |step| {
            match step {
                Step::Found(path, entry) => all.push((path.clone(), entry.clone())),
                Step::Failed(_, error) => return Err(error.during("nothing is changed")),
                Step::Unproved(path) => return Err(unproved(path)),
                Step::Entered | Step::Left(..) => {}
            }
            Ok(())
        })?;
    }
    // Parents come before their entries.
    for (path, entry) in all.iter().rev().filter(|(_, entry)| entry.kind != Kind::Symlink) {
        run.note(path, |run| change(run, client, path, entry, (wanted, &mut *listed)))?;
    }
    Ok(())
}

/// A folder that may be a link: what it leads to is not changed unasked.
fn unproved(path: &RemotePath) -> Error {
    let shown = printable(path.as_bytes());
    Error::Plain(
        Class::Safety,
        format!(
            "nothing is changed: {shown} may be a link to a folder elsewhere, and the server does not tell; without \
             -R single names can be changed"
        ),
    )
}
