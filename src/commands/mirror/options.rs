//! The options of `mirror`, and the settings that they give.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::super::operands;
use super::super::times::when;
use crate::error::{Result, local, usage};
use crate::mirror::Links;
use crate::mirror::compare::{By, Prefer};
use crate::mirror::execute::{Failure, SourceAfter};
use crate::mirror::filter::{Filter, Rule, Sense};
use crate::mirror::plan::Orphans;
use crate::mirror::plan_file::Head;
use crate::mirror::safety::Limit;
use crate::settings::flags;
use crate::transfer::{Partials, Rules};
use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

const SELECTION: &str = "Selection";
const DELETION: &str = "Deletion";
const COMPARISON: &str = "Comparison";

/// More logins than this no server of the field allows one user.
const MOST_JOBS: i64 = 64;

/// Options that a saved plan has decided.
const APPLY_WITHOUT: [&str; 19] = [
    "operands",
    "plan-out",
    "delete",
    "delete-excluded",
    "include",
    "exclude",
    "exclude-from",
    "max-size",
    "min-size",
    "newer-than",
    "older-than",
    "max-depth",
    "newer",
    "links",
    "remove-source",
    "stable-for",
    "done-file",
    "backup-dir",
    "mkdir",
];

/// Adds the options.
pub(super) fn define(command: Command) -> Command {
    let command = flags::quotes(command).args([
        Arg::new("operands")
            .value_name("SOURCE DEST")
            .help("Two folders, one of them on a server: DEST becomes what SOURCE is")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::AnyPath)
            .action(ArgAction::Append)
            .required_unless_present("apply")
            .num_args(1..=2),
        switch("dry-run", "Change nothing: print the plan").short('n'),
        path("plan-out", "FILE", "Change nothing: write the plan to FILE, for --apply"),
        path("apply", "FILE", "Carry out the plan that --plan-out wrote to FILE, if all of it still holds; else do nothing (12)")
            .conflicts_with_all(APPLY_WITHOUT),
        Arg::new("jobs")
            .short('j')
            .long("jobs")
            .value_name("N")
            .value_parser(value_parser!(u16).range(1..=MOST_JOBS))
            .default_value("4")
            .help("List folders and move files by N logins at a time; fewer where the server allows fewer"),
        switch("mkdir", "Make the folders above DEST too, if they do not exist"),
        switch("fail-fast", "Begin nothing more after the first failure"),
        // For those used to lftp, and for the shell, where nothing tells the sides apart.
        switch("reverse", "From here to the server; without it from the server to here")
            .short('R')
            .hide(true),
        Arg::new("links")
            .long("links")
            .value_name("HOW")
            .value_parser(["skip", "follow", "copy"])
            .default_value("skip")
            .help("Symbolic links of SOURCE: skip them, mirror their goals, or make them again on this machine if they stay within the tree"),
        switch("remove-source", "Remove each file of SOURCE once its copy is whole and verified; folders stay")
            .conflicts_with_all(["delete", "delete-excluded"]),
        Arg::new("stable-for")
            .long("stable-for")
            .value_name("TIME")
            .value_parser(flags::duration)
            .help("Skip files that were modified less than TIME ago: somebody may still be writing them"),
        Arg::new("done-file")
            .long("done-file")
            .value_name("NAME")
            .value_parser(done_file)
            .help("When all is done, put an empty file NAME into DEST as the very last"),
    ]);
    moving(deletion(comparison(selection(command))))
}

