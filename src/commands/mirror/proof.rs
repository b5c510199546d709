//! Before a plan changes anything below a folder of the server, that folder is proved to be no link.

use super::work::{Mirror, first};
use crate::error::{Class, Error, Result, counted, printable};
use crate::mirror::execute::SourceAfter;
use crate::mirror::names::{Paths, lies_in};
use crate::mirror::plan::{self, Action, Orphans, Plan};
use crate::mirror::plan_file::Saved;
use crate::mirror::prove::{Prover, remove_stale_probes, rests_on, withhold};
use crate::mirror::scan::Scanned;
use crate::mirror::{Direction, Links, Problem};
use crate::transfer::pool::WorkerPool;

impl Mirror<'_> {
    /// Plans, asks the server about the folders that the plan rests on, and plans again with the answers. An action
    /// that rests on a folder that stays unclear is taken out of the plan, and is a problem. A dry run asks nothing.
    pub(super) fn proved_plan(
        &mut self,
        pool: &mut WorkerPool<'_>,
        (source, target): (&mut Scanned, &mut Scanned),
        rules: &plan::Rules<'_>,
    ) -> Result<Plan> {
        let root = self.endpoints.remote.clone();
        if !self.options.dry {
            let changed = match self.endpoints.direction {
                Direction::Up => Some(&target.tree),
                // Otherwise nothing is changed at the source.
                Direction::Down => {
                    Some(&source.tree).filter(|_| self.options.source_after == SourceAfter::Removed)
                }
            };
            if let Some(tree) = changed {
                remove_stale_probes(first(pool)?, &root, tree)?;
            }
        }
        let mut prover = Prover::new(&root);
        let mut plan = loop {
            let plan = plan::plan(&source.tree, &target.tree, rules);
            let (folders, remote) = match self.endpoints.direction {
                Direction::Up => {
                    let mut folders = rests_on(&plan.actions, &target.tree, self.options.links);
                    folders.extend(ways_to_loops(target));
                    (folders, &mut *target)
                }
                Direction::Down => (self.emptied_sources(source), &mut *source),
            };
            if self.options.dry {
                self.note_unasked(folders.len());
                if self.endpoints.direction == Direction::Up {
                    // The answers, which a dry run does not ask for, decide about them.
                    target.problems.retain(|problem| !problem.is_loop);
                }
                return Ok(plan);
            }
            if folders.is_empty() || !prover.settle(first(pool)?, &mut remote.tree, folders)? {
                remote.problems.retain(|problem| !lies_in(&problem.path, prover.links()));
                break plan;
            }
        };
        let problems = match self.endpoints.direction {
            Direction::Up => withhold(&mut plan, prover.unclear(), self.options.links),
            Direction::Down => self.keep_sources(prover.unclear()),
        };
        if !problems.is_empty() {
            self.reporter.tally().withheld();
        }
        plan.problems.extend(problems);
        Ok(plan)
    }

    /// The actions of a saved plan, if it holds still and each folder that it rests on is proved.
    pub(super) fn proved_actions(
        &self,
        pool: &mut WorkerPool<'_>,
        saved: &Saved,
        source: &Scanned,
        target: &mut Scanned,
    ) -> Result<Vec<Action>> {
        let actions = saved.check(&source.tree, &target.tree)?;
        let folders = match self.endpoints.direction {
            Direction::Up => rests_on(&actions, &target.tree, self.options.links),
            Direction::Down => Vec::new(),
        };
        if folders.is_empty() || self.options.dry {
            self.note_unasked(folders.len());
            return Ok(actions);
        }
        let mut prover = Prover::new(&self.endpoints.remote);
        prover.settle(first(pool)?, &mut target.tree, folders)?;
        if let Some(folder) = prover.unclear().iter().min() {
            let text = format!(
                "{} may be a link to a folder elsewhere, and the server's answers do not say: nothing was done",
                printable(folder)
            );
            return Err(Error::Plain(Class::Safety, text));
        }
        saved.check(&source.tree, &target.tree)
    }

    /// Drops the problems of target folders that seem to lie in themselves and that the source does not have: without
    /// deletion, nothing is put into such a folder or concluded from it.
    pub(super) fn leave_loops_apart(&self, source: &Scanned, target: &mut Scanned) {
        if self.options.orphans == Orphans::Keep {
            let is_apart = |path: &[u8]| source.tree.find(path).is_none();
            target.problems.retain(|problem| !(problem.is_loop && is_apart(&problem.path)));
        }
    }

    /// Folders of the server that sources are to be removed from, and that may be links which nobody asked to follow.
    fn emptied_sources(&self, source: &Scanned) -> Vec<Vec<u8>> {
        let removes = self.options.source_after == SourceAfter::Removed;
        let follows = self.options.links == Links::Follow;
        if removes && !follows { source.tree.unproved() } else { Vec::new() }
    }

    /// Keeps the sources below these folders; returns a problem for each.
    fn keep_sources(&mut self, folders: &Paths) -> Vec<Problem> {
        self.kept.clone_from(folders);
        let text = "it may be a link to a folder elsewhere, and the server's answers do not say: the sources in it are kept; \
                    --links follow removes them";
        let problem = |path: &Vec<u8>| {
            Problem::failed(path.clone(), Error::Plain(Class::Safety, text.into()))
        };
        folders.iter().map(problem).collect()
    }

    fn note_unasked(&self, folders: usize) {
        if folders == 0 {
            return;
        }
        let may =
            if folders == 1 { "may be a link to a folder" } else { "may be links to folders" };
        let folders = counted(folders, "folder", "folders");
        self.env.ui.warn(&format!(
            "{folders} of the server {may} elsewhere; a run that is not dry asks the server (RMD) before it changes anything in them"
        ));
    }
}

/// The folders of a tree through which it seems to lie in itself, and that may be links. Which of them are above the
/// one that was found to repeat, and whether that is the link, depends on the order in which they were listed.
fn ways_to_loops(remote: &Scanned) -> Vec<Vec<u8>> {
    let loops = remote.problems.iter().filter(|problem| problem.is_loop);
    loops.flat_map(|problem| remote.tree.unproved_down_to(&problem.path)).collect()
}
