//! A date column, and the years and days that one may hold.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::ftp::listing::Moment;
use crate::ftp::listing::time::{Clock, moment};
use crate::ftp::listing::words::short_number;

/// How far a date without a year may lie ahead of our clock: servers show their local time, at most 14 hours
/// ahead of ours, and clocks differ.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// How many years back a date without one is looked for: February 29 may be eight years apart.
const YEARS_BACK: i16 = 8;

/// A date column that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ftp::listing) struct Stamp {
    /// The time, unless the words have the shape of a date but cannot be read without guessing.
    pub(in crate::ftp::listing) moment: Option<Moment>,
    /// How many words it takes.
    pub(in crate::ftp::listing) words: usize,
    /// Whether `ls` pads this form with one more blank (`--time-style=iso`).
    pub(in crate::ftp::listing) padded: bool,
}

impl Stamp {
    pub(super) fn new(moment: Option<Moment>, words: usize) -> Self {
        Self { moment, words, padded: false }
    }
}

/// How many years ahead of our clock a year may lie: servers show their local time, and clocks differ. A greater
/// number beside a word that is also a month (`jan 20 4096`) is a size.
const YEARS_AHEAD: i16 = 1;

/// The latest year that does not put the date ahead of `now` by more than [`AHEAD`].
pub(super) fn without_year((month, day): (i8, i8), clock: Clock, now: Timestamp) -> Option<Moment> {
    let latest = now.checked_add(AHEAD).ok()?;
    let newest = latest.to_zoned(TimeZone::UTC).year();
    (newest.saturating_sub(YEARS_BACK)..=newest)
        .rev()
        .filter_map(|year| moment((year, month, day), Some(clock), None))
        .find(|moment| moment.at <= latest)
}

pub(super) fn day(text: &[u8]) -> Option<i8> {
    let text = text.strip_suffix(b",").or_else(|| text.strip_suffix(b".")).unwrap_or(text);
    short_number(text, 2).filter(|day| (1..=31).contains(day))
}

/// The years that a listing may show.
#[derive(Clone, Copy)]
pub(super) struct Years {
    last: i16,
}

impl Years {
    pub(super) fn until(now: Timestamp) -> Self {
        Self { last: now.to_zoned(TimeZone::UTC).year().saturating_add(YEARS_AHEAD) }
    }

    /// A year of four digits, from 1900 on.
    pub(super) fn read(self, text: &[u8]) -> Option<i16> {
        short_number(text, 4).filter(|year| (1900..=self.last).contains(year))
    }
}
