//! Points in time as users type them.

use std::fs;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

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

/// The same, or the time of a local file of this name.
pub(super) fn when_or_file(text: &str) -> Result<SystemTime, String> {
    when(text).or_else(|why| {
        let of_file = fs::metadata(text).and_then(|found| found.modified());
        of_file.map_err(|_| format!("{why}, or a file"))
    })
}
