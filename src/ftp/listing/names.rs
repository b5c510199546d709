//! NLST: names and nothing else (RFC 959 section 4.1.3). The last way to the names in a folder, where LIST is refused
//! or cannot be read; what they stand for is not known.

use super::reader::{Found, Reader};
use super::{Entry, Kind};

/// A list of names, a line each.
pub(super) struct Lines;

impl Reader for Lines {
    /// Servers give the whole path where the folder was named, and z/OS puts it in quotes: the name is the last part.
    fn line(&mut self, line: &[u8], found: &mut Found) {
        let name = line.rsplit(|byte| *byte == b'/').next().unwrap_or(line);
        let entry = (!name.is_empty()).then(|| Entry::new(name, Kind::Other));
        found.row(line, entry);
    }
}
