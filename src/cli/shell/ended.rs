//! Reports on jobs that have ended.

use std::io::Write as _;

use super::jobs::Ended;
use super::state::{Mode, Shell};
use crate::error::{Class, printable};

impl Shell {
    /// Prints how the jobs ended that have ended since; returns them.
    pub(super) fn reap(&mut self) -> Vec<Ended> {
        let ui = self.ui();
        for line in self.jobs.take_said() {
            ui.remark(&line);
        }
        let ended = self.jobs.take_ended();
        for job in &ended {
            match self.mode {
                Mode::Interactive => lines_of(job).iter().for_each(|line| ui.remark(line)),
                Mode::Script => {
                    // A job's output is a result; its messages are not.
                    let _ = std::io::stdout().lock().write_all(&job.printed);
                    job.said.iter().for_each(|line| ui.remark(line));
                    if job.class != Class::Done {
                        ui.error(&job.verdict());
                    }
                }
            }
        }
        ended
    }
}

/// The messages and results of a job that has ended, and how it ended.
pub(super) fn lines_of(ended: &Ended) -> Vec<String> {
    let number = ended.number;
    let said = ended.said.iter().map(|line| format!("[{number}] {line}"));
    let printed = ended.printed.split(|byte| *byte == b'\n').map(printable);
    let mut printed: Vec<String> = printed.collect();
    if printed.last().is_some_and(String::is_empty) {
        printed.pop();
    }
    said.chain(printed).chain([ended.verdict()]).collect()
}
