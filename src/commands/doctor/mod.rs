//! `ftps doctor`: examines a server, and says what is wrong and how it is set right.

mod log;
mod options;
mod results;

use std::ffi::OsString;

use super::connections::{Examined, examined};
use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::audit::finding::{Report, Verdict};
use crate::audit::{self, Depth, Login, Order};
use crate::error::{Class, Result, printable, usage};
use crate::ftp::path::RemotePath;
use crate::settings::target::{Endpoint, Security};

pub(super) use options::{policy, policy_option};
pub(super) use results::place;

pub(super) const SPEC: Spec = Spec {
    name: "doctor",
    about: "Examine a server: what is wrong, whom it hurts, and the line of configuration that cures it",
    more: options::MORE,
    side: Side::Neither,
    effect: Effect::Reads,
    define: options::define,
    run: Run::Networked(run),
};

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    if let Some(path) = env.matches.get_one::<OsString>("explain") {
        return Ok(log::explain(env, path)?);
    }
    let policy = policy(env)?;
    let targets = env.targets()?;
    let target = targets.first().ok_or_else(|| usage("which server?"))?;
    let new_site = env.matches.get_one::<String>("save");
    new_site.map_or(Ok(()), |name| super::sites::is_free(env, name))?;
    let Examined { endpoint, connector, login } = examined(env, target)?;
    let write = written_folder(env, login)?;
    let other_ports = other_ports(&endpoint);
    let order = Order { connector, depth: Depth::Whole, login, other_ports, write };
    let mut report = audit::examine(&order, &|section| {
        env.ui.progress_note(&format!("examining: {section}"));
    })?;
    if let Some(policy) = policy.filter(|_| report.failure.is_none()) {
        policy.judge(&mut report);
    }
    env.ui.audited(&place(&endpoint), &report)?;
    results::keep(env, target, &endpoint, &report)?;
    let class = class_of(env, &report);
    if let Some(error) = report.failure {
        return Err(error.into());
    }
    env.ui.ended(class)?;
    Ok(class)
}

/// The folder of `--write`, after the user was told of it.
fn written_folder(env: &Env<'_>, login: Login) -> Result<Option<RemotePath>> {
    let Some(folder) = env.matches.get_one::<OsString>("write") else { return Ok(None) };
    if login == Login::Nobody {
        return Err(usage("--write needs a login: say USER@HOST, --user or --anonymous"));
    }
    let bytes = folder.as_encoded_bytes();
    env.ui.remark(&format!(
        "--write: makes a folder of its own in {}, sends about 20 small files and one of 1 MiB, and removes all of it",
        printable(bytes)
    ));
    Ok(Some(RemotePath::new(bytes)))
}

fn class_of(env: &Env<'_>, report: &Report) -> Class {
    let limit = match env.matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("warning") => Verdict::Warning,
        _ => Verdict::Bad,
    };
    if report.worst() >= limit { Class::Other } else { Class::Done }
}

/// The standard port of the other flavour, where a standard port was asked for.
fn other_ports(endpoint: &Endpoint) -> Vec<u16> {
    match (endpoint.port, endpoint.security) {
        (21, Security::Explicit) => vec![990],
        (990, Security::Implicit) => vec![21],
        _ => Vec::new(),
    }
}
