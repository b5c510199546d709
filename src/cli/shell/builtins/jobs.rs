//! Jobs in the background, and the queue.

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::super::jobs::{Ended, Fresh};
use super::super::lexer::{Failure, Kind, Output, Pace, Statement, split};
use super::super::queue;
use super::super::state::{Builtin, Call, Shell, word_of};
use super::args::{plain, words};
use crate::commands::spec::Side;
use crate::error::{Class, Error, Result, local, usage};
use crate::net::cancel::Cancel;
use crate::ui;
use crate::ui::job_status::JobStatus;

pub(super) const JOBS: Builtin = Builtin {
    name: "jobs",
    about: "Show the jobs in the background",
    more: "\
A command with & behind it becomes a job, with a login of its own.

  get big.iso &
  jobs",
    side: Side::Neither,
    define: plain,
    run: jobs,
};

pub(super) const FG: Builtin = Builtin {
    name: "fg",
    about: "Wait for a job, watching it; Ctrl-C ends it",
    more: "  fg 2",
    side: Side::Neither,
    define: |command: Command| command.arg(number("The job; without it the last")),
    run: fg,
};

pub(super) const WAIT: Builtin = Builtin {
    name: "wait",
    about: "Wait for a job, or for all; Ctrl-C leaves them running",
    more: "\
Fails as the job does.

  wait
  wait 2",
    side: Side::Neither,
    define: |command: Command| command.arg(number("The job; without it all")),
    run: wait,
};

pub(super) const KILL: Builtin = Builtin {
    name: "kill",
    about: "End a job",
    more: "  kill 2",
    side: Side::Neither,
    define: |command: Command| command.arg(number("The job").required(true)),
    run: kill,
};

pub(super) const QUEUE: Builtin = Builtin {
    name: "queue",
    about: "Commands to be done one after the other, in the background",
    more: "\
add puts a command at the end, list shows those that wait, start works on them as one job, stop ends
the one that runs and leaves the others, remove takes one out. Each is done in the folders that were
the current ones when it was added.

  queue add get a.iso
  queue add get b.iso
  queue start",
    side: Side::Neither,
    define: |command: Command| {
        let add = Command::new("add").about("Add a command");
        let one = Command::new("remove").about("Take a command out");
        command.disable_help_subcommand(true).subcommands([
            add.arg(words("words", "COMMAND", "The command").required(true)),
            Command::new("list").about("Show what waits"),
            Command::new("start").about("Work on it"),
            Command::new("stop").about("Stop working on it"),
            one.arg(number("Its number").required(true)),
        ])
    },
    run: run_queue,
};

fn number(help: &'static str) -> Arg {
    Arg::new("number").value_name("N").value_parser(value_parser!(usize)).help(help)
}

fn given(matches: &ArgMatches) -> Option<usize> {
    matches.get_one::<usize>("number").copied()
}

fn jobs(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    for number in shell.jobs.running() {
        if let Some(line) = shell.jobs.line(number, ui::columns()) {
            call.ui.print(&line)?;
        }
    }
    Ok(Class::Done)
}

fn none(number: usize) -> Error {
    usage(format!("there is no job {number}"))
}

fn fg(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let last = || shell.jobs.running().last().copied();
    let number = given(&call.matches).or_else(last).ok_or_else(|| usage("no job is running"))?;
    let cancel = shell.cancel(&call.settled)?;
    let running = shell.signals.during(&cancel);
    let line = call.ui.status_line();
    let columns = ui::columns();
    let waited = shell.jobs.wait(number, &cancel, || {
        if let Some(text) = shell.jobs.line(number, columns) {
            line.show(&text);
        }
    });
    drop((line, running));
    match waited {
        Ok(true) => {}
        Ok(false) => return Err(none(number).into()),
        Err(stop) => {
            shell.jobs.stop(number);
            shell.jobs.wait(number, &Cancel::new(None)?, || {})?;
            shell.reap();
            return Ok(stop.class());
        }
    }
    Ok(class_of(&shell.reap(), &[number]))
}

fn wait(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let all = shell.jobs.numbers();
    let numbers = given(&call.matches).map_or(all, |number| vec![number]);
    let cancel = shell.cancel(&call.settled)?;
    let running = shell.signals.during(&cancel);
    for number in &numbers {
        if !shell.jobs.wait(*number, &cancel, || {})? {
            return Err(none(*number).into());
        }
    }
    drop(running);
    Ok(class_of(&shell.reap(), &numbers))
}

