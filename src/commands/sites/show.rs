//! `ftps sites list` and `ftps sites show`.

use clap::Command;
use serde_json::json;

use super::{chosen, name_operand};
use crate::commands::env::Env;
use crate::commands::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, printable};
use crate::settings::Settings;
use crate::settings::config::origin::{Origin, Setting, explain};
use crate::settings::config::{Config, Site};
use crate::settings::login::whence;

pub(super) const LIST: Spec = Spec {
    name: "list",
    about: "List the saved sites",
    more: "  ftps sites list",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command,
    run: Run::Offline(list),
};

pub(super) const SHOW: Spec = Spec {
    name: "show",
    about: "Show the settings of a site, and where each comes from",
    more: "\
Options given here count as they would for a transfer, so that their effect can be seen.

  ftps sites show bank
  ftps sites show bank --tls-max 1.2",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command.arg(name_operand("The site").required(true)),
    run: Run::Networked(show),
};

fn list(env: &Env<'_>) -> anyhow::Result<Class> {
    let sites: Vec<&Site> = env.config.names().filter_map(|name| env.config.named(name)).collect();
    let width = sites.iter().map(|site| site.name.chars().count()).max().unwrap_or(0);
    for site in sites {
        let place = site.url();
        let line = format!("{:<width$}  {}", site.name, printable(place.as_bytes()));
        env.ui.record(&line, "site", json!({"name": site.name, "url": place}))?;
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

fn show(env: &Env<'_>) -> anyhow::Result<Class> {
    let site = chosen(env)?;
    let settings = explain(env.matches, &env.config, site);
    let width = settings.iter().map(|setting| setting.name.len()).max().unwrap_or(0);
    for setting in &settings {
        one(env, site, setting, width)?;
    }
    let settled = Settings::settle(env.matches, &env.config, Some(site))?;
    let source = whence(&settled.credentials, &site.host, &env.cancel)?;
    let fields = json!({"site": site.name, "name": "password", "value": source});
    env.ui.record(&format!("{:<width$}  {source}", "password"), "setting", fields)?;
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

fn one(env: &Env<'_>, site: &Site, setting: &Setting, width: usize) -> Result<()> {
    let Setting { name, values, origin } = setting;
    let value = if values.is_empty() { "true".to_owned() } else { values.join(", ") };
    let (from, line) = match origin {
        Origin::CommandLine => ("command line", None),
        Origin::Site(line) => ("site", Some(*line)),
        Origin::Defaults(line) => ("defaults", Some(*line)),
        Origin::BuiltIn => ("built in", None),
    };
    let shown = match (origin, line) {
        (Origin::Defaults(_), Some(line)) => format!("{}, [defaults]", place(&env.config, line)),
        (_, Some(line)) => place(&env.config, line),
        _ => from.to_owned(),
    };
    let text = printable(format!("{name:<width$}  {value}").as_bytes());
    let fields = json!({
        "site": site.name, "name": name, "value": value, "from": from, "line": line,
    });
    env.ui.record(&format!("{text}  ({shown})"), "setting", fields)
}

fn place(config: &Config, line: usize) -> String {
    format!("{}:{line}", config.path().display())
}
