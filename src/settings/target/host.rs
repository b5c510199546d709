//! Hosts and ports as people type them. Looking a host up is left to others.

use std::net::Ipv6Addr;

/// Longest host name that the DNS can hold, in bytes.
const MAX_HOST: usize = 253;

/// The host of a URL, brackets and all, and its port.
pub(super) fn split_port(text: &[u8]) -> Result<(&[u8], Option<u16>), String> {
    let end = match text.iter().position(|&byte| byte == b']') {
        Some(close) if text.starts_with(b"[") => close + 1,
        _ => text.iter().position(|&byte| byte == b':').unwrap_or(text.len()),
    };
    let (host, rest) = text.split_at_checked(end).unwrap_or((text, b""));
    let digits = match rest {
        [] | [b':'] => return Ok((host, None)),
        [b':', digits @ ..] => digits,
        _ => return Err("text between the host's ] and the port".to_owned()),
    };
    if digits.contains(&b':') {
        return Err(
            "several colons in the host; write an IPv6 address in brackets, as in ftp://[::1]/"
                .to_owned(),
        );
    }
    let port = str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match port.and_then(|digits| digits.parse().ok()) {
        None | Some(0) => Err("port that is not a number from 1 to 65535".to_owned()),
        port => Ok((host, port)),
    }
}

/// The host of a URL, without brackets.
pub(super) fn url_host(host: &[u8]) -> Result<String, String> {
    if let Some(literal) = host.strip_prefix(b"[") {
        let found = literal.strip_suffix(b"]").and_then(address);
        return found.ok_or_else(|| "brackets in the host that hold no IPv6 address".to_owned());
    }
    let host = site_or_host(host)?;
    if host.is_ascii() { Ok(host) } else { Err(not_ascii(&host)) }
}

/// An IPv6 address with or without a zone, which a URL writes `%25eth0` (RFC 6874) and people write `%eth0`.
pub(super) fn address(literal: &[u8]) -> Option<String> {
    let text = str::from_utf8(literal).ok()?;
    let (address, zone) = match text.split_once('%') {
        None => (text, None),
        Some((address, zone)) => {
            (address, Some(zone.strip_prefix("25").filter(|zone| !zone.is_empty()).unwrap_or(zone)))
        }
    };
    address.parse::<Ipv6Addr>().ok()?;
    match zone {
        None => Some(address.to_owned()),
        Some(zone) => {
            let plain = !zone.is_empty()
                && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
            plain.then(|| format!("{address}%{zone}"))
        }
    }
}

/// A word that may name a saved site or a host.
pub(super) fn site_or_host(host: &[u8]) -> Result<String, String> {
    if host.is_empty() {
        return Err("no host in the target; a local file is ./NAME".to_owned());
    }
    let shown = String::from_utf8_lossy(host).escape_debug().to_string();
    let known = |letter: char| {
        letter.is_ascii_alphanumeric() || ".-_".contains(letter) || letter.is_alphanumeric()
    };
    let host =
        str::from_utf8(host).ok().filter(|host| host.chars().all(known) && host.len() <= MAX_HOST);
    match host {
        Some(host) if !host.starts_with(['-', '.']) => Ok(host.to_owned()),
        _ => Err(format!("{shown}, which can be no host; a local file with a colon is ./NAME")),
    }
}

/// The message for a host that the DNS would not know as typed.
pub(super) fn not_ascii(host: &str) -> String {
    format!(
        "host name {host} with letters outside ASCII; give its punycode form, which starts with xn--"
    )
}
