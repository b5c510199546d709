//! From two operands to two trees that are the same.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::super::connections::Connections;
use super::super::env::Env;
use super::super::operands::throttle;
use super::endpoints::{Endpoints, bare, folds, operands, real, typed};
use super::options::Options;
use crate::error::{Class, Error, Result, counted, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::mirror::compare::{Compare, Prefer};
use crate::mirror::execute::Backup;
use crate::mirror::filter::Filter;
use crate::mirror::ledger::Ledger;
use crate::mirror::lock::Lock;
use crate::mirror::names::{self, Bytes, Holder, Letters, Paths};
use crate::mirror::plan::{self, DeleteMode, Orphans, Plan};
use crate::mirror::plan_file::{self, Head, Saved};
use crate::mirror::safety::{self, Knowledge};
use crate::mirror::scan::{self, Role, ScanRules, Scanned};
use crate::mirror::tree::{Entry, Kind, Mark, Tree};
use crate::mirror::{Direction, Problem, resolve};
use crate::settings::memory;
use crate::transfer::pool::WorkerPool;
use crate::ui::mirror::MirrorReporter;

pub(super) fn run(env: &Env<'_>) -> Result<Class> {
    let mut options = Options::read(env.matches)?;
    if env.is_shell() && (options.apply.is_some() || options.plan_out.is_some()) {
        return Err(usage("a plan in a file names its server: not in the shell"));
    }
    let saved = options.apply.as_deref().map(load).transpose()?;
    if let Some(saved) = &saved {
        options.follow(&saved.head);
    }
    let given = match &saved {
        Some(saved) => [OsString::from(&saved.head.source), OsString::from(&saved.head.dest)],
        None => typed(env)?,
    };
    let (direction, typed, target) = operands(env, &given)?;
    options.rules.throttle = throttle(env, std::slice::from_ref(&target));
    let mut servers = Connections::new(env, usize::MAX);
    let client = servers.client(&target)?;
    let typed_remote = client.absolute(&target.path)?;
    let endpoints = Endpoints { direction, local: real(&typed)?, remote: bare(&typed_remote) };
    refuse_unsure_deletion(&endpoints, options.orphans)?;
    let name = format!(
        "{} {} {}",
        client.connector().account_name(),
        endpoints.remote,
        endpoints.local.display()
    );
    let state = memory::mirror(&format!("{name} {direction:?}"));
    let _lock = match memory::mirror(&name) {
        Some(path) if !options.dry => Some(Lock::take(&path.with_extension("lock"))?),
        _ => None,
    };
    let mut mirror = Mirror {
        env,
        options,
        reporter: MirrorReporter::new(
            &env.ui,
            direction,
            typed.as_os_str().as_bytes().to_vec(),
            endpoints.remote.as_bytes().to_vec(),
        ),
        endpoints,
        state,
        given,
        backup: None,
        kept: Paths::new(),
    };
    let mut pool = WorkerPool::new(vec![client], mirror.options.jobs, &env.cancel);
    mirror.find_backup(&mut pool)?;
    match saved {
        Some(saved) => mirror.apply(&mut pool, &saved),
        None => mirror.run(&mut pool),
    }
}

/// Refuses deletion where a local name and the one on the server cannot be compared: z/OS and VMS make others of them.
fn refuse_unsure_deletion(endpoints: &Endpoints, orphans: Orphans) -> Result<()> {
    if endpoints.direction == Direction::Down
        || orphans == Orphans::Keep
        || !endpoints.remote.is_native()
    {
        return Ok(());
    }
    let remote = printable(endpoints.remote.as_bytes());
    let why = "its names are no paths, and local ones become others there";
    Err(Error::Plain(Class::Safety, format!("nothing is deleted in {remote}: {why}")))
}

/// A plan of an earlier run.
fn load(path: &Path) -> Result<Saved> {
    let text = fs::read_to_string(path).map_err(local(path))?;
    plan_file::read(&text)
}

/// How much of two trees is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Files that are the same on both sides are only counted.
    Differences,
    /// Everything.
    All,
}

