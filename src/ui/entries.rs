//! Entries of a folder as `ls` shows them: names, a long form, or JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::builder::styling::AnsiColor;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

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
    /// Shows entries in their order.
    pub fn entries(&self, entries: &[Entry], form: Form) -> Result<()> {
        let width = entries.iter().map(|entry| size(entry).len()).max().unwrap_or(0);
        for entry in entries {
            if self.output.json {
                self.print(&Value::Object(object(entry)).to_string())?;
                continue;
            }
            match form {
                Form::Null => self.print_bytes(&entry.name, b"\0")?,
                Form::Names => self.print(&self.shown(entry))?,
                Form::Long => self.print(&format!(
                    "{} {:>width$} {:<16} {}",
                    letter(entry.kind),
                    size(entry),
                    entry.modified.map_or_else(String::new, time),
                    self.shown(entry)
                ))?,
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

fn object(entry: &Entry) -> Map<String, Value> {
    let kind = match entry.kind {
        Kind::File => "file",
        Kind::Dir => "dir",
        Kind::Symlink => "symlink",
        Kind::Other => "other",
    };
    let mut object = Map::new();
    object.insert("v".into(), json!(1));
    object.insert("event".into(), json!("entry"));
    object.insert("name".into(), json!(String::from_utf8_lossy(&entry.name)));
    if std::str::from_utf8(&entry.name).is_err() {
        object.insert("name_base64".into(), json!(STANDARD.encode(&entry.name)));
    }
    object.insert("kind".into(), json!(kind));
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
