//! A scanned tree: names and facts in a few flat buffers, each folder's entries side by side and sorted, so that a
//! hundred thousand files cost a few megabytes.
//!
//! Reading a tree is left to `scan`, comparing two of them to `plan`.

mod entry;
mod proof;

use std::collections::BTreeMap;

use crate::error::{Result, protocol};

pub use entry::{Entry, FolderId, Item, Kind, LinkProof, Mark};
pub use proof::Proven;

/// Most levels of folders; deeper ones are taken for a tree that contains itself.
pub const MAX_DEPTH: usize = 200;

/// Most entries of a tree; the memory for more is the server's choice, not ours.
pub const MAX_ENTRIES: usize = 10_000_000;

/// The facts of a folder.
#[derive(Clone, Copy, Debug, Default)]
struct Folder {
    first: u32,
    count: u32,
    /// The folder that it lies in, and the number of its own entry: its path is made of them when it is wanted.
    parent: u32,
    entry: u32,
    /// It holds more than the tree: it was not listed, or not to the end.
    partial: bool,
    /// Its listing had no entries.
    bare: bool,
}

/// A tree.
#[derive(Clone, Debug)]
pub struct Tree {
    names: Vec<u8>,
    entries: Vec<Entry>,
    folders: Vec<Folder>,
    /// Entries that are not kept, since the other tree has the same.
    pruned: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { names: Vec::new(), entries: Vec::new(), folders: vec![Folder::default()], pruned: 0 }
    }
}

impl Tree {
    /// Puts entries into a folder, which had none before, sorted by name. Each folder among them gets a number, which
    /// is returned beside its name.
    ///
    /// Of names that come twice the first is kept; the others are returned as the second part.
    pub fn fill(&mut self, folder: FolderId, mut items: Vec<Item>) -> Result<Filled> {
        items.sort_by(|a, b| a.name.cmp(&b.name));
        let mut filled = Filled::default();
        let first = self.entries.len();
        if first + items.len() > MAX_ENTRIES {
            return Err(protocol(format!("the tree has more than {MAX_ENTRIES} entries")));
        }
        room(&mut self.entries, items.len());
        room(&mut self.names, items.iter().map(|item| item.name.len() + item.link.len()).sum());
        let mut before: Option<Vec<u8>> = None;
        for item in items {
            if before.as_deref() == Some(&item.name) {
                filled.twice.push(item.name);
                continue;
            }
            let entry = self.keep(folder, &item)?;
            if item.kind == Kind::Folder {
                let id = u32::try_from(entry.size).unwrap_or(u32::MAX);
                filled.folders.push((FolderId(id), item.mark, item.name.clone()));
            }
            self.entries.push(entry);
            before = Some(item.name);
        }
        let count = self.entries.len() - first;
        if let Some(found) = self.folders.get_mut(folder.0 as usize) {
            // Both are far below MAX_ENTRIES.
            found.first = u32::try_from(first).unwrap_or(0);
            found.count = u32::try_from(count).unwrap_or(0);
        }
        Ok(filled)
    }

    fn keep(&mut self, parent: FolderId, item: &Item) -> Result<Entry> {
        let beyond = || protocol("the names of the tree take more than 4 GiB");
        let name = u32::try_from(self.names.len()).map_err(|_| beyond())?;
        let length = u16::try_from(item.name.len()).map_err(|_| protocol("a name without end"))?;
        self.names.extend_from_slice(&item.name);
        let size = match item.kind {
            Kind::Folder => {
                // Far below MAX_ENTRIES.
                let entry = u32::try_from(self.entries.len()).unwrap_or(0);
                self.folders.push(Folder {
                    parent: parent.0,
                    entry,
                    partial: true,
                    bare: true,
                    ..Folder::default()
                });
                self.folders.len() as u64 - 1
            }
            Kind::Link => {
                self.names.extend_from_slice(&item.link);
                item.link.len() as u64
            }
            Kind::File | Kind::Other => item.size.unwrap_or(0),
        };
        Ok(Entry { size, name, length, ..Entry::of(item) })
    }

    /// Takes note that a folder's listing had entries.
    pub fn has_entries(&mut self, folder: FolderId) {
        if let Some(found) = self.folders.get_mut(folder.0 as usize) {
            found.bare = false;
        }
    }

    /// Whether a folder was not listed, or its listing had no entries.
    pub fn is_bare(&self, folder: FolderId) -> bool {
        self.folders.get(folder.0 as usize).is_none_or(|found| found.bare)
    }

