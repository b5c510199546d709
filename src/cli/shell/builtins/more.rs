//! Small commands that other FTP shells have too.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use clap::{Arg, Command, value_parser};

use super::super::lexer::{Word, split};
use super::super::state::{Builtin, Call, Shell};
use super::args::{operand, plain, words};
use crate::commands::navigate;
use crate::commands::spec::Side;
use crate::error::{Class, Error, Result, local, printable, usage};

pub(super) const CDUP: Builtin = Builtin {
    name: "cdup",
    about: "Go to the folder above, as cd .. does",
    more: "  cdup",
    side: Side::Neither,
    define: plain,
    run: |shell, _| Ok(shell.run_words(&["cd", ".."].map(Word::plain))),
};

pub(super) const SIZE: Builtin = Builtin {
    name: "size",
    about: "Print the size of a remote file in bytes",
    more: "  size big.iso",
    side: Side::Remote,
    define: |command: Command| command.arg(operand("remote", "REMOTE", "The file").required(true)),
    run: size,
};

pub(super) const LMKDIR: Builtin = Builtin {
    name: "lmkdir",
    about: "Make a folder here, with those above it",
    more: "  lmkdir in/2026",
    side: Side::Local,
    define: |command: Command| {
        command.arg(operand("folder", "FOLDER", "The folder").required(true))
    },
    run: |_, call| {
        let folder = PathBuf::from(call.text("folder").cloned().unwrap_or_default());
        fs::create_dir_all(&folder).map_err(local(&folder))?;
        Ok(Class::Done)
    },
};

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

pub(super) const VERSION: Builtin = Builtin {
    name: "version",
    about: "Print the version of this program",
    more: "  version",
    side: Side::Neither,
    define: plain,
    run: |_, call| {
        call.ui.print(concat!("ftps ", env!("CARGO_PKG_VERSION")))?;
        Ok(Class::Done)
    },
};

fn size(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let remote = call.text("remote").cloned().unwrap_or_default();
    let shown = printable(remote.as_encoded_bytes());
    let facts = shell.inside(&call.settled, |env| navigate::facts(env, &remote))?;
    let size = facts.ok_or_else(|| refused(&shown, "nothing is there"))?.size;
    let size = size.ok_or_else(|| refused(&shown, "the server reports no size"))?;
    call.ui.print(&size.to_string())?;
    Ok(Class::Done)
}

fn refused(name: &str, why: &str) -> Error {
    Error::Plain(Class::Refused, format!("size {name}: {why}"))
}

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
