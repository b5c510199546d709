//! `ftps rmdir`: removes empty remote folders.

use clap::Command;

use super::env::Env;
use super::remote_change::{self, Changes, NoMatch, Turn, insist};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "rmdir",
    about: "Remove empty remote folders",
    more: "\
A folder that is not empty is refused by the server; ftps rm -r removes it with all that is in it.

  ftps rmdir user@ftp.example.com:in/2025",
    side: Side::Remote,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    remote_change::targets(command, "The folders to remove")
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = remote_change::given(env)?;
    let class = Changes::new(env, Change::RemoveFolder, NoMatch::Fails).run(
        &targets,
        |run, client, name| {
            let path = &name.path;
            insist(client, "removing", path, |session, turn| match session.remove_folder(path) {
                Err(error) if turn == Turn::Again && error.refusal().is_some() => {
                    if session.is_folder(path)? { Err(error) } else { Ok(()) }
                }
                other => other,
            })?;
            run.done(path, None)
        },
    );
    Ok(class?)
}
