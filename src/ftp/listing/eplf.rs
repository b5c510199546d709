//! EPLF, the Easily Parsed LIST Format of publicfile and others: `+facts,<tab>name`. Times are seconds since 1970, in
//! universal time.

use jiff::Timestamp;

use super::reader::{Found, Reader};
use super::words::number;
use super::{Entry, Kind, Moment, Precision, Zone};

/// A listing in this form.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        found.row(line, parse(line));
    }
}

/// The entry in one line. One that says neither that it can be fetched (`r`) nor that it can be entered (`/`) is of
/// unknown kind.
pub fn parse(line: &[u8]) -> Option<Entry> {
    let rest = line.strip_prefix(b"+")?;
    let tab = rest.iter().position(|&byte| byte == b'\t')?;
    let (facts, name) = (rest.get(..tab)?, rest.get(tab + 1..)?);
    if name.is_empty() {
        return None;
    }
    let mut entry = Entry::new(name, Kind::Other);
    for fact in facts.split(|&byte| byte == b',') {
        match fact {
            b"r" => entry.kind = Kind::File,
            b"/" => entry.kind = Kind::Dir,
            [b's', digits @ ..] => entry.size = number(digits),
            [b'm', digits @ ..] => entry.modified = seconds(digits),
            [b'u', b'p', digits @ ..] => entry.mode = octal(digits),
            [b'i', id @ ..] if !id.is_empty() => entry.unique = Some(id.to_vec()),
            _ => {}
        }
    }
    Some(entry)
}

fn seconds(digits: &[u8]) -> Option<Moment> {
    let at = Timestamp::from_second(i64::try_from(number(digits)?).ok()?).ok()?;
    Some(Moment { at, precision: Precision::Second, zone: Zone::Utc })
}

fn octal(digits: &[u8]) -> Option<u32> {
    let digits = str::from_utf8(digits).ok().filter(|text| text.len() <= 5)?;
    u32::from_str_radix(digits, 8).ok().filter(|mode| *mode <= 0o7777)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_in_any_order_and_the_name_is_behind_the_tab() {
        let file = parse(b"+i8388621.48594,m825718503,r,s280,up644,\tdjb html").unwrap();
        assert_eq!(
            (&file.name[..], file.kind, file.size),
            (&b"djb html"[..], Kind::File, Some(280))
        );
        assert_eq!((file.mode, file.unique.as_deref()), (Some(0o644), Some(&b"8388621.48594"[..])));
        assert_eq!(file.modified.unwrap().at.to_string(), "1996-03-01T22:15:03Z");
        assert_eq!(parse(b"+/,\t514").unwrap().kind, Kind::Dir);
        assert_eq!(parse(b"+s5,\tx").unwrap().kind, Kind::Other);
    }

    #[test]
    fn lines_of_no_such_form_are_unknown() {
        for line in ["+", "+r,", "+r,\t", "r,\tx", "+r, x"] {
            assert_eq!(parse(line.as_bytes()), None, "{line:?}");
        }
    }
}
