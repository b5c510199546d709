//! Dates whose numbers are marked by letters outside ASCII, as in Chinese, Japanese and Korean, in any charset.

use jiff::Timestamp;

use super::stamp::{Stamp, Years, without_year};
use crate::ftp::listing::time::{clock, moment};
use crate::ftp::listing::words::{Word, short_number};

/// The longest word that is looked at for marked numbers: `2003年12月31日` in a charset of four bytes a letter.
const MARKED_BYTES: usize = 32;

/// `4月 18日 2003年`, `2003年 3월 20 [HH:MM]`, `8月 17 08:52`: numbers that bytes outside ASCII mark, in any
/// charset, glued together or not.
pub(super) fn marked(words: &[Word], now: Timestamp, years: Years) -> Option<Stamp> {
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
