//! `ftps cat`: remote files to standard output.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::{Arg, Command};

use super::server::{Servers, remote};
use super::{Env, Run, Spec};
use crate::error::{Class, Result, printable};
use crate::settings::target::Place;
use crate::transfer::Rules;
use crate::transfer::get::get;
use crate::transfer::local::Target;
use crate::transfer::progress::{Meter, Observer};

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
    command.arg(
        Arg::new("remote")
            .value_name("REMOTE")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The files to print"),
    )
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let given = env.matches.get_many::<OsString>("remote").into_iter().flatten();
    let sources = given.map(|text| remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let mut servers = Servers::new(env, sources.len());
    for source in &sources {
        let name = printable(source.path.as_bytes());
        let client = servers.client(source)?;
        get(client, &source.path, &Target::Stdout, &Rules::default(), &Unseen)
            .map_err(|e| e.during(format!("cat {name}")))?;
    }
    Ok(Class::Done)
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
