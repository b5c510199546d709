//! Who fetches which part: the parts that wait, those that are done, and why all of it may be over early.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::part::Part;
use crate::error::{Error, Result, integrity};

/// Why no further part is fetched.
pub(super) enum Over {
    /// The server cannot do it: the file is to be fetched as one.
    AsOne(String),
    /// It failed.
    Failed(Error),
}

/// Which of the parts that wait is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The last one ends where the file does, so that whoever takes it keeps a usable session.
    Last,
    First,
}

/// What the workers share.
pub(super) struct PartQueue {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// In their order.
    waiting: Vec<Part>,
    busy: usize,
    /// Workers that may still take a part, beside the main one.
    helpers: usize,
    ended: Vec<Part>,
    over: Option<Over>,
}

impl PartQueue {
    pub(super) fn new(parts: Vec<Part>, helpers: usize) -> Self {
        let state = State { waiting: parts, busy: 0, helpers, ended: Vec::new(), over: None };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A part to fetch. While others are busy it waits: a part of theirs may come back.
    pub(super) fn take(&self, choice: Choice) -> Option<Claim<'_>> {
        let mut state = self.lock();
        loop {
            if state.over.is_some() {
                return None;
            }
            if state.helpers == 0 {
                state.merge();
            }
            let part = match choice {
                Choice::Last => state.waiting.pop(),
                Choice::First if state.waiting.is_empty() => None,
                Choice::First => Some(state.waiting.remove(0)),
            };
            if let Some(part) = part {
                state.busy += 1;
                return Some(Claim { desk: self, part: Some(part) });
            }
            if state.busy == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether there is a part to take; waits as long as others are busy, since one of theirs may come back.
    pub(super) fn is_wanting(&self) -> bool {
        let mut state = self.lock();
        while state.over.is_none() && state.waiting.is_empty() && state.busy > 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.over.is_none() && !state.waiting.is_empty()
    }

    /// A helper will take no part any more.
    pub(super) fn leave(&self) {
        self.lock().helpers -= 1;
        self.changed.notify_all();
    }

    /// Whether no part is to be gone on with.
    pub(super) fn is_over(&self) -> bool {
        self.lock().over.is_some()
    }

    /// Ends all of it; the first reason counts.
    pub(super) fn end(&self, over: Over) {
        self.lock().over.get_or_insert(over);
        self.changed.notify_all();
    }

    /// All parts in order, whole or not, and why it was over early, if it was.
    pub(super) fn close(self) -> (Vec<Part>, Option<Over>) {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut parts: Vec<Part> = state.waiting.into_iter().chain(state.ended).collect();
        parts.sort_by_key(|part| part.start);
        (parts, state.over)
    }
}

impl State {
    /// Neighbours that wait become one: with nobody else to come, each further part would cost a login.
    fn merge(&mut self) {
        let mut merged: Vec<Part> = Vec::new();
        for part in std::mem::take(&mut self.waiting) {
            match merged.last().and_then(|before| before.merged(&part)) {
                Some(both) => {
                    merged.pop();
                    merged.push(both);
                }
                None => merged.push(part),
            }
        }
        self.waiting = merged;
    }
}

/// A part in somebody's hands; dropped, it is back on the desk, whatever happened.
pub(super) struct Claim<'a> {
    desk: &'a PartQueue,
    part: Option<Part>,
}

impl Claim<'_> {
    /// The part.
    pub(super) fn part(&mut self) -> Result<&mut Part> {
        self.part.as_mut().ok_or_else(|| integrity("a part of the file is missing"))
    }

    /// Gives it back for somebody else.
    pub(super) fn give_back(mut self) {
        if let Some(part) = self.part.take() {
            let mut state = self.desk.lock();
            let at = state.waiting.partition_point(|other| other.start < part.start);
            state.waiting.insert(at, part);
        }
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut state = self.desk.lock();
        state.busy -= 1;
        state.ended.extend(self.part.take());
        self.desk.changed.notify_all();
    }
}
