//! Fact lines: what MLSD sends on the data connection and MLST in its reply (RFC 3659 section 7).

use super::reader::{Found, Reader};
use super::words::number;
use super::{Entry, Kind, time};

/// A listing by MLSD.
pub(super) struct Lines;

impl Reader for Lines {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        match parse(line) {
            Some(Parsed::Dot(_)) => found.own_folder(),
            Some(Parsed::Entry(entry)) => found.row(line, Some(entry)),
            None => found.unknown(line),
        }
    }
}

/// The format bits of `UNIX.mode` and their value for a directory.
const FORMAT: u32 = 0o170_000;
const DIRECTORY: u32 = 0o040_000;

/// The subject of a line of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// Something in the directory; in a reply to MLST, the requested entry.
    Entry(Entry),
    /// The directory itself or its parent: `cdir`, `pdir`, `.` or `..`. Not part of a listing; in a reply to
    /// MLST a directory may well call itself `cdir`.
    Dot(Entry),
}

/// The facts that are used, as they come.
#[derive(Default)]
struct Facts<'a> {
    kind: Option<Kind>,
    dot: bool,
    link: Option<&'a [u8]>,
    size: Option<u64>,
    is_dir_size: bool,
    modify: Option<&'a [u8]>,
    mode: Option<u32>,
    owner: Option<&'a [u8]>,
    group: Option<&'a [u8]>,
    unique: Option<&'a [u8]>,
}

/// The entry in one fact line, with or without the leading blank of a reply to MLST.
///
/// One blank parts facts and name: further ones belong to the name. `None` for a line that is not of this form,
/// has no name, or does not tell what kind of thing it is about.
pub fn parse(line: &[u8]) -> Option<Parsed> {
    let line = line.strip_prefix(b" ").unwrap_or(line);
    let mut facts = Facts::default();
    let mut rest = line;
    let name = loop {
        if let Some(name) = rest.strip_prefix(b" ") {
            break name;
        }
        let equals = rest.iter().position(|&byte| byte == b'=')?;
        let (key, value) = (rest.get(..equals)?, rest.get(equals + 1..)?);
        if key.is_empty() || key.iter().any(|byte| b" ;".contains(byte)) {
            return None;
        }
        let (value, after) = cut_value(key, value)?;
        facts.learn(key, value);
        rest = after;
    };
    let kind = facts.kind()?;
    // `; ` in the target of a link, or in a name: nothing says where the one ends and the other begins.
    let is_unsure = facts.link.is_some() && name.windows(2).any(|pair| pair == b"; ");
    if name.is_empty() || is_unsure {
        return None;
    }
    let mut entry = Entry::new(name, kind);
    entry.size = facts.size;
    entry.modified = facts.modify.and_then(time::time_val);
    entry.link = facts.link.map(<[u8]>::to_vec);
    entry.mode = facts.mode.map(|mode| mode & 0o7777);
    entry.owner = facts.owner.map(<[u8]>::to_vec);
    entry.group = facts.group.map(<[u8]>::to_vec);
    entry.unique = facts.unique.map(<[u8]>::to_vec);
    let dot = facts.dot || name == b"." || name == b"..";
    Some(if dot { Parsed::Dot(entry) } else { Parsed::Entry(entry) })
}

/// Parts a value from what follows it. It ends at `;`, or at a blank where the server left the last `;` out; only
/// targets of links and names of owners may hold a blank themselves.
fn cut_value<'a>(key: &[u8], value: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let semicolon = value.iter().position(|&byte| byte == b';');
    // Only up to the semicolon: a line of many facts is read in one go, not once for each of them.
    let blank = value.iter().take(semicolon.unwrap_or(value.len())).position(|&byte| byte == b' ');
    let may_hold_blank = starts_with(key, b"UNIX.")
        || (key.eq_ignore_ascii_case(b"type") && starts_with(value, b"OS."));
    match (semicolon, blank) {
        (Some(end), None) => Some((value.get(..end)?, value.get(end + 1..)?)),
        (Some(end), Some(_)) if may_hold_blank => Some((value.get(..end)?, value.get(end + 1..)?)),
        (_, Some(blank)) => Some((value.get(..blank)?, value.get(blank..)?)),
        (None, None) => None,
    }
}

