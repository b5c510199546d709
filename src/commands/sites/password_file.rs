//! The files of their own in which passwords of sites are kept.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::error::{Result, local};

/// A password's file that was written for a site. Unless the site is saved, the file becomes again what it was.
pub(super) struct PasswordFile {
    path: PathBuf,
    /// The content that was replaced; `None` where there was no file.
    before: Option<Zeroizing<Vec<u8>>>,
    is_kept: bool,
}

impl PasswordFile {
    /// Replaces a file that is there, or writes a new one that only the user can read.
    pub(super) fn write(path: PathBuf, secret: &[u8]) -> Result<Self> {
        let before = match std::fs::read(&path) {
            Ok(content) => Some(Zeroizing::new(content)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(local(&path)(error)),
        };
        if before.is_some() {
            std::fs::remove_file(&path).map_err(local(&path))?;
        }
        let file = Self { path, before, is_kept: false };
        write_private(&file.path, secret)?;
        Ok(file)
    }

    /// The site is saved.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for PasswordFile {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // Nobody is left who could be told of a failure: the command says that the site is not saved.
        let _ = std::fs::remove_file(&self.path);
        if let Some(before) = &self.before {
            let _ = write_new(&self.path, before);
        }
    }
}

/// Writes a new file that only the user can read: a password, and the end of its line.
pub(super) fn write_private(path: &Path, secret: &[u8]) -> Result<()> {
    let line = Zeroizing::new([secret, b"\n"].concat());
    write_new(path, &line)
}

fn write_new(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(local(folder))?;
    }
    let mut options = OpenOptions::new();
    let mut file =
        options.write(true).create_new(true).mode(0o600).open(path).map_err(local(path))?;
    file.write_all(content).map_err(local(path))
}
