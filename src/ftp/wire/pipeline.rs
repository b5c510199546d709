//! When commands leave the client, and how long their replies are waited for: the one policy of pipelining.
//!
//! Which reply is whose is left to `outstanding`.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::command::Command;
use super::control::Control;
use super::fit::GREETING;
use super::outstanding::{Handle, Open, Outstanding, Progress, Taken, Wanted};
use super::pipelining::{PipelineWindow, Pipelining};
use super::reply::Reply;
use crate::error::{Error, Result, network, protocol, timed_out};

/// A whole reply may take this many times the limit for one byte: a server that sends a byte now
/// and then would otherwise keep us for ever.
const REPLY_LIMIT: u32 = 10;

/// How long the reply to one of several questions may take when others were answered, before the
/// server counts as one that loses commands.
const LOST_AFTER: Duration = Duration::from_secs(5);

/// How long more of a reply may take behind a line that looks like the end of another one.
pub(super) const OTHER_END_WITHIN: Duration = Duration::from_secs(2);

/// Commands on their way to the server, and replies on their way back.
pub(super) struct Pipeline {
    pub(super) control: Control,
    pub(super) pipelining: Pipelining,
    pub(super) window: PipelineWindow,
    /// Handed over, not sent.
    waiting: VecDeque<Open>,
    /// Sent, and what became of it.
    pub(super) sent: Outstanding,
    /// The connection failed, or the server lost step.
    lost: bool,
}

impl Pipeline {
    /// A pipeline that sends at once, and nothing before a transfer has ended.
    pub(super) fn new(control: Control) -> Self {
        Self {
            control,
            pipelining: Pipelining::AtOnce,
            window: PipelineWindow::FinalReply,
            waiting: VecDeque::new(),
            sent: Outstanding::default(),
            lost: false,
        }
    }

    /// Lets a command wait for the next time that commands leave.
    pub(super) fn queue(&mut self, command: Command, wanted: Wanted) -> Handle {
        let open = self.sent.open(command, wanted);
        let handle = open.handle;
        self.waiting.push_back(open);
        handle
    }

    /// Counts a reply as due that nothing is sent for.
    pub(super) fn expect_reply(&mut self, command: Command) -> Handle {
        let open = self.sent.open(command, Wanted::ByHandle);
        let handle = open.handle;
        self.sent.push(open);
        handle
    }

    /// Whether the channel must not be used again.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Gives a command up: where its final reply was not read, the channel is of no further use.
    pub(super) fn abandon(&mut self, handle: Handle) {
        self.lost |= self.sent.find(handle).is_some();
        self.sent.take_answer(handle);
    }

    /// The final reply to this command, read if it is not here; what waits is sent before. Nothing may come for
    /// `stall`.
    pub(super) fn answer(&mut self, handle: Handle, stall: Duration) -> Result<Reply> {
        loop {
            if let Some(reply) = self.sent.take_answer(handle) {
                return Ok(reply);
            }
            self.check_open(handle)?;
            let step = self.leave().and_then(|()| self.read_final(stall));
            self.checked(step)?;
        }
    }

    /// Sends all that waits; where commands go one by one, their replies are read.
    pub(super) fn leave_all(&mut self, stall: Duration) -> Result<()> {
        let mut left = self.leave();
        while left.is_ok() && !self.waiting.is_empty() {
            left = self.read_final(stall).and_then(|()| self.leave());
        }
        self.checked(left)
    }

    /// Sends all that waits, and reads all replies that are due.
    pub(super) fn flush(&mut self, stall: Duration) -> Result<()> {
        self.leave_all(stall)?;
        let mut read = Ok(());
        while read.is_ok() && !self.sent.is_idle() {
            read = self.read_final(stall);
        }
        self.checked(read)
    }

    /// Takes all replies that are here, up to the final one to this command. Never waits.
    pub(super) fn progress(&mut self, handle: Handle) -> Result<Progress> {
        loop {
            let progress = self.sent.progress(handle);
            if progress == Some(Progress::Answered) {
                return Ok(Progress::Answered);
            }
            self.check_open(handle)?;
            let step = self.take_one();
            if !self.checked(step)? {
                return Ok(progress.unwrap_or(Progress::Sent));
            }
        }
    }

    /// Takes a reply that is here, if one is.
    fn take_one(&mut self) -> Result<bool> {
        let read = self.control.try_read().map_err(|error| self.while_due(error))?;
        read.map_or(Ok(false), |reply| self.take(reply).map(|_| true))
    }

    /// Whether the reply to this command can still come.
    fn check_open(&self, handle: Handle) -> Result<()> {
        let waiting = self.waiting.iter().find(|open| open.handle == handle);
        match (self.sent.find(handle), waiting) {
            (None, None) => Err(protocol("a reply is missing")),
            (Some(open), _) if self.lost => Err(network(format!(
                "the connection was lost before the reply to {} came: its outcome is unknown",
                open.command.verb()
            ))),
            (None, Some(open)) if self.lost => {
                let verb = open.command.verb();
                Err(network(format!("the connection was lost before {verb} was sent")))
            }
            (Some(_), _) | (None, Some(_)) => Ok(()),
        }
    }

