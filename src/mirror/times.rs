//! Times of modification as trees keep them: how exact they are, in which zone they are, and whether two can be one.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;

use crate::ftp::listing::{Moment, Precision, Zone};

/// A quarter of an hour in seconds: zones differ by multiples of it.
const QUARTER: i64 = 900;

/// Zones are no farther from universal time, in seconds.
const FARTHEST: i64 = 15 * 3600;

/// The smallest unit of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// As the file system has it.
    Nanosecond,
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// A day.
    Day,
}

/// A time of modification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds since 1970.
    pub secs: i64,
    /// Nanoseconds beyond them.
    pub nanos: u32,
    /// How exact it is: it was cut to this unit.
    pub unit: Unit,
    /// Whether it is universal time; else it is off by the server's unknown offset.
    pub universal: bool,
}

impl Stamp {
    /// The time of a local file.
    pub fn of_file(found: &Metadata) -> Self {
        let nanos = u32::try_from(found.mtime_nsec()).unwrap_or(0);
        Self { secs: found.mtime(), nanos, unit: Unit::Nanosecond, universal: true }
    }

    /// A time that the server listed or reported.
    pub fn of_listing(moment: Moment) -> Self {
        let unit = match moment.precision {
            Precision::Second => Unit::Second,
            Precision::Minute => Unit::Minute,
            Precision::Day => Unit::Day,
        };
        Self { secs: moment.at.as_second(), nanos: 0, unit, universal: moment.zone == Zone::Utc }
    }

    /// The first second that is no part of it any more.
    pub fn end(self) -> i64 {
        let length = match self.unit {
            Unit::Nanosecond | Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Day => 86_400,
        };
        self.secs.saturating_add(length)
    }

    /// Whether two times can be one, cut to different units. They are compared to a second at best: no server is asked
    /// for more, and few report more.
    pub fn overlaps(self, other: Self) -> bool {
        self.secs < other.end() && other.secs < self.end()
    }
}

/// How many seconds listed times are ahead of universal time, by one time in both forms; `None` where the two are no
/// zone apart.
pub fn zone_offset(listed: Stamp, universal: Stamp) -> Option<i64> {
    let unit = if listed.unit == Unit::Minute { 60 } else { 1 };
    let offset = listed.secs - universal.secs.div_euclid(unit) * unit;
    (offset % QUARTER == 0 && offset.abs() <= FARTHEST).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64, unit: Unit) -> Stamp {
        Stamp { secs, nanos: 0, unit, universal: true }
    }

    #[test]
    fn times_are_compared_by_the_coarser_unit() {
        let exact = at(100_000_030, Unit::Nanosecond);
        let day = 100_000_030_i64 / 86_400 * 86_400;
        assert!(exact.overlaps(at(100_000_030, Unit::Second)));
        assert!(!exact.overlaps(at(100_000_031, Unit::Second)));
        assert!(exact.overlaps(at(100_000_030 / 60 * 60, Unit::Minute)));
        assert!(exact.overlaps(at(day, Unit::Day)) && !exact.overlaps(at(day - 86_400, Unit::Day)));
    }

    #[test]
    fn an_offset_is_one_of_a_zone() {
        let listed = |secs| at(secs, Unit::Minute);
        assert_eq!(zone_offset(listed(7200), at(42, Unit::Second)), Some(7200));
        assert_eq!(zone_offset(listed(-18_000), at(0, Unit::Second)), Some(-18_000));
        assert_eq!(zone_offset(listed(420), at(0, Unit::Second)), None);
        assert_eq!(zone_offset(listed(90_000), at(0, Unit::Second)), None);
    }
}
