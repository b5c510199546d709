//! `--from-file`: names from a file or from standard input, one a line, or ended by NUL.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt as _;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command, ValueHint};

use super::env::Env;
use crate::error::{Result, local, usage};

/// The longest list: as long as the longest listing, for the same reason.
const MOST_BYTES: u64 = crate::ftp::listing::MAX_BYTES;

/// Adds the options.
pub(super) fn define(command: Command, help: &'static str) -> Command {
    command.args([
        Arg::new("from-file")
            .long("from-file")
            .value_name("LIST")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::FilePath)
            .conflicts_with("name")
            .help(help),
        Arg::new("null")
            .short('0')
            .long("null")
            .action(ArgAction::SetTrue)
            .requires("from-file")
            .help("Names in LIST end with NUL instead of a line end"),
    ])
}

/// The names in the list, if one is given. Empty ones are left out.
pub(super) fn read(env: &Env<'_>) -> Result<Option<Vec<OsString>>> {
    let Some(list) = env.matches.get_one::<OsString>("from-file") else { return Ok(None) };
    let from = list.clone();
    // A pipe may keep us waiting, and must not keep us from being interrupted.
    let text = env.cancel.apart(None, move || match from.to_str() {
        Some("-") => whole(io::stdin().lock()),
        _ => File::open(from).and_then(whole),
    })?;
    let text = text.unwrap_or_else(|| Ok(Vec::new())).map_err(local(list))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(usage(format!("{}: too long for a list of names", list.display())));
    }
    let names = if env.matches.get_flag("null") {
        text.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect()
    } else if text.contains(&0) {
        let list = list.display();
        return Err(usage(format!(
            "{list}: NUL in a list of lines; --null reads names ended by NUL"
        )));
    } else {
        lines(&text)
    };
    let names = names.into_iter().filter(|name: &Vec<u8>| !name.is_empty());
    Ok(Some(names.map(OsString::from_vec).collect()))
}

fn whole(from: impl Read) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    from.take(MOST_BYTES + 1).read_to_end(&mut text)?;
    Ok(text)
}

/// Lines as either system ends them.
fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()).collect()
}