/// The facts of a line, as the server wrote them, with their names; nothing for a line of another form.
pub fn facts(line: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut rest = line.strip_prefix(b" ").unwrap_or(line);
    let mut facts = Vec::new();
    while !rest.starts_with(b" ") {
        let Some(equals) = rest.iter().position(|&byte| byte == b'=') else { return Vec::new() };
        let (Some(key), Some(value)) = (rest.get(..equals), rest.get(equals + 1..)) else {
            return Vec::new();
        };
        let Some((value, after)) = cut_value(key, value) else { return Vec::new() };
        facts.push((key, value));
        rest = after;
    }
    facts
}

impl<'a> Facts<'a> {
    /// Takes one fact; names and kinds know no case (section 7.5). An unreadable fact counts as absent.
    fn learn(&mut self, key: &[u8], value: &'a [u8]) {
        match key.to_ascii_lowercase().as_slice() {
            b"type" => self.learn_type(value),
            b"size" => self.size = number(value),
            b"sizd" => {
                self.is_dir_size = true;
                self.size = self.size.or(number(value));
            }
            b"modify" => self.modify = Some(value),
            b"unix.mode" => self.mode = octal(value),
            b"unix.ownername" => self.owner = Some(value),
            b"unix.owner" | b"unix.uid" => self.owner = self.owner.or(Some(value)),
            b"unix.groupname" => self.group = Some(value),
            b"unix.group" | b"unix.gid" => self.group = self.group.or(Some(value)),
            b"unique" if !value.is_empty() => self.unique = Some(value),
            _ => {}
        }
    }

    fn learn_type(&mut self, value: &'a [u8]) {
        let lower = value.to_ascii_lowercase();
        self.kind = Some(match lower.as_slice() {
            b"file" => Kind::File,
            b"dir" => Kind::Dir,
            b"cdir" | b"pdir" => {
                self.dot = true;
                Kind::Dir
            }
            b"link" | b"symlink" | b"slink" | b"os.unix=symlink" | b"os.unix=slink" => {
                Kind::Symlink
            }
            _ if lower.starts_with(b"os.unix=slink:") || lower.starts_with(b"os.unix=symlink:") => {
                self.link = value
                    .splitn(2, |&byte| byte == b':')
                    .nth(1)
                    .filter(|target| !target.is_empty());
                Kind::Symlink
            }
            _ => Kind::Other,
        });
    }

