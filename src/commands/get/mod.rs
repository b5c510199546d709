//! `ftps get`: fetches remote files.

mod asked;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use super::batch::{self, Batch, Job, Outcome};
use super::connections::Connections;
use super::env::Env;
use super::expand::{expand, expand_all};
use super::operands::{self, Goal};
use super::overwrite::{self, Selection};
use super::spec::{Effect, Run, Side, Spec};
use super::{names, recursive, stale};
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::listing::{Kind, safe_name};
use crate::ftp::path::RemotePath;
use crate::mirror::Direction;
use crate::settings::target::Target as Remote;
use crate::transfer::ascii::Text;
use crate::transfer::local::Target;
use crate::transfer::segments::get_in_segments;
use crate::ui::report::{Action, Way};
use asked::{Asked, asked, refuse_a_new_name};

/// More logins than this hardly any server allows one user.
const MOST_SEGMENTS: i64 = 16;

pub(super) const SPEC: Spec = Spec {
    name: "get",
    about: "Fetch remote files",
    more: "\
LOCAL is a file, a folder, or - for standard output; without it files land here under their own
names. One operand is always a source; of several the last is LOCAL unless it is a remote one.
A file appears under its name only when it is whole and checked. A symbolic link in its place is
followed and stays; a hard link is cut: the other names keep the old content (--direct writes through).

Names may be patterns, in quotes so that the shell leaves them alone: * ? [a-z] [!a-z] {a,b}. They
are matched here, never by the server; * matches neither a slash nor a leading dot; \\* and %2A are
a star; a name that exists as typed wins. A pattern that matches nothing is an error (13). Folders
that match are skipped, with a note. Files come sorted.

  ftps get user@ftp.example.com:out/a.csv
  ftps get user@ftp.example.com:out/a.csv user@ftp.example.com:out/b.csv in/
  ftps get ftp://user@ftp.example.com/out/a.csv - | wc -l
  ftps get user@ftp.example.com:out/a.csv -o today.csv
  ftps get --jobs 4 --remove-source 'user@ftp.example.com:out/*.csv' in/
  ftps get -r user@ftp.example.com:out/2026 .
  ftps get --from-file names.txt user@ftp.example.com:out/ in/",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = operands::define(command, "REMOTE... [LOCAL]", ValueHint::AnyPath);
    let command = names::define(
        command,
        "Fetch the files that LIST names too (- is standard input): remote names as they are, never \
         patterns; with one REMOTE, a folder, relative to that, else each a whole target",
    );
    let literal = Arg::new("literal")
        .short('F')
        .long("literal")
        .action(ArgAction::SetTrue)
        .help("Take all names literally, never as patterns");
    let segments = Arg::new("segments")
        .long("segments")
        .value_name("N")
        .value_parser(value_parser!(u16).range(1..=MOST_SEGMENTS))
        .default_value("1")
        .conflicts_with_all(["jobs", "direct", "ascii"])
        .help(
            "Fetch each large file in N parts side by side, each over a login of its own: faster where the \
             server limits each connection",
        );
    let recursive = operands::recursive("Fetch folders too, as mirror does, without deletion");
    overwrite::define(batch::define(command)).args([literal, segments, recursive])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (asked, goal) = asked(env)?;
    if env.is_shell() && goal == Goal::Missing {
        refuse_a_new_name(env, &asked)?;
    }
    if env.matches.get_flag("recursive") {
        return folders(env, asked, goal);
    }
    files(env, &asked, goal)
}

