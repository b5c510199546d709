//! Waiting for what tells nobody when it happens: looked at again and again, up to a limit.

use std::thread;
use std::time::{Duration, Instant};

/// How often it is looked at.
const TICK: Duration = Duration::from_millis(5);

/// Waits until something is so, and fails the test if it is not within the limit.
#[track_caller]
pub fn until(what: &str, limit: Duration, mut is_so: impl FnMut() -> bool) {
    let came = until_some(limit, || is_so().then_some(()));
    assert!(came.is_some(), "waited {limit:?} in vain for {what}");
}

/// Waits until there is something; none after the limit.
pub fn until_some<T>(limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        let found = look();
        if found.is_some() || Instant::now() >= end {
            return found;
        }
        thread::sleep(TICK);
    }
}
