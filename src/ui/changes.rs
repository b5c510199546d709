//! What became of names that were removed, made, moved or given a mode, and what a server said to a
//! command of the user's own: an event each, the summary last.

use serde_json::{Map, Value, json};

use super::report::{insert_name, summary};
use super::tally::Tally;
use super::{Ui, is_broken_pipe};
use crate::error::{Error, Result, printable};
use crate::ftp::wire::reply::Reply;

/// What is done with a name.
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
}

impl Change {
    fn name(self) -> &'static str {
        match self {
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
            Change::MakeFolder => "making",
            Change::Move => "moving",
            Change::Mode => "changing the mode of",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Change::Remove | Change::RemoveFolder => "removed",
            Change::MakeFolder => "made",
            Change::Move => "moved",
            Change::Mode => "changed",
        }
    }

    fn event(self, what: &str, path: &[u8]) -> Map<String, Value> {
        let mut event = event(what);
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

    /// What a folder holds in all.
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
        let bytes = match form {
            SizeForm::Exact => usage.bytes.to_string(),
            SizeForm::Human => indicatif::HumanBytes(usage.bytes).to_string(),
        };
        self.print(&format!("{bytes}\t{}", printable(path)))
    }

    /// What the server said to a command, as it said it.
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

/// What a folder holds in all.
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

/// How sizes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeForm {
    /// In bytes.
    Exact,
    /// In units that people read.
    Human,
}

fn event(what: &str) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("v".into(), json!(1));
    event.insert("event".into(), json!(what));
    event
}
