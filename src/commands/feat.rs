//! `ftps feat`: shows the features that a server announces.

use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::env::Env;
use super::quote;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, printable, usage};
use crate::ftp::wire::command::Command as Sent;

pub(super) const SPEC: Spec = Spec {
    name: "feat",
    about: "Show the features that a server announces",
    more: "\
A feature a line, as the server's reply to FEAT has them (RFC 2389).

  ftps feat user@ftp.example.com",
    side: Side::Remote,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    command.arg(
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required(true)
            .help("The server"),
    )
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let command = Sent::bare("FEAT");
    let targets = env.targets()?;
    let target = targets.first().ok_or_else(|| usage("which server?"))?;
    let reply = quote::say(env, target, &command)?;
    if env.output().json {
        return quote::show(env, &command, &reply);
    }
    // The first line and the last are words around the list (RFC 2389 section 3.2).
    let lines = reply.lines();
    for line in lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default() {
        env.ui.print(&printable(line.trim_ascii()))?;
    }
    Ok(Class::Done)
}
