//! A plan in a file: its mirror, each step, and the facts of both sides at that time, so that it can be carried out later
//! exactly as it was looked at, or not at all.
//!
//! JSON Lines: the first is about the mirror, each further one is a step as a dry run prints it, with the facts that it
//! rests on.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::plan::{Action, Removal, Step};
use super::times::{Stamp, Unit};
use super::tree::{Entry, Kind, Tree};
use super::{Direction, Links};
use crate::error::{Class, Error, Result, printable, usage};

/// The mirror that a plan was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    v: u8,
    event: String,
    /// The source as it was given; local ones are absolute.
    pub source: String,
    /// The target, likewise.
    pub dest: String,
    /// `skip`, `follow` or `copy`.
    links: String,
    /// The backup folder, if there is one; absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<String>,
}

impl Head {
    /// Of a mirror of these two.
    pub fn new(source: String, dest: String, links: Links, backup: Option<String>) -> Self {
        let links = match links {
            Links::Skip => "skip",
            Links::Follow => "follow",
            Links::Copy => "copy",
        };
        Self { v: 1, event: "mirror".into(), source, dest, links: links.into(), backup }
    }

    /// How links were treated.
    pub fn links(&self) -> Links {
        match self.links.as_str() {
            "follow" => Links::Follow,
            "copy" => Links::Copy,
            _ => Links::Skip,
        }
    }
}

/// A step, and the facts that it rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    v: u8,
    event: String,
    action: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_base64: Option<String>,
    /// It makes room for another step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    clears: bool,
    source: Option<Facts>,
    target: Option<Facts>,
}

/// The facts of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Facts {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Time {
    secs: i64,
    nanos: u32,
    precision: String,
    universal: bool,
}

/// The text of a plan.
pub fn write(
    head: &Head,
    direction: Direction,
    actions: &[Action],
    trees: (&Tree, &Tree),
) -> Result<String> {
    let mut text = json(head)?;
    for action in actions {
        let (name, clears) = word(&action.step, direction);
        let shown = String::from_utf8_lossy(&action.path).into_owned();
        let exact = std::str::from_utf8(&action.path).is_err();
        let line = Line {
            v: 1,
            event: "plan".into(),
            action: name.into(),
            path: shown,
            path_base64: exact.then(|| STANDARD.encode(&action.path)),
            bytes: if let Step::Transfer { bytes, .. } = action.step { bytes } else { None },
            to_base64: if let Step::Link { to } = &action.step {
                Some(STANDARD.encode(to))
            } else {
                None
            },
            clears,
            source: trees.0.find(&action.path).map(facts),
            target: trees.1.find(&action.path).map(facts),
        };
        text += &json(&line)?;
    }
    Ok(text)
}

fn json(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string(value);
    text.map(|text| text + "\n").map_err(|error| Error::Plain(Class::Other, error.to_string()))
}

/// A plan as it was saved.
#[derive(Debug)]
pub struct Saved {
    /// The mirror that it was made for.
    pub head: Head,
    lines: Vec<(Action, Line)>,
}

/// Reads a plan. A file that holds none is a usage error.
pub fn read(text: &str) -> Result<Saved> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let wrong = |what: &str| usage(format!("not a plan that mirror --plan-out wrote: {what}"));
    let head: Option<Head> = lines.next().and_then(|line| serde_json::from_str(line).ok());
    let head = head.filter(|head| head.event == "mirror" && head.v == 1);
    let head = head.ok_or_else(|| wrong("its first line describes no mirror"))?;
    let mut steps = Vec::new();
    for line in lines {
        let read: Option<Line> = serde_json::from_str(line).ok();
        let step = read.and_then(|line| Some((action(&line)?, line)));
        steps.push(step.ok_or_else(|| wrong(line))?);
    }
    Ok(Saved { head, lines: steps })
}

impl Saved {
    /// The steps, if the facts of both sides still hold. Else an error that names a path that changed.
    pub fn check(&self, source: &Tree, target: &Tree) -> Result<Vec<Action>> {
        let mut changed = Vec::new();
        for (action, line) in &self.lines {
            let now = source.find(&action.path).map(facts);
            // A step that removes rests on the source only in so far as it has nothing there.
            let removes = matches!(action.step, Step::Clear(_) | Step::Remove(_));
            let same = if removes {
                now.is_some() == line.source.is_some()
            } else {
                agree(now.as_ref(), line.source.as_ref())
            };
            if !same || !agree(target.find(&action.path).map(facts).as_ref(), line.target.as_ref())
            {
                changed.push(printable(&action.path));
            }
        }
        let Some(first) = changed.first() else {
            return Ok(self.lines.iter().map(|(action, _)| action.clone()).collect());
        };
        let others = changed.len() - 1;
        let more = if others > 0 { format!(" and {others} more") } else { String::new() };
        let text = format!(
            "{first}{more} changed since the plan was made: nothing was done; make a new one"
        );
        Err(Error::Plain(Class::Safety, text))
    }
}

