//! Which reply belongs to which command: the commands whose final replies are due, oldest first, and the replies that
//! nobody has asked for yet. It sends and reads nothing; that is left to `pipeline`.

use std::collections::VecDeque;

use super::command::Command;
use super::fit::{Fit, fit, is_repeatable, is_transfer};
use super::reply::Reply;
use crate::error::{Error, Result, protocol};

/// Replies in a row that answer nothing, and 1yz to one command, that are borne: servers repeat a 226 or greet in three
/// replies; none is known to do so more often.
const MOST_UNASKED: usize = 16;

/// Replies that are kept for handles that nobody came back with, and queries whose answers may come late.
const MOST_KEPT: usize = 64;

/// A command that was handed over to be sent: its reply is asked for by this.
/// Handles are ordered as the commands were handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handle(u64);

/// How far a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ftp) enum Progress {
    /// No reply to it is here.
    Sent,
    /// A 1yz is.
    Begun,
    /// The final reply is.
    Answered,
}

/// Who wants the final reply to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Who has the handle.
    ByHandle,
    /// Nobody: whatever it is, it is dropped.
    ByNobody,
    /// The exchange, which goes on only if it is positive.
    Positive,
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was the final reply to the oldest command.
    Final,
    /// It was a 1yz to the oldest command.
    Preliminary,
    /// It answers nothing, and was dropped.
    Unasked,
    /// It answers a later command, or one that another reply was taken for: the server does not keep the order.
    OutOfOrder,
}

/// A command whose final reply has not been read.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) handle: Handle,
    pub(super) command: Command,
    wanted: Wanted,
    /// How many 1yz came.
    preliminaries: usize,
    /// A reply came that cannot be the answer.
    disturbed: bool,
}

/// The commands of a control channel that are not answered, and the replies that were not asked for.
#[derive(Debug, Default)]
pub(super) struct Outstanding {
    /// How many handles were given out.
    handles: u64,
    /// Sent, oldest first.
    sent: VecDeque<Open>,
    /// Commands that were answered since the channel was idle.
    answered: usize,
    /// The last queries among them, and whether each was answered by a refusal.
    queries: VecDeque<(Command, bool)>,
    kept: VecDeque<(Handle, Reply)>,
    /// Commands that were sent before whoever needs them asked for them.
    ahead: Vec<(Handle, Command)>,
    /// The last final reply and the verb that it answered, if it was one that only this verb has: the same to another
    /// one is a repetition.
    last: Option<(String, Reply)>,
    /// Replies in a row that answered nothing.
    unasked: usize,
    /// A path from `/` was taken in a command that names a file.
    pub(super) takes_paths: bool,
}

impl Outstanding {
    /// A command with a handle of its own.
    pub(super) fn open(&mut self, command: Command, wanted: Wanted) -> Open {
        self.handles += 1;
        Open { handle: Handle(self.handles), command, wanted, preliminaries: 0, disturbed: false }
    }

    /// The command was sent.
    pub(super) fn push(&mut self, open: Open) {
        if self.sent.is_empty() {
            self.answered = 0;
            self.queries.clear();
        }
        self.sent.push_back(open);
    }

    /// The command was sent before anybody asked for it.
    pub(super) fn push_ahead(&mut self, open: Open) {
        self.ahead.push((open.handle, open.command.clone()));
        self.push(open);
    }

    /// The handle of such a command that was sent ahead.
    pub(super) fn claim(&mut self, command: &Command) -> Option<Handle> {
        let at = self.ahead.iter().position(|(_, other)| other == command)?;
        Some(self.ahead.remove(at).0)
    }

    /// Drops the replies to commands sent ahead, those that are still to come too.
    pub(super) fn forget_ahead(&mut self) {
        for (handle, _) in std::mem::take(&mut self.ahead) {
            self.take_answer(handle);
            for open in self.sent.iter_mut().filter(|open| open.handle == handle) {
                open.wanted = Wanted::ByNobody;
            }
        }
    }

    /// Whether something was sent ahead, and nobody has asked for it yet.
    pub(super) fn has_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Whether every command has its final reply.
    pub(super) fn is_idle(&self) -> bool {
        self.sent.is_empty()
    }

    /// Whether a transfer has not had its final reply.
    pub(super) fn has_transfer(&self) -> bool {
        self.sent.iter().any(|open| is_transfer(open.command.verb()))
    }

    /// The command that was sent and not answered.
    pub(super) fn find(&self, handle: Handle) -> Option<&Open> {
        self.sent.iter().find(|open| open.handle == handle)
    }

    /// The verb of the oldest command that is not answered.
    pub(super) fn oldest(&self) -> Option<&str> {
        self.sent.front().map(|open| open.command.verb())
    }

    /// Whether the server has answered others of the commands that were sent together, or something else.
    pub(super) fn is_answering(&self) -> bool {
        self.answered > 0 || self.sent.iter().any(|open| open.disturbed)
    }

