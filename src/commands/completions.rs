//! `ftps completions`: the completion script of a shell, as it lies in `completions/`.

use std::io::Write as _;

use clap::{Arg, ArgMatches, Command};

use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, local};

pub(super) const SPEC: Spec = Spec {
    name: "completions",
    about: "Print the completion script for a shell",
    more: "\
  ftps completions bash > ~/.local/share/bash-completion/completions/ftps
  ftps completions zsh > \"${fpath[1]}/_ftps\"
  ftps completions fish > ~/.config/fish/completions/ftps.fish",
    side: Side::Neither,
    effect: Effect::Reads,
    define,
    run: Run::Local(run),
};

fn define(command: Command) -> Command {
    command.arg(
        Arg::new("shell")
            .value_name("SHELL")
            .value_parser(["bash", "zsh", "fish", "powershell"])
            .required(true)
            .help("The shell"),
    )
}

fn run(matches: &ArgMatches) -> anyhow::Result<Class> {
    let script = match matches.get_one::<String>("shell").map(String::as_str) {
        Some("zsh") => include_str!("../../completions/_ftps"),
        Some("fish") => include_str!("../../completions/ftps.fish"),
        Some("powershell") => include_str!("../../completions/_ftps.ps1"),
        _ => include_str!("../../completions/ftps.bash"),
    };
    std::io::stdout().lock().write_all(script.as_bytes()).map_err(local("standard output"))?;
    Ok(Class::Done)
}
