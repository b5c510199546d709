//! What `cat`, `head` and `tail` share: the files, the count, and the names above the files.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

use super::connections::Connections;
use super::env::Env;
use super::expand::expand;
use super::operands;
use super::remote_change::literal;
use crate::error::{Class, Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::settings::flags;
use crate::settings::target::Place;
use crate::transfer::Rules;
use crate::transfer::excerpt::Count;
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

/// Lines that are shown unless a count is given, as everywhere.
const LINES: u64 = 10;

/// A count as typed: from the near end, or with a plus from the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Plain(u64),
    Plus(u64),
}

/// Whether files stand under their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Headers {
    /// They do, if there are several.
    OfSeveral,
    /// They do not.
    None,
}

/// Adds the files.
pub(super) fn files(command: Command) -> Command {
    literal(flags::close_notify(command.arg(flags::quote()))).arg(
        Arg::new("remote")
            .value_name("REMOTE")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The files; patterns are matched here"),
    )
}

/// Adds the files and the counts.
pub(super) fn counts(command: Command) -> Command {
    let count = |name: &'static str, short: char, help: &'static str| {
        Arg::new(name)
            .short(short)
            .long(name)
            .value_name("N")
            .value_parser(count)
            .allow_hyphen_values(true)
            .help(help)
    };
    files(command).args([
        count("lines", 'n', "Show N lines [10]"),
        count("bytes", 'c', "Show N bytes: 512, 4K, 1M").conflicts_with("lines"),
    ])
}

fn count(text: &str) -> Result<Typed, String> {
    let (plus, digits) = match text.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let number = if digits == "0" { Ok(0) } else { flags::size(digits) };
    let number = number.map_err(|_| format!("{text}: want a number"))?;
    Ok(if plus { Typed::Plus(number) } else { Typed::Plain(number) })
}

/// The count that was asked for, and whether it is from the other end.
pub(super) fn counted(matches: &ArgMatches) -> (Count, bool) {
    let typed = |name| matches.get_one::<Typed>(name).copied();
    match (typed("lines"), typed("bytes")) {
        (_, Some(Typed::Plain(bytes))) => (Count::Bytes(bytes), false),
        (_, Some(Typed::Plus(bytes))) => (Count::Bytes(bytes), true),
        (Some(Typed::Plus(lines)), None) => (Count::Lines(lines), true),
        (Some(Typed::Plain(lines)), None) => (Count::Lines(lines), false),
        (None, None) => (Count::Lines(LINES), false),
    }
}

/// Shows each file by `show`, under its name if there are several. Returns the class of the run.
pub(super) fn each(
    env: &Env<'_>,
    verb: &str,
    headers: Headers,
    mut show: impl FnMut(&mut Client, &RemotePath, &Rules) -> Result<()>,
) -> Result<Class> {
    env.keep_json_apart()?;
    let given = env.matches.get_many::<OsString>("remote").into_iter().flatten();
    let targets = given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let rules = Rules { close_notify: operands::close_notify(env.matches), ..Rules::default() };
    let mut servers = Connections::new(env, usize::MAX);
    let mut tally = Tally::default();
    let mut files = Vec::new();
    for target in &targets {
        let server = servers.index(target)?;
        let found = if env.matches.get_flag("literal") {
            Ok(vec![target.path.clone()])
        } else {
            expand(env, servers.client(target)?, target)
        };
        match found {
            Ok(found) => files.extend(found.into_iter().map(|path| (server, path))),
            Err(error) => failed(env, verb, &target.path, &error, &mut tally),
        }
    }
    servers.expect_transfers(files.len());
    let headers = headers == Headers::OfSeveral && files.len() > 1;
    for (number, (server, path)) in files.iter().enumerate() {
        let client = servers.clients().nth(*server).ok_or_else(|| usage("no server to talk to"))?;
        let shown =
            header(env, path, headers.then_some(number)).and_then(|()| show(client, path, &rules));
        match shown {
            Ok(()) => tally.changed(),
            // Nobody reads the results any more.
            Err(error) if is_broken_pipe(&error) => return Ok(error.class()),
            Err(error) => failed(env, verb, path, &error, &mut tally),
        }
        if env.cancel.check().is_err() {
            break;
        }
    }
    Ok(tally.class())
}

/// Prints the name of a file; its number says whether one stands before it.
fn header(env: &Env<'_>, path: &RemotePath, number: Option<usize>) -> Result<()> {
    let Some(number) = number else { return Ok(()) };
    let gap = if number > 0 { "\n" } else { "" };
    let text = format!("{gap}==> {} <==\n", printable(path.as_bytes()));
    write(env, text.as_bytes())
}

fn failed(
    env: &Env<'_>,
    verb: &str,
    path: &RemotePath,
    error: &crate::error::Error,
    tally: &mut Tally,
) {
    tally.failed(error.class());
    env.ui.error(&format!("{verb} {}: {error}", printable(path.as_bytes())));
}

/// Prints bytes of a file as they are.
pub(super) fn write(env: &Env<'_>, bytes: &[u8]) -> Result<()> {
    env.ui.stream().write(bytes).map_err(local("standard output"))
}
