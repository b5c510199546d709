//! Plans the actions of a mirror from two trees and nothing else: the same trees always give the same plan.
//!
//! The plan is in an order in which it can be carried out: entries in the way are removed, deepest first; folders are
//! made, from the top; files are moved, then links made; at last orphans are removed, deepest first.

use super::compare::{Compare, Verdict};
use super::tree::{Entry, FolderId, Kind, Mark, Tree, depth, join};
use super::{Links, Problem};
use crate::error::{Class, Error};

/// An action at one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Relative to both roots.
    pub path: Vec<u8>,
    /// The action.
    pub step: Step,
}

/// The kinds of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An entry of another kind is in the way and is removed.
    Clear(Removal),
    /// A folder is made.
    MakeFolder,
    /// A file of so many bytes, if that is known, is moved.
    Transfer {
        /// Its length.
        bytes: Option<u64>,
        /// Whether there is an older version of it.
        replaces: bool,
    },
    /// A symbolic link is made.
    Link {
        /// Where it points.
        to: Vec<u8>,
    },
    /// An entry that the source does not have is removed.
    Remove(Removal),
}

/// How an entry is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// A file or link is deleted.
    Delete,
    /// An empty folder is deleted.
    RemoveFolder,
    /// A file or link is moved to the backup folder.
    Backup,
}

/// The rules of a plan.
#[derive(Debug)]
pub struct Rules<'a> {
    /// How files are compared.
    pub compare: Compare<'a>,
    /// How links are treated.
    pub links: Links,
    /// What becomes of entries that the source does not have.
    pub orphans: Orphans,
    /// How files and links are deleted.
    pub delete_mode: DeleteMode,
}

/// What becomes of entries that only the target has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orphans {
    /// They are kept.
    #[default]
    Keep,
    /// They are deleted, but for those that the filter excludes.
    Delete,
    /// They are deleted, and with them those that the filter excludes.
    DeleteExcluded,
}

/// How files and links are deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeleteMode {
    /// For good.
    #[default]
    Remove,
    /// By moving them to the backup folder.
    ToBackup,
}

/// A plan.
#[derive(Debug, Default)]
pub struct Plan {
    /// The actions, in order.
    pub actions: Vec<Action>,
    /// Entries that cannot be mirrored.
    pub problems: Vec<Problem>,
    /// Files that are the same on both sides.
    pub same: usize,
    /// Entries that would be removed, and stay since the listing of their folder could not be read to its end.
    pub kept: usize,
}

/// Plans the actions that make the target equal to the source.
pub fn plan(source: &Tree, target: &Tree, rules: &Rules<'_>) -> Plan {
    let mut planner = Planner { source, target, rules, parts: Parts::default() };
    planner.folder(FolderId::ROOT, Some(FolderId::ROOT), &[]);
    let Parts { mut clear, mut make, mut transfer, mut link, mut remove, problems, same, kept } =
        planner.parts;
    clear.sort_by(|a, b| deepest(&a.path, &b.path));
    make.sort_by(|a, b| a.path.cmp(&b.path));
    transfer.sort_by(|a, b| a.path.cmp(&b.path));
    link.sort_by(|a, b| a.path.cmp(&b.path));
    remove.sort_by(|a, b| deepest(&a.path, &b.path));
    let mut actions = clear;
    for mut part in [make, transfer, link, remove] {
        actions.append(&mut part);
    }
    Plan { actions, problems, same, kept }
}

/// The entries of a folder come before the folder.
fn deepest(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    depth(b).cmp(&depth(a)).then_with(|| a.cmp(b))
}

#[derive(Default)]
struct Parts {
    clear: Vec<Action>,
    make: Vec<Action>,
    transfer: Vec<Action>,
    link: Vec<Action>,
    remove: Vec<Action>,
    problems: Vec<Problem>,
    same: usize,
    kept: usize,
}

struct Planner<'a> {
    source: &'a Tree,
    target: &'a Tree,
    rules: &'a Rules<'a>,
    parts: Parts,
}

/// When a removal takes place.
#[derive(Clone, Copy)]
enum When {
    /// Before anything comes in its place.
    First,
    /// When all is well.
    Last,
}

