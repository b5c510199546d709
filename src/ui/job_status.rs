//! The output of jobs in the background: their progress and their messages. The shell
//! reads it when it is its turn.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use indicatif::{BinaryBytes, HumanDuration};

use crate::transfer::progress::Meter;

/// The most lines that wait to be read; a job that says more repeats itself.
const MOST_LINES: usize = 1000;

/// Columns of the bar between its brackets.
const BAR: usize = 20;

/// Below this width a job shows no bar, only how much of it is done.
const NARROW: usize = 76;

/// The board of one job.
#[derive(Default)]
pub struct JobStatus {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    said: Vec<String>,
    moving: Vec<Moving>,
    next: u64,
}

/// One transfer under way.
struct Moving {
    number: u64,
    name: String,
    total: Option<u64>,
    done: u64,
    /// Where it was when it began, or began again.
    from: u64,
    since: Instant,
}

impl JobStatus {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a line to be read.
    pub fn say(&self, line: &str) {
        let mut state = self.lock();
        if state.said.len() < MOST_LINES {
            state.said.push(line.to_owned());
        }
    }

    /// Takes the lines that were left.
    pub fn take_said(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().said)
    }

    /// Begins a transfer.
    pub(super) fn begin(self: &Arc<Self>, name: &str, total: Option<u64>) -> Box<dyn Meter> {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        let (name, since) = (name.to_owned(), Instant::now());
        state.moving.push(Moving { number, name, total, done: 0, from: 0, since });
        drop(state);
        Box::new(Mark { board: Arc::clone(self), number })
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Moving)) {
        if let Some(moving) = self.lock().moving.iter_mut().find(|one| one.number == number) {
            change(moving);
        }
    }

    /// How far the oldest transfer is, within `width` columns: behind `label` its name, or `text`
    /// as long as nothing moves.
    pub fn line(&self, label: &str, text: &str, width: usize) -> String {
        let state = self.lock();
        let Some(moving) = state.moving.first() else {
            return fit(&format!("{label} {text} \u{2026}"), width);
        };
        let more = match state.moving.len() {
            1 => String::new(),
            several => format!(" +{}", several - 1),
        };
        let figures = moving.figures(width);
        let room = width.saturating_sub(figures.chars().count() + 1);
        let left = fit(&format!("{label} {}{more}", moving.name), room);
        let gap = room.saturating_sub(console::measure_text_width(&left));
        format!("{left}{:gap$} {figures}", "")
    }
}

impl Moving {
    fn figures(&self, width: usize) -> String {
        let passed = self.since.elapsed().as_secs_f64().max(0.001);
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )] // for show
        let rate = (self.done.saturating_sub(self.from) as f64 / passed) as u64;
        let Some(total) = self.total.filter(|total| *total > 0) else {
            return format!("{:>11} {:>13}", BinaryBytes(self.done).to_string(), per_second(rate));
        };
        let done = self.done.min(total);
        let part = |of: usize| {
            usize::try_from(u128::from(done) * of as u128 / u128::from(total)).unwrap_or(of)
        };
        if width < NARROW {
            return format!("{:>3}% {:>13}", part(100), per_second(rate));
        }
        let left = total - done;
        let time = left.checked_div(rate).map_or_else(String::new, |seconds| {
            format!("{:#}", HumanDuration(std::time::Duration::from_secs(seconds)))
        });
        format!(
            "{:>3}% [{:<BAR$}] {:>11} {:>13} {time:>4}",
            part(100),
            "=".repeat(part(BAR)),
            BinaryBytes(self.done).to_string(),
            per_second(rate)
        )
    }
}

fn per_second(rate: u64) -> String {
    format!("{}/s", BinaryBytes(rate))
}

/// A text cut to so many columns.
fn fit(text: &str, width: usize) -> String {
    console::truncate_str(text, width, "\u{2026}").into_owned()
}

struct Mark {
    board: Arc<JobStatus>,
    number: u64,
}

impl Meter for Mark {
    fn advance(&mut self, bytes: u64) {
        self.board.change(self.number, |moving| moving.done += bytes);
    }

    fn restart(&mut self, position: u64) {
        self.board.change(self.number, |moving| {
            (moving.done, moving.from, moving.since) = (position, position, Instant::now());
        });
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        self.board.lock().moving.retain(|one| one.number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_it_may_be() {
        let board = Arc::new(JobStatus::default());
        let mut meter = board.begin("a-long-name-of-a-file-that-takes-room.csv", Some(1 << 20));
        meter.advance(1 << 19);
        for width in [30, 40, 79, 199] {
            let line = board.line("[1]", "get x", width);
            assert_eq!(console::measure_text_width(&line), width, "{line}");
            assert!(line.starts_with("[1] a-lo") && line.contains(" 50%"), "{line}");
        }
        drop(meter);
        assert_eq!(board.line("[1]", "get x", 40), "[1] get x \u{2026}");
    }

    #[test]
    fn what_was_said_is_read_once() {
        let board = JobStatus::default();
        board.say("a");
        assert_eq!(board.take_said(), ["a"]);
        assert!(board.take_said().is_empty());
    }
}
