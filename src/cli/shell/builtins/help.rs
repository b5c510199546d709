//! `help`: what there is, and how each command is used, by example.

use clap::Command;

use super::super::Shell;
use super::super::dispatch::{self, Known, SYNONYMS, is_of_shell};
use super::super::expand::Side;
use super::super::terminal::columns;
use super::{ALL, Builtin, Call, operand};
use crate::commands;
use crate::error::{Class, printable, usage};
use crate::settings::flags;
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

/// How commands of the table are used in a shell, where names need no server.
const EXAMPLES: [(&str, &str); 13] = [
    (
        "get",
        "\
All operands are remote; files land here, or where -t and -o say. Patterns are matched here, never by
the server; what stands in quotes is taken literally. mget is the same.

  get a.csv
  get *.csv -t in/
  get 'odd [name].csv' -o today.csv
  get big.iso &",
    ),
    (
        "put",
        "\
All operands are local; files land in the current folder, or where -t and -o say. mput is the same.

  put a.csv b.csv
  put *.csv -t archive/
  put report.csv -o today.csv",
    ),
    (
        "ls",
        "\
Without an operand: the current folder.

  ls
  ls -l *.csv
  ls -l > list.txt",
    ),
    (
        "mirror",
        "\
Makes the local folder DEST what the remote folder SOURCE is; with -R the remote DEST what the local
SOURCE is. Nothing is deleted unless --delete asks for it.

  mirror out /data/in
  mirror -R site www
  mirror -R --delete --dry-run site www",
    ),
    ("cat", "  cat notes.txt\n  cat big.log | grep ERROR"),
    ("rm", "  rm old.csv\n  rm *.tmp\n  rm -r attic"),
    ("mkdir", "  mkdir in\n  mkdir -p in/2026/01"),
    ("rmdir", "  rmdir empty"),
    ("mv", "  mv a.csv b.csv\n  mv *.csv archive/"),
    ("chmod", "  chmod 640 a.csv"),
    ("stat", "  stat a.csv"),
    ("du", "  du\n  du in"),
    ("find", "  find . --name '*.csv'"),
];

/// A command of the table as a shell's user needs it: with examples without servers, and without
/// the options that `set` is for.
pub(in super::super) fn taught(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let more = EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, more)| *more);
    let command = command.mut_args(|arg| {
        let set = [flags::LOGIN, flags::TLS, flags::NETWORK].map(Some);
        let hidden = set.contains(&arg.get_help_heading());
        if hidden { arg.hide(true) } else { arg }
    });
    match more {
        Some(more) => command.after_help(more),
        None => command,
    }
}

fn help(_: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let Some(name) = call.text("command") else {
        call.ui.print(&overview(columns()))?;
        return Ok(Class::Done);
    };
    let name = printable(name.as_encoded_bytes());
    let command = match dispatch::find(&name) {
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
fn overview(columns: usize) -> String {
    let table = commands::ALL.iter().filter(|spec| is_of_shell(spec));
    let on_server = table.map(|spec| (spec.name, spec.about));
    let own = ALL.iter().map(|own| (own.name, own.about));
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

/// A line cut between words; what follows begins at `hang` where the line is indented, or a name
/// and what is told of it.
pub(super) fn wrapped(line: &str, columns: usize, hang: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let hang = if indent == 2 || line.trim_start().contains("  ") { hang } else { indent };
    let mut lines = Vec::new();
    let mut current = " ".repeat(indent);
    let mut rest = line.trim_start();
    if line.len() < columns {
        return vec![line.to_owned()];
    }
    while !rest.is_empty() {
        let (word, behind) = match rest.find(' ') {
            Some(at) => {
                let gap = rest.get(at..).map_or(0, |tail| tail.len() - tail.trim_start().len());
                rest.split_at_checked(at + gap).unwrap_or((rest, ""))
            }
            None => (rest, ""),
        };
        if current.len() + word.trim_end().len() >= columns && !current.trim().is_empty() {
            lines.push(current.trim_end().to_owned());
            current = " ".repeat(hang.min(columns / 3));
        }
        current.push_str(word);
        rest = behind;
    }
    lines.push(current.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overview_names_all_commands_and_fits_the_terminal() {
        for columns in [40, 80, 200] {
            let text = overview(columns);
            for name in dispatch::names() {
                assert!(text.contains(name), "{name}");
            }
            let widest = text.lines().map(str::len).max().unwrap_or(0);
            assert!(widest <= columns, "{widest} > {columns}\n{text}");
        }
    }

    #[test]
    fn what_is_taught_of_a_command_needs_no_server() {
        for (name, _) in EXAMPLES {
            if let Some(Known::Table(spec)) = dispatch::find(name) {
                let help = taught(spec.command_in_shell()).render_help().to_string();
                assert!(!help.contains("ftp.example.com") && !help.contains("--ca-file"), "{help}");
            }
        }
    }
}
