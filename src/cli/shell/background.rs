//! A command with all that it needs to be run: at once, as a job, or later from the queue.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::dispatch::{Known, find, finish};
use super::jobs::Fresh;
use super::lexer::{Kind, Statement};
use super::redirect::Sink;
use super::{Manner, Shell};
use crate::commands::Env;
use crate::commands::context::{Here, Inside, Stand};
use crate::error::{Class, Result, local, printable, usage};
use crate::net::cancel::Cancel;
use crate::settings::login::Claims;
use crate::settings::{Output as Saying, output};
use crate::transfer::local::Stream;
use crate::ui::Ui;
use crate::ui::job_status::JobStatus;

/// A command that has all that it needs, on any thread.
pub(super) struct Task {
    pub(super) run: fn(&Env<'_>) -> anyhow::Result<Class>,
    pub(super) matches: ArgMatches,
    pub(super) patterns: HashMap<OsString, Vec<u8>>,
}

/// A task away from the prompt.
pub(super) struct BackgroundTask {
    task: Task,
    here: Option<Here>,
    claims: Claims,
    local: PathBuf,
    ui: Arc<Ui>,
    cancel: Cancel,
    sink: Option<Sink>,
}

impl Shell {
    /// A task with all that it needs away from here: a login, a folder, a board.
    fn pack(&self, task: Task, sink: Option<Sink>, text: &str) -> Result<(BackgroundTask, Fresh)> {
        let board = Arc::new(JobStatus::default());
        let cancel = self.cancel(&task.matches)?;
        let saying = Saying { color_out: false, color_err: false, ..output(&task.matches) };
        let ui = Ui::new(saying).named(String::new()).on_board(Arc::clone(&board));
        let (ui, printed) = match &sink {
            Some(sink) => (ui.printing_to(sink.stream()), None),
            None => {
                let file = tempfile::tempfile().map_err(local("a temporary file"))?;
                let twin = file.try_clone().map_err(local("a temporary file"))?;
                (ui.printing_to(Stream::open(twin)), Some(file))
            }
        };
        let local = std::env::current_dir().map_err(local("."))?;
        let here = self.here.as_ref().map(Here::fork);
        let (claims, ui) = (self.claims.clone(), Arc::new(ui));
        let away = BackgroundTask { task, here, claims, local, ui, cancel: cancel.clone(), sink };
        let text = text.trim_end_matches(['&', ' ']).to_owned();
        Ok((away, Fresh { text, board, cancel, printed }))
    }

    pub(super) fn send_away(
        &mut self,
        task: Task,
        sink: Option<Sink>,
        text: &str,
    ) -> anyhow::Result<Class> {
        let (away, fresh) = self.pack(task, sink, text)?;
        let shown = fresh.text.clone();
        let number = self.jobs.start(fresh, move || away.run())?;
        // To a script's log it is no news.
        if self.manner == Manner::Interactive {
            self.ui().remark(&format!("[{number}] {shown}"));
        }
        self.listings.forget();
        Ok(Class::Done)
    }

    /// What a line asks for, ready to be run later, away from the prompt.
    pub(super) fn packed(&self, statement: &Statement) -> Result<(BackgroundTask, Fresh)> {
        let Kind::Command { words, output, .. } = &statement.kind else {
            return Err(usage("only commands that talk to the server can be queued"));
        };
        let words = self.unalias(words)?;
        let name = words.first().map(|word| printable(&word.text)).unwrap_or_default();
        let Some(Known::Table(spec)) = find(&name) else {
            return Err(usage(format!(
                "{name}: only commands that talk to the server can be queued"
            )));
        };
        let sink = Sink::open(output, &self.signals)?;
        let rest = words.get(1..).unwrap_or_default();
        let task = self.task(spec, rest, sink.as_ref())?;
        let task = task.ok_or_else(|| usage("help cannot be queued"))?;
        self.pack(task, sink, &statement.text)
    }
}

impl Task {
    pub(super) fn run(&self, ui: &Arc<Ui>, cancel: Cancel, inside: Inside<'_>) -> Class {
        let env = Env::within(&self.matches, Arc::clone(ui), cancel, Stand::Shell(inside));
        let outcome = env.map_err(anyhow::Error::from).and_then(|env| (self.run)(&env));
        super::super::outcome(ui, outcome)
    }
}

impl BackgroundTask {
    /// Runs it to its end.
    pub(super) fn run(self) -> Class {
        let inside = Inside {
            here: self.here.as_ref(),
            patterns: &self.task.patterns,
            claims: &self.claims,
            local: Some(&self.local),
        };
        let class = self.task.run(&self.ui, self.cancel.clone(), inside);
        match finish(self.sink, class, &self.cancel) {
            Ok(class) => class,
            Err(error) => super::super::tell(&self.ui, &error.into()),
        }
    }
}
