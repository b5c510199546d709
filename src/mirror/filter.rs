//! Which entries take part: include and exclude patterns in the order in which they were given, sizes, ages, depth.
//!
//! Patterns have the forms of a gitignore file, and as there the last one that matches decides. Where the first rule
//! includes, entries that no rule matches are excluded; else they take part.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::times::{Stamp, Unit};
use super::tree::{Kind, depth};
use crate::error::{Result, printable, usage};
use crate::ftp::pattern::{Letters, Part, matches};

/// Longest pattern of a rule, in bytes: as long as the longest path of most systems.
const MOST_BYTES: usize = 4 * 1024;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    sense: Sense,
    parts: Vec<Step>,
    folders_only: bool,
}

/// The effect of a rule on the entries that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It takes part.
    Include,
    /// It does not.
    Exclude,
}

#[derive(Debug)]
enum Step {
    /// `**`: any folders, or none.
    Deep,
    /// Any one name.
    Any,
    One(Part),
}

impl Step {
    fn takes(&self, name: &Letters) -> bool {
        match self {
            Self::Deep | Self::Any => true,
            Self::One(part) => part.takes(name),
        }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Filter {
    /// In their order.
    pub rules: Vec<Rule>,
    /// Files above so many bytes are excluded.
    pub max_size: Option<u64>,
    /// Files below so many bytes are excluded.
    pub min_size: Option<u64>,
    /// Files modified before that are excluded.
    pub newer_than: Option<SystemTime>,
    /// Files modified after that are excluded.
    pub older_than: Option<SystemTime>,
    /// Entries more levels down than this are excluded; those in the source itself are at level 1.
    pub max_depth: Option<usize>,
}

/// The decision about a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// It takes part, and is looked into.
    Taken(Scope),
    /// It is looked into, and takes part only if something in it does.
    Through(Scope),
    /// It is left as it is, with all that is in it.
    Left,
}

/// The decisions of the folders above, for the entries in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Rules before this one do not count any more: one behind them excluded a folder above.
    from: usize,
    /// The decision about entries that no rule matches.
    rest: Sense,
}

impl Rule {
    /// Reads a pattern as a gitignore file has it, but for `!`: a slash at its end means folders only; with a slash
    /// before its end it is anchored at the root; `**` stands for any folders.
    pub fn parse(sense: Sense, text: &[u8]) -> Result<Self> {
        let folders_only = text.ends_with(b"/");
        let body = text.strip_suffix(b"/").unwrap_or(text);
        let anchored = body.contains(&b'/');
        let body = body.strip_prefix(b"/").unwrap_or(body);
        let wrong = || usage(format!("{}: not a pattern", printable(text)));
        if body.is_empty() || body.len() > MOST_BYTES {
            return Err(wrong());
        }
        let mut parts = if anchored { Vec::new() } else { vec![Step::Deep] };
        for part in body.split(|byte| *byte == b'/') {
            parts.push(match part {
                b"**" => Step::Deep,
                b"" => return Err(wrong()),
                part => Step::One(Part::parse(part).ok_or_else(wrong)?),
            });
        }
        // `a/**` means the entries below `a`, not `a` itself.
        if body.ends_with(b"**") && matches!(parts.last(), Some(Step::Deep)) {
            parts.push(Step::Any);
            parts.push(Step::Deep);
        }
        Ok(Self { sense, parts, folders_only })
    }

    /// Reads a line of an exclude file; `None` for blank lines and comments.
    pub fn line(text: &[u8]) -> Result<Option<Self>> {
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let mut text = text;
        // Blanks at the end do not count, unless a backslash stands before them.
        while let Some(shorter) = text.strip_suffix(b" ") {
            if shorter.ends_with(b"\\") {
                break;
            }
            text = shorter;
        }
        match text {
            [] | [b'#', ..] => Ok(None),
            [b'!', rest @ ..] => Self::parse(Sense::Include, rest).map(Some),
            text => Self::parse(Sense::Exclude, text).map(Some),
        }
    }

    /// Whether it excludes everything that no later rule takes.
    pub fn excludes_all(&self) -> bool {
        let anything = Letters::of(b"\x01 x.y");
        self.sense == Sense::Exclude
            && !self.folders_only
            && matches!(self.parts.as_slice(), [Step::Deep, Step::One(part)] if part.takes(&anything))
    }

    /// Whether it includes the entries that it matches.
    pub fn includes(&self) -> bool {
        self.sense == Sense::Include
    }

