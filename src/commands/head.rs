//! `ftps head`: prints the beginning of remote files.

use clap::Command;

use super::env::Env;
use super::print::{self, Headers, counted, write};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, usage};
use crate::transfer::excerpt::first;

pub(super) const SPEC: Spec = Spec {
    name: "head",
    about: "Print the first lines of remote files",
    more: "\
The transfer is aborted when enough has come. Of several files each stands under its name.

  ftps head user@ftp.example.com:out/today.csv
  ftps head -n 1 'user@ftp.example.com:out/*.csv'
  ftps head -c 512 user@ftp.example.com:out/image.iso | xxd",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    print::counts(command)
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (count, from_other_end) = counted(env.matches);
    if from_other_end {
        return Err(usage("head: a count without a plus; ftps tail -n +N begins at line N").into());
    }
    let class = print::each(env, "head", Headers::OfSeveral, |client, path, rules| {
        first(client, path, count, rules, &mut |bytes| write(env, bytes))
    })?;
    Ok(class)
}
