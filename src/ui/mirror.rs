//! The output of a mirror: the plan, each step as it is done, and the summary.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indicatif::HumanBytes;
use serde_json::{Map, Value, json};

use super::Ui;
use super::report::{Action as FileAction, Source, Way as FileWay, seconds, totals};
use super::tally::Tally;
use crate::error::{Class, Error, Result, printable};
use crate::mirror::Direction;
use crate::mirror::execute::{Done, SourceAfter};
use crate::mirror::plan::{Action, Step};
use crate::mirror::plan_file::word;

/// Reports the actions of one mirror, and counts them.
pub struct MirrorReporter<'a> {
    ui: &'a Ui,
    direction: Direction,
    /// The roots, as they are shown before each path.
    local: Vec<u8>,
    remote: Vec<u8>,
    tally: Mutex<Tally>,
}

impl<'a> MirrorReporter<'a> {
    /// Nothing yet.
    pub fn new(ui: &'a Ui, direction: Direction, local: Vec<u8>, remote: Vec<u8>) -> Self {
        Self { ui, direction, local, remote, tally: Mutex::default() }
    }

    /// The count so far.
    pub fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts and reports an entry that cannot be mirrored.
    pub fn problem(&self, path: &[u8], error: &Error) -> Result<()> {
        self.tally().failed(error.class());
        self.ui.failed(&self.file(path), error)
    }

    /// Counts and reports an action that is done, or failed.
    pub fn done(&self, action: &Action, took: Duration, outcome: Result<Done>) -> Result<()> {
        if !matches!(action.step, Step::Transfer { .. }) {
            return self.changed(action, outcome);
        }
        let way = self.file(&action.path);
        // Held until the line is out, so that lines and count agree.
        let mut tally = self.tally();
        match outcome {
            Ok(Done::Moved(moved, source_after)) => {
                tally.moved(moved);
                let source = if source_after == SourceAfter::Removed {
                    Source::Removed
                } else {
                    Source::Kept
                };
                if self.ui.output.verbose == 0 {
                    // That a server reports no sizes stands once in the summary.
                    return self.ui.moved_event(&way, moved, source, took);
                }
                self.ui.moved(&way, moved, source, took)
            }
            Ok(Done::Changed) => Ok(()),
            Err(error) => {
                tally.failed(error.class());
                self.ui.failed(&way, &error)
            }
        }
    }

    /// The end of the run.
    pub fn finish(&self) -> Result<Class> {
        let tally = self.tally();
        self.ui.mirrored(self.file_action(), &tally)?;
        Ok(tally.class())
    }

    fn file_action(&self) -> FileAction {
        match self.direction {
            Direction::Up => FileAction::Put,
            Direction::Down => FileAction::Get,
        }
    }

    fn file(&self, path: &[u8]) -> FileWay {
        FileWay {
            action: self.file_action(),
            local: below(&self.local, path),
            remote: below(&self.remote, path),
            absolute: None,
        }
    }

    fn changed(&self, action: &Action, outcome: Result<Done>) -> Result<()> {
        let name = word(&action.step, self.direction).0;
        let shown = printable(&action.path);
        match outcome {
            Ok(_) => {
                if matches!(action.step, Step::Remove(_) | Step::Clear(_)) {
                    self.tally().deleted();
                }
                self.ui.step(name, &action.path)
            }
            Err(error) => {
                self.tally().failed(error.class());
                self.ui.step_failed(name, &action.path, &format!("{name} {shown}: {error}"), &error)
            }
        }
    }
}

impl Ui {
    /// Prints a plan: a line, or an object, for each step.
    pub fn plan(&self, direction: Direction, actions: &[Action]) -> Result<()> {
        self.together(|| {
            actions.iter().try_for_each(|action| {
                self.print(&if self.output.json {
                    Value::Object(planned(direction, action)).to_string()
                } else {
                    in_words(direction, action)
                })
            })
        })
    }

    /// The end of a dry run: a table of what a run would do, and why it would stop before it, if it would. Returns the
    /// class that the run ends with.
    pub fn planned(
        &self,
        direction: Direction,
        actions: &[Action],
        same: usize,
        (class, stop): (Class, Option<&Error>),
    ) -> Result<Class> {
        if !self.output.json {
            self.warn("nothing was changed; a run would");
            for row in rows(direction, actions, same) {
                self.remark(&row);
            }
        }
        let Some(stop) = stop else {
            self.ended(class)?;
            return Ok(class);
        };
        let text = format!("it would stop before that: {stop}");
        self.error(&text);
        self.stopped(stop.class(), &text)?;
        Ok(stop.class())
    }

