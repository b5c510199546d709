//! Servers that refuse paths from `/` with 550, and take a bare name in the folder that CWD entered. How that is found
//! out, and the argument that stands for a path there; the profile of the host remembers it.
//!
//! ```text
//! STOR /in/a.csv           550                 refused, and nothing proves that paths are taken
//! CWD /in, STOR a.csv      250, 150            proven: from now on all paths are sent so
//! ```

use super::place::PathUse;
use super::query::Query;
use crate::error::{Error, Response, Result};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

impl Session {
    /// Whether a path from `/` is sent as CWD and a bare name.
    pub(in crate::ftp) fn sends_bare_names(&self) -> bool {
        *self.place().paths() != PathUse::Whole
    }

    /// The argument that stands for a path in the command that comes next: the path itself, or its name in its folder,
    /// which is entered first.
    pub(in crate::ftp) fn argument(&mut self, path: &RemotePath) -> Result<RemotePath> {
        self.stand_for(path)?;
        if !self.sends_bare_names() || !path.is_absolute() {
            return Ok(path.clone());
        }
        let (Some(folder), Some(name)) = (path.parent(), path.name()) else {
            return Ok(path.clone());
        };
        let name = RemotePath::new(name);
        match self.go_into(&folder)? {
            None => Ok(name),
            Some(refused) => Err(Error::Refused(refused)),
        }
    }

    /// Whether two paths cannot both be bare names in commands that go out together: they lie in different folders.
    pub(in crate::ftp) fn needs_paths(&self, from: &RemotePath, to: &RemotePath) -> bool {
        self.sends_bare_names() && from.parent() != to.parent()
    }

    /// The arguments of two paths in commands that go out together. Of paths in different folders no bare names can be
    /// made: they are sent whole, and the server decides.
    pub(in crate::ftp) fn arguments(
        &mut self,
        from: &RemotePath,
        to: &RemotePath,
    ) -> Result<[RemotePath; 2]> {
        if self.needs_paths(from, to) {
            return Ok([from.clone(), to.clone()]);
        }
        Ok([self.argument(from)?, self.argument(to)?])
    }

    /// Those of the queries that may go out together with commands about another path.
    pub(in crate::ftp) fn together<'a>(&self, asks: &'a [Query]) -> &'a [Query] {
        if self.sends_bare_names() { &[] } else { asks }
    }

    /// Whether a refusal may mean that the server takes no paths from `/`: it has taken none yet on this session, not
    /// even that of the login folder, where MLST can ask for it.
    pub(in crate::ftp) fn doubts_paths(&mut self, refused: &Response) -> Result<bool> {
        let Some(home) = self.home().filter(|home| home.is_absolute()).cloned() else {
            return Ok(false);
        };
        let is_such = matches!(refused.code, 550 | 553);
        if !is_such || self.sends_bare_names() || self.is_broken() || self.exchange().takes_paths()
        {
            return Ok(false);
        }
        if !self.features().has("MLST") {
            return Ok(true);
        }
        match self.status(&home) {
            Ok(_) => Ok(false),
            Err(Error::Refused(_)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Tries CWD and bare names from now on.
    pub(in crate::ftp) fn try_bare_names(&mut self, refused: Response) {
        self.place_mut().use_paths(PathUse::Trial(refused));
        self.prefetched().forget();
    }

    /// Ends a trial: `works` says whether a bare name was taken.
    pub(in crate::ftp) fn end_trial(&mut self, works: Trial) {
        let PathUse::Trial(refused) = self.place().paths().clone() else { return };
        self.place_mut().use_paths(match works {
            Trial::Works => PathUse::Proven(refused),
            Trial::Fails => PathUse::Whole,
        });
    }
}

/// The outcome of a trial of bare names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ftp) enum Trial {
    /// A bare name was taken.
    Works,
    /// It was refused like the path.
    Fails,
}