    /// After an error the channel is not used again.
    fn checked<T>(&mut self, outcome: Result<T>) -> Result<T> {
        self.lost |= outcome.is_err();
        outcome
    }

    /// Sends commands although the final reply of a transfer has not come, where the server is known to bear that
    /// at this `stage` of one. Whoever sends the same commands next gets their replies.
    pub(super) fn send_ahead(
        &mut self,
        commands: Vec<Command>,
        stage: PipelineWindow,
    ) -> Result<()> {
        let may_leave = self.window >= stage && self.pipelining == Pipelining::AtOnce;
        if !may_leave || !self.waiting.is_empty() {
            return Ok(());
        }
        for command in commands {
            let written = self.control.write(&command);
            self.checked(written)?;
            let open = self.sent.open(command, Wanted::ByHandle);
            self.sent.push_ahead(open);
        }
        let flushed = self.control.flush();
        self.checked(flushed)
    }

    /// Sends the commands that may leave now.
    fn leave(&mut self) -> Result<()> {
        if self.sent.is_idle() && !self.waiting.is_empty() {
            // Replies that nobody asked for must not be taken for answers. A 421 among them is an error.
            while let Some(reply) = self.control.try_read()? {
                self.take(reply)?;
            }
        }
        while self.may_leave()
            && let Some(next) = self.waiting.pop_front()
        {
            self.control.write(&next.command)?;
            self.sent.push(next);
        }
        self.control.flush()
    }

    /// The policy: one by one where the server wants that, and never behind a transfer that runs.
    fn may_leave(&self) -> bool {
        self.sent.is_idle() || self.pipelining == Pipelining::AtOnce && !self.sent.has_transfer()
    }

    /// Reads one more final reply, and gives it to its command. 1yz and replies that answer nothing do not prolong the
    /// wait.
    fn read_final(&mut self, stall: Duration) -> Result<()> {
        let end = Instant::now() + self.control.waits().stall * REPLY_LIMIT;
        loop {
            if let Some(reply) = self.control.try_read().map_err(|error| self.while_due(error))? {
                if self.take(reply)? {
                    return Ok(());
                }
                continue;
            }
            let left = end.saturating_duration_since(Instant::now()).min(self.patience(stall));
            if left.is_zero() || !self.control.wait(left)? {
                return Err(self.overdue());
            }
        }
    }

    /// How long nothing may come. Questions that were sent together are answered together.
    fn patience(&self, stall: Duration) -> Duration {
        if self.control.ended_by_another().is_some() {
            return stall.min(OTHER_END_WITHIN);
        }
        let group = self.sent.is_answering() && self.sent.is_repeatable();
        if group { stall.min(LOST_AFTER) } else { stall }
    }

    /// Takes a reply to whom it belongs; returns whether it was the final one to the oldest command.
    fn take(&mut self, reply: Reply) -> Result<bool> {
        let response = reply.response();
        match self.sent.take(reply)? {
            Taken::Final => Ok(true),
            Taken::Preliminary => Ok(false),
            Taken::Unasked => {
                self.control.trace().fact(&format!("a reply that answers nothing: {response}"));
                Ok(false)
            }
            Taken::OutOfOrder => {
                Err(self.out_of_order(&format!("is answered by another reply: {response}")))
            }
        }
    }

    fn due(&self) -> String {
        match self.sent.oldest() {
            Some(GREETING) | None => "its greeting".to_owned(),
            Some(verb) => format!("the reply to {verb}"),
        }
    }

    fn while_due(&self, error: Error) -> Error {
        match error {
            Error::Network(text) => network(format!("{text} while {} was due", self.due())),
            other => other,
        }
    }

    /// The error for a reply that another one ended, if that is what came.
    pub(super) fn ended_by_another(&self) -> Option<Error> {
        let how = self.control.ended_by_another()?;
        Some(protocol(format!("{} {how}", self.due())))
    }

    fn overdue(&mut self) -> Error {
        if let Some(error) = self.ended_by_another() {
            return error;
        }
        if let Some(code) = self.control.unfinished() {
            return timed_out(format!("{} began with {code}- and did not end in time", self.due()));
        }
        if self.sent.is_answering() && self.sent.is_repeatable() {
            return self.out_of_order("was lost: it is not answered in time");
        }
        if self.sent.is_answering() {
            self.pipelining = Pipelining::OneByOne;
        }
        timed_out(format!("{} did not come in time", self.due()))
    }

    /// The error where several commands were too many at once. They can be sent again, one by one on a new
    /// connection, unless that could do something twice.
    fn out_of_order(&mut self, how: &str) -> Error {
        self.pipelining = Pipelining::OneByOne;
        let verb = self.sent.oldest().unwrap_or_default();
        let text = format!("of several commands sent at once, {verb} {how}");
        if self.sent.is_repeatable() { Error::OutOfOrder(text) } else { network(text) }
    }
}
