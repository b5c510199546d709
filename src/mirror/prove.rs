//! Folders on the server that may be links to folders elsewhere: each is proved to be none before anything below it is
//! changed.
//!
//! Where no listing distinguishes links from folders (ftp-srv, aioftp, unknown servers), RMD does: rmdir(2) refuses a folder
//! that is not empty as that, and a link as no folder. A server whose RMD removes what is in a folder would destroy it
//! by that question, so the server is first tried with a folder of our own, a probe; the profile of the host keeps the
//! result. Probes that a killed run left are removed by the next one.

use std::collections::HashSet;

use super::names::{Paths, lies_in};
use super::plan::{Action, Plan, Step};
use super::tree::{Kind, Proven, Tree};
use super::{Links, Problem, place};
use crate::error::{Class, Error, Result, counted, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::link_proof::RemovalRefusal;
use crate::ftp::path::RemotePath;
use crate::transfer::folders;
use crate::transfer::temporary::{is_temporary_for, name_for};

/// Probes are named like temporary files for this name.
const PROBE: &[u8] = b"probe";

/// The folder that lies in a probe, so that it is not empty.
const INSIDE: &[u8] = b"x";

/// Whether a folder of this name is a probe of some run.
pub fn is_probe(kind: Kind, name: &[u8]) -> bool {
    kind == Kind::Folder && is_temporary_for(name, PROBE)
}

/// Removes the probes that the scan found and that a killed run left, by RMD alone, which takes nothing but empty
/// folders. One that cannot be removed stays.
pub fn remove_stale_probes(client: &mut Client, root: &RemotePath, tree: &Tree) -> Result<()> {
    for path in tree.folders_where(|entry, name| is_probe(entry.kind, name)) {
        let probe = place(root, &path);
        refused(client.with(|session| session.remove_folder(&probe.join(INSIDE))))?;
        refused(client.with(|session| session.remove_folder(&probe)))?;
    }
    Ok(())
}

/// Asks the server about folders, and remembers those that stay unclear.
pub struct Prover<'a> {
    root: &'a RemotePath,
    /// Folders that may be links still.
    unclear: Paths,
    /// Folders that turned out to be links.
    links: Paths,
}

impl<'a> Prover<'a> {
    /// Nothing is asked yet about the tree below `root`.
    pub fn new(root: &'a RemotePath) -> Self {
        Self { root, unclear: HashSet::new(), links: HashSet::new() }
    }

    /// Asks about folders, the highest first, and notes in the tree what they are. Returns whether anything was
    /// learned: then a plan made from the tree before is out of date.
    pub fn settle(
        &mut self,
        client: &mut Client,
        tree: &mut Tree,
        folders: Vec<Vec<u8>>,
    ) -> Result<bool> {
        let mut learned = false;
        for path in folders {
            if lies_in(&path, &self.unclear) || lies_in(&path, &self.links) {
                continue;
            }
            match self.ask(client, tree, &path)? {
                None => {
                    self.unclear.insert(path);
                }
                Some(found) => {
                    if found == Proven::Link {
                        self.links.insert(path.clone());
                    }
                    tree.settle(&path, found);
                    learned = true;
                }
            }
        }
        Ok(learned)
    }

    /// Folders that may be links still, though the server was asked.
    pub fn unclear(&self) -> &Paths {
        &self.unclear
    }

    /// Folders that turned out to be links: nothing that was read below them is part of the tree.
    pub fn links(&self) -> &Paths {
        &self.links
    }

    /// The true kind of one folder; `None` where the server's words do not say it.
    fn ask(&mut self, client: &mut Client, tree: &Tree, path: &[u8]) -> Result<Option<Proven>> {
        let Some(folder) = tree.folder_at(path) else { return Ok(None) };
        if !rmd_tells_links(client, self.root)? {
            return Ok(None);
        }
        let place = place(self.root, path);
        if !tree.is_bare(folder) {
            return rmd(client, &place).map(|answer| answer.proven);
        }
        // RMD would remove an empty folder: something must lie in it.
        let inside = place.join(&name_for(PROBE));
        if refused(client.with(|session| session.make_folder(&inside)))? {
            return Ok(None);
        }
        let found = rmd(client, &place)?;
        refused(client.with(|session| session.remove_folder(&inside)))?;
        Ok(found.proven)
    }
}

/// The folders that may be links and that the actions of a plan rest on: those above removed entries, and above those
/// that are written, unless links are followed. The highest come first.
pub fn rests_on(actions: &[Action], target: &Tree, links: Links) -> Vec<Vec<u8>> {
    let rests = actions.iter().filter(|action| changes_below(action, links));
    let mut folders: Vec<Vec<u8>> =
        rests.flat_map(|action| target.unproved_above(&action.path)).collect();
    folders.sort();
    folders.dedup();
    folders
}

