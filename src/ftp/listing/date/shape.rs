//! Dates that have the shape only: nothing in them says which number is what, or the language is not known.

use jiff::Timestamp;

use super::stamp::{Stamp, Years, day};
use crate::ftp::listing::months::month;
use crate::ftp::listing::time::clock;
use crate::ftp::listing::words::{Word, short_number, three_parts};

/// The shape of a date around a month whose language is not known, a day that does not exist, or two numbers of
/// which either may be the month.
pub(in crate::ftp::listing) fn shaped(words: &[Word], now: Timestamp) -> Option<Stamp> {
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
