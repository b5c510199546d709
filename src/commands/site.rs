//! `ftps site`: sends a SITE command and shows the reply.

use clap::Command;

use super::env::Env;
use super::quote;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;
use crate::ftp::wire::command::Command as Sent;

pub(super) const SPEC: Spec = Spec {
    name: "site",
    about: "Send a SITE command and show the reply",
    more: "\
SITE commands are a server's own; most servers list them by HELP.

  ftps site user@ftp.example.com HELP
  ftps site user@ftp.example.com 'CHMOD 640 a.csv'",
    side: Side::Neither,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    quote::words(command, "The server, and the words behind SITE, which are joined by blanks")
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (target, line) = quote::asked(env, b"SITE ")?;
    let command = Sent::quoted(&line)?;
    let reply = quote::say(env, &target, &command)?;
    quote::show(env, &command, &reply)
}
