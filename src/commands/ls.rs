//! `ftps ls`: what a remote folder holds.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::connections::Connections;
use super::{Env, Run, Spec};
use crate::error::{Class, Result, printable};
use crate::ftp::client::Idempotence;
use crate::ftp::ops::list::Listed;
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;
use crate::settings::target::Target;
use crate::ui::entries::Form;
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

pub(super) const SPEC: Spec = Spec {
    name: "ls",
    about: "List remote folders and files",
    more: "\
Names are sorted by their bytes. Times marked Z are UTC; others are as the server tells them. An
incomplete listing is an error, never a short result.

  ftps ls user@ftp.example.com
  ftps ls -l ftp://user@ftp.example.com/out/
  ftps ls --json user@ftp.example.com:out",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    command.args([
        Arg::new("target")
            .value_name("TARGET")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The folders and files to list"),
        Arg::new("long")
            .short('l')
            .long("long")
            .action(ArgAction::SetTrue)
            .help("Show kind, size and time too"),
        Arg::new("all")
            .short('a')
            .long("all")
            .action(ArgAction::SetTrue)
            .help("Show names that begin with a dot too, as is always done"),
        Arg::new("null")
            .short('0')
            .long("null")
            .action(ArgAction::SetTrue)
            .conflicts_with("long")
            .help("Print the exact bytes of each name, ended by NUL"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let form = match (env.matches.get_flag("long"), env.matches.get_flag("null")) {
        (true, _) => Form::Long,
        (_, true) => Form::Null,
        _ => Form::Names,
    };
    let mut servers = Connections::new(env, targets.len());
    let mut tally = Tally::default();
    for target in &targets {
        let header = (targets.len() > 1).then(|| format!("{}:", printable(target.path.as_bytes())));
        if let Err(error) = show(env, &mut servers, target, form, header.as_deref()) {
            if is_broken_pipe(&error) {
                return Ok(error.class());
            }
            env.ui.error(&error.to_string());
            tally.failed(error.class());
        }
        if env.cancel.check().is_err() {
            break;
        }
    }
    env.ui.ended(tally.class())?;
    Ok(tally.class())
}

/// Lists one target and shows what it holds, under a header if there is one.
fn show(
    env: &Env<'_>,
    servers: &mut Connections<'_>,
    target: &Target,
    form: Form,
    header: Option<&str>,
) -> Result<()> {
    let shown = printable(target.path.as_bytes());
    let doing = if shown.is_empty() { "ls".to_owned() } else { format!("ls {shown}") };
    let (path, listed) = list(servers, target).map_err(|e| e.during(doing.clone()))?;
    let is_folder = matches!(listed, Listed::Folder(_));
    let mut folder = path.clone();
    let (mut entries, doubt) = match listed {
        Listed::Single(entry) => {
            folder = path.parent().unwrap_or_default();
            (vec![entry], Ok(()))
        }
        Listed::Folder(listing) => {
            let whole = listing.check();
            (listing.entries, whole)
        }
    };
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    // Files stand for themselves, folders under their names.
    let header = header.filter(|_| is_folder);
    if let (Some(header), false, true) = (header, env.output().json, form != Form::Null) {
        env.ui.print(header)?;
    }
    env.ui.entries(folder.as_bytes(), &entries, form)?;
    doubt.map_err(|e| e.during(doing))
}

fn list(servers: &mut Connections<'_>, target: &Target) -> Result<(RemotePath, Listed)> {
    let client = servers.client(target)?;
    client.session_asking(&[Query::Passive])?;
    let path = client.absolute(&target.path)?;
    let listed = client.with_data(Idempotence::Harmless, |session| session.list(&path))?;
    Ok((path, listed))
}
