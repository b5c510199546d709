//! Properties of the plan that any two trees must have.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use ftps::mirror::compare::{By, Compare, Prefer};
use ftps::mirror::ledger::Ledger;
use ftps::mirror::plan::{DeleteMode, Orphans, Plan, Removal, Rules, Step, plan};
use ftps::mirror::times::{Stamp, Unit};
use ftps::mirror::tree::{Item, Kind, Mark, Tree};
use ftps::mirror::{Direction, Links};
use proptest::prelude::*;

/// A file is told by its size and time; a folder has nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    File { size: u64, secs: i64 },
    Folder,
    Link(String),
}

type Model = BTreeMap<String, (Node, bool)>;

fn node() -> impl Strategy<Value = Node> {
    prop_oneof![
        4 => (0_u64..3, 0_i64..3).prop_map(|(size, secs)| Node::File { size, secs }),
        2 => Just(Node::Folder),
        1 => "[ab]".prop_map(Node::Link),
    ]
}

/// Paths of up to three components of few letters; what lies in no folder loses its place. `true` means left out.
fn model() -> impl Strategy<Value = Model> {
    let path = proptest::collection::vec("[abc]", 1..4).prop_map(|parts| parts.join("/"));
    proptest::collection::btree_map(path, (node(), prop::bool::weighted(0.15)), 0..14)
        .prop_map(sound)
}

fn sound(raw: Model) -> Model {
    let mut kept = Model::new();
    for (path, (node, left)) in raw {
        let above = path.rsplit_once('/').map(|(above, _)| above);
        let in_place =
            above.is_none_or(|above| matches!(kept.get(above), Some((Node::Folder, false))));
        if in_place {
            kept.insert(path, (node, left));
        }
    }
    kept
}

/// What is left out is a matter of names: both sides agree on it.
fn agree(source: &mut Model, target: &mut Model) {
    let left: BTreeSet<String> = source
        .iter()
        .chain(target.iter())
        .filter(|(_, (_, left))| *left)
        .map(|(path, _)| path.clone())
        .collect();
    for model in [source, target] {
        for (path, (_, mark)) in model.iter_mut() {
            *mark = left.contains(path);
        }
        let folders: Vec<String> = model
            .iter()
            .filter(|(_, (_, left))| *left)
            .map(|(path, _)| format!("{path}/"))
            .collect();
        model.retain(|path, _| !folders.iter().any(|folder| path.starts_with(folder)));
    }
}

fn tree(model: &Model) -> Tree {
    let items = model.iter().map(|(path, (node, left))| {
        let name = path.rsplit('/').next().expect("a name");
        let kind = match node {
            Node::File { .. } => Kind::File,
            Node::Folder => Kind::Folder,
            Node::Link(_) => Kind::Link,
        };
        let mut item = Item::new(name, kind);
        match node {
            Node::File { size, secs } => {
                item.size = Some(*size);
                item.time =
                    Some(Stamp { secs: *secs, nanos: 0, unit: Unit::Second, universal: true });
            }
            Node::Folder => {}
            Node::Link(to) => item.link = to.as_bytes().to_vec(),
        }
        item.mark = if *left { Mark::Excluded } else { Mark::Taken };
        (path.as_bytes().to_vec(), item)
    });
    let mut tree = Tree::of(&items.collect()).expect("a small tree");
    // A folder that is left out is not looked into.
    for (path, (node, left)) in model {
        if let (Node::Folder, true, Some(entry)) = (node, left, tree.find(path.as_bytes()).copied())
        {
            tree.incomplete(entry.folder().expect("a folder"));
        }
    }
    tree
}

fn planned(source: &Model, target: &Model, orphans: Orphans) -> Plan {
    let ledger = Ledger::default();
    let (by, prefer, direction) = (By::Time, Prefer::Source, Direction::Down);
    let compare = Compare {
        by,
        prefer,
        direction,
        offset: OnceLock::new(),
        now: 1_000_000,
        ledger: &ledger,
        resolved: HashMap::new(),
    };
    let rules = Rules { compare, links: Links::Copy, orphans, delete_mode: DeleteMode::Remove };
    plan(&tree(source), &tree(target), &rules)
}

