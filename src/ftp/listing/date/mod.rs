//! The date columns of `ls`, in the forms and languages met in the field: how many words they take and what they
//! say. A date that cannot be read without guessing has the shape only; the entry lives without a time.

mod marked;
mod shape;
mod stamp;

use jiff::Timestamp;

use super::months::month;
use super::order::two_digits;
use super::time::{clock, moment, offset};
use super::words::{Word, short_number, three_parts};
use marked::marked;
use stamp::{Years, day, without_year};

pub(super) use shape::shaped;
pub(super) use stamp::Stamp;

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
