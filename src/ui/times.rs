//! Times of files as people read them.

use jiff::tz::TimeZone;

use crate::ftp::listing::{Moment, Precision, Zone};

/// In which zone times are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeForm {
    /// In that of this machine.
    Local,
    /// In UTC, marked by a Z.
    Utc,
}

/// A time to the minute, or to the day where no more is known. One that the server gives in its own
/// zone, which it does not report, is shown as it came, with a `?`.
pub(super) fn to_the_minute(moment: Moment, form: TimeForm) -> String {
    match moment.precision {
        Precision::Day => text(moment, "%Y-%m-%d", TimeForm::Utc).0,
        Precision::Minute | Precision::Second => marked(moment, "%Y-%m-%d %H:%M", form),
    }
}

/// The same with seconds, where they are known.
pub(super) fn exact(moment: Moment, form: TimeForm) -> String {
    match moment.precision {
        Precision::Second => marked(moment, "%Y-%m-%d %H:%M:%S", form),
        Precision::Day | Precision::Minute => to_the_minute(moment, form),
    }
}

fn marked(moment: Moment, format: &str, form: TimeForm) -> String {
    let (text, mark) = text(moment, format, form);
    format!("{text}{mark}")
}

fn text(moment: Moment, format: &str, form: TimeForm) -> (String, &'static str) {
    let (zone, mark) = match (moment.zone, form) {
        (Zone::Unknown, _) => (TimeZone::UTC, "?"),
        (Zone::Utc, TimeForm::Utc) => (TimeZone::UTC, "Z"),
        (Zone::Utc, TimeForm::Local) => (TimeZone::system(), ""),
    };
    (moment.at.to_zoned(zone).strftime(format).to_string(), mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_a_zone_that_is_not_known_is_marked_as_such() {
        let at = "2026-01-31T09:00:05Z".parse().expect("a time");
        let moment = |precision, zone| Moment { at, precision, zone };
        let second = moment(Precision::Second, Zone::Utc);
        assert_eq!(exact(second, TimeForm::Utc), "2026-01-31 09:00:05Z");
        assert_eq!(to_the_minute(second, TimeForm::Utc), "2026-01-31 09:00Z");
        let unknown = moment(Precision::Minute, Zone::Unknown);
        assert_eq!(exact(unknown, TimeForm::Local), "2026-01-31 09:00?");
        assert_eq!(to_the_minute(moment(Precision::Day, Zone::Utc), TimeForm::Utc), "2026-01-31");
    }
}
