//! What `find` looks for: the tests of its options, all of which an entry must pass.

use std::ffi::OsString;
use std::time::{Duration, SystemTime};

use clap::builder::{StringValueParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::Timestamp;

use super::super::times::{When, when_or_file};
use crate::error::{Result, usage};
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::pattern::AnyName;
use crate::settings::flags;

const DAY: Duration = Duration::from_secs(24 * 3600);
const MINUTE: Duration = Duration::from_secs(60);

/// A number with the sign that `find` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound<T> {
    /// `+N`.
    More(T),
    /// `-N`.
    Less(T),
    /// `N`.
    Exactly(T),
}

/// Permissions to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// `644`: these.
    Exactly(u32),
    /// `-222`: at least these.
    All(u32),
    /// `/222`: any of these.
    Any(u32),
}

/// All tests.
pub(super) struct Wanted {
    names: Vec<AnyName>,
    any_case: Vec<AnyName>,
    kinds: Vec<Kind>,
    sizes: Vec<Bound<u64>>,
    ages: Vec<(Bound<Duration>, Duration)>,
    newer: Option<SystemTime>,
    older: Option<SystemTime>,
    modes: Vec<Mode>,
    pub(super) empty: bool,
    now: Timestamp,
}

/// Adds the options.
pub(super) fn define(command: Command) -> Command {
    let several = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .action(ArgAction::Append)
            .allow_hyphen_values(true)
            .help(help)
    };
    let time = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("WHEN")
            .value_parser(StringValueParser::new().map(when_or_file))
            .help(help)
    };
    command.args([
        several("name", "GLOB", "Only names that match GLOB; of several, any")
            .value_parser(ValueParser::os_string()),
        several("iname", "GLOB", "The same, whether letters are small or capital")
            .value_parser(ValueParser::os_string()),
        Arg::new("type")
            .long("type")
            .value_name("KIND")
            .value_parser(["f", "d", "l"])
            .action(ArgAction::Append)
            .help("Only files (f), folders (d) or links (l)"),
        several("size", "[+-]N", "Only files of N bytes, more (+) or less (-): +10M, -4k")
            .value_parser(size),
        time("newer", "Only what changed after WHEN: a date, a time ago such as 2h, a local file, HOST:PATH (in a shell PATH)"),
        time("older", "Only what changed before WHEN"),
        several("mtime", "[+-]N", "Only what changed N days ago, earlier (+) or later (-)")
            .value_parser(|text: &str| age(text, DAY)),
        several("mmin", "[+-]N", "The same in minutes")
            .value_parser(|text: &str| age(text, MINUTE)),
        several(
            "perm",
            "MODE",
            "Only these permissions: 644, at least these (-222), any of these (/222)",
        )
        .value_parser(mode),
        Arg::new("empty")
            .long("empty")
            .action(ArgAction::SetTrue)
            .help("Only files without bytes and folders without entries"),
    ])
}

fn signed(text: &str) -> Bound<&str> {
    match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(more), _) => Bound::More(more),
        (_, Some(less)) => Bound::Less(less),
        _ => Bound::Exactly(text),
    }
}

impl<T> Bound<T> {
    fn map<U>(self, read: impl FnOnce(T) -> Result<U, String>) -> Result<Bound<U>, String> {
        Ok(match self {
            Bound::More(value) => Bound::More(read(value)?),
            Bound::Less(value) => Bound::Less(read(value)?),
            Bound::Exactly(value) => Bound::Exactly(read(value)?),
        })
    }
}

fn size(text: &str) -> Result<Bound<u64>, String> {
    // find writes bytes as c.
    signed(text).map(|text| match text.strip_suffix('c').unwrap_or(text) {
        "0" => Ok(0),
        text => flags::size(text),
    })
}

fn age(text: &str, unit: Duration) -> Result<Bound<Duration>, String> {
    signed(text).map(|digits| {
        let number: u32 = digits.parse().map_err(|_| format!("{text}: want a number"))?;
        Ok(unit.saturating_mul(number))
    })
}

fn mode(text: &str) -> Result<Mode, String> {
    let read = |digits: &str| {
        u32::from_str_radix(digits, 8)
            .map_err(|_| format!("{text}: want octal digits, as in 644, -222 or /222"))
    };
    match (text.strip_prefix('-'), text.strip_prefix('/')) {
        (Some(all), _) => read(all).map(Mode::All),
        (_, Some(any)) => read(any).map(Mode::Any),
        _ => read(text).map(Mode::Exactly),
    }
}

fn globs(
    matches: &ArgMatches,
    option: &str,
    text: impl Fn(&OsString) -> Vec<u8>,
) -> Result<Vec<AnyName>> {
    let given = matches.get_many::<OsString>(option).into_iter().flatten();
    let glob = |given: &OsString| {
        AnyName::parse(&text(given)).ok_or_else(|| {
            let given = given.display();
            usage(format!("--{option} {given}: a pattern for one name, without a slash"))
        })
    };
    given.map(glob).collect()
}

fn all<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, option: &str) -> Vec<T> {
    matches.get_many::<T>(option).into_iter().flatten().cloned().collect()
}

fn lower(name: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(name) {
        Ok(text) => text.to_lowercase().into_bytes(),
        Err(_) => name.to_ascii_lowercase(),
    }
}