fn selection(command: Command) -> Command {
    let rule = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("GLOB")
            .value_parser(ValueParser::os_string())
            .action(ArgAction::Append)
            .help_heading(SELECTION)
            .help(help)
    };
    command.args([
        rule("include", "Include entries that GLOB matches; given first, nothing else (see below)"),
        rule("exclude", "Exclude entries that GLOB matches, on both sides"),
        rule("exclude-from", "Read rules from a file as git reads .gitignore").value_name("FILE"),
        valued("max-size", "SIZE", "Exclude files above SIZE: 64K, 10M, 2G")
            .value_parser(flags::size)
            .help_heading(SELECTION),
        valued("min-size", "SIZE", "Exclude files below SIZE")
            .value_parser(flags::size)
            .help_heading(SELECTION),
        valued("newer-than", "WHEN", "Exclude files modified before WHEN: 7d ago, or 2026-01-31")
            .value_parser(when)
            .help_heading(SELECTION),
        valued("older-than", "WHEN", "Exclude files modified after WHEN")
            .value_parser(when)
            .help_heading(SELECTION),
        valued(
            "max-depth",
            "N",
            "Exclude entries deeper than N levels; those in SOURCE itself are at level 1",
        )
        .value_parser(value_parser!(u16).range(1..))
        .help_heading(SELECTION),
    ])
}

fn comparison(command: Command) -> Command {
    command.args([
        valued(
            "compare",
            "HOW",
            "Files are the same by size and time, by size alone, or by digests",
        )
        .value_parser(["time", "size", "hash"])
        .default_value("time")
        .help_heading(COMPARISON),
        switch("newer", "Replace only files that are older at DEST").help_heading(COMPARISON),
    ])
}

fn deletion(command: Command) -> Command {
    command.args([
        switch("delete", "Delete entries that SOURCE does not have, after all files were moved")
            .help_heading(DELETION),
        switch("delete-excluded", "The same, and delete what the rules exclude too")
            .help_heading(DELETION),
        valued(
            "max-delete",
            "N",
            "Stop (12) where more than N entries of DEST, or N%, would be deleted",
        )
        .value_parser(limit)
        .default_value("50%")
        .help_heading(DELETION),
        path(
            "backup-dir",
            "DIR",
            "Move deleted and replaced files to DIR, a folder on the side of DEST",
        )
        .help_heading(DELETION),
    ])
}

