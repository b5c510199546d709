//! The remote tree: several connections list folders at once, the deepest first, so that a tree without end is found
//! out soon.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::super::compare::Compare;
use super::super::resolve::zone;
use super::super::times::{Stamp, Unit};
use super::super::tree::{FolderId, Item, Kind, LinkProof, Tree, join};
use super::super::{Problem, place};
use super::{OtherTree, Role, ScanRules, Scanned, Visit};
use crate::error::{Class, Error, Result, integrity, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{self, Entry, Listing, safe_name};
use crate::ftp::ops::link_loop::{Doubt, Trail};
use crate::ftp::ops::link_proof::{Evidence, LinkSearch, MarkedListed, MarkedListing};
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::transfer::pool::{Step, Task, Turn, Work, WorkerPool};

/// A worker more logs in where so many folders wait.
const BACKLOG: usize = 3;

/// Links that are followed one below the other; more are taken for a loop.
const MOST_LINKS: usize = 16;

/// So many folders are asked for the server's zone, until one answers.
const SAMPLES: usize = 5;

/// Reads the tree below `root` with all workers of the pool. Files that are the same in `local`, the other tree, are
/// only counted.
pub fn scan(
    pool: &mut WorkerPool<'_>,
    root: &RemotePath,
    rules: &ScanRules<'_>,
    local: Option<&mut Tree>,
    compare: &Compare<'_>,
) -> Result<Scanned> {
    let found = Mutex::new(Found { local, ..Found::default() });
    let scan = Scan { root, rules, compare, found, samples: AtomicUsize::new(0) };
    let first = Waiting { visit: rules.first(), above: Trail::default(), doubt: Doubt::None };
    let first = vec![Task { server: 0, item: first }];
    pool.run(first, BACKLOG, &scan).or_error()?;
    let found = scan.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Found { mut scanned, empty, dots, .. } = found;
    if let Some(client) = pool.first(0) {
        client.connector().waits.cancel.check()?;
    }
    if dots {
        for folder in empty {
            let text = "the listing is empty, without even the folder itself: taken for incomplete";
            scanned.tree.incomplete(folder);
            scanned.problems.push(Problem::incomplete(scanned.tree.path(folder), integrity(text)));
        }
    }
    scanned.tree.promote();
    Ok(scanned)
}

/// A scan at work.
struct Scan<'a> {
    root: &'a RemotePath,
    rules: &'a ScanRules<'a>,
    compare: &'a Compare<'a>,
    found: Mutex<Found<'a>>,
    samples: AtomicUsize,
}

/// The results of all workers so far.
#[derive(Default)]
struct Found<'a> {
    scanned: Scanned,
    /// The other tree.
    local: Option<&'a mut Tree>,
    /// Folders whose listings were empty, without a sign that they were really read.
    empty: Vec<FolderId>,
    /// This server gives such signs.
    dots: bool,
}

/// A folder that is to be listed, and the folders it lies in.
struct Waiting {
    visit: Visit,
    above: Trail,
    doubt: Doubt,
}

