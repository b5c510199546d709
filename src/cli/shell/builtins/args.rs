//! Arguments that several commands of the shell take.

use clap::builder::ValueParser;
use clap::{Arg, Command};

/// One operand, as the system gave it.
pub(super) fn operand(name: &'static str, shown: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(shown).value_parser(ValueParser::os_string()).help(help)
}

/// Words that may begin with a dash.
pub(super) fn words(name: &'static str, shown: &'static str, help: &'static str) -> Arg {
    operand(name, shown, help).num_args(0..).trailing_var_arg(true).allow_hyphen_values(true)
}

/// No arguments.
pub(super) fn plain(command: Command) -> Command {
    command
}