fn changes_below(action: &Action, links: Links) -> bool {
    links != Links::Follow || matches!(action.step, Step::Clear(_) | Step::Remove(_))
}

/// Takes out of a plan all that would change something below these folders, which may be links. Returns a problem for
/// each folder.
pub fn withhold(plan: &mut Plan, folders: &Paths, links: Links) -> Vec<Problem> {
    let mut withheld: Vec<(Vec<u8>, usize)> = Vec::new();
    let mut kept = HashSet::new();
    for action in plan.actions.iter().filter(|action| changes_below(action, links)) {
        let Some(folder) = folder_above(&action.path, folders) else { continue };
        match withheld.iter_mut().find(|(path, _)| path == folder) {
            Some((_, count)) => *count += 1,
            None => withheld.push((folder.to_vec(), 1)),
        }
        if matches!(action.step, Step::Clear(_) | Step::Remove(_)) {
            kept.insert(folder.to_vec());
        }
    }
    plan.actions.retain(|action| {
        let stays = changes_below(action, links) && folder_above(&action.path, folders).is_some();
        // A folder in which something stays is not removed, and nothing comes in its place.
        !stays && !kept.iter().any(|kept| holds(&action.path, kept))
    });
    withheld.into_iter().map(|(path, count)| Problem::failed(path, unclear(count, links))).collect()
}

/// The highest of these folders that a path lies in.
fn folder_above<'p>(path: &'p [u8], folders: &Paths) -> Option<&'p [u8]> {
    let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    ends.map(|end| path.get(..end).unwrap_or_default()).find(|path| folders.contains(*path))
}

/// Whether `path` is `below`, or a folder above it, that a plan removes or replaces.
fn holds(path: &[u8], below: &[u8]) -> bool {
    below.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

fn unclear(count: usize, links: Links) -> Error {
    let changes = counted(count, "change", "changes");
    let advice = if links == Links::Follow { "" } else { "; --links follow writes into it" };
    let text = format!(
        "it may be a link to a folder elsewhere, and the server's answers do not say: {changes} in it not made{advice}"
    );
    Error::Plain(Class::Safety, text)
}

/// Whether this server refuses RMD of a folder that is not empty, in words that tell it from a link: as the profile of
/// the host has it, else tried with a folder of our own.
fn rmd_tells_links(client: &mut Client, root: &RemotePath) -> Result<bool> {
    if let Some(tells) = client.profile().rmd_tells_links.get() {
        return Ok(tells);
    }
    let folder = root.join(&name_for(PROBE));
    let inside = folder.join(INSIDE);
    let made = !refused(client.with(|session| session.make_folder(&folder)))?
        && !refused(client.with(|session| session.make_folder(&inside)))?;
    let answer = if made { Some(rmd(client, &folder)?) } else { None };
    refused(client.with(|session| session.remove_folder(&inside)))?;
    refused(client.with(|session| session.remove_folder(&folder)))?;
    let known = &mut client.profile_mut().rmd_tells_links;
    match &answer {
        Some(Answer { proven: Some(Proven::Folder), words }) => known.learn(true, words),
        Some(Answer { proven: None, words }) => known.learn(false, words),
        // It was removed, perhaps since somebody else emptied it; or it could not be made.
        _ => known.suspect(false, "a folder of our own could not be tried"),
    }
    Ok(known.is(true))
}

/// The answer of RMD for a folder that is not empty.
struct Answer {
    /// The true kind of the folder, as far as the words tell it.
    proven: Option<Proven>,
    words: String,
}

/// Asks by RMD for a folder that is not empty. One that it removes all the same was a junction of Windows, or was
/// emptied meanwhile: it is made again.
fn rmd(client: &mut Client, folder: &RemotePath) -> Result<Answer> {
    let doing = format!("asking whether {} is a link: ", printable(folder.as_bytes()));
    let mut attempts = client.attempts(doing);
    loop {
        let error = match client.with(|session| session.remove_folder(folder)) {
            Ok(()) => {
                folders::make(client, folder)?;
                return Ok(Answer { proven: Some(Proven::Emptied), words: String::new() });
            }
            Err(error) => error,
        };
        let Some(said) = error.refusal() else {
            attempts.again_after(error)?;
            continue;
        };
        let proven = match RemovalRefusal::of(said, folder) {
            RemovalRefusal::NotEmpty => Some(Proven::Folder),
            RemovalRefusal::NotAFolder => Some(Proven::Link),
            RemovalRefusal::Unclear => None,
        };
        return Ok(Answer { proven, words: format!("RMD: {said}") });
    }
}

/// Whether the server refused; every other failure is an error.
fn refused(outcome: Result<()>) -> Result<bool> {
    match outcome {
        Ok(()) => Ok(false),
        Err(error) if error.refusal().is_some() => Ok(true),
        Err(error) => Err(error),
    }
}
