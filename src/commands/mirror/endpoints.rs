//! The two endpoints of a mirror: which operand is local, and the real paths of both.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::super::env::Env;
use crate::error::{Result, local, usage};
use crate::ftp::path::RemotePath;
use crate::mirror::Direction;
use crate::mirror::execute::Backup;
use crate::settings::target::{Operand, Place, Target};

/// The two endpoints.
pub(super) struct Endpoints {
    pub(super) direction: Direction,
    /// Without links, as far as it exists.
    pub(super) local: PathBuf,
    pub(super) remote: RemotePath,
}

impl Endpoints {
    /// The path of a backup folder below the target's root, if that is where it lies.
    pub(super) fn inside(&self, backup: &Backup) -> Option<Vec<u8>> {
        match backup {
            Backup::Local(folder) => {
                let real = real(folder).ok()?;
                let path = real.strip_prefix(&self.local).ok()?;
                Some(path.as_os_str().as_bytes().to_vec())
            }
            Backup::Remote(folder) => {
                let root = self.remote.as_bytes();
                let below = folder.as_bytes().strip_prefix(root)?;
                // The root of all ends in a slash.
                let below = if root.ends_with(b"/") { below } else { below.strip_prefix(b"/")? };
                Some(below.to_vec())
            }
        }
    }
}

/// SOURCE and DEST as typed.
pub(super) fn typed(env: &Env<'_>) -> Result<[OsString; 2]> {
    let given = env.matches.get_many::<OsString>("operands").into_iter().flatten();
    let given: Vec<OsString> = given.cloned().collect();
    given.try_into().map_err(|_| {
        usage(
            "mirror: DEST is missing, the folder that becomes what SOURCE is: ftps mirror SOURCE HOST:DEST or ftps mirror HOST:SOURCE DEST",
        )
    })
}

/// Which of the operands is where.
pub(super) fn operands(
    env: &Env<'_>,
    given: &[OsString; 2],
) -> Result<(Direction, PathBuf, Target)> {
    let [source, dest] = given;
    if env.is_shell() {
        // As in the shells that people know: to here, unless it is said otherwise.
        let up = env.matches.get_flag("reverse");
        let (direction, here, there) =
            if up { (Direction::Up, source, dest) } else { (Direction::Down, dest, source) };
        return Ok((direction, env.local(here.into()), env.remote(there, Place::Operand)?));
    }
    match (env.operand(source)?, env.operand(dest)?) {
        (Operand::Local(path), Operand::Remote(_)) => {
            Ok((Direction::Up, path, env.remote(dest, Place::Operand)?))
        }
        (Operand::Remote(_), Operand::Local(_)) if env.matches.get_flag("reverse") => {
            Err(usage("mirror -R sends: the folder here comes first, the one on the server second"))
        }
        (Operand::Remote(_), Operand::Local(path)) => {
            Ok((Direction::Down, path, env.remote(source, Place::Operand)?))
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
pub(super) fn real(path: &Path) -> Result<PathBuf> {
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
pub(super) fn bare(path: &RemotePath) -> RemotePath {
    let mut bytes = path.as_bytes();
    while bytes.len() > 1 && bytes.ends_with(b"/") {
        bytes = bytes.get(..bytes.len() - 1).unwrap_or_default();
    }
    RemotePath::new(bytes)
}

/// Whether a local folder takes `a` and `A` for one: asked without writing anything.
pub(super) fn folds(folder: &Path) -> bool {
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
