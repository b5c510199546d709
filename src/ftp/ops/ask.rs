//! Asking ahead: passive addresses, size and time of a file, whether a path is a folder. The questions leave in one
//! flight, with whatever else waits to be sent.

use super::mlst::entry_of;
use super::query::{Facts, Query, SizeCommand};
use crate::error::{Error, Result, protocol};
use crate::ftp::listing::{Entry, Kind, Moment, time_val};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::Handle;
use crate::ftp::wire::reply::Reply;

impl Session {
    /// Sends in one flight the queries that were not sent already.
    pub fn ask(&mut self, asks: &[Query]) -> Result<()> {
        let mut fresh: Vec<Query> =
            asks.iter().filter(|ask| !self.is_asked(ask)).cloned().collect();
        // CWD goes last: a relative path means something else behind it.
        fresh.sort_by_key(|ask| matches!(ask, Query::Folder(_)));
        if fresh.is_empty() {
            return Ok(());
        }
        if self.sends_bare_names() && fresh.len() > 1 {
            // Each may send the server to another folder.
            return fresh.iter().try_for_each(|one| self.ask(std::slice::from_ref(one)));
        }
        let questions = self.questions(&fresh)?;
        let handles = self.exchange().send_all(questions);
        self.take_answers(&fresh, &handles)
    }

    fn is_asked(&mut self, ask: &Query) -> bool {
        match ask {
            Query::Passive => self.port().is_dialing(),
            Query::Facts(path) => self.prefetched().has_facts(path),
            Query::Folder(path) => {
                self.known_folder(path).is_some() || self.prefetched().has_folder(path)
            }
            Query::Entry(_) => false,
        }
    }

    /// The commands that ask for this.
    pub(in crate::ftp) fn questions(&mut self, asks: &[Query]) -> Result<Vec<Command>> {
        let mut list = Vec::new();
        for ask in asks {
            match ask {
                Query::Passive => {
                    let (exchange, port) = self.channels();
                    list.push(port.command(exchange.stream())?);
                }
                Query::Facts(path) => {
                    list.push(self.about("SIZE", path)?);
                    list.push(self.about("MDTM", path)?);
                }
                Query::Folder(path) => list.push(self.about("CWD", path)?),
                Query::Entry(path) if self.features().has("MLST") => {
                    list.push(self.about("MLST", path)?);
                }
                Query::Entry(path) => list.push(self.about("SIZE", path)?),
            }
        }
        Ok(list)
    }

    /// Reads the answers to what was asked by these handles. The passive address comes first where it was sent first:
    /// the data connection is on its way while the rest is answered.
    pub(in crate::ftp) fn take_answers(
        &mut self,
        asks: &[Query],
        handles: &[Handle],
    ) -> Result<()> {
        let mut handles = handles.iter().copied();
        let mut next = || handles.next().ok_or_else(|| protocol("a reply is missing"));
        let mut asked = Vec::new();
        for ask in asks {
            let first = next()?;
            let second = if matches!(ask, Query::Facts(_)) { Some(next()?) } else { None };
            asked.push((first, second, ask));
        }
        asked.sort_by_key(|(first, ..)| *first);
        for (first, second, ask) in asked {
            let reply = self.exchange().answer(first)?;
            match ask {
                Query::Passive => {
                    let (exchange, port) = self.channels();
                    port.dial(&reply, exchange.stream().link());
                }
                Query::Facts(path) => {
                    let size = self.reported_size(&reply)?;
                    let time = second.map(|time| self.exchange().answer(time)).transpose()?;
                    let modified = time.as_ref().and_then(reported_time);
                    self.prefetched().keep_facts(path, Facts { size, modified });
                }
                Query::Entry(path) => {
                    let entry = self.entry_in(path, &reply)?;
                    self.prefetched().keep_entry(path, entry);
                }
                Query::Folder(path) => {
                    let is_folder = self.note_entered(path, &reply);
                    self.prefetched().keep_folder(path, is_folder);
                }
            }
        }
        Ok(())
    }