impl Wanted {
    /// Reads the options; `time` looks up times that are those of files.
    pub(super) fn read(
        matches: &ArgMatches,
        time: impl Fn(&When) -> Result<SystemTime>,
    ) -> Result<Self> {
        let bound = |option| matches.get_one::<When>(option).map(&time).transpose();
        let kind = |letter: &String| match letter.as_str() {
            "d" => Kind::Dir,
            "l" => Kind::Symlink,
            _ => Kind::File,
        };
        let kinds = matches.get_many::<String>("type").into_iter().flatten();
        let days = all(matches, "mtime").into_iter().map(|bound| (bound, DAY));
        let minutes = all(matches, "mmin").into_iter().map(|bound| (bound, MINUTE));
        Ok(Self {
            names: globs(matches, "name", |text| text.as_encoded_bytes().to_vec())?,
            any_case: globs(matches, "iname", |text| lower(text.as_encoded_bytes()))?,
            kinds: kinds.map(kind).collect(),
            sizes: all(matches, "size"),
            ages: days.chain(minutes).collect(),
            newer: bound("newer")?,
            older: bound("older")?,
            modes: all(matches, "perm"),
            empty: matches.get_flag("empty"),
            now: Timestamp::now(),
        })
    }

    /// Whether there is any test.
    pub(super) fn has_tests(&self) -> bool {
        let Self { names, any_case, kinds, sizes, ages, newer, older, modes, empty, .. } = self;
        let none = names.is_empty() && any_case.is_empty() && kinds.is_empty() && sizes.is_empty();
        let none = none && ages.is_empty() && newer.is_none() && older.is_none();
        !(none && modes.is_empty() && !empty)
    }

    /// Whether an entry passes all tests but that for emptiness. A fact that the server does not report
    /// passes none.
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        self.takes_but_for_mode(entry)
            && self.modes.iter().all(|mode| entry.mode.is_some_and(|own| has_mode(own, *mode)))
    }

    /// Whether an entry passes all other tests, and its permissions, which are asked for, are not reported.
    pub(super) fn lacks_mode(&self, entry: &Entry) -> bool {
        let has_mode = !matches!(entry.kind, Kind::File | Kind::Dir) || entry.mode.is_some();
        !self.modes.is_empty() && !has_mode && self.takes_but_for_mode(entry)
    }

    fn takes_but_for_mode(&self, entry: &Entry) -> bool {
        let any = |globs: &[AnyName], name: &[u8]| {
            globs.is_empty() || globs.iter().any(|glob| glob.matches(name))
        };
        any(&self.names, &entry.name)
            && (self.any_case.is_empty() || any(&self.any_case, &lower(&entry.name)))
            && (self.kinds.is_empty() || self.kinds.contains(&entry.kind))
            && self.sizes.iter().all(|bound| has_size(entry, *bound))
            && self.is_of_time(entry)
    }

    /// Whether a file has no bytes, where that is asked for.
    pub(super) fn is_empty_file(entry: &Entry) -> bool {
        entry.kind == Kind::File && entry.size == Some(0)
    }

    fn is_of_time(&self, entry: &Entry) -> bool {
        if self.newer.is_none() && self.older.is_none() && self.ages.is_empty() {
            return true;
        }
        let Some(at) = entry.modified.map(|moment| moment.at) else { return false };
        let time = SystemTime::from(at);
        let age = self.now.duration_since(at).try_into().unwrap_or(Duration::ZERO);
        self.newer.is_none_or(|bound| time > bound)
            && self.older.is_none_or(|bound| time < bound)
            && self.ages.iter().all(|(bound, unit)| has_age(age, *bound, *unit))
    }
}

fn has_size(entry: &Entry, bound: Bound<u64>) -> bool {
    let size = entry.size.filter(|_| entry.kind == Kind::File);
    size.is_some_and(|size| match bound {
        Bound::More(least) => size > least,
        Bound::Less(most) => size < most,
        Bound::Exactly(exact) => size == exact,
    })
}

/// As find counts: in whole days or minutes, so that `+1` is two of them or more.
fn has_age(age: Duration, bound: Bound<Duration>, unit: Duration) -> bool {
    match bound {
        Bound::More(least) => age >= least.saturating_add(unit),
        Bound::Less(most) => age < most,
        Bound::Exactly(exact) => age >= exact && age < exact.saturating_add(unit),
    }
}

fn has_mode(own: u32, wanted: Mode) -> bool {
    match wanted {
        Mode::Exactly(bits) => own == bits,
        Mode::All(bits) => own & bits == bits,
        Mode::Any(bits) => bits == 0 || own & bits != 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(args: &[&str]) -> Wanted {
        let command = define(Command::new("find").no_binary_name(true));
        let matches = command.try_get_matches_from(args).expect("sound");
        Wanted::read(&matches, |_| Ok(SystemTime::now())).expect("sound")
    }

    #[test]
    fn sizes_and_permissions_are_bounded_as_find_bounds_them() {
        let entry =
            Entry { size: Some(2048), mode: Some(0o644), ..Entry::new(b"Report.CSV", Kind::File) };
        for args in [
            &["--size", "+1k"][..],
            &["--size", "-1M"],
            &["--size", "2048c"],
            &["--perm", "644"],
            &["--perm", "-600"],
            &["--perm", "/022", "--perm", "/004"],
            &["--iname", "*.csv"],
        ] {
            let takes = wanted(args).takes(&entry);
            assert_eq!(takes, args[1] != "/022", "{args:?}");
        }
        for args in [["--size", "+2048"], ["--size", "0"], ["--perm", "-666"], ["--name", "*.csv"]]
        {
            assert!(!wanted(&args).takes(&entry), "{args:?}");
        }
    }

    #[test]
    fn ages_are_counted_in_whole_days_and_minutes() {
        let hours = |hours: u64| Duration::from_secs(hours * 3600);
        let days = |age, bound| has_age(age, bound, DAY);
        assert!(days(hours(30), Bound::Exactly(DAY)) && !days(hours(30), Bound::More(DAY)));
        assert!(days(hours(50), Bound::More(DAY)) && days(hours(20), Bound::Less(DAY)));
        assert!(has_age(Duration::from_secs(90), Bound::Exactly(MINUTE), MINUTE));
    }
}
