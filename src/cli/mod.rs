//! From the arguments of the process to its exit code.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ArgMatches;
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::commands::{self, Env, Run, Spec};
use crate::error::{Class, Error};
use crate::settings::{self, Output};
use crate::ui::{Ui, is_broken_pipe};

/// Runs the program; returns what the process ends with.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    keep_secrets_out_of_core_dumps();
    let class = match commands::command_line().try_get_matches_from(arguments) {
        Ok(matches) => match commands::chosen(&matches) {
            Some((spec, own)) => start(spec, own),
            None => Class::Usage,
        },
        Err(error) => {
            // Help and version are results; anything else is a usage error. Clap knows where each goes.
            let _ = error.print();
            if error.use_stderr() { Class::Usage } else { Class::Done }
        }
    };
    ExitCode::from(class.code())
}

fn start(spec: &Spec, matches: &ArgMatches) -> Class {
    let (ui, outcome) = match spec.run {
        Run::Local(run) => (Arc::new(Ui::new(Output::default())), run(matches)),
        Run::Networked(run) => {
            let ui = Arc::new(Ui::new(settings::output(matches)));
            let env = Env::new(matches, Arc::clone(&ui));
            (ui, env.map_err(anyhow::Error::from).and_then(|env| run(&env)))
        }
    };
    outcome.unwrap_or_else(|error| {
        let class = tell(&ui, &error);
        // Nobody is left to tell if that fails.
        let _ = ui.stopped(class, &format!("{error:#}"));
        class
    })
}

/// Says why a command failed; returns its class.
fn tell(ui: &Ui, error: &anyhow::Error) -> Class {
    let known = error.downcast_ref::<Error>();
    if !known.is_some_and(is_broken_pipe) {
        ui.error(&format!("{error:#}"));
    }
    known.map_or(Class::Other, Error::class)
}

/// A core dump would hold passwords and keys.
fn keep_secrets_out_of_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // Where this is not allowed the system has its own rules for dumps.
    let _ = setrlimit(Resource::Core, none);
}
