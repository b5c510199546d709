//! What Tab completes: commands, options, names on the server and here, sites, jobs; with the quoting
//! that the line has.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustyline::completion::Pair;

use super::completion_context::{Partial, Quotes};
use super::examples::taught;
use super::expand::name_proof;
use super::listings::Name;
use super::options;
use super::state::Shell;
use super::table::{Known, SYNONYMS, in_table};
use crate::commands::spec::Side;
use crate::error::printable;
use crate::net::cancel::Cancel;
use crate::settings::config::Config;

/// How long a listing may take while the user waits for names.
const PATIENCE: Duration = Duration::from_secs(5);

/// More names than this nobody reads.
const MOST: usize = 500;

/// The kinds of words.
enum Wanted {
    Commands,
    Options,
    Remote(Files),
    Local(Files),
    Sites,
    Settings,
    Jobs,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    All,
    Folders,
}

impl Shell {
    /// The candidates for the word at the end of `line`, and where it begins.
    pub(super) fn complete(&self, line: &str) -> (usize, Vec<Pair>) {
        let partial = Partial::read(line);
        let mut pairs = match self.wanted(&partial) {
            Wanted::Commands => self.commands(&partial),
            Wanted::Options => self.options_of(&partial),
            Wanted::Remote(files) => self.remote(&partial, files),
            Wanted::Local(files) => local(&partial, files),
            Wanted::Sites => plain(&partial, self.sites().into_iter()),
            Wanted::Settings => {
                let all = options::all();
                let names = all.get_arguments().map(|arg| arg.get_id().to_string());
                let own = ["keepalive", "edit-mode", "prompt"].map(str::to_owned);
                plain(&partial, names.chain(own))
            }
            Wanted::Jobs => plain(&partial, self.jobs.running().iter().map(ToString::to_string)),
            Wanted::Nothing => Vec::new(),
        };
        pairs.truncate(MOST);
        (partial.start, pairs)
    }

    fn wanted(&self, partial: &Partial) -> Wanted {
        if partial.redirected {
            return Wanted::Local(Files::All);
        }
        let before: Vec<&str> = match partial.before.iter().map(String::as_str).collect::<Vec<_>>()
        {
            // The command behind a guard is a command of its own.
            words if words.first() == Some(&"if") => match words.len() {
                1 => return Wanted::Nothing,
                2 => return Wanted::Remote(Files::All),
                _ => words.into_iter().skip(3).collect(),
            },
            words => words,
        };
        let Some(command) = before.first().copied() else { return Wanted::Commands };
        let command = self
            .aliases
            .get(command)
            .map_or(command, |value| value.split_whitespace().next().unwrap_or_default());
        if partial.text.starts_with('-') {
            return Wanted::Options;
        }
        let ours = match self.find(command) {
            Some(Known::Table(spec)) => spec.name,
            Some(Known::Own(own)) => own.name,
            None => return Wanted::Nothing,
        };
        wanted_by(ours, &before)
    }

    /// The saved sites, as far as the configuration can be read.
    fn sites(&self) -> Vec<String> {
        let named =
            self.settled().ok().and_then(|settled| settled.get_one::<PathBuf>("config").cloned());
        let config =
            Cancel::new(Some(PATIENCE)).and_then(|cancel| Config::read(named.as_ref(), &cancel));
        config.map(|config| config.names().map(str::to_owned).collect()).unwrap_or_default()
    }

    fn commands(&self, partial: &Partial) -> Vec<Pair> {
        let own = self.names().map(str::to_owned);
        let others = SYNONYMS.iter().map(|(other, _)| (*other).to_owned());
        let aliases = self.aliases.keys().cloned();
        plain(partial, own.chain(others).chain(aliases).chain(["if".to_owned()]))
    }

    /// Names on the server. A folder that cannot be listed soon is not completed.
    fn remote(&self, partial: &Partial, files: Files) -> Vec<Pair> {
        let Some(location) = &self.location else { return Vec::new() };
        let (folder, begun) = divided(&partial.text);
        let path = location.below(folder.as_bytes(), folder.as_bytes()).path;
        let names = self.listings.names(&path).or_else(|| {
            let entries = location.list(&path, Shell::unattended(PATIENCE).ok()?).ok()?;
            Some(self.listings.keep(path, &entries))
        });
        candidates(partial, folder, begun, names.unwrap_or_default(), files)
    }

    fn options_of(&self, partial: &Partial) -> Vec<Pair> {
        let name = partial.before.first().map_or("", String::as_str);
        let command = match self.find(name) {
            Some(Known::Table(spec)) => taught(spec.command_in_shell()),
            Some(Known::Own(own)) => own.command(),
            None => return Vec::new(),
        };
        let shown = command.get_arguments().filter(|arg| !arg.is_hide_set());
        let names = shown.filter_map(|arg| arg.get_long()).map(|name| format!("--{name}"));
        plain(partial, names.chain(["--help".to_owned()]))
    }
}

