//! `ftps run`: lines from a file, from standard input, or from the command line. It ends at the
//! first failure, and says in which line.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::fd::AsFd as _;
use std::os::unix::ffi::OsStrExt as _;

use clap::ArgMatches;

use super::lexer::{Statement, split};
use super::signals::Signals;
use super::state::{Builtin, Mode, Next, Shell};
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::net::cancel::Cancel;
use crate::settings::output;

/// Longer lines nobody writes, and none may fill the memory.
const LONGEST_LINE: u64 = 1 << 20;

/// Runs a script to its end.
pub(super) fn run(matches: &ArgMatches, builtins: &'static [Builtin]) -> Result<Class> {
    let script = matches.get_one::<OsString>("script");
    let mut shell = Shell::new(matches, Mode::Script, builtins)?;
    let limit = shell.limit()?;
    let (lines, name, target) = match (matches.get_one::<String>("commands"), script) {
        (Some(commands), target) => {
            (Lines::text(commands), "-c".to_owned(), target.map(OsString::as_os_str))
        }
        (None, Some(script)) => {
            let target = matches.get_one::<OsString>("target").map(OsString::as_os_str);
            (Lines::open(script, limit)?, printable(script.as_bytes()), target)
        }
        (None, None) => return Err(usage("no script; -c gives commands on the command line")),
    };
    let keep_going = matches.get_flag("keep-going");
    let mut run = Run {
        name,
        failures: Vec::new(),
        at_failure: if keep_going { AtFailure::GoOn } else { AtFailure::Stop },
        echo: output(matches).verbose >= 1,
    };
    let class = begin(&mut shell, target).map(|class| match class {
        Class::Done => run.all(&mut shell, lines),
        other => other,
    });
    shell.close();
    class
}

/// Logs in at the server that the command line names.
fn begin(shell: &mut Shell, target: Option<&OsStr>) -> Result<Class> {
    if let Some(target) = target {
        let settled = shell.settled()?;
        shell.open(&settled, target)?;
    }
    Ok(Class::Done)
}

/// A script on its way.
struct Run {
    /// Its name in messages.
    name: String,
    failures: Vec<Class>,
    at_failure: AtFailure,
    echo: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AtFailure {
    Stop,
    GoOn,
}

impl Run {
    fn all(&mut self, shell: &mut Shell, mut lines: Lines) -> Class {
        while let Some(next) = waiting(&shell.signals, || lines.next()) {
            shell.name = format!("{}:{}:", self.name, lines.first);
            let text = match next {
                Ok(text) => text,
                Err(error) => {
                    let class = shell.report(&error.into());
                    self.failures.push(class);
                    break;
                }
            };
            match split(&text) {
                Ok(statements) => {
                    for statement in &statements {
                        if self.one(shell, statement) == Next::Leave {
                            return self.end(shell);
                        }
                    }
                }
                Err(why) => {
                    let class = shell.report(&usage(why).into());
                    self.failures.push(class);
                    if self.at_failure == AtFailure::Stop {
                        break;
                    }
                }
            }
        }
        self.end(shell)
    }

    fn one(&mut self, shell: &mut Shell, statement: &Statement) -> Next {
        if self.echo {
            shell.ui().remark(&format!("+ {}", printable(statement.text.as_bytes())));
        }
        let class = shell.dispatch(statement);
        let jobs = shell.reap().into_iter().map(|job| job.class);
        let failed = std::iter::once(class).chain(jobs).filter(|class| *class != Class::Done);
        let failed: Vec<Class> = failed.collect();
        self.failures.extend(&failed);
        let ended = shell.signals.ended();
        self.failures.extend(ended);
        let stop = ended.is_some() || failed.iter().any(|class| class.is_stop());
        if stop || !failed.is_empty() && self.at_failure == AtFailure::Stop {
            return Next::Leave;
        }
        shell.next
    }

