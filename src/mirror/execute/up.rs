//! The actions of a plan whose target is on the server.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::time::Instant;

use jiff::Timestamp;

use super::super::plan::Removal;
use super::super::times::Stamp;
use super::super::tree::Entry;
use super::job::{Backup, Done, Job, SourceAfter};
use super::running::Running;
use crate::error::{Class, Error, Result, local, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::stamp::stamp as mfmt_stamp;
use crate::transfer::backup::{OnReplace, set_aside};
use crate::transfer::local::Source;
use crate::transfer::pool::{Step, Task, Turn, Work, WorkerPool};
use crate::transfer::put::{Naming, PendingRename, PutOutcome, send};
use crate::transfer::remove_source::remove_source;
use crate::transfer::{Moved, Times, folders};

/// Permissions that servers give files by themselves, as a rule: they are not set.
const USUAL: [u32; 3] = [0o644, 0o664, 0o666];

/// The same of folders.
const USUAL_FOLDERS: [u32; 3] = [0o755, 0o775, 0o777];

/// A worker more logs in where the times of so many folders wait to be set.
const BACKLOG: usize = 3;

/// A file that is on the server.
pub(super) enum Sent {
    /// Under its name.
    Named(Done),
    /// Under its temporary name, with its local time in seconds and nanoseconds.
    Unnamed(Box<PendingRename>, Moved, (i64, u32)),
}

/// Sends one file.
pub(super) fn transfer(
    running: &Running<'_>,
    client: &mut Client,
    path: &[u8],
    replaces: bool,
) -> Result<Sent> {
    let job = running.job;
    let rules = &job.rules_for(path, replaces);
    let (from, to) = (job.local_path(path), job.remote_path(path));
    let before = fs::metadata(&from).map_err(local(&from))?;
    let time = Stamp::of_file(&before);
    let time = (time.secs, time.nanos);
    let mode = before.mode() & 0o777;
    let wants_mode = !USUAL.contains(&mode) && job.rules.mode.is_none() && running.takes_modes();
    let source_after = job.source_after(path);
    // Changes to a file under its final name, or to its source, do not wait for the next file.
    let alone = wants_mode
        || source_after == SourceAfter::Removed
        || rules.on_replace != OnReplace::Replaced;
    let naming = if alone { Naming::AtOnce } else { Naming::Deferred };
    let source = Source::File(from);
    let transferred = match send(client, &source, &to, rules, job.observer, naming)? {
        PutOutcome::PendingRename(rename) => {
            let moved = rename.transferred().moved;
            return Ok(Sent::Unnamed(rename, moved, time));
        }
        PutOutcome::Done(transferred) => transferred,
    };
    let moved = transferred.moved;
    running.sent(path, moved, time);
    if wants_mode {
        change_mode(running, client, &to, mode)?;
    }
    if source_after == SourceAfter::Removed {
        remove_source(client, moved.completion, &transferred.source)?;
    }
    Ok(Sent::Named(Done::Moved(moved, source_after)))
}

/// Permissions are kept where the server can; where it cannot is no failure.
fn change_mode(
    running: &Running<'_>,
    client: &mut Client,
    path: &RemotePath,
    mode: u32,
) -> Result<()> {
    match client.with(|session| session.change_mode(path, &format!("{mode:03o}"))) {
        Err(error) if error.breaks_session() && error.refusal().is_none() => Err(error),
        Err(error) => {
            if error.refusal().is_some_and(|said| matches!(said.code, 500 | 501 | 502 | 504)) {
                running.takes_no_modes();
            }
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Makes one folder, with the permissions of its source, but for those that its owner needs to work in it.
pub(super) fn make_folder(running: &Running<'_>, client: &mut Client, path: &[u8]) -> Result<()> {
    let to = running.job.remote_path(path);
    folders::make(client, &to)?;
    let from = running.job.local_path(path);
    let mode = fs::metadata(&from).map_err(local(&from))?.mode() & 0o777 | 0o700;
    if USUAL_FOLDERS.contains(&mode) || !running.takes_modes() {
        return Ok(());
    }
    change_mode(running, client, &to, mode)
}

/// Removes one file, link or folder, or moves it to the backup folder. Where the reply is lost with its connection, the
/// path is looked at by the next one.
pub(super) fn remove(job: &Job<'_>, client: &mut Client, path: &[u8], how: Removal) -> Result<()> {
    let place = job.remote_path(path);
    let mut attempts = client.attempts(format!("removing {}: ", printable(place.as_bytes())));
    let mut tried = false;
    loop {
        let removed = match how {
            Removal::Delete => client.with(|session| session.delete(&place)),
            Removal::RemoveFolder => client.with(|session| session.remove_folder(&place)),
            Removal::Backup => backup(job, client, path, &place),
        };
        let Err(error) = removed else { return Ok(()) };
        if tried && error.refusal().is_some() && client.with(|s| s.lookup(&place))?.is_none() {
            return Ok(());
        }
        attempts.again_after(error)?;
        tried = true;
    }
}

fn backup(job: &Job<'_>, client: &mut Client, path: &[u8], from: &RemotePath) -> Result<()> {
    let Some(Backup::Remote(folder)) = &job.backup else {
        return Err(Error::Plain(Class::Usage, "no backup folder".into()));
    };
    set_aside(client, from, &folder.join(path))
}

/// Sets the times of folders that were made, with all workers.
pub(super) fn folder_times(
    pool: &mut WorkerPool<'_>,
    job: &Job<'_>,
    folders: Vec<Vec<u8>>,
) -> Result<()> {
    let mut stamped = false;
    if let Some(client) = pool.first(0) {
        stamped = client.is_open() && client.with(|session| Ok(session.features().has("MFMT")))?;
    }
    if !stamped || job.rules.times == Times::Leave {
        return Ok(());
    }
    let tasks = folders.into_iter().map(|item| Task { server: 0, item }).collect();
    pool.run(tasks, BACKLOG, &Stamping(job)).or_error().map(drop)
}

struct Stamping<'a>(&'a Job<'a>);

impl Work<Vec<u8>> for Stamping<'_> {
    type Done = ();

    fn work(&self, turn: Turn<'_, Vec<u8>>, path: &mut Vec<u8>) -> Result<Step<()>> {
        let time = self.0.source.find(path).and_then(Entry::time);
        let at = time.and_then(|time| Timestamp::from_second(time.secs).ok());
        if let Some(text) = at.and_then(mfmt_stamp) {
            let place = self.0.remote_path(path);
            turn.client.with(|session| session.stamp(&place, &text))?;
        }
        Ok(Step::Done(()))
    }

    fn ended(&self, _: &Client, _: Vec<u8>, _: Instant, outcome: Result<()>) -> Result<()> {
        match outcome {
            Err(stop @ Error::Stopped(_)) => Err(stop),
            // All files are there: the time of a folder is no reason to fail.
            _ => Ok(()),
        }
    }
}
