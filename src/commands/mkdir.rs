//! `ftps mkdir`: makes remote folders.

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::remote_change::{self, Changes, NoMatch, insist, refused};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::transfer::folders;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "mkdir",
    about: "Make remote folders",
    more: "\
  ftps mkdir user@ftp.example.com:in/2026
  ftps mkdir -p user@ftp.example.com:in/2026/01/31",
    side: Side::Remote,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    remote_change::targets(command, "The folders to make").arg(
        Arg::new("parents")
            .short('p')
            .long("parents")
            .action(ArgAction::SetTrue)
            .help("Make those above too, and skip folders that exist"),
    )
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = remote_change::given(env)?;
    let parents = env.matches.get_flag("parents");
    let class =
        Changes::new(env, Change::MakeFolder, NoMatch::Fails).run(&targets, |run, client, name| {
            let path = &name.path;
            // ftp-srv says 257 to a folder that exists.
            let exists = insist(client, "looking at", path, |session, _| session.is_folder(path))?;
            match (exists, parents) {
                (true, true) => return run.skipped(path, "exists"),
                (true, false) => return Err(refused("it exists already")),
                (false, _) => {}
            }
            if parents { folders::make_all(client, path) } else { folders::make(client, path) }?;
            run.done(path, None)
        });
    Ok(class?)
}