    /// Jobs that still run are waited for, unless the script failed: then they are ended.
    fn end(&mut self, shell: &mut Shell) -> Class {
        self.failures.extend(shell.signals.ended());
        if !self.failures.is_empty() && self.at_failure == AtFailure::Stop {
            shell.jobs.stop_all(Class::Interrupted);
        }
        let stopped = shell.signals.clone();
        let waited = shell.limit().and_then(|cancel| {
            let _running = stopped.during(&cancel);
            for number in shell.jobs.numbers() {
                shell.jobs.wait(number, &cancel, || {})?;
            }
            Ok(())
        });
        if let Err(stop) = waited {
            self.failures.push(stop.class());
            shell.jobs.stop_all(stop.class());
            shell.jobs.await_all(std::time::Duration::from_secs(5));
        }
        let ended = shell.reap();
        let failed = ended.iter().map(|job| job.class).filter(|class| *class != Class::Done);
        if self.failures.is_empty() || self.at_failure == AtFailure::GoOn {
            self.failures.extend(failed);
            let left = shell.queue.list().len();
            if left > 0 {
                let class = shell.report(&usage(unstarted(left)).into());
                self.failures.push(class);
            }
        }
        Class::of_all(&self.failures)
    }
}

/// Reads a line, unless the run has been ended meanwhile: nothing ends the read itself.
fn waiting<T>(signals: &Signals, read: impl FnOnce() -> Option<T>) -> Option<T> {
    let _asked = signals.for_line();
    if signals.ended().is_some() { None } else { read() }
}

fn unstarted(commands: usize) -> String {
    let plural = if commands == 1 { "command was" } else { "commands were" };
    format!("{commands} {plural} queued and not done: queue start does it")
}

/// Why there is no script; a server in its place is told of.
fn missing(path: &OsStr, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound && path.as_bytes().contains(&b':') {
        let shown = printable(path.as_bytes());
        return usage(format!(
            "{shown}: no such script; it stands before the server: ftps run SCRIPT TARGET"
        ));
    }
    local(path)(error)
}

/// A script as it comes, waited for until the run has to be over.
struct InterruptibleReader {
    file: File,
    limit: Cancel,
}

impl Read for InterruptibleReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.limit.wait_readable(self.file.as_fd()).map_err(io::Error::other)?;
        self.file.read(buffer)
    }
}

/// Why nothing more could be read: an error of ours is passed on as it is.
fn unread(path: &OsStr, error: io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(ours) => ours,
        Err(error) => local(path)(error),
    }
}

/// The lines of a script; one that ends in a backslash goes on in the next.
struct Lines {
    from: Box<dyn BufRead>,
    path: OsString,
    /// How many were read.
    number: usize,
    /// The number of the first of those that were read last.
    first: usize,
}

impl Lines {
    fn text(text: &str) -> Self {
        let from = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        Self { from, path: "-c".into(), number: 0, first: 0 }
    }

    /// A line that is not there yet, of a pipe, is waited for until `limit`.
    fn open(path: &OsStr, limit: Cancel) -> Result<Self> {
        let file = if path == "-" {
            io::stdin().as_fd().try_clone_to_owned().map(File::from).map_err(local(path))?
        } else {
            let named = path.to_owned();
            let opened = limit.apart(None, move || File::open(named))?;
            opened.unwrap_or(Err(io::ErrorKind::TimedOut.into())).map_err(|e| missing(path, e))?
        };
        let from = Box::new(BufReader::new(InterruptibleReader { file, limit }));
        Ok(Self { from, path: path.to_owned(), number: 0, first: 0 })
    }

    /// The next line, whose number is then `first`.
    fn next(&mut self) -> Option<Result<String>> {
        self.first = self.number + 1;
        self.read().transpose()
    }

    fn read(&mut self) -> Result<Option<String>> {
        let mut whole = String::new();
        loop {
            let mut line = Vec::new();
            let read = self.from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
            if read.map_err(|error| unread(&self.path, error))? == 0 {
                return Ok((!whole.is_empty()).then_some(whole));
            }
            self.number += 1;
            if line.len() as u64 == LONGEST_LINE {
                return Err(usage("the line is too long"));
            }
            let line = String::from_utf8(line).map_err(|_| usage("not UTF-8"))?;
            // Editors on Windows begin a text with a mark.
            let begun = if self.number == 1 { line.strip_prefix('\u{feff}') } else { None };
            let line = begun.unwrap_or(&line);
            whole.push_str(line);
            let text = line.trim_end_matches(['\n', '\r']);
            let slashes = text.bytes().rev().take_while(|byte| *byte == b'\\').count();
            let comment = text.trim_start().starts_with('#');
            if comment || slashes % 2 == 0 || !line.ends_with('\n') {
                return Ok(Some(whole));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_behind_a_backslash_and_keep_their_numbers() {
        let mut lines = Lines::text("ls\nget a \\\n b\n\n# c \\\nrm x");
        let mut all = Vec::new();
        while let Some(text) = lines.next() {
            all.push((lines.first, text.expect("text")));
        }
        let numbers: Vec<usize> = all.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 4, 5, 6]);
        assert_eq!(all[1].1, "get a \\\n b\n");
    }
}
