//! Both trees are read in full before anything is decided.

pub mod local;
pub mod remote;

use super::compare::{Compare, Verdict};
use super::filter::{Filter, Into, Scope};
use super::prove::is_probe;
use super::times::Stamp;
use super::tree::{Entry, FolderId, Item, Kind, MAX_DEPTH, Mark, Tree, join};
use super::{Links, Problem};
use crate::error::{Class, Error, printable};
use crate::transfer::temporary::is_temporary;

/// Which tree is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The tree that is copied.
    Source,
    /// The one that is changed.
    Target,
}

/// The rules of a scan.
#[derive(Debug)]
pub struct ScanRules<'a> {
    /// Which tree it is.
    pub role: Role,
    /// Decides which entries take part.
    pub filter: &'a Filter,
    /// How links of the source are treated.
    pub links: Links,
    /// Paths that are not part of the tree: the backup folder and the done file.
    pub aside: &'a [Vec<u8>],
}

/// A tree, and the problems of reading it.
#[derive(Debug, Default)]
pub struct Scanned {
    /// The tree.
    pub tree: Tree,
    /// The problems.
    pub problems: Vec<Problem>,
    /// Links and special files that are skipped.
    pub skipped: Skipped,
    /// Whether there is nothing at the root, not even an empty folder.
    pub missing: bool,
}

/// Entries that are skipped for their kind; reported once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Symbolic links.
    pub links: usize,
    /// Devices, pipes, sockets.
    pub others: usize,
}

/// A folder that is to be listed. Its path is made from the tree when it is wanted: those of all folders that wait would
/// take much memory in a deep tree.
#[derive(Clone, Copy, Debug)]
struct Visit {
    folder: FolderId,
    scope: Scope,
    /// Links that were followed on the way.
    links: usize,
}

