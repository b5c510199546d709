//! The table of checks: the stable id of each, its title, what a bad result means, whom it hurts, and the cure for
//! each server. The manual, JSON, the terminal and the report read it.

mod abilities;
mod chain;
mod data;
mod policy;
mod reach;
mod rules;
mod tls;

use std::fmt;

use serde::Serialize;

/// The parts of an audit, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Names, addresses, ports, the greeting.
    Reach,
    /// Versions, suites, groups, sessions.
    Tls,
    /// Certificates.
    Chain,
    /// Data connections.
    Data,
    /// The rules of FTPS.
    Rules,
    /// What the server can do.
    Abilities,
    /// A policy.
    Policy,
}

impl Section {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Reach,
        Self::Tls,
        Self::Chain,
        Self::Data,
        Self::Rules,
        Self::Abilities,
        Self::Policy,
    ];
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Section::Reach => "Reach",
            Section::Tls => "TLS",
            Section::Chain => "Certificates",
            Section::Data => "Data connections",
            Section::Rules => "FTPS rules",
            Section::Abilities => "Abilities",
            Section::Policy => "Policy",
        })
    }
}

/// The servers that cures are written for.
pub const SERVERS: [&str; 5] = ["vsftpd", "ProFTPD", "pure-ftpd", "FileZilla Server", "IIS"];

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Its stable id.
    pub id: &'static str,
    /// The section that it belongs to.
    pub section: Section,
    /// Its subject, in a few words.
    pub title: &'static str,
    /// What a result that is not ok means.
    pub meaning: &'static str,
    /// Whom that hurts.
    pub hurts: &'static str,
    /// The line of configuration that cures it, for each of [`SERVERS`]; empty where there is none.
    pub cures: [&'static str; 5],
}

impl Check {
    /// The check with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        Self::all().find(|check| check.id == id)
    }

    /// All checks, in their order.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [
            &reach::CHECKS[..],
            &tls::CHECKS,
            &chain::CHECKS,
            &data::CHECKS,
            &rules::CHECKS,
            &abilities::CHECKS,
            &policy::CHECKS,
        ]
        .into_iter()
        .flatten()
    }

    /// Its place in the table.
    pub fn place(&self) -> usize {
        Self::all().position(|other| other.id == self.id).unwrap_or(usize::MAX)
    }

    /// The cures, each with its server.
    pub fn cures(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        SERVERS.into_iter().zip(self.cures).filter(|(_, cure)| !cure.is_empty())
    }
}

/// The one of [`SERVERS`] that greets so, if it is known.
pub fn server_of(banner: &str) -> Option<&'static str> {
    let banner = banner.to_ascii_lowercase();
    let marks = ["vsftpd", "proftpd", "pure-ftpd", "filezilla", "microsoft ftp"];
    let at = marks.iter().position(|mark| banner.contains(mark))?;
    SERVERS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_every_check_says_what_it_means() {
        let mut ids = BTreeSet::new();
        for check in Check::all() {
            assert!(ids.insert(check.id), "{} twice", check.id);
            assert!(
                check.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            );
            assert!(!check.title.is_empty() && check.meaning.ends_with('.'), "{}", check.id);
            assert!(check.hurts.ends_with('.'), "{}", check.id);
        }
    }

    #[test]
    fn the_server_is_known_by_its_greeting() {
        assert_eq!(server_of("220 (vsFTPd 3.0.3)"), Some("vsftpd"));
        assert_eq!(server_of("220 Microsoft FTP Service"), Some("IIS"));
        assert_eq!(server_of("220 ready"), None);
    }

    /// A misspelt id would lose a finding.
    #[test]
    fn every_id_in_the_source_is_in_the_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/audit");
        let mut used = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
            for part in text.split(".add(").skip(1) {
                let id =
                    part.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                used.extend(id.map(str::to_owned));
            }
        }
        assert!(used.len() > 5);
        for id in used {
            assert!(Check::named(&id).is_some(), "{id} is in no table");
        }
    }
}
