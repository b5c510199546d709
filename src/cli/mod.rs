//! From the arguments of the process to its exit code.

mod habits;
mod outcome;
mod shell;
mod usage;

use std::ffi::{OsStr, OsString};
use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue};
#[cfg(target_os = "linux")]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::commands::env::Env;
use crate::commands::spec::{Run, Spec};
use crate::commands::{self};
use crate::error::{Class, printable};
use crate::net::cancel::Cancel;
use crate::net::{Waits, is_known};
use crate::settings::config::Config;
use crate::settings::nearest::nearest;
use crate::settings::target::host_name;
use crate::settings::{self, Output};
use crate::ui::Ui;
use crate::ui::tls::policies;
use outcome::outcome;
use usage::usage_text;

/// How long the configuration may take when it is only asked for a name.
const CONFIG_WITHIN: Duration = Duration::from_secs(5);

/// How long it may take to find out whether a word is the name of a host.
const HOST_WITHIN: Duration = Duration::from_secs(2);

/// What `ftps` alone says to a person.
const WELCOME: &str = "\
ftps moves files over FTPS: what arrives is checked, and nothing goes over the
wire in clear.

  ftps put a.csv user@ftp.example.com:in/    send a file
  ftps get user@ftp.example.com:out/a.csv    fetch a file
  ftps user@ftp.example.com                  work at a server, line by line
  ftps sites add                             save a server under a short name

ftps help lists all commands, ftps COMMAND --help explains one.";

/// Runs the program; returns the exit status of the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    keep_secrets_out_of_core_dumps();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() <= 1 && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        // With nobody to welcome there is no harm.
        let _ = Ui::new(Output::default()).print(WELCOME);
        return ExitCode::from(Class::Done.code());
    }
    if arguments.get(1..).is_some_and(|rest| rest == ["help", "tls"]) {
        // With nobody to read it there is no harm.
        let _ = Ui::new(Output::default()).print(&policies());
        return ExitCode::from(Class::Done.code());
    }
    let json = arguments.iter().any(|argument| argument == "--json");
    let class = match in_our_form(arguments) {
        Ok(arguments) => match commands::command_line().try_get_matches_from(arguments) {
            Ok(matches) => match commands::chosen(&matches) {
                Some((spec, own)) => start(spec, own),
                None => Class::Usage,
            },
            Err(error) => help_or_refusal(&error, json),
        },
        Err(text) => refuse(&text, json),
    };
    ExitCode::from(class.code())
}

/// The arguments with the habits of other programs turned into our form, and `shell` put before a bare target.
///
/// # Errors
/// The text that refuses one of them and names our form.
fn in_our_form(mut arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let Some(first) = arguments.get(1).cloned() else { return Ok(arguments) };
    if !is_command(&first) {
        if let Some(words) = habits::command(&first) {
            arguments.splice(1..2, words?.iter().map(OsString::from));
        } else if let Some(text) = habits::first(&first).filter(|_| !is_shell(&arguments)) {
            return Err(text);
        } else if is_shell(&arguments) {
            arguments.insert(1, "shell".into());
        }
    }
    let name = arguments.get(1).cloned().unwrap_or_default();
    let Some(spec) = commands::ALL.iter().find(|spec| name == *spec.name) else {
        return Ok(arguments);
    };
    let rest = habits::settle(&spec.command(), arguments.get(2..).unwrap_or_default())?;
    arguments.truncate(2);
    arguments.extend(rest);
    Ok(arguments)
}

/// Prints the help that a command line asks for, or why it is not run.
fn help_or_refusal(error: &clap::Error, json: bool) -> Class {
    if !error.use_stderr() {
        // Help and version are results. Clap knows where each goes.
        let _ = error.print();
        return Class::Done;
    }
    let text = misspelt(error).unwrap_or_else(|| usage_text(error));
    refuse(&text, json)
}

/// Prints why a command line is not run.
fn refuse(text: &str, json: bool) -> Class {
    let ui = Ui::new(Output { json, ..Output::default() });
    ui.error(text);
    let lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    // Nobody is left to read it if that fails.
    let _ = ui.stopped(Class::Usage, &lines.collect::<Vec<_>>().join(" "));
    Class::Usage
}

/// The message about a word that is no command: the command, habit or site that was probably meant.
fn misspelt(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let shown = printable(word.as_bytes());
    let ours = commands::ALL.iter().map(|spec| spec.name);
    if let Some(meant) = nearest(word, ours) {
        return Some(format!(
            "{shown}: no such command; did you mean {meant}? (ftps help lists all)"
        ));
    }
    let sites = sites();
    if let Some(meant) = nearest(word, sites.iter().map(String::as_str)) {
        return Some(format!("{shown}: no such command or site; did you mean the site {meant}?"));
    }
    if let Some(Err(text)) =
        nearest(word, habits::commands()).and_then(|meant| habits::command(OsStr::new(meant)))
    {
        return Some(format!("{shown}: no such command; {text}"));
    }
    Some(format!("{shown}: no such command (ftps help lists all)"))
}

