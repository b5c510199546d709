//! What was learned of hosts, kept between runs: one small file a host and port in the state
//! folder, so that runs side by side cannot lose each other's.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use crate::ftp::login::host_profile::HostProfile;
use crate::transfer::journal::Journal;

/// The profile that an earlier run saw. What cannot be read is as if it had never been seen.
pub fn recall(host: &str, port: u16) -> HostProfile {
    path(host, port)
        // A pipe would be waited for.
        .filter(|path| path.is_file())
        .and_then(|path| fs::read_to_string(path).ok())
        .and_then(|text| toml::from_str(&text).ok())
        .unwrap_or_default()
}

/// Keeps profile for the next run. A run does not fail because its memory cannot be written.
pub fn keep(host: &str, port: u16, profile: &HostProfile) {
    if *profile == recall(host, port) {
        return;
    }
    let written = path(host, port).and_then(|path| {
        let folder = path.parent()?;
        fs::create_dir_all(folder).ok()?;
        let mut fresh = tempfile::NamedTempFile::new_in(folder).ok()?;
        fresh.write_all(toml::to_string(profile).ok()?.as_bytes()).ok()?;
        fresh.persist(path).ok()
    });
    drop(written);
}

/// Where interrupted transfers are recorded.
pub fn journal() -> Journal {
    Journal::new(folder().map(|folder| folder.join("transfers")))
}

/// Where the lines of the shell are kept.
pub fn history() -> Option<PathBuf> {
    Some(folder()?.join("history"))
}

/// Makes the folder of a file that only the user may read.
pub fn private_folder(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Where mirrors keep what they must know of earlier runs; `name` tells them apart.
pub fn mirror(name: &str) -> Option<PathBuf> {
    Some(folder()?.join("mirrors").join(Journal::name_for(name)))
}

fn folder() -> Option<PathBuf> {
    Some(dirs::state_dir().or_else(dirs::data_local_dir)?.join("ftps"))
}

fn path(host: &str, port: u16) -> Option<PathBuf> {
    let safe: String = host
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-".contains(c) { c } else { '_' })
        .take(200)
        .collect();
    Some(folder()?.join("hosts").join(format!("{safe}_{port}.toml")))
}
