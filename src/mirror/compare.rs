//! Whether a file is the same at source and target, as exactly as the facts of both sides allow.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Direction;
use super::ledger::{Known, Ledger};
use super::times::{Stamp, Unit};
use super::tree::{Entry, FolderId, Kind, Mark, Tree, join};

/// Zones are apart by whole quarters of an hour, and by no more than this.
const FARTHEST_ZONE: i64 = 26 * 3600;

/// So many seconds after a minute began it may not be over, whatever the clocks.
const FRESH: i64 = 300;

/// The facts by which files are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Size and time of modification.
    #[default]
    Time,
    /// Size only.
    Size,
    /// Size and digest.
    Hash,
}

/// Which of two versions is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The source's, whatever its time.
    #[default]
    Source,
    /// The newer one: files that are newer at the target stay.
    Newer,
}

/// How files are compared.
#[derive(Debug)]
pub struct Compare<'a> {
    /// The facts that are compared.
    pub by: By,
    /// Which version is moved.
    pub prefer: Prefer,
    /// Which side is local.
    pub direction: Direction,
    /// How many seconds the times that are listed in an unknown zone are ahead of universal time, once that is known.
    pub offset: OnceLock<i64>,
    /// Seconds since 1970.
    pub now: i64,
    /// The files that earlier runs sent or fetched.
    pub ledger: &'a Ledger,
    /// The answers to questions beyond the listings: whether the files at these paths are the same.
    pub resolved: HashMap<Vec<u8>, bool>,
}

/// The result of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are the same.
    Same,
    /// The source's version is moved.
    Differs,
    /// The listings are not exact enough.
    Doubt,
}

