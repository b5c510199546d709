//! The folders of a tree that may be links: which they are, and what they turn out to be.

use super::{Entry, FolderId, LinkProof, Tree};

/// The true kind of a folder that may be a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proven {
    /// A folder.
    Folder,
    /// A link to a folder elsewhere.
    Link,
    /// A folder that is empty now.
    Emptied,
}

impl Tree {
    /// The paths of the folders above a path that may be links, the highest first.
    pub fn unproved_above(&self, path: &[u8]) -> Vec<Vec<u8>> {
        let mut found = self.unproved_down_to(path);
        found.pop_if(|last| last == path);
        found
    }

    /// The same, and the path itself if it is such a folder.
    pub fn unproved_down_to(&self, path: &[u8]) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        let mut folder = FolderId::ROOT;
        let mut end = 0;
        for name in path.split(|byte| *byte == b'/') {
            let Some(entry) = self.named(folder, name) else { break };
            let Some(below) = entry.folder() else { break };
            end += name.len();
            if entry.proof() == LinkProof::Unproved {
                found.push(path.get(..end).unwrap_or_default().to_vec());
            }
            (folder, end) = (below, end + 1);
        }
        found
    }

    /// Whether a folder is proved to be no link.
    pub fn proof(&self, folder: FolderId) -> LinkProof {
        let found = self.folders.get(folder.0 as usize).filter(|_| folder != FolderId::ROOT);
        let entry = found.and_then(|found| self.entries.get(found.entry as usize));
        entry.map_or(LinkProof::Proved, Entry::proof)
    }

    /// The paths of all folders that may be links and hold something.
    pub fn unproved(&self) -> Vec<Vec<u8>> {
        let is_unproved = |entry: &&Entry| entry.proof() == LinkProof::Unproved;
        let folders = self.entries.iter().filter(is_unproved).filter_map(Entry::folder);
        folders.filter(|folder| !self.is_bare(*folder)).map(|folder| self.path(folder)).collect()
    }

    /// The paths of the folders for whose entry and name this holds.
    pub fn folders_where(&self, holds: impl Fn(&Entry, &[u8]) -> bool) -> Vec<Vec<u8>> {
        let found = self.entries.iter().filter(|entry| holds(entry, self.name(entry)));
        found.filter_map(Entry::folder).map(|folder| self.path(folder)).collect()
    }

    /// Takes note of the true kind of a folder that may be a link.
    pub fn settle(&mut self, path: &[u8], found: Proven) {
        let Some(folder) = self.find(path).and_then(Entry::folder) else { return };
        let Some(at) = self.folders.get(folder.0 as usize).copied() else { return };
        if let Some(entry) = self.entries.get_mut(at.entry as usize) {
            match found {
                Proven::Folder | Proven::Emptied => entry.prove(),
                Proven::Link => entry.make_link(),
            }
        }
        if let (Proven::Emptied, Some(at)) = (found, self.folders.get_mut(folder.0 as usize)) {
            (at.count, at.partial, at.bare) = (0, false, true);
        }
    }
}
