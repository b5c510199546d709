//! MLSD where FEAT announces it, which does not prove that it works: some servers refuse it, or take it only without an
//! argument. Then the folder is entered and listed from inside, and if that is refused too, LIST is used. The outcome is
//! kept in the profile of the host.

use super::list::{Listed, Reading};
use crate::error::{Error, Response, Result};
use crate::ftp::listing::{Entry, Form, Kind, System};
use crate::ftp::login::host_profile::MlsdUse;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;

impl Session {
    /// Lists a path by MLSD, or by the way that was found instead.
    pub(super) fn list_announced(
        &mut self,
        path: &RemotePath,
        reading: &mut Reading<'_>,
    ) -> Result<Listed> {
        let listed = match self.mlsd_use() {
            Some(MlsdUse::Refused) => return self.list_old(path, reading),
            Some(MlsdUse::Inside) if !path.is_empty() => self.list_inside(path, reading),
            _ => self.list_by(Form::Mlsd, "MLSD", path, reading).map(Listed::Folder),
        };
        match listed {
            Err(Error::Refused(said)) if !self.is_broken() => {
                self.without_mlsd(path, said, reading)
            }
            Ok(listed) => {
                self.mlsd_works();
                Ok(listed)
            }
            Err(error) => Err(error),
        }
    }

    /// Finds out why MLSD of a path was refused: the path may be a file, or no folder that this user may list, or the
    /// server takes MLSD without an argument, or not at all.
    fn without_mlsd(
        &mut self,
        path: &RemotePath,
        said: Response,
        reading: &mut Reading<'_>,
    ) -> Result<Listed> {
        if matches!(said.code, 500 | 502 | 504) && path.is_empty() {
            self.note_mlsd(MlsdUse::Refused, &said);
            return self.list_old(path, reading);
        }
        if let Some(file) = self.file_at(path)? {
            return Ok(Listed::Single(file));
        }
        let is_about_path = said.code < 500 || super::list::says_no_files(&said);
        if is_about_path || self.mlsd_is_proven() || self.go_into(path)?.is_some() {
            return Err(Error::Refused(said));
        }
        if self.mlsd_use().is_none()
            && let Some(listed) = unless_refused(self.list_inside(path, reading))?
        {
            self.note_mlsd(MlsdUse::Inside, &said);
            return Ok(listed);
        }
        let Some(listed) = unless_refused(self.list_old(path, reading))? else {
            return Err(Error::Refused(said));
        };
        self.note_mlsd(MlsdUse::Refused, &said);
        Ok(listed)
    }

    /// MLSD without an argument, from inside the folder.
    fn list_inside(&mut self, path: &RemotePath, reading: &mut Reading<'_>) -> Result<Listed> {
        if let Some(refused) = self.go_into(path)? {
            return Err(Error::Refused(refused));
        }
        let command = Command::bare("MLSD");
        self.list_with((Form::Mlsd, System::Unknown), "MLSD", command, reading).map(Listed::Folder)
    }

    /// The file at a path, as MLST reports it; `None` where it is a folder, or nothing is reported.
    fn file_at(&mut self, path: &RemotePath) -> Result<Option<Entry>> {
        match self.status(path) {
            // MLST may report the whole path for a name (RFC 3659 section 7.2).
            Ok(entry) if entry.kind != Kind::Dir => {
                let name = path.name().unwrap_or_default().to_vec();
                Ok(Some(Entry { name, ..entry }))
            }
            Err(error) if error.breaks_session() || matches!(error, Error::Stopped(_)) => {
                Err(error)
            }
            Ok(_) | Err(_) => Ok(None),
        }
    }
}

/// The listing, or `None` where it was refused.
fn unless_refused(listed: Result<Listed>) -> Result<Option<Listed>> {
    match listed {
        Ok(listed) => Ok(Some(listed)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
