//! `ftps sites edit` and `ftps sites remove`.

use clap::{Arg, ArgAction, Command};
use toml::Table;

use super::questions::Answers;
use super::{chosen, name_operand, steps};
use crate::commands::env::Env;
use crate::commands::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, usage};
use crate::settings::config::draft::present;
use crate::settings::config::edit::Editor;
use crate::settings::config::{Site, draft};
use crate::settings::{Settings, flags};

pub(super) const EDIT: Spec = Spec {
    name: "edit",
    about: "Change the settings of a site",
    more: "\
Without options it asks step by step, on a terminal, with the present values as the answers to an empty
line, and logs in before it saves. Options set the keys of the same names, --unset takes keys away. What else
stands in the file, comments too, stays as it is.

  ftps sites edit bank
  ftps sites edit bank --timeout 1m --passive pasv
  ftps sites edit bank --host ftp2.bank.example --unset port --unset pin",
    side: Side::Neither,
    effect: Effect::Reads,
    define,
    run: Run::Networked(edit),
};

pub(super) const REMOVE: Spec = Spec {
    name: "remove",
    about: "Remove saved sites",
    more: "  ftps sites remove bank",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command.arg(name_operand("The sites").num_args(1..).required(true)),
    run: Run::Offline(remove),
};

fn define(command: Command) -> Command {
    let valued = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let own = [
        name_operand("The site").required(true),
        valued("host", "HOST", "The server"),
        valued("path", "DIR", "The folder in which relative paths begin"),
        valued("unset", "KEY", "Take a key away; may be given several times")
            .action(ArgAction::Append),
    ];
    flags::quotes(command.args(own)).arg(flags::limit_rate())
}

fn edit(env: &Env<'_>) -> anyhow::Result<Class> {
    let site = chosen(env)?;
    let name = &site.name;
    let settings = Settings::settle(env.matches, &env.config, None)?;
    let mut keys = draft::options(env.matches, &env.config, None);
    for key in ["host", "path"] {
        if let Some(value) = env.matches.get_one::<String>(key) {
            keys.insert(key.into(), value.clone().into());
        }
    }
    if let Some(port) = settings.network.port {
        keys.insert("port".into(), i64::from(port).into());
    }
    let implicit = settings.network.implicit;
    if let Some(implicit) = implicit {
        keys.insert("implicit".into(), implicit.into());
    }
    let unset: Vec<&String> = env.matches.get_many("unset").into_iter().flatten().collect();
    if keys.is_empty() && unset.is_empty() {
        step_by_step(env, site)?;
        env.ui.ended(Class::Done)?;
        return Ok(Class::Done);
    }
    let mut editor = Editor::open(env.config.path())?;
    for key in unset {
        if !editor.unset(name, key) {
            return Err(usage(format!("site {name} has no {key}")).into());
        }
    }
    if implicit.is_some() {
        editor.unset(name, "explicit");
    }
    replace_rivals(&mut editor, name, &keys);
    editor.set(name, &keys)?;
    editor.save()?;
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

fn step_by_step(env: &Env<'_>, site: &Site) -> Result<()> {
    let (name, path) = (&site.name, env.config.path().display());
    steps::check_terminal(format!(
        "nothing to change, and no terminal to ask on; give options, or edit [site.{name}] in {path} by hand"
    ))?;
    let answers = Answers::ask(env, name, Some(site))?;
    let change = |editor: &mut Editor| {
        for key in &answers.gone {
            editor.unset(name, key);
        }
        editor.set(name, &answers.keys)
    };
    steps::try_out(env, name, change)?;
    let mut editor = Editor::open(env.config.path())?;
    change(&mut editor)?;
    editor.save()?;
    answers.keep();
    env.ui.remark(&format!("{name} is changed in {path}"));
    Ok(())
}

/// Keys that exclude each other: a new one takes the place of the others.
fn replace_rivals(editor: &mut Editor, name: &str, keys: &Table) {
    for rivals in crate::settings::config::origin::ONE_QUESTION {
        if rivals.iter().any(|rival| keys.contains_key(*rival)) {
            for rival in rivals.iter().filter(|rival| !keys.contains_key(**rival)) {
                editor.unset(name, rival);
            }
        }
    }
}

fn remove(env: &Env<'_>) -> anyhow::Result<Class> {
    let mut editor = Editor::open(env.config.path())?;
    let mut left = Vec::new();
    for name in env.matches.get_many::<String>("name").into_iter().flatten() {
        let site = super::site(&env.config, name)?;
        let file = present(site, "password-file").map(|file| env.config.named_file(&file));
        left.extend(file.filter(|file| file.exists()));
        editor.remove(name);
    }
    editor.save()?;
    for file in left {
        env.ui.remark(&format!("{} stays, with the password in it", file.display()));
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}