fn agree(now: Option<&Facts>, then: Option<&Facts>) -> bool {
    match (now, then) {
        (None, None) => true,
        (Some(now), Some(then)) => {
            let folder = then.kind == "dir";
            let time = match (now.time.as_ref().and_then(stamp), then.time.as_ref().and_then(stamp))
            {
                (Some(a), Some(b)) if (a.unit, b.unit) == (Unit::Nanosecond, Unit::Nanosecond) => {
                    a == b
                }
                (Some(a), Some(b)) => a.universal == b.universal && a.overlaps(b),
                (a, b) => a == b,
            };
            // The entries of a folder change its time: only its kind counts.
            now.kind == then.kind && (folder || now.size == then.size && time)
        }
        _ => false,
    }
}

fn facts(entry: &Entry) -> Facts {
    let kind = match entry.kind {
        Kind::File => "file",
        Kind::Folder => "dir",
        Kind::Link => "symlink",
        Kind::Other => "other",
    };
    let time = entry.time().map(|time| Time {
        secs: time.secs,
        nanos: time.nanos,
        precision: match time.unit {
            Unit::Nanosecond => "ns",
            Unit::Second => "s",
            Unit::Minute => "m",
            Unit::Day => "d",
        }
        .into(),
        universal: time.universal,
    });
    Facts { kind: kind.into(), size: entry.size(), time }
}

fn stamp(time: &Time) -> Option<Stamp> {
    let unit = match time.precision.as_str() {
        "ns" => Unit::Nanosecond,
        "s" => Unit::Second,
        "m" => Unit::Minute,
        "d" => Unit::Day,
        _ => return None,
    };
    Some(Stamp { secs: time.secs, nanos: time.nanos, unit, universal: time.universal })
}

/// The word for a step, as every plan shows it, and whether the step makes room.
pub fn word(step: &Step, direction: Direction) -> (&'static str, bool) {
    let (how, clears) = match step {
        Step::Transfer { .. } if direction == Direction::Up => return ("put", false),
        Step::Transfer { .. } => return ("get", false),
        Step::MakeFolder => return ("mkdir", false),
        Step::Link { .. } => return ("link", false),
        Step::Clear(how) => (how, true),
        Step::Remove(how) => (how, false),
    };
    let word = match how {
        Removal::Delete => "delete",
        Removal::RemoveFolder => "rmdir",
        Removal::Backup => "backup",
    };
    (word, clears)
}

fn action(line: &Line) -> Option<Action> {
    let path = match &line.path_base64 {
        Some(exact) => STANDARD.decode(exact).ok()?,
        None => line.path.clone().into_bytes(),
    };
    let sound =
        path.split(|byte| *byte == b'/').all(|name| crate::ftp::listing::safe_name(name).is_ok());
    let removal = |how| if line.clears { Step::Clear(how) } else { Step::Remove(how) };
    let step = match line.action.as_str() {
        "put" | "get" => Step::Transfer { bytes: line.bytes, replaces: line.target.is_some() },
        "mkdir" => Step::MakeFolder,
        "link" => Step::Link { to: STANDARD.decode(line.to_base64.as_ref()?).ok()? },
        "delete" => removal(Removal::Delete),
        "rmdir" => removal(Removal::RemoveFolder),
        "backup" => removal(Removal::Backup),
        _ => return None,
    };
    sound.then_some(Action { path, step })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::tree::Item;

    fn tree(size: u64) -> Tree {
        let item = Item { size: Some(size), ..Item::new("a", Kind::File) };
        Tree::of(&[(b"a".to_vec(), item)].into_iter().collect()).expect("a tree")
    }

    #[test]
    fn a_plan_comes_back_and_holds_only_while_both_sides_do() {
        let steps = vec![
            Action { path: b"a".to_vec(), step: Step::Transfer { bytes: Some(1), replaces: true } },
            Action { path: b"b/\xff".to_vec(), step: Step::Clear(Removal::Backup) },
            Action { path: b"l".to_vec(), step: Step::Link { to: b"\xfe".to_vec() } },
        ];
        let head = Head::new("here".into(), "h:there".into(), Links::Copy, None);
        let (source, target) = (tree(1), tree(2));
        let text = write(&head, Direction::Up, &steps, (&source, &target)).expect("text");
        let saved = || read(&text).expect("a plan");
        assert_eq!((saved().head.links(), &saved().head), (Links::Copy, &head));
        assert_eq!(saved().check(&source, &target).expect("the same"), steps);
        for (source, target) in [(tree(2), tree(2)), (tree(1), tree(3)), (Tree::default(), tree(2))]
        {
            let error = saved().check(&source, &target).expect_err("changed");
            assert_eq!(error.class(), Class::Safety);
        }
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        let head = json(&Head::new("a".into(), "b".into(), Links::Skip, None)).expect("text");
        let bad = "{\"v\":1,\"event\":\"plan\",\"action\":\"delete\",\"path\":\"../x\",\"source\":null,\"target\":null}";
        for text in ["", "{}", "x", &(head + bad)] {
            assert_eq!(read(text).expect_err("no plan").class(), Class::Usage, "{text}");
        }
    }
}