    /// The kind, also of servers whose `type` is switched off, where other facts leave no doubt.
    fn kind(&self) -> Option<Kind> {
        let format = self.mode.map_or(0, |mode| mode & FORMAT);
        match self.kind {
            Some(kind) => Some(kind),
            None if self.is_dir_size || format == DIRECTORY => Some(Kind::Dir),
            None => self.size.map(|_| Kind::File).filter(|_| format == 0 || format == 0o100_000),
        }
    }
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn octal(text: &[u8]) -> Option<u32> {
    let text =
        str::from_utf8(text).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    u32::from_str_radix(text, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Precision, Zone};
    use super::*;

    #[track_caller]
    fn entry(line: &str) -> Entry {
        match parse(line.as_bytes()) {
            Some(Parsed::Entry(entry)) => entry,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn facts_know_no_case_and_names_do() {
        let found = entry(
            "TYPE=File;SIZE=1234;Modify=20260131090000.5;UNIX.Mode=0100644;UNIX.ownername=joe;Unique=Ab1;perm=adfr; Name",
        );
        assert_eq!(
            (found.name.as_slice(), found.kind, found.size),
            (&b"Name"[..], Kind::File, Some(1234))
        );
        assert_eq!((found.mode, found.owner.as_deref()), (Some(0o644), Some(&b"joe"[..])));
        assert_eq!(found.unique.as_deref(), Some(&b"Ab1"[..]));
        let moment = found.modified.unwrap();
        assert_eq!(moment.at.to_string(), "2026-01-31T09:00:00.5Z");
        assert_eq!((moment.precision, moment.zone), (Precision::Second, Zone::Utc));
    }

    #[test]
    fn names_keep_their_blanks_and_semicolons() {
        for name in [" a", "a b ", "a; b", "a;b=c; d", ";", "=", "x=1;"] {
            assert_eq!(entry(&format!("type=file;size=1; {name}")).name, name.as_bytes());
            assert_eq!(entry(&format!(" type=file;size=1; {name}")).name, name.as_bytes(), "MLST");
            assert_eq!(
                entry(&format!("type=file;size=1 {name}")).name,
                name.as_bytes(),
                "no final semicolon"
            );
        }
    }

    #[test]
    fn links_come_with_and_without_a_target() {
        let link = entry("type=OS.unix=slink:/a b/c;size=5; l");
        assert_eq!((link.kind, link.link.as_deref()), (Kind::Symlink, Some(&b"/a b/c"[..])));
        for kind in ["OS.unix=symlink", "OS.UNIX=slink", "OS.unix=slink:", "link"] {
            let link = entry(&format!("type={kind}; l"));
            assert_eq!((link.kind, link.link), (Kind::Symlink, None), "{kind}");
        }
        assert_eq!(entry("type=OS.unix=chr-8/1; tty").kind, Kind::Other);
        assert_eq!(parse(b"type=OS.unix=slink:../x; y;size=4; link"), None);
    }

    #[test]
    fn the_directory_itself_and_its_parent_are_set_apart() {
        for line in [
            "type=cdir; /a/b",
            "Type=PDIR;modify=20260131090000; ..",
            "type=dir; .",
            "type=dir; ..",
        ] {
            assert!(matches!(parse(line.as_bytes()), Some(Parsed::Dot(_))), "{line}");
        }
        assert_eq!(entry("type=dir; ...").kind, Kind::Dir);
    }

    #[test]
    fn without_a_type_other_facts_must_leave_no_doubt() {
        assert_eq!(entry("sizd=4096; d").kind, Kind::Dir);
        assert_eq!(entry("size=4096;UNIX.mode=040755; d").kind, Kind::Dir);
        assert_eq!(entry("size=4096; f").kind, Kind::File);
        assert_eq!(parse(b"modify=20260131090000; what"), None);
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_were_not_there() {
        let found = entry("type=file;size=-1;modify=19100130090000x;UNIX.mode=9; x");
        assert_eq!((found.size, found.modified, found.mode), (None, None, None));
    }

    #[test]
    fn the_name_of_a_group_wins_over_its_number_and_all_facts_can_be_had() {
        let line = "type=file;UNIX.group=100;UNIX.groupname=staff;Perm=adfr; n";
        assert_eq!(entry(line).group.as_deref(), Some(&b"staff"[..]));
        assert_eq!(entry("type=file;UNIX.gid=100; n").group.as_deref(), Some(&b"100"[..]));
        assert_eq!(super::facts(line.as_bytes()).last(), Some(&(&b"Perm"[..], &b"adfr"[..])));
        assert_eq!(super::facts(b"-rw-r--r-- 1 a b 1 Jan 30 10:00 x=y").len(), 0);
    }

    #[test]
    fn owners_may_hold_blanks() {
        assert_eq!(
            entry("type=file;UNIX.owner=John Doe;UNIX.group=x; n").owner.as_deref(),
            Some(&b"John Doe"[..])
        );
    }

    #[test]
    fn lines_of_no_such_form_are_unknown() {
        for line in [
            "",
            " ",
            "name",
            " name",
            "type=file;",
            "type=file; ",
            "type=file;name",
            "-rw-r--r-- 1 a b 5 Jan 29 03:26 x=y;",
        ] {
            assert_eq!(parse(line.as_bytes()), None, "{line:?}");
        }
    }
}
