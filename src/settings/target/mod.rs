//! What a user types for a place: a URL, `NAME:PATH`, or a local file. Only the text is looked at; whether NAME is
//! a saved site, and whether a file exists, is left to others.

mod digits;
mod host;

use std::ffi::OsStr;
use std::net::IpAddr;
use std::path::PathBuf;

use percent_encoding::percent_decode;

use crate::ftp::path::RemotePath;
use host::{address, not_ascii, site_or_host, split_port, url_host};

/// The port of FTP with explicit TLS (RFC 4217): a connection begins in clear text.
pub const EXPLICIT_PORT: u16 = 21;
/// The port of FTP with implicit TLS.
pub const IMPLICIT_PORT: u16 = 990;
/// Characters that a pattern gives a meaning; written as `%2A` and so on they mean themselves.
const PATTERN_CHARACTERS: &[u8] = b"*?[]{}\\";

const WAYS: &str = "password in a target: other users can see it; give it by --password-file FILE, \
    --password-command COMMAND, FTPS_PASSWORD, a netrc file, a saved site, or when asked";

/// Where in a command line the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where only a target can stand: a word without `:` is a host or a saved site.
    Target,
    /// Where a local file can stand as well: a word without `:` is one.
    Operand,
}

/// The meaning of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A file or folder of this machine; `-` is left as it is.
    Local(PathBuf),
    /// A place on a server.
    Remote(Target),
}

/// The scheme of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `ftp://`: explicit TLS, unless an option asks for implicit TLS.
    Ftp,
    /// `ftpes://`: explicit TLS.
    Ftpes,
    /// `ftps://`: implicit TLS, but explicit on port 21.
    Ftps,
}

/// How a connection becomes TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// After AUTH TLS (RFC 4217).
    Explicit,
    /// From the first byte.
    Implicit,
}

/// The `;type=` at the end of a URL (RFC 1738 section 3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferType {
    /// `a`: text, line ends converted.
    Ascii,
    /// `i`: bytes as they are.
    Image,
}

/// A place on a server, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The scheme of a URL; `None` for the form `NAME:PATH`.
    pub scheme: Option<Scheme>,
    /// The user, decoded.
    pub user: Option<String>,
    /// A host name or an address without brackets; without a scheme perhaps the name of a saved site.
    pub host: String,
    /// The port of a URL that has one.
    pub port: Option<u16>,
    /// The path, decoded once; relative to the login directory unless it starts with a slash.
    pub path: RemotePath,
    /// The path as a pattern: what a URL gave in percent-encoding has a backslash before it where it would have
    /// a meaning in a pattern.
    pub pattern: Vec<u8>,
    /// The `;type=` of a URL.
    pub transfer_type: Option<TransferType>,
}

/// Where to connect to, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// A host name in ASCII, or an address, perhaps with a zone (`fe80::1%eth0`).
    pub host: String,
    /// The port, not 0.
    pub port: u16,
    /// Whether TLS comes first or after AUTH TLS.
    pub security: Security,
}

impl Operand {
    /// Reads the text that was typed.
    ///
    /// # Errors
    /// A text for the user: an unknown scheme, a password, no host or an impossible one, a bad port, a NUL, CR or
    /// LF in path or user. It repeats no text in which a password could stand.
    pub fn parse(text: &OsStr, place: Place) -> Result<Self, String> {
        let bytes = text.as_encoded_bytes();
        if bytes.is_empty() {
            return Err("empty name where a file or a target must stand".to_owned());
        }
        if is_windows_path(bytes) {
            return local(text, place);
        }
        if let Some((scheme, rest)) = split_scheme(bytes) {
            return url(scheme, rest).map(Self::Remote);
        }
        match split_name(bytes) {
            Some((head, Some(path))) if holds_password(head, path) => Err(WAYS.to_owned()),
            Some((head, Some(path))) => named(head, path).map(Self::Remote),
            Some((head, None)) if place == Place::Target => named(head, b"").map(Self::Remote),
            _ => local(text, place),
        }
    }
}

