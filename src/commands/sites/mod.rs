//! `ftps sites`: saved servers. They stand in the configuration file, where they can be edited by hand as well.

mod add;
mod change;
mod import;
mod password_file;
mod questions;
mod show;
mod steps;
mod test;

pub(super) use add::{is_free, save};
use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Result, usage};
use crate::settings::config::{Config, Site};
use crate::settings::target::is_site_name;

pub(super) const SPEC: Spec = Spec {
    name: "sites",
    about: "Save servers under short names",
    more: "\
A saved site is used as NAME:PATH, or as NAME where only a server can stand. It holds what it takes
to get in: host, port, user, trust, and where the password is, but no password.

  ftps sites add
  ftps sites add bank ftps://acme@ftp.bank.example/in --password-command 'pass show bank'
  ftps sites list
  ftps put report.csv bank:2026/",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command,
    run: Run::Group(&[
        show::LIST,
        show::SHOW,
        add::ADD,
        change::EDIT,
        change::REMOVE,
        test::TEST,
        import::IMPORT,
        import::EXPORT,
    ]),
};

/// The operand of a command that takes one site.
fn name_operand(help: &'static str) -> Arg {
    Arg::new("name").value_name("NAME").value_parser(ValueParser::string()).help(help)
}

/// The site that the operand names.
fn chosen<'a>(env: &'a Env<'_>) -> Result<&'a Site> {
    let name = env.matches.get_one::<String>("name").map(String::as_str).unwrap_or_default();
    site(&env.config, name)
}

fn site<'a>(config: &'a Config, name: &str) -> Result<&'a Site> {
    config.named(name).ok_or_else(|| {
        let shown = config.path().display();
        usage(format!("no site {name} in {shown}; ftps sites list shows all"))
    })
}

/// A name that a new site can have.
fn check_name(name: &str) -> Result<()> {
    if is_site_name(name) {
        Ok(())
    } else {
        Err(usage(format!("{name:?}: a site's name is made of letters, digits, '.', '-' and '_'")))
    }
}
