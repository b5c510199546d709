//! The remote tree: several connections list folders at once, the deepest first, so that a tree without end is found
//! out soon.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::super::compare::Compare;
use super::super::resolve::zone;
use super::super::tree::{FolderId, Item, Kind, Stamp, Tree, Unit, join};
use super::super::{Links, Problem};
use super::{Look, Mate, Role, Scanned, Visit, settle};
use crate::error::{Class, Error, Result, integrity, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{self, Entry, Listing, Moment, Precision, Zone, safe_name};
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
use crate::transfer::pool::{Task, TaskQueue, Work, WorkerPool};

/// A worker more logs in where so many folders wait.
const BACKLOG: usize = 3;

/// Links that are followed one below the other; more are taken for a loop.
const MOST_LINKS: usize = 16;

/// So many folders are asked for the server's zone, until one tells.
const SAMPLES: usize = 5;

/// Reads the tree below `root` with all workers of the crew. What `local`, the other tree, has too is only counted if it
/// is the same.
pub fn scan(
    crew: &mut WorkerPool<'_>,
    root: &RemotePath,
    look: &Look<'_>,
    local: Option<&mut Tree>,
    compare: &Compare<'_>,
) -> Result<Scanned> {
    let found = Mutex::new(Found { local, ..Found::default() });
    let scan = Scan { root, look, compare, found, samples: AtomicUsize::new(0) };
    let first = vec![Task { server: 0, item: look.first() }];
    crew.run(first, BACKLOG, &scan).or_error()?;
    let found = scan.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Found { mut scanned, empty, dots, .. } = found;
    if let Some(client) = crew.first(0) {
        client.connector().waits.cancel.check()?;
    }
    if dots {
        for visit in empty {
            let text = "the listing is empty, without even the folder itself: taken for incomplete";
            scanned.tree.incomplete(visit.folder);
            scanned.problems.push(Problem::incomplete(visit.path, integrity(text)));
        }
    }
    settle(&mut scanned.tree);
    Ok(scanned)
}

/// A scan at work.
struct Scan<'a> {
    root: &'a RemotePath,
    look: &'a Look<'a>,
    compare: &'a Compare<'a>,
    found: Mutex<Found<'a>>,
    samples: AtomicUsize,
}

/// What all workers found so far.
#[derive(Default)]
struct Found<'a> {
    scanned: Scanned,
    /// The other tree.
    local: Option<&'a mut Tree>,
    /// Folders that came empty, without a sign that they were really read.
    empty: Vec<Visit>,
    /// This server gives such signs.
    dots: bool,
}

impl Work<Visit> for Scan<'_> {
    type Done = ();

    fn work(&self, client: &mut Client, visit: &Visit, desk: &TaskQueue<'_, Visit>) -> Result<()> {
        let path = place(self.root, &visit.path);
        let root = visit.path.is_empty();
        if root && self.look.role == Role::Target && is_missing(client, &path)? {
            let mut found = self.lock();
            found.scanned.missing = true;
            found.scanned.tree.complete(FolderId::ROOT);
            return Ok(());
        }
        let listing = match list(client, &path) {
            Ok(Listed::Folder(listing)) => listing,
            Ok(Listed::Single(_)) => {
                return Err(Error::Plain(Class::Refused, "it is no folder".into()));
            }
            Err(error) => return Err(error),
        };
        let (items, mut problems) = self.items(client, visit, &path, &listing)?;
        let (empty, dots) = (listing.entries.is_empty(), listing.dots);
        drop(listing);
        self.find_zone(client, &path, &items)?;
        let mut guard = self.lock();
        let found = &mut *guard;
        found.dots |= dots;
        if empty && !dots {
            found.empty.push(visit.clone());
        }
        let role = if self.look.role == Role::Source { Role::Target } else { Role::Source };
        let compare = self.compare;
        let mate = Some(Mate { tree: found.local.as_deref_mut(), compare, role });
        let next = self.look.take(visit, items, &mut found.scanned, mate)?;
        if !problems.is_empty() {
            found.scanned.tree.incomplete(visit.folder);
        }
        found.scanned.problems.append(&mut problems);
        drop(guard);
        for visit in next.into_iter().rev() {
            desk.add(Task { server: 0, item: visit });
        }
        Ok(())
    }

    fn ended(&self, _: &Client, visit: Visit, _: Instant, outcome: Result<()>) -> Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        let shown = printable(place(self.root, &visit.path).as_bytes());
        let fatal = visit.path.is_empty()
            || matches!(error.class(), Class::Safety)
            || matches!(error.root(), Error::Stopped(_));
        let error = error.during(format!("listing {shown}"));
        if fatal {
            return Err(error);
        }
        self.lock().scanned.problems.push(Problem::incomplete(visit.path, error));
        Ok(())
    }
}

