//! The program's output: results on standard output, everything else on standard error. The only
//! layer that prints.

pub mod bars;
pub mod changes;
pub mod checksums;
pub mod doctor;
pub mod entries;
mod event;
pub mod job_status;
mod lines;
pub mod listing;
pub mod mirror;
mod names;
mod outlet;
pub mod overall;
pub mod page;
mod question;
mod records;
pub mod register;
pub mod report;
mod results;
pub mod tally;
pub mod times;
pub mod tls;
pub mod tree;
mod wrap;

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex};

use clap::builder::styling::{AnsiColor, Style};
use indicatif::{MultiProgress, ProgressDrawTarget};
use rustix::termios::tcgetwinsize;

use crate::error::{Class, Error, Result};
use crate::ftp::wire::trace::{Protection, Trace};
use crate::net::cancel::Cancel;
use crate::settings::Output;
use crate::transfer::local::Stream;
use job_status::JobStatus;
use outlet::Outlet;
use results::Results;
use tls::Seen;

pub use wrap::wrapped;

/// How often a bar is drawn, per second, at most.
const REDRAWS: u8 = 10;

/// The user's terminal, or what stands for it.
pub struct Ui {
    output: Output,
    /// What lines of messages begin with.
    name: String,
    bars: MultiProgress,
    results: Results,
    outlet: Outlet,
    board: Option<Arc<JobStatus>>,
    seen: Mutex<Seen>,
}

impl Ui {
    /// A user interface with this manner.
    pub fn new(output: Output) -> Self {
        let (results, name) = (Results::default(), "ftps:".to_owned());
        let outlet = Outlet::default();
        let bars = bars_of(output);
        Self { output, name, bars, results, outlet, board: None, seen: Mutex::default() }
    }

    /// The same for a job in the background: what it has to say waits on the board, and so does
    /// how far it is.
    #[must_use]
    pub fn on_board(mut self, board: Arc<JobStatus>) -> Self {
        self.board = Some(board);
        self
    }

    /// The same with messages that begin with `name`, which ends in a colon.
    #[must_use]
    pub fn named(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// The same with results that go to a stream in the place of standard output; for people or
    /// machines, but not for this terminal.
    #[must_use]
    pub fn printing_to(mut self, results: Stream) -> Self {
        self.output.color_out = false;
        self.results = Results::to(results);
        self
    }

    /// Lets every write end with the run: a reader that has stopped reading keeps nobody waiting.
    pub fn end_with(&self, cancel: &Cancel) {
        self.outlet.end_with(cancel);
    }

    /// How things are said.
    pub fn output(&self) -> Output {
        self.output
    }

    /// Whether results go to a terminal, where somebody reads them.
    pub fn is_for_people(&self) -> bool {
        matches!(self.results.stream(), Stream::Stdout) && io::stdout().is_terminal()
    }

    /// Where results go.
    pub fn stream(&self) -> Stream {
        self.results.stream().clone()
    }

    /// One line to standard error, above the bars.
    fn say(&self, line: &str) {
        self.results.make_way(&|bytes| self.write(bytes));
        let line = &self.fitted(line);
        match &self.board {
            Some(board) => board.say(line),
            None => self.bars.suspend(|| self.outlet.say(line)),
        }
    }

    /// A message as the terminal is to show it; whole where standard error is none.
    fn fitted(&self, text: &str) -> String {
        let width = tcgetwinsize(io::stderr()).map(|size| usize::from(size.ws_col));
        match width {
            Ok(width) if self.output.terminal && width > 0 => wrap::message(text, width),
            _ => text.to_owned(),
        }
    }

    /// Why something failed. The only thing that `--quiet` lets through.
    pub fn error(&self, text: &str) {
        let name = self.name(AnsiColor::Red.on_default().bold());
        let text = if self.output.quiet { text.lines().next().unwrap_or(text) } else { text };
        self.say(&format!("{name}{text}"));
    }

    /// The first words of a message.
    fn name(&self, style: Style) -> String {
        match self.name.as_str() {
            "" => String::new(),
            name => format!("{} ", paint(name, style, self.output.color_err)),
        }
    }

    /// Something to know that is no failure.
    pub fn warn(&self, text: &str) {
        if !self.output.quiet {
            let name = self.name(AnsiColor::Yellow.on_default());
            self.say(&format!("{name}{text}"));
        }
    }

    /// One line of results to standard output.
    pub fn print(&self, line: &str) -> Result<()> {
        self.print_bytes(line.as_bytes(), b"\n")
    }

    /// Bytes and what ends them, to standard output.
    pub fn print_bytes(&self, bytes: &[u8], end: &[u8]) -> Result<()> {
        self.results.take(&[bytes, end].concat(), &|bytes| self.write(bytes))
    }

    /// Prints what `work` prints in few large pieces, the last one at its end: many lines that come at once.
    pub fn together<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let outermost = self.results.gather();
        let done = work();
        if !outermost {
            return done;
        }
        let written = self.results.scatter(&|bytes| self.write(bytes));
        done.and_then(|done| written.map(|()| done))
    }