    /// Whether all commands can be sent again without looking.
    pub(super) fn is_repeatable(&self) -> bool {
        self.sent.iter().all(|open| is_repeatable(open.command.verb()))
    }

    /// How far a command is; `None` if it was not sent.
    pub(super) fn progress(&self, handle: Handle) -> Option<Progress> {
        if self.kept.iter().any(|(other, _)| *other == handle) {
            return Some(Progress::Answered);
        }
        let begun = self.find(handle)?.preliminaries > 0;
        Some(if begun { Progress::Begun } else { Progress::Sent })
    }

    /// The final reply to this command if it is here.
    pub(super) fn take_answer(&mut self, handle: Handle) -> Option<Reply> {
        let at = self.kept.iter().position(|(other, _)| *other == handle)?;
        self.kept.remove(at).map(|(_, reply)| reply)
    }

    /// Takes a reply to whom it belongs.
    ///
    /// # Errors
    /// A 421; more replies than can be meant; a refusal where the exchange needs success.
    pub(super) fn take(&mut self, reply: Reply) -> Result<Taken> {
        if reply.code() == 421 {
            return Err(Error::Refused(reply.response()));
        }
        let Some(oldest) = self.sent.front_mut() else { return self.drop_unasked(&reply) };
        if reply.is_preliminary() {
            oldest.preliminaries += 1;
            self.takes_paths |= oldest.command.names_file_by_path();
            let many = oldest.preliminaries > MOST_UNASKED;
            return if many { Err(too_many(&reply)) } else { Ok(Taken::Preliminary) };
        }
        let fits = fit(&oldest.command, &reply);
        let is_repeated =
            |(verb, last): &(String, Reply)| verb != oldest.command.verb() && *last == reply;
        let repeated = fits != Fit::Exact && self.last.as_ref().is_some_and(is_repeated);
        if self.answers_a_later_command(fits, &reply)
            || !repeated && self.answers_an_earlier_command(fits, &reply)
        {
            return Ok(Taken::OutOfOrder);
        }
        match self.sent.pop_front() {
            Some(open) if fits != Fit::Foreign && !repeated => self.give(open, reply, fits),
            Some(mut open) => {
                open.disturbed |= !repeated;
                self.sent.push_front(open);
                self.drop_unasked(&reply)
            }
            None => self.drop_unasked(&reply),
        }
    }

    /// Whether a reply is the answer to a command behind the oldest one.
    fn answers_a_later_command(&self, fits: Fit, reply: &Reply) -> bool {
        let mut behind = self.sent.iter().skip(1).peekable();
        // While a transfer runs, a command that is not known now is one of those behind it.
        let running = self.sent.front().is_some_and(|open| open.preliminaries > 0);
        if running && behind.peek().is_some() && matches!(reply.code(), 500 | 502 | 503) {
            return true;
        }
        fits != Fit::Exact && behind.any(|open| fit(&open.command, reply) == Fit::Exact)
    }

    /// Whether a reply is the answer to a command of the same flight that another reply was taken for: a refusal, which
    /// fits every command, or one of the 213 of SIZE and MDTM (libunftp).
    fn answers_an_earlier_command(&self, fits: Fit, reply: &Reply) -> bool {
        let mut before = self.queries.iter();
        fits != Fit::Exact
            && before.any(|(command, refused)| {
                (*refused || reply.code() == 213) && fit(command, reply) == Fit::Exact
            })
    }

    fn give(&mut self, open: Open, reply: Reply, fits: Fit) -> Result<Taken> {
        self.answered += 1;
        self.unasked = 0;
        self.takes_paths |= reply.is_done() && open.command.names_file_by_path();
        // `200 fine` may be the answer to many verbs in turn.
        let own = fits == Fit::Exact && (reply.code() == 213 || reply.is_intermediate());
        self.last = own.then(|| (open.command.verb().to_owned(), reply.clone()));
        if open.wanted == Wanted::Positive && !reply.is_done() {
            return Err(protocol(format!("{}: {}", open.command, reply.response())));
        }
        if is_repeatable(open.command.verb()) {
            push_within(&mut self.queries, (open.command, reply.is_refusal()));
        }
        if open.wanted == Wanted::ByHandle {
            push_within(&mut self.kept, (open.handle, reply));
        }
        Ok(Taken::Final)
    }

    fn drop_unasked(&mut self, reply: &Reply) -> Result<Taken> {
        self.unasked += 1;
        if self.unasked > MOST_UNASKED { Err(too_many(reply)) } else { Ok(Taken::Unasked) }
    }
}

/// Adds an item; of more than [`MOST_KEPT`] the oldest goes.
fn push_within<T>(queue: &mut VecDeque<T>, item: T) {
    if queue.len() == MOST_KEPT {
        queue.pop_front();
    }
    queue.push_back(item);
}

