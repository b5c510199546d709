//! Numbers with units, as people type them.

use std::time::Duration;

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
    let read = humantime::parse_duration(&whole)
        .map_err(|_| format!("{text}: want a number and a unit, as in 100ms, 30s, 5m or 2h"))?;
    match read {
        Duration::ZERO => Err(format!("{text}: must be more than nothing")),
        long if long > LONGEST => Err(format!("{text}: must not be more than a year")),
        fine => Ok(fine),
    }
}

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
    fn sizes_know_their_units() {
        assert_eq!((size("64K"), size("2g"), size("7")), (Ok(65_536), Ok(2 << 30), Ok(7)));
        assert!(size("K").is_err() && size("1X").is_err() && size("0").is_err());
        assert!(size("99999999999T").is_err());
    }
}
