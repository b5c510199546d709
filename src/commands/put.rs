//! `ftps put`: files from here to a server.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use clap::{Arg, ArgAction, Command, ValueHint};

use super::batch::{self, Batch, Job, Outcome};
use super::connections::Connections;
use super::env::Env;
use super::operands::{self, Goal};
use super::overwrite::{self, Selection};
use super::permissions::parse_octal;
use super::spec::{Effect, Run, Side, Spec};
use super::{names, recursive, stale};
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;
use crate::mirror::Direction;
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
  ftps put -r site/ user@ftp.example.com:www
  ftps put --append today.log user@ftp.example.com:logs/all.log
  pg_dump shop | ftps put - user@ftp.example.com:backup/shop.sql",
    side: Side::Local,
    effect: Effect::Changes,
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
            .help("Append to the remote file, under its own name; never twice"),
        Arg::new("chmod")
            .long("chmod")
            .value_name("MODE")
            .value_parser(parse_octal)
            .help("Give each file the permissions MODE, such as 640"),
        operands::recursive("Send folders too, as mirror does, without deletion"),
    ])
}

/// A digest of the whole file says nothing of the appended part.
fn check_append(env: &Env<'_>) -> Result<()> {
    let how = env.matches.get_one::<String>("verify").map_or("", String::as_str);
    if env.matches.get_flag("append") && matches!(how, "hash" | "readback") {
        return Err(usage(format!("--append is checked by sizes: not with --verify {how}")));
    }
    Ok(())
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    check_append(env)?;
    let listed = names::read(env)?;
    let least = if listed.is_some() { 1 } else { 2 };
    let (given, goal) = operands::split(env.matches, least, |_| !env.is_shell())?;
    let several = listed.is_some() || given.len() > 1;
    let sources = sources(env, given, listed.unwrap_or_default())?;
    if !env.matches.get_flag("recursive") {
        return files(env, sources, &goal, several);
    }
    let is_folder = |source: &Source| matches!(source, Source::File(path) if path.is_dir());
    let (folders, rest): (Vec<Source>, Vec<Source>) = sources.into_iter().partition(is_folder);
    let mut classes = Vec::new();
    for source in &folders {
        classes.push(folder(env, source, &goal, several)?);
    }
    if !rest.is_empty() {
        classes.push(files(env, rest, &goal, several)?);
    }
    let failures: Vec<Class> = classes.into_iter().filter(|class| *class != Class::Done).collect();
    Ok(Class::of_all(&failures))
}

/// Sends one folder: into REMOTE if that is a folder or several are sent, else as REMOTE.
fn folder(env: &Env<'_>, source: &Source, goal: &Goal, several: bool) -> anyhow::Result<Class> {
    let Source::File(local) = source else { return Err(usage("-r wants a folder").into()) };
    let (target, kind) = goal_of(env, goal)?;
    let mut servers = Connections::new(env, usize::MAX);
    let client = servers.client(&target)?;
    let path = client.absolute(&target.path)?;
    let into = match kind {
        GoalKind::Name => false,
        GoalKind::Folder => true,
        GoalKind::Open => several || client.with(|session| session.is_folder(&path))?,
    };
    // A shell's own client goes back before mirror takes it.
    drop(servers);
    let path = match (into, local.file_name()) {
        (true, Some(name)) => path.join(name.as_bytes()),
        (true, None) => {
            let local = local.display();
            return Err(
                usage(format!("-r: {local} has no name to land under: name it by -o")).into()
            );
        }
        (false, _) => path,
    };
    let dest = recursive::typed(env, &target, &path);
    // A local name with a colon is no server's.
    let local = if local.is_absolute() { local.clone() } else { Path::new(".").join(local) };
    recursive::folder(env, &SPEC, Direction::Up, (local.as_os_str(), &dest))
}

/// Sends files.
fn files(env: &Env<'_>, given: Vec<Source>, goal: &Goal, several: bool) -> anyhow::Result<Class> {
    let selection = Selection::read(env)?;
    let (target, place) = goal_of(env, goal)?;
    let text = operands::text(env.matches, std::slice::from_ref(&target))?;
    let mut rules = operands::rules(env.matches, text);
    rules.throttle = operands::throttle(env, std::slice::from_ref(&target));
    if given.contains(&Source::Stdin) {
        selection.refuse_streams("standard input")?;
    }
    let batch = Batch::new(env, Action::Put);
    if given.is_empty() {
        env.ui.warn("the list names no file: nothing to do");
        return Ok(batch.finish()?);
    }
    if let (true, Goal::Missing, [first, second]) = (env.is_shell(), goal, given.as_slice()) {
        refuse_a_new_name(first, second)?;
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
    stale::report_remote(env, &mut servers, server, &landed);
    Ok(batch.finish()?)
}

/// The sources, each once: the operands, then the names of a list, where a `-` is a file.
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

/// Refuses `put A B` of a shell where B does not exist here: other shells take it for the new name of A.
fn refuse_a_new_name(first: &Source, second: &Source) -> Result<()> {
    let (Source::File(first), Source::File(second)) = (first, second) else { return Ok(()) };
    if second.symlink_metadata().is_ok() || !first.exists() {
        return Ok(());
    }
    let (first, second) = (first.display(), second.display());
    Err(usage(format!(
        "{second} is not here, and all operands of put are: put {first} -o {second} sends it under that name"
    )))
}

/// Why a source cannot be sent, if it is not there.
fn missing(source: &Source) -> Option<Error> {
    let Source::File(path) = source else { return None };
    fs::metadata(path).err().map(local(path))
}

/// What kind of goal it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GoalKind {
    Folder,
    Name,
    /// A folder if it is one, else a name.
    Open,
}

fn goal_of(env: &Env<'_>, goal: &Goal) -> Result<(Target, GoalKind)> {
    match goal {
        Goal::Missing if env.is_shell() => {
            Ok((env.remote_or_text(OsStr::new("."), Place::Operand)?, GoalKind::Folder))
        }
        Goal::Missing => {
            Err(usage("where to? the last operand names the server: ftps put LOCAL... HOST:PATH"))
        }
        Goal::Last(text) => Ok((env.remote_or_text(text, Place::Operand)?, GoalKind::Open)),
        Goal::Name(text) => Ok((env.remote_or_text(text, Place::Operand)?, GoalKind::Name)),
        Goal::Folder(text) => Ok((env.remote_or_text(text, Place::Operand)?, GoalKind::Folder)),
    }
}

/// The remote path of each source.
fn goals(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
    kind: GoalKind,
    sources: &[Source],
    several: bool,
) -> Result<Vec<RemotePath>> {
    let typed = &target.path;
    let ends = typed.ends_with_slash() || typed.is_empty();
    let ask = kind != GoalKind::Name && !typed.is_empty();
    let asked = typed.without_slash();
    let mut asks = vec![Query::Passive];
    if ask {
        asks.insert(0, Query::Folder(asked.clone()));
    }
    let session = client.session_asking(&asks)?;
    let mut is_folder = ask && session.is_folder(&asked)?;
    let path = client.absolute(typed)?;
    // Only now it is known that the slashes of the operand are none to the server.
    if ask && !is_folder && path.is_native() {
        is_folder = client.with(|session| session.is_folder(&path))?;
    }
    if kind == GoalKind::Name || kind == GoalKind::Open && !ends && !is_folder && !several {
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
