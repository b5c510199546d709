//! `ftps cat`: remote files to standard output.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::connections::Connections;
use super::{Env, Run, Spec, operands};
use crate::error::{Class, Result, printable};
use crate::settings::flags;
use crate::settings::target::Place;
use crate::transfer::Rules;
use crate::transfer::get::get;
use crate::transfer::local::Target;
use crate::transfer::progress::{Meter, Observer};
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

pub(super) const SPEC: Spec = Spec {
    name: "cat",
    about: "Print remote files",
    more: "\
Files go to standard output one after the other. Exit 0 means that each came whole.

  ftps cat user@ftp.example.com:out/today.csv | head",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    flags::close_notify(command).arg(
        Arg::new("remote")
            .value_name("REMOTE")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The files to print"),
    )
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    env.keep_json_apart()?;
    let given = env.matches.get_many::<OsString>("remote").into_iter().flatten();
    let sources = given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let mut servers = Connections::new(env, sources.len());
    let close_notify = operands::close_notify(env.matches);
    let rules = Rules { close_notify, ..Rules::default() };
    let mut tally = Tally::default();
    for source in &sources {
        let name = printable(source.path.as_bytes());
        let printed = servers.client(source).and_then(|client| {
            get(client, &source.path, &Target::Stream(env.ui.stream()), &rules, &Unseen)
        });
        match printed {
            Ok(transferred) => tally.moved(transferred.moved),
            // Nobody reads what is printed any more.
            Err(error) if is_broken_pipe(&error) => return Ok(error.class()),
            Err(error) => {
                tally.failed(error.class());
                env.ui.error(&format!("cat {name}: {error}"));
            }
        }
        if env.cancel.check().is_err() {
            break;
        }
    }
    Ok(tally.class())
}

/// A bar between the lines of a file would only be in the way.
struct Unseen;

impl Observer for Unseen {
    fn begin(&self, _: &str, _: Option<u64>) -> Box<dyn Meter> {
        Box::new(Unseen)
    }
}

impl Meter for Unseen {
    fn advance(&mut self, _: u64) {}
    fn restart(&mut self, _: u64) {}
}
