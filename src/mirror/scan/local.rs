//! The local tree, folder by folder. No link is followed unless asked for.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::super::times::Stamp;
use super::super::tree::{Item, Kind, join};
use super::super::{Problem, path_of};
use super::{Role, ScanRules, Scanned, Visit};
use crate::error::{Class, Error, Result, local};
use crate::net::cancel::Cancel;

/// The folders that one is in, by device and number; a link to one of them is a loop.
struct Above {
    id: (u64, u64),
    next: Option<Rc<Above>>,
}

/// Reads the tree below `root`. Folders in it that cannot be read are problems; that the root cannot is an error,
/// unless it is
/// a target that does not exist.
pub fn scan(root: &Path, rules: &ScanRules<'_>, cancel: &Cancel) -> Result<Scanned> {
    let mut scanned = Scanned::default();
    let top = match fs::metadata(root) {
        Ok(found) if found.is_dir() => found,
        Ok(_) => return Err(local(root)(ErrorKind::NotADirectory.into())),
        Err(error) if error.kind() == ErrorKind::NotFound && rules.role == Role::Target => {
            scanned.missing = true;
            scanned.tree.complete(super::FolderId::ROOT);
            return Ok(scanned);
        }
        Err(error) => return Err(local(root)(error)),
    };
    let above = Rc::new(Above { id: id(&top), next: None });
    let mut stack = vec![(rules.first(), above)];
    while let Some((visit, above)) = stack.pop() {
        cancel.check()?;
        let path = scanned.tree.path(visit.folder);
        let folder = inside(root, &path);
        let above = chain(&folder, rules, above);
        let problems = scanned.problems.len();
        let items = match read(&folder, &path, visit, rules, &above, &mut scanned) {
            Ok(items) => items,
            Err(error) if path.is_empty() => return Err(error),
            Err(error) => {
                scanned.problems.push(Problem::incomplete(path, error));
                continue;
            }
        };
        let next = rules.take(visit, &path, items, &mut scanned, None)?;
        if scanned.problems.len() > problems {
            scanned.tree.incomplete(visit.folder);
        }
        stack.extend(next.into_iter().rev().map(|visit| (visit, Rc::clone(&above))));
    }
    scanned.tree.promote();
    Ok(scanned)
}

fn inside(root: &Path, path: &[u8]) -> PathBuf {
    if path.is_empty() { root.to_owned() } else { root.join(path_of(path)) }
}

/// The chain with this folder; only who follows links needs it.
fn chain(folder: &Path, rules: &ScanRules<'_>, above: Rc<Above>) -> Rc<Above> {
    if !rules.follows() {
        return above;
    }
    match fs::metadata(folder).map(|found| id(&found)) {
        Ok(id) if id != above.id => Rc::new(Above { id, next: Some(above) }),
        _ => above,
    }
}

/// The entries of one folder. A link that cannot be followed is a problem, and the tree is not known whole without it:
/// its goal may be on a disk that is not mounted now.
fn read(
    folder: &Path,
    relative: &[u8],
    visit: Visit,
    rules: &ScanRules<'_>,
    above: &Rc<Above>,
    scanned: &mut Scanned,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for entry in fs::read_dir(folder).map_err(local(folder))? {
        let entry = entry.map_err(local(folder))?;
        let path = entry.path();
        let name = entry.file_name().into_vec();
        let found = match entry.metadata() {
            Ok(found) => found,
            // Gone meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(local(&path)(error)),
        };
        let below = join(relative, &name);
        if !found.is_symlink() || !rules.follows() || !rules.may_take(visit, &below) {
            items.push(item(name, &found, &path)?);
            continue;
        }
        match follow(&path, above) {
            Ok(found) => items.push(item(name, &found, &path)?),
            Err(error) => {
                scanned.problems.push(Problem::incomplete(below, error));
            }
        }
    }
    Ok(items)
}

fn follow(path: &PathBuf, above: &Rc<Above>) -> Result<Metadata> {
    let found = fs::metadata(path).map_err(local(path))?;
    let mut one = Some(above);
    while let Some(folder) = one {
        if found.is_dir() && folder.id == id(&found) {
            let text = "a link to a folder that it lies in: it would never end";
            return Err(Error::Plain(Class::Local, text.into()));
        }
        one = folder.next.as_ref();
    }
    Ok(found)
}

fn id(found: &Metadata) -> (u64, u64) {
    (found.dev(), found.ino())
}

fn item(name: Vec<u8>, found: &Metadata, path: &Path) -> Result<Item> {
    let kind = if found.is_file() {
        Kind::File
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    };
    let mut item = Item::new(name, kind);
    if kind == Kind::Link {
        item.link = fs::read_link(path).map_err(local(path))?.into_os_string().into_vec();
    }
    item.size = found.is_file().then_some(found.len());
    item.time = Some(Stamp::of_file(found));
    item.mode = u16::try_from(found.mode() & 0o7777).ok();
    Ok(item)
}
