//! `ftps doctor`: examines a server, and says what is wrong and how it is set right.

use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::connections::{Examined, examined};
use super::env::Env;
use super::spec::{Run, Spec};
use crate::audit::finding::Verdict;
use crate::audit::{self, Order};
use crate::error::{Class, usage};
use crate::settings::target::{Endpoint, Security};

pub(super) const SPEC: Spec = Spec {
    name: "doctor",
    about: "Examine a server: what is wrong, whom it hurts, and the line of configuration that cures it",
    more: "\
Without a user, everything is examined that needs no login. With one (USER@HOST, --user, a site, a
netrc file) the rules of FTPS and data connections are, too; nothing is written unless --write says so.
Connections are made one at a time with a pause between them, no password is sent in clear, and no
login is tried again that was refused.

Exit status: 0 where no finding is as bad as --fail-on says, 1 where one is; 4 to 8 where the server
could not be examined.

  ftps doctor ftp.example.com
  ftps doctor user@ftp.example.com
  ftps doctor ftps://user@ftp.example.com/
  ftps doctor bank --json --fail-on warning",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    command.args([
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required(true)
            .help("The server; a saved site or a URL is one too"),
        Arg::new("fail-on")
            .long("fail-on")
            .value_name("VERDICT")
            .value_parser(["warning", "bad"])
            .default_value("bad")
            .help("The least verdict that makes the exit status 1"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let target = targets.first().ok_or_else(|| usage("which server?"))?;
    let Examined { endpoint, connector, login } = examined(env, target)?;
    let order = Order { connector, login, other_ports: other_ports(&endpoint), write: None };
    let report = audit::examine(&order, &|section| {
        env.ui.progress_note(&format!("examining: {section}"));
    })?;
    env.ui.audited(&place(&endpoint), &report)?;
    if let Some(error) = report.failure {
        return Err(error.into());
    }
    let limit = match env.matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("warning") => Verdict::Warning,
        _ => Verdict::Bad,
    };
    let class = if report.worst() >= limit { Class::Other } else { Class::Done };
    env.ui.ended(class)?;
    Ok(class)
}

/// The standard port of the other flavour, where a standard port was asked for.
fn other_ports(endpoint: &Endpoint) -> Vec<u16> {
    match (endpoint.port, endpoint.security) {
        (21, Security::Explicit) => vec![990],
        (990, Security::Implicit) => vec![21],
        _ => Vec::new(),
    }
}

/// The server as people write it.
fn place(endpoint: &Endpoint) -> String {
    let Endpoint { host, port, .. } = endpoint;
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