fn moving(command: Command) -> Command {
    command.args([
        operands::verify(
            "Compare sizes, digests, the file fetched again, or nothing, after each file",
        ),
        flags::limit_rate(),
        operands::fsync(),
        operands::no_times(),
    ])
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn valued(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    valued(name, value, help).value_parser(ValueParser::os_string()).value_hint(ValueHint::AnyPath)
}

/// The settings of a mirror.
pub(super) struct Options {
    pub(super) filter: Filter,
    pub(super) links: Links,
    pub(super) by: By,
    pub(super) prefer: Prefer,
    pub(super) orphans: Orphans,
    pub(super) limit: Limit,
    pub(super) backup: Option<OsString>,
    pub(super) source_after: SourceAfter,
    pub(super) failure: Failure,
    pub(super) jobs: usize,
    pub(super) rules: Rules,
    pub(super) parents: bool,
    pub(super) dry: bool,
    pub(super) plan_out: Option<PathBuf>,
    pub(super) apply: Option<PathBuf>,
    pub(super) done_file: Option<Vec<u8>>,
    pub(super) stable_for: Option<Duration>,
}

impl Options {
    /// Reads the options.
    pub(super) fn read(matches: &ArgMatches) -> Result<Self> {
        let text = |name| matches.get_one::<String>(name).map_or("", String::as_str);
        let source_after = if matches.get_flag("remove-source") {
            SourceAfter::Removed
        } else {
            SourceAfter::Stays
        };
        if source_after == SourceAfter::Removed && text("verify") == "none" {
            return Err(usage(
                "--remove-source removes only what was verified: not with --verify none",
            ));
        }
        let plan_out = matches.get_one::<OsString>("plan-out").map(PathBuf::from);
        Ok(Self {
            filter: filter(matches)?,
            links: match text("links") {
                "follow" => Links::Follow,
                "copy" => Links::Copy,
                _ => Links::Skip,
            },
            by: match text("compare") {
                "size" => By::Size,
                "hash" => By::Hash,
                _ => By::Time,
            },
            prefer: if matches.get_flag("newer") { Prefer::Newer } else { Prefer::Source },
            orphans: match (matches.get_flag("delete-excluded"), matches.get_flag("delete")) {
                (true, _) => Orphans::DeleteExcluded,
                (_, true) => Orphans::Delete,
                _ => Orphans::Keep,
            },
            limit: matches.get_one::<Limit>("max-delete").copied().unwrap_or(Limit::Percent(50)),
            backup: matches.get_one::<OsString>("backup-dir").cloned(),
            source_after,
            failure: if matches.get_flag("fail-fast") { Failure::Stops } else { Failure::GoesOn },
            jobs: matches.get_one::<u16>("jobs").copied().unwrap_or(4).into(),
            // Partial files of an interrupted run are resumed.
            rules: Rules { partials: Partials::Resume, ..operands::safety(matches) },
            parents: matches.get_flag("mkdir"),
            dry: matches.get_flag("dry-run") || plan_out.is_some(),
            plan_out,
            apply: matches.get_one::<OsString>("apply").map(PathBuf::from),
            done_file: matches.get_one::<Vec<u8>>("done-file").cloned(),
            stable_for: matches.get_one::<Duration>("stable-for").copied(),
        })
    }
}

impl Options {
    /// Takes the settings from a saved plan that decide how its trees are scanned.
    pub(super) fn follow(&mut self, head: &Head) {
        self.filter = Filter::default();
        self.links = head.links();
        self.backup = head.backup.clone().map(OsString::from);
        self.done_file = None;
        self.source_after = SourceAfter::Stays;
    }
}

fn filter(matches: &ArgMatches) -> Result<Filter> {
    let size = |name| matches.get_one::<u64>(name).copied();
    let time = |name| matches.get_one::<SystemTime>(name).copied();
    let stable = matches.get_one::<Duration>("stable-for").copied();
    let stable = stable.and_then(|age| SystemTime::now().checked_sub(age));
    Ok(Filter {
        rules: patterns(matches)?,
        max_size: size("max-size"),
        min_size: size("min-size"),
        newer_than: time("newer-than"),
        older_than: match (time("older-than"), stable) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
        max_depth: matches.get_one::<u16>("max-depth").map(|depth| usize::from(*depth)),
    })
}

/// The rules in the order in which they stand on the command line; the lines of a file stand where it is named.
fn patterns(matches: &ArgMatches) -> Result<Vec<Rule>> {
    let mut given: Vec<(usize, &str, &OsString)> = Vec::new();
    for name in ["include", "exclude", "exclude-from"] {
        let places = matches.indices_of(name).into_iter().flatten();
        let texts = matches.get_many::<OsString>(name).into_iter().flatten();
        given.extend(places.zip(texts).map(|(place, text)| (place, name, text)));
    }
    given.sort_by_key(|(place, ..)| *place);
    let mut rules = Vec::new();
    for (_, name, text) in given {
        match name {
            "include" => rules.push(Rule::parse(Sense::Include, text.as_bytes())?),
            "exclude" => rules.push(Rule::parse(Sense::Exclude, text.as_bytes())?),
            _ => {
                let lines = fs::read(text).map_err(local(text))?;
                for line in lines.split(|byte| *byte == b'\n') {
                    rules.extend(Rule::line(line)?);
                }
            }
        }
    }
    let before = rules.len() > 1 && rules.iter().any(Rule::includes);
    if before && rules.last().is_some_and(Rule::excludes_all) {
        return Err(usage(
            "the last rule excludes everything, and the last one that matches decides: put it first",
        ));
    }
    Ok(rules)
}

fn limit(text: &str) -> Result<Limit, String> {
    let want = || format!("{text}: want a number, or a percentage such as 10%");
    match text.strip_suffix('%') {
        Some(part) => match part.parse() {
            Ok(part @ 0..=100) => Ok(Limit::Percent(part)),
            _ => Err(want()),
        },
        None => text.parse().map(Limit::Count).map_err(|_| want()),
    }
}

fn done_file(text: &str) -> Result<Vec<u8>, String> {
    match crate::ftp::listing::safe_name(text.as_bytes()) {
        Ok(()) => Ok(text.as_bytes().to_vec()),
        Err(why) => Err(format!("{text}: {why}")),
    }
}
