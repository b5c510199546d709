//! `ftps put`: files from here to a server.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use clap::{Arg, ArgAction, Command, ValueHint};

use super::batch::{self, Batch, Job, Outcome};
use super::connections::Connections;
use super::operands::{self, Goal};
use super::overwrite::{self, Selection};
use super::{Env, Run, Spec, names, stale};
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;
use crate::settings::target::{Place, Target};
use crate::transfer::append::append;
use crate::transfer::folders;
use crate::transfer::local::Source;
use crate::transfer::put::{PutOutcome, send};
use crate::ui::report::{Action, Way};

pub(super) const SPEC: Spec = Spec {
    name: "put",
    about: "Send files to a server",
    more: "\
LOCAL is a file, or - for standard input. REMOTE ending in /, or an existing folder, takes the files
under their own names. A file is sent under a temporary name, its size is checked there, and only
then it gets its name, so that a good old file is never replaced by half a new one.

  ftps put a.csv user@ftp.example.com:in/
  ftps put a.csv b.csv user@ftp.example.com:in/
  ftps put a.csv user@ftp.example.com:in/renamed.csv
  ftps put --jobs 4 --remove-source *.csv user@ftp.example.com:in/
  find . -name '*.csv' -print0 | ftps put --from-file - --null user@ftp.example.com:in/
  ftps put --ascii --quote 'SITE RECFM=FB LRECL=80' a.txt user@mvs.example.com:in/a.txt
  ftps put --append today.log user@ftp.example.com:logs/all.log
  pg_dump shop | ftps put - user@ftp.example.com:backup/shop.sql",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = operands::define(command, "LOCAL... REMOTE", ValueHint::AnyPath);
    let command = names::define(
        command,
        "Send the files that LIST names too (- is standard input): local names, as they would be \
         given as LOCAL",
    );
    overwrite::define(batch::define(command)).args([
        Arg::new("append")
            .long("append")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["continue", "direct"])
            .help("Send behind what the remote file holds, under its own name; never twice"),
        Arg::new("chmod")
            .long("chmod")
            .value_name("MODE")
            .value_parser(mode)
            .help("Give each file the permissions MODE, such as 640"),
    ])
}

/// A digest of the whole file says nothing of what was sent behind it.
fn check_append(env: &Env<'_>) -> Result<()> {
    let how = env.matches.get_one::<String>("verify").map_or("", String::as_str);
    if env.matches.get_flag("append") && matches!(how, "hash" | "readback") {
        return Err(usage(format!("--append is checked by sizes: not with --verify {how}")));
    }
    Ok(())
}

/// Reads permissions as octal digits.
pub(super) fn mode(text: &str) -> Result<String, String> {
    let octal = (3..=4).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'0'..=b'7'));
    if octal {
        Ok(text.to_owned())
    } else {
        Err(format!("{text}: want three or four octal digits"))
    }
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let selection = Selection::read(env)?;
    check_append(env)?;
    let listed = names::read(env)?;
    let least = if listed.is_some() { 1 } else { 2 };
    let (given, goal) = operands::split(env.matches, least, |_| !env.is_shell())?;
    let (target, place) = goal_of(env, &goal)?;
    let text = operands::text(env.matches, std::slice::from_ref(&target))?;
    let mut rules = operands::rules(env.matches, text);
    rules.throttle = operands::throttle(env, std::slice::from_ref(&target));
    let several = listed.is_some() || given.len() > 1;
    let given = sources(env, given, listed.unwrap_or_default())?;
    if given.contains(&Source::Stdin) {
        selection.refuse_streams("standard input")?;
    }
    let batch = Batch::new(env, Action::Put);
    if given.is_empty() {
        env.ui.warn("the list names no file: nothing to do");
        return Ok(batch.finish()?);
    }
    let mut sources = Vec::new();
    for source in given {
        match missing(&source) {
            Some(error) => batch.failed(&way(&source, &target.path), error)?,
            None => sources.push(source),
        }
    }
    if sources.is_empty() {
        return Ok(batch.finish()?);
    }
    let mut servers = Connections::new(env, sources.len());
    let server = servers.index(&target)?;
    let goals = goals(env, servers.client(&target)?, &target, place, &sources, several)?;
    let landed = stale::looked_for(env, || goals.clone());
    let job = |(source, goal): (Source, RemotePath)| {
        let way = way(&source, &goal);
        Job { server, way, file: (source, goal) }
    };
    let jobs = sources.into_iter().zip(goals).map(job).collect();
    let work = |client: &mut Client, (source, goal): &(Source, RemotePath)| {
        if let Some(why) = selection.skips_put(client, source, goal)? {
            return Ok(Outcome::Skipped(why));
        }
        if env.matches.get_flag("append") {
            let transferred = append(client, source, goal, &rules, env.ui.as_ref())?;
            return selection.arrived(client, &transferred);
        }
        match send(client, source, goal, &rules, env.ui.as_ref(), selection.naming())? {
            PutOutcome::Done(transferred) => selection.arrived(client, &transferred),
            PutOutcome::PendingRename(held) => Ok(Outcome::PendingRename(held)),
        }
    };
    batch.run(&mut servers, batch::workers(env), jobs, &work)?;
    stale::tell_remote(env, &mut servers, server, &landed);
    Ok(batch.finish()?)
}

