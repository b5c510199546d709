//! How commands of the table are used in a shell, where names need no server.

use clap::Command;

use crate::settings::flags;

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
pub(super) fn taught(command: Command) -> Command {
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

#[cfg(test)]
mod tests {
    use super::super::table::in_table;
    use super::*;

    #[test]
    fn what_is_taught_of_a_command_needs_no_server() {
        for (name, _) in EXAMPLES {
            if let Some(spec) = in_table(name) {
                let help = taught(spec.command_in_shell()).render_help().to_string();
                assert!(!help.contains("ftp.example.com") && !help.contains("--ca-file"), "{help}");
            }
        }
    }
}
