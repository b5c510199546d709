//! The end of a run: sources are removed, the done file is made, and the ledger is written for the next run.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use super::super::compare::{Compare, Verdict};
use super::super::ledger::{Known, Ledger, LedgerWriter, Seen};
use super::super::names::{Paths, lies_in};
use super::super::scan::remote::item;
use super::super::times::Stamp;
use super::super::tree::{Entry, FolderId, Kind, LinkProof, Mark, Tree, join};
use super::super::{Direction, Links, Problem, path_of, place};
use super::job::Outcome;
use crate::error::{Class, Error, Result, local};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
use crate::transfer::local::{Root, Source};
use crate::transfer::progress::Observer;
use crate::transfer::put::put;
use crate::transfer::remove_source::remove_source;
use crate::transfer::source_facts::{LocalFacts, RemoteFacts, SourceFacts};
use crate::transfer::temporary::is_temporary_for;
use crate::transfer::{Completion, Rules};

/// Removes sources that need no transfer, since an earlier run did that: the target has the same. Returns how many.
pub fn remove_same(
    client: &mut Client,
    endpoints: (&Path, &RemotePath),
    trees: (&Tree, &Tree),
    compare: &Compare<'_>,
    kept: &Paths,
    problems: &mut Vec<Problem>,
) -> Result<usize> {
    let mut count = 0;
    let (local, remote) =
        if compare.direction == Direction::Up { trees } else { (trees.1, trees.0) };
    for (path, entry) in local.files() {
        let same = entry.mark == Mark::Same || {
            let other = remote.find(&path).filter(|other| other.kind == Kind::File);
            let both = other.filter(|_| entry.kind == Kind::File && entry.mark == Mark::Taken);
            both.is_some_and(|other| {
                let (source, target) = if compare.direction == Direction::Up {
                    (&entry, other)
                } else {
                    (other, &entry)
                };
                compare.verdict(&path, source, target) == Verdict::Same
            })
        };
        if !same || lies_in(&path, kept) {
            continue;
        }
        client.connector().waits.cancel.check()?;
        let facts = match compare.direction {
            Direction::Up => local_facts(&endpoints.0.join(path_of(&path)), &entry),
            Direction::Down => {
                let listed = remote.find(&path);
                remote_facts(client, &place(endpoints.1, &path), listed.unwrap_or(&entry), compare)
            }
        };
        let removed = facts.and_then(|facts| remove_source(client, Completion::Verified, &facts));
        match removed {
            Ok(()) => count += 1,
            Err(error) => problems.push(Problem::failed(path, error.during("removing the source"))),
        }
    }
    Ok(count)
}

/// The facts of a local source; an error where it is not the file that the scan found any more.
fn local_facts(path: &Path, scanned: &Entry) -> Result<SourceFacts> {
    let found = fs::symlink_metadata(path).map_err(local(path))?;
    let same =
        Some(found.len()) == scanned.size() && Some(Stamp::of_file(&found)) == scanned.time();
    if found.is_file() && same {
        return Ok(SourceFacts::Local(LocalFacts::new(path, &found)));
    }
    Err(changed())
}

/// The facts of a source on the server; an error where they are not those that were listed any more.
fn remote_facts(
    client: &mut Client,
    path: &RemotePath,
    listed: &Entry,
    compare: &Compare<'_>,
) -> Result<SourceFacts> {
    let facts = client.with(|session| session.facts(path))?;
    let times = compare.time(listed).zip(facts.modified.map(Stamp::of_listing));
    let same_time = times.is_none_or(|(a, b)| !a.universal || !b.universal || a.overlaps(b));
    let size = listed.size().or(facts.size);
    if size.is_some() && facts.size == size && same_time {
        let path = path.clone();
        return Ok(SourceFacts::Remote(RemoteFacts { path, facts, digest: None }));
    }
    Err(changed())
}

fn changed() -> Error {
    Error::Plain(Class::Integrity, "it changed meanwhile; the source is kept".into())
}

