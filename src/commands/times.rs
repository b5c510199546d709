//! Points in time as users type them.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::connections::Connections;
use super::env::Env;
use super::inspect::entry;
use super::remote_change::refused;
use crate::error::{Result, local, printable, usage};
use crate::settings::target::{Operand, Place};

/// A point in time as typed.
#[derive(Clone, Debug)]
pub(super) enum When {
    /// This one.
    At(SystemTime),
    /// The modification time of a file; `why` the text is no time.
    OfFile { file: OsString, why: String },
}

/// Reads a time ago (`12h`, `7d`), or a date, which is in the zone of this machine unless it names one.
pub(super) fn when(text: &str) -> Result<SystemTime, String> {
    if let Ok(ago) = humantime::parse_duration(text) {
        return SystemTime::now().checked_sub(ago).ok_or_else(|| format!("{text}: too long ago"));
    }
    let zoned = || text.parse::<Timestamp>().ok();
    let civil = || {
        text.parse::<DateTime>().ok()?.to_zoned(TimeZone::system()).ok().map(|at| at.timestamp())
    };
    zoned().or_else(civil).map(SystemTime::from).ok_or_else(|| {
        format!("{text}: want a time ago, as in 12h or 7d, or a date, as in 2026-01-31 or 2026-01-31T12:00:00Z")
    })
}

/// Reads a time, or the name of a file that has it. The file is looked for by [`When::time`].
pub(super) fn when_or_file(text: String) -> When {
    match when(&text) {
        Ok(time) => When::At(time),
        Err(why) => When::OfFile { file: text.into(), why },
    }
}

impl When {
    /// The time. A name that is no time and no file is a usage error.
    pub(super) fn time(&self, env: &Env<'_>) -> Result<SystemTime> {
        let (file, why) = match self {
            Self::At(time) => return Ok(*time),
            Self::OfFile { file, why } => (file, why),
        };
        let is_remote =
            env.is_shell() || matches!(env.parse(file, Place::Operand)?, Operand::Remote(_));
        if !is_remote && fs::symlink_metadata(file).is_err() {
            return Err(usage(format!("{why}, or a file (HOST:PATH for one on a server)")));
        }
        modified(env, file)
    }
}

/// The modification time of a file: of one on a server where HOST:PATH or a URL is typed, and in a shell; else of one here.
pub(super) fn modified(env: &Env<'_>, file: &OsStr) -> Result<SystemTime> {
    if !env.is_shell()
        && let Operand::Local(path) = env.parse(file, Place::Operand)?
    {
        let found = fs::metadata(&path).and_then(|found| found.modified());
        return found.map_err(local(path));
    }
    let target = env.remote(file, Place::Operand)?;
    let shown = printable(target.path.as_bytes());
    let mut servers = Connections::new(env, 1);
    let client = servers.client(&target)?;
    let path = client.absolute(&target.path)?;
    let found =
        entry(client, &path).map_err(|error| error.during(format!("the time of {shown}")))?;
    let moment =
        found.modified.ok_or_else(|| refused(format!("the server reports no time of {shown}")))?;
    Ok(moment.at.into())
}
