//! The connection options of a shell: those that it was started with, those that `set` changed, and those that `open`
//! was given for the server at hand. Every command gets them, unless its line says otherwise.

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command};

use super::super::usage::usage_text;
use crate::error::{Error, usage};
use crate::settings::flags;
use crate::settings::given::{Given, given, written};

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

impl Options {
    /// The settings in force.
    pub(super) fn in_force(&self) -> Given {
        let mut all = self.lasting.clone();
        all.extend(self.of_server.clone());
        all
    }

    /// The arguments for a command whose own line was read as `line`: those in force, but for
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

/// Whether an option says how to log in, so that it means nothing to a connection that stands.
pub(super) fn is_of_login(id: &str) -> bool {
    let all = all();
    let heading =
        all.get_arguments().find(|arg| arg.get_id() == id).and_then(Arg::get_help_heading);
    let port = ["port", "ipv4", "ipv6"].contains(&id);
    port || heading.is_some_and(|heading| heading != flags::NETWORK && heading != flags::OUTPUT)
}

/// A usage error that clap found.
pub(super) fn clap_text(error: &clap::Error) -> Error {
    usage(usage_text(error))
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
