//! A plan carried out, and what comes behind it.

use std::fs;

use super::work::{Mirror, first};
use crate::error::{Class, Error, Result, counted, local, printable};
use crate::mirror::Direction;
use crate::mirror::compare::Compare;
use crate::mirror::execute::{self, Job, Report, SourceAfter};
use crate::mirror::ledger::{Record, Writer};
use crate::mirror::plan;
use crate::mirror::scan::Scanned;
use crate::transfer::folders;
use crate::transfer::pool::WorkerPool;
use crate::ui::Ui;
use crate::ui::overall::Overall;

impl Mirror<'_> {
    /// Does it.
    pub(super) fn carry_out(
        &self,
        crew: &mut WorkerPool<'_>,
        scanned: (&Scanned, &Scanned),
        actions: Vec<plan::Action>,
        record: &Record,
        compare: &Compare<'_>,
    ) -> Result<()> {
        let (source, target) = scanned;
        let writer = Writer::begin(self.state.as_deref());
        if target.missing {
            self.make_root(crew)?;
        }
        let progress = overall(&self.env.ui, &actions);
        let job = Job {
            way: self.sides.way,
            local: &self.sides.local,
            remote: &self.sides.remote,
            source: &source.tree,
            target: &target.tree,
            rules: &self.options.rules,
            backup: self.backup.clone(),
            fate: self.options.fate,
            kept: &self.kept,
            failure: self.options.failure,
            record: &writer,
            observer: &progress,
            teller: &self.telling,
        };
        let report = execute::run(crew, &job, actions)?;
        drop(progress);
        self.end(crew, scanned, record, compare, writer, &report)
    }

    /// Makes DEST.
    fn make_root(&self, crew: &mut WorkerPool<'_>) -> Result<()> {
        let parents = self.options.parents;
        let advise = |error: Error| {
            let advice = if parents {
                "making DEST"
            } else {
                "making DEST (--mkdir makes what is above it too)"
            };
            error.during(advice)
        };
        match self.sides.way {
            Direction::Up => {
                let client = first(crew)?;
                let path = &self.sides.remote;
                let made = if parents {
                    folders::make_all(client, path)
                } else {
                    folders::make(client, path)
                };
                made.map_err(|error| advise(error.during(printable(path.as_bytes()))))
            }
            Direction::Down => {
                let path = &self.sides.local;
                let made = if parents { fs::create_dir_all(path) } else { fs::create_dir(path) };
                made.map_err(|error| advise(local(path)(error)))
            }
        }
    }

    /// What comes behind the plan.
    fn end(
        &self,
        crew: &mut WorkerPool<'_>,
        scanned: (&Scanned, &Scanned),
        record: &Record,
        compare: &Compare<'_>,
        writer: Writer,
        report: &Report,
    ) -> Result<()> {
        let sides = (self.sides.local.as_path(), &self.sides.remote);
        let trees = (&scanned.0.tree, &scanned.1.tree);
        let way = self.sides.way;
        if let (true, Err(stop)) = (report.untried > 0, self.env.cancel.check()) {
            self.telling.tally().untried(report.untried, stop.class());
            return Ok(());
        }
        if report.untried > 0 {
            self.telling.tally().untried(report.untried, Class::Partial);
        }
        if report.withheld > 0 {
            let deletions = counted(report.withheld, "deletion was", "deletions were");
            self.env.ui.error(&format!("{deletions} not made, since something failed"));
        }
        if self.options.fate == SourceAfter::Removed {
            let mut problems = Vec::new();
            execute::remove_same(first(crew)?, sides, trees, compare, &self.kept, &mut problems)?;
            for problem in problems {
                self.telling.problem(&problem.path, &problem.error)?;
            }
        }
        if report.failed == 0 {
            execute::sweep(first(crew)?, way, sides, trees, compare, self.options.links);
        }
        let well = self.telling.tally().class() == Class::Done;
        if let (true, Some(name)) = (well, &self.options.done_file) {
            execute::mark_done(
                first(crew)?,
                way,
                sides,
                name,
                &self.options.rules,
                self.env.ui.as_ref(),
            )?;
        }
        execute::finish_record(first(crew)?, way, sides.1, trees, record, writer, report);
        if well {
            for command in first(crew)?.connector().quotes_after.clone() {
                first(crew)?.with(|session| session.quote(&command))?;
            }
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
