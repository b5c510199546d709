//! Commands that become jobs, or wait in the queue.

use std::sync::Arc;

use super::jobs::Fresh;
use super::lexer::{Kind, Statement};
use super::redirect::Sink;
use super::state::{Mode, Shell};
use super::table::Known;
use super::task::{BackgroundTask, Task};
use crate::commands::context::Location;
use crate::error::{Class, Result, local, printable, usage};
use crate::settings::{Output, output};
use crate::transfer::local::Stream;
use crate::ui::Ui;
use crate::ui::job_status::JobStatus;

impl Shell {
    /// A task with all that it needs away from the prompt: a login, a folder, a status.
    fn pack(&self, task: Task, sink: Option<Sink>, text: &str) -> Result<(BackgroundTask, Fresh)> {
        let status = Arc::new(JobStatus::default());
        let cancel = self.cancel(&task.matches)?;
        let quiet = Output { color_out: false, color_err: false, ..output(&task.matches) };
        let ui = Ui::new(quiet).named(String::new()).on_board(Arc::clone(&status));
        let (ui, printed) = match &sink {
            Some(sink) => (ui.printing_to(sink.stream()), None),
            None => {
                let file = tempfile::tempfile().map_err(local("a temporary file"))?;
                let twin = file.try_clone().map_err(local("a temporary file"))?;
                (ui.printing_to(Stream::open(twin)), Some(file))
            }
        };
        let local = std::env::current_dir().map_err(local("."))?;
        let location = self.location.as_ref().map(Location::fork);
        let (claims, ui) = (self.claims.clone(), Arc::new(ui));
        let away =
            BackgroundTask { task, location, claims, local, ui, cancel: cancel.clone(), sink };
        let text = text.trim_end_matches(['&', ' ']).to_owned();
        Ok((away, Fresh { text, board: status, cancel, printed }))
    }

    /// Starts a task as a job.
    pub(super) fn start_job(
        &mut self,
        task: Task,
        sink: Option<Sink>,
        text: &str,
    ) -> anyhow::Result<Class> {
        let (away, fresh) = self.pack(task, sink, text)?;
        let shown = fresh.text.clone();
        let number = self.jobs.start(fresh, move || away.run())?;
        // A script does not wait at a prompt.
        if self.mode == Mode::Interactive {
            self.ui().remark(&format!("[{number}] {shown}"));
        }
        self.listings.forget();
        Ok(Class::Done)
    }

    /// The command of a line, ready to be run later.
    pub(super) fn packed(&self, statement: &Statement) -> Result<(BackgroundTask, Fresh)> {
        let Kind::Command { words, output, .. } = &statement.kind else {
            return Err(usage("only commands that talk to the server can be queued"));
        };
        let words = self.unalias(words)?;
        let name = words.first().map(|word| printable(&word.text)).unwrap_or_default();
        let Some(Known::Table(spec)) = self.find(&name) else {
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
