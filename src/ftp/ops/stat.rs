//! What stands at a path, asked without a data connection where the server can: MLST, or SIZE and MDTM
//! (RFC 3659 sections 3, 4 and 7).

use crate::error::{Error, Result};
use crate::ftp::listing::{Entry, Kind, System};
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
use crate::ftp::prefetch::Facts;
use crate::ftp::session::Session;

impl Session {
    /// Whether SYST says that files lie on Windows (RFC 959 section 4.1.3), as IIS does. FileZilla Server and Serv-U
    /// say that they are Unix: their refusals must do.
    pub fn is_windows(&mut self) -> Result<bool> {
        Ok(self.ask_system()? == System::Windows)
    }

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

    /// All that the server tells of what stands at a path; `None` where nothing does, or nothing that the user may see.
    ///
    /// Without MLST it is found in the listing of its folder, and the exact size and time are asked for.
    pub fn entry(&mut self, path: &RemotePath) -> Result<Option<Entry>> {
        let name = path.name().unwrap_or(path.as_bytes()).to_vec();
        if self.features().has("MLST") {
            match self.status(path) {
                Ok(entry) => return Ok(Some(Entry { name, ..entry })),
                Err(Error::Refused(said)) if matches!(said.code, 550 | 553) => return Ok(None),
                Err(Error::Refused(said)) if matches!(said.code, 500 | 502 | 504) => {}
                Err(error) => return Err(error),
            }
        }
        if path.name().is_none() {
            return Ok(self.is_folder(path)?.then(|| Entry::new(&name, Kind::Dir)));
        }
        let Some(mut entry) = self.entry_in_listing(path)? else { return Ok(None) };
        if entry.kind == Kind::File {
            let Facts { size, modified } = self.facts(path)?;
            entry.size = size.or(entry.size);
            entry.modified = modified.or(entry.modified);
        }
        Ok(Some(entry))
    }

    fn entry_in_listing(&mut self, path: &RemotePath) -> Result<Option<Entry>> {
        let folder = path.parent().unwrap_or_default();
        let listing = match self.list(&folder) {
            Ok(Listed::Folder(listing)) => listing,
            Ok(Listed::Single(_)) => return Ok(None),
            // A folder that cannot be listed may still be gone through.
            Err(Error::Refused(_)) if self.is_folder(path)? => {
                return Ok(Some(Entry::new(path.name().unwrap_or_default(), Kind::Dir)));
            }
            Err(error) => return Err(error),
        };
        Ok(listing.entries.into_iter().find(|entry| Some(&entry.name[..]) == path.name()))
    }

    fn lookup_in_listing(&mut self, path: &RemotePath) -> Result<Option<Facts>> {
        let found = self.entry_in_listing(path)?;
        Ok(found.map(|entry| Facts { size: entry.size, modified: entry.modified }))
    }
}
