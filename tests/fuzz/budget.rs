//! How long a piece of work takes, and how much memory it has at once.

use std::time::{Duration, Instant};

use super::ALLOCATOR;

/// The cost of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Wall clock.
    pub(crate) time: Duration,
    /// Bytes allocated at its peak, beyond those before.
    pub(crate) memory: usize,
}

/// Measures one call; nothing else may run at the same time.
pub(crate) fn cost(work: impl FnOnce()) -> Cost {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let begin = Instant::now();
    work();
    let time = begin.elapsed();
    Cost { time, memory: ALLOCATOR.peak_usage().saturating_sub(before) }
}
