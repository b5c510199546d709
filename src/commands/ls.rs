//! `ftps ls`: what a remote folder holds.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::server::{Servers, remote};
use super::{Env, Run, Spec};
use crate::error::{Class, Result, printable};
use crate::ftp::client::Care;
use crate::ftp::folder::Listed;
use crate::ftp::listing::Listing;
use crate::ftp::session::Ask;
use crate::ftp::trace::Trace as _;
use crate::settings::target::{Place, Target};
use crate::ui::entries::Form;

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
        Arg::new("null")
            .short('0')
            .long("null")
            .action(ArgAction::SetTrue)
            .conflicts_with("long")
            .help("Print the exact bytes of each name, ended by NUL"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let given = env.matches.get_many::<OsString>("target").into_iter().flatten();
    let targets = given.map(|text| remote(text, Place::Target)).collect::<Result<Vec<_>>>()?;
    let form = match (env.matches.get_flag("long"), env.matches.get_flag("null")) {
        (true, _) => Form::Long,
        (_, true) => Form::Null,
        _ => Form::Names,
    };
    let mut servers = Servers::new(env, targets.len());
    for target in &targets {
        let shown = printable(target.path.as_bytes());
        let doing = if shown.is_empty() { "ls".to_owned() } else { format!("ls {shown}") };
        let listed = list(&mut servers, target).map_err(|e| e.during(doing.clone()))?;
        let mut entries = match listed {
            Listed::Single(entry) => vec![entry],
            Listed::Folder(listing) => {
                warn(env, &doing, &listing);
                listing.entries
            }
        };
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        if targets.len() > 1 && !env.output().json && form != Form::Null {
            env.ui.print(&format!("{shown}:"))?;
        }
        env.ui.entries(&entries, form)?;
    }
    Ok(Class::Done)
}

fn list(servers: &mut Servers<'_>, target: &Target) -> Result<Listed> {
    let client = servers.client(target)?;
    client.session_asking(&[Ask::Passive])?;
    let path = client.absolute(&target.path)?;
    client.with_data(Care::Harmless, |session| session.list(&path))
}

/// Lines that nobody understands may be names: they are told of, not dropped.
pub(super) fn warn(env: &Env<'_>, doing: &str, listing: &Listing) {
    if listing.unknown_count > 0 {
        let sample = listing.unknown.first().map(|line| printable(line)).unwrap_or_default();
        env.ui.note(&format!(
            "{doing}: {} lines of the listing are not understood, the first: {sample}",
            listing.unknown_count
        ));
    }
}
