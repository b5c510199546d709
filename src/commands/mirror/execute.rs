//! Carries out a plan, and ends the run: sources, temporaries, done file, ledger.

use std::fs;
use std::time::Duration;

use super::work::{Mirror, first};
use crate::error::{Class, Error, Result, counted, local, printable};
use crate::mirror::Direction;
use crate::mirror::compare::Compare;
use crate::mirror::execute::{self, Job, Outcome, SourceAfter};
use crate::mirror::ledger::{Ledger, LedgerWriter};
use crate::mirror::plan;
use crate::mirror::scan::Scanned;
use crate::mirror::tree::Tree;
use crate::transfer::folders;
use crate::transfer::pool::WorkerPool;
use crate::ui::Ui;
use crate::ui::overall::Overall;

impl Mirror<'_> {
    /// Does it.
    pub(super) fn carry_out(
        &self,
        pool: &mut WorkerPool<'_>,
        scanned: (&Scanned, &Scanned),
        actions: Vec<plan::Action>,
        ledger: &Ledger,
        compare: &Compare<'_>,
    ) -> Result<()> {
        let (source, target) = scanned;
        let writer = LedgerWriter::begin(self.state.as_deref());
        if target.missing {
            self.make_root(pool)?;
        }
        let progress = overall(&self.env.ui, &actions);
        let job = Job {
            direction: self.endpoints.direction,
            local: &self.endpoints.local,
            remote: &self.endpoints.remote,
            source: &source.tree,
            rules: &self.options.rules,
            backup: self.backup.clone(),
            source_after: self.options.source_after,
            kept: &self.kept,
            failure: self.options.failure,
            ledger: &writer,
            observer: &progress,
            report: &|action: &plan::Action, took: Duration, done| {
                self.reporter.done(action, took, done)
            },
        };
        let outcome = execute::run(pool, &job, actions)?;
        drop(progress);
        self.end(pool, scanned, ledger, compare, writer, &outcome)
    }

    /// Makes DEST.
    fn make_root(&self, pool: &mut WorkerPool<'_>) -> Result<()> {
        let parents = self.options.parents;
        let advise = |error: Error| {
            let advice = if parents {
                "making DEST"
            } else {
                "making DEST (--mkdir makes what is above it too)"
            };
            error.during(advice)
        };
        match self.endpoints.direction {
            Direction::Up => {
                let client = first(pool)?;
                let path = &self.endpoints.remote;
                let made = if parents {
                    folders::make_all(client, path)
                } else {
                    folders::make(client, path)
                };
                made.map_err(|error| advise(error.during(printable(path.as_bytes()))))
            }
            Direction::Down => {
                let path = &self.endpoints.local;
                let made = if parents { fs::create_dir_all(path) } else { fs::create_dir(path) };
                made.map_err(|error| advise(local(path)(error)))
            }
        }
    }

    /// Ends a run whose plan was carried out.
    fn end(
        &self,
        pool: &mut WorkerPool<'_>,
        scanned: (&Scanned, &Scanned),
        ledger: &Ledger,
        compare: &Compare<'_>,
        writer: LedgerWriter,
        outcome: &Outcome,
    ) -> Result<()> {
        let endpoints = (self.endpoints.local.as_path(), &self.endpoints.remote);
        let trees = (&scanned.0.tree, &scanned.1.tree);
        let direction = self.endpoints.direction;
        if let (true, Err(stop)) = (outcome.untried > 0, self.env.cancel.check()) {
            self.reporter.tally().untried(outcome.untried, stop.class());
            return Ok(());
        }
        if outcome.untried > 0 {
            self.reporter.tally().untried(outcome.untried, Class::Partial);
        }
        if outcome.withheld > 0 {
            let deletions = counted(outcome.withheld, "deletion was", "deletions were");
            self.env.ui.error(&format!("{deletions} not made, since something failed"));
        }
        if self.options.source_after == SourceAfter::Removed {
            self.remove_same(pool, trees, compare)?;
        }
        if outcome.failed == 0 {
            execute::sweep(first(pool)?, direction, endpoints, trees, compare, self.options.links);
        }
        let well = self.reporter.tally().class() == Class::Done;
        if let (true, Some(name)) = (well, &self.options.done_file) {
            execute::mark_done(
                first(pool)?,
                direction,
                endpoints,
                name,
                &self.options.rules,
                self.env.ui.as_ref(),
            )?;
        }
        execute::finish_ledger(
            first(pool)?,
            direction,
            endpoints.1,
            trees,
            ledger,
            writer,
            outcome,
        );
        if well {
            for command in first(pool)?.connector().quotes_after.clone() {
                first(pool)?.with(|session| session.quote(&command))?;
            }
        }
        Ok(())
    }

    /// Removes the sources of files that were the same on both sides already.
    fn remove_same(
        &self,
        pool: &mut WorkerPool<'_>,
        trees: (&Tree, &Tree),
        compare: &Compare<'_>,
    ) -> Result<()> {
        let endpoints = (self.endpoints.local.as_path(), &self.endpoints.remote);
        let mut problems = Vec::new();
        let kept = &self.kept;
        execute::remove_same(first(pool)?, endpoints, trees, compare, kept, &mut problems)?;
        for problem in problems {
            self.reporter.problem(&problem.path, &problem.error)?;
        }
        Ok(())
    }
}

/// The bar of all files.
fn overall<'u>(ui: &'u Ui, actions: &[plan::Action]) -> Overall<'u> {
    let files = actions.iter().filter_map(|action| match action.step {
        plan::Step::Transfer { bytes, .. } => Some(bytes.unwrap_or(0)),
        _ => None,
    });
    let (count, bytes) = files.fold((0, 0_u64), |(n, sum), size| (n + 1, sum.saturating_add(size)));
    Overall::new(ui, count, bytes)
}