/// Whether arguments without a command mean `ftps shell`: a target, or options with a target behind them.
fn is_shell(arguments: &[OsString]) -> bool {
    let mut whole = arguments.to_vec();
    whole.insert(1.min(whole.len()), "shell".into());
    match arguments.get(1) {
        Some(first) if first.as_encoded_bytes().starts_with(b"-") => {
            let read = commands::command_line().try_get_matches_from(&whole);
            let own = |own: &ArgMatches| own.contains_id("target");
            read.is_ok_and(|all| all.subcommand_matches("shell").is_some_and(own))
        }
        Some(first) => !is_command(first) && is_place(first),
        None => false,
    }
}

fn is_command(word: &OsStr) -> bool {
    word == "help" || commands::ALL.iter().any(|spec| spec.name == word)
}

/// Whether a word can only be a server: a mistyped command must not be looked up as a host.
fn is_place(word: &OsStr) -> bool {
    let bytes = word.as_encoded_bytes();
    bytes.iter().any(|byte| b".:@".contains(byte)) || is_site(word) || is_host(word)
}

/// Whether a word that no command is like is the name of a host.
fn is_host(word: &OsStr) -> bool {
    let Some(word) = word.to_str() else { return false };
    if nearest(word, commands::ALL.iter().map(|spec| spec.name)).is_some()
        || host_name(word).is_err()
    {
        return false;
    }
    let waits =
        Cancel::new(None).map(|cancel| Waits { connect: HOST_WITHIN, stall: HOST_WITHIN, cancel });
    waits.is_ok_and(|waits| is_known(word, &waits))
}

/// Whether a word is the name of a saved site.
fn is_site(word: &OsStr) -> bool {
    sites().iter().any(|name| word == name.as_str())
}

/// The names of the saved sites; none where the configuration is wrong, which is reported when it is used.
fn sites() -> Vec<String> {
    let config = Cancel::new(Some(CONFIG_WITHIN)).and_then(|limit| Config::read(None, &limit));
    config.map(|config| config.names().map(str::to_owned).collect()).unwrap_or_default()
}

fn start(spec: &Spec, matches: &ArgMatches) -> Class {
    let (ui, done) = match spec.run {
        Run::Session => return shell::start(spec, matches),
        Run::Local(run) => (Arc::new(Ui::new(Output::default())), run(matches)),
        Run::Networked(run) => {
            let ui = Arc::new(Ui::new(settings::output(matches)));
            let env = Env::new(matches, Arc::clone(&ui));
            (ui, env.map_err(anyhow::Error::from).and_then(|env| run(&env)))
        }
        Run::Offline(run) => {
            let ui = Arc::new(Ui::new(settings::output(matches)));
            let env = Env::offline(matches, Arc::clone(&ui));
            (ui, env.map_err(anyhow::Error::from).and_then(|env| run(&env)))
        }
        // Clap asks for a command below it.
        Run::Group(_) => return Class::Usage,
    };
    let class = outcome(&ui, done);
    if ![Class::Done, Class::Usage].contains(&class)
        && let Some(hint) = commands::port_hint(spec, matches)
    {
        ui.warn(&hint);
    }
    class
}

/// A core dump would hold passwords and keys. The limit alone does not keep the kernel from piping one
/// to a program (core(5)), nor other processes of the user from reading the memory.
fn keep_secrets_out_of_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // Where this is not allowed the system has its own rules for dumps.
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_is_kept_from_core_dumps_and_from_other_processes() {
        keep_secrets_out_of_core_dumps();
        let dumpable = rustix::process::dumpable_behavior();
        assert!(matches!(dumpable, Ok(DumpableBehavior::NotDumpable)));
        assert_eq!(rustix::process::getrlimit(Resource::Core).current, Some(0));
    }

    #[test]
    fn only_a_place_is_a_shell_of_its_own() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        let is_shell = |line: &str| {
            in_our_form(words(line)).is_ok_and(|all| all.get(1) == Some(&OsString::from("shell")))
        };
        assert!(is_shell("ftps ftp.example.com") && is_shell("ftps joe@host -v"));
        assert!(is_shell("ftps localhost") && is_shell("ftps -u joe ftp://host/in"));
        assert!(!is_shell("ftps ls host:in") && !is_shell("ftps gte") && !is_shell("ftps --help"));
    }
}
