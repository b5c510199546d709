//! What stands at a path, asked without a data connection where the server can: MLST, or SIZE and MDTM
//! (RFC 3659 sections 3, 4 and 7).

use super::ahead::Facts;
use super::folder::Listed;
use super::path::RemotePath;
use super::session::Session;
use crate::error::{Error, Result};

impl Session {
    /// Size and time of what stands at a path; `None` where nothing does, or nothing that the user may see.
    ///
    /// A server that knows neither MLST, SIZE nor MDTM is asked for a listing of the folder.
    pub fn lookup(&mut self, path: &RemotePath) -> Result<Option<Facts>> {
        if self.features().has("MLST") {
            match self.status(path) {
                Ok(entry) => return Ok(Some(Facts { size: entry.size, modified: entry.modified })),
                Err(Error::Refused(said)) if matches!(said.code, 550 | 553) => return Ok(None),
                // Announced, and not known after all.
                Err(Error::Refused(said)) if matches!(said.code, 500 | 502 | 504) => {}
                Err(error) => return Err(error),
            }
        }
        let facts = self.facts(path)?;
        if facts != Facts::default() {
            return Ok(Some(facts));
        }
        // vsftpd tells neither size nor time of a folder.
        if self.is_folder(path)? {
            return Ok(Some(facts));
        }
        if self.features().has("SIZE") || self.features().has("MDTM") {
            return Ok(None);
        }
        self.lookup_in_listing(path)
    }

    fn lookup_in_listing(&mut self, path: &RemotePath) -> Result<Option<Facts>> {
        let folder = path.parent().unwrap_or_default();
        let Listed::Folder(listing) = self.list(&folder)? else { return Ok(None) };
        let found = listing.entries.into_iter().find(|entry| Some(&entry.name[..]) == path.name());
        Ok(found.map(|entry| Facts { size: entry.size, modified: entry.modified }))
    }
}