/// Puts an empty file of this name into the target's root: all is well, and all is there.
pub fn mark_done(
    client: &mut Client,
    direction: Direction,
    endpoints: (&Path, &RemotePath),
    name: &[u8],
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<()> {
    match direction {
        Direction::Down => {
            let place = Root::open(endpoints.0)?.place(path_of(name))?;
            // A link of this name, which the server may have named, would empty the file it leads to.
            if place.is_taken_by_another_kind().map_err(local(place.path()))? {
                place.remove().map_err(local(place.path()))?;
            }
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC;
            let mode = Mode::from_raw_mode(0o666);
            place.open(flags, mode).map_err(local(place.path())).map(drop)
        }
        Direction::Up => {
            let empty = tempfile::NamedTempFile::new().map_err(local("a temporary file"))?;
            let source = Source::File(empty.path().to_owned());
            put(client, &source, &place(endpoints.1, name), rules, observer).map(drop)
        }
    }
}

/// Ends the ledger: files that were moved without their times, as they are now listed, and those that an earlier run
/// moved so and that are unchanged.
pub fn finish_ledger(
    client: &mut Client,
    direction: Direction,
    remote: &RemotePath,
    trees: (&Tree, &Tree),
    old: &Ledger,
    writer: LedgerWriter,
    outcome: &Outcome,
) {
    let mut kept: HashMap<Vec<u8>, Seen> = HashMap::new();
    let (local, there) = if direction == Direction::Up { trees } else { (trees.1, trees.0) };
    for (path, here) in old.paths().filter_map(|path| Some((path, local.find(path)?))) {
        let Some(seen) = old.seen(path) else { continue };
        if here.mark == Mark::Same {
            kept.insert(path.to_vec(), *seen);
            continue;
        }
        let Some(there) = there.find(path) else { continue };
        if old.compare(path, here, there) == Known::Unchanged {
            let remote = seen.remote.or(there.time());
            kept.insert(path.to_vec(), Seen { remote, ..*seen });
        }
    }
    for (path, seen) in &outcome.unstamped {
        kept.insert(path.clone(), *seen);
    }
    if direction == Direction::Up {
        for folder in unstamped_folders(&outcome.unstamped) {
            look_again(client, remote, &folder, &mut kept);
        }
    }
    writer.finish(kept.iter().map(|(path, seen)| (path.as_slice(), *seen)));
}

/// The folders of files that were sent without their times.
fn unstamped_folders(seen: &[(Vec<u8>, Seen)]) -> Vec<Vec<u8>> {
    let folder = |path: &[u8]| {
        let end = path.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
        path.get(..end).unwrap_or_default().to_vec()
    };
    let mut folders: Vec<Vec<u8>> = seen.iter().map(|(path, _)| folder(path)).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// Takes the times that the server lists for files that were sent. Without them the next run takes those that it finds.
fn look_again(
    client: &mut Client,
    remote: &RemotePath,
    folder: &[u8],
    kept: &mut HashMap<Vec<u8>, Seen>,
) {
    let path = place(remote, folder);
    let Ok(Listed::Folder(listing)) =
        client.with_data(Idempotence::Harmless, |session| session.list(&path))
    else {
        return;
    };
    for entry in &listing.entries {
        let item = item(entry);
        if let Some(seen) = kept.get_mut(&join(folder, &item.name))
            && item.size.is_none_or(|size| size == seen.size)
            && seen.remote.is_none()
        {
            seen.remote = item.time;
        }
    }
}

/// A temporary file that has not changed for so long has no writer any more, in seconds.
const LONG_DEAD: i64 = 24 * 3600;

/// Removes temporary files that a run of this mirror left: those whose names are made for a file of the same folder.
/// Where no run was killed they may be another program's, and must be old.
pub fn sweep(
    client: &mut Client,
    direction: Direction,
    endpoints: (&Path, &RemotePath),
    trees: (&Tree, &Tree),
    compare: &Compare<'_>,
    links: Links,
) -> usize {
    let dead = |entry: &Entry| {
        let time = compare.time(entry).filter(|time| time.universal);
        compare.ledger.unfinished || time.is_some_and(|time| time.secs + LONG_DEAD < compare.now)
    };
    let mut count = 0;
    let mut stack = vec![(FolderId::ROOT, FolderId::ROOT, Vec::new())];
    while let Some((ours, theirs, path)) = stack.pop() {
        let (sources, targets) = (trees.0.children(ours), trees.1.children(theirs));
        for entry in targets {
            let name = trees.1.name(entry);
            let path = join(&path, name);
            if let Some(theirs) = entry.folder() {
                let same = |one: &&Entry| trees.0.name(one) == name;
                // Where links are followed, files were written through this one.
                if entry.proof() == LinkProof::Unproved && links != Links::Follow {
                    continue;
                }
                if let Some(ours) = sources.iter().find(same).and_then(Entry::folder) {
                    stack.push((ours, theirs, path));
                }
                continue;
            }
            if entry.mark != Mark::Temporary || entry.kind != Kind::File || !dead(entry) {
                continue;
            }
            let ours = sources.iter().map(|one| trees.0.name(one));
            let theirs = targets.iter().map(|one| trees.1.name(one));
            if !ours.chain(theirs).any(|goal| is_temporary_for(name, goal)) {
                continue;
            }
            let removed = match direction {
                Direction::Up => {
                    client.with(|session| session.delete(&place(endpoints.1, &path))).is_ok()
                }
                Direction::Down => Root::open(endpoints.0)
                    .and_then(|root| root.place(path_of(&path)))
                    .is_ok_and(|place| place.remove().is_ok()),
            };
            count += usize::from(removed);
        }
    }
    count
}
