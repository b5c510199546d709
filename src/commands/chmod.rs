//! `ftps chmod`: gives remote names permissions.

use clap::{Arg, Command};

use super::changes::{self, Changes, NoMatch, insist};
use super::put::mode;
use super::{Env, Run, Spec};
use crate::error::Class;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "chmod",
    about: "Change the permissions of remote files and folders",
    more: "\
Servers know it as SITE CHMOD or MFF; what knows neither refuses. Names may be patterns.

  ftps chmod 640 user@ftp.example.com:in/a.csv
  ftps chmod 0750 'user@ftp.example.com:in/*.d'",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = command.arg(
        Arg::new("mode")
            .value_name("MODE")
            .value_parser(mode)
            .required(true)
            .help("Three or four octal digits, such as 640"),
    );
    changes::literal(changes::targets(command, "The files and folders to change"))
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = changes::given(env)?;
    let mode = env.matches.get_one::<String>("mode").map_or("", String::as_str);
    let class =
        Changes::new(env, Change::Mode, NoMatch::Fails).run(&targets, |run, client, name| {
            let path = &name.path;
            insist(client, "changing", path, |session, _| session.change_mode(path, mode))?;
            run.done(path, None)
        });
    Ok(class?)
}
