//! Progress bars on a terminal: one a transfer, with rate and time left.

use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;
use crate::settings::Output;
use crate::transfer::progress::{Meter, Observer};

/// How often a bar is drawn, per second, at most.
const REDRAWS: u8 = 10;

/// How often a bar whose bytes do not move shows that time passes.
const TICK: Duration = Duration::from_millis(250);

const WITH_TOTAL: &str =
    "{wide_msg} {percent:>3}% [{bar:20}] {binary_bytes:>11} {binary_bytes_per_sec:>13} {eta:>4}";
const WITHOUT_TOTAL: &str =
    "{wide_msg} {spinner} {binary_bytes:>11} {binary_bytes_per_sec:>13} {elapsed:>4}";

/// Where bars are drawn: on standard error, or nowhere.
pub(super) fn group(output: Output) -> MultiProgress {
    let target = if output.bars {
        ProgressDrawTarget::stderr_with_hz(REDRAWS)
    } else {
        ProgressDrawTarget::hidden()
    };
    MultiProgress::with_draw_target(target)
}

impl Observer for Ui {
    fn begin(&self, name: &str, total: Option<u64>) -> Box<dyn Meter> {
        if !self.output.bars {
            return Box::new(Silent);
        }
        let bar = match total {
            Some(total) => ProgressBar::new(total).with_style(style(WITH_TOTAL)),
            None => ProgressBar::no_length().with_style(style(WITHOUT_TOTAL)),
        };
        let bar = self.bars.add(bar.with_message(name.to_owned()));
        bar.enable_steady_tick(TICK);
        Box::new(Bar(bar))
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

struct Silent;

impl Meter for Silent {
    fn advance(&mut self, _: u64) {}
    fn restart(&mut self, _: u64) {}
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
        for template in [WITH_TOTAL, WITHOUT_TOTAL] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
