//! `ftps ls`: lists remote folders and files, as the system's `ls` does.

mod options;
mod order;
mod show;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::inspect::Inspection;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::settings::flags;
use options::Options;
use show::Show;

pub(super) const SPEC: Spec = Spec {
    name: "ls",
    about: "List remote folders and files",
    more: "\
Names are sorted by their bytes, and shown in columns on a terminal. Names that begin with a dot are
always shown. Names may be patterns, in quotes so that the shell leaves them alone. Times are local
(--utc: UTC, marked Z); a time marked ? is in the server's own zone, which it does not report. The long
form has no column that the server reports nothing for. An incomplete listing is an error (9), never a
short result. -h shows sizes for people; help is --help.

  ftps ls user@ftp.example.com
  ftps ls -lt 'user@ftp.example.com:out/*.csv'
  ftps ls -lhS --group-directories-first ftp://user@ftp.example.com/out/
  ftps ls -U -1 user@ftp.example.com:huge | head
  ftps ls --json user@ftp.example.com:out",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    // -h is for sizes, as in ls and du; help has its long form.
    let command = command.disable_help_flag(true).args([
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The folders and files to list"),
        Arg::new("help").long("help").action(ArgAction::Help).help("Print help"),
        switch("long", "Show permissions, owner, group, size and time too").short('l'),
        switch("all", "Show names that begin with a dot too, as is always done")
            .short('a')
            .visible_short_alias('A'),
        switch("one-per-line", "Show one name a line").short('1').conflicts_with("long"),
        switch("human-readable", "Show sizes as 1.20 MiB").short('h'),
        switch("directory", "Show folders themselves, not their entries").short('d'),
        switch("recursive", "Show the folders in folders too")
            .short('R')
            .conflicts_with("directory"),
        switch("classify", "Mark folders by /, links by @, programs by *").short('F'),
        switch("literal", "Take all names literally, never as patterns"),
        switch("utc", "Show times in UTC"),
        switch("null", "Print the exact bytes of each name, ended by NUL")
            .short('0')
            .visible_alias("zero")
            .conflicts_with_all(["long", "classify"]),
        switch("raw", "Print the listing as the server sends it").conflicts_with_all([
            "long",
            "recursive",
            "directory",
            "classify",
            "null",
            "json",
        ]),
    ]);
    order::define(command.arg(flags::quote()))
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let options = Options::read(env);
    let mut show = Show::new(env, &options, targets.len());
    let class = Inspection::new(env, "ls")
        .each(&targets, |run, client, _, target| show.target(run, client, target))?;
    Ok(class)
}
