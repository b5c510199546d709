//! From two operands to two trees that are the same.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::super::Env;
use super::super::operands::throttle;
use super::super::server::Servers;
use super::options::Options;
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::mirror::compare::Compare;
use crate::mirror::filter::Filter;
use crate::mirror::lock::Lock;
use crate::mirror::names::{self, Bytes, Holder, Letters};
use crate::mirror::plan::{self, Extra, Goes, Plan};
use crate::mirror::record::{Record, Writer};
use crate::mirror::run::{self, Backup, Fate, Job, Report};
use crate::mirror::safety::{self, Knowledge};
use crate::mirror::saved::{self, Head, Saved};
use crate::mirror::scan::{self, Look, Role, Scanned};
use crate::mirror::{Problem, Way, settle};
use crate::settings::memory;
use crate::settings::target::{Operand, Place, Target};
use crate::transfer::crew::Crew;
use crate::ui::mirror::Telling;

/// The two sides.
struct Sides {
    way: Way,
    /// Without links, as far as it exists.
    local: PathBuf,
    remote: RemotePath,
}

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
    let mut servers = Servers::new(env, usize::MAX);
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
    };
    let mut crew = Crew::new(vec![client], mirror.options.jobs, &env.cancel);
    match saved {
        Some(saved) => mirror.apply(&mut crew, saved),
        None => mirror.run(&mut crew),
    }
}

/// A plan of an earlier run.
fn load(path: &Path) -> Result<Saved> {
    let text = fs::read_to_string(path).map_err(local(path))?;
    saved::read(&text)
}

/// SOURCE and DEST as typed.
fn typed(env: &Env<'_>) -> Result<[OsString; 2]> {
    let given = env.matches.get_many::<OsString>("operands").into_iter().flatten();
    let given: Vec<OsString> = given.cloned().collect();
    given.try_into().map_err(|_| usage("two folders are wanted: SOURCE and DEST"))
}

/// Which of the operands is where.
fn operands(env: &Env<'_>, given: &[OsString; 2]) -> Result<(Way, PathBuf, Target)> {
    let [source, dest] = given;
    if env.is_shell() {
        // As in the shells that people know: to here, unless it is said otherwise.
        let up = env.matches.try_get_one::<bool>("reverse").ok().flatten() == Some(&true);
        let (way, here, there) =
            if up { (Way::Up, source, dest) } else { (Way::Down, dest, source) };
        return Ok((way, env.local(here.into()), env.remote(there, Place::Operand)?));
    }
    match (env.operand(source)?, env.operand(dest)?) {
        (Operand::Local(path), Operand::Remote(_)) => {
            Ok((Way::Up, path, env.remote(dest, Place::Operand)?))
        }
        (Operand::Remote(_), Operand::Local(path)) => {
            Ok((Way::Down, path, env.remote(source, Place::Operand)?))
        }
        (Operand::Local(_), Operand::Local(path)) => {
            let path = path.display();
            Err(usage(format!(
                "one of the two must be on a server: HOST:{path} or ftp://HOST/{path}"
            )))
        }
        (Operand::Remote(_), Operand::Remote(_)) => {
            Err(usage("one of the two must be here: files are not moved from server to server"))
        }
    }
}

/// A local path without links in it, as far as it exists.
fn real(path: &Path) -> Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let whole = std::path::absolute(path).map_err(local(path))?;
            match (whole.parent(), whole.file_name()) {
                (Some(above), Some(name)) => Ok(real(above)?.join(name)),
                _ => Ok(whole),
            }
        }
        Err(error) => Err(local(path)(error)),
    }
}

/// Without slashes at its end.
fn bare(path: &RemotePath) -> RemotePath {
    let mut bytes = path.as_bytes();
    while bytes.len() > 1 && bytes.ends_with(b"/") {
        bytes = bytes.get(..bytes.len() - 1).unwrap_or_default();
    }
    RemotePath::new(bytes)
}

/// How much of two trees is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// What is the same on both sides is only counted.
    Differences,
    /// Everything.
    All,
}

struct Mirror<'a> {
    env: &'a Env<'a>,
    options: Options,
    sides: Sides,
    telling: Telling<'a>,
    /// Where the record lies.
    state: Option<PathBuf>,
    /// SOURCE and DEST.
    given: [OsString; 2],
}

