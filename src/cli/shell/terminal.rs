//! `ftps shell`: lines from a person at a terminal.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::ArgMatches;

use super::ended::lines_of;
use super::jobs::Jobs;
use super::lexer::split;
use super::line::{Line, Typed};
use super::state::{Builtin, Mode, Next, Shell};
use crate::commands::context::Keepalive;
use crate::error::{Class, Result, usage};
use crate::ftp::client::RunContext;
use crate::ui;

/// How often the bars above the prompt move.
const REDRAW: Duration = Duration::from_millis(250);

/// How long the server may take to say that it is there.
const PULSE: Duration = Duration::from_secs(5);

/// Draws the prompt again where it is: up to the line above it, and down from there.
const IN_PLACE: &str = "\x1b[A\n";

/// The context of the thread beside the prompt.
#[derive(Default)]
struct Beside {
    keepalive: Option<(Duration, Keepalive, RunContext)>,
    /// When the server was asked last.
    asked: Option<Instant>,
}

/// Runs a shell to its end.
pub(super) fn run(matches: &ArgMatches, builtins: &'static [Builtin]) -> Result<Class> {
    if !std::io::stdin().is_terminal() {
        return Err(usage(
            "standard input is no terminal; ftps run - TARGET takes commands from it",
        ));
    }
    let shell = Rc::new(RefCell::new(Shell::new(matches, Mode::Interactive, builtins)?));
    if let Some(target) = matches.get_one::<OsString>("target") {
        let mut shell = shell.borrow_mut();
        let settled = shell.settled()?;
        if let Err(error) = shell.open(&settled, target) {
            // A shell without a server can still open one; but that the name was wrong is for the
            // caller to know.
            let class = shell.report(&error.into());
            if matches!(class, Class::Usage | Class::Interrupted | Class::Terminated) {
                return Ok(class);
            }
        }
    }
    let mut line = Line::new(&shell)?;
    let beside = Arc::new(Mutex::new(Beside::default()));
    if let Some(printer) = line.printer() {
        let (jobs, waiting) = (shell.borrow().jobs.clone(), Arc::clone(&line.waiting));
        let beside = Arc::clone(&beside);
        thread::spawn(move || watch(&jobs, &beside, &waiting, printer));
    }
    let class = lines(&shell, &mut line, &beside);
    shell.borrow_mut().close();
    Ok(class)
}

fn lines(shell: &Rc<RefCell<Shell>>, line: &mut Line, beside: &Mutex<Beside>) -> Class {
    loop {
        shell.borrow_mut().reap();
        if let Some(class) = shell.borrow().signals.ended() {
            shell.borrow().jobs.await_all(PULSE);
            return class;
        }
        let (prompt, columns, editing, signals) = {
            let mut shell = shell.borrow_mut();
            shell.history = line.lines();
            let columns = ui::columns();
            (shell.prompt(columns), columns, shell.own.editing, shell.signals.clone())
        };
        arm(beside, &shell.borrow());
        let at_prompt = signals.at_prompt();
        let typed = line.read(prompt, columns, editing);
        drop(at_prompt);
        disarm(beside);
        match typed {
            Typed::Line(text) => shell.borrow_mut().line(&text),
            Typed::Dropped => {}
            Typed::End => shell.borrow_mut().next = Next::Leave,
        }
        forget_if_asked(shell, line);
        if shell.borrow().next == Next::Leave {
            if may_leave(shell, line) {
                return Class::Done;
            }
            shell.borrow_mut().next = Next::Line;
        }
    }
}

fn forget_if_asked(shell: &Rc<RefCell<Shell>>, line: &mut Line) {
    let mut shell = shell.borrow_mut();
    if std::mem::take(&mut shell.history_cleared)
        && let Err(error) = line.forget()
    {
        shell.report(&error.into());
    }
}

/// With jobs running, the user says what becomes of them.
fn may_leave(shell: &Rc<RefCell<Shell>>, line: &mut Line) -> bool {
    let jobs = shell.borrow().jobs.clone();
    loop {
        let count = jobs.running().len();
        if count == 0 {
            shell.borrow_mut().reap();
            return true;
        }
        let are = if count == 1 { "1 job is".to_owned() } else { format!("{count} jobs are") };
        let question = format!("{are} running: (w)ait, (e)nd, or (s)tay? ");
        match line.ask(&question) {
            Typed::Line(answer) => match answer.trim().chars().next() {
                Some('w' | 'W') => {
                    shell.borrow_mut().line("wait");
                    return jobs.running().is_empty();
                }
                Some('e' | 'E') => {
                    jobs.stop_all(Class::Interrupted);
                    jobs.await_all(PULSE);
                    shell.borrow_mut().reap();
                    return true;
                }
                Some('s' | 'S') => return false,
                _ => {}
            },
            Typed::Dropped => return false,
            // Nobody is there to be asked.
            Typed::End => {
                jobs.stop_all(Class::Terminated);
                jobs.await_all(PULSE);
                return true;
            }
        }
    }
}

/// Gives the thread beside the prompt the means to keep the connection.
fn arm(beside: &Mutex<Beside>, shell: &Shell) {
    let mut beside = beside.lock().unwrap_or_else(PoisonError::into_inner);
    beside.asked = Some(Instant::now());
    beside.keepalive =
        shell.own.keepalive.zip(shell.location.as_ref()).and_then(|(time, location)| {
            Some((time, location.keepalive(), Shell::unattended(PULSE).ok()?))
        });
}

fn disarm(beside: &Mutex<Beside>) {
    beside.lock().unwrap_or_else(PoisonError::into_inner).keepalive = None;
}

/// Beside the prompt: moves the bars, tells of jobs that have ended, keeps the connection.
fn watch(
    jobs: &Jobs,
    beside: &Mutex<Beside>,
    at_prompt: &AtomicBool,
    mut print: impl FnMut(String),
) {
    let mut drawn = false;
    loop {
        thread::sleep(REDRAW);
        if !at_prompt.load(Ordering::SeqCst) {
            drawn = false;
            continue;
        }
        let mut text: Vec<String> = jobs.take_said();
        let running = !jobs.running().is_empty();
        for ended in jobs.take_ended() {
            text.extend(lines_of(&ended));
        }
        if !text.is_empty() {
            print(format!("{}\n", text.join("\n")));
        } else if running || drawn {
            print(IN_PLACE.to_owned());
        }
        drawn = running;
        beat(beside);
    }
}

fn beat(beside: &Mutex<Beside>) {
    let mut beside = beside.lock().unwrap_or_else(PoisonError::into_inner);
    let due = |time: Duration, asked: Option<Instant>| asked.is_none_or(|at| at.elapsed() >= time);
    let asked = beside.asked;
    if let Some((time, pulse, asking)) = &beside.keepalive
        && due(*time, asked)
    {
        if let Ok(again) = asking.renewed(PULSE) {
            pulse.beat(again);
        }
        beside.asked = Some(Instant::now());
    }
}

impl Shell {
    /// Runs the command of a line.
    pub(super) fn line(&mut self, text: &str) {
        match split(text) {
            Ok(statements) => {
                for statement in &statements {
                    let class = self.dispatch(statement);
                    let stop = self.signals.ended().is_some() || class == Class::Interrupted;
                    if stop || self.next == Next::Leave {
                        break;
                    }
                }
            }
            Err(why) => {
                self.report(&usage(why).into());
            }
        }
    }
}
