//! What became of the files of a run: an event each, the summary last.

use std::time::Duration;

use indicatif::HumanBytes;
use serde_json::{Map, Value, json};

use super::Ui;
use super::event::{event, insert_name};
use super::tally::Tally;
use crate::error::{Class, Error, Result, printable};
use crate::transfer::{Completion, Moved};

/// The direction of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// From a server.
    Get,
    /// To a server.
    Put,
}

/// One transfer: the names on either side, byte for byte.
#[derive(Clone, Debug)]
pub struct Way {
    /// The direction.
    pub action: Action,
    /// The local name; `-` for a standard stream.
    pub local: Vec<u8>,
    /// The remote path, as it was given.
    pub remote: Vec<u8>,
    /// The same from the root on, once that is known.
    pub absolute: Option<Vec<u8>>,
}

/// Why a file was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// There is one under its name.
    Exists,
    /// The one under its name is as new, or newer.
    NotNewer,
}

/// What became of the source of a file that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is where it was.
    Kept,
    /// It was removed, as asked for.
    Removed,
}

impl Action {
    pub(super) fn name(self) -> &'static str {
        match self {
            Action::Get => "get",
            Action::Put => "put",
        }
    }

    fn doing(self) -> &'static str {
        match self {
            Action::Get => "getting",
            Action::Put => "putting",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Action::Get => "fetched",
            Action::Put => "sent",
        }
    }
}

impl Way {
    /// `get a.csv`, with the source's name, safe to show.
    fn shown(&self) -> String {
        format!("{} {}", self.action.name(), self.name())
    }

    fn name(&self) -> String {
        printable(match self.action {
            Action::Get => &self.remote,
            Action::Put => &self.local,
        })
    }

    fn event(&self, state: &str) -> Map<String, Value> {
        let mut event = event("file");
        event.insert("action".into(), json!(self.action.name()));
        insert_name(&mut event, "local", &self.local);
        insert_name(&mut event, "remote", self.absolute.as_ref().unwrap_or(&self.remote));
        event.insert("state".into(), json!(state));
        event
    }
}

impl Skip {
    fn shown(self) -> &'static str {
        match self {
            Skip::Exists => "exists",
            Skip::NotNewer => "not newer",
        }
    }
}

impl Ui {
    /// Tells that a file arrived.
    pub fn moved(&self, way: &Way, moved: Moved, source: Source, took: Duration) -> Result<()> {
        let state = word(moved.completion);
        let removed = if source == Source::Removed { ", source removed" } else { "" };
        if self.output.verbose >= 1 {
            self.say(&format!("{}: {} bytes, {state}{removed}", way.shown(), moved.bytes));
        } else if moved.completion == Completion::Acknowledged {
            let way = way.shown();
            self.warn(&format!("{way}: acknowledged by the server, its size not checked"));
        }
        self.moved_event(way, moved, source, took)
    }

    /// The event of a file that arrived.
    pub(super) fn moved_event(
        &self,
        way: &Way,
        moved: Moved,
        source: Source,
        took: Duration,
    ) -> Result<()> {
        if !self.output.json {
            return Ok(());
        }
        let state = word(moved.completion);
        let mut event = way.event(state);
        event.insert("bytes".into(), json!(moved.bytes));
        event.insert("seconds".into(), json!(seconds(took)));
        if source == Source::Removed {
            event.insert("source".into(), json!("removed"));
        }
        self.print(&Value::Object(event).to_string())
    }