    /// One step that moved no file.
    fn step(&self, name: &str, path: &[u8]) -> Result<()> {
        if self.output.verbose >= 1 {
            self.say(&format!("{name} {}", printable(path)));
        }
        if !self.output.json {
            return Ok(());
        }
        let mut event = event("change", name, path);
        event.insert("state".into(), json!("done"));
        self.print(&Value::Object(event).to_string())
    }

    fn step_failed(&self, name: &str, path: &[u8], text: &str, error: &Error) -> Result<()> {
        self.error(text);
        if !self.output.json {
            return Ok(());
        }
        let mut event = event("change", name, path);
        event.insert("state".into(), json!("failed"));
        event.insert("exit".into(), json!(error.class().code()));
        event.insert("error".into(), json!(text));
        self.print(&Value::Object(event).to_string())
    }

    /// The last line of a mirror.
    fn mirrored(&self, action: FileAction, tally: &Tally) -> Result<()> {
        let took = tally.begin.elapsed();
        if !self.output.json {
            self.warn(&totals(action, tally, took));
            return Ok(());
        }
        let last = json!({
            "v": 1, "event": "summary", "exit": tally.class().code(),
            "files": tally.files(), "verified": tally.verified,
            "acknowledged": tally.acknowledged, "skipped": tally.skipped, "same": tally.same,
            "failed": tally.failures.len(), "untried": tally.untried, "deleted": tally.deleted,
            "bytes": tally.bytes, "seconds": seconds(took),
        });
        self.print(&last.to_string())
    }
}

/// The rows of the table of a dry run: a verb, how many, and how many bytes.
fn rows(direction: Direction, actions: &[Action], same: usize) -> Vec<String> {
    let row = |verb: &str, count: usize, one: &str, many: &str, more: &str| {
        let noun = if count == 1 { one } else { many };
        (count > 0).then(|| format!("  {verb:<7}{count:>8} {noun}{more}"))
    };
    let verb = if direction == Direction::Up { "put" } else { "get" };
    let count = |wanted: &str| {
        actions.iter().filter(|action| word(&action.step, direction).0 == wanted).count()
    };
    let bytes = actions.iter().fold(0_u64, |sum, action| match action.step {
        Step::Transfer { bytes, .. } => sum.saturating_add(bytes.unwrap_or(0)),
        _ => sum,
    });
    let rows = [
        row(verb, count(verb), "file", "files", &format!(", {}", HumanBytes(bytes))),
        row("mkdir", count("mkdir"), "folder", "folders", ""),
        row("link", count("link"), "symbolic link", "symbolic links", ""),
        row("delete", count("delete"), "file or link", "files and links", ""),
        row("rmdir", count("rmdir"), "folder", "folders", ""),
        row("backup", count("backup"), "file or link", "files and links", ""),
        row("keep", same, "file that is the same", "files that are the same", ""),
    ];
    let rows: Vec<String> = rows.into_iter().flatten().collect();
    if rows.is_empty() { vec!["  do nothing".into()] } else { rows }
}

fn in_words(direction: Direction, action: &Action) -> String {
    let (name, path) = (word(&action.step, direction).0, printable(&action.path));
    match &action.step {
        Step::Transfer { bytes: Some(1), .. } => format!("{name} {path} (1 byte)"),
        Step::Transfer { bytes: Some(bytes), .. } => format!("{name} {path} ({bytes} bytes)"),
        Step::Link { to } => format!("{name} {path} -> {}", printable(to)),
        _ => format!("{name} {path}"),
    }
}

fn planned(direction: Direction, action: &Action) -> Map<String, Value> {
    let mut event = event("plan", word(&action.step, direction).0, &action.path);
    match &action.step {
        Step::Transfer { bytes: Some(bytes), .. } => {
            event.insert("bytes".into(), json!(bytes));
        }
        Step::Link { to } => {
            event.insert("to".into(), json!(String::from_utf8_lossy(to)));
        }
        _ => {}
    }
    event
}

fn event(kind: &str, action: &str, path: &[u8]) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("v".into(), json!(1));
    event.insert("event".into(), json!(kind));
    event.insert("action".into(), json!(action));
    event.insert("path".into(), json!(String::from_utf8_lossy(path)));
    if std::str::from_utf8(path).is_err() {
        event.insert("path_base64".into(), json!(STANDARD.encode(path)));
    }
    event
}

fn below(root: &[u8], path: &[u8]) -> Vec<u8> {
    match (root, path) {
        (root, []) => root.to_vec(),
        ([.., b'/'] | [], path) => [root, path].concat(),
        (root, path) => [root, b"/", path].concat(),
    }
}
