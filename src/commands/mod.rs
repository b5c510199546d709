//! The table of commands. It drives help, parsing, completions, man pages and the shell: a new command is one
//! new file with its [`Spec`], its `mod` and its line in [`ALL`] here; `tests/generated.rs` then writes its
//! completions and its man page.

mod batch;
mod cat;
mod checksum;
mod chmod;
mod completions;
mod confirm;
mod connections;
mod consent;
pub mod context;
mod cp;
mod df;
mod doctor;
mod du;
pub mod env;
mod environment;
mod expand;
mod feat;
mod find;
mod folder;
mod get;
pub mod globs;
mod head;
mod hosts;
mod inspect;
mod inventory;
mod ln;
mod ls;
mod manual;
mod mirror;
mod mkdir;
mod mv;
mod names;
pub mod navigate;
mod operands;
mod overwrite;
mod permissions;
mod print;
mod put;
mod quote;
mod recursive;
mod relocate;
mod remote_change;
mod removal;
mod rm;
mod rmdir;
mod shell;
mod site;
mod sites;
pub mod spec;
mod stale;
mod stat;
mod tail;
mod times;
mod touch;
mod tree;
mod trust;
mod walk;

use clap::{ArgMatches, Command};

use crate::settings::target::{Operand, Place};
use environment::ENVIRONMENT;
use manual::{AFTER, CONFIG, JSON};
use spec::{Run, Spec};

/// All commands, in the order of the help.
pub const ALL: &[Spec] = &[
    ls::SPEC,
    get::SPEC,
    put::SPEC,
    mirror::SPEC,
    cat::SPEC,
    head::SPEC,
    tail::SPEC,
    tree::SPEC,
    find::SPEC,
    stat::SPEC,
    du::SPEC,
    df::SPEC,
    rm::SPEC,
    mv::SPEC,
    cp::SPEC,
    touch::SPEC,
    ln::SPEC,
    mkdir::SPEC,
    rmdir::SPEC,
    chmod::SPEC,
    checksum::SPEC,
    doctor::SPEC,
    inventory::SPEC,
    feat::SPEC,
    quote::SPEC,
    site::SPEC,
    sites::SPEC,
    hosts::SPEC,
    trust::SPEC,
    shell::SHELL,
    shell::RUN,
    completions::SPEC,
];

/// The whole command line.
pub fn command_line() -> Command {
    Command::new("ftps")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Move files over FTPS: exit 0 means that every byte is where it should be, checked, and nothing went over the wire in clear")
        .after_help(AFTER)
        .after_long_help(format!("{AFTER}\n\n{CONFIG}\n\n{ENVIRONMENT}\n\n{JSON}"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(false)
        .subcommands(ALL.iter().map(Spec::command))
}

/// The command that was chosen, in a group the one below it, with its arguments.
pub fn chosen(matches: &ArgMatches) -> Option<(&'static Spec, &ArgMatches)> {
    let mut found = (ALL, matches);
    loop {
        let (name, own) = found.1.subcommand()?;
        let spec = found.0.iter().find(|spec| spec.name == name)?;
        match spec.run {
            Run::Group(below) => found = (below, own),
            _ => return Some((spec, own)),
        }
    }
}

/// The hint where a command with `--port` failed and a target has a number where other programs have a port.
pub fn port_hint(spec: &Spec, matches: &ArgMatches) -> Option<String> {
    // Without it, only a saved site has passed, whose port is known.
    matches.try_get_raw("port").ok().flatten()?;
    let command = spec.command();
    let operands = command
        .get_positionals()
        .filter_map(|operand| matches.try_get_raw(operand.get_id().as_str()).ok().flatten());
    operands.flatten().find_map(|text| match Operand::parse(text, Place::Operand) {
        Ok(Operand::Remote(target)) => {
            let advice = target.port_advice()?;
            Some(format!(
                "a path stands behind the colon after {}, not a port; {advice}",
                target.host
            ))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command_line().debug_assert();
    }

    #[test]
    fn every_command_teaches_by_example() {
        let below = ALL.iter().flat_map(|spec| match spec.run {
            Run::Group(below) => below,
            _ => &[],
        });
        for spec in ALL.iter().chain(below) {
            assert!(spec.more.contains("ftps "), "{}", spec.name);
            assert!(!spec.about.ends_with('.'), "{}", spec.name);
        }
    }
}
