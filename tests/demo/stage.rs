//! Where the demo happens: runs commands before the reader's eyes and keeps the score of checks.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A narrow terminal.
const WIDTH: usize = 80;

const BOLD: &str = "1";
const GREEN: &str = "32";
const RED: &str = "1;31";
const CYAN: &str = "36";

/// Who sees standard error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// The reader, after the command; the demo can look at it.
    Kept,
    /// The reader's terminal, if there is one, directly: progress bars move.
    Live,
}

/// What a command came to.
pub struct Outcome {
    /// The exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error, as far as it was kept.
    pub stderr: String,
}

/// The place where it happens.
pub struct Stage {
    program: PathBuf,
    place: PathBuf,
    variables: Vec<(&'static str, String)>,
    password: String,
    commands: usize,
    checks: usize,
    failed: usize,
}

impl Stage {
    /// Runs `program` in the folder `place`.
    pub fn new(program: &Path, place: &Path, password: &str) -> Self {
        Self {
            program: program.to_owned(),
            place: place.to_owned(),
            variables: Vec::new(),
            password: password.to_owned(),
            commands: 0,
            checks: 0,
            failed: 0,
        }
    }

    /// Sets a variable of the reader's shell: `$NAME` in commands stands for `value`.
    pub fn set(&mut self, name: &'static str, value: &str) {
        shell(&format!("{name}={value}"));
        self.variables.push((name, value.to_owned()));
    }

    /// Runs `ftps` with these arguments, showing the command and what it prints.
    pub fn ftps<const N: usize>(&mut self, errors: Errors, args: [&str; N]) -> io::Result<Outcome> {
        self.commands += 1;
        shell(&paint(BOLD, &typed(&args)));
        let live = errors == Errors::Live && io::stderr().is_terminal();
        let output = Command::new(&self.program)
            .args(args.map(|arg| self.expanded(arg)))
            .current_dir(&self.place)
            .env("FTPS_PASSWORD", &self.password)
            // The reader's own netrc file, configuration and memory of hosts stay out of it.
            .env("HOME", &self.place)
            .env("XDG_CONFIG_HOME", self.place.join(".config"))
            .env("XDG_STATE_HOME", self.place.join(".local/state"))
            .stdin(Stdio::null())
            .stderr(if live { Stdio::inherit() } else { Stdio::piped() })
            .output()?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        for line in String::from_utf8_lossy(&output.stdout).lines().chain(stderr.lines()) {
            println!("{}", wrapped(line));
        }
        Ok(Outcome { code: output.status.code(), stdout: output.stdout, stderr })
    }

    fn expanded(&self, arg: &str) -> String {
        let put_in =
            |text: String, (name, value): &(&str, String)| text.replace(&format!("${name}"), value);
        self.variables.iter().fold(arg.to_owned(), put_in)
    }

    /// Checks something, and says so.
    pub fn check(&mut self, what: &str, holds: bool) {
        self.checks += 1;
        if holds {
            println!("  {}", paint(GREEN, &format!("✓ {what}")));
        } else {
            self.failed += 1;
            println!("  {}", paint(RED, &format!("✗ NOT SO: {what}")));
        }
    }

    /// Says how it went; whether every check held.
    pub fn close(self) -> bool {
        let Self { commands, checks, failed, .. } = self;
        let (colour, end) = match failed {
            0 => (GREEN, "every one held".to_owned()),
            n => (RED, format!("{n} DID NOT HOLD")),
        };
        println!("\n{commands} commands, {checks} checks: {}", paint(colour, &end));
        failed == 0
    }
}

/// Opens a scene.
pub fn scene(title: &str) {
    println!("\n{}", paint(BOLD, title));
}

/// Shows a line of the reader's shell.
pub fn shell(line: &str) {
    println!("{} {line}", paint(CYAN, "$"));
}

/// A command as one types it.
fn typed(args: &[&str]) -> String {
    args.iter().fold("ftps".to_owned(), |mut line, arg| {
        // Writing to a string cannot fail.
        let _ = if arg.contains([' ', '&']) {
            write!(line, " \"{arg}\"")
        } else {
            write!(line, " {arg}")
        };
        line
    })
}

/// A line of output, broken between words where it is wider than the screen.
fn wrapped(line: &str) -> String {
    if line.chars().count() < WIDTH {
        return line.to_owned();
    }
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().expect("never empty");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() < WIDTH {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(format!("  {word}"));
        }
    }
    lines.join("\n")
}

fn paint(style: &str, text: &str) -> String {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\u{1b}[{style}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