/// The kind of word that a command wants next, behind the words before, of which its name is the first.
fn wanted_by(command: &str, before: &[&str]) -> Wanted {
    let last = before.last().copied().unwrap_or_default();
    match (command, last) {
        // The goal of a transfer is at its other end.
        ("put", "-t" | "--target-directory" | "-o" | "--output")
        | ("find" | "less" | "edit", _) => Wanted::Remote(Files::All),
        ("cd" | "rmdir" | "mkdir", _) => Wanted::Remote(Files::Folders),
        ("get", "-t" | "--target-directory") | ("lcd", _) => Wanted::Local(Files::Folders),
        ("get", "-o" | "--output") | ("put" | "lls", _) => Wanted::Local(Files::All),
        ("open", _) => Wanted::Sites,
        ("help", _) => Wanted::Commands,
        ("set" | "unset", _) if before.len() == 1 => Wanted::Settings,
        ("fg" | "wait" | "kill", _) => Wanted::Jobs,
        ("queue", _) => match before.get(1) {
            Some(&"add") if before.len() == 2 => Wanted::Commands,
            Some(&"add") => Wanted::Remote(Files::All),
            _ => Wanted::Nothing,
        },
        ("mirror", _) => {
            let names = before.iter().skip(1).filter(|word| !word.starts_with('-')).count();
            let up = before.iter().any(|word| matches!(*word, "-R" | "--reverse"));
            let remote = (names == 0) != up;
            if remote { Wanted::Remote(Files::Folders) } else { Wanted::Local(Files::Folders) }
        }
        (name, _) => match in_table(name).map(|spec| spec.side) {
            Some(Side::Remote | Side::Patterns) => Wanted::Remote(Files::All),
            Some(Side::Local) => Wanted::Local(Files::All),
            Some(Side::Neither) | None => Wanted::Nothing,
        },
    }
}

/// Candidates from names, of which those that begin right are taken.
fn candidates(
    partial: &Partial,
    folder: &str,
    begun: &str,
    names: Vec<Name>,
    files: Files,
) -> Vec<Pair> {
    // Hidden names only for who asks for them.
    let fits = |name: &Name| {
        name.text.starts_with(begun)
            && (begun.starts_with('.') || !name.text.starts_with('.'))
            && (files == Files::All || name.is_folder)
    };
    let pair = |name: Name| {
        let whole = safe(&format!("{folder}{}", name.text));
        if name.is_folder {
            let replacement = partial.typed(&format!("{whole}/"));
            return Pair { display: format!("{}/", name.text), replacement };
        }
        Pair { display: name.text, replacement: partial.whole(&whole) }
    };
    names.into_iter().filter(fits).map(pair).collect()
}

/// A name that can be read neither as an option nor as another server.
fn safe(name: &str) -> String {
    name_proof(name.into()).into_string().unwrap_or_default()
}

/// Candidates that are words like others.
fn plain(partial: &Partial, words: impl Iterator<Item = String>) -> Vec<Pair> {
    let mut words: Vec<String> = words.filter(|word| word.starts_with(&partial.text)).collect();
    words.sort();
    words.dedup();
    let pair = |word: String| Pair { replacement: partial.whole(&word), display: word };
    words.into_iter().map(pair).collect()
}

/// Names here.
fn local(partial: &Partial, files: Files) -> Vec<Pair> {
    let (folder, begun) = divided(&partial.text);
    let place = match (folder, folder.strip_prefix("~/"), dirs::home_dir()) {
        ("", ..) => PathBuf::from("."),
        (_, Some(rest), Some(home)) if partial.quotes == Quotes::None => home.join(rest),
        _ => Path::new(OsStr::from_bytes(folder.as_bytes())).to_owned(),
    };
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| {
        let text = entry.file_name().into_string().ok()?;
        let is_folder = entry.path().is_dir();
        (printable(text.as_bytes()) == text).then_some(Name { text, is_folder })
    });
    let mut names: Vec<Name> = names.collect();
    names.sort_by(|a, b| a.text.cmp(&b.text));
    let mut found = candidates(partial, folder, begun, names, files);
    if folder.starts_with("~/") && partial.quotes == Quotes::None {
        for pair in &mut found {
            // That `~` was not quoted.
            pair.replacement = pair.replacement.replacen("\\~", "~", 1);
        }
    }
    found
}

/// The folder in a path that is being typed, with its slash, and the word begun behind it.
fn divided(text: &str) -> (&str, &str) {
    let at = text.rfind('/').map_or(0, |at| at + 1);
    text.split_at_checked(at).unwrap_or(("", text))
}
