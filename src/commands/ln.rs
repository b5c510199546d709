//! `ftps ln`: makes symbolic links on a server.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

use super::connections::Connections;
use super::env::Env;
use super::remote_change::{Changes, NoMatch, insist, refused};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, usage};
use crate::ftp::ops::site::Offered;
use crate::ftp::path::RemotePath;
use crate::settings::target::{Operand, Place};
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "ln",
    about: "Make symbolic links on a server",
    more: "\
GOAL is the text of the link, as the server is to read it: relative to the folder of LINK, or from
the root on. It may be a target on the same server too; then it is its path. Servers make links by SITE
SYMLINK, which few of them know; the others refuse (7). One that refuses a relative GOAL (ProFTPD) gets
the whole path instead. A LINK that exists is not replaced.

  ftps ln -s 2026-01-31.csv user@ftp.example.com:out/today.csv
  ftps ln -s user@ftp.example.com:/data/2026 user@ftp.example.com:/data/current",
    side: Side::Neither,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    command.args([
        Arg::new("symbolic")
            .short('s')
            .long("symbolic")
            .action(ArgAction::SetTrue)
            .required(true)
            .help("Make a symbolic link; FTP knows no other"),
        Arg::new("goal")
            .value_name("GOAL")
            .value_parser(ValueParser::os_string())
            .required(true)
            .help("Where the link points to"),
        Arg::new("link")
            .value_name("LINK")
            .value_parser(ValueParser::os_string())
            .required(true)
            .help("The link"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let operand = |name| env.matches.get_one::<OsString>(name).cloned().unwrap_or_default();
    let (goal, link) = (operand("goal"), env.remote(&operand("link"), Place::Operand)?);
    let mut servers = Connections::new(env, 0);
    let server = servers.index(&link)?;
    let mut text = goal.as_bytes().to_vec();
    // A goal is a text; one that names a server must name the same.
    if let Ok(Operand::Remote(goal)) = Operand::parse(&goal, Place::Operand) {
        if servers.index(&goal)? != server {
            return Err(usage("ln: GOAL is on another server").into());
        }
        text = servers.client(&goal)?.absolute(&goal.path)?.as_bytes().to_vec();
    }
    let client = servers.client(&link)?;
    let path = client.absolute(&link.path)?.without_slash();
    let mut run = Changes::new(env, Change::Link, NoMatch::Fails);
    run.note(&path, |run| {
        if client.with(|session| session.lookup(&path))?.is_some() {
            return Err(refused("it exists already"));
        }
        let mut link_to = |goal: &[u8]| {
            insist(client, "making the link", &path, |session, _| session.make_link(goal, &path))
        };
        let made = match link_to(&text) {
            // ProFTPD reads a relative goal from the folder where the session is, and wants it to exist.
            Err(Error::Refused(_)) if !text.starts_with(b"/") && path.is_absolute() => {
                let folder = path.parent().unwrap_or_default();
                link_to(RemotePath::absolute(&folder, &text).as_bytes())
            }
            made => made,
        };
        match made? {
            Offered::Done => run.done(&path, None),
            Offered::Unknown => {
                Err(refused("the server cannot make links (it does not know SITE SYMLINK)"))
            }
        }
    })?;
    Ok(run.finish()?)
}
