//! `ftps get`: remote files to here.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Command, ValueHint};

use super::operands::{self, Goal};
use super::server::{Servers, operand, remote};
use super::{Env, Run, Spec};
use crate::error::{Class, Result, local, printable, usage};
use crate::ftp::listing::safe_name;
use crate::settings::target::{Operand, Place, Target as Remote};
use crate::transfer::get::get;
use crate::transfer::local::Target;
use crate::ui::report::{Tally, Way};

pub(super) const SPEC: Spec = Spec {
    name: "get",
    about: "Fetch remote files",
    more: "\
LOCAL is a file, a folder, or - for standard output; without it files land here under their own
names. One operand is always a source; of several the last is LOCAL unless it is a remote one.
A file appears under its name only when it is whole and checked.

  ftps get user@ftp.example.com:out/a.csv
  ftps get user@ftp.example.com:out/a.csv user@ftp.example.com:out/b.csv in/
  ftps get ftp://user@ftp.example.com/out/a.csv - | wc -l
  ftps get user@ftp.example.com:out/a.csv -o today.csv",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    operands::define(command, "REMOTE... [LOCAL]", ValueHint::AnyPath)
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let is_local = |text: &OsString| matches!(operand(text), Ok(Operand::Local(_)));
    let (sources, goal) = operands::split(env.matches, is_local)?;
    let sources =
        sources.iter().map(|text| remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let jobs = targets(env, sources, goal)?;
    let rules = operands::rules(env.matches);
    let mut servers = Servers::new(env, jobs.len());
    let mut tally = Tally::default();
    for (source, target) in &jobs {
        let way = way(source, target);
        let begin = Instant::now();
        let outcome = servers
            .client(source)
            .and_then(|client| get(client, &source.path, target, &rules, env.ui.as_ref()));
        match outcome {
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

fn way(source: &Remote, target: &Target) -> Way {
    let remote = printable(source.path.as_bytes());
    let local = match target {
        Target::Stdout => "-".to_owned(),
        Target::File(path) => printable(path.as_os_str().as_bytes()),
    };
    Way { action: "get", doing: "getting", local, name: remote.clone(), remote }
}

/// Where each source goes; two that go to one place are an error before anything starts.
fn targets(env: &Env<'_>, sources: Vec<Remote>, goal: Goal) -> Result<Vec<(Remote, Target)>> {
    let several = sources.len() > 1;
    let folder = match goal {
        Goal::Name(name) => {
            let folder = Path::new(&name).parent().filter(|folder| !folder.is_dir());
            if let (true, Some(folder)) = (env.matches.get_flag("mkdir"), folder) {
                make(env, folder)?;
            }
            return Ok(pair(sources, &Target::File(name.into())));
        }
        Goal::Last(last) if last == *"-" => return Ok(pair(sources, &Target::Stdout)),
        Goal::Last(last) if is_file_goal(env, &last, several)? => {
            return Ok(pair(sources, &Target::File(last.into())));
        }
        Goal::Last(folder) | Goal::Folder(folder) => PathBuf::from(folder),
        Goal::Unsaid => PathBuf::new(),
    };
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        make(env, &folder)?;
    }
    let mut jobs: Vec<(Remote, Target)> = Vec::new();
    for source in sources {
        let target = Target::File(folder.join(local_name(&source)?));
        if jobs.iter().any(|(_, other)| *other == target) {
            return Err(usage(format!("two of the sources would become {}", shown(&target))));
        }
        jobs.push((source, target));
    }
    Ok(jobs)
}

fn pair(sources: Vec<Remote>, target: &Target) -> Vec<(Remote, Target)> {
    sources.into_iter().map(|source| (source, target.clone())).collect()
}

/// Whether the last operand names a file, not a folder.
fn is_file_goal(env: &Env<'_>, last: &OsStr, several: bool) -> Result<bool> {
    let path = Path::new(last);
    if path.is_dir() || last.as_bytes().ends_with(b"/") {
        return Ok(false);
    }
    if several && (path.exists() || !env.matches.get_flag("mkdir")) {
        let path = path.display();
        return Err(usage(format!(
            "{path} is not a folder, and several files cannot become one (--mkdir makes it)"
        )));
    }
    Ok(!several)
}

fn make(env: &Env<'_>, folder: &Path) -> Result<()> {
    if env.matches.get_flag("mkdir") {
        return std::fs::create_dir_all(folder).map_err(local(folder));
    }
    let missing =
        std::io::Error::new(std::io::ErrorKind::NotFound, "no such folder (--mkdir makes it)");
    Err(local(folder)(missing))
}

fn local_name(source: &Remote) -> Result<&OsStr> {
    let name = source.path.name().unwrap_or_default();
    let shown = printable(source.path.as_bytes());
    safe_name(name).map_err(|why| usage(format!("{shown:?} names no file: {why}")))?;
    Ok(OsStr::from_bytes(name))
}

fn shown(target: &Target) -> String {
    match target {
        Target::Stdout => "-".into(),
        Target::File(path) => path.display().to_string(),
    }
}
