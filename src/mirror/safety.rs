//! Stops a plan that would empty a tree because the other one could not be read, or is not the one that was meant.

use std::collections::HashSet;

use super::names::lies_in;
use super::plan::{Action, Plan, Removal, Step};
use super::tree::Tree;
use crate::error::{Class, Error, Result, counted};

/// How much of the target may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many entries.
    Count(usize),
    /// Such a part of its entries.
    Percent(u8),
}

/// Whether all of the source is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// It is.
    Whole,
    /// Something could not be listed.
    Incomplete,
}

/// How many actions were taken out of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld(pub usize);

/// Stops a plan that removes too much, before anything is touched; takes all removals out of one whose source is not
/// known to its end, and with them the entries that would come in the place of a folder.
pub fn check(
    plan: &mut Plan,
    source: &Tree,
    target: &Tree,
    known: Knowledge,
    limit: Limit,
) -> Result<Withheld> {
    let count = removals(plan);
    if known == Knowledge::Incomplete {
        return Ok(withhold(plan));
    }
    if count == 0 {
        return Ok(Withheld(0));
    }
    refuse_empty(source, count)?;
    let total = target.taken();
    let (most, shown) = match limit {
        Limit::Count(most) => (most, most.to_string()),
        Limit::Percent(part) => {
            (total.saturating_mul(part.into()) / 100, format!("{part}% of {total}"))
        }
    };
    if count > most {
        let entries = entries(count);
        return Err(stop(format!("{entries} would be deleted; --max-delete allows {shown}")));
    }
    Ok(Withheld(0))
}

/// Takes all removals out of a plan, but for those that make room for another entry of that name and remove no folder.
fn withhold(plan: &mut Plan) -> Withheld {
    let folder = |action: &Action| match action.step {
        Step::Clear(Removal::RemoveFolder) => Some(action.path.clone()),
        _ => None,
    };
    let folders: HashSet<Vec<u8>> = plan.actions.iter().filter_map(folder).collect();
    let mut count = 0;
    plan.actions.retain(|action| {
        let there = folders.contains(&action.path) || lies_in(&action.path, &folders);
        let stays = there || matches!(action.step, Step::Remove(_));
        count += usize::from(stays && matches!(action.step, Step::Remove(_) | Step::Clear(_)));
        !stays
    });
    Withheld(count)
}

/// Stops a saved plan that removes something, where the source is not known to its end now, or came to have nothing.
pub fn check_saved(actions: &[Action], source: &Tree, known: Knowledge) -> Result<()> {
    let removes = |action: &&Action| matches!(action.step, Step::Clear(_) | Step::Remove(_));
    let count = actions.iter().filter(removes).count();
    if count == 0 {
        return Ok(());
    }
    if known == Knowledge::Incomplete {
        let entries = entries(count);
        return Err(stop(format!(
            "not all of the source could be listed, and {entries} would be deleted: nothing was done"
        )));
    }
    refuse_empty(source, count)
}

fn refuse_empty(source: &Tree, count: usize) -> Result<()> {
    if source.taken() > 0 {
        return Ok(());
    }
    Err(stop(format!("the source is empty, and {} would be deleted for it", entries(count))))
}

/// The error of a run that had to leave entries that it should have deleted.
pub fn withheld(count: usize) -> Error {
    let known = match count {
        0 => String::new(),
        count => format!(" ({} would have been)", entries(count)),
    };
    stop(format!("not all of the source could be listed: nothing is deleted{known}"))
}

/// The error of a run that left entries in folders of the target whose listings could not be read to their end.
pub fn kept(count: usize) -> Error {
    let entries = entries(count);
    stop(format!(
        "not all of the target could be listed: nothing is deleted in those folders ({entries} would have been)"
    ))
}

fn entries(count: usize) -> String {
    counted(count, "entry", "entries")
}

fn stop(why: String) -> Error {
    Error::Plain(Class::Safety, why)
}

/// How many entries go for good: not those in whose place something comes, unless it is a folder that goes.
fn removals(plan: &Plan) -> usize {
    let comes = |action: &Action| match action.step {
        Step::MakeFolder | Step::Transfer { .. } | Step::Link { .. } => Some(action.path.clone()),
        _ => None,
    };
    let cleared = |action: &&Action| matches!(action.step, Step::Clear(_));
    let places: HashSet<Vec<u8>> = if plan.actions.iter().any(|action| cleared(&action)) {
        plan.actions.iter().filter_map(comes).collect()
    } else {
        HashSet::new()
    };
    let delete_mode = |action: &&Action| match action.step {
        Step::Remove(_) | Step::Clear(Removal::RemoveFolder) => true,
        Step::Clear(_) => !places.contains(&action.path),
        _ => false,
    };
    plan.actions.iter().filter(delete_mode).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::tree::{Item, Kind};

    fn tree(names: &[&str]) -> Tree {
        let items =
            names.iter().map(|name| (name.as_bytes().to_vec(), Item::new(*name, Kind::File)));
        Tree::of(&items.collect()).expect("a tree")
    }

    fn removing(count: usize) -> Plan {
        let action =
            |n: usize| Action { path: vec![b'a'; n + 1], step: Step::Remove(Removal::Delete) };
        Plan { actions: (0..count).map(action).collect(), ..Plan::default() }
    }

    #[test]
    fn too_many_an_empty_source_and_half_a_listing_stop_deletions() {
        let (source, target) = (tree(&["x"]), tree(&["a", "b", "c", "d"]));
        let check = |count, source: &Tree, known, limit| {
            let mut plan = removing(count);
            check(&mut plan, source, &target, known, limit)
                .map(|withheld| (withheld.0, plan.actions.len()))
        };
        let half = Limit::Percent(50);
        assert_eq!(check(2, &source, Knowledge::Whole, half).ok(), Some((0, 2)));
        assert_eq!(check(2, &source, Knowledge::Incomplete, half).ok(), Some((2, 0)));
        for (count, source, limit) in [
            (3, &source, half),
            (2, &source, Limit::Count(1)),
            (1, &tree(&[]), Limit::Percent(100)),
        ] {
            let error = check(count, source, Knowledge::Whole, limit).expect_err("too many");
            assert_eq!(error.class(), Class::Safety);
        }
        assert!(check(0, &tree(&[]), Knowledge::Whole, Limit::Count(0)).is_ok());
    }
}
