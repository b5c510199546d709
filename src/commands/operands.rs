//! The operands of `get` and `put`: which are sources and which is the goal; and how files are moved, as the options
//! of these two and of `mirror` say.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use super::env::Env;
use crate::error::{Error, Result, printable, usage};
use crate::settings::target::{Target, TransferType};
use crate::settings::{self, flags, memory};
use crate::transfer::ascii::Text;
use crate::transfer::close_notify::CloseNotify;
use crate::transfer::throttle::Throttle;
use crate::transfer::{Fsync, Partials, Rules, Times, Verify, WriteMode};

/// Where the files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// None was given.
    Missing,
    /// The last operand: a file, or a folder if it is one.
    Last(OsString),
    /// `-o`: this very name.
    Name(OsString),
    /// `-t`: into this folder.
    Folder(OsString),
}

/// Refuses the second of two sources that a shell was given and that does not exist: other shells take it for the new
/// name of the first.
pub(super) fn refused_new_name(env: &Env<'_>, command: &str, side: &str) -> Error {
    let given = env.matches.get_many::<OsString>("operands").into_iter().flatten();
    let mut typed = given.map(|text| printable(text.as_encoded_bytes()));
    let mut next = || typed.next().unwrap_or_default();
    let (first, second) = (next(), next());
    let (option, meaning) = if second.ends_with('/') {
        ("-t", "moves it into that folder")
    } else {
        ("-o", "moves it under that name")
    };
    usage(format!(
        "{second} is not {side}, and all operands of {command} are: {command} {first} {option} {second} {meaning}"
    ))
}

/// Adds the options that `get` and `put` share.
pub(super) fn define(command: Command, operands: &'static str, hint: ValueHint) -> Command {
    flags::close_notify(flags::quotes(command)).args([
        Arg::new("operands")
            .value_name(operands)
            .help("Sources, and where they go (see below)")
            .value_parser(ValueParser::os_string())
            .value_hint(hint)
            .action(ArgAction::Append)
            .required_unless_present("from-file")
            .num_args(1..),
        Arg::new("name")
            .short('o')
            .long("output")
            .value_name("NAME")
            .value_parser(ValueParser::os_string())
            .conflicts_with("into")
            .help("Store under NAME; all operands are sources"),
        Arg::new("into")
            .short('t')
            .long("target-directory")
            .value_name("DIR")
            .value_parser(ValueParser::os_string())
            .help("Store in the folder DIR; all operands are sources"),
        Arg::new("mkdir")
            .long("mkdir")
            .action(ArgAction::SetTrue)
            .help("Make the target folder if it does not exist"),
        Arg::new("direct")
            .long("direct")
            .action(ArgAction::SetTrue)
            .help("Write under the final name at once, without a temporary one"),
        verify("Compare sizes, digests, the file fetched again, or nothing"),
        Arg::new("ascii").long("ascii").action(ArgAction::SetTrue).help(
            "Convert line ends: LF here, CR LF on the wire, the server's own there; a CR LF here \
                 goes as one, and comes back as LF. Sizes are not compared, and nothing is resumed. \
                 The same as ;type=a in a URL",
        ),
        flags::limit_rate(),
        Arg::new("continue")
            .long("continue")
            .action(ArgAction::SetTrue)
            .help("Resume the files of an interrupted run, if their sources are still the same"),
        fsync(),
        no_times(),
    ])
}

/// `-r`.
pub(super) fn recursive(help: &'static str) -> Arg {
    Arg::new("recursive").short('r').long("recursive").action(ArgAction::SetTrue).help(help)
}

/// `--verify`.
pub(super) fn verify(help: &'static str) -> Arg {
    Arg::new("verify")
        .long("verify")
        .value_name("HOW")
        .value_parser(["size", "hash", "readback", "none"])
        .default_value("size")
        .help(help)
}

/// `--fsync`.
pub(super) fn fsync() -> Arg {
    Arg::new("fsync")
        .long("fsync")
        .action(ArgAction::SetTrue)
        .help("Wait until local files and their folder are on the disk")
}

/// `--no-times`.
pub(super) fn no_times() -> Arg {
    Arg::new("no-times")
        .long("no-times")
        .action(ArgAction::SetTrue)
        .help("Do not keep modification times")
}

