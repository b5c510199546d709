//! Dates of three numbers, of which only the other rows of a listing tell which is the day: `05-04-26` is April 5,
//! May 4, or in the year 2005. Each row excludes the orders in which it would be no date; what is left open stays
//! without a time, unless the form has a usual order that no row contradicts.

use super::Moment;
use super::reader::Found;
use super::time::{Clock, moment};
use super::words::{short_number, three_parts};

/// An order of month, day and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
    /// Year, month, day.
    Ymd,
}

impl Order {
    const ALL: [Self; 3] = [Self::Mdy, Self::Dmy, Self::Ymd];
}

/// Three numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    parts: [i16; 3],
    /// The one part that is a year of four digits.
    long: Option<usize>,
}

impl Numbers {
    /// The parts of a date such as `26/11/2026`, between equal separators.
    pub(super) fn read(text: &[u8], separators: &[u8]) -> Option<Self> {
        let separator = *text.iter().find(|byte| separators.contains(byte))?;
        let [a, b, c] = three_parts(text, |byte| byte == separator)?;
        let number = |part: &[u8]| match part.len() {
            1 | 2 | 4 => short_number::<i16>(part, 4),
            _ => None,
        };
        let long = match (a.len(), b.len(), c.len()) {
            (4, 1 | 2, 1 | 2) => Some(0),
            (1 | 2, 1 | 2, 4) => Some(2),
            (1 | 2, 1 | 2, 2) => None,
            _ => return None,
        };
        Some(Self { parts: [number(a)?, number(b)?, number(c)?], long })
    }

    fn day(self, order: Order) -> Option<(i16, i8, i8)> {
        let [a, b, c] = self.parts;
        let (year, month, day) = match order {
            Order::Mdy => (c, a, b),
            Order::Dmy => (c, b, a),
            Order::Ymd => (a, b, c),
        };
        let at_start = order == Order::Ymd;
        let year = match self.long {
            Some(0) if at_start => year,
            Some(2) if !at_start => year,
            Some(_) => return None,
            None => two_digits(year),
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(year, month, day).ok().map(|_| (year, month, day))
    }
}

/// The year that two digits stand for: the century turns at 70, where Unix begins to count.
pub(super) fn two_digits(year: i16) -> i16 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// The dates of a listing that are not settled yet.
#[derive(Debug)]
pub(super) struct Open {
    /// What no row has excluded.
    possible: Vec<Order>,
    /// What is taken if it is possible, even where others are.
    usual: Option<Order>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    place: u32,
    numbers: Numbers,
    clock: Option<Clock>,
}

impl Open {
    /// Dates of a form with this usual order, if it has one.
    pub(super) fn new(usual: Option<Order>) -> Self {
        Self { possible: Order::ALL.to_vec(), usual, rows: Vec::new() }
    }

    /// Whether the numbers are a date in any order.
    pub(super) fn is_date(numbers: Numbers) -> bool {
        Order::ALL.into_iter().any(|order| numbers.day(order).is_some())
    }

    /// The date of the entry that is added next.
    pub(super) fn add(&mut self, found: &mut Found, numbers: Numbers, clock: Option<Clock>) {
        if !Self::is_date(numbers) {
            return;
        }
        // A year of four digits at the front leaves nothing open, and says nothing of other rows.
        if numbers.long != Some(0) {
            self.possible.retain(|order| numbers.day(*order).is_some());
        }
        found.open = true;
        if let Ok(place) = u32::try_from(found.entries.len()) {
            self.rows.push(Row { place, numbers, clock });
        }
    }

    /// Gives the entries their times.
    pub(super) fn settle(&mut self, found: &mut Found) {
        found.open = false;
        let usual = self.usual.filter(|usual| self.possible.contains(usual));
        for row in std::mem::take(&mut self.rows) {
            let place = usize::try_from(row.place).unwrap_or(usize::MAX);
            if let Some(entry) = found.entries.get_mut(place) {
                entry.modified = self.moment(&row, usual);
            }
        }
    }

    /// The time of a row: by the usual order, else where all possible orders mean the same day.
    fn moment(&self, row: &Row, usual: Option<Order>) -> Option<Moment> {
        let orders = if row.numbers.long == Some(0) { &Order::ALL[..] } else { &self.possible };
        let day = match usual.and_then(|order| row.numbers.day(order)) {
            Some(day) => day,
            None => {
                let mut days = orders.iter().filter_map(|order| row.numbers.day(*order));
                let day = days.next()?;
                days.all(|other| other == day).then_some(day)?
            }
        };
        moment(day, row.clock, None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Kind};
    use super::*;

    fn settled(usual: Option<Order>, dates: &[&str]) -> Vec<String> {
        let mut found = Found::default();
        let mut open = Open::new(usual);
        for date in dates {
            open.add(&mut found, Numbers::read(date.as_bytes(), b"-/.").unwrap(), None);
            found.row(b"x", Some(Entry::new(b"x", Kind::File)));
        }
        open.settle(&mut found);
        let shown = |entry: &Entry| {
            entry.modified.map_or("?".into(), |m| m.at.to_string()[..10].to_owned())
        };
        found.entries.iter().map(shown).collect()
    }

    #[test]
    fn a_row_that_is_a_date_in_one_order_only_settles_all() {
        assert_eq!(settled(None, &["05/04/26", "11/26/26"]), ["2026-05-04", "2026-11-26"]);
        assert_eq!(settled(None, &["05/04/2026", "26/11/2026"]), ["2026-04-05", "2026-11-26"]);
        assert_eq!(settled(None, &["26/04/05", "99/11/26"]), ["2026-04-05", "1999-11-26"]);
    }

    #[test]
    fn what_no_row_settles_has_no_time_but_by_a_usual_order() {
        assert_eq!(settled(None, &["05/04/26", "26/11/25"]), ["?", "?"]);
        assert_eq!(settled(None, &["04/04/2004"]), ["2004-04-04"]);
        assert_eq!(settled(Some(Order::Mdy), &["05/04/26"]), ["2026-05-04"]);
        assert_eq!(
            settled(Some(Order::Mdy), &["05/04/2026", "26/11/2026"]),
            ["2026-04-05", "2026-11-26"]
        );
    }

    #[test]
    fn rows_that_contradict_each_other_leave_all_open() {
        assert_eq!(settled(Some(Order::Mdy), &["11/26/2026", "26/11/2026"]), ["?", "?"]);
    }
}
