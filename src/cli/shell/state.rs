//! A shell: where it is, its options, its jobs, and the commands that only a shell has.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::{ArgMatches, Command};

use super::super::outcome::report;
use super::jobs::Jobs;
use super::lexer::Word;
use super::listings::Listings;
use super::options::{self, Options, clap_text};
use super::queue::Queue;
use super::signals::{Between, Signals};
use crate::commands::context::{Context, Location, ShellContext};
use crate::commands::env::Env;
use crate::commands::navigate;
use crate::commands::spec::Side;
use crate::error::{Class, Result, usage};
use crate::ftp::client::{Client, RunContext};
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::is_special;
use crate::ftp::retry::Retries;
use crate::net::Waits;
use crate::net::cancel::Cancel;
use crate::settings::given::given;
use crate::settings::login::Claims;
use crate::settings::{Output, flags, output};
use crate::ui::Ui;

/// The form of the prompt that a shell begins with.
pub(super) const PROMPT: &str = "%l%h:%d> ";

/// A shell.
pub(super) struct Shell {
    /// The commands that only a shell has.
    pub(super) builtins: &'static [Builtin],
    pub(super) options: Options,
    pub(super) own: Own,
    /// What messages begin with.
    pub(super) name: String,
    pub(super) mode: Mode,
    pub(super) signals: Signals,
    /// The server and folder where the shell is, if it is at one.
    pub(super) location: Option<Location>,
    /// The passwords of the run, each with the server that it is for.
    pub(super) claims: Claims,
    /// Where `cd -` goes.
    pub(super) back: Option<RemotePath>,
    /// Where `lcd -` goes.
    pub(super) local_back: Option<PathBuf>,
    pub(super) aliases: BTreeMap<String, String>,
    pub(super) jobs: Jobs,
    pub(super) queue: Queue,
    pub(super) listings: Listings,
    pub(super) history: Vec<String>,
    /// The file is to follow.
    pub(super) history_cleared: bool,
    pub(super) next: Next,
    /// When the whole run has to be over.
    pub(super) until: Option<Instant>,
}

/// From where the lines come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A person at a terminal.
    Interactive,
    /// A script.
    Script,
}

/// The words after the command that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Line,
    Leave,
}

/// Options of the shell itself.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) keepalive: Option<Duration>,
    pub(super) editing: Editing,
    pub(super) prompt: String,
}

/// Whose keys edit the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editing {
    Emacs,
    Vi,
}

impl Default for Own {
    fn default() -> Self {
        Self { keepalive: None, editing: Editing::Emacs, prompt: PROMPT.into() }
    }
}

/// A command of the shell's own.
pub(super) struct Builtin {
    /// Its name.
    pub(super) name: &'static str,
    /// Its purpose, in one line.
    pub(super) about: &'static str,
    /// Examples and rules.
    pub(super) more: &'static str,
    /// Where its operands are.
    pub(super) side: Side,
    /// Adds its arguments.
    pub(super) define: fn(Command) -> Command,
    /// Does it.
    pub(super) run: fn(&mut Shell, &Call) -> anyhow::Result<Class>,
}

/// The context of a command of the shell's own.
pub(super) struct Call {
    /// Its arguments.
    pub(super) matches: ArgMatches,
    /// The words with quotes in them, as patterns.
    pub(super) patterns: HashMap<OsString, Vec<u8>>,
    /// The connection options in force.
    pub(super) settled: ArgMatches,
    /// The user interface.
    pub(super) ui: Arc<Ui>,
}

impl Builtin {
    /// The command as clap sees it.
    pub(super) fn command(&self) -> Command {
        let bare = Command::new(self.name).about(self.about).after_help(self.more);
        let own = (self.define)(bare);
        if self.name == "open" { flags::networked(own) } else { own }
    }
}

impl Call {
    /// An operand.
    pub(super) fn text(&self, name: &str) -> Option<&OsString> {
        self.matches.get_one::<OsString>(name)
    }

    /// The operands called `words`, with the quotes that they had.
    pub(super) fn words(&self) -> Vec<Word> {
        self.texts("words").iter().map(|text| word_of(text, &self.patterns)).collect()
    }

    /// All operands of that name.
    pub(super) fn texts(&self, name: &str) -> Vec<OsString> {
        self.matches.get_many::<OsString>(name).into_iter().flatten().cloned().collect()
    }
}

