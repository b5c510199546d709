//! From the arguments of the process to its exit code.

mod shell;

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

use crate::commands::{self, Env, Run, Spec};
use crate::error::{Class, Error, printable};
use crate::net::cancel::Cancel;
use crate::net::{Waits, is_known};
use crate::settings::config::Config;
use crate::settings::target::host_name;
use crate::settings::{self, Output};
use crate::ui::tls::policies;
use crate::ui::{Ui, is_broken_pipe};

/// How long the configuration may take when it is only asked for a name.
const CONFIG_WITHIN: Duration = Duration::from_secs(5);

/// How long it may take to find out whether a word is the name of a host.
const HOST_WITHIN: Duration = Duration::from_secs(2);

/// What `ftps` alone says to a person.
const WELCOME: &str = "\
ftps moves files over FTPS: what arrives is checked, and nothing goes over the wire in clear.

  ftps user@ftp.example.com                       work at a server, step by step
  ftps get user@ftp.example.com:out/a.csv         fetch a file
  ftps put *.csv user@ftp.example.com:in/         send files

ftps help tells of all commands, ftps COMMAND --help of one.";

/// Runs the program; returns what the process ends with.
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
    let class = match commands::command_line().try_get_matches_from(with_shell(arguments)) {
        Ok(matches) => match commands::chosen(&matches) {
            Some((spec, own)) => start(spec, own),
            None => Class::Usage,
        },
        Err(error) => {
            if let Some(meant) = misspelt(&error) {
                Ui::new(Output::default()).error(&meant);
                return ExitCode::from(Class::Usage.code());
            }
            // Help and version are results; anything else is a usage error. Clap knows where each goes.
            let _ = error.print();
            if error.use_stderr() { Class::Usage } else { Class::Done }
        }
    };
    ExitCode::from(class.code())
}

/// What to say of a word that is no command but looks like one.
fn misspelt(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let meant = nearest(word, commands::ALL.iter().map(|spec| spec.name))?;
    let word = printable(word.as_bytes());
    Some(format!("{word}: no such command; did you mean {meant}? (ftps help lists all)"))
}

/// `ftps TARGET` means `ftps shell TARGET`, and so do options with a target behind them.
fn with_shell(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut whole = arguments.clone();
    whole.insert(1.min(whole.len()), "shell".into());
    let is_shell = match arguments.get(1) {
        Some(first) if first.as_encoded_bytes().starts_with(b"-") => {
            let read = commands::command_line().try_get_matches_from(&whole);
            let own = |own: &ArgMatches| own.contains_id("target");
            read.is_ok_and(|all| all.subcommand_matches("shell").is_some_and(own))
        }
        Some(first) => !is_command(first) && is_place(first),
        None => false,
    };
    if is_shell { whole } else { arguments }
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

/// Whether a word is the name of a saved site. What is wrong with the configuration is told later.
fn is_site(word: &OsStr) -> bool {
    let config = Cancel::new(Some(CONFIG_WITHIN)).and_then(|limit| Config::read(None, &limit));
    config.is_ok_and(|config| config.names().any(|name| word == name))
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
    if class != Class::Done
        && let Some(hint) = commands::port_hint(spec, matches)
    {
        ui.warn(&hint);
    }
    class
}

/// The class of an outcome; a failure is told of.
fn outcome(ui: &Ui, outcome: anyhow::Result<Class>) -> Class {
    outcome.unwrap_or_else(|error| {
        let class = tell(ui, &error);
        // Nobody is left to tell if that fails.
        let _ = ui.stopped(class, &format!("{error:#}"));
        class
    })
}

/// Says why a command failed; returns its class.
fn tell(ui: &Ui, error: &anyhow::Error) -> Class {
    let known = error.downcast_ref::<Error>();
    if !known.is_some_and(is_broken_pipe) {
        ui.error(&format!("{error:#}"));
    }
    known.map_or(Class::Other, Error::class)
}

/// The name that was probably meant: one that begins so, or has a letter more, less or otherwise.
fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut names: Vec<(usize, &str)> = names.map(|name| (distance(typed, name), name)).collect();
    names.sort_unstable();
    let begins = names.iter().find(|(_, name)| typed.len() >= 2 && name.starts_with(typed));
    let near = names.first().filter(|(distance, name)| *distance <= 2 && *distance < name.len());
    begins.or(near).map(|(_, name)| *name)
}

/// How many letters must be put in, taken out or replaced.
fn distance(a: &str, b: &str) -> usize {
    let other: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in a.chars().enumerate() {
        let mut before = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (above, wanted) in row.iter().skip(1).zip(&other) {
            let replaced = before + usize::from(letter != *wanted);
            before = *above;
            left = replaced.min(*above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
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

    #[test]
    fn a_mistyped_name_is_told_from_another() {
        let names = ["get", "put", "mkdir", "rmdir", "queue"];
        let nearest = |typed| nearest(typed, names.into_iter());
        assert_eq!(nearest("gte"), Some("get"));
        assert_eq!(nearest("qu"), Some("queue"));
        assert_eq!(nearest("mkdri"), Some("mkdir"));
        assert_eq!(nearest("history"), None);
    }

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
        let is_shell =
            |line: &str| with_shell(words(line)).get(1) == Some(&OsString::from("shell"));
        assert!(is_shell("ftps ftp.example.com") && is_shell("ftps joe@host -v"));
        assert!(is_shell("ftps localhost") && is_shell("ftps -u joe ftp://host/in"));
        assert!(!is_shell("ftps ls host:in") && !is_shell("ftps gte") && !is_shell("ftps --help"));
    }
}
