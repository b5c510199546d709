//! The facts learned of hosts, kept between runs: one small file a host and port in the state folder. Runs side by side
//! merge their facts.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::lock::{Lock, replace};
use crate::ftp::login::host_profile::HostProfile;
use crate::transfer::journal::Journal;

/// The profile that an earlier run saved; an empty one where it cannot be read.
pub fn recall(host: &str, port: u16) -> HostProfile {
    path(host, port)
        // A pipe would be waited for.
        .filter(|path| path.is_file())
        .and_then(|path| fs::read_to_string(path).ok())
        .and_then(|text| toml::from_str(&text).ok())
        .unwrap_or_default()
}

/// Keeps for the next run what this one learned: the difference between `before`, which it began with, and `now`. What
/// other runs learned meanwhile stays. A run does not fail because its memory cannot be written.
pub fn keep(host: &str, port: u16, before: &HostProfile, now: &HostProfile) {
    if before == now {
        return;
    }
    let _ = path(host, port).and_then(|path| {
        let _lock = Lock::for_changing(&path).ok()?;
        let merged = merged(&table(before)?, table(now)?, &table(&recall(host, port))?);
        replace(&path, &toml::to_string(&merged).ok()?).ok()
    });
}

fn table(profile: &HostProfile) -> Option<toml::Table> {
    toml::Table::try_from(profile).ok()
}

/// Each fact as this run changed it, else as it stands.
fn merged(before: &toml::Table, now: toml::Table, stands: &toml::Table) -> toml::Table {
    let mut merged = stands.clone();
    merged.retain(|key, _| now.contains_key(key) || !before.contains_key(key));
    merged.extend(now.into_iter().filter(|(key, value)| before.get(key) != Some(value)));
    merged
}

/// A host of which something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHost {
    /// Its name; characters that file names cannot have are `_` in it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// When it was last learned from.
    pub changed: SystemTime,
}

/// The hosts of which something is known, sorted.
pub fn hosts() -> Vec<KnownHost> {
    let entries = folder().and_then(|folder| fs::read_dir(folder.join("hosts")).ok());
    let mut hosts: Vec<KnownHost> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (host, port) = name.strip_suffix(".toml")?.rsplit_once('_')?;
            let changed = entry.metadata().and_then(|about| about.modified()).ok()?;
            Some(KnownHost { host: host.to_owned(), port: port.parse().ok()?, changed })
        })
        .collect();
    hosts.sort_by(|a, b| (&a.host, a.port).cmp(&(&b.host, b.port)));
    hosts
}

/// The known facts of a host as text, a fact a line.
pub fn facts(host: &str, port: u16) -> String {
    path(host, port).and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default()
}

/// Forgets a host; returns whether anything was known of it.
pub fn forget(host: &str, port: u16) -> io::Result<bool> {
    let Some(path) = path(host, port) else { return Ok(false) };
    let _lock = Lock::for_changing(&path)?;
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
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

/// A host's name as the name of its file has it.
pub fn kept_name(host: &str) -> String {
    host.to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-".contains(c) { c } else { '_' })
        .take(200)
        .collect()
}

fn path(host: &str, port: u16) -> Option<PathBuf> {
    Some(folder()?.join("hosts").join(format!("{}_{port}.toml", kept_name(host))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_runs_learn_at_once_is_merged() {
        let table = |text: &str| -> toml::Table { toml::from_str(text).expect("toml") };
        let before = table("no_epsv = true\ngroup = 4588\nno_rename = true");
        let now = table("no_epsv = true\nreuse = \"required\"\ngroup = 29");
        let stands = table("no_tls12 = true\ngroup = 4588\nno_rename = true\nno_epsv = true");
        let wanted = "no_tls12 = true\ngroup = 29\nno_epsv = true\nreuse = \"required\"";
        assert_eq!(merged(&before, now, &stands), table(wanted));
    }

    #[test]
    fn what_another_run_forgot_is_not_brought_back() {
        let table = |text: &str| -> toml::Table { toml::from_str(text).expect("toml") };
        let known = table("no_epsv = true");
        let now = table("no_epsv = true\nno_rename = true");
        assert_eq!(merged(&known, now, &table("")), table("no_rename = true"));
    }
}
