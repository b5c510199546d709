//! `ftps sites test`: logs in at saved sites.

use std::ffi::OsStr;
use std::sync::Arc;
use std::time::Instant;

use clap::Command;
use serde_json::json;

use super::{name_operand, site};
use crate::commands::connections::enter;
use crate::commands::env::Env;
use crate::commands::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result, printable, usage};
use crate::settings::config::Config;
use crate::settings::target::{Operand, Place};
use crate::ui::tally::Tally;

pub(super) const TEST: Spec = Spec {
    name: "test",
    about: "Log in at saved sites and say how it went",
    more: "\
Without a name: at all of them, one after the other.

  ftps sites test bank
  ftps sites test --json",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command.arg(name_operand("The sites").num_args(0..)),
    run: Run::Networked(test),
};

fn test(env: &Env<'_>) -> anyhow::Result<Class> {
    let given = env.matches.get_many::<String>("name").into_iter().flatten();
    let mut names: Vec<&str> = given.map(String::as_str).collect();
    for name in &names {
        site(&env.config, name)?;
    }
    if names.is_empty() {
        names = env.config.names().collect();
    }
    if names.is_empty() {
        let path = env.config.path().display();
        return Err(usage(format!("no site is saved in {path}; ftps sites add saves one")).into());
    }
    let mut tally = Tally::default();
    for name in names {
        let config = Config::read(Some(&env.config.path().to_owned()), &env.cancel)?;
        match log_in(env, config, name) {
            Ok(line) => {
                tally.changed();
                env.ui.record(&line, "site", json!({"name": name, "state": "ok"}))?;
            }
            Err(stop @ Error::Stopped(_)) => return Err(stop.into()),
            Err(error) => {
                env.ui.error(&format!("{name}: {error}"));
                tally.failed(error.class());
                let (state, exit, error) = ("failed", error.class().code(), error.to_string());
                let fields = json!({"name": name, "state": state, "exit": exit, "error": error});
                if env.output().json {
                    env.ui.record("", "site", fields)?;
                }
            }
        }
    }
    env.ui.counted(&tally)?;
    Ok(tally.class())
}

/// Logs in at a site of a configuration; returns a line that says how it went.
pub(super) fn log_in(env: &Env<'_>, config: Config, name: &str) -> Result<String> {
    let operand = Operand::parse(OsStr::new(name), Place::Target).map_err(usage)?;
    let Operand::Remote(target) = operand else { return Err(usage(format!("{name}: no site"))) };
    let own = Env {
        matches: env.matches,
        ui: Arc::clone(&env.ui),
        cancel: env.cancel.clone(),
        config,
        claims: env.claims.clone(),
        context: env.context,
    };
    let began = Instant::now();
    let mut client = enter(&own, &target)?;
    let took = began.elapsed().as_millis();
    let version =
        client.tls_facts().map(|facts| format!("TLS {}", facts.version)).unwrap_or_default();
    let home = client.session()?.home().cloned().unwrap_or_default();
    client.quit();
    let home = printable(home.as_bytes());
    Ok(format!("{name}: logged in, {version}, in {home}, {took} ms"))
}