impl Shell {
    /// A shell with the options that it was started with.
    pub(super) fn new(
        matches: &ArgMatches,
        mode: Mode,
        builtins: &'static [Builtin],
    ) -> Result<Self> {
        let jobs = Jobs::default();
        let between = match mode {
            Mode::Interactive => Between::Nothing,
            Mode::Script => Between::End,
        };
        let mut lasting = given(&options::all(), matches);
        // The limit of a run is one for all commands of a script, and for each of a terminal's.
        let until = match mode {
            Mode::Script => {
                lasting.remove("deadline");
                flags::deadline(matches).and_then(|limit| Instant::now().checked_add(limit))
            }
            Mode::Interactive => None,
        };
        Ok(Self {
            builtins,
            options: Options { lasting, ..Options::default() },
            own: Own::default(),
            name: "ftps:".into(),
            mode,
            signals: Signals::install(jobs.clone(), between)?,
            location: None,
            claims: Claims::default(),
            back: None,
            local_back: None,
            aliases: BTreeMap::new(),
            jobs,
            queue: Queue::default(),
            listings: Listings::default(),
            history: Vec::new(),
            history_cleared: false,
            next: Next::Line,
            until,
        })
    }

    /// The connection options in force, as a command that has no others would get them.
    pub(super) fn settled(&self) -> Result<ArgMatches> {
        let all = options::all();
        let none = all.clone().try_get_matches_from(std::iter::empty::<OsString>());
        let none = none.map_err(|error| clap_text(&error))?;
        let arguments = self.options.arguments(&all, &none);
        all.try_get_matches_from(arguments).map_err(|error| {
            let text = clap_text(&error).to_string();
            usage(text.lines().next().unwrap_or_default())
        })
    }

    /// How things are said when nothing else is asked for.
    pub(super) fn output(&self) -> Output {
        self.settled().map(|settled| output(&settled)).unwrap_or_default()
    }

    /// For messages of the shell itself.
    pub(super) fn ui(&self) -> Ui {
        Ui::new(self.output()).named(self.name.clone())
    }

    /// What ends a command, whose options may set a limit.
    pub(super) fn cancel(&self, matches: &ArgMatches) -> Result<Cancel> {
        let own = matches.try_get_one::<Duration>("deadline").ok().flatten().copied();
        let left = self.until.map(|at| at.saturating_duration_since(Instant::now()));
        let limit = match (own, left) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Cancel::new(limit)
    }

    /// What ends the run as a whole.
    pub(super) fn limit(&self) -> Result<Cancel> {
        self.cancel(&ArgMatches::default())
    }

    /// Logs in at a server; the connection that was open before is closed then, and only then.
    pub(super) fn open(&mut self, matches: &ArgMatches, text: &OsStr) -> Result<()> {
        let cancel = self.cancel(matches)?;
        let running = self.signals.during(&cancel);
        let ui = Arc::new(Ui::new(output(matches)).named(self.name.clone()));
        let patterns = HashMap::new();
        let nowhere =
            ShellContext { location: None, patterns: &patterns, claims: &self.claims, local: None };
        let env = Env::within(matches, ui, cancel, Context::Shell(nowhere))?;
        let location = navigate::open(&env, text)?;
        drop(running);
        self.close();
        self.location = Some(location);
        Ok(())
    }

    /// Leaves the server.
    pub(super) fn close(&mut self) {
        if let Some(location) = self.location.take() {
            location.with_client(Client::quit);
        }
        self.options.of_server.clear();
        self.back = None;
        self.listings.forget();
    }

    /// For what the shell itself asks the server while the user types: within `limit`, without
    /// retries, and without messages.
    pub(super) fn unattended(limit: Duration) -> Result<RunContext> {
        let trace = Arc::new(Ui::new(Output::default()).on_board(Arc::default()));
        Ok(RunContext {
            waits: Waits { connect: limit, stall: limit, cancel: Cancel::new(Some(limit))? },
            retries: Retries { count: 0, delay: limit },
            trace,
        })
    }

    /// Prints why something failed; returns its class.
    pub(super) fn report(&self, error: &anyhow::Error) -> Class {
        report(&self.ui(), error)
    }
}

/// An argument as the word that it was: `patterns` are those of the words with quotes in them.
pub(super) fn word_of(text: &OsString, patterns: &HashMap<OsString, Vec<u8>>) -> Word {
    let plain = Word::plain(text.as_encoded_bytes());
    match patterns.get(text) {
        Some(pattern) => Word::of_pattern(plain, pattern),
        None => Word { is_pattern: is_special(&plain.text), ..plain },
    }
}
