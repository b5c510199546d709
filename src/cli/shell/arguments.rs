//! From the words of a command to its arguments: aliases, patterns, and the options in force.

use std::collections::HashMap;
use std::ffi::OsString;
use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::super::habits;
use super::examples::taught;
use super::expand::{self, Arguments};
use super::lexer::{Kind, Statement, Word, split};
use super::options::{clap_text, is_of_login};
use super::redirect::{Sink, printing_to};
use super::state::Shell;
use super::task::Task;
use crate::commands::context::{Context, ShellContext};
use crate::commands::env::Env;
use crate::commands::spec::{Run, Side, Spec};
use crate::error::{Result, usage};
use crate::settings::given::given;
use crate::settings::output;
use crate::ui::Ui;

/// An alias may stand for another, but not without end.
const DEEPEST_ALIAS: usize = 16;

impl Shell {
    /// With aliases replaced by their meanings.
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

    /// Does something at the server where the shell is, with these options.
    pub(super) fn inside<T>(
        &self,
        matches: &ArgMatches,
        work: impl FnOnce(&Env<'_>) -> Result<T>,
    ) -> Result<T> {
        let cancel = self.cancel(matches)?;
        let _running = self.signals.during(&cancel);
        let ui = Arc::new(Ui::new(output(matches)).named(self.name.clone()));
        let patterns = HashMap::new();
        let context = ShellContext {
            location: self.location.as_ref(),
            patterns: &patterns,
            claims: &self.claims,
            local: None,
        };
        work(&Env::within(matches, ui, cancel, Context::Shell(context))?)
    }

    /// The arguments of a command.
    pub(super) fn arguments(&self, side: Side, words: &[Word]) -> Result<Arguments> {
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
        let command = taught(spec.command_in_shell());
        let side = if is_literal(&command, words) { Side::Patterns } else { spec.side };
        let arguments = self.arguments(side, words)?;
        let list = habits::settle(&command, &arguments.list).map_err(usage)?;
        let Some(matches) = self.parse(command, &list, sink)? else { return Ok(None) };
        let run = match spec.run {
            Run::Networked(run) => run,
            Run::Local(_) | Run::Session | Run::Offline(_) | Run::Group(_) => {
                return Err(usage(format!("{} is no command of a shell", spec.name)));
            }
        };
        Ok(Some(Task { run, matches, patterns: arguments.patterns }))
    }

    /// Reads arguments, with the options in force before them.
    pub(super) fn parse(
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
                let ui = printing_to(self.ui(), sink);
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
}

/// Whether a command is told to take names as they are typed (`-F`).
fn is_literal(command: &Command, words: &[Word]) -> bool {
    let list = expand::as_typed(words).list;
    let read = command.clone().no_binary_name(true).try_get_matches_from(list);
    let literal = |line: &ArgMatches| line.try_get_one::<bool>("literal").ok().flatten().copied();
    read.ok().and_then(|line| literal(&line)) == Some(true)
}