impl Work<Waiting> for Scan<'_> {
    type Done = ();

    fn work(&self, turn: Turn<'_, Waiting>, waiting: &mut Waiting) -> Result<Step<()>> {
        let visit = waiting.visit;
        let Turn { client, queue, .. } = turn;
        let relative = self.lock().scanned.tree.path(visit.folder);
        let path = place(self.root, &relative);
        if relative.is_empty() && self.rules.role == Role::Target && is_missing(client, &path)? {
            let mut found = self.lock();
            found.scanned.missing = true;
            found.scanned.tree.complete(FolderId::ROOT);
            return Ok(Step::Done(()));
        }
        let MarkedListing { listing, unproved, evidence } = self.list(client, &path)?;
        let trail = match waiting.above.with(None, waiting.doubt, &listing.entries) {
            Ok(trail) => trail,
            Err(error) => {
                self.lock().scanned.problems.push(Problem::in_loop(relative, error));
                return Ok(Step::Done(()));
            }
        };
        let (mut items, mut problems) = self.items(client, visit, &relative, &listing)?;
        for item in &mut items {
            if unproved.contains(&item.name) {
                item.proof = LinkProof::Unproved;
            }
        }
        let (is_empty, dots) = (listing.entries.is_empty(), listing.dots);
        drop(listing);
        self.find_zone(client, &path, &items)?;
        let mut guard = self.lock();
        let found = &mut *guard;
        found.dots |= dots;
        if is_empty && !dots && evidence == Evidence::Listing {
            found.empty.push(visit.folder);
        }
        let role = if self.rules.role == Role::Source { Role::Target } else { Role::Source };
        let compare = self.compare;
        let other = Some(OtherTree { tree: found.local.as_deref_mut(), compare, role });
        let next = self.rules.take(visit, &relative, items, &mut found.scanned, other)?;
        let is_source = self.rules.role == Role::Source;
        if !problems.is_empty() || is_source && evidence == Evidence::Refusal {
            found.scanned.tree.incomplete(visit.folder);
        }
        found.scanned.problems.append(&mut problems);
        for next in next.into_iter().rev() {
            let is_proved = found.scanned.tree.proof(next.folder) == LinkProof::Proved;
            let is_followed = next.links > visit.links;
            let doubt = if is_proved && !is_followed { Doubt::None } else { Doubt::MayBeLink };
            let item = Waiting { visit: next, above: trail.clone(), doubt };
            queue.add(Task { server: 0, item });
        }
        Ok(Step::Done(()))
    }

    fn ended(&self, _: &Client, waiting: Waiting, _: Instant, outcome: Result<()>) -> Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        let mut found = self.lock();
        let path = found.scanned.tree.path(waiting.visit.folder);
        let fatal = path.is_empty()
            || matches!(error.class(), Class::Safety)
            || matches!(error.root(), Error::Stopped(_));
        let shown = printable(place(self.root, &path).as_bytes());
        let error = error.during(format!("listing {shown}"));
        if fatal {
            return Err(error);
        }
        found.scanned.problems.push(Problem::incomplete(path, error));
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

    /// The items of a listing, and its problems. A link that cannot be followed leaves the tree
    /// incomplete: its goal may be on a disk that is not mounted now.
    fn items(
        &self,
        client: &mut Client,
        visit: Visit,
        folder: &[u8],
        listing: &Listing,
    ) -> Result<(Vec<Item>, Vec<Problem>)> {
        let mut items = Vec::with_capacity(listing.entries.len());
        let mut problems = Vec::new();
        if let Err(error) = listing.check() {
            problems.push(Problem::incomplete(folder.to_vec(), error));
        }
        if listing.names_only {
            let text = "the server lists names only, and not what they stand for";
            problems.push(Problem::incomplete(folder.to_vec(), integrity(text)));
        }
        for entry in &listing.entries {
            let path = join(folder, &entry.name);
            if let Err(why) = safe_name(&entry.name) {
                let error =
                    Error::Plain(Class::Integrity, format!("the server lists a {why}; skipped"));
                problems.push(Problem::incomplete(path, error));
                continue;
            }
            let is_followed = entry.kind == listing::Kind::Symlink
                && self.rules.follows()
                && self.rules.may_take(visit, &path);
            if !is_followed {
                items.push(item(entry));
                continue;
            }
            match follow(client, visit, &place(self.root, folder), entry) {
                Ok(item) => items.push(item),
                Err(error) if error.breaks_session() => return Err(error),
                Err(error) => problems.push(Problem::incomplete(path, error)),
            }
        }
        Ok((items, problems))
    }

    /// Lists a folder, as often as it takes.
    fn list(&self, client: &mut Client, path: &RemotePath) -> Result<MarkedListing> {
        // A link whose target is missing must not pass for nothing at all.
        let search = if self.rules.follows() { LinkSearch::All } else { LinkSearch::ToFolders };
        let mut attempts = client.attempts(format!("listing {}: ", printable(path.as_bytes())));
        loop {
            let op = |session: &mut Session| session.list_marking_links(path, search);
            match client.with_data(Idempotence::Harmless, op) {
                // Logged out by the server: that is for the pool to deal with.
                Err(error)
                    if error.refusal().is_some_and(crate::error::Response::means_too_many) =>
                {
                    return Err(error);
                }
                Err(error) => attempts.again_after(error)?,
                Ok(MarkedListed::Folder(marked)) => return Ok(marked),
                Ok(MarkedListed::Single(_)) => {
                    return Err(Error::Plain(Class::Refused, "it is no folder".into()));
                }
            }
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

/// The target of a link of the source.
fn follow(client: &mut Client, visit: Visit, folder: &RemotePath, link: &Entry) -> Result<Item> {
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
    // MLST answers for the link itself; SIZE and MDTM for its goal.
    let Some(facts) = client.with(|session| match session.facts(&path)? {
        none if none == Facts::default()
            && !(session.features().has("SIZE") || session.features().has("MDTM")) =>
        {
            session.lookup(&path)
        }
        facts => Ok(Some(facts).filter(|facts| *facts != Facts::default())),
    })?
    else {
        return Err(Error::Plain(Class::Refused, "a link whose target is missing".into()));
    };
    let mut item = Item::new(name.clone(), Kind::File);
    item.size = facts.size;
    item.time = facts.modified.map(Stamp::of_listing);
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
        time: entry.modified.map(Stamp::of_listing),
        mode: entry.mode.and_then(|mode| u16::try_from(mode).ok()),
        link: entry.link.clone().unwrap_or_default(),
        ..Item::new(entry.name.clone(), kind)
    }
}