    /// Tells that a file was left as it is.
    pub fn skipped(&self, way: &Way, why: Skip) -> Result<()> {
        if self.output.verbose >= 1 {
            self.say(&format!("{}: skipped, {}", way.shown(), why.shown()));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = way.event("skipped");
        event.insert("reason".into(), json!(why.shown()));
        self.print(&Value::Object(event).to_string())
    }

    /// Tells that a file failed, and why.
    pub fn failed(&self, way: &Way, error: &Error) -> Result<()> {
        if !super::is_broken_pipe(error) {
            self.error(&format!("{}: {error}", way.shown()));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = way.event("failed");
        event.insert("exit".into(), json!(error.class().code()));
        let text = format!("{} {}: {error}", way.action.doing(), way.name());
        event.insert("error".into(), json!(text));
        self.print(&Value::Object(event).to_string())
    }

    /// The last line of a run.
    pub fn summary(&self, action: Action, tally: &Tally) -> Result<()> {
        let took = tally.begin.elapsed();
        if self.output.json {
            let mut last = self.with_certificates(summary(tally));
            if let (Some(fields), Some((_, why))) = (last.as_object_mut(), &tally.beside) {
                fields.insert("error".into(), json!(why));
            }
            return self.print(&last.to_string());
        }
        let several = tally.files() + tally.skipped + tally.untried + tally.failures.len() as u64;
        let wanted = self.output.terminal || self.output.verbose >= 1;
        if several > 1 && (wanted || tally.class() != Class::Done) {
            self.warn(&totals(action, tally, took));
        }
        Ok(())
    }

    /// The last line of a run that moves no files.
    pub fn ended(&self, class: Class) -> Result<()> {
        if self.output.json {
            self.print(&self.with_certificates(empty(class)).to_string())
        } else {
            Ok(())
        }
    }

    /// The last line of a run that failed before or beside its files.
    pub fn stopped(&self, class: Class, why: &str) -> Result<()> {
        if !self.output.json {
            return Ok(());
        }
        let mut last = self.with_certificates(empty(class));
        if let Some(fields) = last.as_object_mut() {
            fields.insert("error".into(), json!(why));
        }
        self.print(&last.to_string())
    }
}

fn word(completion: Completion) -> &'static str {
    match completion {
        Completion::Acknowledged => "acknowledged",
        Completion::Verified => "verified",
    }
}

/// The summary of a run.
pub(super) fn summary(tally: &Tally) -> Value {
    json!({
        "v": 1, "event": "summary", "exit": tally.class().code(),
        "files": tally.files(), "verified": tally.verified,
        "acknowledged": tally.acknowledged, "skipped": tally.skipped,
        "failed": tally.failures.len(), "untried": tally.untried, "deleted": tally.deleted,
        "changed": tally.changed + tally.listed, "bytes": tally.bytes, "seconds": seconds(tally.begin.elapsed()),
    })
}

/// A summary without files.
fn empty(class: Class) -> Value {
    let mut summary = summary(&Tally::default());
    if let Some(fields) = summary.as_object_mut() {
        fields.insert("exit".into(), json!(class.code()));
    }
    summary
}

/// `3 files sent (2 verified, 1 acknowledged), 1 skipped, 1 failed; 1.20 MiB in 0.5 s, 2.40 MiB/s`.
pub(super) fn totals(action: Action, tally: &Tally, took: Duration) -> String {
    let named = |count: u64, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let listed = |list: Vec<Option<String>>| list.into_iter().flatten().collect::<Vec<_>>();
    let files = if tally.files() == 1 { "file" } else { "files" };
    let sure =
        listed(vec![named(tally.verified, "verified"), named(tally.acknowledged, "acknowledged")]);
    let sure = if sure.is_empty() { String::new() } else { format!(" ({})", sure.join(", ")) };
    let parts = listed(vec![
        Some(format!("{} {files} {}{sure}", tally.files(), action.done())),
        named(tally.deleted, "deleted"),
        named(tally.same, "the same"),
        named(tally.skipped, "skipped"),
        named(tally.failures.len() as u64, "failed"),
        named(tally.untried, "not tried"),
    ]);
    format!("{}; {}", parts.join(", "), rate(tally.bytes, took))
}

fn rate(bytes: u64, took: Duration) -> String {
    // Below a millisecond a rate is noise; whole milliseconds keep it in integers.
    let milliseconds = took.as_millis().max(1);
    let rate = u128::from(bytes) * 1000 / milliseconds;
    let rate = HumanBytes(u64::try_from(rate).unwrap_or(u64::MAX));
    format!("{} in {:.1} s, {rate}/s", HumanBytes(bytes), took.as_secs_f64())
}

pub(super) fn seconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::Stamped;

    #[test]
    fn totals_name_what_happened_and_nothing_else() {
        let mut tally = Tally::default();
        let second = Duration::from_secs(2);
        tally.moved(Moved {
            bytes: 3 * 1024 * 1024,
            completion: Completion::Verified,
            stamped: Stamped::Yes,
        });
        assert_eq!(
            totals(Action::Get, &tally, second),
            "1 file fetched (1 verified); 3.00 MiB in 2.0 s, 1.50 MiB/s"
        );
        tally.moved(Moved {
            bytes: 0,
            completion: Completion::Acknowledged,
            stamped: Stamped::Yes,
        });
        tally.skipped();
        tally.failed(Class::Refused);
        tally.untried(7, Class::Interrupted);
        assert_eq!(
            totals(Action::Put, &tally, second),
            "2 files sent (1 verified, 1 acknowledged), 1 skipped, 1 failed, 7 not tried; \
             3.00 MiB in 2.0 s, 1.50 MiB/s"
        );
    }
}
