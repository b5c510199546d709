//! Patterns for a shell: their matches here and on the server, files and folders alike.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::connections::Connections;
use super::env::Env;
use super::expand;
use crate::error::Result;
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::{self, Glob, Part, Pattern};

/// The pattern that matches nothing but this text.
pub fn literally(text: &[u8]) -> Vec<u8> {
    pattern::literally(text)
}

/// The local names that match, sorted; none if nothing does.
pub fn local(text: &[u8]) -> Result<Vec<OsString>> {
    let pattern = Pattern::parse(text)?;
    let root = if pattern.absolute { "/" } else { "" };
    let mut paths = BTreeSet::from([PathBuf::from(root)]);
    for part in &pattern.parts {
        paths = match part {
            Part::Name(name) => {
                let named = paths.into_iter().map(|path| path.join(OsStr::from_bytes(name)));
                named.filter(|path| path.symlink_metadata().is_ok()).collect()
            }
            Part::Glob(glob) => paths.iter().flat_map(|path| matching(path, glob)).collect(),
        };
    }
    Ok(paths.into_iter().map(OsString::from).collect())
}

/// The names in a folder that match; none where it is no folder, or may not be read.
fn matching(folder: &Path, glob: &Glob) -> Vec<PathBuf> {
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| glob.matches(name.as_bytes())).map(|name| folder.join(name)).collect()
}

/// The names that match in the folder where a shell is, sorted; none if nothing does. They are relative
/// if the pattern was.
pub fn remote(env: &Env<'_>, typed: &[u8], pattern: &[u8]) -> Result<Vec<OsString>> {
    let here = env.context.location()?;
    let target = here.below(typed, pattern);
    let mut servers = Connections::new(env, usize::MAX);
    let found = expand::names(env, servers.client(&target)?, &target)?;
    let folder = if typed.starts_with(b"/") { b"" } else { here.folder().as_bytes() };
    let short = |path: &RemotePath| {
        let below = path.as_bytes().strip_prefix(folder);
        let name = below.and_then(|rest| rest.strip_prefix(b"/")).filter(|_| !folder.is_empty());
        OsString::from_vec(name.unwrap_or(path.as_bytes()).to_vec())
    };
    Ok(found.iter().map(short).collect())
}