/// Carries out a plan on a model; panics where a step cannot be done where it stands.
fn apply(source: &Model, target: &Model, plan: &Plan) -> Model {
    let mut result = target.clone();
    for action in &plan.actions {
        let path = String::from_utf8(action.path.clone()).expect("letters");
        let above = path.rsplit_once('/').map(|(above, _)| above.to_owned());
        let in_place =
            above.is_none_or(|above| matches!(result.get(&above), Some((Node::Folder, _))));
        assert!(in_place, "{action:?} has no folder in {result:?}");
        match &action.step {
            Step::MakeFolder => {
                assert!(
                    result.insert(path.clone(), (Node::Folder, false)).is_none(),
                    "{path} is there"
                );
            }
            Step::Transfer { replaces, .. } => {
                let old = result.insert(path.clone(), source[&path].clone());
                assert_eq!(old.is_some(), *replaces, "{path}");
                assert!(!matches!(old, Some((Node::Folder, _))), "{path} is a folder");
            }
            Step::Link { .. } => {
                assert!(
                    result.insert(path.clone(), source[&path].clone()).is_none(),
                    "{path} is there"
                );
            }
            Step::Clear(how) | Step::Remove(how) => {
                let old = result.remove(&path).unwrap_or_else(|| panic!("{path} is not there"));
                assert_eq!(old.0 == Node::Folder, *how == Removal::RemoveFolder, "{path}");
                let full = result.keys().any(|other| other.starts_with(&format!("{path}/")));
                assert!(!full, "{path} is not empty");
            }
        }
    }
    result
}

fn taken(model: &Model) -> BTreeMap<&String, &Node> {
    model.iter().filter(|(_, (_, left))| !left).map(|(path, (node, _))| (path, node)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_the_plan_the_target_is_what_the_source_is(mut source in model(), mut target in model()) {
        agree(&mut source, &mut target);
        let plan = planned(&source, &target, Orphans::Delete);
        let result = apply(&source, &target, &plan);
        // Where something that is left out keeps a folder, or another kind from coming, that is told or stays.
        let kept: Vec<String> = target.iter().filter(|(_, (_, left))| *left).map(|(path, _)| path.clone()).collect();
        let told: BTreeSet<Vec<u8>> = plan.problems.iter().map(|problem| problem.path.clone()).collect();
        for (path, node) in taken(&source) {
            if !told.iter().any(|bad| path.as_bytes() == &bad[..] || path.as_bytes().starts_with(&[&bad[..], b"/"].concat())) {
                prop_assert_eq!(result.get(path).map(|(node, _)| node), Some(node), "{}", path);
            }
        }
        for (path, (node, left)) in &result {
            let holds_kept = kept.iter().any(|kept| kept.starts_with(&format!("{path}/")));
            let told = told.iter().any(|bad| path.as_bytes().starts_with(bad));
            let excluded = *left || source.get(path).is_some_and(|(_, left)| *left);
            if !(excluded || told || *node == Node::Folder && holds_kept) {
                prop_assert!(source.contains_key(path), "{} stays", path);
            }
        }
    }

    #[test]
    fn what_is_skipped_is_never_touched(mut source in model(), mut target in model()) {
        agree(&mut source, &mut target);
        for orphans in [Orphans::Keep, Orphans::Delete] {
            let result = apply(&source, &target, &planned(&source, &target, orphans));
            for (path, (node, left)) in &target {
                if *left {
                    prop_assert_eq!(result.get(path).map(|(node, _)| node), Some(node), "{}", path);
                }
            }
            for (path, (_, left)) in &source {
                prop_assert!(!left || result.contains_key(path) == target.contains_key(path), "{}", path);
            }
        }
    }

    #[test]
    fn equal_trees_need_no_plan(source in model()) {
        for orphans in [Orphans::Keep, Orphans::Delete] {
            let plan = planned(&source, &source, orphans);
            prop_assert!(plan.actions.is_empty() && plan.problems.is_empty(), "{:?}", plan);
        }
    }

    #[test]
    fn without_deletion_only_what_is_in_the_way_goes(mut source in model(), mut target in model()) {
        agree(&mut source, &mut target);
        let plan = planned(&source, &target, Orphans::Keep);
        let result = apply(&source, &target, &plan);
        for path in target.keys() {
            prop_assert!(result.contains_key(path), "{} went", path);
        }
        prop_assert!(!plan.actions.iter().any(|action| matches!(action.step, Step::Remove(_))));
    }

    #[test]
    fn a_plan_that_was_carried_out_leaves_nothing_to_do(mut source in model(), mut target in model()) {
        agree(&mut source, &mut target);
        for orphans in [Orphans::Keep, Orphans::Delete] {
            let first = planned(&source, &target, orphans);
            let mut result = apply(&source, &target, &first);
            for (path, (_, left)) in &mut result {
                *left |= source.get(path).is_some_and(|(_, left)| *left);
            }
            let second = planned(&source, &result, orphans);
            prop_assert!(second.actions.is_empty(), "{:?} after {:?}", second, first);
        }
    }

    #[test]
    fn the_same_trees_give_the_same_plan(source in model(), target in model()) {
        let one = planned(&source, &target, Orphans::Delete);
        prop_assert_eq!(one.actions, planned(&source, &target, Orphans::Delete).actions);
    }
}