fn too_many(reply: &Reply) -> Error {
    protocol(format!(
        "the server sends one reply after another that nobody asked for: {}",
        reply.response()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commands that were sent at once, and their handles.
    fn sent<const N: usize>(verbs: [&'static str; N]) -> (Outstanding, [Handle; N]) {
        let mut all = Outstanding::default();
        let handles = verbs.map(|verb| {
            let open = all.open(Command::bare(verb), Wanted::ByHandle);
            let handle = open.handle;
            all.push(open);
            handle
        });
        (all, handles)
    }

    fn reply(text: &str) -> Reply {
        Reply::parse(format!("{text}\r\n").as_bytes()).unwrap().unwrap().1
    }

    #[track_caller]
    fn take(all: &mut Outstanding, text: &str) -> Taken {
        all.take(reply(text)).unwrap()
    }

    #[test]
    fn replies_are_kept_for_their_handles_whoever_asks_first() {
        let (mut all, [pwd, size]) = sent(["PWD", "SIZE"]);
        take(&mut all, "257 \"/\" is here");
        assert_eq!(all.progress(size), Some(Progress::Sent));
        take(&mut all, "213 5");
        assert!(all.is_idle());
        assert_eq!(all.take_answer(size).map(|reply| reply.code()), Some(213));
        assert_eq!(all.take_answer(pwd).map(|reply| reply.code()), Some(257));
        assert_eq!(all.take_answer(pwd), None);
    }

    #[test]
    fn a_repeated_reply_answers_nothing() {
        let (mut all, [size, mfmt, from, to]) = sent(["SIZE", "MFMT", "RNFR", "RNTO"]);
        let each = ["213 5", "213 Modify=20260131090000; a", "350 go on", "553 no"];
        for text in each {
            assert_eq!(take(&mut all, text), Taken::Final, "{text}");
            if text != "553 no" {
                assert_eq!(take(&mut all, text), Taken::Unasked, "{text}");
            }
        }
        for (handle, text) in [size, mfmt, from, to].into_iter().zip(each) {
            assert_eq!(all.take_answer(handle), Some(reply(text)));
        }
    }

    #[test]
    fn the_end_of_a_transfer_is_no_answer_to_the_next_command() {
        let (mut all, [dele]) = sent(["DELE"]);
        assert_eq!(take(&mut all, "226 Transfer complete"), Taken::Unasked);
        assert_eq!(take(&mut all, "550 no"), Taken::Final);
        assert_eq!(all.take_answer(dele).map(|reply| reply.code()), Some(550));
    }

    #[test]
    fn an_answer_to_a_later_command_is_out_of_order() {
        let (mut all, _) = sent(["CWD", "EPSV"]);
        assert_eq!(take(&mut all, "229 Entering Extended Passive Mode (|||1|)"), Taken::OutOfOrder);
        let (mut all, _) = sent(["RETR", "EPSV"]);
        take(&mut all, "150 here it comes");
        assert_eq!(take(&mut all, "500 not now"), Taken::OutOfOrder);
    }

    #[test]
    fn a_refusal_that_was_meant_for_a_later_command_is_out_of_order() {
        let listing = "250-Listing\r\n type=file;size=50; /a\r\n250 End";
        for (sent_verbs, replies) in [
            (["SIZE", "MDTM", "MLST"], ["550 not set", "213 50"]),
            (["SIZE", "MDTM", "MLST"], ["550 not set", listing]),
            (["MLST", "SIZE", "EPSV"], ["550 not set", listing]),
            (["MDTM", "SIZE", "MLST"], ["213 50", "213 20260131090000"]),
        ] {
            let (mut all, _) = sent(sent_verbs);
            let taken: Vec<Taken> = replies.iter().map(|text| take(&mut all, text)).collect();
            assert!(taken.contains(&Taken::OutOfOrder), "{sent_verbs:?} {replies:?} {taken:?}");
        }
    }

    #[test]
    fn only_so_many_replies_that_nobody_asked_for_are_borne() {
        for text in ["150 soon", "226 again"] {
            let (mut all, _) = sent(["DELE"]);
            let borne = (0..100).take_while(|_| all.take(reply(text)).is_ok()).count();
            assert_eq!(borne, MOST_UNASKED, "{text}");
        }
    }

    #[test]
    fn what_was_sent_ahead_is_claimed_once_or_forgotten() {
        let mut all = Outstanding::default();
        let open = all.open(Command::bare("EPSV"), Wanted::ByHandle);
        let handle = open.handle;
        all.push_ahead(open);
        assert_eq!(all.claim(&Command::bare("PASV")), None);
        assert_eq!(all.claim(&Command::bare("EPSV")), Some(handle));
        assert_eq!(all.claim(&Command::bare("EPSV")), None);
        take(&mut all, "229 (|||1|)");
        assert!(all.take_answer(handle).is_some());
        let open = all.open(Command::bare("EPSV"), Wanted::ByHandle);
        let handle = open.handle;
        all.push_ahead(open);
        all.forget_ahead();
        assert_eq!(take(&mut all, "229 (|||1|)"), Taken::Final);
        assert_eq!(all.take_answer(handle), None);
    }
}
