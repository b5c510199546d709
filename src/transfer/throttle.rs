//! A limit to the rate of all transfers of a run together.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::net::cancel::Cancel;

/// Bytes that may be moved at once after a pause: a tenth of a second's worth, so that the line is used
/// evenly.
const BURST: Duration = Duration::from_millis(100);

/// A shared limit; clones count together. The default limits nothing.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    line: Option<Arc<Line>>,
}

#[derive(Debug)]
struct Line {
    /// Bytes a second.
    rate: f64,
    /// When the bytes that were let through so far will all have been due.
    due: Mutex<Instant>,
}

impl Throttle {
    /// A limit of `rate` bytes a second.
    pub fn new(rate: u64) -> Self {
        // Rates far below 2^53 lose nothing.
        #[allow(clippy::cast_precision_loss)]
        let rate = rate.max(1) as f64;
        Self { line: Some(Arc::new(Line { rate, due: Mutex::new(Instant::now()) })) }
    }

    /// Counts bytes that were moved, and waits until more may be.
    pub fn pace(&self, bytes: u64, cancel: &Cancel) -> Result<()> {
        let Some(line) = &self.line else { return Ok(()) };
        let pause = line.book(bytes, Instant::now());
        if pause.is_zero() { Ok(()) } else { cancel.sleep(pause) }
    }
}

impl Line {
    /// How long to wait now that so many bytes more were moved.
    fn book(&self, bytes: u64, now: Instant) -> Duration {
        #[allow(clippy::cast_precision_loss)]
        let time = Duration::from_secs_f64(bytes as f64 / self.rate);
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = now.checked_sub(BURST).map_or(*due, |earliest| earliest.max(*due));
        *due = begin + time;
        due.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_second_take_a_second_whoever_moves_them() {
        let line = Line { rate: 1000.0, due: Mutex::new(Instant::now()) };
        let now = Instant::now();
        let _ = line.book(500, now);
        let pause = line.book(600, now);
        assert!((0.9..1.2).contains(&pause.as_secs_f64()), "{pause:?}");
    }

    #[test]
    fn without_a_limit_nothing_waits() {
        let cancel = Cancel::new(None).expect("a pipe");
        assert!(Throttle::default().pace(u64::MAX, &cancel).is_ok());
    }
}
