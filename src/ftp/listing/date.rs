//! The date columns of `ls`, in the forms and languages met in the field: how many words they take and what they
//! say. A date that cannot be read without guessing has the shape only; the entry lives without a time.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Moment;
use super::months::month;
use super::order::two_digits;
use super::time::{Clock, clock, moment, offset};
use super::words::{Word, short_number, three_parts};

/// How far a date without a year may lie ahead of our clock: servers show their local time, at most 14 hours
/// ahead of ours, and clocks differ.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// How many years back a date without one is looked for: February 29 may be eight years apart.
const YEARS_BACK: i16 = 8;

/// A date column that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The time, unless the words have the shape of a date but cannot be read without guessing.
    pub(super) moment: Option<Moment>,
    /// How many words it takes.
    pub(super) words: usize,
    /// Whether `ls` pads this form with one more blank (`--time-style=iso`).
    pub(super) padded: bool,
}

impl Stamp {
    fn new(moment: Option<Moment>, words: usize) -> Self {
        Self { moment, words, padded: false }
    }
}

/// How many years ahead of our clock a year may lie: servers show their local time, and clocks differ. A greater
/// number beside a word that is also a month (`jan 20 4096`) is a size.
const YEARS_AHEAD: i16 = 1;

/// The longest word that is looked at for marked numbers: `2003年12月31日` in a charset of four bytes a letter.
const MARKED_BYTES: usize = 32;

/// The date at the start of `words`, where every part of it can be read.
pub(super) fn known(words: &[Word], now: Timestamp) -> Option<Stamp> {
    let years = Years::until(now);
    numeric(words, now, years)
        .or_else(|| hyphened(words, years))
        .or_else(|| parted(words, now, years))
        .or_else(|| named(words, now, years))
        .or_else(|| with_weekday(words, now, years))
        .or_else(|| marked(words, now, years))
}

/// The shape of a date around a month whose language is not known, a day that does not exist, or two numbers of
/// which either may be the month.
pub(super) fn shaped(words: &[Word], now: Timestamp) -> Option<Stamp> {
    let years = Years::until(now);
    let year = |text| years.read(text);
    let [first, second, third, ..] = words else {
        return None;
    };
    if let Some([one, two, last]) = three_parts(first.text, |byte| b"-/.".contains(&byte))
        && let (Some(_), Some(_)) = (day(one), day(two))
        && (year(last).is_some() || last.len() == 2 && short_number::<i16>(last, 2).is_some())
    {
        return Some(Stamp::new(None, if clock(second.text).is_some() { 2 } else { 1 }));
    }
    if let Some(words) = with_zone(words, years) {
        return Some(Stamp::new(None, words));
    }
    let is_name = |word: &Word| {
        let mut bytes = word.text.iter();
        bytes.all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii() || *byte == b'.')
    };
    let numbers = day(first.text).is_some() && day(second.text).is_some();
    let months = (is_name(first) && day(second.text).is_some())
        || (day(first.text).is_some() && is_name(second))
        || is_numbered_month(first.text) && day(second.text).is_some();
    let is_end = clock(third.text).is_some()
        || third.text == MIDNIGHT
        || year(third.text).is_some()
        || months && is_buddhist(third.text);
    ((months || numbers) && is_end).then(|| Stamp::new(None, 3))
}

/// Midnight, at the end of a day or by mistake at its begin.
const MIDNIGHT: &[u8] = b"24:00";

/// `Nov10`: a month with a number glued to it.
fn is_numbered_month(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (name, digits) = text.split_at_checked(letters).unwrap_or_default();
    month(name).is_some() && short_number::<i8>(digits, 2).is_some()
}

/// A year of the Buddhist calendar, which is 543 ahead.
fn is_buddhist(text: &[u8]) -> bool {
    short_number::<i16>(text, 4).is_some_and(|year| (2443..2643).contains(&year))
}

/// The words of `Wed Nov 25 10:00:59 CET 2026`: the name of a zone is none to rely on.
fn with_zone(words: &[Word], years: Years) -> Option<usize> {
    let [weekday, named, number, time, zone, last, ..] = words else { return None };
    let letters = |word: &Word| word.text.iter().all(u8::is_ascii_alphabetic);
    let fits = weekday.text.len() == 3
        && letters(weekday)
        && letters(zone)
        && month(named.text).is_some()
        && day(number.text).is_some()
        && clock(time.text).is_some()
        && years.read(last.text).is_some();
    fits.then_some(6)
}

