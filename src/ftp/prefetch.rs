//! What is asked ahead of its use, so that it travels with other commands: passive addresses, size
//! and time of a file, whether a path is a folder.

use crate::error::{Error, Result, protocol};
use crate::ftp::listing::{Kind, Moment, time_val};
use crate::ftp::login::connector::Passive;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::net::Dialing;

/// Something asked ahead of its use, so that it travels with other commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// A passive address for the next transfer.
    Passive,
    /// Size and time of a file.
    Facts(RemotePath),
    /// Whether a path is a folder.
    Folder(RemotePath),
}

/// Size and time of a remote file, as far as the server tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Bytes.
    pub size: Option<u64>,
    /// Last modification.
    pub modified: Option<Moment>,
}

/// By which word the server tells sizes, as far as it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sizes {
    /// SIZE.
    #[default]
    Size,
    /// Not that: perhaps MLST.
    Status,
    /// Neither.
    Nowhere,
}

/// Answers that came ahead of their use.
#[derive(Debug, Default)]
pub(super) struct Prefetched {
    /// The next data connection, on its way.
    pub(super) passive: Option<Dialing>,
    pub(super) facts: Option<(RemotePath, Facts)>,
    pub(super) folder: Option<(RemotePath, bool)>,
}

impl Session {
    /// Asks in one flight for what will be used soon, but for what was asked already.
    pub fn ask(&mut self, asks: &[Query]) -> Result<()> {
        let fresh: Vec<Query> = asks.iter().filter(|ask| !self.is_asked(ask)).cloned().collect();
        let passive = self.passive_command();
        if !fresh.contains(&Query::Passive) || !self.is_foreseen(&passive) {
            return self.ask_now(&fresh);
        }
        let others: Vec<Query> = fresh.into_iter().filter(|ask| *ask != Query::Passive).collect();
        let asked = self.ask_behind(&passive, &others);
        self.broken |= asked.is_err();
        asked
    }

    /// Asks for the rest where the answer to EPSV may be here already: the data connection is on its
    /// way while the rest is answered.
    fn ask_behind(&mut self, passive: &Command, others: &[Query]) -> Result<()> {
        let mut questions = self.companions()?;
        let riders = questions.len();
        questions.extend(self.questions(others)?);
        self.control.send(&questions)?;
        let sent = std::mem::take(&mut self.foreseen);
        let answers = self.control.answers(&sent)?;
        let answer = sent.iter().position(|one| one == passive).and_then(|at| answers.get(at));
        self.take_answers(&[Query::Passive], answer.cloned().into_iter().collect())?;
        let mut answers = self.control.answers(&questions)?;
        let own = answers.split_off(riders.min(answers.len()));
        self.hear_companions(&answers)?;
        self.take_answers(others, own)
    }

