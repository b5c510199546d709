//! Numbers with units, as people type them.

use std::time::Duration;

use jiff::tz::{Offset, TimeZone};

use crate::ftp::wire::charset::Charset;

/// Longer than any run; a bound keeps sums of times from overflowing.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// Reads a size such as `64K`, `10M`, `2G`: powers of 1024.
pub fn size(text: &str) -> Result<u64, String> {
    let want = || format!("{text}: want a number, optionally followed by K, M, G or T");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().map_err(|_| want())?;
    let unit = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        "T" => 1 << 40,
        _ => return Err(want()),
    };
    match number.checked_mul(unit) {
        Some(0) => Err(format!("{text}: must be more than nothing")),
        Some(size) => Ok(size),
        None => Err(format!("{text}: too large")),
    }
}

/// Reads a duration such as `100ms`, `30s`, `5m`, `2h`; a bare number is seconds, as in curl and wget.
pub fn duration(text: &str) -> Result<Duration, String> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = if is_number { format!("{text}s") } else { text.to_owned() };
    let read = humantime::parse_duration(&whole).map_err(|_| {
        format!("{text}: want a number and a unit, as in 100ms, 30s, 5m, 2h or 14d")
    })?;
    match read {
        Duration::ZERO => Err(format!("{text}: must be more than nothing")),
        long if long > LONGEST => Err(format!("{text}: must not be more than a year")),
        fine => Ok(fine),
    }
}

/// Reads a zone: a name of the IANA's list such as `Europe/Berlin`, or an offset such as `+01:00`.
pub(super) fn zone(text: &str) -> Result<TimeZone, String> {
    let want = || format!("{text}: want a zone such as Europe/Berlin, UTC, +01:00 or -05:30");
    let Some(sign) = text.chars().next().filter(|sign| "+-".contains(*sign)) else {
        return TimeZone::get(text).map_err(|_| want());
    };
    let digits = text.get(1..).unwrap_or_default().replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return Err(want()),
    };
    let number = |text: &str| text.parse::<u8>().ok().map(i32::from).ok_or_else(want);
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours > 14 || minutes > 59 {
        return Err(want());
    }
    let seconds = (hours * 60 + minutes) * 60;
    let offset = Offset::from_seconds(if sign == '-' { -seconds } else { seconds });
    offset.map(TimeZone::fixed).map_err(|_| want())
}

/// Reads the name of a charset; `None` within is UTF-8.
pub(super) fn charset(text: &str) -> Result<Named, String> {
    Charset::named(text).map(Named)
}

/// A charset as it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named(pub Option<Charset>);

/// How long before an event a warning is due, if at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice(pub Option<Duration>);

/// Reads a duration such as `14d`, or `never`.
pub(super) fn notice(text: &str) -> Result<Notice, String> {
    if text == "never" { Ok(Notice(None)) } else { duration(text).map(|time| Notice(Some(time))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds_without_a_unit_and_more_than_nothing() {
        assert_eq!(duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(duration("2h"), Ok(Duration::from_secs(7200)));
        assert_eq!(duration("30"), Ok(Duration::from_secs(30)));
        assert!(duration("0").is_err() && duration("0s").is_err() && duration("-1s").is_err());
        assert!(duration("1000000000h").is_err());
    }

    #[test]
    fn zones_are_names_or_offsets() {
        assert!(zone("Europe/Berlin").is_ok() && zone("UTC").is_ok());
        for (text, seconds) in [("+01:00", 3600), ("-0530", -19_800), ("+9", 32_400)] {
            let offset = Offset::from_seconds(seconds).map(TimeZone::fixed);
            assert_eq!(zone(text).ok(), offset.ok(), "{text}");
        }
        for bad in ["", "+", "+25:00", "+01:60", "01:00", "Mars/Base", "+1a"] {
            assert!(zone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_know_their_units() {
        assert_eq!((size("64K"), size("2g"), size("7")), (Ok(65_536), Ok(2 << 30), Ok(7)));
        assert!(size("K").is_err() && size("1X").is_err() && size("0").is_err());
        assert!(size("99999999999T").is_err());
    }
}