    /// The path of a folder, relative to the root; the root's is empty.
    pub fn path(&self, folder: FolderId) -> Vec<u8> {
        let mut names = Vec::new();
        let mut at = folder;
        while at != FolderId::ROOT {
            let Some(found) = self.folders.get(at.0 as usize) else { break };
            names.extend(self.entries.get(found.entry as usize).map(|entry| self.name(entry)));
            at = FolderId(found.parent);
        }
        names.reverse();
        names.join(&b'/')
    }

    /// How many levels a folder lies below the root.
    pub fn depth(&self, folder: FolderId) -> usize {
        let mut levels = 0;
        let mut at = folder;
        while at != FolderId::ROOT {
            let Some(found) = self.folders.get(at.0 as usize) else { break };
            (levels, at) = (levels + 1, FolderId(found.parent));
        }
        levels
    }

    fn named(&self, folder: FolderId, name: &[u8]) -> Option<&Entry> {
        self.entries.get(self.position(folder, name)?)
    }

    fn position(&self, folder: FolderId, name: &[u8]) -> Option<usize> {
        let first = self.folders.get(folder.0 as usize)?.first as usize;
        let children = self.children(folder);
        let at = children.binary_search_by(|entry| self.name(entry).cmp(name)).ok()?;
        Some(first + at)
    }

    /// Says that a folder was looked into, and all that is in it is in the tree.
    pub fn complete(&mut self, folder: FolderId) {
        if let Some(found) = self.folders.get_mut(folder.0 as usize) {
            found.partial = false;
        }
    }

    /// Takes note that a folder holds more entries than the tree.
    pub fn incomplete(&mut self, folder: FolderId) {
        if let Some(found) = self.folders.get_mut(folder.0 as usize) {
            found.partial = true;
        }
    }

    /// Whether a folder may hold more entries than the tree.
    pub fn is_partial(&self, folder: FolderId) -> bool {
        self.folders.get(folder.0 as usize).is_none_or(|found| found.partial)
    }

    /// The entries of a folder, sorted by name.
    pub fn children(&self, folder: FolderId) -> &[Entry] {
        let found = self.folders.get(folder.0 as usize).copied().unwrap_or_default();
        let first = found.first as usize;
        self.entries.get(first..first + found.count as usize).unwrap_or_default()
    }

    /// The name of an entry of this tree.
    pub fn name(&self, entry: &Entry) -> &[u8] {
        let begin = entry.name as usize;
        self.names.get(begin..begin + usize::from(entry.length)).unwrap_or_default()
    }

    /// Where a link of this tree points.
    pub fn link(&self, entry: &Entry) -> &[u8] {
        if entry.kind != Kind::Link {
            return &[];
        }
        let begin = entry.name as usize + usize::from(entry.length);
        let length = usize::try_from(entry.size).unwrap_or(0);
        self.names.get(begin..begin + length).unwrap_or_default()
    }

    /// Counts entries that are not kept, since the other tree has the same.
    pub fn prune(&mut self, entries: usize) {
        self.pruned += entries;
    }

    /// The number of the folder at a relative path; the root's is empty.
    pub fn folder_at(&self, path: &[u8]) -> Option<FolderId> {
        if path.is_empty() { Some(FolderId::ROOT) } else { self.find(path)?.folder() }
    }

    /// The entry of this name in a folder, to be marked.
    pub fn named_mut(&mut self, folder: FolderId, name: &[u8]) -> Option<&mut Entry> {
        let at = self.position(folder, name)?;
        self.entries.get_mut(at)
    }

    /// Leaves an entry out after all.
    pub fn leave(&mut self, path: &[u8]) {
        let (folder, name) = match path.iter().rposition(|byte| *byte == b'/') {
            Some(at) => (path.get(..at), path.get(at + 1..)),
            None => (Some(&[][..]), Some(path)),
        };
        let folder = self.folder_at(folder.unwrap_or_default());
        if let Some(entry) = folder.and_then(|id| self.named_mut(id, name.unwrap_or_default())) {
            entry.mark = Mark::Excluded;
        }
    }

    /// The entry at a relative path.
    pub fn find(&self, path: &[u8]) -> Option<&Entry> {
        let mut folder = FolderId::ROOT;
        let mut found = None;
        for name in path.split(|byte| *byte == b'/') {
            found = self.named(folder, name);
            folder = found?.folder().unwrap_or(FolderId(u32::MAX));
        }
        found
    }

