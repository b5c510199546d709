//! A command of the table, read and ready to run: at once, as a job, or later from the queue.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::super::outcome::{outcome, report};
use super::redirect::{Sink, finish};
use crate::commands::context::{Context, Location, ShellContext};
use crate::commands::env::Env;
use crate::error::Class;
use crate::net::cancel::Cancel;
use crate::settings::login::Claims;
use crate::ui::Ui;

/// A command and its arguments.
pub(super) struct Task {
    /// The command.
    pub(super) run: fn(&Env<'_>) -> anyhow::Result<Class>,
    /// Its arguments.
    pub(super) matches: ArgMatches,
    /// The patterns of the words with quotes in them.
    pub(super) patterns: HashMap<OsString, Vec<u8>>,
}

/// A task with all that it needs away from the prompt, on any thread.
pub(super) struct BackgroundTask {
    /// The task.
    pub(super) task: Task,
    /// Where the shell was, with a login of its own.
    pub(super) location: Option<Location>,
    /// The passwords of the run.
    pub(super) claims: Claims,
    /// The local folder in which relative names begin.
    pub(super) local: PathBuf,
    /// Collects messages and progress.
    pub(super) ui: Arc<Ui>,
    /// Ends it.
    pub(super) cancel: Cancel,
    /// Where its results go, if they are redirected.
    pub(super) sink: Option<Sink>,
}

impl Task {
    /// Runs it to its end.
    pub(super) fn run(&self, ui: &Arc<Ui>, cancel: Cancel, context: ShellContext<'_>) -> Class {
        let env = Env::within(&self.matches, Arc::clone(ui), cancel, Context::Shell(context));
        let done = env.map_err(anyhow::Error::from).and_then(|env| (self.run)(&env));
        outcome(ui, done)
    }
}

impl BackgroundTask {
    /// Runs it to its end.
    pub(super) fn run(self) -> Class {
        let context = ShellContext {
            location: self.location.as_ref(),
            patterns: &self.task.patterns,
            claims: &self.claims,
            local: Some(&self.local),
        };
        let class = self.task.run(&self.ui, self.cancel.clone(), context);
        match finish(self.sink, class, &self.cancel) {
            Ok(class) => class,
            Err(error) => report(&self.ui, &error.into()),
        }
    }
}
