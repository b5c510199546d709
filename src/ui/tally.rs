//! The count of what became of the files of a run, and the class that the run ends with.

use std::time::Instant;

use crate::error::Class;
use crate::transfer::{Completion, Moved};

/// Counts what became of the files of a run.
#[derive(Debug)]
pub struct Tally {
    pub(super) begin: Instant,
    pub(super) verified: u64,
    pub(super) acknowledged: u64,
    pub(super) skipped: u64,
    pub(super) untried: u64,
    pub(super) bytes: u64,
    pub(super) deleted: u64,
    pub(super) changed: u64,
    /// Entries of listings that were shown.
    pub(super) listed: u64,
    /// Listings that came whole.
    pub(super) whole: u64,
    /// Files that a mirror need not move.
    pub(super) same: u64,
    pub(super) failures: Vec<Class>,
    /// Something was left undone for safety.
    withheld: bool,
    /// Why the turn of some never came.
    stop: Option<Class>,
    /// What failed beside the files, and its words.
    pub(super) beside: Option<(Class, String)>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            begin: Instant::now(),
            verified: 0,
            acknowledged: 0,
            skipped: 0,
            untried: 0,
            bytes: 0,
            deleted: 0,
            changed: 0,
            listed: 0,
            whole: 0,
            same: 0,
            failures: Vec::new(),
            withheld: false,
            stop: None,
            beside: None,
        }
    }
}

impl Tally {
    /// Counts a file that arrived.
    pub fn moved(&mut self, moved: Moved) {
        match moved.completion {
            Completion::Verified => self.verified += 1,
            Completion::Acknowledged => self.acknowledged += 1,
        }
        self.bytes += moved.bytes;
    }

    /// Counts a file that was left as it is.
    pub fn skipped(&mut self) {
        self.skipped += 1;
    }

    /// Counts a name that was removed.
    pub fn deleted(&mut self) {
        self.deleted += 1;
    }

    /// Counts a name that was made, moved or given a mode, or one that was looked at.
    pub fn changed(&mut self) {
        self.changed += 1;
    }

    /// Counts entries of a listing that were shown. They say nothing of how the run ends: their listing may be cut.
    pub fn listed(&mut self, entries: usize) {
        self.listed += entries as u64;
    }

    /// Counts a listing that came whole.
    pub fn whole(&mut self) {
        self.whole += 1;
    }

    /// Counts files that are the same on both sides.
    pub fn same(&mut self, files: usize) {
        self.same += files as u64;
    }

    /// Records that something was left undone for safety: the run ends with that.
    pub fn withheld(&mut self) {
        self.withheld = true;
    }

    /// Counts a file that failed.
    pub fn failed(&mut self, class: Class) {
        self.failures.push(class);
    }

    /// Records a failure of no file, such as that of a command of `--quote-after`.
    pub fn failed_beside(&mut self, class: Class, why: String) {
        self.beside = Some((class, why));
    }

    /// Counts files whose turn never came, because the run was stopped.
    pub fn untried(&mut self, files: usize, stop: Class) {
        self.untried += files as u64;
        self.stop = Some(stop);
    }

    /// Files that arrived.
    pub(super) fn files(&self) -> u64 {
        self.verified + self.acknowledged
    }

    /// The class that the run ends with: a stop wins; one file's own; for several, `Partial`
    /// unless all failed, and all for one class.
    pub fn class(&self) -> Class {
        let failures = Class::of_all(&self.failures);
        if let Some(stop) = Some(failures).filter(|class| class.is_stop()).or(self.stop) {
            return stop;
        }
        if self.withheld {
            return Class::Safety;
        }
        let succeeded =
            self.files() + self.skipped + self.deleted + self.changed + self.whole + self.same;
        match failures {
            Class::Done => self.beside.as_ref().map_or(Class::Done, |(class, _)| *class),
            _ if succeeded > 0 => Class::Partial,
            failure => failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::Stamped;

    fn tally(arrived: u64, failures: &[Class]) -> Tally {
        let mut tally = Tally::default();
        for _ in 0..arrived {
            tally.moved(Moved {
                bytes: 1,
                completion: Completion::Verified,
                stamped: Stamped::Yes,
            });
        }
        for class in failures {
            tally.failed(*class);
        }
        tally
    }

    #[test]
    fn several_failures_are_partial_unless_all_failed_for_one_reason() {
        let class = |arrived, failures: &[Class]| tally(arrived, failures).class();
        assert_eq!(class(2, &[]), Class::Done);
        assert_eq!(class(0, &[Class::Refused]), Class::Refused);
        assert_eq!(class(0, &[Class::Refused, Class::Refused]), Class::Refused);
        assert_eq!(class(0, &[Class::Refused, Class::Local]), Class::Partial);
        assert_eq!(class(1, &[Class::Refused]), Class::Partial);
        assert_eq!(class(3, &[Class::Refused, Class::Deadline]), Class::Deadline);
    }

    #[test]
    fn files_whose_turn_never_came_are_no_success() {
        let mut stopped = tally(3, &[]);
        stopped.untried(2, Class::Terminated);
        assert_eq!((stopped.class(), stopped.untried), (Class::Terminated, 2));
    }
}
