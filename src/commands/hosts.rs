//! `ftps hosts`: what was learned of servers, and kept between runs.

use clap::builder::ValueParser;
use clap::{Arg, Command};
use jiff::Timestamp;
use serde_json::json;

use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result, local, usage};
use crate::settings::memory::{self, KnownHost};

pub(super) const SPEC: Spec = Spec {
    name: "hosts",
    about: "Show or forget what was learned of servers",
    more: "\
What a server turned out to need (a resumed TLS session, PASV in the place of EPSV, one command at a
time) is kept, so that the next run need not find out. No secret is among it.

  ftps hosts list
  ftps hosts show ftp.example.com
  ftps hosts forget ftp.example.com",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command,
    run: Run::Group(&[LIST, SHOW, FORGET]),
};

const LIST: Spec = Spec {
    name: "list",
    about: "List the servers of which something is known",
    more: "  ftps hosts list",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command,
    run: Run::Offline(list),
};

const SHOW: Spec = Spec {
    name: "show",
    about: "Show what is known of a server",
    more: "  ftps hosts show ftp.example.com\n  ftps hosts show ftp.example.com:990",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command.arg(host("The server, and perhaps its port").required(true)),
    run: Run::Offline(show),
};

const FORGET: Spec = Spec {
    name: "forget",
    about: "Forget what is known of servers",
    more: "\
The next run finds out anew. Trust in certificates is not touched.

  ftps hosts forget ftp.example.com
  ftps hosts forget --all",
    side: Side::Neither,
    effect: Effect::Reads,
    define: define_forget,
    run: Run::Offline(forget),
};

fn host(help: &'static str) -> Arg {
    Arg::new("host").value_name("HOST[:PORT]").value_parser(ValueParser::string()).help(help)
}

fn define_forget(command: Command) -> Command {
    let all = Arg::new("all").long("all").action(clap::ArgAction::SetTrue);
    let host = host("The servers, and perhaps their ports").num_args(1..);
    command
        .args([host.required_unless_present("all"), all.conflicts_with("host").help("All servers")])
}

fn list(env: &Env<'_>) -> anyhow::Result<Class> {
    for KnownHost { host, port, changed } in memory::hosts() {
        let day = Timestamp::try_from(changed).map(|at| at.strftime("%Y-%m-%d").to_string());
        let day = day.unwrap_or_default();
        let fields = json!({"host": host, "port": port, "changed": day});
        env.ui.record(&format!("{host}:{port}  {day}"), "host", fields)?;
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

fn show(env: &Env<'_>) -> anyhow::Result<Class> {
    for KnownHost { host, port, .. } in chosen(env)? {
        let facts = memory::facts(&host, port);
        let known: toml::Table = toml::from_str(&facts).unwrap_or_default();
        let believed = toml::Table::try_from(memory::recall(&host, port).without_old_facts());
        let believed = believed.unwrap_or_default();
        let old: Vec<&String> = known.keys().filter(|key| !believed.contains_key(*key)).collect();
        let fields = json!({"host": host, "port": port, "facts": known, "old": old});
        env.ui.record(&shown(&host, port, &facts, &old), "host", fields)?;
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

/// The facts a line, those that are no longer believed marked.
fn shown(host: &str, port: u16, facts: &str, old: &[&String]) -> String {
    let is_old = |line: &str| old.iter().any(|key| line.starts_with(&format!("{key} =")));
    let remark = "  # too old: found out anew by the next run";
    let lines =
        facts.lines().map(|line| format!("\n{line}{}", if is_old(line) { remark } else { "" }));
    format!("{host}:{port}{}", lines.collect::<String>())
}

fn forget(env: &Env<'_>) -> anyhow::Result<Class> {
    let chosen = if env.matches.get_flag("all") { memory::hosts() } else { chosen(env)? };
    for KnownHost { host, port, .. } in chosen {
        memory::forget(&host, port).map_err(local(&host))?;
        env.ui.remark(&format!("{host}:{port} is forgotten"));
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

/// The known hosts that the operands name; each must name one.
fn chosen(env: &Env<'_>) -> Result<Vec<KnownHost>> {
    let all = memory::hosts();
    let mut chosen = Vec::new();
    for text in env.matches.get_many::<String>("host").into_iter().flatten() {
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                let port = port.parse::<u16>();
                (host, Some(port.map_err(|_| usage(format!("{text}: want HOST or HOST:PORT")))?))
            }
            _ => (text.as_str(), None),
        };
        // A saved site is its server.
        let host = env.config.named(host).map_or(host, |site| site.host.as_str());
        let host = memory::kept_name(host.trim_matches(['[', ']']));
        let fits =
            |known: &&KnownHost| known.host == host && port.is_none_or(|port| port == known.port);
        let before = chosen.len();
        chosen.extend(all.iter().filter(fits).cloned());
        if chosen.len() == before {
            let text = format!("nothing is known of {text}; ftps hosts list shows all");
            return Err(Error::Plain(Class::NoMatch, text));
        }
    }
    Ok(chosen)
}
