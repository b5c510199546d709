//! `ftps rm`: removes remote files, and with `-r` folders with all that is in them.

use std::collections::HashSet;
use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

use super::confirm::Confirm;
use super::env::Env;
use super::remote_change::{self, Changes, NoMatch, insist, refused};
use super::removal::{Doomed, LinkProof, found, refuse_home, remove};
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Error, Response, Result, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::Kind;
use crate::ftp::ops::link_proof::RemovalRefusal;
use crate::ftp::path::RemotePath;
use crate::settings::target::Target;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "rm",
    about: "Remove remote files, and folders with -r",
    more: "\
Names may be patterns, as for get; what is no pattern is taken as it is. With -r a folder is listed
whole before anything in it is removed: if a listing is incomplete, nothing is. A symbolic link is
removed itself, never followed; where a server does not tell links from folders, -r without -f stops
(12). The root, the login folder and what they lie in are not removed.

  ftps rm user@ftp.example.com:in/a.csv user@ftp.example.com:in/b.csv
  ftps rm 'user@ftp.example.com:in/*.tmp'
  ftps rm -r user@ftp.example.com:in/2025",
    side: Side::Patterns,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = remote_change::targets(command, "The files to remove");
    remote_change::literal(command).args([
        Arg::new("recursive")
            .short('r')
            .long("recursive")
            .visible_short_alias('R')
            .action(ArgAction::SetTrue)
            .help("Remove folders too, with all that is in them"),
        Arg::new("interactive")
            .short('i')
            .long("interactive")
            .action(ArgAction::SetTrue)
            .help("Ask before each name is removed; with -r before each TARGET"),
        Arg::new("force").short('f').long("force").action(ArgAction::SetTrue).help(
            "What is not there is no failure; what may be a link to a folder is taken for a folder",
        ),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    refuse_dots(env)?;
    let targets = remote_change::given(env)?;
    targets.iter().try_for_each(refuse_anchors)?;
    let force = env.matches.get_flag("force");
    let recursive = env.matches.get_flag("recursive");
    let no_match = if force { NoMatch::Passes } else { NoMatch::Fails };
    let mut confirm = Confirm::new(env, env.matches.get_flag("interactive"));
    let class = Changes::new(env, Change::Remove, no_match).run(&targets, |run, client, name| {
        refuse_home(client, &name.path)?;
        if !confirm.ask(&format!("rm: remove {}?", printable(name.path.as_bytes())))? {
            return run.skipped(&name.path, "not removed");
        }
        match found(client, &name)? {
            Doomed { kind: Kind::Dir, proof, .. } if recursive => {
                tree(run, client, &name.path, proof)
            }
            Doomed { kind: Kind::Dir, .. } => {
                Err(refused("a folder (-r removes it, and all that is in it)"))
            }
            other => match remove(client, &name.path, other.kind) {
                Err(error) if force && is_missing(client, &name.path, &error)? => Ok(()),
                Err(error) => Err(error),
                Ok(()) => run.done(&name.path, None),
            },
        }
    });
    Ok(class?)
}

const DOTS: &str = "rm: . and .. are not removed: name the folder itself";

/// Refuses, before anything is sent, what nobody means to remove.
fn refuse_anchors(target: &Target) -> Result<()> {
    let last = target.path.as_bytes().split(|byte| *byte == b'/').rfind(|part| !part.is_empty());
    match last {
        None if target.path.is_empty() => {
            Err(usage("rm: no path: the login folder is not removed"))
        }
        None => Err(usage("rm: the root is not removed")),
        Some(b"." | b"..") => Err(usage(DOTS)),
        Some(_) => Ok(()),
    }
}

/// The same of what is typed in a shell, where `.` has become the name of a folder by then.
fn refuse_dots(env: &Env<'_>) -> Result<()> {
    let typed = env.matches.get_many::<OsString>("target").into_iter().flatten();
    let last = |text: &OsString| {
        let mut parts = text.as_encoded_bytes().split(|byte| *byte == b'/');
        parts.rfind(|part| !part.is_empty()).map(<[u8]>::to_vec)
    };
    let mut last = typed.filter_map(last);
    if last.any(|part| matches!(part.as_slice(), b"." | b"..")) {
        return Err(usage(DOTS));
    }
    Ok(())
}

fn is_missing(client: &mut Client, path: &RemotePath, error: &Error) -> Result<bool> {
    let refused = error.refusal().is_some_and(|said| !said.is_transient());
    Ok(refused && client.with(|session| session.lookup(path))?.is_none())
}

/// Removes a folder with all that is in it, the deepest first, once all of it has been listed.
fn tree(
    run: &mut Changes<'_>,
    client: &mut Client,
    root: &RemotePath,
    proof: LinkProof,
) -> Result<()> {
    if !root.is_absolute() {
        return Err(refused(
            "the server does not tell where a login begins: name the folder from /",
        ));
    }
    let doomed = doomed(client, root, proof)?;
    // What stays: names that were refused, and links whose folders lie elsewhere.
    let mut kept: Vec<RemotePath> = Vec::new();
    let Probed { links, gone } = probe(run, client, &doomed)?;
    for path in gone.iter().filter(|path| !gone.iter().any(|above| above.holds(path))) {
        run.done(path, None)?;
    }
    for Doomed { path, kind, .. } in doomed {
        let elsewhere = links.iter().chain(&gone).any(|above| above.holds(&path));
        // A folder in which something stayed would only be refused.
        if elsewhere || gone.contains(&path) || kept.iter().any(|stays| path.holds(stays)) {
            continue;
        }
        let kind = if links.contains(&path) { Kind::Symlink } else { kind };
        match remove(client, &path, kind) {
            Ok(()) => run.done(&path, None)?,
            Err(error) if error.refusal().is_none() => return Err(error),
            Err(error) => {
                run.failed(&path, &error)?;
                kept.push(path);
            }
        }
    }
    Ok(())
}

/// All that is in a folder, then the folder, in the order in which it can be removed.
fn doomed(client: &mut Client, root: &RemotePath, proof: LinkProof) -> Result<Vec<Doomed>> {
    let mut doomed = Vec::new();
    let mut unproved = HashSet::new();
    if proof == LinkProof::Unproved {
        unproved.insert(root.clone());
    }
    walk(client, root, usize::MAX, &mut |step| {
        match step {
            Step::Found(path, entry) if entry.kind != Kind::Dir => {
                doomed.push(Doomed::new(path, entry.kind));
            }
            Step::Unproved(path) => {
                unproved.insert(path.clone());
            }
            Step::Left(path, _) => doomed.push(Doomed::new(path, Kind::Dir)),
            Step::Failed(_, error) => return Err(error.during("nothing is removed")),
            Step::Found(..) | Step::Entered => {}
        }
        Ok(())
    })?;
    for found in &mut doomed {
        if unproved.contains(&found.path) {
            found.proof = LinkProof::Unproved;
        }
    }
    Ok(doomed)
}

/// Folders that turned out to be something else.
#[derive(Default)]
struct Probed {
    /// Links to folders elsewhere.
    links: Vec<RemotePath>,
    /// Removed by the question.
    gone: Vec<RemotePath>,
}

/// Asks by RMD which of the unproved folders that are not empty are links: a folder is refused as not empty, a link as
/// no folder. This comes before anything is removed, the highest first, and nothing below a link is asked for.
fn probe(run: &Changes<'_>, client: &mut Client, doomed: &[Doomed]) -> Result<Probed> {
    let force = run.env.matches.get_flag("force");
    let mut probed = Probed::default();
    // From the end every folder comes before its entries, which follow at once.
    for (at, Doomed { path, kind, proof }) in doomed.iter().enumerate().rev() {
        let above = at.checked_sub(1).and_then(|at| doomed.get(at));
        let is_full = above.is_some_and(|inner| path.holds(&inner.path));
        let elsewhere = probed.links.iter().chain(&probed.gone).any(|above| above.holds(path));
        if *kind != Kind::Dir || *proof == LinkProof::Proved || !is_full || elsewhere {
            continue;
        }
        let said =
            insist(client, "removing", path, |session, _| match session.remove_folder(path) {
                Err(error) => error.refusal().cloned().map_or(Err(error), |said| Ok(Some(said))),
                Ok(()) => Ok(None),
            })?;
        let Some(said) = said else {
            probed.gone.push(path.clone());
            continue;
        };
        match RemovalRefusal::of(&said, path) {
            RemovalRefusal::NotAFolder => probed.links.push(path.clone()),
            RemovalRefusal::Unclear if !force => return Err(unclear(path, said)),
            RemovalRefusal::NotEmpty | RemovalRefusal::Unclear => {}
        }
    }
    Ok(probed)
}

fn unclear(path: &RemotePath, said: Response) -> Error {
    let shown = printable(path.as_bytes());
    let text = format!(
        "nothing is removed: {shown} may be a link to a folder elsewhere, {}; -f takes it for a folder",
        Error::Refused(said)
    );
    Error::Plain(Class::Safety, text)
}