/// Whether line ends are converted, as `--ascii` and the `;type=` of the targets say; a run does
/// one or the other.
pub(super) fn text(matches: &ArgMatches, targets: &[Target]) -> Result<Text> {
    let asked = matches.get_flag("ascii");
    let is_text = |target: &Target| match target.transfer_type {
        Some(kind) => kind == TransferType::Ascii,
        None => asked,
    };
    let count = targets.iter().filter(|target| is_text(target)).count();
    if count < targets.len() && (count > 0 || asked) {
        return Err(usage("some files as text (;type=a, --ascii) and others not: use two runs"));
    }
    if count == 0 {
        return Ok(Text::AsIs);
    }
    let how = matches.get_one::<String>("verify").map_or("", String::as_str);
    let append = matches.try_get_one::<bool>("append").ok().flatten() == Some(&true);
    let other = match how {
        "hash" => "--verify hash",
        "readback" => "--verify readback",
        _ if matches.get_flag("continue") => "--continue",
        _ if matches.get_flag("remove-source") => "--remove-source",
        _ if append => "--append",
        _ => return Ok(Text::Lines),
    };
    Err(usage(format!("--ascii (;type=a) changes the bytes: not with {other}")))
}

/// How fast the files of a run move, all together: as the command line says, else the slowest of the
/// sites that they come from.
pub(super) fn throttle(env: &Env<'_>, targets: &[Target]) -> Throttle {
    let rate = |target| settings::limit_rate(env.matches, &env.config, env.config.site(target));
    targets.iter().filter_map(rate).min().map_or_else(Throttle::default, Throttle::new)
}

/// How transfers are done, as the options say; how fast is left to [`throttle`].
pub(super) fn rules(matches: &ArgMatches, text: Text) -> Rules {
    Rules {
        text,
        write_mode: if matches.get_flag("direct") {
            WriteMode::Direct
        } else {
            WriteMode::Temporary
        },
        partials: if matches.get_flag("continue") { Partials::Resume } else { Partials::Replace },
        close_notify: close_notify(matches),
        mode: matches.try_get_one::<String>("chmod").ok().flatten().cloned(),
        ..safety(matches)
    }
}

/// How a transfer is checked, as `--verify` says.
pub(super) fn verify_of(matches: &ArgMatches) -> Verify {
    match matches.get_one::<String>("verify").map(String::as_str) {
        Some("none") => Verify::None,
        Some("hash") => Verify::Hash,
        Some("readback") => Verify::Readback,
        _ => Verify::Size,
    }
}

/// How files are checked and kept, as the options say that `mirror` has too.
pub(super) fn safety(matches: &ArgMatches) -> Rules {
    Rules {
        verify: verify_of(matches),
        times: if matches.get_flag("no-times") { Times::Leave } else { Times::Keep },
        // A source may be removed only when its copy is on the disk.
        fsync: if matches.get_flag("fsync") || matches.get_flag("remove-source") {
            Fsync::Wait
        } else {
            Fsync::Leave
        },
        journal: memory::journal(),
        ..Rules::default()
    }
}

/// How a download must end, as the options say.
pub(super) fn close_notify(matches: &ArgMatches) -> CloseNotify {
    if flags::allows_missing_close_notify(matches) {
        CloseNotify::may_be_missing()
    } else {
        CloseNotify::default()
    }
}

/// Separates sources and goal; `last_is_goal` decides, of `at_least` operands without `-o` or
/// `-t`, whether the last is the goal.
pub(super) fn split(
    matches: &ArgMatches,
    at_least: usize,
    last_is_goal: impl FnOnce(&OsString) -> bool,
) -> Result<(Vec<OsString>, Goal)> {
    let given = matches.get_many::<OsString>("operands").into_iter().flatten();
    let mut sources: Vec<OsString> = given.cloned().collect();
    if let Some(name) = matches.get_one::<OsString>("name") {
        if sources.len() > 1 {
            return Err(usage(
                "-o names one file, and there are several sources; -t DIR takes them all",
            ));
        }
        return Ok((sources, Goal::Name(name.clone())));
    }
    if let Some(folder) = matches.get_one::<OsString>("into") {
        return Ok((sources, Goal::Folder(folder.clone())));
    }
    if sources.len() >= at_least && sources.last().is_some_and(last_is_goal) {
        let last = sources.pop().unwrap_or_default();
        return Ok((sources, Goal::Last(last)));
    }
    Ok((sources, Goal::Missing))
}
