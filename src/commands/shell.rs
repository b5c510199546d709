//! `ftps shell` and `ftps run`: their arguments. Running them is left to `cli`, which knows all
//! commands.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command, ValueHint};

use super::spec::{Effect, Run, Side, Spec};

pub(super) const SHELL: Spec = Spec {
    name: "shell",
    about: "Work at a server interactively",
    more: "\
The commands of this program without the server's name before each path, and cd, lcd, jobs and more:
help lists them. Names are completed by Tab; Ctrl-C ends a command, Ctrl-D the shell. A connection
that the server closed meanwhile is opened again, folder and all. ftps TARGET alone does the same.

  ftps shell user@ftp.example.com:out
  ftps user@ftp.example.com",
    side: Side::Remote,
    effect: Effect::Changes,
    define: define_shell,
    run: Run::Session,
};

pub(super) const RUN: Spec = Spec {
    name: "run",
    about: "Run the commands of a script",
    more: "\
SCRIPT is a file, or - for standard input, with a command of the shell (ftps shell) on each line. It
ends at the first command that fails, with its exit status, and says FILE:LINE: message. The last
line need not be quit.

  # a comment                         -rm old.csv        passes over a failure
  cd in; lcd /var/spool/out           if exists a.csv get a.csv
  put *.csv                           if missing done mkdir done
  get ${DAY}.csv -o today.csv         ls > list.txt

Words are split as in a shell: quotes, backslashes, # and ;. ${NAME} is the value of an environment
variable, which must be set; a dollar sign before a name is \\$. There are no other variables, and no
loops. A command behind | is the system's and ends at ; like ours; ! takes the rest of its line.

  ftps run nightly.ftps user@ftp.example.com
  ftps run -c 'cd in; mget *.csv' user@ftp.example.com
  generate | ftps run - user@ftp.example.com",
    side: Side::Remote,
    effect: Effect::Changes,
    define: define_run,
    run: Run::Session,
};

fn define_shell(command: Command) -> Command {
    command.arg(target("The server to begin at, and perhaps a folder on it"))
}

fn define_run(command: Command) -> Command {
    command.args([
        Arg::new("script")
            .value_name("SCRIPT")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::FilePath)
            .required_unless_present("commands")
            .help("The file with the commands, - for standard input; with -c the server"),
        target("The server to begin at, and perhaps a folder on it"),
        Arg::new("commands")
            .short('c')
            .long("commands")
            .value_name("COMMANDS")
            .allow_hyphen_values(true)
            .conflicts_with("target")
            .help("Run COMMANDS, which ; or line ends separate, instead of a file's"),
        Arg::new("keep-going")
            .long("keep-going")
            .action(ArgAction::SetTrue)
            .help("Go on after a failure; the exit status is that of the failure all the same"),
    ])
}

fn target(help: &'static str) -> Arg {
    Arg::new("target").value_name("TARGET").value_parser(ValueParser::os_string()).help(help)
}
