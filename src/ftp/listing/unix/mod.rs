//! `ls -l`, as Unix servers print it and others imitate it: with and without link count, owner and group, with
//! the dates of many locales, and the `d [RWCEAFMS]` of Novell's servers. Which line is of this form is decided
//! here; reading the dates is left to `date`.
//!
//! The columns have no fixed place, but the order of four things is: mode, size, date, name. So the first number
//! that a date follows is the size, and what stands between mode and size is links, owner and group.

mod columns;
mod head;

use jiff::Timestamp;

use super::date::Stamp;
use super::mode::kind;
use super::reader::{Found, Reader};
use super::words::{Word, grouped_number, words};
use super::{Entry, Kind};
use columns::{find_date, owner_and_group};
use head::{Head, head};

/// Columns that are `?` where the server could not read what a name stands for.
const UNREADABLE_COLUMNS: usize = 5;

/// A listing in this form.
pub(super) struct Lines {
    now: Timestamp,
    at_start: bool,
}

impl Lines {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { now, at_start: true }
    }
}

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let at_start = std::mem::replace(&mut self.at_start, false);
        match parse(line, self.now) {
            None if is_total(line, at_start) => found.heading(),
            entry => found.row(line, entry),
        }
    }
}

/// The entry in one line of `ls -l`; `.` and `..` too. `now` decides the year of dates that come without one.
///
/// One blank parts date and name: further ones belong to the name.
pub fn parse(line: &[u8], now: Timestamp) -> Option<Entry> {
    let words = words(line);
    if let Some(entry) = unreadable(line, &words) {
        return Some(entry);
    }
    let head = head(&words)?;
    let (at, stamp) = find_date(&words, head.words, now)?;
    let last = words.get(at + stamp.words)?;
    let name = name(line.get(last.end..)?, &head, stamp)?;

    let mut entry = Entry::new(name, head.kind);
    entry.mode = head.mode;
    entry.modified = stamp.moment;
    entry.size = words.get(at).and_then(|word| grouped_number(word.text)).filter(|_| !head.device);
    (entry.owner, entry.group) = owner_and_group(line, words.get(head.words..at)?, &head);
    match head.kind {
        Kind::Symlink => cut_link(&mut entry),
        // No name holds a slash: it is the mark of `ls -F`.
        Kind::Dir if name.len() > 1 && name.ends_with(b"/") => {
            entry.name.pop();
        }
        _ => {}
    }
    Some(entry)
}

/// A row of which the server could read the name only: `?---------   ? ?        ?               ?            ? name`.
fn unreadable(line: &[u8], words: &[Word]) -> Option<Entry> {
    let (mode, columns) = words.split_first()?;
    let (letter, bits) = mode.text.split_first()?;
    let is_blank = bits.len() == 9 && bits.iter().all(|byte| b"?-".contains(byte));
    let blanks = columns.get(..UNREADABLE_COLUMNS)?;
    if !is_blank || !blanks.iter().all(|word| word.text == b"?") {
        return None;
    }
    let (kind, _) = kind(*letter)?;
    let name = line.get(blanks.last()?.end..)?.strip_prefix(b" ")?;
    (!name.trim_ascii().is_empty()).then(|| Entry::new(name, kind))
}

fn name<'a>(rest: &'a [u8], head: &Head, stamp: Stamp) -> Option<&'a [u8]> {
    let name = rest.strip_prefix(b" ")?;
    let name = match name {
        _ if head.netware => name.trim_ascii_start(),
        [b' ', name @ ..] if stamp.padded => name,
        _ => name,
    };
    (!name.is_empty()).then_some(name)
}

/// Parts `name -> target`. Both may hold an arrow of their own: the size of a link is the length of its target.
fn cut_link(entry: &mut Entry) {
    const ARROW: &[u8] = b" -> ";
    let arrows = || {
        entry
            .name
            .windows(ARROW.len())
            .enumerate()
            .filter(|(_, window)| *window == ARROW)
            .map(|(at, _)| at)
    };
    let target_len = |at: usize| entry.name.len() - at - ARROW.len();
    let fitting = arrows().find(|&at| u64::try_from(target_len(at)).ok() == entry.size);
    let Some(at) = fitting.or_else(|| arrows().next()).filter(|at| *at > 0) else {
        return;
    };
    entry.link = entry.name.get(at + ARROW.len()..).map(<[u8]>::to_vec);
    entry.name.truncate(at);
}

