//! What LIST, NLST, MLSD and MLST say of files: the Unix form, the DOS form and facts.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Half a year: older files show the year in place of the time.
const RECENT: Duration = Duration::from_secs(180 * 24 * 3600);

/// How LIST looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `ls -l`.
    #[default]
    Unix,
    /// `dir`.
    Dos,
}

/// One line, and what it is about.
pub struct Entry {
    /// The name, one component.
    pub name: Vec<u8>,
    /// What the file system says, of the link and not of what it points to.
    pub about: Metadata,
    /// Where a symbolic link points.
    pub target: Option<Vec<u8>>,
}

impl Entry {
    /// The entry of one path, under the given name.
    pub fn read(path: &Path, name: &[u8]) -> Option<Self> {
        let about = fs::symlink_metadata(path).ok()?;
        let target = fs::read_link(path).ok();
        Some(Self {
            name: name.to_vec(),
            about,
            target: target.map(|target| target.into_os_string().into_vec()),
        })
    }

    /// The entry of what a path leads to, under the given name.
    pub fn read_goal(path: &Path, name: &[u8]) -> Option<Self> {
        Some(Self { name: name.to_vec(), about: fs::metadata(path).ok()?, target: None })
    }

    /// All entries of a folder but `.` and `..`, by name.
    pub fn read_folder(path: &Path, goals: bool) -> Vec<Self> {
        let Ok(folder) = fs::read_dir(path) else {
            return Vec::new();
        };
        let mut entries: Vec<Self> = folder
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let read = if goals { Self::read_goal } else { Self::read };
                read(&entry.path(), entry.file_name().as_bytes())
            })
            .collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// A line of LIST, with its CRLF. `offset` is what the server's clock shows ahead of UTC.
    pub fn line(&self, style: Style, offset: i64) -> Vec<u8> {
        let modified = self.modified();
        let mut line = match style {
            Style::Unix => self.unix_head(modified, offset),
            Style::Dos => self.dos_head(modified, offset),
        }
        .into_bytes();
        line.extend_from_slice(&self.name);
        if let (Some(target), Style::Unix) = (&self.target, style) {
            line.extend_from_slice(b" -> ");
            line.extend_from_slice(target);
        }
        line.extend_from_slice(b"\r\n");
        line
    }

    fn unix_head(&self, modified: SystemTime, offset: i64) -> String {
        let kind = match self.about.file_type() {
            kind if kind.is_dir() => 'd',
            kind if kind.is_symlink() => 'l',
            _ => '-',
        };
        let bits: String = (0..9)
            .map(|bit| match self.about.mode() >> (8 - bit) & 1 {
                0 => '-',
                _ => ['r', 'w', 'x'][bit % 3],
            })
            .collect();
        let age = SystemTime::now().duration_since(modified);
        let recent = age.is_ok_and(|age| age < RECENT);
        let format = if recent { "%b %e %H:%M" } else { "%b %e  %Y" };
        let (links, size) = (self.about.nlink(), self.about.len());
        let time = local(modified, offset, format);
        format!("{kind}{bits} {links:>3} ftp      ftp      {size:>12} {time} ")
    }

    fn dos_head(&self, modified: SystemTime, offset: i64) -> String {
        let time = local(modified, offset, "%m-%d-%y  %I:%M%p");
        if self.about.is_dir() {
            format!("{time}       <DIR>          ")
        } else {
            format!("{time} {:>20} ", self.about.len())
        }
    }

    /// The facts of MLSD and MLST, ending with the space before the name. `kind` is `file` where the
    /// entry itself does not say better.
    pub fn facts(&self, kind: Option<&str>, without: &BTreeSet<String>) -> Vec<u8> {
        let kind = kind.unwrap_or(match self.about.file_type() {
            kind if kind.is_dir() => "dir",
            kind if kind.is_symlink() => "OS.unix=slink",
            _ => "file",
        });
        let folder = kind.ends_with("dir");
        let size = if folder { "sizd" } else { "size" };
        let facts = [
            ("type", kind.to_owned()),
            (size, self.about.len().to_string()),
            ("modify", stamp(self.modified())),
            ("perm", if folder { "cdeflmp" } else { "adfrw" }.to_owned()),
            ("UNIX.mode", format!("{:04o}", self.about.mode() & 0o7777)),
            ("unique", format!("{:x}g{:x}", self.about.dev(), self.about.ino())),
        ];
        let mut line = String::new();
        for (name, value) in facts {
            if !without.contains(name) {
                line = line + name + "=" + &value + ";";
            }
        }
        (line + " ").into_bytes()
    }

    fn modified(&self) -> SystemTime {
        self.about.modified().expect("this system keeps times")
    }
}

/// `YYYYMMDDHHMMSS` in UTC (RFC 3659, 2.3).
pub fn stamp(time: SystemTime) -> String {
    local(time, 0, "%Y%m%d%H%M%S")
}

/// The time that 14 digits name.
pub fn parse_stamp(digits: &[u8]) -> Option<SystemTime> {
    let text = std::str::from_utf8(digits).ok()?;
    if digits.len() < 14 || !digits[..14].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let parsed = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", &text[..14]).ok()?;
    let zoned = parsed.to_zoned(TimeZone::UTC).ok()?;
    Some(SystemTime::from(zoned.timestamp()))
}

fn local(time: SystemTime, offset: i64, format: &str) -> String {
    let stamp = Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH);
    let shown = Timestamp::from_second(stamp.as_second() + offset).expect("within the calendar");
    shown.strftime(format).to_string()
}
