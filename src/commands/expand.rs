//! From a pattern to the remote files that match it. Servers are never asked to do it: each knows patterns of its own.

use std::collections::BTreeMap;

use super::env::Env;

use crate::error::{Class, Error, Result, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::listing::{Entry, Kind, safe_name};
use crate::ftp::ops::list::Listed;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::{Glob, Part, Pattern, is_special};
use crate::settings::target::Target;

/// The kinds of names that a pattern may match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Files, and links to files.
    Files,
    /// All names.
    All,
}

/// The files that a target names, sorted: its path, if that exists as typed or has no pattern in it, else all
/// matches. Nothing that matches is an error of class `NoMatch`.
pub(super) fn expand(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
) -> Result<Vec<RemotePath>> {
    let found = matches(env, client, target, Wanted::Files)?;
    Ok(found.into_iter().map(|(path, _)| path).collect())
}

/// The same for files, folders and links, each with its entry where a listing showed it.
pub(super) fn expand_all(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
) -> Result<Vec<(RemotePath, Option<Entry>)>> {
    matches(env, client, target, Wanted::All)
}

fn matches(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
    wanted: Wanted,
) -> Result<Vec<(RemotePath, Option<Entry>)>> {
    if !is_special(&target.pattern) {
        return Ok(vec![(target.path.clone(), None)]);
    }
    let pattern = Pattern::parse(&target.pattern)?;
    let typed = client.absolute(&target.path)?;
    let literal = pattern.literal();
    // A URL writes `*` as %2A: then the name as typed has no other meaning.
    let only_meaning =
        literal.as_ref().is_some_and(|name| name.as_bytes() == target.path.as_bytes());
    if only_meaning || client.with(|session| session.lookup(&typed))?.is_some() {
        return Ok(vec![(typed, None)]);
    }
    if let Some(literal) = literal {
        return Ok(vec![(client.absolute(&literal)?, None)]);
    }
    let found = Walk { env, client, wanted }.walk(&pattern)?;
    if found.is_empty() {
        let shown = printable(&target.pattern);
        let kind = match wanted {
            Wanted::Files => "file",
            Wanted::All => "name",
        };
        let text = format!("no {kind} on the server matches {shown} (-F takes names literally)");
        return Err(Error::Plain(Class::NoMatch, text));
    }
    Ok(found.into_iter().collect())
}

/// Files and folders that match, or nothing: a shell puts them in the place of a pattern.
pub(super) fn names(
    env: &Env<'_>,
    client: &mut Client,
    target: &Target,
) -> Result<Vec<RemotePath>> {
    let pattern = Pattern::parse(&target.pattern)?;
    let found = Walk { env, client, wanted: Wanted::All }.walk(&pattern)?;
    Ok(found.into_keys().collect())
}

/// Paths, sorted, and their entries where a listing showed them.
type Found = BTreeMap<RemotePath, Option<Entry>>;

/// One pattern on its way through the folders.
struct Walk<'a> {
    env: &'a Env<'a>,
    client: &'a mut Client,
    wanted: Wanted,
}

impl Walk<'_> {
    fn walk(&mut self, pattern: &Pattern) -> Result<Found> {
        let root = RemotePath::new(if pattern.absolute { "/" } else { "" });
        let mut paths = Found::from([(self.client.absolute(&root)?, None)]);
        // Whether the paths are known to exist; the first is not looked up, so that a missing folder is
        // reported in the server's words.
        let mut known = true;
        for (at, part) in pattern.parts.iter().enumerate() {
            let last = at + 1 == pattern.parts.len();
            let begun = pattern.parts.iter().take(at).any(|part| matches!(part, Part::Glob(_)));
            paths = match part {
                Part::Name(name) => paths.into_keys().map(|path| (path.join(name), None)).collect(),
                Part::Glob(glob) => {
                    let mut found = Found::new();
                    for folder in paths.into_keys() {
                        if known || self.is_folder(&folder)? {
                            self.matching(&folder, glob, last, &mut found)?;
                        }
                    }
                    found
                }
            };
            known = matches!(part, Part::Glob(_)) || !begun;
        }
        if known { Ok(paths) } else { self.existing(paths) }
    }

    /// Adds the matches in one folder: files at the end of a pattern, folders before.
    fn matching(
        &mut self,
        folder: &RemotePath,
        glob: &Glob,
        last: bool,
        found: &mut Found,
    ) -> Result<()> {
        let listed = self.client.with_data(Idempotence::Harmless, |session| session.list(folder));
        let shown = printable(folder.as_bytes());
        let Listed::Folder(listing) = listed.map_err(|e| e.during(format!("listing {shown}")))?
        else {
            return Ok(());
        };
        listing.check().map_err(|e| e.during(format!("listing {shown}")))?;
        for entry in listing.entries.iter().filter(|entry| glob.matches(&entry.name)) {
            if let Err(why) = safe_name(&entry.name) {
                self.skip(&folder.join(&entry.name), why);
                continue;
            }
            let path = folder.join(&entry.name);
            if last && self.wanted == Wanted::All {
                found.insert(path, Some(entry.clone()));
                continue;
            }
            let is_folder = self.leads_to_folder(entry, &path)?;
            if is_folder && last {
                self.skip(&path, "a folder; ftps mirror takes whole folders");
            } else if last && entry.kind == Kind::Symlink && self.leads_nowhere(&path)? {
                self.skip(&path, "a symbolic link whose target does not exist");
            } else if is_folder != last {
                found.insert(path, Some(entry.clone()));
            }
        }
        Ok(())
    }

    /// Whether an entry is a folder, or a link to one.
    fn leads_to_folder(&mut self, entry: &Entry, path: &RemotePath) -> Result<bool> {
        match entry.kind {
            Kind::Dir => Ok(true),
            Kind::Symlink => self.is_folder(path),
            Kind::File | Kind::Other => Ok(false),
        }
    }

    fn is_folder(&mut self, path: &RemotePath) -> Result<bool> {
        self.client.with(|session| session.is_folder(path))
    }

    /// Whether a link that leads to no folder leads to no file either: SIZE and MDTM follow it, and MLST need not.
    fn leads_nowhere(&mut self, link: &RemotePath) -> Result<bool> {
        self.client.with(|session| {
            Ok(session.features().has("SIZE") && session.facts(link)? == Facts::default())
        })
    }

    fn skip(&self, path: &RemotePath, why: &str) {
        self.env.ui.warn(&format!("{}: skipped: {why}", printable(path.as_bytes())));
    }

    fn existing(&mut self, paths: Found) -> Result<Found> {
        let mut found = Found::new();
        for (path, entry) in paths {
            if self.client.with(|session| session.lookup(&path))?.is_some() {
                found.insert(path, entry);
            }
        }
        Ok(found)
    }
}
