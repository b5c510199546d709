//! The connection options of a shell: what it was started with, what `set` changed, and what `open`
//! was given for the server at hand. Every command gets them, unless its line says otherwise.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::error::{Error, usage};
use crate::settings::flags;

/// What an option was set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A switch, given so many times.
    Switch(u8),
    /// Its values.
    Text(Vec<OsString>),
}

/// Options and their values, by their names.
pub(super) type Given = BTreeMap<String, Value>;

/// The options of a shell.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// For every server.
    pub(super) lasting: Given,
    /// For the server at hand.
    pub(super) of_server: Given,
}

/// All connection options, as clap sees them.
pub(super) fn all() -> Command {
    flags::networked(Command::new("ftps").no_binary_name(true))
}

/// What a command line gave of the options that a command has.
pub(super) fn given(command: &Command, matches: &ArgMatches) -> Given {
    let typed =
        |arg: &&Arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
    let value = |arg: &Arg| {
        let id = arg.get_id().as_str();
        match arg.get_action() {
            ArgAction::SetTrue => Value::Switch(1),
            ArgAction::Count => Value::Switch(matches.get_count(id)),
            _ => {
                let raw = matches.get_raw(id).into_iter().flatten();
                Value::Text(raw.map(|value| lasting(arg, value.to_owned())).collect())
            }
        }
    };
    let arguments = command.get_arguments().filter(typed);
    arguments.map(|arg| (arg.get_id().to_string(), value(arg))).collect()
}

/// A file's name that still means the same after `lcd`.
fn lasting(arg: &Arg, value: OsString) -> OsString {
    let is_file =
        arg.get_value_names().is_some_and(|names| names.iter().any(|name| name == "FILE"));
    let whole = is_file.then(|| std::path::absolute(&value).ok()).flatten();
    whole.map_or(value, OsString::from)
}

impl Options {
    /// What is in force.
    pub(super) fn in_force(&self) -> Given {
        let mut all = self.lasting.clone();
        all.extend(self.of_server.clone());
        all
    }

    /// The arguments for a command whose own line was read as `line`: what is in force, but for
    /// what the line gives, or what cannot stand beside it.
    pub(super) fn arguments(&self, command: &Command, line: &ArgMatches) -> Vec<OsString> {
        let typed = given(command, line);
        let find = |id: &str| command.get_arguments().find(|arg| arg.get_id() == id);
        let fights = |arg: &Arg, other: &Arg| {
            command.get_arg_conflicts_with(arg).iter().any(|one| one.get_id() == other.get_id())
        };
        let mut arguments = Vec::new();
        for (id, value) in self.in_force() {
            let Some(arg) = find(&id) else { continue };
            let settled = typed.keys().filter_map(|other| find(other)).any(|other| {
                other.get_id() == arg.get_id() || fights(arg, other) || fights(other, arg)
            });
            if !settled {
                arguments.extend(written(&id, &value));
            }
        }
        arguments
    }
}

/// An option as it would be typed.
pub(super) fn written(id: &str, value: &Value) -> Vec<OsString> {
    match value {
        Value::Switch(times) => vec![format!("--{id}").into(); usize::from(*times)],
        Value::Text(values) => values
            .iter()
            .map(|value| {
                let mut whole = OsString::from(format!("--{id}="));
                whole.push(value);
                whole
            })
            .collect(),
    }
}

/// Whether an option says how to log in, so that it means nothing to a connection that stands.
pub(super) fn is_of_login(id: &str) -> bool {
    let all = all();
    let heading =
        all.get_arguments().find(|arg| arg.get_id() == id).and_then(Arg::get_help_heading);
    let port = ["port", "ipv4", "ipv6"].contains(&id);
    port || heading.is_some_and(|heading| heading != flags::NETWORK && heading != flags::OUTPUT)
}

/// A usage error that clap found, as text: what is wrong, and how it is used.
pub(super) fn clap_text(error: &clap::Error) -> Error {
    let text = error.to_string();
    let text = text.trim_start_matches("error: ").trim_end();
    let text = text.replace("\n\nFor more information, try '--help'.", "");
    // That a mistyped option may also be a file's name is rarely what helps.
    let (before, behind) = text.split_once("\n\n  tip: to pass").unwrap_or((&text, ""));
    let behind = behind.split_once("\n\n").map_or(String::new(), |(_, rest)| format!("\n\n{rest}"));
    usage(format!("{before}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_wins_over_what_was_set() {
        let set = all().try_get_matches_from(["-v", "-v", "--timeout", "5s", "-4"]).expect("sound");
        let options = Options { lasting: given(&all(), &set), ..Options::default() };
        let arguments = |line: &[&str]| {
            let matches = all().try_get_matches_from(line).expect("sound");
            options.arguments(&all(), &matches)
        };
        assert_eq!(arguments(&[]), ["--ipv4", "--timeout=5s", "--verbose", "--verbose"]);
        assert_eq!(arguments(&["-q", "-6", "--timeout", "1s"]), Vec::<OsString>::new());
    }

    #[test]
    fn options_of_a_login_are_told_from_others() {
        for id in ["user", "ca-file", "tls-max", "port"] {
            assert!(is_of_login(id), "{id}");
        }
        for id in ["timeout", "verbose", "retries"] {
            assert!(!is_of_login(id), "{id}");
        }
    }
}
