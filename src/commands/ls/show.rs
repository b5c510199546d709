//! From a target of `ls` to its entries: those that match a pattern, then folder after folder.

use super::super::env::Env;
use super::super::expand::expand_all;
use super::super::folder::{self, Way};
use super::super::inspect::{Inspection, entry};
use super::options::{Depth, Options};
use crate::error::{Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind};
use crate::ftp::ops::list::{Listed, Raw, Reading};
use crate::ftp::ops::query::Query;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::is_special;
use crate::settings::target::Target;
use crate::ui::listing::Layout;

/// Shows targets.
pub(super) struct Show<'a> {
    env: &'a Env<'a>,
    options: &'a Options,
    /// Whether folders stand under their names.
    headers: bool,
    /// Whether anything was printed, so that a blank line must stand before the next header.
    begun: bool,
    /// The folder whose entries are printed as they come.
    streaming: Option<RemotePath>,
}

/// A folder: its path as it is shown, and its absolute path.
#[derive(Clone, Copy)]
struct Folder<'a> {
    shown: &'a RemotePath,
    path: &'a RemotePath,
}

impl<'a> Show<'a> {
    /// Nothing shown yet, of so many targets.
    pub(super) fn new(env: &'a Env<'a>, options: &'a Options, targets: usize) -> Self {
        let headers = targets > 1 || options.depth == Depth::All;
        Self { env, options, headers, begun: false, streaming: None }
    }

    /// Shows one target.
    pub(super) fn target(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        target: &Target,
    ) -> Result<()> {
        client.session_asking(&[Query::Passive])?;
        if self.options.patterns && is_special(&target.pattern) {
            return self.matches(run, client, target);
        }
        let path = client.absolute(&target.path)?;
        let folder = Folder { shown: &target.path, path: &path };
        if self.options.raw {
            return self.raw(run, client, folder);
        }
        if self.options.depth == Depth::Itself {
            let found = entry(client, &path)?;
            let typed = if target.path.is_empty() { &b"."[..] } else { target.path.as_bytes() };
            return self.files(run, &path, &[Entry { name: typed.to_vec(), ..found }]);
        }
        self.list(run, client, folder)
    }

    /// Shows the names that match a pattern: files, then folders.
    fn matches(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        target: &Target,
    ) -> Result<()> {
        let found = expand_all(self.env, client, target)?;
        self.headers |= found.len() > 1;
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for (path, entry) in found {
            let shown = as_typed(self.env, client, target, &path);
            match entry {
                Some(entry) if entry.kind != Kind::Dir || self.options.depth == Depth::Itself => {
                    files.push(Entry { name: shown.as_bytes().to_vec(), ..entry });
                }
                _ => folders.push((shown, path)),
            }
        }
        if !files.is_empty() {
            self.options.order.sort(&mut files);
            self.files(run, &client.absolute(&target.path)?, &files)?;
        }
        for (shown, path) in &folders {
            let folder = Folder { shown, path };
            let done = if self.options.raw {
                self.raw(run, client, folder)
            } else {
                self.list(run, client, folder)
            };
            outlive(run, shown, done)?;
        }
        Ok(())
    }

    fn files(
        &mut self,
        run: &mut Inspection<'_>,
        path: &RemotePath,
        entries: &[Entry],
    ) -> Result<()> {
        self.begun = true;
        run.whole();
        self.entries(run, &path.parent().unwrap_or_default(), entries)
    }

    fn entries(
        &self,
        run: &mut Inspection<'_>,
        folder: &RemotePath,
        entries: &[Entry],
    ) -> Result<()> {
        run.listed(entries.len());
        self.env.ui.entries(folder.as_bytes(), entries, self.options.form)
    }

    /// Lists a folder, or shows a file.
    fn list(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        folder: Folder<'_>,
    ) -> Result<()> {
        if self.options.depth == Depth::All
            && client.with(|session| session.is_folder(folder.path))?
        {
            return self.tree(run, client, folder, &Way::first());
        }
        let raw = if self.env.output().json { Raw::Keep } else { Raw::Drop };
        let mut given = 0;
        let listed = client.with_data(Idempotence::Harmless, |session| {
            let mut watch = |fresh: &[Entry]| self.as_they_come(run, folder, fresh);
            let mut reading = Reading::new(raw, &mut watch);
            let listed = session.list_reading(folder.path, &mut reading);
            given = reading.given;
            listed
        })?;
        match listed {
            Listed::Single(entry) => self.files(run, folder.path, &[entry]),
            Listed::Folder(listing) => {
                let whole = listing.check();
                let mut entries = listing.entries;
                if self.options.order.is_of_server() {
                    entries.drain(..given.min(entries.len()));
                }
                if given == 0 || !self.options.order.is_of_server() {
                    self.header(folder.shown)?;
                }
                self.options.order.sort(&mut entries);
                self.entries(run, folder.path, &entries)?;
                whole.map(|()| run.whole())
            }
        }
    }

