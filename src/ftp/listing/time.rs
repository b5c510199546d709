//! Points in time: RFC 3659's `time-val`, and the times of day and zone offsets that listings write. Which words
//! of a line hold a date is left to the forms.

use jiff::SignedDuration;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::words::{number, short_number};
use super::{Moment, Precision, Zone};

/// A time of day with the sub-second part in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: Option<(i8, i32)>,
}

/// The time in an MDTM reply or a `modify` fact: `YYYYMMDDHHMMSS[.fraction]`, universal time (RFC 3659
/// section 2.3). Servers that leave out the seconds are understood.
pub fn time_val(text: &[u8]) -> Option<Moment> {
    let mut halves = text.splitn(2, |&byte| byte == b'.');
    let whole = halves.next()?;
    let nanos = halves.next().map_or(Some(0), fraction)?;
    let (date, clock) = whole.split_at_checked(8)?;
    let (year, date) = date.split_at_checked(4)?;
    let (month, day) = date.split_at_checked(2)?;
    let (hour, rest) = clock.split_at_checked(2)?;
    let (minute, second) = rest.split_at_checked(2)?;
    let second = match second.len() {
        0 => None,
        2 => Some((leap(short_number(second, 2)?), nanos)),
        _ => return None,
    };
    let clock = Clock { hour: short_number(hour, 2)?, minute: short_number(minute, 2)?, second };
    let day = (short_number(year, 4)?, short_number(month, 2)?, short_number(day, 2)?);
    moment(day, Some(clock), Some(0))
}

/// A time in the server's unknown zone.
pub(super) fn civil(
    day: (i16, i8, i8),
    hour: i8,
    minute: i8,
    second: Option<i8>,
) -> Option<Moment> {
    let second = second.map(|second| (leap(second), 0));
    moment(day, Some(Clock { hour, minute, second }), None)
}

/// A time in universal time where `offset` (seconds east) is known, else in the server's unknown zone.
pub(super) fn moment(
    (year, month, day): (i16, i8, i8),
    clock: Option<Clock>,
    offset: Option<i64>,
) -> Option<Moment> {
    let (hour, minute, second) =
        clock.map_or((0, 0, None), |clock| (clock.hour, clock.minute, clock.second));
    let (second_of, nanos) = second.unwrap_or((0, 0));
    let local = DateTime::new(year, month, day, hour, minute, second_of, nanos).ok()?;
    let at = local.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Moment {
        at: at.checked_sub(SignedDuration::from_secs(offset.unwrap_or(0))).ok()?,
        precision: match (clock, second) {
            (None, _) => Precision::Day,
            (Some(_), None) => Precision::Minute,
            (Some(_), Some(_)) => Precision::Second,
        },
        zone: if offset.is_some() { Zone::Utc } else { Zone::Unknown },
    })
}

pub(super) fn clock(text: &[u8]) -> Option<Clock> {
    let mut parts = text.splitn(3, |&byte| byte == b':');
    let hour = parts.next().and_then(|hour| short_number(hour, 2))?;
    let minute = parts.next().filter(|minute| minute.len() == 2)?;
    let second = match parts.next() {
        None => None,
        Some(second) => Some(seconds(second)?),
    };
    let minute = short_number(minute, 2).filter(|minute| *minute < 60)?;
    (hour < 24).then_some(Clock { hour, minute, second })
}

fn seconds(text: &[u8]) -> Option<(i8, i32)> {
    let (whole, rest) = text.split_at_checked(2)?;
    let whole = short_number(whole, 2).filter(|second| *second <= 60)?;
    let nanos = match rest {
        [] => 0,
        [b'.' | b',', digits @ ..] => fraction(digits)?,
        _ => return None,
    };
    Some((leap(whole), nanos))
}

/// A leap second is told as the one before it.
fn leap(second: i8) -> i8 {
    if second == 60 { 59 } else { second }
}

/// The digits behind the point, as nanoseconds; finer ones are cut.
fn fraction(digits: &[u8]) -> Option<i32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let nine = digits.iter().chain(std::iter::repeat(&b'0')).take(9);
    Some(nine.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0')))
}

/// Seconds east of Greenwich in `+0100`, `-05:30` or `Z`.
pub(super) fn offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text {
        [b'Z'] => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(b":").unwrap_or(minutes);
    let hours = number(hours).filter(|hours| *hours <= 14)?;
    let minutes = number(minutes).filter(|value| *value < 60 && minutes.len() == 2)?;
    Some(sign * i64::try_from(hours * 3600 + minutes * 60).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_val_is_universal_time_with_fractions() {
        let moment = time_val(b"20260131090001.25").unwrap();
        assert_eq!(moment.at.to_string(), "2026-01-31T09:00:01.25Z");
        assert_eq!((moment.precision, moment.zone), (Precision::Second, Zone::Utc));
        assert_eq!(time_val(b"20161231235960").unwrap().at.to_string(), "2016-12-31T23:59:59Z");
        assert_eq!(time_val(b"202601310900").unwrap().precision, Precision::Minute);
        for bad in [
            "",
            "20260131",
            "20260231090000",
            "20260131250000",
            "1912601310900",
            "20260131090000.",
            "2026013109000x",
        ] {
            assert_eq!(time_val(bad.as_bytes()), None, "{bad}");
        }
    }
}
