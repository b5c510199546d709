//! `ftps stat`: what a server tells of remote names.

use clap::Command;

use super::env::Env;
use super::inspect::{Looks, entry};
use super::remote_change;
use super::spec::{Run, Spec};
use crate::error::Class;

pub(super) const SPEC: Spec = Spec {
    name: "stat",
    about: "Show what a server tells of files and folders",
    more: "\
Names may be patterns. Times marked Z are UTC; others are as the server tells them. What the server
does not tell is left out.

  ftps stat user@ftp.example.com:in/a.csv
  ftps stat --json 'user@ftp.example.com:in/*.csv'",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    remote_change::literal(remote_change::targets(command, "The files and folders to look at"))
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let mut first = true;
    let class = Looks::new(env, "stat").run(&targets, |run, client, _, name| {
        let entry = entry(client, &name.path)?;
        if !std::mem::take(&mut first) && !env.output().json {
            env.ui.print("")?;
        }
        env.ui.facts(name.path.as_bytes(), &entry)?;
        run.shown();
        Ok(())
    });
    Ok(class?)
}