/// The sources, each once: what was given, then what a list names, where a `-` is a file.
fn sources(env: &Env<'_>, given: Vec<OsString>, listed: Vec<OsString>) -> Result<Vec<Source>> {
    let from_list = env.matches.get_one::<OsString>("from-file");
    let mut standard = from_list.into_iter().chain(&given).filter(|name| *name == "-");
    if standard.nth(1).is_some() {
        return Err(usage("standard input can be read once"));
    }
    let given = given.into_iter().map(|name| match name.to_str() {
        Some("-") => Source::Stdin,
        _ => Source::File(env.local(name.into())),
    });
    let listed = listed.into_iter().map(|name| match name.to_str() {
        Some("-") => Source::File(env.local("./-".into())),
        _ => Source::File(env.local(name.into())),
    });
    let mut seen = HashSet::new();
    let once = |source: &Source| match source {
        Source::File(path) => seen.insert(path.clone()),
        Source::Stdin => true,
    };
    Ok(given.chain(listed).filter(once).collect())
}

/// Why a source cannot be sent, if it is not there.
fn missing(source: &Source) -> Option<Error> {
    let Source::File(path) = source else { return None };
    fs::metadata(path).err().map(local(path))
}

/// What the goal turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Name,
    /// A folder if it is one, else a name.
    Open,
}

fn goal_of(env: &Env<'_>, goal: &Goal) -> Result<(Target, Kind)> {
    match goal {
        Goal::Unsaid if env.is_shell() => {
            Ok((env.remote_or_text(OsStr::new("."), Place::Operand)?, Kind::Folder))
        }
        Goal::Unsaid => {
            Err(usage("where to? the last operand names the server: ftps put LOCAL... HOST:PATH"))
        }
        Goal::Last(text) => Ok((env.remote_or_text(text, Place::Operand)?, Kind::Open)),
        Goal::Name(text) => Ok((env.remote_or_text(text, Place::Operand)?, Kind::Name)),
        Goal::Folder(text) => Ok((env.remote_or_text(text, Place::Operand)?, Kind::Folder)),
    }
}

/// The remote path of each source.
fn goals(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
    kind: Kind,
    sources: &[Source],
    several: bool,
) -> Result<Vec<RemotePath>> {
    let typed = &target.path;
    let ends = typed.ends_with_slash() || typed.is_empty();
    let ask = kind != Kind::Name && !typed.is_empty();
    let mut asks = vec![Query::Passive];
    if ask {
        asks.insert(0, Query::Folder(typed.clone()));
    }
    let session = client.session_asking(&asks)?;
    let is_folder = ask && session.is_folder(typed)?;
    let path = client.absolute(typed)?;
    if kind == Kind::Name || kind == Kind::Open && !ends && !is_folder && !several {
        if let (true, Some(folder)) = (env.matches.get_flag("mkdir"), path.parent()) {
            make(client, &folder)?;
        }
        return Ok(vec![path]);
    }
    if !is_folder && !typed.is_empty() {
        if !env.matches.get_flag("mkdir") {
            let shown = printable(typed.as_bytes());
            return Err(crate::error::Error::Plain(
                Class::Refused,
                format!("{shown} is no folder on the server (--mkdir makes it)"),
            ));
        }
        make(client, &path)?;
    }
    below(&path, sources)
}

/// The remote path of each source in a folder; no two may be the same.
fn below(folder: &RemotePath, sources: &[Source]) -> Result<Vec<RemotePath>> {
    let mut taken = HashSet::new();
    let goal = |source: &Source| {
        let goal = folder.join(own_name(source)?.as_bytes());
        if !taken.insert(goal.clone()) {
            return Err(usage(format!("two of the sources would become {goal}")));
        }
        Ok(goal)
    };
    sources.iter().map(goal).collect()
}

fn own_name(source: &Source) -> Result<&OsStr> {
    match source {
        Source::File(path) => {
            path.file_name().ok_or_else(|| usage(format!("{} names no file", path.display())))
        }
        Source::Stdin => {
            Err(usage("standard input has no name: give one, as in HOST:PATH/NAME or -o HOST:PATH"))
        }
    }
}

fn make(client: &mut Client, folder: &RemotePath) -> Result<()> {
    let making = || format!("making {}", printable(folder.as_bytes()));
    folders::make_all(client, folder).map_err(|error| error.during(making()))
}

fn way(source: &Source, remote: &RemotePath) -> Way {
    let local = match source {
        Source::File(path) => path.as_os_str().as_bytes().to_vec(),
        Source::Stdin => b"-".to_vec(),
    };
    let remote = remote.as_bytes().to_vec();
    Way { action: Action::Put, local, remote, absolute: None }
}
