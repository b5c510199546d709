//! `ftps touch`: sets the times of remote files, and makes empty ones.

use std::ffi::OsString;
use std::time::SystemTime;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command, ValueHint};
use jiff::Timestamp;

use super::env::Env;
use super::remote_change::{self, Changes, NoMatch, insist, refused};
use super::spec::{Effect, Run, Side, Spec};
use super::times::{modified, when};
use crate::error::{Class, Error, Result, usage};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::path::RemotePath;
use crate::ftp::stamp::stamp;
use crate::ui::changes::Change;

pub(super) const SPEC: Spec = Spec {
    name: "touch",
    about: "Set the modification time of remote files, and make empty files",
    more: "\
A file that does not exist is made, empty. The time is now, unless -d or -r gives another. Times are
set by MFMT, MDTM or SITE UTIME; a server that knows none of them refuses (7).

  ftps touch user@ftp.example.com:in/done.flag
  ftps touch -d 2026-01-31T09:00:00Z user@ftp.example.com:in/a.csv
  ftps touch -r a.csv user@ftp.example.com:in/a.csv
  ftps touch -r user@ftp.example.com:in/a.csv user@ftp.example.com:in/b.csv",
    side: Side::Patterns,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = remote_change::targets(command, "The files");
    remote_change::literal(command).args([
        Arg::new("date")
            .short('d')
            .long("date")
            .value_name("WHEN")
            .value_parser(when)
            .help("Set this time: a date, or a time ago such as 2h"),
        Arg::new("reference")
            .short('r')
            .long("reference")
            .value_name("FILE")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::FilePath)
            .conflicts_with("date")
            .help(
                "Set the time of FILE: a local file, or HOST:PATH; in a shell a file on the server",
            ),
        Arg::new("no-create")
            .short('c')
            .long("no-create")
            .action(ArgAction::SetTrue)
            .help("Make no file"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = remote_change::given(env)?;
    let given = time(env)?;
    let at = Timestamp::try_from(given.unwrap_or_else(SystemTime::now))
        .map_err(|_| usage("touch: a time that no file has"))?;
    let text = stamp(at).ok_or_else(|| usage("touch: servers take no time before 1970"))?;
    let create = !env.matches.get_flag("no-create");
    let class =
        Changes::new(env, Change::Touch, NoMatch::Fails).run(&targets, |run, client, name| {
            let path = &name.path;
            if client.with(|session| session.lookup(path))?.is_none() {
                if !create {
                    return run.skipped(path, "does not exist");
                }
                make(client, path)?;
                if given.is_none() {
                    return run.done(path, None);
                }
            }
            let (_, set) = insist(client, "touching", path, |session, _| {
                session.stamp_and_size(path, Some(&text), &[])
            })?;
            if !set {
                return Err(refused("the server does not set times (MFMT, MDTM, SITE UTIME)"));
            }
            run.done(path, None)
        });
    Ok(class?)
}

/// The time that is asked for.
fn time(env: &Env<'_>) -> Result<Option<SystemTime>> {
    if let Some(file) = env.matches.get_one::<OsString>("reference") {
        return modified(env, file).map(Some);
    }
    Ok(env.matches.get_one::<SystemTime>("date").copied())
}

/// Makes an empty file. APPE leaves a file that somebody made meanwhile as it is; STOR is for
/// servers that do not know APPE.
fn make(client: &mut Client, path: &RemotePath) -> Result<()> {
    let appended =
        client.with_data(Idempotence::Harmless, |session| session.append(path)?.finish());
    match appended {
        Err(Error::Refused(reply)) if matches!(reply.code, 500 | 502 | 504) => {
            client.with_data(Idempotence::Harmless, |session| session.store(path)?.finish())
        }
        other => other,
    }
}
