//! Names that the other side cannot hold: found before anything is moved, and left out with all that lies in them.

use std::collections::{HashMap, HashSet};

use super::plan::{Plan, Step};
use super::{Problem, Way};
use crate::error::{Class, Error};

/// What the file systems of our time allow for one name, in bytes.
const LONGEST: usize = 255;

/// What is known of the side that takes the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// How it tells names apart.
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

/// Takes out of a plan what the target cannot hold.
pub fn check(plan: &mut Plan, way: Way, holder: Holder) {
    let mut bad: Paths = HashSet::new();
    let mut folded: HashMap<String, Vec<u8>> = HashMap::new();
    let mut problems = Vec::new();
    for action in &plan.actions {
        if !matches!(action.step, Step::MakeFolder | Step::Transfer { .. } | Step::Link { .. }) {
            continue;
        }
        let name = action.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let mut why = objection(name, way, holder);
        if holder.letters == Letters::Fold {
            let key = String::from_utf8_lossy(&action.path).to_lowercase();
            let first = folded.entry(key).or_insert_with(|| action.path.clone());
            if *first != action.path {
                why = Some(
                    "its name differs from another one in capitals only, which are one there"
                        .into(),
                );
            }
        }
        if let Some(why) = why {
            bad.insert(action.path.clone());
            problems.push(Problem::failed(action.path.clone(), Error::Plain(Class::Refused, why)));
        }
    }
    if bad.is_empty() {
        return;
    }
    // Nor is room made for them, of a whole folder perhaps.
    plan.actions
        .retain(|action| matches!(action.step, Step::Remove(_)) || !lies_in(&action.path, &bad));
    plan.problems.append(&mut problems);
}

/// Whether a path, or a folder that it lies in, is among these.
pub fn lies_in(path: &[u8], folders: &Paths) -> bool {
    let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    ends.chain([path.len()]).any(|end| folders.contains(path.get(..end).unwrap_or_default()))
}

fn objection(name: &[u8], way: Way, holder: Holder) -> Option<String> {
    if way == Way::Up && name.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
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
    use super::super::plan::Action;
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

    #[test]
    fn what_cannot_be_held_is_left_out_with_all_that_lies_in_it() {
        let mut some = plan(&[b"a\nd", b"a\nd/x", b"b\xff", b"ok"]);
        check(&mut some, Way::Up, Holder { bytes: Bytes::Utf8, ..Holder::default() });
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
        check(&mut some, Way::Down, Holder { letters: Letters::Fold, ..Holder::default() });
        let left: Vec<_> = some.actions.iter().map(|action| action.path.as_slice()).collect();
        assert_eq!(left, [&b"A"[..], b"other"]);
    }

    #[test]
    fn twins_and_reserved_names_matter_where_they_do() {
        let names: [&[u8]; 5] = [b"a", b"A", b"con.txt", b"com1", b"x "];
        let mut unix = plan(&names);
        check(&mut unix, Way::Down, Holder::default());
        assert!(unix.problems.is_empty());
        let mut windows = plan(&names);
        let holder =
            Holder { letters: Letters::Fold, reserved: Reserved::Windows, ..Holder::default() };
        check(&mut windows, Way::Up, holder);
        assert_eq!(windows.problems.len(), 4);
    }
}