    /// Prints what waits for more, before something takes its time.
    pub fn flush(&self) -> Result<()> {
        self.results.flush(&|bytes| self.write(bytes))
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        self.bars.suspend(|| self.outlet.write(self.results.stream(), bytes))
    }

    /// A question to standard error, which its answer follows on the same line.
    pub fn ask(&self, question: &str) {
        let name = self.name(AnsiColor::Yellow.on_default());
        self.bars.suspend(|| {
            // With standard error gone there is nobody to answer.
            let _ = write!(io::stderr().lock(), "{name}{question} ");
        });
    }

    /// Does `work`, which uses the terminal for a question, while no bar is drawn.
    pub fn apart<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bars.suspend(work)
    }

    /// Notes the step that a run is at, where somebody watches standard error.
    pub fn progress_note(&self, text: &str) {
        if self.output.terminal && self.output.bars && !self.output.json {
            self.say(text);
        }
    }

    /// A line of the shell's own about its work, to standard error, without a name before it.
    pub fn remark(&self, text: &str) {
        if !self.output.quiet {
            self.say(text);
        }
    }
}

impl Trace for Ui {
    fn sent(&self, line: &str) {
        if self.output.verbose >= 1 {
            self.say(&format!("> {line}"));
        }
    }

    fn received(&self, line: &str) {
        if self.output.verbose >= 1 {
            self.say(&format!("< {line}"));
        }
    }

    fn fact(&self, text: &str) {
        if self.output.verbose >= 2 {
            self.say(&format!("* {text}"));
        }
    }

    fn protected(&self, protection: &Protection) {
        self.protected_by(protection);
    }

    fn note(&self, text: &str) {
        self.warn(text);
    }
}

/// Where bars are drawn: on standard error, or nowhere.
fn bars_of(output: Output) -> MultiProgress {
    let target = if output.bars {
        ProgressDrawTarget::stderr_with_hz(REDRAWS)
    } else {
        ProgressDrawTarget::hidden()
    };
    MultiProgress::with_draw_target(target)
}

/// Text in a style, if colours are wanted.
fn paint(text: &str, style: Style, wanted: bool) -> String {
    if wanted { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Whether an error only says that nobody reads our standard output any more.
pub fn is_broken_pipe(error: &Error) -> bool {
    matches!(error.root(), Error::Local { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
        && error.class() == Class::Local
}

/// Terminals that do not report their width are taken to have so many columns.
const COLUMNS: usize = 80;

/// The width of the terminal at standard output, in columns.
pub fn columns() -> usize {
    let told = tcgetwinsize(io::stdout()).map(|size| usize::from(size.ws_col)).ok();
    told.filter(|columns| *columns > 0).unwrap_or(COLUMNS)
}
