//! Progress bars on a terminal: one a transfer, with rate and time left.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Ui;
use super::lines::Lines;
use rustix::termios::tcgetwinsize;

use crate::transfer::progress::{Meter, NoProgress, Observer};

/// How often a bar whose bytes do not move shows that time passes.
pub(super) const TICK: Duration = Duration::from_millis(250);

const WITH_TOTAL: &str =
    "{wide_msg} {percent:>3}% [{bar:20}] {binary_bytes:>11} {binary_bytes_per_sec:>13} {eta:>4}";
const WITHOUT_TOTAL: &str =
    "{wide_msg} {spinner} {binary_bytes:>11} {binary_bytes_per_sec:>13} {elapsed:>4}";

/// For terminals with fewer columns than the long forms take beside a short name.
const NARROW: &str = "{wide_msg} {percent:>3}% {binary_bytes_per_sec:>12}";
const NARROW_WITHOUT_TOTAL: &str = "{wide_msg} {binary_bytes:>11}";
const NARROW_COLUMNS: u16 = 76;

impl Observer for Ui {
    fn begin(&self, name: &str, total: Option<u64>) -> Box<dyn Meter> {
        if let Some(board) = &self.board {
            return board.begin(name, total);
        }
        if !self.output.bars {
            return Box::new(NoProgress);
        }
        if !std::io::stderr().is_terminal() {
            return Box::new(Lines::new(name, total));
        }
        let narrow = tcgetwinsize(std::io::stderr()).is_ok_and(|size| size.ws_col < NARROW_COLUMNS);
        let (long, endless) =
            if narrow { (NARROW, NARROW_WITHOUT_TOTAL) } else { (WITH_TOTAL, WITHOUT_TOTAL) };
        let bar = match total {
            Some(total) => ProgressBar::new(total).with_style(style(long)),
            None => ProgressBar::no_length().with_style(style(endless)),
        };
        let bar = self.bars.add(bar.with_message(name.to_owned()));
        bar.enable_steady_tick(TICK);
        Box::new(Bar(bar))
    }
}

pub(super) fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// One line that changes while something is waited for, and goes away in the end.
pub struct StatusLine(ProgressBar);

impl Ui {
    /// An empty line, where lines can change; else one that is never seen.
    pub fn status_line(&self) -> StatusLine {
        let style =
            ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
        StatusLine(self.bars.add(ProgressBar::no_length().with_style(style)))
    }
}

impl StatusLine {
    /// Shows a text in the place of the one before.
    pub fn show(&self, text: &str) {
        self.0.set_message(text.to_owned());
    }
}

impl Drop for StatusLine {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

struct Bar(ProgressBar);

impl Meter for Bar {
    fn advance(&mut self, bytes: u64) {
        self.0.inc(bytes);
    }

    fn restart(&mut self, position: u64) {
        self.0.set_position(position);
        self.0.reset_eta();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        for template in [WITH_TOTAL, WITHOUT_TOTAL, NARROW, NARROW_WITHOUT_TOTAL] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
