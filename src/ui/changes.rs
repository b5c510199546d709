//! The results for names that were removed, made, moved or given a mode, and a server's reply to a
//! command of the user's own: an event each, the summary last.

use serde_json::{Map, Value, json};

use super::event::{event, insert_name};
use super::report::summary;
use super::tally::Tally;
use super::{Ui, is_broken_pipe};
use crate::error::{Error, Result, printable};
use crate::ftp::wire::reply::Reply;

/// The change made to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Removed, whatever it is.
    Remove,
    /// Removed, being an empty folder.
    RemoveFolder,
    /// Made as a folder.
    MakeFolder,
    /// Given another name.
    Move,
    /// Given permissions.
    Mode,
    /// Copied to another name.
    Copy,
    /// Given a time, or made as an empty file.
    Touch,
    /// Made as a symbolic link.
    Link,
}

impl Change {
    /// The command.
    pub fn name(self) -> &'static str {
        match self {
            Change::Copy => "cp",
            Change::Touch => "touch",
            Change::Link => "ln",
            Change::Remove => "rm",
            Change::RemoveFolder => "rmdir",
            Change::MakeFolder => "mkdir",
            Change::Move => "mv",
            Change::Mode => "chmod",
        }
    }

    fn doing(self) -> &'static str {
        match self {
            Change::Remove | Change::RemoveFolder => "removing",
            Change::MakeFolder | Change::Link => "making",
            Change::Copy => "copying",
            Change::Touch => "touching",
            Change::Move => "moving",
            Change::Mode => "changing the mode of",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Change::Remove | Change::RemoveFolder => "removed",
            Change::MakeFolder | Change::Link => "made",
            Change::Copy => "copied",
            Change::Touch => "touched",
            Change::Move => "moved",
            Change::Mode => "changed",
        }
    }

    fn event(self, kind: &str, path: &[u8]) -> Map<String, Value> {
        let mut event = event(kind);
        event.insert("action".into(), json!(self.name()));
        insert_name(&mut event, "path", path);
        event
    }
}

impl Ui {
    /// Tells that a name was changed, and its new name where it has one.
    pub fn changed(&self, change: Change, path: &[u8], to: Option<&[u8]>) -> Result<()> {
        if self.output.verbose >= 1 {
            let to = to.map(|to| format!(" to {}", printable(to))).unwrap_or_default();
            let (name, done) = (change.name(), change.done());
            self.say(&format!("{name} {}: {done}{to}", printable(path)));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = change.event("done", path);
        if let Some(to) = to {
            insert_name(&mut event, "to", to);
        }
        self.print(&Value::Object(event).to_string())
    }

    /// Tells that a name was left as it is, and why.
    pub fn left(&self, change: Change, path: &[u8], why: &str) -> Result<()> {
        if self.output.verbose >= 1 {
            self.say(&format!("{} {}: skipped, {why}", change.name(), printable(path)));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = change.event("skipped", path);
        event.insert("reason".into(), json!(why));
        self.print(&Value::Object(event).to_string())
    }

    /// Tells that a change failed, and why.
    pub fn unchanged(&self, change: Change, path: &[u8], error: &Error) -> Result<()> {
        let shown = printable(path);
        let blank = if shown.is_empty() { "" } else { " " };
        if !is_broken_pipe(error) {
            self.error(&format!("{}{blank}{shown}: {error}", change.name()));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = change.event("failed", path);
        event.insert("exit".into(), json!(error.class().code()));
        event.insert("error".into(), json!(format!("{}{blank}{shown}: {error}", change.doing())));
        self.print(&Value::Object(event).to_string())
    }

    /// Reports that a name could not be looked at, or could not be read to its end; `verb` is the command.
    pub fn not_shown(&self, verb: &str, path: &[u8], error: &Error) -> Result<()> {
        let shown = printable(path);
        let blank = if shown.is_empty() { "" } else { " " };
        let text = format!("{verb}{blank}{shown}: {error}");
        self.error(&text);
        if !self.output.json {
            return Ok(());
        }
        let mut event = event("failed");
        event.insert("action".into(), json!(verb));
        insert_name(&mut event, "path", path);
        event.insert("exit".into(), json!(error.class().code()));
        event.insert("error".into(), json!(text));
        self.print(&Value::Object(event).to_string())
    }

    /// The contents of a folder, with all below it.
    pub fn usage(&self, path: &[u8], usage: Usage, form: SizeForm) -> Result<()> {
        if self.output.json {
            let mut event = event("usage");
            insert_name(&mut event, "path", path);
            event.insert("bytes".into(), json!(usage.bytes));
            event.insert("files".into(), json!(usage.files));
            event.insert("folders".into(), json!(usage.folders));
            event.insert("unsized".into(), json!(usage.no_size));
            return self.print(&Value::Object(event).to_string());
        }
        self.print(&format!("{}\t{}", form.written(usage.bytes), printable(path)))
    }

    /// How much can still be stored in a folder.
    pub fn space(&self, path: &[u8], space: &Space, form: SizeForm) -> Result<()> {
        if self.output.json {
            let mut event = event("space");
            insert_name(&mut event, "path", path);
            if let Some(bytes) = space.available {
                event.insert("available".into(), json!(bytes));
            }
            event.insert("quota".into(), json!(space.quota));
            return self.print(&Value::Object(event).to_string());
        }
        if let Some(bytes) = space.available {
            self.print(&format!("{}\t{}", form.written(bytes), printable(path)))?;
        }
        space.quota.iter().try_for_each(|line| self.print(line))
    }

    /// The reply to a command, as the server wrote it.
    pub fn reply(&self, command: &str, reply: &Reply) -> Result<()> {
        if self.output.json {
            let lines = reply.lines().iter().map(|line| json!(String::from_utf8_lossy(line)));
            let mut event = event("reply");
            event.insert("command".into(), json!(command));
            event.insert("code".into(), json!(reply.code()));
            event.insert("lines".into(), lines.collect());
            return self.print(&Value::Object(event).to_string());
        }
        let last = reply.lines().len().saturating_sub(1);
        for (at, line) in reply.lines().iter().enumerate() {
            let head = match at {
                _ if at == last => format!("{:03} ", reply.code()),
                0 => format!("{:03}-", reply.code()),
                _ => String::new(),
            };
            self.print(format!("{head}{}", printable(line)).trim_end())?;
        }
        Ok(())
    }

    /// The last line of a run that changes names or looks at them.
    pub fn counted(&self, tally: &Tally) -> Result<()> {
        if self.output.json {
            self.print(&self.with_certificates(summary(tally)).to_string())
        } else {
            Ok(())
        }
    }
}

/// The contents of a folder, with all below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The lengths of its files together.
    pub bytes: u64,
    /// How many files.
    pub files: u64,
    /// How many folders, itself among them.
    pub folders: u64,
    /// How many files of which the server tells no length.
    pub no_size: u64,
}

/// How much can still be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Space {
    /// Bytes, where the server reports them.
    pub available: Option<u64>,
    /// The user's quota in the server's words.
    pub quota: Vec<String>,
}

/// How sizes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeForm {
    /// In bytes.
    Exact,
    /// In units that people read.
    Human,
}

impl SizeForm {
    /// A size in this form.
    pub(super) fn written(self, bytes: u64) -> String {
        match self {
            SizeForm::Exact => bytes.to_string(),
            SizeForm::Human => indicatif::HumanBytes(bytes).to_string(),
        }
    }
}
