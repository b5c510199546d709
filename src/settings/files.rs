//! Small files that options name, read within bounds of size and time: a name may lead to a pipe
//! that nobody writes to, or to a device without end.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::error::{Result, local, timed_out, usage};
use crate::net::cancel::Cancel;

/// More than any password, netrc or configuration file holds.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Reads a whole small file; a stop of the run ends it.
pub(super) fn read(path: &Path, cancel: &Cancel) -> Result<Vec<u8>> {
    let name = path.to_owned();
    let bytes = cancel.apart(None, move || {
        let mut bytes = Vec::new();
        File::open(name)?.take(LARGEST + 1).read_to_end(&mut bytes).map(|_| bytes)
    })?;
    let bytes = bytes.transpose().map_err(local(path))?;
    let bytes = bytes.ok_or_else(|| timed_out(format!("reading {}", path.display())))?;
    if bytes.len() as u64 > LARGEST {
        return Err(usage(format!("{}: larger than {} MiB", path.display(), LARGEST >> 20)));
    }
    Ok(bytes)
}