/// Fetches the folders among the sources, then the files.
fn folders(env: &Env<'_>, asked: Asked, goal: Goal) -> anyhow::Result<Class> {
    let mut found = Vec::new();
    let mut files = Vec::new();
    let several = asked.is_several();
    let mut servers = Connections::new(env, usize::MAX);
    for target in asked.targets {
        let client = servers.client(&target)?;
        let names = if asked.patterns {
            expand_all(env, client, &target)?
        } else {
            vec![(target.path.clone(), None)]
        };
        for (path, entry) in names {
            let path = client.absolute(&path)?;
            let is_folder = match entry {
                Some(entry) => entry.kind == Kind::Dir,
                None => client.with(|session| session.is_folder(&path))?,
            };
            let target = Remote { pattern: Vec::new(), path, ..target.clone() };
            if is_folder { found.push(target) } else { files.push(target) }
        }
    }
    // A shell's own client goes back before mirror takes it.
    drop(servers);
    let mut classes = Vec::new();
    for target in &found {
        let dest = match &goal {
            Goal::Name(name) => name.into(),
            Goal::Last(last) if !several && !Path::new(last).is_dir() => last.into(),
            // The root has no name: its entries land in the folder itself.
            Goal::Last(folder) | Goal::Folder(folder) if target.path.name().is_none() => {
                folder.into()
            }
            Goal::Last(folder) | Goal::Folder(folder) => {
                Path::new(folder).join(recursive::name_of(&target.path)?)
            }
            Goal::Missing => PathBuf::from(recursive::name_of(&target.path)?),
        };
        let source = recursive::typed(env, target, &target.path);
        let dest = Path::new(".").join(dest);
        let sides = (source.as_os_str(), dest.as_os_str());
        classes.push(recursive::folder(env, &SPEC, Direction::Down, sides)?);
    }
    if !files.is_empty() {
        let asked = Asked { targets: files, patterns: false, listed: several };
        classes.push(self::files(env, &asked, goal)?);
    }
    let failures: Vec<Class> = classes.into_iter().filter(|class| *class != Class::Done).collect();
    Ok(Class::of_all(&failures))
}

fn files(env: &Env<'_>, asked: &Asked, goal: Goal) -> anyhow::Result<Class> {
    let selection = Selection::read(env)?;
    let mut rules = operands::rules(env.matches, operands::text(env.matches, &asked.targets)?);
    rules.throttle = operands::throttle(env, &asked.targets);
    let place = place(env, goal, asked)?;
    let segments = segments(env, rules.text, &place)?;
    if place == Place::Stdout {
        selection.refuse_streams("standard output")?;
        env.keep_json_apart()?;
    }
    let batch = Batch::new(env, Action::Get);
    if asked.targets.is_empty() {
        env.ui.warn("the list names no file: nothing to do");
        return Ok(batch.finish()?);
    }
    let mut servers = Connections::new(env, asked.expected());
    let sources = sources(env, &batch, &mut servers, asked)?;
    let jobs = jobs(env, sources, &place)?;
    servers.expect_transfers(jobs.len());
    // Files that go to one stream go in their order.
    let workers = if place == Place::Stdout { 1 } else { batch::workers(env) };
    let targets: Vec<Target> =
        stale::looked_for(env, || jobs.iter().map(|job| job.file.1.clone()).collect());
    batch.run(
        &mut servers,
        workers,
        jobs,
        &|client, (remote, target): &(RemotePath, Target)| {
            // Commands of files before may have left the folder where the login began.
            let remote = if client.is_open() { client.absolute(remote)? } else { remote.clone() };
            if let Some(why) = selection.skips_get(client, &remote, target)? {
                return Ok(Outcome::Skipped(why));
            }
            let transferred =
                get_in_segments(client, &remote, target, &rules, segments, env.ui.as_ref())?;
            selection.arrived(client, &transferred)
        },
    )?;
    stale::report_local(env, targets.iter().filter_map(Target::path));
    Ok(batch.finish()?)
}

/// In how many parts each file is fetched.
fn segments(env: &Env<'_>, text: Text, place: &Place) -> Result<usize> {
    let count = env.matches.get_one::<u16>("segments").copied().unwrap_or(1);
    match () {
        () if count > 1 && *place == Place::Stdout => {
            Err(usage("--segments writes to several places of a file: not with standard output"))
        }
        () if count > 1 && text == Text::Lines => {
            Err(usage("--segments wants bytes as they are: not with --ascii (;type=a)"))
        }
        () => Ok(count.into()),
    }
}

/// A file that is fetched.
struct Source {
    server: usize,
    path: RemotePath,
    /// The path is the one that was typed: it is not known yet whether its server has slashes between names.
    is_typed: bool,
}

