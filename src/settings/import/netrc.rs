//! A netrc file: each machine with a login is a site. Its password stays where it is.

use super::{Found, Imported};
use crate::settings::netrc::Netrc;

pub(super) fn read(content: &[u8]) -> Result<Found, String> {
    let known = Netrc::parse(content)?;
    let mut found = Found::default();
    for (host, entry) in known.entries() {
        match (host, &entry.login) {
            (None, _) => found.skipped.push("default: no server".into()),
            (Some(host), login) => {
                let several = known.entries().filter(|(other, _)| *other == Some(host)).count() > 1;
                let name = match login {
                    Some(login) if several => format!("{host}-{login}"),
                    _ => host.to_owned(),
                };
                found.sites.push(Imported {
                    name,
                    host: host.to_owned(),
                    user: login.clone(),
                    ..Imported::default()
                });
            }
        }
    }
    Ok(found)
}