    /// Shows entries while their listing still comes in, where they are shown in its order.
    fn as_they_come(
        &mut self,
        run: &mut Inspection<'_>,
        folder: Folder<'_>,
        fresh: &[Entry],
    ) -> Result<()> {
        if !self.options.order.is_of_server() {
            return Ok(());
        }
        if self.streaming.as_ref() != Some(folder.path) {
            self.streaming = Some(folder.path.clone());
            self.header(folder.shown)?;
        }
        self.entries(run, folder.path, fresh)?;
        self.env.ui.flush()
    }

    /// Shows a folder, then the folders in it.
    fn tree(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        folder: Folder<'_>,
        way: &Way,
    ) -> Result<()> {
        let (mut entries, failed, inside) = folder::entries(client, folder.path, way)?;
        self.options.order.sort(&mut entries);
        self.header(folder.shown)?;
        self.entries(run, folder.path, &entries)?;
        self.env.ui.flush()?;
        run.whole();
        for (path, error) in failed {
            run.failed(&path, &error)?;
        }
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Dir) {
            let (shown, path) = (folder.shown.join(&entry.name), folder.path.join(&entry.name));
            let inner = Folder { shown: &shown, path: &path };
            let done = match inside.way(entry) {
                Ok(way) => self.tree(run, client, inner, &way),
                Err(error) => run.failed(&shown, &error),
            };
            outlive(run, &shown, done)?;
        }
        Ok(())
    }

    /// Prints a listing as the server sends it; on a terminal what would control that is spelled out.
    fn raw(
        &mut self,
        run: &mut Inspection<'_>,
        client: &mut Client,
        folder: Folder<'_>,
    ) -> Result<()> {
        let text =
            client.with_data(Idempotence::Harmless, |session| session.list_text(folder.path))?;
        run.whole();
        self.header(folder.shown)?;
        if !self.env.ui.is_for_people() {
            return self.env.ui.print_bytes(&text, b"");
        }
        let lines = text.strip_suffix(b"\n").unwrap_or(&text).split(|byte| *byte == b'\n');
        lines.map(<[u8]>::trim_ascii_end).try_for_each(|line| self.env.ui.print(&printable(line)))
    }

    fn header(&mut self, shown: &RemotePath) -> Result<()> {
        let plain = self.env.output().json || self.options.form.layout == Layout::Null;
        if !self.headers || plain {
            return Ok(());
        }
        if std::mem::replace(&mut self.begun, true) {
            self.env.ui.print("")?;
        }
        let shown = printable(shown.as_bytes());
        self.env.ui.print(&format!("{}:", if shown.is_empty() { "." } else { &shown }))
    }
}

/// The path of a match as the pattern was typed: relative to the login folder, if it was, and in a shell to its folder.
fn as_typed(env: &Env<'_>, client: &Client, target: &Target, path: &RemotePath) -> RemotePath {
    let base = match env.context.location() {
        Ok(location) => location.folder().clone(),
        Err(_) if target.path.is_absolute() => return path.clone(),
        Err(_) => client.known_absolute(&RemotePath::default()).unwrap_or_default(),
    };
    let base = base.as_bytes().strip_suffix(b"/").unwrap_or(base.as_bytes());
    let below = path.as_bytes().strip_prefix(base).and_then(|rest| rest.strip_prefix(b"/"));
    below.map_or_else(|| path.clone(), RemotePath::new)
}

/// Counts a failure that is about one folder; any other ends the target.
fn outlive(run: &mut Inspection<'_>, path: &RemotePath, done: Result<()>) -> Result<()> {
    match done {
        Err(error) if error.refusal().is_some() || matches!(error.root(), Error::Integrity(_)) => {
            run.failed(path, &error)
        }
        other => other,
    }
}
