//! `ftps find`: names in remote trees, by pattern and kind.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command, value_parser};

use super::inspect::{Looks, entry};
use super::remote_change;
use super::walk::{Step, walk};
use super::{Env, Run, Spec};
use crate::error::{Class, Result, usage};
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::AnyName;
use crate::settings::target::{Operand, Place, Target};
use crate::ui::entries::Form;

pub(super) const SPEC: Spec = Spec {
    name: "find",
    about: "Find names in remote folders and below",
    more: "\
Names are shown as paths that begin as TARGET was typed, parents before what is in them, sorted by
their bytes. Links are not followed. A folder that cannot be listed is an error.

  ftps find user@ftp.example.com:in --name '*.csv' --type f
  ftps find -0 user@ftp.example.com:out --name '*.csv' | ftps get -0 --from-file - user@ftp.example.com: -t in",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    remote_change::targets(command, "The folders to look through").args([
        Arg::new("name")
            .long("name")
            .value_name("GLOB")
            .value_parser(ValueParser::os_string())
            .action(ArgAction::Append)
            .help("Only names that match GLOB; of several, any"),
        Arg::new("type")
            .long("type")
            .value_name("KIND")
            .value_parser(["f", "d", "l"])
            .action(ArgAction::Append)
            .help("Only files (f), folders (d) or links (l)"),
        Arg::new("maxdepth")
            .long("maxdepth")
            .visible_alias("max-depth")
            .value_name("N")
            .value_parser(value_parser!(usize))
            .help("Go no deeper than N levels below TARGET"),
        Arg::new("null")
            .short('0')
            .long("null")
            .action(ArgAction::SetTrue)
            .help("Print the exact bytes of each path, ended by NUL"),
    ])
}

/// What is looked for.
struct Wanted {
    names: Vec<AnyName>,
    kinds: Vec<Kind>,
}

impl Wanted {
    fn read(env: &Env<'_>) -> Result<Self> {
        let globs = env.matches.get_many::<OsString>("name").into_iter().flatten();
        let name = |glob: &OsString| {
            AnyName::parse(glob.as_encoded_bytes()).ok_or_else(|| {
                usage(format!("--name {}: a pattern for one name, without a slash", glob.display()))
            })
        };
        let kinds = env.matches.get_many::<String>("type").into_iter().flatten();
        let kind = |letter: &String| match letter.as_str() {
            "d" => Kind::Dir,
            "l" => Kind::Symlink,
            _ => Kind::File,
        };
        Ok(Self {
            names: globs.map(name).collect::<Result<_>>()?,
            kinds: kinds.map(kind).collect(),
        })
    }

    fn takes(&self, name: &[u8], entry: &Entry) -> bool {
        (self.names.is_empty() || self.names.iter().any(|glob| glob.matches(name)))
            && (self.kinds.is_empty() || self.kinds.contains(&entry.kind))
    }
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let typed = typed(env, &targets);
    let wanted = Wanted::read(env)?;
    let deepest = env.matches.get_one::<usize>("maxdepth").copied().unwrap_or(usize::MAX);
    let form = if env.matches.get_flag("null") { Form::Null } else { Form::Names };
    let class = Looks::new(env, "find").run(&targets, |run, client, number, name| {
        let root = &name.path;
        let typed = typed.get(number).unwrap_or(root);
        let show = |run: &mut Looks<'_>, path: &RemotePath, entry: &Entry| {
            if !wanted.takes(&entry.name, entry) {
                return Ok(());
            }
            run.shown();
            let below = path.as_bytes().get(root.as_bytes().len()..).unwrap_or_default();
            let shown = match (typed.is_empty(), below.is_empty()) {
                (true, true) => RemotePath::new("."),
                (true, false) => RemotePath::default().join(below),
                (false, true) => typed.clone(),
                (false, false) => typed.join(below),
            };
            env.ui.found(shown.as_bytes(), path.as_bytes(), entry, form)
        };
        let found = entry(client, root)?;
        show(run, root, &found)?;
        if found.kind != Kind::Dir {
            return Ok(());
        }
        walk(client, root, deepest, &mut |step| match step {
            Step::Found(path, entry) => show(run, path, entry),
            Step::Failed(path, error) => {
                run.failed(path, &error);
                Ok(())
            }
            Step::Entered => env.ui.flush(),
            Step::Left(..) | Step::Unproved(_) => Ok(()),
        })
    });
    Ok(class?)
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
