//! The destination of a command's output: `>`, `>>` and `|`.

use std::fs::{File, OpenOptions};
use std::os::fd::OwnedFd;
use std::process::{Child, Stdio};

use super::child;
use super::expand::local_path;
use super::lexer::Output;
use super::process;
use super::signals::{KnownChild, Signals};
use crate::error::{Class, Result, local};
use crate::net::cancel::Cancel;
use crate::settings::program::program;
use crate::transfer::local::Stream;
use crate::ui::Ui;

/// An open redirection.
pub(super) struct Sink {
    stream: Stream,
    reader: Option<(Child, Option<KnownChild>)>,
}

impl Sink {
    /// Opens the redirection of a line; `None` where it has none.
    pub(super) fn open(output: &Output, signals: &Signals) -> Result<Option<Self>> {
        let (word, append) = match output {
            Output::Standard => return Ok(None),
            Output::Pipe(command) => return Self::pipe(command, signals).map(Some),
            Output::File(word) => (word, false),
            Output::Append(word) => (word, true),
        };
        let path = local_path(word);
        let mut options = OpenOptions::new();
        options.create(true).write(true).append(append).truncate(!append);
        let file = options.open(&path).map_err(local(&path))?;
        Ok(Some(Self { stream: Stream::open(file), reader: None }))
    }

    fn pipe(command: &str, signals: &Signals) -> Result<Self> {
        let mut run = program("sh");
        let mut reader =
            run.arg("-c").arg(command).stdin(Stdio::piped()).spawn().map_err(local("sh"))?;
        let pipe = reader.stdin.take().map(OwnedFd::from).map(File::from);
        let pipe = pipe.ok_or_else(|| local("sh")(std::io::ErrorKind::BrokenPipe.into()))?;
        // A command that reads nothing more keeps us writing: it must hear of the end itself.
        let known = process::pid(&reader).map(|pid| signals.know(pid));
        Ok(Self { stream: Stream::open(pipe), reader: Some((reader, known)) })
    }

    /// For the command to print to.
    pub(super) fn stream(&self) -> Stream {
        self.stream.clone()
    }

    /// Waits for the command that reads; returns what both together came to. A reader that has seen
    /// enough is no failure; one that goes on when the run is stopped is told to end.
    pub(super) fn finish(self, class: Class, cancel: &Cancel) -> Result<Class> {
        self.stream.close();
        let class =
            if self.stream.reader_left() && class == Class::Local { Class::Done } else { class };
        let Some((reader, _known)) = self.reader else { return Ok(class) };
        let status = child::outlast(reader, cancel)?;
        Ok(if class == Class::Done && !status.success() { Class::Other } else { class })
    }
}

/// Waits for the reader of a command's pipe, if it has one; `class` is the command's own.
pub(super) fn finish(sink: Option<Sink>, class: Class, cancel: &Cancel) -> Result<Class> {
    sink.map_or(Ok(class), |sink| sink.finish(class, cancel))
}

/// The same terminal, with results that go to the redirection, if there is one.
pub(super) fn printing_to(ui: Ui, sink: Option<&Sink>) -> Ui {
    match sink {
        Some(sink) => ui.printing_to(sink.stream()),
        None => ui,
    }
}