impl Compare<'_> {
    /// Compares two files at one path.
    pub fn verdict(&self, path: &[u8], source: &Entry, target: &Entry) -> Verdict {
        if let Some(same) = self.resolved.get(path) {
            return if *same { Verdict::Same } else { Verdict::Differs };
        }
        let sizes = source.size().zip(target.size()).map(|(a, b)| a == b);
        match (self.by, sizes) {
            (By::Time, _) if self.prefer == Prefer::Newer => self.newer(path, source, target),
            (_, Some(false)) => Verdict::Differs,
            (By::Size, Some(true)) => Verdict::Same,
            (By::Time, sizes) => match self.recorded(path, source, target) {
                Known::Unchanged => Verdict::Same,
                Known::Changed => Verdict::Differs,
                Known::Nothing if sizes.is_none() => Verdict::Doubt,
                Known::Nothing => self.by_time(self.time(source), self.time(target)),
            },
            (By::Hash, _) | (_, None) => Verdict::Doubt,
        }
    }

    /// Only newer files are moved.
    fn newer(&self, path: &[u8], source: &Entry, target: &Entry) -> Verdict {
        if self.recorded(path, source, target) == Known::Unchanged {
            return Verdict::Same;
        }
        match (self.time(source), self.time(target)) {
            (Some(a), Some(b)) if a.universal && b.universal => {
                if a.secs >= b.end() {
                    Verdict::Differs
                } else {
                    Verdict::Same
                }
            }
            _ => Verdict::Doubt,
        }
    }

    /// When an entry was modified, in universal time where that is known.
    pub fn time(&self, entry: &Entry) -> Option<Stamp> {
        self.shifted(entry.time())
    }

    /// A time in universal time, where that is known.
    pub fn shifted(&self, time: Option<Stamp>) -> Option<Stamp> {
        let time = time?;
        let day = time.unit == Unit::Day;
        Some(match self.offset.get() {
            _ if time.universal => time,
            Some(offset) => Stamp { secs: time.secs - offset, universal: true, ..time },
            // Only at its borders is a day another one in another zone, and a doubt is asked for.
            None => Stamp { universal: day, ..time },
        })
    }

    fn recorded(&self, path: &[u8], source: &Entry, target: &Entry) -> Known {
        let (local, remote) = match self.direction {
            Direction::Up => (source, target),
            Direction::Down => (target, source),
        };
        self.ledger.compare(path, local, remote)
    }

    fn by_time(&self, source: Option<Stamp>, target: Option<Stamp>) -> Verdict {
        let (Some(a), Some(b)) = (source, target) else { return Verdict::Doubt };
        if !a.universal || !b.universal {
            return Verdict::Doubt;
        }
        let rough = a.unit.max(b.unit) == Unit::Minute;
        if a.overlaps(b) {
            // A minute is long enough for two versions of one size, as long as it lasts.
            let fresh = rough && a.secs.max(b.secs) + FRESH > self.now;
            return if fresh { Verdict::Doubt } else { Verdict::Same };
        }
        // From LIST: the zone may be another at another time of the year, and a day has no clock.
        let rough = rough || a.unit.max(b.unit) == Unit::Day;
        let near = (a.secs - b.secs).abs() <= FARTHEST_ZONE;
        if rough && near { Verdict::Doubt } else { Verdict::Differs }
    }

    /// The files for which the listings are not exact enough.
    pub fn doubts(&self, source: &Tree, target: &Tree) -> Vec<Doubt> {
        let mut found = Vec::new();
        let mut stack = vec![(FolderId::ROOT, FolderId::ROOT, Vec::new())];
        while let Some((ours, theirs, path)) = stack.pop() {
            for (one, other) in pairs(source, ours, target, theirs) {
                let path = join(&path, source.name(&one));
                match (one.folder(), other.folder()) {
                    (Some(one), Some(other)) => stack.push((one, other, path)),
                    _ if one.kind != Kind::File || other.kind != Kind::File => {}
                    _ if one.mark != Mark::Taken => {}
                    _ if self.verdict(&path, &one, &other) == Verdict::Doubt => {
                        found.push(Doubt { path, source: one, target: other });
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Two files that may be the same.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Their path.
    pub path: Vec<u8>,
    /// The source's.
    pub source: Entry,
    /// The target's.
    pub target: Entry,
}

/// The entries that have one name in two folders.
fn pairs(a: &Tree, in_a: FolderId, b: &Tree, in_b: FolderId) -> Vec<(Entry, Entry)> {
    let (mut ours, mut theirs) = (a.children(in_a).iter(), b.children(in_b).iter().peekable());
    let mut found = Vec::new();
    for one in ours.by_ref() {
        while theirs.peek().is_some_and(|other| b.name(other) < a.name(one)) {
            theirs.next();
        }
        if let Some(other) = theirs.peek().filter(|other| b.name(other) == a.name(one)) {
            found.push((*one, **other));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64, unit: Unit) -> Stamp {
        Stamp { secs, nanos: 0, unit, universal: true }
    }

    #[test]
    fn what_a_listing_leaves_open_is_a_doubt_and_a_year_is_a_difference() {
        let ledger = Ledger::default();
        let (by, prefer, direction) = (By::Time, Prefer::Source, Direction::Up);
        let (now, resolved) = (200_000_000, HashMap::new());
        let compare = Compare {
            by,
            prefer,
            direction,
            offset: OnceLock::new(),
            now,
            ledger: &ledger,
            resolved,
        };
        let exact = |secs| Some(at(secs, Unit::Nanosecond));
        let listed = |secs: i64| Some(at(secs / 60 * 60, Unit::Minute));
        let verdict = |a, b| compare.by_time(a, b);
        assert_eq!(verdict(exact(100_000_000), listed(100_000_000)), Verdict::Same);
        assert_eq!(verdict(exact(199_999_990), listed(199_999_990)), Verdict::Doubt);
        assert_eq!(verdict(exact(100_000_000), listed(100_003_600)), Verdict::Doubt);
        assert_eq!(verdict(exact(100_000_000), listed(130_000_000)), Verdict::Differs);
        let seconds = Some(at(100_003_600, Unit::Second));
        assert_eq!(verdict(exact(100_000_000), seconds), Verdict::Differs);
        assert_eq!(verdict(exact(100_000_000), None), Verdict::Doubt);
    }
}
