//! The files that an audit leaves behind on this machine: a report, a policy, a saved site.

use std::fs;
use std::path::PathBuf;

use toml::Table;

use crate::audit::finding::{Report, Verdict};
use crate::audit::policy::Policy;
use crate::commands::env::Env;
use crate::commands::sites;
use crate::error::{Result, local, usage};
use crate::settings::config::draft;
use crate::settings::target::{Endpoint, Target};
use crate::ui::page;

/// Writes what was asked for.
pub(super) fn keep(
    env: &Env<'_>,
    target: &Target,
    endpoint: &Endpoint,
    report: &Report,
) -> Result<()> {
    let file =
        |name: &str| env.matches.get_one::<PathBuf>(name).map(|path| env.local(path.clone()));
    if let Some(path) = file("report") {
        let html = page::of(&place(endpoint), report, jiff::Timestamp::now());
        fs::write(&path, html).map_err(local(path.clone()))?;
        env.ui.remark(&format!("the report is in {}", path.display()));
    }
    if report.failure.is_some() {
        return Ok(());
    }
    if let Some(path) = file("make-policy") {
        let policy = Policy::of(report, &place(endpoint));
        let text = toml::to_string(&policy)
            .map_err(|error| usage(format!("writing a policy: {error}")))?;
        fs::write(&path, text).map_err(local(path.clone()))?;
        env.ui.remark(&format!(
            "the policy is in {}; use it as --policy {}",
            path.display(),
            path.display()
        ));
    }
    if let Some(name) = env.matches.get_one::<String>("save") {
        sites::save(env, name, &site(env, target, endpoint, report))?;
    }
    Ok(())
}

/// The keys of a site that fits the server.
fn site(env: &Env<'_>, target: &Target, endpoint: &Endpoint, report: &Report) -> Table {
    let used = env.config.site(target);
    let mut keys = draft::options(env.matches, &env.config, used);
    keys.extend(draft::place(endpoint));
    if let Some(user) = &target.user {
        keys.insert("user".into(), user.clone().into());
    }
    let is = |id: &str, verdict: Verdict| {
        report.findings.iter().any(|finding| finding.check.id == id && finding.verdict == verdict)
    };
    let tls = &report.facts.tls.versions;
    // Tickets that end before the transfers do: TLS 1.2 resumes without limit.
    let ends = is("data-resumption", Verdict::Warning) || is("upload-resumption", Verdict::Warning);
    if ends && tls.iter().any(|version| version == "TLS 1.2") {
        keys.insert("tls-max".into(), "1.2".into());
    } else if tls.iter().any(|version| version == "TLS 1.3")
        && !tls.iter().any(|version| version == "TLS 1.2")
    {
        keys.insert("tls-min".into(), "1.3".into());
    }
    if is("epsv", Verdict::Note) || is("epsv", Verdict::Bad) {
        keys.insert("passive".into(), "pasv".into());
    }
    if is("data-close-notify", Verdict::Warning) {
        env.ui.remark("downloads from this server need --allow-missing-close-notify, which is no setting of a site");
    }
    keys
}

/// The server as people write it.
pub(in crate::commands) fn place(endpoint: &Endpoint) -> String {
    let Endpoint { host, port, .. } = endpoint;
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
