//! When to try again: after transient errors only, with growing pauses, as long as tries make progress.

use std::time::Duration;

use aws_lc_rs::rand;

use crate::error::{Error, Result};
use crate::ftp::wire::trace::SharedTrace;
use crate::net::cancel::Cancel;

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How often something is tried.
#[derive(Clone, Copy, Debug)]
pub struct Retries {
    /// Tries in a row that made no progress, after the first.
    pub count: u32,
    /// The pause before the first of them; it doubles each time.
    pub delay: Duration,
}

/// Counts the tries of one undertaking.
pub struct Attempts {
    doing: String,
    rules: Retries,
    left: u32,
    pause: Duration,
    cancel: Cancel,
    trace: SharedTrace,
}

impl Attempts {
    /// Nothing was tried yet; `doing` goes before errors that are told meanwhile, such as
    /// `getting a.csv: `.
    pub fn new(doing: String, rules: Retries, cancel: Cancel, trace: SharedTrace) -> Self {
        Self { doing, rules, left: rules.count, pause: rules.delay, cancel, trace }
    }

    /// The last try got further than the one before: the count begins again.
    pub fn progressed(&mut self) {
        self.left = self.rules.count;
        self.pause = self.rules.delay;
    }

    /// Waits until the next try is due. What cannot be helped by trying again, or was tried often
    /// enough, comes back as the error.
    pub fn again_after(&mut self, error: Error) -> Result<()> {
        if !error.is_transient() || self.left == 0 {
            return Err(error);
        }
        self.left -= 1;
        let pause = jittered(self.pause);
        self.trace.note(&format!(
            "{}{error}; trying again in {:.1} s",
            self.doing,
            pause.as_secs_f64()
        ));
        self.cancel.sleep(pause)?;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

/// Between half of the pause and all of it, so that many clients that lost one server do not come
/// back in step.
fn jittered(pause: Duration) -> Duration {
    let mut byte = [0];
    // Without randomness there is no jitter, and nothing else is lost.
    let _ = rand::fill(&mut byte);
    let [byte] = byte;
    pause.mul_f64(0.5 + f64::from(byte) / 512.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Class, network, tls};
    use crate::ftp::wire::trace::Deaf;
    use std::sync::Arc;

    fn attempts(count: u32) -> Attempts {
        let rules = Retries { count, delay: Duration::from_millis(1) };
        Attempts::new(String::new(), rules, Cancel::new(None).expect("a pipe"), Arc::new(Deaf))
    }

    #[test]
    fn only_what_is_transient_is_tried_again_and_only_so_often() {
        let mut tries = attempts(2);
        assert_eq!(tries.again_after(tls("x")).expect_err("for good").class(), Class::Tls);
        assert!(tries.again_after(network("x")).is_ok() && tries.again_after(network("x")).is_ok());
        assert!(tries.again_after(network("x")).is_err());
    }

    #[test]
    fn progress_begins_the_count_again() {
        let mut tries = attempts(1);
        for _ in 0..5 {
            assert!(tries.again_after(network("x")).is_ok());
            tries.progressed();
        }
    }

    #[test]
    fn jitter_stays_between_half_and_all() {
        for _ in 0..50 {
            let pause = jittered(Duration::from_secs(1));
            assert!((0.5..1.0).contains(&pause.as_secs_f64()));
        }
    }
}
