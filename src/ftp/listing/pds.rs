//! Members of a partitioned data set of z/OS: with the statistics of ISPF, without, and load modules.
//!
//! The size in the statistics counts records, so it is not told on.

use super::reader::{Found, Reader, System};
use super::time::{civil, clock};
use super::words::{Word, number, short_number, three_parts, words};
use super::zos::is_name_byte;
use super::{Entry, Kind, Moment};

/// Longest name of a member.
const MAX_MEMBER: usize = 8;

/// A listing of members.
pub(super) struct Lines {
    /// A line with nothing but a name is a member without statistics: said by the header, or by the system.
    bare: bool,
}

impl Lines {
    pub(super) fn new(system: System) -> Self {
        Self { bare: system == System::Zos }
    }
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let words = words(line);
        if is_header(&words) {
            self.bare = true;
            found.heading();
            return;
        }
        let entry = match words.as_slice() {
            [name] if self.bare => member(name.text),
            [name, rest @ ..] => with_statistics(name, rest).or_else(|| load_module(name, rest)),
            [] => None,
        };
        found.row(line, entry);
    }
}

/// `Name VV.MM Created Changed Size Init Mod Id`, or `Name Size TTR Alias-of AC ...`.
fn is_header(words: &[Word]) -> bool {
    let text = |at: usize| words.get(at).map(|word| word.text);
    text(0) == Some(b"Name") && matches!(text(1), None | Some(b"VV.MM" | b"Size"))
}

fn member(name: &[u8]) -> Option<Entry> {
    let is_name = (1..=MAX_MEMBER).contains(&name.len())
        && name.iter().all(|&byte| is_name_byte(byte) || byte == b'{')
        && !name.first().is_some_and(u8::is_ascii_digit);
    is_name.then(|| Entry::new(name, Kind::File))
}

/// `01.07 2025/03/04 2026/11/25 16:32 410 300 0 USER`.
fn with_statistics(name: &Word, rest: &[Word]) -> Option<Entry> {
    let [version, created, changed, time, size, init, modified, ..] = rest else {
        return None;
    };
    let (major, minor) = version.text.split_at_checked(2)?;
    let minor = minor.strip_prefix(b".")?;
    let counts = [major, minor, size.text, init.text, modified.text];
    if rest.len() > 8 || !counts.iter().all(|count| number(count).is_some()) {
        return None;
    }
    let mut entry = member(name.text)?;
    let _ = day(created.text)?;
    entry.modified = Some(at(day(changed.text)?, time.text)?);
    entry.owner = rest.get(7).map(|id| id.text.to_vec());
    Some(entry)
}

fn day(text: &[u8]) -> Option<(i16, i8, i8)> {
    let [year, month, day] = three_parts(text, |byte| byte == b'/')?;
    let year = (year.len() == 4).then(|| short_number(year, 4)).flatten()?;
    Some((year, short_number(month, 2)?, short_number(day, 2)?))
}

fn at(day: (i16, i8, i8), time: &[u8]) -> Option<Moment> {
    let clock = clock(time)?;
    civil(day, clock.hour, clock.minute, clock.second.map(|(second, _)| second))
}

/// `0031A0 000011 ALIASOF 00 FO RN RU 31 ANY`: the size in hexadecimal.
fn load_module(name: &Word, rest: &[Word]) -> Option<Entry> {
    let [size, ttr, behind @ ..] = rest else { return None };
    let is_hex =
        |text: &[u8]| text.len() >= 6 && text.len() <= 8 && text.iter().all(u8::is_ascii_hexdigit);
    let alias = usize::from(behind.first().is_some_and(|word| member(word.text).is_some()));
    let code = behind.get(alias)?;
    if !is_hex(size.text) || ttr.text.len() != 6 || !is_hex(ttr.text) || number(code.text).is_none()
    {
        return None;
    }
    let mut entry = member(name.text)?;
    entry.size =
        str::from_utf8(size.text).ok().and_then(|digits| u64::from_str_radix(digits, 16).ok());
    Some(entry)
}
