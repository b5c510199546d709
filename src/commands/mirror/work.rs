//! From two operands to two trees that are the same.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::super::Env;
use super::super::connections::Connections;
use super::super::operands::throttle;
use super::endpoints::{Sides, bare, folds, operands, real, typed};
use super::options::Options;
use crate::error::{Class, Result, counted, local, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::mirror::compare::Compare;
use crate::mirror::execute::Backup;
use crate::mirror::filter::Filter;
use crate::mirror::ledger::Record;
use crate::mirror::lock::Lock;
use crate::mirror::names::{self, Bytes, Holder, Letters, Paths};
use crate::mirror::plan::{self, DeleteMode, Orphans, Plan};
use crate::mirror::plan_file::{self, Head, Saved};
use crate::mirror::safety::{self, Knowledge};
use crate::mirror::scan::{self, Look, Role, Scanned};
use crate::mirror::tree::{Entry, Kind, Mark, Tree};
use crate::mirror::{Direction, Problem, resolve};
use crate::settings::memory;
use crate::transfer::pool::WorkerPool;
use crate::ui::mirror::Telling;

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
    let (way, typed, target) = operands(env, &given)?;
    options.rules.throttle = throttle(env, std::slice::from_ref(&target));
    let mut servers = Connections::new(env, usize::MAX);
    let client = servers.client(&target)?;
    let typed_remote = client.absolute(&target.path)?;
    let sides = Sides { way, local: real(&typed)?, remote: bare(&typed_remote) };
    let name =
        format!("{} {} {}", client.connector().account_name(), sides.remote, sides.local.display());
    let state = memory::mirror(&format!("{name} {way:?}"));
    let _lock = match memory::mirror(&name) {
        Some(path) if !options.dry => Some(Lock::take(&path.with_extension("lock"))?),
        _ => None,
    };
    let mut mirror = Mirror {
        env,
        options,
        telling: Telling::new(
            &env.ui,
            way,
            typed.as_os_str().as_bytes().to_vec(),
            sides.remote.as_bytes().to_vec(),
        ),
        sides,
        state,
        given,
        backup: None,
        kept: Paths::new(),
    };
    let mut crew = WorkerPool::new(vec![client], mirror.options.jobs, &env.cancel);
    mirror.find_backup(&mut crew)?;
    match saved {
        Some(saved) => mirror.apply(&mut crew, &saved),
        None => mirror.run(&mut crew),
    }
}

/// A plan of an earlier run.
fn load(path: &Path) -> Result<Saved> {
    let text = fs::read_to_string(path).map_err(local(path))?;
    plan_file::read(&text)
}

/// How much of two trees is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// What is the same on both sides is only counted.
    Differences,
    /// Everything.
    All,
}

/// A mirror at work.
pub(super) struct Mirror<'a> {
    pub(super) env: &'a Env<'a>,
    pub(super) options: Options,
    pub(super) sides: Sides,
    pub(super) telling: Telling<'a>,
    /// Where the record lies.
    pub(super) state: Option<PathBuf>,
    /// SOURCE and DEST.
    given: [OsString; 2],
    /// Where what would be deleted goes.
    pub(super) backup: Option<Backup>,
    /// Folders of the server that may be links: the sources in them are kept.
    pub(super) kept: Paths,
}

