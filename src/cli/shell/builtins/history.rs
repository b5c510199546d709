//! `history`: the lines that were typed, and how the next ones are kept.

use clap::{Arg, ArgAction, Command, value_parser};

use super::super::state::{Builtin, Call, Shell};
use crate::commands::spec::Side;

use crate::error::{Class, printable};

pub(super) const HISTORY: Builtin = Builtin {
    name: "history",
    about: "Show the lines that were typed",
    more: "\
They are kept between sessions, in a file that only you can read. A line that begins with a blank is
not kept, nor one with a password in it.

  history 20
  history --clear",
    side: Side::Neither,
    define: |command: Command| {
        command.args([
            Arg::new("count")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help("Show the last N"),
            Arg::new("clear").long("clear").action(ArgAction::SetTrue).help("Forget all"),
        ])
    },
    run: history,
};

fn history(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    if call.matches.get_flag("clear") {
        shell.history.clear();
        shell.history_cleared = true;
        return Ok(Class::Done);
    }
    let count = call.matches.get_one::<usize>("count").copied().unwrap_or(usize::MAX);
    let skip = shell.history.len().saturating_sub(count);
    for (at, line) in shell.history.iter().enumerate().skip(skip) {
        call.ui.print(&format!("{:>5}  {}", at + 1, printable(line.as_bytes())))?;
    }
    Ok(Class::Done)
}