/// The latest year that does not put the date ahead of `now` by more than [`AHEAD`].
fn without_year((month, day): (i8, i8), clock: Clock, now: Timestamp) -> Option<Moment> {
    let latest = now.checked_add(AHEAD).ok()?;
    let newest = latest.to_zoned(TimeZone::UTC).year();
    (newest.saturating_sub(YEARS_BACK)..=newest)
        .rev()
        .filter_map(|year| moment((year, month, day), Some(clock), None))
        .find(|moment| moment.at <= latest)
}

/// `YYYY-MM-DD [HH:MM[:SS[.fraction]] [+ZZZZ]]`, `MM-DD HH:MM`, `DD.MM.YYYY [HH:MM]`.
fn numeric(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
    let year = |text| years.read(text);
    let (first, rest) = words.split_first()?;
    let separator = first.text.iter().find(|byte| b"-/.".contains(byte))?;
    let time = rest.first().and_then(|word| clock(word.text));
    let Some([first, month, last]) = three_parts(first.text, |byte| byte == *separator) else {
        let two =
            first.text.split_at_checked(2).filter(|_| *separator != b'.' && first.text.len() == 5);
        let (month, day) = two.and_then(|(month, day)| Some((month, day.get(1..)?)))?;
        let date = (short_number(month, 2)?, short_number(day, 2)?);
        let Some(time) = time else {
            let year = rest.first().and_then(|word| year(word.text))?;
            return Some(Stamp::new(Some(moment((year, date.0, date.1), None, None)?), 2));
        };
        return Some(Stamp::new(Some(without_year(date, time, now)?), 2));
    };
    let month = short_number(month, 2)?;
    let date = match (year(first), year(last)) {
        (Some(year), None) => (year, month, short_number(last, 2)?),
        (None, Some(year)) if *separator == b'.' => (year, month, short_number(first, 2)?),
        _ => return None,
    };
    let Some(time) = time else {
        return Some(Stamp { padded: true, ..Stamp::new(Some(moment(date, None, None)?), 1) });
    };
    let zone = time.second.and(rest.get(1)).and_then(|word| offset(word.text));
    let words = if zone.is_some() { 3 } else { 2 };
    Some(Stamp::new(Some(moment(date, Some(time), zone)?), words))
}

/// `Mon DD HH:MM`, `Mon DD YYYY`, `Mon DD HH:MM:SS YYYY`, `Mon DD, YYYY HH:MM`, and all with the day first.
fn named(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
    let year = |text| years.read(text);
    let [first, second, third, ..] = words else {
        return None;
    };
    // Before any name is looked up: most words of a line are no part of a date.
    if clock(third.text).is_none() && year(third.text).is_none() {
        return None;
    }
    let date = match month(first.text) {
        Some(month) => (month, day(second.text)?),
        None => (month(second.text)?, day(first.text)?),
    };
    let fourth = words.get(3);
    if let Some(time) = clock(third.text) {
        let year = time.second.and(fourth).and_then(|word| year(word.text));
        return match year {
            Some(year) => {
                Some(Stamp::new(Some(moment((year, date.0, date.1), Some(time), None)?), 4))
            }
            None => Some(Stamp::new(Some(without_year(date, time, now)?), 3)),
        };
    }
    let year = year(third.text)?;
    let time =
        second.text.ends_with(b",").then_some(fourth).flatten().and_then(|word| clock(word.text));
    let words = if time.is_some() { 4 } else { 3 };
    Some(Stamp::new(Some(moment((year, date.0, date.1), time, None)?), words))
}

/// `25-Nov-2026 [HH:MM]`, `25-Nov-26`, `Nov-25-2026`.
fn hyphened(words: &[Word], years: Years) -> Option<Stamp> {
    let (first, rest) = words.split_first()?;
    let [one, two, last] = three_parts(first.text, |byte| byte == b'-')?;
    let (day, month) = match month(two) {
        Some(month) => (day(one)?, month),
        None => (day(two)?, month(one)?),
    };
    let year = match last.len() {
        2 => two_digits(short_number(last, 2)?),
        _ => years.read(last)?,
    };
    let time = rest.first().and_then(|word| clock(word.text));
    let words = if time.is_some() { 2 } else { 1 };
    Some(Stamp::new(Some(moment((year, month, day), time, None)?), words))
}

