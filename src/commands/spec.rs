//! A command: its name, its help, its arguments, and the function that runs it.

use clap::{ArgMatches, Command};

use super::env::Env;
use crate::error::Class;
use crate::settings::flags;

/// A command.
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// Its purpose, in one line.
    pub about: &'static str,
    /// Examples and rules, shown by `--help`.
    pub more: &'static str,
    /// Where its operands are, for the shell's patterns and completion.
    pub side: Side,
    /// What it does to the server.
    pub effect: Effect,
    /// Adds its own arguments.
    pub define: fn(Command) -> Command,
    /// Runs it.
    pub run: Run,
}

/// Where a command's operands are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the server. The command matches patterns itself: one listing serves all the names that match.
    Patterns,
    /// On the server. The shell replaces a pattern by the names that match.
    Remote,
    /// On this machine.
    Local,
    /// Nowhere: a pattern is a text like others.
    Neither,
}

/// What a command does to the files of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It changes nothing: listings that the shell has cached still hold.
    Reads,
    /// It may change something.
    Changes,
}

/// How a command is run.
#[derive(Clone, Copy)]
pub enum Run {
    /// It talks to servers and takes the options for that.
    Networked(fn(&Env<'_>) -> anyhow::Result<Class>),
    /// It runs others: the layer above does it. It takes the options of networked commands.
    Session,
    /// It needs nothing but its arguments.
    Local(fn(&ArgMatches) -> anyhow::Result<Class>),
    /// It needs the configuration and no server.
    Offline(fn(&Env<'_>) -> anyhow::Result<Class>),
    /// Its subcommands do it.
    Group(&'static [Spec]),
}

impl Spec {
    /// The command for clap.
    pub fn command(&self) -> Command {
        let bare = Command::new(self.name).about(self.about).after_help(self.more);
        let own = (self.define)(bare);
        match self.run {
            Run::Networked(_) | Run::Session => flags::networked(own),
            Run::Offline(_) => flags::offline(own),
            Run::Local(_) => own,
            Run::Group(below) => own
                .subcommand_required(true)
                .arg_required_else_help(true)
                .disable_help_subcommand(true)
                .subcommands(below.iter().map(Spec::command)),
        }
    }

    /// The same in a shell, where an operand called `target` may be left out: it is then the folder
    /// that the shell is in. An option called `reverse` says there what the operands cannot.
    pub fn command_in_shell(&self) -> Command {
        self.command().mut_args(|arg| match arg.get_id().as_str() {
            "target" => arg.required(false),
            "reverse" => arg.hide(false),
            _ => arg,
        })
    }
}