    fn ask_now(&mut self, fresh: &[Query]) -> Result<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        let questions = self.questions(fresh)?;
        let answers = self.flight(questions)?;
        self.take_answers(fresh, answers)
    }

    fn is_asked(&self, ask: &Query) -> bool {
        match ask {
            Query::Passive => self.ahead.passive.is_some(),
            Query::Facts(path) => self.ahead.facts.as_ref().is_some_and(|(known, _)| known == path),
            Query::Folder(path) => {
                self.ahead.folder.as_ref().is_some_and(|(known, _)| known == path)
            }
        }
    }

    pub(super) fn questions(&self, asks: &[Query]) -> Result<Vec<Command>> {
        let mut list = Vec::new();
        for ask in asks {
            match ask {
                Query::Passive => list.push(self.passive_command()),
                Query::Facts(path) => {
                    list.push(Command::new("SIZE", path)?);
                    list.push(Command::new("MDTM", path)?);
                }
                Query::Folder(path) => list.push(Command::new("CWD", path)?),
            }
        }
        Ok(list)
    }

    pub(super) fn take_answers(&mut self, asks: &[Query], answers: Vec<Reply>) -> Result<()> {
        let mut answers = answers.into_iter();
        let mut next = || answers.next().ok_or_else(|| protocol("a reply is missing"));
        for ask in asks {
            match ask {
                Query::Passive => {
                    let reply = next()?;
                    self.ahead.passive = self.passive_answer(&reply).ok().map(Dialing::begin);
                    let may_be_ipv4 = self.control.stream().link().may_be_ipv4();
                    self.no_epsv |=
                        reply.code() >= 500 && self.passive == Passive::Auto && may_be_ipv4;
                }
                Query::Facts(path) => {
                    let (size, time) = (next()?, next()?);
                    let facts = Facts { size: self.told_size(&size)?, modified: told_time(&time) };
                    self.ahead.facts = Some((path.clone(), facts));
                }
                Query::Folder(path) => {
                    let reply = next()?;
                    if reply.is_done() {
                        self.stands_in = Some(path.clone());
                    }
                    self.ahead.folder = Some((path.clone(), reply.is_done()));
                }
            }
        }
        Ok(())
    }

    /// Size and time of a file; what the server does not tell is `None`.
    pub fn facts(&mut self, path: &RemotePath) -> Result<Facts> {
        match self.ahead.facts.take() {
            Some((asked, facts)) if asked == *path => return self.completed(path, facts),
            _ => {}
        }
        self.ask(&[Query::Facts(path.clone())])?;
        let asked = self.ahead.facts.take().map(|(_, facts)| facts).unwrap_or_default();
        self.completed(path, asked)
    }

    /// What SIZE and MDTM left open, by MLST.
    fn completed(&mut self, path: &RemotePath, asked: Facts) -> Result<Facts> {
        if asked.size.is_some() {
            return Ok(asked);
        }
        let Facts { size, modified } = self.facts_by_status(path)?;
        Ok(Facts { size, modified: asked.modified.or(modified) })
    }

    /// Size and time of a file by MLST, where SIZE is a word that the server does not know (aioftp); nothing where
    /// that is one too.
    pub(super) fn facts_by_status(&mut self, path: &RemotePath) -> Result<Facts> {
        if self.sizes == Sizes::Status {
            match self.status(path) {
                Ok(entry) if entry.kind == Kind::File => {
                    return Ok(Facts { size: entry.size, modified: entry.modified });
                }
                Err(Error::Refused(said)) if is_unknown_word(said.code) => {
                    self.sizes = Sizes::Nowhere;
                }
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Facts::default())
    }

    /// The number in a 213 reply to SIZE (RFC 3659 section 4). A positive reply of another kind is the
    /// answer to something else: what is asked next would be answered wrong too.
    pub(super) fn told_size(&mut self, reply: &Reply) -> Result<Option<u64>> {
        if reply.is_done() && reply.code() != 213 {
            return Err(protocol(format!("SIZE is answered by: {}", reply.response())));
        }
        if self.sizes == Sizes::Size && is_unknown_word(reply.code()) {
            self.sizes = Sizes::Status;
        }
        let text = std::str::from_utf8(reply.first().trim_ascii()).unwrap_or_default();
        Ok(if reply.code() == 213 { text.parse().ok() } else { None })
    }

    /// The same, kept so that the transfer that comes next need not ask again.
    pub fn facts_ahead(&mut self, path: &RemotePath) -> Result<Facts> {
        let facts = self.facts(path)?;
        self.ahead.facts = Some((path.clone(), facts.clone()));
        Ok(facts)
    }

    /// Whether a path is a folder, asked by CWD: paths are absolute, so where we stand is of no
    /// consequence.
    pub fn is_folder(&mut self, path: &RemotePath) -> Result<bool> {
        match self.ahead.folder.take() {
            Some((asked, is)) if asked == *path => return Ok(is),
            _ => {}
        }
        self.ask(&[Query::Folder(path.clone())])?;
        Ok(self.ahead.folder.take().is_some_and(|(_, is)| is))
    }
}

fn told_time(reply: &Reply) -> Option<Moment> {
    if reply.code() == 213 { time_val(reply.first().trim_ascii()) } else { None }
}

fn is_unknown_word(code: u16) -> bool {
    matches!(code, 500 | 502 | 504)
}
