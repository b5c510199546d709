//! `ftps quote`: sends a command as the user typed it, and shows the reply.

use std::ffi::{OsStr, OsString};

use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::connections::Connections;
use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, usage};
use crate::ftp::wire::command::Command as Sent;
use crate::ftp::wire::reply::Reply;
use crate::settings::target::{Place, Target};
use crate::ui::tally::Tally;

pub(super) const SPEC: Spec = Spec {
    name: "quote",
    about: "Send a command of your own and show the reply",
    more: "\
It is sent as it is, once; a refusal (4yz, 5yz) is an error. Commands that would change the state of
the session (USER, PROT, TYPE, PASV, RETR and their kin) are refused here.

  ftps quote user@ftp.example.com STAT
  ftps quote user@ftp.example.com 'SITE CHMOD 640 a.csv'",
    side: Side::Neither,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    words(command, "The server, and the command; several words are joined by blanks")
}

/// Adds a target and the words that follow it, which are one list: in a shell the target is left out.
pub(super) fn words(command: Command, help: &'static str) -> Command {
    command.arg(
        Arg::new("words")
            .value_name("TARGET COMMAND")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .trailing_var_arg(true)
            .allow_hyphen_values(true)
            .help(help),
    )
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (target, line) = asked(env, b"")?;
    let command = Sent::quoted(&line)?;
    let reply = say(env, &target, &command)?;
    show(env, &command, &reply)
}

/// The server, and the words behind it as one line.
pub(super) fn asked(env: &Env<'_>, before: &[u8]) -> Result<(Target, Vec<u8>)> {
    let words = env.matches.get_many::<OsString>("words").into_iter().flatten();
    let words: Vec<&OsString> = words.collect();
    let (target, words) = match words.as_slice() {
        words if env.is_shell() => (env.here()?, words),
        [target, words @ ..] if !words.is_empty() => (server(env, target)?, words),
        _ => return Err(usage("which command? It stands behind the server")),
    };
    let words: Vec<&[u8]> = words.iter().map(|word| word.as_encoded_bytes()).collect();
    Ok((target, [before, &words.join(&b' ')].concat()))
}

fn server(env: &Env<'_>, text: &OsStr) -> Result<Target> {
    let target = env.remote(text, Place::Target)?;
    if !target.path.is_empty() {
        return Err(usage(
            "a command goes to a server, not to a path on it: name the path in the command",
        ));
    }
    Ok(target)
}

/// Sends one command.
pub(super) fn say(env: &Env<'_>, target: &Target, command: &Sent) -> Result<Reply> {
    let mut servers = Connections::new(env, 0);
    servers.client(target)?.with(|session| session.quote(command))
}

/// Shows a reply, and ends the run.
pub(super) fn show(env: &Env<'_>, command: &Sent, reply: &Reply) -> anyhow::Result<Class> {
    env.ui.reply(&command.to_string(), reply)?;
    let mut tally = Tally::default();
    tally.changed();
    env.ui.counted(&tally)?;
    Ok(Class::Done)
}