    /// Whether it matches a path, relative to the root.
    pub fn matches(&self, path: &[u8], kind: Kind) -> bool {
        self.fits(&names(path), kind)
    }

    fn fits(&self, path: &[Letters], kind: Kind) -> bool {
        (kind == Kind::Folder || !self.folders_only)
            && matches(&self.parts, path, |step| matches!(step, Step::Deep), Step::takes)
    }
}

/// The names of a path.
fn names(path: &[u8]) -> Vec<Letters> {
    path.split(|byte| *byte == b'/').map(Letters::of).collect()
}

impl Filter {
    /// The scope of the root.
    pub fn scope(&self) -> Scope {
        let only = self.rules.first().is_some_and(Rule::includes);
        Scope { from: 0, rest: if only { Sense::Exclude } else { Sense::Include } }
    }

    /// Whether an entry that is no folder takes part. `path` is relative to the root.
    pub fn takes(
        &self,
        path: &[u8],
        scope: Scope,
        kind: Kind,
        size: Option<u64>,
        time: Option<Stamp>,
    ) -> bool {
        let sense = self.last(path, scope, kind).map_or(scope.rest, |(_, sense)| sense);
        let named = !self.is_too_deep(path) && sense == Sense::Include;
        named && (kind != Kind::File || self.fits(size, time))
    }

    /// The decision about a folder.
    pub fn folder(&self, path: &[u8], scope: Scope) -> Into {
        if self.is_too_deep(path) {
            return Into::Left;
        }
        let (sense, scope) = match self.last(path, scope, Kind::Folder) {
            Some((_, Sense::Include)) => (Sense::Include, Scope { rest: Sense::Include, ..scope }),
            Some((at, Sense::Exclude)) => {
                (Sense::Exclude, Scope { from: at + 1, rest: Sense::Exclude })
            }
            None => (scope.rest, scope),
        };
        let later = self.rules.get(scope.from..).unwrap_or_default().iter().any(Rule::includes);
        match sense {
            Sense::Include => Into::Taken(scope),
            // Entries that a later rule includes may lie in it.
            Sense::Exclude if later => Into::Through(scope),
            Sense::Exclude => Into::Left,
        }
    }

    /// Whether the entries of a folder are excluded for their depth.
    pub fn stops_at(&self, path: &[u8]) -> bool {
        self.max_depth.is_some_and(|most| depth(path) >= most)
    }

    fn is_too_deep(&self, path: &[u8]) -> bool {
        self.max_depth.is_some_and(|most| depth(path) > most)
    }

    /// The last rule that matches, of those that count.
    fn last(&self, path: &[u8], scope: Scope, kind: Kind) -> Option<(usize, Sense)> {
        let rules = self.rules.get(scope.from..).unwrap_or_default();
        if rules.is_empty() {
            return None;
        }
        let path = names(path);
        let at = rules.iter().rposition(|rule| rule.fits(&path, kind))?;
        rules.get(at).map(|rule| (scope.from + at, rule.sense))
    }

    fn fits(&self, size: Option<u64>, time: Option<Stamp>) -> bool {
        let large = size.zip(self.max_size).is_some_and(|(size, most)| size > most);
        let small = size.zip(self.min_size).is_some_and(|(size, least)| size < least);
        // In an unknown zone a time says nothing. Else it is the last moment that it can mean.
        let time = time.filter(|time| time.universal).map(latest);
        let old = time.zip(self.newer_than).is_some_and(|(time, since)| time < since);
        let new = time.zip(self.older_than).is_some_and(|(time, until)| time > until);
        !(large || small || old || new)
    }
}

