//! Questions before something is removed or replaced (`-i`), answered on standard input.

use std::io;

use super::env::Env;
use crate::error::{Result, local, usage};

/// Asks questions, if they are wanted.
pub(super) struct Confirm<'a> {
    env: &'a Env<'a>,
    wanted: bool,
}

impl<'a> Confirm<'a> {
    /// Questions, or none.
    pub(super) fn new(env: &'a Env<'a>, wanted: bool) -> Self {
        Self { env, wanted }
    }

    /// Whether questions are wanted.
    pub(super) fn is_on(&self) -> bool {
        self.wanted
    }

    /// Asks; only an answer that begins with y or Y is a yes, and so is every question that is not
    /// wanted. The end of standard input is a no.
    pub(super) fn ask(&mut self, question: &str) -> Result<bool> {
        if !self.wanted {
            return Ok(true);
        }
        if self.env.is_job() {
            return Err(usage("a job in the background cannot ask: leave -i out"));
        }
        self.env.ui.flush()?;
        self.env.ui.ask(question);
        // A terminal may keep us waiting, and must not keep us from being interrupted.
        let answer = self.env.cancel.apart(None, || {
            let mut line = String::new();
            io::stdin().read_line(&mut line).map(|_| line)
        })?;
        let answer =
            answer.unwrap_or_else(|| Ok(String::new())).map_err(local("standard input"))?;
        Ok(answer.trim_start().starts_with(['y', 'Y']))
    }
}