/// A mirror at work.
pub(super) struct Mirror<'a> {
    pub(super) env: &'a Env<'a>,
    pub(super) options: Options,
    pub(super) endpoints: Endpoints,
    pub(super) reporter: MirrorReporter<'a>,
    /// Where the record lies.
    pub(super) state: Option<PathBuf>,
    /// SOURCE and DEST.
    given: [OsString; 2],
    /// The folder that deleted files are moved to.
    pub(super) backup: Option<Backup>,
    /// Folders of the server that may be links: the sources in them are kept.
    pub(super) kept: Paths,
}

impl Mirror<'_> {
    fn run(&mut self, pool: &mut WorkerPool<'_>) -> Result<Class> {
        let ledger = self.state.as_deref().map(Ledger::load).unwrap_or_default();
        let mut compare = self.comparing(&ledger);
        let (mut source, mut target) = self.scan(pool, &compare, Keep::Differences)?;
        self.leave_loops_apart(&source, &mut target);
        self.leave_growing(pool, &compare, &mut source)?;
        let doubts = compare.doubts(&source.tree, &target.tree);
        let places = (self.endpoints.local.as_path(), &self.endpoints.remote);
        let asked = resolve::doubts(pool, places, &mut compare, doubts)?;
        let rules = plan::Rules {
            compare,
            links: self.options.links,
            orphans: self.options.orphans,
            delete_mode: if self.backup.is_some() {
                DeleteMode::ToBackup
            } else {
                DeleteMode::Remove
            },
        };
        let mut plan = self.proved_plan(pool, (&mut source, &mut target), &rules)?;
        let trees = (&source.tree, &target.tree);
        let holder = self.holder(pool, &plan, trees)?;
        names::check(&mut plan, self.endpoints.direction, holder, trees);
        self.report_problems(&source, &target, &plan, &asked)?;
        let checked = self.check(&mut plan, &source, &target);
        self.reporter.tally().same(plan.same);
        if self.options.dry {
            return self.show(&source, &target, &plan, checked);
        }
        checked?;
        let actions = std::mem::take(&mut plan.actions);
        self.carry_out(pool, (&source, &target), actions, &ledger, &rules.compare)?;
        self.reporter.finish()
    }

    /// Carries out a plan that was saved, if all that it rests on still holds.
    fn apply(&mut self, pool: &mut WorkerPool<'_>, saved: &Saved) -> Result<Class> {
        let ledger = self.state.as_deref().map(Ledger::load).unwrap_or_default();
        let compare = self.comparing(&ledger);
        let (source, mut target) = self.scan(pool, &compare, Keep::All)?;
        let actions = self.proved_actions(pool, saved, &source, &mut target)?;
        self.report_problems(&source, &target, &Plan::default(), &[])?;
        safety::check_saved(&actions, &source.tree, known(&source))?;
        if self.options.dry {
            self.env.ui.plan(self.endpoints.direction, &actions)?;
            return self.env.ui.planned(self.endpoints.direction, &actions, 0, (Class::Done, None));
        }
        self.carry_out(pool, (&source, &target), actions, &ledger, &compare)?;
        self.reporter.finish()
    }

    /// Both trees: the local one, then the remote one, of which only the differences are kept, unless all is asked for.
    fn scan(
        &self,
        pool: &mut WorkerPool<'_>,
        compare: &Compare<'_>,
        keep: Keep,
    ) -> Result<(Scanned, Scanned)> {
        let (direction, options) = (self.endpoints.direction, &self.options);
        let all = Filter::default();
        let target_filter =
            if options.orphans == Orphans::DeleteExcluded { &all } else { &options.filter };
        let aside = self.aside();
        let links = options.links;
        let source = ScanRules { role: Role::Source, filter: &options.filter, links, aside: &[] };
        let target = ScanRules { role: Role::Target, filter: target_filter, links, aside: &aside };
        let (here, there) =
            if direction == Direction::Up { (source, target) } else { (target, source) };
        let mut local = scan::local::scan(&self.endpoints.local, &here, &self.env.cancel)?;
        let other = (keep == Keep::Differences).then_some(&mut local.tree);
        let remote = scan::remote::scan(pool, &self.endpoints.remote, &there, other, compare)?;
        Ok(if direction == Direction::Up { (local, remote) } else { (remote, local) })
    }

    /// Where a server reports no times, files that are to be stable are looked at twice.
    fn leave_growing(
        &self,
        pool: &mut WorkerPool<'_>,
        compare: &Compare<'_>,
        source: &mut Scanned,
    ) -> Result<()> {
        let (Some(pause), Direction::Down) = (self.options.stable_for, self.endpoints.direction)
        else {
            return Ok(());
        };
        let unclear = |(path, entry): (Vec<u8>, Entry)| {
            let told = compare.time(&entry).is_some_and(|time| time.universal);
            (entry.kind == Kind::File && entry.mark == Mark::Taken && !told).then_some(path)
        };
        let files = source.tree.files().into_iter().filter_map(unclear).collect();
        for path in resolve::growing(first(pool)?, &self.endpoints.remote, files, pause)? {
            source.tree.leave(&path);
        }
        Ok(())
    }

    /// The paths of the done file and the backup folder in the target.
    fn aside(&self) -> Vec<Vec<u8>> {
        let mut aside: Vec<Vec<u8>> = self.options.done_file.iter().cloned().collect();
        aside.extend(self.backup.as_ref().and_then(|backup| self.endpoints.inside(backup)));
        aside
    }

    /// The folder that deleted files are moved to.
    fn find_backup(&mut self, pool: &mut WorkerPool<'_>) -> Result<()> {
        let Some(folder) = &self.options.backup else { return Ok(()) };
        self.backup = Some(match self.endpoints.direction {
            Direction::Down => Backup::Local(std::path::absolute(folder).map_err(local(folder))?),
            Direction::Up => {
                let typed = RemotePath::new(folder.as_bytes());
                Backup::Remote(bare(&first(pool)?.absolute(&typed)?))
            }
        });
        let same = match &self.backup {
            Some(Backup::Local(folder)) => real(folder)? == self.endpoints.local,
            Some(Backup::Remote(folder)) => *folder == self.endpoints.remote,
            None => false,
        };
        if same {
            return Err(usage(
                "--backup-dir is DEST itself: it must be another folder, or one in it",
            ));
        }
        Ok(())
    }

    fn comparing<'r>(&self, ledger: &'r Ledger) -> Compare<'r> {
        let (by, prefer, direction) =
            (self.options.by, self.options.prefer, self.endpoints.direction);
        let resolved = std::collections::HashMap::new();
        Compare { by, prefer, direction, offset: OnceLock::new(), now: now(), ledger, resolved }
    }

    /// The rules for names at the target. The server's system is asked for only where it matters.
    fn holder(
        &self,
        pool: &mut WorkerPool<'_>,
        plan: &Plan,
        trees: (&Tree, &Tree),
    ) -> Result<Holder> {
        let mut holder = Holder::default();
        match self.endpoints.direction {
            Direction::Up => {
                let client = first(pool)?;
                let utf8 = client.with(|session| Ok(session.features().utf8()))?;
                if self.endpoints.remote.is_native() {
                    holder.letters = Letters::Fold;
                }
                holder.bytes = if utf8 { Bytes::Utf8 } else { Bytes::Any };
                if names::matter_on_windows(plan, trees) && client.with(Session::is_windows)? {
                    holder = holder.on_windows();
                }
            }
            Direction::Down if folds(&self.endpoints.local) => holder.letters = Letters::Fold,
            Direction::Down => {}
        }
        Ok(holder)
    }

    /// Stops a plan that deletes too much, and takes deletions out of one whose source is not known to its end.
    fn check(&self, plan: &mut Plan, source: &Scanned, target: &Scanned) -> Result<()> {
        let (known, limit) = (known(source), self.options.limit);
        let withheld = safety::check(plan, &source.tree, &target.tree, known, limit)?;
        if known == Knowledge::Incomplete && self.options.orphans != Orphans::Keep {
            self.env.ui.error(&safety::withheld(withheld.0).to_string());
            self.reporter.tally().withheld();
        } else if plan.kept > 0 {
            self.env.ui.error(&safety::kept(plan.kept).to_string());
            self.reporter.tally().withheld();
        }
        Ok(())
    }

    fn report_problems(
        &self,
        source: &Scanned,
        target: &Scanned,
        plan: &Plan,
        asked: &[Problem],
    ) -> Result<()> {
        let all = source.problems.iter().chain(&target.problems).chain(&plan.problems);
        for problem in all.chain(asked) {
            self.reporter.problem(&problem.path, &problem.error)?;
        }
        if self.options.prefer == Prefer::Newer {
            let notes = [source, target].into_iter().filter_map(Scanned::future_note);
            notes.for_each(|note| self.env.ui.warn(&note));
        }
        let left = source.skipped;
        if left.links > 0 {
            let links = counted(left.links, "symbolic link", "symbolic links");
            self.env.ui.warn(&format!("{links} skipped; --links follow or copy takes them"));
        }
        if left.others > 0 {
            let others =
                counted(left.others, "device, pipe or socket", "devices, pipes or sockets");
            self.env.ui.warn(&format!("{others} skipped"));
        }
        Ok(())
    }

    /// Prints a plan, and why it would not be carried out; a plan in a file is one that would be.
    fn show(
        &self,
        source: &Scanned,
        target: &Scanned,
        plan: &Plan,
        checked: Result<()>,
    ) -> Result<Class> {
        let mut actions = plan.actions.clone();
        if target.missing {
            let root = plan::Action { path: b".".to_vec(), step: plan::Step::MakeFolder };
            actions.insert(0, root);
        }
        if let Some(path) = &self.options.plan_out {
            checked?;
            let trees = (&source.tree, &target.tree);
            let text =
                plan_file::write(&self.head(), self.endpoints.direction, &plan.actions, trees)?;
            fs::write(path, text).map_err(local(path))?;
            let class = self.reporter.tally().class();
            return self.env.ui.planned(
                self.endpoints.direction,
                &actions,
                plan.same,
                (class, None),
            );
        }
        self.env.ui.plan(self.endpoints.direction, &actions)?;
        let class = self.reporter.tally().class();
        let end = (class, checked.as_ref().err());
        self.env.ui.planned(self.endpoints.direction, &actions, plan.same, end)
    }

    /// The first line of a saved plan; local paths hold wherever it is read.
    fn head(&self) -> Head {
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        let here = self.endpoints.local.to_string_lossy().into_owned();
        let [source, dest] = &self.given;
        let (source, dest) = match self.endpoints.direction {
            Direction::Up => (here, text(dest)),
            Direction::Down => (text(source), here),
        };
        let backup = self.options.backup.as_ref().map(|folder| match self.endpoints.direction {
            Direction::Down => {
                std::path::absolute(folder).map_or_else(|_| text(folder), |path| text(&path.into()))
            }
            Direction::Up => text(folder),
        });
        Head::new(source, dest, self.options.links, backup)
    }
}

/// Whether all of a tree could be listed.
fn known(tree: &Scanned) -> Knowledge {
    let incomplete = tree.problems.iter().any(|problem| problem.incomplete);
    if incomplete { Knowledge::Incomplete } else { Knowledge::Whole }
}

/// Seconds since 1970.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The first worker's client.
pub(super) fn first<'a>(pool: &'a mut WorkerPool<'_>) -> Result<&'a mut Client> {
    pool.first(0).ok_or_else(|| usage("no server to talk to"))
}
