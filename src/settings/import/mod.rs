//! Saved sites of other programs, read from their files. Each reader is given the bytes of a file; finding the file,
//! and what becomes of the sites, is left to others.

mod filezilla;
mod lftp;
mod netrc;
mod winscp;

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::target::{host_name, is_site_name};

/// A program whose sites can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// FileZilla's `sitemanager.xml`.
    FileZilla,
    /// The bookmarks of lftp.
    Lftp,
    /// `WinSCP.ini`.
    WinScp,
    /// A netrc file.
    Netrc,
}

/// A site as another program knows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// A name that can be a site's; the same for no two of a file.
    pub name: String,
    /// The host.
    pub host: String,
    /// The port, if it is told.
    pub port: Option<u16>,
    /// TLS from the first byte.
    pub implicit: bool,
    /// The user; none is asked for.
    pub user: Option<String>,
    /// Anybody logs in.
    pub anonymous: bool,
    /// The folder to begin in.
    pub folder: Option<String>,
    /// The server connects to the client for data.
    pub active: bool,
    /// The password, if the file holds one that can be read.
    pub password: Option<Zeroizing<Vec<u8>>>,
    /// The differences from the other program.
    pub notes: Vec<String>,
}

/// The sites in a file, and the entries that were skipped.
#[derive(Default)]
pub struct Found {
    /// The sites, in the order of the file.
    pub sites: Vec<Imported>,
    /// One line for each entry that is no FTP server, or none that can be used.
    pub skipped: Vec<String>,
}

/// That a site was used without TLS there.
const CLEAR_BEFORE: &str = "it was used without TLS there; ftps insists on TLS";

/// That a password is there but cannot be read.
const LOCKED: &str = "its password is encrypted there and was left out";

impl Format {
    /// The format that the content of a file, or else its name, suggests.
    pub fn guess(name: &str, content: &[u8]) -> Option<Self> {
        let text =
            String::from_utf8_lossy(content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content));
        let begin = text.trim_start();
        if begin.starts_with("<?xml") || begin.starts_with("<FileZilla3") {
            return Some(Self::FileZilla);
        }
        if text.lines().any(|line| line.starts_with("[Sessions\\")) {
            return Some(Self::WinScp);
        }
        let first = begin.split_whitespace().next().unwrap_or_default();
        if name.ends_with("netrc") || ["machine", "default"].contains(&first) {
            return Some(Self::Netrc);
        }
        let url =
            |line: &str| line.split_whitespace().nth(1).is_some_and(|word| word.contains("://"));
        begin.lines().next().is_some_and(url).then_some(Self::Lftp)
    }

    /// Reads the sites in a file.
    ///
    /// # Errors
    /// A text for the user where it is no such file. It holds nothing of the content but line numbers.
    pub fn read(self, content: &[u8]) -> Result<Found, String> {
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
        let mut found = match self {
            Self::FileZilla => filezilla::read(content)?,
            Self::Lftp => lftp::read(content)?,
            Self::WinScp => winscp::read(content),
            Self::Netrc => netrc::read(content)?,
        };
        let mut taken = BTreeSet::new();
        let sites = std::mem::take(&mut found.sites);
        for mut site in sites {
            match host_name(&site.host) {
                Ok(host) => site.host = host,
                Err(error) => {
                    found.skipped.push(format!("{}: {error}", site.name));
                    continue;
                }
            }
            site.name = unused(&plain(&site.name, &site.host), &taken);
            taken.insert(site.name.clone());
            found.sites.push(site);
        }
        Ok(found)
    }
}

/// A name that can be typed: other characters become dashes.
fn plain(name: &str, host: &str) -> String {
    let fits = |letter: char| letter.is_alphanumeric() || "._-".contains(letter);
    let mut plain = String::new();
    for letter in name.trim().chars() {
        match fits(letter) {
            true => plain.push(letter),
            false if plain.ends_with('-') => {}
            false => plain.push('-'),
        }
    }
    let plain = plain.trim_matches(['-', '.']);
    if is_site_name(plain) { plain.to_owned() } else { host.replace([':', '%'], "-") }
}

fn unused(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