    /// Lets folders that were looked into take part if something in them does.
    pub fn promote(&mut self) {
        // A folder's entries lie behind the folder itself: from the end on, those below are decided first.
        for at in (0..self.entries.len()).rev() {
            let Some(entry) = self.entries.get(at).copied() else { continue };
            let Some(folder) = entry.folder().filter(|_| entry.mark == Mark::Excluded) else {
                continue;
            };
            let takes = |child: &Entry| matches!(child.mark, Mark::Taken | Mark::Same);
            let some = self.children(folder).iter().any(takes);
            if let (true, Some(entry)) = (some, self.entries.get_mut(at)) {
                entry.mark = Mark::Taken;
            }
        }
    }

    /// The paths and entries of all that is no folder.
    pub fn files(&self) -> Vec<(Vec<u8>, Entry)> {
        let mut found = Vec::new();
        let mut stack = vec![(FolderId::ROOT, Vec::new())];
        while let Some((folder, path)) = stack.pop() {
            for entry in self.children(folder) {
                let path = join(&path, self.name(entry));
                match entry.folder() {
                    Some(folder) => stack.push((folder, path)),
                    None => found.push((path, *entry)),
                }
            }
        }
        found
    }

    /// How many entries take part.
    pub fn taken(&self) -> usize {
        let takes = |entry: &&Entry| matches!(entry.mark, Mark::Taken | Mark::Same);
        self.entries.iter().filter(takes).count() + self.pruned
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A tree of these paths, for tests and plans: folders come from the paths.
    pub fn of(items: &BTreeMap<Vec<u8>, Item>) -> Result<Self> {
        let mut tree = Self::default();
        let mut queue = vec![(FolderId::ROOT, Vec::new())];
        while let Some((folder, prefix)) = queue.pop() {
            let below = items.iter().filter_map(|(path, item)| {
                let rest = path.strip_prefix(&prefix[..])?;
                (!rest.is_empty() && !rest.contains(&b'/'))
                    .then(|| Item { name: rest.to_vec(), ..item.clone() })
            });
            let filled = tree.fill(folder, below.collect())?;
            tree.complete(folder);
            for (id, _, name) in filled.folders {
                queue.push((id, [&prefix[..], &name, b"/"].concat()));
            }
        }
        Ok(tree)
    }
}

/// Makes room in small steps: doubling would cost as much again as there is.
fn room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8));
    }
}

/// The folders and doubled names of a folder that was filled.
#[derive(Debug, Default)]
pub struct Filled {
    /// Its folders: their numbers, whether they take part, and their names.
    pub folders: Vec<(FolderId, Mark, Vec<u8>)>,
    /// Names that were listed again.
    pub twice: Vec<Vec<u8>>,
}

/// How many names a path has.
pub fn depth(path: &[u8]) -> usize {
    path.split(|byte| *byte == b'/').count()
}

/// A path below a folder.
pub fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_vec() } else { [folder, b"/", name].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[(&str, Kind)]) -> Tree {
        let items = paths.iter().map(|(path, kind)| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (path.as_bytes().to_vec(), Item::new(name, *kind))
        });
        Tree::of(&items.collect()).expect("a tree")
    }

    #[test]
    fn entries_are_found_by_their_paths() {
        let tree = tree(&[("b", Kind::Folder), ("b/x", Kind::File), ("a", Kind::File)]);
        assert_eq!(tree.find(b"b/x").map(|entry| entry.kind), Some(Kind::File));
        assert!(tree.find(b"b/y").is_none() && tree.find(b"a/x").is_none());
        let names: Vec<_> = tree.children(FolderId::ROOT).iter().map(|e| tree.name(e)).collect();
        assert_eq!(names, [b"a", b"b"]);
    }

    #[test]
    fn an_entry_takes_few_bytes() {
        assert!(size_of::<Entry>() <= 32, "{}", size_of::<Entry>());
    }

    #[test]
    fn a_name_that_comes_twice_is_kept_once() {
        let mut tree = Tree::default();
        let items = vec![Item::new("a", Kind::Link), Item::new("a", Kind::Folder)];
        let filled = tree.fill(FolderId::ROOT, items).expect("few");
        assert_eq!((filled.twice.len(), tree.children(FolderId::ROOT).len()), (1, 1));
    }
}
