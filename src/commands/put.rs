//! `ftps put`: files from here to a server.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::Instant;

use clap::{Arg, Command, ValueHint};

use super::operands::{self, Goal};
use super::server::{Servers, remote};
use super::{Env, Run, Spec};
use crate::error::{Class, Result, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Ask;
use crate::settings::target::{Place, Target};
use crate::transfer::local::Source;
use crate::transfer::put::put;
use crate::ui::report::{Tally, Way};

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
  pg_dump shop | ftps put - user@ftp.example.com:backup/shop.sql",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    operands::define(command, "LOCAL... REMOTE", ValueHint::AnyPath).arg(
        Arg::new("chmod")
            .long("chmod")
            .value_name("MODE")
            .value_parser(mode)
            .help("Give each file the permissions MODE, such as 640"),
    )
}

fn mode(text: &str) -> Result<String, String> {
    let octal = (3..=4).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'0'..=b'7'));
    if octal {
        Ok(text.to_owned())
    } else {
        Err(format!("{text}: want three or four octal digits"))
    }
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (sources, goal) = operands::split(env.matches, |_| true)?;
    let (target, place) = goal_of(&goal)?;
    let names = names(&sources)?;
    let mut servers = Servers::new(env, sources.len());
    let client = servers.client(&target)?;
    let goals = goals(env, client, &target, place, &names)?;
    let rules = operands::rules(env.matches);
    let mut tally = Tally::default();
    for (source, path) in sources.iter().zip(&goals) {
        let way = way(source, path);
        let begin = Instant::now();
        let source = if source == "-" { Source::Stdin } else { Source::File(source.into()) };
        match put(client, &source, path, &rules, env.ui.as_ref()) {
            Ok(moved) => {
                tally.moved(moved.bytes);
                env.ui.moved(&way, moved, begin.elapsed())?;
            }
            Err(error) => {
                tally.failed(error.class());
                env.ui.failed(&way, &error)?;
            }
        }
        if env.cancel.check().is_err() {
            break;
        }
    }
    drop(servers);
    env.ui.summary(&tally)?;
    Ok(tally.class())
}

/// What the goal turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Name,
    /// A folder if it is one, else a name.
    Open,
}

fn goal_of(goal: &Goal) -> Result<(Target, Kind)> {
    match goal {
        Goal::Unsaid => {
            Err(usage("where to? the last operand names the server: ftps put LOCAL... HOST:PATH"))
        }
        Goal::Last(text) => Ok((remote(text, Place::Operand)?, Kind::Open)),
        Goal::Name(text) => Ok((remote(text, Place::Operand)?, Kind::Name)),
        Goal::Folder(text) => Ok((remote(text, Place::Operand)?, Kind::Folder)),
    }
}

/// The own names of the sources, checked before anything is sent.
fn names(sources: &[OsString]) -> Result<Vec<Option<&OsStr>>> {
    sources
        .iter()
        .map(|source| {
            if source == "-" {
                return Ok(None);
            }
            let path = Path::new(source);
            std::fs::metadata(path).map_err(crate::error::local(path))?;
            Ok(path.file_name())
        })
        .collect()
}

/// The remote path of each source.
fn goals(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
    kind: Kind,
    names: &[Option<&OsStr>],
) -> Result<Vec<RemotePath>> {
    let typed = &target.path;
    let ends = typed.ends_with_slash() || typed.is_empty();
    let ask = kind != Kind::Name && !typed.is_empty();
    let mut asks = vec![Ask::Passive];
    if ask {
        asks.insert(0, Ask::Folder(typed.clone()));
    }
    let session = client.session_asking(&asks)?;
    let is_folder = ask && session.is_folder(typed)?;
    let path = client.absolute(typed)?;
    if kind == Kind::Name
        || kind == Kind::Open
            && !ends
            && !is_folder
            && names.len() == 1
            && !env.matches.get_flag("mkdir")
    {
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
    let mut goals: Vec<RemotePath> = Vec::new();
    for name in names {
        let name = name.ok_or_else(|| {
            usage("standard input has no name: give one, as in HOST:PATH/NAME or -o HOST:PATH")
        })?;
        let goal = path.join(name.as_bytes());
        if goals.contains(&goal) {
            return Err(usage(format!("two of the sources would become {goal}")));
        }
        goals.push(goal);
    }
    Ok(goals)
}

/// Makes a folder and those above it that do not exist.
fn make(client: &mut Client, folder: &RemotePath) -> Result<()> {
    let Err(refused) = client.with(|session| session.make_folder(folder)) else { return Ok(()) };
    if client.with(|session| session.is_folder(folder))? {
        return Ok(());
    }
    match folder.parent() {
        Some(above)
            if refused.refusal().is_some()
                && !client.with(|session| session.is_folder(&above))? =>
        {
            make(client, &above)?;
            client.with(|session| session.make_folder(folder))
        }
        _ => Err(refused.during(format!("making {}", printable(folder.as_bytes())))),
    }
}

fn way(source: &OsStr, remote: &RemotePath) -> Way {
    let local = printable(source.as_bytes());
    Way {
        action: "put",
        doing: "putting",
        name: local.clone(),
        local,
        remote: printable(remote.as_bytes()),
    }
}
