//! Names that the other side cannot hold: found before anything is moved, and skipped with all entries below them.

use std::collections::{HashMap, HashSet};

use super::plan::{Action, Plan, Step};
use super::tree::{Mark, Tree, join};
use super::{Direction, Problem};
use crate::error::{Class, Error};

/// The longest name that common file systems allow, in bytes.
const LONGEST: usize = 255;

/// The rules for names on the side of the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// How it distinguishes names.
    pub letters: Letters,
    /// Which names it has a meaning of its own for.
    pub reserved: Reserved,
    /// Which bytes it takes.
    pub bytes: Bytes,
}

/// Whether `a` and `A` are two names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// They are.
    #[default]
    Differ,
    /// They are one.
    Fold,
}

/// Names with a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reserved {
    /// Those of all.
    #[default]
    Few,
    /// Those of Windows too.
    Windows,
}

/// Bytes in names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bytes {
    /// Any.
    #[default]
    Any,
    /// UTF-8 only.
    Utf8,
}

/// Some paths.
pub type Paths = HashSet<Vec<u8>>;

/// A side whose files lie on Windows.
const WINDOWS: Holder =
    Holder { letters: Letters::Fold, reserved: Reserved::Windows, bytes: Bytes::Any };

impl Holder {
    /// The same, on Windows.
    #[must_use]
    pub fn on_windows(self) -> Self {
        Self { bytes: self.bytes, ..WINDOWS }
    }
}

/// Takes names out of a plan that the target cannot hold, and removals that would lose a file by its other spelling. The
/// trees are source and target.
pub fn check(plan: &mut Plan, direction: Direction, holder: Holder, trees: (&Tree, &Tree)) {
    let Findings { bad, spared } = Findings::of(plan, direction, holder, trees);
    if bad.is_empty() && spared.is_empty() {
        return;
    }
    let problem = |(path, why)| Problem::failed(path, Error::Plain(Class::Refused, why));
    let paths: Paths = bad.iter().map(|(path, _)| path.clone()).collect();
    plan.problems.extend(bad.into_iter().map(problem));
    plan.actions.retain(|action| match action.step {
        Step::Remove(_) => !spared.contains(&action.path),
        // Nor is room made for them, of a whole folder perhaps.
        _ => !lies_in(&action.path, &paths),
    });
}

/// Whether it matters for a plan to the server that files may lie on Windows there.
pub fn matter_on_windows(plan: &Plan, trees: (&Tree, &Tree)) -> bool {
    let found = Findings::of(plan, Direction::Up, WINDOWS, trees);
    !found.bad.is_empty() || !found.spared.is_empty()
}

/// The names of a plan that the target's rules forbid.
#[derive(Default)]
struct Findings {
    /// Names that it cannot hold, and why.
    bad: Vec<(Vec<u8>, String)>,
    /// Entries that are not to be removed: in another spelling they are the entries that come.
    spared: Paths,
}

impl Findings {
    fn of(plan: &Plan, direction: Direction, holder: Holder, trees: (&Tree, &Tree)) -> Self {
        let mut found = Self::default();
        let folds = holder.letters == Letters::Fold;
        let mut held = if folds { staying(plan, trees) } else { HashMap::new() };
        for path in coming(plan) {
            let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
            let mut why = objection(name, direction, holder);
            if folds && *held.entry(fold(path)).or_insert_with(|| path.to_vec()) != path {
                let text =
                    "its name differs from another one in capitals only, which are one there";
                why = Some(text.into());
            }
            found.bad.extend(why.map(|why| (path.to_vec(), why)));
        }
        let last = |action: &&Action| matches!(action.step, Step::Remove(_));
        let going = plan.actions.iter().filter(|action| folds && last(action));
        let kept = going.filter(|action| held.contains_key(&fold(&action.path)));
        found.spared = kept.map(|action| action.path.clone()).collect();
        found
    }
}

/// The paths of the entries that a plan makes.
fn coming(plan: &Plan) -> impl Iterator<Item = &[u8]> {
    let makes =
        |step: &Step| matches!(step, Step::MakeFolder | Step::Transfer { .. } | Step::Link { .. });
    plan.actions.iter().filter(move |action| makes(&action.step)).map(|action| &action.path[..])
}

/// The target's entries that stay beside those that come, by their folded paths.
fn staying(plan: &Plan, (source, target): (&Tree, &Tree)) -> HashMap<String, Vec<u8>> {
    let moved: HashSet<&[u8]> = plan.actions.iter().map(|action| &action.path[..]).collect();
    let folders: HashSet<&[u8]> = coming(plan).map(folder_of).collect();
    let mut found = HashMap::new();
    for folder in folders {
        for (tree, is_source) in [(source, true), (target, false)] {
            let Some(id) = tree.folder_at(folder) else { continue };
            for entry in tree.children(id) {
                let path = join(folder, tree.name(entry));
                // The source has it, and the plan does not name it: the target has the same.
                let counts = !is_source || matches!(entry.mark, Mark::Taken | Mark::Same);
                if counts && !moved.contains(&path[..]) {
                    found.insert(fold(&path), path);
                }
            }
        }
    }
    found
}

fn folder_of(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
    path.get(..end).unwrap_or_default()
}

