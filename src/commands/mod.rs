//! The table of commands. It drives help, parsing, completions and man pages: a new command is one
//! new file and one line here.

mod batch;
mod cat;
mod chmod;
mod completions;
mod connections;
mod consent;
pub mod context;
mod du;
mod environment;
mod expand;
mod feat;
mod find;
mod get;
pub mod globs;
mod hosts;
mod inspect;
mod ls;
mod mirror;
mod mkdir;
mod mv;
mod names;
mod operands;
mod overwrite;
mod permissions;
mod put;
mod quote;
mod remote_change;
mod rm;
mod rmdir;
mod shell;
mod site;
mod sites;
mod stale;
mod stat;
mod trust;
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::error::{Class, Result, usage};
use crate::net::cancel::Cancel;
use crate::settings::config::Config;
use crate::settings::login::Claims;
use crate::settings::target::{Operand, Place};
use crate::settings::{Output, Settings, flags};
use crate::ui::Ui;
use context::Stand;
use environment::ENVIRONMENT;

/// A command.
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Examples and rules, shown by `--help`.
    pub more: &'static str,
    /// Adds its own arguments.
    pub define: fn(Command) -> Command,
    /// Does it.
    pub run: Run,
}

/// How a command is run.
#[derive(Clone, Copy)]
pub enum Run {
    /// It talks to servers and takes the options for that.
    Networked(fn(&Env<'_>) -> anyhow::Result<Class>),
    /// It runs others: the layer above does it. It takes the options of networked commands.
    Session,
    /// It needs nothing but its arguments.
    Local(fn(&ArgMatches) -> anyhow::Result<Class>),
    /// It needs the configuration and no server.
    Offline(fn(&Env<'_>) -> anyhow::Result<Class>),
    /// Its subcommands do it.
    Group(&'static [Spec]),
}

/// What a networked command works with.
pub struct Env<'a> {
    /// Its arguments.
    pub matches: &'a ArgMatches,
    /// What the user sees.
    pub ui: Arc<Ui>,
    /// Ends every wait.
    pub cancel: Cancel,
    /// What the configuration file says.
    pub config: Config,
    /// The passwords of the run, each with the server that it is for.
    pub claims: Claims,
    /// From where it runs.
    pub stand: Stand<'a>,
}

/// All commands, in the order of the help.
pub const ALL: &[Spec] = &[
    ls::SPEC,
    get::SPEC,
    put::SPEC,
    mirror::SPEC,
    cat::SPEC,
    find::SPEC,
    stat::SPEC,
    du::SPEC,
    rm::SPEC,
    mv::SPEC,
    mkdir::SPEC,
    rmdir::SPEC,
    chmod::SPEC,
    feat::SPEC,
    quote::SPEC,
    site::SPEC,
    sites::SPEC,
    hosts::SPEC,
    trust::SPEC,
    shell::SHELL,
    shell::RUN,
    completions::SPEC,
];

/// The whole command line.
pub fn command_line() -> Command {
    Command::new("ftps")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Move files over FTPS: exit 0 means that every byte is where it should be, checked, and nothing went over the wire in clear")
        .after_help(AFTER)
        .after_long_help(format!("{AFTER}\n\n{CONFIG}\n\n{ENVIRONMENT}\n\n{JSON}"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(false)
        .subcommands(ALL.iter().map(Spec::command))
}

const AFTER: &str = "\
A server is ftp://HOST/PATH (explicit TLS, always on), ftps://HOST/PATH (implicit TLS, port 990) or
HOST:PATH; NAME:PATH is a saved site. Paths are relative to the login folder; //PATH and HOST:/PATH are absolute.

  ftps ls user@ftp.example.com:in
  ftps get ftp://user@ftp.example.com/out/a.csv
  ftps put a.csv b.csv user@ftp.example.com:in/
  ftps mirror --delete site/ user@ftp.example.com:www

Exit status: 0 all done and verified, 1 other failure, 2 usage, 3 local file, 4 network,
5 TLS or trust, 6 login refused, 7 refused for good, 8 refused for now, 9 integrity,
10 some of several failed, 11 another run has the lock, 12 safety stop (look first), 13 a pattern
matched nothing, 14 deadline, 130 interrupted, 143 terminated.";

/// What the configuration file holds.
const CONFIG: &str = "\
Saved sites stand in config.toml, in the folder ftps of the user's configuration folder (on Linux
~/.config/ftps/config.toml; --config names another file). A site is used as NAME:PATH, or as NAME
where only a server can stand. Its keys are the long options of a server's connection without their
dashes; a switch is true or false, what may be given several times a list in brackets. host is the
server (NAME, where it is left out), path the folder in which relative paths begin. The command line
wins over the site, the site over [defaults]. Names of files are taken from the folder of
config.toml; ~/ is the home folder. A password does not stand there: password-command,
password-file, a netrc file or the prompt give it.

  [defaults]
  timeout = \"1m\"

  [site.bank]
  host = \"ftp.bank.example\"
  port = 2121
  user = \"acme\"
  password-command = \"pass show bank\"
  pin = [\"sha256//GRI6EVn8qmMhN+3zPRGKNZYnHYYfbzBbGRhr8yrkzJc=\"]
  path = \"in\"

  ftps put report.csv bank:2026/";

/// What `--json` prints. Later versions add fields and events, and change none.
const JSON: &str = "\
With --json standard output is JSON Lines: one object an event, the summary last. Every object has v
(1) and event. A name that is not UTF-8 is shown with replacement characters, and its exact
bytes stand beside it in base64, as local_base64, path_base64 and so on.

file, one a file that get or put was given, or that mirror moves:
  action    get or put
  local     the local name, - for a standard stream
  remote    the path on the server, from the root on where the server told it
  state     verified: sizes or digests agree; acknowledged: the server said that it arrived;
            skipped: left as it was; failed
  bytes     verified, acknowledged: the length of the file
  seconds   verified, acknowledged: how long it took
  source    removed, where --remove-source removed it
  reason    skipped: exists or not newer
  exit      failed: the exit status that this failure alone would give
  error     failed: what was being done, and why it failed

plan, one a step of mirror --dry-run:
  action    put, get, mkdir, link, delete, rmdir (an empty folder) or backup (moved to --backup-dir)
  path      relative to both folders; path_base64 beside one that is not UTF-8
  bytes     put, get: the length of the file, if known
  to        link: where it points

change, one a step of mirror that moves no file:
  action, path as above
  state     done or failed
  exit, error  failed: as above

entry, one a name that ls, find or stat shows:
  name, kind (file, dir, symlink, other), size, mtime (RFC 3339), precision (s, m, d)
  path      the path on the server (find, stat)
  folder    the folder that it is in (ls)
  mode, owner, link (find, stat), where the server tells them

done, failed and skipped, one a name that rm, rmdir, mkdir, mv or chmod was to change:
  action    the command
  path      the path on the server
  to        done by mv: the new path
  reason    skipped: why
  exit, error   failed: as for file

trusted, one a server that trust shows:
  host, port, renewals (whether later certificates are trusted too), certificate, key (SHA-256),
  subject, issuer, names, not_before, not_after, added (RFC 3339)

usage, one a folder that du shows:
  path, bytes, files, folders, unsized (files of which the server tells no size)

reply, what the server said to quote, site or feat:
  command, code, lines

summary, the last line of a command:
  exit      the exit status
  files     how many arrived: verified and acknowledged together
  verified, acknowledged, skipped, failed
  untried   how many had no turn because the run was stopped
  deleted   how many names rm, rmdir and mirror removed
  same      mirror: files that need no transfer
  changed   how many names were made, moved, given a mode, or shown
  bytes     of the files that arrived
  certificate_days, client_certificate_days: days left of the certificate, the least of all servers
  seconds   of the whole run
  error     why the command failed as a whole, or beside its files";

impl Spec {
    /// The command as clap sees it.
    pub fn command(&self) -> Command {
        let bare = Command::new(self.name).about(self.about).after_help(self.more);
        let own = (self.define)(bare);
        match self.run {
            Run::Networked(_) | Run::Session => flags::networked(own),
            Run::Offline(_) => flags::offline(own),
            Run::Local(_) => own,
            Run::Group(below) => own
                .subcommand_required(true)
                .arg_required_else_help(true)
                .disable_help_subcommand(true)
                .subcommands(below.iter().map(Spec::command)),
        }
    }

    /// The same in a shell, where an operand called `target` may be left out: it is then the folder
    /// that one is in.
    pub fn command_in_shell(&self) -> Command {
        let command = match self.name {
            // Nothing tells the sides apart there.
            "mirror" => self.command().arg(
                Arg::new("reverse")
                    .short('R')
                    .long("reverse")
                    .action(ArgAction::SetTrue)
                    .help("From here to the server; without it from the server to here"),
            ),
            _ => self.command(),
        };
        command.mut_args(|arg| match arg.get_id().as_str() {
            "target" => arg.required(false),
            _ => arg,
        })
    }
}

/// The command that was chosen, in a group the one below it, with its arguments.
pub fn chosen(matches: &ArgMatches) -> Option<(&'static Spec, &ArgMatches)> {
    let mut found = (ALL, matches);
    loop {
        let (name, own) = found.1.subcommand()?;
        let spec = found.0.iter().find(|spec| spec.name == name)?;
        match spec.run {
            Run::Group(below) => found = (below, own),
            _ => return Some((spec, own)),
        }
    }
}

/// What to say where a command failed and a target has a number where other programs have a port.
pub fn port_hint(spec: &Spec, matches: &ArgMatches) -> Option<String> {
    let command = spec.command();
    let operands = command
        .get_positionals()
        .filter_map(|operand| matches.try_get_raw(operand.get_id().as_str()).ok().flatten());
    operands.flatten().find_map(|text| match Operand::parse(text, Place::Operand) {
        Ok(Operand::Remote(target)) => {
            let (host, port) = (&target.host, target.likely_port()?);
            Some(format!(
                "{host}:{port} means the folder {port} at {host}; for the port say -p {port} {host}:, or ftp://{host}:{port}/"
            ))
        }
        _ => None,
    })
}

impl<'a> Env<'a> {
    /// Settles the options and prepares to be interrupted.
    pub fn new(matches: &'a ArgMatches, ui: Arc<Ui>) -> Result<Self> {
        let cancel = Cancel::new(flags::deadline(matches))?;
        cancel.on_signals()?;
        Self::within(matches, ui, cancel, Stand::OneShot)
    }

    /// The same for a command that needs no server, and takes no options for one.
    pub fn offline(matches: &'a ArgMatches, ui: Arc<Ui>) -> Result<Self> {
        let cancel = Cancel::new(None)?;
        cancel.on_signals()?;
        let config = Config::read(matches.get_one::<PathBuf>("config"), &cancel)?;
        Ok(Self { matches, ui, cancel, config, claims: Claims::default(), stand: Stand::OneShot })
    }

    /// The same as `new` for a command of a shell, which has prepared to be interrupted itself.
    pub fn within(
        matches: &'a ArgMatches,
        ui: Arc<Ui>,
        cancel: Cancel,
        stand: Stand<'a>,
    ) -> Result<Self> {
        ui.end_with(&cancel);
        let config = Config::read(matches.get_one::<PathBuf>("config"), &cancel)?;
        // What contradicts itself is told before anything is sent.
        Settings::settle(matches, &config, None)?;
        let claims = match stand {
            Stand::OneShot => Claims::default(),
            Stand::Shell(inside) => inside.claims.clone(),
        };
        Ok(Self { matches, ui, cancel, config, claims, stand })
    }

    /// An error if files and JSON Lines would both go to standard output.
    pub fn keep_json_apart(&self) -> Result<()> {
        if self.output().json {
            return Err(usage("--json and a file cannot both go to standard output"));
        }
        Ok(())
    }

    /// How things are said.
    pub fn output(&self) -> Output {
        self.ui.output()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command_line().debug_assert();
    }

    #[test]
    fn every_command_teaches_by_example() {
        let below = ALL.iter().flat_map(|spec| match spec.run {
            Run::Group(below) => below,
            _ => &[],
        });
        for spec in ALL.iter().chain(below) {
            assert!(spec.more.contains("ftps "), "{}", spec.name);
            assert!(!spec.about.ends_with('.'), "{}", spec.name);
        }
    }
}
