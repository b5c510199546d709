//! The steps of a plan whose target is on the server.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::sync::atomic::Ordering;
use std::time::{Instant, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::ledger::Seen;
use super::super::plan::Removal;
use super::super::times::Stamp;
use super::super::tree::Entry;
use super::{Backup, Came, Done, Job, Running, SourceAfter, here};
use crate::error::{Class, Error, Result, local, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::backup::{OnReplace, set_aside};
use crate::transfer::folders;
use crate::transfer::local::Source;
use crate::transfer::pool::{Step, Task, Turn, Work, WorkerPool};
use crate::transfer::put::{Naming, PutOutcome, send};
use crate::transfer::remove_source::remove_source;

/// Permissions that servers give by themselves, as a rule: nothing is said of them.
const USUAL: [u32; 3] = [0o644, 0o664, 0o666];

/// The same of folders.
const USUAL_FOLDERS: [u32; 3] = [0o755, 0o775, 0o777];

/// The remote path of what lies below the root.
pub(super) fn place(job: &Job<'_>, path: &[u8]) -> RemotePath {
    super::super::place(job.remote, path)
}

/// Sends one file.
pub(super) fn transfer(
    running: &Running<'_>,
    client: &mut Client,
    path: &[u8],
    replaces: bool,
) -> Result<Step<Came>> {
    let job = running.job;
    let rules = &job.rules_for(path, replaces);
    let from = here(job, path);
    let to = place(job, path);
    let before = fs::metadata(&from).map_err(local(&from))?;
    let time = Stamp::of_file(&before);
    let time = (time.secs, time.nanos);
    let mode = before.mode() & 0o777;
    let has_mode = !USUAL.contains(&mode) && job.rules.mode.is_none();
    let wants_mode = has_mode && !running.no_modes.load(Ordering::Relaxed);
    // What is done to a file under its name, or to its source, does not wait for the next file.
    let alone =
        wants_mode || job.fate == SourceAfter::Removed || rules.on_replace != OnReplace::Replaced;
    let naming = if alone { Naming::AtOnce } else { Naming::Deferred };
    let source = Source::File(from.clone());
    let transferred = match send(client, &source, &to, rules, job.observer, naming)? {
        PutOutcome::PendingRename(rename) => {
            let moved = rename.transferred().moved;
            return Ok(Step::Rename(rename, Came::Sent(moved, time)));
        }
        PutOutcome::Done(transferred) => transferred,
    };
    let moved = transferred.moved;
    running.sent(path, moved, time);
    if wants_mode {
        change_mode(running, client, &to, mode)?;
    }
    if job.fate == SourceAfter::Stays {
        return Ok(Step::Done(Came::Done(Done::Moved(moved, SourceAfter::Stays))));
    }
    remove_source(client, moved.completion, &transferred.source)?;
    Ok(Step::Done(Came::Done(Done::Moved(moved, SourceAfter::Removed))))
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
                running.no_modes.store(true, Ordering::Relaxed);
            }
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Makes one folder, with the permissions of its source, but for those that its owner needs to work in it.
pub(super) fn folder(running: &Running<'_>, client: &mut Client, path: &[u8]) -> Result<()> {
    let to = place(running.job, path);
    folders::make(client, &to)?;
    let from = here(running.job, path);
    let mode = fs::metadata(&from).map_err(local(&from))?.mode() & 0o777 | 0o700;
    if USUAL_FOLDERS.contains(&mode) || running.no_modes.load(Ordering::Relaxed) {
        return Ok(());
    }
    change_mode(running, client, &to, mode)
}

/// Removes one thing, or moves it away. A connection that is lost meanwhile is no answer: the next one tells.
pub(super) fn remove(job: &Job<'_>, client: &mut Client, path: &[u8], how: Removal) -> Result<()> {
    let place = place(job, path);
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
    crew: &mut WorkerPool<'_>,
    job: &Job<'_>,
    folders: Vec<Vec<u8>>,
) -> Result<()> {
    let mut stamped = false;
    if let Some(client) = crew.first(0) {
        stamped = client.is_open() && client.with(|session| Ok(session.features().has("MFMT")))?;
    }
    if !stamped || job.rules.times == crate::transfer::Times::Leave {
        return Ok(());
    }
    let tasks = folders.into_iter().map(|item| Task { server: 0, item }).collect();
    crew.run(tasks, super::BACKLOG, &Stamping(job)).or_error().map(drop)
}

struct Stamping<'a>(&'a Job<'a>);

impl Work<Vec<u8>> for Stamping<'_> {
    type Done = ();

    fn work(&self, turn: Turn<'_, Vec<u8>>, path: &mut Vec<u8>) -> Result<Step<()>> {
        let time = self.0.source.find(path).and_then(Entry::time);
        if let Some(text) = time.and_then(|time| text(time.secs)) {
            let place = place(self.0, path);
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

/// As MFMT wants it.
fn text(secs: i64) -> Option<String> {
    let at = UNIX_EPOCH.checked_add(std::time::Duration::from_secs(u64::try_from(secs).ok()?))?;
    let at = Timestamp::try_from(at).ok()?.to_zoned(TimeZone::UTC);
    Some(at.strftime("%Y%m%d%H%M%S").to_string())
}

/// What was sent without its time so far.
pub(super) fn unstamped_folders(seen: &[(Vec<u8>, Seen)]) -> Vec<Vec<u8>> {
    let folder = |path: &[u8]| {
        let end = path.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
        path.get(..end).unwrap_or_default().to_vec()
    };
    let mut folders: Vec<Vec<u8>> = seen.iter().map(|(path, _)| folder(path)).collect();
    folders.sort();
    folders.dedup();
    folders
}
