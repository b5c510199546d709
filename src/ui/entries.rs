//! Entries of remote folders as events and as facts, and what `find` shows of them.

use serde_json::{Map, Value, json};

use super::Ui;
use super::event::{event, insert_name};
use super::names::Names;
use super::times::{self, TimeForm};
use crate::error::{Result, printable};
use crate::ftp::listing::{Entry, Kind, Precision, Zone, mlsd};

/// How found paths are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathForm {
    /// A path a line, safe to show.
    Lines,
    /// The exact bytes of each path, ended by NUL.
    Null,
}

impl Ui {
    /// Shows an entry by its path: as it is to be shown, and as the server knows it.
    pub fn found(&self, shown: &[u8], path: &[u8], entry: &Entry, form: PathForm) -> Result<()> {
        if self.output.json {
            return self.print(&Value::Object(with_path(entry, path)).to_string());
        }
        match form {
            PathForm::Null => self.print_bytes(shown, b"\0"),
            PathForm::Lines => {
                let named = Entry { name: shown.to_vec(), ..entry.clone() };
                self.print(&Names::new(self.output).painted(&named))
            }
        }
    }

    /// Shows all facts of an entry that the server reports, a line each.
    pub fn facts(&self, path: &[u8], entry: &Entry, times: TimeForm) -> Result<()> {
        let others = entry.raw.as_deref().map(other_facts).unwrap_or_default();
        if self.output.json {
            let mut event = with_path(entry, path);
            if !others.is_empty() {
                let facts = others.into_iter().map(|(name, value)| (name, json!(value)));
                event.insert("facts".into(), Value::Object(facts.collect()));
            }
            return self.print(&Value::Object(event).to_string());
        }
        let text = |name: &Option<Vec<u8>>| name.as_deref().map(printable);
        let known = [
            ("path", Some(printable(path))),
            ("kind", Some(kind(entry.kind).to_owned())),
            ("size", entry.size.filter(|_| entry.kind == Kind::File).map(|size| size.to_string())),
            ("modified", entry.modified.map(|moment| times::exact(moment, times))),
            ("mode", entry.mode.map(|mode| format!("{mode:04o}"))),
            ("owner", text(&entry.owner)),
            ("group", text(&entry.group)),
            ("link", text(&entry.link)),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        for (name, value) in known.chain(others) {
            self.print(&format!("{name:<9} {value}"))?;
        }
        Ok(())
    }
}

/// The facts of MLST that have no line of their own, such as `perm` and `unique`.
fn other_facts(line: &[u8]) -> Vec<(String, String)> {
    const SHOWN: [&str; 12] = [
        "type",
        "size",
        "modify",
        "unix.mode",
        "unix.owner",
        "unix.ownername",
        "unix.uid",
        "unix.group",
        "unix.groupname",
        "unix.gid",
        "unix.slink",
        "sizd",
    ];
    let facts = mlsd::facts(line).into_iter();
    let named = facts.map(|(name, value)| (printable(name).to_ascii_lowercase(), printable(value)));
    named.filter(|(name, _)| !SHOWN.contains(&name.as_str())).collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "file",
        Kind::Dir => "dir",
        Kind::Symlink => "symlink",
        Kind::Other => "other",
    }
}

/// The event of an entry with its path.
pub(super) fn with_path(entry: &Entry, path: &[u8]) -> Map<String, Value> {
    let mut object = object(entry);
    insert_name(&mut object, "path", path);
    if let Some(link) = &entry.link {
        insert_name(&mut object, "link", link);
    }
    object
}

/// The event of an entry.
pub(super) fn object(entry: &Entry) -> Map<String, Value> {
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
        let zone = if moment.zone == Zone::Utc { "utc" } else { "unknown" };
        object.insert("mtime".into(), json!(moment.at.to_string()));
        object.insert("precision".into(), json!(precision));
        object.insert("zone".into(), json!(zone));
    }
    if let Some(mode) = entry.mode {
        object.insert("mode".into(), json!(format!("{mode:04o}")));
    }
    for (key, name) in [("owner", &entry.owner), ("group", &entry.group), ("target", &entry.link)] {
        if let Some(name) = name {
            insert_name(&mut object, key, name);
        }
    }
    if let Some(raw) = &entry.raw {
        insert_name(&mut object, "raw", raw);
    }
    object
}
