//! The bar of a whole mirror, above those of its files: how many are done, how many bytes, and how long it will take.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::ProgressBar;

use super::Ui;
use super::bars::style;
use crate::transfer::progress::{Meter, Observer};

const OVERALL: &str = "{msg}{wide_bar} {percent:>3}% {binary_bytes:>11} of {binary_total_bytes} \
                       {binary_bytes_per_sec:>13} {eta:>4}";

/// Observes all files of a mirror.
pub struct Overall<'a> {
    ui: &'a Ui,
    sum: Arc<Sum>,
}

/// What all files together came to.
struct Sum {
    bar: Option<ProgressBar>,
    files: u64,
    ended: AtomicU64,
}

impl<'a> Overall<'a> {
    /// So many files and bytes are to be moved. One file needs no sum.
    pub fn new(ui: &'a Ui, files: u64, bytes: u64) -> Self {
        let drawn = ui.output.bars && std::io::stderr().is_terminal() && files > 1;
        let bar = (drawn && ui.board.is_none()).then(|| {
            let bar = ProgressBar::new(bytes).with_style(style(OVERALL));
            let bar = ui.bars.insert(0, bar);
            bar.enable_steady_tick(super::bars::TICK);
            bar
        });
        let sum = Sum { bar, files, ended: AtomicU64::new(0) };
        sum.show();
        Self { ui, sum: Arc::new(sum) }
    }
}

impl Drop for Overall<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.sum.bar {
            bar.finish_and_clear();
        }
    }
}

impl Sum {
    fn show(&self) {
        if let Some(bar) = &self.bar {
            let ended = self.ended.load(Ordering::Relaxed);
            bar.set_message(format!("{ended} of {} files ", self.files));
        }
    }
}

impl Observer for Overall<'_> {
    fn begin(&self, name: &str, total: Option<u64>) -> Box<dyn Meter> {
        let own = self.ui.begin(name, total);
        if self.sum.bar.is_none() {
            return own;
        }
        Box::new(Counting { own, sum: Arc::clone(&self.sum), position: 0 })
    }
}

/// One file's part of the sum.
struct Counting {
    own: Box<dyn Meter>,
    sum: Arc<Sum>,
    position: u64,
}

impl Meter for Counting {
    fn advance(&mut self, bytes: u64) {
        self.own.advance(bytes);
        self.position += bytes;
        if let Some(bar) = &self.sum.bar {
            bar.inc(bytes);
        }
    }

    fn restart(&mut self, position: u64) {
        self.own.restart(position);
        if let Some(bar) = &self.sum.bar {
            bar.set_position((bar.position() + position).saturating_sub(self.position));
        }
        self.position = position;
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.sum.ended.fetch_add(1, Ordering::Relaxed);
        self.sum.show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Output;
    use indicatif::{ProgressDrawTarget, ProgressStyle};

    #[test]
    fn the_template_is_sound() {
        assert!(ProgressStyle::with_template(OVERALL).is_ok());
    }

    #[test]
    fn what_is_moved_again_counts_once() {
        let ui = Ui::new(Output::default());
        let bar = ProgressBar::with_draw_target(Some(30), ProgressDrawTarget::hidden());
        let sum = Sum { bar: Some(bar), files: 2, ended: AtomicU64::new(0) };
        let overall = Overall { ui: &ui, sum: Arc::new(sum) };
        let (mut a, mut b) = (overall.begin("a", Some(10)), overall.begin("b", Some(20)));
        a.advance(10);
        b.advance(15);
        b.restart(5);
        b.advance(15);
        drop((a, b));
        let bar = overall.sum.bar.as_ref().expect("a bar");
        assert_eq!((bar.position(), bar.message().as_str()), (30, "2 of 2 files "));
    }
}