/// The files on their servers. A pattern without a match fails like a file that is not there, and
/// the others are fetched.
fn sources(
    env: &Env<'_>,
    batch: &Batch<'_>,
    servers: &mut Connections<'_>,
    asked: &Asked,
) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for target in &asked.targets {
        let server = servers.index(target)?;
        if !asked.patterns {
            sources.push(Source { server, path: target.path.clone(), is_typed: true });
            continue;
        }
        match expand(env, servers.client(target)?, target) {
            Ok(found) => sources.extend(found.into_iter().map(|path| {
                let is_typed = path == target.path;
                Source { server, path, is_typed }
            })),
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(error) => {
                let (local, remote) = (Vec::new(), target.path.as_bytes().to_vec());
                batch.failed(&Way { action: Action::Get, local, remote, absolute: None }, error)?;
            }
        }
    }
    Ok(sources)
}

/// Where files land.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Folder(PathBuf),
    Stdout,
}

fn place(env: &Env<'_>, goal: Goal, asked: &Asked) -> Result<Place> {
    let folder = match goal {
        Goal::Name(name) if name == *"-" => return Ok(Place::Stdout),
        Goal::Name(name) => {
            let name = env.local(name.into());
            let folder = Path::new(&name).parent().filter(|folder| !folder.is_dir());
            if let (true, Some(folder)) = (env.matches.get_flag("mkdir"), folder) {
                make(env, folder)?;
            }
            return Ok(Place::File(name));
        }
        Goal::Last(last) if last == *"-" => return Ok(Place::Stdout),
        Goal::Last(last) if is_file_goal(env, &last, asked.is_several())? => {
            return Ok(Place::File(last.into()));
        }
        Goal::Last(folder) | Goal::Folder(folder) => env.local(folder.into()),
        Goal::Missing => env.local(PathBuf::new()),
    };
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        make(env, &folder)?;
    }
    Ok(Place::Folder(folder))
}

/// Where each source goes. One that is named twice is fetched once; two that go to one place are an
/// error before anything starts.
fn jobs(
    env: &Env<'_>,
    sources: Vec<Source>,
    place: &Place,
) -> Result<Vec<Job<(RemotePath, Target)>>> {
    if let (Place::File(name), true) = (place, sources.len() > 1) {
        let (count, name) = (sources.len(), name.display());
        return Err(usage(format!(
            "{count} files match, and {name} is one; -t DIR takes them all"
        )));
    }
    let mut taken: HashMap<PathBuf, (usize, RemotePath)> = HashMap::new();
    let mut jobs = Vec::new();
    for source in sources {
        let (server, remote) = (source.server, source.path.clone());
        let target = match place {
            Place::Stdout => Target::Stream(env.ui.stream()),
            Place::File(name) => Target::File(name.clone()),
            Place::Folder(folder) => {
                let path = folder.join(source.local_name()?);
                match taken.insert(path.clone(), (server, remote.clone())) {
                    Some(same) if same == (server, remote.clone()) => continue,
                    Some(_) => {
                        let path = path.display();
                        return Err(usage(format!("two of the sources would become {path}")));
                    }
                    None => Target::File(path),
                }
            }
        };
        let way = way(&remote, &target);
        jobs.push(Job { server, way, file: (remote, target) });
    }
    Ok(jobs)
}

fn way(remote: &RemotePath, target: &Target) -> Way {
    let local = match target {
        Target::Stream(_) => b"-".to_vec(),
        Target::File(_) | Target::Below(_) => {
            target.path().unwrap_or(Path::new("")).as_os_str().as_bytes().to_vec()
        }
    };
    let remote = remote.as_bytes().to_vec();
    Way { action: Action::Get, local, remote, absolute: None }
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

impl Source {
    /// The name under which it lands in a folder.
    fn local_name(&self) -> Result<&OsStr> {
        let path = &self.path;
        let name = if self.is_typed { path.typed_name() } else { path.name() }.unwrap_or_default();
        let shown = printable(path.as_bytes());
        safe_name(name).map_err(|why| usage(format!("{shown:?} names no file: {why}")))?;
        Ok(OsStr::from_bytes(name))
    }
}
