//! What options and configuration say of who logs in.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;

use super::question::Questions;
use super::source::Source;
use crate::error::{Result, usage};
use crate::settings::flags::PASSWORD;
use crate::settings::layers::Layers;

/// Where user, password and account may come from, as the options say.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// `--user`.
    pub user: Option<String>,
    /// `--anonymous`.
    pub anonymous: bool,
    /// `--virtual-host`.
    pub virtual_host: Option<String>,
    /// Who logs in as the configuration has it, if neither the command line nor the target says so.
    pub saved: Option<User>,
    /// Where the password is, if an option says so.
    pub password: Option<PasswordOption>,
    /// `--account-file`.
    pub account_file: Option<PathBuf>,
    /// `--netrc-file`.
    pub netrc_file: Option<PathBuf>,
    /// `--no-netrc`.
    pub no_netrc: bool,
    /// Whether the user may be asked.
    pub questions: Questions,
}

/// Who logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// Somebody with a name.
    Named(String),
    /// Anybody.
    Anonymous,
}

/// An option that says where a password is, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordOption {
    /// It stands on the command line, and is for one server of the run.
    OfRun(Source),
    /// It stands in the configuration, and is for that site.
    OfSite(Source),
}

impl Credentials {
    /// Settles the options.
    pub(in crate::settings) fn settle(layers: &Layers<'_>) -> Result<Self> {
        let typed = layers.command_line();
        let user = |matches: &ArgMatches| matches.get_one::<String>("user").cloned();
        let saved = layers.saved_saying(&["user", "anonymous"]);
        let netrc = layers.saying(&["netrc-file", "no-netrc"]);
        let account = layers.saying(&["account-file"]);
        let password = match layers.saved_saying(&PASSWORD) {
            Some(saved) => source(saved).map(PasswordOption::OfSite),
            None => source(typed).map(PasswordOption::OfRun),
        };
        let given = Self {
            user: user(typed),
            anonymous: typed.get_flag("anonymous"),
            virtual_host: layers
                .saying(&["virtual-host"])
                .get_one::<String>("virtual-host")
                .cloned(),
            saved: saved.map(|saved| user(saved).map_or(User::Anonymous, User::Named)),
            password,
            account_file: account.get_one::<PathBuf>("account-file").cloned(),
            netrc_file: netrc.get_one::<PathBuf>("netrc-file").cloned(),
            no_netrc: netrc.get_flag("no-netrc"),
            questions: Questions::default(),
        };
        match &given.user {
            // It is not repeated: what stands behind the colon is most likely a password.
            Some(user) if user.contains(':') => Err(usage(
                "--user takes a name only; a password there could be read by other users of this machine: give it by \
                 --password-file FILE, --password-command COMMAND, FTPS_PASSWORD, a netrc file or a saved site",
            )),
            _ => Ok(given),
        }
    }
}

fn source(matches: &ArgMatches) -> Option<Source> {
    let file = matches.get_one::<PathBuf>("password-file").cloned().map(Source::File);
    let command = matches.get_one::<OsString>("password-command").cloned().map(Source::Command);
    let name = matches.get_one::<String>("password-credential").cloned().map(Source::Credential);
    let stdin = matches.get_flag("password-stdin").then_some(Source::Stdin);
    file.or(command).or(name).or(stdin)
}
