//! Entries of a folder as `ls` shows them: names, a long form, or JSON.

use clap::builder::styling::AnsiColor;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::event::{event, insert_name};
use super::{Ui, paint};
use crate::error::{Result, printable};
use crate::ftp::listing::{Entry, Kind, Moment, Precision, Zone};

/// The form in which entries are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name a line.
    Names,
    /// Kind, size, time and name.
    Long,
    /// The exact bytes of the names, each ended by NUL.
    Null,
}

impl Ui {
    /// Shows entries of a folder in their order.
    pub fn entries(&self, folder: &[u8], entries: &[Entry], form: Form) -> Result<()> {
        let width = entries.iter().map(|entry| size(entry).len()).max().unwrap_or(0);
        self.together(|| {
            entries.iter().try_for_each(|entry| self.entry(folder, entry, form, width))
        })
    }

    fn entry(&self, folder: &[u8], entry: &Entry, form: Form, width: usize) -> Result<()> {
        if self.output.json {
            let mut fields = object(entry);
            insert_name(&mut fields, "folder", folder);
            return self.print(&Value::Object(fields).to_string());
        }
        match form {
            Form::Null => self.print_bytes(&entry.name, b"\0"),
            Form::Names => self.print(&self.shown(entry)),
            Form::Long => self.print(&format!(
                "{} {:>width$} {:<16} {}",
                letter(entry.kind),
                size(entry),
                entry.modified.map_or_else(String::new, time),
                self.shown(entry)
            )),
        }
    }

    /// Shows an entry by its path: as it is to be shown, and as the server knows it.
    pub fn found(&self, shown: &[u8], path: &[u8], entry: &Entry, form: Form) -> Result<()> {
        if self.output.json {
            return self.print(&Value::Object(with_path(entry, path)).to_string());
        }
        match form {
            Form::Null => self.print_bytes(shown, b"\0"),
            _ => self.print(&self.shown(&Entry { name: shown.to_vec(), ..entry.clone() })),
        }
    }

    /// Shows all that is known of an entry, a line each.
    pub fn facts(&self, path: &[u8], entry: &Entry) -> Result<()> {
        if self.output.json {
            return self.print(&Value::Object(with_path(entry, path)).to_string());
        }
        let owner = entry.owner.as_deref().map(printable);
        let link = entry.link.as_deref().map(printable);
        let lines = [
            ("path", Some(printable(path))),
            ("kind", Some(kind(entry.kind).to_owned())),
            ("size", entry.size.filter(|_| entry.kind == Kind::File).map(|size| size.to_string())),
            ("modified", entry.modified.map(exact_time)),
            ("mode", entry.mode.map(|mode| format!("{mode:04o}"))),
            ("owner", owner),
            ("link", link),
        ];
        for (name, value) in lines {
            if let Some(value) = value {
                self.print(&format!("{name:<9} {value}"))?;
            }
        }
        Ok(())
    }

    fn shown(&self, entry: &Entry) -> String {
        let name = printable(&entry.name);
        let style = match entry.kind {
            Kind::Dir => AnsiColor::Blue.on_default().bold(),
            Kind::Symlink => AnsiColor::Cyan.on_default(),
            Kind::File | Kind::Other => return name,
        };
        paint(&name, style, self.output.color_out)
    }
}

/// The letter that `ls -l` opens a line with.
fn letter(kind: Kind) -> char {
    match kind {
        Kind::File => '-',
        Kind::Dir => 'd',
        Kind::Symlink => 'l',
        Kind::Other => '?',
    }
}

fn size(entry: &Entry) -> String {
    match (entry.kind, entry.size) {
        (Kind::File, Some(size)) => size.to_string(),
        _ => "-".into(),
    }
}

/// UTC where the zone is known (marked Z), else as the server told it.
fn time(moment: Moment) -> String {
    let at = moment.at.to_zoned(TimeZone::UTC);
    let format = match moment.precision {
        Precision::Day => "%Y-%m-%d",
        Precision::Minute | Precision::Second => "%Y-%m-%d %H:%M",
    };
    let mark =
        if moment.zone == Zone::Utc && moment.precision != Precision::Day { "Z" } else { "" };
    format!("{}{mark}", at.strftime(format))
}

/// The same with seconds where they are known.
fn exact_time(moment: Moment) -> String {
    if moment.precision != Precision::Second {
        return time(moment);
    }
    let mark = if moment.zone == Zone::Utc { "Z" } else { "" };
    format!("{}{mark}", moment.at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S"))
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "file",
        Kind::Dir => "dir",
        Kind::Symlink => "symlink",
        Kind::Other => "other",
    }
}

/// The event of an entry with its path, and with what only `stat` shows.
fn with_path(entry: &Entry, path: &[u8]) -> Map<String, Value> {
    let mut object = object(entry);
    insert_name(&mut object, "path", path);
    if let Some(mode) = entry.mode {
        object.insert("mode".into(), json!(format!("{mode:04o}")));
    }
    if let Some(owner) = &entry.owner {
        insert_name(&mut object, "owner", owner);
    }
    if let Some(link) = &entry.link {
        insert_name(&mut object, "link", link);
    }
    object
}

fn object(entry: &Entry) -> Map<String, Value> {
    let mut object = event("entry");
    insert_name(&mut object, "name", &entry.name);
    object.insert("kind".into(), json!(kind(entry.kind)));
    if let (Kind::File, Some(size)) = (entry.kind, entry.size) {
        object.insert("size".into(), json!(size));
    }
    if let Some(moment) = entry.modified {
        let precision = match moment.precision {
            Precision::Second => "s",
            Precision::Minute => "m",
            Precision::Day => "d",
        };
        object.insert("mtime".into(), json!(moment.at.to_string()));
        object.insert("precision".into(), json!(precision));
        if moment.zone == Zone::Unknown {
            object.insert("zone".into(), json!("unknown"));
        }
    }
    object
}
