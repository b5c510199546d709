//! `ftps site`: a SITE command, and what the server says to it.

use clap::Command;

use super::{Env, Run, Spec, quote};
use crate::error::Class;
use crate::ftp::command::Command as Sent;

pub(super) const SPEC: Spec = Spec {
    name: "site",
    about: "Send a SITE command and show the reply",
    more: "\
SITE commands are a server's own; most tell them by HELP.

  ftps site user@ftp.example.com HELP
  ftps site user@ftp.example.com 'CHMOD 640 a.csv'",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    quote::words(command, "What stands behind SITE; several words are joined by blanks")
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let command = Sent::quoted(&quote::joined(env, b"SITE "))?;
    let reply = quote::say(env, &command)?;
    quote::show(env, &command, &reply)
}
