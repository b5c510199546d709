//! `help`: all commands, and how each is used, by example; `version`.

use clap::Command;

use super::super::examples::taught;
use super::super::state::{Builtin, Call, Shell};
use super::super::table::{Known, SYNONYMS, is_of_shell};
use super::super::wrap::wrapped;
use super::args::{operand, plain};
use crate::commands;
use crate::commands::spec::Side;
use crate::error::{Class, printable, usage};
use crate::ui;
use crate::ui::tls::policies;

pub(super) const HELP: Builtin = Builtin {
    name: "help",
    about: "Show all commands, or how one is used",
    more: "\
  help
  help get",
    side: Side::Neither,
    define: |command: Command| command.arg(operand("command", "COMMAND", "The command")),
    run: help,
};

pub(super) const VERSION: Builtin = Builtin {
    name: "version",
    about: "Print the version of this program",
    more: "  version",
    side: Side::Neither,
    define: plain,
    run: |_, call| {
        call.ui.print(concat!("ftps ", env!("CARGO_PKG_VERSION")))?;
        Ok(Class::Done)
    },
};

fn help(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let Some(name) = call.text("command") else {
        call.ui.print(&overview(shell.builtins, ui::columns()))?;
        return Ok(Class::Done);
    };
    let name = printable(name.as_encoded_bytes());
    let command = match shell.find(&name) {
        Some(Known::Table(spec)) => taught(spec.command_in_shell()),
        Some(Known::Own(own)) => own.command(),
        None if name == "tls" => {
            call.ui.print(&policies())?;
            return Ok(Class::Done);
        }
        None if name == "if" => {
            call.ui.print(IF)?;
            return Ok(Class::Done);
        }
        None => return Err(usage(format!("{name}: no such command; help lists all")).into()),
    };
    let mut command = command.no_binary_name(true);
    call.ui.print(command.render_long_help().to_string().trim_end())?;
    Ok(Class::Done)
}

const IF: &str = "\
Do a command if a remote name exists, or if it does not

  if exists a.csv get a.csv
  if missing done mkdir done";

const LANGUAGE: &str = "\
Words are split as in a shell: 'quotes', \"quotes\", backslashes. Patterns (*.csv) are matched on the
server's side, for put on this one. Behind a command: > FILE, >> FILE, | COMMAND for what it prints,
& for a job in the background. ; separates commands, # begins a comment, ${NAME} is an environment
variable, - before a command passes over its failure, ! gives the rest of its line to your system.

Tab completes names. Ctrl-C ends the command that runs, Ctrl-D the shell. help COMMAND, or COMMAND
--help, tells more.";

/// All commands, a line each, as wide as the terminal.
fn overview(builtins: &'static [Builtin], columns: usize) -> String {
    let table = commands::ALL.iter().filter(|spec| is_of_shell(spec));
    let on_server = table.map(|spec| (spec.name, spec.about));
    let own = builtins.iter().map(|own| (own.name, own.about));
    let mut text = String::from("On the server:\n");
    list(&mut text, on_server, columns);
    text.push_str("\nIn this shell:\n");
    list(&mut text, own, columns);
    let others: Vec<String> =
        SYNONYMS.iter().map(|(other, ours)| format!("{other} ({ours})")).collect();
    text.push_str("\nOther names: ");
    text.push_str(&others.join(", "));
    text.push_str("\n\n");
    // Paragraphs, however they are written above.
    text.push_str(&LANGUAGE.replace("\n\n", "\u{0}").replace('\n', " ").replace('\u{0}', "\n\n"));
    text.lines().flat_map(|line| wrapped(line, columns, 14)).collect::<Vec<_>>().join("\n")
}

fn list(
    text: &mut String,
    commands: impl Iterator<Item = (&'static str, &'static str)>,
    columns: usize,
) {
    for (name, about) in commands {
        let line = format!("  {name:<10}  {about}\n");
        if columns >= 60 || line.len() <= columns {
            text.push_str(&line);
        } else {
            // On a narrow terminal the name stands alone.
            text.push_str(&["  ", name, "\n      ", about, "\n"].concat());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::table::names;
    use super::super::ALL;
    use super::*;

    #[test]
    fn the_overview_names_all_commands_and_fits_the_terminal() {
        for columns in [40, 80, 200] {
            let text = overview(ALL, columns);
            for name in names(ALL) {
                assert!(text.contains(name), "{name}");
            }
            let widest = text.lines().map(str::len).max().unwrap_or(0);
            assert!(widest <= columns, "{widest} > {columns}\n{text}");
        }
    }
}