impl Target {
    /// The host, port and flavour, where `port` and `security` are what options say.
    ///
    /// # Errors
    /// A text for the user where target and options contradict each other, or where the host is not ASCII.
    pub fn settle(
        &self,
        port: Option<u16>,
        security: Option<Security>,
    ) -> Result<Endpoint, String> {
        if !self.host.is_ascii() {
            return Err(not_ascii(&self.host));
        }
        let port = match (self.port, port) {
            (_, Some(0)) => return Err("port 0, which no server can have".to_owned()),
            (Some(typed), Some(port)) if typed != port => {
                return Err(format!("port {typed} in the target and port {port} by option"));
            }
            (typed, option) => typed.or(option),
        };
        let security = match (self.scheme, security) {
            (Some(Scheme::Ftps), Some(Security::Explicit)) if port != Some(EXPLICIT_PORT) => {
                return Err(
                    "explicit TLS by option and ftps://, which says implicit; write ftp://"
                        .to_owned(),
                );
            }
            (Some(Scheme::Ftpes), Some(Security::Implicit)) => {
                return Err(
                    "implicit TLS by option and ftpes://, which says explicit; write ftps://"
                        .to_owned(),
                );
            }
            (_, Some(security)) => security,
            (Some(Scheme::Ftps), None) if port != Some(EXPLICIT_PORT) => Security::Implicit,
            _ => Security::Explicit,
        };
        let default = match security {
            Security::Explicit => EXPLICIT_PORT,
            Security::Implicit => IMPLICIT_PORT,
        };
        Ok(Endpoint { host: self.host.clone(), port: port.unwrap_or(default), security })
    }
}

/// Whether a saved site of this name can be typed as `NAME:PATH`.
pub fn is_site_name(name: &str) -> bool {
    site_or_host(name.as_bytes()).is_ok()
}

/// A host with or without a port, as it stands in URLs; an error repeats no password.
pub(super) fn host_and_port(text: &str) -> Result<(String, Option<u16>), String> {
    let (host, port) = split_port(text.as_bytes())?;
    Ok((url_host(host)?, port))
}

/// The host that a saved site names: a name, or an address with or without brackets.
///
/// # Errors
/// A text for the user where it is none.
pub fn host_name(text: &str) -> Result<String, String> {
    let literal = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    if let Some(address) = address(literal.as_bytes()) {
        return Ok(address);
    }
    if text.contains([':', '/', '@']) {
        return Err(
            "want a bare host name; port, implicit, user and path have keys of their own".into()
        );
    }
    let host = site_or_host(text.as_bytes())?;
    if host.is_ascii() { Ok(host) } else { Err(not_ascii(&host)) }
}

fn local(text: &OsStr, place: Place) -> Result<Operand, String> {
    match place {
        Place::Operand => Ok(Operand::Local(PathBuf::from(text))),
        Place::Target => {
            Err("local file where a target must stand; write NAME:PATH or ftp://HOST/PATH"
                .to_owned())
        }
    }
}

/// `C:\x`, and a backslash before the first colon.
fn is_windows_path(text: &[u8]) -> bool {
    let before_colon = text.split(|&byte| byte == b':').next().unwrap_or(text);
    let drive = matches!(text, [letter, b':', ..] if letter.is_ascii_alphabetic());
    cfg!(windows) && (drive || before_colon.contains(&b'\\'))
}

/// The scheme of a text that has the form of a URL, and the rest behind `://`.
fn split_scheme(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = text.windows(3).position(|window| window == b"://")?;
    let (scheme, rest) = (text.get(..at)?, text.get(at + 3..)?);
    let letters = scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
    (letters && scheme.first()?.is_ascii_alphabetic()).then_some((scheme, rest))
}

fn url(scheme: &[u8], rest: &[u8]) -> Result<Target, String> {
    let scheme = match scheme.to_ascii_lowercase().as_slice() {
        b"ftp" => Scheme::Ftp,
        b"ftpes" => Scheme::Ftpes,
        b"ftps" => Scheme::Ftps,
        other => {
            return Err(format!(
                "unknown scheme {}://; known are ftp:// and ftpes:// (explicit TLS), ftps:// (implicit TLS), and \
                 the form NAME:PATH; a local file is ./NAME",
                String::from_utf8_lossy(other)
            ));
        }
    };
    let slash = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(slash).unwrap_or((rest, b""));
    let (user, host) = split_user(authority);
    // A password with a slash leaves its start where a port would be.
    let cut_password = !host.starts_with(b"[") && host.contains(&b':') && path.contains(&b'@');
    if user.is_some_and(|user| user.contains(&b':')) {
        return Err(WAYS.to_owned());
    }
    let (host, port) = match split_port(host) {
        Err(_) if cut_password => return Err(WAYS.to_owned()),
        split => split?,
    };
    let user = user.map(|user| decode(user, "user")).transpose()?.map(user_name).transpose()?;
    let (path, transfer_type) = split_type(path.strip_prefix(b"/").unwrap_or(path));
    Ok(Target {
        scheme: Some(scheme),
        user,
        host: url_host(host)?,
        port,
        path: RemotePath::new(decode(path, "path")?),
        pattern: decode(&keep_literal(path), "path")?,
        transfer_type,
    })
}

