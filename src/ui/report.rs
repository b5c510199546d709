//! What became of the files of a run: an event each, the summary last.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::Ui;
use crate::error::{Class, Error, Result};
use crate::transfer::{Moved, State};

/// One file's way: what it was called on either side.
#[derive(Clone, Debug)]
pub struct Way {
    /// `get` or `put`.
    pub action: &'static str,
    /// What is being done to it, for messages: `getting`, `putting`.
    pub doing: &'static str,
    /// The local name as shown; `-` for a standard stream.
    pub local: String,
    /// The remote path as shown.
    pub remote: String,
    /// The name that messages use.
    pub name: String,
}

/// Counts what became of the files of a run.
#[derive(Debug)]
pub struct Tally {
    begin: Instant,
    files: u64,
    bytes: u64,
    failures: Vec<Class>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { begin: Instant::now(), files: 0, bytes: 0, failures: Vec::new() }
    }
}

impl Tally {
    /// Counts a file that arrived.
    pub fn moved(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes += bytes;
    }

    /// Counts a file that failed.
    pub fn failed(&mut self, class: Class) {
        self.failures.push(class);
    }

    /// The class that the run ends with: a stop wins; one file's own; for several, `Partial`
    /// unless all failed, and all for one class.
    pub fn class(&self) -> Class {
        let stops = [Class::Deadline, Class::Interrupted, Class::Terminated];
        if let Some(stop) = self.failures.iter().find(|class| stops.contains(class)) {
            return *stop;
        }
        match self.failures.split_first() {
            None => Class::Done,
            Some((first, rest)) if self.files == 0 && rest.iter().all(|class| class == first) => {
                *first
            }
            Some(_) => Class::Partial,
        }
    }
}

impl Ui {
    /// Tells that a file arrived.
    pub fn moved(&self, way: &Way, moved: Moved, took: Duration) -> Result<()> {
        let state = match moved.state {
            State::Acknowledged => "acknowledged",
            State::Verified => "verified",
        };
        if self.output.verbose >= 1 {
            self.say(&format!("{} {}: {} bytes, {state}", way.action, way.name, moved.bytes));
        } else if moved.state == State::Acknowledged {
            self.warn(&format!(
                "{} {}: acknowledged by the server, its size not checked",
                way.action, way.name
            ));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = event(way);
        event.insert("bytes".into(), json!(moved.bytes));
        event.insert("state".into(), json!(state));
        event.insert("seconds".into(), json!(seconds(took)));
        self.print(&Value::Object(event).to_string())
    }

    /// Tells that a file failed, and why.
    pub fn failed(&self, way: &Way, error: &Error) -> Result<()> {
        if !super::is_broken_pipe(error) {
            self.error(&format!("{} {}: {error}", way.action, way.name));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = event(way);
        event.insert("state".into(), json!("failed"));
        event.insert("exit".into(), json!(error.class().code()));
        event.insert("error".into(), json!(format!("{} {}: {error}", way.doing, way.name)));
        self.print(&Value::Object(event).to_string())
    }

    /// The last line of a run.
    pub fn summary(&self, tally: &Tally) -> Result<()> {
        let took = tally.begin.elapsed();
        if self.output.json {
            return self.print(
                &json!({
                    "v": 1, "event": "summary", "exit": tally.class().code(), "files": tally.files,
                    "skipped": 0, "failed": tally.failures.len(), "deleted": 0,
                    "bytes": tally.bytes, "seconds": seconds(took),
                })
                .to_string(),
            );
        }
        if tally.files + tally.failures.len() as u64 > 1 {
            self.tell_totals(tally, took);
        }
        Ok(())
    }

    /// The last line of a run that moves no files.
    pub fn ended(&self, class: Class) -> Result<()> {
        if !self.output.json {
            return Ok(());
        }
        self.print(&summary(class).to_string())
    }

    /// The last line of a run that failed before or beside its files.
    pub fn stopped(&self, class: Class, why: &str) -> Result<()> {
        if !self.output.json {
            return Ok(());
        }
        let mut last = summary(class);
        if let Some(fields) = last.as_object_mut() {
            fields.insert("error".into(), json!(why));
        }
        self.print(&last.to_string())
    }

    fn tell_totals(&self, tally: &Tally, took: Duration) {
        let (files, failed) = (tally.files, tally.failures.len());
        if failed > 0 || self.output.verbose >= 1 {
            self.warn(&format!(
                "{files} done, {failed} failed, {} bytes in {:.1} s",
                tally.bytes,
                took.as_secs_f64()
            ));
        }
    }
}

/// A summary without files.
fn summary(class: Class) -> Value {
    json!({
        "v": 1, "event": "summary", "exit": class.code(), "files": 0, "skipped": 0, "failed": 0,
        "deleted": 0, "bytes": 0, "seconds": 0.0,
    })
}

fn event(way: &Way) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("v".into(), json!(1));
    event.insert("event".into(), json!("file"));
    event.insert("action".into(), json!(way.action));
    event.insert("local".into(), json!(way.local));
    event.insert("remote".into(), json!(way.remote));
    event
}

fn seconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(arrived: u64, failures: &[Class]) -> Class {
        let mut tally = Tally::default();
        (0..arrived).for_each(|_| tally.moved(1));
        for class in failures {
            tally.failed(*class);
        }
        tally.class()
    }

    #[test]
    fn several_failures_are_partial_unless_all_failed_for_one_reason() {
        assert_eq!(class(2, &[]), Class::Done);
        assert_eq!(class(0, &[Class::Refused]), Class::Refused);
        assert_eq!(class(0, &[Class::Refused, Class::Refused]), Class::Refused);
        assert_eq!(class(0, &[Class::Refused, Class::Local]), Class::Partial);
        assert_eq!(class(1, &[Class::Refused]), Class::Partial);
        assert_eq!(class(3, &[Class::Refused, Class::Deadline]), Class::Deadline);
    }
}
