//! The shell: commands one after the other, at one server, from a terminal or from a script. The
//! commands are those of the table and a few of its own (`builtins`).

mod arguments;
mod background;
mod builtins;
mod child;
mod complete;
mod completion_context;
mod dispatch;
mod ended;
mod examples;
mod expand;
mod jobs;
mod lexer;
mod line;
mod listings;
mod options;
mod process;
mod prompt;
mod queue;
mod redirect;
mod script;
mod signals;
mod state;
mod table;
mod task;
mod terminal;
mod wrap;

use clap::ArgMatches;

use super::outcome::outcome as ended;
use crate::commands::spec::Spec;
use crate::error::Class;
use crate::settings::output;
use crate::ui::Ui;

/// Runs `ftps shell` or `ftps run`.
pub(super) fn start(spec: &Spec, matches: &ArgMatches) -> Class {
    let ui = Ui::new(output(matches));
    let outcome = match spec.name {
        "run" => script::run(matches, builtins::ALL),
        _ => terminal::run(matches, builtins::ALL),
    };
    ended(&ui, outcome.map_err(Into::into))
}
