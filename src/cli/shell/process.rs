//! Processes of the system: their ids, and the signal that ends them.

use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

use crate::error::Class;

/// The process id of a child.
pub(super) fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}

/// Sends a process the signal that ends this run.
pub(super) fn end(pid: Pid, class: Class) {
    let signal = if class == Class::Interrupted { Signal::INT } else { Signal::TERM };
    // It may have ended by itself.
    let _ = kill_process(pid, signal);
}
