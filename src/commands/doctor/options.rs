//! The options of `ftps doctor`, and the policy that one of them names.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::{ValueHint, ValueParser};
use clap::{Arg, Command};

use crate::audit::checks::{Check, Section};
use crate::audit::policy::Policy;
use crate::commands::env::Env;
use crate::error::{Result, usage};
use crate::settings::read_small;
use crate::ui::wrapped;

pub(super) const MORE: &str = "\
Without a user, everything is examined that needs no login. With one (USER@HOST,
--user, a site, a netrc file) the rules of FTPS and data connections are, too;
nothing is written unless --write says so. Connections are made one at a time
with a pause between them, no password is sent in clear, and no login is tried
again that was refused. To see whether PROT C is refused, a listing is asked for
in clear: a server that sends it shows the names in the login folder to the
network once.

Exit status: 0 where no finding is as bad as --fail-on says, 1 where one is; 4
to 8 where the server could not be examined.

A policy file is TOML: versions, want-versions, suites, groups, want-groups
(lists; * in a name stands for any letters), rsa-bits, ec-bits, days-left
(numbers), checks (ids that must be ok or a note). --make-policy writes one that
this server keeps.

  ftps doctor ftp.example.com
  ftps doctor user@ftp.example.com
  ftps doctor ftps://user@ftp.example.com/ --write in/
  ftps doctor bank --json --fail-on warning
  ftps doctor bank --policy pci --report bank.html
  ftps doctor user@ftp.example.com --save partner
  ftps doctor --explain lftp.log";

pub(super) fn define(command: Command) -> Command {
    let file = |name: &'static str| {
        let arg = Arg::new(name).long(name).value_name("FILE");
        arg.value_parser(ValueParser::path_buf()).value_hint(ValueHint::FilePath)
    };
    let defined = command.args([
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required_unless_present("explain")
            .help("The server; a saved site or a URL is one too"),
        Arg::new("write")
            .long("write")
            .value_name("DIR")
            .value_parser(ValueParser::os_string())
            .help("Also send, resume, rename and remove files, in a folder of its own below DIR"),
        Arg::new("fail-on")
            .long("fail-on")
            .value_name("VERDICT")
            .value_parser(["warning", "bad"])
            .default_value("bad")
            .help("The least verdict that makes the exit status 1"),
        policy_option(),
        file("make-policy").help("Write a policy that this server keeps, for others to be measured by"),
        Arg::new("save").long("save").value_name("NAME").help("Save the settings that fit as a site"),
        file("report").help("Write a report as one HTML page"),
        Arg::new("explain")
            .long("explain")
            .value_name("LOG")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::FilePath)
            .conflicts_with_all(["target", "write", "policy", "make-policy", "save", "report"])
            .help("Name the known trouble in a log of ftps -vv, curl -v, lftp -d or FileZilla; - reads standard input"),
    ]);
    defined.after_long_help(format!("{MORE}\n\n{}", list_of_checks()))
}

/// `--policy`, for the commands that judge servers.
pub(in crate::commands) fn policy_option() -> Arg {
    Arg::new("policy")
        .long("policy")
        .value_name("POLICY")
        .value_parser(ValueParser::os_string())
        .help("Judge by a policy, too: default, modern, nist, pci, or a file")
}

/// The policy that was asked for, if one was.
pub(in crate::commands) fn policy(env: &Env<'_>) -> Result<Option<Policy>> {
    let Some(named) = env.matches.get_one::<OsString>("policy") else { return Ok(None) };
    if let Some(built_in) = named.to_str().and_then(Policy::built_in) {
        return built_in.map(Some);
    }
    let path = PathBuf::from(named);
    if !path.exists() {
        let built_in: Vec<&str> = Policy::names().collect();
        let shown = path.display();
        return Err(usage(format!(
            "--policy {shown}: neither a file nor one of {}",
            built_in.join(", ")
        )));
    }
    let bytes = read_small(&path, &env.cancel)?;
    let name = path.display().to_string();
    let text = std::str::from_utf8(&bytes).map_err(|_| usage(format!("{name}: not UTF-8")))?;
    Policy::parse(text, &name).map(Some)
}

/// Columns of the list of checks, on any terminal, and of the manual.
const COLUMNS: usize = 80;

/// The column where the list's explanations begin.
const ABOUT: usize = 22;

/// All ids with their meaning, for the manual.
fn list_of_checks() -> String {
    let mut text = String::from("The findings, by their ids; --json and policies name them so.\n");
    for section in Section::ALL {
        let _ = write!(text, "\n{section}:\n");
        for check in Check::all().filter(|check| check.section == section) {
            let about = format!("{}. {}", capital(check.title), check.meaning);
            let mut lines = wrapped(&about, COLUMNS - ABOUT).into_iter();
            let _ = writeln!(text, "  {:<18}  {}", check.id, lines.next().unwrap_or_default());
            lines.for_each(|line| {
                let _ = writeln!(text, "{:ABOUT$}{line}", "");
            });
        }
    }
    text.trim_end().to_owned()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