/// Numbers as words: `2026 11 25`, and `3 29 03:26` or `3 29 2001` where the second can only be a day.
fn parted(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
    let [first, second, third, ..] = words else { return None };
    if let Some(year) = years.read(first.text) {
        let date = (year, short_number(second.text, 2)?, short_number(third.text, 2)?);
        return Some(Stamp::new(Some(moment(date, None, None)?), 3));
    }
    let month = short_number(first.text, 2)?;
    let day = day(second.text).filter(|day| *day > 12 || *day == month)?;
    let at = match (clock(third.text), years.read(third.text)) {
        (Some(time), _) => without_year((month, day), time, now)?,
        (None, Some(year)) => moment((year, month, day), None, None)?,
        (None, None) => return None,
    };
    Some(Stamp::new(Some(at), 3))
}

/// `Mon Jan 29 03:26:01 2001`, the `--full-time` of old.
fn with_weekday(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
    let (weekday, rest) = words.split_first()?;
    if weekday.text.len() != 3 || !weekday.text.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let stamp = named(rest, now, years).filter(|stamp| stamp.words == 4)?;
    Some(Stamp { words: 5, ..stamp })
}

/// `4月 18日 2003年`, `2003年 3월 20 [HH:MM]`, `8月 17 08:52`: numbers that bytes outside ASCII mark, in any
/// charset, glued together or not.
fn marked(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
    let year = |text| years.read(text);
    let mut fields = Vec::new();
    for (index, word) in words.iter().take(3).enumerate() {
        let Some(found) = marked_numbers(word.text) else {
            break;
        };
        fields.extend(found.into_iter().map(|(digits, mark)| (index, digits, mark)));
    }
    let month_in =
        |(_, digits, mark): (usize, &[u8], bool)| short_number(digits, 2).filter(|_: &i8| mark);
    let (date_year, month, day, last) = match fields.as_slice() {
        [first, month, day, ..] if year(first.1).is_some() => {
            (year(first.1), month_in(*month)?, day.1, day.0)
        }
        [month, day, tail, ..] if year(tail.1).is_some() => {
            (year(tail.1), month_in(*month)?, day.1, tail.0)
        }
        [month, day, ..] => (None, month_in(*month)?, day.1, day.0),
        _ => return None,
    };
    let day = short_number(day, 2)?;
    let time = words.get(last + 1).and_then(|word| clock(word.text));
    let words = last + 1 + usize::from(time.is_some());
    let found = match (date_year, time) {
        (Some(year), time) => moment((year, month, day), time, None)?,
        (None, Some(time)) => without_year((month, day), time, now)?,
        (None, None) => return None,
    };
    Some(Stamp::new(Some(found), words))
}

/// The numbers in a word such as `4月18日`, each with whether a mark follows it.
fn marked_numbers(text: &[u8]) -> Option<Vec<(&[u8], bool)>> {
    if text.len() > MARKED_BYTES {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, tail) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
        let mark = tail.iter().take_while(|byte| !byte.is_ascii_digit()).count();
        // Only the first byte of a mark is sure to be outside ASCII: Shift-JIS writes 年 as 94 4E.
        if tail.first().is_some_and(u8::is_ascii) {
            return None;
        }
        found.push((number, mark > 0));
        rest = tail.get(mark..)?;
    }
    Some(found)
}

fn day(text: &[u8]) -> Option<i8> {
    let text = text.strip_suffix(b",").or_else(|| text.strip_suffix(b".")).unwrap_or(text);
    short_number(text, 2).filter(|day| (1..=31).contains(day))
}

/// The years that a listing may show.
#[derive(Clone, Copy)]
struct Years {
    last: i16,
}

impl Years {
    fn until(now: Timestamp) -> Self {
        Self { last: now.to_zoned(TimeZone::UTC).year().saturating_add(YEARS_AHEAD) }
    }