impl<'s> Scan<'s> {
    /// Finds out the server's zone as soon as a listing needs it.
    fn find_zone(&self, client: &mut Client, folder: &RemotePath, items: &[Item]) -> Result<()> {
        let offset = &self.compare.offset;
        if offset.get().is_some() || self.samples.load(Ordering::Relaxed) >= SAMPLES {
            return Ok(());
        }
        let rough =
            |item: &Item| item.time.is_some_and(|time| !time.universal && time.unit != Unit::Day);
        if items.iter().any(rough) {
            self.samples.fetch_add(1, Ordering::Relaxed);
            if let Some(found) = zone(client, folder, items)? {
                // Another worker may have been faster, with the same answer.
                let _ = offset.set(found);
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Found<'s>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn items(
        &self,
        client: &mut Client,
        visit: &Visit,
        path: &RemotePath,
        listing: &Listing,
    ) -> Result<(Vec<Item>, Vec<Problem>)> {
        let mut items = Vec::with_capacity(listing.entries.len());
        let mut problems = Vec::new();
        if let Some(line) = listing.unknown.first() {
            let (count, line) = (listing.unknown_count, printable(line));
            let text =
                format!("{count} lines of the listing are not understood, the first: {line}");
            problems.push(Problem::incomplete(visit.path.clone(), integrity(text)));
        }
        if listing.names_only {
            let text = "the server lists names only, and not what they stand for";
            problems.push(Problem::incomplete(visit.path.clone(), integrity(text)));
        }
        for entry in &listing.entries {
            if let Err(why) = safe_name(&entry.name) {
                let error =
                    Error::Plain(Class::Integrity, format!("the server lists a {why}; left out"));
                problems.push(Problem::incomplete(join(&visit.path, &entry.name), error));
                continue;
            }
            let follows = self.look.links == Links::Follow && self.look.role == Role::Source;
            if entry.kind != listing::Kind::Symlink || !follows {
                items.push(item(entry));
                continue;
            }
            match follow(client, visit, path, entry) {
                Ok(item) => items.push(item),
                Err(error) if error.breaks_session() => return Err(error),
                Err(error) => problems.push(Problem::failed(join(&visit.path, &entry.name), error)),
            }
        }
        Ok((items, problems))
    }
}

/// Lists a folder, as often as it takes.
fn list(client: &mut Client, path: &RemotePath) -> Result<Listed> {
    let mut attempts = client.attempts(format!("listing {}: ", printable(path.as_bytes())));
    loop {
        match client.with_data(Idempotence::Harmless, |session| session.list(path)) {
            // Thrown out: that is for the crew to deal with.
            Err(error) if error.refusal().is_some_and(crate::error::Response::means_too_many) => {
                return Err(error);
            }
            Err(error) => attempts.again_after(error)?,
            listed => return listed,
        }
    }
}

/// Whether there is nothing at the root: then it is made. Asked before it is listed, since servers have many words for
/// it (ftp-srv: 451).
fn is_missing(client: &mut Client, path: &RemotePath) -> Result<bool> {
    if client.with(|session| session.is_folder(path))? {
        return Ok(false);
    }
    match client.with(|session| session.lookup(path))? {
        None => Ok(true),
        Some(_) => Err(Error::Plain(Class::Refused, "it is no folder".into())),
    }
}

/// What a link of the source points to.
fn follow(client: &mut Client, visit: &Visit, folder: &RemotePath, link: &Entry) -> Result<Item> {
    let name = &link.name;
    let points = link.link.as_deref().unwrap_or_default();
    let loops = visit.links >= MOST_LINKS || leads_up(points, folder);
    let path = folder.join(name);
    if client.with(|session| session.is_folder(&path))? {
        if loops {
            let text = "a link to a folder that it lies in: it would never end";
            return Err(Error::Plain(Class::Refused, text.into()));
        }
        let link = if points.is_empty() { b"?".to_vec() } else { points.to_vec() };
        return Ok(Item { link, ..Item::new(name.clone(), Kind::Folder) });
    }
    let Some(facts) = client.with(|session| session.lookup(&path))? else {
        return Err(Error::Plain(Class::Refused, "a link to what is not there".into()));
    };
    let mut item = Item::new(name.clone(), Kind::File);
    item.size = facts.size;
    item.time = facts.modified.map(stamp);
    Ok(item)
}

/// Whether a link's text leads to its own folder or one above.
fn leads_up(points: &[u8], folder: &RemotePath) -> bool {
    let absolute = points.starts_with(b"/");
    if absolute {
        let bare = RemotePath::absolute(&RemotePath::new("/"), points).into_bytes();
        let bare = bare.strip_suffix(b"/").unwrap_or(&bare);
        let below = folder.as_bytes().strip_prefix(bare);
        return below.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"));
    }
    !points.is_empty()
        && points.split(|byte| *byte == b'/').all(|part| matches!(part, b"" | b"." | b".."))
}

/// The path of what lies below the root.
pub fn place(root: &RemotePath, path: &[u8]) -> RemotePath {
    if path.is_empty() { root.clone() } else { root.join(path) }
}

/// A listed entry as the tree has it.
pub fn item(entry: &Entry) -> Item {
    let kind = match entry.kind {
        listing::Kind::File => Kind::File,
        listing::Kind::Dir => Kind::Folder,
        listing::Kind::Symlink => Kind::Link,
        listing::Kind::Other => Kind::Other,
    };
    Item {
        size: if kind == Kind::File { entry.size } else { None },
        time: entry.modified.map(stamp),
        mode: entry.mode.and_then(|mode| u16::try_from(mode).ok()),
        link: entry.link.clone().unwrap_or_default(),
        ..Item::new(entry.name.clone(), kind)
    }
}

/// A listed time as the tree has it.
pub fn stamp(moment: Moment) -> Stamp {
    let unit = match moment.precision {
        Precision::Second => Unit::Second,
        Precision::Minute => Unit::Minute,
        Precision::Day => Unit::Day,
    };
    Stamp { secs: moment.at.as_second(), nanos: 0, unit, universal: moment.zone == Zone::Utc }
}
