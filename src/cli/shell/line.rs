//! The line at a terminal: editing, history, completion, hints, colours, and the bars of running
//! jobs above the prompt.
//!
//! The bars are a part of the prompt, a line each: so the editor itself keeps them in their place,
//! and whatever it draws, nothing is torn.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::styling::AnsiColor;
use rustyline::completion::{Completer, Pair};
use rustyline::config::Configurer as _;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::history::{DefaultHistory, History as _, SearchDirection};
use rustyline::validate::Validator;
use rustyline::{
    ColorMode, CompletionType, Config, Context, EditMode, Editor, ExternalPrinter as _, Helper,
};

use super::jobs::Jobs;
use super::prompt::Prompt;
use super::state::{Editing, Shell};
use crate::error::{Result, local};
use crate::settings::memory;

/// Lines that are kept.
const HISTORY: usize = 2000;

/// So many bars fit above a prompt without being in the way.
const MOST_BARS: usize = 4;

/// The result of asking for a line.
pub(super) enum Typed {
    /// A line.
    Line(String),
    /// Ctrl-C: the typed line is dropped.
    Dropped,
    /// Ctrl-D, or nobody is there any more.
    End,
}

/// The editor.
pub(super) struct Line {
    editor: Editor<Assistant, DefaultHistory>,
    file: Option<PathBuf>,
    /// Whether somebody is at the prompt, for the thread that redraws it.
    pub(super) waiting: Arc<AtomicBool>,
}

struct Assistant {
    shell: Rc<RefCell<Shell>>,
    hinter: HistoryHinter,
    jobs: Jobs,
    color: bool,
    /// The jobs whose bars stand above the prompt.
    bars: Vec<usize>,
    prompt: String,
    columns: usize,
}

impl Line {
    /// An editor with the history of earlier sessions.
    pub(super) fn new(shell: &Rc<RefCell<Shell>>) -> Result<Self> {
        let config = Config::builder()
            .max_history_size(HISTORY)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(|error| broken(&error))?
            .history_ignore_space(true)
            .completion_type(CompletionType::List)
            .color_mode(ColorMode::Forced)
            .build();
        let mut editor = Editor::with_config(config).map_err(|error| broken(&error))?;
        let (jobs, color) = {
            let shell = shell.borrow();
            (shell.jobs.clone(), shell.output().color_err)
        };
        let assistant = Assistant {
            shell: Rc::clone(shell),
            hinter: HistoryHinter::new(),
            jobs,
            color,
            bars: Vec::new(),
            prompt: String::new(),
            columns: 80,
        };
        editor.set_helper(Some(assistant));
        let file = memory::history();
        if let Some(file) = &file {
            // Without its history a shell is still one.
            let _ = editor.load_history(file);
        }
        Ok(Self { editor, file, waiting: Arc::default() })
    }

    /// What prints above the prompt, from another thread.
    pub(super) fn printer(&mut self) -> Option<impl FnMut(String) + Send + 'static> {
        let mut printer = self.editor.create_external_printer().ok()?;
        Some(move |text| {
            // The terminal is gone: so is the shell, soon.
            let _ = printer.print(text);
        })
    }

    /// The lines of the history.
    pub(super) fn lines(&self) -> Vec<String> {
        let history = self.editor.history();
        let get = |at| history.get(at, SearchDirection::Forward).ok().flatten();
        (0..history.len()).filter_map(get).map(|found| found.entry.into_owned()).collect()
    }

    /// Forgets the history.
    pub(super) fn forget(&mut self) -> Result<()> {
        self.editor.clear_history().map_err(|error| broken(&error))?;
        match &self.file {
            Some(file) if file.exists() => fs::remove_file(file).map_err(local(file)),
            _ => Ok(()),
        }
    }

    /// Asks for a line.
    pub(super) fn read(&mut self, prompt: Prompt, columns: usize, editing: Editing) -> Typed {
        self.editor.set_edit_mode(match editing {
            Editing::Emacs => EditMode::Emacs,
            Editing::Vi => EditMode::Vi,
        });
        let mut plain = prompt.plain;
        if let Some(assistant) = self.editor.helper_mut() {
            let mut bars = assistant.jobs.running();
            bars.truncate(MOST_BARS);
            plain = format!("{}{plain}", "\n".repeat(bars.len()));
            (assistant.bars, assistant.columns) = (bars, columns);
            assistant.prompt = prompt.styled;
        }
        self.waiting.store(true, Ordering::SeqCst);
        let typed = self.editor.readline(&plain);
        self.waiting.store(false, Ordering::SeqCst);
        match typed {
            Ok(line) => {
                self.remember(&line);
                Typed::Line(line)
            }
            Err(ReadlineError::Interrupted) => Typed::Dropped,
            Err(_) => Typed::End,
        }
    }

    /// Asks a question whose answer is not kept.
    pub(super) fn ask(&mut self, question: &str) -> Typed {
        if let Some(assistant) = self.editor.helper_mut() {
            assistant.bars.clear();
            question.clone_into(&mut assistant.prompt);
        }
        match self.editor.readline(question) {
            Ok(line) => Typed::Line(line),
            Err(ReadlineError::Interrupted) => Typed::Dropped,
            Err(_) => Typed::End,
        }
    }

    fn remember(&mut self, line: &str) {
        if line.trim().is_empty() || is_secret(line) {
            return;
        }
        let added = self.editor.add_history_entry(line).unwrap_or(false);
        if let (true, Some(file)) = (added, &self.file) {
            // The file is made private by its writer; without it the session has its history still.
            let _ = memory::private_folder(file)
                .and_then(|()| self.editor.append_history(file).map_err(std::io::Error::other));
        }
    }
}