fn class_of(ended: &[Ended], numbers: &[usize]) -> Class {
    let asked = ended.iter().filter(|job| numbers.contains(&job.number)).map(|job| job.class);
    let failures: Vec<Class> = asked.filter(|class| *class != Class::Done).collect();
    Class::of_all(&failures)
}

fn kill(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let number = given(&call.matches).unwrap_or_default();
    if shell.queue.job() == Some(number) {
        shell.queue.stop();
    }
    if !shell.jobs.stop(number) {
        return Err(none(number).into());
    }
    // It ends at once; that it did is to be told with this command.
    shell.jobs.wait(number, &shell.cancel(&call.settled)?, || {})?;
    shell.reap();
    Ok(Class::Done)
}

fn run_queue(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    match call.matches.subcommand() {
        Some(("add", own)) => add(shell, call, own),
        Some(("start", _)) => start(shell, call),
        Some(("stop", _)) => {
            let Some(job) = shell.queue.job() else {
                return Err(usage("the queue is not being worked on").into());
            };
            shell.jobs.stop(job);
            shell.queue.stop();
            shell.jobs.wait(job, &shell.cancel(&call.settled)?, || {})?;
            shell.reap();
            Ok(Class::Done)
        }
        Some(("remove", own)) => {
            let number = given(own).unwrap_or_default();
            if shell.queue.remove(number) {
                Ok(Class::Done)
            } else {
                Err(usage(format!("nothing in the queue has the number {number}")).into())
            }
        }
        _ => {
            for (number, text) in shell.queue.list() {
                call.ui.print(&format!("{number:>5}  {text}"))?;
            }
            Ok(Class::Done)
        }
    }
}

fn add(shell: &mut Shell, call: &Call, own: &ArgMatches) -> anyhow::Result<Class> {
    let words: Vec<OsString> =
        own.get_many::<OsString>("words").into_iter().flatten().cloned().collect();
    let statement = queued(&words, &call.patterns)?;
    let (away, fresh) = shell.packed(&statement)?;
    let number = shell.queue.add(away, fresh);
    call.ui.remark(&format!("{number} is queued: {}", statement.text));
    Ok(Class::Done)
}

/// The command in one word, or the words of a command; `patterns` are those with quotes in them.
fn queued(words: &[OsString], patterns: &HashMap<OsString, Vec<u8>>) -> Result<Statement> {
    if let [whole] = words {
        let whole = whole.to_string_lossy();
        let mut read = split(&whole).map_err(usage)?.into_iter();
        return match (read.next(), read.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(usage("queue add: no command")),
            (Some(_), Some(_)) => Err(usage("queue add: one command at a time, without ;")),
        };
    }
    let text: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    Ok(Statement {
        text: text.join(" "),
        kind: Kind::Command {
            words: words.iter().map(|word| word_of(word, patterns)).collect(),
            output: Output::Standard,
            pace: Pace::Background,
        },
        failure: Failure::Counts,
    })
}

fn start(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    if let Some(job) = shell.queue.job() {
        return Err(queue::busy(job).into());
    }
    let waiting = shell.queue.list().len();
    if waiting == 0 {
        return Err(usage("nothing is queued; queue add COMMAND").into());
    }
    let (board, stop) = (Arc::new(JobStatus::default()), Cancel::new(None)?);
    let own = shell.queue.clone();
    let (worker_board, worker_stop) = (Arc::clone(&board), stop.clone());
    let printed = tempfile::tempfile().map_err(local("a temporary file"))?;
    let worker_file = printed.try_clone().map_err(local("a temporary file"))?;
    let fresh = Fresh { text: "queue".into(), board, cancel: stop, printed: Some(printed) };
    let gate = shell.queue.clone();
    let hold = gate.hold();
    let number =
        shell.jobs.start(fresh, move || own.work(&worker_board, &worker_stop, &worker_file))?;
    hold.begin(number);
    let plural = if waiting == 1 { "command" } else { "commands" };
    call.ui.remark(&format!("[{number}] queue: {waiting} {plural}"));
    Ok(Class::Done)
}
