//! Times as MFMT and MDTM want them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How far two clocks may differ, in seconds, before a time counts as one in the future.
pub const CLOCKS_DIFFER: i64 = 60;

/// `YYYYMMDDHHMMSS` in UTC, cut to the second (draft-somers-ftp-mfxx section 3.1). `None` before
/// 1970, which servers do not take.
pub fn stamp(at: Timestamp) -> Option<String> {
    let at = at.to_zoned(TimeZone::UTC);
    (at.year() >= 1970).then(|| at.strftime("%Y%m%d%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_utc_to_the_second() {
        let at = |text: &str| stamp(text.parse().expect("a time"));
        assert_eq!(at("2026-01-31T09:00:00.9Z").as_deref(), Some("20260131090000"));
        assert_eq!(at("1969-12-31T23:59:59Z"), None);
    }
}