impl Mirror<'_> {
    fn run(&mut self, crew: &mut WorkerPool<'_>) -> Result<Class> {
        let record = self.state.as_deref().map(Record::load).unwrap_or_default();
        let mut compare = self.comparing(&record);
        let (mut source, mut target) = self.scan(crew, &compare, Keep::Differences)?;
        self.leave_growing(crew, &compare, &mut source)?;
        let doubts = compare.doubts(&source.tree, &target.tree);
        let places = (self.sides.local.as_path(), &self.sides.remote);
        let asked = resolve::doubts(crew, places, &mut compare, doubts)?;
        let rules = plan::Rules {
            compare,
            links: self.options.links,
            extra: self.options.extra,
            goes: if self.backup.is_some() { DeleteMode::ToBackup } else { DeleteMode::Away },
        };
        let mut plan = self.proved_plan(crew, (&mut source, &mut target), &rules)?;
        let trees = (&source.tree, &target.tree);
        let holder = self.holder(crew, &plan, trees)?;
        names::check(&mut plan, self.sides.way, holder, trees);
        self.tell_problems(&source, &target, &plan, &asked)?;
        let checked = self.check(&mut plan, &source, &target);
        self.telling.tally().same(plan.same);
        if self.options.dry {
            return self.show(&source, &target, &plan, checked);
        }
        checked?;
        let actions = std::mem::take(&mut plan.actions);
        self.carry_out(crew, (&source, &target), actions, &record, &rules.compare)?;
        self.telling.finish()
    }

    /// Carries out a plan that was saved, if all that it rests on still holds.
    fn apply(&mut self, crew: &mut WorkerPool<'_>, saved: &Saved) -> Result<Class> {
        let record = self.state.as_deref().map(Record::load).unwrap_or_default();
        let compare = self.comparing(&record);
        let (source, mut target) = self.scan(crew, &compare, Keep::All)?;
        let actions = self.proved_actions(crew, saved, &source, &mut target)?;
        self.tell_problems(&source, &target, &Plan::default(), &[])?;
        safety::check_saved(&actions, &source.tree, known(&source))?;
        if self.options.dry {
            self.env.ui.plan(self.sides.way, &actions)?;
            return self.env.ui.planned(self.sides.way, &actions, 0, (Class::Done, None));
        }
        self.carry_out(crew, (&source, &target), actions, &record, &compare)?;
        self.telling.finish()
    }

    /// Both trees: the local one, then the remote one, of which only what differs is kept, unless all is asked for.
    fn scan(
        &self,
        crew: &mut WorkerPool<'_>,
        compare: &Compare<'_>,
        keep: Keep,
    ) -> Result<(Scanned, Scanned)> {
        let (way, options) = (self.sides.way, &self.options);
        let all = Filter::default();
        let target_filter = if options.extra == Orphans::AllGoes { &all } else { &options.filter };
        let aside = self.aside();
        let links = options.links;
        let source = Look { role: Role::Source, filter: &options.filter, links, aside: &[] };
        let target = Look { role: Role::Target, filter: target_filter, links, aside: &aside };
        let (here, there) = if way == Direction::Up { (source, target) } else { (target, source) };
        let mut local = scan::local::scan(&self.sides.local, &here, &self.env.cancel)?;
        let mate = (keep == Keep::Differences).then_some(&mut local.tree);
        let remote = scan::remote::scan(crew, &self.sides.remote, &there, mate, compare)?;
        Ok(if way == Direction::Up { (local, remote) } else { (remote, local) })
    }

    /// Where a server tells no times, files that are to be stable are looked at twice.
    fn leave_growing(
        &self,
        crew: &mut WorkerPool<'_>,
        compare: &Compare<'_>,
        source: &mut Scanned,
    ) -> Result<()> {
        let (Some(pause), Direction::Down) = (self.options.stable_for, self.sides.way) else {
            return Ok(());
        };
        let unclear = |(path, entry): (Vec<u8>, Entry)| {
            let told = compare.time(&entry).is_some_and(|time| time.universal);
            (entry.kind == Kind::File && entry.mark == Mark::Taken && !told).then_some(path)
        };
        let files = source.tree.files().into_iter().filter_map(unclear).collect();
        for path in resolve::growing(first(crew)?, &self.sides.remote, files, pause)? {
            source.tree.leave(&path);
        }
        Ok(())
    }

    /// What we put into the target ourselves.
    fn aside(&self) -> Vec<Vec<u8>> {
        let mut aside: Vec<Vec<u8>> = self.options.done_file.iter().cloned().collect();
        aside.extend(self.backup.as_ref().and_then(|backup| self.sides.inside(backup)));
        aside
    }

    /// Where what would be deleted goes.
    fn find_backup(&mut self, crew: &mut WorkerPool<'_>) -> Result<()> {
        let Some(folder) = &self.options.backup else { return Ok(()) };
        self.backup = Some(match self.sides.way {
            Direction::Down => Backup::Local(std::path::absolute(folder).map_err(local(folder))?),
            Direction::Up => {
                let typed = RemotePath::new(folder.as_bytes());
                Backup::Remote(bare(&first(crew)?.absolute(&typed)?))
            }
        });
        let same = match &self.backup {
            Some(Backup::Local(folder)) => real(folder)? == self.sides.local,
            Some(Backup::Remote(folder)) => *folder == self.sides.remote,
            None => false,
        };
        if same {
            return Err(usage(
                "--backup-dir is DEST itself: it must be another folder, or one in it",
            ));
        }
        Ok(())
    }

    fn comparing<'r>(&self, record: &'r Record) -> Compare<'r> {
        let (by, prefer, way) = (self.options.by, self.options.prefer, self.sides.way);
        let settled = std::collections::HashMap::new();
        Compare { by, prefer, way, offset: OnceLock::new(), now: now(), record, settled }
    }

    /// What is known of the names that the target takes. What it runs on is asked only where that matters.
    fn holder(
        &self,
        crew: &mut WorkerPool<'_>,
        plan: &Plan,
        trees: (&Tree, &Tree),
    ) -> Result<Holder> {
        let mut holder = Holder::default();
        match self.sides.way {
            Direction::Up => {
                let client = first(crew)?;
                let utf8 = client.with(|session| Ok(session.features().utf8()))?;
                holder.bytes = if utf8 { Bytes::Utf8 } else { Bytes::Any };
                if names::matter_on_windows(plan, trees) && client.with(Session::is_windows)? {
                    holder = holder.on_windows();
                }
            }
            Direction::Down if folds(&self.sides.local) => holder.letters = Letters::Fold,
            Direction::Down => {}
        }
        Ok(holder)
    }

    /// Stops what must not be, and takes deletions out of a plan whose source is not known to its end.
    fn check(&self, plan: &mut Plan, source: &Scanned, target: &Scanned) -> Result<()> {
        let (known, limit) = (known(source), self.options.limit);
        let withheld = safety::check(plan, &source.tree, &target.tree, known, limit)?;
        if known == Knowledge::Incomplete && self.options.extra != Orphans::Stays {
            self.env.ui.error(&safety::withheld(withheld.0).to_string());
            self.telling.tally().withheld();
        }
        Ok(())
    }

    fn tell_problems(
        &self,
        source: &Scanned,
        target: &Scanned,
        plan: &Plan,
        asked: &[Problem],
    ) -> Result<()> {
        let all = source.problems.iter().chain(&target.problems).chain(&plan.problems);
        for problem in all.chain(asked) {
            self.telling.problem(&problem.path, &problem.error)?;
        }
        let left = source.left_out;
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
            let text = plan_file::write(&self.head(), self.sides.way, &plan.actions, trees)?;
            fs::write(path, text).map_err(local(path))?;
            let class = self.telling.tally().class();
            return self.env.ui.planned(self.sides.way, &actions, plan.same, (class, None));
        }
        self.env.ui.plan(self.sides.way, &actions)?;
        let class = self.telling.tally().class();
        let end = (class, checked.as_ref().err());
        self.env.ui.planned(self.sides.way, &actions, plan.same, end)
    }

    /// What a saved plan is for; local paths hold wherever it is read.
    fn head(&self) -> Head {
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        let here = self.sides.local.to_string_lossy().into_owned();
        let [source, dest] = &self.given;
        let (source, dest) = match self.sides.way {
            Direction::Up => (here, text(dest)),
            Direction::Down => (text(source), here),
        };
        let backup = self.options.backup.as_ref().map(|folder| match self.sides.way {
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
pub(super) fn first<'a>(crew: &'a mut WorkerPool<'_>) -> Result<&'a mut Client> {
    crew.first(0).ok_or_else(|| usage("no server to talk to"))
}
