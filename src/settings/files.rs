//! Small files that options name, read within bounds of size and time: a name may lead to a pipe
//! that nobody writes to, or to a device without end. Also who else may use a file with a secret.

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use zeroize::Zeroizing;

use crate::error::{Result, local, timed_out, usage};
use crate::net::cancel::Cancel;

/// More than any password, netrc or configuration file holds.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What others may do with a file that holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// Nothing, or it is no file but a pipe.
    Nothing,
    /// Read it.
    Read,
    /// Change it; so many permissions it has.
    Write(u32),
}

/// Reads a whole small file; a stop of the run ends it.
pub(super) fn read(path: &Path, cancel: &Cancel) -> Result<Vec<u8>> {
    read_with_permissions(path, cancel).map(|(bytes, _)| bytes.to_vec())
}

/// The same for a file that may hold secrets; also says what others may do with it.
pub(super) fn read_with_permissions(
    path: &Path,
    cancel: &Cancel,
) -> Result<(Zeroizing<Vec<u8>>, Others)> {
    let name = path.to_owned();
    let read = cancel.apart(None, move || {
        let file = File::open(name)?;
        let about = file.metadata()?;
        let others =
            if about.is_file() { others(about.permissions().mode()) } else { Others::Nothing };
        // At its full size from the start: a buffer that grows would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(
            usize::try_from(about.len().min(LARGEST)).unwrap_or(0) + 1,
        ));
        file.take(LARGEST + 1).read_to_end(&mut bytes).map(|_| (bytes, others))
    })?;
    let read = read.transpose().map_err(local(path))?;
    let (bytes, others) = read.ok_or_else(|| timed_out(format!("reading {}", path.display())))?;
    if bytes.len() as u64 > LARGEST {
        return Err(usage(format!("{}: larger than {} MiB", path.display(), LARGEST >> 20)));
    }
    Ok((bytes, others))
}

/// The bytes of a file that is read later, as far as they count; none of what is no file, or is not there.
pub(super) fn start_of(path: &Path) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    if let Some(file) = is_file.then(|| File::open(path).ok()).flatten() {
        let _ = file.take(LARGEST).read_to_end(&mut bytes);
    }
    bytes
}

/// What others may do with a file that is read later. One that is not there is told of then.
pub(super) fn others_of(path: &Path) -> Others {
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => others(about.permissions().mode()),
        _ => Others::Nothing,
    }
}

fn others(mode: u32) -> Others {
    match mode {
        mode if mode & 0o022 != 0 => Others::Write(mode & 0o7777),
        mode if mode & 0o044 != 0 => Others::Read,
        _ => Others::Nothing,
    }
}

impl Others {
    /// The warning to give, if there is one.
    ///
    /// # Errors
    /// Others can change the file: the secret in it may be theirs.
    pub(super) fn warning(self, path: &Path) -> Result<Option<String>> {
        let path = path.display();
        match self {
            Others::Nothing => Ok(None),
            Others::Read => Ok(Some(format!(
                "{path}: other users can read this file, which holds a secret: chmod 600 {path}"
            ))),
            Others::Write(mode) => Err(usage(format!(
                "{path}: other users can change this file (its mode is {mode:o}), which holds a secret: chmod 600 {path}"
            ))),
        }
    }
}