    /// A year of four digits, from 1900 on.
    fn read(self, text: &[u8]) -> Option<i16> {
        short_number(text, 4).filter(|year| (1900..=self.last).contains(year))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::super::{Precision, Zone};
    use super::*;

    fn column(text: &str) -> Option<(String, Precision, Zone, usize)> {
        let now = "2026-01-31T12:00:00Z".parse().unwrap();
        let stamp = known(&words(text.as_bytes()), now)?;
        let moment = stamp.moment?;
        Some((moment.at.to_string(), moment.precision, moment.zone, stamp.words))
    }

    #[track_caller]
    fn reads(text: &str, at: &str, words: usize) {
        let found = column(text).map(|(at, _, _, words)| (at, words));
        assert_eq!(found, Some((at.to_owned(), words)), "{text}");
    }

    #[test]
    fn a_date_without_a_year_is_at_most_a_day_ahead() {
        reads("Jan 29 03:26 x", "2026-01-29T03:26:00Z", 3);
        reads("Feb 1 11:59 x", "2026-02-01T11:59:00Z", 3);
        reads("Feb 1 12:01 x", "2025-02-01T12:01:00Z", 3);
        reads("Feb 29 10:00 x", "2024-02-29T10:00:00Z", 3);
        reads("12-31 23:00 x", "2025-12-31T23:00:00Z", 2);
    }

    #[test]
    fn every_order_of_day_month_and_year_is_read() {
        reads("Apr  8  1994 x", "1994-04-08T00:00:00Z", 3);
        reads("8 Apr 1994 x", "1994-04-08T00:00:00Z", 3);
        reads("2. Okt. 2003 x", "2003-10-02T00:00:00Z", 3);
        reads("26. Juli, 20:10 x", "2025-07-26T20:10:00Z", 3);
        reads("Oct 08, 2002 09:47 x", "2002-10-08T09:47:00Z", 4);
        reads("Jan 29 03:26:01 2001 x", "2001-01-29T03:26:01Z", 4);
        reads("Mon Jan 29 03:26:01 2001 x", "2001-01-29T03:26:01Z", 5);
        reads("1999/10/12 17:12 x", "1999-10-12T17:12:00Z", 2);
        reads("15.07.2004 17:12 x", "2004-07-15T17:12:00Z", 2);
        reads("2026-01-31 09:00:01.123456789 +0530 x", "2026-01-31T03:30:01.123456789Z", 3);
    }

    #[test]
    fn only_a_zone_in_the_line_makes_the_time_sure() {
        assert_eq!(column("2026-01-31 09:00:01 +0100 x").unwrap().2, Zone::Utc);
        assert_eq!(column("2026-01-31 09:00:01 x").unwrap().2, Zone::Unknown);
        assert_eq!(column("2026-01-31 09:00 x").unwrap().1, Precision::Minute);
        assert_eq!(column("2026-01-31 x").unwrap().1, Precision::Day);
    }

    #[test]
    fn a_name_that_looks_like_a_year_stays_a_name() {
        reads("Jan 29 03:26 2001 x", "2026-01-29T03:26:00Z", 3);
    }

    #[test]
    fn a_year_beyond_the_next_is_no_year() {
        reads("Jan 20 2027 x", "2027-01-20T00:00:00Z", 3);
        for text in ["Jan 20 2028 x", "Jan 20 4096 x", "20 Jan 9999 x", "2028-01-20 10:00 x"] {
            assert_eq!(column(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_read_in_other_languages_and_charsets() {
        for (text, month) in [
            ("févr. 3 2001 x", 2),
            ("Mär 3 2001 x", 3),
            ("szept 3 2001 x", 9),
            ("3 дек 2001 x", 12),
        ] {
            reads(text, &format!("2001-{month:02}-03T00:00:00Z"), 3);
        }
        assert_eq!(month(b"M\xe4r"), Some(3));
        assert_eq!(month(b"ao\xfbt"), Some(8));
        assert_eq!(month(b"lis"), None);
    }

    #[test]
    fn marked_numbers_are_dates_in_any_charset() {
        reads("8月 17 08:52 x", "2025-08-17T08:52:00Z", 3);
        reads("8月17日 08:52 x", "2025-08-17T08:52:00Z", 2);
        reads("4月 18日 2003年 x", "2003-04-18T00:00:00Z", 3);
        reads("2003년 3월 20일 x", "2003-03-20T00:00:00Z", 3);
        let now = "2026-01-31T12:00:00Z".parse().unwrap();
        let shift_jis = known(&words(b"4\x8c\x8e 18\x93\xfa 2003\x94\x4e x"), now).unwrap();
        assert_eq!(shift_jis.moment.unwrap().at.to_string(), "2003-04-18T00:00:00Z");
    }

    #[test]
    fn what_must_be_guessed_is_a_date_without_a_time() {
        let now = "2026-01-31T12:00:00Z".parse().unwrap();
        for (text, taken) in [
            ("lis 3 2001 x", 3),
            ("Feb 30 2001 x", 3),
            ("3 Abc 10:00 x", 3),
            ("04-05-2001 10:00 x", 2),
        ] {
            assert_eq!(column(text), None, "{text}");
            assert_eq!(
                shaped(&words(text.as_bytes()), now),
                Some(Stamp::new(None, taken)),
                "{text}"
            );
        }
    }
}
