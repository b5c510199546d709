//! Commands that do not travel alone: those that wait for the next ones, and those that go out before the last word of
//! a transfer. Both save a round trip; what they are is left to `changes` and `data`.

use crate::error::{Result, protocol};
use crate::ftp::login::software::PipelineWindow;
use crate::ftp::ops::namespace::{Renamed, renamed};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::control::Pipelining;
use crate::ftp::wire::reply::Reply;

/// A renaming that goes out with other commands.
#[derive(Debug)]
pub(super) enum Company {
    /// There is none.
    Nobody,
    /// It waits for the next command.
    Waits(RemotePath, RemotePath),
    /// It was sent, and its answer has not come.
    Sent,
    /// It was answered.
    Told(Renamed),
}

impl Session {
    /// What goes out before the next commands.
    pub(super) fn companions(&mut self) -> Result<Vec<Command>> {
        let mut list = std::mem::take(&mut self.riders);
        if let Company::Waits(from, to) = &self.company {
            list.push(Command::new("RNFR", from)?);
            list.push(Command::new("RNTO", to)?);
            self.company = Company::Sent;
        }
        Ok(list)
    }

    /// Takes the answers to them; those to a renaming are the last.
    pub(super) fn hear_companions(&mut self, replies: &[Reply]) -> Result<()> {
        if let Company::Sent = self.company {
            let own = replies.get(replies.len().saturating_sub(2)..).unwrap_or_default();
            self.company = Company::Told(renamed(own)?);
        }
        Ok(())
    }

    /// Has a file renamed in company: RNFR and RNTO go out before the next command, whatever that
    /// is, so that they cost no round trip of their own.
    pub(super) fn defer_rename(&mut self, from: &RemotePath, to: &RemotePath) {
        self.company = Company::Waits(from.clone(), to.clone());
    }

    /// What a renaming in company came to, if its answer has come.
    pub(super) fn deferred_rename_outcome(&mut self) -> Option<Renamed> {
        match std::mem::replace(&mut self.company, Company::Nobody) {
            Company::Told(renamed) => Some(renamed),
            other => {
                self.company = other;
                None
            }
        }
    }

    /// A flight without what was sent already.
    pub(super) fn flight_of(&mut self, whole: &[Command]) -> Result<Vec<Reply>> {
        let sent = std::mem::take(&mut self.foreseen);
        if sent.is_empty() {
            return self.control.flight(whole, self.pace);
        }
        let is_fresh = |command: &&Command| !sent.contains(command);
        let fresh: Vec<Command> = whole.iter().filter(is_fresh).cloned().collect();
        self.control.send(&fresh)?;
        let early = self.control.answers(&sent)?;
        let mut late = self.control.answers(&fresh)?.into_iter();
        let answer = |command| match sent.iter().position(|other| other == command) {
            Some(at) => early.get(at).cloned(),
            None => late.next(),
        };
        whole
            .iter()
            .map(answer)
            .collect::<Option<_>>()
            .ok_or_else(|| protocol("a reply is missing"))
    }

    /// Sends what will be said next although the last word of a transfer has not come, where the
    /// server is known to bear that at this `stage` of one.
    pub(super) fn foresee(&mut self, commands: Vec<Command>, stage: PipelineWindow) -> Result<()> {
        if self.control.software().early() < stage
            || self.pace == Pipelining::OneByOne
            || commands.is_empty()
        {
            return Ok(());
        }
        self.control.send(&commands)?;
        self.foreseen = commands;
        Ok(())
    }

    pub(super) fn is_foreseen(&self, command: &Command) -> bool {
        self.foreseen.contains(command)
    }

    pub(super) fn has_foreseen(&self) -> bool {
        !self.foreseen.is_empty()
    }
}
