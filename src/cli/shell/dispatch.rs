//! From a command as typed to its outcome: aliases, the guard of `if`, patterns, options, where it
//! prints, and whether it is a job.

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::background::Task;
use super::builtins::{self, Builtin, Call};
use super::child;
use super::expand::{self, Arguments, Side, side_of};
use super::lexer::{Failure, Kind, Output, Pace, Statement, Word, split};
use super::options::{given, is_of_login};
use super::redirect::Sink;
use super::{Shell, clap_text};
use crate::commands::context::{Inside, Stand};
use crate::commands::{self, Env, Run, Spec};
use crate::error::{Class, Result, printable, usage};
use crate::net::cancel::Cancel;
use crate::settings::output;
use crate::settings::program::program;
use crate::ui::Ui;

/// An alias may stand for another, but not without end.
const DEEPEST_ALIAS: usize = 16;

/// Commands that change nothing on a server.
const HARMLESS: [&str; 10] =
    ["ls", "get", "cat", "stat", "find", "du", "feat", "doctor", "trust", "completions"];

/// A command that is known.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// One of the table.
    Table(&'static Spec),
    /// One that only a shell has.
    Own(&'static Builtin),
}

/// The command of that name.
pub(super) fn find(name: &str) -> Option<Known> {
    let name = synonym(name);
    let table = commands::ALL.iter().find(|spec| spec.name == name && is_of_shell(spec));
    let own = || builtins::ALL.iter().find(|own| own.name == name).map(Known::Own);
    table.map(Known::Table).or_else(own)
}

/// Whether a command of the table makes sense in a shell.
pub(super) fn is_of_shell(spec: &Spec) -> bool {
    !matches!(spec.run, Run::Session | Run::Group(_)) && spec.name != "completions"
}

/// Names that people know from other shells.
pub(super) const SYNONYMS: [(&str, &str); 10] = [
    ("mget", "get"),
    ("mput", "put"),
    ("dir", "ls"),
    ("delete", "rm"),
    ("more", "less"),
    ("exit", "quit"),
    ("bye", "quit"),
    ("?", "help"),
    ("connect", "open"),
    ("disconnect", "close"),
];

fn synonym(name: &str) -> &str {
    SYNONYMS.iter().find(|(other, _)| *other == name).map_or(name, |(_, ours)| ours)
}

impl Shell {
    /// Does what a line asks for; what fails is told of.
    pub(super) fn perform(&mut self, statement: &Statement) -> Class {
        let done = match &statement.kind {
            Kind::System(command) => self.system(command),
            Kind::Command { words, output, pace } => {
                self.command(words, output, *pace, &statement.text)
            }
        };
        let class = done.unwrap_or_else(|error| self.tell(&error));
        match statement.failure {
            Failure::Ignored if !is_stop(class) => Class::Done,
            _ => class,
        }
    }

    fn command(
        &mut self,
        words: &[Word],
        output: &Output,
        pace: Pace,
        text: &str,
    ) -> anyhow::Result<Class> {
        let words = self.unalias(words)?;
        let Some((first, rest)) = words.split_first() else { return Ok(Class::Done) };
        let name = printable(&first.text);
        if name == "if" {
            return self.guarded(rest, output, pace, text);
        }
        match find(&name) {
            Some(Known::Table(spec)) => {
                let sink = Sink::open(output, &self.signals)?;
                let task = self.task(spec, rest, sink.as_ref())?;
                match task {
                    None => self.finish(sink, Class::Done),
                    Some(task) if pace == Pace::Background => self.send_away(task, sink, text),
                    Some(task) => self.run_table(spec, &task, sink),
                }
            }
            Some(Known::Own(_)) if pace == Pace::Background => Err(usage(format!(
                "{name} is done at once: only commands that talk to the server become jobs"
            ))
            .into()),
            Some(Known::Own(own)) => {
                let sink = Sink::open(output, &self.signals)?;
                self.run_own(own, rest, sink)
            }
            None => Err(usage(unknown(&name)).into()),
        }
    }

    /// `if exists PATH COMMAND…`, `if missing PATH COMMAND…`.
    fn guarded(
        &mut self,
        words: &[Word],
        output: &Output,
        pace: Pace,
        text: &str,
    ) -> anyhow::Result<Class> {
        let [condition, path, command @ ..] = words else {
            return Err(usage(
                "if wants a condition: if exists PATH COMMAND, if missing PATH COMMAND",
            )
            .into());
        };
        let wanted = match condition.text.as_slice() {
            b"exists" => true,
            b"missing" => false,
            _ => return Err(usage("if knows two conditions: exists PATH and missing PATH").into()),
        };
        if command.is_empty() {
            return Err(usage("if wants a command behind the path").into());
        }
        let settled = self.settled()?;
        let exists = self.inside(&settled, |env| env.exists(&path.to_os()))?;
        if exists != wanted {
            return Ok(Class::Done);
        }
        let Some((first, rest)) = ignored(command) else {
            return self.command(command, output, pace, text);
        };
        let words: Vec<Word> = std::iter::once(first).chain(rest.iter().cloned()).collect();
        let done = self.command(&words, output, pace, text);
        let class = done.unwrap_or_else(|error| self.tell(&error));
        Ok(if is_stop(class) { class } else { Class::Done })
    }

    /// With aliases replaced by what they stand for.
    pub(super) fn unalias(&self, words: &[Word]) -> Result<Vec<Word>> {
        let mut words = words.to_vec();
        for _ in 0..DEEPEST_ALIAS {
            let Some(first) = words.first() else { return Ok(words) };
            let name = String::from_utf8_lossy(&first.text).into_owned();
            let Some(value) = self.aliases.get(&name) else { return Ok(words) };
            let read = split(value).map_err(|why| usage(format!("alias {name}: {why}")))?;
            let Some(Statement { kind: Kind::Command { words: own, .. }, .. }) =
                read.into_iter().next()
            else {
                return Err(usage(format!("alias {name} stands for no command")));
            };
            let same = own.first().is_some_and(|word| word.text == first.text);
            words = own.into_iter().chain(words.into_iter().skip(1)).collect();
            if same {
                break;
            }
        }
        Ok(words)
    }

    /// Does something at the server where the shell is, in the manner that is set.
    pub(super) fn inside<T>(
        &self,
        matches: &ArgMatches,
        work: impl FnOnce(&Env<'_>) -> Result<T>,
    ) -> Result<T> {
        let cancel = self.cancel(matches)?;
        let _running = self.signals.during(&cancel);
        let ui = Arc::new(Ui::new(output(matches)).named(self.name.clone()));
        let patterns = HashMap::new();
        let inside = Inside {
            here: self.here.as_ref(),
            patterns: &patterns,
            claims: &self.claims,
            local: None,
        };
        work(&Env::within(matches, ui, cancel, Stand::Shell(inside))?)
    }

    /// The arguments of a command.
    fn arguments(&self, side: Side, words: &[Word]) -> Result<Arguments> {
        match side {
            Side::Patterns | Side::Neither => Ok(expand::as_typed(words)),
            Side::Local => expand::here(words),
            Side::Remote => {
                let settled = self.settled()?;
                expand::there(words, || self.inside(&settled, |env| expand::matches(words, env)))
            }
        }
    }

    /// Reads the arguments of a command of the table. Help is shown at once: then there is no task.
    pub(super) fn task(
        &self,
        spec: &'static Spec,
        words: &[Word],
        sink: Option<&Sink>,
    ) -> Result<Option<Task>> {
        let command = builtins::help::taught(spec.command_in_shell());
        let side = if is_literal(&command, words) { Side::Patterns } else { side_of(spec.name) };
        let arguments = self.arguments(side, words)?;
        let Some(matches) = self.parse(command, &arguments.list, sink)? else { return Ok(None) };
        let run = match spec.run {
            Run::Networked(run) => run,
            Run::Local(_) | Run::Session | Run::Offline(_) | Run::Group(_) => {
                return Err(usage(format!("{} is no command of a shell", spec.name)));
            }
        };
        Ok(Some(Task { run, matches, patterns: arguments.patterns }))
    }

    /// Reads arguments, with the options in force before them.
    fn parse(
        &self,
        command: Command,
        list: &[OsString],
        sink: Option<&Sink>,
    ) -> Result<Option<ArgMatches>> {
        let command = command.no_binary_name(true);
        let read = command.clone().try_get_matches_from(list).and_then(|line| {
            let set = self.options.arguments(&command, &line);
            let whole = set.into_iter().chain(list.iter().cloned());
            command.clone().try_get_matches_from(whole).map(|all| (line, all))
        });
        let (line, all) = match read {
            Ok(read) => read,
            Err(error) if error.use_stderr() => return Err(clap_text(&error)),
            Err(help) => {
                let ui = sinking(self.ui(), sink);
                return ui.print(help.to_string().trim_end()).map(|()| None);
            }
        };
        let misplaced = given(&command, &line).into_keys().find(|id| is_of_login(id));
        match misplaced {
            Some(id) if command.get_name() != "open" => Err(usage(format!(
                "--{id} is for a login: give it to open, or set {id}, which holds from the next open"
            ))),
            _ => Ok(Some(all)),
        }
    }

    fn run_table(&mut self, spec: &Spec, task: &Task, sink: Option<Sink>) -> anyhow::Result<Class> {
        let ui = Arc::new(sinking(
            Ui::new(output(&task.matches)).named(self.name.clone()),
            sink.as_ref(),
        ));
        let cancel = self.cancel(&task.matches)?;
        let running = self.signals.during(&cancel);
        let inside = Inside {
            here: self.here.as_ref(),
            patterns: &task.patterns,
            claims: &self.claims,
            local: None,
        };
        let class = task.run(&ui, cancel, inside);
        drop(running);
        if !HARMLESS.contains(&spec.name) {
            self.listings.forget();
        }
        self.finish(sink, class)
    }

    fn run_own(
        &mut self,
        own: &'static Builtin,
        words: &[Word],
        sink: Option<Sink>,
    ) -> anyhow::Result<Class> {
        let arguments = self.arguments(own.side, words)?;
        let Some(matches) = self.parse(own.command(), &arguments.list, sink.as_ref())? else {
            return self.finish(sink, Class::Done);
        };
        let settled = if own.name == "open" { matches.clone() } else { self.settled()? };
        let ui = sinking(Ui::new(output(&settled)).named(self.name.clone()), sink.as_ref());
        let patterns = arguments.patterns;
        let call = Call { matches, patterns, settled, ui: Arc::new(ui) };
        let class =
            (own.run)(self, &call).unwrap_or_else(|error| super::super::tell(&call.ui, &error));
        self.finish(sink, class)
    }

    /// Waits for what reads the pipe of a command that came to `class`.
    fn finish(&self, sink: Option<Sink>, class: Class) -> anyhow::Result<Class> {
        let cancel = self.limit()?;
        let _running = self.signals.during_child(&cancel);
        Ok(finish(sink, class, &cancel)?)
    }

    /// Runs a command of the system's shell; none is a shell to work in.
    fn system(&self, command: &str) -> anyhow::Result<Class> {
        let mut run = program("sh");
        if command.is_empty() {
            let shell = std::env::var_os("SHELL").unwrap_or_else(|| "sh".into());
            run = program(shell);
        } else {
            run.arg("-c").arg(command);
        }
        let status = child::run(&mut run, &self.signals, &self.limit()?)?;
        Ok(if status.success() { Class::Done } else { Class::Other })
    }

    /// Runs a command of the table that the shell itself wants.
    pub(super) fn run_words(&mut self, words: &[Word]) -> Class {
        self.command(words, &Output::Standard, Pace::Foreground, "")
            .unwrap_or_else(|error| self.tell(&error))
    }
}

/// Whether a command is told to take names as they are typed (`-F`).
fn is_literal(command: &Command, words: &[Word]) -> bool {
    let list = expand::as_typed(words).list;
    let read = command.clone().no_binary_name(true).try_get_matches_from(list);
    let literal = |line: &ArgMatches| line.try_get_one::<bool>("literal").ok().flatten().copied();
    read.ok().and_then(|line| literal(&line)) == Some(true)
}

/// A command behind a dash, which passes over its failure, as it is without it.
fn ignored(command: &[Word]) -> Option<(Word, &[Word])> {
    let (first, rest) = command.split_first()?;
    let name = first.text.strip_prefix(b"-").filter(|name| !name.is_empty())?;
    Some((Word::plain(name), rest))
}

/// Whether a class ends everything, whatever may be ignored.
pub(super) fn is_stop(class: Class) -> bool {
    matches!(class, Class::Interrupted | Class::Terminated | Class::Deadline)
}

fn sinking(ui: Ui, sink: Option<&Sink>) -> Ui {
    match sink {
        Some(sink) => ui.printing_to(sink.stream()),
        None => ui,
    }
}

/// Waits for what reads the pipe of a command that came to `class`; `cancel` ends that.
pub(super) fn finish(sink: Option<Sink>, class: Class, cancel: &Cancel) -> Result<Class> {
    sink.map_or(Ok(class), |sink| sink.finish(class, cancel))
}

fn unknown(name: &str) -> String {
    if name.starts_with('!') {
        return "! stands only at the beginning of a command".into();
    }
    let meant = super::super::nearest(name, names());
    match meant {
        Some(meant) => format!("{name}: no such command; did you mean {meant}?"),
        None => format!("{name}: no such command; help lists all"),
    }
}

/// The names of all commands of a shell.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let table = commands::ALL.iter().filter(|spec| is_of_shell(spec)).map(|spec| spec.name);
    table.chain(builtins::ALL.iter().map(|own| own.name))
}