fn broken(error: &ReadlineError) -> crate::error::Error {
    local("the terminal")(std::io::Error::other(error.to_string()))
}

/// Whether a line may hold a password: in a URL, or in a command for the server.
fn is_secret(line: &str) -> bool {
    let url = line.split_whitespace().any(|word| {
        let behind = word.split_once("://").map_or(word, |(_, behind)| behind);
        behind.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
    });
    let lower = line.to_ascii_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    let raw = lower.contains("quote") || lower.contains("site");
    url || raw
        && words.any(|word| {
            word.starts_with("pass") && word != "passive" || ["acct", "pswd", "pwd"].contains(&word)
        })
}

impl Helper for Assistant {}

impl Validator for Assistant {}

impl Hinter for Assistant {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        let hint = self.hinter.hint(line, pos, context)?;
        // One that would wrap moves the prompt about.
        let used = console::measure_text_width(&self.prompt) + console::measure_text_width(line);
        let fits = used + console::measure_text_width(&hint) < self.columns;
        (self.color && fits && !hint.contains('\n')).then_some(hint)
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let begun = line.get(..pos).unwrap_or(line);
        Ok(self.shell.borrow().complete(begun))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let length = line.find([' ', ';', '\n']).unwrap_or(line.len());
        let (word, rest) = line.split_at_checked(length).unwrap_or((line, ""));
        let name = word.trim_start_matches('-');
        if !self.color || name.is_empty() || word.starts_with('!') {
            return Cow::Borrowed(line);
        }
        let Ok(shell) = self.shell.try_borrow() else { return Cow::Borrowed(line) };
        let known = |name: &str| {
            name == "if" || shell.aliases.contains_key(name) || shell.find(name).is_some()
        };
        let begins = || shell.names().any(|one| one.starts_with(name));
        let style = if known(name) {
            AnsiColor::Green.on_default().bold()
        } else if rest.is_empty() && begins() {
            return Cow::Borrowed(line);
        } else {
            AnsiColor::Red.on_default()
        };
        Cow::Owned(format!("{style}{word}{style:#}{rest}"))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        default: bool,
    ) -> Cow<'b, str> {
        if !default {
            return Cow::Borrowed(prompt);
        }
        // A bar for each line that the plain prompt has above its last: they stand for each other.
        let room = self.columns.saturating_sub(1);
        let mut whole = String::new();
        for number in &self.bars {
            let over = || format!("[{number}] \u{2713}");
            whole.push_str(&self.jobs.line(*number, room).unwrap_or_else(over));
            whole.push('\n');
        }
        whole.push_str(&self.prompt);
        Cow::Owned(whole)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let style = AnsiColor::BrightBlack.on_default();
        Cow::Owned(format!("{style}{hint}{style:#}"))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.color && kind != CmdKind::MoveCursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_passwords_are_known() {
        for secret in [
            "open ftp://joe:secret@host/",
            "open joe:secret@host",
            "quote SITE PSWD old new",
            "site password x",
            "quote PASS x",
        ] {
            assert!(is_secret(secret), "{secret}");
        }
        for plain in [
            "open joe@host:in",
            "get a@b.csv",
            "site chmod 640 a",
            "cd passwords",
            "open ftp://joe@host:21/x",
        ] {
            assert!(!is_secret(plain), "{plain}");
        }
    }
}
