//! `ftps tail`: prints the end of remote files, and with `-f` the bytes that are appended to one.

use std::time::Duration;

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::print::{self, Headers, counted, write};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::settings::flags;
use crate::transfer::Rules;
use crate::transfer::excerpt::{Count, from, last, size};

pub(super) const SPEC: Spec = Spec {
    name: "tail",
    about: "Print the last lines of remote files, and what is appended to one",
    more: "\
Only the end of a file is fetched, where the server reports its size and knows REST. -n +N begins at
line N. With -f the size is asked for again and again, and what was appended is fetched; a file that
became shorter is shown from its beginning.

  ftps tail user@ftp.example.com:logs/today.log
  ftps tail -n +2 user@ftp.example.com:out/today.csv
  ftps tail -f --interval 5s user@ftp.example.com:logs/today.log",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    print::counts(command).args([
        Arg::new("follow")
            .short('f')
            .long("follow")
            .action(ArgAction::SetTrue)
            .help("Go on with what is appended, until Ctrl-C or --deadline"),
        Arg::new("interval")
            .long("interval")
            .value_name("TIME")
            .value_parser(flags::duration)
            .default_value("1s")
            .help("With -f ask every TIME"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let (count, from_other_end) = counted(env.matches);
    let follow = env.matches.get_flag("follow");
    let class = print::each(env, "tail", Headers::OfSeveral, |client, path, rules| {
        let end = if from_other_end {
            beginning_at(env, client, path, count, rules)?
        } else {
            last(client, path, count, rules, &mut |bytes| write(env, bytes))?
        };
        if follow { follow_from(env, client, path, end, rules) } else { Ok(()) }
    })?;
    Ok(class)
}

/// Prints a file from its line or byte N on; the first has number 1.
fn beginning_at(
    env: &Env<'_>,
    client: &mut Client,
    path: &RemotePath,
    count: Count,
    rules: &Rules,
) -> Result<u64> {
    let size = size(client, path)?;
    match count {
        Count::Bytes(number) => {
            let begin = (number.saturating_sub(1), size);
            from(client, path, begin, rules, &mut |bytes| write(env, bytes))
        }
        Count::Lines(number) => {
            let mut skip = number.saturating_sub(1);
            from(client, path, (0, size), rules, &mut |bytes| {
                let mut rest = bytes;
                while skip > 0 {
                    let Some(at) = rest.iter().position(|byte| *byte == b'\n') else {
                        return Ok(());
                    };
                    rest = rest.get(at + 1..).unwrap_or_default();
                    skip -= 1;
                }
                write(env, rest)
            })
        }
    }
}

/// Prints the bytes that are appended behind offset `end`, until the run is stopped.
fn follow_from(
    env: &Env<'_>,
    client: &mut Client,
    path: &RemotePath,
    mut end: u64,
    rules: &Rules,
) -> Result<()> {
    let interval = env.matches.get_one::<Duration>("interval").copied();
    let interval = interval.unwrap_or(Duration::from_secs(1));
    let doing = format!("following {}: ", printable(path.as_bytes()));
    let mut attempts = client.attempts(doing);
    loop {
        env.cancel.sleep(interval)?;
        match step(env, client, path, end, rules) {
            Ok(now) => {
                if now != end {
                    attempts.progressed();
                }
                end = now;
            }
            Err(error) => attempts.again_after(error)?,
        }
    }
}

/// Prints the bytes that were appended since; returns the length of the file.
fn step(
    env: &Env<'_>,
    client: &mut Client,
    path: &RemotePath,
    end: u64,
    rules: &Rules,
) -> Result<u64> {
    let Some(size) = client.with(|session| session.size(path))? else { return Ok(end) };
    let begin = match size {
        same if same == end => return Ok(end),
        shorter if shorter < end => {
            env.ui.warn(&format!(
                "{} became shorter: shown from its beginning",
                printable(path.as_bytes())
            ));
            0
        }
        _ => end,
    };
    from(client, path, (begin, Some(size)), rules, &mut |bytes| write(env, bytes))
}