/// The last moment that a stamp can mean, by the system's clock.
fn latest(stamp: Stamp) -> SystemTime {
    let (rest, nanos) = match stamp.unit {
        Unit::Nanosecond => (0, stamp.nanos),
        Unit::Second => (0, 999_999_999),
        Unit::Minute => (59, 999_999_999),
        Unit::Day => (86_399, 999_999_999),
    };
    let secs = stamp.secs.saturating_add(rest);
    let span = Duration::new(secs.unsigned_abs(), nanos);
    let at = if secs >= 0 { UNIX_EPOCH.checked_add(span) } else { UNIX_EPOCH.checked_sub(span) };
    at.unwrap_or(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(rules: &[(Sense, &str)]) -> Filter {
        let parse = |(sense, text): &(Sense, &str)| Rule::parse(*sense, text.as_bytes());
        let rules = rules.iter().map(parse).collect::<Result<_>>().expect("patterns");
        Filter { rules, ..Filter::default() }
    }

    /// Whether a file takes part, and with it the folders above.
    fn takes(filter: &Filter, path: &str) -> bool {
        let mut scope = filter.scope();
        for (at, _) in path.match_indices('/') {
            scope = match filter.folder(&path.as_bytes()[..at], scope) {
                Into::Taken(scope) | Into::Through(scope) => scope,
                Into::Left => return false,
            };
        }
        filter.takes(path.as_bytes(), scope, Kind::File, None, None)
    }

    #[test]
    fn the_last_rule_that_matches_decides() {
        use Sense::{Exclude, Include};
        let some = filter(&[(Exclude, "*"), (Include, "*.csv")]);
        assert!(takes(&some, "a/b.csv") && !takes(&some, "a/b.txt"));
        let most = filter(&[(Exclude, "*.tmp"), (Exclude, "/cache/"), (Include, "keep.tmp")]);
        assert!(takes(&most, "x/keep.tmp") && !takes(&most, "x/a.tmp") && takes(&most, "x/a"));
        assert!(
            takes(&most, "x/cache/a") && !takes(&most, "cache/a") && takes(&most, "cache/keep.tmp")
        );
        let plain = filter(&[(Exclude, "cache/")]);
        assert_eq!(plain.folder(b"x/cache", plain.scope()), Into::Left);
    }

    #[test]
    fn a_first_rule_that_includes_leaves_out_the_rest() {
        let only = filter(&[(Sense::Include, "*.csv")]);
        assert!(takes(&only, "deep/down/a.csv") && takes(&only, ".a.csv") && !takes(&only, "a"));
        let docs = filter(&[(Sense::Include, "docs/")]);
        assert!(takes(&docs, "x/docs/deep/a") && !takes(&docs, "x/a"));
    }

    #[test]
    fn slashes_and_stars_mean_what_they_mean_in_a_gitignore_file() {
        for (pattern, good, bad) in [
            ("a", "x/a", "x/ab"),
            ("/a", "a", "x/a"),
            ("x/a", "x/a", "y/x/a"),
            ("x/**", "x/a/b", "x"),
            ("**/x/a", "p/q/x/a", "x/b"),
            ("x/**/a", "x/a", "x/ab"),
            ("x/**/a", "x/p/q/a", "p/x/a"),
            ("*.{csv,txt}", "x/a.txt", "a.tx"),
            ("*", ".hidden", ""),
        ] {
            let rule = Rule::parse(Sense::Exclude, pattern.as_bytes()).expect("a pattern");
            let matches = |path: &str| rule.matches(path.as_bytes(), Kind::File);
            assert!(matches(good), "{pattern} {good}");
            assert!(bad.is_empty() || !matches(bad), "{pattern} {bad}");
        }
    }

    #[test]
    fn many_stars_over_folders_end_soon() {
        let rule = Rule::parse(Sense::Exclude, "a/**/".repeat(800).as_bytes());
        assert!(rule.is_ok());
        let rule = Rule::parse(Sense::Exclude, b"**/a/**/a/**/a/**/a/**/b").expect("a pattern");
        let path = vec!["a"; 2000].join("/");
        assert!(!rule.matches(path.as_bytes(), Kind::File));
        assert!(Rule::parse(Sense::Exclude, "a/".repeat(3000).as_bytes()).is_err());
    }

    #[test]
    fn lines_know_comments_blanks_and_negation() {
        assert!(
            Rule::line(b"# no").expect("fine").is_none()
                && Rule::line(b"  ").expect("fine").is_none()
        );
        assert!(Rule::line(b"!keep\r").expect("fine").is_some_and(|rule| rule.includes()));
        let hash = Rule::line(b"\\#x ").expect("fine").expect("a rule");
        assert!(hash.matches(b"#x", Kind::File));
        assert!(Rule::line(b"*").expect("fine").expect("a rule").excludes_all());
    }

    #[test]
    fn sizes_and_depth_leave_out() {
        let bounds = Filter {
            max_size: Some(10),
            min_size: Some(2),
            max_depth: Some(2),
            ..Filter::default()
        };
        let sized = |size| bounds.takes(b"a", bounds.scope(), Kind::File, Some(size), None);
        assert!(sized(2) && sized(10) && !sized(1) && !sized(11));
        assert!(takes(&bounds, "a/b") && !takes(&bounds, "a/b/c"));
        assert!(bounds.stops_at(b"a/b") && !bounds.stops_at(b"a"));
    }
}