impl ScanRules<'_> {
    fn first(&self) -> Visit {
        Visit { folder: FolderId::ROOT, scope: self.filter.scope(), links: 0 }
    }

    /// Whether links of this tree are followed.
    fn follows(&self) -> bool {
        self.links == Links::Follow && self.role == Role::Source
    }

    /// Whether an entry of this name may take part as a file or as a folder.
    fn may_take(&self, visit: Visit, path: &[u8]) -> bool {
        self.filter.takes(path, visit.scope, Kind::Link, None, None)
            || self.filter.folder(path, visit.scope) != Into::Left
    }

    /// Decides whether an entry at `path`, which was modified at `time`, takes part; returns the scope in which a
    /// folder is to be listed.
    fn judge(
        &self,
        visit: Visit,
        path: &[u8],
        item: &mut Item,
        time: Option<Stamp>,
    ) -> Option<Scope> {
        if self.aside.iter().any(|aside| aside == path) {
            item.mark = Mark::Excluded;
            return None;
        }
        if is_probe(item.kind, &item.name) || item.kind != Kind::Folder && is_temporary(&item.name)
        {
            item.mark = Mark::Temporary;
            return None;
        }
        if item.kind != Kind::Folder {
            let taken = self.filter.takes(path, visit.scope, item.kind, item.size, time);
            let skipped = self.role == Role::Source
                && (item.kind == Kind::Other
                    || item.kind == Kind::Link && self.links == Links::Skip);
            item.mark = if taken && !skipped { Mark::Taken } else { Mark::Excluded };
            return None;
        }
        let stops = self.filter.stops_at(path);
        match self.filter.folder(path, visit.scope) {
            Into::Taken(scope) => (!stops).then_some(scope),
            Into::Through(scope) if !stops => {
                item.mark = Mark::Excluded;
                Some(scope)
            }
            Into::Through(_) | Into::Left => {
                item.mark = Mark::Excluded;
                None
            }
        }
    }

    /// Counts an entry that is skipped because of its kind.
    fn count(&self, item: &Item, skipped: &mut Skipped, visit: Visit, path: &[u8]) {
        if self.role == Role::Target || item.mark != Mark::Excluded {
            return;
        }
        if !self.filter.takes(path, visit.scope, item.kind, None, None) {
            return;
        }
        match item.kind {
            Kind::Link if self.links == Links::Skip => skipped.links += 1,
            Kind::Other => skipped.others += 1,
            _ => {}
        }
    }

    /// Puts the entries of the folder at `path` into the tree; returns the folders that are to be listed next. Entries
    /// that are the same in the `mate` are only counted.
    fn take(
        &self,
        visit: Visit,
        path: &[u8],
        mut items: Vec<Item>,
        scanned: &mut Scanned,
        other: Option<OtherTree<'_, '_>>,
    ) -> crate::error::Result<Vec<Visit>> {
        // Probes are about to be removed.
        if items.iter().any(|item| !is_probe(item.kind, &item.name)) {
            scanned.tree.has_entries(visit.folder);
        }
        let mut scopes = std::collections::HashMap::new();
        for item in &mut items {
            let time = other.as_ref().map_or(item.time, |other| other.compare.shifted(item.time));
            let path = join(path, &item.name);
            if let Some(scope) = self.judge(visit, &path, item, time) {
                // A folder with a target is a link that was followed.
                let links = visit.links + usize::from(!item.link.is_empty());
                scopes.insert(item.name.clone(), (scope, links));
            }
            self.count(item, &mut scanned.skipped, visit, &path);
        }
        if let Some(other) = other {
            scanned.tree.prune(other.prune(path, &mut items));
        }
        let filled = scanned.tree.fill(visit.folder, items)?;
        scanned.tree.complete(visit.folder);
        for name in filled.twice {
            scanned.problems.push(Problem::incomplete(
                join(path, &name),
                Error::Plain(Class::Integrity, "it is listed twice".into()),
            ));
        }
        let next = |(folder, _, name): (FolderId, Mark, Vec<u8>)| {
            let (scope, links) = *scopes.get(&name)?;
            Some(Visit { folder, scope, links })
        };
        let visits: Vec<Visit> = filled.folders.into_iter().filter_map(next).collect();
        match visits.first() {
            Some(deep) if scanned.tree.depth(deep.folder) > MAX_DEPTH => {
                let shown = shown(&scanned.tree.path(deep.folder));
                let text = format!(
                    "the tree is more than {MAX_DEPTH} levels deep, and perhaps contains itself: {shown}"
                );
                Err(Error::Plain(Class::Safety, text))
            }
            _ => Ok(visits),
        }
    }
}

/// The other tree, already read: files that are the same in both need not be kept twice.
struct OtherTree<'a, 'r> {
    tree: Option<&'a mut Tree>,
    compare: &'a Compare<'r>,
    /// Which of the two the tree is.
    role: Role,
}

impl OtherTree<'_, '_> {
    /// Takes the files out of a folder's entries that are the same on both sides; returns how many.
    fn prune(self, path: &[u8], items: &mut Vec<Item>) -> usize {
        let Some(tree) = self.tree else { return 0 };
        let Some(folder) = tree.folder_at(path) else { return 0 };
        let before = items.len();
        items.retain(|item| {
            if item.kind != Kind::File || item.mark != Mark::Taken {
                return true;
            }
            let Some(ours) = tree.named_mut(folder, &item.name) else { return true };
            if ours.kind != Kind::File || ours.mark != Mark::Taken {
                return true;
            }
            let path = join(path, &item.name);
            let theirs = Entry::of(item);
            let same = match self.role {
                Role::Source => self.compare.verdict(&path, ours, &theirs),
                Role::Target => self.compare.verdict(&path, &theirs, ours),
            };
            if same == Verdict::Same && !self.compare.ledger.wants_time(&path) {
                ours.mark = Mark::Same;
            }
            ours.mark == Mark::Taken
        });
        before - items.len()
    }
}

/// A path that fits a line: of a long one both ends.
fn shown(path: &[u8]) -> String {
    const ENDS: usize = 60;
    if path.len() <= 3 * ENDS {
        return printable(path);
    }
    let (head, tail) = (path.get(..ENDS), path.get(path.len() - ENDS..));
    format!("{}...{}", printable(head.unwrap_or_default()), printable(tail.unwrap_or_default()))
}
