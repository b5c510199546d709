//! `ftps cat`: prints remote files.

use clap::Command;

use super::env::Env;
use super::print::{self, Headers};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::transfer::get::get;
use crate::transfer::local::Target;
use crate::transfer::progress::NoProgress;

pub(super) const SPEC: Spec = Spec {
    name: "cat",
    about: "Print remote files",
    more: "\
Files go to standard output one after the other. Names may be patterns. Exit 0 means that each came
whole.

  ftps cat user@ftp.example.com:out/today.csv | head
  ftps cat 'user@ftp.example.com:logs/*.log' | grep ERROR",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    print::files(command)
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let class = print::each(env, "cat", Headers::None, |client, path, rules| {
        let target = Target::Stream(env.ui.stream());
        get(client, path, &target, rules, &NoProgress).map(drop)
    })?;
    Ok(class)
}
