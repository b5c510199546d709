//! Commands that run another command: several times, with its time, or as a download that is resumed.

use std::ffi::OsString;
use std::time::Instant;

use clap::{Arg, Command, value_parser};

use super::super::lexer::{Word, split};
use super::super::state::{Builtin, Call, Shell};
use super::args::words;
use crate::commands::spec::Side;
use crate::error::{Class, Result, usage};

pub(super) const REGET: Builtin = Builtin {
    name: "reget",
    about: "Go on with interrupted downloads, as get --continue does",
    more: "  reget big.iso",
    side: Side::Neither,
    define: |command: Command| {
        command.arg(words("words", "WORDS", "The operands and options of get").required(true))
    },
    run: |shell, call| {
        let own = ["get", "--continue"].map(Word::plain);
        let rest = call.words();
        Ok(shell.run_words(&own.into_iter().chain(rest).collect::<Vec<_>>()))
    },
};

pub(super) const REPEAT: Builtin = Builtin {
    name: "repeat",
    about: "Run a command several times, until one fails",
    more: "  repeat 3 get status.txt",
    side: Side::Neither,
    define: |command: Command| {
        command.args([
            Arg::new("times")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..))
                .required(true)
                .help("How often"),
            words("words", "COMMAND", "The command").required(true),
        ])
    },
    run: |shell, call| {
        let times = call.matches.get_one::<u32>("times").copied().unwrap_or(1);
        for _ in 0..times {
            let class = run(shell, call)?;
            if class != Class::Done {
                return Ok(class);
            }
        }
        Ok(Class::Done)
    },
};

pub(super) const TIME: Builtin = Builtin {
    name: "time",
    about: "Run a command and print how long it took",
    more: "  time get big.iso",
    side: Side::Neither,
    define: |command: Command| command.arg(words("words", "COMMAND", "The command").required(true)),
    run: |shell, call| {
        let begin = Instant::now();
        let class = run(shell, call)?;
        call.ui.remark(&format!("{:.3} s", begin.elapsed().as_secs_f64()));
        Ok(class)
    },
};

/// Runs the command behind one of these: words, or a whole command in quotes.
fn run(shell: &mut Shell, call: &Call) -> Result<Class> {
    let texts: Vec<OsString> = call.texts("words");
    if let [whole] = texts.as_slice() {
        let read = split(&whole.to_string_lossy()).map_err(usage)?;
        let mut class = Class::Done;
        for statement in &read {
            class = shell.dispatch(statement);
            if class != Class::Done {
                break;
            }
        }
        return Ok(class);
    }
    Ok(shell.run_words(&call.words()))
}
