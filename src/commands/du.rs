//! `ftps du`: sums up the sizes of the files in remote folders.

use clap::{Arg, ArgAction, Command, value_parser};

use super::env::Env;
use super::inspect::{Inspection, entry_of};
use super::remote_change;
use super::spec::{Effect, Run, Side, Spec};
use super::walk::{Step, walk};
use crate::error::{Class, Result};
use crate::ftp::client::Client;
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::path::RemotePath;
use crate::ui::changes::{SizeForm, Usage};

pub(super) const SPEC: Spec = Spec {
    name: "du",
    about: "Show the sizes of remote folders",
    more: "\
The lengths of the files in each folder and below it, in bytes; links are not followed. Names may be
patterns. A folder that cannot be listed is an error, and the sums lack it.

  ftps du -h user@ftp.example.com:in
  ftps du -sh 'user@ftp.example.com:in/*'",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command =
        remote_change::literal(remote_change::targets(command, "The folders and files to measure"));
    // -h means sizes, as in the system's du; help has its long form.
    command.disable_help_flag(true).args([
        Arg::new("help").long("help").action(ArgAction::Help).help("Print help"),
        Arg::new("human")
            .short('h')
            .long("human-readable")
            .action(ArgAction::SetTrue)
            .help("Show sizes as 1.20 MiB"),
        Arg::new("summarize")
            .short('s')
            .long("summarize")
            .action(ArgAction::SetTrue)
            .conflicts_with("max-depth")
            .help("Show only the total of each TARGET"),
        Arg::new("max-depth")
            .short('d')
            .long("max-depth")
            .value_name("N")
            .value_parser(value_parser!(usize))
            .help("Show folders down to N levels below each TARGET"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let form = if env.matches.get_flag("human") { SizeForm::Human } else { SizeForm::Exact };
    let depth = env.matches.get_one::<usize>("max-depth").copied();
    let depth = if env.matches.get_flag("summarize") { 0 } else { depth.unwrap_or(usize::MAX) };
    let class = Inspection::new(env, "du").run(&targets, |run, client, _, name| {
        let found = entry_of(client, &name)?;
        if found.kind == Kind::Dir {
            return folder(run, client, &name.path, depth, form);
        }
        let mut usage = Usage::default();
        add(&mut usage, &found);
        env.ui.usage(name.path.as_bytes(), usage, form)?;
        run.shown();
        Ok(())
    });
    Ok(class?)
}

fn folder(
    run: &mut Inspection<'_>,
    client: &mut Client,
    root: &RemotePath,
    deepest: usize,
    form: SizeForm,
) -> Result<()> {
    // One for each folder on the way down; its sum is added to the one above when it is left.
    let mut open: Vec<Usage> = Vec::new();
    walk(client, root, usize::MAX, &mut |step| {
        match step {
            Step::Entered => {
                run.env.ui.flush()?;
                open.push(Usage { folders: 1, ..Usage::default() });
            }
            Step::Found(_, entry) => open.last_mut().into_iter().for_each(|sum| add(sum, entry)),
            Step::Failed(path, error) => run.failed(path, &error)?,
            Step::Unproved(_) => {}
            Step::Left(path, depth) => {
                let sum = open.pop().unwrap_or_default();
                if let Some(above) = open.last_mut() {
                    above.bytes = above.bytes.saturating_add(sum.bytes);
                    above.files += sum.files;
                    above.folders += sum.folders;
                    above.no_size += sum.no_size;
                }
                if depth <= deepest {
                    run.env.ui.usage(path.as_bytes(), sum, form)?;
                    run.shown();
                }
            }
        }
        Ok(())
    })
}

fn add(sum: &mut Usage, entry: &Entry) {
    if entry.kind == Kind::File {
        sum.files += 1;
        sum.no_size += u64::from(entry.size.is_none());
        sum.bytes = sum.bytes.saturating_add(entry.size.unwrap_or(0));
    }
}
