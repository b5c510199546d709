//! Options from several sources, the strongest first: the command line, a saved site, the defaults of
//! the configuration.

use clap::ArgMatches;
use clap::parser::ValueSource;

/// Sources of options; the first is the command line, which also has the values that nobody gave.
pub(super) struct Layers<'a> {
    command_line: &'a ArgMatches,
    saved: Vec<&'a ArgMatches>,
}

impl<'a> Layers<'a> {
    /// The command line before the saved settings.
    pub(super) fn new(command_line: &'a ArgMatches, saved: Vec<&'a ArgMatches>) -> Self {
        Self { command_line, saved }
    }

    /// The strongest source in which one of these options is given, where it says something about
    /// all of them: options that exclude each other are one question. Where none is given, the command line.
    pub(super) fn saying(&self, options: &[&str]) -> &'a ArgMatches {
        self.saved_saying(options).unwrap_or(self.command_line)
    }

    /// The command line alone.
    pub(super) fn command_line(&self) -> &'a ArgMatches {
        self.command_line
    }

    /// The same as `saying`, but for the command line alone.
    pub(super) fn saved_saying(&self, options: &[&str]) -> Option<&'a ArgMatches> {
        if says(self.command_line, options) {
            return None;
        }
        self.saved.iter().copied().find(|saved| says(saved, options))
    }
}

/// Whether one of the options is given. Not every command has all.
fn says(matches: &ArgMatches, options: &[&str]) -> bool {
    options.iter().any(|option| is_given(matches, option))
}

/// Whether an option is given, rather than left at its default.
pub(super) fn is_given(matches: &ArgMatches, option: &str) -> bool {
    matches.try_contains_id(option).unwrap_or(false)
        && matches.value_source(option) == Some(ValueSource::CommandLine)
}
