//! `ftps inventory`: the certificates of a fleet: the register that PCI DSS 4.2.1.1 and DORA (RTS Art. 7(4)) ask for.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::builder::{ValueHint, ValueParser};
use clap::{Arg, ArgAction, Command};

use super::connections::{Reach, reach};
use super::doctor::{place, policy, policy_option};
use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::audit::policy::Policy;
use crate::audit::{self, Depth, Login, Order};
use crate::error::{Class, Error, Result, usage};
use crate::settings::read_small;
use crate::settings::target::Place;
use crate::ui::register::{Form, Row};

/// Servers that are looked at side by side; each gets one connection at a time.
const SIDE_BY_SIDE: usize = 8;

/// Servers that a list may name.
const MOST_SERVERS: usize = 10_000;

const DAY: i64 = 24 * 60 * 60;

pub(super) const SPEC: Spec = Spec {
    name: "inventory",
    about: "List the certificates, TLS versions and policy results of several servers",
    more: "\
Without a server: all saved sites. Nobody logs in. Servers that do not answer are listed with the reason,
and do not stop the others. Certificates that end within --warn-expiry are marked.

Exit status: 0 where all servers answered and no certificate ends within --warn-expiry and no policy is
broken, 1 where one does or is; else that of the servers that failed, 10 for several kinds.

  ftps inventory
  ftps inventory bank partner ftp.example.com --warn-expiry 30d
  ftps inventory --from-file servers.txt --csv > register.csv
  ftps inventory --policy pci --json",
    side: Side::Neither,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    command.args([
        Arg::new("server")
            .value_name("SITE")
            .value_parser(ValueParser::os_string())
            .num_args(0..)
            .help("The servers: saved sites, hosts or URLs"),
        Arg::new("from-file")
            .long("from-file")
            .value_name("LIST")
            .value_parser(ValueParser::path_buf())
            .value_hint(ValueHint::FilePath)
            .help(
                "A file with a server a line; empty lines and those that begin with # do not count",
            ),
        Arg::new("csv")
            .long("csv")
            .action(ArgAction::SetTrue)
            .conflicts_with("json")
            .help("Print a table in CSV (RFC 4180)"),
        policy_option(),
    ])
}

/// A server to be looked at.
struct Server {
    name: String,
    order: Order,
    warn: Option<Duration>,
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let policy = policy(env)?;
    let names = names(env)?;
    if names.is_empty() {
        return Err(usage(
            "no server: name some, give --from-file LIST, or save sites by ftps sites add",
        )
        .into());
    }
    let depth = if policy.is_some() { Depth::Outside } else { Depth::Certificates };
    let mut rows: Vec<Option<Row>> = Vec::new();
    let mut queue = VecDeque::new();
    for name in &names {
        match server(env, name, depth) {
            Ok(server) => {
                queue.push_back((rows.len(), server));
                rows.push(None);
            }
            Err(stop @ Error::Stopped(_)) => return Err(stop.into()),
            Err(error) => rows.push(Some(Row::failed(&name.to_string_lossy(), &error))),
        }
    }
    let (queue, rows) = (Mutex::new(queue), Mutex::new(rows));
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE.min(names.len()) {
            scope.spawn(|| work(&queue, &rows, policy.as_ref()));
        }
    });
    env.cancel.check()?;
    let rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    let form = if env.matches.get_flag("csv") { Form::Csv } else { Form::Table };
    env.ui.registered(&rows, form)?;
    let class = class_of(&rows);
    env.ui.ended(class)?;
    Ok(class)
}

/// The servers that were named, by words or lines of a file; else all sites.
fn names(env: &Env<'_>) -> Result<Vec<OsString>> {
    let given = env.matches.get_many::<OsString>("server").into_iter().flatten();
    let mut names: Vec<OsString> = given.cloned().collect();
    if let Some(path) = env.matches.get_one::<PathBuf>("from-file") {
        let bytes = read_small(path, &env.cancel)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        names.extend(lines.map(OsString::from));
    } else if names.is_empty() {
        names = env.config.names().map(OsString::from).collect();
    }
    if names.len() > MOST_SERVERS {
        return Err(usage(format!("more than {MOST_SERVERS} servers")));
    }
    Ok(names)
}

/// How a server is reached.
fn server(env: &Env<'_>, name: &OsStr, depth: Depth) -> Result<Server> {
    let target = env.remote(name, Place::Target)?;
    let Reach { settings, endpoint, connector } = reach(env, &target)?;
    // The client certificate belongs into the register, too.
    connector.tls.prepare(&env.cancel)?;
    let shown = name.to_string_lossy().into_owned();
    let name = if env.config.site(&target).is_some() { shown } else { place(&endpoint) };
    let order =
        Order { connector, depth, login: Login::Nobody, other_ports: Vec::new(), write: None };
    Ok(Server { name, order, warn: settings.tls.warn_expiry })
}

/// Takes servers from the queue until none is left.
fn work(
    queue: &Mutex<VecDeque<(usize, Server)>>,
    rows: &Mutex<Vec<Option<Row>>>,
    policy: Option<&Policy>,
) {
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    while let Some((at, server)) = next() {
        let row = row(&server, policy);
        let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = rows.get_mut(at) {
            *place = Some(row);
        }
    }
}

fn row(server: &Server, policy: Option<&Policy>) -> Row {
    let mut report = match audit::examine(&server.order, &|_| {}) {
        Ok(report) => report,
        Err(error) => return Row::failed(&server.name, &error),
    };
    if let Some(error) = &report.failure {
        return Row::failed(&server.name, error);
    }
    if let Some(policy) = policy {
        policy.judge(&mut report);
    }
    let tls = &server.order.connector.tls;
    let limit = server.warn.map(|warn| i64::try_from(warn.as_secs()).unwrap_or(i64::MAX) / DAY);
    Row::of(&server.name, &report, tls.client_certificate().as_ref(), limit)
}

fn class_of(rows: &[Row]) -> Class {
    let failures: Vec<Class> =
        rows.iter().filter_map(|row| row.failure.as_ref().map(|(class, _)| *class)).collect();
    match Class::of_all(&failures) {
        Class::Done if rows.iter().any(Row::is_at_fault) => Class::Other,
        class => class,
    }
}
