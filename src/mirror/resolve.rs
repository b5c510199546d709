//! Asks the server for facts that its listings leave open: its zone, the exact time of a file, its digest.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::compare::{By, Compare, Doubt, Prefer};
use super::times::{Stamp, Unit, zone_offset};
use super::tree::{Item, Kind};
use super::{Direction, Problem, path_of, place};
use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::hasher;
use crate::transfer::pool::{Step, Task, Turn, Work, WorkerPool};

/// How many seconds the server's listed times are ahead of universal time: the time of the newest of these files is
/// asked by MDTM, which reports it in universal time. `None` where it does not, or nothing needs it.
pub fn zone(client: &mut Client, folder: &RemotePath, items: &[Item]) -> Result<Option<i64>> {
    let unknown = |item: &&Item| {
        let time = item.time.filter(|time| !time.universal && time.unit != Unit::Day);
        item.kind == Kind::File && time.is_some()
    };
    // The newest: the zone of summer is another than that of winter.
    let newest = items.iter().filter(unknown).max_by_key(|item| item.time.map(|time| time.secs));
    let Some((item, listed)) = newest.and_then(|item| Some((item, item.time?))) else {
        return Ok(None);
    };
    let path = folder.join(&item.name);
    let told = client.with(|session| session.facts(&path))?.modified.map(Stamp::of_listing);
    let Some(offset) = told.and_then(|told| zone_offset(listed, told)) else { return Ok(None) };
    let trace = &client.connector().trace;
    trace.fact(&format!("listed times are {offset} s ahead of universal time"));
    Ok(Some(offset))
}

/// Looks twice at files without a reported time, `pause` apart; returns those that changed meanwhile.
pub fn growing(
    client: &mut Client,
    root: &RemotePath,
    files: Vec<Vec<u8>>,
    pause: Duration,
) -> Result<Vec<Vec<u8>>> {
    let mut rules = |path: &[u8]| {
        let path = place(root, path);
        client.with(|session| session.lookup(&path))
    };
    let before = files.iter().map(|path| rules(path)).collect::<Result<Vec<_>>>()?;
    if files.is_empty() {
        return Ok(files);
    }
    client.connector().waits.cancel.sleep(pause)?;
    let mut grown = Vec::new();
    for (path, before) in files.into_iter().zip(before) {
        let now = client.with(|session| session.lookup(&place(root, &path)))?;
        if now != before || now.is_none_or(|now| now.size.is_none()) {
            grown.push(path);
        }
    }
    Ok(grown)
}

/// Resolves doubts with all workers. A file that cannot be compared is a problem, and counts as the same: it is not
/// moved.
pub fn doubts(
    pool: &mut WorkerPool<'_>,
    endpoints: (&Path, &RemotePath),
    compare: &mut Compare<'_>,
    doubts: Vec<Doubt>,
) -> Result<Vec<Problem>> {
    let (local, remote) = endpoints;
    let asking = Asking { local, remote, compare, answers: Mutex::default() };
    let tasks = doubts.into_iter().map(|item| Task { server: 0, item }).collect();
    pool.run(tasks, 2, &asking).or_error()?;
    let answers = asking.answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    compare.resolved.extend(answers.resolved);
    Ok(answers.problems)
}

#[derive(Default)]
struct Answers {
    resolved: Vec<(Vec<u8>, bool)>,
    problems: Vec<Problem>,
}

struct Asking<'a> {
    local: &'a Path,
    remote: &'a RemotePath,
    compare: &'a Compare<'a>,
    answers: Mutex<Answers>,
}

impl Work<Doubt> for Asking<'_> {
    type Done = bool;

    fn work(&self, turn: Turn<'_, Doubt>, doubt: &mut Doubt) -> Result<Step<bool>> {
        let client = turn.client;
        let mut attempts = client.attempts(format!("comparing {}: ", printable(&doubt.path)));
        loop {
            let answer = match self.compare.by {
                By::Hash => self.by_digest(client, doubt),
                By::Time | By::Size => self.by_facts(client, doubt),
            };
            match answer {
                Err(error) => attempts.again_after(error)?,
                answer => return answer.map(Step::Done),
            }
        }
    }

    fn ended(&self, _: &Client, doubt: Doubt, _: Instant, outcome: Result<bool>) -> Result<()> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(same) => answers.resolved.push((doubt.path, same)),
            Err(error) if error.refusal().is_none() && error.class() != Class::Local => {
                return Err(error);
            }
            Err(error) => {
                answers.resolved.push((doubt.path.clone(), true));
                answers.problems.push(Problem::failed(doubt.path, error.during("comparing")));
            }
        }
        Ok(())
    }
}

impl Asking<'_> {
    /// Size and time by SIZE and MDTM.
    fn by_facts(&self, client: &mut Client, doubt: &Doubt) -> Result<bool> {
        let (here, there) = match self.compare.direction {
            Direction::Up => (doubt.source, doubt.target),
            Direction::Down => (doubt.target, doubt.source),
        };
        let path = place(self.remote, &doubt.path);
        let facts = client.with(|session| session.facts(&path))?;
        let size = facts.size.or(there.size());
        if size.zip(here.size()).is_none_or(|(a, b)| a != b) {
            return Ok(false);
        }
        if self.compare.by == By::Size {
            return Ok(true);
        }
        let Some((here, there)) = here.time().zip(facts.modified.map(Stamp::of_listing)) else {
            return Ok(false);
        };
        let newer = match self.compare.direction {
            Direction::Up => here.secs > there.secs,
            Direction::Down => there.secs > here.secs,
        };
        Ok(here.overlaps(there) || self.compare.prefer == Prefer::Newer && !newer)
    }

    fn by_digest(&self, client: &mut Client, doubt: &Doubt) -> Result<bool> {
        let remote = place(self.remote, &doubt.path);
        let algorithm =
            client.with(|session| Ok(session.digest_algorithm()))?.ok_or_else(|| {
                let text = "the server offers no digest; --compare time or size needs none";
                Error::Plain(Class::Safety, text.into())
            })?;
        let path = self.local.join(path_of(&doubt.path));
        let cancel = client.connector().waits.cancel.clone();
        let there = if doubt.source.size() == Some(0) {
            // ProFTPD digests no empty file by its X commands, and there is nothing to compare.
            return Ok(doubt.target.size() == Some(0));
        } else {
            client.with(|session| session.digest(&remote, algorithm))?
        };
        Ok(hasher::of_file(&path, algorithm, None, &cancel)? == there)
    }
}
