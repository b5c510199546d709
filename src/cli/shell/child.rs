//! Commands of the system that a shell waits for: `!cmd`, an editor, what reads a pipe. What ends the shell ends them.

use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::test_kill_process;

use super::process::{end, pid};
use super::signals::Signals;
use crate::error::{Result, local};
use crate::net::cancel::Cancel;

/// How long a command may take to clean up when it is told to end.
const GRACE: Duration = Duration::from_millis(500);

/// How often it is looked at meanwhile.
const TICK: Duration = Duration::from_millis(10);

/// Runs a command to its end, with the terminal left to it.
pub(super) fn run(command: &mut Command, signals: &Signals, cancel: &Cancel) -> Result<ExitStatus> {
    // Ctrl-C is its own affair: an editor has a use for it.
    let _running = signals.during_child(cancel);
    let name = command.get_program().to_owned();
    let child = command.spawn().map_err(local(&name))?;
    let _known = pid(&child).map(|pid| signals.know(pid));
    outlast(child, cancel)
}

/// Waits for a command to end. When the run is stopped it is told to end too, and not waited for without end.
pub(super) fn outlast(mut child: Child, cancel: &Cancel) -> Result<ExitStatus> {
    let pid = pid(&child);
    let begun = cancel.begin(move || child.wait())?;
    let stop = match begun.wait(None) {
        Ok(Some(status)) => return status.map_err(local("sh")),
        // There is no limit to pass.
        Ok(None) => return Err(crate::error::network("a thread ended without a result")),
        Err(stop) => stop,
    };
    let until = Instant::now() + GRACE;
    if let Some(pid) = pid {
        end(pid, stop.class());
        while test_kill_process(pid).is_ok() && Instant::now() < until {
            thread::sleep(TICK);
        }
    }
    Err(stop)
}