/// `total 12`, and on the first line the same in any language.
fn is_total(line: &[u8], at_start: bool) -> bool {
    let words = words(line);
    let [word, count] = words.as_slice() else {
        return false;
    };
    let is_count = count.text.first().is_some_and(u8::is_ascii_digit)
        && count.text.iter().all(|byte| byte.is_ascii_alphanumeric() || b".,".contains(byte));
    let is_word = word.text.iter().all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    is_count && (word.text.eq_ignore_ascii_case(b"total") || (at_start && is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(line: &[u8]) -> Option<Entry> {
        parse(line, "2026-01-31T12:00:00Z".parse().unwrap())
    }

    /// Name, size, owner.
    #[track_caller]
    fn reads(line: &str, name: &str, size: impl Into<Option<u64>>, owner: &str) {
        let entry = entry(line.as_bytes()).unwrap_or_else(|| panic!("not understood: {line}"));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        assert_eq!(text(entry.name), name, "{line}");
        assert_eq!(entry.size, size.into(), "{line}");
        assert_eq!(text(entry.owner.unwrap_or_default()), owner, "{line}");
    }

    #[test]
    fn columns_may_be_missing_or_hold_blanks() {
        reads(
            "-rw-r--r--   1 root     other        531 Jan 29 03:26 a file",
            "a file",
            531,
            "root",
        );
        reads(
            "dr-xr-xr-x   2 root                  512 Apr  8  1994 no group",
            "no group",
            512,
            "root",
        );
        reads("-rw-r--r-- root other 531 Jan 29 03:26 no links", "no links", 531, "root");
        reads("-rw-r--r-- 1 1000 100 531 Jan 29 03:26 ids", "ids", 531, "1000");
        reads("-rw-r--r-- 1 531 Jan 29 03:26 nobody", "nobody", 531, "");
        reads(
            "-rw-r--r-- 1 CORP\\joe Domain Users 531 Jan 29 03:26 x",
            "x",
            531,
            "CORP\\joe Domain Users",
        );
        reads("drwxrwxr-x               folder        2 May 10  1996 mac", "mac", 2, "folder");
        reads(
            "-------r--         326  1391972  1392298 Nov 22  1995 mac",
            "mac",
            1_392_298,
            "1391972",
        );
    }

    #[test]
    fn dates_of_all_forms_part_size_and_name() {
        for date in [
            "29 Jan 03:26",
            "2005-06-07 21:22",
            "2005-06-07 21:22:01.123456789 +0200",
            "26. Juli, 20:10",
            "4月 18 2003",
            "Jan 29 03:26:01 2001",
            "Xyz 29 03:26",
            "Feb 30 2001",
            "04-05-2001 17:12",
        ] {
            reads(&format!("-rw-r--r-- 1 root sys 8473 {date} a b"), "a b", 8473, "root");
        }
    }

    #[test]
    fn blanks_at_the_start_and_the_end_of_a_name_are_kept() {
        reads("-rw-r--r-- 1 a b 5 Jan 29 03:26   two blanks ", "  two blanks ", 5, "a");
        reads("-rw-r--r-- 1 a b 5 2001-07-26  padded", "padded", 5, "a");
        reads("-rw-r--r-- 1 a b 5 Jan 29 03:26 6 Jan 29 03:26 x", "6 Jan 29 03:26 x", 5, "a");
    }

    #[test]
    fn a_date_in_a_name_is_part_of_the_name() {
        reads("-rw-r--r-- 1 a b 5 Xyz 1 10:00 7 Jan 29 03:26 x", "7 Jan 29 03:26 x", 5, "a");
        reads("-rw-r--r-- 1 a b 5 Xyz 1 1970 1 Jan 29 03:26 x", "1 Jan 29 03:26 x", 5, "a");
        reads("-rw-r--r-- 1 joe 15 2003 Jan 29 03:26 x", "x", 2003, "joe");
    }

    #[test]
    fn an_owner_named_like_a_month_is_an_owner() {
        for (columns, size, owner) in [
            ("2 jan 20 4096", 4096, "jan"),
            ("2 jan 20 2020", 2020, "jan"),
            ("1 mai 31 1999", 1999, "mai"),
            ("1 15 jan 2000", 2000, "15"),
        ] {
            reads(&format!("drwxr-xr-x {columns} Nov 25 10:00 sub"), "sub", size, owner);
            reads(&format!("drwxr-xr-x {columns} 2025-11-25 10:00 sub"), "sub", size, owner);
        }
        // Either a year and a strange name, or a size: nothing says which.
        assert_eq!(entry(b"-rw-r--r-- 1 joe 100 jan 20 2020 Nov 25 10:00 x"), None);
    }

    #[test]
    fn access_list_marks_are_understood() {
        for bits in ["-rw-r--r--+", "-rw-r--r--.", "-rw-r--r--@", "-rw-r--r--*"] {
            let line = format!("{bits} 1 a b 5 Jan 29 03:26 x");
            assert_eq!(entry(line.as_bytes()).unwrap().mode, Some(0o644), "{bits}");
        }
        assert_eq!(entry(b"-rw-r--r--xyz 1 a b 5 Jan 29 03:26 x"), None);
    }

    #[test]
    fn only_exact_sizes_are_sizes() {
        reads("-rw-r--r-- 1 a b 5000000000 Jan 29 03:26 x", "x", 5_000_000_000, "a");
        reads("-rw-r--r-- 1 a b 1,234,567 Jan 29 03:26 x", "x", 1_234_567, "a");
        reads("-rw-r--r-- 1 a b 33.5K Jan 29 03:26 x", "x", None, "a");
        reads("-rw-r--r-- 1 a b -1073741824 Jan 29 03:26 x", "x", None, "a");
        reads("-rw-r--r-- 1 a b 99999999999999999999 Jan 29 03:26 x", "x", None, "a");
    }

    #[test]
    fn devices_have_no_size() {
        for numbers in ["8, 1", "8,1", "8,   1"] {
            let line = format!("brw-rw---- 1 root disk {numbers} Jan 29 03:26 sda1");
            reads(&line, "sda1", None, "root");
            assert_eq!(entry(line.as_bytes()).unwrap().kind, Kind::Other);
        }
    }

    #[test]
    fn the_size_of_a_link_tells_which_arrow_parts_it() {
        for (size, name, target) in [(1, "a -> b", "c"), (6, "a", "b -> c"), (99, "a", "b -> c")] {
            let line = format!("lrwxrwxrwx 1 r r {size} Jan 25 00:17 a -> b -> c");
            let entry = entry(line.as_bytes()).unwrap();
            assert_eq!((entry.kind, entry.name.as_slice()), (Kind::Symlink, name.as_bytes()));
            assert_eq!(entry.link.as_deref(), Some(target.as_bytes()));
        }
        let hidden = entry(b"lrwxrwxrwx 1 r r 7 Jan 25 00:17 link").unwrap();
        assert_eq!((hidden.name.as_slice(), hidden.link), (&b"link"[..], None));
        assert_eq!(entry(b"-rw-r--r-- 1 r r 7 Jan 25 00:17 a -> b").unwrap().name, b"a -> b");
    }

    #[test]
    fn netware_has_rights_instead_of_a_mode() {
        reads(
            "d [R----F--] supervisor            512       Jan 16 18:53    login",
            "login",
            512,
            "supervisor",
        );
        reads(
            "- [RWCEAFMS] rhesus             214059       Oct 20 15:27    cx.exe",
            "cx.exe",
            214_059,
            "rhesus",
        );
        reads("d[RWCEAFMS] 123 512 Jan 16 18:53 x", "x", 512, "");
    }

    #[test]
    fn a_directory_loses_the_slash_of_ls_f() {
        reads("drwxr-xr-x 2 a b 512 Apr 8 1994 d/", "d", 512, "a");
    }

    #[test]
    fn lines_of_no_such_form_are_unknown() {
        for line in [
            "",
            "-",
            "-rw-r--r--",
            "total 5",
            "ls: x: Permission denied",
            "-rw-r--r-- 1 a b 5 Jan 29 03:26",
            "-rw-r--r-- 1 a b 5 Jan 29 03:26 ",
        ] {
            assert_eq!(entry(line.as_bytes()), None, "{line:?}");
        }
    }
}
