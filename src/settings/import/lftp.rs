//! The bookmarks of lftp: a name and a URL a line.

use std::ffi::OsStr;

use zeroize::Zeroizing;

use percent_encoding::percent_decode_str;

use super::{CLEAR_BEFORE, Found, Imported};
use crate::settings::target::{Operand, Place, Scheme};

pub(super) fn read(content: &[u8]) -> Result<Found, String> {
    let text = std::str::from_utf8(content).map_err(|_| "not UTF-8".to_owned())?;
    let mut found = Found::default();
    for (number, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let (Some(name), url) = (words.next(), words.next()) else { continue };
        let Some((scheme, rest)) = url.and_then(|url| url.split_once("://")) else {
            return Err(format!("line {}: want a name and a URL", number + 1));
        };
        match scheme {
            "ftp" | "ftps" => {}
            other => {
                found.skipped.push(format!("{name}: no FTP server but {other}://"));
                continue;
            }
        }
        match site(name, scheme, rest) {
            Ok(site) => found.sites.push(site),
            Err(error) => found.skipped.push(format!("{name}: {error}")),
        }
    }
    Ok(found)
}

fn site(name: &str, scheme: &str, rest: &str) -> Result<Imported, String> {
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (user, password, host) = match authority.rsplit_once('@') {
        None => (None, None, authority),
        Some((login, host)) => match login.split_once(':') {
            None => (Some(login), None, host),
            Some((user, password)) => (Some(user), Some(password), host),
        },
    };
    let bare = format!("{scheme}://{host}{path}");
    let Operand::Remote(target) = Operand::parse(OsStr::new(&bare), Place::Target)? else {
        return Err("no server".into());
    };
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut site = Imported {
        name: decode(name),
        host: target.host,
        port: target.port,
        ..Imported::default()
    };
    site.implicit = target.scheme == Some(Scheme::Ftps) && target.port != Some(21);
    site.user = user.map(decode).filter(|user| user != "anonymous");
    site.anonymous = user == Some("anonymous") || user.is_none();
    site.password = password.map(|text| Zeroizing::new(percent_decode_str(text).collect()));
    // lftp writes a path from the root with %2F, and the home folder as ~.
    let folder = target.path.to_string();
    let folder = folder.strip_prefix("~/").unwrap_or(&folder).trim_end_matches('/');
    site.folder = (!["", "~"].contains(&folder)).then(|| folder.to_owned());
    if scheme == "ftp" {
        site.notes.push(CLEAR_BEFORE.replace("was used", "may have been used"));
    }
    Ok(site)
}