    /// Size and time of a file; `None` where the server does not report it.
    pub fn facts(&mut self, path: &RemotePath) -> Result<Facts> {
        let asked = match self.prefetched().take_facts(path) {
            Some(facts) => facts,
            None => {
                self.ask(&[Query::Facts(path.clone())])?;
                self.prefetched().take_facts(path).unwrap_or_default()
            }
        };
        self.completed(path, asked)
    }

    /// Size and time in the replies to SIZE and MDTM.
    pub(in crate::ftp) fn facts_in(
        &mut self,
        path: &RemotePath,
        size: &Reply,
        time: &Reply,
    ) -> Result<Facts> {
        let size = self.reported_size(size)?;
        self.completed(path, Facts { size, modified: reported_time(time) })
    }

    /// The facts that SIZE and MDTM left open, by MLST.
    fn completed(&mut self, path: &RemotePath, asked: Facts) -> Result<Facts> {
        if asked.size.is_some() {
            return Ok(asked);
        }
        let Facts { size, modified } = self.facts_by_mlst(path)?;
        Ok(Facts { size, modified: asked.modified.or(modified) })
    }

    /// Size and time of a file by MLST, where the server does not know SIZE (aioftp); nothing where it does not know
    /// MLST either.
    pub(in crate::ftp) fn facts_by_mlst(&mut self, path: &RemotePath) -> Result<Facts> {
        if self.prefetched().size_command == SizeCommand::Mlst {
            match self.status(path) {
                Ok(entry) if entry.kind == Kind::File => {
                    return Ok(Facts { size: entry.size, modified: entry.modified });
                }
                Err(Error::Refused(said)) if is_unknown_command(said.code) => {
                    self.prefetched().size_command = SizeCommand::Neither;
                }
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Facts::default())
    }

    /// The number in a 213 reply to SIZE (RFC 3659 section 4). A positive reply of another kind is an error.
    pub(in crate::ftp) fn reported_size(&mut self, reply: &Reply) -> Result<Option<u64>> {
        if reply.is_done() && reply.code() != 213 {
            return Err(protocol(format!("SIZE is answered by: {}", reply.response())));
        }
        let learned = &mut self.prefetched().size_command;
        if *learned == SizeCommand::Size && is_unknown_command(reply.code()) {
            *learned = SizeCommand::Mlst;
        }
        let text = std::str::from_utf8(reply.first().trim_ascii()).unwrap_or_default();
        Ok(if reply.code() == 213 { text.parse().ok() } else { None })
    }

    /// The entry in a reply to MLST or SIZE; `None` where the reply reports none.
    fn entry_in(&mut self, path: &RemotePath, reply: &Reply) -> Result<Option<Entry>> {
        if reply.code() != 213 {
            return Ok(if reply.is_done() { entry_of(reply) } else { None });
        }
        let name = path.name().unwrap_or_default();
        let size = self.reported_size(reply)?;
        Ok(Some(Entry { size, ..Entry::new(name, Kind::File) }))
    }

    /// Takes the answer to [`Query::Entry`]; `None` where there is no such file, or it was not asked.
    pub fn take_entry(&mut self, path: &RemotePath) -> Option<Entry> {
        self.prefetched().take_entry(path)
    }

    /// The same as [`Session::facts`], kept so that the transfer that comes next need not ask again.
    pub fn facts_ahead(&mut self, path: &RemotePath) -> Result<Facts> {
        let facts = self.facts(path)?;
        self.prefetched().keep_facts(path, facts.clone());
        Ok(facts)
    }

    /// Whether a path is a folder, asked by CWD. Before the next relative path the server is sent back.
    pub fn is_folder(&mut self, path: &RemotePath) -> Result<bool> {
        let prefetched = self.prefetched().take_folder(path);
        if let Some(is_folder) = prefetched.or_else(|| self.known_folder(path)) {
            return Ok(is_folder);
        }
        self.ask(&[Query::Folder(path.clone())])?;
        Ok(self.prefetched().take_folder(path).unwrap_or(false))
    }
}

fn reported_time(reply: &Reply) -> Option<Moment> {
    if reply.code() == 213 { time_val(reply.first().trim_ascii()) } else { None }
}

fn is_unknown_command(code: u16) -> bool {
    matches!(code, 500 | 502 | 504)
}
