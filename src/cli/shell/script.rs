//! `ftps run`: lines from a file, from standard input, or from the command line. It ends at the
//! first failure, and says in which line.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::ffi::OsStrExt as _;

use clap::ArgMatches;

use super::perform::is_stop;
use super::words::{Statement, split};
use super::{Manner, Next, Shell};
use crate::commands::Spec;
use crate::error::{Class, Result, local, printable, usage};
use crate::settings::output;

/// Longer lines nobody writes, and none may fill the memory.
const LONGEST_LINE: u64 = 1 << 20;

/// Runs a script to its end.
pub(super) fn run(spec: &Spec, matches: &ArgMatches) -> Result<Class> {
    let script = matches.get_one::<OsString>("script");
    let (lines, name, target) = match (matches.get_one::<String>("commands"), script) {
        (Some(commands), target) => {
            (Lines::text(commands), "-c".to_owned(), target.map(OsString::as_os_str))
        }
        (None, Some(script)) => {
            let target = matches.get_one::<OsString>("target").map(OsString::as_os_str);
            (Lines::open(script)?, printable(script.as_bytes()), target)
        }
        (None, None) => return Err(usage("no script; -c gives commands on the command line")),
    };
    let keep_going = matches.get_flag("keep-going");
    let mut shell = Shell::new(spec, matches, Manner::Script)?;
    let mut run = Run {
        name,
        failures: Vec::new(),
        at_failure: if keep_going { AtFailure::GoOn } else { AtFailure::Stop },
        echo: output(matches).verbose >= 1,
    };
    let class = begin(&mut shell, target).and_then(|class| match class {
        Class::Done => run.all(&mut shell, lines),
        other => Ok(other),
    });
    shell.close();
    class
}

/// Goes to the server that the command line names.
fn begin(shell: &mut Shell, target: Option<&OsStr>) -> Result<Class> {
    if let Some(target) = target {
        let settled = shell.settled()?;
        shell.open(&settled, target)?;
    }
    Ok(Class::Done)
}

/// A script on its way.
struct Run {
    /// What it is called in messages.
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
    fn all(&mut self, shell: &mut Shell, mut lines: Lines) -> Result<Class> {
        while let Some((number, text)) = lines.next()? {
            let place = format!("{}:{number}:", self.name);
            place.clone_into(&mut shell.name);
            match split(&text) {
                Ok(statements) => {
                    for statement in &statements {
                        if self.one(shell, statement) == Next::Leave {
                            return Ok(self.end(shell));
                        }
                    }
                }
                Err(why) => {
                    let class = shell.tell(&usage(why).into());
                    self.failures.push(class);
                    if self.at_failure == AtFailure::Stop {
                        break;
                    }
                }
            }
        }
        Ok(self.end(shell))
    }

    fn one(&mut self, shell: &mut Shell, statement: &Statement) -> Next {
        if self.echo {
            shell.ui().remark(&format!("+ {}", printable(statement.text.as_bytes())));
        }
        let class = shell.perform(statement);
        let jobs = shell.reap().into_iter().map(|job| job.class);
        let failed = std::iter::once(class).chain(jobs).filter(|class| *class != Class::Done);
        let failed: Vec<Class> = failed.collect();
        self.failures.extend(&failed);
        let ended = shell.signals.ended();
        self.failures.extend(ended);
        let stop = ended.is_some() || failed.iter().any(|class| is_stop(*class));
        if stop || !failed.is_empty() && self.at_failure == AtFailure::Stop {
            return Next::Leave;
        }
        shell.next
    }

    /// What is left of the jobs is waited for, unless the script failed: then they are ended.
    fn end(&mut self, shell: &mut Shell) -> Class {
        if !self.failures.is_empty() && self.at_failure == AtFailure::Stop {
            shell.jobs.stop_all(Class::Interrupted);
        }
        let stopped = shell.signals.clone();
        let waited = shell.cancel(&ArgMatches::default()).and_then(|cancel| {
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
        }
        class_of(&self.failures)
    }
}

/// A stop wins; one failure gives its own class, and so do several of one class.
fn class_of(failures: &[Class]) -> Class {
    if let Some(stop) = failures.iter().find(|class| is_stop(**class)) {
        return *stop;
    }
    match failures.split_first() {
        None => Class::Done,
        Some((first, rest)) if rest.iter().all(|class| class == first) => *first,
        Some(_) => Class::Partial,
    }
}

/// The lines of a script; one that ends in a backslash goes on in the next.
struct Lines {
    from: Box<dyn BufRead>,
    path: OsString,
    number: usize,
}

impl Lines {
    fn text(text: &str) -> Self {
        let from = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        Self { from, path: "-c".into(), number: 0 }
    }

    fn open(path: &OsStr) -> Result<Self> {
        let from: Box<dyn BufRead> = if path == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(path).map_err(local(path))?))
        };
        Ok(Self { from, path: path.to_owned(), number: 0 })
    }

    /// The next line, and the number of its first.
    fn next(&mut self) -> Result<Option<(usize, String)>> {
        let first = self.number + 1;
        let mut whole = String::new();
        loop {
            let mut line = Vec::new();
            let read = self.from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
            if read.map_err(local(&self.path))? == 0 {
                return Ok((!whole.is_empty()).then_some((first, whole)));
            }
            self.number += 1;
            let shown = printable(self.path.as_bytes());
            let number = self.number;
            if line.len() as u64 == LONGEST_LINE {
                return Err(usage(format!("{shown}:{number}: the line is too long")));
            }
            let line = String::from_utf8(line)
                .map_err(|_| usage(format!("{shown}:{number}: not UTF-8")))?;
            whole.push_str(&line);
            let text = line.trim_end_matches(['\n', '\r']);
            let slashes = text.bytes().rev().take_while(|byte| *byte == b'\\').count();
            let comment = text.trim_start().starts_with('#');
            if comment || slashes % 2 == 0 || !line.ends_with('\n') {
                return Ok(Some((first, whole)));
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
        while let Some((number, text)) = lines.next().expect("text") {
            all.push((number, text));
        }
        let numbers: Vec<usize> = all.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 4, 5, 6]);
        assert_eq!(all[1].1, "get a \\\n b\n");
    }

    #[test]
    fn several_failures_of_one_class_have_that_class_and_a_stop_wins() {
        assert_eq!(class_of(&[]), Class::Done);
        assert_eq!(class_of(&[Class::Refused, Class::Refused]), Class::Refused);
        assert_eq!(class_of(&[Class::Refused, Class::Local]), Class::Partial);
        assert_eq!(class_of(&[Class::Refused, Class::Interrupted]), Class::Interrupted);
    }
}