impl Mirror<'_> {
    fn run(&mut self, crew: &mut Crew<'_>) -> Result<Class> {
        let record = self.state.as_deref().map(Record::load).unwrap_or_default();
        let mut compare = self.comparing(&record);
        let (source, target) = self.scan(crew, &compare, Keep::Differences)?;
        let backup = self.backup(crew)?;
        let doubts = compare.doubts(&source.tree, &target.tree);
        let places = (self.sides.local.as_path(), &self.sides.remote);
        let asked = settle::doubts(crew, places, &mut compare, doubts)?;
        let rules = plan::Rules {
            compare,
            links: self.options.links,
            extra: self.options.extra,
            goes: if backup.is_some() { Goes::ToBackup } else { Goes::Away },
        };
        let mut plan = plan::plan(&source.tree, &target.tree, &rules);
        names::check(&mut plan, self.sides.way, self.holder(crew)?);
        self.tell_problems(&source, &target, &plan, &asked)?;
        self.check(&mut plan, &source, &target)?;
        self.telling.tally().same(plan.same);
        if self.options.dry {
            return self.show(&source, &target, &plan);
        }
        let actions = std::mem::take(&mut plan.actions);
        self.carry_out(crew, (&source, &target), actions, &record, &rules.compare, backup)?;
        self.telling.finish()
    }

    /// Carries out a plan that was saved, if all that it rests on still holds.
    fn apply(&mut self, crew: &mut Crew<'_>, saved: Saved) -> Result<Class> {
        let record = self.state.as_deref().map(Record::load).unwrap_or_default();
        let compare = self.comparing(&record);
        let (source, target) = self.scan(crew, &compare, Keep::All)?;
        let actions = saved.check(&source.tree, &target.tree)?;
        let backup = self.backup(crew)?;
        if self.options.dry {
            self.env.ui.plan(self.sides.way, &actions)?;
            self.env.ui.planned(self.sides.way, &actions, 0, Class::Done)?;
            return Ok(Class::Done);
        }
        self.carry_out(crew, (&source, &target), actions, &record, &compare, backup)?;
        self.telling.finish()
    }

    fn carry_out(
        &self,
        crew: &mut Crew<'_>,
        scanned: (&Scanned, &Scanned),
        actions: Vec<plan::Action>,
        record: &Record,
        compare: &Compare<'_>,
        backup: Option<Backup>,
    ) -> Result<()> {
        let (source, target) = scanned;
        let writer = Writer::begin(self.state.as_deref());
        if target.missing {
            self.make_root(crew)?;
        }
        let job = Job {
            way: self.sides.way,
            local: &self.sides.local,
            remote: &self.sides.remote,
            source: &source.tree,
            target: &target.tree,
            rules: &self.options.rules,
            backup,
            fate: self.options.fate,
            failure: self.options.failure,
            record: &writer,
            observer: self.env.ui.as_ref(),
            teller: &self.telling,
        };
        let report = run::run(crew, &job, actions)?;
        self.end(crew, scanned, record, compare, writer, &report)
    }

    /// Both trees: the local one, then the remote one, of which only what differs is kept, unless all is asked for.
    fn scan(
        &self,
        crew: &mut Crew<'_>,
        compare: &Compare<'_>,
        keep: Keep,
    ) -> Result<(Scanned, Scanned)> {
        let (way, options) = (self.sides.way, &self.options);
        let all = Filter::default();
        let target_filter = if options.extra == Extra::AllGoes { &all } else { &options.filter };
        let aside = self.aside();
        let links = options.links;
        let source = Look { role: Role::Source, filter: &options.filter, links, aside: &[] };
        let target = Look { role: Role::Target, filter: target_filter, links, aside: &aside };
        let (here, there) = if way == Way::Up { (source, target) } else { (target, source) };
        let mut local = scan::local::scan(&self.sides.local, &here, &self.env.cancel)?;
        let mate = (keep == Keep::Differences).then_some(&mut local.tree);
        let remote = scan::remote::scan(crew, &self.sides.remote, &there, mate, compare)?;
        Ok(if way == Way::Up { (local, remote) } else { (remote, local) })
    }

    /// What we put into the target ourselves.
    fn aside(&self) -> Vec<Vec<u8>> {
        let mut aside: Vec<Vec<u8>> = self.options.done_file.iter().cloned().collect();
        if let Some(folder) = &self.options.backup {
            let inside = match self.sides.way {
                Way::Down => std::path::absolute(folder).ok().and_then(|folder| {
                    let real = real(&folder).ok()?;
                    let path = real.strip_prefix(&self.sides.local).ok()?;
                    Some(path.as_os_str().as_bytes().to_vec())
                }),
                Way::Up => {
                    let path = folder.as_bytes();
                    let root = [self.sides.remote.as_bytes(), b"/"].concat();
                    path.strip_prefix(&root[..]).map(<[u8]>::to_vec)
                }
            };
            aside.extend(inside);
        }
        aside
    }

    fn backup(&self, crew: &mut Crew<'_>) -> Result<Option<Backup>> {
        let Some(folder) = &self.options.backup else { return Ok(None) };
        Ok(Some(match self.sides.way {
            Way::Down => Backup::Local(std::path::absolute(folder).map_err(local(folder))?),
            Way::Up => {
                let typed = RemotePath::new(folder.as_bytes());
                Backup::Remote(bare(&first(crew)?.absolute(&typed)?))
            }
        }))
    }

    fn comparing<'r>(&self, record: &'r Record) -> Compare<'r> {
        let (by, prefer, way) = (self.options.by, self.options.prefer, self.sides.way);
        let settled = std::collections::HashMap::new();
        Compare { by, prefer, way, offset: OnceLock::new(), now: now(), record, settled }
    }

    fn holder(&self, crew: &mut Crew<'_>) -> Result<Holder> {
        let mut holder = Holder::default();
        match self.sides.way {
            Way::Up => {
                let utf8 = first(crew)?.with(|session| Ok(session.features().utf8()))?;
                holder.bytes = if utf8 { Bytes::Utf8 } else { Bytes::Any };
            }
            Way::Down if folds(&self.sides.local) => holder.letters = Letters::Fold,
            Way::Down => {}
        }
        Ok(holder)
    }

    /// Stops what must not be, and takes deletions out of a plan whose source is not known to its end.
    fn check(&self, plan: &mut Plan, source: &Scanned, target: &Scanned) -> Result<()> {
        let incomplete = source.problems.iter().any(|problem| problem.incomplete);
        let known = if incomplete { Knowledge::Incomplete } else { Knowledge::Whole };
        let limit = self.options.limit;
        let withheld = safety::check(plan, &source.tree, &target.tree, known, limit)?;
        if incomplete && self.options.extra != Extra::Stays {
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
            let links = left.links;
            self.env.ui.warn(&format!(
                "{links} symbolic links are left out; --links follow or copy takes them"
            ));
        }
        if left.others > 0 {
            let others = left.others;
            self.env.ui.warn(&format!("{others} devices, pipes or sockets are left out"));
        }
        Ok(())
    }

    fn show(&self, source: &Scanned, target: &Scanned, plan: &Plan) -> Result<Class> {
        let mut actions = plan.actions.clone();
        if target.missing {
            let root = plan::Action { path: b".".to_vec(), step: plan::Step::MakeFolder };
            actions.insert(0, root);
        }
        if let Some(path) = &self.options.plan_out {
            let trees = (&source.tree, &target.tree);
            let text = saved::write(&self.head(), self.sides.way, &plan.actions, trees)?;
            fs::write(path, text).map_err(local(path))?;
        } else {
            self.env.ui.plan(self.sides.way, &actions)?;
        }
        let class = self.telling.tally().class();
        self.env.ui.planned(self.sides.way, &actions, plan.same, class)?;
        Ok(class)
    }

    /// What a saved plan is for; local paths hold wherever it is read.
    fn head(&self) -> Head {
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        let here = self.sides.local.to_string_lossy().into_owned();
        let [source, dest] = &self.given;
        let (source, dest) = match self.sides.way {
            Way::Up => (here, text(dest)),
            Way::Down => (text(source), here),
        };
        let backup = self.options.backup.as_ref().map(|folder| match self.sides.way {
            Way::Down => {
                std::path::absolute(folder).map_or_else(|_| text(folder), |path| text(&path.into()))
            }
            Way::Up => text(folder),
        });
        Head::new(source, dest, self.options.links, backup)
    }

    /// Makes DEST.
    fn make_root(&self, crew: &mut Crew<'_>) -> Result<()> {
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
            Way::Up => {
                let client = first(crew)?;
                let path = &self.sides.remote;
                let made = if parents {
                    run::make_folders(client, path)
                } else {
                    client.with(|session| session.make_folder(path))
                };
                made.map_err(|error| advise(error.during(printable(path.as_bytes()))))
            }
            Way::Down => {
                let path = &self.sides.local;
                let made = if parents { fs::create_dir_all(path) } else { fs::create_dir(path) };
                made.map_err(|error| advise(local(path)(error)))
            }
        }
    }

    /// What comes behind the plan.
    fn end(
        &self,
        crew: &mut Crew<'_>,
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
            let count = report.withheld;
            self.env
                .ui
                .error(&format!("{count} deletions are left undone, since something failed"));
        }
        if self.options.fate == Fate::Goes {
            let mut problems = Vec::new();
            run::remove_same(first(crew)?, sides, trees, compare, &mut problems)?;
            for problem in problems {
                self.telling.problem(&problem.path, &problem.error)?;
            }
        }
        if record.unfinished && report.failed == 0 {
            run::sweep(first(crew)?, way, sides, trees);
        }
        let well = self.telling.tally().class() == Class::Done;
        if let (true, Some(name)) = (well, &self.options.done_file) {
            run::mark_done(
                first(crew)?,
                way,
                sides,
                name,
                &self.options.rules,
                self.env.ui.as_ref(),
            )?;
        }
        run::finish_record(first(crew)?, way, sides.1, trees, record, writer, report);
        if well {
            for command in first(crew)?.connector().quotes_after.clone() {
                first(crew)?.with(|session| session.quote(&command))?;
            }
        }
        Ok(())
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn first<'a>(crew: &'a mut Crew<'_>) -> Result<&'a mut Client> {
    crew.first(0).ok_or_else(|| usage("no server to talk to"))
}

/// Whether a local folder takes `a` and `A` for one: asked without writing anything.
fn folds(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let swap = |text: &str| -> String {
        let other = |c: char| {
            if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
        };
        text.chars().map(other).collect()
    };
    let id = |path: &Path| fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
    let mut place = Some(folder);
    while let Some(path) = place {
        if let (Some(found), Some(name)) =
            (id(path), path.file_name().and_then(|name| name.to_str()))
        {
            let other = swap(name);
            return other != name && id(&path.with_file_name(other)) == Some(found);
        }
        place = path.parent();
    }
    false
}
