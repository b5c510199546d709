//! `ftps sites add`: saves a server, from the command line or step by step.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, Command};
use toml::Table;

use super::questions::{self, Answers};
use super::{check_name, name_operand, steps};
use crate::commands::env::Env;
use crate::commands::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, usage};
use crate::settings::Settings;
use crate::settings::config::draft;
use crate::settings::config::edit::Editor;
use crate::settings::flags;
use crate::settings::target::{Operand, Place, Target};

pub(super) const ADD: Spec = Spec {
    name: "add",
    about: "Save a server as a site",
    more: "\
Without a TARGET it asks step by step, on a terminal: it logs in with what was answered, shows the
server's certificate where it is not known yet, and saves the site when that went well. With a TARGET
it saves what the command line says, options among it, and connects to nobody.

  ftps sites add
  ftps sites add bank ftps://acme@ftp.bank.example/in --password-command 'pass show bank'
  ftps sites add lab joe@lab.example: -p 2121 --ca-file lab.pem

A password in the key ring of a desktop (libsecret):
  secret-tool store --label 'ftps bank' ftps bank
  ftps sites add bank acme@ftp.bank.example: --password-command 'secret-tool lookup ftps bank'",
    side: Side::Neither,
    effect: Effect::Reads,
    define,
    run: Run::Networked(add),
};

fn define(command: Command) -> Command {
    let target = Arg::new("target").value_name("TARGET").value_parser(ValueParser::os_string());
    let saved =
        [name_operand("The site's name"), target.help("The server, and perhaps a folder on it")];
    flags::quotes(command.args(saved)).arg(flags::limit_rate())
}

fn add(env: &Env<'_>) -> anyhow::Result<Class> {
    let name = env.matches.get_one::<String>("name").map(String::as_str);
    let target = env.matches.get_one::<OsString>("target");
    name.map_or(Ok(()), |name| is_free(env, name))?;
    match (name, target) {
        (Some(name), Some(target)) => {
            let keys = keys(env, target)?;
            save(env, name, &keys)?;
            env.ui.remark(&format!("ftps sites test {name} tries it"));
        }
        _ => step_by_step(env, name)?,
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

/// An error where the name is taken, or is none.
pub(in crate::commands) fn is_free(env: &Env<'_>, name: &str) -> Result<()> {
    check_name(name)?;
    match env.config.named(name) {
        Some(_) => Err(usage(format!(
            "there is a site {name} already; ftps sites edit {name} changes it, ftps sites remove {name} removes it"
        ))),
        None => Ok(()),
    }
}

/// What the command line says of a server, as keys.
fn keys(env: &Env<'_>, target: &OsString) -> Result<Table> {
    let Operand::Remote(target) = env.parse(target, Place::Target)? else {
        return Err(usage("a server was expected behind the name"));
    };
    let settings = Settings::settle(env.matches, &env.config, None)?;
    let mut keys = draft::options(env.matches, &env.config, None);
    keys.extend(draft::place(&settings.place(&target)?));
    keys.extend(of_target(&target)?);
    Ok(keys)
}

fn of_target(target: &Target) -> Result<Table> {
    let mut keys = Table::new();
    if let Some(user) = &target.user {
        keys.insert("user".into(), user.clone().into());
    }
    if !target.path.is_empty() {
        let path = std::str::from_utf8(target.path.as_bytes());
        let path =
            path.map_err(|_| usage("the folder's name is not UTF-8, which a site cannot hold"))?;
        keys.insert("path".into(), path.into());
    }
    Ok(keys)
}

/// Writes a new site.
pub(in crate::commands) fn save(env: &Env<'_>, name: &str, keys: &Table) -> Result<()> {
    let mut editor = Editor::open(env.config.path())?;
    if editor.has(name) {
        return Err(usage(format!("there is a site {name} already")));
    }
    editor.set(name, keys)?;
    editor.save()?;
    let path = env.config.path().display();
    env.ui.remark(&format!("{name} is saved in {path}; use it as {name}:PATH"));
    Ok(())
}

fn step_by_step(env: &Env<'_>, name: Option<&str>) -> Result<()> {
    steps::check_terminal(
        "there is no terminal to ask on; say ftps sites add NAME TARGET and the options to save",
    )?;
    let name = match name {
        Some(name) => name.to_owned(),
        None => questions::until(env, "Name (short, for the command line): ", |name| {
            is_free(env, name)
        })?,
    };
    let answers = Answers::ask(env, &name, None)?;
    let mut keys = draft::options(env.matches, &env.config, None);
    keys.extend(answers.keys.clone());
    steps::try_out(env, &name, |editor| editor.set(&name, &keys))?;
    save(env, &name, &keys)?;
    answers.keep();
    Ok(())
}
