//! Where goes what a command prints: `>`, `>>` and `|`.

use std::fs::{File, OpenOptions};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};

use super::expand::local_path;
use super::words::Output;
use crate::error::{Class, Result, local};
use crate::transfer::local::Stream;

/// An open redirection.
pub(super) struct Sink {
    stream: Stream,
    reader: Option<Child>,
}

impl Sink {
    /// Opens what a line asks for; `None` where it asks for nothing.
    pub(super) fn open(output: &Output) -> Result<Option<Self>> {
        let (word, append) = match output {
            Output::Standard => return Ok(None),
            Output::Pipe(command) => return Self::pipe(command).map(Some),
            Output::File(word) => (word, false),
            Output::Append(word) => (word, true),
        };
        let path = local_path(word);
        let mut options = OpenOptions::new();
        options.create(true).write(true).append(append).truncate(!append);
        let file = options.open(&path).map_err(local(&path))?;
        Ok(Some(Self { stream: Stream::open(file), reader: None }))
    }

    fn pipe(command: &str) -> Result<Self> {
        let mut run = Command::new("sh");
        let mut reader =
            run.arg("-c").arg(command).stdin(Stdio::piped()).spawn().map_err(local("sh"))?;
        let pipe = reader.stdin.take().map(OwnedFd::from).map(File::from);
        let pipe = pipe.ok_or_else(|| local("sh")(std::io::ErrorKind::BrokenPipe.into()))?;
        Ok(Self { stream: Stream::open(pipe), reader: Some(reader) })
    }

    /// For the command to print to.
    pub(super) fn stream(&self) -> Stream {
        self.stream.clone()
    }

    /// Waits for the command that reads; returns what both together came to. A reader that has seen
    /// enough is no failure.
    pub(super) fn finish(self, class: Class) -> Result<Class> {
        self.stream.close();
        let class =
            if self.stream.reader_left() && class == Class::Local { Class::Done } else { class };
        let Some(mut reader) = self.reader else { return Ok(class) };
        let status = reader.wait().map_err(local("sh"))?;
        Ok(if class == Class::Done && !status.success() { Class::Other } else { class })
    }
}
