//! The shell: commands one after the other, at one server, from a terminal or from a script. The
//! commands are those of the table and a few of its own (`builtins`).

mod background;
mod builtins;
mod child;
mod complete;
mod completion_context;
mod dispatch;
mod expand;
mod jobs;
mod lexer;
mod line;
mod listings;
mod options;
mod prompt;
mod queue;
mod redirect;
mod script;
mod signals;
mod terminal;

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ArgMatches;

use crate::commands::context::{Here, Inside, Stand};
use crate::commands::{Env, Spec};
use crate::error::{Class, Error, Result, usage};
use crate::ftp::path::RemotePath;
use crate::ftp::retry::Retries;
use crate::net::cancel::Cancel;
use crate::settings::login::Claims;
use crate::settings::{Output, flags, output};
use crate::ui::Ui;
use jobs::Jobs;
use listings::Listings;
use options::Options;
use queue::Queue;
use signals::{Between, Signals};

/// A shell.
struct Shell {
    options: Options,
    own: Own,
    /// What messages begin with.
    name: String,
    manner: Manner,
    signals: Signals,
    here: Option<Here>,
    /// The passwords of the run, each with the server that it is for.
    claims: Claims,
    /// Where `cd -` goes.
    back: Option<RemotePath>,
    /// Where `lcd -` goes.
    local_back: Option<PathBuf>,
    aliases: BTreeMap<String, String>,
    jobs: Jobs,
    queue: Queue,
    listings: Listings,
    history: Vec<String>,
    /// The file is to follow.
    history_cleared: bool,
    next: Next,
    /// When the whole run has to be over.
    until: Option<Instant>,
}

/// From where the lines come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// A person at a terminal.
    Interactive,
    /// A script.
    Script,
}

/// What comes after the command that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Line,
    Leave,
}

/// Options of the shell itself.
#[derive(Clone, Debug)]
struct Own {
    keepalive: Option<Duration>,
    editing: Editing,
    prompt: String,
}

/// Whose keys edit the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Editing {
    Emacs,
    Vi,
}

impl Default for Own {
    fn default() -> Self {
        Self { keepalive: None, editing: Editing::Emacs, prompt: prompt::DEFAULT.into() }
    }
}

/// Runs `ftps shell` or `ftps run`.
pub(super) fn start(spec: &Spec, matches: &ArgMatches) -> Class {
    let ui = Ui::new(output(matches));
    let outcome = match spec.name {
        "run" => script::run(matches),
        _ => terminal::run(matches),
    };
    outcome.unwrap_or_else(|error| super::tell(&ui, &error.into()))
}

impl Shell {
    /// A shell with the options that it was started with.
    fn new(matches: &ArgMatches, manner: Manner) -> Result<Self> {
        let jobs = Jobs::default();
        let between = match manner {
            Manner::Interactive => Between::Nothing,
            Manner::Script => Between::End,
        };
        let mut lasting = options::given(&options::all(), matches);
        // The limit of a run is one for all commands of a script, and for each of a terminal's.
        let until = match manner {
            Manner::Script => {
                lasting.remove("deadline");
                flags::deadline(matches).and_then(|limit| Instant::now().checked_add(limit))
            }
            Manner::Interactive => None,
        };
        Ok(Self {
            options: Options { lasting, ..Options::default() },
            own: Own::default(),
            name: "ftps:".into(),
            manner,
            signals: Signals::install(jobs.clone(), between)?,
            here: None,
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
    fn settled(&self) -> Result<ArgMatches> {
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
    fn output(&self) -> Output {
        self.settled().map(|settled| output(&settled)).unwrap_or_default()
    }

    /// For messages of the shell itself.
    fn ui(&self) -> Ui {
        Ui::new(self.output()).named(self.name.clone())
    }

    /// What ends a command, whose options may set a limit.
    fn cancel(&self, matches: &ArgMatches) -> Result<Cancel> {
        let own = matches.try_get_one::<Duration>("deadline").ok().flatten().copied();
        let left = self.until.map(|at| at.saturating_duration_since(Instant::now()));
        let limit = match (own, left) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Cancel::new(limit)
    }

    /// What ends the run as a whole.
    fn limit(&self) -> Result<Cancel> {
        self.cancel(&ArgMatches::default())
    }

    /// Logs in at a server; what was open before is closed then, and only then.
    fn open(&mut self, matches: &ArgMatches, text: &OsStr) -> Result<()> {
        let cancel = self.cancel(matches)?;
        let running = self.signals.during(&cancel);
        let ui = Arc::new(Ui::new(output(matches)).named(self.name.clone()));
        let patterns = HashMap::new();
        let inside = Inside { here: None, patterns: &patterns, claims: &self.claims, local: None };
        let env = Env::within(matches, ui, cancel, Stand::Shell(inside))?;
        let here = Here::open(&env, text)?;
        drop(running);
        self.close();
        self.here = Some(here);
        Ok(())
    }

    /// Leaves the server.
    fn close(&mut self) {
        if let Some(here) = self.here.take() {
            here.with_client(crate::ftp::client::Client::quit);
        }
        self.options.of_server.clear();
        self.back = None;
        self.listings.forget();
    }

    /// How the shell itself asks the server something while the user types: soon or not at all, and
    /// without a word.
    fn aside(limit: Duration) -> Result<crate::ftp::client::RunContext> {
        let trace = Arc::new(Ui::new(Output::default()).on_board(Arc::default()));
        Ok(crate::ftp::client::RunContext {
            waits: crate::net::Waits {
                connect: limit,
                stall: limit,
                cancel: Cancel::new(Some(limit))?,
            },
            retries: Retries { count: 0, delay: limit },
            trace,
        })
    }

    /// Says why something failed; returns its class.
    fn tell(&self, error: &anyhow::Error) -> Class {
        super::tell(&self.ui(), error)
    }
}

/// A usage error that clap found, as text: what is wrong, and how it is used.
fn clap_text(error: &clap::Error) -> Error {
    let text = error.to_string();
    let text = text.trim_start_matches("error: ").trim_end();
    let text = text.replace("\n\nFor more information, try '--help'.", "");
    // That a mistyped option may also be a file's name is rarely what helps.
    let (before, behind) = text.split_once("\n\n  tip: to pass").unwrap_or((&text, ""));
    let behind = behind.split_once("\n\n").map_or(String::new(), |(_, rest)| format!("\n\n{rest}"));
    usage(format!("{before}{behind}"))
}
