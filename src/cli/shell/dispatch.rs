//! From a statement to its outcome: the guard of `if`, where a command prints, whether it is a job.
//!
//! Reading the words of a command is left to `arguments`.

use std::sync::Arc;

use super::super::outcome::report;
use super::child;
use super::lexer::{Failure, Kind, Output, Pace, Statement, Word};
use super::redirect::{Sink, finish, printing_to};
use super::state::{Builtin, Call, Shell};
use super::table::Known;
use super::task::Task;
use crate::commands::context::ShellContext;
use crate::commands::navigate;
use crate::commands::spec::{Effect, Spec};
use crate::error::{Class, printable, usage};
use crate::settings::nearest::nearest;
use crate::settings::output;
use crate::settings::program::program;
use crate::ui::Ui;

impl Shell {
    /// Runs a statement; a failure is printed.
    pub(super) fn dispatch(&mut self, statement: &Statement) -> Class {
        let done = match &statement.kind {
            Kind::System(command) => self.system(command),
            Kind::Command { words, output, pace } => {
                self.command(words, output, *pace, &statement.text)
            }
        };
        let class = done.unwrap_or_else(|error| self.report(&error));
        match statement.failure {
            Failure::Ignored if !class.is_stop() => Class::Done,
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
        match self.find(&name) {
            Some(Known::Table(spec)) => {
                let sink = Sink::open(output, &self.signals)?;
                let task = self.task(spec, rest, sink.as_ref())?;
                match task {
                    None => self.finish(sink, Class::Done),
                    Some(task) if pace == Pace::Background => self.start_job(task, sink, text),
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
            None => Err(usage(self.unknown(&name)).into()),
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
        let exists = self.inside(&settled, |env| navigate::exists(env, &path.to_os()))?;
        if exists != wanted {
            return Ok(Class::Done);
        }
        let Some((first, rest)) = ignored(command) else {
            return self.command(command, output, pace, text);
        };
        let words: Vec<Word> = std::iter::once(first).chain(rest.iter().cloned()).collect();
        let done = self.command(&words, output, pace, text);
        let class = done.unwrap_or_else(|error| self.report(&error));
        Ok(if class.is_stop() { class } else { Class::Done })
    }

    fn run_table(&mut self, spec: &Spec, task: &Task, sink: Option<Sink>) -> anyhow::Result<Class> {
        let ui = Arc::new(printing_to(
            Ui::new(output(&task.matches)).named(self.name.clone()),
            sink.as_ref(),
        ));
        let cancel = self.cancel(&task.matches)?;
        let running = self.signals.during(&cancel);
        let context = ShellContext {
            location: self.location.as_ref(),
            patterns: &task.patterns,
            claims: &self.claims,
            local: None,
        };
        let class = task.run(&ui, cancel, context);
        drop(running);
        if spec.effect == Effect::Changes {
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
        let ui = printing_to(Ui::new(output(&settled)).named(self.name.clone()), sink.as_ref());
        let patterns = arguments.patterns;
        let call = Call { matches, patterns, settled, ui: Arc::new(ui) };
        let class = (own.run)(self, &call).unwrap_or_else(|error| report(&call.ui, &error));
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

    fn unknown(&self, name: &str) -> String {
        if name.starts_with('!') {
            return "! stands only at the beginning of a command".into();
        }
        match nearest(name, self.names()) {
            Some(meant) => format!("{name}: no such command; did you mean {meant}?"),
            None => format!("{name}: no such command; help lists all"),
        }
    }

    /// Runs a command of the table that the shell itself wants.
    pub(super) fn run_words(&mut self, words: &[Word]) -> Class {
        self.command(words, &Output::Standard, Pace::Foreground, "")
            .unwrap_or_else(|error| self.report(&error))
    }
}

/// A command behind a dash, which passes over its failure, as it is without it.
fn ignored(command: &[Word]) -> Option<(Word, &[Word])> {
    let (first, rest) = command.split_first()?;
    let name = first.text.strip_prefix(b"-").filter(|name| !name.is_empty())?;
    Some((Word::plain(name), rest))
}
