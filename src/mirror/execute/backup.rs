//! Where the target's side keeps what a mirror deletes or replaces.

use std::borrow::Cow;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;

use super::super::path_of;
use super::Job;
use crate::ftp::path::RemotePath;
use crate::transfer::Rules;
use crate::transfer::backup::OnReplace;

/// Where what goes is kept.
#[derive(Clone, Debug)]
pub enum Backup {
    /// On this side.
    Local(PathBuf),
    /// On the server.
    Remote(RemotePath),
}

impl Job<'_> {
    /// How one file is moved: with what it replaces moved aside, where that is kept.
    pub(super) fn rules_for(&self, path: &[u8], replaces: bool) -> Cow<'_, Rules> {
        let kept = self.backup.as_ref().filter(|_| replaces).map(|backup| match backup {
            Backup::Local(folder) => folder.join(path_of(path)).into_os_string().into_vec(),
            Backup::Remote(folder) => folder.join(path).as_bytes().to_vec(),
        });
        match kept {
            Some(kept) => {
                Cow::Owned(Rules { on_replace: OnReplace::KeptAs(kept), ..self.rules.clone() })
            }
            None => Cow::Borrowed(self.rules),
        }
    }
}
