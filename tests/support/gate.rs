//! One command waits until another was seen so often: what comes after is the same on any machine.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::server::Fault;

/// A command is not held any longer, so that a test fails and does not hang.
const LIMIT: Duration = Duration::from_secs(20);

/// Counts commands, and holds others until there were enough.
#[derive(Clone)]
pub struct Gate {
    wanted: usize,
    seen: Arc<(Mutex<usize>, Condvar)>,
}

impl Gate {
    /// Opens at the `wanted`th command that is counted.
    pub fn at(wanted: usize) -> Self {
        Self { wanted, seen: Arc::default() }
    }

    /// Counts the command.
    pub fn counts(&self) -> Fault {
        let seen = Arc::clone(&self.seen);
        Fault::custom(move |_, _| {
            *seen.0.lock().unwrap() += 1;
            seen.1.notify_all();
        })
    }

    /// Holds the command until the gate is open.
    pub fn holds(&self) -> Fault {
        let Self { wanted, seen } = self.clone();
        Fault::custom(move |_, _| {
            let count = seen.0.lock().unwrap();
            drop(seen.1.wait_timeout_while(count, LIMIT, |count| *count < wanted).unwrap());
        })
    }
}
