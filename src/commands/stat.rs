//! `ftps stat`: shows all facts that a server reports of remote names.

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::inspect::{Inspection, entry};
use super::remote_change;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::ui::times::TimeForm;

pub(super) const SPEC: Spec = Spec {
    name: "stat",
    about: "Show all facts that a server reports of files and folders",
    more: "\
Names may be patterns. Times are local (--utc: UTC, marked Z); a time marked ? is in the server's own
zone, which it does not report. A fact that the server does not report is left out. Exit 7 means that
nothing is there, or nothing that this user may see.

  ftps stat user@ftp.example.com:in/a.csv
  ftps stat --json 'user@ftp.example.com:in/*.csv'",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    remote_change::literal(remote_change::targets(command, "The files and folders to look at"))
        .arg(Arg::new("utc").long("utc").action(ArgAction::SetTrue).help("Show times in UTC"))
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let times = if env.matches.get_flag("utc") { TimeForm::Utc } else { TimeForm::Local };
    let mut first = true;
    let class = Inspection::new(env, "stat").run(&targets, |run, client, _, name| {
        let entry = entry(client, &name.path)?;
        if !std::mem::take(&mut first) && !env.output().json {
            env.ui.print("")?;
        }
        env.ui.facts(name.path.as_bytes(), &entry, times)?;
        run.shown();
        Ok(())
    });
    Ok(class?)
}
