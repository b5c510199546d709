//! The script of a test server: which command, the how-manyth, goes wrong in which way.
//!
//! `on(verb("RETR").nth(2), Fault::cut(1000))`. Every step must be reached, or the test fails, unless
//! it is marked [`When::optional`].

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::fault::Fault;
use super::plan::{Event, Plan};

/// The condition of a step.
#[derive(Clone, Debug)]
pub struct When {
    verb: Option<&'static str>,
    argument: Option<Vec<u8>>,
    connection: Option<usize>,
    turn: Turn,
    optional: bool,
}

/// Which of the commands that fit.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Each,
    Nth(usize),
    Since(usize),
    Every(usize),
}

/// Each command with this verb, in capitals. Two stand for what is not a command: `CONNECT`, the
/// moment when the banner is due, and `TLS`, the handshake on the control connection.
pub fn verb(verb: &'static str) -> When {
    When { verb: Some(verb), ..any() }
}

/// Each command, whatever its verb.
pub fn any() -> When {
    When { verb: None, argument: None, connection: None, turn: Turn::Each, optional: false }
}

impl When {
    /// Only the `n`th that fits, counted from 1 over the whole server.
    pub fn nth(mut self, n: usize) -> Self {
        self.turn = Turn::Nth(n);
        self
    }

    /// The `n`th that fits, and all after it.
    pub fn since(mut self, n: usize) -> Self {
        self.turn = Turn::Since(n);
        self
    }

    /// Every `n`th that fits.
    pub fn every(mut self, n: usize) -> Self {
        self.turn = Turn::Every(n);
        self
    }

    /// Only with exactly this argument.
    pub fn with(mut self, argument: impl AsRef<[u8]>) -> Self {
        self.argument = Some(argument.as_ref().to_vec());
        self
    }

    /// Only on this control connection, counted from 1.
    pub fn on_connection(mut self, n: usize) -> Self {
        self.connection = Some(n);
        self
    }

    /// The test does not fail if this is never reached.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    fn fits(&self, event: &Event) -> bool {
        let verb = match self.verb {
            Some(verb) => verb == event.verb,
            None => !matches!(event.verb.as_str(), "CONNECT" | "TLS"),
        };
        let argument = self.argument.as_ref();
        verb && argument.is_none_or(|argument| *argument == event.argument)
            && self.connection.is_none_or(|n| n == event.connection)
    }
}

impl From<&'static str> for When {
    fn from(name: &'static str) -> Self {
        verb(name)
    }
}

/// All steps of one server, and how far each has come.
#[derive(Default)]
pub struct Script {
    steps: Vec<Step>,
}

struct Step {
    when: When,
    fault: Fault,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    met: usize,
    used: bool,
}

impl Script {
    /// Adds a step. Several may fit one command; they are applied in this order.
    pub fn add(&mut self, when: When, fault: Fault) {
        self.steps.push(Step { when, fault, progress: Mutex::default() });
    }

    /// What is to be done with this command.
    pub fn plan(&self, verb: &str, argument: &[u8], connection: usize, root: &Path) -> Plan {
        let mut plan = Plan::default();
        let mut event = Event {
            verb: verb.to_owned(),
            argument: argument.to_vec(),
            connection,
            times_before: 0,
            root: root.to_owned(),
        };
        for step in &self.steps {
            if step.when.fits(&event) {
                event.times_before = step.meet();
                let n = event.times_before + 1;
                let due = match step.when.turn {
                    Turn::Each => true,
                    Turn::Nth(wanted) => n == wanted,
                    Turn::Since(first) => n >= first,
                    Turn::Every(period) => n.is_multiple_of(period),
                };
                if due {
                    step.progress().used = true;
                    step.fault.apply(&mut plan, &event);
                }
            }
        }
        plan
    }

    /// The steps that were never reached and should have been.
    pub fn unreached(&self) -> Vec<String> {
        let missed = |step: &&Step| !step.when.optional && !step.progress().used;
        self.steps
            .iter()
            .filter(missed)
            .map(|step| format!("{:?}, met {} times", step.when, step.progress().met))
            .collect()
    }
}

impl Step {
    /// Counts one more command that fits; returns how many there were before.
    fn meet(&self) -> usize {
        let mut progress = self.progress();
        progress.met += 1;
        progress.met - 1
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
