//! What the user sees: results on standard output, everything else on standard error. The only
//! layer that prints.

pub mod bars;
pub mod changes;
pub mod entries;
mod lines;
pub mod mirror;
pub mod report;
pub mod tally;

use std::io::{self, Write as _};

use clap::builder::styling::{AnsiColor, Style};
use indicatif::MultiProgress;

use crate::error::{Class, Error, Result, local};
use crate::ftp::trace::Trace;
use crate::settings::Output;

/// The user's terminal, or what stands for it.
pub struct Ui {
    output: Output,
    bars: MultiProgress,
}

impl Ui {
    /// A user interface with this manner.
    pub fn new(output: Output) -> Self {
        Self { output, bars: bars::group(output) }
    }

    /// How things are said.
    pub fn output(&self) -> Output {
        self.output
    }

    /// One line to standard error, above the bars.
    fn say(&self, line: &str) {
        self.bars.suspend(|| {
            // With standard error gone there is nobody left to tell.
            let _ = writeln!(io::stderr().lock(), "{line}");
        });
    }

    /// Why something failed. The only thing that `--quiet` lets through.
    pub fn error(&self, text: &str) {
        let name = paint("ftps:", AnsiColor::Red.on_default().bold(), self.output.color_err);
        let text = if self.output.quiet { text.lines().next().unwrap_or(text) } else { text };
        self.say(&format!("{name} {text}"));
    }

    /// Something to know that is no failure.
    pub fn warn(&self, text: &str) {
        if !self.output.quiet {
            let name = paint("ftps:", AnsiColor::Yellow.on_default(), self.output.color_err);
            self.say(&format!("{name} {text}"));
        }
    }

    /// One line of results to standard output.
    pub fn print(&self, line: &str) -> Result<()> {
        self.print_bytes(line.as_bytes(), b"\n")
    }

    /// Bytes and what ends them, to standard output.
    pub fn print_bytes(&self, bytes: &[u8], end: &[u8]) -> Result<()> {
        let mut out = io::stdout().lock();
        self.bars
            .suspend(|| {
                out.write_all(bytes).and_then(|()| out.write_all(end)).and_then(|()| out.flush())
            })
            .map_err(local("standard output"))
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

    fn note(&self, text: &str) {
        self.warn(text);
    }
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
