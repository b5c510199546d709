//! `--password-command`: a program whose first line of output is the password. Its time and its output are limited,
//! and none of its processes outlives the run.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::process::{Child, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use zeroize::Zeroizing;

use crate::error::{Class, Error, Result, local};
use crate::net::cancel::Cancel;
use crate::settings::program::program;

/// Long enough for a person to find and type the passphrase of a key ring, short enough that a nightly batch says
/// what is wrong before morning.
pub(super) const LIMIT: Duration = Duration::from_secs(120);

/// How messages call the two commands.
pub(super) const PASSWORD: &str = "the password command";
pub(super) const PASSPHRASE: &str = "the passphrase command (--key-password-command)";

/// More than a password and the notes that password managers print behind it.
const MOST_OUTPUT: usize = 1024 * 1024;

/// How long processes may take to clean up (the terminal, for one) between SIGTERM and SIGKILL.
const GRACE: Duration = Duration::from_millis(500);

/// How often they are looked at meanwhile.
const TICK: Duration = Duration::from_millis(10);

/// How a command ended.
enum Ended {
    /// By itself, with this output.
    Exited(Zeroizing<Vec<u8>>, ExitStatus),
    /// It printed more than any that holds a password, and was ended.
    TooLong,
}

/// Runs a command, which messages call `name`, by the system's shell; returns its output.
///
/// # Errors
/// The command cannot be started, fails, takes longer than `limit` or prints more than [`MOST_OUTPUT`]. No error holds
/// anything of the output.
pub(super) fn run(
    name: &str,
    command: &OsStr,
    limit: Duration,
    cancel: &Cancel,
) -> Result<Zeroizing<Vec<u8>>> {
    let failed = |why: &str| Error::Plain(Class::Local, format!("{name} {why}"));
    let mut shell = program("sh");
    shell.arg("-c").arg(command).stdout(Stdio::piped());
    let child = shell.spawn().map_err(local("sh"))?;
    let pid = Pid::from_child(&child);
    let ended = cancel.apart(Some(limit), move || output(child)).inspect_err(|_| end(pid))?;
    match ended.transpose().map_err(local("sh"))? {
        Some(Ended::Exited(printed, status)) if status.success() => Ok(printed),
        Some(Ended::Exited(_, status)) => Err(failed(&format!("failed ({status})"))),
        Some(Ended::TooLong) => {
            Err(failed(&format!("printed more than {} KiB and was ended", MOST_OUTPUT / 1024)))
        }
        None => {
            end(pid);
            let limit = limit.as_secs_f32();
            Err(failed(&format!("did not end within {limit} seconds and was ended")))
        }
    }
}

/// Reads to the end of the output, and waits for the process.
fn output(mut child: Child) -> io::Result<Ended> {
    // At its full size from the start: a buffer that grows would leave copies behind.
    let mut printed = Zeroizing::new(Vec::with_capacity(MOST_OUTPUT + 1));
    if let Some(stdout) = child.stdout.take() {
        let _ = stdout.take(MOST_OUTPUT as u64 + 1).read_to_end(&mut printed)?;
    }
    if printed.len() > MOST_OUTPUT {
        end(Pid::from_child(&child));
        return child.wait().map(|_| Ended::TooLong);
    }
    child.wait().map(|status| Ended::Exited(printed, status))
}

/// Ends a process and those that it started: first by SIGTERM, and those that are left by SIGKILL.
///
/// They share the terminal with us, so that they can ask a question there. That is why they are no process group of
/// their own, and are found by their parents.
fn end(pid: Pid) {
    let mut all = vec![pid];
    all.extend(descendants(pid));
    let send = |signal| {
        for one in all.iter().filter(|one| parent(**one).is_some()) {
            // It may have ended by itself meanwhile.
            let _ = kill_process(*one, signal);
        }
    };
    send(Signal::TERM);
    let until = Instant::now() + GRACE;
    while all.iter().any(|one| parent(*one).is_some()) {
        if Instant::now() >= until {
            return send(Signal::KILL);
        }
        thread::sleep(TICK);
    }
}

/// The processes below one.
fn descendants(above: Pid) -> Vec<Pid> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let known: Vec<(Pid, Pid)> =
        pids.filter_map(Pid::from_raw).filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let mut found = vec![above];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        let children = known.iter().filter(|(pid, above)| *above == parent && !found.contains(pid));
        let children: Vec<Pid> = children.map(|(pid, _)| *pid).collect();
        found.extend(children);
        next += 1;
    }
    found.split_off(1)
}

/// The parent of a process that runs; `None` of one that has ended, be it waited for or not.
fn parent(pid: Pid) -> Option<Pid> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // The name in parentheses may hold anything (proc_pid_stat(5)).
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    let state = fields.next()?;
    let parent = fields.next()?.parse().ok().and_then(Pid::from_raw)?;
    (!matches!(state, "Z" | "X")).then_some(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_for(limit: Duration, command: &str) -> Result<Zeroizing<Vec<u8>>> {
        run(PASSWORD, OsStr::new(command), limit, &Cancel::new(None).expect("a pipe"))
    }

    #[test]
    fn a_command_that_does_not_end_is_ended_with_its_children() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("pid");
        let command = format!("sleep 600 & echo $! > {}; wait", file.display());
        let error = run_for(Duration::from_millis(500), &command).expect_err("no end");
        assert!(error.to_string().contains("did not end within 0.5 seconds"), "{error}");
        let child = fs::read_to_string(file).expect("its child's number");
        let child = child.trim().parse().ok().and_then(Pid::from_raw).expect("a number");
        assert_eq!(parent(child), None, "its child still runs");
    }

    #[test]
    fn a_command_that_ignores_sigterm_is_killed() {
        let error =
            run_for(Duration::from_millis(200), "trap '' TERM; while :; do sleep 0.05; done");
        assert!(error.is_err());
    }

    #[test]
    fn a_command_that_prints_without_end_is_ended() {
        let error = run_for(LIMIT, "yes hunter2").expect_err("no end").to_string();
        assert!(error.contains("more than 1024 KiB") && !error.contains("hunter2"), "{error}");
    }

    #[test]
    fn what_is_printed_behind_the_first_line_is_read_to_its_end() {
        let printed = run_for(LIMIT, "echo secret; seq 20000").expect("fine");
        assert!(printed.starts_with(b"secret\n1\n") && printed.ends_with(b"20000\n"));
    }
}