/// `[user@]NAME` and perhaps the path behind its colon; `None` for a text that can only be a local file.
fn split_name(text: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let open = text.iter().position(|byte| b":/[".contains(byte));
    let bracket = open.filter(|&at| text.get(at) == Some(&b'[')).filter(|&at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        before.is_none_or(|byte| *byte == b'@')
    });
    let literal = bracket.and_then(|open| {
        let close = open + text.get(open..)?.iter().position(|&byte| byte == b']')?;
        address(text.get(open + 1..close)?).map(|_| close + 1)
    });
    if let Some(end) = literal {
        let head = text.get(..end)?;
        return match text.get(end..)? {
            [] => Some((head, None)),
            [b':', path @ ..] => Some((head, Some(path))),
            _ => None,
        };
    }
    match text.iter().position(|byte| b":/".contains(byte)) {
        None => Some((text, None)),
        Some(at) => Some((text.get(..at)?, Some(text.get(at..)?.strip_prefix(b":")?))),
    }
}

/// Whether `joe:hunter2@host:/x` or `joe:hunter2@192.0.2.1` was typed: as paths, `hunter2@host:/x` and
/// `hunter2@192.0.2.1` are less likely than a password. `hunter2@host.example` could be any file's name.
fn holds_password(head: &[u8], path: &[u8]) -> bool {
    if !head.contains(&b'@')
        && let (Some(_), host) = split_user(path)
        && std::str::from_utf8(host).is_ok_and(|host| host.parse::<IpAddr>().is_ok())
    {
        return true;
    }
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_[]".contains(byte);
    let hosts = path.split(|byte| *byte == b'@').skip(1);
    let mut ends =
        hosts.map(|text| text.iter().position(|byte| !is_host(byte)).map(|at| (at, text.get(at))));
    !head.contains(&b'@') && ends.any(|end| matches!(end, Some((1.., Some(b':')))))
}

fn named(head: &[u8], path: &[u8]) -> Result<Target, String> {
    let (user, host) = split_user(head);
    let literal = host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]"));
    let host = match literal.and_then(address) {
        Some(address) => address,
        None => site_or_host(host)?,
    };
    Ok(Target {
        scheme: None,
        user: user.map(|user| user_name(user.to_vec())).transpose()?,
        host,
        port: None,
        path: RemotePath::new(without_controls(path.to_vec(), "path")?),
        pattern: path.to_vec(),
        transfer_type: None,
    })
}

/// Parts at the last `@`: user names may be mail addresses.
fn split_user(text: &[u8]) -> (Option<&[u8]>, &[u8]) {
    let mut parts = text.rsplitn(2, |&byte| byte == b'@');
    let host = parts.next().unwrap_or(text);
    (parts.next(), host)
}

fn user_name(user: Vec<u8>) -> Result<String, String> {
    let user = without_controls(user, "user")?;
    if user.is_empty() {
        return Err("empty user before the @".to_owned());
    }
    String::from_utf8(user).map_err(|_| "user that is not UTF-8".to_owned())
}

/// Parts a final `;type=a` or `;type=i` from a path that is still encoded; any other `;` is part of the path.
fn split_type(path: &[u8]) -> (&[u8], Option<TransferType>) {
    const LENGTH: usize = ";type=a".len();
    let split = path.len().checked_sub(LENGTH).and_then(|at| path.split_at_checked(at));
    match split.map(|(path, tail)| (path, tail.to_ascii_lowercase())) {
        Some((path, tail)) if tail == b";type=a" => (path, Some(TransferType::Ascii)),
        Some((path, tail)) if tail == b";type=i" => (path, Some(TransferType::Image)),
        _ => (path, None),
    }
}

fn decode(text: &[u8], what: &str) -> Result<Vec<u8>, String> {
    without_controls(percent_decode(text).collect(), what)
}

/// An encoded path in which encoded pattern characters are decoded behind a backslash.
fn keep_literal(path: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut rest = path;
    while let Some((first, tail)) = rest.split_first() {
        let triple = rest.get(..3).unwrap_or_default();
        let decoded: Vec<u8> = percent_decode(triple).collect();
        // Only `%` and two digits make three bytes one.
        let [byte] = decoded.as_slice() else {
            kept.push(*first);
            rest = tail;
            continue;
        };
        if PATTERN_CHARACTERS.contains(byte) {
            kept.extend_from_slice(&[b'\\', *byte]);
        } else {
            kept.extend_from_slice(triple);
        }
        rest = rest.get(3..).unwrap_or_default();
    }
    kept
}

/// Refuses what would end a command on the wire (RFC 959 section 5.3).
fn without_controls(text: Vec<u8>, what: &str) -> Result<Vec<u8>, String> {
    if text.iter().any(|byte| b"\0\r\n".contains(byte)) {
        return Err(format!("{what} with a NUL, CR or LF in it"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
