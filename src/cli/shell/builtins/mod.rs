//! Commands that only a shell has.

mod control;
pub(super) mod help;
mod history;
mod jobs;
mod places;
mod server;
mod status;
mod view;

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

use super::Shell;
use super::expand::Side;
use crate::error::Class;
use crate::settings::flags;
use crate::ui::Ui;

/// A command of the shell's own.
pub(super) struct Builtin {
    /// Its name.
    pub(super) name: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// Examples and rules.
    pub(super) more: &'static str,
    /// Where its operands are.
    pub(super) side: Side,
    /// Adds its arguments.
    pub(super) define: fn(Command) -> Command,
    /// Does it.
    pub(super) run: fn(&mut Shell, &Call) -> anyhow::Result<Class>,
}

/// What a command of the shell's own works with.
pub(super) struct Call {
    /// Its arguments.
    pub(super) matches: ArgMatches,
    /// What the words with quotes in them are as patterns.
    pub(super) patterns: HashMap<OsString, Vec<u8>>,
    /// The connection options in force.
    pub(super) settled: ArgMatches,
    /// What the user sees.
    pub(super) ui: Arc<Ui>,
}

/// All of them, in the order of the help.
pub(super) const ALL: &[Builtin] = &[
    places::CD,
    places::PWD,
    places::LCD,
    places::LPWD,
    places::LLS,
    server::OPEN,
    server::CLOSE,
    status::STATUS,
    server::BOOKMARK,
    view::LESS,
    view::EDIT,
    jobs::JOBS,
    jobs::FG,
    jobs::WAIT,
    jobs::KILL,
    jobs::QUEUE,
    control::SET,
    control::UNSET,
    control::ALIAS,
    history::HISTORY,
    help::HELP,
    control::QUIT,
];

impl Builtin {
    /// The command as clap sees it.
    pub(super) fn command(&self) -> Command {
        let bare = Command::new(self.name).about(self.about).after_help(self.more);
        let own = (self.define)(bare);
        if self.name == "open" { flags::networked(own) } else { own }
    }
}

impl Call {
    /// An operand.
    fn text(&self, name: &str) -> Option<&OsString> {
        self.matches.get_one::<OsString>(name)
    }

    /// All operands of that name.
    fn texts(&self, name: &str) -> Vec<OsString> {
        self.matches.get_many::<OsString>(name).into_iter().flatten().cloned().collect()
    }
}

/// One operand.
fn operand(name: &'static str, shown: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(shown).value_parser(ValueParser::os_string()).help(help)
}

/// Words that may begin with a dash.
fn words(name: &'static str, shown: &'static str, help: &'static str) -> Arg {
    operand(name, shown, help).num_args(0..).trailing_var_arg(true).allow_hyphen_values(true)
}

/// No arguments.
fn plain(command: Command) -> Command {
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_shell_is_sound_and_has_a_name_of_its_own() {
        let mut names: Vec<&str> = super::super::dispatch::names().collect();
        for own in ALL {
            own.command().debug_assert();
            assert!(!own.about.ends_with('.') && !own.more.is_empty(), "{}", own.name);
        }
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