fn fold(path: &[u8]) -> String {
    String::from_utf8_lossy(path).to_lowercase()
}

/// Whether a path, or a folder that it lies in, is among these.
pub fn lies_in(path: &[u8], folders: &Paths) -> bool {
    let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    ends.chain([path.len()]).any(|end| folders.contains(path.get(..end).unwrap_or_default()))
}

fn objection(name: &[u8], direction: Direction, holder: Holder) -> Option<String> {
    if direction == Direction::Up && name.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        return Some("its name holds a line end, which FTP cannot carry".into());
    }
    if name.len() > LONGEST {
        return Some(format!("its name is longer than {LONGEST} bytes"));
    }
    if holder.bytes == Bytes::Utf8 && std::str::from_utf8(name).is_err() {
        return Some("its name is not UTF-8, and the server's names are".into());
    }
    if holder.reserved == Reserved::Windows && is_reserved(name) {
        return Some("its name is none that Windows can hold".into());
    }
    None
}

/// Names that Windows keeps for devices, or cannot have.
fn is_reserved(name: &[u8]) -> bool {
    const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let strange = |byte: &u8| b"<>:\"|?*\\".contains(byte) || byte.is_ascii_control();
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or_default().to_ascii_uppercase();
    let stem = String::from_utf8_lossy(&stem);
    let numbered = ["COM", "LPT"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| (b'1'..=b'9').contains(&b)))
    });
    name.iter().any(strange)
        || name.ends_with(b".")
        || name.ends_with(b" ")
        || numbered
        || DEVICES.iter().any(|device| *device == stem)
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Item, Kind};
    use super::*;

    fn plan(paths: &[&[u8]]) -> Plan {
        let step = |path: &&[u8]| Action {
            path: path.to_vec(),
            step: if path.ends_with(b"d") {
                Step::MakeFolder
            } else {
                Step::Transfer { bytes: None, replaces: false }
            },
        };
        Plan { actions: paths.iter().map(step).collect(), ..Plan::default() }
    }

    fn checked(plan: &mut Plan, direction: Direction, holder: Holder) {
        check(plan, direction, holder, (&Tree::default(), &Tree::default()));
    }

    fn tree(names: &[&str]) -> Tree {
        let item = |name: &&str| (name.as_bytes().to_vec(), Item::new(*name, Kind::File));
        Tree::of(&names.iter().map(item).collect()).expect("a tree")
    }

    #[test]
    fn a_name_in_other_capitals_is_what_it_replaces() {
        let (source, target) = (tree(&["a", "b", "B"]), tree(&["A", "b", "C"]));
        let mut some = plan(&[b"a", b"B"]);
        let gone = |path: &[u8]| Action {
            path: path.to_vec(),
            step: Step::Remove(super::super::plan::Removal::Delete),
        };
        some.actions.extend([gone(b"A"), gone(b"C")]);
        assert!(matter_on_windows(&some, (&source, &target)));
        check(&mut some, Direction::Up, Holder::default().on_windows(), (&source, &target));
        let left: Vec<_> = some.actions.iter().map(|action| action.path.as_slice()).collect();
        assert_eq!((left, some.problems.len()), (vec![&b"a"[..], b"C"], 1));
        assert_eq!(some.problems[0].path, b"B");
        // One that stays keeps its place.
        let mut some = plan(&[b"a"]);
        check(&mut some, Direction::Up, Holder::default().on_windows(), (&source, &target));
        assert_eq!((some.actions.len(), some.problems.len()), (0, 1));
        assert!(!matter_on_windows(&plan(&[b"x", b"y.txt"]), (&source, &target)));
    }

    #[test]
    fn what_cannot_be_held_is_skipped_with_all_that_lies_in_it() {
        let mut some = plan(&[b"a\nd", b"a\nd/x", b"b\xff", b"ok"]);
        let holder = Holder { bytes: Bytes::Utf8, ..Holder::default() };
        checked(&mut some, Direction::Up, holder);
        let left: Vec<_> = some.actions.iter().map(|action| action.path.as_slice()).collect();
        assert_eq!((left, some.problems.len()), (vec![&b"ok"[..]], 2));
    }

    #[test]
    fn no_room_is_made_for_what_cannot_be_held() {
        use super::super::plan::Removal;
        let mut some = plan(&[b"A", b"a"]);
        for path in [&b"a/x"[..], b"a", b"other"] {
            let step = Step::Clear(Removal::Delete);
            some.actions.push(Action { path: path.to_vec(), step });
        }
        let holder = Holder { letters: Letters::Fold, ..Holder::default() };
        checked(&mut some, Direction::Down, holder);
        let left: Vec<_> = some.actions.iter().map(|action| action.path.as_slice()).collect();
        assert_eq!(left, [&b"A"[..], b"other"]);
    }

    #[test]
    fn twins_and_reserved_names_matter_where_they_do() {
        let names: [&[u8]; 5] = [b"a", b"A", b"con.txt", b"com1", b"x "];
        let mut unix = plan(&names);
        checked(&mut unix, Direction::Down, Holder::default());
        assert!(unix.problems.is_empty());
        let mut windows = plan(&names);
        checked(&mut windows, Direction::Up, Holder::default().on_windows());
        assert_eq!(windows.problems.len(), 4);
    }
}