impl Planner<'_> {
    /// Two folders of one path; the target's may not be there.
    fn folder(&mut self, ours: FolderId, theirs: Option<FolderId>, path: &[u8]) {
        let (source, target) = (self.source, self.target);
        let mut ones = source.children(ours).iter().peekable();
        let mut others = theirs.map_or(&[][..], |folder| target.children(folder)).iter().peekable();
        loop {
            let order = match (ones.peek(), others.peek()) {
                (None, None) => return,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(one), Some(other)) => source.name(one).cmp(target.name(other)),
            };
            let one = if order.is_le() { ones.next() } else { None };
            let other = if order.is_ge() { others.next() } else { None };
            let name = match (one, other) {
                (Some(one), _) => source.name(one),
                (_, Some(other)) => target.name(other),
                _ => return,
            };
            let path = join(path, name);
            // The other tree does not keep it.
            if [one, other].into_iter().flatten().any(|entry| entry.mark == Mark::Same) {
                self.parts.same += 1;
                continue;
            }
            match (one.filter(|one| self.counts(one)), other) {
                (Some(one), Some(other)) => self.both(path, one, other),
                (Some(one), None) => self.fresh(path, one),
                (None, Some(other)) if self.may_go(ours, other) => {
                    if theirs.is_some_and(|folder| target.is_partial(folder)) {
                        self.parts.kept += 1;
                    } else {
                        self.remove(other, &path, When::Last);
                    }
                }
                (None, _) => {}
            }
        }
    }

    /// Whether an entry of the source decides about its place. One that the filter excludes keeps the target's entry,
    /// unless excluded entries are deleted too.
    fn counts(&self, one: &Entry) -> bool {
        let by_kind = matches!(one.kind, Kind::Link | Kind::Other);
        match one.mark {
            Mark::Taken => true,
            Mark::Excluded => by_kind || self.rules.orphans != Orphans::DeleteExcluded,
            Mark::Same | Mark::Temporary => false,
        }
    }

    /// Whether an entry that only the target has is removed. Where the source's folder is not wholly known, it stays.
    fn may_go(&self, ours: FolderId, other: &Entry) -> bool {
        let excluded =
            other.mark == Mark::Excluded && self.rules.orphans != Orphans::DeleteExcluded;
        let wanted = self.rules.orphans != Orphans::Keep && other.mark != Mark::Temporary;
        // A folder that is excluded may hold something that takes part.
        wanted && (!excluded || other.kind == Kind::Folder) && !self.source.is_partial(ours)
    }

    /// An entry that only the source has.
    fn fresh(&mut self, path: Vec<u8>, one: &Entry) {
        if one.mark != Mark::Taken {
            return;
        }
        match one.kind {
            Kind::Folder => {
                self.parts.make.push(Action { path: path.clone(), step: Step::MakeFolder });
                if let Some(folder) = one.folder() {
                    self.folder(folder, None, &path);
                }
            }
            Kind::File => self.transfer(path, one, false),
            Kind::Link => self.link(path, one),
            Kind::Other => {}
        }
    }

    /// An entry that both have.
    fn both(&mut self, path: Vec<u8>, one: &Entry, other: &Entry) {
        if let (Some(ours), Some(theirs)) = (one.folder(), other.folder()) {
            // A folder that is excluded, and was listed: entries in it may take part.
            let looked_into = one.mark == Mark::Taken || !self.source.is_partial(ours);
            // The entries of a folder that could not be listed are not known.
            let unread = self.target.is_partial(theirs) && self.target.children(theirs).is_empty();
            if looked_into && !unread {
                self.folder(ours, Some(theirs), &path);
            }
            return;
        }
        if one.mark != Mark::Taken {
            return;
        }
        match (one.kind, other.kind) {
            (Kind::File, Kind::File) => match self.rules.compare.verdict(&path, one, other) {
                Verdict::Same => self.parts.same += 1,
                Verdict::Differs | Verdict::Doubt => self.transfer(path, one, true),
            },
            (Kind::Link, Kind::Link) if self.source.link(one) == self.target.link(other) => {}
            (Kind::Link, _) if self.rules.links != Links::Copy => {}
            (Kind::Other, _) => {}
            (_, Kind::Folder) => self.replace_folder(path, one, other),
            _ => {
                self.remove(other, &path, When::First);
                self.fresh(path, one);
            }
        }
    }

    /// A folder is where something else is to be.
    fn replace_folder(&mut self, path: Vec<u8>, one: &Entry, other: &Entry) {
        let refusal = if self.rules.orphans == Orphans::Keep {
            Some("a folder is in its place, and only --delete removes folders")
        } else if !self.goes_whole(other) {
            Some("a folder is in its place, with entries in it that are excluded")
        } else {
            None
        };
        match refusal {
            Some(why) => {
                let error = Error::Plain(Class::Refused, why.into());
                self.parts.problems.push(Problem::failed(path, error));
            }
            None => {
                self.remove(other, &path, When::First);
                self.fresh(path, one);
            }
        }
    }

    /// Whether all that is in a folder of the target may go.
    fn goes_whole(&self, entry: &Entry) -> bool {
        let Some(folder) = entry.folder().filter(|_| entry.mark != Mark::Temporary) else {
            return entry.mark != Mark::Excluded || self.rules.orphans == Orphans::DeleteExcluded;
        };
        let within = self.target.children(folder);
        let named = entry.mark == Mark::Taken || self.rules.orphans == Orphans::DeleteExcluded;
        named
            && !self.target.is_partial(folder)
            && within.iter().all(|entry| self.goes_whole(entry))
    }

    /// Removes an entry of the target, but for entries in it that the filter excludes, and those of a folder whose
    /// listing could not be read to its end: an entry in it may be another one than it seems.
    fn remove(&mut self, entry: &Entry, path: &[u8], when: When) {
        let target = self.target;
        let how = match entry.folder() {
            Some(folder) if target.is_partial(folder) => {
                self.parts.kept += target.children(folder).len();
                return;
            }
            Some(folder) => {
                let whole = self.goes_whole(entry);
                for child in target.children(folder) {
                    let path = join(path, target.name(child));
                    let excluded = child.mark == Mark::Excluded
                        && self.rules.orphans != Orphans::DeleteExcluded;
                    // A folder of our own is removed before the plan is carried out.
                    let temporary =
                        child.mark == Mark::Temporary && (!whole || child.kind == Kind::Folder);
                    if (!excluded || child.kind == Kind::Folder) && !temporary {
                        self.remove(child, &path, when);
                    }
                }
                if !whole {
                    return;
                }
                Removal::RemoveFolder
            }
            None if self.rules.delete_mode == DeleteMode::ToBackup
                && entry.mark != Mark::Temporary =>
            {
                Removal::Backup
            }
            None => Removal::Delete,
        };
        let path = path.to_vec();
        match when {
            When::First => self.parts.clear.push(Action { path, step: Step::Clear(how) }),
            When::Last => self.parts.remove.push(Action { path, step: Step::Remove(how) }),
        }
    }

    fn transfer(&mut self, path: Vec<u8>, one: &Entry, replaces: bool) {
        let step = Step::Transfer { bytes: one.size(), replaces };
        self.parts.transfer.push(Action { path, step });
    }

    fn link(&mut self, path: Vec<u8>, one: &Entry) {
        let to = self.source.link(one).to_vec();
        if self.rules.links != Links::Copy {
            return;
        }
        if stays_inside(&path, &to) {
            self.parts.link.push(Action { path, step: Step::Link { to } });
        } else {
            let why = if to.is_empty() {
                "a link, and the server does not report where it points"
            } else {
                "a link out of the tree is not made"
            };
            let error = Error::Plain(Class::Refused, why.into());
            self.parts.problems.push(Problem::failed(path, error));
        }
    }
}

/// Whether a link at `path` leads to a place in the tree, read as text: never absolute, never above the root.
fn stays_inside(path: &[u8], to: &[u8]) -> bool {
    if to.is_empty() || to.starts_with(b"/") || to.contains(&0) {
        return false;
    }
    let mut above = depth(path) - 1;
    let mut down = false;
    for part in to.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            // A folder that it goes down to may be a link itself, whose parent is anywhere.
            b".." if down || above == 0 => return false,
            b".." => above -= 1,
            _ => down = true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_leave_the_tree_are_known() {
        assert!(stays_inside(b"a/l", b"../b") && stays_inside(b"l", b"b/./c"));
        for (path, to) in
            [("l", ".."), ("a/l", "../../b"), ("l", "/etc"), ("a/l", "b/../c"), ("l", "")]
        {
            assert!(!stays_inside(path.as_bytes(), to.as_bytes()), "{path} {to}");
        }
    }
}
